/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-respondents.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ahadi-linking-reasons.h"
#include "ahadi-linking.h"

/* Reports that are in memory at a time. */
#define PAGE 200

/* Who is named in a report, by the number in the table. */
typedef struct
{
  AhadiId report;
  const char *reference;
} Named;

struct _AhadiRespondents
{
  gboolean office;
  GStringChunk *references;
  AhadiLinkTable *table;
  GArray *named;       /* Named */
  GHashTable *matches; /* AhadiId to GPtrArray of AhadiRespondentMatch */
};

static void
match_free (AhadiRespondentMatch *self)
{
  g_ptr_array_unref (self->reasons);
  g_free (self);
}

void
ahadi_respondents_free (AhadiRespondents *self)
{
  g_string_chunk_free (self->references);
  ahadi_link_table_free (self->table);
  g_array_unref (self->named);
  g_hash_table_unref (self->matches);
  g_free (self);
}

/* --- Reading -------------------------------------------------------------- */

static void
add_person (AhadiRespondents *self, const Named *named, json_t *person)
{
  const char *role = json_string_value (json_object_get (person, "role"));
  const char *name = json_string_value (json_object_get (person, "name"));
  AhadiLinkValue value = { AHADI_LINK_NAME, name };

  if (name == NULL || g_strcmp0 (role, "respondent") != 0)
    return;

  ahadi_link_table_add (self->table, ahadi_link_person_new (&value, 1));
  g_array_append_vals (self->named, named, 1);
}

static void
add_report (AhadiRespondents *self, const AhadiRecord *report)
{
  const char *persons = ahadi_record_get (report, AHADI_REPORT_PERSONS);
  const char *reference = ahadi_record_get (report, AHADI_REPORT_REFERENCE);
  g_autoptr (json_t) array =
      persons != NULL ? ahadi_json_parse (persons, strlen (persons), NULL) : NULL;
  Named named = { *ahadi_record_get_id (report), NULL };
  json_t *person;
  size_t i;

  named.reference =
      g_string_chunk_insert_const (self->references, reference != NULL ? reference : "");
  json_array_foreach (array, i, person) add_person (self, &named, person);
}

static gboolean
read_reports (AhadiRespondents *self, AhadiVault *vault, GError **error)
{
  AhadiQuery query = { .kind = AHADI_KIND_REPORT,
                       .sort = AHADI_SORT_NEWEST,
                       .limit = PAGE };

  for (;; query.offset += PAGE)
    {
      g_autoptr (GPtrArray) page = ahadi_query_list (vault, &query, error);

      if (page == NULL)
        return FALSE;
      for (guint i = 0; i < page->len; i++)
        add_report (self, ((const AhadiItem *) page->pdata[i])->record);
      if (page->len < PAGE)
        return TRUE;
    }
}

/* --- Matching ------------------------------------------------------------- */

static gboolean
has_match (GPtrArray *matches, const AhadiId *report)
{
  for (guint i = 0; i < matches->len; i++)
    if (ahadi_id_equal (&((const AhadiRespondentMatch *) matches->pdata[i])->report,
                        report))
      return TRUE;
  return FALSE;
}

static GPtrArray *
get_matches (AhadiRespondents *self, const AhadiId *report)
{
  GPtrArray *matches = g_hash_table_lookup (self->matches, report);

  if (matches == NULL)
    {
      matches = g_ptr_array_new_with_free_func ((GDestroyNotify) match_free);
      g_hash_table_insert (self->matches, g_memdup2 (report, sizeof *report), matches);
    }
  return matches;
}

/* Two reports may share several persons: the likest ones come first. */
static void
add_match (AhadiRespondents *self,
           const Named *of,
           const Named *other,
           const AhadiLinkPair *pair,
           const AhadiLinkVector *vector)
{
  GPtrArray *matches = get_matches (self, &of->report);
  AhadiRespondentMatch *match;

  if (has_match (matches, &other->report))
    return;

  match = g_new0 (AhadiRespondentMatch, 1);
  match->report = other->report;
  match->reference = other->reference;
  match->score = pair->weight;
  match->sure = pair->weight >= AHADI_LINK_SURELY;
  match->reasons = ahadi_linking_reasons_list (vector);
  g_ptr_array_add (matches, match);
}

