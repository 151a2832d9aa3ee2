/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-identity.h"

#include <string.h>

#include "ahadi-codec.h"
#include "ahadi-directory.h"

#define SIGNING_KEY "signing-key"
#define AGE_IDENTITY "age-identity"
/* "age-identity/0001" is the first that another took the place of. */
#define OLDER_PREFIX "age-identity/"
#define OLDER_FORMAT OLDER_PREFIX "%04u"
#define ROLE "role"
#define LABEL "label"
#define BRANCH "branch"
#define BRANCH_NAME "branch-name"

struct _AhadiIdentity
{
  gatomicrefcount refs;
  AhadiRole role;
  AhadiId device;
  AhadiId branch;
  char *branch_name;
  char *label;
  AhadiSigningKey *signing_key;
  GPtrArray *age_identities; /* AhadiAgeIdentity: the present one, then older ones */
};

static const char *const role_words[] = {
  [AHADI_ROLE_COORDINATOR] = "coordinator",
  [AHADI_ROLE_CIRCLE] = "circle",
  [AHADI_ROLE_MEMBERSHIP] = "membership",
  [AHADI_ROLE_EXECUTIVE_DIRECTOR] = "executive-director",
  [AHADI_ROLE_BOARD_COMMITTEE] = "board-committee",
};

const char *
ahadi_role_to_string (AhadiRole role)
{
  g_return_val_if_fail (role >= 1 && role < G_N_ELEMENTS (role_words), NULL);

  return role_words[role];
}

gboolean
ahadi_role_parse (const char *text, AhadiRole *role)
{
  for (guint i = 1; i < G_N_ELEMENTS (role_words); i++)
    {
      if (strcmp (role_words[i], text) == 0)
        {
          *role = i;
          return TRUE;
        }
    }

  return FALSE;
}

gboolean
ahadi_role_is_office (AhadiRole role)
{
  return role >= AHADI_ROLE_MEMBERSHIP;
}

AhadiIdentity *
ahadi_identity_ref (AhadiIdentity *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
ahadi_identity_unref (AhadiIdentity *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;

  g_clear_pointer (&self->signing_key, ahadi_signing_key_unref);
  g_clear_pointer (&self->age_identities, g_ptr_array_unref);
  g_free (self->branch_name);
  g_free (self->label);
  g_free (self);
}

AhadiRole
ahadi_identity_get_role (AhadiIdentity *self)
{
  return self->role;
}

const char *
ahadi_identity_get_label (AhadiIdentity *self)
{
  return self->label;
}

const AhadiId *
ahadi_identity_get_device (AhadiIdentity *self)
{
  return &self->device;
}

const AhadiId *
ahadi_identity_get_branch (AhadiIdentity *self)
{
  return &self->branch;
}

const char *
ahadi_identity_get_branch_name (AhadiIdentity *self)
{
  return self->branch_name;
}

AhadiSigningKey *
ahadi_identity_get_signing_key (AhadiIdentity *self)
{
  return self->signing_key;
}

AhadiAgeIdentity *
ahadi_identity_get_age_identity (AhadiIdentity *self)
{
  return self->age_identities->pdata[0];
}

GPtrArray *
ahadi_identity_get_age_identities (AhadiIdentity *self)
{
  return self->age_identities;
}

static GPtrArray *
new_ring (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_age_identity_unref);
}

static void
derive_device (AhadiIdentity *self)
{
  const AhadiVerifyKey *key = ahadi_signing_key_get_verify_key (self->signing_key);

  ahadi_verify_key_derive_id (key, self->device.bytes);
}

/* --- creating --- */

/* The name of a branch that the card already lists wins over what was typed. */
static gboolean
choose_branch (AhadiIdentity *self,
               AhadiDirectory *directory,
               const AhadiId *branch,
               const char *name,
               GError **error)
{
  const AhadiBranch *known = NULL;

  if (branch != NULL)
    self->branch = *branch;
  else
    ahadi_random_bytes (self->branch.bytes, AHADI_ID_SIZE);

  if (branch != NULL && directory != NULL)
    known = ahadi_directory_find_branch (directory, branch);

  self->branch_name = known != NULL ? g_strdup (known->name) : ahadi_text_clean (name);
  return ahadi_codec_check_typed (self->branch_name, TRUE, error);
}

