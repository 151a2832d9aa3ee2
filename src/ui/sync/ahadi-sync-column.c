/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-sync-column.h"

#include "ahadi-widgets.h"

struct _AhadiSyncColumn
{
  AdwBin parent_instance;

  /* template */
  GtkImage *arrow;
  GtkImage *image;
  GtkLabel *title_label;
  GtkLabel *count_label;
  GtkLabel *what_label;
  GtkLabel *when_label;
};

G_DEFINE_FINAL_TYPE (AhadiSyncColumn, ahadi_sync_column, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_ICON_NAME,
  PROP_TITLE,
  PROP_ARROW, /* it comes here from the column before */
  N_PROPS
};

static GParamSpec *props[N_PROPS];

void
ahadi_sync_column_set (AhadiSyncColumn *self,
                       guint64 count,
                       const char *what,
                       const char *when)
{
  g_autofree char *number = g_strdup_printf ("%'" G_GUINT64_FORMAT, count);
  const char *shown = what != NULL ? what : _ ("nothing");
  g_autofree char *name = g_strdup_printf (
      "%s: %s. %s", gtk_label_get_label (self->title_label), shown, when);

  gtk_label_set_label (self->count_label, number);
  gtk_label_set_label (self->what_label, shown);
  gtk_label_set_label (self->when_label, when);
  ahadi_widget_set_name (GTK_WIDGET (self), name);
}

static void
ahadi_sync_column_set_property (GObject *object,
                                guint id,
                                const GValue *value,
                                GParamSpec *pspec)
{
  AhadiSyncColumn *self = AHADI_SYNC_COLUMN (object);

  switch (id)
    {
    case PROP_ICON_NAME:
      gtk_image_set_from_icon_name (self->image, g_value_get_string (value));
      break;
    case PROP_TITLE:
      gtk_label_set_label (self->title_label, g_value_get_string (value));
      break;
    case PROP_ARROW:
      gtk_widget_set_visible (GTK_WIDGET (self->arrow), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ahadi_sync_column_class_init (AhadiSyncColumnClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags write = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;

  object_class->set_property = ahadi_sync_column_set_property;
  props[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, NULL, write);
  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, write);
  props[PROP_ARROW] = g_param_spec_boolean ("arrow", NULL, NULL, FALSE, write);
  g_object_class_install_properties (object_class, N_PROPS, props);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/sync/ahadi-sync-column.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiSyncColumn, arrow);
  gtk_widget_class_bind_template_child (widget_class, AhadiSyncColumn, image);
  gtk_widget_class_bind_template_child (widget_class, AhadiSyncColumn, title_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiSyncColumn, count_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiSyncColumn, what_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiSyncColumn, when_label);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
ahadi_sync_column_init (AhadiSyncColumn *self)
{
  ahadi_widget_init_template (GTK_WIDGET (self));
}
