/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-twin-index.h"

#include "ahadi-twin-source.h"

/* Members that are taken in at a time: their keys and values take some 10 MiB. */
#define CHUNK 20000

/* Columns of twin-new and twin-row. */
static const guint columns[] = { AHADI_MEMBER_NAME,   AHADI_MEMBER_PREFERRED_NAME,
                                 AHADI_MEMBER_PHONE,  AHADI_MEMBER_BIRTH,
                                 AHADI_MEMBER_COUNTY, AHADI_MEMBER_PLACE,
                                 AHADI_MEMBER_NUMBER };

gboolean
ahadi_twin_index_load (AhadiVault *vault, GError **error)
{
  g_autoptr (AhadiStatement) get = NULL;
  gboolean row;

  if (vault->twins.known)
    return TRUE;

  get = ahadi_database_prepare (vault->database, "twin-state", error);
  if (get == NULL || !ahadi_statement_next (get, &row, error))
    return FALSE;

  vault->twins.outdated = sqlite3_column_int64 (get->stmt, 2) != AHADI_LINK_RULES;
  if (!vault->twins.outdated)
    {
      vault->twins.indexed = sqlite3_column_int64 (get->stmt, 0);
      vault->twins.compared = sqlite3_column_int64 (get->stmt, 1);
    }
  vault->twins.known = TRUE;
  return TRUE;
}

static gboolean
wipe (AhadiVault *vault, GError **error)
{
  static const char *const steps[] = { "twin-wipe",        "twin-wipe-keys",
                                       "twin-wipe-values", "twin-wipe-pairs",
                                       "twin-wipe-todo",   "twin-wipe-state" };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (!ahadi_vault_run_number (vault, steps[i], 0, 0, error))
      return FALSE;
  return ahadi_vault_run_number (vault, "twin-set-rules", 1, AHADI_LINK_RULES, error);
}

/* Keys that other rules made are found by none that these make. */
static gboolean
wipe_outdated (AhadiVault *vault, GError **error)
{
  if (!vault->twins.outdated)
    return TRUE;
  if (!ahadi_vault_begin_upkeep (vault, error) ||
      !ahadi_vault_end (vault, wipe (vault, error), error))
    return FALSE;
  vault->twins.outdated = FALSE;
  return TRUE;
}

static gboolean
set_indexed (AhadiVault *vault, gint64 indexed, GError **error)
{
  vault->twins.indexed = indexed;
  return ahadi_vault_run_number (vault, "twin-set-indexed", 1, indexed, error);
}

gboolean
ahadi_twin_index_set_compared (AhadiVault *vault, gint64 compared, GError **error)
{
  vault->twins.compared = compared;
  return ahadi_vault_run_number (vault, "twin-set-compared", 1, compared, error);
}

gboolean
ahadi_twin_index_note (AhadiVault *vault, gint64 doc, GError **error)
{
  return ahadi_twin_index_load (vault, error) &&
         (doc > vault->twins.indexed ||
          ahadi_vault_run_number (vault, "twin-todo-add", 1, doc, error));
}

/* --- Taking out ----------------------------------------------------------- */

static gboolean
run_key (AhadiVault *vault, const char *name, guint64 key, gint64 doc, GError **error)
{
  g_autoptr (AhadiStatement) run = ahadi_database_prepare (vault->database, name, error);

  if (run == NULL)
    return FALSE;

  ahadi_statement_bind_int (run, 1, (gint64) key);
  ahadi_statement_bind_int (run, 2, doc);
  return ahadi_statement_run (run, error);
}

static gboolean
take_out (AhadiVault *vault, gint64 doc, const char *source, GError **error)
{
  g_autoptr (AhadiLinkPerson) person = ahadi_twin_source_read (source);
  guint64 keys[AHADI_LINK_KEYS_MAX];
  guint64 values[AHADI_LINK_VALUES_MAX];
  guint n_keys = ahadi_link_keys_list (person, keys);
  guint n_values = ahadi_link_values_list (person, values);

  for (guint i = 0; i < n_keys; i++)
    if (!run_key (vault, "twin-key-delete", keys[i], doc, error))
      return FALSE;
  for (guint i = 0; i < n_values; i++)
    if (!run_key (vault, "twin-value-add", values[i], -1, error))
      return FALSE;
  for (guint i = 0; i < n_values; i++)
    if (!ahadi_vault_run_number (vault, "twin-value-sweep", 1, (gint64) values[i], error))
      return FALSE;

  return ahadi_vault_run_number (vault, "twin-pair-delete", 1, doc, error);
}

