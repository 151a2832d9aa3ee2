/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-invocation.h"
#include "ahadi-listing.h"

static const AhadiOption reason_options[] = {
  { "reason", "TEXT", N_ ("why, in one line; kept at this office only") },
  { NULL },
};

static const char *
get_state (const AhadiDevice *device)
{
  if (device->state == AHADI_DEVICE_ACTIVE)
    return "active";

  return device->lost ? "lost" : "revoked";
}

static json_t *
print_device (const AhadiDevice *device)
{
  json_t *object = json_object ();

  ahadi_json_set_bytes (object, "device", device->device.bytes, AHADI_ID_SIZE);
  ahadi_json_set_text (object, "role", ahadi_role_to_string (device->role));
  if (device->branch != NULL)
    ahadi_json_set_text (object, "branch", device->branch);
  if (device->label != NULL)
    ahadi_json_set_text (object, "label", device->label);
  ahadi_json_set_text (object, "state", get_state (device));
  json_object_set_new (object, "copied", json_boolean (device->copied));
  json_object_set_new (object, "stories", json_boolean (device->stories));
  if (device->reason != NULL)
    ahadi_json_set_text (object, "reason", device->reason);
  ahadi_json_set_int (object, "last_seen", device->last_seen);
  ahadi_json_set_int (object, "held", (gint64) device->held);
  ahadi_json_set_int (object, "waiting", device->waiting);
  return object;
}

static const char *
say_state (const AhadiDevice *device)
{
  if (device->state == AHADI_DEVICE_ACTIVE)
    return device->copied ? _ ("trusted, but two laptops write as this one")
                          : _ ("trusted");

  return device->lost ? _ ("lost, no longer trusted") : _ ("no longer trusted");
}

static void
say_held (const AhadiInvocation *invocation, const AhadiDevice *device)
{
  gulong held = (gulong) device->held;

  if (held > 0)
    ahadi_invocation_say (
        invocation,
        g_dngettext (GETTEXT_PACKAGE,
                     "  %lu change came after it was cut off: kept, not counted",
                     "  %lu changes came after it was cut off: kept, not counted", held),
        held);
  if (device->waiting > 0)
    ahadi_invocation_say (
        invocation,
        g_dngettext (GETTEXT_PACKAGE,
                     "  %u bundle is set aside until you decide how far it counts",
                     "  %u bundles are set aside until you decide how far it counts",
                     device->waiting),
        device->waiting);
}

static void
say_device (const AhadiInvocation *invocation, const AhadiDevice *device)
{
  g_autofree char *seen =
      device->last_seen > 0 ? ahadi_words_time (device->last_seen) : NULL;
  char id[AHADI_ID_TEXT_SIZE];

  ahadi_invocation_say (
      invocation, "%s  %s%s%s%s%s  %s", ahadi_id_print (&device->device, id),
      ahadi_words_role (device->role), device->branch != NULL ? ", " : "",
      device->branch != NULL ? device->branch : "", device->label != NULL ? ", " : "",
      device->label != NULL ? device->label : "", say_state (device));
  if (seen != NULL)
    ahadi_invocation_say (invocation, _ ("  last bundle taken in: %s"), seen);
  if (device->stories)
    ahadi_invocation_say (invocation, "%s",
                          _ ("  it told more than one story: “ahadictl device stories” "
                             "lists them"));
  say_held (invocation, device);
}

static int
run_list (AhadiInvocation *invocation)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  g_autoptr (GPtrArray) devices = NULL;
  g_autoptr (json_t) array = json_array ();
  GError *error = NULL;

  if (!ahadi_invocation_unlock (invocation, &error) ||
      (devices = ahadi_trust_list_devices (session, &error)) == NULL)
    return ahadi_invocation_fail (invocation, error);

  for (guint i = 0; i < devices->len; i++)
    {
      json_array_append_new (array, print_device (devices->pdata[i]));
      say_device (invocation, devices->pdata[i]);
    }
  ahadi_invocation_print (invocation, array);
  return AHADI_EXIT_FINE;
}

