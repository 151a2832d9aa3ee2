/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-unlock.h"

#include "ahadi-secret-entry.h"
#include "ahadi-widgets.h"

#define CODE_DIGITS 52

struct _AhadiUnlock
{
  AdwBin parent_instance;

  /* owned */
  AhadiKeeper *keeper;

  /* template */
  GtkLabel *notice_label;
  GtkStack *entry_stack;
  AhadiSecretEntry *passphrase_entry;
  AhadiSecretEntry *code_entry;
  GtkLabel *digits_label;
  GtkLabel *problem_label;
  GtkButton *unlock_button;
  GtkButton *other_button;
  GtkBox *busy_box;
  GtkLabel *busy_label;
};

G_DEFINE_FINAL_TYPE (AhadiUnlock, ahadi_unlock, ADW_TYPE_BIN)

enum
{
  UNLOCKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
uses_code (AhadiUnlock *self)
{
  return g_str_equal (gtk_stack_get_visible_child_name (self->entry_stack), "code");
}

static AhadiSecretEntry *
shown_entry (AhadiUnlock *self)
{
  return uses_code (self) ? self->code_entry : self->passphrase_entry;
}

static void
set_busy (AhadiUnlock *self, const char *what)
{
  gtk_widget_set_visible (GTK_WIDGET (self->busy_box), what != NULL);
  gtk_label_set_label (self->busy_label, what != NULL ? what : "");
  ahadi_widget_freeze (GTK_WIDGET (self->entry_stack), what != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->unlock_button), what == NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->other_button), what == NULL);
}

static void
set_problem (AhadiUnlock *self, const char *problem)
{
  gtk_label_set_label (self->problem_label, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), problem != NULL);
}

static void
on_unlocked (gpointer owner, gpointer result, const GError *error)
{
  AhadiUnlock *self = owner;
  g_autofree char *sentence = NULL;

  set_busy (self, NULL);
  if (error == NULL)
    {
      set_problem (self, NULL);
      g_signal_emit (self, signals[UNLOCKED], 0);
      return;
    }
  sentence = ahadi_sentence_for_error (error);
  set_problem (self, sentence);
  gtk_widget_grab_focus (GTK_WIDGET (shown_entry (self)));
}

static void
on_unlock_clicked (AhadiUnlock *self)
{
  AhadiSecret *secret = ahadi_secret_entry_take (shown_entry (self));

  if (secret == NULL)
    return;
  set_problem (self, NULL);
  set_busy (self, _ ("Opening. This takes a moment, so that nobody can guess quickly."));
  ahadi_keeper_unlock (
      self->keeper, uses_code (self) ? AHADI_SLOT_RECOVERY_CODE : AHADI_SLOT_PASSPHRASE,
      secret, self, on_unlocked);
}

static void
on_other_clicked (AhadiUnlock *self)
{
  gboolean code = !uses_code (self);

  ahadi_secret_entry_reset (self->passphrase_entry);
  ahadi_secret_entry_reset (self->code_entry);
  gtk_stack_set_visible_child_name (self->entry_stack, code ? "code" : "passphrase");
  ahadi_button_set_label (self->other_button, code
                                                  ? _ ("Use the _passphrase instead")
                                                  : _ ("Use the _recovery code instead"));
  set_problem (self, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (shown_entry (self)));
}

static void
on_code_changed (AhadiUnlock *self)
{
  g_autofree char *text =
      g_strdup_printf (_ ("%u of %d digits"),
                       ahadi_secret_entry_count_digits (self->code_entry), CODE_DIGITS);

  gtk_label_set_label (self->digits_label, text);
}

void
ahadi_unlock_set_locking (AhadiUnlock *self, gboolean locking)
{
  set_busy (self, locking ? _ ("Locked. Making the backup…") : NULL);
  if (!locking)
    gtk_widget_grab_focus (GTK_WIDGET (shown_entry (self)));
}

void
ahadi_unlock_set_notice (AhadiUnlock *self, const char *notice)
{
  gtk_label_set_label (self->notice_label, notice != NULL ? notice : "");
  gtk_widget_set_visible (GTK_WIDGET (self->notice_label), notice != NULL);
}

static gboolean
ahadi_unlock_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (shown_entry (AHADI_UNLOCK (widget))));
}

static void
ahadi_unlock_finalize (GObject *object)
{
  g_clear_object (&AHADI_UNLOCK (object)->keeper);
  G_OBJECT_CLASS (ahadi_unlock_parent_class)->finalize (object);
}

static void
ahadi_unlock_class_init (AhadiUnlockClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ahadi_unlock_finalize;
  widget_class->grab_focus = ahadi_unlock_grab_focus;
  g_type_ensure (AHADI_TYPE_SECRET_ENTRY);

  signals[UNLOCKED] =
      g_signal_new ("unlocked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/shell/ahadi-unlock.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiUnlock, notice_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiUnlock, entry_stack);
  gtk_widget_class_bind_template_child (widget_class, AhadiUnlock, passphrase_entry);
  gtk_widget_class_bind_template_child (widget_class, AhadiUnlock, code_entry);
  gtk_widget_class_bind_template_child (widget_class, AhadiUnlock, digits_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiUnlock, problem_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiUnlock, unlock_button);
  gtk_widget_class_bind_template_child (widget_class, AhadiUnlock, other_button);
  gtk_widget_class_bind_template_child (widget_class, AhadiUnlock, busy_box);
  gtk_widget_class_bind_template_child (widget_class, AhadiUnlock, busy_label);
  gtk_widget_class_bind_template_callback (widget_class, on_unlock_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_other_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_code_changed);
}

static void
ahadi_unlock_init (AhadiUnlock *self)
{
  ahadi_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
ahadi_unlock_new (AhadiKeeper *keeper)
{
  AhadiUnlock *self = g_object_new (AHADI_TYPE_UNLOCK, NULL);

  self->keeper = g_object_ref (keeper);
  return GTK_WIDGET (self);
}
