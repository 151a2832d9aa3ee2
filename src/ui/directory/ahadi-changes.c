/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-changes.h"

#include "ahadi-facts.h"
#include "ahadi-widgets.h"

static void
add_sentence (GtkListBox *list, const char *icon, const char *sentence)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *image = gtk_image_new_from_icon_name (icon);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), sentence);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), image);
  ahadi_widget_set_name (row, sentence);
  gtk_list_box_append (list, row);
}

static const char *
icon_of (const char *kind)
{
  if (g_str_has_suffix (kind, "added"))
    return "list-add-symbolic";
  if (g_str_has_suffix (kind, "revoked"))
    return "action-unavailable-symbolic";
  return g_str_has_suffix (kind, "removed") ? "list-remove-symbolic"
                                            : "document-edit-symbolic";
}

void
ahadi_changes_show (GtkListBox *list, json_t *changes)
{
  json_t *change;
  size_t i;

  ahadi_facts_clear (list);
  json_array_foreach (changes, i, change)
      add_sentence (list, icon_of (json_string_value (json_object_get (change, "kind"))),
                    json_string_value (json_object_get (change, "sentence")));
  if (json_array_size (changes) == 0)
    add_sentence (list, "document-edit-symbolic", _ ("Nothing changes."));
}
