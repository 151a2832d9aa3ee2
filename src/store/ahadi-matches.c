/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-matches.h"

#include <string.h>

#include "ahadi-posting-table.h"

typedef struct
{
  guint32 doc;
  char *sort;
} Found;

struct _AhadiMatches
{
  AhadiKind kind;
  char *search;
  guint64 count;
  GArray *bits;   /* guint64: one bit per row number */
  GArray *sorted; /* guint32; NULL if there are too many */
};

void
ahadi_matches_free (AhadiMatches *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->bits, g_array_unref);
  g_clear_pointer (&self->sorted, g_array_unref);
  g_free (self->search);
  g_free (self);
}

gboolean
ahadi_matches_is_for (const AhadiMatches *self, AhadiKind kind, const char *search)
{
  return self->kind == kind && strcmp (self->search, search) == 0;
}

guint64
ahadi_matches_get_count (const AhadiMatches *self)
{
  return self->count;
}

GArray *
ahadi_matches_get_sorted (const AhadiMatches *self)
{
  return self->sorted;
}

gboolean
ahadi_matches_has (const AhadiMatches *self, guint32 doc)
{
  guint word = doc / 64;

  return word < self->bits->len &&
         (g_array_index (self->bits, guint64, word) >> (doc % 64) & 1) != 0;
}

static void
set_bit (AhadiMatches *self, guint32 doc)
{
  guint word = doc / 64;

  if (word >= self->bits->len)
    g_array_set_size (self->bits, MAX (word + 1, 2 * self->bits->len));
  g_array_index (self->bits, guint64, word) |= G_GUINT64_CONSTANT (1) << (doc % 64);
}

static void
clear_found (gpointer data)
{
  g_free (((Found *) data)->sort);
}

static int
compare_found (gconstpointer a, gconstpointer b)
{
  const Found *first = a;
  const Found *second = b;
  int order = g_strcmp0 (first->sort, second->sort);

  if (order != 0)
    return order;
  return first->doc < second->doc ? -1 : first->doc > second->doc ? 1 : 0;
}

static gboolean
has_words (const char *folded, const AhadiSearchTerms *terms)
{
  for (guint i = 0; i < AHADI_SEARCH_MAX_WORDS && terms->words[i] != NULL; i++)
    if (strstr (folded, terms->words[i]) == NULL)
      return FALSE;

  return TRUE;
}

/* Rows out of @docs that have the words, with what they are sorted by. */
static GArray *
check_words (AhadiDatabase *database,
             const char *kind,
             GArray *docs,
             const AhadiSearchTerms *terms,
             GError **error)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Found));
  g_autoptr (AhadiStatement) get =
      ahadi_database_prepare_for (database, kind, "words-get", error);

  g_array_set_clear_func (found, clear_found);
  for (guint i = 0; get != NULL && i < docs->len; i++)
    {
      Found one = { g_array_index (docs, guint32, i), NULL };
      const char *folded;
      gboolean row;

      ahadi_statement_bind_int (get, 1, one.doc);
      if (!ahadi_statement_next (get, &row, error))
        return NULL;
      folded = row ? (const char *) sqlite3_column_text (get->stmt, 1) : NULL;
      if (folded != NULL && has_words (folded, terms))
        {
          one.sort = ahadi_statement_dup_text (get, 0);
          g_array_append_val (found, one);
        }
      ahadi_statement_reset (get);
    }

  return get != NULL ? g_steal_pointer (&found) : NULL;
}

static void
keep_sorted (AhadiMatches *self, GArray *found)
{
  self->sorted = g_array_sized_new (FALSE, FALSE, sizeof (guint32), found->len);
  g_array_sort (found, compare_found);
  for (guint i = 0; i < found->len; i++)
    g_array_append_val (self->sorted, g_array_index (found, Found, i).doc);
}

AhadiMatches *
ahadi_matches_find (AhadiDatabase *database,
                    AhadiKind kind,
                    const char *search,
                    const AhadiSearchTerms *terms,
                    GError **error)
{
  const AhadiKindInfo *info = ahadi_kind_get_info (kind);
  g_autoptr (GArray) docs =
      ahadi_posting_table_find (database, info, terms->tokens, terms->n_tokens, error);
  g_autoptr (AhadiMatches) self = g_new0 (AhadiMatches, 1);
  g_autoptr (GArray) found = NULL;

  if (docs == NULL)
    return NULL;

  self->kind = kind;
  self->search = g_strdup (search);
  self->bits = g_array_new (FALSE, TRUE, sizeof (guint64));
  self->count = docs->len;
  if (docs->len <= AHADI_MATCHES_FEW)
    {
      found = check_words (database, info->name, docs, terms, error);
      if (found == NULL)
        return NULL;
      self->count = found->len;
      keep_sorted (self, found);
    }

  for (guint i = 0; self->sorted == NULL && i < docs->len; i++)
    set_bit (self, g_array_index (docs, guint32, i));

  return g_steal_pointer (&self);
}