gboolean
ahadi_twin_index_get_source (AhadiVault *vault, gint64 doc, char **source, GError **error)
{
  g_autoptr (AhadiStatement) get =
      ahadi_database_prepare (vault->database, "twin-get", error);
  gboolean row;

  *source = NULL;
  if (get == NULL)
    return FALSE;

  ahadi_statement_bind_int (get, 1, doc);
  if (!ahadi_statement_next (get, &row, error))
    return FALSE;

  *source = row ? ahadi_statement_dup_text (get, 0) : NULL;
  return TRUE;
}

gboolean
ahadi_twin_index_forget (AhadiVault *vault, gint64 doc, GError **error)
{
  g_autofree char *source = NULL;

  if (!ahadi_twin_index_load (vault, error) ||
      !ahadi_twin_index_get_source (vault, doc, &source, error))
    return FALSE;
  /* All of it goes soon. */
  if (vault->twins.outdated)
    return ahadi_vault_run_number (vault, "twin-delete", 1, doc, error) &&
           ahadi_vault_run_number (vault, "twin-pair-delete", 1, doc, error);

  return source == NULL ||
         (take_out (vault, doc, source, error) &&
          ahadi_vault_run_number (vault, "twin-delete", 1, doc, error) &&
          ahadi_vault_run_number (vault, "twin-todo-remove", 1, doc, error));
}

/* --- Taking in ------------------------------------------------------------ */

typedef struct
{
  gint64 key;
  gint64 doc;
} Entry;

/* What a piece of the members adds. */
typedef struct
{
  GArray *keys;   /* Entry */
  GArray *values; /* gint64 */
} Batch;

static void
batch_clear (Batch *self)
{
  g_array_unref (self->keys);
  g_array_unref (self->values);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Batch, batch_clear)

static int
compare_numbers (gint64 a, gint64 b)
{
  return a < b ? -1 : a > b;
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const Entry *first = a;
  const Entry *second = b;
  int by_key = compare_numbers (first->key, second->key);

  return by_key != 0 ? by_key : compare_numbers (first->doc, second->doc);
}

static int
compare_values (gconstpointer a, gconstpointer b)
{
  return compare_numbers (*(const gint64 *) a, *(const gint64 *) b);
}

static void
batch_add (Batch *self, gint64 doc, const char *source)
{
  g_autoptr (AhadiLinkPerson) person = ahadi_twin_source_read (source);
  guint64 keys[AHADI_LINK_KEYS_MAX];
  guint64 values[AHADI_LINK_VALUES_MAX];
  guint n_keys = ahadi_link_keys_list (person, keys);
  guint n_values = ahadi_link_values_list (person, values);

  for (guint i = 0; i < n_keys; i++)
    {
      Entry entry = { (gint64) keys[i], doc };

      g_array_append_val (self->keys, entry);
    }
  g_array_append_vals (self->values, values, n_values);
}

static gboolean
write_batch (AhadiVault *vault, Batch *self, GError **error)
{
  g_array_sort (self->keys, compare_entries);
  g_array_sort (self->values, compare_values);
  for (guint i = 0; i < self->keys->len; i++)
    {
      const Entry *entry = &g_array_index (self->keys, Entry, i);

      if (!run_key (vault, "twin-key-insert", (guint64) entry->key, entry->doc, error))
        return FALSE;
    }

  for (guint i = 0, end; i < self->values->len; i = end)
    {
      gint64 value = g_array_index (self->values, gint64, i);

      for (end = i + 1; end < self->values->len; end++)
        if (g_array_index (self->values, gint64, end) != value)
          break;
      if (!run_key (vault, "twin-value-add", (guint64) value, end - i, error))
        return FALSE;
    }

  return TRUE;
}

/* @list stands on a member. */
static char *
make_source (AhadiStatement *list)
{
  const char *values[AHADI_MEMBER_N_FIELDS] = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    values[columns[i]] = (const char *) sqlite3_column_text (list->stmt, 1 + (int) i);
  return ahadi_twin_source_make (values);
}

