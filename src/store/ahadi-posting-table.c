/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-posting-table.h"

#include "ahadi-store-error.h"
#include "ahadi-tokenizer.h"

#define ROW_SIZE 960

static AhadiStatement *
prepare (AhadiDatabase *database,
         const AhadiKindInfo *info,
         const char *name,
         GError **error)
{
  return ahadi_database_prepare_for (database, info->name, name, error);
}

static GArray *
new_docs (void)
{
  return g_array_new (FALSE, FALSE, sizeof (guint32));
}

static guint32
get_doc (GArray *docs, guint i)
{
  return g_array_index (docs, guint32, i);
}

static gboolean
decode (guint32 first, gconstpointer bytes, gsize size, GArray *docs, GError **error)
{
  if (ahadi_posting_decode (first, bytes, size, docs))
    return TRUE;

  g_set_error_literal (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_CORRUPT,
                       "cannot search: a list of rows is not as this program writes it");
  return FALSE;
}

/* Appends what the row that @list stands on has, from @column on. */
static gboolean
read_docs (AhadiStatement *list, int column, GArray *docs, GError **error)
{
  return decode ((guint32) sqlite3_column_int64 (list->stmt, column),
                 sqlite3_column_blob (list->stmt, column + 1),
                 (gsize) sqlite3_column_bytes (list->stmt, column + 1), docs, error);
}

/* --- changing --------------------------------------------------------------------- */

typedef struct
{
  AhadiDatabase *database;
  gboolean was_empty; /* nothing needs to be looked for */
  AhadiStatement *at;
  AhadiStatement *after;
  AhadiStatement *put;
  AhadiStatement *remove;
  /* Of one token. */
  guint64 token;
  GArray *gone;
  GArray *come;
  guint n_gone; /* that are done with */
  guint n_come;
  /* Of one row. */
  GArray *old;
  GArray *docs;
} Change;

