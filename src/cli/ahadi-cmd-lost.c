/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "ahadi-listing.h"

static const AhadiOption declare_options[] = {
  { "when", "TIME", N_ ("when it became known, as 2026-11-28 or 2026-11-28T09:30") },
  { "reason", "TEXT", N_ ("how it was lost, in one line; kept at this office only") },
  { "to", AHADI_VALUE_FOLDER, N_ ("where the drafts of the two letters go") },
  { NULL },
};

static json_t *
lost_to_json (const AhadiLostDevice *lost)
{
  json_t *object = json_object ();
  json_t *records = json_object ();

  for (int kind = 1; kind <= AHADI_KIND_MAX; kind++)
    if (lost->holdings.records[kind] > 0)
      ahadi_json_set_int (records, ahadi_kind_get_info (kind)->name,
                          (gint64) lost->holdings.records[kind]);
  ahadi_json_set_bytes (object, "device", lost->device.bytes, AHADI_ID_SIZE);
  ahadi_json_set_text (object, "branch", lost->branch);
  ahadi_json_set_int (object, "aware", lost->aware);
  ahadi_json_set_int (object, "deadline", lost->deadline);
  ahadi_json_set_int (object, "last_bundle", lost->last_bundle);
  ahadi_json_set_int (object, "last_change", lost->last_change);
  json_object_set_new (object, "records", records);
  return object;
}

static void
say_lost (const AhadiInvocation *invocation, const AhadiLostDevice *lost)
{
  char id[AHADI_ID_TEXT_SIZE];
  g_autofree char *records = ahadi_sentence_for_lost_records (lost);
  g_autofree char *clock = ahadi_sentence_for_lost_clock (lost, ahadi_wall_clock_ms ());
  g_autofree char *bundle = ahadi_words_time (lost->last_bundle);

  ahadi_invocation_say (invocation, "%s  %s", ahadi_id_print (&lost->device, id),
                        lost->branch);
  ahadi_invocation_say (invocation, _ ("It wrote: %s. Its last bundle came in: %s."),
                        records, bundle);
  ahadi_invocation_say (invocation, "%s", clock);
}

/* Milliseconds since 1970; -1 if it is no time. */
static gint64
parse_when (const char *text)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *whole = NULL;
  g_autoptr (GDateTime) time = NULL;

  if (text == NULL)
    return ahadi_wall_clock_ms ();

  whole = g_strconcat (text, strchr (text, 'T') == NULL ? "T00:00:00" : ":00", NULL);
  time = g_date_time_new_from_iso8601 (whole, zone);
  return time == NULL ? -1 : g_date_time_to_unix (time) * 1000;
}

static int
run_declare (AhadiInvocation *invocation)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  const char *folder = ahadi_invocation_option (invocation, "to");
  const char *reason = ahadi_invocation_option (invocation, "reason");
  gint64 when = parse_when (ahadi_invocation_option (invocation, "when"));
  g_autoptr (AhadiLostDevice) lost = NULL;
  g_autoptr (json_t) object = NULL;
  GError *error = NULL;
  AhadiId device;

  if (when < 0 || when > ahadi_wall_clock_ms ())
    return ahadi_invocation_misuse (
        invocation, _ ("Say with --when a time that has been, as 2026-11-28T09:30."));
  if (!ahadi_listing_parse_id (ahadi_invocation_get (invocation, 0), &device, &error) ||
      !ahadi_invocation_unlock (invocation, &error) ||
      (lost = ahadi_lost_device_declare (
           session, &device, when, reason != NULL ? reason : "", folder, &error)) == NULL)
    return ahadi_invocation_fail (invocation, error);

  object = lost_to_json (lost);
  ahadi_invocation_print (invocation, object);
  say_lost (invocation, lost);
  ahadi_invocation_say (
      invocation, _ ("The laptop is no longer trusted, for good. Send the new card, or "
                     "replies, which carry it, to everybody soon. What it had not sent, "
                     "what it sent sealed for other offices, and which backups there "
                     "are, can’t be seen here."));
  if (folder != NULL)
    ahadi_invocation_say (invocation, _ ("Two drafts to fill in are in %s."), folder);
  return AHADI_EXIT_FINE;
}

static int
run_list (AhadiInvocation *invocation)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (json_t) array = json_array ();
  GError *error = NULL;

  if (!ahadi_invocation_unlock (invocation, &error) ||
      (all = ahadi_lost_device_list (session, &error)) == NULL)
    return ahadi_invocation_fail (invocation, error);

  for (guint i = 0; i < all->len; i++)
    {
      json_array_append_new (array, lost_to_json (all->pdata[i]));
      say_lost (invocation, all->pdata[i]);
    }
  ahadi_listing_end (invocation, array);
  return AHADI_EXIT_FINE;
}

static const AhadiCommand commands[] = {
  { "declare", "DEVICE", N_ ("Stop trusting a lost laptop, and draft the letters"), 1, 1,
    declare_options, 0, run_declare },
  { "list", "", N_ ("List lost laptops and the hours that are left"), 0, 0, NULL, 0,
    run_list },
};

const AhadiVerb ahadi_cmd_lost = { "lost", N_ ("Lost laptops"), commands,
                                   G_N_ELEMENTS (commands) };
