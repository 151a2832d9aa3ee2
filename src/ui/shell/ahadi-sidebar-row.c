/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-sidebar-row.h"

#include "ahadi-widgets.h"

struct _AhadiSidebarRow
{
  GtkListBoxRow parent_instance;

  /* borrowed */
  const char *page;

  /* template */
  GtkImage *image;
  GtkLabel *title_label;
  GtkLabel *badge_label;
};

G_DEFINE_FINAL_TYPE (AhadiSidebarRow, ahadi_sidebar_row, GTK_TYPE_LIST_BOX_ROW)

const char *
ahadi_sidebar_row_get_page (AhadiSidebarRow *self)
{
  return self->page;
}

void
ahadi_sidebar_row_set_badge (AhadiSidebarRow *self, guint64 count, const char *what)
{
  const char *title = gtk_label_get_label (self->title_label);
  g_autofree char *text = g_strdup_printf ("%'" G_GUINT64_FORMAT, count);
  g_autofree char *name =
      count > 0 ? g_strdup_printf ("%s, %s %s", title, text, what) : g_strdup (title);

  gtk_label_set_label (self->badge_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->badge_label), count > 0);
  ahadi_widget_set_name (GTK_WIDGET (self), name);
}

/* Tab stops once in the sidebar, at the page shown; the arrow keys move along it. */
static gboolean
ahadi_sidebar_row_focus (GtkWidget *widget, GtkDirectionType direction)
{
  if (direction != GTK_DIR_TAB_FORWARD && direction != GTK_DIR_TAB_BACKWARD)
    return GTK_WIDGET_CLASS (ahadi_sidebar_row_parent_class)->focus (widget, direction);

  return !gtk_widget_is_focus (widget) &&
         gtk_list_box_row_is_selected (GTK_LIST_BOX_ROW (widget)) &&
         gtk_widget_grab_focus (widget);
}

static void
ahadi_sidebar_row_class_init (AhadiSidebarRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->focus = ahadi_sidebar_row_focus;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/shell/ahadi-sidebar-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiSidebarRow, image);
  gtk_widget_class_bind_template_child (widget_class, AhadiSidebarRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiSidebarRow, badge_label);
}

static void
ahadi_sidebar_row_init (AhadiSidebarRow *self)
{
  ahadi_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
ahadi_sidebar_row_new (const char *page, const char *icon, const char *title)
{
  AhadiSidebarRow *self = g_object_new (AHADI_TYPE_SIDEBAR_ROW, NULL);

  self->page = page;
  gtk_image_set_from_icon_name (self->image, icon);
  gtk_label_set_label (self->title_label, title);
  ahadi_widget_set_name (GTK_WIDGET (self), title);
  return GTK_WIDGET (self);
}
