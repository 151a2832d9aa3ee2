/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "ahadi-fields.h"
#include "ahadi-listing.h"

static const AhadiOption file_options[] = {
  { "category", "WORD", N_ ("one of the categories; may be repeated") },
  { "person", "PERSON",
    N_ ("role=survivor,name=…,note=… or role=reporter,anonymous; may be repeated") },
  { "recuse", "DEVICE",
    N_ ("the seat of a Committee member it is about (see report seats); may be "
        "repeated") },
  { "from", AHADI_VALUE_FILE,
    N_ ("take fields out of a JSON object; - is standard input") },
  { NULL },
};

static gboolean
enter_persons (AhadiInvocation *invocation, AhadiRecord *record, GError **error)
{
  g_autoptr (GPtrArray) persons =
      ahadi_arguments_list_option (ahadi_invocation_get_arguments (invocation), "person");
  g_autoptr (json_t) array = json_array ();
  g_autofree char *text = NULL;

  for (guint i = 0; i < persons->len; i++)
    {
      json_t *person = ahadi_fields_parse_person (persons->pdata[i], error);

      if (person == NULL)
        return FALSE;
      json_array_append_new (array, person);
    }

  if (persons->len > 0)
    {
      text = ahadi_json_print (array);
      ahadi_fields_enter_text (record, AHADI_REPORT_PERSONS, text);
    }
  return TRUE;
}

