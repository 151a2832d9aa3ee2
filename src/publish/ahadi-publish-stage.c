/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-publish-stage.h"

#include "ahadi-publish-kinds.h"
#include "ahadi-publish-line.h"
#include "ahadi-publish-statements.h"

#define BUFFER_SIZE (64 * 1024)

struct _AhadiPublishStage
{
  AhadiPublishServer *server;
  GHashTable *statements;
  GString *lines;
  guint length;
};

AhadiPublishStage *
ahadi_publish_stage_new (AhadiPublishServer *server, GHashTable *statements)
{
  AhadiPublishStage *self = g_new0 (AhadiPublishStage, 1);

  self->server = server;
  self->statements = statements;
  self->lines = g_string_sized_new (2 * BUFFER_SIZE);
  return self;
}

void
ahadi_publish_stage_free (AhadiPublishStage *self)
{
  g_string_free (self->lines, TRUE);
  g_free (self);
}

guint
ahadi_publish_stage_get_length (AhadiPublishStage *self)
{
  return self->length;
}

static const char *
get (AhadiPublishStage *self, const char *name)
{
  return ahadi_publish_statements_get (self->statements, name);
}

static gboolean
run (AhadiPublishStage *self, const char *name, guint64 *affected, GError **error)
{
  return ahadi_publish_server_run (self->server, get (self, name), affected, error);
}

static gboolean
send (AhadiPublishStage *self, GError **error)
{
  gboolean sent =
      ahadi_publish_server_put (self->server, self->lines->str, self->lines->len, error);

  g_string_truncate (self->lines, 0);
  return sent;
}

gboolean
ahadi_publish_stage_put (AhadiPublishStage *self,
                         gint64 stream,
                         const AhadiOperation *operation,
                         GError **error)
{
  if (self->length == 0 &&
      !ahadi_publish_server_begin_copy (self->server, get (self, "copy-stage"), error))
    return FALSE;
  if (!ahadi_publish_line_append (self->lines, stream, operation, error))
    return FALSE;

  self->length++;
  return self->lines->len < BUFFER_SIZE || send (self, error);
}

/* --- Merging -------------------------------------------------------------- */

static gboolean
merge_operations (AhadiPublishStage *self,
                  AhadiPublishStageCounts *counts,
                  GError **error)
{
  guint length = self->length;
  guint64 merged;
  gint64 contradicted;

  if (length == 0)
    return TRUE;

  self->length = 0;
  if (!send (self, error) || !ahadi_publish_server_end_copy (self->server, error) ||
      !run (self, "merge-stage", &merged, error) ||
      !run (self, "touch-stage", NULL, error) || !run (self, "advance", NULL, error))
    return FALSE;

  counts->operations += merged;
  if (merged == length)
    return TRUE;
  if (!ahadi_publish_server_count (self->server, get (self, "contradicted"),
                                   &contradicted, error))
    return FALSE;

  counts->contradicted += contradicted;
  return TRUE;
}

static gboolean
run_for (AhadiPublishStage *self, char *sql, guint64 *records, GError **error)
{
  g_autofree char *owned = sql;
  guint64 affected;

  if (!ahadi_publish_server_run (self->server, owned, &affected, error))
    return FALSE;

  *records += affected;
  return TRUE;
}

static gboolean
fold_kind (AhadiPublishStage *self,
           const AhadiKindInfo *info,
           gboolean shrunk,
           guint64 *records,
           GError **error)
{
  return run_for (self, ahadi_publish_kinds_print_fold (info), records, error) &&
         (!shrunk ||
          run_for (self, ahadi_publish_kinds_print_remove (info), records, error));
}

static gboolean
fold (AhadiPublishStage *self, gboolean shrunk, guint64 *records, GError **error)
{
  g_autoptr (PGresult) kinds = NULL;

  if (!ahadi_publish_server_run (self->server, "ANALYZE pg_temp.touched", NULL, error))
    return FALSE;
  kinds = ahadi_publish_server_ask (self->server, get (self, "touched-kinds"), NULL, 0,
                                    error);
  if (kinds == NULL)
    return FALSE;

  for (int i = 0; i < PQntuples (kinds); i++)
    {
      const AhadiKindInfo *info = ahadi_kind_find (PQgetvalue (kinds, i, 0));

      if (info != NULL && !fold_kind (self, info, shrunk, records, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
ahadi_publish_stage_merge (AhadiPublishStage *self,
                           gboolean shrunk,
                           AhadiPublishStageCounts *counts,
                           GError **error)
{
  return merge_operations (self, counts, error) &&
         fold (self, shrunk, &counts->records, error) && run (self, "empty", NULL, error);
}
