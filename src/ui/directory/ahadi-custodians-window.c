/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-custodians-window.h"

#include "ahadi-directory-jobs.h"
#include "ahadi-facts.h"
#include "ahadi-widgets.h"
#include "shell-compat.h"

#define MOST 16 /* FORMAT.md, R2 */

struct _AhadiCustodiansWindow
{
  AdwWindow parent_instance;

  /* owned */
  AhadiKeeper *keeper;
  GWeakRef owner;
  GPtrArray *keys; /* char * */
  GHashTable *present;

  /* template */
  GtkListBox *keys_list;
  GtkSpinButton *threshold_spin;
  GtkLabel *advice_label;
  GtkButton *draft_button;

  AhadiDone done;
};

G_DEFINE_FINAL_TYPE (AhadiCustodiansWindow, ahadi_custodians_window, ADW_TYPE_WINDOW)

static void show_keys (AhadiCustodiansWindow *self);

/* --- how many -------------------------------------------------------------------- */

static const char *
advise (guint needed, guint keys)
{
  if (keys == 0)
    return _ ("Somebody has to sign: add at least one public key.");
  if (needed == 1)
    return _ ("One stolen key would be enough to change who is trusted. Two of three is "
              "a good rule.");
  if (needed == keys)
    return _ ("One lost key, and nobody could change who is trusted any more. Have at "
              "least one more than must sign.");
  return _ ("A stolen key alone changes nothing, and a lost one locks nobody out.");
}

static void
show_advice (AhadiCustodiansWindow *self)
{
  guint needed = (guint) gtk_spin_button_get_value_as_int (self->threshold_spin);

  gtk_label_set_label (self->advice_label, advise (needed, self->keys->len));
  gtk_widget_set_sensitive (GTK_WIDGET (self->draft_button), self->keys->len > 0);
}

/* --- keys ------------------------------------------------------------------------ */

static void
on_remove_clicked (GtkButton *button, AhadiCustodiansWindow *self)
{
  const char *key = g_object_get_data (G_OBJECT (button), "key");
  guint at;

  if (g_ptr_array_find_with_equal_func (self->keys, key, g_str_equal, &at))
    g_ptr_array_remove_index (self->keys, at);
  show_keys (self);
}

static GtkWidget *
make_remove_button (AhadiCustodiansWindow *self, const char *key, const char *title)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *name = g_strdup_printf (_ ("Remove: %s"), title);

  ahadi_widget_set_name (button, name);
  gtk_widget_set_tooltip_text (button, name);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data_full (G_OBJECT (button), "key", g_strdup (key), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_remove_clicked), self, 0);
  return button;
}

static void
add_row (AhadiCustodiansWindow *self, const char *key)
{
  gboolean present = g_hash_table_contains (self->present, key);
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *number = ahadi_words_key (key);
  g_autofree char *title = g_strdup_printf (_ ("Key %s"), number);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                               present ? _ ("Custodian until now") : _ ("New"));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("dialog-password-symbolic"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_remove_button (self, key, title));
  ahadi_widget_set_name (row, title);
  gtk_list_box_append (self->keys_list, row);
}

static void
show_keys (AhadiCustodiansWindow *self)
{
  ahadi_facts_clear (self->keys_list);
  for (guint i = 0; i < self->keys->len; i++)
    add_row (self, self->keys->pdata[i]);
  gtk_widget_set_visible (GTK_WIDGET (self->keys_list), self->keys->len > 0);
  gtk_spin_button_set_range (self->threshold_spin, 1, MAX (self->keys->len, 1));
  show_advice (self);
}

static void
add_key (AhadiCustodiansWindow *self, const char *key)
{
  if (self->keys->len < MOST &&
      !g_ptr_array_find_with_equal_func (self->keys, key, g_str_equal, NULL))
    g_ptr_array_add (self->keys, g_strdup (key));
}

