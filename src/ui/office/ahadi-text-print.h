/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/* A letter on paper or as a PDF. */

/* Asks for the printer, and says in a toast of its window what became of it. @job: its
 * name in the printer's queue */
void ahadi_text_print (GtkWidget *from, const char *job, const char *text);

void ahadi_text_save_pdf (AhadiKeeper *keeper,
                          const char *text,
                          const char *path,
                          gpointer owner,
                          AhadiDone done);

G_END_DECLS
