/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-text-print.h"

#include "ahadi-widgets.h"

/* --- on paper ---------------------------------------------------------------------- */

static void
on_begin (GtkPrintOperation *operation, GtkPrintContext *context, gpointer text)
{
  guint n = ahadi_sheets_count_pages (text, gtk_print_context_get_width (context),
                                      gtk_print_context_get_height (context));

  gtk_print_operation_set_n_pages (operation, (int) n);
}

static void
on_draw_page (GtkPrintOperation *operation,
              GtkPrintContext *context,
              int page,
              gpointer text)
{
  ahadi_sheets_draw_text (
      text, (guint) page, gtk_print_context_get_cairo_context (context),
      gtk_print_context_get_width (context), gtk_print_context_get_height (context));
}

static void
on_done (GtkPrintOperation *operation, GtkPrintOperationResult result, gpointer data)
{
  g_autoptr (GtkWidget) from = g_weak_ref_get (data);

  if (from == NULL)
    return;
  if (result == GTK_PRINT_OPERATION_RESULT_APPLY)
    ahadi_say (from, _ ("Sent to the printer"));
  else if (result == GTK_PRINT_OPERATION_RESULT_ERROR)
    ahadi_say (from, _ ("The printer did not take it. Save it as a PDF."));
}

static void
text_free (gpointer text, GClosure *closure)
{
  g_free (text);
}

static void
ref_free (gpointer data, GClosure *closure)
{
  g_weak_ref_clear (data);
  g_free (data);
}

/* A dialog shows no toasts: the window below it does. */
static GtkWidget *
find_sayer (GtkWidget *from)
{
  GtkRoot *root = gtk_widget_get_root (from);
  GtkWindow *below =
      GTK_IS_WINDOW (root) ? gtk_window_get_transient_for (GTK_WINDOW (root)) : NULL;

  return below != NULL ? GTK_WIDGET (below) : from;
}

void
ahadi_text_print (GtkWidget *from, const char *job, const char *text)
{
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();
  GtkRoot *root = gtk_widget_get_root (from);
  GWeakRef *ref = g_new0 (GWeakRef, 1);

  g_weak_ref_init (ref, find_sayer (from));
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_job_name (operation, job);
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect_data (operation, "begin-print", G_CALLBACK (on_begin), g_strdup (text),
                         text_free, 0);
  g_signal_connect_data (operation, "draw-page", G_CALLBACK (on_draw_page),
                         g_strdup (text), text_free, 0);
  g_signal_connect_data (operation, "done", G_CALLBACK (on_done), ref, ref_free, 0);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                           GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL);
}

/* --- as a file --------------------------------------------------------------------- */

typedef struct
{
  char *text;
  char *path;
} Asked;

static void
asked_free (gpointer data)
{
  Asked *self = data;

  g_free (self->text);
  g_free (self->path);
  g_free (self);
}

static gpointer
work_save (AhadiSession *session,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  Asked *asked = data;

  return ahadi_sheets_write_text_pdf (asked->text, asked->path, error) ? AHADI_WORK_DONE
                                                                       : NULL;
}

void
ahadi_text_save_pdf (AhadiKeeper *keeper,
                     const char *text,
                     const char *path,
                     gpointer owner,
                     AhadiDone done)
{
  Asked *asked = g_new0 (Asked, 1);

  asked->text = g_strdup (text);
  asked->path = g_strdup (path);
  ahadi_keeper_run (
      keeper, &(AhadiJob){ .work = work_save, .data = asked, .data_free = asked_free },
      owner, done);
}
