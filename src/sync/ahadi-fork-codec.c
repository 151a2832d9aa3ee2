/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * One spelling, no blanks, ended by a newline (FORMAT.md section 4):
 *
 *   {"fork":{"device":"<32 hex>","epoch":"<8 hex>","audience":"membership",
 *   "from":N,"to":N,"head":"<64 hex>","head_sig":"<128 hex>"}}
 *
 * head_sig is that of a segment which ends at "to": Ed25519 by the stream's author.
 */

#include "ahadi-fork-codec.h"

#include <string.h>

#include "ahadi-codec.h"
#include "ahadi-error-map.h"
#include "ahadi-sync-error.h"

static const char start[] = "{\"fork\":";
static const char *const line_members[] = { "fork", NULL };
static const char *const members[] = { "device", "epoch", "audience", "from",
                                       "to",     "head",  "head_sig", NULL };

int
ahadi_fork_compare (const AhadiFork *a, const AhadiFork *b)
{
  int order = ahadi_id_compare (&a->stream.device, &b->stream.device);

  if (order != 0)
    return order;
  if (a->stream.epoch != b->stream.epoch)
    return a->stream.epoch < b->stream.epoch ? -1 : 1;

  order = strcmp (a->stream.audience, b->stream.audience);
  if (order != 0)
    return order;
  if (a->from != b->from)
    return a->from < b->from ? -1 : 1;
  if (a->to != b->to)
    return a->to < b->to ? -1 : 1;

  return memcmp (a->head, b->head, sizeof a->head);
}

gboolean
ahadi_fork_is_line (const char *line, gsize size)
{
  return size >= sizeof start - 1 && memcmp (line, start, sizeof start - 1) == 0;
}

void
ahadi_fork_print (const AhadiFork *self, GString *line)
{
  g_autoptr (json_t) document = json_object ();
  json_t *fork = json_object ();
  g_autofree char *text = NULL;
  guint8 epoch[4];

  ahadi_put_u32be (epoch, self->stream.epoch);
  ahadi_json_set_bytes (fork, "device", self->stream.device.bytes, AHADI_ID_SIZE);
  ahadi_json_set_bytes (fork, "epoch", epoch, sizeof epoch);
  ahadi_json_set_text (fork, "audience", self->stream.audience);
  ahadi_json_set_int (fork, "from", self->from);
  ahadi_json_set_int (fork, "to", self->to);
  ahadi_json_set_bytes (fork, "head", self->head, sizeof self->head);
  ahadi_json_set_bytes (fork, "head_sig", self->head_signature,
                        sizeof self->head_signature);
  json_object_set_new (document, "fork", fork);

  text = ahadi_json_print (document);
  g_string_append (line, text);
  g_string_append_c (line, '\n');
}

static gboolean
parse_stream (json_t *fork, AhadiStreamId *stream, GError **error)
{
  AhadiAudienceClass audience_class;
  const char *audience;
  guint8 epoch[4];
  AhadiId device;

  if (!ahadi_json_get_id (fork, "device", &device, error) ||
      !ahadi_json_get_bytes (fork, "epoch", epoch, sizeof epoch, error))
    return FALSE;

  audience = ahadi_json_get_text (fork, "audience", error);
  if (audience == NULL)
    return FALSE;
  if (!ahadi_audience_parse (audience, &audience_class, NULL))
    return ahadi_codec_refuse (error, "Y1", "an audience is not known");

  ahadi_stream_id_init (stream, &device, ahadi_get_u32be (epoch), audience);
  return TRUE;
}

static gboolean
parse (json_t *document, AhadiFork *self, GError **error)
{
  json_t *fork;
  gint64 from;
  gint64 to;

  if (!json_is_object (document))
    return ahadi_codec_refuse (error, "Y1", "a line is not an object");
  if (!ahadi_json_check_members (document, line_members, NULL, error))
    return FALSE;

  fork = json_object_get (document, "fork");
  if (!json_is_object (fork))
    return ahadi_codec_refuse (error, "Y1", "a fork is not an object");
  if (!ahadi_json_check_members (fork, members, NULL, error) ||
      !parse_stream (fork, &self->stream, error) ||
      !ahadi_json_get_int (fork, "from", 1, AHADI_SEQ_MAX, &from, error) ||
      !ahadi_json_get_int (fork, "to", from, AHADI_SEQ_MAX, &to, error) ||
      !ahadi_json_get_bytes (fork, "head", self->head, sizeof self->head, error) ||
      !ahadi_json_get_bytes (fork, "head_sig", self->head_signature,
                             sizeof self->head_signature, error))
    return FALSE;

  self->from = from;
  self->to = to;
  return TRUE;
}

gboolean
ahadi_fork_parse (const char *line, gsize size, AhadiFork *self, GError **error)
{
  g_autoptr (json_t) document = ahadi_json_parse (line, size, error);
  g_autoptr (GString) spelling = g_string_new (NULL);

  if (document == NULL || !parse (document, self, error))
    {
      ahadi_sync_error_blame (error, AHADI_BASE_ERROR, "Y1");
      ahadi_error_map_input (error, "cannot read a fork");
      return FALSE;
    }

  ahadi_fork_print (self, spelling);
  return (spelling->len == size + 1 && memcmp (spelling->str, line, size) == 0) ||
         ahadi_codec_refuse (error, "Y1", "it is not in its one spelling");
}

gboolean
ahadi_fork_verify (const AhadiFork *self,
                   const char *org,
                   const AhadiVerifyKey *author,
                   GError **error)
{
  AhadiSegment segment = { .stream = self->stream, .from = self->to, .to = self->to };

  memcpy (segment.head, self->head, sizeof segment.head);
  memcpy (segment.head_signature, self->head_signature, sizeof segment.head_signature);
  return ahadi_segment_verify (&segment, org, author, NULL) ||
         ahadi_codec_refuse (error, "Y3", "a fork is not signed by the stream's author");
}
