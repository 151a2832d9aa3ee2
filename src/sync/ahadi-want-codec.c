/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * One spelling, no blanks, ended by a newline (FORMAT.md section 4):
 *
 *   {"want":{"device":"<32 hex>","epoch":"<8 hex>","audience":"membership",
 *   "from":N,"to":N}}
 */

#include "ahadi-want-codec.h"

#include <string.h>

#include "ahadi-codec.h"
#include "ahadi-error-map.h"
#include "ahadi-sync-error.h"

static const char start[] = "{\"want\":";
static const char *const line_members[] = { "want", NULL };
static const char *const members[] = {
  "device", "epoch", "audience", "from", "to", NULL
};

gboolean
ahadi_want_precedes (const AhadiWant *self, const AhadiWant *next)
{
  const AhadiStreamId *a = &self->stream;
  const AhadiStreamId *b = &next->stream;
  int order = ahadi_id_compare (&a->device, &b->device);

  if (order == 0 && a->epoch != b->epoch)
    order = a->epoch < b->epoch ? -1 : 1;
  if (order == 0)
    order = strcmp (a->audience, b->audience);

  return order < 0 || (order == 0 && self->to + 1 < next->from);
}

gboolean
ahadi_want_is_line (const char *line, gsize size)
{
  return size >= sizeof start - 1 && memcmp (line, start, sizeof start - 1) == 0;
}

void
ahadi_want_print (const AhadiWant *self, GString *line)
{
  g_autoptr (json_t) document = json_object ();
  json_t *want = json_object ();
  g_autofree char *text = NULL;
  guint8 epoch[4];

  ahadi_put_u32be (epoch, self->stream.epoch);
  ahadi_json_set_bytes (want, "device", self->stream.device.bytes, AHADI_ID_SIZE);
  ahadi_json_set_bytes (want, "epoch", epoch, sizeof epoch);
  ahadi_json_set_text (want, "audience", self->stream.audience);
  ahadi_json_set_int (want, "from", (gint64) self->from);
  ahadi_json_set_int (want, "to", (gint64) self->to);
  json_object_set_new (document, "want", want);

  text = ahadi_json_print (document);
  g_string_append (line, text);
  g_string_append_c (line, '\n');
}

static gboolean
parse_stream (json_t *want, AhadiStreamId *stream, GError **error)
{
  AhadiAudienceClass audience_class;
  const char *audience;
  guint8 epoch[4];
  AhadiId device;

  if (!ahadi_json_get_id (want, "device", &device, error) ||
      !ahadi_json_get_bytes (want, "epoch", epoch, sizeof epoch, error))
    return FALSE;

  audience = ahadi_json_get_text (want, "audience", error);
  if (audience == NULL)
    return FALSE;
  if (!ahadi_audience_parse (audience, &audience_class, NULL))
    return ahadi_codec_refuse (error, "Q1", "an audience is not known");

  ahadi_stream_id_init (stream, &device, ahadi_get_u32be (epoch), audience);
  return TRUE;
}

static gboolean
parse (json_t *document, AhadiWant *self, GError **error)
{
  json_t *want = json_object_get (document, "want");
  gint64 from;
  gint64 to;

  if (!json_is_object (want))
    return ahadi_codec_refuse (error, "Q1", "what is asked for is not an object");
  if (!ahadi_json_check_members (document, line_members, NULL, error) ||
      !ahadi_json_check_members (want, members, NULL, error) ||
      !parse_stream (want, &self->stream, error) ||
      !ahadi_json_get_int (want, "from", 1, AHADI_SEQ_MAX, &from, error) ||
      !ahadi_json_get_int (want, "to", from, AHADI_SEQ_MAX, &to, error))
    return FALSE;

  self->from = (guint64) from;
  self->to = (guint64) to;
  return TRUE;
}

gboolean
ahadi_want_parse (const char *line, gsize size, AhadiWant *self, GError **error)
{
  g_autoptr (json_t) document = ahadi_json_parse (line, size, error);
  g_autoptr (GString) spelling = g_string_new (NULL);

  if (document == NULL || !parse (document, self, error))
    {
      ahadi_sync_error_blame (error, AHADI_BASE_ERROR, "Q1");
      ahadi_error_map_input (error, "cannot read what is asked for");
      return FALSE;
    }

  ahadi_want_print (self, spelling);
  return (spelling->len == size + 1 && memcmp (spelling->str, line, size) == 0) ||
         ahadi_codec_refuse (error, "Q1", "it is not in its one spelling");
}
