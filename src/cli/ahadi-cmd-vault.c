/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ahadi-invocation.h"
#include "ahadi-paths.h"
#include "ahadi-prompt.h"

/* Of a label and of the names of organisation and branch. */
#define NAME_LIMIT 200

static const AhadiOption init_options[] = {
  { "role", "ROLE",
    N_ ("whose it is: coordinator, circle, membership, executive-director or "
        "board-committee") },
  { "label", "TEXT", N_ ("what people call this laptop or holder; else its role") },
  { "org-name", "NAME",
    N_ ("for a membership office without a card: the organisation that it founds") },
  { "branch", "NAME", N_ ("for a coordinator or circle: its branch") },
  { "card", AHADI_VALUE_FILE,
    N_ ("the secretariat’s card, which all but a founding office start from") },
  { "recovery-file", AHADI_VALUE_FILE,
    N_ ("write the recovery code here instead of showing it") },
  { "minimum-cost", NULL,
    N_ ("guard the passphrase as weakly as is allowed: for tests only") },
  { NULL },
};

static const AhadiOption digest_options[] = {
  { "audience", "NAME",
    N_ ("of what these may read, in place of membership: executive-director, "
        "board-committee, safeguarding or branch/ID") },
  { NULL },
};

static const AhadiOption passwd_options[] = {
  { "new-passphrase-file", AHADI_VALUE_FILE,
    N_ ("read the new passphrase from the first line of FILE") },
  { "recovery-code-file", AHADI_VALUE_FILE,
    N_ ("open with the recovery code in FILE, without the old passphrase") },
  { NULL },
};

static gboolean
check_strength (AhadiSecret *passphrase, GError **error)
{
  const char *text = (const char *) ahadi_secret_get_bytes (passphrase);

  switch (ahadi_passphrase_judge (text, ahadi_secret_get_size (passphrase)))
    {
    case AHADI_STRENGTH_TOO_SHORT:
      return ahadi_usage_error_refuse (
          error, _ ("This passphrase is too short; take at least ten characters."));
    case AHADI_STRENGTH_WEAK:
      return ahadi_usage_error_refuse (
          error, _ ("This passphrase is too easy to guess; take four or more words that "
                    "do not belong together."));
    case AHADI_STRENGTH_FAIR:
    case AHADI_STRENGTH_STRONG:
    default:
      return TRUE;
    }
}

/* Out of the file that @option names; asked twice without one. */
static AhadiSecret *
read_new_passphrase (AhadiInvocation *invocation, const char *option, GError **error)
{
  g_autoptr (AhadiSecret) passphrase =
      ahadi_invocation_option (invocation, option) != NULL
          ? ahadi_invocation_read_secret (invocation, option, error)
          : ahadi_prompt_new_secret (_ ("New passphrase"), error);

  if (passphrase == NULL || !check_strength (passphrase, error))
    return NULL;
  return g_steal_pointer (&passphrase);
}

/* "1234 5678 …\n", all of it secret. */
static GBytes *
print_recovery_code (AhadiSecret *code, AhadiSecret **line)
{
  gsize size = strlen ((const char *) ahadi_secret_get_bytes (code));
  guint8 *text;

  *line = ahadi_secret_new (size + 1);
  text = ahadi_secret_get_bytes (*line);
  memcpy (text, ahadi_secret_get_bytes (code), size);
  text[size] = '\n';
  return g_bytes_new_static (text, size + 1);
}

/* Another vault's code may be all that opens it. */
static gboolean
check_recovery_file (const char *path, GError **error)
{
  struct stat info;

  if (!ahadi_paths_check_target (path, error))
    return FALSE;
  if (stat (path, &info) != 0 || info.st_size == 0)
    return TRUE;
  return ahadi_usage_error_refuse (
      error, _ ("This file holds something already, and it was left as it is. No vault "
                "was made. Name a new file for the recovery code."));
}

static gboolean
write_recovery_file (const char *path, GBytes *bytes, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return ahadi_folder_make (folder, error) &&
         ahadi_file_replace (path, bytes, 0600, error);
}

/* Said once, past every buffer of ours. */
static gboolean
show_recovery_code (AhadiInvocation *invocation, GBytes *bytes, GError **error)
{
  gsize size = 0;
  const char *text = g_bytes_get_data (bytes, &size);

  ahadi_invocation_say (invocation, _ ("The recovery code, shown only now. Write it on "
                                       "paper and keep it away from this laptop:"));
  if (write (STDOUT_FILENO, text, size) == (gssize) size)
    return TRUE;

  g_set_error_literal (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_IO,
                       "cannot show the recovery code");
  return FALSE;
}

