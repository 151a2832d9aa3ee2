/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-lists.h"

#include "ahadi-matches.h"
#include "ahadi-name-order.h"

/* A search is typed letter by letter, and back again. */
#define MAX_SEARCHES 16

/* What many find may stand together, far from the start. Up to so many rows of the table
 * are walked for a page of a search; then the order of all is read, if it takes no more
 * than 8 MiB, and kept until something changes. */
#define WALK_LIMIT 20000
#define ORDER_MAX 2000000

/* Of the pages of a large search every so many rows it is noted where they were. */
#define ROWS_PER_MARK 512

typedef struct
{
  AhadiMatches *matches;
  GArray *marks; /* AhadiNamePlace: of its rows 512, 1024…; as far as it was read */
} Search;

struct _AhadiLists
{
  AhadiDatabase *database;
  GArray *orders[AHADI_KIND_MAX + 1]; /* guint32: all rows by name; NULL: not read */
  GQueue searches;                    /* Search, the last used first */
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
clear_mark (gpointer data)
{
  ahadi_name_place_clear (data);
}

static Search *
new_search (AhadiMatches *matches)
{
  Search *search = g_new (Search, 1);

  search->matches = matches;
  search->marks = g_array_new (FALSE, FALSE, sizeof (AhadiNamePlace));
  g_array_set_clear_func (search->marks, clear_mark);
  return search;
}

static void
free_search (gpointer data)
{
  Search *search = data;

  ahadi_matches_free (search->matches);
  g_array_unref (search->marks);
  g_free (search);
}

void
ahadi_lists_forget (AhadiLists *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i <= AHADI_KIND_MAX; i++)
    g_clear_pointer (&self->orders[i], g_array_unref);
  g_queue_clear_full (&self->searches, free_search);
}

void
ahadi_lists_free (AhadiLists *self)
{
  if (self == NULL)
    return;

  ahadi_lists_forget (self);
  g_free (self);
}

static Search *
find_search (AhadiLists *self,
             AhadiKind kind,
             const char *text,
             const AhadiSearchTerms *terms,
             GError **error)
{
  AhadiMatches *matches;

  for (GList *link = self->searches.head; link != NULL; link = link->next)
    {
      Search *search = link->data;

      if (ahadi_matches_is_for (search->matches, kind, text))
        {
          g_queue_unlink (&self->searches, link);
          g_queue_push_head_link (&self->searches, link);
          return search;
        }
    }

  matches = ahadi_matches_find (self->database, kind, text, terms, error);
  if (matches == NULL)
    return NULL;

  if (self->searches.length >= MAX_SEARCHES)
    free_search (g_queue_pop_tail (&self->searches));
  g_queue_push_head (&self->searches, new_search (matches));
  return self->searches.head->data;
}

/* --- Pages ---------------------------------------------------------------- */

/* A page being filled: rows that match are passed over until @skip is used up, then
 * taken. */
typedef struct
{
  guint64 skip;
  guint wanted;
  GArray *docs;
} Page;

static void
page_offer (Page *page, guint32 doc)
{
  if (page->skip > 0)
    {
      page->skip--;
      return;
    }

  g_array_append_val (page->docs, doc);
  page->wanted--;
}

static void
take_sorted (Page *page, GArray *sorted)
{
  for (guint64 i = page->skip; i < sorted->len && page->wanted > 0; i++)
    {
      g_array_append_val (page->docs, g_array_index (sorted, guint32, i));
      page->wanted--;
    }
}

/* The row that @walk stands on has @passed rows of the search before it. */
static void
note_mark (Search *search, guint64 passed, AhadiStatement *walk)
{
  AhadiNamePlace mark;

  if (passed != (search->marks->len + 1) * ROWS_PER_MARK)
    return;

  mark.sort = ahadi_statement_dup_text (walk, 0);
  mark.doc = sqlite3_column_int64 (walk->stmt, 1);
  g_array_append_val (search->marks, mark);
}

/* From @place on, at most @limit rows of the table. @search: (nullable): whose rows alone
 * count; @passed of them stand before @place. @whole: (out): there is no more to take */
