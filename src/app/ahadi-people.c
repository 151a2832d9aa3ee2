/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-people.h"

#include <string.h>

#include "ahadi-keys-error.h"
#include "ahadi-slot-notes.h"

#define PREFIX "person/"
#define NAME_LIMIT 200

void
ahadi_person_free (AhadiPerson *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self);
}

/* What the laptop is called stands for the one who made the vault. */
static char *
load_name (AhadiVault *vault, const AhadiId *slot, GError **error)
{
  g_autofree char *setting = ahadi_slot_notes_name (PREFIX, slot);
  g_autoptr (GError) why = NULL;
  g_autoptr (AhadiIdentity) identity = NULL;
  char *name = ahadi_settings_get_text (vault, setting, &why);

  if (name == NULL && why == NULL)
    identity = ahadi_identity_load (vault, &why);
  if (why != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&why));
      return NULL;
    }
  if (name != NULL)
    return name;
  return g_strdup (identity != NULL ? ahadi_identity_get_label (identity) : "");
}

static AhadiPerson *
load_person (AhadiVault *vault, const AhadiId *slot, GError **error)
{
  g_autoptr (AhadiPerson) person = g_new0 (AhadiPerson, 1);

  person->slot = *slot;
  person->here =
      ahadi_id_equal (slot, ahadi_slots_get_opened (ahadi_vault_get_slots (vault)));
  person->name = load_name (vault, slot, error);
  return person->name != NULL ? g_steal_pointer (&person) : NULL;
}

GPtrArray *
ahadi_people_list (AhadiSession *session, GError **error)
{
  g_autoptr (GPtrArray) people =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_person_free);
  AhadiVault *vault = ahadi_session_get_vault (session, error);
  AhadiSlots *slots;

  if (vault == NULL)
    return NULL;

  slots = ahadi_vault_get_slots (vault);
  for (guint i = 0; i < ahadi_slots_count (slots); i++)
    {
      AhadiPerson *person;
      AhadiId slot;

      if (ahadi_slots_get (slots, i, &slot) != AHADI_SLOT_PASSPHRASE)
        continue;
      person = load_person (vault, &slot, error);
      if (person == NULL)
        return NULL;
      g_ptr_array_add (people, person);
    }
  return g_steal_pointer (&people);
}

AhadiPerson *
ahadi_people_find (AhadiSession *session, const char *name, GError **error)
{
  g_autoptr (GPtrArray) people = ahadi_people_list (session, error);
  g_autofree char *wanted = ahadi_text_fold (name);

  if (people == NULL)
    return NULL;

  for (guint i = 0; i < people->len; i++)
    {
      const AhadiPerson *person = people->pdata[i];
      g_autofree char *folded = ahadi_text_fold (person->name);

      if (g_strcmp0 (folded, wanted) == 0)
        return g_ptr_array_steal_index (people, i);
    }

  ahadi_keys_error_set (error, AHADI_KEYS_ERROR_UNKNOWN,
                        "cannot find the person: nobody of that name opens this vault");
  return NULL;
}

/* @slot: of whom it is to be. With somebody else's they would come in as them, and stay
 * when they are removed. */
static gboolean
check_passphrase (AhadiVault *vault,
                  AhadiSecret *passphrase,
                  const AhadiId *slot,
                  GError **error)
{
  AhadiStrength strength =
      ahadi_passphrase_judge ((const char *) ahadi_secret_get_bytes (passphrase),
                              ahadi_secret_get_size (passphrase));
  AhadiId found;

  if (strength < AHADI_STRENGTH_FAIR)
    return ahadi_keys_error_set (error, AHADI_KEYS_ERROR_WEAK,
                                 "cannot set a passphrase: it is too weak");
  if (ahadi_slots_find (ahadi_vault_get_slots (vault), AHADI_SLOT_PASSPHRASE, passphrase,
                        &found, NULL) &&
      !ahadi_id_equal (&found, slot))
    return ahadi_keys_error_set (error, AHADI_KEYS_ERROR_TAKEN,
                                 "cannot set a passphrase: it is somebody else's");
  return TRUE;
}

/* Returns: (transfer full): @name as it is kept. */
static char *
check_name (AhadiSession *session, const char *name, GError **error)
{
  g_autofree char *clean = ahadi_text_clean_line (name, NAME_LIMIT);
  g_autoptr (AhadiPerson) other = NULL;
  g_autoptr (GError) why = NULL;

  if (clean == NULL || *clean == '\0')
    {
      ahadi_keys_error_set (error, AHADI_KEYS_ERROR_NAME,
                            "cannot add a person: the name is no line of 1 to 200");
      return NULL;
    }

  other = ahadi_people_find (session, clean, &why);
  if (other != NULL)
    {
      ahadi_keys_error_set (error, AHADI_KEYS_ERROR_NAME_TAKEN,
                            "cannot add a person: there is one of that name");
      return NULL;
    }
  if (!g_error_matches (why, AHADI_KEYS_ERROR, AHADI_KEYS_ERROR_UNKNOWN))
    {
      g_propagate_error (error, g_steal_pointer (&why));
      return NULL;
    }
  return g_steal_pointer (&clean);
}

/* The name before the slot: a name without a slot is nobody, a slot without a name would
 * be somebody else's. */
gboolean
ahadi_people_add (AhadiSession *session,
                  const char *name,
                  AhadiSecret *passphrase,
                  AhadiId *slot,
                  GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);
  g_autofree char *clean = NULL;
  g_autofree char *setting = NULL;
  AhadiId id;

  ahadi_random_bytes (&id, sizeof id);
  if (vault == NULL || (clean = check_name (session, name, error)) == NULL ||
      !check_passphrase (vault, passphrase, &id, error))
    return FALSE;

  setting = ahadi_slot_notes_name (PREFIX, &id);
  if (!ahadi_settings_set_text (vault, setting, clean, error) ||
      !ahadi_vault_put_secret (vault, AHADI_SLOT_PASSPHRASE, &id, passphrase,
                               ahadi_slots_get_cost (ahadi_vault_get_slots (vault)),
                               error))
    return FALSE;

  if (slot != NULL)
    *slot = id;
  return TRUE;
}

gboolean
ahadi_people_remove (AhadiSession *session, const AhadiId *slot, GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);
  g_autoptr (GPtrArray) people = NULL;

  if (vault == NULL || (people = ahadi_people_list (session, error)) == NULL)
    return FALSE;
  if (people->len < 2)
    return ahadi_keys_error_set (error, AHADI_KEYS_ERROR_LAST,
                                 "cannot remove a person: nobody else has a passphrase");

  return ahadi_vault_remove_secret (vault, slot, error) &&
         ahadi_people_tidy (session, error);
}

gboolean
ahadi_people_set_passphrase (AhadiSession *session,
                             const AhadiId *slot,
                             AhadiSecret *passphrase,
                             GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);

  return vault != NULL && check_passphrase (vault, passphrase, slot, error) &&
         ahadi_vault_put_secret (vault, AHADI_SLOT_PASSPHRASE, slot, passphrase,
                                 ahadi_slots_get_cost (ahadi_vault_get_slots (vault)),
                                 error);
}

gboolean
ahadi_people_tidy (AhadiSession *session, GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);

  return vault != NULL && ahadi_slot_notes_tidy (vault, PREFIX, error);
}
