/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What one row may have at most. */
#define AHADI_CSV_ROW_MAX (1024 * 1024) /* bytes */
#define AHADI_CSV_CELLS_MAX 512

/*
 * A table of comma-separated values, read row by row: RFC 4180, and the rules at the head
 * of ahadi-csv.c. What is not written so is refused, never guessed.
 */
typedef struct _AhadiCsv AhadiCsv;

/**
 * ahadi_csv_open:
 *
 * Returns: (transfer full): %NULL with one of the system's codes of %AHADI_BASE_ERROR
 */
AhadiCsv *ahadi_csv_open (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same of bytes in memory. @bytes: (transfer none): a reference is taken */
AhadiCsv *ahadi_csv_new (GBytes *bytes);
void ahadi_csv_free (AhadiCsv *self);

/**
 * ahadi_csv_read:
 * @cells: (out) (transfer none) (element-type utf8): UTF-8, as they are between commas
 *   or quotes; %NULL after the last row. Valid until the next call.
 *
 * Lines with nothing on them are no rows.
 *
 * Returns: %FALSE with %AHADI_BASE_ERROR_SYNTAX, _LIMIT or one of the system's codes; the
 *   table is then read no further
 */
gboolean ahadi_csv_read (AhadiCsv *self,
                         GPtrArray **cells,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The line, counted from 1, where the row read last (or refused) begins. */
guint64 ahadi_csv_get_line (const AhadiCsv *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiCsv, ahadi_csv_free)

G_END_DECLS
