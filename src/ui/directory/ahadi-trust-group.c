/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-trust-group.h"

#include "ahadi-facts.h"
#include "ahadi-pill.h"
#include "ahadi-widgets.h"

struct _AhadiTrustGroup
{
  AdwPreferencesGroup parent_instance;

  /* template */
  GtkListBox *now_list;
  GtkListBox *custodians_list;
  GtkListBox *offices_list;
  AdwPreferencesGroup *custodians_group;
};

G_DEFINE_FINAL_TYPE (AhadiTrustGroup, ahadi_trust_group, ADW_TYPE_PREFERENCES_GROUP)

enum
{
  COMPARE,
  REMOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gulong
get_number (json_t *object, const char *name)
{
  return (gulong) json_integer_value (json_object_get (object, name));
}

static const char *
get_text (json_t *object, const char *name)
{
  return json_string_value (json_object_get (object, name));
}

static GtkWidget *
add_row (GtkListBox *list, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *name = g_strdup_printf ("%s. %s", title, subtitle);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  ahadi_widget_set_name (row, name);
  gtk_list_box_append (list, row);
  return row;
}

static void
add_pill (GtkWidget *row, const char *icon, const char *word, AhadiPillTone tone)
{
  GtkWidget *pill = ahadi_pill_new ();

  ahadi_pill_set (AHADI_PILL (pill), icon, word, tone);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), pill);
}

/* --- versions and ages ----------------------------------------------------------- */

static void
show_versions (AhadiTrustGroup *self, json_t *shown)
{
  gboolean old = json_is_true (json_object_get (shown, "old"));
  g_autofree char *age = ahadi_words_age ((gint64) get_number (shown, "time"));
  g_autofree char *list_age = ahadi_words_age ((gint64) get_number (shown, "list_time"));
  /* Translators: “Directory 3” and “List of laptops 41”; the ages stand below */
  g_autofree char *directory =
      g_strdup_printf (_ ("Directory %lu"), get_number (shown, "version"));
  g_autofree char *list =
      g_strdup_printf (_ ("List of laptops %lu"), get_number (shown, "list_version"));
  g_autofree char *signed_by = g_strdup_printf (_ ("Signed by the custodians, %s"), age);
  g_autofree char *listed =
      g_strdup_printf (_ ("Signed by the membership office, %s"), list_age);
  g_autofree char *digits =
      g_strdup_printf (_ ("Digits to compare: %s"), get_text (shown, "fingerprint"));
  GtkWidget *row = NULL;

  ahadi_facts_clear (self->now_list);
  add_row (self->now_list, get_text (shown, "org_name"), digits);
  row = add_row (self->now_list, directory, signed_by);
  if (old)
    add_pill (row, "dialog-warning-symbolic", _ ("Old"), AHADI_PILL_ATTENTION);
  add_row (self->now_list, list, listed);
  if (old)
    add_row (self->now_list, _ ("Nothing newer came for a long time"),
             _ ("Nothing is locked by that. Ask the membership office whether these are "
                "still its newest; if not, take in its card or a reply."));
}

/* --- custodians ------------------------------------------------------------------ */

static void
show_custodians (AhadiTrustGroup *self, json_t *shown)
{
  json_t *keys = json_object_get (shown, "custodians");
  g_autofree char *rule =
      g_strdup_printf (_ ("%lu of %lu must sign each directory"),
                       get_number (shown, "threshold"), (gulong) json_array_size (keys));
  json_t *key;
  size_t i;

  ahadi_facts_clear (self->custodians_list);
  adw_preferences_group_set_description (self->custodians_group, rule);
  json_array_foreach (keys, i, key)
  {
    g_autofree char *number = ahadi_words_key (json_string_value (key));
    g_autofree char *title = g_strdup_printf (_ ("Key %s"), number);
    GtkWidget *row = adw_action_row_new ();

    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
    adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                               gtk_image_new_from_icon_name ("dialog-password-symbolic"));
    ahadi_widget_set_name (row, title);
    gtk_list_box_append (self->custodians_list, row);
  }
}

/* --- offices --------------------------------------------------------------------- */

static void
on_remove_clicked (GtkButton *button, AhadiTrustGroup *self)
{
  g_signal_emit (self, signals[REMOVE], 0,
                 g_object_get_data (G_OBJECT (button), "device"));
}

static GtkWidget *
make_remove_button (AhadiTrustGroup *self, const char *device, const char *title)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("Re_move…"));
  g_autofree char *name = g_strdup_printf (_ ("Remove the holder: %s"), title);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), "device", g_strdup (device), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_remove_clicked), self, 0);
  ahadi_widget_set_name (button, name);
  return button;
}

static void
add_holder (AhadiTrustGroup *self, json_t *holder, gboolean removable)
{
  const char *device = get_text (holder, "device");
  gboolean active = g_strcmp0 (get_text (holder, "state"), "active") == 0;
  gboolean own = json_is_true (json_object_get (holder, "own"));
  AhadiRole role = 0;
  g_autofree char *short_id = g_strdup_printf (
      own ? _ ("This laptop, device %.8s…") : _ ("Device %.8s…"), device);
  GtkWidget *row = NULL;

  if (!ahadi_role_parse (get_text (holder, "role"), &role))
    return;
  row = add_row (self->offices_list, ahadi_words_role (role), short_id);
  if (!active)
    add_pill (row, "action-unavailable-symbolic", _ ("Revoked"), AHADI_PILL_ATTENTION);
  else if (removable && !own)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                               make_remove_button (self, device, short_id));
}

void
ahadi_trust_group_show (AhadiTrustGroup *self, json_t *shown, gboolean removable)
{
  json_t *offices = json_object_get (shown, "offices");
  json_t *holder;
  size_t i;

  show_versions (self, shown);
  show_custodians (self, shown);
  ahadi_facts_clear (self->offices_list);
  json_array_foreach (offices, i, holder) add_holder (self, holder, removable);
}

static void
on_compare_clicked (AhadiTrustGroup *self)
{
  g_signal_emit (self, signals[COMPARE], 0);
}

/* --- object ---------------------------------------------------------------------- */

static void
ahadi_trust_group_class_init (AhadiTrustGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[COMPARE] =
      g_signal_new ("compare", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 0);
  signals[REMOVE] = g_signal_new ("remove", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/directory/ahadi-trust-group.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiTrustGroup, now_list);
  gtk_widget_class_bind_template_child (widget_class, AhadiTrustGroup, custodians_list);
  gtk_widget_class_bind_template_child (widget_class, AhadiTrustGroup, offices_list);
  gtk_widget_class_bind_template_child (widget_class, AhadiTrustGroup, custodians_group);
  gtk_widget_class_bind_template_callback (widget_class, on_compare_clicked);
}

static void
ahadi_trust_group_init (AhadiTrustGroup *self)
{
  ahadi_widget_init_template (GTK_WIDGET (self));
  ahadi_list_make_one_stop (GTK_WIDGET (self->now_list));
  ahadi_list_make_one_stop (GTK_WIDGET (self->custodians_list));
}
