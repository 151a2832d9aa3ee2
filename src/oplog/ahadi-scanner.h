/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <string.h>

G_BEGIN_DECLS

/*
 * Private to oplog/: reads what has one spelling, from left to right. A function that
 * returns %FALSE leaves the place where it was.
 */
typedef struct
{
  const char *at;
  const char *end;
} AhadiScanner;

/* JSON numbers above 2^53 lose digits in other readers (FORMATS 4). */
#define AHADI_SCANNER_INTEGER_MAX (G_GUINT64_CONSTANT (1) << 53)

void ahadi_scanner_init (AhadiScanner *self, const char *line, gsize length);
gboolean ahadi_scanner_is_at_end (const AhadiScanner *self);

/* Here, so that a literal's length is known where it stands. */
G_GNUC_WARN_UNUSED_RESULT
static inline gboolean
ahadi_scanner_skip (AhadiScanner *self, const char *literal)
{
  gsize length = strlen (literal);

  if ((gsize) (self->end - self->at) < length || memcmp (self->at, literal, length) != 0)
    return FALSE;

  self->at += length;
  return TRUE;
}

/* Decimal digits without a leading zero, at most @max (itself at most
 * AHADI_SCANNER_INTEGER_MAX). */
gboolean ahadi_scanner_read_integer (AhadiScanner *self,
                                     guint64 max,
                                     guint64 *value) G_GNUC_WARN_UNUSED_RESULT;

/* 2 * @size lower-case hex digits. */
gboolean ahadi_scanner_read_hex (AhadiScanner *self,
                                 guint8 *bytes,
                                 gsize size) G_GNUC_WARN_UNUSED_RESULT;

/* Copies lower-case letters, digits, "-", "_" and "/" up to anything else: 1 to @size - 1
 * of them, and NUL. */
gboolean ahadi_scanner_read_name (AhadiScanner *self,
                                  char *name,
                                  gsize size) G_GNUC_WARN_UNUSED_RESULT;

/* A JSON text, in which only " \ newline and tab are escaped, as \" \\ \n \t, and no
 * other byte below blank stands. It is written to *@to without its quotes and with a NUL,
 * behind which *@to is then; that takes no more bytes than stand here. May be no UTF-8.
 */
gboolean ahadi_scanner_read_text (AhadiScanner *self,
                                  char **to) G_GNUC_WARN_UNUSED_RESULT;

/* From "[" to the "]" that closes it, both included, the inside unread; written to *@to
 * with a NUL: one byte more than stands here. */
gboolean ahadi_scanner_read_array (AhadiScanner *self,
                                   char **to) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
