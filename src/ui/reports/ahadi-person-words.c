/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-person-words.h"

const char *
ahadi_person_get_role_word (json_t *person)
{
  const char *role = json_string_value (json_object_get (person, "role"));

  return role != NULL
             ? ahadi_words_choice (&ahadi_report_info.fields[AHADI_REPORT_PERSONS], role)
             : "";
}

char *
ahadi_person_print (json_t *person, gboolean covered)
{
  const char *name = json_string_value (json_object_get (person, "name"));
  const char *note = json_string_value (json_object_get (person, "note"));

  if (json_is_true (json_object_get (person, "anonymous")))
    name = _ ("Wants to stay unnamed");
  else if (covered)
    return g_strdup (_ ("●●●●●● (name covered)"));
  if (note == NULL || covered)
    return g_strdup (name != NULL ? name : "");
  return g_strdup_printf ("%s\n%s", name != NULL ? name : "", note);
}
