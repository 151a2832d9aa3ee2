/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/* The print dialog, then the sheet on paper. @printed runs when the printer took it, or
 * did not; never if the person thought better of it or @from is gone. */
typedef void (*AhadiPrinted) (gpointer from, gboolean printed);
void
ahadi_recovery_print (GtkWidget *from, const AhadiSheet *sheet, AhadiPrinted printed);

/* @done: AHADI_WORK_DONE */
void ahadi_recovery_save_pdf (AhadiKeeper *keeper,
                              const AhadiSheet *sheet,
                              const char *path,
                              gpointer owner,
                              AhadiDone done);

G_END_DECLS
