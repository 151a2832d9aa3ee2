/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-directory.h"
#include "ahadi-progress.h"
#include "ahadi-state.h"
#include "ahadi-sync-error.h"

G_BEGIN_DECLS

/* The reason in the set-aside folder of what waits until it is decided how far a device
 * counts that is not trusted any more: the word of AHADI_SYNC_ERROR_REVOKED. */
#define AHADI_IMPORT_UNDECIDED "revoked"

/* The same of what was damaged while it waited: the word of AHADI_SYNC_ERROR_DAMAGED. */
#define AHADI_IMPORT_SPOILT "damaged"

typedef enum
{
  AHADI_OUTCOME_MERGED,
  AHADI_OUTCOME_DUPLICATE, /* this bundle was merged here before */
  AHADI_OUTCOME_SET_ASIDE, /* kept whole in the vault: its device is not known (yet), or
                              was revoked, and how far it counts is not decided */
  AHADI_OUTCOME_REFUSED,   /* not changed, not kept: the file stays where it is */
} AhadiOutcome;

const char *ahadi_outcome_to_word (
    AhadiOutcome outcome); /* "merged", "duplicate", "set-aside", "refused" */

/* Why a part was refused: it knows later operations of this very device than this vault.
 * The other words are those of AhadiSyncError. */
#define AHADI_PART_ROLLED_BACK "rolled-back"

/* Whether a bundle was kept to be carried on, for those who can open the rest. */
typedef enum
{
  AHADI_CARRY_NOT,
  AHADI_CARRY_KEPT,
  AHADI_CARRY_FULL, /* as many wait already as may: it must come again after an export */
} AhadiCarryState;

/* One part of a bundle and what became of it. */
typedef struct
{
  AhadiAudienceClass audience;
  gboolean opened;            /* we have a key for it */
  char *refused;              /* (nullable): why this part alone was refused */
  char rule[AHADI_RULE_SIZE]; /* the rule of FORMAT.md that was broken, or empty */
} AhadiPartResult;

/* Operations that were missing here and came with this bundle. */
typedef struct
{
  AhadiId device; /* who wrote them */
  guint64 from;
  guint64 to;
} AhadiFilled;

typedef struct
{
  char *file; /* path as given */
  AhadiOutcome outcome;
  GError *reason; /* (nullable): why set aside or refused: AHADI_SYNC_ERROR and others */
  gboolean has_bundle;
  AhadiId bundle;
  AhadiId device;    /* the author */
  char *branch;      /* (nullable): of an author in the field, as listed */
  gboolean answered; /* this office's replies reach the author */
  gboolean is_reply;
  gboolean between;        /* by a holder of an office, for the other holders */
  gboolean is_request;     /* app/ alone sets it: no bundle, a laptop asks to be listed */
  AhadiStateVerdict state; /* between: of an export of everything */
  gboolean older_card;     /* the directory it brought is older than ours, which stays */
  gboolean newer_card;     /* it brought a newer directory, which was taken */
  AhadiApplyCounts counts;
  guint64 acks;     /* reply: records of ours confirmed by it */
  guint64 asked;    /* reply: operations of ours that the next export sends again, because
                       an office asks for them */
  guint64 erased;   /* records whose content it took away for good */
  guint64 missing;  /* operations of its streams that are still missing here (gaps) */
  GArray *filled;   /* (nullable) AhadiFilled: was missing and is here now, rising in each
                       stream */
  guint64 lost;     /* operations of this very device that others hold and this vault does
                       not: heard of for the first time */
  guint64 returned; /* of those, operations that the bundle brought back */
  GArray *parts;    /* AhadiPartResult */
  guint pieces;     /* of attached files that this bundle brought */
  guint files;      /* attached files that are now here whole */
  guint partial;    /* of which pieces are here, and which a record here names */
  guint spoilt;     /* that were not what their records say: dropped, asked for again */
  GError *blobs_refused; /* (nullable): why the first container of pieces that was refused
                            was; of AHADI_SYNC_ERROR */
  AhadiCarryState carry;
  gboolean healed;    /* the copy kept here of this duplicate was lost or damaged, and is
                         whole again */
  GPtrArray *carried; /* (nullable) AhadiImportResult: of bundles that came inside */
} AhadiImportResult;

void ahadi_import_result_free (AhadiImportResult *self);

/**
 * ahadi_import_file:
 * @path: a bundle, a reply
 * @preview: find out everything, change nothing (not the journal either)
 *
 * Pass 1 stages ciphertext in the vault and checks age, ustar order, manifest signature,
 * directory, parts, chains and heads; pass 2 applies, one transaction for the bundle with
 * its journal entry. What other offices' parts hold stays sealed: the whole bundle is
 * kept in set-aside ("sealed-parts").
 *
 * Returns: (transfer full): the result, also for a refused or set-aside file; %NULL only
 * if this vault or disk is at fault (NO_SPACE, NOT_READY, G_IO_ERROR_CANCELLED,
 *   AHADI_STORE_ERROR…): nothing was changed then.
 */
AhadiImportResult *ahadi_import_file (AhadiVault *vault,
                                      const char *path,
                                      gboolean preview,
                                      const AhadiProgress *progress,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * ahadi_import_carry_file:
 * @path: a bundle that is not for this vault
 *
 * Keeps it whole, to be carried on: because a person says so. Only what age says is
 * sealed for others; anything else is refused with its word.
 *
 * Returns: (transfer full): SET_ASIDE with carry KEPT, or REFUSED (with carry FULL if
 *   there is no room); %NULL as ahadi_import_file().
 */
AhadiImportResult *ahadi_import_carry_file (AhadiVault *vault,
                                            const char *path,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Takes in every bundle that came inside another and was not looked at yet.
 * (element-type AhadiImportResult) */
GPtrArray *ahadi_import_carried (AhadiVault *vault,
                                 const AhadiProgress *progress,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Tries again every bundle set aside for its device: after an approval, a newer card, or
 * a decision how far one counts that was revoked. (element-type AhadiImportResult) */
GPtrArray *ahadi_import_set_aside (AhadiVault *vault,
                                   const AhadiProgress *progress,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiImportResult, ahadi_import_result_free)

G_END_DECLS