static gboolean
hand_out_recovery_code (AhadiInvocation *invocation, AhadiSecret *code, GError **error)
{
  const char *file = ahadi_invocation_option (invocation, "recovery-file");
  g_autoptr (AhadiSecret) line = NULL;
  g_autoptr (GBytes) bytes = print_recovery_code (code, &line);

  return file != NULL ? write_recovery_file (file, bytes, error)
                      : show_recovery_code (invocation, bytes, error);
}

/* One line of 1 to 200 characters, as the card and the request want them. */
static gboolean
check_name (const char *option, const char *name, GError **error)
{
  g_autofree char *clean = name == NULL ? NULL : ahadi_text_clean (name);

  if (name == NULL ||
      (clean != NULL && *clean != '\0' && strpbrk (clean, "\n\t") == NULL &&
       ahadi_text_length (clean) <= NAME_LIMIT))
    return TRUE;
  return ahadi_usage_error_set (error, _ ("--%s is one line of 1 to %d characters."),
                                option, NAME_LIMIT);
}

static gboolean
check_names (const AhadiSetup *setup, GError **error)
{
  return check_name ("label", setup->label, error) &&
         check_name ("org-name", setup->org_name, error) &&
         check_name ("branch", setup->branch_name, error);
}

static gboolean
read_setup (const AhadiInvocation *invocation, AhadiSetup *setup, GError **error)
{
  const char *role = ahadi_invocation_option (invocation, "role");
  const char *card = ahadi_invocation_option (invocation, "card");

  if (role == NULL || !ahadi_role_parse (role, &setup->role))
    return ahadi_usage_error_set (
        error, _ ("Say with --role whose vault it is: coordinator, circle, membership, "
                  "executive-director or board-committee."));

  setup->label = ahadi_invocation_option (invocation, "label");
  setup->org_name = ahadi_invocation_option (invocation, "org-name");
  setup->branch_name = ahadi_invocation_option (invocation, "branch");
  setup->minimum_cost = ahadi_invocation_option (invocation, "minimum-cost") != NULL;
  if (setup->label == NULL)
    setup->label = ahadi_words_role (setup->role);

  if (card == NULL && setup->role != AHADI_ROLE_MEMBERSHIP)
    return ahadi_usage_error_set (
        error, _ ("This role starts from the secretariat’s card; name it with --card."));
  if (card == NULL && setup->org_name == NULL)
    return ahadi_usage_error_set (
        error,
        _ ("Name the organisation to found with --org-name, or its card with --card."));
  if (!ahadi_role_is_office (setup->role) && setup->branch_name == NULL)
    return ahadi_usage_error_set (error, _ ("Name the branch with --branch."));
  if (ahadi_invocation_is_json (invocation) &&
      ahadi_invocation_option (invocation, "recovery-file") == NULL)
    return ahadi_usage_error_set (error, _ ("With --json the recovery code is not shown; "
                                            "name a file with --recovery-file."));

  return check_names (setup, error);
}

/* What is in the files that the line names. */
static gboolean
read_files (AhadiInvocation *invocation, AhadiSetup *setup, GError **error)
{
  const char *card = ahadi_invocation_option (invocation, "card");
  const char *recovery = ahadi_invocation_option (invocation, "recovery-file");

  if (recovery != NULL && !check_recovery_file (recovery, error))
    return ahadi_invocation_blame (invocation, recovery);
  if (card == NULL)
    return TRUE;

  setup->card = ahadi_file_read (card, AHADI_CARD_LIMIT, error);
  return setup->card != NULL || ahadi_invocation_blame (invocation, card);
}

/* A card that is refused is a failure of that file. */
static int
fail_setup (AhadiInvocation *invocation, GError *error)
{
  if (error->domain == AHADI_SYNC_ERROR)
    ahadi_invocation_blame (invocation, ahadi_invocation_option (invocation, "card"));
  return ahadi_invocation_fail (invocation, error);
}

static void
say_made (AhadiInvocation *invocation, const AhadiSetup *setup)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  const char *folder = ahadi_session_get_folder (session);
  g_autoptr (json_t) object = json_object ();
  g_autofree char *path = g_utf8_make_valid (folder, -1);

  ahadi_json_set_text (object, "vault", path);
  ahadi_json_set_text (object, "role", ahadi_role_to_string (setup->role));
  ahadi_invocation_print (invocation, object);
  ahadi_invocation_say (invocation, _ ("Made a vault for “%s” in %s"),
                        ahadi_words_role (setup->role), path);
  if (setup->card != NULL)
    ahadi_invocation_say (
        invocation, _ ("Next, ask the office to enrol it: ahadictl enrol request FILE"));
}

