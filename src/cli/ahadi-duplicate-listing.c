/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-duplicate-listing.h"

#include <glib/gi18n-lib.h>
#include <math.h>

json_t *
ahadi_duplicate_listing_to_json (const AhadiDuplicate *duplicate)
{
  json_t *object = json_object ();
  json_t *reasons = json_array ();

  if (duplicate->a != NULL)
    json_object_set_new (object, "a", ahadi_listing_item_to_json (duplicate->a));
  json_object_set_new (object, "b", ahadi_listing_item_to_json (duplicate->b));
  json_object_set_new (object, "score", json_real (round (duplicate->score * 100) / 100));
  json_object_set_new (object, "sure", json_boolean (duplicate->sure));
  if (duplicate->word != NULL)
    ahadi_json_set_text (object, "verdict", duplicate->word);
  for (guint i = 0; i < duplicate->reasons->len; i++)
    json_array_append_new (reasons, json_string (duplicate->reasons->pdata[i]));
  json_object_set_new (object, "reasons", reasons);
  return object;
}

/* "same phone, name tokens swapped" */
static char *
say_reasons (const AhadiDuplicate *duplicate)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < duplicate->reasons->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "",
                            ahadi_linking_say_reason (duplicate->reasons->pdata[i]));
  return g_string_free (text, FALSE);
}

/* "Achieng Otieno, Kisumu (5b0d…)" */
static char *
name_member (const AhadiItem *item)
{
  const char *place = ahadi_record_get (item->record, AHADI_MEMBER_PLACE);
  char id[AHADI_ID_TEXT_SIZE];

  if (place == NULL)
    place = ahadi_record_get (item->record, AHADI_MEMBER_COUNTY);
  return g_strdup_printf ("%s%s%s (%s)",
                          ahadi_record_get (item->record, AHADI_MEMBER_NAME),
                          place != NULL ? ", " : "", place != NULL ? place : "",
                          ahadi_id_print (ahadi_record_get_id (item->record), id));
}

static void
say_pair (const AhadiInvocation *invocation, const AhadiDuplicate *duplicate)
{
  const AhadiField *field = &ahadi_same_as_info.fields[AHADI_SAME_AS_VERDICT];
  g_autofree char *a = duplicate->a != NULL ? name_member (duplicate->a) : NULL;
  g_autofree char *b = name_member (duplicate->b);
  g_autofree char *reasons = say_reasons (duplicate);

  ahadi_invocation_say (
      invocation, "%s%s%s: %.1f (%s)%s%s", a != NULL ? a : "", a != NULL ? " = " : "", b,
      duplicate->score, reasons, duplicate->word != NULL ? ". " : "",
      duplicate->word != NULL ? ahadi_words_choice (field, duplicate->word) : "");
}

json_t *
ahadi_duplicate_listing_print (const AhadiInvocation *invocation, GPtrArray *list)
{
  json_t *array = json_array ();

  for (guint i = 0; i < list->len; i++)
    {
      json_array_append_new (array, ahadi_duplicate_listing_to_json (list->pdata[i]));
      say_pair (invocation, list->pdata[i]);
    }
  return array;
}

static void
compare_field (const AhadiInvocation *invocation,
               const AhadiDuplicate *duplicate,
               guint index)
{
  const AhadiField *field = &ahadi_member_info.fields[index];
  const char *a = ahadi_record_get (duplicate->a->record, index);
  const char *b = ahadi_record_get (duplicate->b->record, index);
  g_autofree char *left = ahadi_words_value (field, a);
  g_autofree char *right = ahadi_words_value (field, b);

  if (a == NULL && b == NULL)
    return;
  if (g_strcmp0 (a, b) == 0)
    ahadi_invocation_say (invocation, "  %s: %s",
                          ahadi_words_field (AHADI_KIND_MEMBER, index), left);
  else
    ahadi_invocation_say (invocation, "* %s: %s | %s",
                          ahadi_words_field (AHADI_KIND_MEMBER, index),
                          a != NULL ? left : "–", b != NULL ? right : "–");
}

void
ahadi_duplicate_listing_compare (const AhadiInvocation *invocation,
                                 const AhadiDuplicate *duplicate)
{
  say_pair (invocation, duplicate);
  for (guint i = 0; i < AHADI_MEMBER_N_FIELDS; i++)
    compare_field (invocation, duplicate, i);
}
