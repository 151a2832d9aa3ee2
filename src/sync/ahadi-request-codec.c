/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * request.json, one line without a newline, members in exactly this order (FORMAT.md
 * section 8):
 *
 *   {"fmt":"ahadi-request-v1","org":"<32 hex>","device_id":"<32 hex>","signer_pk":"<56
 * base64>","recipient":"age1…", "role":"coordinator","branch":"<32 hex, zeros for an
 * office>","branch_name":"…","label":"…","time":ms}
 *
 * request.json.minisig is by signer_pk itself, trusted comment "ahadi-request-v1
 * <device_id>".
 */

#include "ahadi-request-codec.h"

#include <string.h>

#include "ahadi-codec.h"
#include "ahadi-error-map.h"
#include "ahadi-ustar.h"

#define FORMAT "ahadi-request-v"
#define VERSION 1
#define REQUEST_NAME "request.json"
#define MINISIG_NAME "request.json.minisig"
#define UNTRUSTED_COMMENT "signature of an Ahadi enrolment request"
#define FINGERPRINT_DOMAIN "ahadi-enrol-v1"

static const char *const members[] = {
  "fmt",    "org",         "device_id", "signer_pk", "recipient", "role",
  "branch", "branch_name", "label",     "time",      NULL,
};

static char *
make_comment (const AhadiEnrolment *self)
{
  char id[AHADI_ID_TEXT_SIZE];

  return g_strdup_printf (FORMAT "%d %s", VERSION, ahadi_id_print (&self->device, id));
}

static char *
print_document (const AhadiEnrolment *self, const AhadiId *org)
{
  g_autoptr (json_t) document = ahadi_codec_start (FORMAT, VERSION);
  g_autofree char *signer = ahadi_verify_key_to_string (&self->signer);
  g_autofree char *recipient = ahadi_age_recipient_to_string (&self->recipient);

  ahadi_json_set_bytes (document, "org", org->bytes, AHADI_ID_SIZE);
  ahadi_json_set_bytes (document, "device_id", self->device.bytes, AHADI_ID_SIZE);
  ahadi_json_set_text (document, "signer_pk", signer);
  ahadi_json_set_text (document, "recipient", recipient);
  ahadi_json_set_text (document, "role", ahadi_role_to_string (self->role));
  ahadi_json_set_bytes (document, "branch", self->branch.bytes, AHADI_ID_SIZE);
  ahadi_json_set_text (document, "branch_name",
                       self->branch_name ? self->branch_name : "");
  ahadi_json_set_text (document, "label", self->label);
  ahadi_json_set_int (document, "time", self->time);
  return ahadi_json_print (document);
}

GBytes *
ahadi_request_print (const AhadiEnrolment *self, const AhadiId *org, AhadiSigningKey *key)
{
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  char *text = print_document (self, org);
  g_autoptr (GBytes) request = g_bytes_new_take (text, strlen (text));
  g_autofree char *comment = make_comment (self);
  char *signature_text =
      ahadi_minisign_sign (key, text, strlen (text), UNTRUSTED_COMMENT, comment);
  g_autoptr (GBytes) signature =
      g_bytes_new_take (signature_text, strlen (signature_text));
  g_autoptr (GError) error = NULL;

  if (!ahadi_ustar_write_bytes (out, REQUEST_NAME, request, &error) ||
      !ahadi_ustar_write_bytes (out, MINISIG_NAME, signature, &error) ||
      !ahadi_ustar_write_end (out, &error) || !g_output_stream_close (out, NULL, &error))
    g_error ("cannot write to memory: %s", error->message);

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
}

char *
ahadi_request_make_fingerprint (const AhadiEnrolment *self, const AhadiId *org)
{
  g_autofree char *org_text = ahadi_id_to_string (org);
  g_autofree char *signer = ahadi_verify_key_to_string (&self->signer);
  g_autofree char *recipient = ahadi_age_recipient_to_string (&self->recipient);
  g_autofree char *branch = ahadi_id_to_string (&self->branch);
  g_autofree char *text = g_strjoin ("\n", org_text, signer, recipient,
                                     ahadi_role_to_string (self->role), branch, NULL);

  return ahadi_fingerprint_make (FINGERPRINT_DOMAIN, text, strlen (text));
}

/* --- parsing --- */

static gboolean
parse_keys (AhadiEnrolment *self, json_t *document, GError **error)
{
  const char *signer;
  const char *recipient;
  AhadiId derived;

  if (!ahadi_json_get_id (document, "device_id", &self->device, error) ||
      (signer = ahadi_json_get_text (document, "signer_pk", error)) == NULL ||
      (recipient = ahadi_json_get_text (document, "recipient", error)) == NULL)
    return FALSE;
  if (!ahadi_verify_key_parse (signer, &self->signer, NULL) ||
      !ahadi_age_recipient_parse (recipient, &self->recipient, NULL) ||
      !ahadi_age_recipient_is_usable (&self->recipient))
    return ahadi_codec_refuse (error, "E3", "a signer or recipient is not a key");

  ahadi_verify_key_derive_id (&self->signer, derived.bytes);
  return ahadi_id_equal (&derived, &self->device) ||
         ahadi_codec_refuse (error, "E4", "the device id is not that of its key");
}

static gboolean
parse_place (AhadiEnrolment *self, json_t *document, GError **error)
{
  const char *role;
  const char *branch_name;
  const char *label;
  gboolean field;

  if ((role = ahadi_json_get_text (document, "role", error)) == NULL ||
      !ahadi_json_get_id (document, "branch", &self->branch, error) ||
      (branch_name = ahadi_json_get_text (document, "branch_name", error)) == NULL ||
      (label = ahadi_json_get_text (document, "label", error)) == NULL ||
      !ahadi_json_get_int (document, "time", 0, G_GINT64_CONSTANT (1) << 48, &self->time,
                           error))
    return FALSE;
  if (!ahadi_role_parse (role, &self->role))
    return ahadi_codec_refuse (error, "E5", "the role is not known");
  if (!ahadi_codec_is_line (branch_name) || !ahadi_codec_is_line (label))
    return ahadi_codec_refuse (error, "E6",
                               "a name is not one clean line of at most 200 characters");

  field = !ahadi_role_is_office (self->role);
  if (field != !ahadi_id_is_zero (&self->branch) || field != (*branch_name != 0))
    return ahadi_codec_refuse (error, "E5",
                               "a branch is given for an office or none for the field");

  self->branch_name = field ? g_strdup (branch_name) : NULL;
  self->label = g_strdup (label);
  return TRUE;
}

static gboolean
parse_document (AhadiEnrolment *self, AhadiId *org, GBytes *bytes, GError **error)
{
  g_autoptr (json_t) document = NULL;
  g_autofree char *spelling = NULL;
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);

  document = ahadi_codec_read (text, size, FORMAT, VERSION, error);
  if (document == NULL || !ahadi_json_check_members (document, members, NULL, error) ||
      !ahadi_json_get_id (document, "org", org, error) ||
      !parse_keys (self, document, error) || !parse_place (self, document, error))
    return FALSE;

  spelling = print_document (self, org);
  return ahadi_codec_check_spelling (text, size, spelling, error);
}

