/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-listing.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define LIMIT_MAX 1000000000

const AhadiOption ahadi_listing_options[] = {
  { "search", "TEXT",
    N_ ("only those where TEXT occurs: in name or place, in reference or statement") },
  { "only-here", NULL, N_ ("only those that no bundle carries yet") },
  { "limit", "N", N_ ("at most N of them") },
  { "offset", "N", N_ ("leave out the first N") },
  { NULL },
};

gboolean
ahadi_listing_read_query (const AhadiInvocation *invocation,
                          AhadiQuery *query,
                          GError **error)
{
  query->search = ahadi_invocation_option (invocation, "search");
  query->only_here = ahadi_invocation_option (invocation, "only-here") != NULL;
  return ahadi_invocation_number (invocation, "limit", 1, LIMIT_MAX, &query->limit,
                                  error) &&
         ahadi_invocation_number (invocation, "offset", 0, LIMIT_MAX, &query->offset,
                                  error);
}

gboolean
ahadi_listing_parse_id (const char *text, AhadiId *id, GError **error)
{
  if (ahadi_id_parse (text, id, NULL))
    return TRUE;
  return ahadi_usage_error_set (error,
                                _ ("“%s” is not an id; an id is 32 digits and letters "
                                   "from a to f, as the lists show them."),
                                text);
}

const char *
ahadi_listing_delivery_word (AhadiDelivery delivery)
{
  switch (delivery)
    {
    case AHADI_DELIVERY_ONLY_HERE:
      return "only-here";
    case AHADI_DELIVERY_EXPORTED:
      return "exported";
    case AHADI_DELIVERY_RECEIVED:
      return "received";
    case AHADI_DELIVERY_NONE:
    default:
      return "";
    }
}

json_t *
ahadi_listing_item_to_json (const AhadiItem *item)
{
  const AhadiKindInfo *info = ahadi_record_get_info (item->record);
  json_t *object = ahadi_record_to_json (item->record);

  for (guint i = 0; i < info->n_fields; i++)
    if (info->fields[i].secret)
      json_object_del (object, info->fields[i].name);
  ahadi_json_set_text (object, "audience", item->audience);
  if (item->delivery != AHADI_DELIVERY_NONE)
    ahadi_json_set_text (object, "delivery",
                         ahadi_listing_delivery_word (item->delivery));
  ahadi_json_set_int (object, "time", ahadi_hlc_to_ms (item->newest.hlc));
  return object;
}

json_t *
ahadi_listing_path_to_json (const char *path)
{
  g_autofree char *valid = g_utf8_make_valid (path, -1);

  return json_string (valid);
}

/* "Survivor: Wanjiru (note)", names included: whoever asks for one report reads it whole.
 */
static char *
say_person (const AhadiField *field, json_t *person)
{
  const char *role = json_string_value (json_object_get (person, "role"));
  const char *name = json_string_value (json_object_get (person, "name"));
  const char *note = json_string_value (json_object_get (person, "note"));

  return g_strdup_printf ("%s: %s%s%s%s",
                          ahadi_words_choice (field, role == NULL ? "" : role),
                          name == NULL ? _ ("anonymous") : name, note == NULL ? "" : " (",
                          note == NULL ? "" : note, note == NULL ? "" : ")");
}

static void
print_persons (const AhadiInvocation *invocation,
               const AhadiField *field,
               const char *value)
{
  g_autoptr (json_t) array = ahadi_json_parse (value, strlen (value), NULL);
  json_t *person;
  size_t i;

  json_array_foreach (array, i, person)
  {
    g_autofree char *line = say_person (field, person);

    ahadi_invocation_say (invocation, "  %s", line);
  }
}

void
ahadi_listing_end (const AhadiInvocation *invocation, const json_t *array)
{
  ahadi_invocation_print (invocation, array);
  if (json_array_size (array) == 0)
    ahadi_invocation_say (invocation, "%s", _ ("There is nothing to list."));
}

void
ahadi_listing_print_item (const AhadiInvocation *invocation, const AhadiItem *item)
{
  const AhadiKindInfo *info = ahadi_record_get_info (item->record);
  char id[AHADI_ID_TEXT_SIZE];

  ahadi_invocation_say (invocation, "%s %s", ahadi_words_kind (info->kind),
                        ahadi_id_print (ahadi_record_get_id (item->record), id));
  for (guint i = 0; i < info->n_fields; i++)
    {
      const AhadiField *field = &info->fields[i];
      const char *value = ahadi_record_get (item->record, i);
      g_autofree char *words = ahadi_words_value (field, value);

      if (value == NULL || field->secret)
        continue;
      ahadi_invocation_say (invocation, "%s: %s", ahadi_words_field (info->kind, i),
                            field->type == AHADI_FIELD_ENTITY ? value : words);
      if (field->type == AHADI_FIELD_PERSONS)
        print_persons (invocation, field, value);
    }

  if (item->delivery != AHADI_DELIVERY_NONE)
    ahadi_invocation_say (invocation, "%s", ahadi_words_delivery (item->delivery));
}

void
ahadi_listing_print_saved (const AhadiInvocation *invocation,
                           const AhadiItem *item,
                           gboolean changed,
                           json_t *duplicates)
{
  char id[AHADI_ID_TEXT_SIZE];

  if (ahadi_invocation_is_json (invocation))
    {
      g_autoptr (json_t) object = ahadi_listing_item_to_json (item);

      json_object_set_new (object, "changed", json_boolean (changed));
      if (duplicates != NULL)
        json_object_set (object, "duplicates", duplicates);
      ahadi_invocation_print (invocation, object);
      return;
    }

  ahadi_id_print (ahadi_record_get_id (item->record), id);
  if (changed)
    ahadi_invocation_say (invocation, _ ("Saved: %s"), id);
  else
    ahadi_invocation_say (invocation, _ ("Nothing differed, so nothing was saved: %s"),
                          id);
}

json_t *
ahadi_listing_timeline_to_json (GPtrArray *timeline)
{
  json_t *array = json_array ();

  for (guint i = 0; i < timeline->len; i++)
    {
      const AhadiTimelineEntry *entry = timeline->pdata[i];
      json_t *object = json_object ();

      ahadi_json_set_int (object, "time", entry->time);
      ahadi_json_set_text (object, "who", entry->who);
      ahadi_json_set_text (object, "what", entry->what);
      json_array_append_new (array, object);
    }
  return array;
}

void
ahadi_listing_print_timeline (const AhadiInvocation *invocation, GPtrArray *timeline)
{
  for (guint i = 0; i < timeline->len; i++)
    {
      const AhadiTimelineEntry *entry = timeline->pdata[i];
      g_autofree char *time = ahadi_words_time (entry->time);

      ahadi_invocation_say (invocation, "  %s, %s: %s", time, entry->who, entry->what);
    }
}
