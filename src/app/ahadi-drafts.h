/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-session.h"

G_BEGIN_DECLS

/* What was typed and not saved yet; encrypted in the vault, never in a bundle. One JSON
 * object of field texts per form. */
typedef struct
{
  char *name; /* "member/<id or new-…>" */
  AhadiKind kind;
  gint64 time;    /* ms, last typed */
  json_t *values; /* {"page":…, "<field>": text…}; owned */
} AhadiDraft;

void ahadi_draft_free (AhadiDraft *self);

/* @values is borrowed. Called as one types (the window waits for a pause of half a
 * second) and before every lock. */
gboolean ahadi_drafts_put (AhadiSession *session,
                           const char *name,
                           AhadiKind kind,
                           json_t *values,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* NULL without error if there is none. */
AhadiDraft *ahadi_drafts_get (AhadiSession *session, const char *name, GError **error);
/* (element-type AhadiDraft), newest first */
GPtrArray *ahadi_drafts_list (AhadiSession *session, GError **error);
/* No word of it is left in the vault, nor in the log beside its database. */
gboolean ahadi_drafts_remove (AhadiSession *session,
                              const char *name,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiDraft, ahadi_draft_free)

G_END_DECLS
