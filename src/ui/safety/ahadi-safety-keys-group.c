/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-safety-keys-group.h"

#include "ahadi-code-sheet.h"
#include "ahadi-custody-jobs.h"
#include "ahadi-person-dialog.h"
#include "ahadi-progress-sheet.h"
#include "ahadi-rekey-dialog.h"
#include "ahadi-widgets.h"
#include "shell-compat.h"

struct _AhadiSafetyKeysGroup
{
  AdwBin parent_instance;

  /* owned */
  AhadiKeeper *keeper;
  GPtrArray *rows;      /* of the people; borrowed from the group */
  AhadiPerson *removed; /* nullable: whom a dialog is about */
  char *heir;           /* nullable: who takes over with the re-key that goes on */

  /* template */
  AdwPreferencesGroup *people_group;
  GtkBox *code_box;
  AhadiCodeSheet *code_sheet;

  AhadiProgressSheet *sheet; /* borrowed: while a re-key goes on */
};

G_DEFINE_FINAL_TYPE (AhadiSafetyKeysGroup, ahadi_safety_keys_group, ADW_TYPE_BIN)

static void load_people (AhadiSafetyKeysGroup *self);
static void on_rekey_clicked (AhadiSafetyKeysGroup *self);

/* --- people ---------------------------------------------------------------------- */

static gpointer
work_remove (AhadiSession *session,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  return ahadi_people_remove (session, data, error) ? AHADI_WORK_DONE : NULL;
}

static void
go_on_to_rekey (gpointer owner)
{
  on_rekey_clicked (owner);
}

static void
on_removed (gpointer owner, gpointer result, const GError *error)
{
  AhadiSafetyKeysGroup *self = owner;
  g_autofree char *heading = NULL;

  load_people (self);
  if (error != NULL)
    {
      ahadi_say_error (owner, _ ("Nobody was removed"), error);
      return;
    }
  heading = g_strdup_printf (_ ("“%s” is removed"), self->removed->name);
  ahadi_compat_ask (owner, heading,
                    _ ("Their passphrase no longer opens the records on this laptop. If "
                       "they may have a copy of them, only encrypting everything anew "
                       "keeps from them what is written from now on."),
                    _ ("_Encrypt Anew…"), FALSE, go_on_to_rekey);
}

static void
remove_person (gpointer owner)
{
  AhadiSafetyKeysGroup *self = owner;

  ahadi_keeper_run (
      self->keeper,
      &(AhadiJob){
          .work = work_remove,
          .data = g_memdup2 (&self->removed->slot, sizeof self->removed->slot),
          .data_free = g_free,
      },
      self, on_removed);
}

static AhadiPerson *
copy_person (const AhadiPerson *person)
{
  AhadiPerson *copy = g_memdup2 (person, sizeof *person);

  copy->name = g_strdup (person->name);
  return copy;
}

static void
on_remove_clicked (GtkButton *button, AhadiSafetyKeysGroup *self)
{
  const AhadiPerson *person = g_object_get_data (G_OBJECT (button), "ahadi-person");
  g_autofree char *heading = g_strdup_printf (_ ("Remove “%s”?"), person->name);

  ahadi_person_free (self->removed);
  self->removed = copy_person (person);
  ahadi_compat_ask (GTK_WIDGET (self), heading,
                    _ ("Their passphrase will no longer open the records on this "
                       "laptop. It still opens copies made before."),
                    _ ("_Remove"), TRUE, remove_person);
}

static GtkWidget *
make_remove_button (AhadiSafetyKeysGroup *self, const AhadiPerson *person)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *name = g_strdup_printf (_ ("Remove “%s”"), person->name);

  ahadi_widget_set_name (button, name);
  gtk_widget_set_tooltip_text (button, name);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data_full (G_OBJECT (button), "ahadi-person", copy_person (person),
                          (GDestroyNotify) ahadi_person_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_remove_clicked), self, 0);
  return button;
}

static void
add_row (AhadiSafetyKeysGroup *self, const AhadiPerson *person, gboolean alone)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), person->name);
  if (person->here)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("Opened the records now"));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("avatar-default-symbolic"));
  if (!alone)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_remove_button (self, person));
  adw_preferences_group_add (self->people_group, row);
  g_ptr_array_add (self->rows, row);
}

