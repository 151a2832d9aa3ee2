/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * devices.json, one line without a newline, members in exactly this order (FORMAT.md
 * section 5a):
 *
 *   {"fmt":"ahadi-devices-v1","org":"<32 hex>","version":N,"time":ms,
 *    "branches":[{"id":"<32 hex>","name":"…"},…],
 *    "devices":[{"device":"<32 hex>","signer":"<56 base64>","recipient":"age1…",
 * "role":"coordinator","branch":"<32 hex>","state":"active"},…],
 *    "revoked":["<32 hex>",…]}
 *
 * What the roots delegate to the membership office, as a delegated targets role of TUF
 * (The Update Framework, specification 1.0, section 4.5): it has a version of its own,
 * and the roots name whose signature counts.
 */

#include <string.h>

#include "ahadi-codec.h"
#include "ahadi-directory-content.h"
#include "ahadi-entry-codec.h"
#include "ahadi-error-map.h"

#define FORMAT "ahadi-devices-v"
#define VERSION 1

static const char *const members[] = {
  "fmt", "org", "version", "time", "branches", "devices", "revoked", NULL,
};
static const char *const branch_members[] = { "id", "name", NULL };

/* --- printing --- */

static json_t *
branches_to_json (const AhadiDirectoryContent *self)
{
  json_t *array = json_array ();

  for (guint i = 0; i < self->branches->len; i++)
    {
      const AhadiBranch *branch = self->branches->pdata[i];
      json_t *object = json_object ();

      ahadi_json_set_bytes (object, "id", branch->id.bytes, AHADI_ID_SIZE);
      ahadi_json_set_text (object, "name", branch->name);
      json_array_append_new (array, object);
    }

  return array;
}

static json_t *
devices_to_json (const AhadiDirectoryContent *self)
{
  json_t *array = json_array ();

  for (guint i = 0; i < self->entries->len; i++)
    {
      const AhadiDirectoryEntry *entry = self->entries->pdata[i];

      if (!ahadi_role_is_office (entry->role))
        json_array_append_new (array, ahadi_entry_to_json (entry));
    }

  return array;
}

static json_t *
revoked_to_json (const AhadiDirectoryContent *self)
{
  json_t *array = json_array ();

  for (guint i = 0; i < self->revoked->len; i++)
    {
      char text[AHADI_ID_TEXT_SIZE];

      json_array_append_new (
          array, json_string (ahadi_id_print (self->revoked->pdata[i], text)));
    }

  return array;
}

/* All that the office decides: without version and time, by which two lists that say the
 * same may differ. */
static void
set_body (json_t *document, const AhadiDirectoryContent *self)
{
  json_object_set_new (document, "branches", branches_to_json (self));
  json_object_set_new (document, "devices", devices_to_json (self));
  json_object_set_new (document, "revoked", revoked_to_json (self));
}

char *
ahadi_directory_content_print_list (const AhadiDirectoryContent *self)
{
  g_autoptr (json_t) document = ahadi_codec_start (FORMAT, VERSION);

  ahadi_json_set_bytes (document, "org", self->org.bytes, AHADI_ID_SIZE);
  ahadi_json_set_int (document, "version", self->list_version);
  ahadi_json_set_int (document, "time", self->list_time);
  set_body (document, self);
  return ahadi_json_print (document);
}

gboolean
ahadi_directory_content_same_list (const AhadiDirectoryContent *a,
                                   const AhadiDirectoryContent *b)
{
  g_autoptr (json_t) left = json_object ();
  g_autoptr (json_t) right = json_object ();

  set_body (left, a);
  set_body (right, b);
  return json_equal (left, right);
}

/* --- parsing --- */

static gboolean
parse_branch (AhadiDirectoryContent *self, json_t *object, GError **error)
{
  AhadiBranch *branch;
  const char *name;
  AhadiId id;

  if (!json_is_object (object))
    return ahadi_codec_refuse (error, "D4", "a branch is not an object");
  if (!ahadi_json_check_members (object, branch_members, NULL, error) ||
      !ahadi_json_get_id (object, "id", &id, error) ||
      (name = ahadi_entry_get_name (object, "name", error)) == NULL)
    return FALSE;

  branch = g_new0 (AhadiBranch, 1);
  branch->id = id;
  branch->name = g_strdup (name);
  g_ptr_array_add (self->branches, branch);
  return TRUE;
}

static gboolean
parse_device (AhadiDirectoryContent *self, json_t *object, GError **error)
{
  AhadiDirectoryEntry entry;

  if (!ahadi_entry_from_json (&entry, object, 0, error))
    return FALSE;

  g_ptr_array_add (self->entries, g_memdup2 (&entry, sizeof entry));
  return TRUE;
}

static gboolean
parse_revoked (AhadiDirectoryContent *self, json_t *value, GError **error)
{
  const char *text = json_string_value (value);
  const AhadiId *previous = NULL;
  AhadiId id;

  if (text == NULL || !ahadi_id_parse (text, &id, NULL))
    return ahadi_codec_refuse (error, "L3", "what is revoked is not a device id");
  if (self->revoked->len > 0)
    previous = self->revoked->pdata[self->revoked->len - 1];
  if (previous != NULL && ahadi_id_compare (previous, &id) >= 0)
    return ahadi_codec_refuse (error, "L3", "what is revoked is not in order");

  g_ptr_array_add (self->revoked, g_memdup2 (&id, sizeof id));
  return TRUE;
}

static gboolean
parse_heading (AhadiDirectoryContent *self, json_t *document, GError **error)
{
  gint64 version;
  AhadiId org;

  if (!ahadi_json_check_members (document, members, NULL, error) ||
      !ahadi_json_get_id (document, "org", &org, error) ||
      !ahadi_json_get_int (document, "version", 1, G_MAXINT32, &version, error) ||
      !ahadi_json_get_int (document, "time", 0, G_GINT64_CONSTANT (1) << 48,
                           &self->list_time, error))
    return FALSE;

  self->list_version = version;
  return ahadi_id_equal (&org, &self->org) ||
         ahadi_codec_refuse (error, "L2", "the list is of another organisation");
}

static gboolean
parse_document (AhadiDirectoryContent *self, json_t *document, GError **error)
{
  return parse_heading (self, document, error) &&
         ahadi_entry_parse_each (self, document, "branches", parse_branch, error) &&
         ahadi_entry_parse_each (self, document, "devices", parse_device, error) &&
         ahadi_entry_parse_each (self, document, "revoked", parse_revoked, error) &&
         ahadi_directory_content_check (self, error);
}

gboolean
ahadi_directory_content_parse_list (AhadiDirectoryContent *self,
                                    GBytes *bytes,
                                    GError **error)
{
  g_autofree char *spelling = NULL;
  g_autoptr (json_t) document = NULL;
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);

  document = ahadi_codec_read (text, size, FORMAT, VERSION, error);
  if (document == NULL || !parse_document (self, document, error))
    {
      ahadi_error_map_input (error, "cannot read the list of devices");
      return FALSE;
    }

  spelling = ahadi_directory_content_print_list (self);
  return ahadi_codec_check_spelling (text, size, spelling, error);
}
