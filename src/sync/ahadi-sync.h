/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The umbrella of sync/: what travels (bundles, cards, enrolment requests, replies) and
 * who is trusted. FORMAT.md has the bytes. */
#include "ahadi-card.h"
#include "ahadi-device.h"
#include "ahadi-directory.h"
#include "ahadi-enrolment.h"
#include "ahadi-export.h"
#include "ahadi-identity.h"
#include "ahadi-import.h"
#include "ahadi-inspect.h"
#include "ahadi-office.h"
#include "ahadi-progress.h"
#include "ahadi-proposal-edit.h"
#include "ahadi-proposal.h"
#include "ahadi-reply.h"
#include "ahadi-sync-error.h"
