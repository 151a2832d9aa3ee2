/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-timeline.h"

#include "ahadi-widgets.h"
#include "app/ahadi-app.h"

struct _AhadiTimeline
{
  AdwBin parent_instance;

  /* template */
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (AhadiTimeline, ahadi_timeline, ADW_TYPE_BIN)

static GtkWidget *
make_row (const AhadiTimelineEntry *entry)
{
  g_autofree char *time = ahadi_words_time (entry->time);
  g_autofree char *below = entry->who != NULL && *entry->who != '\0'
                               ? g_strdup_printf ("%s · %s", time, entry->who)
                               : g_strdup (time);
  GtkWidget *row = ahadi_fact_row_new (below, entry->what);

  gtk_widget_add_css_class (row, "timeline");
  return row;
}

void
ahadi_timeline_show (AhadiTimeline *self, GPtrArray *entries)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < entries->len; i++)
    gtk_list_box_append (self->list, make_row (entries->pdata[i]));
  gtk_widget_set_visible (GTK_WIDGET (self), entries->len > 0);
}

static void
ahadi_timeline_class_init (AhadiTimelineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/common/ahadi-timeline.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiTimeline, list);
}

static void
ahadi_timeline_init (AhadiTimeline *self)
{
  ahadi_widget_init_template (GTK_WIDGET (self));
  ahadi_list_make_one_stop (GTK_WIDGET (self->list));
}
