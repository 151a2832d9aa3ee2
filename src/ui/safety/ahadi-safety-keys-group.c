/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-safety-keys-group.h"

#include "ahadi-code-sheet.h"
#include "ahadi-new-passphrase.h"
#include "ahadi-progress-sheet.h"
#include "ahadi-secret-entry.h"
#include "ahadi-text-row.h"
#include "ahadi-widgets.h"
#include "shell-compat.h"

struct _AhadiSafetyKeysGroup
{
  AdwPreferencesGroup parent_instance;

  /* owned */
  AhadiKeeper *keeper;

  /* template */
  GtkListBox *people_list;
  AhadiTextRow *name_row;
  AhadiNewPassphrase *person_entries;
  GtkButton *add_button;
  AhadiSecretEntry *rekey_entry;
  GtkButton *rekey_button;
  GtkBox *code_box;
  AhadiCodeSheet *code_sheet;

  AhadiProgressSheet *sheet; /* borrowed: while a re-key goes on */
  AhadiId removed;           /* whom a dialog is about */
};

G_DEFINE_FINAL_TYPE (AhadiSafetyKeysGroup,
                     ahadi_safety_keys_group,
                     ADW_TYPE_PREFERENCES_GROUP)

static void load_people (AhadiSafetyKeysGroup *self);

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
on_removed (gpointer owner, gpointer result, const GError *error)
{
  AhadiSafetyKeysGroup *self = owner;

  if (error != NULL)
    ahadi_say_error (owner, _ ("Nobody was removed"), error);
  else
    ahadi_say (owner, _ ("Removed. If they have a copy, encrypt everything anew."));
  load_people (self);
}

static void
remove_person (gpointer owner)
{
  AhadiSafetyKeysGroup *self = owner;

  ahadi_keeper_run (self->keeper,
                    &(AhadiJob){
                        .work = work_remove,
                        .data = g_memdup2 (&self->removed, sizeof self->removed),
                        .data_free = g_free,
                    },
                    self, on_removed);
}

static void
on_remove_clicked (GtkButton *button, AhadiSafetyKeysGroup *self)
{
  const AhadiPerson *person = g_object_get_data (G_OBJECT (button), "ahadi-person");
  g_autofree char *heading = g_strdup_printf (_ ("Remove “%s”?"), person->name);

  self->removed = person->slot;
  ahadi_compat_ask (GTK_WIDGET (self), heading,
                    _ ("Their passphrase will no longer open the records on this "
                       "laptop. It still opens copies made before."),
                    _ ("_Remove"), TRUE, remove_person);
}

static AhadiPerson *
copy_person (const AhadiPerson *person)
{
  AhadiPerson *copy = g_memdup2 (person, sizeof *person);

  copy->name = g_strdup (person->name);
  return copy;
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
  if (!alone)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_remove_button (self, person));
  gtk_list_box_append (self->people_list, row);
}

static gpointer
work_list (AhadiSession *session,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  return ahadi_people_list (session, error);
}

static void
on_listed (gpointer owner, gpointer result, const GError *error)
{
  AhadiSafetyKeysGroup *self = owner;
  GPtrArray *people = result;
  GtkListBoxRow *row;

  if (people == NULL)
    return;
  while ((row = gtk_list_box_get_row_at_index (self->people_list, 0)) != NULL)
    gtk_list_box_remove (self->people_list, GTK_WIDGET (row));
  for (guint i = 0; i < people->len; i++)
    add_row (self, people->pdata[i], people->len == 1);
}

static void
load_people (AhadiSafetyKeysGroup *self)
{
  ahadi_keeper_run (self->keeper,
                    &(AhadiJob){
                        .work = work_list,
                        .result_free = (GDestroyNotify) g_ptr_array_unref,
                    },
                    self, on_listed);
}

typedef struct
{
  char *name;
  AhadiSecret *passphrase;
} Addition;

static void
addition_free (gpointer data)
{
  Addition *addition = data;

  g_free (addition->name);
  ahadi_secret_unref (addition->passphrase);
  g_free (addition);
}

static gpointer
work_add (AhadiSession *session, gpointer data, GCancellable *cancellable, GError **error)
{
  const Addition *addition = data;

  return ahadi_people_add (session, addition->name, addition->passphrase, NULL, error)
             ? AHADI_WORK_DONE
             : NULL;
}

static void
on_added (gpointer owner, gpointer result, const GError *error)
{
  AhadiSafetyKeysGroup *self = owner;

  if (error != NULL)
    ahadi_say_error (owner, _ ("Nobody was added"), error);
  else
    ahadi_text_row_set_text (self->name_row, "");
  load_people (self);
}

