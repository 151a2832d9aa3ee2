/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-exchange.h"

#include <string.h>

/* The doors of ahadi-exchange.h that are about who is trusted: card, enrolment, keys. */

/* What leaves the vault as a file goes here, with missing parents made. */
static gboolean
write_file (const char *path, GBytes *bytes, int mode, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return ahadi_folder_make (folder, error) &&
         ahadi_file_replace (path, bytes, mode, error);
}

gboolean
ahadi_exchange_card_export (AhadiSession *session, const char *path, GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);
  g_autoptr (GBytes) card = NULL;

  if (vault == NULL || (card = ahadi_card_export (vault, error)) == NULL)
    return FALSE;
  return write_file (path, card, 0644, error);
}

gboolean
ahadi_exchange_card_import (AhadiSession *session,
                            const char *path,
                            gboolean *updated,
                            GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);
  g_autoptr (GError) local = NULL;
  g_autoptr (GBytes) card = NULL;
  g_autoptr (GPtrArray) retried = NULL;
  gboolean newer = FALSE;

  if (vault == NULL || (card = ahadi_file_read (path, AHADI_CARD_LIMIT, error)) == NULL)
    return FALSE;
  if (!ahadi_card_import (vault, card, &newer, error))
    return FALSE;

  /* The card is in; bundles that still can't be merged just stay set aside. */
  if (newer && (retried = ahadi_import_set_aside (vault, NULL, &local)) == NULL)
    g_info ("cannot try what is set aside: %s", local->message);
  if (updated != NULL)
    *updated = newer;
  return TRUE;
}

static json_t *
print_branches (AhadiDirectory *directory)
{
  GPtrArray *branches = ahadi_directory_get_branches (directory);
  json_t *array = json_array ();

  for (guint i = 0; i < branches->len; i++)
    {
      const AhadiBranch *branch = branches->pdata[i];
      json_t *object = json_object ();

      ahadi_json_set_bytes (object, "id", branch->id.bytes, AHADI_ID_SIZE);
      ahadi_json_set_text (object, "name", branch->name);
      json_array_append_new (array, object);
    }

  return array;
}

static json_t *
print_entry (AhadiDirectory *directory, const AhadiDirectoryEntry *entry)
{
  const AhadiBranch *branch = ahadi_directory_find_branch (directory, &entry->branch);
  g_autofree char *recipient = ahadi_age_recipient_to_string (&entry->recipient);
  g_autofree char *signer = ahadi_verify_key_to_string (&entry->signer);
  json_t *object = json_object ();

  ahadi_json_set_bytes (object, "device", entry->device.bytes, AHADI_ID_SIZE);
  ahadi_json_set_text (object, "role", ahadi_role_to_string (entry->role));
  if (branch != NULL)
    ahadi_json_set_text (object, "branch", branch->name);
  ahadi_json_set_text (object, "state",
                       entry->state == AHADI_DEVICE_ACTIVE ? "active" : "revoked");
  ahadi_json_set_text (object, "recipient", recipient);
  ahadi_json_set_text (object, "signer", signer);
  return object;
}

static json_t *
print_directory (AhadiDirectory *directory)
{
  GPtrArray *entries = ahadi_directory_get_entries (directory);
  g_autofree char *fingerprint = ahadi_directory_make_fingerprint (directory);
  json_t *object = json_object ();
  json_t *offices = json_array ();
  json_t *devices = json_array ();

  for (guint i = 0; i < entries->len; i++)
    {
      const AhadiDirectoryEntry *entry = entries->pdata[i];

      json_array_append_new (ahadi_role_is_office (entry->role) ? offices : devices,
                             print_entry (directory, entry));
    }

  ahadi_json_set_text (object, "org", ahadi_directory_get_org (directory));
  ahadi_json_set_text (object, "org_name", ahadi_directory_get_org_name (directory));
  ahadi_json_set_int (object, "version", ahadi_directory_get_version (directory));
  ahadi_json_set_int (object, "time", ahadi_directory_get_time (directory));
  ahadi_json_set_text (object, "fingerprint", fingerprint);
  json_object_set_new (object, "offices", offices);
  json_object_set_new (object, "branches", print_branches (directory));
  json_object_set_new (object, "devices", devices);
  return object;
}

json_t *
ahadi_exchange_card_show (AhadiSession *session, const char *path, GError **error)
{
  g_autoptr (AhadiDirectory) directory = NULL;
  g_autoptr (GBytes) card = NULL;

  if (path != NULL)
    card = ahadi_file_read (path, AHADI_CARD_LIMIT, error);
  else
    {
      AhadiVault *vault = ahadi_session_get_vault (session, error);

      card = vault == NULL ? NULL : ahadi_card_export (vault, error);
    }

  if (card == NULL || (directory = ahadi_card_read (card, error)) == NULL)
    return NULL;
  return print_directory (directory);
}

