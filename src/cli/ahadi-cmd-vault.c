/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "ahadi-cmd-safety.h"
#include "ahadi-cmd-vault.h"
#include "ahadi-invocation.h"
#include "ahadi-new-secret.h"
#include "ahadi-paths.h"

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

/* One line of 1 to 200 characters, as the card and the request want them. */
static gboolean
check_name (const char *option, const char *name, GError **error)
{
  g_autofree char *clean = ahadi_text_clean_line (name, NAME_LIMIT);

  if (name == NULL || (clean != NULL && *clean != '\0'))
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

  if (recovery != NULL && !ahadi_new_secret_check_file (recovery, error))
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
  if (ahadi_swap_judge ("/") == AHADI_SWAP_OPEN)
    ahadi_invocation_say (invocation, "%s", ahadi_sentence_for_open_swap ());
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
  if (!fine || (passphrase = ahadi_new_secret_read (
                    invocation, "passphrase-file", _ ("New passphrase"), &error)) == NULL)
    return ahadi_invocation_fail (invocation, error);
  if (!ahadi_setup_run (session, &setup, passphrase, &code, &error))
    return fail_setup (invocation, error);
  if (!ahadi_new_secret_hand_out (invocation, code, &error))
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
  json_object_set_new (object, "revoked", json_boolean (desk->revoked));
  ahadi_json_set_int (object, "dropped", desk->dropped);
  ahadi_json_set_int (object, "card_version", desk->card_version);
  ahadi_json_set_int (object, "list_version", desk->list_version);
  ahadi_json_set_int (object, "operations", check->operations);
  ahadi_json_set_int (object, "rows", check->rows);
  ahadi_json_set_int (object, "differing_rows", check->differing_rows);
  ahadi_json_set_int (object, "broken_chains", check->broken_chains);
  ahadi_json_set_text (object, "access", ahadi_folder_access_to_word (desk->access));
  ahadi_json_set_int (object, "damaged_files", (gint64) check->files.damaged);
  ahadi_json_set_int (object, "missing_files", (gint64) check->files.missing);
  ahadi_json_set_int (object, "members", desk->members);
  ahadi_json_set_int (object, "pledges", desk->pledges);
  ahadi_json_set_int (object, "circles", desk->circles);
  ahadi_json_set_int (object, "reports", desk->reports);
  ahadi_json_set_int (object, "pending_requests", desk->pending_requests);
  ahadi_json_set_int (object, "set_aside", desk->set_aside);
  ahadi_json_set_int (object, "undecided", desk->undecided);
  ahadi_json_set_int (object, "missing", desk->missing);
  ahadi_json_set_int (object, "duplicates", (gint64) desk->duplicates.sure);
  ahadi_json_set_int (object, "not_compared", (gint64) desk->duplicates.behind);
  ahadi_json_set_int (object, "reviews", (gint64) desk->reviews.open);
  ahadi_json_set_int (object, "last_export", desk->last_export);
  ahadi_json_set_int (object, "last_import", desk->last_import);
  ahadi_json_set_int (object, "last_reply", desk->last_reply);
  ahadi_json_set_int (object, "last_backup", desk->last_backup);
  ahadi_cmd_safety_print (object, desk->safety);
  return object;
}

/* What does not count, or is not where it should be. */
static void
print_gaps (const AhadiInvocation *invocation, json_t *object, const AhadiDesk *desk)
{
  gint64 frozen = 0;

  for (guint i = 0; i < desk->gaps->len; i++)
    {
      const AhadiGap *gap = desk->gaps->pdata[i];
      g_autofree char *sentence = ahadi_gap_describe (gap);

      frozen += gap->state == AHADI_GAP_FROZEN ? 1 : 0;
      ahadi_invocation_say (invocation, "%s", sentence);
    }

  ahadi_json_set_int (object, "frozen", frozen);
}