static void
enter_categories (AhadiInvocation *invocation, AhadiRecord *record)
{
  g_autoptr (GPtrArray) categories = ahadi_arguments_list_option (
      ahadi_invocation_get_arguments (invocation), "category");
  g_autofree char *text = NULL;

  if (categories->len == 0)
    return;
  g_ptr_array_add (categories, NULL);
  text = g_strjoinv (",", (char **) categories->pdata);
  ahadi_fields_enter_text (record, AHADI_REPORT_CATEGORIES, text);
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
enter_recused (AhadiInvocation *invocation, AhadiRecord *record)
{
  g_autoptr (GPtrArray) devices =
      ahadi_arguments_list_option (ahadi_invocation_get_arguments (invocation), "recuse");
  g_autofree char *text = NULL;

  if (devices->len == 0)
    return;
  g_ptr_array_sort (devices, compare_texts);
  g_ptr_array_add (devices, NULL);
  text = g_strjoinv (" ", (char **) devices->pdata);
  ahadi_fields_enter_text (record, AHADI_REPORT_RECUSED, text);
}

static int
run_file (AhadiInvocation *invocation)
{
  g_autoptr (AhadiRecord) record = ahadi_record_new (AHADI_KIND_REPORT, NULL);
  GError *error = NULL;

  if (!ahadi_fields_enter (invocation, record, &error) ||
      !enter_persons (invocation, record, &error))
    return ahadi_invocation_fail (invocation, error);
  enter_categories (invocation, record);
  enter_recused (invocation, record);
  if (!ahadi_invocation_unlock (invocation, &error))
    return ahadi_invocation_fail (invocation, error);
  return ahadi_fields_save (invocation, record, NULL);
}

static json_t *
print_match (const AhadiRespondentMatch *match)
{
  json_t *object = json_object ();
  json_t *reasons = json_array ();

  ahadi_json_set_bytes (object, "id", match->report.bytes, AHADI_ID_SIZE);
  ahadi_json_set_text (object, "reference", match->reference);
  json_object_set_new (object, "score", json_real (round (match->score * 100) / 100));
  json_object_set_new (object, "sure", json_boolean (match->sure));
  for (guint i = 0; i < match->reasons->len; i++)
    json_array_append_new (reasons, json_string (match->reasons->pdata[i]));
  json_object_set_new (object, "reasons", reasons);
  return object;
}

/* Where nothing is compared there is no such member. */
static void
add_matches (json_t *object, AhadiRespondents *respondents, const AhadiItem *item)
{
  GPtrArray *matches =
      ahadi_respondents_get (respondents, ahadi_record_get_id (item->record));
  json_t *array;

  if (!ahadi_respondents_is_office (respondents))
    return;

  array = json_array ();
  for (guint i = 0; matches != NULL && i < matches->len; i++)
    json_array_append_new (array, print_match (matches->pdata[i]));
  json_object_set_new (object, "same_respondent", array);
}

static void
say_matches (const AhadiInvocation *invocation,
             AhadiRespondents *respondents,
             const AhadiItem *item)
{
  g_autofree char *text =
      ahadi_respondents_describe (respondents, ahadi_record_get_id (item->record));

  if (text != NULL)
    ahadi_invocation_say (invocation, "  %s", text);
}

/* A list names nobody and tells nothing: who needs that asks for one report. */
static json_t *
print_masked (const AhadiItem *item)
{
  static const char *const shown[] = { "id",         "kind",  "reference", "danger",
                                       "categories", "route", "filed",     "audience",
                                       "delivery",   "time",  NULL };
  g_autoptr (json_t) whole = ahadi_listing_item_to_json (item);
  json_t *object = json_object ();

  for (gsize i = 0; shown[i] != NULL; i++)
    {
      json_t *value = json_object_get (whole, shown[i]);

      if (value != NULL)
        json_object_set (object, shown[i], value);
    }
  return object;
}

static void
say_report (const AhadiInvocation *invocation, const AhadiItem *item)
{
  const AhadiRecord *report = item->record;
  const AhadiField *fields = ahadi_report_info.fields;
  g_autofree char *date =
      ahadi_words_date (ahadi_record_get (report, AHADI_REPORT_FILED));
  g_autofree char *about =
      ahadi_words_value (&fields[AHADI_REPORT_CATEGORIES],
                         ahadi_record_get (report, AHADI_REPORT_CATEGORIES));
  g_autofree char *route = ahadi_words_value (
      &fields[AHADI_REPORT_ROUTE], ahadi_record_get (report, AHADI_REPORT_ROUTE));

  ahadi_invocation_say (invocation, "%s  %s, %s  (%s)  %s",
                        ahadi_record_get (report, AHADI_REPORT_REFERENCE), date, about,
                        route, ahadi_words_delivery (item->delivery));
}

/* A report of which only this is left on the laptop. */
static json_t *
print_stub (const AhadiGone *gone)
{
  json_t *object = json_object ();

  ahadi_json_set_bytes (object, "id", gone->entity.bytes, AHADI_ID_SIZE);
  ahadi_json_set_text (object, "kind", ahadi_report_info.name);
  ahadi_json_set_text (object, "reference", gone->reference);
  ahadi_json_set_text (object, "route", gone->route);
  ahadi_json_set_text (object, "delivery",
                       ahadi_listing_delivery_word (AHADI_DELIVERY_RECEIVED));
  ahadi_json_set_text (object, "dropped", gone->date);
  return object;
}

static void
say_stub (const AhadiInvocation *invocation, const AhadiGone *gone)
{
  const AhadiField *route = &ahadi_report_info.fields[AHADI_REPORT_ROUTE];
  g_autofree char *month = ahadi_words_date (gone->month);
  g_autofree char *reader = ahadi_words_value (route, gone->route);

  ahadi_invocation_say (invocation,
                        _ ("%s  %s  (%s)  received; dropped from this laptop"),
                        gone->reference, month, reader);
}

static gboolean
list_stubs (AhadiInvocation *invocation, json_t *array, GError **error)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  g_autoptr (GPtrArray) all = ahadi_erasing_list (session, error);

  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      const AhadiGone *gone = all->pdata[i];

      if (!ahadi_gone_is_stub (gone))
        continue;
      json_array_append_new (array, print_stub (gone));
      say_stub (invocation, gone);
    }

  return all != NULL;
}

