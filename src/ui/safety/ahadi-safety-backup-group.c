/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-safety-backup-group.h"

#include "ahadi-progress-sheet.h"
#include "ahadi-safety-jobs.h"
#include "ahadi-secret-dialog.h"
#include "ahadi-widgets.h"
#include "shell-compat.h"

struct _AhadiSafetyBackupGroup
{
  AdwBin parent_instance;

  /* owned */
  AhadiKeeper *keeper;
  GWeakRef sheet;

  /* template */
  AdwActionRow *backup_row;
  AdwActionRow *folder_row;
  AdwComboRow *every_row;
  AdwComboRow *keep_row;
  AdwActionRow *drill_row;
  GtkButton *check_button;

  /* owned (element-type guint): what each choice of the two rows stands for */
  GArray *every_values;
  GArray *keep_values;

  gboolean showing; /* what is selected is being shown, not chosen */
};

G_DEFINE_FINAL_TYPE (AhadiSafetyBackupGroup, ahadi_safety_backup_group, ADW_TYPE_BIN)

static const AhadiSafety *
get_safety (AhadiSafetyBackupGroup *self)
{
  return ahadi_keeper_get_desk (self->keeper)->safety;
}

/* --- what is so ------------------------------------------------------------------ */

/* The row's own markup would read a folder's name as markup. */
static void
set_subtitle (AdwActionRow *row, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_action_row_set_subtitle (row, escaped);
}

/* In few letters: a large text would cut them off. */
static char *
say_every (guint days)
{
  switch (days)
    {
    case 0:
      return g_strdup (_ ("Never"));
    case 1:
      return g_strdup (_ ("Daily"));
    case 7:
      return g_strdup (_ ("Weekly"));
    case 14:
      return g_strdup (_ ("Fortnightly"));
    case 30:
      return g_strdup (_ ("Monthly"));
    default:
      return g_strdup_printf (ngettext ("Every %u day", "Every %u days", days), days);
    }
}

static char *
say_keep (guint files)
{
  return g_strdup_printf ("%u", files);
}

/* The usual @choices, ending with G_MAXUINT, and @value in its place among them: it may
 * have been set to any number elsewhere. */
static GArray *
list_values (const guint *choices, guint value)
{
  GArray *values = g_array_new (FALSE, FALSE, sizeof (guint));

  for (; *choices != G_MAXUINT && *choices < value; choices++)
    g_array_append_val (values, *choices);
  g_array_append_val (values, value);
  for (choices += *choices == value; *choices != G_MAXUINT; choices++)
    g_array_append_val (values, *choices);
  return values;
}

static guint
find_value (GArray *values, guint value)
{
  guint i = 0;

  while (i < values->len && g_array_index (values, guint, i) != value)
    i++;
  return i;
}

/* The model is left alone where it need not change: a list that is open stays so. */
static void
show_value (AdwComboRow *row,
            GArray **values,
            const guint *choices,
            guint value,
            char *(*say) (guint value))
{
  if (*values == NULL || find_value (*values, value) == (*values)->len)
    {
      g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);

      g_clear_pointer (values, g_array_unref);
      *values = list_values (choices, value);
      for (guint i = 0; i < (*values)->len; i++)
        gtk_string_list_take (words, say (g_array_index (*values, guint, i)));
      adw_combo_row_set_model (row, G_LIST_MODEL (words));
    }
  adw_combo_row_set_selected (row, find_value (*values, value));
}

static void
show_schedule (AhadiSafetyBackupGroup *self, const AhadiSafety *safety)
{
  static const guint every[] = { 0, 1, 7, 14, 30, G_MAXUINT };
  static const guint keep[] = { 1, 3, 5, 10, 30, G_MAXUINT };

  self->showing = TRUE;
  show_value (self->every_row, &self->every_values, every, safety->every, say_every);
  show_value (self->keep_row, &self->keep_values, keep, safety->keep, say_keep);
  self->showing = FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->every_row), safety->folder != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->keep_row), safety->folder != NULL);
}

static char *
describe_folder (const AhadiSafety *safety)
{
  g_autofree char *name = NULL;

  if (safety->folder == NULL)
    return g_strdup (_ ("None is chosen yet"));

  name = g_filename_display_name (safety->folder);
  return safety->folder_there ? g_steal_pointer (&name)
                              : g_strdup_printf (_ ("%s: not here now"), name);
}

