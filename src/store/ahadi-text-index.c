/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-text-index.h"

#include "ahadi-lists.h"
#include "ahadi-name-order.h"
#include "ahadi-posting-table.h"
#include "ahadi-search-text.h"
#include "ahadi-text-maker.h"
#include "ahadi-twin-index.h"

/*
 * Rows are numbered as they come, so those above `indexed` are the new ones; older ones
 * that changed stand in text_todo. The table of words has exactly what the other two were
 * given of a row: from them it is taken out by that.
 */

/* New rows that are taken in at a time: sorting their names stays within a few MiB. */
#define CHUNK 50000

/* Of posting lists so many bytes are gathered before they are written. */
#define POSTINGS_MAX (8 * 1024 * 1024)

/* Columns of text-new and text-todo; in the latter two more follow. */
#define FIRST_VALUE 1

static gboolean
ask_number (
    AhadiVault *vault, const char *name, AhadiKind kind, gint64 *value, GError **error)
{
  g_autoptr (AhadiStatement) ask = ahadi_database_prepare (vault->database, name, error);

  if (ask == NULL)
    return FALSE;

  ahadi_statement_bind_int (ask, 1, kind);
  return ahadi_statement_get_number (ask, value, error);
}

static gboolean
load_indexed (AhadiVault *vault, AhadiKind kind, GError **error)
{
  AhadiVaultText *text = &vault->texts[kind];

  if (text->indexed_known)
    return TRUE;

  text->indexed_known = ask_number (vault, "text-indexed", kind, &text->indexed, error);
  return text->indexed_known;
}

/* The number of a row that went is not given again while the index might know it. */
static gboolean
load_next_doc (AhadiVault *vault, AhadiKind kind, GError **error)
{
  AhadiVaultText *text = &vault->texts[kind];
  g_autoptr (AhadiStatement) ask = NULL;
  gint64 next;

  if (text->next_doc != 0)
    return TRUE;

  ask = ahadi_database_prepare_for (vault->database, ahadi_kind_get_info (kind)->name,
                                    "next-doc", error);
  if (ask == NULL || !ahadi_statement_get_number (ask, &next, error) ||
      !load_indexed (vault, kind, error) || !ahadi_twin_index_load (vault, error))
    return FALSE;

  text->next_doc = MAX (next, text->indexed + 1);
  if (kind == AHADI_KIND_MEMBER)
    text->next_doc = MAX (text->next_doc, vault->twins.indexed + 1);
  return TRUE;
}

gboolean
ahadi_text_index_take_doc (AhadiVault *vault, AhadiKind kind, gint64 *doc, GError **error)
{
  if (!load_next_doc (vault, kind, error))
    return FALSE;

  *doc = vault->texts[kind].next_doc++;
  vault->texts[kind].current_known = FALSE;
  return TRUE;
}

gboolean
ahadi_text_index_note (AhadiVault *vault, AhadiKind kind, gint64 doc, GError **error)
{
  AhadiVaultText *text = &vault->texts[kind];
  g_autoptr (AhadiStatement) add = NULL;

  if (!load_indexed (vault, kind, error))
    return FALSE;
  if (doc > text->indexed)
    return TRUE;

  add = ahadi_database_prepare (vault->database, "text-todo-add", error);
  if (add == NULL)
    return FALSE;

  text->current_known = FALSE;
  ahadi_statement_bind_int (add, 1, kind);
  ahadi_statement_bind_int (add, 2, doc);
  return ahadi_statement_run (add, error);
}

gboolean
ahadi_text_index_is_current (AhadiVault *vault,
                             AhadiKind kind,
                             gboolean *current,
                             GError **error)
{
  AhadiVaultText *text = &vault->texts[kind];
  gint64 todo;

  if (!text->current_known)
    {
      if (!load_indexed (vault, kind, error) || !load_next_doc (vault, kind, error) ||
          !ask_number (vault, "text-todo-any", kind, &todo, error))
        return FALSE;
      text->current = todo == 0 && text->indexed + 1 == text->next_doc;
      text->current_known = TRUE;
    }

  *current = text->current;
  return TRUE;
}

/* --- Catching up ---------------------------------------------------------- */

/* The statements that one run of catching up uses over and over. */
typedef struct
{
  AhadiVault *vault;
  const AhadiKindInfo *info;
  AhadiStatement *put_words;
  AhadiPostings *gone;
  AhadiTextMaker *maker; /* what comes; of it the words are still to be written */
} Indexer;

