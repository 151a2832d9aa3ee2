/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-cmd-vault.h"
#include "ahadi-invocation.h"
#include "ahadi-watch.h"

const AhadiOption ahadi_cmd_vault_compact_options[] = {
  { "older-than", "DAYS", N_ ("how old it is at least; 90 if nothing is said, from 30") },
  { "dry-run", NULL, N_ ("only say what would be closed") },
  { NULL },
};

static json_t *
print (const AhadiCompaction *result)
{
  json_t *object = json_object ();

  ahadi_json_set_int (object, "operations", (gint64) result->operations);
  ahadi_json_set_int (object, "silent", result->silent);
  ahadi_json_set_int (object, "questions", (gint64) result->questions);
  ahadi_json_set_int (object, "dropped", (gint64) result->compacted.operations);
  ahadi_json_set_int (object, "bytes", (gint64) result->compacted.bytes);
  return object;
}

int
ahadi_cmd_vault_compact (AhadiInvocation *invocation)
{
  gboolean dry = ahadi_invocation_option (invocation, "dry-run") != NULL;
  g_autoptr (AhadiWatch) watch = ahadi_watch_new (ahadi_invocation_is_json (invocation));
  g_autofree char *sentence = NULL;
  g_autoptr (json_t) object = NULL;
  AhadiCompaction result = { 0 };
  GError *error = NULL;
  guint days = 0;

  if (!ahadi_invocation_number (invocation, "older-than", AHADI_COMPACTION_LEAST_DAYS,
                                36500, &days, &error) ||
      !ahadi_invocation_unlock (invocation, &error) ||
      !ahadi_closing_run (ahadi_invocation_get_session (invocation), days, dry,
                          ahadi_watch_get_progress (watch), &result, &error))
    {
      ahadi_watch_clear (watch);
      return ahadi_invocation_fail (invocation, error);
    }

  ahadi_watch_clear (watch);
  object = print (&result);
  sentence = ahadi_sentence_for_closing (&result, days, dry);
  ahadi_invocation_print (invocation, object);
  ahadi_invocation_say (invocation, "%s", sentence);
  return AHADI_EXIT_FINE;
}
