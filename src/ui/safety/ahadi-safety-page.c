/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-safety-page.h"

#include "ahadi-header.h"
#include "ahadi-safety-backup-group.h"
#include "ahadi-safety-gone-group.h"
#include "ahadi-safety-keys-group.h"
#include "ahadi-safety-wipe-group.h"
#include "ahadi-shares-group.h"
#include "ahadi-widgets.h"

struct _AhadiSafetyPage
{
  AdwBin parent_instance;

  /* template */
  GtkBox *groups_box;
};

G_DEFINE_FINAL_TYPE (AhadiSafetyPage, ahadi_safety_page, ADW_TYPE_BIN)

/* In the order of the page. */
static GtkWidget *(*const groups[]) (AhadiKeeper *keeper) = {
  ahadi_safety_backup_group_new, ahadi_safety_keys_group_new, ahadi_shares_group_new,
  ahadi_safety_gone_group_new,   ahadi_safety_wipe_group_new,
};

static void
ahadi_safety_page_class_init (AhadiSafetyPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (AHADI_TYPE_HEADER);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/safety/ahadi-safety-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiSafetyPage, groups_box);
}

static void
ahadi_safety_page_init (AhadiSafetyPage *self)
{
  ahadi_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
ahadi_safety_page_new (AhadiKeeper *keeper)
{
  AhadiSafetyPage *self = g_object_new (AHADI_TYPE_SAFETY_PAGE, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    gtk_box_append (self->groups_box, groups[i](keeper));
  return GTK_WIDGET (self);
}
