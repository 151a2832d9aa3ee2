/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-segment.h"

#include "ahadi-oplog-error.h"
#include "ahadi-scanner.h"

/*
 * A segment stands on a line before its operations, JSON in one spelling (FORMATS 4); it
 * is folded here, and is one line in a file:
 *
 *   {"device":"<id>","epoch":<u32>,"audience":"<name>","from":<seq>,"to":<seq>,
 *    "prev":"<hash>","head":"<hash>","head_sig":"<signature>"}
 *
 * A line is valid if
 *   S1 device is 32 lower-case hex digits, not all zero;
 *   S2 epoch is decimal, without a leading zero, at most 2^32 - 1;
 *   S3 audience is a whole name that ahadi_audience_parse() takes;
 *   S4 from and to are decimal, without a leading zero, 1 ≤ from ≤ to < 2^40;
 *   S5 prev and head are 64 lower-case hex digits, head_sig 128;
 *   S6 nothing else, no blank either, stands before, between or after these.
 * It is its author's if
 *   S7 head_sig is the author's Ed25519 signature over, integers big-endian,
 *
 *        domain       14   "ahadi-head-v1" and NUL
 *        org       1 + n   u8 length, bytes
 *        device       16
 *        epoch         4
 *        audience  1 + n   u8 length, bytes
 *        to            8
 *        head         32
 *
 * from and prev are not signed: a relay may cut a stream where it likes, the chain shows
 * that the pieces fit.
 */

static const char head_domain[] = "ahadi-head-v1";
static const char line_start[] = "{\"device\":\"";

static GByteArray *
encode_head (const AhadiSegment *self, const char *org)
{
  GByteArray *bytes = g_byte_array_sized_new (192);
  guint8 to[8];

  ahadi_put_u64be (to, self->to);
  ahadi_stream_id_append (&self->stream, org, bytes);
  g_byte_array_append (bytes, to, sizeof to);
  g_byte_array_append (bytes, self->head, sizeof self->head);

  return bytes;
}

void
ahadi_segment_sign (AhadiSegment *self, const char *org, AhadiSigningKey *key)
{
  g_autoptr (GByteArray) bytes = encode_head (self, org);

  ahadi_signing_key_sign (key, head_domain, bytes->data, bytes->len,
                          self->head_signature);
}

gboolean
ahadi_segment_verify (const AhadiSegment *self,
                      const char *org,
                      const AhadiVerifyKey *author,
                      GError **error)
{
  g_autoptr (GByteArray) bytes = encode_head (self, org);

  if (ahadi_verify_key_check (author, head_domain, bytes->data, bytes->len,
                              self->head_signature))
    return TRUE;

  g_set_error (error, AHADI_OPLOG_ERROR, AHADI_OPLOG_ERROR_BAD_SIGNATURE,
               "cannot trust segment: its head at %" G_GUINT64_FORMAT
               " is not signed by its author",
               self->to);
  return FALSE;
}

static void
append_hex (GString *line, const char *before, const guint8 *bytes, gsize size)
{
  char text[2 * AHADI_SIGNATURE_SIZE + 1];

  ahadi_hex_encode (bytes, size, text);
  g_string_append (line, before);
  g_string_append (line, text);
}

void
ahadi_segment_print (const AhadiSegment *self, GString *line)
{
  append_hex (line, line_start, self->stream.device.bytes, AHADI_ID_SIZE);
  g_string_append_printf (line, "\",\"epoch\":%" G_GUINT32_FORMAT ",\"audience\":\"%s\"",
                          self->stream.epoch, self->stream.audience);
  g_string_append_printf (line,
                          ",\"from\":%" G_GUINT64_FORMAT ",\"to\":%" G_GUINT64_FORMAT,
                          self->from, self->to);
  append_hex (line, ",\"prev\":\"", self->prev, sizeof self->prev);
  append_hex (line, "\",\"head\":\"", self->head, sizeof self->head);
  append_hex (line, "\",\"head_sig\":\"", self->head_signature,
              sizeof self->head_signature);
  g_string_append (line, "\"}\n");
}

gboolean
ahadi_segment_is_line (const char *line, gsize length)
{
  AhadiScanner scanner;

  ahadi_scanner_init (&scanner, line, length);
  return ahadi_scanner_skip (&scanner, "{\"device\"");
}

static gboolean
read_stream (AhadiScanner *scanner, AhadiStreamId *stream)
{
  AhadiAudienceClass audience_class;
  char audience[AHADI_AUDIENCE_TEXT_SIZE];
  guint64 epoch;
  AhadiId device;

  if (!ahadi_scanner_skip (scanner, line_start) ||
      !ahadi_scanner_read_hex (scanner, device.bytes, AHADI_ID_SIZE) ||
      !ahadi_scanner_skip (scanner, "\",\"epoch\":") ||
      !ahadi_scanner_read_integer (scanner, G_MAXUINT32, &epoch) ||
      !ahadi_scanner_skip (scanner, ",\"audience\":\"") ||
      !ahadi_scanner_read_name (scanner, audience, sizeof audience) ||
      !ahadi_scanner_skip (scanner, "\""))
    return FALSE;
  if (ahadi_id_is_zero (&device) ||
      !ahadi_audience_parse (audience, &audience_class, NULL))
    return FALSE;

  ahadi_stream_id_init (stream, &device, (guint32) epoch, audience);
  return TRUE;
}

static gboolean
read_run (AhadiScanner *scanner, AhadiSegment *self)
{
  return ahadi_scanner_skip (scanner, ",\"from\":") &&
         ahadi_scanner_read_integer (scanner, AHADI_SEQ_MAX, &self->from) &&
         ahadi_scanner_skip (scanner, ",\"to\":") &&
         ahadi_scanner_read_integer (scanner, AHADI_SEQ_MAX, &self->to) &&
         self->from >= 1 && self->to >= self->from;
}

static gboolean
read_hashes (AhadiScanner *scanner, AhadiSegment *self)
{
  return ahadi_scanner_skip (scanner, ",\"prev\":\"") &&
         ahadi_scanner_read_hex (scanner, self->prev, sizeof self->prev) &&
         ahadi_scanner_skip (scanner, "\",\"head\":\"") &&
         ahadi_scanner_read_hex (scanner, self->head, sizeof self->head) &&
         ahadi_scanner_skip (scanner, "\",\"head_sig\":\"") &&
         ahadi_scanner_read_hex (scanner, self->head_signature,
                                 sizeof self->head_signature) &&
         ahadi_scanner_skip (scanner, "\"}") && ahadi_scanner_is_at_end (scanner);
}

gboolean
ahadi_segment_parse (const char *line, gsize length, AhadiSegment *self, GError **error)
{
  AhadiScanner scanner;

  ahadi_scanner_init (&scanner, line, length);
  if (read_stream (&scanner, &self->stream) && read_run (&scanner, self) &&
      read_hashes (&scanner, self))
    return TRUE;

  g_set_error_literal (error, AHADI_OPLOG_ERROR, AHADI_OPLOG_ERROR_MALFORMED,
                       "cannot read segment: not in its one spelling");
  return FALSE;
}
