/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "ahadi-circle-detail.h"

#include "ahadi-facts.h"
#include "ahadi-header.h"
#include "ahadi-keeper-records.h"
#include "ahadi-keeping-group.h"
#include "ahadi-pill.h"
#include "ahadi-record-row.h"
#include "ahadi-timeline.h"
#include "ahadi-widgets.h"

/* More than these are found by searching in Members. */
#define MEMBERS_SHOWN 100

struct _AhadiCircleDetail
{
  AdwBin parent_instance;

  /* owned */
  AhadiKeeper *keeper;

  /* template */
  GtkLabel *name_label;
  AhadiPill *delivery_pill;
  GtkListBox *facts_list;
  AdwPreferencesGroup *members_group;
  GtkListBox *members_list;
  AhadiKeepingGroup *keeping_group;
  AhadiTimeline *timeline;

  AhadiId id;
};

G_DEFINE_FINAL_TYPE (AhadiCircleDetail, ahadi_circle_detail, ADW_TYPE_BIN)

enum
{
  GONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
on_leader (gpointer owner, gpointer result, const GError *error)
{
  AhadiCircleDetail *self = owner;
  const AhadiItem *leader = result;

  if (leader != NULL)
    ahadi_facts_add_text (self->facts_list,
                          ahadi_words_field (AHADI_KIND_CIRCLE, AHADI_CIRCLE_LEADER),
                          ahadi_member_get_display_name (leader->record));
}

/* Erased or dropped, here or by an office's reply: nothing of it stays on the page. */
static void
forget (AhadiCircleDetail *self)
{
  memset (&self->id, 0, sizeof self->id);
  gtk_label_set_label (self->name_label, "");
  ahadi_facts_clear (self->facts_list);
  ahadi_facts_clear (self->members_list);
  g_signal_emit (self, signals[GONE], 0);
}

static void
on_circle (gpointer owner, gpointer result, const GError *error)
{
  AhadiCircleDetail *self = owner;
  const AhadiItem *item = result;
  const char *leader = NULL;
  AhadiId id;

  if (g_error_matches (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND))
    forget (self);
  if (item == NULL || !ahadi_id_equal (ahadi_record_get_id (item->record), &self->id))
    return;
  gtk_label_set_label (self->name_label,
                       ahadi_record_get (item->record, AHADI_CIRCLE_NAME));
  ahadi_pill_set_delivery (self->delivery_pill, item->delivery);
  ahadi_keeping_group_show (self->keeping_group, item,
                            ahadi_record_get (item->record, AHADI_CIRCLE_NAME));
  ahadi_facts_clear (self->facts_list);
  ahadi_facts_add (self->facts_list, item->record, AHADI_CIRCLE_TYPE);
  ahadi_facts_add (self->facts_list, item->record, AHADI_CIRCLE_PLACE);
  ahadi_facts_add (self->facts_list, item->record, AHADI_CIRCLE_COUNTY);
  ahadi_facts_add (self->facts_list, item->record, AHADI_CIRCLE_NOTE);
  leader = ahadi_record_get (item->record, AHADI_CIRCLE_LEADER);
  if (leader != NULL && ahadi_id_parse (leader, &id, NULL))
    ahadi_keeper_get (self->keeper, AHADI_KIND_MEMBER, &id, self, on_leader);
}

static GtkWidget *
make_member_row (const AhadiRecord *member)
{
  g_autofree char *title = ahadi_record_title (member);
  g_autofree char *subtitle = ahadi_record_subtitle (member);
  g_autofree char *id = ahadi_id_to_string (ahadi_record_get_id (member));
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "shell.open");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "(ss)", "member", id);
  ahadi_widget_set_name (row, title);
  return row;
}

static void
on_members (gpointer owner, gpointer result, const GError *error)
{
  AhadiCircleDetail *self = owner;
  const AhadiListPage *page = result;
  guint count = page != NULL ? (guint) page->count : 0;
  g_autofree char *title = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%'u member", "%'u members", count), count);

  if (page == NULL)
    return;
  ahadi_facts_clear (self->members_list);
  for (guint i = 0; i < page->items->len; i++)
    {
      const AhadiItem *item = page->items->pdata[i];

      gtk_list_box_append (self->members_list, make_member_row (item->record));
    }
  adw_preferences_group_set_title (self->members_group, title);
  gtk_widget_set_visible (GTK_WIDGET (self->members_list), count > 0);
}

static void
on_timeline (gpointer owner, gpointer result, const GError *error)
{
  if (result != NULL)
    ahadi_timeline_show (AHADI_CIRCLE_DETAIL (owner)->timeline, result);
}

static void
reload (AhadiCircleDetail *self)
{
  AhadiQuery members = {
    .kind = AHADI_KIND_MEMBER,
    .of = &self->id,
    .sort = AHADI_SORT_NAME,
    .limit = MEMBERS_SHOWN,
  };

  if (ahadi_id_is_zero (&self->id))
    return;
  ahadi_keeper_get (self->keeper, AHADI_KIND_CIRCLE, &self->id, self, on_circle);
  ahadi_keeper_list_page (self->keeper, &members, 0, self, on_members);
  ahadi_keeper_timeline (self->keeper, AHADI_KIND_CIRCLE, &self->id, self, on_timeline);
}

void
ahadi_circle_detail_show (AhadiCircleDetail *self, const AhadiId *id)
{
  self->id = *id;
  reload (self);
}

static void
on_correct_clicked (AhadiCircleDetail *self)
{
  g_autofree char *id = ahadi_id_to_string (&self->id);

  gtk_widget_activate_action (GTK_WIDGET (self), "shell.start", "(ss)", "circle", id);
}

void
ahadi_circle_detail_start (AhadiCircleDetail *self, AhadiKeeper *keeper)
{
  g_set_object (&self->keeper, keeper);
  ahadi_keeping_group_start (self->keeping_group, keeper);
  g_signal_connect_object (keeper, "changed", G_CALLBACK (reload), self,
                           G_CONNECT_SWAPPED);
}

static void
ahadi_circle_detail_finalize (GObject *object)
{
  g_clear_object (&AHADI_CIRCLE_DETAIL (object)->keeper);
  G_OBJECT_CLASS (ahadi_circle_detail_parent_class)->finalize (object);
}

static void
ahadi_circle_detail_class_init (AhadiCircleDetailClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ahadi_circle_detail_finalize;
  g_type_ensure (AHADI_TYPE_HEADER);
  g_type_ensure (AHADI_TYPE_KEEPING_GROUP);
  g_type_ensure (AHADI_TYPE_PILL);
  g_type_ensure (AHADI_TYPE_TIMELINE);
  signals[GONE] = g_signal_new ("gone", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/circles/ahadi-circle-detail.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiCircleDetail, name_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiCircleDetail, delivery_pill);
  gtk_widget_class_bind_template_child (widget_class, AhadiCircleDetail, facts_list);
  gtk_widget_class_bind_template_child (widget_class, AhadiCircleDetail, members_group);
  gtk_widget_class_bind_template_child (widget_class, AhadiCircleDetail, members_list);
  gtk_widget_class_bind_template_child (widget_class, AhadiCircleDetail, keeping_group);
  gtk_widget_class_bind_template_child (widget_class, AhadiCircleDetail, timeline);
  gtk_widget_class_bind_template_callback (widget_class, on_correct_clicked);
}

static void
ahadi_circle_detail_init (AhadiCircleDetail *self)
{
  ahadi_widget_init_template (GTK_WIDGET (self));
  ahadi_list_make_one_stop (GTK_WIDGET (self->facts_list));
}
