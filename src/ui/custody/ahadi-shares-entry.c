/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-shares-entry.h"

#include "ahadi-facts.h"
#include "ahadi-given-shares.h"
#include "ahadi-secret-dialog.h"
#include "ahadi-secret-entry.h"
#include "ahadi-widgets.h"
#include "shell-compat.h"

#define DIGITS (AHADI_SHARE_GROUPS * AHADI_SHARE_GROUP_DIGITS)

struct _AhadiSharesEntry
{
  AdwBin parent_instance;

  /* owned */
  AhadiKeeper *keeper;
  AhadiGivenShares *given;
  char *path; /* nullable: of the file whose passphrase is asked for */

  /* template */
  GtkListBox *list;
  AhadiSecretEntry *entry;
  GtkLabel *digits_label;
};

G_DEFINE_FINAL_TYPE (AhadiSharesEntry, ahadi_shares_entry, ADW_TYPE_BIN)

enum
{
  BUSY,
  PROBLEM,
  OPENED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
set_busy (AhadiSharesEntry *self, const char *what)
{
  g_signal_emit (self, signals[BUSY], 0, what);
}

static void
set_problem (AhadiSharesEntry *self, const char *problem)
{
  g_signal_emit (self, signals[PROBLEM], 0, problem);
}

/* --- what was given ---------------------------------------------------------------- */

static void
add_row (AhadiSharesEntry *self, const AhadiShareInfo *info)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *tick = gtk_image_new_from_icon_name ("object-select-symbolic");
  g_autofree char *title =
      g_strdup_printf (_ ("Share %u of %u"), info->index, info->count);
  g_autofree char *name = g_strdup_printf (_ ("%s was taken"), title);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), tick);
  ahadi_widget_set_name (row, name);
  gtk_list_box_append (self->list, row);
}

static void
on_typed (AhadiSharesEntry *self)
{
  g_autofree char *text = g_strdup_printf (
      _ ("%u of %d digits"), ahadi_secret_entry_count_digits (self->entry), DIGITS);

  gtk_label_set_label (self->digits_label, text);
}

/* Also names what is to be typed next, which makes the entry a fresh one. */
static void
show_given (AhadiSharesEntry *self)
{
  guint count = ahadi_given_shares_count (self->given);
  g_autofree char *label = NULL;

  ahadi_facts_clear (self->list);
  for (guint i = 0; i < count; i++)
    add_row (self, ahadi_given_shares_get_info (self->given, i));
  gtk_widget_set_visible (GTK_WIDGET (self->list), count > 0);
  label = count == 0
              ? g_strdup (_ ("First share"))
              : g_strdup_printf (_ ("Share %u of the %u that are needed"), count + 1,
                                 ahadi_given_shares_get_needed (self->given));
  g_object_set (self->entry, "label", label, NULL);
  gtk_label_set_label (self->digits_label,
                       _ ("The 19 groups of digits on a custodian’s paper"));
}

/* --- opening ----------------------------------------------------------------------- */

static void
on_opened (gpointer owner, gpointer result, const GError *error)
{
  AhadiSharesEntry *self = owner;
  guint wrong = ahadi_given_shares_get_wrong (self->given);
  g_autofree char *sentence = NULL;

  set_busy (self, NULL);
  if (error != NULL)
    {
      sentence = ahadi_sentence_for_error (error);
      set_problem (self, sentence);
      show_given (self);
      gtk_widget_grab_focus (GTK_WIDGET (self->entry));
      return;
    }
  if (wrong != 0)
    sentence = g_strdup_printf (
        _ ("Share %u is not as it was made; the others opened the records. Make new "
           "shares soon."),
        ahadi_given_shares_get_info (self->given, wrong - 1)->index);
  ahadi_shares_entry_clear (self);
  g_signal_emit (self, signals[OPENED], 0, sentence);
}

/* --- one more ---------------------------------------------------------------------- */

/* Returns: (transfer full): what is wrong with the share that was given last. */
static char *
explain (AhadiSharesEntry *self, const GError *error)
{
  guint group = ahadi_given_shares_get_bad_group (self->given);

  if (group != 0)
    return g_strdup_printf (_ ("Group %u of this share is mistyped. Nothing is lost: "
                               "compare it with the paper, and press the eye to see what "
                               "you typed."),
                            group);
  if (g_error_matches (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_MALFORMED))
    return g_strdup (_ ("This is not a whole share: it has 19 groups of six digits. "
                        "Nothing is lost; type what is missing."));
  return ahadi_sentence_for_error (error);
}

static void
on_added (gpointer owner, gpointer result, const GError *error)
{
  AhadiSharesEntry *self = owner;
  g_autofree char *problem = NULL;

  set_busy (self, NULL);
  if (error != NULL)
    {
      problem = explain (self, error);
      set_problem (self, problem);
      gtk_widget_grab_focus (GTK_WIDGET (self->entry));
      return;
    }

  show_given (self);
  if (ahadi_given_shares_count (self->given) <
      ahadi_given_shares_get_needed (self->given))
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->entry));
      return;
    }
  set_busy (self, _ ("Opening with these shares…"));
  ahadi_given_shares_open (self->given, self->keeper, self, on_opened);
}

