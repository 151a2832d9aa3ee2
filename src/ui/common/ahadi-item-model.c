/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-item-model.h"

#include "ahadi-keeper-records.h"

#define PAGE_SIZE 100
/* Some fifty screens. */
#define PAGES_KEPT 40

/* A hundred entries; those not asked for yet are NULL. */
typedef struct
{
  GPtrArray *entries;
  guint64 used; /* the model's clock when it was last looked at */
  gboolean asked;
} Page;

struct _AhadiItemModel
{
  GObject parent_instance;

  /* owned */
  AhadiKeeper *keeper;
  char *search;
  GHashTable *pages; /* number -> Page */

  AhadiKind kind;
  AhadiSort sort;
  gboolean only_here;
  guint count;
  guint serial;       /* of the newest question; answers to older ones are dropped */
  guint shown_serial; /* of the question whose answer is shown */
  guint64 clock;
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AhadiItemModel,
                               ahadi_item_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

enum
{
  LOADED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
page_free (gpointer data)
{
  Page *self = data;

  g_ptr_array_unref (self->entries);
  g_free (self);
}

static void
unref_entry (gpointer data)
{
  if (data != NULL)
    g_object_unref (data);
}

static Page *
page_new (void)
{
  Page *self = g_new0 (Page, 1);

  self->entries = g_ptr_array_new_full (PAGE_SIZE, unref_entry);
  g_ptr_array_set_size (self->entries, PAGE_SIZE);
  return self;
}

static AhadiListEntry *
page_get (Page *self, guint at)
{
  if (self->entries->pdata[at] == NULL)
    self->entries->pdata[at] = ahadi_list_entry_new ();
  return self->entries->pdata[at];
}

/* --- asking -------------------------------------------------------------------- */

static void on_page (gpointer owner, gpointer result, const GError *error);

static void
ask (AhadiItemModel *self, guint page, AhadiDone done)
{
  AhadiQuery query = {
    .kind = self->kind,
    .search = self->search,
    .only_here = self->only_here,
    .sort = self->sort,
    .offset = page * PAGE_SIZE,
    .limit = PAGE_SIZE,
  };

  ahadi_keeper_list_page (self->keeper, &query, self->serial, self, done);
}

static void
forget_oldest (AhadiItemModel *self)
{
  GHashTableIter iter;
  gpointer number, value, oldest = NULL;
  guint64 least = G_MAXUINT64;

  if (g_hash_table_size (self->pages) <= PAGES_KEPT)
    return;
  g_hash_table_iter_init (&iter, self->pages);
  while (g_hash_table_iter_next (&iter, &number, &value))
    if (((Page *) value)->used < least)
      {
        least = ((Page *) value)->used;
        oldest = number;
      }
  g_hash_table_remove (self->pages, oldest);
}

static Page *
get_page (AhadiItemModel *self, guint number)
{
  Page *page = g_hash_table_lookup (self->pages, GUINT_TO_POINTER (number));

  if (page == NULL)
    {
      page = page_new ();
      g_hash_table_insert (self->pages, GUINT_TO_POINTER (number), page);
    }
  page->used = ++self->clock;
  if (!page->asked)
    {
      page->asked = TRUE;
      ask (self, number, on_page);
    }
  forget_oldest (self);
  return page;
}

/* --- answers ------------------------------------------------------------------- */

static void
fill_page (AhadiItemModel *self, const AhadiListPage *answer)
{
  Page *page =
      g_hash_table_lookup (self->pages, GUINT_TO_POINTER (answer->offset / PAGE_SIZE));

  if (page == NULL)
    return;
  for (guint i = 0; i < MIN (answer->items->len, PAGE_SIZE); i++)
    ahadi_list_entry_set_item (page_get (page, i), answer->items->pdata[i]);
}

static void
on_page (gpointer owner, gpointer result, const GError *error)
{
  AhadiItemModel *self = owner;
  const AhadiListPage *answer = result;

  if (answer != NULL && answer->serial == self->serial)
    fill_page (self, answer);
}

/* The first page of a new question: everything known before is forgotten. */
static void
on_first_page (gpointer owner, gpointer result, const GError *error)
{
  AhadiItemModel *self = owner;
  const AhadiListPage *answer = result;
  guint before = self->count;
  Page *first = NULL;

  if (answer == NULL || answer->serial != self->serial)
    return;
  g_hash_table_remove_all (self->pages);
  self->count = (guint) MIN (answer->count, G_MAXUINT - 1);
  self->shown_serial = answer->serial;
  first = page_new ();
  first->asked = TRUE;
  first->used = ++self->clock;
  g_hash_table_insert (self->pages, GUINT_TO_POINTER (0), first);
  fill_page (self, answer);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, before, self->count);
  g_signal_emit (self, signals[LOADED], 0);
}

static void
ask_anew (AhadiItemModel *self)
{
  self->serial++;
  ask (self, 0, on_first_page);
}

/* The same question after a change: if as many match, entries are filled in place. */
static void
on_reloaded (gpointer owner, gpointer result, const GError *error)
{
  AhadiItemModel *self = owner;
  const AhadiListPage *answer = result;
  GHashTableIter iter;
  gpointer number, value;

  if (answer == NULL || answer->serial != self->serial)
    return;
  if (answer->count != self->count || self->shown_serial == 0)
    {
      on_first_page (owner, result, error);
      return;
    }
  self->shown_serial = answer->serial;
  fill_page (self, answer);
  g_hash_table_iter_init (&iter, self->pages);
  while (g_hash_table_iter_next (&iter, &number, &value))
    if (GPOINTER_TO_UINT (number) != 0)
      ask (self, GPOINTER_TO_UINT (number), on_page);
  g_signal_emit (self, signals[LOADED], 0);
}

void
ahadi_item_model_reload (AhadiItemModel *self)
{
  self->serial++;
  ask (self, 0, on_reloaded);
}

void
ahadi_item_model_set_search (AhadiItemModel *self, const char *search)
{
  const char *text = search != NULL && *search != '\0' ? search : NULL;

  if (g_strcmp0 (text, self->search) == 0)
    return;
  g_free (self->search);
  self->search = g_strdup (text);
  ask_anew (self);
}

void
ahadi_item_model_set_only_here (AhadiItemModel *self, gboolean only_here)
{
  if (self->only_here == only_here)
    return;
  self->only_here = only_here;
  ask_anew (self);
}

guint
ahadi_item_model_find (AhadiItemModel *self, const AhadiId *id)
{
  GHashTableIter iter;
  gpointer number, value;

  g_hash_table_iter_init (&iter, self->pages);
  while (g_hash_table_iter_next (&iter, &number, &value))
    {
      GPtrArray *entries = ((Page *) value)->entries;

      for (guint i = 0; i < entries->len; i++)
        {
          const AhadiItem *item = entries->pdata[i] != NULL
                                      ? ahadi_list_entry_get_item (entries->pdata[i])
                                      : NULL;

          if (item != NULL && ahadi_id_equal (ahadi_record_get_id (item->record), id))
            return GPOINTER_TO_UINT (number) * PAGE_SIZE + i;
        }
    }
  return G_MAXUINT;
}

/* --- object -------------------------------------------------------------------- */

static GType
ahadi_item_model_get_item_type (GListModel *model)
{
  return AHADI_TYPE_LIST_ENTRY;
}

static guint
ahadi_item_model_get_n_items (GListModel *model)
{
  return AHADI_ITEM_MODEL (model)->count;
}

static gpointer
ahadi_item_model_get_item (GListModel *model, guint position)
{
  AhadiItemModel *self = AHADI_ITEM_MODEL (model);

  if (position >= self->count)
    return NULL;
  return g_object_ref (
      page_get (get_page (self, position / PAGE_SIZE), position % PAGE_SIZE));
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = ahadi_item_model_get_item_type;
  iface->get_n_items = ahadi_item_model_get_n_items;
  iface->get_item = ahadi_item_model_get_item;
}

static void
ahadi_item_model_finalize (GObject *object)
{
  AhadiItemModel *self = AHADI_ITEM_MODEL (object);

  g_clear_object (&self->keeper);
  g_clear_pointer (&self->search, g_free);
  g_clear_pointer (&self->pages, g_hash_table_unref);
  G_OBJECT_CLASS (ahadi_item_model_parent_class)->finalize (object);
}

static void
ahadi_item_model_class_init (AhadiItemModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ahadi_item_model_finalize;
  signals[LOADED] = g_signal_new ("loaded", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ahadi_item_model_init (AhadiItemModel *self)
{
  self->pages = g_hash_table_new_full (NULL, NULL, NULL, page_free);
}

AhadiItemModel *
ahadi_item_model_new (AhadiKeeper *keeper, AhadiKind kind, AhadiSort sort)
{
  AhadiItemModel *self = g_object_new (AHADI_TYPE_ITEM_MODEL, NULL);

  self->keeper = g_object_ref (keeper);
  self->kind = kind;
  self->sort = sort;
  ask_anew (self);
  return self;
}
