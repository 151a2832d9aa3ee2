/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-code-sheet.h"

#include "ahadi-code-view.h"
#include "ahadi-recovery-print.h"
#include "ahadi-widgets.h"
#include "shell-compat.h"

struct _AhadiCodeSheet
{
  AdwBin parent_instance;

  /* owned */
  AhadiKeeper *keeper;
  AhadiSheet *sheet; /* nullable: while none is shown */

  /* template */
  AhadiCodeView *view;
  GtkLabel *told_label;

  gboolean printed;
};

G_DEFINE_FINAL_TYPE (AhadiCodeSheet, ahadi_code_sheet, ADW_TYPE_BIN)

static void
tell (AhadiCodeSheet *self, const char *text)
{
  gtk_label_set_label (self->told_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->told_label), *text != '\0');
  if (*text != '\0')
    ahadi_widget_show_whole (GTK_WIDGET (self->told_label));
}

/* --- on paper -------------------------------------------------------------------- */

static void
on_printed (gpointer from, gboolean printed)
{
  AhadiCodeSheet *self = from;

  self->printed |= printed;
  tell (self, printed ? _ ("Sent to the printer.")
                      : _ ("The printer did not take it. Save it as a PDF, or write it "
                           "down."));
}

static void
on_print_clicked (AhadiCodeSheet *self)
{
  if (self->sheet != NULL)
    ahadi_recovery_print (GTK_WIDGET (self), self->sheet, on_printed);
}

static void
on_saved (gpointer owner, gpointer result, const GError *error)
{
  AhadiCodeSheet *self = owner;

  if (error != NULL)
    {
      ahadi_say_error (owner, _ ("The sheet could not be saved"), error);
      return;
    }
  self->printed = TRUE;
  tell (self, _ ("Saved. It is not sealed: delete it once it is printed."));
}

static void
on_picked (gpointer owner, const char *const *paths)
{
  AhadiCodeSheet *self = owner;

  if (self->sheet != NULL)
    ahadi_recovery_save_pdf (self->keeper, self->sheet, paths[0], self, on_saved);
}

static void
on_save_clicked (AhadiCodeSheet *self)
{
  const AhadiShareInfo *share = self->sheet != NULL ? self->sheet->share : NULL;
  g_autofree char *name = share != NULL ? g_strdup_printf (_ ("share-%u-of-%u.pdf"),
                                                           share->index, share->count)
                                        : g_strdup (_ ("recovery-sheet.pdf"));

  ahadi_compat_pick (
      GTK_WIDGET (self),
      &(AhadiPickOptions){
          .pick = AHADI_PICK_SAVE,
          .title = share != NULL ? _ ("Save the Share") : _ ("Save the Recovery Sheet"),
          .name = name,
      },
      on_picked);
}

/* --- what is shown ---------------------------------------------------------------- */

void
ahadi_code_sheet_show (AhadiCodeSheet *self, AhadiKeeper *keeper, const AhadiSheet *sheet)
{
  ahadi_code_sheet_clear (self);
  g_set_object (&self->keeper, keeper);
  self->sheet = ahadi_sheet_copy (sheet);
  ahadi_code_view_set_code (self->view, sheet->code);
}

void
ahadi_code_sheet_clear (AhadiCodeSheet *self)
{
  g_clear_pointer (&self->sheet, ahadi_sheet_free);
  ahadi_code_view_set_code (self->view, NULL);
  self->printed = FALSE;
  tell (self, "");
}

gboolean
ahadi_code_sheet_is_printed (AhadiCodeSheet *self)
{
  return self->printed;
}

static void
ahadi_code_sheet_finalize (GObject *object)
{
  AhadiCodeSheet *self = AHADI_CODE_SHEET (object);

  g_clear_pointer (&self->sheet, ahadi_sheet_free);
  g_clear_object (&self->keeper);
  G_OBJECT_CLASS (ahadi_code_sheet_parent_class)->finalize (object);
}

static void
ahadi_code_sheet_class_init (AhadiCodeSheetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ahadi_code_sheet_finalize;
  g_type_ensure (AHADI_TYPE_CODE_VIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/welcome/ahadi-code-sheet.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiCodeSheet, view);
  gtk_widget_class_bind_template_child (widget_class, AhadiCodeSheet, told_label);
  gtk_widget_class_bind_template_callback (widget_class, on_print_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked);
}

static void
ahadi_code_sheet_init (AhadiCodeSheet *self)
{
  ahadi_widget_init_template (GTK_WIDGET (self));
}
