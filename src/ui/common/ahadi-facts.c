/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-facts.h"

#include "ahadi-widgets.h"

void
ahadi_facts_clear (GtkListBox *list)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, row);
}

void
ahadi_facts_add_text (GtkListBox *list, const char *title, const char *text)
{
  if (text != NULL && *text != '\0')
    gtk_list_box_append (list, ahadi_fact_row_new (title, text));
}

void
ahadi_facts_add (GtkListBox *list, const AhadiRecord *record, guint field)
{
  const AhadiKindInfo *info = ahadi_record_get_info (record);
  const char *value = ahadi_record_get (record, field);
  g_autofree char *text =
      value != NULL ? ahadi_words_value (&info->fields[field], value) : NULL;

  ahadi_facts_add_text (list, ahadi_words_field (info->kind, field), text);
}
