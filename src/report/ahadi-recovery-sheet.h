/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/*
 * The sheet of paper that opens a vault when its passphrase is forgotten, alone (a
 * recovery code) or with others (a custodian's share): groups of digits, and the same as
 * a QR code. All texts are translated by the caller and
 * borrowed.
 *
 * @code is drawn digit by digit from where it lies (cairo's own text functions, which
 * turn it into glyphs) and wiped from every buffer that we make on the way. libqrencode
 * frees its own without wiping them; what a PDF or a printer keeps is on paper anyway.
 */
typedef struct
{
  const char *code; /* 13 groups of four digits, or 19 of six, parted by one blank */
  const char *title;
  const char *owner; /* whose it is: laptop, branch, date */
  const char *keep;  /* where to keep it */
  const char *use;   /* how to use it */
} AhadiRecoverySheet;

/* Fills @width × @height points, A4 or alike. */
void ahadi_recovery_sheet_draw (const AhadiRecoverySheet *self,
                                cairo_t *cr,
                                double width,
                                double height);

/* One A4 page in @path, mode 0600. Errors: those of ahadi_file_replace(), also when it
 * could not be drawn. */
gboolean ahadi_recovery_sheet_write_pdf (const AhadiRecoverySheet *self,
                                         const char *path,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
