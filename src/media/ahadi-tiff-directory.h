/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-media-filter.h"

G_BEGIN_DECLS

/* Private to media/: one directory of a TIFF, its form and rules in ahadi-tiff.c. */

/* How its file is written. */
typedef struct
{
  AhadiMediaFilter *filter;
  guint64 size;    /* of the file */
  gboolean is_big; /* big-endian */
  gsize width;     /* of an offset: 4, or 8 in BigTIFF */
} AhadiTiffForm;

#define AHADI_TIFF_ENTRY_MOST 20

typedef struct
{
  guint tag;
  guint type;
  guint64 count;
  guint64 at;                          /* of its value, from the start of the file */
  guint64 size;                        /* of its value; 0 if its type is not known */
  guint8 bytes[AHADI_TIFF_ENTRY_MOST]; /* as it stands there */
} AhadiTiffEntry;

typedef struct
{
  guint64 at;
  guint64 size;    /* with its number of entries and the offset of the next */
  GArray *entries; /* (owned): AhadiTiffEntry */
  guint64 next;    /* offset of the next, or 0 */
} AhadiTiffDirectory;

enum
{
  AHADI_TIFF_TEXT = 2,
  AHADI_TIFF_SHORT = 3,
  AHADI_TIFF_LONG = 4,
  AHADI_TIFF_RATIO = 5,
  AHADI_TIFF_OFFSET = 13, /* of a directory */
  AHADI_TIFF_LONG8 = 16,
};

/* @n: 2, 4 or 8 bytes */
guint64 ahadi_tiff_get (const AhadiTiffForm *form, const guint8 *bytes, gsize n);

void ahadi_tiff_directory_clear (AhadiTiffDirectory *self);

/* @self: (out): to be cleared, also after failure. Returns: %FALSE with DAMAGED against
 * T2, or the file's error. */
gboolean ahadi_tiff_directory_load (const AhadiTiffForm *form,
                                    guint64 at,
                                    AhadiTiffDirectory *self,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Returns: (nullable): the entry of @tag. */
const AhadiTiffEntry *ahadi_tiff_directory_find (const AhadiTiffDirectory *self,
                                                 guint tag);

/* As it is written with @next behind its entries, then zeros: as long as it was.
 * Returns: (transfer full) */
GBytes *ahadi_tiff_directory_write (const AhadiTiffForm *form,
                                    const AhadiTiffDirectory *self,
                                    guint64 next);

/* The first number of the entry of @tag, or @otherwise if there is none. */
guint64 ahadi_tiff_directory_get_number (const AhadiTiffForm *form,
                                         const AhadiTiffDirectory *self,
                                         guint tag,
                                         guint64 otherwise);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AhadiTiffDirectory, ahadi_tiff_directory_clear)

G_END_DECLS