static int
run_list (AhadiInvocation *invocation)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  AhadiQuery query = { .kind = AHADI_KIND_REPORT, .sort = AHADI_SORT_NEWEST };
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (AhadiRespondents) respondents = NULL;
  g_autoptr (json_t) array = json_array ();
  GError *error = NULL;

  if (!ahadi_listing_read_query (invocation, &query, &error) ||
      !ahadi_invocation_unlock (invocation, &error) ||
      (items = ahadi_records_list (session, &query, &error)) == NULL ||
      (respondents = ahadi_respondents_load (session, &error)) == NULL)
    return ahadi_invocation_fail (invocation, error);

  for (guint i = 0; i < items->len; i++)
    {
      json_t *masked = print_masked (items->pdata[i]);

      add_matches (masked, respondents, items->pdata[i]);
      json_array_append_new (array, masked);
      say_report (invocation, items->pdata[i]);
      say_matches (invocation, respondents, items->pdata[i]);
    }
  if (query.search == NULL && !query.only_here && query.limit == 0 &&
      !list_stubs (invocation, array, &error))
    return ahadi_invocation_fail (invocation, error);
  ahadi_listing_end (invocation, array);
  return AHADI_EXIT_FINE;
}

/* By id, or by the reference a person was given. */
static AhadiItem *
find_report (AhadiSession *session, const char *text, GError **error)
{
  AhadiQuery query = { .kind = AHADI_KIND_REPORT, .search = text };
  g_autoptr (GPtrArray) items = NULL;
  AhadiId id;

  if (ahadi_id_parse (text, &id, NULL))
    return ahadi_records_get (session, AHADI_KIND_REPORT, &id, error);

  items = ahadi_records_list (session, &query, error);
  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      const AhadiItem *item = items->pdata[i];
      const char *reference = ahadi_record_get (item->record, AHADI_REPORT_REFERENCE);

      if (reference != NULL && g_ascii_strcasecmp (reference, text) == 0)
        return ahadi_item_copy (item);
    }

  if (items != NULL)
    g_set_error_literal (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND,
                         "cannot show the report: there is none of this reference");
  return NULL;
}

static void
say_addenda (const AhadiInvocation *invocation, GPtrArray *addenda)
{
  for (guint i = 0; i < addenda->len; i++)
    ahadi_listing_print_item (invocation, addenda->pdata[i]);
}

static json_t *
print_report (const AhadiItem *item, GPtrArray *addenda, GPtrArray *timeline)
{
  json_t *object = ahadi_listing_item_to_json (item);
  json_t *array = json_array ();

  for (guint i = 0; i < addenda->len; i++)
    json_array_append_new (array, ahadi_listing_item_to_json (addenda->pdata[i]));
  json_object_set_new (object, "addenda", array);
  json_object_set_new (object, "timeline", ahadi_listing_timeline_to_json (timeline));
  return object;
}

static int
run_show (AhadiInvocation *invocation)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  AhadiQuery query = { .kind = AHADI_KIND_ADDENDUM, .sort = AHADI_SORT_NEWEST };
  g_autoptr (AhadiItem) item = NULL;
  g_autoptr (GPtrArray) addenda = NULL;
  g_autoptr (GPtrArray) timeline = NULL;
  g_autoptr (AhadiRespondents) respondents = NULL;
  g_autoptr (json_t) object = NULL;
  GError *error = NULL;

  if (!ahadi_invocation_unlock (invocation, &error) ||
      (item = find_report (session, ahadi_invocation_get (invocation, 0), &error)) ==
          NULL)
    return ahadi_invocation_fail (invocation, error);

  query.of = ahadi_record_get_id (item->record);
  if ((addenda = ahadi_records_list (session, &query, &error)) == NULL ||
      (timeline = ahadi_records_timeline (session, AHADI_KIND_REPORT, query.of,
                                          &error)) == NULL ||
      (respondents = ahadi_respondents_load (session, &error)) == NULL)
    return ahadi_invocation_fail (invocation, error);

  object = print_report (item, addenda, timeline);
  add_matches (object, respondents, item);
  ahadi_invocation_print (invocation, object);
  ahadi_listing_print_item (invocation, item);
  say_matches (invocation, respondents, item);
  if (ahadi_respondents_is_office (respondents))
    ahadi_invocation_say (invocation, "  %s", ahadi_respondents_say_limit ());
  say_addenda (invocation, addenda);
  ahadi_listing_print_timeline (invocation, timeline);
  return AHADI_EXIT_FINE;
}

