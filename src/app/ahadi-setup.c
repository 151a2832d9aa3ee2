/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-setup.h"

#include <glib/gstdio.h>

#include "ahadi-codes.h"

/* What was in the folder before, so that a failure removes only what was made. */
typedef struct
{
  const char *folder;
  gboolean existed;
  GHashTable *names;
} Before;

static void
before_clear (Before *self)
{
  g_clear_pointer (&self->names, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Before, before_clear)

static void
before_init (Before *self, const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  self->folder = folder;
  self->existed = dir != NULL;
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_hash_table_add (self->names, g_strdup (name));
}

static void
before_restore (const Before *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (self->folder, name, NULL);

      if (!g_hash_table_contains (self->names, name))
        ahadi_folder_remove_tree (child);
    }

  if (dir != NULL && !self->existed)
    g_rmdir (self->folder);
}

static gboolean
check_setup (AhadiSession *session,
             const AhadiSetup *setup,
             AhadiSecret *passphrase,
             GError **error)
{
  gboolean named = setup->org_name != NULL && *setup->org_name != '\0';

  if (ahadi_session_is_open (session) || ahadi_session_has_vault (session))
    {
      g_set_error_literal (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_EXISTS,
                           "cannot set up: there is a vault already");
      return FALSE;
    }

  if (ahadi_passphrase_judge ((const char *) ahadi_secret_get_bytes (passphrase),
                              ahadi_secret_get_size (passphrase)) < AHADI_STRENGTH_FAIR)
    {
      g_set_error_literal (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_MALFORMED,
                           "cannot set up: the passphrase is too weak");
      return FALSE;
    }

  if (setup->card == NULL && (setup->role != AHADI_ROLE_MEMBERSHIP || !named))
    {
      g_set_error (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_NOT_READY,
                   "cannot set up: %s",
                   setup->role == AHADI_ROLE_MEMBERSHIP ? "the organisation has no name"
                                                        : "this role starts from a card");
      return FALSE;
    }

  return TRUE;
}

/* A branch of the card by the same name, however it is spelled, is that branch. */
static const AhadiBranch *
find_branch (AhadiDirectory *directory, const char *name)
{
  GPtrArray *branches = ahadi_directory_get_branches (directory);
  g_autofree char *wanted = ahadi_text_fold (name);

  for (guint i = 0; i < branches->len; i++)
    {
      const AhadiBranch *branch = branches->pdata[i];
      g_autofree char *folded = ahadi_text_fold (branch->name);

      if (g_str_equal (folded, wanted))
        return branch;
    }

  return NULL;
}

static gboolean
make_identity (AhadiVault *vault,
               const AhadiSetup *setup,
               AhadiDirectory *directory,
               GError **error)
{
  g_autoptr (AhadiIdentity) identity = NULL;
  g_autofree char *label = ahadi_text_clean (setup->label);
  g_autofree char *name = NULL;
  const AhadiBranch *branch = NULL;

  if (!ahadi_role_is_office (setup->role) && setup->branch_name != NULL)
    {
      name = ahadi_text_clean (setup->branch_name);
      branch = name == NULL ? NULL : find_branch (directory, name);
    }

  identity = ahadi_identity_create (vault, setup->role, label == NULL ? "" : label,
                                    branch == NULL ? NULL : &branch->id,
                                    branch == NULL ? name : branch->name, error);
  return identity != NULL;
}

static gboolean
found_organisation (AhadiVault *vault, const char *org_name, GError **error)
{
  AhadiCodeText texts[] = {
    { "en", ahadi_codes_get_text ("en"), TRUE },
    { "sw", ahadi_codes_get_text ("sw"), FALSE },
  };
  g_autofree char *name = ahadi_text_clean (org_name);

  return ahadi_office_found (vault, name == NULL ? "" : name, texts, G_N_ELEMENTS (texts),
                             error);
}

static AhadiVault *
make_vault (const char *folder,
            const AhadiSetup *setup,
            AhadiSecret *passphrase,
            AhadiSecret **recovery_code,
            GError **error)
{
  g_autoptr (AhadiSecret) printed = ahadi_recovery_code_new ();
  g_autoptr (AhadiSecret) digits = NULL;
  AhadiVault *vault;
  int bad_group = 0;

  digits =
      ahadi_recovery_code_parse ((const char *) ahadi_secret_get_bytes (printed),
                                 ahadi_secret_get_size (printed) - 1, &bad_group, error);
  if (digits == NULL)
    return NULL;

  vault = ahadi_vault_create (folder, passphrase, digits,
                              setup->minimum_cost ? ahadi_slot_cost_minimum ()
                                                  : ahadi_slot_cost_calibrate (),
                              error);
  if (vault != NULL && recovery_code != NULL)
    *recovery_code = g_steal_pointer (&printed);
  return vault;
}

static gboolean
fill_vault (AhadiVault *vault,
            const AhadiSetup *setup,
            AhadiDirectory *directory,
            GError **error)
{
  if (!make_identity (vault, setup, directory, error))
    return FALSE;
  if (setup->card == NULL)
    return found_organisation (vault, setup->org_name, error);
  return ahadi_card_import (vault, setup->card, NULL, error);
}

gboolean
ahadi_setup_run (AhadiSession *session,
                 const AhadiSetup *setup,
                 AhadiSecret *passphrase,
                 AhadiSecret **recovery_code,
                 GError **error)
{
  g_autoptr (AhadiDirectory) directory = NULL;
  g_autoptr (AhadiSecret) printed = NULL;
  g_auto (Before) before = { NULL };
  AhadiVault *vault;

  if (!check_setup (session, setup, passphrase, error))
    return FALSE;
  if (setup->card != NULL)
    {
      directory = ahadi_card_read (setup->card, error);
      if (directory == NULL)
        return FALSE;
    }

  before_init (&before, ahadi_session_get_folder (session));
  vault = make_vault (before.folder, setup, passphrase, &printed, error);
  if (vault == NULL)
    return FALSE;

  if (!fill_vault (vault, setup, directory, error))
    {
      ahadi_vault_close (vault);
      before_restore (&before);
      return FALSE;
    }

  ahadi_session_adopt_vault (session, vault);
  if (recovery_code != NULL)
    *recovery_code = g_steal_pointer (&printed);
  return TRUE;
}
