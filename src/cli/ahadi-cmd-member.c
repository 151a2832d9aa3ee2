/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "ahadi-duplicate-listing.h"
#include "ahadi-fields.h"
#include "ahadi-prompt.h"

static const AhadiOption field_options[] = {
  { "from", AHADI_VALUE_FILE,
    N_ ("take fields out of a JSON object; - is standard input") },
  { NULL },
};

static const AhadiOption add_options[] = {
  { "from", AHADI_VALUE_FILE,
    N_ ("take fields out of a JSON object; - is standard input") },
  { "duplicate", "WORD",
    N_ ("if somebody here is probably the same person: ask, refuse, other (it is another "
        "person: save, and keep that), later (save and decide later); without this a "
        "terminal asks, and a script saves and tells") },
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

typedef enum
{
  CHOICE_ASK,
  CHOICE_TELL, /* save and say who is alike */
  CHOICE_REFUSE,
  CHOICE_OTHER,
  CHOICE_LATER,
} Choice;

static const char *const choice_words[] = { "ask", NULL, "refuse", "other", "later" };

/* A script goes on as it did before there was the question. */
static gboolean
read_choice (const AhadiInvocation *invocation, Choice *choice, GError **error)
{
  const char *word = ahadi_invocation_option (invocation, "duplicate");

  *choice = !ahadi_invocation_is_json (invocation) && isatty (STDIN_FILENO) &&
                    ahadi_prompt_has_terminal ()
                ? CHOICE_ASK
                : CHOICE_TELL;
  if (word == NULL)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (choice_words); i++)
    if (g_strcmp0 (word, choice_words[i]) == 0)
      {
        *choice = i;
        return TRUE;
      }
  return ahadi_usage_error_set (
      error, _ ("--duplicate wants one of these words: ask, refuse, other, later."));
}

static Choice
ask (void)
{
  g_autofree char *answer = ahadi_prompt_line (
      _ ("Write “other” if it is another person, “later” to save now and decide later; "
         "anything else saves nothing:"));

  for (guint i = CHOICE_OTHER; answer != NULL && i < G_N_ELEMENTS (choice_words); i++)
    if (g_str_equal (answer, choice_words[i]))
      return i;
  return CHOICE_REFUSE;
}

static int
refuse_duplicates (AhadiInvocation *invocation, json_t *candidates)
{
  static const char sentence[] =
      N_ ("Somebody here is probably the same person. Nothing was saved. Look at who is "
          "here, or say --duplicate=other or --duplicate=later.");
  g_autoptr (json_t) object = json_object ();

  ahadi_json_set_text (object, "error", "duplicate");
  ahadi_json_set_text (object, "message", _ (sentence));
  json_object_set (object, "candidates", candidates);
  ahadi_invocation_print (invocation, object);
  ahadi_invocation_warn (invocation, "%s", _ (sentence));
  return AHADI_EXIT_REFUSED;
}

/* The saved member is another person than each of @candidates. */
static gboolean
keep_apart (AhadiInvocation *invocation,
            const AhadiRecord *record,
            GPtrArray *candidates,
            GError **error)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);

  for (guint i = 0; i < candidates->len; i++)
    {
      const AhadiDuplicate *one = candidates->pdata[i];

      if (!ahadi_duplicates_decide (session, ahadi_record_get_id (record),
                                    ahadi_record_get_id (one->b->record),
                                    AHADI_SAME_AS_DIFFERENT, NULL, NULL, error))
        return FALSE;
    }
  return TRUE;
}

static int
save_new (AhadiInvocation *invocation,
          AhadiRecord *record,
          GPtrArray *candidates,
          Choice choice,
          json_t *shown)
{
  GError *error = NULL;
  int code = ahadi_fields_save (invocation, record, shown);

  if (code != AHADI_EXIT_FINE || choice != CHOICE_OTHER)
    return code;
  return keep_apart (invocation, record, candidates, &error)
             ? code
             : ahadi_invocation_fail (invocation, error);
}

