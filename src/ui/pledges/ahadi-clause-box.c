/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-clause-box.h"

#include "ahadi-choice.h"
#include "ahadi-field-row.h"
#include "ahadi-widgets.h"

#define CLOSING 11

struct _AhadiClauseBox
{
  AdwBin parent_instance;

  /* borrowed */
  GtkWidget *answer; /* AhadiChoice or AhadiFieldRow */

  /* template */
  GtkToggleButton *english_button;
  GtkToggleButton *kiswahili_button;
  GtkToggleButton *both_button;
  GtkLabel *english_label;
  GtkLabel *kiswahili_label;
  GtkLabel *unofficial_label;
  AdwBin *answer_bin;

  int number;
  gboolean loading;
};

G_DEFINE_FINAL_TYPE (AhadiClauseBox, ahadi_clause_box, ADW_TYPE_BIN)

enum
{
  LANGUAGE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char *
clause_text (int number, const char *language)
{
  const AhadiCode *code = ahadi_codes_get (language);

  return number == CLOSING ? ahadi_code_get_closing (code)
                           : ahadi_code_get_clause (code, number);
}

guint
ahadi_clause_box_get_field (AhadiClauseBox *self)
{
  if (self->number == CLOSING)
    return AHADI_PLEDGE_ACK_CLOSING;
  for (guint i = 0; i < AHADI_PLEDGE_N_PROMISES; i++)
    if (ahadi_pledge_promise_clause (i) == self->number)
      return ahadi_pledge_promise_field (i);
  return AHADI_PLEDGE_ACK8;
}

static char *
get_value (AhadiClauseBox *self)
{
  return AHADI_IS_CHOICE (self->answer)
             ? ahadi_choice_get_text (AHADI_CHOICE (self->answer))
             : ahadi_field_row_get_text (AHADI_FIELD_ROW (self->answer));
}

gboolean
ahadi_clause_box_is_answered (AhadiClauseBox *self)
{
  g_autofree char *value = get_value (self);

  return AHADI_IS_CHOICE (self->answer) ? *value != '\0' : g_str_equal (value, "true");
}

char *
ahadi_clause_box_get_answer (AhadiClauseBox *self)
{
  g_autofree char *value = get_value (self);

  if (*value == '\0')
    return g_strdup ("");
  return ahadi_words_value (&ahadi_pledge_info.fields[ahadi_clause_box_get_field (self)],
                            value);
}

void
ahadi_clause_box_set_language (AhadiClauseBox *self, const char *language)
{
  gboolean english = !g_str_equal (language, "sw");
  gboolean kiswahili = !g_str_equal (language, "en");

  self->loading = TRUE;
  gtk_toggle_button_set_active (english && kiswahili ? self->both_button
                                : english            ? self->english_button
                                                     : self->kiswahili_button,
                                TRUE);
  self->loading = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->english_label), english);
  gtk_widget_set_visible (GTK_WIDGET (self->kiswahili_label), kiswahili);
  gtk_widget_set_visible (GTK_WIDGET (self->unofficial_label), kiswahili);
}

static void
on_language_toggled (AhadiClauseBox *self, GtkToggleButton *button)
{
  const char *language = button == self->english_button     ? "en"
                         : button == self->kiswahili_button ? "sw"
                                                            : "both";

  if (!self->loading && gtk_toggle_button_get_active (button))
    g_signal_emit (self, signals[LANGUAGE], 0, language);
}

static void
make_answer (AhadiClauseBox *self)
{
  const AhadiField *field = &ahadi_pledge_info.fields[ahadi_clause_box_get_field (self)];
  g_autofree char *name = g_strdup_printf ("pledge.%s", field->name);
  GtkWidget *list = NULL;

  if (field->type == AHADI_FIELD_CHOICE)
    {
      self->answer = g_object_new (AHADI_TYPE_CHOICE, "field", name, NULL);
      adw_bin_set_child (self->answer_bin, self->answer);
      return;
    }
  self->answer = g_object_new (AHADI_TYPE_FIELD_ROW, "field", name, "title",
                               self->number == CLOSING
                                   ? _ ("Read, and its two rights understood")
                                   : _ ("Read: this is what the organisation undertakes"),
                               NULL);
  list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), self->answer);
  adw_bin_set_child (self->answer_bin, list);
}

static void
ahadi_clause_box_class_init (AhadiClauseBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[LANGUAGE] =
      g_signal_new ("language", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/pledges/ahadi-clause-box.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiClauseBox, english_button);
  gtk_widget_class_bind_template_child (widget_class, AhadiClauseBox, kiswahili_button);
  gtk_widget_class_bind_template_child (widget_class, AhadiClauseBox, both_button);
  gtk_widget_class_bind_template_child (widget_class, AhadiClauseBox, english_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiClauseBox, kiswahili_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiClauseBox, unofficial_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiClauseBox, answer_bin);
  gtk_widget_class_bind_template_callback (widget_class, on_language_toggled);
}

static void
ahadi_clause_box_init (AhadiClauseBox *self)
{
  ahadi_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
ahadi_clause_box_new (int number)
{
  AhadiClauseBox *self = g_object_new (AHADI_TYPE_CLAUSE_BOX, NULL);

  self->number = number;
  gtk_label_set_label (self->english_label, clause_text (number, "en"));
  gtk_label_set_label (self->kiswahili_label, clause_text (number, "sw"));
  make_answer (self);
  ahadi_clause_box_set_language (self, "both");
  return GTK_WIDGET (self);
}