static gboolean
put_source (AhadiVault *vault, gint64 doc, const char *source, GError **error)
{
  g_autoptr (AhadiStatement) put =
      ahadi_database_prepare (vault->database, "twin-put", error);

  if (put == NULL)
    return FALSE;

  ahadi_statement_bind_int (put, 1, doc);
  ahadi_statement_bind_text (put, 2, source);
  return ahadi_statement_run (put, error);
}

static gboolean
read_new (AhadiVault *vault, gint64 after, gint64 last, Batch *batch, GError **error)
{
  g_autoptr (AhadiStatement) list =
      ahadi_database_prepare (vault->database, "twin-new", error);
  gboolean row;

  if (list == NULL)
    return FALSE;

  ahadi_statement_bind_int (list, 1, after);
  ahadi_statement_bind_int (list, 2, last);
  while (ahadi_statement_next (list, &row, error))
    {
      gint64 doc;
      g_autofree char *source = NULL;

      if (!row)
        return TRUE;
      doc = sqlite3_column_int64 (list->stmt, 0);
      source = make_source (list);
      if (!put_source (vault, doc, source, error))
        return FALSE;
      batch_add (batch, doc, source);
    }

  return FALSE;
}

static gboolean
take_in (AhadiVault *vault, gint64 after, gint64 last, GError **error)
{
  g_auto (Batch) batch = { g_array_new (FALSE, FALSE, sizeof (Entry)),
                           g_array_new (FALSE, FALSE, sizeof (gint64)) };

  return read_new (vault, after, last, &batch, error) &&
         write_batch (vault, &batch, error) && set_indexed (vault, last, error);
}

/* --- Members who changed -------------------------------------------------- */

/* Returns: (transfer full) (element-type gint64) */
static GArray *
list_todo (AhadiVault *vault, GError **error)
{
  g_autoptr (AhadiStatement) list =
      ahadi_database_prepare (vault->database, "twin-todo-changed", error);
  g_autoptr (GArray) docs = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean row;

  if (list == NULL)
    return NULL;

  while (ahadi_statement_next (list, &row, error))
    {
      gint64 doc;

      if (!row)
        return g_steal_pointer (&docs);
      doc = sqlite3_column_int64 (list->stmt, 0);
      g_array_append_val (docs, doc);
    }

  return NULL;
}

static gboolean
renew_one (AhadiVault *vault, gint64 doc, GError **error)
{
  g_auto (Batch) batch = { g_array_new (FALSE, FALSE, sizeof (Entry)),
                           g_array_new (FALSE, FALSE, sizeof (gint64)) };
  g_autoptr (AhadiStatement) get =
      ahadi_database_prepare (vault->database, "twin-row", error);
  g_autofree char *source = NULL;
  gboolean row;

  if (get == NULL)
    return FALSE;

  ahadi_statement_bind_int (get, 1, doc);
  if (!ahadi_statement_next (get, &row, error))
    return FALSE;
  if (!row)
    return ahadi_twin_index_forget (vault, doc, error);

  source = make_source (get);
  if (!take_out (
          vault, doc,
          (const char *) sqlite3_column_text (get->stmt, 1 + G_N_ELEMENTS (columns)),
          error) ||
      !put_source (vault, doc, source, error))
    return FALSE;

  batch_add (&batch, doc, source);
  return write_batch (vault, &batch, error) &&
         ahadi_vault_run_number (vault, "twin-todo-renewed", 1, doc, error);
}

static gboolean
renew (AhadiVault *vault, GArray *docs, GError **error)
{
  for (guint i = 0; i < docs->len; i++)
    if (!renew_one (vault, g_array_index (docs, gint64, i), error))
      return FALSE;

  return TRUE;
}

static gboolean
catch_up_changed (AhadiVault *vault, GError **error)
{
  g_autoptr (GArray) docs = list_todo (vault, error);

  if (docs == NULL || docs->len == 0)
    return docs != NULL;

  return ahadi_vault_begin_upkeep (vault, error) &&
         ahadi_vault_end (vault, renew (vault, docs, error), error);
}

static gboolean
get_last_doc (AhadiVault *vault, gint64 *last, GError **error)
{
  g_autoptr (AhadiStatement) ask =
      ahadi_database_prepare (vault->database, "twin-last-member", error);

  return ask != NULL && ahadi_statement_get_number (ask, last, error);
}

