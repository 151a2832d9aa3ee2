/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-database.h"
#include "ahadi-postings.h"
#include "model/ahadi-model.h"

G_BEGIN_DECLS

/*
 * Private to store/: the table of a kind (…_posting) that says which rows have a token. A
 * list is cut into rows of at most 960 bytes, that SQLite keeps on one page each: the
 * first number is part of the key, the differences to it follow (ahadi-postings.h). The
 * lists of a token do not overlap.
 */

/* Takes out what @gone has and takes in what @come has; what is in both stays. */
gboolean ahadi_posting_table_change (AhadiDatabase *database,
                                     const AhadiKindInfo *info,
                                     AhadiPostings *gone,
                                     AhadiPostings *come,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Returns: (transfer full) (element-type guint32): the rows that have all of @tokens,
 * rising. @n: of tokens, at least one */
GArray *ahadi_posting_table_find (AhadiDatabase *database,
                                  const AhadiKindInfo *info,
                                  const guint64 *tokens,
                                  guint n,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A sum over every token of every row; and what @text adds to it, of row @doc. CORRUPT if
 * the table is not as it is written. */
gboolean ahadi_posting_table_sum (AhadiDatabase *database,
                                  const AhadiKindInfo *info,
                                  guint64 *sum,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
guint64 ahadi_posting_table_sum_text (guint32 doc, const char *text);

G_END_DECLS
