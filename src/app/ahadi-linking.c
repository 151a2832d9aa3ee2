/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-linking.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ahadi-linking-columns.h"
#include "ahadi-linking-reasons.h"
#include "ahadi-sentences.h"
#include "link/ahadi-link.h"

/* It is told after so many rows how far it is. */
#define TICK_ROWS 1000

struct _AhadiLinking
{
  AhadiLinkTable *table;
  GStringChunk *labels;
  GPtrArray *rows;               /* what each is called; in @labels */
  GPtrArray *unknown;            /* (nullable) */
  GArray *fields;                /* of each column; AHADI_LINK_N_FIELDS: not used */
  const AhadiProgress *progress; /* (nullable) */
  guint n_tables;
  guint64 line;
};

GQuark
ahadi_linking_error_quark (void)
{
  return g_quark_from_static_string ("ahadi-linking-error-quark");
}

AhadiLinking *
ahadi_linking_new (const AhadiProgress *progress)
{
  AhadiLinking *self = g_new0 (AhadiLinking, 1);

  self->progress = progress;
  self->table = ahadi_link_table_new ();
  self->labels = g_string_chunk_new (64 * 1024);
  self->rows = g_ptr_array_new ();
  self->fields = g_array_new (FALSE, FALSE, sizeof (AhadiLinkField));
  self->unknown = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
ahadi_linking_free (AhadiLinking *self)
{
  ahadi_link_table_free (self->table);
  g_string_chunk_free (self->labels);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->unknown);
  g_array_unref (self->fields);
  g_free (self);
}

static gboolean
refuse (AhadiLinkingError code, const char *why, GError **error)
{
  g_set_error (error, AHADI_LINKING_ERROR, (int) code, "cannot read the table: %s", why);
  return FALSE;
}

/* The first column is what a row is called by: a number of whatever kind says nothing of
 * the person, but a table may begin with the name. */
static AhadiLinkField
find_field (guint column, const char *name)
{
  AhadiLinkField field = ahadi_linking_column_find (name);
  gboolean is_number = field == AHADI_LINK_NATIONAL_ID || field == AHADI_LINK_SOCIAL_ID ||
                       field == AHADI_LINK_MEMBERSHIP_ID;

  return column == 0 && is_number ? AHADI_LINK_N_FIELDS : field;
}

static gboolean
read_header (AhadiLinking *self, AhadiCsv *csv, GError **error)
{
  GPtrArray *cells;
  gboolean any = FALSE;

  g_array_set_size (self->fields, 0);
  g_ptr_array_set_size (self->unknown, 0);
  if (!ahadi_csv_read (csv, &cells, error))
    return FALSE;
  if (cells == NULL)
    return refuse (AHADI_LINKING_ERROR_EMPTY, "it is empty", error);

  for (guint i = 0; i < cells->len; i++)
    {
      AhadiLinkField field = find_field (i, cells->pdata[i]);

      g_array_append_val (self->fields, field);
      if (field != AHADI_LINK_N_FIELDS)
        any = TRUE;
      else if (i > 0)
        g_ptr_array_add (self->unknown, g_strstrip (g_strdup (cells->pdata[i])));
    }
  return any || refuse (AHADI_LINKING_ERROR_COLUMNS, "no column is known", error);
}

static void
add_row (AhadiLinking *self, const GPtrArray *cells)
{
  g_autofree char *label = g_strstrip (g_strdup (cells->pdata[0]));
  AhadiLinkValue values[AHADI_CSV_CELLS_MAX];
  gsize n = 0;

  for (guint i = 0; i < cells->len; i++)
    {
      AhadiLinkField field = g_array_index (self->fields, AhadiLinkField, i);

      if (field != AHADI_LINK_N_FIELDS)
        values[n++] = (AhadiLinkValue){ field, cells->pdata[i] };
    }
  g_ptr_array_add (self->rows, g_string_chunk_insert (self->labels, label));
  ahadi_link_table_add (self->table, ahadi_link_person_new (values, n));
}