static int
run_add (AhadiInvocation *invocation)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  g_autoptr (AhadiRecord) record = ahadi_record_new (AHADI_KIND_MEMBER, NULL);
  g_autoptr (GPtrArray) candidates = NULL;
  g_autoptr (json_t) shown = NULL;
  GError *error = NULL;
  Choice choice;

  if (!read_choice (invocation, &choice, &error) ||
      !ahadi_fields_enter (invocation, record, &error) ||
      !ahadi_invocation_unlock (invocation, &error))
    return ahadi_invocation_fail (invocation, error);

  /* The question is a help and no gate. */
  candidates = ahadi_duplicates_find (session, record, &error);
  if (candidates == NULL)
    {
      ahadi_invocation_say (invocation,
                            _ ("Nobody could be compared with this member: %s"),
                            error->message);
      g_clear_error (&error);
      candidates = g_ptr_array_new ();
    }

  if (candidates->len > 0 && choice != CHOICE_LATER && choice != CHOICE_OTHER)
    {
      ahadi_invocation_say (invocation, "%s", _ ("Probably the same person is here:"));
      shown = ahadi_duplicate_listing_print (invocation, candidates);
      if (choice == CHOICE_ASK)
        choice = ask ();
      if (choice == CHOICE_REFUSE)
        return refuse_duplicates (invocation, shown);
    }
  return save_new (invocation, record, candidates, choice, shown);
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
  return ahadi_fields_save (invocation, record, NULL);
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

static json_t *
list_ids (GPtrArray *items)
{
  json_t *array = json_array ();
  char id[AHADI_ID_TEXT_SIZE];

  for (guint i = 0; i < items->len; i++)
    {
      const AhadiItem *item = items->pdata[i];

      json_array_append_new (
          array, json_string (ahadi_id_print (ahadi_record_get_id (item->record), id)));
    }
  return array;
}

static void
say_other (const AhadiInvocation *invocation, const AhadiItem *item)
{
  char id[AHADI_ID_TEXT_SIZE];

  ahadi_invocation_say (invocation, _ ("The same person as %s (%s)"),
                        ahadi_record_get (item->record, AHADI_MEMBER_NAME),
                        ahadi_id_print (ahadi_record_get_id (item->record), id));
}

static int
run_show (AhadiInvocation *invocation)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  g_autoptr (AhadiItem) item = NULL;
  g_autoptr (GPtrArray) timeline = NULL;
  g_autoptr (GPtrArray) others = NULL;
  g_autoptr (json_t) object = NULL;
  GError *error = NULL;
  AhadiId id;

  if (!ahadi_listing_parse_id (ahadi_invocation_get (invocation, 0), &id, &error) ||
      !ahadi_invocation_unlock (invocation, &error) ||
      (item = ahadi_records_get (session, AHADI_KIND_MEMBER, &id, &error)) == NULL ||
      (timeline = ahadi_records_timeline (session, AHADI_KIND_MEMBER, &id, &error)) ==
          NULL ||
      (others = ahadi_duplicates_list_others (session, &id, &error)) == NULL)
    return ahadi_invocation_fail (invocation, error);

  object = ahadi_listing_item_to_json (item);
  json_object_set_new (object, "timeline", ahadi_listing_timeline_to_json (timeline));
  json_object_set_new (object, "same_person", list_ids (others));
  ahadi_invocation_print (invocation, object);
  ahadi_listing_print_item (invocation, item);
  for (guint i = 0; i < others->len; i++)
    say_other (invocation, others->pdata[i]);
  ahadi_listing_print_timeline (invocation, timeline);
  return AHADI_EXIT_FINE;
}

static const AhadiCommand commands[] = {
  { "add", "", N_ ("Add a member"), 0, 0, add_options, AHADI_KIND_MEMBER, run_add },
  { "edit", "ID", N_ ("Correct a member; what was there before stays in the history"), 1,
    1, field_options, AHADI_KIND_MEMBER, run_edit },
  { "list", "", N_ ("List the members by name"), 0, 0, list_options, 0, run_list },
  { "show", "ID", N_ ("Show one member and what happened"), 1, 1, NULL, 0, run_show },
};

const AhadiVerb ahadi_cmd_member = { "member", N_ ("Members"), commands,
                                     G_N_ELEMENTS (commands) };
