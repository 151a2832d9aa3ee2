/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/* The use cases of app/ahadi-records.h and app/ahadi-drafts.h that several pages need, as
 * jobs of the keeper. */

typedef struct
{
  AhadiRecord *record; /* as saved, with its id */
  GPtrArray *problems; /* (element-type AhadiProblem): not empty: nothing was saved */
  gboolean changed;    /* something differed */
} AhadiSaved;

/* @record is copied. @draft: (nullable): forgotten once it is saved. @done: AhadiSaved.
 */
void ahadi_keeper_save (AhadiKeeper *self,
                        const AhadiRecord *record,
                        const char *draft,
                        gpointer owner,
                        AhadiDone done);

/* @done: AhadiItem */
void ahadi_keeper_get (
    AhadiKeeper *self, AhadiKind kind, const AhadiId *id, gpointer owner, AhadiDone done);

/* @done: GPtrArray of AhadiItem */
void ahadi_keeper_list (AhadiKeeper *self,
                        const AhadiQuery *query,
                        gpointer owner,
                        AhadiDone done);

typedef struct
{
  GPtrArray *items; /* AhadiItem */
  guint64 count;    /* of all that match, without offset and limit */
  guint serial;     /* as asked */
  guint offset;
} AhadiListPage;

/* One page of a list and how many there are. @done: AhadiListPage */
void ahadi_keeper_list_page (AhadiKeeper *self,
                             const AhadiQuery *query,
                             guint serial,
                             gpointer owner,
                             AhadiDone done);

/* @done: GPtrArray of AhadiTimelineEntry */
void ahadi_keeper_timeline (
    AhadiKeeper *self, AhadiKind kind, const AhadiId *id, gpointer owner, AhadiDone done);

/* @done: GPtrArray of AhadiPledgeState */
void ahadi_keeper_list_pledges (AhadiKeeper *self,
                                const AhadiId *member,
                                gpointer owner,
                                AhadiDone done);

/* @done: GPtrArray of AhadiGone */
void ahadi_keeper_list_gone (AhadiKeeper *self, gpointer owner, AhadiDone done);

/* @values: (transfer full) */
void ahadi_keeper_put_draft (AhadiKeeper *self,
                             const char *name,
                             AhadiKind kind,
                             json_t *values);
void ahadi_keeper_remove_draft (AhadiKeeper *self, const char *name);
/* @done: AhadiFoundDraft, whose draft is NULL if there is none. */
typedef struct
{
  AhadiDraft *draft; /* nullable */
} AhadiFoundDraft;
void ahadi_keeper_get_draft (AhadiKeeper *self,
                             const char *name,
                             gpointer owner,
                             AhadiDone done);
/* @done: GPtrArray of AhadiDraft */
void ahadi_keeper_list_drafts (AhadiKeeper *self, gpointer owner, AhadiDone done);

/* What ahadi_keeper_undo() would bring back, until something else is set or the vault is
 * locked: an older state of a record, or a draft thrown away. One of the two; copied. */
void ahadi_keeper_set_undo (AhadiKeeper *self,
                            const AhadiRecord *record,
                            const AhadiDraft *draft);
/* @done: AhadiSaved for a record, not called for a draft. */
void ahadi_keeper_undo (AhadiKeeper *self, gpointer owner, AhadiDone done);

G_END_DECLS
