/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-lists.h"

#include "ahadi-matches.h"

/* A search is typed letter by letter, and back again. */
#define MAX_SEARCHES 16

/* Rows that are walked in the table before it is worth to read the order of all. */
#define WALK_LIMIT 20000

struct _AhadiLists
{
  AhadiDatabase *database;
  GArray *orders[AHADI_KIND_MAX + 1]; /* guint32: all rows by name; NULL: to be read */
  GQueue searches;                    /* AhadiMatches, the last used first */
};

AhadiLists *
ahadi_lists_new (AhadiDatabase *database)
{
  AhadiLists *self = g_new0 (AhadiLists, 1);

  self->database = database;
  g_queue_init (&self->searches);
  return self;
}

static void
free_matches (gpointer data)
{
  ahadi_matches_free (data);
}

void
ahadi_lists_forget (AhadiLists *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i <= AHADI_KIND_MAX; i++)
    g_clear_pointer (&self->orders[i], g_array_unref);
  g_queue_clear_full (&self->searches, free_matches);
}

void
ahadi_lists_free (AhadiLists *self)
{
  if (self == NULL)
    return;

  ahadi_lists_forget (self);
  g_free (self);
}

/* --- The order of names --------------------------------------------------- */

static AhadiStatement *
prepare_order (AhadiLists *self, AhadiKind kind, GError **error)
{
  return ahadi_database_prepare_for (self->database, ahadi_kind_get_info (kind)->name,
                                     "order", error);
}

/* Borrowed. */
static GArray *
get_order (AhadiLists *self, AhadiKind kind, GError **error)
{
  g_autoptr (AhadiStatement) list = NULL;
  g_autoptr (GArray) order = NULL;
  gboolean row = TRUE;

  if (self->orders[kind] != NULL)
    return self->orders[kind];

  list = prepare_order (self, kind, error);
  if (list == NULL)
    return NULL;

  order = g_array_new (FALSE, FALSE, sizeof (guint32));
  while (row)
    {
      guint32 doc;

      if (!ahadi_statement_next (list, &row, error))
        return NULL;
      if (!row)
        break;
      doc = (guint32) sqlite3_column_int64 (list->stmt, 0);
      g_array_append_val (order, doc);
    }

  self->orders[kind] = g_steal_pointer (&order);
  return self->orders[kind];
}

/* --- Pages ---------------------------------------------------------------- */

/* A page being filled: rows that match are passed over until @skip is used up, then
 * taken. */
typedef struct
{
  const AhadiMatches *matches; /* NULL: every row */
  guint skip;
  guint wanted;
  GArray *docs;
} Page;

/* Returns: whether more is wanted. */
static gboolean
page_offer (Page *page, guint32 doc)
{
  if (page->wanted == 0)
    return FALSE;
  if (page->matches != NULL && !ahadi_matches_has (page->matches, doc))
    return TRUE;

  if (page->skip > 0)
    {
      page->skip--;
      return TRUE;
    }

  g_array_append_val (page->docs, doc);
  page->wanted--;
  return page->wanted > 0;
}

static void
take_from_array (Page *page, GArray *rows)
{
  guint from = 0;

  /* Every row counts: those before the page need not be looked at. */
  if (page->matches == NULL)
    {
      from = MIN (page->skip, rows->len);
      page->skip = 0;
    }

  for (guint i = from; i < rows->len; i++)
    if (!page_offer (page, g_array_index (rows, guint32, i)))
      return;
}

static gboolean
take_from_table (AhadiLists *self, AhadiKind kind, Page *page, GError **error)
{
  g_autoptr (AhadiStatement) list = prepare_order (self, kind, error);
  gboolean row;

  if (list == NULL)
    return FALSE;

  while (ahadi_statement_next (list, &row, error))
    if (!row || !page_offer (page, (guint32) sqlite3_column_int64 (list->stmt, 0)))
      return TRUE;

  return FALSE;
}

static const AhadiMatches *
get_matches (AhadiLists *self,
             AhadiKind kind,
             const char *search,
             const AhadiSearchTerms *terms,
             GError **error)
{
  AhadiMatches *matches;

  for (GList *link = self->searches.head; link != NULL; link = link->next)
    if (ahadi_matches_is_for (link->data, kind, search))
      {
        g_queue_unlink (&self->searches, link);
        g_queue_push_head_link (&self->searches, link);
        return link->data;
      }

  matches = ahadi_matches_find (self->database, kind, search, terms, error);
  if (matches == NULL)
    return NULL;

  if (self->searches.length >= MAX_SEARCHES)
    ahadi_matches_free (g_queue_pop_tail (&self->searches));
  g_queue_push_head (&self->searches, matches);
  return matches;
}

/* How many rows a walk from the start must look at to fill the page, if matches are
 * spread evenly. */
static guint64
estimate_walk (const Page *page, guint64 rows)
{
  guint64 wanted = (guint64) page->skip + page->wanted;
  guint64 matches =
      page->matches != NULL ? ahadi_matches_get_count (page->matches) : rows;

  return matches > 0 ? wanted * rows / matches : rows;
}

static gboolean
count_rows (AhadiLists *self, AhadiKind kind, guint64 *count, GError **error)
{
  g_autoptr (AhadiStatement) ask = ahadi_database_prepare_for (
      self->database, ahadi_kind_get_info (kind)->name, "next-doc", error);
  gint64 value;

  if (ask == NULL || !ahadi_statement_get_number (ask, &value, error))
    return FALSE;

  *count = (guint64) value;
  return TRUE;
}

static gboolean
fill_page (AhadiLists *self, AhadiKind kind, Page *page, GError **error)
{
  GArray *order;
  guint64 rows;

  if (self->orders[kind] == NULL)
    {
      if (!count_rows (self, kind, &rows, error))
        return FALSE;
      if (estimate_walk (page, rows) < WALK_LIMIT)
        return take_from_table (self, kind, page, error);
    }

  order = get_order (self, kind, error);
  if (order == NULL)
    return FALSE;

  take_from_array (page, order);
  return TRUE;
}

gboolean
ahadi_lists_read_page (AhadiLists *self,
                       AhadiKind kind,
                       const char *search,
                       const AhadiSearchTerms *terms,
                       guint offset,
                       guint limit,
                       GArray *docs,
                       GError **error)
{
  Page page = { NULL, offset, limit > 0 ? limit : G_MAXUINT, docs };

  if (terms == NULL)
    return fill_page (self, kind, &page, error);

  page.matches = get_matches (self, kind, search, terms, error);
  if (page.matches == NULL)
    return FALSE;

  if (ahadi_matches_get_sorted (page.matches) == NULL)
    return fill_page (self, kind, &page, error);

  /* They all match. */
  take_from_array (&(Page){ NULL, offset, page.wanted, docs },
                   ahadi_matches_get_sorted (page.matches));
  return TRUE;
}

gboolean
ahadi_lists_count (AhadiLists *self,
                   AhadiKind kind,
                   const char *search,
                   const AhadiSearchTerms *terms,
                   guint64 *count,
                   GError **error)
{
  const AhadiMatches *matches = get_matches (self, kind, search, terms, error);

  if (matches == NULL)
    return FALSE;

  *count = ahadi_matches_get_count (matches);
  return TRUE;
}
