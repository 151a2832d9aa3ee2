/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-share-check.h"

#include "ahadi-secret-entry.h"
#include "ahadi-widgets.h"

#define DIGITS (AHADI_SHARE_GROUPS * AHADI_SHARE_GROUP_DIGITS)

struct _AhadiShareCheck
{
  AdwBin parent_instance;

  /* owned */
  AhadiShareSet *set;

  /* template */
  AhadiSecretEntry *entry;
  GtkLabel *told_label;

  guint index;
  guint asked; /* group, from 1; 0: all of them */
};

G_DEFINE_FINAL_TYPE (AhadiShareCheck, ahadi_share_check, ADW_TYPE_BIN)

enum
{
  CHANGED,
  ACTIVATE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
group_is_right (AhadiShareCheck *self)
{
  g_autoptr (AhadiSecret) digits = ahadi_share_set_print (self->set, self->index);
  const char *group = (const char *) ahadi_secret_get_bytes (digits) +
                      (self->asked - 1) * (AHADI_SHARE_GROUP_DIGITS + 1);

  return ahadi_secret_entry_is (self->entry, group, AHADI_SHARE_GROUP_DIGITS);
}

static gboolean
whole_is_right (AhadiShareCheck *self, guint *bad_group)
{
  g_autoptr (AhadiSecret) typed = ahadi_secret_entry_copy (self->entry);

  *bad_group = 0;
  return typed != NULL &&
         ahadi_share_set_check (self->set, self->index, typed, bad_group);
}

gboolean
ahadi_share_check_is_right (AhadiShareCheck *self)
{
  guint bad_group;

  return self->asked != 0 ? group_is_right (self) : whole_is_right (self, &bad_group);
}

/* Returns: (transfer full) */
static char *
tell_of_group (AhadiShareCheck *self)
{
  if (group_is_right (self))
    return g_strdup (_ ("Right."));
  if (ahadi_secret_entry_count_digits (self->entry) < AHADI_SHARE_GROUP_DIGITS)
    return g_strdup ("");

  return g_strdup (_ ("That is not what was drawn. Look at the small number beside each "
                      "group, or go back and print it again."));
}

/* Returns: (transfer full) */
static char *
tell_of_whole (AhadiShareCheck *self)
{
  guint typed = ahadi_secret_entry_count_digits (self->entry);
  guint bad_group;

  if (whole_is_right (self, &bad_group))
    return g_strdup (_ ("Right, every digit."));
  if (bad_group != 0)
    return g_strdup_printf (_ ("Group %u is not what was drawn. Look at the paper: if it "
                               "says what you typed, go back and correct it."),
                            bad_group);
  if (typed > DIGITS)
    return g_strdup (_ ("These are more digits than a share has."));

  return g_strdup_printf (_ ("%u of %d digits"), typed, DIGITS);
}

static void
on_changed (AhadiShareCheck *self)
{
  g_autofree char *text = self->asked != 0 ? tell_of_group (self) : tell_of_whole (self);

  gtk_label_set_label (self->told_label, text);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_activate (AhadiShareCheck *self)
{
  g_signal_emit (self, signals[ACTIVATE], 0);
}

void
ahadi_share_check_ask (AhadiShareCheck *self, gboolean printed)
{
  g_autofree char *label = NULL;

  self->asked = printed ? (guint) g_random_int_range (1, AHADI_SHARE_GROUPS + 1) : 0;
  label = printed ? g_strdup_printf (_ ("Group %u"), self->asked)
                  : g_strdup_printf (_ ("All %d groups"), AHADI_SHARE_GROUPS);
  g_object_set (self->entry, "label", label, NULL);
  on_changed (self);
}

void
ahadi_share_check_clear (AhadiShareCheck *self)
{
  ahadi_secret_entry_reset (self->entry);
  on_changed (self);
}

static gboolean
ahadi_share_check_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (AHADI_SHARE_CHECK (widget)->entry));
}

static void
ahadi_share_check_finalize (GObject *object)
{
  g_clear_pointer (&AHADI_SHARE_CHECK (object)->set, ahadi_share_set_unref);
  G_OBJECT_CLASS (ahadi_share_check_parent_class)->finalize (object);
}

static void
ahadi_share_check_class_init (AhadiShareCheckClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ahadi_share_check_finalize;
  widget_class->grab_focus = ahadi_share_check_grab_focus;
  g_type_ensure (AHADI_TYPE_SECRET_ENTRY);
  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[ACTIVATE] = g_signal_new ("activate", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/custody/ahadi-share-check.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiShareCheck, entry);
  gtk_widget_class_bind_template_child (widget_class, AhadiShareCheck, told_label);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
}

static void
ahadi_share_check_init (AhadiShareCheck *self)
{
  ahadi_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
ahadi_share_check_new (AhadiShareSet *set, guint index)
{
  AhadiShareCheck *self = g_object_new (AHADI_TYPE_SHARE_CHECK, NULL);

  self->set = ahadi_share_set_ref (set);
  self->index = index;
  return GTK_WIDGET (self);
}