static void
on_listed (gpointer owner, gpointer result, const GError *error)
{
  AhadiSafetyKeysGroup *self = owner;
  GPtrArray *people = result;

  if (people == NULL)
    return;
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->people_group, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < people->len; i++)
    add_row (self, people->pdata[i], people->len == 1);
}

static void
load_people (AhadiSafetyKeysGroup *self)
{
  ahadi_custody_jobs_list_people (self->keeper, self, on_listed);
}

static void
on_added (gpointer owner, const char *name)
{
  g_autofree char *text = g_strdup_printf (_ ("“%s” opens the records too"), name);

  load_people (owner);
  ahadi_say (owner, text);
}

static void
on_add_clicked (AhadiSafetyKeysGroup *self)
{
  ahadi_person_dialog_show (GTK_WIDGET (self), self->keeper, on_added);
}

/* --- the recovery code ------------------------------------------------------------ */

/* @code: (nullable): NULL forgets the one that was shown */
static void
show_code (AhadiSafetyKeysGroup *self, AhadiSecret *code)
{
  const AhadiDesk *desk = ahadi_keeper_get_desk (self->keeper);
  AhadiSheet sheet = { desk->label, desk->branch_name, code, NULL };

  gtk_widget_set_visible (GTK_WIDGET (self->code_box), code != NULL);
  if (code == NULL)
    {
      ahadi_code_sheet_clear (self->code_sheet);
      return;
    }
  ahadi_code_sheet_show (self->code_sheet, self->keeper, &sheet);
  ahadi_widget_show_whole (GTK_WIDGET (self->code_box));
}

static gpointer
work_recovery (AhadiSession *session,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  AhadiSecret *code = NULL;

  return ahadi_keys_new_recovery_code (session, &code, error) ? code : NULL;
}

static void
on_recovery (gpointer owner, gpointer result, const GError *error)
{
  if (error != NULL)
    ahadi_say_error (owner, _ ("The recovery sheet stays as it was"), error);
  else
    show_code (owner, result);
}

static void
draw_code (gpointer owner)
{
  AhadiSafetyKeysGroup *self = owner;

  ahadi_keeper_run (self->keeper,
                    &(AhadiJob){
                        .work = work_recovery,
                        .result_free = (GDestroyNotify) ahadi_secret_unref,
                    },
                    self, on_recovery);
}

static void
on_recovery_clicked (AhadiSafetyKeysGroup *self)
{
  ahadi_compat_ask (GTK_WIDGET (self), _ ("Draw a new recovery code?"),
                    _ ("The sheet you have will be void. Have a printer or pen and paper "
                       "ready: the new code is shown only once."),
                    _ ("_New Code"), TRUE, draw_code);
}

static void
on_have_clicked (AhadiSafetyKeysGroup *self)
{
  show_code (self, NULL);
}

/* --- everything anew --------------------------------------------------------------- */

typedef struct
{
  char *heir; /* nullable: the same person stays */
  AhadiSecret *passphrase;
  AhadiMeter *meter;
  GCancellable *cancellable;
} Rekey;

static void
rekey_free (gpointer data)
{
  Rekey *rekey = data;

  g_free (rekey->heir);
  ahadi_secret_unref (rekey->passphrase);
  ahadi_meter_unref (rekey->meter);
  g_object_unref (rekey->cancellable);
  g_free (rekey);
}

static gpointer
work_rekey (AhadiSession *session,
            gpointer data,
            GCancellable *cancellable,
            GError **error)
{
  Rekey *rekey = data;
  AhadiProgress progress = ahadi_meter_get_progress (rekey->meter, rekey->cancellable);
  AhadiSecret *code = NULL;
  gboolean backed_up;
  gboolean done = rekey->heir != NULL
                      ? ahadi_keys_hand_over (session, rekey->heir, rekey->passphrase,
                                              &code, &backed_up, &progress, error)
                      : ahadi_keys_rekey (session, rekey->passphrase, &code, &backed_up,
                                          &progress, error);

  return done ? code : NULL;
}