static void
say_desk (const AhadiInvocation *invocation, const AhadiDesk *desk)
{
  guint64 counts[AHADI_KIND_MAX + 1] = { 0 };
  g_autofree char *list = NULL;
  g_autofree char *backup = ahadi_words_time (desk->last_backup);
  g_autofree char *sealed = ahadi_sentence_last_backup (desk->safety);
  g_autofree char *tried = ahadi_sentence_last_drill (desk->safety);

  counts[AHADI_KIND_MEMBER] = desk->members;
  counts[AHADI_KIND_PLEDGE] = desk->pledges;
  counts[AHADI_KIND_CIRCLE] = desk->circles;
  counts[AHADI_KIND_REPORT] = desk->reports;
  list = ahadi_sentence_list_counts (counts);

  ahadi_invocation_say (invocation, "%s: %s", ahadi_words_role (desk->role), desk->label);
  if (desk->org_name != NULL)
    ahadi_invocation_say (invocation, _ ("Organisation: %s, card %u"), desk->org_name,
                          desk->card_version);
  if (!desk->enrolled && !desk->revoked && desk->dropped == 0)
    ahadi_invocation_say (invocation, "%s", _ ("The office has not enrolled it yet."));
  ahadi_invocation_say (invocation, _ ("Kept here: %s"),
                        list == NULL ? _ ("nothing yet") : list);
  if (desk->reviews.open > 0)
    ahadi_invocation_say (
        invocation,
        g_dngettext (GETTEXT_PACKAGE,
                     "%lu field was changed apart and waits for a decision: ahadictl "
                     "review list",
                     "%lu fields were changed apart and wait for a decision: ahadictl "
                     "review list",
                     (gulong) desk->reviews.open),
        (gulong) desk->reviews.open);
  ahadi_invocation_say (invocation, _ ("Last backup on this laptop: %s"), backup);
  ahadi_invocation_say (invocation, "%s", sealed);
  ahadi_invocation_say (invocation, "%s", tried);
}

static int
run_check (AhadiInvocation *invocation)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  g_autoptr (AhadiDesk) desk = NULL;
  g_autoptr (json_t) object = NULL;
  g_autofree char *sentence = NULL;
  AhadiVaultCheck check = { 0 };
  GError *error = NULL;
  gboolean fine;

  if (!ahadi_invocation_unlock (invocation, &error) ||
      !ahadi_session_check (session, &check, &error) ||
      (desk = ahadi_desk_load (session, &error)) == NULL)
    return ahadi_invocation_fail (invocation, error);

  fine = check.differing_rows == 0 && check.broken_chains == 0 &&
         check.files.damaged == 0 && check.files.missing == 0;
  object = print_check (&check, desk, fine);
  sentence = ahadi_sentence_for_check (&check);
  say_desk (invocation, desk);
  print_gaps (invocation, object, desk);
  ahadi_invocation_print (invocation, object);
  ahadi_invocation_say (invocation, "%s", sentence);
  return fine ? AHADI_EXIT_FINE : AHADI_EXIT_REFUSED;
}

static int
run_clock (AhadiInvocation *invocation)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  g_autoptr (json_t) object = json_object ();
  GError *error = NULL;
  guint64 records = 0;

  if (!ahadi_invocation_unlock (invocation, &error))
    return ahadi_invocation_fail (invocation, error);
  if (!ahadi_desk_put_clock_right (session, &records, &error))
    return g_error_matches (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_FAILED)
               ? ahadi_invocation_fail_as (invocation, ahadi_sentence_for_clock (), error)
               : ahadi_invocation_fail (invocation, error);

  ahadi_json_set_int (object, "records", (gint64) records);
  ahadi_invocation_print (invocation, object);
  ahadi_invocation_say (
      invocation,
      g_dngettext (GETTEXT_PACKAGE,
                   "%lu record was written again as of now; the next export sends it.",
                   "%lu records were written again as of now; the next export sends "
                   "them.",
                   (gulong) records),
      (gulong) records);
  return AHADI_EXIT_FINE;
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

