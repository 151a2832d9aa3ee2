/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-form-frame.h"

#include "ahadi-widgets.h"

struct _AhadiFormFrame
{
  AdwBin parent_instance;

  /* template */
  AdwWindowTitle *window_title;
  GtkButton *close_button;
  GtkButton *save_button;
  GtkSpinner *spinner;
  GtkRevealer *problem_revealer;
  GtkLabel *problem_label;
  GtkBox *content;
};

static GtkBuildableIface *parent_buildable;

static void buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AhadiFormFrame,
                               ahadi_form_frame,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_init))

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_SAVE_LABEL,
  N_PROPS
};

enum
{
  SAVE,
  CLOSE,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

void
ahadi_form_frame_set_title (AhadiFormFrame *self, const char *title)
{
  adw_window_title_set_title (self->window_title, title);
}

void
ahadi_form_frame_set_busy (AhadiFormFrame *self, gboolean busy)
{
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "form.save", !busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "form.close", !busy);
  ahadi_widget_freeze (GTK_WIDGET (self->content), busy);
}

void
ahadi_form_frame_set_problem (AhadiFormFrame *self, const char *sentence)
{
  if (sentence != NULL)
    gtk_label_set_label (self->problem_label, sentence);
  gtk_revealer_set_reveal_child (self->problem_revealer, sentence != NULL);
}

/* The bar took room: what has the focus may have slipped below the edge. */
static void
on_problem_revealed (AhadiFormFrame *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->content)))
    return;
  gtk_root_set_focus (root, NULL);
  ahadi_widget_focus_again (focus);
}

static void
save_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_signal_emit (widget, signals[SAVE], 0);
}

static void
close_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_signal_emit (widget, signals[CLOSE], 0);
}

static gboolean
focus_first (gpointer data)
{
  AhadiFormFrame *self = data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (root != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      ahadi_button_make_default (self->save_button);
      ahadi_widget_focus_first (GTK_WIDGET (self->content));
    }
  return G_SOURCE_REMOVE;
}

static void
ahadi_form_frame_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (ahadi_form_frame_parent_class)->map (widget);
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, focus_first, g_object_ref (widget),
                   g_object_unref);
}

static void
ahadi_form_frame_add_child (GtkBuildable *buildable,
                            GtkBuilder *builder,
                            GObject *child,
                            const char *type)
{
  AhadiFormFrame *self = AHADI_FORM_FRAME (buildable);

  if (self->content != NULL)
    gtk_box_append (self->content, GTK_WIDGET (child));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = ahadi_form_frame_add_child;
}

static void
ahadi_form_frame_set_property (GObject *object,
                               guint id,
                               const GValue *value,
                               GParamSpec *pspec)
{
  AhadiFormFrame *self = AHADI_FORM_FRAME (object);

  switch (id)
    {
    case PROP_TITLE:
      ahadi_form_frame_set_title (self, g_value_get_string (value));
      break;
    case PROP_SAVE_LABEL:
      ahadi_button_set_label (self->save_button, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ahadi_form_frame_class_init (AhadiFormFrameClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);
  GParamFlags write = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;

  object_class->set_property = ahadi_form_frame_set_property;
  widget_class->map = ahadi_form_frame_map;

  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, write);
  props[PROP_SAVE_LABEL] = g_param_spec_string ("save-label", NULL, NULL, NULL, write);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[SAVE] =
      g_signal_new ("save", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CLOSE] = g_signal_new ("close", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/common/ahadi-form-frame.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiFormFrame, window_title);
  gtk_widget_class_bind_template_child (widget_class, AhadiFormFrame, close_button);
  gtk_widget_class_bind_template_child (widget_class, AhadiFormFrame, save_button);
  gtk_widget_class_bind_template_child (widget_class, AhadiFormFrame, spinner);
  gtk_widget_class_bind_template_child (widget_class, AhadiFormFrame, problem_revealer);
  gtk_widget_class_bind_template_child (widget_class, AhadiFormFrame, problem_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiFormFrame, content);
  gtk_widget_class_bind_template_callback (widget_class, on_problem_revealed);

  gtk_widget_class_install_action (widget_class, "form.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "form.close", NULL, close_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK,
                                       "form.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "form.close",
                                       NULL);
}

static void
ahadi_form_frame_init (AhadiFormFrame *self)
{
  ahadi_widget_init_template (GTK_WIDGET (self));
}
