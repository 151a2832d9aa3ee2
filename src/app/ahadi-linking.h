/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/ahadi-base.h"
#include "sync/ahadi-sync.h"

G_BEGIN_DECLS

/*
 * The same person twice in plain tables (CSV), without a vault: nothing is written, and
 * nothing is decided. The first column is what rows are called by, and evidence only if
 * it is a name or the like, no number; all are known by their names in the first row.
 */
typedef struct _AhadiLinking AhadiLinking;

/* People that all tables together may have. */
#define AHADI_LINKING_ROWS_MAX 20000000

/**
 * AhadiLinkingError:
 * @AHADI_LINKING_ERROR_EMPTY: it has no first row of names
 * @AHADI_LINKING_ERROR_COLUMNS: no column has a name that is known
 * @AHADI_LINKING_ERROR_ROWS: there are more than %AHADI_LINKING_ROWS_MAX people
 */
typedef enum
{
  AHADI_LINKING_ERROR_EMPTY,
  AHADI_LINKING_ERROR_COLUMNS,
  AHADI_LINKING_ERROR_ROWS,
} AhadiLinkingError;

#define AHADI_LINKING_ERROR (ahadi_linking_error_quark ())
GQuark ahadi_linking_error_quark (void);

/* @progress: (nullable): borrowed: %AHADI_STEP_READ in rows, %AHADI_STEP_COMPARE in
 * people
 */
AhadiLinking *ahadi_linking_new (const AhadiProgress *progress);
void ahadi_linking_free (AhadiLinking *self);

/**
 * ahadi_linking_read:
 * @path: a table; the first one, or the second
 *
 * With a second table, only pairs across both are found.
 *
 * Returns: %FALSE with %AHADI_LINKING_ERROR, %G_IO_ERROR_CANCELLED, or what
 *   ahadi_csv_open() and ahadi_csv_read() fail with; nothing is to be looked for then
 */
gboolean ahadi_linking_read (AhadiLinking *self,
                             const char *path,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Where reading failed, counted from 1. */
guint64 ahadi_linking_get_line (const AhadiLinking *self);

/* (transfer none) (element-type utf8): columns of the table read last whose names are not
 * known: they were not used. */
GPtrArray *ahadi_linking_get_unknown (const AhadiLinking *self);

guint ahadi_linking_get_n_rows (const AhadiLinking *self);

/**
 * AhadiLinkingPair:
 * @a: what the rows are called in the first column of their tables
 * @b: likewise
 * @score: bits: log2 of the odds that both are one person
 * @sure: surely worth asking about; else perhaps
 * @reasons: (element-type utf8): words for programs: "same phone"
 */
typedef struct
{
  const char *a;
  const char *b;
  double score;
  gboolean sure;
  GPtrArray *reasons;
} AhadiLinkingPair;

typedef enum
{
  AHADI_LINKING_SURELY,
  AHADI_LINKING_PERHAPS,
} AhadiLinkingBand;

typedef void (*AhadiLinkingFunc) (const AhadiLinkingPair *pair, gpointer data);

/* The lowest score of @band. */
double ahadi_linking_get_threshold (AhadiLinkingBand band);

/**
 * ahadi_linking_find:
 * @least: the lowest score that is told
 * @func: called for each pair, the highest score first
 *
 * @n_pairs: (out): how many they are
 *
 * Returns: %FALSE with %G_IO_ERROR_CANCELLED, and nothing was told
 */
gboolean ahadi_linking_find (AhadiLinking *self,
                             double least,
                             AhadiLinkingFunc func,
                             gpointer data,
                             gsize *n_pairs,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What to tell a person of @error (transfer full). */
char *ahadi_linking_explain (const AhadiLinking *self, const GError *error);

/* @reason of a pair, in the person's language. */
const char *ahadi_linking_say_reason (const char *reason);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiLinking, ahadi_linking_free)

G_END_DECLS