static gboolean
take_from_table (AhadiLists *self,
                 AhadiKind kind,
                 const AhadiNamePlace *place,
                 Search *search,
                 guint64 passed,
                 guint64 limit,
                 Page *page,
                 gboolean *whole,
                 GError **error)
{
  g_autoptr (AhadiStatement) walk =
      ahadi_name_order_walk (self->database, ahadi_kind_get_info (kind), place, error);
  gboolean row = TRUE;

  if (walk == NULL)
    return FALSE;

  *whole = FALSE;
  for (; page->wanted > 0 && limit > 0; limit--)
    {
      guint32 doc;

      if (!ahadi_statement_next (walk, &row, error))
        return FALSE;
      *whole = !row;
      if (!row)
        return TRUE;

      doc = (guint32) sqlite3_column_int64 (walk->stmt, 1);
      if (search != NULL && !ahadi_matches_has (search->matches, doc))
        continue;
      if (search != NULL)
        note_mark (search, passed++, walk);
      page_offer (page, doc);
    }

  *whole = page->wanted == 0;
  return TRUE;
}

static gboolean
take_any (AhadiLists *self, AhadiKind kind, Page *page, GError **error)
{
  g_auto (AhadiNamePlace) place = { NULL };
  gboolean whole;

  return ahadi_name_order_seek (self->database, ahadi_kind_get_info (kind), page->skip,
                                &place, &page->skip, error) &&
         take_from_table (self, kind, &place, NULL, 0, G_MAXUINT64, page, &whole, error);
}

/* Borrowed. @order: (out): NULL if it would be too large */
static gboolean
get_order (AhadiLists *self, AhadiKind kind, GArray **order, GError **error)
{
  static const AhadiNamePlace first = { (char *) "", 0 };
  g_autoptr (GArray) docs = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (AhadiStatement) walk = NULL;
  gboolean row = TRUE;

  *order = self->orders[kind];
  if (*order != NULL)
    return TRUE;

  walk =
      ahadi_name_order_walk (self->database, ahadi_kind_get_info (kind), &first, error);
  while (walk != NULL && docs->len <= ORDER_MAX)
    {
      guint32 doc;

      if (!ahadi_statement_next (walk, &row, error))
        return FALSE;
      if (!row)
        {
          *order = self->orders[kind] = g_steal_pointer (&docs);
          return TRUE;
        }
      doc = (guint32) sqlite3_column_int64 (walk->stmt, 1);
      g_array_append_val (docs, doc);
    }

  return walk != NULL;
}

static void
take_from_order (Page *page, GArray *order, const AhadiMatches *matches)
{
  for (guint i = 0; i < order->len && page->wanted > 0; i++)
    {
      guint32 doc = g_array_index (order, guint32, i);

      if (ahadi_matches_has (matches, doc))
        page_offer (page, doc);
    }
}

/* Too many to be sorted by themselves. */
static gboolean
walk_matching (AhadiLists *self,
               AhadiKind kind,
               Search *search,
               guint64 limit,
               Page *page,
               gboolean *whole,
               GError **error)
{
  static const AhadiNamePlace first = { (char *) "", 0 };
  guint64 marks = MIN (page->skip / ROWS_PER_MARK, search->marks->len);
  const AhadiNamePlace *place =
      marks > 0 ? &g_array_index (search->marks, AhadiNamePlace, marks - 1) : &first;
  g_auto (AhadiNamePlace) start = { g_strdup (place->sort), place->doc };

  page->skip -= marks * ROWS_PER_MARK;
  return take_from_table (self, kind, &start, search, marks * ROWS_PER_MARK, limit, page,
                          whole, error);
}

static gboolean
take_matching (
    AhadiLists *self, AhadiKind kind, Search *search, Page *page, GError **error)
{
  const Page asked = *page;
  const guint before = page->docs->len;
  gboolean whole = FALSE;
  GArray *order;

  if (self->orders[kind] == NULL &&
      !walk_matching (self, kind, search, WALK_LIMIT, page, &whole, error))
    return FALSE;
  if (whole)
    return TRUE;

  g_array_set_size (page->docs, before);
  *page = asked;
  if (!get_order (self, kind, &order, error))
    return FALSE;
  if (order == NULL)
    return walk_matching (self, kind, search, G_MAXUINT64, page, &whole, error);

  take_from_order (page, order, search->matches);
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
  Page page = { offset, limit > 0 ? limit : G_MAXUINT, docs };
  Search *found;

  if (terms == NULL)
    return take_any (self, kind, &page, error);

  found = find_search (self, kind, search, terms, error);
  if (found == NULL)
    return FALSE;
  if (ahadi_matches_get_sorted (found->matches) == NULL)
    return take_matching (self, kind, found, &page, error);

  take_sorted (&page, ahadi_matches_get_sorted (found->matches));
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
  const Search *found = find_search (self, kind, search, terms, error);

  if (found == NULL)
    return FALSE;

  *count = ahadi_matches_get_count (found->matches);
  return TRUE;
}
