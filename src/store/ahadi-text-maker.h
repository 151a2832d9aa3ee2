/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-postings.h"
#include "model/ahadi-model.h"

G_BEGIN_DECLS

/*
 * Private to store/: the texts of many new rows, and their posting lists, made by a
 * thread of its own while the caller reads the next rows and writes what was made. It
 * sees no database. Rows come out in the order in which they went in; a few hundred of
 * them are under way, and a thread is started for no fewer.
 */
typedef struct _AhadiTextMaker AhadiTextMaker;

typedef struct
{
  gint64 doc;
  char *sort; /* NULL for a kind without names */
  char *folded;
} AhadiMadeText;

AhadiTextMaker *ahadi_text_maker_new (AhadiKind kind);

/* Waits for the thread. */
void ahadi_text_maker_free (AhadiTextMaker *self);

/* Whether another row may be added; if not ahadi_text_maker_take() is to be called. */
gboolean ahadi_text_maker_has_room (AhadiTextMaker *self);

/* @values: (nullable elements): by field index; copied */
void ahadi_text_maker_add (AhadiTextMaker *self, gint64 doc, const char *const *values);

/* Waits for the oldest rows that are under way. Returns: (nullable): @n of them; the
 * maker's own until the next call of any function. NULL if none are left. */
const AhadiMadeText *ahadi_text_maker_take (AhadiTextMaker *self, guint *n);

/* About how many bytes the posting lists take by now. */
gsize ahadi_text_maker_get_size (AhadiTextMaker *self);

/* Returns: (transfer none): those of all rows, once ahadi_text_maker_take() said %NULL;
 * they go with ahadi_text_maker_reset() or the maker. */
AhadiPostings *ahadi_text_maker_get_postings (AhadiTextMaker *self);
void ahadi_text_maker_reset (AhadiTextMaker *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiTextMaker, ahadi_text_maker_free)

G_END_DECLS
