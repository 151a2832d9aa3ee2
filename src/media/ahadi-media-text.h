/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Private to media/: words that stand in a file, made fit to be shown. */

/* @text of @size bytes gets what the @n @bytes say, up to the first NUL, as UTF-8 on one
 * line; unless something stands there already, for of several the first counts.
 * @charset: of iconv; %NULL: UTF-8, or Latin-1 if it is none */
void ahadi_media_text_note (
    char *text, gsize size, const void *bytes, gsize n, const char *charset);

/* "2026:11:23 10:05:00" of UTC, as EXIF writes it. @seconds: since 1970 */
void ahadi_media_text_note_time (char *text, gsize size, gint64 seconds);

/* "maker model"; or the one that there is. */
void ahadi_media_text_join (char *text, gsize size, const char *maker, const char *model);

/* "+DD.DDDD+DDD.DDDD" (ISO 6709). Returns: whether @text is one; then they may still be
 * beyond 90 and 180. */
gboolean
ahadi_media_text_to_position (const char *text, double *latitude, double *longitude);

G_END_DECLS