static gboolean
read_rows (AhadiLinking *self, AhadiCsv *csv, GError **error)
{
  GPtrArray *cells;

  do
    {
      if (!ahadi_csv_read (csv, &cells, error))
        return FALSE;
      if (cells != NULL && self->rows->len == AHADI_LINKING_ROWS_MAX)
        return refuse (AHADI_LINKING_ERROR_ROWS, "it has too many rows", error);
      if (cells != NULL)
        add_row (self, cells);
      if (self->rows->len % TICK_ROWS == 0 &&
          !ahadi_progress_step (self->progress, AHADI_STEP_READ, self->rows->len, 0,
                                error))
        return FALSE;
    }
  while (cells != NULL);
  return TRUE;
}

gboolean
ahadi_linking_read (AhadiLinking *self, const char *path, GError **error)
{
  g_autoptr (AhadiCsv) csv = NULL;
  gboolean done;

  g_return_val_if_fail (self->n_tables < 2, FALSE);

  csv = ahadi_csv_open (path, error);
  if (csv == NULL)
    return FALSE;
  if (self->n_tables++ == 1)
    ahadi_link_table_begin_second (self->table);

  done = read_header (self, csv, error) && read_rows (self, csv, error);
  self->line = ahadi_csv_get_line (csv);
  return done;
}

guint64
ahadi_linking_get_line (const AhadiLinking *self)
{
  return self->line;
}

GPtrArray *
ahadi_linking_get_unknown (const AhadiLinking *self)
{
  return self->unknown;
}

guint
ahadi_linking_get_n_rows (const AhadiLinking *self)
{
  return self->rows->len;
}

double
ahadi_linking_get_threshold (AhadiLinkingBand band)
{
  return band == AHADI_LINKING_SURELY ? AHADI_LINK_SURELY : AHADI_LINK_PERHAPS;
}

static void
tell (const AhadiLinking *self,
      const AhadiLinkPair *pair,
      AhadiLinkingFunc func,
      gpointer data)
{
  AhadiLinkingPair told = { .a = self->rows->pdata[pair->a],
                            .b = self->rows->pdata[pair->b],
                            .score = pair->weight,
                            .sure = pair->weight >= AHADI_LINK_SURELY };
  g_autoptr (GPtrArray) reasons = NULL;
  AhadiLinkVector vector;

  ahadi_link_table_compare (self->table, pair, &vector);
  told.reasons = reasons = ahadi_linking_reasons_list (&vector);
  if (pair->third == AHADI_LINK_OTHERS)
    g_ptr_array_add (reasons, (gpointer) AHADI_LINKING_REASON_OTHERS);
  else if (pair->third != AHADI_LINK_NOBODY)
    g_ptr_array_add (reasons, (gpointer) AHADI_LINKING_REASON_THIRD);
  func (&told, data);
}

static gboolean
tick (guint done, guint total, gpointer data)
{
  const AhadiLinking *self = data;

  return ahadi_progress_step (self->progress, AHADI_STEP_COMPARE, done, total, NULL);
}

gboolean
ahadi_linking_find (AhadiLinking *self,
                    double least,
                    AhadiLinkingFunc func,
                    gpointer data,
                    gsize *n_pairs,
                    GError **error)
{
  g_autoptr (GArray) pairs = NULL;

  ahadi_link_table_set_tick (self->table, tick, self);
  pairs = ahadi_link_table_find (self->table, (float) least);
  if (pairs == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "cannot compare: stopped");
      return FALSE;
    }

  for (guint i = 0; i < pairs->len; i++)
    tell (self, &g_array_index (pairs, AhadiLinkPair, i), func, data);
  *n_pairs = pairs->len;
  return TRUE;
}

char *
ahadi_linking_explain (const AhadiLinking *self, const GError *error)
{
  if (g_error_matches (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_SYNTAX))
    return g_strdup_printf (
        _ ("Line %lu of this table cannot be read: it has more or fewer cells than the "
           "first line, or a quotation mark inside a cell, or letters that are not "
           "UTF-8. Nothing was changed. Correct that line, or save the table as CSV with "
           "commas and UTF-8, then try again."),
        (gulong) self->line);
  if (g_error_matches (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_LIMIT))
    return g_strdup_printf (
        _ ("Line %lu of this table is longer than any row should be. Nothing was "
           "changed. Look for a quotation mark that is never closed, then try again."),
        (gulong) self->line);
  return ahadi_sentence_for_error (error);
}
