/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-invocation.h"

static json_t *
print_gap (const AhadiGap *gap)
{
  json_t *object = json_object ();

  ahadi_json_set_text (object, "whose", gap->whose);
  ahadi_json_set_bytes (object, "device", gap->device.bytes, AHADI_ID_SIZE);
  ahadi_json_set_text (object, "audience", gap->audience);
  ahadi_json_set_text (object, "state", ahadi_gap_state_to_word (gap->state));
  ahadi_json_set_int (object, "from", (gint64) gap->from);
  ahadi_json_set_int (object, "to", (gint64) gap->to);
  ahadi_json_set_int (object, "changes", (gint64) gap->count);
  ahadi_json_set_int (object, "time", gap->time);
  return object;
}

static int
run_gaps (AhadiInvocation *invocation)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  g_autoptr (json_t) object = json_object ();
  json_t *array = json_array ();
  g_autoptr (GPtrArray) gaps = NULL;
  GError *error = NULL;

  json_object_set_new (object, "gaps", array);
  if (!ahadi_invocation_unlock (invocation, &error) ||
      (gaps = ahadi_gaps_list (session, &error)) == NULL)
    return ahadi_invocation_fail (invocation, error);

  for (guint i = 0; i < gaps->len; i++)
    {
      g_autofree char *sentence = ahadi_gap_describe (gaps->pdata[i]);

      json_array_append_new (array, print_gap (gaps->pdata[i]));
      ahadi_invocation_say (invocation, "%s", sentence);
    }
  if (gaps->len == 0)
    ahadi_invocation_say (invocation, "%s",
                          _ ("Nothing is missing here of what others wrote."));

  ahadi_invocation_print (invocation, object);
  return AHADI_EXIT_FINE;
}

static const AhadiCommand commands[] = {
  { NULL, "",
    N_ ("Name what others wrote and is missing here, or does not count, and what to do"),
    0, 0, NULL, 0, run_gaps },
};

const AhadiVerb ahadi_cmd_gaps = { "gaps", N_ ("What is missing here of others"),
                                   commands, G_N_ELEMENTS (commands) };
