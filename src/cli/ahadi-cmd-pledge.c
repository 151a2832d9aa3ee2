/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-fields.h"
#include "ahadi-listing.h"

static const AhadiOption record_options[] = {
  { "all", "ANSWER",
    N_ ("one answer for all promises that are given none of their own: accepted, "
        "not-accepted or not-discussed. Clause 8 and the closing paragraph then count as "
        "read, in English and in person, unless said otherwise") },
  { "from", AHADI_VALUE_FILE,
    N_ ("take fields out of a JSON object; - is standard input") },
  { NULL },
};

static const AhadiOption list_options[] = {
  { "member", "ID", N_ ("only pledges of this member") },
  { NULL },
};

static const AhadiOption withdraw_options[] = {
  { "reason", "TEXT", N_ ("what the member gave as reason, if any") },
  { "date", "DAY", N_ ("when, as 2026-11-14; today unless said") },
  { NULL },
};

static void
fill (AhadiRecord *record, guint field, const char *value)
{
  if (ahadi_record_get (record, field) == NULL)
    ahadi_fields_enter_text (record, field, value);
}

static void
fill_all (AhadiRecord *record, const char *answer)
{
  for (guint i = 0; i < AHADI_PLEDGE_N_PROMISES; i++)
    fill (record, ahadi_pledge_promise_field (i), answer);
  fill (record, AHADI_PLEDGE_ACK8, "true");
  fill (record, AHADI_PLEDGE_ACK_CLOSING, "true");
  fill (record, AHADI_PLEDGE_LANGUAGE, "en");
  fill (record, AHADI_PLEDGE_MADE, "in-person");
}

static int
run_record (AhadiInvocation *invocation)
{
  g_autoptr (AhadiRecord) record = ahadi_record_new (AHADI_KIND_PLEDGE, NULL);
  const char *all = ahadi_invocation_option (invocation, "all");
  GError *error = NULL;

  if (!ahadi_fields_enter (invocation, record, &error))
    return ahadi_invocation_fail (invocation, error);
  if (all != NULL)
    fill_all (record, all);
  if (!ahadi_invocation_unlock (invocation, &error))
    return ahadi_invocation_fail (invocation, error);
  return ahadi_fields_save (invocation, record, NULL);
}

static json_t *
print_state (const AhadiPledgeState *state)
{
  json_t *object = ahadi_listing_item_to_json (state->pledge);

  ahadi_json_set_int (object, "accepted",
                      ahadi_pledge_count_accepted (state->pledge->record));
  json_object_set_new (object, "withdrawn", json_boolean (state->withdrawal != NULL));
  if (state->withdrawal != NULL)
    json_object_set_new (object, "withdrawal",
                         ahadi_listing_item_to_json (state->withdrawal));
  return object;
}

static void
say_state (const AhadiInvocation *invocation, const AhadiPledgeState *state)
{
  const AhadiRecord *pledge = state->pledge->record;
  g_autofree char *date = ahadi_words_date (ahadi_record_get (pledge, AHADI_PLEDGE_DATE));
  char id[AHADI_ID_TEXT_SIZE];

  ahadi_invocation_say (invocation,
                        _ ("%s  member %s, %s: %d of %d promises accepted  %s%s"),
                        ahadi_id_print (ahadi_record_get_id (pledge), id),
                        ahadi_record_get (pledge, AHADI_PLEDGE_MEMBER), date,
                        ahadi_pledge_count_accepted (pledge), AHADI_PLEDGE_N_PROMISES,
                        ahadi_words_delivery (state->pledge->delivery),
                        state->withdrawal == NULL ? "" : _ ("  withdrawn"));
}

static int
run_list (AhadiInvocation *invocation)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  const char *member = ahadi_invocation_option (invocation, "member");
  g_autoptr (GPtrArray) states = NULL;
  g_autoptr (json_t) array = json_array ();
  GError *error = NULL;
  AhadiId id;

  if ((member != NULL && !ahadi_listing_parse_id (member, &id, &error)) ||
      !ahadi_invocation_unlock (invocation, &error) ||
      (states = ahadi_records_list_pledges (session, member == NULL ? NULL : &id,
                                            &error)) == NULL)
    return ahadi_invocation_fail (invocation, error);

  for (guint i = 0; i < states->len; i++)
    {
      json_array_append_new (array, print_state (states->pdata[i]));
      say_state (invocation, states->pdata[i]);
    }
  ahadi_listing_end (invocation, array);
  return AHADI_EXIT_FINE;
}

static int
run_withdraw (AhadiInvocation *invocation)
{
  g_autoptr (AhadiRecord) record = ahadi_record_new (AHADI_KIND_WITHDRAWAL, NULL);
  const char *pledge = ahadi_invocation_get (invocation, 0);
  const char *reason = ahadi_invocation_option (invocation, "reason");
  const char *date = ahadi_invocation_option (invocation, "date");
  GError *error = NULL;
  AhadiId id;

  if (!ahadi_listing_parse_id (pledge, &id, &error) ||
      !ahadi_invocation_unlock (invocation, &error))
    return ahadi_invocation_fail (invocation, error);

  ahadi_fields_enter_text (record, AHADI_WITHDRAWAL_PLEDGE, pledge);
  if (reason != NULL)
    ahadi_fields_enter_text (record, AHADI_WITHDRAWAL_REASON, reason);
  if (date != NULL)
    ahadi_fields_enter_text (record, AHADI_WITHDRAWAL_DATE, date);
  return ahadi_fields_save (invocation, record, NULL);
}

static const AhadiCommand commands[] = {
  { "record", "", N_ ("Record a pledge to the Code"), 0, 0, record_options,
    AHADI_KIND_PLEDGE, run_record },
  { "list", "", N_ ("List the pledges, newest first"), 0, 0, list_options, 0, run_list },
  { "withdraw", "ID",
    N_ ("Record that a member withdraws the pledge of this ID, which “pledge list” "
        "shows"),
    1, 1, withdraw_options, 0, run_withdraw },
};

const AhadiVerb ahadi_cmd_pledge = { "pledge", N_ ("Pledges to the Code of Conduct"),
                                     commands, G_N_ELEMENTS (commands) };
