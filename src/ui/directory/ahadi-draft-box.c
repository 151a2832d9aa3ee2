/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-draft-box.h"

#include "ahadi-changes.h"
#include "ahadi-facts.h"
#include "ahadi-pill.h"
#include "ahadi-widgets.h"

struct _AhadiDraftBox
{
  AdwBin parent_instance;

  /* template */
  GtkListBox *changes_list;
  GtkBox *counts_box;
  GtkListBox *custodians_list;
  GtkLabel *enough_label;
};

G_DEFINE_FINAL_TYPE (AhadiDraftBox, ahadi_draft_box, ADW_TYPE_BIN)

static guint
get_number (json_t *object, const char *name)
{
  return (guint) json_integer_value (json_object_get (object, name));
}

static gboolean
is_true (json_t *object, const char *name)
{
  return json_is_true (json_object_get (object, name));
}

/* --- who has signed -------------------------------------------------------------- */

/* As many seals as are needed, with a tick in those that are there. */
static GtkWidget *
make_seals (guint n_signed, guint threshold)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  for (guint i = 0; i < threshold; i++)
    {
      GtkWidget *seal = g_object_new (GTK_TYPE_IMAGE, "accessible-role",
                                      GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

      gtk_widget_add_css_class (seal, "seal");
      if (i < n_signed)
        {
          gtk_image_set_from_icon_name (GTK_IMAGE (seal), "object-select-symbolic");
          gtk_widget_add_css_class (seal, "given");
        }
      gtk_box_append (GTK_BOX (box), seal);
    }

  return box;
}

static void
add_count (AhadiDraftBox *self, const char *who, json_t *count)
{
  guint n_signed = get_number (count, "signed");
  guint threshold = get_number (count, "threshold");
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *label = NULL;
  /* Translators: “Custodians until now: 1 of 2 have signed” */
  g_autofree char *text =
      g_strdup_printf (_ ("%s: %u of %u have signed"), who, n_signed, threshold);

  label = gtk_label_new (text);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (box), make_seals (n_signed, threshold));
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_set_hexpand (box, TRUE);
  gtk_box_append (self->counts_box, box);
}

static const char *
say_place (json_t *custodian)
{
  if (!is_true (custodian, "new"))
    return _ ("Custodian until now");
  return is_true (custodian, "old") ? _ ("Stays custodian") : _ ("Custodian to be");
}

static void
add_custodian (AhadiDraftBox *self, json_t *custodian)
{
  gboolean has_signed = is_true (custodian, "signed");
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *pill = ahadi_pill_new ();
  const char *place = say_place (custodian);
  const char *state = has_signed ? _ ("Signed") : _ ("Not yet");
  g_autofree char *number =
      ahadi_words_key (json_string_value (json_object_get (custodian, "key")));
  g_autofree char *title = g_strdup_printf (_ ("Key %s"), number);
  g_autofree char *name = g_strdup_printf ("%s. %s. %s", title, place, state);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), place);
  ahadi_pill_set (AHADI_PILL (pill),
                  has_signed ? "object-select-symbolic" : "content-loading-symbolic",
                  state, has_signed ? AHADI_PILL_GOOD : AHADI_PILL_QUIET);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), pill);
  ahadi_widget_set_name (row, name);
  gtk_list_box_append (self->custodians_list, row);
}

/* Whether the same custodians go on: then there is one count, not two. */
static gboolean
all_stay (json_t *custodians)
{
  json_t *custodian;
  size_t i;

  json_array_foreach (custodians, i, custodian)
  {
    if (!is_true (custodian, "old") || !is_true (custodian, "new"))
      return FALSE;
  }
  return TRUE;
}

static void
show_advice (AhadiDraftBox *self, json_t *described)
{
  const char *warning = json_string_value (json_object_get (described, "warning"));
  const char *next =
      is_true (described, "complete")
          ? _ ("Enough have signed: the membership office can publish it.")
          : _ ("Carry it to those who have not signed yet. Each signs at a laptop of "
               "their own choice, with “Open a Draft…”.");
  g_autofree char *both =
      warning != NULL ? g_strdup_printf ("%s\n\n%s", next, warning) : NULL;

  gtk_label_set_label (self->enough_label, both != NULL ? both : next);
}

void
ahadi_draft_box_show (AhadiDraftBox *self, json_t *described)
{
  json_t *custodians = json_object_get (described, "custodians");
  json_t *old = json_object_get (described, "old");
  json_t *new = json_object_get (described, "new");
  json_t *custodian;
  size_t i;

  ahadi_changes_show (self->changes_list, json_object_get (described, "changes"));
  ahadi_box_clear (self->counts_box);
  if (all_stay (custodians) &&
      get_number (old, "threshold") == get_number (new, "threshold"))
    add_count (self, _ ("Custodians"), old);
  else
    {
      add_count (self, _ ("Custodians until now"), old);
      add_count (self, _ ("Custodians to be"), new);
    }

  ahadi_facts_clear (self->custodians_list);
  json_array_foreach (custodians, i, custodian) add_custodian (self, custodian);
  show_advice (self, described);
}

static void
ahadi_draft_box_class_init (AhadiDraftBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/directory/ahadi-draft-box.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiDraftBox, changes_list);
  gtk_widget_class_bind_template_child (widget_class, AhadiDraftBox, counts_box);
  gtk_widget_class_bind_template_child (widget_class, AhadiDraftBox, custodians_list);
  gtk_widget_class_bind_template_child (widget_class, AhadiDraftBox, enough_label);
}

static void
ahadi_draft_box_init (AhadiDraftBox *self)
{
  ahadi_widget_init_template (GTK_WIDGET (self));
  ahadi_list_make_one_stop (GTK_WIDGET (self->changes_list));
  ahadi_list_make_one_stop (GTK_WIDGET (self->custodians_list));
}
