/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Private to store/: posting lists in memory, which row numbers have which token, before
 * they are written in one go (ahadi-posting-table.h). Of a list the first number stands
 * for itself; of each other the difference to the one before follows, seven bits in a
 * byte, the lowest first, the highest bit set in all bytes but the last.
 */
typedef struct _AhadiPostings AhadiPostings;

typedef struct
{
  guint64 token;
  guint32 first;
  guint32 last;
  guint32 count;
  guint32 size;  /* of bytes */
  guint8 *bytes; /* the differences */
  guint32 room;
} AhadiPostingList;

AhadiPostings *ahadi_postings_new (void);
void ahadi_postings_free (AhadiPostings *self);

/* @text: folded words of row @doc, whose number is not below any that came before. */
void ahadi_postings_add (AhadiPostings *self, guint32 doc, const char *text);

/* About how many bytes the lists take. */
gsize ahadi_postings_get_size (const AhadiPostings *self);

/* Returns: (transfer container) (element-type AhadiPostingList): all lists, by rising
 * token */
GPtrArray *ahadi_postings_list (AhadiPostings *self);

/* Returns: (nullable): that of @token */
const AhadiPostingList *ahadi_postings_find (const AhadiPostings *self, guint64 token);

/* Appends to @docs (element-type guint32) @first and the numbers after it; %FALSE if
 * @bytes are no such differences. */
gboolean
ahadi_posting_decode (guint32 first, const guint8 *bytes, gsize size, GArray *docs);

/* Writes the differences of as many of the @n rising @docs, the first left out, as @room
 * bytes hold. Returns: how many numbers that is; @size: (out): of bytes */
guint ahadi_posting_encode (
    const guint32 *docs, guint n, guint8 *bytes, gsize room, gsize *size);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiPostings, ahadi_postings_free)

G_END_DECLS