/* Before anybody is asked for a passphrase. */
static gboolean
check_free (AhadiInvocation *invocation, GError **error)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  const char *folder = ahadi_session_get_folder (session);

  if (!ahadi_session_has_vault (session))
    return ahadi_paths_check_folder (folder, error) ||
           ahadi_invocation_blame (invocation, folder);
  g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_EXISTS,
               "cannot make a vault in %s: there is one", folder);
  return ahadi_invocation_blame (invocation, folder);
}

static int
run_init (AhadiInvocation *invocation)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  g_autoptr (AhadiSecret) passphrase = NULL;
  g_autoptr (AhadiSecret) code = NULL;
  g_autoptr (GBytes) card = NULL;
  AhadiSetup setup = { 0 };
  GError *error = NULL;
  gboolean fine = read_setup (invocation, &setup, &error) &&
                  check_free (invocation, &error) &&
                  read_files (invocation, &setup, &error);

  card = setup.card;
  if (!fine ||
      (passphrase = read_new_passphrase (invocation, "passphrase-file", &error)) == NULL)
    return ahadi_invocation_fail (invocation, error);
  if (!ahadi_setup_run (session, &setup, passphrase, &code, &error))
    return fail_setup (invocation, error);
  if (!hand_out_recovery_code (invocation, code, &error))
    return ahadi_invocation_fail_as (
        invocation,
        _ ("The vault is made and opens with its passphrase, but its recovery code could "
           "not be written and is shown to nobody again. Before you use it, delete its "
           "folder and make it anew."),
        error);

  say_made (invocation, &setup);
  return AHADI_EXIT_FINE;
}

static json_t *
print_check (const AhadiVaultCheck *check, const AhadiDesk *desk, gboolean fine)
{
  json_t *object = json_object ();

  json_object_set_new (object, "ok", json_boolean (fine));
  ahadi_json_set_text (object, "role", ahadi_role_to_string (desk->role));
  ahadi_json_set_text (object, "label", desk->label);
  if (desk->branch_name != NULL)
    ahadi_json_set_text (object, "branch", desk->branch_name);
  if (desk->org_name != NULL)
    ahadi_json_set_text (object, "org_name", desk->org_name);
  json_object_set_new (object, "enrolled", json_boolean (desk->enrolled));
  ahadi_json_set_int (object, "card_version", desk->card_version);
  ahadi_json_set_int (object, "list_version", desk->list_version);
  ahadi_json_set_int (object, "operations", check->operations);
  ahadi_json_set_int (object, "rows", check->rows);
  ahadi_json_set_int (object, "differing_rows", check->differing_rows);
  ahadi_json_set_int (object, "broken_chains", check->broken_chains);
  ahadi_json_set_int (object, "members", desk->members);
  ahadi_json_set_int (object, "pledges", desk->pledges);
  ahadi_json_set_int (object, "circles", desk->circles);
  ahadi_json_set_int (object, "reports", desk->reports);
  ahadi_json_set_int (object, "pending_requests", desk->pending_requests);
  ahadi_json_set_int (object, "set_aside", desk->set_aside);
  ahadi_json_set_int (object, "missing", desk->missing);
  ahadi_json_set_int (object, "last_export", desk->last_export);
  ahadi_json_set_int (object, "last_import", desk->last_import);
  ahadi_json_set_int (object, "last_reply", desk->last_reply);
  ahadi_json_set_int (object, "last_backup", desk->last_backup);
  return object;
}

static void
say_desk (const AhadiInvocation *invocation, const AhadiDesk *desk)
{
  guint64 counts[AHADI_KIND_MAX + 1] = { 0 };
  g_autofree char *list = NULL;
  g_autofree char *backup = ahadi_words_time (desk->last_backup);

  counts[AHADI_KIND_MEMBER] = desk->members;
  counts[AHADI_KIND_PLEDGE] = desk->pledges;
  counts[AHADI_KIND_CIRCLE] = desk->circles;
  counts[AHADI_KIND_REPORT] = desk->reports;
  list = ahadi_sentence_list_counts (counts);

  ahadi_invocation_say (invocation, "%s: %s", ahadi_words_role (desk->role), desk->label);
  if (desk->org_name != NULL)
    ahadi_invocation_say (invocation, _ ("Organisation: %s, card %u"), desk->org_name,
                          desk->card_version);
  if (!desk->enrolled)
    ahadi_invocation_say (invocation, "%s", _ ("The office has not enrolled it yet."));
  ahadi_invocation_say (invocation, _ ("Kept here: %s"),
                        list == NULL ? _ ("nothing yet") : list);
  ahadi_invocation_say (invocation, _ ("Last backup: %s"), backup);
}