/* The signer is named inside: parsing comes first here, and nothing is believed before
 * the signature of that very key holds. */
static gboolean
check_signature (const AhadiEnrolment *self,
                 GBytes *request,
                 GBytes *signature,
                 GError **error)
{
  g_autofree char *comment = make_comment (self);
  g_autoptr (AhadiMinisig) parsed = NULL;
  gsize size;
  const void *bytes = g_bytes_get_data (request, &size);

  parsed = ahadi_minisig_parse (g_bytes_get_data (signature, NULL),
                                g_bytes_get_size (signature), error);
  if (parsed == NULL)
    {
      ahadi_sync_error_blame (error, AHADI_CRYPTO_ERROR, "E7");
      return FALSE;
    }
  if (ahadi_minisign_check (parsed, &self->signer, bytes, size, comment, NULL))
    return TRUE;

  g_set_error_literal (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_BAD_SIGNATURE,
                       "against rule E7: it is not signed by the device it names");
  return FALSE;
}

static GBytes *
read_member (AhadiUstarReader *reader,
             const char *expected,
             AhadiSyncError otherwise,
             GError **error)
{
  const char *name;
  guint64 size;

  if (!ahadi_ustar_reader_next (reader, &name, &size, error))
    return NULL;
  if (g_strcmp0 (name, expected) != 0)
    {
      g_set_error (error, AHADI_SYNC_ERROR, otherwise, "against rule E1: %s is not there",
                   expected);
      return NULL;
    }

  return ahadi_ustar_reader_read_all (reader, AHADI_REQUEST_LIMIT, error);
}

static gboolean
check_end (AhadiUstarReader *reader, GError **error)
{
  const char *name;
  guint64 size;

  if (!ahadi_ustar_reader_next (reader, &name, &size, error))
    return FALSE;

  return name == NULL || ahadi_codec_refuse (error, "E1", "a request has a third member");
}

AhadiEnrolment *
ahadi_request_parse (GBytes *archive, AhadiId *org, GError **error)
{
  g_autoptr (GInputStream) in = g_memory_input_stream_new_from_bytes (archive);
  g_autoptr (AhadiUstarReader) reader = ahadi_ustar_reader_new (in);
  g_autoptr (AhadiEnrolment) self = g_new0 (AhadiEnrolment, 1);
  g_autoptr (GBytes) request = NULL;
  g_autoptr (GBytes) signature = NULL;
  gboolean whole;

  request = read_member (reader, REQUEST_NAME, AHADI_SYNC_ERROR_FOREIGN, error);
  if (request != NULL)
    signature = read_member (reader, MINISIG_NAME, AHADI_SYNC_ERROR_DAMAGED, error);

  whole = signature != NULL && check_end (reader, error) &&
          parse_document (self, org, request, error) &&
          check_signature (self, request, signature, error);
  if (!whole)
    {
      ahadi_sync_error_blame (error, AHADI_SYNC_ERROR, "E1");
      ahadi_error_map_input (error, "cannot read the request");
      return NULL;
    }

  return g_steal_pointer (&self);
}
