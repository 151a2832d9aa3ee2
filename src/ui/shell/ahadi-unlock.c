/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-unlock.h"

#include "ahadi-restore-way.h"
#include "ahadi-secret-entry.h"
#include "ahadi-shares-entry.h"
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
  AhadiSharesEntry *shares_entry;
  GtkLabel *digits_label;
  GtkLabel *problem_label;
  GtkButton *unlock_button;
  GtkButton *other_button;
  GtkButton *third_button;
  GtkButton *restore_button;
  GtkBox *busy_box;
  GtkLabel *busy_label;

  int way;
  gboolean has_custodians;
};

G_DEFINE_FINAL_TYPE (AhadiUnlock, ahadi_unlock, ADW_TYPE_BIN)

enum
{
  UNLOCKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* A child of the stack is called like the way in that it is for. */
typedef enum
{
  WAY_PASSPHRASE,
  WAY_CODE,
  WAY_SHARES,
} Way;

static const struct
{
  const char *name;
  const char *button;
  Way other; /* what the first button below changes to */
  Way third;
} ways[] = {
  [WAY_PASSPHRASE] = { "passphrase", N_ ("_Unlock"), WAY_CODE, WAY_SHARES },
  [WAY_CODE] = { "code", N_ ("_Unlock"), WAY_PASSPHRASE, WAY_SHARES },
  [WAY_SHARES] = { "shares", N_ ("_Next Share"), WAY_PASSPHRASE, WAY_CODE },
};

static const char *const change_labels[] = {
  [WAY_PASSPHRASE] = N_ ("Use the _passphrase instead"),
  [WAY_CODE] = N_ ("Use the _recovery code instead"),
  [WAY_SHARES] = N_ ("Use custodians’ _shares instead"),
};

static GtkWidget *
shown_entry (AhadiUnlock *self)
{
  return self->way == WAY_CODE     ? GTK_WIDGET (self->code_entry)
         : self->way == WAY_SHARES ? GTK_WIDGET (self->shares_entry)
                                   : GTK_WIDGET (self->passphrase_entry);
}

static void
set_busy (AhadiUnlock *self, const char *what)
{
  gtk_widget_set_visible (GTK_WIDGET (self->busy_box), what != NULL);
  gtk_label_set_label (self->busy_label, what != NULL ? what : "");
  ahadi_widget_freeze (GTK_WIDGET (self->entry_stack), what != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->unlock_button), what == NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->other_button), what == NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->third_button), what == NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->restore_button), what == NULL);
}

static void
set_problem (AhadiUnlock *self, const char *problem)
{
  gtk_label_set_label (self->problem_label, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), problem != NULL);
}

/* Whoever came in another way has lost the passphrase. */
static void
tell_unlocked (AhadiUnlock *self, const char *sentence)
{
  g_signal_emit (self, signals[UNLOCKED], 0, self->way != WAY_PASSPHRASE, sentence);
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
      tell_unlocked (self, NULL);
      return;
    }
  sentence = ahadi_sentence_for_error (error);
  set_problem (self, sentence);
  gtk_widget_grab_focus (shown_entry (self));
}

static void
on_unlock_clicked (AhadiUnlock *self)
{
  gboolean by_code = self->way == WAY_CODE;
  AhadiSecret *secret = NULL;

  if (self->way == WAY_SHARES)
    {
      ahadi_shares_entry_next (self->shares_entry);
      return;
    }
  secret = ahadi_secret_entry_take (by_code ? self->code_entry : self->passphrase_entry);
  if (secret == NULL)
    return;
  set_problem (self, NULL);
  set_busy (self, _ ("Opening. This takes a moment, so that nobody can guess quickly."));
  ahadi_keeper_unlock (self->keeper,
                       by_code ? AHADI_SLOT_RECOVERY_CODE : AHADI_SLOT_PASSPHRASE, secret,
                       self, on_unlocked);
}