static const AhadiCommand commands[] = {
  { "init", "",
    N_ ("Make a vault. Its passphrase is asked for twice, or comes out of "
        "--passphrase-file"),
    0, 0, init_options, 0, run_init },
  { "check", "", N_ ("Say whose vault it is and prove that it is whole"), 0, 0, NULL, 0,
    run_check },
  { "clock", "",
    N_ ("Say that this laptop’s clock is right now: what was written ahead of it is "
        "written again"),
    0, 0, NULL, 0, run_clock },
  { "digest", "", N_ ("Print a hash that is the same wherever the same is known"), 0, 0,
    digest_options, 0, run_digest },
  { "passwd", "",
    N_ ("Change the passphrase, also with the recovery code or with shares if it is "
        "forgotten"),
    0, 0, ahadi_cmd_vault_passwd_options, 0, ahadi_cmd_vault_passwd },
  { "recovery", "", N_ ("Draw a new recovery code in place of the old one"), 0, 0,
    ahadi_cmd_vault_recovery_options, 0, ahadi_cmd_vault_recovery },
  { "rekey", "",
    N_ ("Encrypt the vault anew, so that old passphrases, shares and codes open nothing "
        "that is made from now on"),
    0, 0, ahadi_cmd_vault_recovery_options, 0, ahadi_cmd_vault_rekey },
  { "compact", "",
    N_ ("Close older history that every holder of this office has: it counts for good, "
        "and what was written over in it is no longer kept"),
    0, 0, ahadi_cmd_vault_compact_options, 0, ahadi_cmd_vault_compact },
  { "people list", "", N_ ("List who opens this vault"), 0, 0, NULL, 0,
    ahadi_cmd_vault_people_list },
  { "people add", "NAME", N_ ("Add a person with a passphrase of their own"), 1, 1,
    ahadi_cmd_vault_people_options, 0, ahadi_cmd_vault_people_add },
  { "people remove", "NAME", N_ ("Remove a person’s passphrase"), 1, 1, NULL, 0,
    ahadi_cmd_vault_people_remove },
  { "handover", "--to NAME",
    N_ ("Hand the vault over to the next person: added, encrypted anew, everybody else "
        "out"),
    0, 0, ahadi_cmd_vault_handover_options, 0, ahadi_cmd_vault_handover },
  { "shares create", "--threshold K --count N --to DIR",
    N_ ("Make shares for custodians, who together can open the vault; those made before "
        "are void"),
    0, 0, ahadi_cmd_vault_shares_options, 0, ahadi_cmd_vault_shares_create },
  { "shares list", "",
    N_ ("Say how many custodians there are, and who holds which share"), 0, 0, NULL, 0,
    ahadi_cmd_vault_shares_list },
  { "shares show", "FILE", N_ ("Say what a share is, without opening it"), 1, 1, NULL, 0,
    ahadi_cmd_vault_shares_show },
  { "shares check", "[FILE]",
    N_ ("Prove that a share, or its sheet as typed, is one of those that open this vault "
        "now"),
    0, 1, NULL, 0, ahadi_cmd_vault_shares_check },
  { "shares print", "FILE PDF",
    N_ ("Write a share as a sheet of digits, which whoever finds it can read"), 2, 2,
    ahadi_replace_options, 0, ahadi_cmd_vault_shares_print },
  { "backup", "[--to PATH]",
    N_ ("Seal the whole vault into one file, and open that again before it counts"), 0, 0,
    ahadi_cmd_backup_options, 0, ahadi_cmd_backup },
  { "drill", "[BACKUP]",
    N_ ("Open the newest backup for real, without touching the vault"), 0, 1,
    ahadi_cmd_drill_options, 0, ahadi_cmd_drill },
  { "restore", "BACKUP",
    N_ ("Put a vault back out of a sealed file or a folder of its backups"), 1, 1,
    ahadi_cmd_restore_options, 0, ahadi_cmd_restore },
  { "wipe", "", N_ ("Destroy the vault’s keys, and then all that is in it"), 0, 0,
    ahadi_cmd_vault_wipe_options, 0, ahadi_cmd_vault_wipe },
};

const AhadiVerb ahadi_cmd_vault = {
  "vault", N_ ("Make, check, back up or restore a vault, and say who opens it"), commands,
  G_N_ELEMENTS (commands)
};
