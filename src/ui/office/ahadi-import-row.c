/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-import-row.h"

#include "ahadi-pill.h"
#include "ahadi-widgets.h"

struct _AhadiImportRow
{
  AdwPreferencesRow parent_instance;

  /* owned */
  char *path;

  /* template */
  GtkLabel *file_label;
  GtkLabel *sentence_label;
  AhadiPill *pill;
  GtkSpinner *spinner;
  GtkButton *carry_button;
  GtkButton *remove_button;

  gboolean ready;
};

G_DEFINE_FINAL_TYPE (AhadiImportRow, ahadi_import_row, ADW_TYPE_PREFERENCES_ROW)

enum
{
  CARRY,
  REMOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

const char *
ahadi_import_row_get_path (AhadiImportRow *self)
{
  return self->path;
}

gboolean
ahadi_import_row_is_ready (AhadiImportRow *self)
{
  return self->ready;
}

static const char *
planned_word (AhadiOutcome outcome)
{
  return outcome == AHADI_OUTCOME_MERGED      ? _ ("Can be merged")
         : outcome == AHADI_OUTCOME_SET_ASIDE ? _ ("Will be set aside")
                                              : ahadi_words_outcome (outcome);
}

static void
show_outcome (AhadiImportRow *self, const AhadiImportResult *result, gboolean done)
{
  static const struct
  {
    const char *icon;
    AhadiPillTone tone;
  } looks[] = {
    [AHADI_OUTCOME_MERGED] = { "object-select-symbolic", AHADI_PILL_GOOD },
    [AHADI_OUTCOME_DUPLICATE] = { "emblem-default-symbolic", AHADI_PILL_QUIET },
    [AHADI_OUTCOME_SET_ASIDE] = { "folder-download-symbolic", AHADI_PILL_WAITING },
    [AHADI_OUTCOME_REFUSED] = { "dialog-warning-symbolic", AHADI_PILL_ATTENTION },
  };
  const char *word = result->is_request ? _ ("Request")
                     : done             ? ahadi_words_outcome (result->outcome)
                                        : planned_word (result->outcome);

  ahadi_pill_set (self->pill, looks[result->outcome].icon, word,
                  looks[result->outcome].tone);
}

void
ahadi_import_row_show (AhadiImportRow *self,
                       const AhadiImportResult *result,
                       const char *sentence,
                       gboolean done)
{
  g_autofree char *name = NULL;

  gtk_label_set_label (self->sentence_label, sentence);
  gtk_spinner_set_spinning (self->spinner, FALSE);
  show_outcome (self, result, done);
  name = g_strdup_printf ("%s, %s. %s", gtk_label_get_label (self->file_label),
                          ahadi_pill_get_word (self->pill), sentence);
  ahadi_widget_set_name (GTK_WIDGET (self), name);
  gtk_widget_set_visible (
      GTK_WIDGET (self->carry_button),
      g_error_matches (result->reason, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_NOT_FOR_US));
  self->ready = !done && result->outcome != AHADI_OUTCOME_REFUSED;
}

static void
on_carry_clicked (AhadiImportRow *self)
{
  g_signal_emit (self, signals[CARRY], 0);
}

static void
on_remove_clicked (AhadiImportRow *self)
{
  g_signal_emit (self, signals[REMOVE], 0);
}

static void
ahadi_import_row_finalize (GObject *object)
{
  g_clear_pointer (&AHADI_IMPORT_ROW (object)->path, g_free);
  G_OBJECT_CLASS (ahadi_import_row_parent_class)->finalize (object);
}

static void
ahadi_import_row_class_init (AhadiImportRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ahadi_import_row_finalize;
  g_type_ensure (AHADI_TYPE_PILL);
  signals[CARRY] = g_signal_new ("carry", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REMOVE] = g_signal_new ("remove", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/office/ahadi-import-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiImportRow, file_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiImportRow, sentence_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiImportRow, pill);
  gtk_widget_class_bind_template_child (widget_class, AhadiImportRow, spinner);
  gtk_widget_class_bind_template_child (widget_class, AhadiImportRow, remove_button);
  gtk_widget_class_bind_template_child (widget_class, AhadiImportRow, carry_button);
  gtk_widget_class_bind_template_callback (widget_class, on_carry_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_remove_clicked);
}

static void
ahadi_import_row_init (AhadiImportRow *self)
{
  ahadi_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
ahadi_import_row_new (const char *path)
{
  AhadiImportRow *self = g_object_new (AHADI_TYPE_IMPORT_ROW, NULL);
  g_autofree char *file = g_filename_display_basename (path);
  g_autofree char *remove = g_strdup_printf (_ ("Take %s off the list"), file);

  self->path = g_strdup (path);
  gtk_label_set_label (self->file_label, file);
  gtk_label_set_label (self->sentence_label, _ ("Looking into it…"));
  ahadi_widget_set_name (GTK_WIDGET (self), file);
  ahadi_widget_set_name (GTK_WIDGET (self->remove_button), remove);
  return GTK_WIDGET (self);
}
