/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AhadiMediaError:
 * @AHADI_MEDIA_ERROR_DAMAGED: the file breaks the rules of its format or is cut short
 * @AHADI_MEDIA_ERROR_CHANGED: the file is another than when it was looked at
 * @AHADI_MEDIA_ERROR_TOO_LARGE: more points than are drawn here
 * @AHADI_MEDIA_ERROR_SIZE: a file that is empty, or larger than any that is kept
 * @AHADI_MEDIA_ERROR_NEEDS_REASON: what a file tells can not be taken out, and nobody
 * said why it may stay
 * @AHADI_MEDIA_ERROR_LOCKED: a PDF that only opens with a password
 * @AHADI_MEDIA_ERROR_SIGNED: a PDF with a digital signature, which a change would break
 * @AHADI_MEDIA_ERROR_HOLDS_FILES: a PDF with other files in it
 * @AHADI_MEDIA_ERROR_NO_CLEANER: the program that cleans PDFs is not there, or it stopped
 */
typedef enum
{
  AHADI_MEDIA_ERROR_DAMAGED,
  AHADI_MEDIA_ERROR_CHANGED,
  AHADI_MEDIA_ERROR_TOO_LARGE,
  AHADI_MEDIA_ERROR_SIZE,
  AHADI_MEDIA_ERROR_NEEDS_REASON,
  AHADI_MEDIA_ERROR_LOCKED,
  AHADI_MEDIA_ERROR_SIGNED,
  AHADI_MEDIA_ERROR_HOLDS_FILES,
  AHADI_MEDIA_ERROR_NO_CLEANER,
} AhadiMediaError;

#define AHADI_MEDIA_ERROR (ahadi_media_error_quark ())
GQuark ahadi_media_error_quark (void);

/* Sets DAMAGED: "against rule J2: …". Returns: %FALSE. */
gboolean ahadi_media_refuse (GError **error, const char *rule, const char *why);

G_END_DECLS
