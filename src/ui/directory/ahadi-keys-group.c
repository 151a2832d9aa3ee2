/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-keys-group.h"

#include "ahadi-directory-jobs.h"
#include "ahadi-enrolment-box.h"
#include "ahadi-key-window.h"
#include "ahadi-widgets.h"
#include "shell-compat.h"

#define ASKS 2

struct _AhadiKeysGroup
{
  AdwPreferencesGroup parent_instance;

  /* owned */
  AhadiKeeper *keeper;

  /* template */
  GtkButton *rotate_button;
  AhadiEnrolmentBox *enrolment;
};

G_DEFINE_FINAL_TYPE (AhadiKeysGroup, ahadi_keys_group, ADW_TYPE_PREFERENCES_GROUP)

static GtkWindow *
get_window (AhadiKeysGroup *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

/* --- this laptop's key ----------------------------------------------------------- */

static void
on_rotated (gpointer owner, gpointer result, const GError *error)
{
  AhadiKeysGroup *self = owner;

  ahadi_widget_freeze (GTK_WIDGET (self->rotate_button), FALSE);
  if (error != NULL)
    {
      ahadi_say_error (owner, _ ("The key stays as it was"), error);
      return;
    }
  if (GPOINTER_TO_INT (result) != ASKS)
    {
      ahadi_say (owner, _ ("New key made. The next directory names it."));
      return;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->enrolment), TRUE);
  ahadi_widget_show_whole (GTK_WIDGET (self->enrolment));
}

static void
rotate (gpointer owner)
{
  AhadiKeysGroup *self = owner;

  ahadi_widget_freeze (GTK_WIDGET (self->rotate_button), TRUE);
  ahadi_directory_jobs_rotate (self->keeper, self, on_rotated);
}

static void
on_rotate_clicked (AhadiKeysGroup *self)
{
  const AhadiDesk *desk = ahadi_keeper_get_desk (self->keeper);
  gboolean asks = desk != NULL && desk->role != AHADI_ROLE_MEMBERSHIP;

  ahadi_compat_ask (
      GTK_WIDGET (self), _ ("Give this laptop a new key?"),
      asks ? _ ("What is sealed to the old one opens still. The membership office lists "
                "the new one after you hand it a request, which you can save next. The "
                "key that signs stays: another one would be another laptop.")
           : _ ("What is sealed to the old one opens still. The new one is put into the "
                "next directory, which the custodians sign. The key that signs stays: "
                "another one would be another laptop."),
      _ ("_New Key"), FALSE, rotate);
}

/* --- custodians ------------------------------------------------------------------ */

static void
on_make_clicked (AhadiKeysGroup *self)
{
  ahadi_key_window_show (get_window (self), self->keeper);
}

/* --- object ---------------------------------------------------------------------- */

static void
ahadi_keys_group_finalize (GObject *object)
{
  g_clear_object (&AHADI_KEYS_GROUP (object)->keeper);
  G_OBJECT_CLASS (ahadi_keys_group_parent_class)->finalize (object);
}

static void
ahadi_keys_group_class_init (AhadiKeysGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ahadi_keys_group_finalize;
  g_type_ensure (AHADI_TYPE_ENROLMENT_BOX);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/directory/ahadi-keys-group.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiKeysGroup, rotate_button);
  gtk_widget_class_bind_template_child (widget_class, AhadiKeysGroup, enrolment);
  gtk_widget_class_bind_template_callback (widget_class, on_rotate_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_make_clicked);
}

static void
ahadi_keys_group_init (AhadiKeysGroup *self)
{
  ahadi_widget_init_template (GTK_WIDGET (self));
}

void
ahadi_keys_group_start (AhadiKeysGroup *self, AhadiKeeper *keeper)
{
  g_set_object (&self->keeper, keeper);
  ahadi_enrolment_box_start (self->enrolment, keeper);
  ahadi_enrolment_box_say (
      self->enrolment,
      _ ("This laptop has a new key. Save a request and hand it to the membership "
         "office, which compares 25 digits with you, aloud, and lists it. Until then "
         "everybody seals to the old key, which opens as before."));
}
