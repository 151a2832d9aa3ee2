/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-persons.h"

#include <string.h>

#include "ahadi-field.h"
#include "ahadi-model-error.h"
#include "ahadi-report.h"

/* In the order in which members must stand. */
static const char *const member_names[] = { "role", "anonymous", "name", "note", NULL };
static const char *const required_members[] = { "role", "anonymous", NULL };
static const char *const optional_members[] = { "name", "note", NULL };

static const AhadiField role_rule = {
  "role", AHADI_FIELD_CHOICE, AHADI_FIELD_FACT, TRUE, 0, ahadi_report_roles,
};
static const AhadiField name_rule = {
  "name", AHADI_FIELD_TEXT, AHADI_FIELD_FACT, TRUE, 200,
};
static const AhadiField note_rule = {
  "note", AHADI_FIELD_TEXT, AHADI_FIELD_FACT, FALSE, 1000,
};

static gboolean
refuse (GError **error, const char *reason)
{
  g_set_error (error, AHADI_MODEL_ERROR, AHADI_MODEL_ERROR_VALUE,
               "cannot accept persons: %s", reason);
  return FALSE;
}

static int
rank_of (const char *member)
{
  int rank = 0;

  while (member_names[rank] != NULL && !g_str_equal (member_names[rank], member))
    rank++;

  return rank;
}

static gboolean
members_are_in_order (json_t *person)
{
  const char *member;
  json_t *value;
  int last = -1;

  json_object_foreach (person, member, value)
  {
    int rank = rank_of (member);

    if (rank <= last)
      return FALSE;
    last = rank;
  }

  return TRUE;
}

/* A member that is there must be a string that @rule allows; null is not a way to leave
 * it out. */
static gboolean
check_text (json_t *person, const AhadiField *rule, GError **error)
{
  json_t *value = json_object_get (person, rule->name);

  if (value == NULL)
    return TRUE;
  if (!json_is_string (value))
    return refuse (error, "a member that is not text");

  return ahadi_field_check (rule, json_string_value (value), error);
}

static gboolean
check_person (json_t *person, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  json_t *anonymous;
  gboolean named;

  if (!json_is_object (person))
    return refuse (error, "an element that is not an object");
  if (!ahadi_json_check_members (person, required_members, optional_members,
                                 &local_error))
    return refuse (error, local_error->message);
  if (!members_are_in_order (person))
    return refuse (error, "members out of order");

  anonymous = json_object_get (person, "anonymous");
  named = json_object_get (person, name_rule.name) != NULL;
  if (!json_is_boolean (anonymous))
    return refuse (error, "anonymous is neither true nor false");
  if (json_is_true (anonymous) && named)
    return refuse (error, "a name for somebody who is anonymous");
  if (json_is_false (anonymous) && !named)
    return refuse (error, "no name for somebody who is not anonymous");

  return check_text (person, &role_rule, error) &&
         check_text (person, &name_rule, error) && check_text (person, &note_rule, error);
}

gboolean
ahadi_persons_check (const char *text, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (json_t) array = ahadi_json_parse (text, strlen (text), &local_error);
  g_autofree char *canonical = NULL;

  if (array == NULL)
    return refuse (error, local_error->message);
  if (!json_is_array (array))
    return refuse (error, "not an array");
  if (json_array_size (array) > AHADI_PERSONS_LIMIT)
    return refuse (error, "more than fifty");

  for (gsize i = 0; i < json_array_size (array); i++)
    if (!check_person (json_array_get (array, i), error))
      return FALSE;

  canonical = ahadi_json_print (array);
  if (!g_str_equal (canonical, text))
    return refuse (error, "not the canonical spelling");

  return TRUE;
}
