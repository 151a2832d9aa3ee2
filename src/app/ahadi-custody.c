/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-custody.h"

#include <glib/gstdio.h>
#include <string.h>

#include "ahadi-custodians.h"
#include "ahadi-keys-error.h"

#define FILE_LIMIT 4096

/* --- Making --------------------------------------------------------------- */

static gboolean
check_passphrase (AhadiSecret *passphrase, GError **error)
{
  return ahadi_passphrase_judge ((const char *) ahadi_secret_get_bytes (passphrase),
                                 ahadi_secret_get_size (passphrase)) >=
             AHADI_STRENGTH_FAIR ||
         ahadi_keys_error_set (error, AHADI_KEYS_ERROR_WEAK,
                               "cannot make shares: a passphrase is too weak");
}

static gboolean
check_passphrases (GPtrArray *passphrases, GError **error)
{
  for (guint i = 0; i < passphrases->len; i++)
    if (!check_passphrase (passphrases->pdata[i], error))
      return FALSE;

  return TRUE;
}

static AhadiSlotCost
get_cost (AhadiVault *vault)
{
  return ahadi_slots_get_cost (ahadi_vault_get_slots (vault));
}

static gboolean
seal_to (const AhadiShare *share,
         AhadiSecret *passphrase,
         AhadiSlotCost cost,
         const char *path,
         GError **error)
{
  g_autoptr (GBytes) file = ahadi_share_seal (share, passphrase, cost, error);

  return file != NULL && ahadi_file_replace (path, file, 0600, error);
}

/* Without what a file's name can't have on a stick. */
static char *
name_file (const char *label, const AhadiShareInfo *info)
{
  g_autofree char *plain = g_strdelimit (g_strdup (label), "/\\:*?\"<>|", '-');

  return g_strdup_printf ("%s share %u of %u.ahadi-share", plain, info->index,
                          info->count);
}

static char *
write_share (const AhadiShare *share,
             AhadiSecret *passphrase,
             AhadiSlotCost cost,
             const char *folder,
             const char *label,
             GError **error)
{
  g_autofree char *name = name_file (label, ahadi_share_get_info (share));
  g_autofree char *path = g_build_filename (folder, name, NULL);

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_EXISTS,
                   "cannot write “%s”: there is a file of that name", path);
      return NULL;
    }

  return seal_to (share, passphrase, cost, path, error) ? g_steal_pointer (&path) : NULL;
}

static void
remove_files (GPtrArray *paths)
{
  for (guint i = 0; i < paths->len; i++)
    g_unlink (paths->pdata[i]);
}

static gboolean
write_shares (AhadiVault *vault,
              AhadiShareSet *set,
              GPtrArray *passphrases,
              const char *folder,
              GPtrArray *paths,
              GError **error)
{
  AhadiSlotCost cost = get_cost (vault);
  g_autoptr (AhadiIdentity) identity = ahadi_identity_load (vault, error);

  if (identity == NULL || !ahadi_folder_make (folder, error))
    return FALSE;

  for (guint i = 0; i < passphrases->len; i++)
    {
      char *path = write_share (ahadi_share_set_get_share (set, i), passphrases->pdata[i],
                                cost, folder, ahadi_identity_get_label (identity), error);

      if (path == NULL)
        return FALSE;
      g_ptr_array_add (paths, path);
    }
  return TRUE;
}

GPtrArray *
ahadi_custody_create (AhadiSession *session,
                      guint threshold,
                      GPtrArray *passphrases,
                      const char *const *names,
                      const char *folder,
                      GError **error)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (AhadiShareSet) set =
      ahadi_share_set_draw (session, threshold, passphrases->len, names, error);

  if (set == NULL || !check_passphrases (passphrases, error))
    return NULL;
  if (write_shares (ahadi_session_get_vault (session, NULL), set, passphrases, folder,
                    paths, error) &&
      ahadi_share_set_hold (set, session, error))
    return g_steal_pointer (&paths);

  remove_files (paths);
  return NULL;
}

gboolean
ahadi_custody_seal (AhadiSession *session,
                    AhadiShareSet *set,
                    guint index,
                    AhadiSecret *passphrase,
                    const char *path,
                    GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);
  g_autoptr (AhadiShare) back = NULL;

  if (vault == NULL || !check_passphrase (passphrase, error) ||
      !seal_to (ahadi_share_set_get_share (set, index), passphrase, get_cost (vault),
                path, error))
    return FALSE;

  back = ahadi_custody_read (path, passphrase, error);
  return back != NULL;
}

/* --- Reading -------------------------------------------------------------- */

static gboolean
is_paper (GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  return size > 0 && (g_ascii_isdigit (data[0]) || g_ascii_isspace (data[0]));
}

