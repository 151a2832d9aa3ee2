/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-share-set.h"

#include <string.h>

#include "ahadi-custodians.h"
#include "ahadi-keys-error.h"

#define KEY_SIZE 32
#define NAME_LIMIT 200

struct _AhadiShareSet
{
  int references;

  /* owned */
  AhadiSecret *key;
  GPtrArray *shares; /* AhadiShare */
  GStrv names;

  AhadiId slot;
};

AhadiShareSet *
ahadi_share_set_ref (AhadiShareSet *self)
{
  g_atomic_int_inc (&self->references);
  return self;
}

void
ahadi_share_set_unref (AhadiShareSet *self)
{
  if (!g_atomic_int_dec_and_test (&self->references))
    return;

  g_clear_pointer (&self->key, ahadi_secret_unref);
  g_clear_pointer (&self->shares, g_ptr_array_unref);
  g_strfreev (self->names);
  g_free (self);
}

/* --- drawing ---------------------------------------------------------------- */

/* Returns: (transfer full): @name as it is kept. */
static char *
clean_name (const char *name, GError **error)
{
  char *clean = ahadi_text_clean_line (name, NAME_LIMIT);

  if (clean == NULL)
    ahadi_keys_error_set (error, AHADI_KEYS_ERROR_NAME,
                          "cannot make shares: a name is no line of up to 200");
  return clean;
}

/* Returns: (transfer full): as many as @count. */
static GStrv
clean_names (const char *const *names, guint count, GError **error)
{
  g_auto (GStrv) clean = g_new0 (char *, count + 1);

  for (guint i = 0; i < count; i++)
    if ((clean[i] = clean_name (names != NULL ? names[i] : "", error)) == NULL)
      return NULL;

  return g_steal_pointer (&clean);
}

AhadiShareSet *
ahadi_share_set_draw (AhadiSession *session,
                      guint threshold,
                      guint count,
                      const char *const *names,
                      GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);
  AhadiShareInfo info = { 0 };
  g_auto (GStrv) clean = NULL;
  AhadiShareSet *self;

  if (vault == NULL)
    return NULL;
  if (threshold < 2 || threshold > count || count > AHADI_SHARES_LIMIT)
    {
      ahadi_keys_error_set (error, AHADI_KEYS_ERROR_NUMBERS,
                            "cannot make shares: not 2 to 16, or fewer than needed");
      return NULL;
    }
  if ((clean = clean_names (names, count, error)) == NULL)
    return NULL;

  self = g_new0 (AhadiShareSet, 1);
  self->references = 1;
  self->names = g_steal_pointer (&clean);
  self->key = ahadi_secret_new_random (KEY_SIZE);
  ahadi_random_bytes (&self->slot, sizeof self->slot);
  info.threshold = (guint8) threshold;
  info.count = (guint8) count;
  memcpy (info.set, &self->slot, sizeof info.set);
  memcpy (info.vault, ahadi_slots_get_uuid (ahadi_vault_get_slots (vault)),
          sizeof info.vault);
  self->shares = ahadi_shares_split (self->key, &info);
  return self;
}

/* --- looking ---------------------------------------------------------------- */

guint
ahadi_share_set_get_count (AhadiShareSet *self)
{
  return self->shares->len;
}

const char *
ahadi_share_set_get_name (AhadiShareSet *self, guint index)
{
  return self->names[index];
}

const AhadiShare *
ahadi_share_set_get_share (AhadiShareSet *self, guint index)
{
  return self->shares->pdata[index];
}

const AhadiShareInfo *
ahadi_share_set_get_info (AhadiShareSet *self, guint index)
{
  return ahadi_share_get_info (self->shares->pdata[index]);
}

AhadiSecret *
ahadi_share_set_print (AhadiShareSet *self, guint index)
{
  return ahadi_share_print_digits (self->shares->pdata[index]);
}

gboolean
ahadi_share_set_check (AhadiShareSet *self,
                       guint index,
                       AhadiSecret *typed,
                       guint *bad_group)
{
  g_autoptr (AhadiSecret) printed = ahadi_share_set_print (self, index);
  const char *drawn = (const char *) ahadi_secret_get_bytes (printed);
  const char *text = (const char *) ahadi_secret_get_bytes (typed);
  guint digits = 0;

  *bad_group = 0;
  for (gsize i = 0; i < ahadi_secret_get_size (typed); i++)
    {
      if (!g_ascii_isdigit (text[i]))
        continue;
      if (digits >= AHADI_SHARE_GROUPS * AHADI_SHARE_GROUP_DIGITS)
        return FALSE;
      if (text[i] != drawn[digits + digits / AHADI_SHARE_GROUP_DIGITS])
        {
          *bad_group = digits / AHADI_SHARE_GROUP_DIGITS + 1;
          return FALSE;
        }
      digits++;
    }
  return digits == AHADI_SHARE_GROUPS * AHADI_SHARE_GROUP_DIGITS;
}

/* --- holding ---------------------------------------------------------------- */

static gboolean
save_custodians (AhadiShareSet *self, AhadiVault *vault, GError **error)
{
  const AhadiShareInfo *info = ahadi_share_set_get_info (self, 0);
  AhadiCustodians custodians = {
    .threshold = info->threshold,
    .count = info->count,
    .made = ahadi_wall_clock_ms (),
    .names = self->names,
  };

  return ahadi_custodians_save (&custodians, vault, &self->slot, error);
}

/* Names that nobody needs any more harm nothing: the next set takes them away. */
static void
forget_those_before (AhadiVault *vault)
{
  g_autoptr (GError) error = NULL;

  if (!ahadi_custodians_tidy (vault, &error))
    g_info ("cannot forget who held shares before: %s", error->message);
}

gboolean
ahadi_share_set_hold (AhadiShareSet *self, AhadiSession *session, GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);

  /* Nobody guesses 32 random bytes: the lowest cost is enough. */
  if (vault == NULL || !save_custodians (self, vault, error) ||
      !ahadi_vault_put_secret (vault, AHADI_SLOT_CUSTODIANS, &self->slot, self->key,
                               ahadi_slot_cost_minimum (), error))
    return FALSE;

  forget_those_before (vault);
  return TRUE;
}
