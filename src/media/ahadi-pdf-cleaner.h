/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-pdf-frame.h"

G_BEGIN_DECLS

/* Private to ahadi-pdf-clean: one PDF in memory. */
typedef struct
{
  guint things; /* that were taken out */
  char author[65];
  char program[65];
  char time[20]; /* as EXIF writes it */
  GBytes *clean; /* (owned) (nullable) */
} AhadiPdfCleaned;

void ahadi_pdf_cleaned_clear (AhadiPdfCleaned *self);

/**
 * ahadi_pdf_clean:
 * @cleaned: (out): to be cleared
 *
 * Taken out: what describes the document, its pages and pictures; who wrote a note, and
 * when; scripts; earlier versions, and all that nothing leads to. A file of which qpdf
 * has anything to complain is not touched, since something of it might be lost.
 */
AhadiPdfResult
ahadi_pdf_clean (const guint8 *bytes, gsize size, AhadiPdfCleaned *cleaned);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AhadiPdfCleaned, ahadi_pdf_cleaned_clear)

G_END_DECLS