static int
fail_revoke (AhadiInvocation *invocation, GError *error)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  g_autofree char *sentence =
      ahadi_session_is_open (session) ? ahadi_sentence_for_revoking (error) : NULL;

  return sentence != NULL ? ahadi_invocation_fail_as (invocation, sentence, error)
                          : ahadi_invocation_fail (invocation, error);
}

/* What is lost is also noted, with the hours until the Commissioner is to be told. */
static gboolean
stop_trusting (AhadiSession *session,
               const AhadiId *device,
               const char *reason,
               gboolean is_lost,
               GError **error)
{
  g_autoptr (AhadiLostDevice) lost = NULL;

  if (!is_lost)
    return ahadi_trust_revoke (session, device, reason, AHADI_DEVICE_CUT_LATER, error);

  lost = ahadi_lost_device_declare (session, device, ahadi_wall_clock_ms (), reason, NULL,
                                    error);
  return lost != NULL;
}

static int
run (AhadiInvocation *invocation, gboolean lost)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  const char *reason = ahadi_invocation_option (invocation, "reason");
  g_autoptr (json_t) object = json_object ();
  GError *error = NULL;
  AhadiId device;

  if (!ahadi_listing_parse_id (ahadi_invocation_get (invocation, 0), &device, &error) ||
      !ahadi_invocation_unlock (invocation, &error) ||
      !stop_trusting (session, &device, reason != NULL ? reason : "", lost, &error))
    return fail_revoke (invocation, error);

  json_object_set_new (object, "revoked", json_true ());
  json_object_set_new (object, "lost", json_boolean (lost));
  ahadi_invocation_print (invocation, object);
  ahadi_invocation_say (
      invocation, "%s",
      _ ("The laptop is no longer trusted, for good. What it sent before is kept; what "
         "comes from now on does not count: it is kept here until you say otherwise "
         "(“ahadictl device cut”), and other laptops refuse it once they have the new "
         "card. Send the card, or replies, which carry it, to everybody soon. The other "
         "offices decide the same for what they read."));
  if (lost)
    ahadi_invocation_say (invocation,
                          _ ("“ahadictl lost list” says what it held and how many hours "
                             "are left to tell the Data Commissioner."));
  return AHADI_EXIT_FINE;
}

static int
run_revoke (AhadiInvocation *invocation)
{
  return run (invocation, FALSE);
}

static int
run_lost (AhadiInvocation *invocation)
{
  return run (invocation, TRUE);
}

/* --- how far one counts that is not trusted --- */

static const AhadiOption cut_options[] = {
  { "since", "DATE",
    N_ ("count nothing written on that day or later, by the laptop’s own clock") },
  { "all-held", NULL, N_ ("count all that is here, also what did not count until now") },
  { NULL },
};

static int
fail_cut (AhadiInvocation *invocation, GError *error)
{
  if (g_error_matches (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_NOT_READY))
    return ahadi_invocation_fail_as (invocation, ahadi_stories_say_refusal (error),
                                     error);
  return fail_revoke (invocation, error);
}

static void
say_cut (const AhadiInvocation *invocation, guint64 held)
{
  gulong n = (gulong) held;

  if (n == 0)
    ahadi_invocation_say (invocation,
                          _ ("All that this office holds of that laptop counts, and "
                             "nothing more."));
  else
    ahadi_invocation_say (
        invocation,
        g_dngettext (GETTEXT_PACKAGE,
                     "%lu entry of that laptop does not count. It is kept, and counts "
                     "after all if you say --all-held.",
                     "%lu entries of that laptop do not count. They are kept, and count "
                     "after all if you say --all-held.",
                     n),
        n);
}

