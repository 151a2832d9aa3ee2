/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "media/ahadi-media.h"

G_BEGIN_DECLS

/* Pictures byte by byte. */

/* Appends bytes that may hold zeros: a string literal. */
#define ADD(picture, bytes)                                                              \
  g_byte_array_append (picture, (const guint8 *) bytes, sizeof bytes - 1)

/* What one way through a picture gave. */
typedef struct
{
  GByteArray *clean;
  AhadiPictureFacts facts;
} Cleaned;

void cleaned_clear (Cleaned *self);

/* Reads, then cleans; both must go well. */
void pictures_clean (AhadiMediaType type, const GByteArray *picture, Cleaned *cleaned);

/* A clean picture stays as it is, bit for bit, and nothing was found in it. */
void pictures_assert_untouched (AhadiMediaType type, const GByteArray *picture);

/* Refused as DAMAGED against @rule. */
void pictures_assert_refused (AhadiMediaType type,
                              const GByteArray *picture,
                              const char *rule);

/* Each beginning of @picture is refused against F1, or against what it is cut in. */
void pictures_assert_no_cut_passes (AhadiMediaType type, const GByteArray *picture);

gboolean pictures_has (const GByteArray *picture, const char *text);

/* An EXIF block of orientation 6 with maker "Tecno" and the position of Nairobi. */
void pictures_add_exif (GByteArray *picture);
#define PICTURES_EXIF_SIZE 172

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Cleaned, cleaned_clear)

G_END_DECLS
