/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-trust.h"

#include <string.h>

#define MS_PER_DAY G_GINT64_CONSTANT (86400000)
#define CODE_LIMIT (4 * 1024 * 1024)
#define PUB_LIMIT 4096

guint
ahadi_trust_count_days (gint64 time)
{
  return MAX (0, ahadi_wall_clock_ms () - time) / MS_PER_DAY;
}

gboolean
ahadi_trust_is_old (gint64 time, gint64 list_time)
{
  return ahadi_trust_count_days (MAX (time, list_time)) >= AHADI_TRUST_OLD_DAYS;
}

/* --- devices --- */

GPtrArray *
ahadi_trust_list_devices (AhadiSession *session, GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);

  return vault == NULL ? NULL : ahadi_device_list (vault, error);
}

/* What waited for the decision. What fails to come in stays set aside. */
static void
take_waiting (AhadiVault *vault)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) results = ahadi_import_set_aside (vault, NULL, &error);

  if (results == NULL)
    g_info ("cannot try what is set aside: %s", error->message);
}

gboolean
ahadi_trust_revoke (AhadiSession *session,
                    const AhadiId *device,
                    const char *reason,
                    gint64 since,
                    GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);

  if (vault == NULL || !ahadi_device_revoke (vault, device, reason, 0, since, error))
    return FALSE;

  take_waiting (vault);
  return TRUE;
}

gboolean
ahadi_trust_parse_since (const char *day, gint64 *since)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GDateTime) begin = NULL;
  AhadiDate date;

  *since = AHADI_DEVICE_CUT_LATER;
  if (day == NULL || day[0] == '\0')
    return TRUE;
  if (!ahadi_date_parse (day, &date, NULL) || date.day == 0)
    return FALSE;

  begin = g_date_time_new (zone, date.year, date.month, date.day, 0, 0, 0);
  *since = begin != NULL ? g_date_time_to_unix (begin) * 1000 : 0;
  return begin != NULL;
}

gboolean
ahadi_trust_cut (AhadiSession *session,
                 const AhadiId *device,
                 gint64 since,
                 guint64 *held,
                 GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);

  if (vault == NULL ||
      !ahadi_device_cut (vault, device, AHADI_DEVICE_CUT_LATER, NULL, error))
    return FALSE;

  /* What comes in by it is judged with the rest. */
  take_waiting (vault);
  return ahadi_device_cut (vault, device, since, held, error);
}

gboolean
ahadi_trust_is_listed (AhadiSession *session, const AhadiId *device)
{
  AhadiVault *vault = ahadi_session_get_vault (session, NULL);
  g_autoptr (AhadiDirectory) directory =
      vault != NULL ? ahadi_directory_load (vault, NULL) : NULL;
  const AhadiDirectoryEntry *entry =
      directory != NULL ? ahadi_directory_find_device (directory, device) : NULL;

  return entry != NULL && entry->state == AHADI_DEVICE_ACTIVE;
}

gboolean
ahadi_trust_is_revoked (AhadiSession *session)
{
  AhadiVault *vault = ahadi_session_get_vault (session, NULL);
  gboolean revoked = FALSE;

  return vault != NULL && ahadi_enrolment_is_revoked (vault, &revoked, NULL) && revoked;
}

guint32
ahadi_trust_get_dropped (AhadiSession *session)
{
  AhadiVault *vault = ahadi_session_get_vault (session, NULL);
  guint32 version = 0;

  return vault != NULL && ahadi_card_get_dropped (vault, &version, NULL) ? version : 0;
}

/* --- custodians --- */

static gboolean
check_absent (const char *path, GError **error)
{
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;

  g_set_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_EXISTS,
               "cannot write %s: it is there already", path);
  return FALSE;
}

static gboolean
write_text (const char *path, const char *text, int mode, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autofree char *folder = g_path_get_dirname (path);

  return ahadi_folder_make (folder, error) &&
         ahadi_file_replace (path, bytes, mode, error);
}

gboolean
ahadi_trust_new_custodian (const char *path,
                           const char *name,
                           AhadiSecret *passphrase,
                           gboolean minimum_cost,
                           GError **error)
{
  g_autoptr (AhadiSigningKey) key = ahadi_signing_key_new ();
  g_autofree char *public_path = g_strconcat (path, ".pub", NULL);
  g_autofree char *clean = ahadi_text_clean (name);
  g_autofree char *comment = NULL;
  g_autofree char *public_text = NULL;
  g_autofree char *text = NULL;

  if (clean == NULL || strpbrk (clean, "\r\n") != NULL)
    {
      g_set_error_literal (error, AHADI_MODEL_ERROR, AHADI_MODEL_ERROR_VALUE,
                           "cannot make a key: the name is not one line");
      return FALSE;
    }
  if (!check_absent (path, error) || !check_absent (public_path, error))
    return FALSE;

  text = ahadi_key_file_print (key, passphrase, minimum_cost, error);
  if (text == NULL)
    return FALSE;

  comment = g_strconcat ("ahadi custodian ", clean, NULL);
  public_text =
      ahadi_verify_key_to_file_text (ahadi_signing_key_get_verify_key (key), comment);
  return write_text (path, text, 0600, error) &&
         write_text (public_path, public_text, 0644, error);
}

/* --- drafting --- */

