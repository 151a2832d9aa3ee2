/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-new-passphrase.h"

#include "ahadi-secret-entry.h"
#include "ahadi-widgets.h"

struct _AhadiNewPassphrase
{
  AdwBin parent_instance;

  /* template */
  AhadiSecretEntry *first;
  AhadiSecretEntry *second;
  GtkLevelBar *level;
  GtkLabel *strength_label;
  GtkLabel *match_label;
};

G_DEFINE_FINAL_TYPE (AhadiNewPassphrase, ahadi_new_passphrase, ADW_TYPE_BIN)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char *
strength_words (AhadiStrength strength)
{
  static const char *const words[] = {
    [AHADI_STRENGTH_TOO_SHORT] =
        N_ ("Too short: at least 10 characters. Four or five words "
            "that do not belong together are good."),
    [AHADI_STRENGTH_WEAK] =
        N_ ("Weak: it could be guessed within days. Add another word."),
    [AHADI_STRENGTH_FAIR] = N_ ("Fair: guessing it should take years."),
    [AHADI_STRENGTH_STRONG] = N_ ("Strong: guessing it should take lifetimes."),
  };

  return _ (words[strength]);
}

gboolean
ahadi_new_passphrase_is_ready (AhadiNewPassphrase *self)
{
  return ahadi_secret_entry_judge (self->first) >= AHADI_STRENGTH_FAIR &&
         ahadi_secret_entry_equal (self->first, self->second);
}

static void
on_typed (AhadiNewPassphrase *self)
{
  AhadiStrength strength = ahadi_secret_entry_judge (self->first);
  gboolean differs = !ahadi_secret_entry_is_empty (self->second) &&
                     !ahadi_secret_entry_equal (self->first, self->second);

  gtk_level_bar_set_value (self->level,
                           ahadi_secret_entry_is_empty (self->first) ? 0 : strength + 1);
  gtk_label_set_label (self->strength_label, strength_words (strength));
  gtk_label_set_label (self->match_label,
                       differs ? _ ("The two are not the same yet.") : "");
  g_signal_emit (self, signals[CHANGED], 0);
}

AhadiSecret *
ahadi_new_passphrase_take (AhadiNewPassphrase *self)
{
  AhadiSecret *passphrase = NULL;

  if (!ahadi_new_passphrase_is_ready (self))
    return NULL;
  passphrase = ahadi_secret_entry_take (self->first);
  ahadi_secret_entry_reset (self->second);
  on_typed (self);
  return passphrase;
}

static void
ahadi_new_passphrase_class_init (AhadiNewPassphraseClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (AHADI_TYPE_SECRET_ENTRY);
  signals[CHANGED] =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/common/ahadi-new-passphrase.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiNewPassphrase, first);
  gtk_widget_class_bind_template_child (widget_class, AhadiNewPassphrase, second);
  gtk_widget_class_bind_template_child (widget_class, AhadiNewPassphrase, level);
  gtk_widget_class_bind_template_child (widget_class, AhadiNewPassphrase, strength_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiNewPassphrase, match_label);
  gtk_widget_class_bind_template_callback (widget_class, on_typed);
}

static void
ahadi_new_passphrase_init (AhadiNewPassphrase *self)
{
  ahadi_widget_init_template (GTK_WIDGET (self));
}