static void
change_clear (Change *self)
{
  g_clear_pointer (&self->at, ahadi_statement_release);
  g_clear_pointer (&self->after, ahadi_statement_release);
  g_clear_pointer (&self->put, ahadi_statement_release);
  g_clear_pointer (&self->remove, ahadi_statement_release);
  g_clear_pointer (&self->gone, g_array_unref);
  g_clear_pointer (&self->come, g_array_unref);
  g_clear_pointer (&self->old, g_array_unref);
  g_clear_pointer (&self->docs, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Change, change_clear)

static gboolean
change_init (Change *self,
             AhadiDatabase *database,
             const AhadiKindInfo *info,
             GError **error)
{
  g_autoptr (AhadiStatement) any = prepare (database, info, "posting-any", error);
  gint64 some;

  self->database = database;
  self->gone = new_docs ();
  self->come = new_docs ();
  self->old = new_docs ();
  self->docs = new_docs ();
  if (any == NULL || !ahadi_statement_get_number (any, &some, error))
    return FALSE;

  self->was_empty = some == 0;
  self->at = prepare (database, info, "posting-at", error);
  self->after =
      self->at != NULL ? prepare (database, info, "posting-after", error) : NULL;
  self->put = self->after != NULL ? prepare (database, info, "posting-put", error) : NULL;
  self->remove =
      self->put != NULL ? prepare (database, info, "posting-delete", error) : NULL;
  return self->remove != NULL;
}

static void
bind_place (Change *self, AhadiStatement *statement, guint32 doc)
{
  ahadi_statement_bind_int (statement, 1, (gint64) self->token);
  ahadi_statement_bind_int (statement, 2, doc);
}

/* The row to which @doc belongs. @first: (out): its first number, 0 if there is none;
 * @end: (out): where the next one begins */
static gboolean
read_row (Change *self, guint32 doc, guint32 *first, gint64 *end, GError **error)
{
  gboolean row = FALSE;

  *first = 0;
  *end = G_MAXINT64;
  g_array_set_size (self->old, 0);
  if (self->was_empty)
    return TRUE;

  bind_place (self, self->at, doc);
  if (!ahadi_statement_next (self->at, &row, error) ||
      (row && !read_docs (self->at, 0, self->old, error)))
    return FALSE;
  ahadi_statement_reset (self->at);
  if (row)
    *first = get_doc (self->old, 0);

  bind_place (self, self->after, doc);
  if (!ahadi_statement_next (self->after, &row, error))
    return FALSE;
  if (row)
    *end = sqlite3_column_int64 (self->after->stmt, 0);
  ahadi_statement_reset (self->after);
  return TRUE;
}

/* Whether @doc is the next of @docs behind @n, which it passes then. */
static gboolean
pass (GArray *docs, guint *n, guint32 doc)
{
  if (*n == docs->len || get_doc (docs, *n) != doc)
    return FALSE;

  (*n)++;
  return TRUE;
}

/* The lowest of what is left; @end if nothing is left below it. */
static gint64
find_next (Change *self, guint n_old, gint64 end)
{
  if (n_old < self->old->len)
    end = MIN (end, get_doc (self->old, n_old));
  if (self->n_gone < self->gone->len)
    end = MIN (end, get_doc (self->gone, self->n_gone));
  if (self->n_come < self->come->len)
    end = MIN (end, get_doc (self->come, self->n_come));
  return end;
}

static guint
count_below (GArray *docs, guint from, gint64 end)
{
  guint n = from;

  while (n < docs->len && get_doc (docs, n) < end)
    n++;
  return n - from;
}

/* Whether all that comes is behind all that is there, as rows that are new here are. */
static gboolean
only_appends (Change *self, gint64 end)
{
  guint n = self->old->len;

  return count_below (self->gone, self->n_gone, end) == 0 &&
         (n == 0 || self->n_come == self->come->len ||
          get_doc (self->old, n - 1) < get_doc (self->come, self->n_come));
}

static void
append_row (Change *self, gint64 end)
{
  guint n = count_below (self->come, self->n_come, end);

  g_array_append_vals (self->docs, self->old->data, self->old->len);
  if (n > 0)
    g_array_append_vals (self->docs, &g_array_index (self->come, guint32, self->n_come),
                         n);
  self->n_come += n;
}

/* What the row has afterwards. */
static void
merge_row (Change *self, gint64 end)
{
  guint n_old = 0;
  gint64 next;

  g_array_set_size (self->docs, 0);
  if (only_appends (self, end))
    {
      append_row (self, end);
      return;
    }

  while ((next = find_next (self, n_old, end)) < end)
    {
      guint32 doc = (guint32) next;
      gboolean had = pass (self->old, &n_old, doc);
      gboolean goes = pass (self->gone, &self->n_gone, doc);
      gboolean comes = pass (self->come, &self->n_come, doc);

      if (comes || (had && !goes))
        g_array_append_val (self->docs, doc);
    }
}

static gboolean
put (Change *self, guint32 first, const guint8 *bytes, gsize size, GError **error)
{
  bind_place (self, self->put, first);
  ahadi_statement_bind_bytes (self->put, 3, size > 0 ? (gconstpointer) bytes : "", size);
  return ahadi_statement_run (self->put, error);
}

/* Into as many rows as it takes. @fills: more will come behind, so that full rows stay as
 * they are; of others half is left free. */
static gboolean
write_docs (Change *self, gboolean fills, GError **error)
{
  const guint32 *docs = (const guint32 *) (gpointer) self->docs->data;
  guint n = self->docs->len;
  guint8 bytes[ROW_SIZE];
  gsize room = sizeof bytes;
  gsize size;

  if (!fills && n > 0 && ahadi_posting_encode (docs, n, bytes, room, &size) < n)
    room /= 2;

  for (guint at = 0; at < n;)
    {
      guint taken = ahadi_posting_encode (docs + at, n - at, bytes, room, &size);

      if (!put (self, docs[at], bytes, size, error))
        return FALSE;
      at += taken;
    }

  return TRUE;
}

static gboolean
change_row (Change *self, guint32 doc, GError **error)
{
  guint32 first;
  gint64 end;

  if (!read_row (self, doc, &first, &end, error))
    return FALSE;

  merge_row (self, end);
  if (first != 0 && (self->docs->len == 0 || get_doc (self->docs, 0) != first))
    {
      bind_place (self, self->remove, first);
      if (!ahadi_statement_run (self->remove, error))
        return FALSE;
    }

  return write_docs (self, end == G_MAXINT64, error);
}

static gboolean
load (const AhadiPostingList *list, GArray *docs, GError **error)
{
  g_array_set_size (docs, 0);
  return list == NULL || decode (list->first, list->bytes, list->size, docs, error);
}

static gboolean
change_token (Change *self,
              guint64 token,
              const AhadiPostingList *gone,
              const AhadiPostingList *come,
              GError **error)
{
  gint64 next;

  self->token = token;
  self->n_gone = self->n_come = 0;
  if (!load (gone, self->gone, error) || !load (come, self->come, error))
    return FALSE;

  while ((next = find_next (self, self->old->len, G_MAXINT64)) != G_MAXINT64)
    if (!change_row (self, (guint32) next, error))
      return FALSE;

  return TRUE;
}

gboolean
ahadi_posting_table_change (AhadiDatabase *database,
                            const AhadiKindInfo *info,
                            AhadiPostings *gone,
                            AhadiPostings *come,
                            GError **error)
{
  g_autoptr (GPtrArray) leaving = ahadi_postings_list (gone);
  g_autoptr (GPtrArray) coming = ahadi_postings_list (come);
  g_auto (Change) self = { NULL };

  if (!change_init (&self, database, info, error))
    return FALSE;

  for (guint i = 0; i < coming->len; i++)
    {
      const AhadiPostingList *list = coming->pdata[i];

      if (!change_token (&self, list->token, ahadi_postings_find (gone, list->token),
                         list, error))
        return FALSE;
    }

  for (guint i = 0; i < leaving->len; i++)
    {
      const AhadiPostingList *list = leaving->pdata[i];

      if (ahadi_postings_find (come, list->token) == NULL &&
          !change_token (&self, list->token, list, NULL, error))
        return FALSE;
    }

  return TRUE;
}

/* --- finding ---------------------------------------------------------------------- */

/* Calls for each row of @token. Keeps of @docs, behind its first @kept, what @more has.
 */
static void
intersect (GArray *docs, guint *kept, guint *at, GArray *more)
{
  for (guint i = 0; i < more->len && *at < docs->len;)
    {
      guint32 one = get_doc (docs, *at);
      guint32 other = get_doc (more, i);

      if (one == other)
        g_array_index (docs, guint32, (*kept)++) = one;
      *at += one <= other ? 1 : 0;
      i += other <= one ? 1 : 0;
    }
}

/* @docs: what all tokens before have; all that @token has if it is the first one */
static gboolean
narrow (
    AhadiStatement *list, guint64 token, gboolean is_first, GArray *docs, GError **error)
{
  g_autoptr (GArray) more = new_docs ();
  gboolean row = TRUE;
  guint kept = 0;
  guint at = 0;

  ahadi_statement_bind_int (list, 1, (gint64) token);
  while (row && (is_first || at < docs->len))
    {
      if (!ahadi_statement_next (list, &row, error))
        return FALSE;
      if (!row)
        break;
      g_array_set_size (more, 0);
      if (!read_docs (list, 0, is_first ? docs : more, error))
        return FALSE;
      intersect (docs, &kept, &at, more);
    }

  ahadi_statement_reset (list);
  if (!is_first)
    g_array_set_size (docs, kept);
  return TRUE;
}

GArray *
ahadi_posting_table_find (AhadiDatabase *database,
                          const AhadiKindInfo *info,
                          const guint64 *tokens,
                          guint n,
                          GError **error)
{
  g_autoptr (AhadiStatement) list = prepare (database, info, "posting-list", error);
  g_autoptr (GArray) docs = new_docs ();

  for (guint i = 0; list != NULL && i < n; i++)
    if (!narrow (list, tokens[i], i == 0, docs, error))
      return NULL;

  return list != NULL ? g_steal_pointer (&docs) : NULL;
}

/* --- checking --------------------------------------------------------------------- */

static guint64
mix (guint64 token, guint32 doc)
{
  guint64 value = (token ^ (guint64) doc << 32) + doc * G_GUINT64_CONSTANT (0x9e3779b1);

  value = (value ^ value >> 29) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  value = (value ^ value >> 32) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return value ^ value >> 29;
}

gboolean
ahadi_posting_table_sum (AhadiDatabase *database,
                         const AhadiKindInfo *info,
                         guint64 *sum,
                         GError **error)
{
  g_autoptr (AhadiStatement) list = prepare (database, info, "posting-all", error);
  g_autoptr (GArray) docs = new_docs ();
  gboolean row;

  *sum = 0;
  while (list != NULL && ahadi_statement_next (list, &row, error))
    {
      guint64 token;

      if (!row)
        return TRUE;
      token = (guint64) sqlite3_column_int64 (list->stmt, 0);
      g_array_set_size (docs, 0);
      if (!read_docs (list, 1, docs, error))
        return FALSE;
      for (guint i = 0; i < docs->len; i++)
        *sum += mix (token, get_doc (docs, i));
    }

  return FALSE;
}

static void
take_token (guint64 token, gpointer data)
{
  g_array_append_val ((GArray *) data, token);
}

static int
compare_tokens (gconstpointer a, gconstpointer b)
{
  guint64 first = *(const guint64 *) a;
  guint64 second = *(const guint64 *) b;

  return first < second ? -1 : first > second ? 1 : 0;
}

guint64
ahadi_posting_table_sum_text (guint32 doc, const char *text)
{
  g_autoptr (GArray) tokens = g_array_new (FALSE, FALSE, sizeof (guint64));
  guint64 sum = 0;

  ahadi_tokenizer_cut (text, take_token, tokens);
  g_array_sort (tokens, compare_tokens);
  for (guint i = 0; i < tokens->len; i++)
    {
      guint64 token = g_array_index (tokens, guint64, i);

      if (i == 0 || token != g_array_index (tokens, guint64, i - 1))
        sum += mix (token, doc);
    }

  return sum;
}
