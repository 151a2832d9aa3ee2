/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-form.h"

#include "ahadi-choice.h"
#include "ahadi-field-row.h"
#include "ahadi-question-page.h"

/* A field row or a choice, seen as one. */
typedef struct
{
  GtkWidget *widget;
  AhadiKind kind;
  guint index;
} Field;

typedef gboolean (*FieldFunc) (const Field *field, gpointer data);

static gboolean
as_field (GtkWidget *widget, Field *field)
{
  field->widget = widget;
  if (AHADI_IS_FIELD_ROW (widget))
    {
      field->kind = ahadi_field_row_get_kind (AHADI_FIELD_ROW (widget));
      field->index = ahadi_field_row_get_index (AHADI_FIELD_ROW (widget));
      return TRUE;
    }
  if (AHADI_IS_CHOICE (widget))
    {
      field->kind = ahadi_choice_get_kind (AHADI_CHOICE (widget));
      field->index = ahadi_choice_get_index (AHADI_CHOICE (widget));
      return TRUE;
    }
  return FALSE;
}

static const AhadiField *
field_info (const Field *field)
{
  return &ahadi_kind_get_info (field->kind)->fields[field->index];
}

/* In the order of the template; ends early when @func returns FALSE. */
static gboolean
foreach_field (GtkWidget *widget, FieldFunc func, gpointer data)
{
  Field field;

  if (as_field (widget, &field))
    return func (&field, data);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (!foreach_field (child, func, data))
      return FALSE;
  return TRUE;
}

static char *
get_text (const Field *field)
{
  return AHADI_IS_CHOICE (field->widget)
             ? ahadi_choice_get_text (AHADI_CHOICE (field->widget))
             : ahadi_field_row_get_text (AHADI_FIELD_ROW (field->widget));
}

static void
set_text (const Field *field, const char *text)
{
  if (AHADI_IS_CHOICE (field->widget))
    ahadi_choice_set_text (AHADI_CHOICE (field->widget), text);
  else
    ahadi_field_row_set_text (AHADI_FIELD_ROW (field->widget), text);
}

static void
set_problem (const Field *field, AhadiProblemCode code)
{
  AhadiProblem problem = { .field = field_info (field)->name, .code = code };
  g_autofree char *sentence = ahadi_sentence_for_problem (field->kind, &problem);

  if (AHADI_IS_CHOICE (field->widget))
    ahadi_choice_set_problem (AHADI_CHOICE (field->widget), sentence);
  else
    ahadi_field_row_set_problem (AHADI_FIELD_ROW (field->widget), sentence);
}

static gboolean
load_field (const Field *field, gpointer data)
{
  const AhadiRecord *record = data;

  if (field->kind == ahadi_record_get_kind (record))
    set_text (field, ahadi_record_get (record, field->index));
  return TRUE;
}

void
ahadi_form_load (GtkWidget *form, const AhadiRecord *record)
{
  foreach_field (form, load_field, (gpointer) record);
}

typedef struct
{
  AhadiRecord *record;
  gboolean fine;
} Enter;

/* Within its page: that another question is on the screen now does not hide an answer. */
static gboolean
is_shown (GtkWidget *widget)
{
  for (GtkWidget *at = widget;
       at != NULL && !GTK_IS_STACK (at) && !AHADI_IS_QUESTION_PAGE (at);
       at = gtk_widget_get_parent (at))
    if (!gtk_widget_get_visible (at))
      return FALSE;
  return TRUE;
}

static gboolean
enter_field (const Field *field, gpointer data)
{
  Enter *enter = data;
  g_autofree char *text = NULL;

  if (field->kind != ahadi_record_get_kind (enter->record) || !is_shown (field->widget))
    return TRUE;
  text = get_text (field);
  if (ahadi_record_enter (enter->record, field->index, text, NULL))
    return TRUE;
  set_problem (field, ahadi_field_name_problem (field_info (field), text));
  if (enter->fine)
    gtk_widget_grab_focus (field->widget);
  enter->fine = FALSE;
  return TRUE;
}

gboolean
ahadi_form_enter (GtkWidget *form, AhadiRecord *record)
{
  Enter enter = { .record = record, .fine = TRUE };

  foreach_field (form, enter_field, &enter);
  return enter.fine;
}

typedef struct
{
  AhadiKind kind;
  GPtrArray *problems;
  guint found;
  GtkWidget *first;
} Problems;

static gboolean
show_problem (const Field *field, gpointer data)
{
  Problems *all = data;

  if (field->kind != all->kind)
    return TRUE;
  for (guint i = 0; i < all->problems->len; i++)
    {
      const AhadiProblem *problem = all->problems->pdata[i];

      if (!g_str_equal (problem->field, field_info (field)->name))
        continue;
      set_problem (field, problem->code);
      if (all->found == 0)
        all->first = field->widget;
      all->found++;
    }
  return TRUE;
}

gboolean
ahadi_form_show_problems (GtkWidget *form,
                          AhadiKind kind,
                          GPtrArray *problems,
                          GtkWidget **first)
{
  Problems all = { .kind = kind, .problems = problems };

  foreach_field (form, show_problem, &all);
  if (all.first != NULL)
    gtk_widget_grab_focus (all.first);
  if (first != NULL)
    *first = all.first;
  return all.found == problems->len;
}

static gboolean
store_field (const Field *field, gpointer data)
{
  g_autofree char *text = get_text (field);

  if (*text != '\0')
    ahadi_json_set_text (data, field_info (field)->name, text);
  return TRUE;
}

void
ahadi_form_store (GtkWidget *form, json_t *values)
{
  foreach_field (form, store_field, values);
}

static gboolean
restore_field (const Field *field, gpointer data)
{
  set_text (field, json_string_value (json_object_get (data, field_info (field)->name)));
  return TRUE;
}

void
ahadi_form_restore (GtkWidget *form, json_t *values)
{
  foreach_field (form, restore_field, values);
}

typedef struct
{
  GCallback callback;
  gpointer data;
} Watch;

static gboolean
watch_field (const Field *field, gpointer data)
{
  Watch *watch = data;

  g_signal_connect_swapped (field->widget, "changed", watch->callback, watch->data);
  return TRUE;
}

void
ahadi_form_watch (GtkWidget *form, GCallback callback, gpointer data)
{
  Watch watch = { callback, data };

  foreach_field (form, watch_field, &watch);
}