static void
indexer_clear (Indexer *self)
{
  g_clear_pointer (&self->put_words, ahadi_statement_release);
  g_clear_pointer (&self->gone, ahadi_postings_free);
  g_clear_pointer (&self->maker, ahadi_text_maker_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Indexer, indexer_clear)

static AhadiStatement *
prepare (Indexer *self, const char *name, GError **error)
{
  return ahadi_database_prepare_for (self->vault->database, self->info->name, name,
                                     error);
}

static gboolean
indexer_init (Indexer *self, AhadiVault *vault, const AhadiKindInfo *info, GError **error)
{
  self->vault = vault;
  self->info = info;
  self->gone = ahadi_postings_new ();
  self->maker = ahadi_text_maker_new (info->kind);
  self->put_words = prepare (self, "words-put", error);
  return self->put_words != NULL;
}

static gboolean
put_words (Indexer *self, const AhadiMadeText *text, GError **error)
{
  ahadi_statement_bind_int (self->put_words, 1, text->doc);
  ahadi_statement_bind_text (self->put_words, 2, text->sort);
  ahadi_statement_bind_text (self->put_words, 3, text->folded);
  return ahadi_statement_run (self->put_words, error);
}

/* The words of the oldest rows that were handed over. @more: (out): there were any */
static gboolean
take_made (Indexer *self, gboolean *more, GError **error)
{
  guint n = 0;
  const AhadiMadeText *made = ahadi_text_maker_take (self->maker, &n);

  *more = made != NULL;
  for (guint i = 0; i < n; i++)
    if (!put_words (self, &made[i], error))
      return FALSE;

  return TRUE;
}

static gboolean
take_all_made (Indexer *self, GError **error)
{
  gboolean more = TRUE;

  while (more)
    if (!take_made (self, &more, error))
      return FALSE;

  return TRUE;
}

/* All that was gathered goes into the tables. */
static gboolean
write_all (Indexer *self, GError **error)
{
  if (!take_all_made (self, error) ||
      !ahadi_posting_table_change (self->vault->database, self->info, self->gone,
                                   ahadi_text_maker_get_postings (self->maker), error))
    return FALSE;

  ahadi_postings_free (self->gone);
  self->gone = ahadi_postings_new ();
  ahadi_text_maker_reset (self->maker);
  return TRUE;
}

static gboolean
make_room (Indexer *self, GError **error)
{
  gboolean more;

  if (ahadi_postings_get_size (self->gone) + ahadi_text_maker_get_size (self->maker) >=
      POSTINGS_MAX)
    return write_all (self, error);

  return ahadi_text_maker_has_room (self->maker) || take_made (self, &more, error);
}

static const char *
read_text (AhadiStatement *statement, int column)
{
  return (const char *) sqlite3_column_text (statement->stmt, column);
}

/* The row that @list stands on is taken in as it is. */
static gboolean
hand_over (Indexer *self, AhadiStatement *list, GError **error)
{
  const char *values[AHADI_KIND_MAX_FIELDS] = { NULL };

  if (!make_room (self, error))
    return FALSE;

  for (guint i = 0; i < self->info->n_fields; i++)
    values[i] = read_text (list, FIRST_VALUE + i);
  ahadi_text_maker_add (self->maker, sqlite3_column_int64 (list->stmt, 0), values);
  return TRUE;
}

/* --- Forgetting ----------------------------------------------------------- */

static gboolean
run_doc (Indexer *self, const char *name, gint64 doc, GError **error)
{
  g_autoptr (AhadiStatement) run = prepare (self, name, error);

  if (run == NULL)
    return FALSE;

  ahadi_statement_bind_int (run, 1, doc);
  return ahadi_statement_run (run, error);
}

/* @words stands on what the index was given of the row. */
static gboolean
forget_words (Indexer *self, gint64 doc, AhadiStatement *words, GError **error)
{
  ahadi_postings_add (self->gone, (guint32) doc, read_text (words, 1));
  if (!write_all (self, error))
    return FALSE;
  if (ahadi_search_text_has_names (self->info->kind) &&
      !ahadi_name_order_remove (self->vault->database, self->info, read_text (words, 0),
                                doc, error))
    return FALSE;

  return run_doc (self, "words-delete", doc, error);
}

static gboolean
remove_todo (AhadiVault *vault, AhadiKind kind, gint64 doc, GError **error)
{
  g_autoptr (AhadiStatement) remove =
      ahadi_database_prepare (vault->database, "text-todo-remove", error);

  if (remove == NULL)
    return FALSE;

  ahadi_statement_bind_int (remove, 1, kind);
  ahadi_statement_bind_int (remove, 2, doc);
  return ahadi_statement_run (remove, error);
}

gboolean
ahadi_text_index_forget (AhadiVault *vault, AhadiKind kind, gint64 doc, GError **error)
{
  g_auto (Indexer) indexer = { NULL };
  g_autoptr (AhadiStatement) words = NULL;
  gboolean row;

  if (ahadi_search_text_get_fields (kind) == 0)
    return TRUE;
  if (!indexer_init (&indexer, vault, ahadi_kind_get_info (kind), error))
    return FALSE;

  words = prepare (&indexer, "words-get", error);
  if (words == NULL)
    return FALSE;

  ahadi_statement_bind_int (words, 1, doc);
  if (!ahadi_statement_next (words, &row, error) ||
      (row && !forget_words (&indexer, doc, words, error)))
    return FALSE;

  vault->texts[kind].current_known = FALSE;
  ahadi_lists_forget (vault->lists);
  return remove_todo (vault, kind, doc, error);
}

/* --- Taking in ------------------------------------------------------------ */

static gboolean
move_name (
    Indexer *self, gint64 doc, const char *old_sort, const char *sort, GError **error)
{
  AhadiDatabase *database = self->vault->database;

  return g_strcmp0 (sort, old_sort) == 0 ||
         (ahadi_name_order_remove (database, self->info, old_sort, doc, error) &&
          ahadi_name_order_add (database, self->info, sort, doc, error));
}

/* The row of text_todo that @todo stands on: forgotten as it was, taken in as it is. */
static gboolean
renew_one (Indexer *self, AhadiStatement *todo, GError **error)
{
  char *values[AHADI_KIND_MAX_FIELDS] = { NULL };
  AhadiMadeText text = { .doc = sqlite3_column_int64 (todo->stmt, 0) };
  const char *old_sort = read_text (todo, FIRST_VALUE + self->info->n_fields);
  const char *old_folded = read_text (todo, FIRST_VALUE + self->info->n_fields + 1);
  g_autofree char *sort = NULL;
  g_autofree char *folded = NULL;

  for (guint i = 0; i < self->info->n_fields; i++)
    values[i] = (char *) read_text (todo, FIRST_VALUE + i);
  text.sort = sort = ahadi_search_text_make_sort (self->info->kind, values);
  text.folded = folded = ahadi_search_text_make (self->info->kind, values);
  ahadi_postings_add (self->gone, (guint32) text.doc, old_folded);
  ahadi_postings_add (ahadi_text_maker_get_postings (self->maker), (guint32) text.doc,
                      folded);

  return move_name (self, text.doc, old_sort, sort, error) &&
         put_words (self, &text, error);
}

static gboolean
renew_all (Indexer *self, GError **error)
{
  g_autoptr (AhadiStatement) todo = prepare (self, "text-todo", error);
  gboolean row;

  if (todo == NULL)
    return FALSE;

  ahadi_statement_bind_int (todo, 1, self->info->kind);
  while (ahadi_statement_next (todo, &row, error))
    {
      if (!row)
        return TRUE;
      if (!make_room (self, error) || !renew_one (self, todo, error))
        return FALSE;
    }

  return FALSE;
}

static gboolean
add_texts (Indexer *self, gint64 after, gint64 last, GError **error)
{
  g_autoptr (AhadiStatement) list = prepare (self, "text-new", error);
  gboolean row;

  if (list == NULL)
    return FALSE;

  ahadi_statement_bind_int (list, 1, after);
  ahadi_statement_bind_int (list, 2, last);
  while (ahadi_statement_next (list, &row, error))
    {
      if (!row)
        return take_all_made (self, error);
      if (!hand_over (self, list, error))
        return FALSE;
    }

  return FALSE;
}

static gboolean
add_names (Indexer *self, gint64 after, gint64 last, GError **error)
{
  return !ahadi_search_text_has_names (self->info->kind) ||
         ahadi_name_order_add_range (self->vault->database, self->info, after, last,
                                     error);
}

static gboolean
set_indexed (AhadiVault *vault, AhadiKind kind, gint64 indexed, GError **error)
{
  g_autoptr (AhadiStatement) set =
      ahadi_database_prepare (vault->database, "text-set-indexed", error);

  if (set == NULL)
    return FALSE;

  ahadi_statement_bind_int (set, 1, kind);
  ahadi_statement_bind_int (set, 2, indexed);
  return ahadi_statement_run (set, error) &&
         ahadi_vault_run_number (vault, "text-todo-clear", 1, kind, error);
}

static gboolean
catch_up (AhadiVault *vault, const AhadiKindInfo *info, GError **error)
{
  AhadiVaultText *text = &vault->texts[info->kind];
  gint64 last = text->next_doc - 1;
  g_auto (Indexer) indexer = { NULL };

  if (!indexer_init (&indexer, vault, info, error) || !renew_all (&indexer, error))
    return FALSE;

  for (gint64 after = text->indexed; after < last; after += CHUNK)
    if (!add_texts (&indexer, after, MIN (last, after + CHUNK), error) ||
        !add_names (&indexer, after, MIN (last, after + CHUNK), error))
      return FALSE;

  if (!write_all (&indexer, error) || !set_indexed (vault, info->kind, last, error))
    return FALSE;

  text->indexed = last;
  text->current_known = FALSE;
  ahadi_lists_forget (vault->lists);
  return TRUE;
}

gboolean
ahadi_text_index_catch_up (AhadiVault *vault, AhadiKind kind, GError **error)
{
  gboolean current;

  if (ahadi_search_text_get_fields (kind) == 0)
    return TRUE;
  if (!ahadi_text_index_is_current (vault, kind, &current, error))
    return FALSE;
  if (current)
    return TRUE;

  return ahadi_vault_begin_upkeep (vault, error) &&
         ahadi_vault_end (vault, catch_up (vault, ahadi_kind_get_info (kind), error),
                          error);
}
