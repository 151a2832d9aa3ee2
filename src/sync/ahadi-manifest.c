/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * manifest.json, one line without a newline, members in exactly this order (FORMAT.md
 * section 3):
 *
 *   {"fmt":"ahadi-bundle-v1","min_reader":1,"org":"<32 hex>","bundle_id":"<32
 * hex>","device_id":"<32 hex>", "signer_pk":"<56
 * base64>","directory_version":N,"devices_version":N,"outer_recipients":["age1…",…],
 *    "parts":[{"name":…,"audience":…,"recipients":[…],"ct_len":N,"ct_blake2b":"<64
 * hex>"},…],"blobs":[…],"carry":[{"name":…,"ct_len":N,"ct_blake2b":"<64 hex>"},…]}
 */

#include "ahadi-manifest.h"

#include <string.h>

#include "ahadi-codec.h"
#include "ahadi-error-map.h"

#define FORMAT "ahadi-bundle-v"
#define NAME_PREFIX "parts/"
#define NAME_SUFFIX ".jsonl.gz.age"

static const char *const members[] = {
  "fmt",
  "min_reader",
  "org",
  "bundle_id",
  "device_id",
  "signer_pk",
  "parts",
  "directory_version",
  "devices_version",
  "outer_recipients",
  "blobs",
  "carry",
  NULL,
};

static const char *const part_members[] = {
  "name", "audience", "recipients", "ct_len", "ct_blake2b", NULL,
};

static const char *const carry_members[] = { "name", "ct_len", "ct_blake2b", NULL };

#define CARRY_NAME_SIZE 8 /* bytes of the hash in a name */

char *
ahadi_manifest_make_carry_name (const guint8 digest[AHADI_HASH_SIZE])
{
  char digits[2 * CARRY_NAME_SIZE + 1];

  ahadi_hex_encode (digest, CARRY_NAME_SIZE, digits);
  return g_strconcat ("carry/", digits, ".ahadi", NULL);
}

char *
ahadi_manifest_make_part_name (AhadiAudienceClass audience)
{
  return g_strconcat (NAME_PREFIX, ahadi_audience_class_to_string (audience), NAME_SUFFIX,
                      NULL);
}

gboolean
ahadi_manifest_parse_part_name (const char *name, AhadiAudienceClass *audience)
{
  for (int i = AHADI_AUDIENCE_MEMBERSHIP; i <= AHADI_AUDIENCE_DEVICE; i++)
    {
      g_autofree char *known = ahadi_manifest_make_part_name (i);

      if (strcmp (known, name) == 0)
        {
          *audience = i;
          return TRUE;
        }
    }

  return FALSE;
}

static void
clear_part (gpointer data)
{
  AhadiManifestPart *part = data;

  g_strfreev (part->recipients);
}

AhadiManifest *
ahadi_manifest_new (void)
{
  AhadiManifest *self = g_new0 (AhadiManifest, 1);

  self->parts = g_array_new (FALSE, TRUE, sizeof (AhadiManifestPart));
  g_array_set_clear_func (self->parts, clear_part);
  self->blobs = g_array_new (FALSE, TRUE, sizeof (AhadiManifestBlobs));
  self->carry = g_array_new (FALSE, FALSE, sizeof (AhadiManifestCarry));
  return self;
}

void
ahadi_manifest_free (AhadiManifest *self)
{
  g_array_unref (self->parts);
  g_array_unref (self->blobs);
  g_array_unref (self->carry);
  g_strfreev (self->outer_recipients);
  g_free (self);
}

void
ahadi_manifest_add_part (AhadiManifest *self,
                         AhadiAudienceClass audience,
                         GStrv recipients,
                         guint64 size,
                         const guint8 digest[AHADI_HASH_SIZE])
{
  AhadiManifestPart part = { .audience = audience,
                             .recipients = recipients,
                             .size = size };

  memcpy (part.digest, digest, AHADI_HASH_SIZE);
  g_array_append_val (self->parts, part);
}

/* By their names; 0 for two that would have the same. */
static int
compare_carry (const guint8 *a, const guint8 *b)
{
  return memcmp (a, b, CARRY_NAME_SIZE);
}

void
ahadi_manifest_add_carry (AhadiManifest *self,
                          guint64 size,
                          const guint8 digest[AHADI_HASH_SIZE])
{
  AhadiManifestCarry carry = { .size = size };
  guint i = 0;

  memcpy (carry.digest, digest, AHADI_HASH_SIZE);
  while (i < self->carry->len &&
         compare_carry (g_array_index (self->carry, AhadiManifestCarry, i).digest,
                        digest) < 0)
    i++;
  if (i < self->carry->len &&
      compare_carry (g_array_index (self->carry, AhadiManifestCarry, i).digest, digest) ==
          0)
    return;

  g_array_insert_val (self->carry, i, carry);
}

gboolean
ahadi_manifest_is_reply (const AhadiManifest *self)
{
  return self->parts->len == 2;
}

gboolean
ahadi_manifest_is_office_bundle (const AhadiManifest *self)
{
  return self->parts->len == AHADI_AUDIENCE_N_OFFICE;
}

char *
ahadi_manifest_make_comment (const AhadiManifest *self)
{
  char id[AHADI_ID_TEXT_SIZE];

  return g_strdup_printf (FORMAT "%d %s", AHADI_BUNDLE_VERSION,
                          ahadi_id_print (&self->bundle, id));
}

/* --- printing --- */

static json_t *
part_to_json (const AhadiManifestPart *part)
{
  g_autofree char *name = ahadi_manifest_make_part_name (part->audience);
  json_t *object = json_object ();

  ahadi_json_set_text (object, "name", name);
  ahadi_json_set_text (object, "audience",
                       ahadi_audience_class_to_string (part->audience));
  json_object_set_new (object, "recipients",
                       ahadi_recipients_to_json ((const char *const *) part->recipients));
  ahadi_json_set_int (object, "ct_len", part->size);
  ahadi_json_set_bytes (object, "ct_blake2b", part->digest, AHADI_HASH_SIZE);

  return object;
}

static json_t *
carry_to_json (const AhadiManifest *self)
{
  json_t *array = json_array ();

  for (guint i = 0; i < self->carry->len; i++)
    {
      const AhadiManifestCarry *carry =
          &g_array_index (self->carry, AhadiManifestCarry, i);
      g_autofree char *name = ahadi_manifest_make_carry_name (carry->digest);
      json_t *object = json_object ();

      ahadi_json_set_text (object, "name", name);
      ahadi_json_set_int (object, "ct_len", carry->size);
      ahadi_json_set_bytes (object, "ct_blake2b", carry->digest, AHADI_HASH_SIZE);
      json_array_append_new (array, object);
    }

  return array;
}

char *
ahadi_manifest_print (const AhadiManifest *self)
{
  g_autoptr (json_t) document = ahadi_codec_start (FORMAT, AHADI_BUNDLE_VERSION);
  g_autofree char *signer = ahadi_verify_key_to_string (&self->signer);
  json_t *parts = json_array ();

  for (guint i = 0; i < self->parts->len; i++)
    json_array_append_new (
        parts, part_to_json (&g_array_index (self->parts, AhadiManifestPart, i)));

  ahadi_json_set_int (document, "min_reader", AHADI_BUNDLE_VERSION);
  ahadi_json_set_bytes (document, "org", self->org.bytes, AHADI_ID_SIZE);
  ahadi_json_set_bytes (document, "bundle_id", self->bundle.bytes, AHADI_ID_SIZE);
  ahadi_json_set_bytes (document, "device_id", self->device.bytes, AHADI_ID_SIZE);
  ahadi_json_set_text (document, "signer_pk", signer);
  ahadi_json_set_int (document, "directory_version", self->directory_version);
  ahadi_json_set_int (document, "devices_version", self->devices_version);
  json_object_set_new (
      document, "outer_recipients",
      ahadi_recipients_to_json ((const char *const *) self->outer_recipients));
  json_object_set_new (document, "parts", parts);
  json_object_set_new (document, "blobs", ahadi_blob_list_to_json (self->blobs));
  json_object_set_new (document, "carry", carry_to_json (self));

  return ahadi_json_print (document);
}

/* --- parsing --- */

static gboolean
check_version (json_t *document, GError **error)
{
  gint64 version;

  if (!ahadi_json_get_int (document, "min_reader", 1, G_MAXINT32, &version, error))
    return FALSE;
  if (version <= AHADI_BUNDLE_VERSION)
    return TRUE;

  g_set_error (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_NEWER,
               "against rule M2: it needs a reader of version %" G_GINT64_FORMAT,
               version);
  return FALSE;
}

static gboolean
parse_heading (AhadiManifest *self, json_t *document, GError **error)
{
  const char *signer;
  gint64 version;
  gint64 list;

  if (!ahadi_json_get_id (document, "org", &self->org, error) ||
      !ahadi_json_get_id (document, "bundle_id", &self->bundle, error) ||
      !ahadi_json_get_id (document, "device_id", &self->device, error) ||
      !ahadi_json_get_int (document, "directory_version", 1, G_MAXINT32, &version,
                           error) ||
      !ahadi_json_get_int (document, "devices_version", 1, G_MAXINT32, &list, error))
    return FALSE;

  self->directory_version = version;
  self->devices_version = list;
  self->outer_recipients =
      ahadi_recipients_from_json (document, "outer_recipients", error);
  if (self->outer_recipients == NULL)
    return FALSE;

  signer = ahadi_json_get_text (document, "signer_pk", error);
  if (signer == NULL)
    return FALSE;

  return ahadi_verify_key_parse (signer, &self->signer, NULL) ||
         ahadi_codec_refuse (error, "M4", "signer_pk is not a key");
}

static gboolean
parse_part (AhadiManifest *self, json_t *object, GError **error)
{
  AhadiAudienceClass audience;
  g_auto (GStrv) recipients = NULL;
  guint8 digest[AHADI_HASH_SIZE];
  const char *name;
  const char *member;
  g_autofree char *expected = NULL;
  gint64 size;

  if (!json_is_object (object))
    return ahadi_codec_refuse (error, "M7", "a part is not an object");
  if (!ahadi_json_check_members (object, part_members, NULL, error) ||
      !ahadi_json_get_bytes (object, "ct_blake2b", digest, sizeof digest, error) ||
      !ahadi_json_get_int (object, "ct_len", 1, G_MAXINT64 >> 11, &size, error))
    return FALSE;

  name = ahadi_json_get_text (object, "audience", error);
  member = ahadi_json_get_text (object, "name", error);
  if (name == NULL || member == NULL)
    return FALSE;
  if (!ahadi_audience_class_parse (name, &audience))
    return ahadi_codec_refuse (error, "M7", "an audience is not known");
  expected = ahadi_manifest_make_part_name (audience);
  if (strcmp (member, expected) != 0)
    return ahadi_codec_refuse (error, "M7", "a part is named after another audience");

  recipients = ahadi_recipients_from_json (object, "recipients", error);
  if (recipients == NULL)
    return FALSE;

  ahadi_manifest_add_part (self, audience, g_steal_pointer (&recipients), size, digest);
  return TRUE;
}

static gboolean
check_part_order (const AhadiManifest *self, GError **error)
{
  guint n = self->parts->len;
  int first = n == 2 ? AHADI_AUDIENCE_BRANCH : AHADI_AUDIENCE_MEMBERSHIP;

  if (n != 2 && n != AHADI_AUDIENCE_N_OFFICE && n != AHADI_AUDIENCE_N_FIELD)
    return ahadi_codec_refuse (error, "M6", "there are neither five parts, four nor two");

  for (guint i = 0; i < n; i++)
    {
      if ((int) g_array_index (self->parts, AhadiManifestPart, i).audience !=
          first + (int) i)
        return ahadi_codec_refuse (error, "M6",
                                   "the parts are not those of a bundle or a reply");
    }

  return TRUE;
}

static gboolean
parse_one_carried (AhadiManifest *self, json_t *object, GError **error)
{
  guint before = self->carry->len;
  guint8 digest[AHADI_HASH_SIZE];
  gint64 size;

  if (!json_is_object (object))
    return ahadi_codec_refuse (error, "M10", "a carried bundle is not an object");
  if (!ahadi_json_check_members (object, carry_members, NULL, error) ||
      !ahadi_json_get_bytes (object, "ct_blake2b", digest, sizeof digest, error) ||
      !ahadi_json_get_int (object, "ct_len", 1, G_MAXINT64 >> 11, &size, error))
    return FALSE;

  ahadi_manifest_add_carry (self, (guint64) size, digest);
  return self->carry->len == before + 1 ||
         ahadi_codec_refuse (error, "M10", "a carried bundle stands twice");
}

/* That they rise, and each name is that of its hash, the spelling shows: it is compared
 * with what is printed of them. */
static gboolean
parse_carry (AhadiManifest *self, json_t *document, GError **error)
{
  json_t *array = ahadi_json_get_array (document, "carry", error);

  if (array == NULL)
    return FALSE;
  if (json_array_size (array) > AHADI_MANIFEST_MAX_CARRY)
    return ahadi_codec_refuse (error, "M10", "it carries too many bundles");

  for (gsize i = 0; i < json_array_size (array); i++)
    if (!parse_one_carried (self, json_array_get (array, i), error))
      return FALSE;

  return TRUE;
}

static gboolean
parse_document (AhadiManifest *self, json_t *document, GError **error)
{
  json_t *parts;

  if (!check_version (document, error) ||
      !ahadi_json_check_members (document, members, NULL, error) ||
      !parse_heading (self, document, error))
    return FALSE;

  parts = ahadi_json_get_array (document, "parts", error);
  if (parts == NULL)
    return FALSE;
  for (gsize i = 0; i < json_array_size (parts); i++)
    {
      if (!parse_part (self, json_array_get (parts, i), error))
        return FALSE;
    }

  return check_part_order (self, error) &&
         ahadi_blob_list_from_json (document,
                                    ahadi_manifest_is_reply (self) ? 0 : self->parts->len,
                                    self->blobs, error) &&
         parse_carry (self, document, error);
}

AhadiManifest *
ahadi_manifest_parse (GBytes *bytes, GError **error)
{
  g_autoptr (AhadiManifest) self = ahadi_manifest_new ();
  g_autoptr (json_t) document = NULL;
  g_autofree char *spelling = NULL;
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);

  document = ahadi_codec_read (text, size, FORMAT, AHADI_BUNDLE_VERSION, error);
  if (document == NULL || !parse_document (self, document, error))
    {
      ahadi_error_map_input (error, "cannot read the manifest");
      return NULL;
    }

  spelling = ahadi_manifest_print (self);
  if (!ahadi_codec_check_spelling (text, size, spelling, error))
    return NULL;

  return g_steal_pointer (&self);
}