static void
on_keys_read (gpointer owner, gpointer result, const GError *error)
{
  AhadiCustodiansWindow *self = owner;

  if (error != NULL)
    {
      ahadi_say_error_as (
          owner, _ ("Nobody was added"),
          _ ("This is not a custodian’s public key: the name of that file ends in .pub. "
             "Ask the custodian for it; the key itself stays with them."),
          error);
      return;
    }
  for (GStrv at = result; *at != NULL; at++)
    add_key (self, *at);
  show_keys (self);
}

static void
on_files_picked (gpointer owner, const char *const *paths)
{
  AhadiCustodiansWindow *self = owner;

  ahadi_directory_jobs_read_custodians (self->keeper, paths, self, on_keys_read);
}

static void
on_add_clicked (AhadiCustodiansWindow *self)
{
  ahadi_compat_pick (GTK_WIDGET (self),
                     &(AhadiPickOptions){
                         .pick = AHADI_PICK_OPEN_MANY,
                         .title = _ ("Public Keys of Custodians"),
                         .filter_name = _ ("Public keys"),
                         .pattern = "*.pub",
                     },
                     on_files_picked);
}

/* --- the window ------------------------------------------------------------------ */

static void
on_draft_clicked (AhadiCustodiansWindow *self)
{
  g_autoptr (GObject) owner = g_weak_ref_get (&self->owner);
  guint needed = (guint) gtk_spin_button_get_value_as_int (self->threshold_spin);

  if (owner == NULL)
    return;
  g_ptr_array_add (self->keys, NULL);
  ahadi_directory_jobs_set_custodians (
      self->keeper, needed, (const char *const *) self->keys->pdata, owner, self->done);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
on_cancel_clicked (AhadiCustodiansWindow *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

static void
ahadi_custodians_window_finalize (GObject *object)
{
  AhadiCustodiansWindow *self = AHADI_CUSTODIANS_WINDOW (object);

  g_clear_object (&self->keeper);
  g_weak_ref_clear (&self->owner);
  g_clear_pointer (&self->keys, g_ptr_array_unref);
  g_clear_pointer (&self->present, g_hash_table_unref);
  G_OBJECT_CLASS (ahadi_custodians_window_parent_class)->finalize (object);
}

static void
ahadi_custodians_window_class_init (AhadiCustodiansWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ahadi_custodians_window_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/directory/ahadi-custodians-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiCustodiansWindow, keys_list);
  gtk_widget_class_bind_template_child (widget_class, AhadiCustodiansWindow,
                                        threshold_spin);
  gtk_widget_class_bind_template_child (widget_class, AhadiCustodiansWindow,
                                        advice_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiCustodiansWindow,
                                        draft_button);
  gtk_widget_class_bind_template_callback (widget_class, show_advice);
  gtk_widget_class_bind_template_callback (widget_class, on_add_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_draft_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_clicked);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static void
ahadi_custodians_window_init (AhadiCustodiansWindow *self)
{
  g_weak_ref_init (&self->owner, NULL);
  self->keys = g_ptr_array_new_with_free_func (g_free);
  self->present = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  ahadi_widget_init_template (GTK_WIDGET (self));
}

void
ahadi_custodians_window_show (
    GtkWidget *owner, AhadiKeeper *keeper, guint threshold, json_t *keys, AhadiDone done)
{
  AhadiCustodiansWindow *self =
      g_object_new (AHADI_TYPE_CUSTODIANS_WINDOW, "transient-for",
                    gtk_widget_get_root (owner), "modal", TRUE, NULL);
  json_t *key;
  size_t i;

  self->keeper = g_object_ref (keeper);
  self->done = done;
  g_weak_ref_set (&self->owner, owner);
  json_array_foreach (keys, i, key)
  {
    add_key (self, json_string_value (key));
    g_hash_table_add (self->present, g_strdup (json_string_value (key)));
  }
  show_keys (self);
  gtk_spin_button_set_value (self->threshold_spin, threshold);
  gtk_window_present (GTK_WINDOW (self));
}
