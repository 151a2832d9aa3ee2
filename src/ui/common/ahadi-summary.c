/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-summary.h"

#include "ahadi-widgets.h"

struct _AhadiSummary
{
  AdwBin parent_instance;

  /* template */
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (AhadiSummary, ahadi_summary, ADW_TYPE_BIN)

void
ahadi_summary_clear (AhadiSummary *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
}

static GtkWidget *
make_edit_button (const char *title, const char *page)
{
  /* Translators: %s is what a person answered, for the screen reader: "Edit When and
   * where". */
  g_autofree char *name = g_strdup_printf (_ ("Edit: %s"), title);
  GtkWidget *button = gtk_button_new_with_label (_ ("Edit"));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_end (button, 6);
  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "questions.go");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", page);
  ahadi_widget_set_name (button, name);
  return button;
}

void
ahadi_summary_add (AhadiSummary *self,
                   const char *title,
                   const char *value,
                   const char *page)
{
  gboolean is_empty = value == NULL || *value == '\0';
  GtkWidget *row = ahadi_fact_row_new (title, is_empty ? _ ("Nothing said") : value);
  GtkWidget *fact = g_object_ref (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row)));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_hexpand (fact, TRUE);
  gtk_box_append (GTK_BOX (box), fact);
  g_object_unref (fact);
  if (page != NULL)
    gtk_box_append (GTK_BOX (box), make_edit_button (title, page));
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_append (self->list, row);
}

static void
ahadi_summary_class_init (AhadiSummaryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/common/ahadi-summary.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiSummary, list);
}

static void
ahadi_summary_init (AhadiSummary *self)
{
  ahadi_widget_init_template (GTK_WIDGET (self));
}