static void
on_desk (AhadiSafetyBackupGroup *self)
{
  const AhadiSafety *safety = get_safety (self);
  g_autofree char *backup = safety->last_backup > 0
                                ? ahadi_words_time (safety->last_backup)
                                : ahadi_sentence_last_backup (safety);
  g_autofree char *folder = describe_folder (safety);
  g_autofree char *drill = ahadi_sentence_last_drill (safety);

  set_subtitle (self->backup_row, backup);
  set_subtitle (self->folder_row, folder);
  set_subtitle (self->drill_row, drill);
  show_schedule (self, safety);
}

/* --- how often and where --------------------------------------------------------- */

static void
on_scheduled (gpointer owner, gpointer result, const GError *error)
{
  if (error != NULL)
    ahadi_say_error (owner, _ ("The folder for backups stays as it was"), error);
}

/* @keep 0: as it was */
static void
set_schedule (AhadiSafetyBackupGroup *self, const char *folder, guint every, guint keep)
{
  ahadi_safety_jobs_set_schedule (self->keeper, folder, every, keep, self, on_scheduled);
}

static void
on_every_selected (AhadiSafetyBackupGroup *self)
{
  guint selected = adw_combo_row_get_selected (self->every_row);

  if (!self->showing && selected < self->every_values->len)
    set_schedule (self, get_safety (self)->folder,
                  g_array_index (self->every_values, guint, selected), 0);
}

static void
on_keep_selected (AhadiSafetyBackupGroup *self)
{
  const AhadiSafety *safety = get_safety (self);
  guint selected = adw_combo_row_get_selected (self->keep_row);

  if (!self->showing && selected < self->keep_values->len)
    set_schedule (self, safety->folder, safety->every,
                  g_array_index (self->keep_values, guint, selected));
}

static void
on_folder_picked (gpointer owner, const char *const *paths)
{
  AhadiSafetyBackupGroup *self = owner;
  guint every = get_safety (self)->every;

  set_schedule (self, paths[0], every > 0 ? every : AHADI_SAFETY_EVERY, 0);
}

static void
pick_folder (AhadiSafetyBackupGroup *self, AhadiPicked picked)
{
  ahadi_compat_pick (GTK_WIDGET (self),
                     &(AhadiPickOptions){
                         .pick = AHADI_PICK_FOLDER,
                         .title = _ ("Backups Go to This Folder or Stick"),
                     },
                     picked);
}

static void
on_folder_clicked (AhadiSafetyBackupGroup *self)
{
  pick_folder (self, on_folder_picked);
}

/* --- backing up ------------------------------------------------------------------ */

/* In the words for backups, but for Cancel. */
static void
fail (AhadiProgressSheet *sheet, const char *heading, const GError *error)
{
  g_autofree char *sentence = ahadi_sentence_for_backup_error (error);

  ahadi_progress_sheet_fail_as (sheet, heading, error, sentence);
}

static void
on_backed_up (gpointer owner, gpointer result, const GError *error)
{
  AhadiSafetyBackupGroup *self = owner;
  g_autoptr (AhadiProgressSheet) sheet = g_weak_ref_get (&self->sheet);

  if (sheet == NULL)
    return;
  if (error != NULL)
    {
      fail (sheet, _ ("No backup was made"), error);
      return;
    }

  ahadi_progress_sheet_finish (sheet, _ ("Backed up"), result);
}

static void
back_up (AhadiSafetyBackupGroup *self, const char *to)
{
  static const AhadiStep steps[] = { AHADI_STEP_READ, AHADI_STEP_WRITE,
                                     AHADI_STEP_VERIFY };
  AhadiProgressSheet *sheet = ahadi_progress_sheet_new (
      GTK_WIDGET (self), _ ("Backing up"),
      _ ("If you stop now no half file stays, and older backups are untouched."), steps,
      G_N_ELEMENTS (steps));

  g_weak_ref_set (&self->sheet, sheet);
  ahadi_safety_jobs_back_up (self->keeper, to, ahadi_progress_sheet_get_meter (sheet),
                             ahadi_progress_sheet_get_cancellable (sheet), self,
                             on_backed_up);
}

/* The first folder is the one for later, too. */
static void
on_backup_folder_picked (gpointer owner, const char *const *paths)
{
  AhadiSafetyBackupGroup *self = owner;

  if (get_safety (self)->folder == NULL)
    set_schedule (self, paths[0], AHADI_SAFETY_EVERY, 0);
  back_up (self, paths[0]);
}

static void
on_backup_clicked (AhadiSafetyBackupGroup *self)
{
  if (get_safety (self)->folder_there)
    back_up (self, NULL);
  else
    pick_folder (self, on_backup_folder_picked);
}

/* --- trying ---------------------------------------------------------------------- */

