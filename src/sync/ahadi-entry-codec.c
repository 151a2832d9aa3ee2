/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * One holder of an office, and one field device (FORMAT.md sections 5 and 5a):
 *
 *   {"device":"<32 hex>","signer":"<56 base64>","recipient":"age1…","state":"active"}
 *   {"device":…,"signer":…,"recipient":…,"role":"coordinator","branch":"<32
 * hex>","state":"active"}
 */

#include "ahadi-entry-codec.h"

#include <string.h>

#include "ahadi-codec.h"

static const char *const holder_members[] = { "device", "signer", "recipient", "state",
                                              NULL };
static const char *const device_members[] = {
  "device", "signer", "recipient", "role", "branch", "state", NULL,
};

json_t *
ahadi_entry_to_json (const AhadiDirectoryEntry *self)
{
  g_autofree char *signer = ahadi_verify_key_to_string (&self->signer);
  g_autofree char *recipient = ahadi_age_recipient_to_string (&self->recipient);
  json_t *object = json_object ();

  ahadi_json_set_bytes (object, "device", self->device.bytes, AHADI_ID_SIZE);
  ahadi_json_set_text (object, "signer", signer);
  ahadi_json_set_text (object, "recipient", recipient);
  if (!ahadi_role_is_office (self->role))
    {
      ahadi_json_set_text (object, "role", ahadi_role_to_string (self->role));
      ahadi_json_set_bytes (object, "branch", self->branch.bytes, AHADI_ID_SIZE);
    }
  ahadi_json_set_text (object, "state",
                       self->state == AHADI_DEVICE_ACTIVE ? "active" : "revoked");
  return object;
}

static gboolean
parse_keys (json_t *object, AhadiDirectoryEntry *entry, GError **error)
{
  const char *signer;
  const char *recipient;

  if (!ahadi_json_get_id (object, "device", &entry->device, error) ||
      (signer = ahadi_json_get_text (object, "signer", error)) == NULL ||
      (recipient = ahadi_json_get_text (object, "recipient", error)) == NULL)
    return FALSE;

  return (ahadi_verify_key_parse (signer, &entry->signer, NULL) &&
          ahadi_age_recipient_parse (recipient, &entry->recipient, NULL)) ||
         ahadi_codec_refuse (error, "D4", "a signer or recipient is not a key");
}

static gboolean
parse_state (json_t *object, AhadiDirectoryEntry *entry, GError **error)
{
  const char *state = ahadi_json_get_text (object, "state", error);

  if (state == NULL)
    return FALSE;

  entry->state =
      strcmp (state, "active") == 0 ? AHADI_DEVICE_ACTIVE : AHADI_DEVICE_REVOKED;
  return entry->state == AHADI_DEVICE_ACTIVE || strcmp (state, "revoked") == 0 ||
         ahadi_codec_refuse (error, "D4", "a state is neither active nor revoked");
}

static gboolean
parse_field_role (json_t *object, AhadiDirectoryEntry *entry, GError **error)
{
  const char *role;

  if (!ahadi_json_get_id (object, "branch", &entry->branch, error) ||
      (role = ahadi_json_get_text (object, "role", error)) == NULL)
    return FALSE;

  return (ahadi_role_parse (role, &entry->role) && !ahadi_role_is_office (entry->role)) ||
         ahadi_codec_refuse (error, "D4", "a device has no role of the field");
}

gboolean
ahadi_entry_from_json (AhadiDirectoryEntry *self,
                       json_t *object,
                       AhadiRole role,
                       GError **error)
{
  gboolean field = role == 0;

  memset (self, 0, sizeof *self);
  self->role = role;
  if (!json_is_object (object))
    return ahadi_codec_refuse (error, "D4", "a holder or device is not an object");

  return ahadi_json_check_members (object, field ? device_members : holder_members, NULL,
                                   error) &&
         parse_keys (object, self, error) && parse_state (object, self, error) &&
         (!field || parse_field_role (object, self, error));
}

const char *
ahadi_entry_get_name (json_t *object, const char *member, GError **error)
{
  const char *text = ahadi_json_get_text (object, member, error);

  if (text == NULL)
    return NULL;
  if (*text == 0 || !ahadi_codec_is_line (text))
    {
      ahadi_codec_refuse (error, "D3",
                          "a name is not one clean line of 1 to 200 characters");
      return NULL;
    }

  return text;
}

gboolean
ahadi_entry_parse_each (AhadiDirectoryContent *content,
                        json_t *document,
                        const char *member,
                        AhadiEntryParseFunc parse,
                        GError **error)
{
  json_t *array = ahadi_json_get_array (document, member, error);

  if (array == NULL)
    return FALSE;

  for (gsize i = 0; i < json_array_size (array); i++)
    {
      if (!parse (content, json_array_get (array, i), error))
        return FALSE;
    }

  return TRUE;
}
