/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-person-editor.h"

#include "ahadi-text-row.h"
#include "ahadi-widgets.h"

struct _AhadiPersonEditor
{
  AdwBin parent_instance;

  /* template */
  AdwPreferencesGroup *group;
  GtkDropDown *role_drop_down;
  GtkSwitch *anonymous_switch;
  AhadiTextRow *name_row;
  AhadiTextRow *note_row;
  GtkButton *remove_button;
};

G_DEFINE_FINAL_TYPE (AhadiPersonEditor, ahadi_person_editor, ADW_TYPE_BIN)

enum
{
  CHANGED,
  REMOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* NFC, outer blanks off, within the model's length: what is longer is cut where it is
 * typed. */
static void
set_text (json_t *person, const char *member, AhadiTextRow *row)
{
  g_autofree char *clean = ahadi_text_clean (ahadi_text_row_get_text (row));

  if (clean != NULL && *clean != '\0')
    ahadi_json_set_text (person, member, clean);
}

static gboolean
is_anonymous (AhadiPersonEditor *self)
{
  return gtk_switch_get_active (self->anonymous_switch);
}

json_t *
ahadi_person_editor_get (AhadiPersonEditor *self)
{
  json_t *person = json_object ();
  guint role = gtk_drop_down_get_selected (self->role_drop_down);

  ahadi_json_set_text (person, "role", ahadi_report_roles[role]);
  json_object_set_new (person, "anonymous", json_boolean (is_anonymous (self)));
  if (!is_anonymous (self))
    set_text (person, "name", self->name_row);
  set_text (person, "note", self->note_row);
  return person;
}

gboolean
ahadi_person_editor_is_complete (AhadiPersonEditor *self)
{
  g_autofree char *name = ahadi_text_clean (ahadi_text_row_get_text (self->name_row));

  return is_anonymous (self) || (name != NULL && *name != '\0');
}

void
ahadi_person_editor_set_number (AhadiPersonEditor *self, guint number)
{
  g_autofree char *title = g_strdup_printf (_ ("Person %u"), number);
  g_autofree char *remove = g_strdup_printf (_ ("Remove person %u"), number);

  adw_preferences_group_set_title (self->group, title);
  ahadi_widget_set_name (GTK_WIDGET (self->remove_button), remove);
}

static void
on_typed (AhadiPersonEditor *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->name_row), !is_anonymous (self));
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_remove_clicked (AhadiPersonEditor *self)
{
  g_signal_emit (self, signals[REMOVE], 0);
}

static void
show_person (AhadiPersonEditor *self, json_t *person)
{
  const char *role = json_string_value (json_object_get (person, "role"));
  const char *name = json_string_value (json_object_get (person, "name"));
  const char *note = json_string_value (json_object_get (person, "note"));

  for (guint i = 0; role != NULL && ahadi_report_roles[i] != NULL; i++)
    if (g_str_equal (ahadi_report_roles[i], role))
      gtk_drop_down_set_selected (self->role_drop_down, i);
  gtk_switch_set_active (self->anonymous_switch,
                         json_is_true (json_object_get (person, "anonymous")));
  ahadi_text_row_set_text (self->name_row, name);
  ahadi_text_row_set_text (self->note_row, note);
}

static void
fill_roles (AhadiPersonEditor *self)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);

  for (guint i = 0; ahadi_report_roles[i] != NULL; i++)
    gtk_string_list_append (
        words, ahadi_words_choice (&ahadi_report_info.fields[AHADI_REPORT_PERSONS],
                                   ahadi_report_roles[i]));
  gtk_drop_down_set_model (self->role_drop_down, G_LIST_MODEL (words));
}

static void
ahadi_person_editor_class_init (AhadiPersonEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  g_type_ensure (AHADI_TYPE_TEXT_ROW);
  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[REMOVE] = g_signal_new ("remove", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/reports/ahadi-person-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiPersonEditor, group);
  gtk_widget_class_bind_template_child (widget_class, AhadiPersonEditor, role_drop_down);
  gtk_widget_class_bind_template_child (widget_class, AhadiPersonEditor,
                                        anonymous_switch);
  gtk_widget_class_bind_template_child (widget_class, AhadiPersonEditor, name_row);
  gtk_widget_class_bind_template_child (widget_class, AhadiPersonEditor, note_row);
  gtk_widget_class_bind_template_child (widget_class, AhadiPersonEditor, remove_button);
  gtk_widget_class_bind_template_callback (widget_class, on_typed);
  gtk_widget_class_bind_template_callback (widget_class, on_remove_clicked);
}

static void
ahadi_person_editor_init (AhadiPersonEditor *self)
{
  ahadi_widget_init_template (GTK_WIDGET (self));
  fill_roles (self);
}

GtkWidget *
ahadi_person_editor_new (json_t *person)
{
  AhadiPersonEditor *self = g_object_new (AHADI_TYPE_PERSON_EDITOR, NULL);

  if (person != NULL)
    show_person (self, person);
  return GTK_WIDGET (self);
}
