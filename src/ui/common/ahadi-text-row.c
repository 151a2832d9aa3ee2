/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-text-row.h"

#include "ahadi-widgets.h"

struct _AhadiTextRow
{
  AdwPreferencesRow parent_instance;

  /* template */
  GtkLabel *title_label;
  GtkEntry *entry;
  GtkLabel *hint_label;
};

G_DEFINE_FINAL_TYPE (AhadiTextRow, ahadi_text_row, ADW_TYPE_PREFERENCES_ROW)

enum
{
  PROP_0,
  PROP_HINT,
  PROP_MAX_LENGTH,
  N_PROPS
};

enum
{
  CHANGED,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

const char *
ahadi_text_row_get_text (AhadiTextRow *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

void
ahadi_text_row_set_text (AhadiTextRow *self, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text != NULL ? text : "");
}

gboolean
ahadi_text_row_is_blank (AhadiTextRow *self)
{
  g_autofree char *text = g_strstrip (g_strdup (ahadi_text_row_get_text (self)));

  return *text == '\0';
}

static void
on_changed (AhadiTextRow *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
show_title (AhadiTextRow *self)
{
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self));

  gtk_label_set_label (self->title_label, title);
  ahadi_widget_set_name (GTK_WIDGET (self->entry), title);
  ahadi_widget_set_name (GTK_WIDGET (self), title);
}

static void
ahadi_text_row_set_property (GObject *object,
                             guint id,
                             const GValue *value,
                             GParamSpec *pspec)
{
  AhadiTextRow *self = AHADI_TEXT_ROW (object);

  switch (id)
    {
    case PROP_HINT:
      gtk_label_set_label (self->hint_label, g_value_get_string (value));
      gtk_widget_set_visible (GTK_WIDGET (self->hint_label), TRUE);
      break;
    case PROP_MAX_LENGTH:
      gtk_entry_set_max_length (self->entry, g_value_get_int (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static gboolean
ahadi_text_row_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (AHADI_TEXT_ROW (widget)->entry));
}

static void
ahadi_text_row_class_init (AhadiTextRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags write = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;

  object_class->set_property = ahadi_text_row_set_property;
  widget_class->focus = ahadi_row_focus_inside;
  widget_class->grab_focus = ahadi_text_row_grab_focus;
  props[PROP_HINT] = g_param_spec_string ("hint", NULL, NULL, NULL, write);
  props[PROP_MAX_LENGTH] =
      g_param_spec_int ("max-length", NULL, NULL, 0, G_MAXUINT16, 0, write);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[CHANGED] =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/common/ahadi-text-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiTextRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiTextRow, entry);
  gtk_widget_class_bind_template_child (widget_class, AhadiTextRow, hint_label);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, ahadi_widget_show_whole);
}

static void
ahadi_text_row_init (AhadiTextRow *self)
{
  ahadi_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::title", G_CALLBACK (show_title), NULL);
}
