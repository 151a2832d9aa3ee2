/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-fields.h"
#include "ahadi-listing.h"

static const AhadiOption add_options[] = {
  { "from", AHADI_VALUE_FILE,
    N_ ("take fields out of a JSON object; - is standard input") },
  { NULL },
};

static int
run_add (AhadiInvocation *invocation)
{
  g_autoptr (AhadiRecord) record = ahadi_record_new (AHADI_KIND_CIRCLE, NULL);
  GError *error = NULL;

  if (!ahadi_fields_enter (invocation, record, &error) ||
      !ahadi_invocation_unlock (invocation, &error))
    return ahadi_invocation_fail (invocation, error);
  return ahadi_fields_save (invocation, record, NULL);
}

static void
say_circle (const AhadiInvocation *invocation, const AhadiItem *item)
{
  const AhadiField *type = &ahadi_circle_info.fields[AHADI_CIRCLE_TYPE];
  const char *value = ahadi_record_get (item->record, AHADI_CIRCLE_TYPE);
  const char *county = ahadi_record_get (item->record, AHADI_CIRCLE_COUNTY);
  char id[AHADI_ID_TEXT_SIZE];

  ahadi_invocation_say (invocation, "%s  %s, %s%s%s",
                        ahadi_id_print (ahadi_record_get_id (item->record), id),
                        ahadi_record_get (item->record, AHADI_CIRCLE_NAME),
                        value == NULL ? "" : ahadi_words_choice (type, value),
                        county == NULL ? "" : ", ", county == NULL ? "" : county);
}

static int
run_list (AhadiInvocation *invocation)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  AhadiQuery query = { .kind = AHADI_KIND_CIRCLE, .sort = AHADI_SORT_NAME };
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (json_t) array = json_array ();
  GError *error = NULL;

  if (!ahadi_listing_read_query (invocation, &query, &error) ||
      !ahadi_invocation_unlock (invocation, &error) ||
      (items = ahadi_records_list (session, &query, &error)) == NULL)
    return ahadi_invocation_fail (invocation, error);

  for (guint i = 0; i < items->len; i++)
    {
      json_array_append_new (array, ahadi_listing_item_to_json (items->pdata[i]));
      say_circle (invocation, items->pdata[i]);
    }
  ahadi_listing_end (invocation, array);
  return AHADI_EXIT_FINE;
}

static const AhadiCommand commands[] = {
  { "add", "", N_ ("Add a circle"), 0, 0, add_options, AHADI_KIND_CIRCLE, run_add },
  { "list", "", N_ ("List the circles by name"), 0, 0, ahadi_listing_options, 0,
    run_list },
};

const AhadiVerb ahadi_cmd_circle = { "circle", N_ ("Circles of conscience"), commands,
                                     G_N_ELEMENTS (commands) };