static AhadiIdentity *
identity_new (AhadiRole role, const char *label)
{
  AhadiIdentity *self = g_new0 (AhadiIdentity, 1);

  g_atomic_ref_count_init (&self->refs);
  self->role = role;
  self->label = ahadi_text_clean (label);
  if (self->label == NULL)
    self->label = g_strdup ("");

  return self;
}

static gboolean
store (AhadiIdentity *self, AhadiVault *vault, AhadiDirectory *directory, GError **error)
{
  char branch[AHADI_ID_TEXT_SIZE];
  const char *branch_text = NULL;

  if (!ahadi_id_is_zero (&self->branch))
    branch_text = ahadi_id_print (&self->branch, branch);

  if (!ahadi_settings_set_secret (
          vault, SIGNING_KEY, ahadi_signing_key_get_secret (self->signing_key), error) ||
      !ahadi_settings_set_secret (
          vault, AGE_IDENTITY,
          ahadi_age_identity_get_secret (ahadi_identity_get_age_identity (self)),
          error) ||
      !ahadi_settings_set_text (vault, ROLE, ahadi_role_to_string (self->role), error) ||
      !ahadi_settings_set_text (vault, LABEL, self->label, error) ||
      !ahadi_settings_set_text (vault, BRANCH, branch_text, error) ||
      !ahadi_settings_set_text (vault, BRANCH_NAME, self->branch_name, error))
    return FALSE;

  return directory == NULL ||
         ahadi_vault_set_author (vault, ahadi_directory_get_org (directory),
                                 &self->device, error);
}

static gboolean
check_absent (AhadiVault *vault, GError **error)
{
  g_autofree char *role = NULL;
  GError *local = NULL;

  role = ahadi_settings_get_text (vault, ROLE, &local);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  if (role == NULL)
    return TRUE;

  g_set_error_literal (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_EXISTS,
                       "cannot create the identity: this vault has one");
  return FALSE;
}

static gboolean
create_in_transaction (AhadiIdentity *self,
                       AhadiVault *vault,
                       const AhadiId *branch,
                       const char *branch_name,
                       GError **error)
{
  g_autoptr (AhadiDirectory) directory = NULL;
  GError *local = NULL;

  /* What the office would refuse in a request (rule E6) must not become an identity: that
   * is for good. */
  if (!check_absent (vault, error) ||
      !ahadi_codec_check_typed (self->label, FALSE, error))
    return FALSE;

  directory = ahadi_directory_load (vault, &local);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  if (!ahadi_role_is_office (self->role) &&
      !choose_branch (self, directory, branch, branch_name, error))
    return FALSE;

  self->signing_key = ahadi_signing_key_new ();
  self->age_identities = new_ring ();
  g_ptr_array_add (self->age_identities, ahadi_age_identity_new ());
  derive_device (self);
  return store (self, vault, directory, error);
}

AhadiIdentity *
ahadi_identity_create (AhadiVault *vault,
                       AhadiRole role,
                       const char *label,
                       const AhadiId *branch,
                       const char *branch_name,
                       GError **error)
{
  g_autoptr (AhadiIdentity) self = identity_new (role, label);

  if (!ahadi_vault_begin (vault, error))
    return NULL;
  if (!create_in_transaction (self, vault, branch, branch_name, error))
    {
      ahadi_vault_rollback (vault);
      return NULL;
    }
  if (!ahadi_vault_commit (vault, error))
    return NULL;

  return g_steal_pointer (&self);
}

/* --- loading --- */

static gboolean
load_age_identity (AhadiIdentity *self,
                   AhadiVault *vault,
                   const char *name,
                   GError **error)
{
  g_autoptr (AhadiSecret) secret = ahadi_settings_get_secret (vault, name, error);
  AhadiAgeIdentity *identity;

  if (secret == NULL)
    return FALSE;

  identity = ahadi_age_identity_new_from_secret (secret, error);
  if (identity != NULL)
    g_ptr_array_add (self->age_identities, identity);

  return identity != NULL;
}