static void
show_ways (AhadiUnlock *self)
{
  gtk_stack_set_visible_child_name (self->entry_stack, ways[self->way].name);
  ahadi_button_set_label (self->unlock_button, _ (ways[self->way].button));
  ahadi_button_set_label (self->other_button, _ (change_labels[ways[self->way].other]));
  ahadi_button_set_label (self->third_button, _ (change_labels[ways[self->way].third]));
  gtk_widget_set_visible (GTK_WIDGET (self->third_button), self->has_custodians);
}

/* What was typed for another way goes. */
static void
change_way (AhadiUnlock *self, Way way)
{
  self->way = way;
  ahadi_secret_entry_reset (self->passphrase_entry);
  ahadi_secret_entry_reset (self->code_entry);
  ahadi_shares_entry_clear (self->shares_entry);
  show_ways (self);
  set_problem (self, NULL);
  gtk_widget_grab_focus (shown_entry (self));
}

static void
on_other_clicked (AhadiUnlock *self)
{
  change_way (self, ways[self->way].other);
}

static void
on_third_clicked (AhadiUnlock *self)
{
  change_way (self, ways[self->way].third);
}

/* What was restored was opened with a secret of its own. */
static void
on_restored (gpointer owner, gpointer result, const GError *error)
{
  AhadiUnlock *self = owner;

  change_way (self, WAY_PASSPHRASE);
  set_busy (self, _ ("Opening…"));
  ahadi_keeper_load_desk (self->keeper, self, on_unlocked);
}

static void
on_restore_clicked (AhadiUnlock *self)
{
  ahadi_restore_way_begin (GTK_WIDGET (self), self->keeper, TRUE, on_restored);
}

static gpointer
work_custodians (AhadiSession *session,
                 gpointer data,
                 GCancellable *cancellable,
                 GError **error)
{
  gboolean there;

  return ahadi_custody_is_there (session, &there, error) ? GINT_TO_POINTER (there ? 2 : 1)
                                                         : NULL;
}

static void
on_custodians (gpointer owner, gpointer result, const GError *error)
{
  AhadiUnlock *self = owner;

  self->has_custodians = GPOINTER_TO_INT (result) == 2;
  show_ways (self);
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
    gtk_widget_grab_focus (shown_entry (self));
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
  return gtk_widget_grab_focus (shown_entry (AHADI_UNLOCK (widget)));
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
  g_type_ensure (AHADI_TYPE_SHARES_ENTRY);

  signals[UNLOCKED] =
      g_signal_new ("unlocked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 2, G_TYPE_BOOLEAN, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/shell/ahadi-unlock.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiUnlock, notice_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiUnlock, entry_stack);
  gtk_widget_class_bind_template_child (widget_class, AhadiUnlock, passphrase_entry);
  gtk_widget_class_bind_template_child (widget_class, AhadiUnlock, code_entry);
  gtk_widget_class_bind_template_child (widget_class, AhadiUnlock, shares_entry);
  gtk_widget_class_bind_template_child (widget_class, AhadiUnlock, digits_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiUnlock, problem_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiUnlock, unlock_button);
  gtk_widget_class_bind_template_child (widget_class, AhadiUnlock, other_button);
  gtk_widget_class_bind_template_child (widget_class, AhadiUnlock, third_button);
  gtk_widget_class_bind_template_child (widget_class, AhadiUnlock, restore_button);
  gtk_widget_class_bind_template_child (widget_class, AhadiUnlock, busy_box);
  gtk_widget_class_bind_template_child (widget_class, AhadiUnlock, busy_label);
  gtk_widget_class_bind_template_callback (widget_class, on_unlock_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_other_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_third_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_restore_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_code_changed);
  gtk_widget_class_bind_template_callback (widget_class, set_busy);
  gtk_widget_class_bind_template_callback (widget_class, set_problem);
  gtk_widget_class_bind_template_callback (widget_class, tell_unlocked);
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
  ahadi_shares_entry_start (self->shares_entry, keeper);
  ahadi_keeper_run (keeper, &(AhadiJob){ .work = work_custodians }, self, on_custodians);
  return GTK_WIDGET (self);
}
