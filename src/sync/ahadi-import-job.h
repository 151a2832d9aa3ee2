/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-bundle-verify.h"
#include "ahadi-importer.h"
#include "ahadi-part-check.h"

G_BEGIN_DECLS

/* One import under way, shared by the steps of ahadi-import*.c. */
typedef struct
{
  AhadiVault *vault;
  AhadiIdentity *identity; /* borrowed from the importer */
  const AhadiCard *known;  /* likewise: this vault's card */
  AhadiStaging *staging;
  const AhadiProgress *progress;
  const char *
      retried; /* (nullable): its name in the set-aside folder, if it lay there already */
  gboolean arrived; /* it came inside another bundle: only one layer is taken apart */
  gboolean preview;
  AhadiBundle *bundle;
  AhadiBundleVerdict verdict;
  gboolean trusted;     /* the verdict */
  GError *untrusted;    /* (nullable): else why not */
  gboolean checked;     /* its parts and containers were */
  GError *refused;      /* (nullable): why the first part that was refused was */
  GError *broken;       /* (nullable): what of this machine ended the looking */
  GPtrArray *summaries; /* AhadiPartSummary or NULL, by part: what was checked and may be
                           applied */
  GPtrArray *gaps;      /* (nullable): of ahadi-import-gaps.c */
  guint applying;       /* the part that is being applied */
  char *made;       /* (nullable): file in the set-aside folder that must go again if the
                       transaction fails */
  GPtrArray *moved; /* likewise: files of bundles that came inside */
  guint32 containers; /* those of pieces that may be taken, as bits in their order */
  gboolean kept; /* the bundle lies in the set-aside folder for the offices that can open
                    the rest */
  AhadiImportResult *result;
} AhadiImportJob;

AhadiImportJob *ahadi_import_job_new (AhadiVault *vault,
                                      AhadiIdentity *identity,
                                      const AhadiCard *known,
                                      const char *path);
void ahadi_import_job_free (AhadiImportJob *self);

AhadiImportResult *ahadi_import_result_new (const char *path);

/* ahadi-importer.c: where a job comes from */

