/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-conflict.h"

#include <string.h>

#include "ahadi-report.h"

static const struct
{
  const char *word;
  AhadiAbout about;
} words[] = {
  { "\"this-coordinator\"", AHADI_ABOUT_COORDINATOR },
  { "\"executive-director\"", AHADI_ABOUT_DIRECTOR },
  { "\"committee-member\"", AHADI_ABOUT_MEMBER },
};

AhadiAbout
ahadi_about_parse (const char *choices)
{
  AhadiAbout about = AHADI_ABOUT_NOBODY;

  for (gsize i = 0; choices != NULL && i < G_N_ELEMENTS (words); i++)
    if (strstr (choices, words[i].word) != NULL)
      about |= words[i].about;

  return about;
}

AhadiRouteVerdict
ahadi_conflict_judge (AhadiAbout about, const char *route)
{
  gboolean to_director = g_strcmp0 (route, "board-committee") != 0;
  gboolean to_committee = g_strcmp0 (route, "executive-director") != 0;

  if ((about & AHADI_ABOUT_DIRECTOR) != 0 && to_director)
    return AHADI_ROUTE_REACHES_DIRECTOR;
  if ((about & AHADI_ABOUT_MEMBER) == 0 || !to_committee)
    return AHADI_ROUTE_ALLOWED;

  return to_director ? AHADI_ROUTE_REACHES_MEMBER : AHADI_ROUTE_ALLOWED_RECUSED;
}

gboolean
ahadi_conflict_stays (AhadiAbout about)
{
  return (about & AHADI_ABOUT_COORDINATOR) == 0;
}

gboolean
ahadi_conflict_lets_stay (const AhadiRecord *record)
{
  return ahadi_record_get_kind (record) != AHADI_KIND_REPORT ||
         ahadi_conflict_stays (
             ahadi_about_parse (ahadi_record_get (record, AHADI_REPORT_ABOUT)));
}

/* --- who is recused --------------------------------------------------------- */

static gboolean
add_id (GArray *ids, const char *text)
{
  AhadiId id;

  if (!ahadi_id_parse (text, &id, NULL) ||
      (ids->len > 0 &&
       ahadi_id_compare (&g_array_index (ids, AhadiId, ids->len - 1), &id) >= 0))
    return FALSE;

  g_array_append_val (ids, id);
  return TRUE;
}

GArray *
ahadi_recused_parse (const char *text)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (AhadiId));
  g_auto (GStrv) parts = NULL;

  if (text == NULL)
    return g_steal_pointer (&ids);

  parts = g_strsplit (text, " ", -1);
  for (gsize i = 0; parts[i] != NULL; i++)
    if (!add_id (ids, parts[i]))
      return NULL;
  if (ids->len == 0)
    return NULL;

  return g_steal_pointer (&ids);
}

char *
ahadi_recused_print (const GArray *ids)
{
  GString *text;

  if (ids->len == 0)
    return NULL;

  text = g_string_sized_new (ids->len * AHADI_ID_TEXT_SIZE);
  for (guint i = 0; i < ids->len; i++)
    {
      char id[AHADI_ID_TEXT_SIZE];

      if (i > 0)
        g_string_append_c (text, ' ');
      g_string_append (text, ahadi_id_print (&g_array_index (ids, AhadiId, i), id));
    }

  return g_string_free (text, FALSE);
}

/* --- the rule --------------------------------------------------------------- */

static void
add (GPtrArray *problems, guint field, AhadiProblemCode code)
{
  ahadi_problem_list_add (problems, ahadi_report_info.fields[field].name, code);
}

static void
validate_recused (const AhadiRecord *report, gboolean needed, GPtrArray *problems)
{
  const char *text = ahadi_record_get (report, AHADI_REPORT_RECUSED);
  g_autoptr (GArray) ids = ahadi_recused_parse (text);

  if (ids == NULL || (ids->len > 0 && !needed))
    add (problems, AHADI_REPORT_RECUSED, AHADI_PROBLEM_OTHER_VALUE);
  else if (ids->len == 0 && needed)
    add (problems, AHADI_REPORT_RECUSED, AHADI_PROBLEM_NOBODY_RECUSED);
}

void
ahadi_conflict_validate (const AhadiRecord *report, GPtrArray *problems)
{
  const char *choices = ahadi_record_get (report, AHADI_REPORT_ABOUT);
  const char *route = ahadi_record_get (report, AHADI_REPORT_ROUTE);
  AhadiAbout about = ahadi_about_parse (choices);
  AhadiRouteVerdict verdict = ahadi_conflict_judge (about, route);

  if (choices != NULL && about != AHADI_ABOUT_NOBODY &&
      strstr (choices, "\"nobody-here\"") != NULL)
    add (problems, AHADI_REPORT_ABOUT, AHADI_PROBLEM_OTHER_VALUE);
  if (route == NULL)
    return;

  if (verdict == AHADI_ROUTE_REACHES_DIRECTOR)
    add (problems, AHADI_REPORT_ROUTE, AHADI_PROBLEM_REACHES_DIRECTOR);
  else if (verdict == AHADI_ROUTE_REACHES_MEMBER)
    add (problems, AHADI_REPORT_ROUTE, AHADI_PROBLEM_REACHES_MEMBER);
  validate_recused (report, verdict == AHADI_ROUTE_ALLOWED_RECUSED, problems);
}
