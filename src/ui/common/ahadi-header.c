/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-header.h"

#include "ahadi-widgets.h"

struct _AhadiHeader
{
  AdwBin parent_instance;

  /* owned */
  GSignalGroup *watched[2]; /* the leaflets around us, inner first */

  /* template */
  AdwHeaderBar *bar;
  GtkButton *back_button;
  AdwWindowTitle *window_title;
};

static GtkBuildableIface *parent_buildable;

static void buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AhadiHeader,
                               ahadi_header,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_init))

enum
{
  PROP_0,
  PROP_TITLE,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static AdwLeaflet *
leaflet_above (GtkWidget *widget)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);

  return parent != NULL ? ADW_LEAFLET (gtk_widget_get_ancestor (parent, ADW_TYPE_LEAFLET))
                        : NULL;
}

/* The pane of @leaflet that we are in. */
static GtkWidget *
pane_of (GtkWidget *widget, AdwLeaflet *leaflet)
{
  GtkWidget *at = widget;

  while (at != NULL && gtk_widget_get_parent (at) != GTK_WIDGET (leaflet))
    at = gtk_widget_get_parent (at);
  return at;
}

/* A leaflet keeps its widgets in another order than its pages. */
static gboolean
stands_at (AdwLeaflet *leaflet, GtkWidget *pane, gboolean last)
{
  g_autoptr (GListModel) pages = G_LIST_MODEL (adw_leaflet_get_pages (leaflet));
  guint n_pages = g_list_model_get_n_items (pages);
  g_autoptr (AdwLeafletPage) page = g_list_model_get_item (pages, last ? n_pages - 1 : 0);

  return adw_leaflet_page_get_child (page) == pane;
}

static void
update (AhadiHeader *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean can_go_back = FALSE, first = TRUE, last = TRUE;

  for (AdwLeaflet *leaflet = leaflet_above (widget); leaflet != NULL;
       leaflet = leaflet_above (GTK_WIDGET (leaflet)))
    {
      GtkWidget *pane = pane_of (widget, leaflet);

      if (adw_leaflet_get_folded (leaflet))
        {
          can_go_back |= !stands_at (leaflet, pane, FALSE);
          continue;
        }
      first &= stands_at (leaflet, pane, FALSE);
      last &= stands_at (leaflet, pane, TRUE);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->back_button), can_go_back);
  adw_header_bar_set_show_start_title_buttons (self->bar, first);
  adw_header_bar_set_show_end_title_buttons (self->bar, last);
}

static void
on_back_clicked (AhadiHeader *self)
{
  for (AdwLeaflet *leaflet = leaflet_above (GTK_WIDGET (self)); leaflet != NULL;
       leaflet = leaflet_above (GTK_WIDGET (leaflet)))
    if (adw_leaflet_get_folded (leaflet) &&
        adw_leaflet_navigate (leaflet, ADW_NAVIGATION_DIRECTION_BACK))
      return;
}

static void
ahadi_header_root (GtkWidget *widget)
{
  AhadiHeader *self = AHADI_HEADER (widget);
  AdwLeaflet *leaflet = leaflet_above (widget);

  GTK_WIDGET_CLASS (ahadi_header_parent_class)->root (widget);
  for (guint i = 0; i < G_N_ELEMENTS (self->watched); i++)
    {
      g_signal_group_set_target (self->watched[i], leaflet);
      leaflet = leaflet != NULL ? leaflet_above (GTK_WIDGET (leaflet)) : NULL;
    }
  update (self);
}

static void
ahadi_header_unroot (GtkWidget *widget)
{
  AhadiHeader *self = AHADI_HEADER (widget);

  for (guint i = 0; i < G_N_ELEMENTS (self->watched); i++)
    g_signal_group_set_target (self->watched[i], NULL);
  GTK_WIDGET_CLASS (ahadi_header_parent_class)->unroot (widget);
}

static void
ahadi_header_add_child (GtkBuildable *buildable,
                        GtkBuilder *builder,
                        GObject *child,
                        const char *type)
{
  AhadiHeader *self = AHADI_HEADER (buildable);

  if (GTK_IS_WIDGET (child))
    gtk_widget_set_valign (GTK_WIDGET (child), GTK_ALIGN_CENTER);
  if (g_strcmp0 (type, "start") == 0)
    adw_header_bar_pack_start (self->bar, GTK_WIDGET (child));
  else if (g_strcmp0 (type, "end") == 0)
    adw_header_bar_pack_end (self->bar, GTK_WIDGET (child));
  else if (g_strcmp0 (type, "title") == 0)
    adw_header_bar_set_title_widget (self->bar, GTK_WIDGET (child));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = ahadi_header_add_child;
}

void
ahadi_header_set_title (AhadiHeader *self, const char *title)
{
  adw_window_title_set_title (self->window_title, title);
}

static void
ahadi_header_set_property (GObject *object,
                           guint id,
                           const GValue *value,
                           GParamSpec *pspec)
{
  if (id == PROP_TITLE)
    ahadi_header_set_title (AHADI_HEADER (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ahadi_header_finalize (GObject *object)
{
  AhadiHeader *self = AHADI_HEADER (object);

  for (guint i = 0; i < G_N_ELEMENTS (self->watched); i++)
    g_clear_object (&self->watched[i]);
  G_OBJECT_CLASS (ahadi_header_parent_class)->finalize (object);
}

static void
ahadi_header_class_init (AhadiHeaderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = ahadi_header_finalize;
  object_class->set_property = ahadi_header_set_property;
  widget_class->root = ahadi_header_root;
  widget_class->unroot = ahadi_header_unroot;

  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL,
                                           G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/common/ahadi-header.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiHeader, bar);
  gtk_widget_class_bind_template_child (widget_class, AhadiHeader, back_button);
  gtk_widget_class_bind_template_child (widget_class, AhadiHeader, window_title);
  gtk_widget_class_bind_template_callback (widget_class, on_back_clicked);
}

static void
ahadi_header_init (AhadiHeader *self)
{
  ahadi_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (self->watched); i++)
    {
      self->watched[i] = g_signal_group_new (ADW_TYPE_LEAFLET);
      g_signal_group_connect_swapped (self->watched[i], "notify::folded",
                                      G_CALLBACK (update), self);
    }
}

GtkWidget *
ahadi_header_new (void)
{
  return g_object_new (AHADI_TYPE_HEADER, NULL);
}