char *
ahadi_trust_read_custodian (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = ahadi_file_read (path, PUB_LIMIT, error);
  AhadiVerifyKey key;

  if (bytes == NULL ||
      !ahadi_verify_key_parse_file_text (g_bytes_get_data (bytes, NULL),
                                         g_bytes_get_size (bytes), &key, error))
    return NULL;

  return ahadi_verify_key_to_string (&key);
}

gboolean
ahadi_trust_draft_roots (AhadiSession *session,
                         guint threshold,
                         const char *const *keys,
                         GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);
  g_autoptr (GArray) parsed = g_array_new (FALSE, FALSE, sizeof (AhadiVerifyKey));

  if (vault == NULL)
    return FALSE;

  for (gsize i = 0; keys[i] != NULL; i++)
    {
      AhadiVerifyKey key;

      if (!ahadi_verify_key_parse (keys[i], &key, error))
        return FALSE;
      g_array_append_val (parsed, key);
    }

  return ahadi_proposal_edit_roots (vault, threshold, (AhadiVerifyKey *) parsed->data,
                                    parsed->len, error);
}

gboolean
ahadi_trust_draft_remove_holder (AhadiSession *session,
                                 const AhadiId *device,
                                 GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);

  return vault != NULL && ahadi_proposal_edit_remove_holder (vault, device, error);
}

gboolean
ahadi_trust_draft_setting (AhadiSession *session,
                           const char *name,
                           const char *value,
                           GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);

  return vault != NULL && ahadi_proposal_edit_setting (vault, name, value, error);
}

gboolean
ahadi_trust_draft_code (AhadiSession *session,
                        const char *language,
                        const char *path,
                        gboolean official,
                        GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);
  g_autoptr (GBytes) text = NULL;

  return vault != NULL && (text = ahadi_file_read (path, CODE_LIMIT, error)) != NULL &&
         ahadi_proposal_edit_code (vault, language, text, official, error);
}

gboolean
ahadi_trust_draft_drop (AhadiSession *session, GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);

  return vault != NULL && ahadi_proposal_keep (vault, NULL, error);
}

gboolean
ahadi_trust_draft_add_copy (AhadiSession *session, const char *path, GError **error)
{
  g_autoptr (AhadiProposal) draft = NULL;
  g_autoptr (AhadiProposal) copy = NULL;
  GError *local = NULL;

  draft = ahadi_trust_read_draft (session, NULL, &local);
  if (draft == NULL && local == NULL)
    g_set_error_literal (&local, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND,
                         "cannot join the copy: no draft waits");
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }

  copy = ahadi_trust_read_draft (NULL, path, error);
  return copy != NULL && ahadi_proposal_join (draft, copy, error) &&
         ahadi_proposal_keep (ahadi_session_get_vault (session, NULL), draft, error);
}

/* Both are signed and travel with the directory: one is easily taken for the other. */
static gboolean
is_card (GBytes *bytes)
{
  g_autoptr (AhadiDirectory) directory = ahadi_card_read (bytes, NULL);

  return directory != NULL;
}

AhadiProposal *
ahadi_trust_read_draft (AhadiSession *session, const char *path, GError **error)
{
  AhadiVault *vault;
  g_autoptr (GBytes) bytes = NULL;

  if (path == NULL)
    {
      vault = ahadi_session_get_vault (session, error);
      return vault == NULL ? NULL : ahadi_proposal_load (vault, error);
    }

  bytes = ahadi_file_read (path, AHADI_PROPOSAL_LIMIT, error);
  if (bytes == NULL)
    return NULL;
  if (is_card (bytes))
    {
      g_set_error (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_FOREIGN,
                   "cannot read %s: it is a card and no draft", path);
      return NULL;
    }
  return ahadi_proposal_parse (bytes, error);
}

gboolean
ahadi_trust_write_draft (AhadiProposal *draft, const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = ahadi_proposal_print (draft);
  g_autofree char *folder = g_path_get_dirname (path);

  return ahadi_folder_make (folder, error) &&
         ahadi_file_replace (path, bytes, 0644, error);
}

gboolean
ahadi_trust_sign (AhadiProposal *draft,
                  const char *path,
                  AhadiSecret *passphrase,
                  GError **error)
{
  g_autoptr (GBytes) bytes = ahadi_file_read (path, AHADI_KEY_FILE_LIMIT, error);
  g_autoptr (AhadiSigningKey) key = NULL;

  if (bytes == NULL)
    return FALSE;

  key = ahadi_key_file_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                              passphrase, error);
  return key != NULL && ahadi_proposal_sign (draft, key, error);
}

gboolean
ahadi_trust_join (AhadiProposal *draft, AhadiProposal *other, GError **error)
{
  return ahadi_proposal_join (draft, other, error);
}

gboolean
ahadi_trust_publish (AhadiSession *session, AhadiProposal *draft, GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);

  return vault != NULL && ahadi_proposal_publish (vault, draft, error);
}

/* --- this device's key --- */

gboolean
ahadi_trust_rotate (AhadiSession *session, gboolean *asks, GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);
  g_autoptr (AhadiIdentity) identity = NULL;

  if (vault == NULL || (identity = ahadi_identity_rotate (vault, error)) == NULL)
    return FALSE;

  *asks = ahadi_identity_get_role (identity) != AHADI_ROLE_MEMBERSHIP;
  return *asks || ahadi_proposal_edit_own_recipient (vault, error);
}
