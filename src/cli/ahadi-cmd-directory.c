/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-draft-listing.h"
#include "ahadi-invocation.h"
#include "ahadi-listing.h"
#include "ahadi-prompt.h"

/* `directory`: who is trusted, its custodians, and what they sign. Changes to the next
 * one are in ahadi-cmd-directory-draft.c. */

static const AhadiOption custodian_options[] = {
  { "name", "TITLE", N_ ("what stands in the public key: a title, never a name") },
  { "to", AHADI_VALUE_FILE, N_ ("the key; its public half goes to FILE.pub") },
  { "key-passphrase-file", AHADI_VALUE_FILE, N_ ("its passphrase is the first line") },
  { "minimum-cost", NULL, N_ ("the cheapest key derivation: tests only") },
  { NULL },
};

static const AhadiOption sign_options[] = {
  { "key", AHADI_VALUE_FILE, N_ ("the custodian’s minisign key") },
  { "key-passphrase-file", AHADI_VALUE_FILE, N_ ("its passphrase is the first line") },
  { "yes", NULL, N_ ("sign without asking") },
  { NULL },
};

static const AhadiOption to_options[] = {
  { "to", AHADI_VALUE_FILE, N_ ("where to write the draft") },
  { NULL },
};

/* --- show and diff --- */

static gulong
get_number (json_t *object, const char *name)
{
  return (gulong) json_integer_value (json_object_get (object, name));
}

static void
say_directory (const AhadiInvocation *invocation, json_t *shown)
{
  g_autofree char *age = ahadi_words_age (get_number (shown, "time"));
  g_autofree char *list_age = ahadi_words_age (get_number (shown, "list_time"));

  ahadi_invocation_say (invocation, "%s",
                        json_string_value (json_object_get (shown, "org_name")));
  /* Translators: “Directory 3, 120 days old” */
  ahadi_invocation_say (invocation, _ ("Directory %lu, %s"),
                        get_number (shown, "version"), age);
  ahadi_invocation_say (invocation, _ ("List of laptops %lu, %s"),
                        get_number (shown, "list_version"), list_age);
  ahadi_invocation_say (invocation, _ ("%lu of %lu custodians have to sign"),
                        get_number (shown, "threshold"),
                        (gulong) json_array_size (json_object_get (shown, "custodians")));
  ahadi_invocation_say (invocation, _ ("Fingerprint, to compare aloud: %s"),
                        json_string_value (json_object_get (shown, "fingerprint")));
  if (json_is_true (json_object_get (shown, "old")))
    ahadi_invocation_say (
        invocation, "%s",
        _ ("Nothing newer came for a long time. Nothing is locked by that; ask the "
           "membership office whether this is still its newest."));
}

static int
run_show (AhadiInvocation *invocation)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  g_autoptr (json_t) shown = NULL;
  json_t *draft;
  GError *error = NULL;

  if (!ahadi_invocation_unlock (invocation, &error) ||
      (shown = ahadi_trust_show (session, &error)) == NULL)
    return ahadi_invocation_fail (invocation, error);

  ahadi_invocation_print (invocation, shown);
  say_directory (invocation, shown);
  draft = json_object_get (shown, "draft");
  if (json_is_object (draft))
    ahadi_draft_listing_say (invocation, draft);
  return AHADI_EXIT_FINE;
}

static int
run_diff (AhadiInvocation *invocation)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  const char *path = ahadi_invocation_get (invocation, 0);
  g_autoptr (json_t) found = NULL;
  json_t *changes;
  const char *sentence;
  GError *error = NULL;

  if (!ahadi_invocation_unlock (invocation, &error))
    return ahadi_invocation_fail (invocation, error);
  if ((found = ahadi_trust_diff (session, path, &error)) == NULL)
    return ahadi_invocation_fail_at (invocation, path, error);

  changes = json_object_get (found, "changes");
  sentence = json_string_value (json_object_get (found, "sentence"));
  ahadi_invocation_print (invocation, changes);
  if (sentence != NULL)
    ahadi_invocation_say (invocation, "%s", sentence);
  ahadi_draft_listing_say_changes (invocation, changes);
  return AHADI_EXIT_FINE;
}

/* --- keys --- */

static AhadiSecret *
get_passphrase (AhadiInvocation *invocation, gboolean fresh, GError **error)
{
  const char *question = _ ("Passphrase of the custodian’s key");

  if (ahadi_invocation_option (invocation, "key-passphrase-file") != NULL)
    return ahadi_invocation_read_secret (invocation, "key-passphrase-file", error);

  return fresh ? ahadi_prompt_new_secret (question, "key-passphrase-file", error)
               : ahadi_prompt_secret (question, "key-passphrase-file", error);
}

