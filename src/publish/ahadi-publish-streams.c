/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-publish-streams.h"

#include <string.h>

#include "ahadi-publish-statements.h"

#define NUMBER_SIZE 24

void
ahadi_publish_stream_free (AhadiPublishStream *self)
{
  g_clear_pointer (&self->present, g_hash_table_unref);
  g_clear_pointer (&self->hollow, g_hash_table_unref);
  g_free (self);
}

static gboolean
has (GHashTable *numbers, guint64 seq)
{
  return numbers != NULL && g_hash_table_contains (numbers, &seq);
}

guint64
ahadi_publish_stream_get_start (const AhadiPublishStream *self)
{
  GHashTableIter iter;
  gpointer key;
  guint64 start = self->upto + 1;

  if (self->hollow == NULL)
    return start;

  g_hash_table_iter_init (&iter, self->hollow);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    start = MIN (start, *(const guint64 *) key);
  return start;
}

gboolean
ahadi_publish_stream_wants (const AhadiPublishStream *self,
                            const AhadiOperation *operation)
{
  guint64 seq = operation->seq;

  if (seq > self->shared || !ahadi_publish_reach_counts (&self->reach, seq))
    return FALSE;
  if (has (self->hollow, seq))
    return operation->body != NULL;

  return seq > self->upto && !has (self->present, seq);
}

/* --- What the database has ------------------------------------------------ */

static gint64
get_number (const PGresult *rows, int row, int column)
{
  return g_ascii_strtoll (PQgetvalue (rows, row, column), NULL, 10);
}

/* "<device>/<epoch>/<audience>", the device without the dashes of a uuid. */
static char *
name_stream (const char *device, gint64 epoch, const char *audience)
{
  GString *name = g_string_new (device);

  g_string_replace (name, "-", "", 0);
  g_string_append_printf (name, "/%" G_GINT64_FORMAT "/%s", epoch, audience);
  return g_string_free (name, FALSE);
}

static AhadiPublishStream *
read_stream (const PGresult *rows, int row)
{
  AhadiPublishStream *stream = g_new0 (AhadiPublishStream, 1);

  stream->there = get_number (rows, row, 0);
  stream->upto = get_number (rows, row, 4);
  stream->reach.forked = get_number (rows, row, 5);
  g_strlcpy (stream->reach.cut, PQgetvalue (rows, row, 6), sizeof stream->reach.cut);
  stream->reach.beyond = get_number (rows, row, 7);
  stream->reach.line = get_number (rows, row, 8);
  stream->reach.settled = get_number (rows, row, 9);
  return stream;
}

/* Returns: (element-type utf8 AhadiPublishStream): by name. */
static GHashTable *
read_streams (AhadiPublishServer *server, GHashTable *statements, GError **error)
{
  g_autoptr (PGresult) rows = ahadi_publish_server_ask (
      server, ahadi_publish_statements_get (statements, "stream-list"), NULL, 0, error);
  GHashTable *streams = NULL;

  if (rows == NULL)
    return NULL;

  streams = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                   (GDestroyNotify) ahadi_publish_stream_free);
  for (int i = 0; i < PQntuples (rows); i++)
    g_hash_table_insert (streams,
                         name_stream (PQgetvalue (rows, i, 1), get_number (rows, i, 2),
                                      PQgetvalue (rows, i, 3)),
                         read_stream (rows, i));

  return streams;
}

/* --- Joining -------------------------------------------------------------- */

typedef struct
{
  AhadiPublishServer *server;
  GHashTable *statements;
  GHashTable *there; /* as read_streams() */
  guint64 withdrawn;
} Join;

/* @values: their number is @n; the first value of the first row, if there is one, goes to
 * @number. */
static gboolean
ask (Join *self,
     const char *name,
     const char *const *values,
     int n,
     gint64 *number,
     GError **error)
{
  g_autoptr (PGresult) rows = ahadi_publish_server_ask (
      self->server, ahadi_publish_statements_get (self->statements, name), values, n,
      error);

  if (rows == NULL)
    return FALSE;

  *number = PQntuples (rows) > 0 ? get_number (rows, 0, 0) : 0;
  return TRUE;
}

static gboolean
add_stream (Join *self,
            const AhadiStreamId *id,
            AhadiPublishStream *stream,
            GError **error)
{
  char device[AHADI_ID_TEXT_SIZE];
  char epoch[NUMBER_SIZE];
  const char *const values[] = { ahadi_id_print (&id->device, device), epoch,
                                 id->audience };

  g_snprintf (epoch, sizeof epoch, "%u", id->epoch);
  return ask (self, "stream-add", values, G_N_ELEMENTS (values), &stream->there, error);
}

static gboolean
withdraw (Join *self, AhadiPublishStream *stream, guint64 from, GError **error)
{
  char numbers[2][NUMBER_SIZE];
  const char *const values[] = { numbers[0], numbers[1] };
  gint64 count;

  if (from == 0)
    return TRUE;

  g_snprintf (numbers[0], NUMBER_SIZE, "%" G_GINT64_FORMAT, stream->there);
  g_snprintf (numbers[1], NUMBER_SIZE, "%" G_GUINT64_FORMAT, from);
  if (!ask (self, "withdraw", values, G_N_ELEMENTS (values), &count, error))
    return FALSE;

  self->withdrawn += count;
  stream->upto = MIN (stream->upto, from - 1);
  return TRUE;
}

