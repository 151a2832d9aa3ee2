/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/*
 * A recovery code or a custodian's share on the screen, to be printed, saved as a PDF or
 * written down. It holds the digits in locked memory until it is cleared or goes.
 */
#define AHADI_TYPE_CODE_SHEET (ahadi_code_sheet_get_type ())
G_DECLARE_FINAL_TYPE (AhadiCodeSheet, ahadi_code_sheet, AHADI, CODE_SHEET, AdwBin)

/* @sheet is copied. */
void ahadi_code_sheet_show (AhadiCodeSheet *self,
                            AhadiKeeper *keeper,
                            const AhadiSheet *sheet);

/* Forgets the digits. */
void ahadi_code_sheet_clear (AhadiCodeSheet *self);

/* Whether it went to a printer or into a PDF, so that nobody copied it by hand. */
gboolean ahadi_code_sheet_is_printed (AhadiCodeSheet *self);

G_END_DECLS