static int
run_seats (AhadiInvocation *invocation)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  g_autoptr (json_t) array = json_array ();
  g_autoptr (GPtrArray) seats = NULL;
  GError *error = NULL;

  if (!ahadi_invocation_unlock (invocation, &error) ||
      (seats = ahadi_routing_list_seats (session, &error)) == NULL)
    return ahadi_invocation_fail (invocation, error);

  for (guint i = 0; i < seats->len; i++)
    {
      const AhadiSeat *seat = seats->pdata[i];
      g_autofree char *device = ahadi_id_to_string (&seat->device);
      json_t *object = json_object ();

      ahadi_json_set_text (object, "device", device);
      ahadi_json_set_text (object, "title", seat->title);
      json_array_append_new (array, object);
      ahadi_invocation_say (invocation, "%s  %s", device, seat->title);
    }
  ahadi_listing_end (invocation, array);
  return AHADI_EXIT_FINE;
}

static const AhadiOption drop_options[] = {
  { "received", NULL, N_ ("every report that an office has received whole") },
  { "always", "yes|no", N_ ("do so after each reply from now on, or no longer") },
  { "yes", NULL, N_ ("drop for good; without it nothing is done") },
  { NULL },
};

static gboolean
drop_named (AhadiInvocation *invocation, guint *dropped, GError **error)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);

  for (const char *text; (text = ahadi_invocation_get (invocation, *dropped)) != NULL;
       (*dropped)++)
    {
      g_autoptr (AhadiItem) item = find_report (session, text, error);

      if (item == NULL ||
          !ahadi_erasing_drop (session, ahadi_record_get_id (item->record), error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
drop (AhadiInvocation *invocation, guint *dropped, GError **error)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  const char *always = ahadi_invocation_option (invocation, "always");

  if (always != NULL &&
      !ahadi_erasing_set_drops (session, g_str_equal (always, "yes"), error))
    return FALSE;
  if (ahadi_invocation_option (invocation, "received") != NULL)
    return ahadi_erasing_drop_received (session, dropped, error);

  return drop_named (invocation, dropped, error);
}

static int
run_drop (AhadiInvocation *invocation)
{
  g_autoptr (json_t) object = json_object ();
  GError *error = NULL;
  guint dropped = 0;

  if (ahadi_invocation_option (invocation, "yes") == NULL)
    return ahadi_invocation_misuse (
        invocation,
        _ ("This can’t be undone: of a report that an office has received only "
           "its reference stays on this laptop. Say --yes if that is meant. "
           "Nothing was changed."));
  if (!ahadi_invocation_unlock (invocation, &error))
    return ahadi_invocation_fail (invocation, error);
  if (!drop (invocation, &dropped, &error))
    return g_error_matches (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND)
               ? ahadi_invocation_fail_as (
                     invocation,
                     _ ("There is no such report here that an office has received whole. "
                        "It "
                        "was kept; try again after the next reply."),
                     error)
               : ahadi_invocation_fail (invocation, error);

  ahadi_json_set_int (object, "dropped", dropped);
  ahadi_invocation_print (invocation, object);
  ahadi_invocation_say (
      invocation,
      g_dngettext (GETTEXT_PACKAGE, "%u report was dropped; its reference stays.",
                   "%u reports were dropped; their references stay.", dropped),
      dropped);
  return AHADI_EXIT_FINE;
}

static const AhadiCommand commands[] = {
  { "file", "", N_ ("File an incident report"), 0, 0, file_options, AHADI_KIND_REPORT,
    run_file },
  { "list", "", N_ ("List the reports, newest first, without names"), 0, 0,
    ahadi_listing_options, 0, run_list },
  { "seats", "", N_ ("List the seats of the Committee, for report file --recuse"), 0, 0,
    NULL, 0, run_seats },
  { "show", "ID|REFERENCE", N_ ("Show one report whole"), 1, 1, NULL, 0, run_show },
  { "drop", "[ID|REFERENCE]…", N_ ("Keep only the reference of what an office received"),
    0, G_MAXUINT, drop_options, 0, run_drop },
};

const AhadiVerb ahadi_cmd_report = { "report", N_ ("Incident reports"), commands,
                                     G_N_ELEMENTS (commands) };
