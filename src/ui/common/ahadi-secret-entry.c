/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-secret-entry.h"

#include "ahadi-widgets.h"

struct _AhadiSecretEntry
{
  AdwBin parent_instance;

  /* owned */
  char *label;

  /* borrowed */
  GtkWidget *box;
  GtkWidget *caption;
  GtkWidget *entry;

  gboolean peek;
};

G_DEFINE_FINAL_TYPE (AhadiSecretEntry, ahadi_secret_entry, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_LABEL,
  PROP_PEEK,
  N_PROPS
};

enum
{
  CHANGED,
  ACTIVATE,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

static void
on_changed (AhadiSecretEntry *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_activate (AhadiSecretEntry *self)
{
  g_signal_emit (self, signals[ACTIVATE], 0);
}

/* The buffer itself: no copy. */
static const char *
peek_text (AhadiSecretEntry *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

void
ahadi_secret_entry_reset (AhadiSecretEntry *self)
{
  gboolean had_focus = self->entry != NULL && (gtk_widget_get_state_flags (self->entry) &
                                               GTK_STATE_FLAG_FOCUS_WITHIN) != 0;

  if (self->entry != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->entry, self);
      gtk_box_remove (GTK_BOX (self->box), self->entry);
    }
  if (had_focus)
    gtk_root_set_focus (gtk_widget_get_root (GTK_WIDGET (self)), NULL);
  self->entry = gtk_password_entry_new ();
  gtk_password_entry_set_show_peek_icon (GTK_PASSWORD_ENTRY (self->entry), self->peek);
  gtk_widget_set_hexpand (self->entry, TRUE);
  if (self->label != NULL)
    ahadi_widget_set_name (self->entry, self->label);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (on_changed), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (on_activate), self);
  gtk_box_append (GTK_BOX (self->box), self->entry);
  if (had_focus)
    gtk_widget_grab_focus (self->entry);
}

gboolean
ahadi_secret_entry_is_empty (AhadiSecretEntry *self)
{
  return *peek_text (self) == '\0';
}

AhadiStrength
ahadi_secret_entry_judge (AhadiSecretEntry *self)
{
  return ahadi_passphrase_judge (peek_text (self), strlen (peek_text (self)));
}

gboolean
ahadi_secret_entry_equal (AhadiSecretEntry *self, AhadiSecretEntry *other)
{
  return g_str_equal (peek_text (self), peek_text (other));
}

guint
ahadi_secret_entry_count_digits (AhadiSecretEntry *self)
{
  guint digits = 0;

  for (const char *at = peek_text (self); *at != '\0'; at++)
    digits += g_ascii_isdigit (*at) ? 1 : 0;
  return digits;
}

gboolean
ahadi_secret_entry_is (AhadiSecretEntry *self, const char *text, gsize length)
{
  return strlen (peek_text (self)) == length &&
         memcmp (peek_text (self), text, length) == 0;
}

AhadiSecret *
ahadi_secret_entry_copy (AhadiSecretEntry *self)
{
  return ahadi_secret_entry_is_empty (self)
             ? NULL
             : ahadi_secret_new_from (peek_text (self), strlen (peek_text (self)));
}

AhadiSecret *
ahadi_secret_entry_take (AhadiSecretEntry *self)
{
  AhadiSecret *secret = ahadi_secret_entry_copy (self);

  if (secret != NULL)
    ahadi_secret_entry_reset (self);
  return secret;
}

static void
ahadi_secret_entry_set_property (GObject *object,
                                 guint id,
                                 const GValue *value,
                                 GParamSpec *pspec)
{
  AhadiSecretEntry *self = AHADI_SECRET_ENTRY (object);

  switch (id)
    {
    case PROP_LABEL:
      g_free (self->label);
      self->label = g_value_dup_string (value);
      gtk_label_set_label (GTK_LABEL (self->caption), self->label);
      break;
    case PROP_PEEK:
      self->peek = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
  ahadi_secret_entry_reset (self);
}

static void
ahadi_secret_entry_dispose (GObject *object)
{
  AhadiSecretEntry *self = AHADI_SECRET_ENTRY (object);

  if (self->entry != NULL)
    g_signal_handlers_disconnect_by_data (self->entry, self);
  self->entry = NULL;
  G_OBJECT_CLASS (ahadi_secret_entry_parent_class)->dispose (object);
}

static void
ahadi_secret_entry_finalize (GObject *object)
{
  g_clear_pointer (&AHADI_SECRET_ENTRY (object)->label, g_free);
  G_OBJECT_CLASS (ahadi_secret_entry_parent_class)->finalize (object);
}

static gboolean
ahadi_secret_entry_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (AHADI_SECRET_ENTRY (widget)->entry);
}

static void
ahadi_secret_entry_class_init (AhadiSecretEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);
  GParamFlags write = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = ahadi_secret_entry_dispose;
  object_class->finalize = ahadi_secret_entry_finalize;
  object_class->set_property = ahadi_secret_entry_set_property;
  GTK_WIDGET_CLASS (klass)->grab_focus = ahadi_secret_entry_grab_focus;

  props[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, write);
  props[PROP_PEEK] = g_param_spec_boolean ("peek", NULL, NULL, FALSE, write);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[ACTIVATE] = g_signal_new ("activate", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 0);
}

static void
ahadi_secret_entry_init (AhadiSecretEntry *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  /* The entry's own name says it to the screen reader. */
  self->caption = g_object_new (GTK_TYPE_LABEL, "accessible-role",
                                GTK_ACCESSIBLE_ROLE_PRESENTATION, "xalign", 0.0, NULL);
  gtk_widget_add_css_class (self->caption, "caption");
  gtk_widget_add_css_class (self->caption, "dim-label");
  gtk_box_append (GTK_BOX (self->box), self->caption);
  adw_bin_set_child (ADW_BIN (self), self->box);
  ahadi_secret_entry_reset (self);
}
