/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-members-page.h"

#include "ahadi-header.h"
#include "ahadi-member-detail.h"
#include "ahadi-record-list.h"
#include "ahadi-widgets.h"

struct _AhadiMembersPage
{
  AdwBin parent_instance;

  /* template */
  AdwLeaflet *leaflet;
  AhadiRecordList *list;
  GtkStack *stack;
  AhadiMemberDetail *detail;
};

G_DEFINE_FINAL_TYPE (AhadiMembersPage, ahadi_members_page, ADW_TYPE_BIN)

static void
show_member (AhadiMembersPage *self, const AhadiId *id)
{
  ahadi_member_detail_show (self->detail, id);
  gtk_stack_set_visible_child_name (self->stack, "detail");
}

static void
on_chosen (AhadiMembersPage *self, const AhadiItem *item, gboolean open)
{
  if (item == NULL)
    return;
  show_member (self, ahadi_record_get_id (item->record));
  if (open)
    ahadi_leaflet_show_detail (self->leaflet);
}

void
ahadi_members_page_show (AhadiMembersPage *self, const AhadiId *id)
{
  ahadi_record_list_select (self->list, id);
  show_member (self, id);
  ahadi_leaflet_show_detail (self->leaflet);
}

static void
on_gone (AhadiMembersPage *self)
{
  gtk_stack_set_visible_child_name (self->stack, "none");
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
}

static void
search_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ahadi_record_list_focus_search (AHADI_MEMBERS_PAGE (widget)->list);
}

static void
ahadi_members_page_class_init (AhadiMembersPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (AHADI_TYPE_HEADER);
  g_type_ensure (AHADI_TYPE_MEMBER_DETAIL);
  g_type_ensure (AHADI_TYPE_RECORD_LIST);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/members/ahadi-members-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiMembersPage, leaflet);
  gtk_widget_class_bind_template_child (widget_class, AhadiMembersPage, list);
  gtk_widget_class_bind_template_child (widget_class, AhadiMembersPage, stack);
  gtk_widget_class_bind_template_child (widget_class, AhadiMembersPage, detail);
  gtk_widget_class_bind_template_callback (widget_class, on_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_gone);

  gtk_widget_class_install_action (widget_class, "page.search", NULL, search_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK,
                                       "page.search", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK,
                                       "shell.start", "(ss)", "member", "");
}

static void
ahadi_members_page_init (AhadiMembersPage *self)
{
  ahadi_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
ahadi_members_page_new (AhadiKeeper *keeper)
{
  AhadiMembersPage *self = g_object_new (AHADI_TYPE_MEMBERS_PAGE, NULL);

  ahadi_record_list_start (self->list, keeper, AHADI_KIND_MEMBER, AHADI_SORT_NAME);
  ahadi_member_detail_start (self->detail, keeper);
  return GTK_WIDGET (self);
}