/* Without an option: what counts now goes on counting. */
static gboolean
read_since (AhadiInvocation *invocation, gint64 *since)
{
  const char *day = ahadi_invocation_option (invocation, "since");

  if (ahadi_invocation_option (invocation, "all-held") == NULL)
    return ahadi_trust_parse_since (day, since);

  *since = AHADI_DEVICE_CUT_NOTHING;
  return day == NULL;
}

static int
run_cut (AhadiInvocation *invocation)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  g_autoptr (json_t) object = json_object ();
  GError *error = NULL;
  AhadiId device;
  gint64 since;
  guint64 held;

  if (!read_since (invocation, &since))
    return ahadi_invocation_misuse (
        invocation,
        _ ("Say with --since a whole day, as 2026-11-28, or --all-held without it."));
  if (!ahadi_listing_parse_id (ahadi_invocation_get (invocation, 0), &device, &error) ||
      !ahadi_invocation_unlock (invocation, &error) ||
      !ahadi_trust_cut (session, &device, since, &held, &error))
    return fail_cut (invocation, error);

  ahadi_json_set_int (object, "held", (gint64) held);
  ahadi_invocation_print (invocation, object);
  say_cut (invocation, held);
  return AHADI_EXIT_FINE;
}

/* --- which of two stories counts --- */

static json_t *
print_story (const AhadiStory *story)
{
  json_t *object = json_object ();
  json_t *records = json_array ();

  ahadi_json_set_bytes (object, "story", story->head, sizeof story->head);
  ahadi_json_set_text (object, "audience", story->stream.audience);
  ahadi_json_set_int (object, "from", (gint64) story->from);
  ahadi_json_set_int (object, "to", (gint64) story->to);
  ahadi_json_set_int (object, "changes", (gint64) story->changes);
  ahadi_json_set_int (object, "first", story->first);
  ahadi_json_set_int (object, "last", story->last);
  json_object_set_new (object, "whole", json_boolean (story->whole));
  json_object_set_new (object, "counts", json_boolean (story->counts));
  json_object_set_new (object, "records", records);
  for (guint i = 0; i < story->records->len; i++)
    {
      g_autofree char *name = ahadi_stories_name_record (story->records->pdata[i]);

      json_array_append_new (records, json_string (name));
    }

  return object;
}

static void
say_record (const AhadiInvocation *invocation,
            GPtrArray *stories,
            const AhadiStory *story,
            const AhadiRecord *record)
{
  g_autofree char *name = ahadi_stories_name_record (record);
  g_autofree char *difference = ahadi_stories_tell_difference (stories, story, record);
  g_auto (GStrv) lines = g_strsplit (difference, "\n", -1);

  ahadi_invocation_say (invocation, "    %s", name);
  for (guint i = 0; lines[i] != NULL; i++)
    ahadi_invocation_say (invocation, "      %s", lines[i]);
}

static void
say_story (const AhadiInvocation *invocation, GPtrArray *stories, const AhadiStory *story)
{
  g_autofree char *sentence = ahadi_stories_describe (story);
  char head[2 * sizeof story->head + 1];

  ahadi_hex_encode (story->head, sizeof story->head, head);
  head[AHADI_STORIES_DIGITS] = '\0';
  ahadi_invocation_say (invocation, "%s  %s  (%s%s)", head, sentence,
                        story->counts ? _ ("counts") : _ ("kept, not counted"),
                        story->whole ? "" : _ (", some are missing here"));
  for (guint i = 0; i < story->records->len; i++)
    say_record (invocation, stories, story, story->records->pdata[i]);
}

static GPtrArray *
load_stories (AhadiInvocation *invocation, GError **error)
{
  AhadiId device;

  if (!ahadi_listing_parse_id (ahadi_invocation_get (invocation, 0), &device, error) ||
      !ahadi_invocation_unlock (invocation, error))
    return NULL;

  return ahadi_stories_list (ahadi_invocation_get_session (invocation), &device, error);
}

