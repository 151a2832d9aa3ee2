/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/*
 * The umbrella of store/: the vault on disk, the only folder that uses SQLCipher. Nothing
 * here is thread-safe: one thread (the session's worker) uses one vault.
 */
#include "ahadi-applier.h"
#include "ahadi-backup.h"
#include "ahadi-blob-arrival.h"
#include "ahadi-blob-way.h"
#include "ahadi-blob-writer.h"
#include "ahadi-blob.h"
#include "ahadi-clock-repair.h"
#include "ahadi-copies.h"
#include "ahadi-feed.h"
#include "ahadi-gone.h"
#include "ahadi-holdings.h"
#include "ahadi-journal.h"
#include "ahadi-query.h"
#include "ahadi-relay.h"
#include "ahadi-review-items.h"
#include "ahadi-saver.h"
#include "ahadi-settings.h"
#include "ahadi-store-error.h"
#include "ahadi-story.h"
#include "ahadi-streams.h"
#include "ahadi-thumbnails.h"
#include "ahadi-twins.h"
#include "ahadi-untold.h"
#include "ahadi-vault-build.h"
#include "ahadi-vault-check.h"
#include "ahadi-vault-copy.h"
#include "ahadi-vault-rekey.h"
#include "ahadi-vault-wipe.h"
#include "ahadi-vault.h"
#include "ahadi-verdicts.h"
#include "ahadi-wants.h"