static void
on_add_clicked (AhadiSafetyKeysGroup *self)
{
  AhadiSecret *passphrase = ahadi_new_passphrase_take (self->person_entries);
  Addition *addition;

  if (passphrase == NULL)
    return;

  addition = g_new0 (Addition, 1);
  addition->name = g_strdup (ahadi_text_row_get_text (self->name_row));
  addition->passphrase = passphrase;
  ahadi_keeper_run (
      self->keeper,
      &(AhadiJob){ .work = work_add, .data = addition, .data_free = addition_free }, self,
      on_added);
}

static void
on_person_changed (AhadiSafetyKeysGroup *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->add_button),
                            !ahadi_text_row_is_blank (self->name_row) &&
                                ahadi_new_passphrase_is_ready (self->person_entries));
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
  AhadiSecret *passphrase;
  AhadiMeter *meter;
  GCancellable *cancellable;
} Rekey;

static void
rekey_free (gpointer data)
{
  Rekey *rekey = data;

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

  return ahadi_keys_rekey (session, rekey->passphrase, &code, &backed_up, &progress,
                           error)
             ? code
             : NULL;
}

static void
on_rekeyed (gpointer owner, gpointer result, const GError *error)
{
  AhadiSafetyKeysGroup *self = owner;

  if (error != NULL)
    ahadi_progress_sheet_fail (self->sheet, _ ("The keys stay as they were"), error);
  else
    ahadi_progress_sheet_finish (
        self->sheet, _ ("Everything is encrypted anew"),
        _ ("Write down or print the new recovery code, which stands below now. This "
           "laptop seals and signs with the same keys as before: if they were stolen, "
           "the "
           "office revokes the laptop."));
  g_clear_object (&self->sheet);
  if (result != NULL)
    show_code (self, result);
  load_people (self);
}

static void
on_rekey_changed (AhadiSafetyKeysGroup *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->rekey_button),
                            !ahadi_secret_entry_is_empty (self->rekey_entry));
}

static void
on_rekey_clicked (AhadiSafetyKeysGroup *self)
{
  static const AhadiStep steps[] = { AHADI_STEP_WRITE };
  AhadiSecret *passphrase = ahadi_secret_entry_take (self->rekey_entry);
  Rekey *rekey;

  if (passphrase == NULL || self->sheet != NULL)
    return;

  self->sheet = g_object_ref (ahadi_progress_sheet_new (
      GTK_WIDGET (self), _ ("Encrypting anew"),
      _ ("Stopping now changes nothing: the records stay as they are."), steps,
      G_N_ELEMENTS (steps)));
  rekey = g_new0 (Rekey, 1);
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
                    },
                    self, on_rekeyed);
  on_rekey_changed (self);
}

/* --- the group --------------------------------------------------------------------- */

static void
ahadi_safety_keys_group_finalize (GObject *object)
{
  AhadiSafetyKeysGroup *self = AHADI_SAFETY_KEYS_GROUP (object);

  g_clear_object (&self->sheet);
  g_clear_object (&self->keeper);
  G_OBJECT_CLASS (ahadi_safety_keys_group_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, AhadiSafetyKeysGroup, people_list);
  gtk_widget_class_bind_template_child (widget_class, AhadiSafetyKeysGroup, name_row);
  gtk_widget_class_bind_template_child (widget_class, AhadiSafetyKeysGroup,
                                        person_entries);
  gtk_widget_class_bind_template_child (widget_class, AhadiSafetyKeysGroup, add_button);
  gtk_widget_class_bind_template_child (widget_class, AhadiSafetyKeysGroup, rekey_entry);
  gtk_widget_class_bind_template_child (widget_class, AhadiSafetyKeysGroup, rekey_button);
  gtk_widget_class_bind_template_child (widget_class, AhadiSafetyKeysGroup, code_box);
  gtk_widget_class_bind_template_child (widget_class, AhadiSafetyKeysGroup, code_sheet);
}

static void
ahadi_safety_keys_group_class_init (AhadiSafetyKeysGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ahadi_safety_keys_group_finalize;
  g_type_ensure (AHADI_TYPE_CODE_SHEET);
  g_type_ensure (AHADI_TYPE_NEW_PASSPHRASE);
  g_type_ensure (AHADI_TYPE_SECRET_ENTRY);
  g_type_ensure (AHADI_TYPE_TEXT_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/safety/ahadi-safety-keys-group.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_add_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_have_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_person_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_recovery_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_rekey_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_rekey_clicked);
}

static void
ahadi_safety_keys_group_init (AhadiSafetyKeysGroup *self)
{
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
