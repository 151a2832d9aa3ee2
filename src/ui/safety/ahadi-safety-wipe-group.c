/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-safety-wipe-group.h"

#include "ahadi-text-row.h"
#include "ahadi-widgets.h"
#include "shell-compat.h"

struct _AhadiSafetyWipeGroup
{
  AdwPreferencesGroup parent_instance;

  /* owned */
  AhadiKeeper *keeper;

  /* template */
  GtkLabel *unsent_label;
  AhadiTextRow *label_row;
  GtkButton *wipe_button;
};

G_DEFINE_FINAL_TYPE (AhadiSafetyWipeGroup,
                     ahadi_safety_wipe_group,
                     ADW_TYPE_PREFERENCES_GROUP)

static gpointer
work_wipe (AhadiSession *session,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  return ahadi_keys_wipe (session, error) ? AHADI_WORK_DONE : NULL;
}

/* The session is closed in either case: the window goes on from there. */
static void
on_wiped (gpointer owner, gpointer result, const GError *error)
{
  AhadiSafetyWipeGroup *self = owner;

  if (error != NULL)
    ahadi_say_error (GTK_WIDGET (self), _ ("Not everything could be destroyed"), error);
  ahadi_keeper_lock (self->keeper);
}

static void
wipe (gpointer owner)
{
  AhadiSafetyWipeGroup *self = owner;

  ahadi_widget_freeze (GTK_WIDGET (self), TRUE);
  ahadi_keeper_run (self->keeper, &(AhadiJob){ .work = work_wipe }, self, on_wiped);
}

static void
on_wipe_clicked (AhadiSafetyWipeGroup *self)
{
  ahadi_compat_ask (
      GTK_WIDGET (self), _ ("Destroy the records on this laptop?"),
      _ ("The keys are overwritten first, then the records and their backups in this "
         "folder are removed. Nobody can bring them back. Copies on sticks or other "
         "laptops, and sheets and shares for them, are not reached."),
      _ ("_Destroy"), TRUE, wipe);
}

static void
on_label_changed (AhadiSafetyWipeGroup *self)
{
  const AhadiDesk *desk = ahadi_keeper_get_desk (self->keeper);
  const char *typed = ahadi_text_row_get_text (self->label_row);

  gtk_widget_set_sensitive (GTK_WIDGET (self->wipe_button),
                            desk != NULL && g_strcmp0 (typed, desk->label) == 0);
}

static void
show_desk (AhadiSafetyWipeGroup *self)
{
  const AhadiDesk *desk = ahadi_keeper_get_desk (self->keeper);
  g_autofree char *hint = NULL;
  g_autofree char *unsent = NULL;
  gulong n;

  if (desk == NULL)
    return;

  n = (gulong) (desk->sendable + desk->held_back);
  unsent = n == 0 ? g_strdup (_ ("Everything written here was exported."))
                  : g_strdup_printf (ngettext ("%lu change was never sent, and would be "
                                               "lost.",
                                               "%lu changes were never sent, and would "
                                               "be lost.",
                                               n),
                                     n);
  gtk_label_set_label (self->unsent_label, unsent);
  hint = g_strdup_printf (_ ("Type “%s” to go on"), desk->label);
  g_object_set (self->label_row, "title", hint, NULL);
}

static void
ahadi_safety_wipe_group_finalize (GObject *object)
{
  g_clear_object (&AHADI_SAFETY_WIPE_GROUP (object)->keeper);
  G_OBJECT_CLASS (ahadi_safety_wipe_group_parent_class)->finalize (object);
}

static void
ahadi_safety_wipe_group_class_init (AhadiSafetyWipeGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ahadi_safety_wipe_group_finalize;
  g_type_ensure (AHADI_TYPE_TEXT_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/safety/ahadi-safety-wipe-group.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiSafetyWipeGroup, unsent_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiSafetyWipeGroup, label_row);
  gtk_widget_class_bind_template_child (widget_class, AhadiSafetyWipeGroup, wipe_button);
  gtk_widget_class_bind_template_callback (widget_class, on_wipe_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_label_changed);
}

static void
ahadi_safety_wipe_group_init (AhadiSafetyWipeGroup *self)
{
  ahadi_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
ahadi_safety_wipe_group_new (AhadiKeeper *keeper)
{
  AhadiSafetyWipeGroup *self = g_object_new (AHADI_TYPE_SAFETY_WIPE_GROUP, NULL);

  self->keeper = g_object_ref (keeper);
  g_signal_connect_object (keeper, "desk", G_CALLBACK (show_desk), self,
                           G_CONNECT_SWAPPED);
  show_desk (self);
  return GTK_WIDGET (self);
}
