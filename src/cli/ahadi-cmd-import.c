/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-invocation.h"
#include "ahadi-listing.h"
#include "ahadi-watch.h"

static const AhadiOption options[] = {
  { "preview", NULL, N_ ("find out what would come in, and change nothing") },
  { "carry", NULL, N_ ("keep a bundle that is for others, to carry it on") },
  { NULL },
};

/* The number of the rule of FORMAT.md that was broken, or null. */
static void
set_rule (json_t *object, const char *rule)
{
  json_object_set_new (object, "rule", *rule == '\0' ? json_null () : json_string (rule));
}

static void
add_left_out (json_t *array, json_t *audience, const char *reason, const char *rule)
{
  json_t *one = json_object ();

  json_object_set_new (one, "audience", audience);
  ahadi_json_set_text (one, "reason", reason);
  set_rule (one, rule);
  json_array_append_new (array, one);
}

/* [{"audience":…,"reason":…,"rule":…},…]; attached files have no audience */
static json_t *
print_left_out (const AhadiImportResult *result)
{
  json_t *array = json_array ();
  char rule[AHADI_RULE_SIZE];

  for (guint i = 0; i < result->parts->len; i++)
    {
      const AhadiPartResult *part = &g_array_index (result->parts, AhadiPartResult, i);

      if (part->refused != NULL)
        add_left_out (array,
                      json_string (ahadi_audience_class_to_string (part->audience)),
                      part->refused, part->rule);
    }

  if (result->blobs_refused != NULL)
    {
      ahadi_sync_error_get_rule (result->blobs_refused, rule);
      add_left_out (array, json_null (),
                    ahadi_sync_error_to_word (result->blobs_refused->code), rule);
    }
  return array;
}

static const char *const state_words[] = {
  [AHADI_STATE_SAME] = "same",
  [AHADI_STATE_APART] = "apart",
  [AHADI_STATE_OTHER] = "other",
};

/* [{"device":…,"from":…,"to":…},…]: what was missing and has come */
static json_t *
print_filled (const AhadiImportResult *result)
{
  json_t *array = json_array ();

  for (guint i = 0; result->filled != NULL && i < result->filled->len; i++)
    {
      const AhadiFilled *filled = &g_array_index (result->filled, AhadiFilled, i);
      json_t *one = json_object ();

      ahadi_json_set_bytes (one, "device", filled->device.bytes, AHADI_ID_SIZE);
      ahadi_json_set_int (one, "from", (gint64) filled->from);
      ahadi_json_set_int (one, "to", (gint64) filled->to);
      json_array_append_new (array, one);
    }

  return array;
}

/* Returns: (nullable): why the first part that was left out was. */
static const char *
find_refused_part (const AhadiImportResult *result)
{
  for (guint i = 0; i < result->parts->len; i++)
    {
      const AhadiPartResult *part = &g_array_index (result->parts, AhadiPartResult, i);

      if (part->refused != NULL)
        return part->refused;
    }
  return NULL;
}

/* Returns: (nullable): why the file, or a part of it, did not come in. */
static const char *
find_reason (const AhadiImportResult *result, const GError *reason)
{
  if (reason != NULL)
    return ahadi_sentence_word_for_error (reason);
  return result == NULL ? NULL : find_refused_part (result);
}

/*
 * One line for one file. A reader counts lines by the word of the outcome, so no other
 * value here may hold one of those words: the file's own name aside, nothing does.
 */
static void
print_line (const AhadiInvocation *invocation,
            const char *path,
            const AhadiImportResult *result,
            const GError *reason)
{
  AhadiOutcome outcome = result == NULL ? AHADI_OUTCOME_REFUSED : result->outcome;
  gboolean preview = ahadi_invocation_option (invocation, "preview") != NULL;
  const char *why = find_reason (result, reason);
  char rule[AHADI_RULE_SIZE];
  g_autoptr (json_t) object = json_object ();

  json_object_set_new (object, "file", ahadi_listing_path_to_json (path));
  ahadi_json_set_text (object, "outcome", ahadi_outcome_to_word (outcome));
  json_object_set_new (object, "reason", why == NULL ? json_null () : json_string (why));
  ahadi_sync_error_get_rule (reason, rule);
  set_rule (object, rule);
  ahadi_json_set_int (object, "operations",
                      result == NULL ? 0 : (gint64) result->counts.fresh);
  if (result != NULL && result->has_bundle)
    ahadi_json_set_bytes (object, "bundle", result->bundle.bytes, AHADI_ID_SIZE);
  if (result != NULL)
    {
      ahadi_json_set_int (object, "acks", (gint64) result->acks);
      json_object_set_new (object, "filled", print_filled (result));
      ahadi_json_set_int (object, "asked", (gint64) result->asked);
      ahadi_json_set_int (object, "erased", (gint64) result->erased);
      ahadi_json_set_int (object, "missing", (gint64) result->missing);
      ahadi_json_set_int (object, "held", (gint64) result->counts.revoked);
      if (result->state != AHADI_STATE_UNTOLD)
        ahadi_json_set_text (object, "state", state_words[result->state]);
      json_object_set_new (object, "left_out", print_left_out (result));
      json_object_set_new (object, "healed", json_boolean (result->healed));
    }
  if (preview)
    json_object_set_new (object, "preview", json_true ());
  ahadi_invocation_print (invocation, object);
}

