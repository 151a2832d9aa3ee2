/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-search-text.h"
#include "ahadi-vault-private.h"

G_BEGIN_DECLS

/*
 * Private to store/: lists sorted by name, whole or searched. For the whole list nothing
 * is held in memory (ahadi-name-order.h); for searches that find many the order of all (4
 * bytes a row, up to 8 MiB), and of the last few what they find, as a set (a bit a row).
 * Forgotten with each change.
 */
AhadiLists *ahadi_lists_new (AhadiDatabase *database);
void ahadi_lists_free (AhadiLists *self);

/* After the tables of words, tokens and names have changed, or may have been rolled
 * back. */
void ahadi_lists_forget (AhadiLists *self);

/**
 * ahadi_lists_read_page:
 * @kind: one that has names
 * @search: (nullable): as typed
 * @terms: (nullable): what @search asks for; %NULL for the whole list
 * @docs: (element-type guint32): row numbers are appended
 *
 * A small result is checked word by word. In a large one every row has all tokens of
 * the words, which can differ from having the words in rare cases ("wanjiru" also finds
 * Wanjiku Njiru).
 */
gboolean ahadi_lists_read_page (AhadiLists *self,
                                AhadiKind kind,
                                const char *search,
                                const AhadiSearchTerms *terms,
                                guint offset,
                                guint limit,
                                GArray *docs,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* How many rows @search finds. */
gboolean ahadi_lists_count (AhadiLists *self,
                            AhadiKind kind,
                            const char *search,
                            const AhadiSearchTerms *terms,
                            guint64 *count,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
