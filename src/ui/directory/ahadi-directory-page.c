/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-directory-page.h"

#include "ahadi-changes-window.h"
#include "ahadi-directory-jobs.h"
#include "ahadi-header.h"
#include "ahadi-keys-group.h"
#include "ahadi-next-group.h"
#include "ahadi-trust-group.h"
#include "ahadi-widgets.h"
#include "shell-compat.h"

struct _AhadiDirectoryPage
{
  AdwBin parent_instance;

  /* owned */
  AhadiKeeper *keeper;

  /* template */
  GtkBox *groups_box;
  GtkWidget *nothing_page;
  AhadiNextGroup *next_group;
  AhadiTrustGroup *trust_group;
  AhadiKeysGroup *keys_group;
};

G_DEFINE_FINAL_TYPE (AhadiDirectoryPage, ahadi_directory_page, ADW_TYPE_BIN)

static gboolean
is_membership (AhadiDirectoryPage *self)
{
  const AhadiDesk *desk = ahadi_keeper_get_desk (self->keeper);

  return desk != NULL && desk->role == AHADI_ROLE_MEMBERSHIP;
}

/* A draft that waits is what there is to do; else what holds comes first. */
static void
order_groups (AhadiDirectoryPage *self, json_t *shown)
{
  GtkWidget *next = GTK_WIDGET (self->next_group);
  GtkWidget *trust = GTK_WIDGET (self->trust_group);

  if (json_is_object (json_object_get (shown, "draft")))
    gtk_box_reorder_child_after (self->groups_box, next, self->nothing_page);
  else
    gtk_box_reorder_child_after (self->groups_box, next, trust);
}

/* Without a card nothing can be shown. */
static void
on_shown (gpointer owner, gpointer result, const GError *error)
{
  AhadiDirectoryPage *self = owner;
  gboolean membership = is_membership (self);

  gtk_widget_set_visible (self->nothing_page, result == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->trust_group), result != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->next_group), result != NULL && membership);
  if (result == NULL)
    return;
  order_groups (self, result);
  ahadi_trust_group_show (self->trust_group, result, membership);
  if (membership)
    ahadi_next_group_show (self->next_group, result);
}

static void
reload (AhadiDirectoryPage *self)
{
  ahadi_directory_jobs_show (self->keeper, self, on_shown);
}

static void
on_remove (AhadiDirectoryPage *self, const char *device)
{
  AhadiId id;

  if (ahadi_id_parse (device, &id, NULL))
    ahadi_next_group_remove_holder (self->next_group, &id);
}

static void
on_card_picked (gpointer owner, const char *const *paths)
{
  AhadiDirectoryPage *self = owner;

  ahadi_changes_window_show (GTK_WIDGET (self), self->keeper, paths[0]);
}

static void
on_compare (AhadiDirectoryPage *self)
{
  ahadi_compat_pick (GTK_WIDGET (self),
                     &(AhadiPickOptions){
                         .pick = AHADI_PICK_OPEN,
                         .title = _ ("Compare with a Card"),
                         .filter_name = _ ("Cards"),
                         .pattern = "*.ahadi-card",
                     },
                     on_card_picked);
}

static void
ahadi_directory_page_finalize (GObject *object)
{
  g_clear_object (&AHADI_DIRECTORY_PAGE (object)->keeper);
  G_OBJECT_CLASS (ahadi_directory_page_parent_class)->finalize (object);
}

static void
ahadi_directory_page_class_init (AhadiDirectoryPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ahadi_directory_page_finalize;
  g_type_ensure (AHADI_TYPE_HEADER);
  g_type_ensure (AHADI_TYPE_KEYS_GROUP);
  g_type_ensure (AHADI_TYPE_NEXT_GROUP);
  g_type_ensure (AHADI_TYPE_TRUST_GROUP);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/directory/ahadi-directory-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiDirectoryPage, groups_box);
  gtk_widget_class_bind_template_child (widget_class, AhadiDirectoryPage, nothing_page);
  gtk_widget_class_bind_template_child (widget_class, AhadiDirectoryPage, next_group);
  gtk_widget_class_bind_template_child (widget_class, AhadiDirectoryPage, trust_group);
  gtk_widget_class_bind_template_child (widget_class, AhadiDirectoryPage, keys_group);
  gtk_widget_class_bind_template_callback (widget_class, on_compare);
  gtk_widget_class_bind_template_callback (widget_class, on_remove);
}

static void
ahadi_directory_page_init (AhadiDirectoryPage *self)
{
  ahadi_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
ahadi_directory_page_new (AhadiKeeper *keeper)
{
  AhadiDirectoryPage *self = g_object_new (AHADI_TYPE_DIRECTORY_PAGE, NULL);

  self->keeper = g_object_ref (keeper);
  ahadi_next_group_start (self->next_group, keeper);
  ahadi_keys_group_start (self->keys_group, keeper);
  g_signal_connect_object (keeper, "changed", G_CALLBACK (reload), self,
                           G_CONNECT_SWAPPED);
  reload (self);
  return GTK_WIDGET (self);
}