static void
say_rekeyed (AhadiSafetyKeysGroup *self)
{
  g_autofree char *who =
      self->heir != NULL
          ? g_strdup_printf (_ ("“%s” alone opens the records now."), self->heir)
          : g_strdup (_ ("You alone open the records now."));
  g_autofree char *text = g_strdup_printf (
      /* Translators: %s is a sentence: who opens the records */
      _ ("%s Write down or print the new recovery code, which stands below now. This "
         "laptop seals and signs with the same keys as before: if they were stolen, the "
         "office revokes the laptop."),
      who);

  ahadi_progress_sheet_finish (
      self->sheet,
      self->heir != NULL ? _ ("Handed over") : _ ("Everything is encrypted anew"), text);
}

static void
on_rekeyed (gpointer owner, gpointer result, const GError *error)
{
  AhadiSafetyKeysGroup *self = owner;

  if (error != NULL)
    ahadi_progress_sheet_fail (self->sheet, _ ("The keys stay as they were"), error);
  else
    say_rekeyed (self);
  g_clear_object (&self->sheet);
  if (result != NULL)
    show_code (self, result);
  load_people (self);
}

static void
start_rekey (gpointer owner, const char *heir, AhadiSecret *passphrase)
{
  static const AhadiStep steps[] = { AHADI_STEP_WRITE };
  AhadiSafetyKeysGroup *self = owner;
  Rekey *rekey = g_new0 (Rekey, 1);

  g_free (self->heir);
  self->heir = g_strdup (heir);
  self->sheet = g_object_ref (ahadi_progress_sheet_new (
      GTK_WIDGET (self), heir != NULL ? _ ("Handing Over") : _ ("Encrypting Anew"),
      _ ("Stopping now changes nothing: the records stay as they are."), steps,
      G_N_ELEMENTS (steps)));
  rekey->heir = g_strdup (heir);
  rekey->passphrase = passphrase;
  rekey->meter = ahadi_meter_ref (ahadi_progress_sheet_get_meter (self->sheet));
  rekey->cancellable = g_object_ref (ahadi_progress_sheet_get_cancellable (self->sheet));
  ahadi_keeper_run (self->keeper,
                    &(AhadiJob){
                        .work = work_rekey,
                        .data = rekey,
                        .data_free = rekey_free,
                        .result_free = (GDestroyNotify) ahadi_secret_unref,
                        .cancellable = rekey->cancellable,
                        .changes = TRUE,
                    },
                    self, on_rekeyed);
}

static void
on_rekey_clicked (AhadiSafetyKeysGroup *self)
{
  if (self->sheet == NULL)
    ahadi_rekey_dialog_show (GTK_WIDGET (self), self->keeper, FALSE, start_rekey);
}

static void
on_hand_over_clicked (AhadiSafetyKeysGroup *self)
{
  if (self->sheet == NULL)
    ahadi_rekey_dialog_show (GTK_WIDGET (self), self->keeper, TRUE, start_rekey);
}

/* --- the group --------------------------------------------------------------------- */

static void
ahadi_safety_keys_group_finalize (GObject *object)
{
  AhadiSafetyKeysGroup *self = AHADI_SAFETY_KEYS_GROUP (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->removed, ahadi_person_free);
  g_clear_pointer (&self->heir, g_free);
  g_clear_object (&self->sheet);
  g_clear_object (&self->keeper);
  G_OBJECT_CLASS (ahadi_safety_keys_group_parent_class)->finalize (object);
}

static void
ahadi_safety_keys_group_class_init (AhadiSafetyKeysGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ahadi_safety_keys_group_finalize;
  g_type_ensure (AHADI_TYPE_CODE_SHEET);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/safety/ahadi-safety-keys-group.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiSafetyKeysGroup, people_group);
  gtk_widget_class_bind_template_child (widget_class, AhadiSafetyKeysGroup, code_box);
  gtk_widget_class_bind_template_child (widget_class, AhadiSafetyKeysGroup, code_sheet);
  gtk_widget_class_bind_template_callback (widget_class, on_add_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_hand_over_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_have_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_recovery_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_rekey_clicked);
}

static void
ahadi_safety_keys_group_init (AhadiSafetyKeysGroup *self)
{
  self->rows = g_ptr_array_new ();
  ahadi_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
ahadi_safety_keys_group_new (AhadiKeeper *keeper)
{
  AhadiSafetyKeysGroup *self = g_object_new (AHADI_TYPE_SAFETY_KEYS_GROUP, NULL);

  self->keeper = g_object_ref (keeper);
  load_people (self);
  return GTK_WIDGET (self);
}
