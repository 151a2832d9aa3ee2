/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-invocation.h"
#include "ahadi-prompt.h"
#include "ahadi-watch.h"

static const AhadiOption options[] = {
  { "schema", "NAME", N_ ("the schema there; “ahadi” unless given") },
  { "password-file", AHADI_VALUE_FILE,
    N_ ("the database user's password, on its first line; else PGPASSFILE or .pgpass") },
  { "yes", NULL, N_ ("publish for the first time unasked") },
  { "rebuild", NULL, N_ ("take out all that is there and publish it anew") },
  { "check", NULL, N_ ("compare what is there with the vault, and change nothing") },
  { "unverified-server", NULL,
    N_ ("also a server elsewhere that does not prove which one it is") },
  { NULL },
};

static gboolean
has (const AhadiInvocation *invocation, const char *option)
{
  return ahadi_invocation_option (invocation, option) != NULL;
}

/* --- What is told --------------------------------------------------------- */

static json_t *
print_difference (const AhadiPublishDifference *difference)
{
  json_t *object = json_object ();

  ahadi_json_set_int (object, "same", (gint64) difference->same);
  ahadi_json_set_int (object, "missing", (gint64) difference->missing);
  ahadi_json_set_int (object, "different", (gint64) difference->different);
  ahadi_json_set_int (object, "more", (gint64) difference->more);
  return object;
}

static int
say_check (const AhadiInvocation *invocation, const AhadiPublishCheck *check)
{
  gboolean fine = ahadi_publish_check_is_fine (check);
  g_autoptr (json_t) object = json_object ();

  json_object_set_new (object, "fine", json_boolean (fine));
  json_object_set_new (object, "operations", print_difference (&check->operations));
  json_object_set_new (object, "rows", print_difference (&check->rows));
  ahadi_invocation_print (invocation, object);

  ahadi_invocation_say (
      invocation,
      fine ? _ ("The database has what this vault has: %lu changes and %lu records.")
           : _ ("The database differs from this vault; %lu changes and %lu records are "
                "the same. Publish again; if it stays so, publish with --rebuild."),
      (gulong) check->operations.same, (gulong) check->rows.same);
  if (check->rows.missing > 0 || check->rows.different > 0)
    ahadi_invocation_say (
        invocation, _ ("Records that are missing there: %lu; that are others: %lu."),
        (gulong) check->rows.missing, (gulong) check->rows.different);
  if (check->rows.more > 0)
    ahadi_invocation_say (
        invocation,
        _ ("Records that are there and not in this vault: %lu. Another office "
           "has published them."),
        (gulong) check->rows.more);
  return fine ? AHADI_EXIT_FINE : AHADI_EXIT_REFUSED;
}

static void
warn_missing (const AhadiInvocation *invocation, GPtrArray *missing)
{
  g_autoptr (GString) names = g_string_new (NULL);

  if (missing->len == 0)
    return;

  for (guint i = 0; i < missing->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "",
                            (const char *) missing->pdata[i]);
  ahadi_invocation_warn (
      invocation,
      _ ("Nobody but this user can read there yet: this user may not make the roles %s. "
         "Ask the administrator to make them (CREATE ROLE … NOLOGIN), then publish "
         "again."),
      names->str);
}

static json_t *
print_names (GPtrArray *names)
{
  json_t *array = json_array ();

  for (guint i = 0; i < names->len; i++)
    json_array_append_new (array, json_string (names->pdata[i]));
  return array;
}

static void
say_more (const AhadiInvocation *invocation, const AhadiPublishResult *result)
{
  if (result->erased > 0)
    ahadi_invocation_say (
        invocation,
        g_dngettext (GETTEXT_PACKAGE,
                     "The content of %lu erased record was taken out. Backups of the "
                     "database, and its write-ahead log, may still hold it.",
                     "The content of %lu erased records was taken out. Backups of the "
                     "database, and its write-ahead log, may still hold it.",
                     (gulong) result->erased),
        (gulong) result->erased);
  if (result->contradicted > 0)
    ahadi_invocation_warn (
        invocation,
        g_dngettext (GETTEXT_PACKAGE,
                     "Of %lu change the database has another one from another office. It "
                     "was left. Exchange bundles with that office, then publish again.",
                     "Of %lu changes the database has others from another office. They "
                     "were left. Exchange bundles with that office, then publish again.",
                     (gulong) result->contradicted),
        (gulong) result->contradicted);
  warn_missing (invocation, result->missing);
}

static int
say_result (const AhadiInvocation *invocation,
            gboolean first,
            const AhadiPublishResult *result)
{
  g_autoptr (json_t) object = json_object ();

  ahadi_json_set_int (object, "operations", (gint64) result->operations);
  ahadi_json_set_int (object, "records", (gint64) result->records);
  ahadi_json_set_int (object, "erased", (gint64) result->erased);
  ahadi_json_set_int (object, "withdrawn", (gint64) result->withdrawn);
  ahadi_json_set_int (object, "contradicted", (gint64) result->contradicted);
  json_object_set_new (object, "missing_roles", print_names (result->missing));
  json_object_set_new (object, "first", json_boolean (first));
  json_object_set_new (object, "rebuilt", json_boolean (has (invocation, "rebuild")));
  ahadi_invocation_print (invocation, object);

  if (result->operations == 0 && result->records == 0)
    ahadi_invocation_say (invocation, "%s", _ ("The database is up to date already."));
  else
    ahadi_invocation_say (invocation,
                          _ ("Published: %lu changes; %lu records were written."),
                          (gulong) result->operations, (gulong) result->records);
  say_more (invocation, result);
  return AHADI_EXIT_FINE;
}

