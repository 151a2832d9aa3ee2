/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The umbrella of crypto/: the only folder that uses libsodium. */
#include "ahadi-age-keys.h"
#include "ahadi-age-reader.h"
#include "ahadi-age-writer.h"
#include "ahadi-crypto-error.h"
#include "ahadi-crypto-init.h"
#include "ahadi-fingerprint.h"
#include "ahadi-hash.h"
#include "ahadi-kdf.h"
#include "ahadi-key-file.h"
#include "ahadi-minisign.h"
#include "ahadi-passphrase.h"
#include "ahadi-recovery-code.h"
#include "ahadi-secret.h"
#include "ahadi-share.h"
#include "ahadi-shares.h"
#include "ahadi-signing-key.h"
#include "ahadi-slot-cost.h"
#include "ahadi-slots.h"
