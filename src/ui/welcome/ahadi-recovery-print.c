/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-recovery-print.h"

/* A sheet for a dialog or a job that outlives its caller. */
typedef struct
{
  AhadiSheet *sheet;
  char *path; /* nullable */
  GWeakRef from;
  AhadiPrinted printed;
} Copy;

static Copy *
copy_new (const AhadiSheet *sheet, const char *path, GtkWidget *from)
{
  Copy *self = g_new0 (Copy, 1);

  self->sheet = ahadi_sheet_copy (sheet);
  self->path = g_strdup (path);
  g_weak_ref_init (&self->from, from);
  return self;
}

static void
copy_free (gpointer data)
{
  Copy *self = data;

  ahadi_sheet_free (self->sheet);
  g_weak_ref_clear (&self->from);
  g_free (self->path);
  g_free (self);
}

static void
copy_closed (gpointer data, GClosure *closure)
{
  copy_free (data);
}

static void
on_draw_page (GtkPrintOperation *operation,
              GtkPrintContext *context,
              int page,
              gpointer data)
{
  Copy *copy = data;

  ahadi_sheets_draw (copy->sheet, gtk_print_context_get_cairo_context (context),
                     gtk_print_context_get_width (context),
                     gtk_print_context_get_height (context));
}

static void
on_print_done (GtkPrintOperation *operation,
               GtkPrintOperationResult result,
               gpointer data)
{
  Copy *copy = data;
  g_autoptr (GtkWidget) from = g_weak_ref_get (&copy->from);

  if (from != NULL && result != GTK_PRINT_OPERATION_RESULT_CANCEL)
    copy->printed (from, result == GTK_PRINT_OPERATION_RESULT_APPLY);
}

void
ahadi_recovery_print (GtkWidget *from, const AhadiSheet *sheet, AhadiPrinted printed)
{
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();
  Copy *copy = copy_new (sheet, NULL, from);
  GtkRoot *root = gtk_widget_get_root (from);

  gtk_print_operation_set_n_pages (operation, 1);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_job_name (
      operation, sheet->share != NULL ? _ ("Custodian’s share") : _ ("Recovery sheet"));
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect_data (operation, "draw-page", G_CALLBACK (on_draw_page),
                         copy_new (sheet, NULL, from), copy_closed, 0);
  copy->printed = printed;
  g_signal_connect_data (operation, "done", G_CALLBACK (on_print_done), copy, copy_closed,
                         0);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                           GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL);
}

static gpointer
work_save_pdf (AhadiSession *session,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  Copy *copy = data;

  return ahadi_sheets_write_pdf (copy->sheet, copy->path, error) ? AHADI_WORK_DONE : NULL;
}

void
ahadi_recovery_save_pdf (AhadiKeeper *keeper,
                         const AhadiSheet *sheet,
                         const char *path,
                         gpointer owner,
                         AhadiDone done)
{
  ahadi_keeper_run (keeper,
                    &(AhadiJob){
                        .work = work_save_pdf,
                        .data = copy_new (sheet, path, NULL),
                        .data_free = copy_free,
                    },
                    owner, done);
}