static gboolean
load_older (AhadiIdentity *self, AhadiVault *vault, GError **error)
{
  g_auto (GStrv) names = ahadi_settings_list (vault, OLDER_PREFIX, error);

  if (names == NULL)
    return FALSE;
  for (gsize i = 0; names[i] != NULL; i++)
    {
      if (!load_age_identity (self, vault, names[i], error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
load_keys (AhadiIdentity *self, AhadiVault *vault, GError **error)
{
  g_autoptr (AhadiSecret) signing = NULL;

  signing = ahadi_settings_get_secret (vault, SIGNING_KEY, error);
  if (signing == NULL)
    return FALSE;
  self->signing_key = ahadi_signing_key_new_from_secret (signing, error);
  if (self->signing_key == NULL)
    return FALSE;

  self->age_identities = new_ring ();
  if (!load_age_identity (self, vault, AGE_IDENTITY, error) ||
      !load_older (self, vault, error))
    return FALSE;

  derive_device (self);
  return TRUE;
}

static gboolean
load_names (AhadiIdentity *self, AhadiVault *vault, GError **error)
{
  g_autofree char *branch = NULL;
  GError *local = NULL;
  gboolean is_field;

  self->label = ahadi_settings_get_text (vault, LABEL, &local);
  if (local == NULL)
    self->branch_name = ahadi_settings_get_text (vault, BRANCH_NAME, &local);
  if (local == NULL)
    branch = ahadi_settings_get_text (vault, BRANCH, &local);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }

  if (branch != NULL && !ahadi_id_parse (branch, &self->branch, error))
    return FALSE;

  is_field = !ahadi_role_is_office (self->role);
  return self->label != NULL && is_field == (branch != NULL) &&
         is_field == (self->branch_name != NULL);
}

/* Settings that contradict each other were never written so by us: what one says of the
 * vault then is that it is broken. */
static AhadiIdentity *
refuse_broken (GError **error)
{
  if (error == NULL || *error == NULL)
    g_set_error_literal (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_CORRUPT,
                         "cannot load the identity: it is not whole");

  return NULL;
}

AhadiIdentity *
ahadi_identity_load (AhadiVault *vault, GError **error)
{
  g_autoptr (AhadiIdentity) self = NULL;
  g_autofree char *text = NULL;
  GError *local = NULL;
  AhadiRole role;

  text = ahadi_settings_get_text (vault, ROLE, &local);
  if (text == NULL)
    {
      if (local != NULL)
        g_propagate_error (error, local);
      return NULL;
    }
  if (!ahadi_role_parse (text, &role))
    return refuse_broken (error);

  self = g_new0 (AhadiIdentity, 1);
  g_atomic_ref_count_init (&self->refs);
  self->role = role;
  if (!load_keys (self, vault, error) || !load_names (self, vault, error))
    return refuse_broken (error);

  return g_steal_pointer (&self);
}

/* --- a new key --- */

static AhadiIdentity *
rotate_in_transaction (AhadiVault *vault, GError **error)
{
  GError *local = NULL;
  g_autoptr (AhadiIdentity) self = ahadi_identity_load (vault, &local);
  g_autoptr (AhadiAgeIdentity) next = ahadi_age_identity_new ();
  g_autofree char *name = NULL;

  if (self == NULL && local == NULL)
    g_set_error_literal (&local, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND,
                         "cannot draw a new key: this vault has no identity");
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return NULL;
    }

  name = g_strdup_printf (OLDER_FORMAT, self->age_identities->len);
  if (!ahadi_settings_set_secret (
          vault, name,
          ahadi_age_identity_get_secret (ahadi_identity_get_age_identity (self)),
          error) ||
      !ahadi_settings_set_secret (vault, AGE_IDENTITY,
                                  ahadi_age_identity_get_secret (next), error))
    return NULL;

  return ahadi_identity_load (vault, error);
}

AhadiIdentity *
ahadi_identity_rotate (AhadiVault *vault, GError **error)
{
  g_autoptr (AhadiIdentity) self = NULL;
  g_autoptr (GError) local = NULL;

  if (!ahadi_vault_begin (vault, error))
    return NULL;

  self = rotate_in_transaction (vault, error);
  if (self == NULL)
    {
      ahadi_vault_rollback (vault);
      return NULL;
    }
  if (!ahadi_vault_commit (vault, error))
    return NULL;

  /* So that sealed bodies are tried with the new key from now on. */
  if (!ahadi_applier_open_sealed (vault, NULL, &local))
    g_info ("cannot open what is sealed: %s", local->message);

  return g_steal_pointer (&self);
}