gboolean
ahadi_custody_look (const char *path,
                    AhadiShareInfo *info,
                    gboolean *sealed,
                    GError **error)
{
  g_autoptr (GBytes) bytes = ahadi_file_read (path, FILE_LIMIT, error);
  g_autoptr (AhadiShare) share = NULL;

  if (bytes == NULL)
    return FALSE;

  *sealed = !is_paper (bytes);
  if (*sealed)
    return ahadi_share_read_info (g_bytes_get_data (bytes, NULL),
                                  g_bytes_get_size (bytes), info, error);

  share = ahadi_custody_read (path, NULL, error);
  if (share == NULL)
    return FALSE;
  *info = *ahadi_share_get_info (share);
  return TRUE;
}

AhadiShare *
ahadi_custody_read (const char *path, AhadiSecret *passphrase, GError **error)
{
  g_autoptr (GBytes) bytes = ahadi_file_read (path, FILE_LIMIT, error);
  g_autoptr (GError) why = NULL;
  AhadiShare *share;

  if (bytes == NULL)
    return NULL;
  if (is_paper (bytes) || passphrase == NULL)
    return ahadi_share_parse_digits (g_bytes_get_data (bytes, NULL),
                                     g_bytes_get_size (bytes), NULL, error);

  share = ahadi_share_open (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                            passphrase, &why);
  if (g_error_matches (why, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_WRONG_SECRET))
    ahadi_keys_error_set (error, AHADI_KEYS_ERROR_SHARE_PASSPHRASE, why->message);
  else if (share == NULL)
    g_propagate_error (error, g_steal_pointer (&why));
  return share;
}

AhadiShare *
ahadi_custody_read_typed (AhadiSecret *digits, guint *bad_group, GError **error)
{
  const char *text = (const char *) ahadi_secret_get_bytes (digits);
  int bad = 0;
  AhadiShare *share = ahadi_share_parse_digits (
      text, strnlen (text, ahadi_secret_get_size (digits)), &bad, error);

  if (bad_group != NULL)
    *bad_group = (guint) bad;
  return share;
}

/* --- Opening -------------------------------------------------------------- */

static gboolean
find_slot (AhadiSession *session, AhadiId *id, gboolean *found, GError **error)
{
  g_autoptr (AhadiSlots) slots =
      ahadi_vault_read_slots (ahadi_session_get_folder (session), error);

  *found = slots != NULL && ahadi_custodians_find (slots, id);
  return slots != NULL;
}

gboolean
ahadi_custody_is_there (AhadiSession *session, gboolean *there, GError **error)
{
  AhadiId set;

  return find_slot (session, &set, there, error);
}

/* Those of an older set, of another vault, and doubles are named before anything else. */
gboolean
ahadi_custody_check (AhadiSession *session,
                     GPtrArray *shares,
                     guint *wrong,
                     GError **error)
{
  guint32 seen = 0;
  gboolean there;
  AhadiId set;

  *wrong = 0;
  if (!find_slot (session, &set, &there, error))
    return FALSE;
  if (!there)
    return ahadi_keys_error_set (error, AHADI_KEYS_ERROR_NO_SHARES,
                                 "cannot unlock: the vault has no custodians");

  for (guint i = 0; i < shares->len; i++)
    {
      const AhadiShareInfo *info = ahadi_share_get_info (shares->pdata[i]);

      *wrong = i + 1;
      if (memcmp (info->set, &set, sizeof info->set) != 0)
        return ahadi_keys_error_set (error, AHADI_KEYS_ERROR_FOREIGN_SHARE,
                                     "cannot unlock: a share is of another set");
      if ((seen & (1u << info->index)) != 0)
        return ahadi_keys_error_set (error, AHADI_KEYS_ERROR_SAME_SHARE,
                                     "cannot unlock: a share is there twice");
      seen |= 1u << info->index;
    }

  *wrong = 0;
  return TRUE;
}

/* What combining says, as what is to be done about it. */
static gboolean
explain (GError **error, const GError *why)
{
  gboolean few = g_error_matches (why, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_MALFORMED);

  return ahadi_keys_error_set (
      error, few ? AHADI_KEYS_ERROR_FEW_SHARES : AHADI_KEYS_ERROR_WRONG_SHARE,
      why->message);
}

gboolean
ahadi_custody_unlock (AhadiSession *session,
                      GPtrArray *shares,
                      guint *wrong,
                      GError **error)
{
  g_autoptr (AhadiSecret) key = NULL;
  g_autoptr (GError) why = NULL;

  if (!ahadi_custody_check (session, shares, wrong, error))
    return FALSE;

  key = ahadi_shares_combine (shares, wrong, &why);
  if (key == NULL)
    return explain (error, why);
  return ahadi_session_unlock (session, AHADI_SLOT_CUSTODIANS, key, error);
}
