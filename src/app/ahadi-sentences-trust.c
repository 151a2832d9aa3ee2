/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-sentences-trust.h"

#include <glib/gi18n-lib.h>

#include "ahadi-sniff.h"
#include "ahadi-trust.h"

static gboolean
is_sync (const GError *error, AhadiSyncError code)
{
  return g_error_matches (error, AHADI_SYNC_ERROR, code);
}

char *
ahadi_sentence_for_signing (const GError *error)
{
  if (is_sync (error, AHADI_SYNC_ERROR_NOT_READY))
    return g_strdup (
        _ ("This key is of no custodian of this draft, neither of those that are nor of "
           "those that will be. The draft is as it was."));
  if (g_error_matches (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_WRONG_SECRET))
    return g_strdup (
        _ ("That passphrase does not open the custodian’s key. The draft is as it was. "
           "Check the keyboard and the capital letters, then try again."));
  return NULL;
}

char *
ahadi_sentence_for_joining (const GError *error)
{
  if (is_sync (error, AHADI_SYNC_ERROR_FORK))
    return g_strdup (
        _ ("This is a copy of another draft: it would change something else, or begins "
           "from another card. Its signatures were not taken, and the draft is as it "
           "was. Ask for a signed copy of this draft."));
  if (g_error_matches (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND))
    return g_strdup (
        _ ("No draft waits in this vault, so the signatures were put nowhere. If enough "
           "have signed this copy, publish the copy itself."));
  return NULL;
}

char *
ahadi_sentence_for_publishing (const GError *error)
{
  if (is_sync (error, AHADI_SYNC_ERROR_BAD_SIGNATURE))
    return g_strdup (
        _ ("Too few custodians have signed this draft. Nothing was changed. Have more of "
           "them sign it, then publish it."));
  if (is_sync (error, AHADI_SYNC_ERROR_OLDER))
    return g_strdup (
        _ ("Another directory was published since this draft was begun. Nothing was "
           "changed. Draft the change again, and have it signed."));
  return NULL;
}

char *
ahadi_sentence_for_requesting (const GError *error)
{
  if (is_sync (error, AHADI_SYNC_ERROR_REVOKED))
    return g_strdup (
        _ ("The office has revoked this laptop for good, so it could not approve a "
           "request of it. None was written, and everything here is kept. Make a new "
           "vault with the office’s card, and ask with that one."));
  return NULL;
}

const char *
ahadi_sentence_for_own_revoking (void)
{
  return _ ("The office has revoked this laptop: it is no longer trusted, for good. All "
            "that is here is kept, but what is written here now counts at the offices "
            "only if they decide so. Call the membership office, and go on in a new "
            "vault, which it enrols.");
}

char *
ahadi_sentence_for_revoking (const GError *error)
{
  if (g_error_matches (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND))
    return g_strdup (_ ("No laptop of this id is listed. Nothing was changed. The list "
                        "of devices shows those that are."));
  if (is_sync (error, AHADI_SYNC_ERROR_REVOKED))
    return g_strdup (_ ("This laptop was revoked before. Nothing was changed."));
  if (is_sync (error, AHADI_SYNC_ERROR_NOT_READY))
    return g_strdup (
        _ ("This vault can’t revoke that laptop: only a holder of the membership office "
           "can, and never its own. Nothing was changed. Ask another holder."));
  return NULL;
}

char *
ahadi_sentence_for_card (AhadiSession *session, const char *path, const GError *error)
{
  if (is_sync (error, AHADI_SYNC_ERROR_OLDER))
    return ahadi_trust_say_older (session, path);
  if (ahadi_sniff_file (path) != AHADI_LOOK_CARD)
    return NULL;

  if (is_sync (error, AHADI_SYNC_ERROR_FORK))
    return g_strdup (
        _ ("This card and the one here have the same number, are both signed, and say "
           "different things. The one here was kept. Somebody who can sign may be "
           "misleading one of you: keep the file, and call the office before you take in "
           "or send anything more."));
  if (is_sync (error, AHADI_SYNC_ERROR_REVOKED))
    return g_strdup (
        _ ("The list of laptops on this card is signed by a holder of the membership "
           "office who is no longer trusted. Nothing of it was taken in. Keep the file, "
           "and ask another holder for the card of today."));
  return NULL;
}