/* What was not taken in whole is for standard error, whatever else came in. */
static void
say_line (const AhadiInvocation *invocation,
          const char *path,
          const AhadiImportResult *result,
          gboolean whole)
{
  g_autofree char *sentence = ahadi_sentence_for_import (result);
  g_autofree char *line = g_strdup_printf (
      "%s: %s. %s", path, ahadi_words_outcome (result->outcome), sentence);

  if (whole)
    ahadi_invocation_say (invocation, "%s", line);
  else
    ahadi_invocation_warn (invocation, "%s", line);
}

/* Standard output has the line for programs; the sentence is for the person. */
static void
warn_refused (const AhadiInvocation *invocation, const char *path, const GError *reason)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  g_autofree char *sentence =
      reason != NULL ? ahadi_sentence_for_card (session, path, reason) : g_strdup ("");

  if (sentence == NULL)
    sentence = ahadi_invocation_explain (invocation, reason);
  ahadi_invocation_warn (invocation, "%s: %s", path, sentence);
}

/* Each bundle that came inside is told like a file of its own. */
static void
tell_carried (AhadiInvocation *invocation, const AhadiImportResult *result)
{
  for (guint i = 0; result->carried != NULL && i < result->carried->len; i++)
    {
      const AhadiImportResult *one = result->carried->pdata[i];

      print_line (invocation, one->file, one, one->reason);
      say_line (invocation, _ ("carried inside"), one,
                one->outcome != AHADI_OUTCOME_REFUSED || one->carry == AHADI_CARRY_KEPT);
    }
}

/* What is for others is kept only if the person says so. */
static AhadiImportResult *
take_in (AhadiInvocation *invocation,
         AhadiIntake *intake,
         AhadiWatch *watch,
         GError **error)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  const char *path = ahadi_intake_peek (intake);
  gboolean carry = ahadi_invocation_option (invocation, "carry") != NULL &&
                   ahadi_invocation_option (invocation, "preview") == NULL;
  g_autoptr (AhadiImportResult) result =
      ahadi_intake_next (intake, ahadi_watch_get_progress (watch), error);

  if (result == NULL || !carry ||
      !g_error_matches (result->reason, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_NOT_FOR_US))
    return g_steal_pointer (&result);

  return ahadi_exchange_carry (session, path, error);
}

/* Returns: whether nothing of the file was refused. */
static gboolean
import_next (AhadiInvocation *invocation, AhadiIntake *intake, AhadiWatch *watch)
{
  const char *path = ahadi_intake_peek (intake);
  g_autoptr (AhadiImportResult) result = NULL;
  g_autoptr (GError) error = NULL;
  const GError *reason;
  gboolean fine;

  result = take_in (invocation, intake, watch, &error);
  reason = result == NULL ? error : result->reason;
  fine = result != NULL && result->outcome != AHADI_OUTCOME_REFUSED &&
         find_refused_part (result) == NULL;

  ahadi_watch_clear (watch);
  print_line (invocation, path, result, reason);
  if (result == NULL || result->outcome == AHADI_OUTCOME_REFUSED)
    warn_refused (invocation, path, reason);
  else
    say_line (invocation, path, result, fine);
  if (result != NULL)
    tell_carried (invocation, result);
  return fine;
}

static AhadiIntake *
list_files (AhadiInvocation *invocation)
{
  guint n = ahadi_arguments_count (ahadi_invocation_get_arguments (invocation));
  gboolean preview = ahadi_invocation_option (invocation, "preview") != NULL;
  g_autofree const char **paths = g_new0 (const char *, n + 1);

  for (guint i = 0; i < n; i++)
    paths[i] = ahadi_invocation_get (invocation, i);
  return ahadi_intake_new (ahadi_invocation_get_session (invocation), paths, preview);
}

static int
run (AhadiInvocation *invocation)
{
  g_autoptr (AhadiIntake) intake = NULL;
  g_autoptr (AhadiWatch) watch = NULL;
  GError *error = NULL;
  gboolean fine = TRUE;

  if (!ahadi_invocation_unlock (invocation, &error))
    return ahadi_invocation_fail (invocation, error);

  watch = ahadi_watch_new (ahadi_invocation_is_json (invocation));
  intake = list_files (invocation);
  while (ahadi_intake_peek (intake) != NULL)
    if (!import_next (invocation, intake, watch))
      fine = FALSE;
  return fine ? AHADI_EXIT_FINE : AHADI_EXIT_REFUSED;
}

static const AhadiCommand commands[] = {
  { NULL, "FILE…", N_ ("Take in bundles, replies, cards and requests"), 1, G_MAXUINT,
    options, 0, run },
};

const AhadiVerb ahadi_cmd_import = { "import",
                                     N_ ("Take in bundles, replies, cards and requests"),
                                     commands, G_N_ELEMENTS (commands) };
