/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The umbrella of sync/: what travels (bundles, cards, enrolment requests, replies),
 * who is trusted, and sealed backups. FORMAT.md has the bytes. */
#include "ahadi-backup-shelf.h"
#include "ahadi-backup-writer.h"
#include "ahadi-card.h"
#include "ahadi-carry.h"
#include "ahadi-compaction.h"
#include "ahadi-device-cut.h"
#include "ahadi-device.h"
#include "ahadi-directory.h"
#include "ahadi-drill.h"
#include "ahadi-enrolment.h"
#include "ahadi-erase-sealed.h"
#include "ahadi-export.h"
#include "ahadi-identity.h"
#include "ahadi-import.h"
#include "ahadi-importer.h"
#include "ahadi-inspect.h"
#include "ahadi-office.h"
#include "ahadi-progress.h"
#include "ahadi-proposal-edit.h"
#include "ahadi-proposal.h"
#include "ahadi-reply.h"
#include "ahadi-restore.h"
#include "ahadi-sync-error.h"