/* --- Doing it ------------------------------------------------------------- */

/* Once for each database: from then on names lie there in the clear. */
static gboolean
confirm (AhadiInvocation *invocation, AhadiPublishing *publishing, GError **error)
{
  if (!ahadi_publishing_is_first (publishing) || has (invocation, "yes"))
    return TRUE;
  if (!ahadi_prompt_has_terminal ())
    return ahadi_usage_error_refuse (
        error, _ ("Nothing was ever published there, and nobody is there to be asked. "
                  "Nothing was published. Add --yes if names may lie in that database in "
                  "the clear."));

  ahadi_invocation_warn (
      invocation, "%s",
      _ ("Names, telephone numbers and the texts of reports that this office reads will "
         "lie in this database in the clear: for its administrator, on its disks and in "
         "its backups. Whoever is made a member of the roles ahadi_membership, "
         "ahadi_executive_director, ahadi_board_committee or ahadi_safeguarding reads "
         "what that office reads. What is sealed to some readers stays sealed."));
  return ahadi_prompt_confirm (_ ("Publish there? Write “yes” if so:"), _ ("yes")) ||
         ahadi_usage_error_refuse (error, _ ("Nothing was published."));
}

static int
fail (const AhadiInvocation *invocation, GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return ahadi_invocation_fail_as (
        invocation,
        has (invocation, "rebuild") || has (invocation, "check")
            ? _ ("Stopped, as you asked. The database is as it was before.")
            : _ ("Stopped, as you asked. What was published until then is kept and is "
                 "sound. Publish again; it goes on from there."),
        error);

  return ahadi_invocation_fail (invocation, error);
}

static int
work (AhadiInvocation *invocation, AhadiPublishing *publishing)
{
  gboolean first = ahadi_publishing_is_first (publishing);
  g_autoptr (AhadiWatch) watch = ahadi_watch_new (ahadi_invocation_is_json (invocation));
  const AhadiProgress *progress = ahadi_watch_get_progress (watch);
  g_auto (AhadiPublishResult) result = { .missing = NULL };
  AhadiPublishCheck check;
  GError *error = NULL;
  gboolean done;

  if (has (invocation, "check"))
    done = ahadi_publishing_check (publishing, progress, &check, &error);
  else
    done = ahadi_publishing_run (publishing, has (invocation, "rebuild"), progress,
                                 &result, &error);
  ahadi_watch_clear (watch);
  if (!done)
    return fail (invocation, error);

  return has (invocation, "check") ? say_check (invocation, &check)
                                   : say_result (invocation, first, &result);
}

static int
run (AhadiInvocation *invocation)
{
  const char *schema = ahadi_invocation_option (invocation, "schema");
  AhadiPublishTarget target = { .address = ahadi_invocation_get (invocation, 0),
                                .schema = schema != NULL ? schema : AHADI_PUBLISH_SCHEMA,
                                .unverified = has (invocation, "unverified-server") };
  g_autoptr (AhadiSecret) password = NULL;
  g_autoptr (AhadiPublishing) publishing = NULL;
  GError *error = NULL;

  if (has (invocation, "check") && has (invocation, "rebuild"))
    return ahadi_invocation_misuse (
        invocation, _ ("Either --check or --rebuild: one compares, the other writes."));
  if (!ahadi_publishing_is_possible ())
    return ahadi_invocation_fail (invocation,
                                  g_error_new_literal (AHADI_PUBLISH_ERROR,
                                                       AHADI_PUBLISH_ERROR_NOT_BUILT,
                                                       "built without libpq"));
  if (has (invocation, "password-file"))
    {
      password = ahadi_invocation_read_secret (invocation, "password-file", &error);
      if (password == NULL)
        return ahadi_invocation_fail (invocation, error);
    }
  if (!ahadi_invocation_unlock (invocation, &error))
    return ahadi_invocation_fail (invocation, error);

  target.password = password;
  publishing =
      ahadi_publishing_open (ahadi_invocation_get_session (invocation), &target, &error);
  if (publishing == NULL ||
      (!has (invocation, "check") && !confirm (invocation, publishing, &error)))
    return ahadi_invocation_fail (invocation, error);

  return work (invocation, publishing);
}

static const AhadiCommand commands[] = {
  { NULL, "postgresql://USER@SERVER/DATABASE",
    N_ ("Bring a PostgreSQL database up to date with what this office holds, for many "
        "officers to read at once"),
    1, 1, options, 0, run },
};

const AhadiVerb ahadi_cmd_publish = { "publish",
                                      N_ ("A PostgreSQL database for many officers"),
                                      commands, G_N_ELEMENTS (commands) };
