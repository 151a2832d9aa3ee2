/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * directory.json, one line without a newline, members in exactly this order (FORMAT.md
 * section 5):
 *
 *   {"fmt":"ahadi-directory-v1","org":"<32 hex>","org_name":"…","version":N,"time":ms,
 *    "roots":{"threshold":K,"keys":["<56 base64>",…]},
 *    "offices":[{"office":"membership","holders":[{"device":"<32 hex>","signer":"<56
 * base64>","recipient":"age1…","state":"active"},…]},
 *               {"office":"executive-director",…},{"office":"board-committee",…}],
 *    "codes":[{"language":"en","blake2b":"<64 hex>","official":true},…],
 *    "settings":{"<name>":"text or integer",…}}
 *
 * What the roots sign themselves; devices.json (ahadi-device-list-codec.c) is what they
 * leave to the membership office.
 */

#include <string.h>

#include "ahadi-codec.h"
#include "ahadi-directory-content.h"
#include "ahadi-entry-codec.h"
#include "ahadi-error-map.h"

#define FORMAT "ahadi-directory-v"
#define VERSION 1
#define SETTING_NAME_LIMIT 64
#define SETTING_TEXT_LIMIT 1000

static const AhadiRole offices[] = {
  AHADI_ROLE_MEMBERSHIP,
  AHADI_ROLE_EXECUTIVE_DIRECTOR,
  AHADI_ROLE_BOARD_COMMITTEE,
};

static const char *const members[] = {
  "fmt",   "org",     "org_name", "version",  "time",
  "roots", "offices", "codes",    "settings", NULL,
};
static const char *const office_members[] = { "office", "holders", NULL };
static const char *const code_members[] = { "language", "blake2b", "official", NULL };

/* --- printing --- */

static json_t *
holders_to_json (const AhadiDirectoryContent *self, AhadiRole role)
{
  json_t *array = json_array ();

  for (guint i = 0; i < self->entries->len; i++)
    {
      const AhadiDirectoryEntry *entry = self->entries->pdata[i];

      if (entry->role == role)
        json_array_append_new (array, ahadi_entry_to_json (entry));
    }

  return array;
}

static json_t *
offices_to_json (const AhadiDirectoryContent *self)
{
  json_t *array = json_array ();

  for (gsize i = 0; i < G_N_ELEMENTS (offices); i++)
    {
      json_t *office = json_object ();

      ahadi_json_set_text (office, "office", ahadi_role_to_string (offices[i]));
      json_object_set_new (office, "holders", holders_to_json (self, offices[i]));
      json_array_append_new (array, office);
    }

  return array;
}

static json_t *
codes_to_json (const AhadiDirectoryContent *self)
{
  json_t *array = json_array ();

  for (guint i = 0; i < self->codes->len; i++)
    {
      const AhadiDirectoryCode *code = self->codes->pdata[i];
      json_t *object = json_object ();

      ahadi_json_set_text (object, "language", code->language);
      ahadi_json_set_bytes (object, "blake2b", code->digest, AHADI_HASH_SIZE);
      json_object_set_new (object, "official", json_boolean (code->official));
      json_array_append_new (array, object);
    }

  return array;
}

char *
ahadi_directory_content_print (const AhadiDirectoryContent *self)
{
  g_autoptr (json_t) document = ahadi_codec_start (FORMAT, VERSION);

  ahadi_json_set_bytes (document, "org", self->org.bytes, AHADI_ID_SIZE);
  ahadi_json_set_text (document, "org_name", self->org_name);
  ahadi_json_set_int (document, "version", self->version);
  ahadi_json_set_int (document, "time", self->time);
  json_object_set_new (document, "roots", ahadi_root_set_to_json (self->roots));
  json_object_set_new (document, "offices", offices_to_json (self));
  json_object_set_new (document, "codes", codes_to_json (self));
  json_object_set (document, "settings", self->settings);
  return ahadi_json_print (document);
}

/* --- parsing --- */

static gboolean
parse_holder (AhadiDirectoryContent *self, json_t *object, AhadiRole role, GError **error)
{
  AhadiDirectoryEntry entry;

  if (!ahadi_entry_from_json (&entry, object, role, error))
    return FALSE;

  g_ptr_array_add (self->entries, g_memdup2 (&entry, sizeof entry));
  return TRUE;
}

static gboolean
parse_office (AhadiDirectoryContent *self, json_t *object, AhadiRole role, GError **error)
{
  const char *name;
  json_t *holders;

  if (!json_is_object (object))
    return ahadi_codec_refuse (error, "D5", "an office is not an object");
  if (!ahadi_json_check_members (object, office_members, NULL, error) ||
      (name = ahadi_json_get_text (object, "office", error)) == NULL ||
      (holders = ahadi_json_get_array (object, "holders", error)) == NULL)
    return FALSE;
  if (strcmp (name, ahadi_role_to_string (role)) != 0)
    return ahadi_codec_refuse (error, "D5", "the three offices are not in their order");

  for (gsize i = 0; i < json_array_size (holders); i++)
    {
      if (!parse_holder (self, json_array_get (holders, i), role, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
parse_offices (AhadiDirectoryContent *self, json_t *document, GError **error)
{
  json_t *array = ahadi_json_get_array (document, "offices", error);

  if (array == NULL)
    return FALSE;
  if (json_array_size (array) != G_N_ELEMENTS (offices))
    return ahadi_codec_refuse (error, "D5", "there are not three offices");

  for (gsize i = 0; i < G_N_ELEMENTS (offices); i++)
    {
      if (!parse_office (self, json_array_get (array, i), offices[i], error))
        return FALSE;
    }

  return TRUE;
}

/* Two lower-case letters (ISO 639-1), since it becomes a member's name. */
static gboolean
is_language (const char *text)
{
  return strlen (text) == 2 && g_ascii_islower (text[0]) && g_ascii_islower (text[1]);
}

static gboolean
parse_code (AhadiDirectoryContent *self, json_t *object, GError **error)
{
  guint8 digest[AHADI_HASH_SIZE];
  AhadiDirectoryCode *code;
  const char *language;
  json_t *official;

  if (!json_is_object (object))
    return ahadi_codec_refuse (error, "D6", "a text of the Code is not an object");
  if (!ahadi_json_check_members (object, code_members, NULL, error) ||
      !ahadi_json_get_bytes (object, "blake2b", digest, sizeof digest, error) ||
      (language = ahadi_json_get_text (object, "language", error)) == NULL)
    return FALSE;

  official = json_object_get (object, "official");
  if (!is_language (language) || !json_is_boolean (official))
    return ahadi_codec_refuse (error, "D6",
                               "a text of the Code has no language or state");

  code = g_new0 (AhadiDirectoryCode, 1);
  code->language = g_strdup (language);
  memcpy (code->digest, digest, sizeof digest);
  code->official = json_is_true (official);
  g_ptr_array_add (self->codes, code);
  return TRUE;
}

static gboolean
check_setting (const char *name, json_t *value, GError **error)
{
  gsize length = strlen (name);

  if (length < 1 || length > SETTING_NAME_LIMIT ||
      strspn (name, "abcdefghijklmnopqrstuvwxyz0123456789-") != length)
    return ahadi_codec_refuse (error, "D13",
                               "the name of a setting is not in small letters");
  if (!json_is_integer (value) &&
      (!json_is_string (value) ||
       ahadi_text_length (json_string_value (value)) > SETTING_TEXT_LIMIT))
    return ahadi_codec_refuse (error, "D13",
                               "a setting is neither short text nor an integer");

  return TRUE;
}

static gboolean
parse_settings (AhadiDirectoryContent *self, json_t *document, GError **error)
{
  json_t *settings = json_object_get (document, "settings");
  const char *previous = NULL;
  const char *name;
  json_t *value;

  if (!json_is_object (settings))
    return ahadi_codec_refuse (error, "D13", "the settings are not an object");

  json_object_foreach (settings, name, value)
  {
    if (!check_setting (name, value, error))
      return FALSE;
    if (previous != NULL && strcmp (previous, name) >= 0)
      return ahadi_codec_refuse (error, "D13", "the settings are not in order");
    previous = name;
  }

  json_decref (self->settings);
  self->settings = json_incref (settings);
  return TRUE;
}

static gboolean
parse_heading (AhadiDirectoryContent *self, json_t *document, GError **error)
{
  const char *name;
  gint64 version;

  if (!ahadi_json_check_members (document, members, NULL, error) ||
      !ahadi_json_get_id (document, "org", &self->org, error) ||
      !ahadi_json_get_int (document, "version", 1, G_MAXINT32, &version, error) ||
      !ahadi_json_get_int (document, "time", 0, G_GINT64_CONSTANT (1) << 48, &self->time,
                           error) ||
      (name = ahadi_entry_get_name (document, "org_name", error)) == NULL)
    return FALSE;

  self->version = version;
  self->org_name = g_strdup (name);
  self->roots =
      ahadi_root_set_from_json (json_object_get (document, "roots"), NULL, error);
  return self->roots != NULL;
}

static gboolean
parse_document (AhadiDirectoryContent *self, json_t *document, GError **error)
{
  return parse_heading (self, document, error) && parse_offices (self, document, error) &&
         ahadi_entry_parse_each (self, document, "codes", parse_code, error) &&
         parse_settings (self, document, error) &&
         ahadi_directory_content_check (self, error);
}

AhadiDirectoryContent *
ahadi_directory_content_parse (GBytes *bytes, GError **error)
{
  g_autoptr (AhadiDirectoryContent) self = ahadi_directory_content_new ();
  g_autofree char *spelling = NULL;
  g_autoptr (json_t) document = NULL;
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);

  document = ahadi_codec_read (text, size, FORMAT, VERSION, error);
  if (document == NULL || !parse_document (self, document, error))
    {
      ahadi_error_map_input (error, "cannot read the directory");
      return NULL;
    }

  spelling = ahadi_directory_content_print (self);
  if (!ahadi_codec_check_spelling (text, size, spelling, error))
    return NULL;

  return g_steal_pointer (&self);
}
