/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-keys.h"

#include "ahadi-custodians.h"
#include "ahadi-keys-error.h"
#include "ahadi-people.h"

#define PAGE_SIZE 4096

static gboolean
tick (guint64 done, guint64 total, gpointer data, GError **error)
{
  return ahadi_progress_step (data, AHADI_STEP_WRITE, done * PAGE_SIZE, total * PAGE_SIZE,
                              error);
}

/* The digits that a slot wants, out of a code just drawn. */
static AhadiSecret *
read_digits (AhadiSecret *printed)
{
  AhadiSecret *digits =
      ahadi_recovery_code_parse ((const char *) ahadi_secret_get_bytes (printed),
                                 ahadi_secret_get_size (printed) - 1, NULL, NULL);

  g_assert (digits != NULL);
  return digits;
}

/* What is done is done: a backup that fails is made at the next lock. */
static gboolean
clean_up (AhadiSession *session, AhadiVault *vault)
{
  g_autoptr (GError) error = NULL;

  if (ahadi_people_tidy (session, &error) && ahadi_custodians_tidy (vault, &error) &&
      ahadi_vault_backup (vault, NULL, &error))
    return TRUE;

  g_info ("cannot finish a re-key yet: %s", error->message);
  return FALSE;
}

gboolean
ahadi_keys_rekey (AhadiSession *session,
                  AhadiSecret *passphrase,
                  AhadiSecret **recovery_code,
                  gboolean *backed_up,
                  const AhadiProgress *progress,
                  GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);
  g_autoptr (AhadiSecret) printed = ahadi_recovery_code_new ();
  g_autoptr (AhadiSecret) digits = read_digits (printed);

  if (vault == NULL ||
      !ahadi_vault_rekey (vault, passphrase, digits,
                          ahadi_slots_get_cost (ahadi_vault_get_slots (vault)), tick,
                          (gpointer) progress, error))
    return FALSE;

  *recovery_code = g_steal_pointer (&printed);
  *backed_up = clean_up (session, vault);
  return TRUE;
}

/* Whoever was to take over does not, after all. */
static void
take_back (AhadiSession *session, const AhadiId *slot)
{
  g_autoptr (GError) error = NULL;

  if (!ahadi_people_remove (session, slot, &error))
    g_info ("cannot remove who was to take over: %s", error->message);
}

/* They open the vault already: a second coordinator, or a hand-over that a power cut
 * stopped. */
static gboolean
check_heir (AhadiSession *session,
            const AhadiPerson *heir,
            AhadiSecret *passphrase,
            GError **error)
{
  AhadiSlots *slots = ahadi_vault_get_slots (ahadi_session_get_vault (session, NULL));
  AhadiId slot;

  return (ahadi_slots_find (slots, AHADI_SLOT_PASSPHRASE, passphrase, &slot, NULL) &&
          ahadi_id_equal (&slot, &heir->slot)) ||
         ahadi_keys_error_set (error, AHADI_KEYS_ERROR_HEIR,
                               "cannot hand over: there is one of that name");
}

gboolean
ahadi_keys_hand_over (AhadiSession *session,
                      const char *name,
                      AhadiSecret *passphrase,
                      AhadiSecret **recovery_code,
                      gboolean *backed_up,
                      const AhadiProgress *progress,
                      GError **error)
{
  g_autoptr (AhadiPerson) heir = ahadi_people_find (session, name, NULL);
  AhadiId slot;

  if (heir != NULL)
    return check_heir (session, heir, passphrase, error) &&
           ahadi_keys_rekey (session, passphrase, recovery_code, backed_up, progress,
                             error);

  if (!ahadi_people_add (session, name, passphrase, &slot, error))
    return FALSE;
  if (ahadi_keys_rekey (session, passphrase, recovery_code, backed_up, progress, error))
    return TRUE;

  take_back (session, &slot);
  return FALSE;
}

gboolean
ahadi_keys_new_recovery_code (AhadiSession *session,
                              AhadiSecret **recovery_code,
                              GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);
  g_autoptr (AhadiSecret) printed = ahadi_recovery_code_new ();
  g_autoptr (AhadiSecret) digits = read_digits (printed);

  if (vault == NULL || !ahadi_vault_set_secret (
                           vault, AHADI_SLOT_RECOVERY_CODE, digits,
                           ahadi_slots_get_cost (ahadi_vault_get_slots (vault)), error))
    return FALSE;

  *recovery_code = g_steal_pointer (&printed);
  return TRUE;
}

gboolean
ahadi_keys_wipe (AhadiSession *session, GError **error)
{
  ahadi_session_abandon (session);
  return ahadi_vault_wipe (ahadi_session_get_folder (session), error);
}

gboolean
ahadi_keys_can_wipe (AhadiSession *session)
{
  return ahadi_vault_wipe_is_needed (ahadi_session_get_folder (session));
}
