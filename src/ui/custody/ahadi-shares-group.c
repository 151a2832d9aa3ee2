/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-shares-group.h"

#include "ahadi-custody-jobs.h"
#include "ahadi-shares-window.h"
#include "ahadi-widgets.h"

struct _AhadiSharesGroup
{
  AdwBin parent_instance;

  /* owned */
  AhadiKeeper *keeper;
  GPtrArray *rows; /* borrowed: of those who hold a share */
  char *made;      /* nullable: when the shares that hold were made */

  /* template */
  AdwPreferencesGroup *group;
  AdwActionRow *summary_row;
  GtkButton *make_button;
};

G_DEFINE_FINAL_TYPE (AhadiSharesGroup, ahadi_shares_group, ADW_TYPE_BIN)

static void
show_summary (AhadiSharesGroup *self, const AhadiCustodians *custodians)
{
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;

  if (custodians->set == NULL)
    {
      title = g_strdup (_ ("Nobody holds a share"));
      text = g_strdup (_ ("If the passphrase and the recovery sheet are lost, so are the "
                          "records."));
    }
  else
    {
      title = g_strdup_printf (_ ("Any %u of %u open the records together"),
                               custodians->threshold, custodians->count);
      text = g_strdup_printf (_ ("Set %s, made: %s"), custodians->set, self->made);
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->summary_row), title);
  adw_action_row_set_subtitle (self->summary_row, text);
  ahadi_button_set_label (self->make_button, custodians->set != NULL
                                                 ? _ ("Make _New Shares…")
                                                 : _ ("Make _Shares…"));
}

static void
add_holder (AhadiSharesGroup *self, const char *name, guint number)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *share = g_strdup_printf (_ ("Share %u"), number);
  const char *title = *name != '\0' ? name : _ ("Nobody was named");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), share);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("avatar-default-symbolic"));
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->rows, row);
}

static void
on_loaded (gpointer owner, gpointer result, const GError *error)
{
  AhadiSharesGroup *self = owner;
  const AhadiCustodians *custodians = result;

  if (custodians == NULL)
    return;

  g_free (self->made);
  self->made = custodians->set != NULL ? ahadi_words_time (custodians->made) : NULL;
  show_summary (self, custodians);
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < custodians->count; i++)
    add_holder (self, custodians->names[i], i + 1);
}

static void
reload (AhadiSharesGroup *self)
{
  ahadi_custody_jobs_load (self->keeper, self, on_loaded);
}

static void
on_make_clicked (AhadiSharesGroup *self)
{
  ahadi_shares_window_show (GTK_WIDGET (self), self->keeper, self->made);
}

static void
ahadi_shares_group_finalize (GObject *object)
{
  AhadiSharesGroup *self = AHADI_SHARES_GROUP (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->made, g_free);
  g_clear_object (&self->keeper);
  G_OBJECT_CLASS (ahadi_shares_group_parent_class)->finalize (object);
}

static void
ahadi_shares_group_class_init (AhadiSharesGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ahadi_shares_group_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/custody/ahadi-shares-group.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiSharesGroup, group);
  gtk_widget_class_bind_template_child (widget_class, AhadiSharesGroup, summary_row);
  gtk_widget_class_bind_template_child (widget_class, AhadiSharesGroup, make_button);
  gtk_widget_class_bind_template_callback (widget_class, on_make_clicked);
}

static void
ahadi_shares_group_init (AhadiSharesGroup *self)
{
  self->rows = g_ptr_array_new ();
  ahadi_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
ahadi_shares_group_new (AhadiKeeper *keeper)
{
  AhadiSharesGroup *self = g_object_new (AHADI_TYPE_SHARES_GROUP, NULL);

  self->keeper = g_object_ref (keeper);
  g_signal_connect_object (keeper, "changed", G_CALLBACK (reload), self,
                           G_CONNECT_SWAPPED);
  reload (self);
  return GTK_WIDGET (self);
}
