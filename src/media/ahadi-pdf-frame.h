/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Private to media/: what ahadi-pdf-clean answers on its standard output, integers
 * big-endian:
 *
 *     0   8  "AhadiPdf"
 *     8   4  AhadiPdfResult
 *    12   4  how many things were taken out
 *    16  64  author, UTF-8, then zeros
 *    80  64  program
 *   144  20  time
 *   164   8  size of the clean PDF that follows; 0 if there is none
 *
 *   D1 It begins so, and the result is one of those below.
 *   D2 As many bytes follow as it says.
 *   D3 It ends with status 0.
 *
 * What breaks a rule was not cleaned.
 */
#define AHADI_PDF_MAGIC "AhadiPdf"
#define AHADI_PDF_FRAME_SIZE 172

enum
{
  AHADI_PDF_AT_RESULT = 8,
  AHADI_PDF_AT_THINGS = 12,
  AHADI_PDF_AT_AUTHOR = 16,
  AHADI_PDF_AT_PROGRAM = 80,
  AHADI_PDF_AT_TIME = 144,
  AHADI_PDF_AT_SIZE = 164,
};

typedef enum
{
  AHADI_PDF_CLEAN,
  AHADI_PDF_DAMAGED,     /* or written in a way that is not known */
  AHADI_PDF_LOCKED,      /* with a password */
  AHADI_PDF_SIGNED,      /* which would be broken */
  AHADI_PDF_HOLDS_FILES, /* of any kind */
} AhadiPdfResult;

/* More than that is not read: files are not larger (AHADI_ATTACHMENT_LIMIT). */
#define AHADI_PDF_LIMIT (100u * 1024 * 1024)

G_END_DECLS
