/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-pair-row.h"

#include "ahadi-facts.h"
#include "ahadi-pill.h"
#include "ahadi-widgets.h"

void
ahadi_pair_rows_clear (GtkListBox *list)
{
  ahadi_facts_clear (list);
}

static GtkWidget *
make_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

/* The two values have half of the row each. */
static GtkWidget *
make_values (const char *a, const char *b, gboolean differs)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_box_set_homogeneous (GTK_BOX (box), TRUE);
  gtk_box_append (GTK_BOX (box), make_label (a, differs ? "heading" : NULL));
  gtk_box_append (GTK_BOX (box), make_label (b, differs ? "heading" : NULL));
  return box;
}

static GtkWidget *
make_title (const char *title, gboolean differs)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (GTK_BOX (box), make_label (title, "dim-label"));
  if (differs)
    {
      GtkWidget *pill = g_object_new (AHADI_TYPE_PILL, NULL);

      ahadi_pill_set (AHADI_PILL (pill), "dialog-warning-symbolic", _ ("Differs"),
                      AHADI_PILL_ATTENTION);
      gtk_box_append (GTK_BOX (box), pill);
    }
  return box;
}

/* What a screen reader says of the row, which has no picture. */
static char *
say_row (const char *title, const char *a, const char *b, gboolean differs)
{
  return differs ? g_strdup_printf (_ ("%s differs: %s, and %s"), title, a, b)
                 : g_strdup_printf (_ ("%s, the same: %s"), title, a);
}

static void
add_row (GtkListBox *list, const char *title, const char *a, const char *b)
{
  gboolean differs = !g_str_equal (a, b);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  g_autofree char *said = say_row (title, a, b, differs);

  gtk_widget_add_css_class (box, "fact");
  gtk_box_append (GTK_BOX (box), make_title (title, differs));
  gtk_box_append (GTK_BOX (box), make_values (a, b, differs));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  ahadi_widget_set_name (row, said);
  gtk_list_box_append (list, row);
}

void
ahadi_pair_rows_add (GtkListBox *list,
                     const AhadiRecord *a,
                     const AhadiRecord *b,
                     guint field)
{
  const AhadiKindInfo *info = ahadi_record_get_info (a);
  const char *one = ahadi_record_get (a, field);
  const char *other = ahadi_record_get (b, field);
  g_autofree char *left = NULL;
  g_autofree char *right = NULL;

  /* Circles are ids, which tell a person nothing. */
  if ((one == NULL && other == NULL) || info->fields[field].type == AHADI_FIELD_ENTITY)
    return;

  left = one != NULL ? ahadi_words_value (&info->fields[field], one) : g_strdup ("–");
  right =
      other != NULL ? ahadi_words_value (&info->fields[field], other) : g_strdup ("–");
  add_row (list, ahadi_words_field (info->kind, field), left, right);
}
