/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-operation.h"

#include <string.h>

#include "ahadi-oplog-error.h"
#include "ahadi-scanner.h"
#include "ahadi-stream.h"
#include "crypto/ahadi-crypto.h"

/*
 * One operation is one line of JSON in one spelling, so that equal operations are equal
 * bytes (FORMATS 4). The second form is that of an erased one:
 *
 *   {"q":<seq>,"t":"<hlc>","k":"<kind>","e":"<entity>","b":<body>}
 *   {"q":<seq>,"t":"<hlc>","k":"<kind>","e":"<entity>","bh":"<body hash>"}
 *
 * A line is valid if
 *   O1 seq is decimal, without a leading zero, 1 or more and below 2^40;
 *   O2 hlc is 16 lower-case hex digits, not all zero;
 *   O3 kind is 1 to 31 lower-case letters, digits, "-", "_" or "/" (one that this program
 *      does not know makes the line NEWER, not MALFORMED);
 *   O4 entity is 32 lower-case hex digits, not all zero;
 *   O5 body begins with { and ends with }, and has at most 102,400 bytes (what is between
 *      the braces is for ahadi-body.c, which allows 65,536, and ahadi-sealed-body.c);
 *      its hash is BLAKE2b-256 of exactly these bytes;
 *   O6 body hash is 64 lower-case hex digits;
 *   O7 nothing else, no blank either, stands before, between or after these.
 */

#define KIND_NAME_SIZE 32

void
ahadi_operation_print (const AhadiOperation *self, GString *line)
{
  const AhadiKindInfo *info = ahadi_kind_get_info (self->kind);
  char hlc[16 + 1];
  char entity[AHADI_ID_TEXT_SIZE];
  char hash[2 * AHADI_HASH_SIZE + 1];
  guint8 hlc_bytes[8];

  g_return_if_fail (info != NULL);

  ahadi_put_u64be (hlc_bytes, self->hlc);
  ahadi_hex_encode (hlc_bytes, sizeof hlc_bytes, hlc);
  g_string_append_printf (
      line, "{\"q\":%" G_GUINT64_FORMAT ",\"t\":\"%s\",\"k\":\"%s\",\"e\":\"%s\"",
      self->seq, hlc, info->name, ahadi_id_print (&self->entity, entity));

  if (self->body != NULL)
    {
      g_string_append (line, ",\"b\":");
      g_string_append_len (line, self->body, (gssize) self->body_size);
      g_string_append (line, "}\n");
      return;
    }

  ahadi_hex_encode (self->body_hash, sizeof self->body_hash, hash);
  g_string_append_printf (line, ",\"bh\":\"%s\"}\n", hash);
}

static gboolean
refuse (GError **error, const char *reason)
{
  g_set_error (error, AHADI_OPLOG_ERROR, AHADI_OPLOG_ERROR_MALFORMED,
               "cannot read operation: %s", reason);
  return FALSE;
}

static const AhadiKindInfo *
find_kind (const char *name, GError **error)
{
  const AhadiKindInfo *info = ahadi_kind_find (name);

  if (info == NULL)
    g_set_error (error, AHADI_OPLOG_ERROR, AHADI_OPLOG_ERROR_NEWER,
                 "cannot read operation: its kind %s is not known here", name);

  return info;
}

static gboolean
read_head (AhadiScanner *scanner, AhadiOperation *self, char *kind)
{
  guint8 hlc[8];

  if (!ahadi_scanner_skip (scanner, "{\"q\":") ||
      !ahadi_scanner_read_integer (scanner, AHADI_SEQ_MAX, &self->seq) ||
      !ahadi_scanner_skip (scanner, ",\"t\":\"") ||
      !ahadi_scanner_read_hex (scanner, hlc, sizeof hlc) ||
      !ahadi_scanner_skip (scanner, "\",\"k\":\"") ||
      !ahadi_scanner_read_name (scanner, kind, KIND_NAME_SIZE) ||
      !ahadi_scanner_skip (scanner, "\",\"e\":\"") ||
      !ahadi_scanner_read_hex (scanner, self->entity.bytes, AHADI_ID_SIZE) ||
      !ahadi_scanner_skip (scanner, "\","))
    return FALSE;

  self->hlc = ahadi_get_u64be (hlc);
  return TRUE;
}

static gboolean
read_body (AhadiScanner *scanner, AhadiOperation *self, GError **error)
{
  gsize size = (gsize) (scanner->end - scanner->at);

  /* The last brace is the line's own. */
  if (size < sizeof "{}}" - 1 || scanner->at[0] != '{' || scanner->at[size - 1] != '}' ||
      scanner->at[size - 2] != '}')
    return refuse (error, "no body in braces at its end");
  if (size - 1 > AHADI_OPERATION_BODY_LIMIT)
    return refuse (error, "body above 100 KiB");

  self->body = scanner->at;
  self->body_size = size - 1;
  ahadi_hash_bytes (self->body, self->body_size, self->body_hash);
  return TRUE;
}

static gboolean
read_body_hash (AhadiScanner *scanner, AhadiOperation *self, GError **error)
{
  if (!ahadi_scanner_skip (scanner, "\"bh\":\"") ||
      !ahadi_scanner_read_hex (scanner, self->body_hash, sizeof self->body_hash) ||
      !ahadi_scanner_skip (scanner, "\"}") || !ahadi_scanner_is_at_end (scanner))
    return refuse (error, "neither a body nor the hash of one at its end");

  self->body = NULL;
  self->body_size = 0;
  return TRUE;
}

gboolean
ahadi_operation_parse (const char *line,
                       gsize length,
                       AhadiOperation *self,
                       GError **error)
{
  char kind[KIND_NAME_SIZE];
  const AhadiKindInfo *info;
  AhadiScanner scanner;

  self->packed = NULL;
  ahadi_scanner_init (&scanner, line, length);
  if (!read_head (&scanner, self, kind))
    return refuse (error, "not in its one spelling");
  if (self->seq == 0)
    return refuse (error, "numbered 0");
  if (self->hlc == 0 || ahadi_id_is_zero (&self->entity))
    return refuse (error, "a time or an entity of zeros");

  info = find_kind (kind, error);
  if (info == NULL)
    return FALSE;
  self->kind = info->kind;

  if (ahadi_scanner_skip (&scanner, "\"b\":"))
    return read_body (&scanner, self, error);

  return read_body_hash (&scanner, self, error);
}