static gboolean
set_reach (Join *self, const AhadiPublishStream *stream, GError **error)
{
  const AhadiPublishReach *reach = &stream->reach;
  char numbers[6][NUMBER_SIZE];
  const char *const values[] = { numbers[0], numbers[1], reach->cut, numbers[2],
                                 numbers[3], numbers[4], numbers[5] };
  gint64 none;

  g_snprintf (numbers[0], NUMBER_SIZE, "%" G_GINT64_FORMAT, stream->there);
  g_snprintf (numbers[1], NUMBER_SIZE, "%" G_GUINT64_FORMAT, reach->forked);
  g_snprintf (numbers[2], NUMBER_SIZE, "%" G_GUINT64_FORMAT, reach->beyond);
  g_snprintf (numbers[3], NUMBER_SIZE, "%" G_GUINT64_FORMAT, reach->line);
  g_snprintf (numbers[4], NUMBER_SIZE, "%" G_GUINT64_FORMAT, stream->upto);
  g_snprintf (numbers[5], NUMBER_SIZE, "%" G_GUINT64_FORMAT, reach->settled);
  return ask (self, "stream-set-reach", values, G_N_ELEMENTS (values), &none, error);
}

static gboolean
join_reach (Join *self,
            const AhadiFeedStream *feed,
            AhadiPublishStream *stream,
            GError **error)
{
  AhadiPublishReach before = stream->reach;
  AhadiPublishReach own;
  guint64 from;

  ahadi_publish_reach_init (&own, feed);
  ahadi_publish_reach_join (&stream->reach, &own, &from);
  stream->shared = ahadi_publish_reach_get_shared (&stream->reach, &own);
  return ahadi_publish_reach_equal (&before, &stream->reach) ||
         (withdraw (self, stream, from, error) && set_reach (self, stream, error));
}

static AhadiPublishStream *
join_stream (Join *self, const AhadiFeedStream *feed, GError **error)
{
  const AhadiStreamId *id = &feed->info.id;
  char device[AHADI_ID_TEXT_SIZE];
  g_autofree char *name =
      name_stream (ahadi_id_print (&id->device, device), id->epoch, id->audience);
  g_autofree char *key = NULL;
  g_autoptr (AhadiPublishStream) stream = NULL;

  if (!g_hash_table_steal_extended (self->there, name, (gpointer *) &key,
                                    (gpointer *) &stream))
    {
      stream = g_new0 (AhadiPublishStream, 1);
      if (!add_stream (self, id, stream, error))
        return NULL;
    }

  stream->number = feed->info.number;
  stream->last = feed->info.last;
  return join_reach (self, feed, stream, error) ? g_steal_pointer (&stream) : NULL;
}

/* --- What is there beside -------------------------------------------------- */

static AhadiPublishStream *
find_there (GPtrArray *streams, gint64 there)
{
  for (guint i = 0; i < streams->len; i++)
    {
      AhadiPublishStream *stream = streams->pdata[i];

      if (stream->there == there)
        return stream;
    }

  return NULL;
}

static void
note_number (GHashTable **numbers, guint64 seq)
{
  if (*numbers == NULL)
    *numbers = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_hash_table_add (*numbers, g_memdup2 (&seq, sizeof seq));
}

static gboolean
read_numbers (Join *self, GPtrArray *streams, const char *name, GError **error)
{
  gboolean hollow = g_str_equal (name, "hollow");
  g_autoptr (PGresult) rows = ahadi_publish_server_ask (
      self->server, ahadi_publish_statements_get (self->statements, name), NULL, 0,
      error);

  if (rows == NULL)
    return FALSE;

  for (int i = 0; i < PQntuples (rows); i++)
    {
      AhadiPublishStream *stream = find_there (streams, get_number (rows, i, 0));

      if (stream != NULL)
        note_number (hollow ? &stream->hollow : &stream->present,
                     get_number (rows, i, 1));
    }

  return TRUE;
}

static gboolean
is_for_an_office (const AhadiFeedStream *feed)
{
  AhadiAudienceClass audience;

  return ahadi_audience_parse (feed->info.id.audience, &audience, NULL) &&
         audience <= AHADI_AUDIENCE_N_FIELD;
}

static gboolean
join_all (Join *self, GArray *feeds, GPtrArray *streams, GError **error)
{
  for (guint i = 0; i < feeds->len; i++)
    {
      const AhadiFeedStream *feed = &g_array_index (feeds, AhadiFeedStream, i);
      AhadiPublishStream *stream;

      if (!is_for_an_office (feed))
        continue;
      stream = join_stream (self, feed, error);
      if (stream == NULL)
        return FALSE;
      g_ptr_array_add (streams, stream);
    }

  return read_numbers (self, streams, "present", error) &&
         read_numbers (self, streams, "hollow", error);
}

GPtrArray *
ahadi_publish_streams_join (AhadiPublishServer *server,
                            GHashTable *statements,
                            AhadiVault *vault,
                            guint64 *withdrawn,
                            GError **error)
{
  g_autoptr (GArray) feeds = ahadi_feed_list_streams (vault, error);
  g_autoptr (GHashTable) there = NULL;
  g_autoptr (GPtrArray) streams =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_publish_stream_free);
  Join join = { server, statements, NULL, 0 };

  if (feeds == NULL)
    return NULL;
  there = join.there = read_streams (server, statements, error);
  if (there == NULL || !join_all (&join, feeds, streams, error))
    return NULL;

  *withdrawn = join.withdrawn;
  return g_steal_pointer (&streams);
}
