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
 */
typedef enum
{
  AHADI_MEDIA_ERROR_DAMAGED,
  AHADI_MEDIA_ERROR_CHANGED,
  AHADI_MEDIA_ERROR_TOO_LARGE,
  AHADI_MEDIA_ERROR_SIZE,
  AHADI_MEDIA_ERROR_NEEDS_REASON,
} AhadiMediaError;

#define AHADI_MEDIA_ERROR (ahadi_media_error_quark ())
GQuark ahadi_media_error_quark (void);

/* Sets DAMAGED: "against rule J2: …". Returns: %FALSE. */
gboolean ahadi_media_refuse (GError **error, const char *rule, const char *why);

G_END_DECLS