static void
match_all (AhadiRespondents *self)
{
  g_autoptr (GArray) pairs = ahadi_link_table_find (self->table, AHADI_LINK_PERHAPS);

  for (guint i = 0; i < pairs->len; i++)
    {
      const AhadiLinkPair *pair = &g_array_index (pairs, AhadiLinkPair, i);
      const Named *a = &g_array_index (self->named, Named, pair->a);
      const Named *b = &g_array_index (self->named, Named, pair->b);
      AhadiLinkVector vector;

      if (ahadi_id_equal (&a->report, &b->report))
        continue;
      ahadi_link_table_compare (self->table, pair, &vector);
      add_match (self, a, b, pair, &vector);
      add_match (self, b, a, pair, &vector);
    }
}

static gboolean
find_office (AhadiRespondents *self, AhadiVault *vault, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (AhadiIdentity) identity = ahadi_identity_load (vault, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  self->office = identity != NULL && ahadi_role_reads (ahadi_identity_get_role (identity),
                                                       AHADI_AUDIENCE_SAFEGUARDING);
  return TRUE;
}

AhadiRespondents *
ahadi_respondents_load (AhadiSession *session, GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);
  g_autoptr (AhadiRespondents) self = NULL;

  if (vault == NULL)
    return NULL;

  self = g_new0 (AhadiRespondents, 1);
  self->references = g_string_chunk_new (1024);
  self->table = ahadi_link_table_new ();
  self->named = g_array_new (FALSE, FALSE, sizeof (Named));
  self->matches = g_hash_table_new_full (ahadi_id_hash, ahadi_id_hash_equal, g_free,
                                         (GDestroyNotify) g_ptr_array_unref);
  if (!find_office (self, vault, error) ||
      (self->office && !read_reports (self, vault, error)))
    return NULL;

  if (self->named->len > 1)
    match_all (self);
  return g_steal_pointer (&self);
}

gboolean
ahadi_respondents_is_office (const AhadiRespondents *self)
{
  return self->office;
}

GPtrArray *
ahadi_respondents_get (AhadiRespondents *self, const AhadiId *report)
{
  return g_hash_table_lookup (self->matches, report);
}

char *
ahadi_respondents_describe (AhadiRespondents *self, const AhadiId *report)
{
  GPtrArray *matches = ahadi_respondents_get (self, report);
  g_autoptr (GString) list = g_string_new (NULL);

  if (matches == NULL)
    return NULL;

  for (guint i = 0; i < matches->len; i++)
    {
      const AhadiRespondentMatch *one = matches->pdata[i];

      g_string_append_printf (list, "%s%s (", i > 0 ? ", " : "", one->reference);
      for (guint j = 0; j < one->reasons->len; j++)
        g_string_append_printf (list, "%s%s", j > 0 ? ", " : "",
                                ahadi_linking_say_reason (one->reasons->pdata[j]));
      g_string_append_c (list, ')');
    }
  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u other report may be about the same person: %s",
                   "%u other reports may be about the same person: %s", matches->len),
      matches->len, list->str);
}

const char *
ahadi_respondents_say_limit (void)
{
  return _ ("Only reports that can be opened here are compared: what the Executive "
            "Director alone reads never meets what the Committee alone reads.");
}

char *
ahadi_respondents_tell (AhadiRespondents *self, const AhadiId *report)
{
  g_autofree char *matches = ahadi_respondents_describe (self, report);

  if (!self->office)
    return g_strdup ("");
  return matches != NULL
             ? g_strdup_printf ("%s. %s", matches, ahadi_respondents_say_limit ())
             : g_strdup_printf ("%s %s",
                                _ ("No other report seems to be about the same person."),
                                ahadi_respondents_say_limit ());
}
