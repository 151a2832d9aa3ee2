/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-report-stubs.h"

#include "ahadi-facts.h"
#include "ahadi-keeper-records.h"
#include "ahadi-widgets.h"

struct _AhadiReportStubs
{
  AdwBin parent_instance;

  /* owned */
  AhadiKeeper *keeper;

  /* template */
  GtkToggleButton *button;
  GtkScrolledWindow *below;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (AhadiReportStubs, ahadi_report_stubs, ADW_TYPE_BIN)

static void
add_stub (AhadiReportStubs *self, const AhadiGone *gone)
{
  const AhadiField *route = &ahadi_report_info.fields[AHADI_REPORT_ROUTE];
  g_autofree char *month = ahadi_words_date (gone->month);
  g_autofree char *reader = ahadi_words_value (route, gone->route);
  /* Translators: month, who reads it: "Nov 2026 · Executive Director · received" */
  g_autofree char *text = g_strdup_printf (_ ("%s · %s · received"), month, reader);

  ahadi_facts_add_text (self->list, text, gone->reference);
}

static void
on_gone (gpointer owner, gpointer result, const GError *error)
{
  AhadiReportStubs *self = owner;
  GPtrArray *all = result;
  g_autofree char *label = NULL;
  guint n = 0;

  if (all == NULL)
    return;
  ahadi_facts_clear (self->list);
  for (guint i = 0; i < all->len; i++)
    if (ahadi_gone_is_stub (all->pdata[i]))
      {
        add_stub (self, all->pdata[i]);
        n++;
      }
  label =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u report is only at the office",
                                    "%u reports are only at the office", n),
                       n);
  ahadi_button_set_label (GTK_BUTTON (self->button), label);
  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
}

static void
on_toggled (AhadiReportStubs *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->below),
                          gtk_toggle_button_get_active (self->button));
}

static void
reload (AhadiReportStubs *self)
{
  ahadi_keeper_list_gone (self->keeper, self, on_gone);
}

void
ahadi_report_stubs_start (AhadiReportStubs *self, AhadiKeeper *keeper)
{
  g_set_object (&self->keeper, keeper);
  g_signal_connect_object (keeper, "changed", G_CALLBACK (reload), self,
                           G_CONNECT_SWAPPED);
  reload (self);
}

static void
ahadi_report_stubs_finalize (GObject *object)
{
  g_clear_object (&AHADI_REPORT_STUBS (object)->keeper);
  G_OBJECT_CLASS (ahadi_report_stubs_parent_class)->finalize (object);
}

static void
ahadi_report_stubs_class_init (AhadiReportStubsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ahadi_report_stubs_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/reports/ahadi-report-stubs.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiReportStubs, button);
  gtk_widget_class_bind_template_child (widget_class, AhadiReportStubs, below);
  gtk_widget_class_bind_template_child (widget_class, AhadiReportStubs, list);
  gtk_widget_class_bind_template_callback (widget_class, on_toggled);
}

static void
ahadi_report_stubs_init (AhadiReportStubs *self)
{
  ahadi_widget_init_template (GTK_WIDGET (self));
  ahadi_list_make_one_stop (GTK_WIDGET (self->list));
}