static int
run_check (AhadiInvocation *invocation)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  g_autoptr (AhadiDesk) desk = NULL;
  g_autoptr (json_t) object = NULL;
  AhadiVaultCheck check = { 0 };
  GError *error = NULL;
  gboolean fine;

  if (!ahadi_invocation_unlock (invocation, &error) ||
      !ahadi_session_check (session, &check, &error) ||
      (desk = ahadi_desk_load (session, &error)) == NULL)
    return ahadi_invocation_fail (invocation, error);

  fine = check.differing_rows == 0 && check.broken_chains == 0;
  object = print_check (&check, desk, fine);
  ahadi_invocation_print (invocation, object);
  say_desk (invocation, desk);
  ahadi_invocation_say (
      invocation, "%s",
      fine ? _ ("The vault is whole: its history gives exactly what it shows.")
           : _ ("The vault is not as its history says. Copy the whole folder to a safe "
                "place, and tell whoever looks after Ahadi."));
  return fine ? AHADI_EXIT_FINE : AHADI_EXIT_REFUSED;
}

static gboolean
check_audience (const char *name, GError **error)
{
  AhadiAudienceClass audience;
  AhadiId scope;

  return name == NULL || ahadi_audience_parse (name, &audience, &scope) ||
         ahadi_usage_error_set (error,
                                _ ("There is no audience “%s”; it is membership, "
                                   "executive-director, board-committee, safeguarding or "
                                   "branch/ID."),
                                name);
}

static int
run_digest (AhadiInvocation *invocation)
{
  const char *audience = ahadi_invocation_option (invocation, "audience");
  g_autoptr (json_t) object = json_object ();
  g_autofree char *digest = NULL;
  GError *error = NULL;

  if (!check_audience (audience, &error) ||
      !ahadi_invocation_unlock (invocation, &error) ||
      (digest = ahadi_records_digest (ahadi_invocation_get_session (invocation), audience,
                                      &error)) == NULL)
    return ahadi_invocation_fail (invocation, error);

  ahadi_json_set_text (object, "digest", digest);
  ahadi_invocation_print (invocation, object);
  ahadi_invocation_say (invocation, "%s", digest);
  return AHADI_EXIT_FINE;
}

static gboolean
unlock_with_code (AhadiInvocation *invocation, GError **error)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  g_autoptr (AhadiSecret) code =
      ahadi_invocation_read_secret (invocation, "recovery-code-file", error);

  return code != NULL &&
         ahadi_session_unlock (session, AHADI_SLOT_RECOVERY_CODE, code, error);
}

static int
run_passwd (AhadiInvocation *invocation)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  g_autoptr (AhadiSecret) passphrase = NULL;
  g_autoptr (json_t) object = json_object ();
  GError *error = NULL;
  gboolean by_code = ahadi_invocation_option (invocation, "recovery-code-file") != NULL;
  gboolean open = by_code ? unlock_with_code (invocation, &error)
                          : ahadi_invocation_unlock (invocation, &error);

  if (!open ||
      (passphrase = read_new_passphrase (invocation, "new-passphrase-file", &error)) ==
          NULL ||
      !ahadi_session_change_passphrase (session, passphrase, &error))
    return ahadi_invocation_fail (invocation, error);

  json_object_set_new (object, "changed", json_true ());
  ahadi_invocation_print (invocation, object);
  ahadi_invocation_say (invocation, "%s",
                        _ ("The passphrase is changed. Copies of this folder made before "
                           "still open with the old one."));
  return AHADI_EXIT_FINE;
}

static const AhadiCommand commands[] = {
  { "init", "",
    N_ ("Make a vault. Its passphrase is asked for twice, or comes out of "
        "--passphrase-file"),
    0, 0, init_options, 0, run_init },
  { "check", "", N_ ("Say whose vault it is and prove that it is whole"), 0, 0, NULL, 0,
    run_check },
  { "digest", "", N_ ("Print a hash that is the same wherever the same is known"), 0, 0,
    digest_options, 0, run_digest },
  { "passwd", "",
    N_ ("Change the passphrase, also with the recovery code if it is forgotten"), 0, 0,
    passwd_options, 0, run_passwd },
};

const AhadiVerb ahadi_cmd_vault = {
  "vault", N_ ("Make or check a vault, or change its passphrase"), commands,
  G_N_ELEMENTS (commands)
};
