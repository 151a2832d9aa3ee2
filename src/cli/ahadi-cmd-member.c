/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-fields.h"
#include "ahadi-listing.h"

static const AhadiOption field_options[] = {
  { "from", AHADI_VALUE_FILE,
    N_ ("take fields out of a JSON object; - is standard input") },
  { NULL },
};

static const AhadiOption list_options[] = {
  { "circle", "ID", N_ ("only members of this circle") },
  { "search", "TEXT",
    N_ ("only those where TEXT occurs in name, number, place or contact") },
  { "only-here", NULL, N_ ("only those that no bundle carries yet") },
  { "limit", "N", N_ ("at most N of them") },
  { "offset", "N", N_ ("leave out the first N") },
  { NULL },
};

static int
run_add (AhadiInvocation *invocation)
{
  g_autoptr (AhadiRecord) record = ahadi_record_new (AHADI_KIND_MEMBER, NULL);
  GError *error = NULL;

  if (!ahadi_fields_enter (invocation, record, &error) ||
      !ahadi_invocation_unlock (invocation, &error))
    return ahadi_invocation_fail (invocation, error);
  return ahadi_fields_save (invocation, record);
}

static int
run_edit (AhadiInvocation *invocation)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  g_autoptr (AhadiRecord) record = NULL;
  g_autoptr (AhadiItem) item = NULL;
  GError *error = NULL;
  AhadiId id;

  if (!ahadi_listing_parse_id (ahadi_invocation_get (invocation, 0), &id, &error) ||
      !ahadi_invocation_unlock (invocation, &error) ||
      (item = ahadi_records_get (session, AHADI_KIND_MEMBER, &id, &error)) == NULL)
    return ahadi_invocation_fail (invocation, error);

  record = ahadi_record_copy (item->record);
  if (!ahadi_fields_enter (invocation, record, &error))
    return ahadi_invocation_fail (invocation, error);
  return ahadi_fields_save (invocation, record);
}

static void
say_member (const AhadiInvocation *invocation, const AhadiItem *item)
{
  const char *phone = ahadi_record_get (item->record, AHADI_MEMBER_PHONE);
  g_autofree char *printed = phone == NULL ? NULL : ahadi_phone_print (phone);
  char id[AHADI_ID_TEXT_SIZE];

  ahadi_invocation_say (invocation, "%s  %s%s%s  %s",
                        ahadi_id_print (ahadi_record_get_id (item->record), id),
                        ahadi_record_get (item->record, AHADI_MEMBER_NAME),
                        printed == NULL ? "" : ", ", printed == NULL ? "" : printed,
                        ahadi_words_delivery (item->delivery));
}

static int
run_list (AhadiInvocation *invocation)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  const char *circle = ahadi_invocation_option (invocation, "circle");
  AhadiQuery query = { .kind = AHADI_KIND_MEMBER, .sort = AHADI_SORT_NAME };
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (json_t) array = json_array ();
  GError *error = NULL;
  AhadiId id;

  if (circle != NULL)
    query.of = &id;
  if ((circle != NULL && !ahadi_listing_parse_id (circle, &id, &error)) ||
      !ahadi_listing_read_query (invocation, &query, &error) ||
      !ahadi_invocation_unlock (invocation, &error) ||
      (items = ahadi_records_list (session, &query, &error)) == NULL)
    return ahadi_invocation_fail (invocation, error);

  for (guint i = 0; i < items->len; i++)
    {
      json_array_append_new (array, ahadi_listing_item_to_json (items->pdata[i]));
      say_member (invocation, items->pdata[i]);
    }
  ahadi_listing_end (invocation, array);
  return AHADI_EXIT_FINE;
}

static int
run_show (AhadiInvocation *invocation)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  g_autoptr (AhadiItem) item = NULL;
  g_autoptr (GPtrArray) timeline = NULL;
  g_autoptr (json_t) object = NULL;
  GError *error = NULL;
  AhadiId id;

  if (!ahadi_listing_parse_id (ahadi_invocation_get (invocation, 0), &id, &error) ||
      !ahadi_invocation_unlock (invocation, &error) ||
      (item = ahadi_records_get (session, AHADI_KIND_MEMBER, &id, &error)) == NULL ||
      (timeline = ahadi_records_timeline (session, AHADI_KIND_MEMBER, &id, &error)) ==
          NULL)
    return ahadi_invocation_fail (invocation, error);

  object = ahadi_listing_item_to_json (item);
  json_object_set_new (object, "timeline", ahadi_listing_timeline_to_json (timeline));
  ahadi_invocation_print (invocation, object);
  ahadi_listing_print_item (invocation, item);
  ahadi_listing_print_timeline (invocation, timeline);
  return AHADI_EXIT_FINE;
}

static const AhadiCommand commands[] = {
  { "add", "", N_ ("Add a member"), 0, 0, field_options, AHADI_KIND_MEMBER, run_add },
  { "edit", "ID", N_ ("Correct a member; what was there before stays in the history"), 1,
    1, field_options, AHADI_KIND_MEMBER, run_edit },
  { "list", "", N_ ("List the members by name"), 0, 0, list_options, 0, run_list },
  { "show", "ID", N_ ("Show one member and what happened"), 1, 1, NULL, 0, run_show },
};

const AhadiVerb ahadi_cmd_member = { "member", N_ ("Members"), commands,
                                     G_N_ELEMENTS (commands) };
