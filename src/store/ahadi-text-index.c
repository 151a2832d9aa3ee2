/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-text-index.h"

#include "ahadi-lists.h"
#include "ahadi-name-order.h"
#include "ahadi-search-text.h"
#include "ahadi-twin-index.h"

/*
 * Rows are numbered as they come, so those above `indexed` are the new ones; older ones
 * that changed stand in text_todo. The table of words has exactly what the other two were
 * given of a row: FTS5 without content forgets only what it is told exactly.
 */

/* New rows that are taken in at a time: sorting their names stays within a few MiB. */
#define CHUNK 50000

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
  AhadiStatement *insert;
} Indexer;

static void
indexer_clear (Indexer *self)
{
  g_clear_pointer (&self->put_words, ahadi_statement_release);
  g_clear_pointer (&self->insert, ahadi_statement_release);
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
  self->put_words = prepare (self, "words-put", error);
  if (self->put_words == NULL)
    return FALSE;

  self->insert = prepare (self, "text-insert", error);
  return self->insert != NULL;
}

static const char *
read_text (AhadiStatement *statement, int column)
{
  return (const char *) sqlite3_column_text (statement->stmt, column);
}

static gboolean
run_text (AhadiStatement *statement, gint64 doc, const char *words, GError **error)
{
  ahadi_statement_bind_int (statement, 1, doc);
  ahadi_statement_bind_text (statement, 2, words);
  return ahadi_statement_run (statement, error);
}

/* The texts of the row that @list stands on. */
static void
make_texts (Indexer *self, AhadiStatement *list, char **sort, char **folded)
{
  char *values[AHADI_KIND_MAX_FIELDS] = { NULL };

  for (guint i = 0; i < self->info->n_fields; i++)
    values[i] = (char *) read_text (list, FIRST_VALUE + i);
  *sort = ahadi_search_text_make_sort (self->info->kind, values);
  *folded = ahadi_search_text_make (self->info->kind, values);
}

static gboolean
put_words (
    Indexer *self, gint64 doc, const char *sort, const char *folded, GError **error)
{
  ahadi_statement_bind_int (self->put_words, 1, doc);
  ahadi_statement_bind_text (self->put_words, 2, sort);
  ahadi_statement_bind_text (self->put_words, 3, folded);
  return ahadi_statement_run (self->put_words, error);
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
  g_autoptr (AhadiStatement) forget = prepare (self, "text-delete", error);

  if (forget == NULL || !run_text (forget, doc, read_text (words, 1), error))
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
  Indexer indexer = { .vault = vault, .info = ahadi_kind_get_info (kind) };
  g_autoptr (AhadiStatement) words = NULL;
  gboolean row;

  if (ahadi_search_text_get_fields (kind) == 0)
    return TRUE;

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

/* The row of text_todo that @todo stands on: forgotten as it was. */
static gboolean
forget_one (Indexer *self, AhadiStatement *todo, GError **error)
{
  const int old_folded = FIRST_VALUE + self->info->n_fields + 1;
  g_autoptr (AhadiStatement) forget = prepare (self, "text-delete", error);

  return forget != NULL && run_text (forget, sqlite3_column_int64 (todo->stmt, 0),
                                     read_text (todo, old_folded), error);
}

/* Taken in as it is. */
static gboolean
renew_one (Indexer *self, AhadiStatement *todo, GError **error)
{
  gint64 doc = sqlite3_column_int64 (todo->stmt, 0);
  const char *old_sort = read_text (todo, FIRST_VALUE + self->info->n_fields);
  AhadiDatabase *database = self->vault->database;
  g_autofree char *sort = NULL;
  g_autofree char *folded = NULL;

  make_texts (self, todo, &sort, &folded);
  if (!run_text (self->insert, doc, folded, error))
    return FALSE;

  if (g_strcmp0 (sort, old_sort) != 0 &&
      (!ahadi_name_order_remove (database, self->info, old_sort, doc, error) ||
       !ahadi_name_order_add (database, self->info, sort, doc, error)))
    return FALSE;

  return put_words (self, doc, sort, folded, error);
}

typedef gboolean (*TodoFunc) (Indexer *self, AhadiStatement *todo, GError **error);

/* Rising rows: in any other order FTS5 writes out what it has gathered each time. */
static gboolean
walk_todo (Indexer *self, TodoFunc func, GError **error)
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
      if (!func (self, todo, error))
        return FALSE;
    }

  return FALSE;
}

static gboolean
flush (Indexer *self, GError **error)
{
  g_autoptr (AhadiStatement) flush = prepare (self, "text-flush", error);

  return flush != NULL && ahadi_statement_run (flush, error);
}

/*
 * All old texts first, and written out, before any new one. With detail=none and
 * secure-delete FTS5 (seen in 3.46.1) loses what stands behind a row that is deleted and
 * inserted before it is written out: of each word that row keeps, the rows that follow.
 */
static gboolean
replace_texts (Indexer *self, GError **error)
{
  return walk_todo (self, forget_one, error) && flush (self, error) &&
         walk_todo (self, renew_one, error);
}

static gboolean
add_one (Indexer *self, AhadiStatement *list, GError **error)
{
  gint64 doc = sqlite3_column_int64 (list->stmt, 0);
  g_autofree char *sort = NULL;
  g_autofree char *folded = NULL;

  make_texts (self, list, &sort, &folded);
  return put_words (self, doc, sort, folded, error) &&
         run_text (self->insert, doc, folded, error);
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
        return TRUE;
      if (!add_one (self, list, error))
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

  if (!indexer_init (&indexer, vault, info, error) || !replace_texts (&indexer, error))
    return FALSE;

  for (gint64 after = text->indexed; after < last; after += CHUNK)
    if (!add_texts (&indexer, after, MIN (last, after + CHUNK), error) ||
        !add_names (&indexer, after, MIN (last, after + CHUNK), error))
      return FALSE;

  if (!set_indexed (vault, info->kind, last, error))
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
