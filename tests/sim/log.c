/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "log.h"

#include <string.h>

#include "rows.h"

typedef struct
{
  guint8 bytes[AHADI_CHAIN_HASH_SIZE];
} Head;

static void
free_operation (gpointer data)
{
  AhadiOperation *operation = data;

  g_free ((char *) operation->body);
  g_free (operation);
}

static void
free_stream (gpointer data)
{
  LogStream *stream = data;

  ahadi_signing_key_unref (stream->key);
  g_ptr_array_unref (stream->operations);
  g_array_unref (stream->heads);
  g_free (stream);
}

Log *
log_new (const char *audience)
{
  Log *self = g_new0 (Log, 1);

  self->audience = g_strdup (audience);
  self->streams = g_ptr_array_new_with_free_func (free_stream);
  return self;
}

void
log_free (Log *self)
{
  g_ptr_array_unref (self->streams);
  g_free (self->audience);
  g_free (self);
}

const LogStream *
log_get_stream (const Log *self, guint stream)
{
  return self->streams->pdata[stream];
}

guint64
log_get_length (const LogStream *stream)
{
  return stream->operations->len;
}

const AhadiOperation *
log_get_operation (const LogStream *stream, guint64 seq)
{
  return stream->operations->pdata[seq - 1];
}

/* --- Reading what was written --------------------------------------------- */

static LogStream *
find_stream (Log *self, Place *place, const AhadiStreamInfo *info)
{
  g_autoptr (GError) error = NULL;
  LogStream *stream;
  AhadiChain chain;

  for (guint i = 0; i < self->streams->len; i++)
    {
      stream = self->streams->pdata[i];
      if (ahadi_stream_id_equal (&stream->id, &info->id))
        return stream;
    }

  stream = g_new0 (LogStream, 1);
  stream->id = info->id;
  stream->key = ahadi_signing_key_ref (place->key);
  stream->operations = g_ptr_array_new_with_free_func (free_operation);
  stream->heads = g_array_new (FALSE, FALSE, sizeof (Head));
  assert_ok (ahadi_streams_get_chain (place->vault, info->number, 1, &chain, &error));
  g_array_append_vals (stream->heads, chain.head, 1);
  g_ptr_array_add (self->streams, stream);
  return stream;
}

static gboolean
keep_operation (const AhadiOperation *operation, gpointer data, GError **error)
{
  LogStream *stream = data;
  AhadiOperation *copy = g_memdup2 (operation, sizeof *operation);
  AhadiChain chain;

  copy->body = g_strndup (operation->body, operation->body_size);
  g_ptr_array_add (stream->operations, copy);
  ahadi_chain_resume (&chain, &stream->id, operation->seq - 1,
                      g_array_index (stream->heads, Head, operation->seq - 1).bytes);
  if (!ahadi_chain_link (&chain, operation, error))
    return FALSE;

  g_array_append_vals (stream->heads, chain.head, 1);
  return TRUE;
}

void
log_catch_up (Log *self, Place *place)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) list = ahadi_streams_list (place->vault, TRUE, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < list->len; i++)
    {
      const AhadiStreamInfo *info = &g_array_index (list, AhadiStreamInfo, i);
      LogStream *stream;

      if (strcmp (info->id.audience, self->audience) != 0)
        continue;
      stream = find_stream (self, place, info);
      assert_ok (ahadi_streams_read (place->vault, info->number,
                                     log_get_length (stream) + 1, info->last,
                                     keep_operation, stream, &error));
      g_assert_cmpuint (log_get_length (stream), ==, info->last);
    }
}

AhadiSegment
log_cut (const LogStream *stream, guint64 from, guint64 to)
{
  AhadiSegment segment = { .stream = stream->id, .from = from, .to = to };

  memcpy (segment.prev, &g_array_index (stream->heads, Head, from - 1),
          sizeof segment.prev);
  memcpy (segment.head, &g_array_index (stream->heads, Head, to), sizeof segment.head);
  ahadi_segment_sign (&segment, ORG, stream->key);
  return segment;
}

/* --- The oracle ----------------------------------------------------------- */

typedef struct
{
  AhadiStamp stamp;
  const AhadiOperation *operation;
} Writing;

static gint
compare_writings (gconstpointer a, gconstpointer b)
{
  const Writing *left = a;
  const Writing *right = b;
  int devices;

  if (left->stamp.hlc != right->stamp.hlc)
    return left->stamp.hlc < right->stamp.hlc ? -1 : 1;

  devices = memcmp (left->stamp.device.bytes, right->stamp.device.bytes, AHADI_ID_SIZE);
  if (devices != 0)
    return devices;
  return left->stamp.epoch < right->stamp.epoch ? -1 : 1;
}

static GArray *
sort_writings (const Log *self)
{
  GArray *writings = g_array_new (FALSE, FALSE, sizeof (Writing));

  for (guint i = 0; i < self->streams->len; i++)
    {
      const LogStream *stream = log_get_stream (self, i);

      for (guint64 seq = 1; seq <= log_get_length (stream); seq++)
        {
          const AhadiOperation *operation = log_get_operation (stream, seq);
          Writing writing = { { operation->hlc, stream->id.device, stream->id.epoch },
                              operation };

          g_array_append_val (writings, writing);
        }
    }

  g_array_sort (writings, compare_writings);
  return writings;
}

static void
write_fields (AhadiRow *row, const Writing *writing)
{
  const AhadiKindInfo *info = ahadi_kind_get_info (row->kind);
  g_autoptr (GError) error = NULL;
  g_autoptr (json_t) body =
      ahadi_json_parse (writing->operation->body, writing->operation->body_size, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < info->n_fields; i++)
    {
      json_t *value = json_object_get (json_object_get (body, "f"), info->fields[i].name);
      gboolean first = ahadi_stamp_is_zero (&row->stamps[i]);

      if (value == NULL || (!first && info->fields[i].field_class == AHADI_FIELD_FACT))
        continue;
      g_clear_pointer (&row->values[i], g_free);
      assert_ok (
          ahadi_field_value_from_json (&info->fields[i], value, &row->values[i], &error));
      row->stamps[i] = writing->stamp;
    }
}

static gint
compare_rows (gconstpointer a, gconstpointer b)
{
  const AhadiRow *left = *(AhadiRow *const *) a;
  const AhadiRow *right = *(AhadiRow *const *) b;

  if (left->kind != right->kind)
    return left->kind < right->kind ? -1 : 1;
  return ahadi_id_compare (&left->entity, &right->entity);
}

char *
log_judge (const Log *self)
{
  g_autoptr (GArray) writings = sort_writings (self);
  g_autoptr (GPtrArray) rows = rows_new ();
  g_autoptr (AhadiDigest) digest = ahadi_digest_new (self->audience);

  for (guint i = 0; i < writings->len; i++)
    {
      const Writing *writing = &g_array_index (writings, Writing, i);

      write_fields (rows_get (rows, writing->operation), writing);
    }

  g_ptr_array_sort (rows, compare_rows);
  for (guint i = 0; i < rows->len; i++)
    ahadi_digest_add (digest, rows->pdata[i]);
  return ahadi_digest_finish (digest);
}