static int
run_custodian (AhadiInvocation *invocation)
{
  const char *name = ahadi_invocation_option (invocation, "name");
  const char *path = ahadi_invocation_option (invocation, "to");
  gboolean cheap = ahadi_invocation_option (invocation, "minimum-cost") != NULL;
  g_autoptr (AhadiSecret) passphrase = NULL;
  g_autoptr (json_t) object = json_object ();
  GError *error = NULL;

  if (name == NULL || path == NULL)
    return ahadi_invocation_misuse (
        invocation, _ ("Write: directory custodian new --name TITLE --to FILE"));

  passphrase = get_passphrase (invocation, TRUE, &error);
  if (passphrase == NULL)
    return ahadi_invocation_fail (invocation, error);
  if (!ahadi_trust_new_custodian (path, name, passphrase, cheap, &error))
    return ahadi_invocation_fail_at (invocation, path, error);

  json_object_set_new (object, "path", ahadi_listing_path_to_json (path));
  ahadi_invocation_print (invocation, object);
  ahadi_invocation_say (
      invocation,
      _ ("The key is in %s. Keep it and its passphrase away from every vault; give only "
         "%s.pub to the membership office."),
      path, path);
  return AHADI_EXIT_FINE;
}

/* Whether the person agrees to what they were shown. */
static gboolean
confirm (AhadiInvocation *invocation, json_t *described, GError **error)
{
  if (ahadi_invocation_option (invocation, "yes") != NULL)
    return TRUE;
  if (!ahadi_prompt_has_terminal ())
    return ahadi_usage_error_refuse (
        error, _ ("Nobody is there to be asked. Not signed. Add --yes to sign unasked."));

  ahadi_draft_listing_say (invocation, described);
  return ahadi_prompt_confirm (_ ("Sign this? Write “yes” if so:"), _ ("yes")) ||
         ahadi_usage_error_refuse (error, _ ("Not signed. The draft is as it was."));
}

/* @path: (nullable); @sentence: (nullable): in place of the one for any error */
static int
fail_in_words (AhadiInvocation *invocation,
               const char *path,
               const char *sentence,
               GError *error)
{
  if (path != NULL)
    ahadi_invocation_blame (invocation, path);
  return sentence != NULL ? ahadi_invocation_fail_as (invocation, sentence, error)
                          : ahadi_invocation_fail (invocation, error);
}

static int
fail_sign (AhadiInvocation *invocation, const char *path, GError *error)
{
  g_autofree char *sentence = ahadi_sentence_for_signing (error);

  return fail_in_words (invocation, path, sentence, error);
}

static int
run_sign (AhadiInvocation *invocation)
{
  const char *path = ahadi_invocation_get (invocation, 0);
  const char *key = ahadi_invocation_option (invocation, "key");
  g_autoptr (AhadiProposal) draft = NULL;
  g_autoptr (AhadiSecret) passphrase = NULL;
  g_autoptr (json_t) before = NULL;
  g_autoptr (json_t) after = NULL;
  GError *error = NULL;

  if (key == NULL)
    return ahadi_invocation_misuse (invocation,
                                    _ ("Name the custodian’s key with --key FILE."));
  if ((draft = ahadi_trust_read_draft (NULL, path, &error)) == NULL)
    return fail_sign (invocation, path, error);

  before = ahadi_trust_describe (draft);
  if (!confirm (invocation, before, &error) ||
      (passphrase = get_passphrase (invocation, FALSE, &error)) == NULL)
    return ahadi_invocation_fail (invocation, error);
  if (!ahadi_trust_sign (draft, key, passphrase, &error))
    return fail_sign (invocation, key, error);
  if (!ahadi_trust_write_draft (draft, path, &error))
    return ahadi_invocation_fail_at (invocation, path, error);

  after = ahadi_trust_describe (draft);
  ahadi_invocation_print (invocation, after);
  ahadi_draft_listing_say_signed (invocation, after);
  return AHADI_EXIT_FINE;
}

/* --- joining and publishing --- */

static gboolean
join_all (AhadiInvocation *invocation, AhadiProposal *draft, GError **error)
{
  const char *path;

  for (guint i = 1; (path = ahadi_invocation_get (invocation, i)) != NULL; i++)
    {
      g_autoptr (AhadiProposal) other = ahadi_trust_read_draft (NULL, path, error);

      if (other == NULL || !ahadi_trust_join (draft, other, error))
        return ahadi_invocation_blame (invocation, path);
    }

  return TRUE;
}

/* @path: (nullable) */
static int
fail_join (AhadiInvocation *invocation, const char *path, GError *error)
{
  g_autofree char *sentence = ahadi_sentence_for_joining (error);

  return fail_in_words (invocation, path, sentence, error);
}

