/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-publish-check.h"

#include <string.h>

#include "ahadi-publish-kinds.h"
#include "ahadi-publish-statements.h"

/* Two lists in one order, read side by side. */
typedef struct
{
  AhadiPublishServer *server;
  GHashTable *statements;
  AhadiVault *vault;
  const AhadiPublishWatch *watch;
  guint64 done;
  AhadiPublishDifference *difference;
  PGresult *there; /* the next row of the database; NULL after the last */
} Walk;

static gboolean
step (Walk *self, GError **error)
{
  g_clear_pointer (&self->there, PQclear);
  return ahadi_publish_server_next (self->server, &self->there, error);
}

/* Those of the database that come before @order says: @compare gives the order of the
 * next one and what the vault has. @found: (out): whether it is the same one */
typedef int (*CompareFunc) (const PGresult *there, gconstpointer here);

static gboolean
skip (
    Walk *self, CompareFunc compare, gconstpointer here, gboolean *found, GError **error)
{
  int order = 1;

  if (self->done++ % AHADI_PUBLISH_WATCH_EVERY == 0 &&
      !ahadi_publish_watch_tell (self->watch, self->done, 0, error))
    return FALSE;

  while (self->there != NULL && (order = compare (self->there, here)) < 0)
    {
      self->difference->more++;
      if (!step (self, error))
        return FALSE;
    }

  *found = self->there != NULL && order == 0;
  if (!*found)
    self->difference->missing++;
  return TRUE;
}

static gboolean
note (Walk *self, gboolean same, GError **error)
{
  if (same)
    self->difference->same++;
  else
    self->difference->different++;
  return step (self, error);
}

static gboolean
finish (Walk *self, GError **error)
{
  while (self->there != NULL)
    {
      self->difference->more++;
      if (!step (self, error))
        return FALSE;
    }

  return TRUE;
}

/* --- Operations ----------------------------------------------------------- */

static int
compare_seq (const PGresult *there, gconstpointer here)
{
  const AhadiOperation *operation = here;
  guint64 seq = g_ascii_strtoull (PQgetvalue (there, 0, 0), NULL, 10);

  return seq < operation->seq ? -1 : seq > operation->seq;
}

static gboolean
check_operation (const AhadiOperation *operation, gpointer data, GError **error)
{
  Walk *self = data;
  char hash[2 * sizeof operation->body_hash + 1];
  gboolean found;

  if (!skip (self, compare_seq, operation, &found, error))
    return FALSE;

  ahadi_hex_encode (operation->body_hash, sizeof operation->body_hash, hash);
  return !found || note (self, strcmp (PQgetvalue (self->there, 0, 1), hash) == 0, error);
}

static gboolean
check_stream (Walk *self, const AhadiStreamInfo *stream, GError **error)
{
  char device[AHADI_ID_TEXT_SIZE];
  char epoch[16];
  const char *const id[] = { ahadi_id_print (&stream->id.device, device), epoch,
                             stream->id.audience };
  g_autoptr (PGresult) number = NULL;
  const char *value;

  g_snprintf (epoch, sizeof epoch, "%u", stream->id.epoch);
  number = ahadi_publish_server_ask (
      self->server, ahadi_publish_statements_get (self->statements, "there"), id,
      G_N_ELEMENTS (id), error);
  if (number == NULL)
    return FALSE;

  value = PQntuples (number) > 0 ? PQgetvalue (number, 0, 0) : "0";
  return ahadi_publish_server_begin (
             self->server, ahadi_publish_statements_get (self->statements, "operations"),
             &value, 1, error) &&
         step (self, error) &&
         ahadi_feed_read (self->vault, stream->number, 1, AHADI_SEQ_MAX, check_operation,
                          self, error) &&
         finish (self, error);
}

