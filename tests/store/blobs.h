/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "place.h"

G_BEGIN_DECLS

/* The content of every file here is this, again and again. */
#define BLOBS_LINE "What nobody may read. "

/* Bytes of such a content. Returns: (transfer full). */
char *blobs_make_content (gsize size);
void blobs_assert_content (const char *content, gsize size);

/* Seals a file of @size bytes; the record is not saved. */
AhadiRecord *blobs_write (Place *place, gsize size);
/* The same, saved. */
AhadiRecord *blobs_attach (Place *place, gsize size);

/* Returns: (transfer full) (nullable): the file, NUL-terminated. */
char *blobs_read (Place *place, const AhadiRecord *attachment);
void blobs_assert_readable (Place *place, const AhadiRecord *attachment, gsize size);

guint blobs_count_files (Place *place);

G_END_DECLS