static int
run_join (AhadiInvocation *invocation)
{
  const char *path = ahadi_invocation_get (invocation, 0);
  const char *to = ahadi_invocation_option (invocation, "to");
  g_autoptr (AhadiProposal) draft = NULL;
  g_autoptr (json_t) described = NULL;
  GError *error = NULL;

  if (to == NULL)
    to = path;
  if ((draft = ahadi_trust_read_draft (NULL, path, &error)) == NULL)
    return fail_join (invocation, path, error);
  if (!join_all (invocation, draft, &error))
    return fail_join (invocation, NULL, error);
  if (!ahadi_trust_write_draft (draft, to, &error))
    return ahadi_invocation_fail_at (invocation, to, error);

  described = ahadi_trust_describe (draft);
  ahadi_invocation_print (invocation, described);
  ahadi_draft_listing_say_signed (invocation, described);
  return AHADI_EXIT_FINE;
}

static int
fail_publish (AhadiInvocation *invocation, const char *path, GError *error)
{
  g_autofree char *sentence = ahadi_sentence_for_publishing (error);

  return fail_in_words (invocation, path, sentence, error);
}

/* The draft in @path, or the one that waits with NULL. */
static AhadiProposal *
read_draft (AhadiInvocation *invocation, const char *path, GError **error)
{
  GError *local = NULL;
  AhadiProposal *draft =
      ahadi_trust_read_draft (ahadi_invocation_get_session (invocation), path, &local);

  if (draft == NULL && local == NULL)
    ahadi_usage_error_refuse (&local, _ ("No draft waits in this vault."));
  if (local != NULL)
    g_propagate_error (error, local);
  return draft;
}

static int
run_publish (AhadiInvocation *invocation)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  const char *path = ahadi_invocation_get (invocation, 0);
  g_autoptr (AhadiProposal) draft = NULL;
  g_autoptr (json_t) described = NULL;
  GError *error = NULL;

  if (!ahadi_invocation_unlock (invocation, &error))
    return ahadi_invocation_fail (invocation, error);
  if ((draft = read_draft (invocation, path, &error)) == NULL ||
      !ahadi_trust_publish (session, draft, &error))
    return fail_publish (invocation, path, error);

  described = ahadi_trust_describe (draft);
  ahadi_invocation_print (invocation, described);
  ahadi_invocation_say (
      invocation, "%s",
      _ ("Published. Send the new card, or replies, which carry it, to everybody."));
  return AHADI_EXIT_FINE;
}

static const AhadiCommand commands[] = {
  { "show", "", N_ ("Show versions, ages, custodians, and the draft that waits"), 0, 0,
    NULL, 0, run_show },
  { "diff", "FILE", N_ ("Show what changes with the card or draft in FILE"), 1, 1, NULL,
    0, run_diff },
  { "custodian new", "--name TITLE --to FILE",
    N_ ("Make a custodian’s key, outside of any vault"), 0, 0, custodian_options, 0,
    run_custodian },
  { "draft roots", "PUB… --threshold K",
    N_ ("Let these custodians sign the next directory, and those after it"), 1, 16,
    ahadi_draft_roots_options, 0, ahadi_draft_run_roots },
  { "draft holder-remove", "ID",
    N_ ("Take a holder of an office out of the next directory"), 1, 1,
    ahadi_draft_options, 0, ahadi_draft_run_holder_remove },
  { "draft settings", "NAME=VALUE", N_ ("Change a setting in the next directory"), 1, 1,
    ahadi_draft_options, 0, ahadi_draft_run_settings },
  { "draft code", "LANGUAGE FILE", N_ ("Put a text of the Code into the next directory"),
    2, 2, ahadi_draft_code_options, 0, ahadi_draft_run_code },
  { "draft take", "", N_ ("Show the draft that waits, or write it to a file"), 0, 0,
    ahadi_draft_options, 0, ahadi_draft_run_take },
  { "draft add", "DRAFT…", N_ ("Put the signatures of copies into the draft that waits"),
    1, 16, ahadi_draft_options, 0, ahadi_draft_run_add },
  { "draft drop", "", N_ ("Forget the draft that waits"), 0, 0, ahadi_draft_options, 0,
    ahadi_draft_run_drop },
  { "sign", "DRAFT", N_ ("Sign a draft as a custodian, after showing what changes"), 1, 1,
    sign_options, 0, run_sign },
  { "join", "DRAFT…", N_ ("Put the signatures of copies of a draft into the first"), 2,
    16, to_options, 0, run_join },
  { "publish", "[DRAFT]",
    N_ ("Make a draft that enough have signed the directory: the one that waits, if none "
        "is named"),
    0, 1, NULL, 0, run_publish },
};

const AhadiVerb ahadi_cmd_directory = { "directory",
                                        N_ ("Who is trusted, and who says so"), commands,
                                        G_N_ELEMENTS (commands) };