static gboolean
check_streams (Walk *self, GError **error)
{
  g_autoptr (GArray) streams = ahadi_streams_list (self->vault, FALSE, error);

  for (guint i = 0; streams != NULL && i < streams->len; i++)
    {
      const AhadiStreamInfo *stream = &g_array_index (streams, AhadiStreamInfo, i);
      AhadiAudienceClass audience;

      if (ahadi_audience_parse (stream->id.audience, &audience, NULL) &&
          audience <= AHADI_AUDIENCE_N_FIELD && !check_stream (self, stream, error))
        return FALSE;
    }

  return streams != NULL;
}

/* --- Rows ----------------------------------------------------------------- */

static int
compare_id (const PGresult *there, gconstpointer here)
{
  const AhadiRow *row = here;
  char id[AHADI_ID_TEXT_SIZE];

  return strcmp (PQgetvalue (there, 0, 0), ahadi_id_print (&row->entity, id));
}

/* Spaces stand elsewhere in what jsonb prints. */
static gboolean
is_same_json (const char *a, const char *b)
{
  g_autoptr (json_t) first = ahadi_json_parse (a, strlen (a), NULL);
  g_autoptr (json_t) second = ahadi_json_parse (b, strlen (b), NULL);

  return first != NULL && second != NULL && json_equal (first, second);
}

static gboolean
is_same_value (const AhadiField *field, const char *here, const char *there)
{
  if (here == NULL || there == NULL)
    return here == there;

  return g_str_equal (ahadi_publish_kinds_get_type (field), "jsonb")
             ? is_same_json (here, there)
             : strcmp (here, there) == 0;
}

static gboolean
is_same_row (const PGresult *there, const AhadiRow *row)
{
  const AhadiKindInfo *info = ahadi_kind_get_info (row->kind);
  int column = 1;

  for (guint i = 0; i < info->n_fields; i++)
    {
      const AhadiField *field = &info->fields[i];
      const char *value;

      if (!ahadi_publish_kinds_has (field))
        continue;
      value = PQgetisnull (there, 0, column) ? NULL : PQgetvalue (there, 0, column);
      if (!is_same_value (field, row->values[i], value))
        return FALSE;
      column++;
    }

  return TRUE;
}

static gboolean
check_row (const AhadiRow *row, gpointer data, GError **error)
{
  Walk *self = data;
  gboolean found;

  if (!skip (self, compare_id, row, &found, error))
    return FALSE;

  return !found || note (self, is_same_row (self->there, row), error);
}

static gboolean
check_kind (Walk *self, const char *audience, const AhadiKindInfo *info, GError **error)
{
  g_autofree char *scan = ahadi_publish_kinds_print_scan (info);

  return ahadi_publish_server_begin (self->server, scan, &audience, 1, error) &&
         step (self, error) &&
         ahadi_feed_scan (self->vault, audience, info->kind, check_row, self, error) &&
         finish (self, error);
}

static gboolean
check_rows (Walk *self, GError **error)
{
  g_autoptr (PGresult) audiences = ahadi_publish_server_ask (
      self->server, ahadi_publish_statements_get (self->statements, "audiences"), NULL, 0,
      error);

  for (int i = 0; audiences != NULL && i < PQntuples (audiences); i++)
    for (int kind = 1; kind <= AHADI_KIND_MAX; kind++)
      if (!check_kind (self, PQgetvalue (audiences, i, 0), ahadi_kind_get_info (kind),
                       error))
        return FALSE;

  return audiences != NULL;
}

gboolean
ahadi_publish_check (AhadiPublishServer *server,
                     GHashTable *statements,
                     AhadiVault *vault,
                     const AhadiPublishWatch *watch,
                     AhadiPublishCheck *check,
                     GError **error)
{
  Walk walk = {
    .server = server, .statements = statements, .vault = vault, .watch = watch
  };
  gboolean done;

  *check = (AhadiPublishCheck){ 0 };
  walk.difference = &check->operations;
  done = check_streams (&walk, error);
  walk.difference = &check->rows;
  done = done && check_rows (&walk, error);
  g_clear_pointer (&walk.there, PQclear);
  return done;
}
