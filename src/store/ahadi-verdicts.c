/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-verdicts.h"

#include <string.h>

#include "ahadi-vault-private.h"

typedef struct
{
  AhadiId a; /* the lower one */
  AhadiId b;
} Pair;

struct _AhadiVerdicts
{
  GHashTable *words;   /* Pair to an interned word */
  GHashTable *parents; /* AhadiId to AhadiId: union-find; a root is its own */
  GHashTable *apart;   /* set of Pair: of roots, or of members who are no root's */
};

static guint
hash_pair (gconstpointer data)
{
  const Pair *pair = data;

  return ahadi_id_hash (&pair->a) * 31 + ahadi_id_hash (&pair->b);
}

static gboolean
equal_pairs (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, sizeof (Pair)) == 0;
}

static Pair
make_pair (const AhadiId *a, const AhadiId *b)
{
  return ahadi_id_compare (a, b) <= 0 ? (Pair){ *a, *b } : (Pair){ *b, *a };
}

/* --- People --------------------------------------------------------------- */

static const AhadiId *
find_root (AhadiVerdicts *self, const AhadiId *member)
{
  AhadiId *parent = g_hash_table_lookup (self->parents, member);

  if (parent == NULL)
    return member;
  for (;;)
    {
      AhadiId *above = g_hash_table_lookup (self->parents, parent);

      if (ahadi_id_equal (above, parent))
        return above;
      *parent = *above; /* halves the way for whoever asks next */
      parent = above;
    }
}

static void
add_member (AhadiVerdicts *self, const AhadiId *member)
{
  if (!g_hash_table_contains (self->parents, member))
    g_hash_table_insert (self->parents, g_memdup2 (member, sizeof *member),
                         g_memdup2 (member, sizeof *member));
}

/* The lowest id is the root, so that the order of the pairs is all the same. */
static void
join (AhadiVerdicts *self, const Pair *pair)
{
  AhadiId a, b;
  Pair roots;

  add_member (self, &pair->a);
  add_member (self, &pair->b);
  a = *find_root (self, &pair->a);
  b = *find_root (self, &pair->b);
  roots = make_pair (&a, &b);
  *(AhadiId *) g_hash_table_lookup (self->parents, &roots.b) = roots.a;
}

static Pair
make_roots (AhadiVerdicts *self, const AhadiId *a, const AhadiId *b)
{
  return make_pair (find_root (self, a), find_root (self, b));
}

static void
note_apart (AhadiVerdicts *self)
{
  GHashTableIter iter;
  gpointer key, word;

  g_hash_table_iter_init (&iter, self->words);
  while (g_hash_table_iter_next (&iter, &key, &word))
    if (g_str_equal (word, AHADI_SAME_AS_DIFFERENT))
      {
        const Pair *pair = key;
        Pair roots = make_roots (self, &pair->a, &pair->b);

        g_hash_table_add (self->apart, g_memdup2 (&roots, sizeof roots));
      }
}

/* --- Loading -------------------------------------------------------------- */

static void
take (AhadiVerdicts *self, AhadiStatement *list)
{
  const char *word = (const char *) sqlite3_column_text (list->stmt, 2);
  Pair pair;

  if (word == NULL ||
      !ahadi_id_parse ((const char *) sqlite3_column_text (list->stmt, 0), &pair.a,
                       NULL) ||
      !ahadi_id_parse ((const char *) sqlite3_column_text (list->stmt, 1), &pair.b, NULL))
    return;

  g_hash_table_insert (self->words, g_memdup2 (&pair, sizeof pair),
                       (gpointer) g_intern_string (word));
  if (g_str_equal (word, AHADI_SAME_AS_SAME))
    join (self, &pair);
}

static gboolean
load (AhadiVerdicts *self, AhadiVault *vault, GError **error)
{
  g_autoptr (AhadiStatement) list =
      ahadi_database_prepare (vault->database, "same_as-verdicts", error);
  gboolean row;

  if (list == NULL)
    return FALSE;

  while (ahadi_statement_next (list, &row, error))
    {
      if (!row)
        return TRUE;
      take (self, list);
    }

  return FALSE;
}

AhadiVerdicts *
ahadi_verdicts_load (AhadiVault *vault, GError **error)
{
  g_autoptr (AhadiVerdicts) self = g_new0 (AhadiVerdicts, 1);

  self->words = g_hash_table_new_full (hash_pair, equal_pairs, g_free, NULL);
  self->parents =
      g_hash_table_new_full (ahadi_id_hash, ahadi_id_hash_equal, g_free, g_free);
  self->apart = g_hash_table_new_full (hash_pair, equal_pairs, g_free, NULL);
  if (!load (self, vault, error))
    return NULL;

  note_apart (self);
  return g_steal_pointer (&self);
}

void
ahadi_verdicts_free (AhadiVerdicts *self)
{
  g_hash_table_unref (self->words);
  g_hash_table_unref (self->parents);
  g_hash_table_unref (self->apart);
  g_free (self);
}

/* --- Asking --------------------------------------------------------------- */

AhadiVerdict
ahadi_verdicts_get (AhadiVerdicts *self, const AhadiId *a, const AhadiId *b)
{
  Pair roots = make_roots (self, a, b);

  if (ahadi_id_equal (&roots.a, &roots.b))
    return AHADI_VERDICT_SAME;
  return g_hash_table_contains (self->apart, &roots) ? AHADI_VERDICT_DIFFERENT
                                                     : AHADI_VERDICT_NONE;
}

const char *
ahadi_verdicts_get_word (AhadiVerdicts *self, const AhadiId *a, const AhadiId *b)
{
  Pair pair = make_pair (a, b);

  return g_hash_table_lookup (self->words, &pair);
}

static int
compare_pairs (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, sizeof (Pair));
}

GArray *
ahadi_verdicts_list (AhadiVerdicts *self)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (AhadiVerdictPair));
  GHashTableIter iter;
  gpointer key, word;

  g_hash_table_iter_init (&iter, self->words);
  while (g_hash_table_iter_next (&iter, &key, &word))
    {
      const Pair *pair = key;
      AhadiVerdictPair one = { pair->a, pair->b, word };

      g_array_append_val (list, one);
    }
  g_array_sort (list, compare_pairs);
  return list;
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  return ahadi_id_compare (a, b);
}

GArray *
ahadi_verdicts_list_others (AhadiVerdicts *self, const AhadiId *member)
{
  GArray *others = g_array_new (FALSE, FALSE, sizeof (AhadiId));
  AhadiId root = *find_root (self, member);
  GHashTableIter iter;
  gpointer other;

  g_hash_table_iter_init (&iter, self->parents);
  while (g_hash_table_iter_next (&iter, &other, NULL))
    if (!ahadi_id_equal (other, member) &&
        ahadi_id_equal (find_root (self, other), &root))
      g_array_append_vals (others, other, 1);
  g_array_sort (others, compare_ids);
  return others;
}