static int
run_stories (AhadiInvocation *invocation)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) stories = load_stories (invocation, &error);
  g_autoptr (json_t) array = json_array ();

  if (stories == NULL)
    return ahadi_invocation_fail (invocation, error);

  for (guint i = 0; i < stories->len; i++)
    {
      json_array_append_new (array, print_story (stories->pdata[i]));
      say_story (invocation, stories, stories->pdata[i]);
    }
  if (stories->len == 0)
    ahadi_invocation_say (invocation, "%s", ahadi_stories_advise (stories, FALSE));
  ahadi_invocation_print (invocation, array);
  return AHADI_EXIT_FINE;
}

static const AhadiOption choose_options[] = {
  { "reason", "TEXT", N_ ("why, in one line; it goes along to those who read it too") },
  { "yes", NULL, N_ ("do it; without it, only say what would change") },
  { NULL },
};

static int
choose (AhadiInvocation *invocation, const AhadiStory *story)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  g_autoptr (json_t) object = json_object ();
  GError *error = NULL;

  if (!ahadi_stories_choose (session, story,
                             ahadi_invocation_option (invocation, "reason"), &error))
    return fail_cut (invocation, error);

  json_object_set_new (object, "chosen", json_true ());
  ahadi_invocation_print (invocation, object);
  ahadi_invocation_say (invocation, "%s", _ ("That story counts now."));
  return AHADI_EXIT_FINE;
}

static int
say_choice (AhadiInvocation *invocation, GPtrArray *stories, const AhadiStory *story)
{
  g_autofree char *sentence = ahadi_stories_say_choice (stories, story);
  g_autoptr (json_t) object = json_object ();

  json_object_set_new (object, "chosen", json_false ());
  ahadi_json_set_text (object, "says", sentence);
  ahadi_invocation_print (invocation, object);
  say_story (invocation, stories, story);
  ahadi_invocation_say (invocation, "%s", sentence);
  ahadi_invocation_say (
      invocation, "%s",
      _ ("Nothing was changed yet. To do it, say why with --reason, and "
         "--yes."));
  return AHADI_EXIT_FINE;
}

static int
run_choose (AhadiInvocation *invocation)
{
  gboolean sure = ahadi_invocation_option (invocation, "yes") != NULL;
  GError *error = NULL;
  g_autoptr (GPtrArray) stories = NULL;
  const AhadiStory *story;

  if (sure && ahadi_invocation_option (invocation, "reason") == NULL)
    return ahadi_invocation_misuse (invocation, _ ("Say why, with --reason."));

  stories = load_stories (invocation, &error);
  if (stories == NULL)
    return ahadi_invocation_fail (invocation, error);

  story = ahadi_stories_find (stories, ahadi_invocation_get (invocation, 1));
  if (story == NULL)
    return ahadi_invocation_misuse (
        invocation, _ ("There is no such story, or more than one. “ahadictl device "
                       "stories ID” lists them; give 8 digits or more."));

  return sure ? choose (invocation, story) : say_choice (invocation, stories, story);
}

static const AhadiCommand commands[] = {
  { "list", "", N_ ("List offices and laptops: state, last seen"), 0, 0, NULL, 0,
    run_list },
  { "revoke", "ID", N_ ("Stop trusting a laptop, for good, by the ID of “device list”"),
    1, 1, reason_options, 0, run_revoke },
  { "lost", "ID", N_ ("The same, for a laptop that was lost or stolen"), 1, 1,
    reason_options, 0, run_lost },
  { "cut", "ID", N_ ("Decide how far one counts that is no longer trusted"), 1, 1,
    cut_options, 0, run_cut },
  { "stories", "ID", N_ ("List what a copied laptop told in two ways, and which counts"),
    1, 1, NULL, 0, run_stories },
  { "choose", "ID STORY",
    N_ ("Decide which story counts of one that is no longer trusted"), 2, 2,
    choose_options, 0, run_choose },
};

const AhadiVerb ahadi_cmd_device = { "device", N_ ("The laptops that are trusted"),
                                     commands, G_N_ELEMENTS (commands) };