gboolean
ahadi_exchange_request (AhadiSession *session,
                        const char *path,
                        char **fingerprint,
                        GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);
  g_autofree char *digits = NULL;
  g_autoptr (GBytes) file = NULL;

  if (vault == NULL || (file = ahadi_enrolment_make (vault, &digits, error)) == NULL ||
      !write_file (path, file, 0644, error))
    return FALSE;
  if (fingerprint != NULL)
    *fingerprint = g_steal_pointer (&digits);
  return TRUE;
}

GPtrArray *
ahadi_exchange_list_requests (AhadiSession *session, GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);

  return vault == NULL ? NULL : ahadi_enrolment_list (vault, error);
}

GPtrArray *
ahadi_exchange_approve (AhadiSession *session,
                        const AhadiId *device,
                        const char *digits,
                        const AhadiProgress *progress,
                        GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);

  if (vault == NULL || !ahadi_enrolment_approve (vault, device, digits, error))
    return NULL;
  return ahadi_import_set_aside (vault, progress, error);
}

gboolean
ahadi_exchange_refuse (AhadiSession *session, const AhadiId *device, GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);

  return vault != NULL && ahadi_enrolment_refuse (vault, device, error);
}

/* NOT_READY without one. */
static AhadiIdentity *
load_identity (AhadiSession *session, GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);
  g_autoptr (GError) local = NULL;
  AhadiIdentity *identity;

  if (vault == NULL)
    return NULL;

  identity = ahadi_identity_load (vault, &local);
  if (identity == NULL && local == NULL)
    g_set_error_literal (&local, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_NOT_READY,
                         "cannot load the identity: the vault has none");
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return identity;
}

/* "# public key: age1…\nAGE-SECRET-KEY-1…\n", as age-keygen writes it, all of it secret.
 */
static AhadiSecret *
print_key (AhadiAgeIdentity *key)
{
  AhadiAgeRecipient recipient = ahadi_age_identity_get_recipient (key);
  g_autofree char *public_key = ahadi_age_recipient_to_string (&recipient);
  g_autofree char *comment = g_strdup_printf ("# public key: %s\n", public_key);
  g_autoptr (AhadiSecret) line = ahadi_age_identity_print (key);
  gsize line_size = strlen ((const char *) ahadi_secret_get_bytes (line));
  gsize comment_size = strlen (comment);
  AhadiSecret *text = ahadi_secret_new (comment_size + line_size + 1);
  guint8 *at = ahadi_secret_get_bytes (text);

  memcpy (at, comment, comment_size);
  memcpy (at + comment_size, ahadi_secret_get_bytes (line), line_size);
  at[comment_size + line_size] = '\n';
  return text;
}

/* The present key, then those before it: what was sealed to them is in the archive too.
 */
static AhadiSecret *
print_identity_file (AhadiIdentity *identity)
{
  GPtrArray *keys = ahadi_identity_get_age_identities (identity);
  g_autoptr (GPtrArray) texts =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_secret_unref);
  gsize size = 0;
  AhadiSecret *whole;
  guint8 *at;

  for (guint i = 0; i < keys->len; i++)
    {
      AhadiSecret *text = print_key (keys->pdata[i]);

      g_ptr_array_add (texts, text);
      size += ahadi_secret_get_size (text);
    }

  whole = ahadi_secret_new (size);
  at = ahadi_secret_get_bytes (whole);
  for (guint i = 0; i < texts->len; i++)
    {
      gsize n = ahadi_secret_get_size (texts->pdata[i]);

      memcpy (at, ahadi_secret_get_bytes (texts->pdata[i]), n);
      at += n;
    }

  return whole;
}

gboolean
ahadi_exchange_identity_export (AhadiSession *session, const char *path, GError **error)
{
  g_autoptr (AhadiIdentity) identity = load_identity (session, error);
  g_autoptr (AhadiSecret) text = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (identity == NULL)
    return FALSE;
  if (!ahadi_role_is_office (ahadi_identity_get_role (identity)))
    {
      g_set_error_literal (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_NOT_READY,
                           "cannot export the identity: only an office keeps an archive");
      return FALSE;
    }

  text = print_identity_file (identity);
  bytes =
      g_bytes_new_static (ahadi_secret_get_bytes (text), ahadi_secret_get_size (text));
  return write_file (path, bytes, 0600, error);
}

gboolean
ahadi_exchange_signer_export (AhadiSession *session, const char *path, GError **error)
{
  g_autoptr (AhadiIdentity) identity = load_identity (session, error);
  g_autofree char *comment = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;
  const AhadiVerifyKey *key;
  char device[AHADI_ID_TEXT_SIZE];

  if (identity == NULL)
    return FALSE;

  key = ahadi_signing_key_get_verify_key (ahadi_identity_get_signing_key (identity));
  comment = g_strdup_printf (
      "ahadi device %s", ahadi_id_print (ahadi_identity_get_device (identity), device));
  text = ahadi_verify_key_to_file_text (key, comment);
  bytes = g_bytes_new (text, strlen (text));
  return write_file (path, bytes, 0644, error);
}
