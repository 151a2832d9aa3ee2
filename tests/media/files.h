/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "media/ahadi-media.h"

G_BEGIN_DECLS

/* Files byte by byte. */

/* Appends bytes that may hold zeros: a string literal. */
#define ADD(file, bytes)                                                                 \
  g_byte_array_append (file, (const guint8 *) bytes, sizeof bytes - 1)

/* Returns: (transfer full): a file of these bytes. */
GByteArray *files_make (const char *bytes, gsize size);
#define MAKE_FILE(bytes) files_make (bytes, sizeof bytes - 1)

/* What one way through a file gave. */
typedef struct
{
  GByteArray *clean;
  AhadiMediaFacts facts;
} Cleaned;

void cleaned_clear (Cleaned *self);

/* Reads, then cleans; both must go well. */
void files_clean (AhadiMediaType type, const GByteArray *file, Cleaned *cleaned);

/* A clean file stays as it is, bit for bit, and nothing was found in it. */
void files_assert_untouched (AhadiMediaType type, const GByteArray *file);

/* Refused as DAMAGED against @rule. */
void files_assert_refused (AhadiMediaType type, const GByteArray *file, const char *rule);

/* Each beginning of @file is refused against F1, or against what it is cut in. */
void files_assert_no_cut_passes (AhadiMediaType type, const GByteArray *file);

gboolean files_has (const GByteArray *file, const char *text);

/* @n bytes, big-endian. */
void files_add_number (GByteArray *file, guint64 value, guint n);

/* A box (ISO/IEC 14496-12, 4.2) from here on; its size is known at its end. */
guint files_begin_box (GByteArray *file, const char *type);
void files_end_box (GByteArray *file, guint start);

/* An EXIF block of orientation 6 with maker "Tecno" and the position of Nairobi. */
void files_add_exif (GByteArray *file);
#define FILES_EXIF_SIZE 172

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Cleaned, cleaned_clear)

G_END_DECLS