gboolean
ahadi_twin_index_catch_up (AhadiVault *vault,
                           AhadiTwinIndexTick tick,
                           gpointer data,
                           GError **error)
{
  gint64 last;

  if (!ahadi_twin_index_load (vault, error) || !wipe_outdated (vault, error) ||
      !get_last_doc (vault, &last, error) || !catch_up_changed (vault, error))
    return FALSE;

  while (vault->twins.indexed < last)
    {
      gint64 after = vault->twins.indexed;

      if (tick != NULL && !tick (data))
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                       "cannot compare: stopped");
          return FALSE;
        }
      if (!ahadi_vault_begin_upkeep (vault, error) ||
          !ahadi_vault_end (
              vault, take_in (vault, after, MIN (last, after + CHUNK), error), error))
        return FALSE;
    }

  return TRUE;
}

/* --- Checking ------------------------------------------------------------- */

/* The finaliser of splitmix64: sums of such numbers differ where what was summed does. */
static guint64
mix (guint64 number)
{
  number = (number ^ (number >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  number = (number ^ (number >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return number ^ (number >> 31);
}

static guint64
mix_key (guint64 key, gint64 doc)
{
  return mix (mix (key) + (guint64) doc);
}

typedef struct
{
  guint64 keys;
  guint64 values;
} Sums;

static void
add_expected (Sums *self, gint64 doc, const char *source)
{
  g_autoptr (AhadiLinkPerson) person = ahadi_twin_source_read (source);
  guint64 keys[AHADI_LINK_KEYS_MAX];
  guint64 values[AHADI_LINK_VALUES_MAX];
  guint n_keys = ahadi_link_keys_list (person, keys);
  guint n_values = ahadi_link_values_list (person, values);

  for (guint i = 0; i < n_keys; i++)
    self->keys += mix_key (keys[i], doc);
  for (guint i = 0; i < n_values; i++)
    self->values += mix (values[i]);
}

/* Sources against the rows; @sums: what the sources give. */
static gboolean
check_sources (AhadiVault *vault, Sums *sums, guint64 *differing, GError **error)
{
  const int found = 1 + G_N_ELEMENTS (columns);
  g_autoptr (AhadiStatement) list =
      ahadi_database_prepare (vault->database, "twin-check-sources", error);
  gboolean row;

  if (list == NULL)
    return FALSE;

  while (ahadi_statement_next (list, &row, error))
    {
      const char *kept;
      g_autofree char *source = NULL;

      if (!row)
        return TRUE;
      kept = (const char *) sqlite3_column_text (list->stmt, found);
      source = make_source (list);
      if (sqlite3_column_int (list->stmt, found + 1) == 0 &&
          g_strcmp0 (kept, source) != 0)
        (*differing)++;
      if (kept != NULL)
        add_expected (sums, sqlite3_column_int64 (list->stmt, 0), kept);
    }

  return FALSE;
}

static gboolean
sum_table (
    AhadiVault *vault, const char *name, gboolean counted, guint64 *sum, GError **error)
{
  g_autoptr (AhadiStatement) list = ahadi_database_prepare (vault->database, name, error);
  gboolean row;

  *sum = 0;
  if (list == NULL)
    return FALSE;

  while (ahadi_statement_next (list, &row, error))
    {
      guint64 key;
      gint64 second;

      if (!row)
        return TRUE;
      key = (guint64) sqlite3_column_int64 (list->stmt, 0);
      second = sqlite3_column_int64 (list->stmt, 1);
      *sum += counted ? mix (key) * (guint64) second : mix_key (key, second);
    }

  return FALSE;
}

gboolean
ahadi_twin_index_check (AhadiVault *vault, guint64 *differing, GError **error)
{
  Sums expected = { 0 };
  Sums found;
  g_autoptr (AhadiStatement) ask = NULL;
  gint64 strays;

  *differing = 0;
  if (!ahadi_twin_index_load (vault, error))
    return FALSE;
  if (vault->twins.outdated)
    return TRUE;
  if (!check_sources (vault, &expected, differing, error) ||
      !sum_table (vault, "twin-check-keys", FALSE, &found.keys, error) ||
      !sum_table (vault, "twin-check-values", TRUE, &found.values, error))
    return FALSE;

  ask = ahadi_database_prepare (vault->database, "twin-check-strays", error);
  if (ask == NULL || !ahadi_statement_get_number (ask, &strays, error))
    return FALSE;

  *differing += (guint64) strays + (found.keys != expected.keys ? 1 : 0) +
                (found.values != expected.values ? 1 : 0);
  return TRUE;
}
