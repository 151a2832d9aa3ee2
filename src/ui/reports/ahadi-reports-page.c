/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-reports-page.h"

#include "ahadi-header.h"
#include "ahadi-record-list.h"
#include "ahadi-report-detail.h"
#include "ahadi-report-stubs.h"
#include "ahadi-widgets.h"

struct _AhadiReportsPage
{
  AdwBin parent_instance;

  /* template */
  AdwLeaflet *leaflet;
  AhadiRecordList *list;
  AhadiReportStubs *stubs;
  GtkStack *stack;
  AhadiReportDetail *detail;
};

G_DEFINE_FINAL_TYPE (AhadiReportsPage, ahadi_reports_page, ADW_TYPE_BIN)

static void
show_report (AhadiReportsPage *self, const AhadiId *id)
{
  ahadi_report_detail_show (self->detail, id);
  gtk_stack_set_visible_child_name (self->stack, "detail");
}

static void
on_chosen (AhadiReportsPage *self, const AhadiItem *item, gboolean open)
{
  if (item == NULL)
    return;
  show_report (self, ahadi_record_get_id (item->record));
  if (open)
    ahadi_leaflet_show_detail (self->leaflet);
}

void
ahadi_reports_page_show (AhadiReportsPage *self, const AhadiId *id)
{
  ahadi_record_list_select (self->list, id);
  show_report (self, id);
  ahadi_leaflet_show_detail (self->leaflet);
}

static void
on_gone (AhadiReportsPage *self)
{
  gtk_stack_set_visible_child_name (self->stack, "none");
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
}

static void
search_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ahadi_record_list_focus_search (AHADI_REPORTS_PAGE (widget)->list);
}

static void
ahadi_reports_page_class_init (AhadiReportsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (AHADI_TYPE_HEADER);
  g_type_ensure (AHADI_TYPE_REPORT_DETAIL);
  g_type_ensure (AHADI_TYPE_RECORD_LIST);
  g_type_ensure (AHADI_TYPE_REPORT_STUBS);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/reports/ahadi-reports-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiReportsPage, leaflet);
  gtk_widget_class_bind_template_child (widget_class, AhadiReportsPage, list);
  gtk_widget_class_bind_template_child (widget_class, AhadiReportsPage, stubs);
  gtk_widget_class_bind_template_child (widget_class, AhadiReportsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, AhadiReportsPage, detail);
  gtk_widget_class_bind_template_callback (widget_class, on_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_gone);

  gtk_widget_class_install_action (widget_class, "page.search", NULL, search_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK,
                                       "page.search", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK,
                                       "shell.start", "(ss)", "report", "");
}

static void
ahadi_reports_page_init (AhadiReportsPage *self)
{
  ahadi_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
ahadi_reports_page_new (AhadiKeeper *keeper)
{
  AhadiReportsPage *self = g_object_new (AHADI_TYPE_REPORTS_PAGE, NULL);

  ahadi_record_list_start (self->list, keeper, AHADI_KIND_REPORT, AHADI_SORT_NEWEST);
  ahadi_report_stubs_start (self->stubs, keeper);
  ahadi_report_detail_start (self->detail, keeper);
  return GTK_WIDGET (self);
}