static void
on_drilled (gpointer owner, gpointer result, const GError *error)
{
  AhadiSafetyBackupGroup *self = owner;
  g_autoptr (AhadiProgressSheet) sheet = g_weak_ref_get (&self->sheet);

  /* That it failed is remembered, and to be shown. */
  if (error != NULL)
    ahadi_keeper_touch (self->keeper);
  if (sheet == NULL)
    return;
  if (error != NULL)
    fail (sheet, _ ("The backup was not proved"), error);
  else
    ahadi_progress_sheet_finish (sheet, _ ("The backup opens"), result);
}

static void
on_secret (gpointer owner, AhadiSlotType type, AhadiSecret *secret)
{
  static const AhadiStep steps[] = { AHADI_STEP_READ, AHADI_STEP_CHECK };
  AhadiSafetyBackupGroup *self = owner;
  AhadiProgressSheet *sheet = ahadi_progress_sheet_new (
      GTK_WIDGET (self), _ ("Trying the backup"),
      _ ("Your records are not touched. If you stop now nothing is changed."), steps,
      G_N_ELEMENTS (steps));

  g_weak_ref_set (&self->sheet, sheet);
  ahadi_safety_jobs_drill (
      self->keeper, type, secret, ahadi_progress_sheet_get_meter (sheet),
      ahadi_progress_sheet_get_cancellable (sheet), self, on_drilled);
}

static void
on_drill_clicked (AhadiSafetyBackupGroup *self)
{
  ahadi_secret_dialog_ask (
      GTK_WIDGET (self), _ ("Try the Backup"),
      _ ("The newest backup is opened for real, beside your records. Type the recovery "
         "code from the printed sheet, and the sheet is proved too."),
      _ ("_Try"), on_secret);
}

/* --- checking -------------------------------------------------------------------- */

static void
on_checked (gpointer owner, gpointer result, const GError *error)
{
  AhadiSafetyBackupGroup *self = owner;

  ahadi_widget_freeze (GTK_WIDGET (self->check_button), FALSE);
  if (error != NULL)
    ahadi_say_error (owner, _ ("It could not be checked"), error);
  else
    ahadi_compat_tell (GTK_WINDOW (gtk_widget_get_root (owner)), _ ("What was found"),
                       result);
}

static void
on_check_clicked (AhadiSafetyBackupGroup *self)
{
  ahadi_widget_freeze (GTK_WIDGET (self->check_button), TRUE);
  ahadi_safety_jobs_check (self->keeper, self, on_checked);
}

/* --- object ---------------------------------------------------------------------- */

static void
ahadi_safety_backup_group_finalize (GObject *object)
{
  AhadiSafetyBackupGroup *self = AHADI_SAFETY_BACKUP_GROUP (object);

  g_weak_ref_clear (&self->sheet);
  g_clear_pointer (&self->every_values, g_array_unref);
  g_clear_pointer (&self->keep_values, g_array_unref);
  g_clear_object (&self->keeper);
  G_OBJECT_CLASS (ahadi_safety_backup_group_parent_class)->finalize (object);
}

static void
ahadi_safety_backup_group_class_init (AhadiSafetyBackupGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ahadi_safety_backup_group_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/safety/ahadi-safety-backup-group.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiSafetyBackupGroup, backup_row);
  gtk_widget_class_bind_template_child (widget_class, AhadiSafetyBackupGroup, folder_row);
  gtk_widget_class_bind_template_child (widget_class, AhadiSafetyBackupGroup, every_row);
  gtk_widget_class_bind_template_child (widget_class, AhadiSafetyBackupGroup, keep_row);
  gtk_widget_class_bind_template_child (widget_class, AhadiSafetyBackupGroup, drill_row);
  gtk_widget_class_bind_template_child (widget_class, AhadiSafetyBackupGroup,
                                        check_button);
  gtk_widget_class_bind_template_callback (widget_class, on_backup_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_folder_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_every_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_keep_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_drill_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_check_clicked);
}

static void
ahadi_safety_backup_group_init (AhadiSafetyBackupGroup *self)
{
  g_weak_ref_init (&self->sheet, NULL);
  self->showing = TRUE;
  ahadi_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
ahadi_safety_backup_group_new (AhadiKeeper *keeper)
{
  AhadiSafetyBackupGroup *self = g_object_new (AHADI_TYPE_SAFETY_BACKUP_GROUP, NULL);

  self->keeper = g_object_ref (keeper);
  on_desk (self);
  g_signal_connect_object (keeper, "desk", G_CALLBACK (on_desk), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
