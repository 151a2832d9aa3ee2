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

/* What was typed or chosen, and no file, breaks these rules of FORMAT.md. */
static char *
say_broken_rule (const GError *error)
{
  char rule[AHADI_RULE_SIZE];

  if (!ahadi_sync_error_get_rule (error, rule))
    return NULL;
  if (g_str_equal (rule, "R2"))
    return g_strdup (_ ("More custodians would have to sign than there are. Nothing was "
                        "changed. Name more of them, or let fewer suffice."));
  if (g_str_equal (rule, "R4"))
    return g_strdup (_ ("One custodian’s key is there twice, and nobody counts as two. "
                        "Nothing was changed. Name each custodian once."));
  if (g_str_equal (rule, "D13"))
    return g_strdup (
        _ ("A setting’s name is 1 to 64 small letters, digits and hyphens, and its text "
           "at most 1000 characters. Nothing was changed. Write it so, then try again."));
  return NULL;
}

/* Where a draft is wanted. */
static char *
say_no_draft (const GError *error)
{
  if (!is_sync (error, AHADI_SYNC_ERROR_FOREIGN))
    return NULL;
  return g_strdup (_ ("This is a card, or another file, and no draft of the next "
                      "directory. It was left as it is, and nothing was changed. Choose "
                      "the draft that was handed round for signing."));
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
  if (g_error_matches (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_MALFORMED))
    return g_strdup (
        _ ("This file is no custodian’s secret key; one that ends in .pub is only its "
           "public half. The draft is as it was. Name the file that the custodian keeps "
           "away from every vault."));
  return say_no_draft (error);
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
  return say_no_draft (error);
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
  if (is_sync (error, AHADI_SYNC_ERROR_FOREIGN))
    return say_no_draft (error);
  return say_broken_rule (error);
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
ahadi_sentence_for_own_dropping (guint32 version)
{
  if (version == 0)
    return NULL;

  return g_strdup_printf (
      _ ("The office took this laptop off its list with card %u. All that is here is "
         "kept, but what is written here now waits at the offices, unopened, until they "
         "list it again. Call the membership office, and ask whether that was meant: it "
         "can enrol this laptop again, and a holder of an office its custodians can name "
         "again."),
      version);
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