void
ahadi_shares_entry_next (AhadiSharesEntry *self)
{
  AhadiSecret *digits = ahadi_secret_entry_copy (self->entry);

  if (digits == NULL)
    return;
  set_problem (self, NULL);
  set_busy (self, _ ("Looking at this share…"));
  ahadi_given_shares_add_typed (self->given, self->keeper, digits, self, on_added);
}

/* --- out of a file ----------------------------------------------------------------- */

static void
on_passphrase (gpointer owner, AhadiSlotType type, AhadiSecret *secret)
{
  AhadiSharesEntry *self = owner;

  set_busy (self, _ ("Opening this share. This takes a moment, so that nobody can guess "
                     "quickly."));
  ahadi_given_shares_add_file (self->given, self->keeper, self->path, secret, self,
                               on_added);
}

static gpointer
work_look (AhadiSession *session,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  AhadiShareInfo info;
  gboolean sealed;

  return ahadi_custody_look (data, &info, &sealed, error)
             ? GINT_TO_POINTER (sealed ? 2 : 1)
             : NULL;
}

static void
on_looked (gpointer owner, gpointer result, const GError *error)
{
  AhadiSharesEntry *self = owner;

  if (error != NULL)
    ahadi_say_error_as (owner, _ ("This file is no share"),
                        _ ("The name of a share’s file ends in .ahadi-share. Ask its "
                           "custodian for it, or type the digits of the paper."),
                        error);
  else if (GPOINTER_TO_INT (result) == 2)
    ahadi_secret_dialog_ask_passphrase (
        GTK_WIDGET (self), _ ("Passphrase of the Share"),
        _ ("Its custodian chose it when the share was made, and types it here."),
        _ ("_Open Share"), on_passphrase);
  else
    ahadi_given_shares_add_file (self->given, self->keeper, self->path, NULL, self,
                                 on_added);
}

static void
on_picked (gpointer owner, const char *const *paths)
{
  AhadiSharesEntry *self = owner;

  g_free (self->path);
  self->path = g_strdup (paths[0]);
  set_problem (self, NULL);
  ahadi_keeper_run (self->keeper,
                    &(AhadiJob){
                        .work = work_look,
                        .data = g_strdup (self->path),
                        .data_free = g_free,
                    },
                    self, on_looked);
}

static void
on_file_clicked (AhadiSharesEntry *self)
{
  ahadi_compat_pick (GTK_WIDGET (self),
                     &(AhadiPickOptions){
                         .pick = AHADI_PICK_OPEN,
                         .title = _ ("Open a Share"),
                         .filter_name = _ ("Shares"),
                         .pattern = "*.ahadi-share",
                     },
                     on_picked);
}

/* --- object ------------------------------------------------------------------------ */

void
ahadi_shares_entry_clear (AhadiSharesEntry *self)
{
  g_clear_pointer (&self->given, ahadi_given_shares_unref);
  self->given = ahadi_given_shares_new ();
  show_given (self);
}

void
ahadi_shares_entry_start (AhadiSharesEntry *self, AhadiKeeper *keeper)
{
  g_set_object (&self->keeper, keeper);
}

static gboolean
ahadi_shares_entry_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (AHADI_SHARES_ENTRY (widget)->entry));
}

static void
ahadi_shares_entry_finalize (GObject *object)
{
  AhadiSharesEntry *self = AHADI_SHARES_ENTRY (object);

  g_clear_pointer (&self->given, ahadi_given_shares_unref);
  g_clear_pointer (&self->path, g_free);
  g_clear_object (&self->keeper);
  G_OBJECT_CLASS (ahadi_shares_entry_parent_class)->finalize (object);
}

static void
ahadi_shares_entry_class_init (AhadiSharesEntryClass *klass)
{
  static const char *const names[] = { "busy", "problem", "opened" };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ahadi_shares_entry_finalize;
  widget_class->grab_focus = ahadi_shares_entry_grab_focus;
  g_type_ensure (AHADI_TYPE_SECRET_ENTRY);
  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                               NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/custody/ahadi-shares-entry.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiSharesEntry, list);
  gtk_widget_class_bind_template_child (widget_class, AhadiSharesEntry, entry);
  gtk_widget_class_bind_template_child (widget_class, AhadiSharesEntry, digits_label);
  gtk_widget_class_bind_template_callback (widget_class, on_file_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_typed);
  gtk_widget_class_bind_template_callback (widget_class, ahadi_shares_entry_next);
}

static void
ahadi_shares_entry_init (AhadiSharesEntry *self)
{
  ahadi_widget_init_template (GTK_WIDGET (self));
  ahadi_shares_entry_clear (self);
}
