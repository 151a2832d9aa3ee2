/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * One spelling each, no blanks, ended by a newline (FORMAT.md section 4):
 *
 *   {"fmt":"ahadi-part-v1","bundle_id":"<32 hex>","signer_pk":"<56
 * base64>","audience":"branch/<32 hex>","recipients_hash":"<64 hex>"}
 *   {"ack":{"device":"<32 hex>","epoch":"<8
 * hex>","audience":"membership","seq":N,"head":"<64 hex>"}}
 */

#include "ahadi-part-codec.h"

#include <string.h>

#include "ahadi-codec.h"
#include "ahadi-error-map.h"

#define FORMAT "ahadi-part-v"
#define VERSION 1
#define SMALLEST_BUCKET (64 * 1024)

static const char *const header_members[] = {
  "fmt", "bundle_id", "signer_pk", "audience", "recipients_hash", NULL,
};

static const char *const ack_line_members[] = { "ack", NULL };
static const char *const ack_members[] = { "device", "epoch", "audience",
                                           "seq",    "head",  NULL };

guint64
ahadi_part_bucket (guint64 size)
{
  guint64 bucket = SMALLEST_BUCKET;

  while (bucket < size)
    bucket *= 2;

  return bucket;
}

static void
append_line (GString *line, json_t *document)
{
  g_autofree char *text = ahadi_json_print (document);

  g_string_append (line, text);
  g_string_append_c (line, '\n');
}

void
ahadi_part_header_print (const AhadiPartHeader *self, GString *line)
{
  g_autoptr (json_t) document = ahadi_codec_start (FORMAT, VERSION);
  g_autofree char *signer = ahadi_verify_key_to_string (&self->signer);

  ahadi_json_set_bytes (document, "bundle_id", self->bundle.bytes, AHADI_ID_SIZE);
  ahadi_json_set_text (document, "signer_pk", signer);
  ahadi_json_set_text (document, "audience", self->audience);
  ahadi_json_set_bytes (document, "recipients_hash", self->recipients_hash,
                        AHADI_HASH_SIZE);
  append_line (line, document);
}

/* Whole audience name of @object into @audience. */
static gboolean
get_audience (json_t *object,
              const char *rule,
              char audience[AHADI_AUDIENCE_TEXT_SIZE],
              GError **error)
{
  AhadiAudienceClass audience_class;
  const char *text = ahadi_json_get_text (object, "audience", error);

  if (text == NULL)
    return FALSE;
  if (!ahadi_audience_parse (text, &audience_class, NULL))
    return ahadi_codec_refuse (error, rule, "an audience is not known");

  g_strlcpy (audience, text, AHADI_AUDIENCE_TEXT_SIZE);
  return TRUE;
}

static gboolean
parse_header (json_t *document, AhadiPartHeader *self, GError **error)
{
  const char *signer;

  if (!ahadi_json_check_members (document, header_members, NULL, error) ||
      !ahadi_json_get_id (document, "bundle_id", &self->bundle, error) ||
      !ahadi_json_get_bytes (document, "recipients_hash", self->recipients_hash,
                             AHADI_HASH_SIZE, error) ||
      !get_audience (document, "P6", self->audience, error))
    return FALSE;

  signer = ahadi_json_get_text (document, "signer_pk", error);
  if (signer == NULL)
    return FALSE;

  return ahadi_verify_key_parse (signer, &self->signer, NULL) ||
         ahadi_codec_refuse (error, "P6", "signer_pk is not a key");
}

gboolean
ahadi_part_header_parse (const char *line,
                         gsize size,
                         AhadiPartHeader *self,
                         GError **error)
{
  g_autoptr (json_t) document = ahadi_codec_read (line, size, FORMAT, VERSION, error);
  g_autoptr (GString) spelling = g_string_new (NULL);

  if (document == NULL || !parse_header (document, self, error))
    {
      ahadi_error_map_input (error, "cannot read the first line of a part");
      return FALSE;
    }

  ahadi_part_header_print (self, spelling);
  g_string_truncate (spelling, spelling->len - 1);
  return ahadi_codec_check_spelling (line, size, spelling->str, error);
}

/* --- acknowledgements --- */

gboolean
ahadi_ack_is_line (const char *line, gsize size)
{
  static const char start[] = "{\"ack\":";

  return size >= sizeof start - 1 && memcmp (line, start, sizeof start - 1) == 0;
}

void
ahadi_ack_print (const AhadiAck *self, GString *line)
{
  g_autoptr (json_t) document = json_object ();
  json_t *ack = json_object ();
  guint8 epoch[4];

  ahadi_put_u32be (epoch, self->stream.epoch);
  ahadi_json_set_bytes (ack, "device", self->stream.device.bytes, AHADI_ID_SIZE);
  ahadi_json_set_bytes (ack, "epoch", epoch, sizeof epoch);
  ahadi_json_set_text (ack, "audience", self->stream.audience);
  ahadi_json_set_int (ack, "seq", self->seq);
  ahadi_json_set_bytes (ack, "head", self->head, AHADI_CHAIN_HASH_SIZE);
  json_object_set_new (document, "ack", ack);
  append_line (line, document);
}

static gboolean
parse_ack (json_t *document, AhadiAck *self, GError **error)
{
  char audience[AHADI_AUDIENCE_TEXT_SIZE];
  guint8 epoch[4];
  AhadiId device;
  gint64 seq;
  json_t *ack;

  if (!json_is_object (document))
    return ahadi_codec_refuse (error, "A1", "a line is not an object");
  if (!ahadi_json_check_members (document, ack_line_members, NULL, error))
    return FALSE;

  ack = json_object_get (document, "ack");
  if (!json_is_object (ack))
    return ahadi_codec_refuse (error, "A1", "an acknowledgement is not an object");
  if (!ahadi_json_check_members (ack, ack_members, NULL, error) ||
      !ahadi_json_get_id (ack, "device", &device, error) ||
      !ahadi_json_get_bytes (ack, "epoch", epoch, sizeof epoch, error) ||
      !ahadi_json_get_int (ack, "seq", 1, AHADI_SEQ_MAX, &seq, error) ||
      !ahadi_json_get_bytes (ack, "head", self->head, AHADI_CHAIN_HASH_SIZE, error) ||
      !get_audience (ack, "A1", audience, error))
    return FALSE;

  ahadi_stream_id_init (&self->stream, &device, ahadi_get_u32be (epoch), audience);
  self->seq = seq;
  return TRUE;
}

/* @printed: the line as it is written, newline included */
static gboolean
check_spelling (const char *line,
                gsize size,
                const GString *printed,
                const char *rule,
                GError **error)
{
  return (printed->len == size + 1 && memcmp (printed->str, line, size) == 0) ||
         ahadi_codec_refuse (error, rule, "it is not in its one spelling");
}

gboolean
ahadi_ack_parse (const char *line, gsize size, AhadiAck *self, GError **error)
{
  g_autoptr (json_t) document = ahadi_json_parse (line, size, error);
  g_autoptr (GString) spelling = g_string_new (NULL);

  if (document == NULL || !parse_ack (document, self, error))
    {
      ahadi_sync_error_blame (error, AHADI_BASE_ERROR, "A1");
      ahadi_error_map_input (error, "cannot read an acknowledgement");
      return FALSE;
    }

  ahadi_ack_print (self, spelling);
  return check_spelling (line, size, spelling, "A1", error);
}

/* --- carried bundles --- */

#define CARRIED_OPENING "{\"carried\":\""

void
ahadi_carried_print (const AhadiId *id, GString *line)
{
  char digits[AHADI_ID_TEXT_SIZE];

  g_string_append_printf (line, CARRIED_OPENING "%s\"}\n", ahadi_id_print (id, digits));
}

gboolean
ahadi_carried_is_line (const char *line, gsize size)
{
  return size >= strlen (CARRIED_OPENING) &&
         memcmp (line, CARRIED_OPENING, strlen (CARRIED_OPENING)) == 0;
}

gboolean
ahadi_carried_parse (const char *line, gsize size, AhadiId *id, GError **error)
{
  g_autoptr (GString) spelling = g_string_new (NULL);

  if (size < strlen (CARRIED_OPENING) + 2 * AHADI_ID_SIZE ||
      !ahadi_hex_decode (line + strlen (CARRIED_OPENING), id->bytes, AHADI_ID_SIZE))
    return ahadi_codec_refuse (error, "A4", "a carried bundle is not named by its hash");

  ahadi_carried_print (id, spelling);
  return check_spelling (line, size, spelling, "A4", error);
}

/* --- states --- */

#define STATE_OPENING "{\"state\":\""
#define STATE_DIGITS 64

void
ahadi_state_print (const char *digest, GString *line)
{
  g_string_append_printf (line, STATE_OPENING "%s\"}\n", digest);
}

gboolean
ahadi_state_is_line (const char *line, gsize size)
{
  return size >= strlen (STATE_OPENING) &&
         memcmp (line, STATE_OPENING, strlen (STATE_OPENING)) == 0;
}

char *
ahadi_state_parse (const char *line, gsize size, GError **error)
{
  g_autoptr (GString) spelling = g_string_new (NULL);
  g_autofree char *digest = NULL;
  guint8 bytes[STATE_DIGITS / 2];

  if (size < strlen (STATE_OPENING) + STATE_DIGITS ||
      !ahadi_hex_decode (line + strlen (STATE_OPENING), bytes, sizeof bytes))
    {
      ahadi_codec_refuse (error, "A8", "a state is not told by its digest");
      return NULL;
    }

  digest = g_strndup (line + strlen (STATE_OPENING), STATE_DIGITS);
  ahadi_state_print (digest, spelling);
  return check_spelling (line, size, spelling, "A8", error) ? g_steal_pointer (&digest)
                                                            : NULL;
}