/* With a staging folder of its own, and looked at perhaps. NO_SPACE, NOT_READY. */
AhadiImportJob *ahadi_importer_begin (AhadiImporter *self,
                                      const char *path,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* One file alone that lies in the set-aside folder already. @kept: (out): as in the job
 */
AhadiImportResult *ahadi_importer_retry (AhadiImporter *self,
                                         const char *path,
                                         const AhadiSetAside *entry,
                                         const AhadiProgress *progress,
                                         gboolean *kept,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Bytes of the file at @path; 0 if its first bytes are no bundle's. */
guint64 ahadi_importer_measure (const char *path);

/* ahadi-import-look.c: pass 1. It needs no vault, and may run beside the merge of another
 * bundle. */

/* Reads the file, and judges by its card and signature whom it is from. */
void ahadi_import_look (AhadiImportJob *self);
/* Checks parts and containers of one that is trusted, unless that was done. */
void ahadi_import_check (AhadiImportJob *self);

/* ahadi-import.c */

/* What becomes of what was looked at: all that the vault keeps of it. */
gboolean ahadi_import_decide (AhadiImportJob *self,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Once that is committed: what is left to do for the file. */
gboolean ahadi_import_settle (AhadiImportJob *self,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Of AhadiImportResult. */
GPtrArray *ahadi_import_results_new (void);

/* What a part is judged by. */
AhadiPartContext ahadi_import_job_get_context (AhadiImportJob *self);

/* A fresh reader of part @i. NOT_FOR_US, DAMAGED, or an error of this machine. */
AhadiPartReader *ahadi_import_job_open_part (AhadiImportJob *self,
                                             guint i,
                                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

AhadiPartResult *ahadi_import_job_get_part (AhadiImportJob *self, guint i);

/* The part is not applied, for @reason; @summary (nullable) knows more. The first reason
 * stays. */
void ahadi_import_job_refuse_part (AhadiImportJob *self,
                                   guint i,
                                   const GError *reason,
                                   const AhadiPartSummary *summary);

/* ahadi-import-keep.c: the journal and the set-aside folder */

/* Adds the result to the journal, unless this is a preview or a bundle that waits still.
 * Within the caller's transaction if there is one. */
gboolean ahadi_import_keep_journal (AhadiImportJob *self,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Moves the copy into the set-aside folder and lists it there for @reason. To be called
 * inside ahadi_import_keep_transaction(). */
gboolean ahadi_import_keep_bundle (AhadiImportJob *self,
                                   const char *reason,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* @reason: (out) (nullable): why the bundle called @name was set aside; %NULL if it was
 * not */
gboolean ahadi_import_keep_find (AhadiVault *vault,
                                 const char *name,
                                 char **reason,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What was kept of a duplicate and is lost or damaged since is put back from the file
 * that is given. To be called inside ahadi_import_keep_transaction(). */
gboolean ahadi_import_keep_heal (AhadiImportJob *self,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* After the transaction: a copy that was damaged while it waited need not be kept, for
 * the bundle was given again and is taken in. */
gboolean ahadi_import_keep_let_go (AhadiImportJob *self,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether a part stays closed here that another office could open. */
gboolean ahadi_import_keep_is_needed (AhadiImportJob *self);

/* Whether this very bundle of this very author was merged here before, with all the parts
 * that can be opened here. */
gboolean ahadi_import_keep_is_known (AhadiImportJob *self,
                                     gboolean *known,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Takes a newer card from a bundle whose operations are not taken now. */
gboolean ahadi_import_keep_card (AhadiImportJob *self,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ahadi-import-late.c: what comes of a device that is not trusted any more */

/* @undecided: (out): whether it is of such a device and not yet decided, for an audience
 * of the parts that open and tell something, how far that one counts */
gboolean ahadi_import_late_look (AhadiImportJob *self,
                                 gboolean *undecided,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What was put into the set-aside folder goes again: its transaction is undone. */
void ahadi_import_keep_take_back (AhadiImportJob *self);

/* Runs @func in a transaction that a preview rolls back; what it put into the set-aside
 * folder goes too then. */
typedef gboolean (*AhadiImportFunc) (AhadiImportJob *self, GError **error);
gboolean ahadi_import_keep_transaction (AhadiImportJob *self,
                                        AhadiImportFunc func,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ahadi-import-blobs.c: pieces of attached files */

/* Checks every container; those that open and keep the rules are noted. */
gboolean ahadi_import_blobs_check (AhadiImportJob *self,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Takes their pieces, within the transaction of the merge; not in a preview. */
gboolean ahadi_import_blobs_take (AhadiImportJob *self,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Takes what a reply tells of this device's own files. */
gboolean ahadi_import_blobs_take_acks (AhadiImportJob *self,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* After the merge: files all of whose pieces are here. What fails is tried again when the
 * vault is next unlocked. */
void ahadi_import_blobs_settle (AhadiImportJob *self);

/* Bytes of a file in the set-aside folder; 0 if it is gone. In ahadi-carry.c. */
guint64 ahadi_carry_measure (AhadiVault *vault, const AhadiSetAside *entry);

/* ahadi-import-carry.c: bundles that are carried on unopened */

/* Within the transaction: keeps the bundle for those who can open the rest. */
gboolean ahadi_import_carry_keep (AhadiImportJob *self,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Within the transaction: sets aside what came inside, to be taken in afterwards. */
gboolean ahadi_import_carry_take (AhadiImportJob *self,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* After it: what the office has need not be carried any more. */
gboolean ahadi_import_carry_forget (AhadiImportJob *self,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What becomes of @entry, which came inside another and was imported with @result. */
gboolean ahadi_import_carry_settle (AhadiVault *vault,
                                    const AhadiSetAside *entry,
                                    AhadiImportResult *result,
                                    gboolean kept,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ahadi-import-acks.c: what an office tells that it has and misses */

/* Takes what it tells of this device's own streams; what another holder lacks of any is
 * sent again by the next export (O7). */
gboolean ahadi_import_acks_take (AhadiImportJob *self,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ahadi-import-gaps.c: what is missing of the streams that a bundle brings */

/* Before they are applied. */
gboolean ahadi_import_gaps_note (AhadiImportJob *self,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Afterwards: what is still missing, and what is not any more. */
gboolean ahadi_import_gaps_settle (AhadiImportJob *self,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ahadi-import-merge.c */

/* Pass 2: applies what was checked, in one transaction. FALSE only for errors of this
 * machine; a part may still come out refused, or the whole. */
gboolean ahadi_import_merge (AhadiImportJob *self,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiImportJob, ahadi_import_job_free)

G_END_DECLS
