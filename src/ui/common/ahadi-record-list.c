/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-record-list.h"

#include "ahadi-item-model.h"
#include "ahadi-record-row.h"
#include "ahadi-widgets.h"

struct _AhadiRecordList
{
  AdwBin parent_instance;

  /* owned */
  AhadiItemModel *model;
  GtkSingleSelection *selection;

  /* template */
  GtkSearchEntry *search_entry;
  GtkToggleButton *only_here_button;
  GtkStack *stack;
  GtkListView *list_view;
  AdwStatusPage *empty_page;
  AdwStatusPage *nothing_page;
  GtkLabel *count_label;

  AhadiKind kind;
  AhadiId wanted; /* to be selected when it comes; zero: none */
  AhadiId chosen;
  gboolean walking; /* a key of the list is at work */
};

static GtkBuildableIface *parent_buildable;

static void buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AhadiRecordList,
                               ahadi_record_list,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_init))

enum
{
  PROP_0,
  PROP_EMPTY_TITLE,
  PROP_EMPTY_TEXT,
  PROP_EMPTY_ICON,
  PROP_SEARCH_HINT,
  N_PROPS
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

static void
on_setup (AhadiRecordList *self, GtkListItem *list_item)
{
  gtk_list_item_set_child (list_item, ahadi_record_row_new ());
}

static void
on_bind (AhadiRecordList *self, GtkListItem *list_item)
{
  ahadi_record_row_set_entry (AHADI_RECORD_ROW (gtk_list_item_get_child (list_item)),
                              gtk_list_item_get_item (list_item));
}

static void
on_unbind (AhadiRecordList *self, GtkListItem *list_item)
{
  ahadi_record_row_set_entry (AHADI_RECORD_ROW (gtk_list_item_get_child (list_item)),
                              NULL);
}

static void
on_selected (AhadiRecordList *self)
{
  AhadiListEntry *entry = gtk_single_selection_get_selected_item (self->selection);
  const AhadiItem *item = entry != NULL ? ahadi_list_entry_get_item (entry) : NULL;
  const AhadiId *id = item != NULL ? ahadi_record_get_id (item->record) : NULL;

  if (id == NULL || ahadi_id_equal (id, &self->chosen))
    return;
  self->chosen = *id;
  self->wanted = *id;
  g_signal_emit (self, signals[CHOSEN], 0, item, !self->walking);
}

static gboolean
stop_walking (gpointer data)
{
  AHADI_RECORD_LIST (data)->walking = FALSE;
  return G_SOURCE_REMOVE;
}

/* GTK selects what an arrow key walks to, before the key is done. */
static gboolean
on_list_key (AhadiRecordList *self)
{
  self->walking = TRUE;
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, stop_walking, g_object_ref (self),
                   g_object_unref);
  return GDK_EVENT_PROPAGATE;
}

/* Return, or a click on the row that is selected already: its page may be folded away. */
static void
on_activated (AhadiRecordList *self, guint position)
{
  gtk_single_selection_set_selected (self->selection, position);
  memset (&self->chosen, 0, sizeof self->chosen);
  self->walking = FALSE;
  on_selected (self);
}

static void
show_count (AhadiRecordList *self, guint count)
{
  g_autofree char *text = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%'u record", "%'u records", count), count);

  gtk_label_set_label (self->count_label, text);
}

static void
on_loaded (AhadiRecordList *self)
{
  guint count = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  gboolean filtered =
      *gtk_editable_get_text (GTK_EDITABLE (self->search_entry)) != '\0' ||
      gtk_toggle_button_get_active (self->only_here_button);

  show_count (self, count);
  gtk_stack_set_visible_child_name (self->stack, count > 0  ? "list"
                                                 : filtered ? "nothing"
                                                            : "empty");
  if (!ahadi_id_is_zero (&self->wanted))
    {
      guint at = ahadi_item_model_find (self->model, &self->wanted);

      if (at != G_MAXUINT)
        gtk_single_selection_set_selected (self->selection, at);
    }
}

static void
on_search_changed (AhadiRecordList *self)
{
  if (self->model != NULL)
    ahadi_item_model_set_search (
        self->model, gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
}

static void
on_only_here_toggled (AhadiRecordList *self)
{
  if (self->model != NULL)
    ahadi_item_model_set_only_here (
        self->model, gtk_toggle_button_get_active (self->only_here_button));
}

/* Down from the search goes into the list, as in every search people know. */
static gboolean
on_search_key (AhadiRecordList *self, guint keyval)
{
  if (keyval != GDK_KEY_Down || self->model == NULL ||
      g_list_model_get_n_items (G_LIST_MODEL (self->model)) == 0)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_child_focus (GTK_WIDGET (self->list_view), GTK_DIR_TAB_FORWARD);
  return GDK_EVENT_STOP;
}

static void
on_search_activate (AhadiRecordList *self)
{
  if (self->model != NULL && g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 0)
    gtk_single_selection_set_selected (self->selection, 0);
}

void
ahadi_record_list_start (AhadiRecordList *self,
                         AhadiKeeper *keeper,
                         AhadiKind kind,
                         AhadiSort sort)
{
  self->kind = kind;
  self->model = ahadi_item_model_new (keeper, kind, sort);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->model)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_swapped (self->selection, "notify::selected", G_CALLBACK (on_selected),
                            self);
  g_signal_connect_object (self->model, "loaded", G_CALLBACK (on_loaded), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (keeper, "changed", G_CALLBACK (ahadi_item_model_reload),
                           self->model, G_CONNECT_SWAPPED);
}

void
ahadi_record_list_select (AhadiRecordList *self, const AhadiId *id)
{
  guint at = ahadi_item_model_find (self->model, id);

  self->wanted = *id;
  if (at != G_MAXUINT)
    gtk_single_selection_set_selected (self->selection, at);
}

void
ahadi_record_list_focus_search (AhadiRecordList *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

/* --- object -------------------------------------------------------------------- */

static void
ahadi_record_list_add_child (GtkBuildable *buildable,
                             GtkBuilder *builder,
                             GObject *child,
                             const char *type)
{
  if (g_strcmp0 (type, "empty") == 0)
    adw_status_page_set_child (AHADI_RECORD_LIST (buildable)->empty_page,
                               GTK_WIDGET (child));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = ahadi_record_list_add_child;
}

static void
ahadi_record_list_set_property (GObject *object,
                                guint id,
                                const GValue *value,
                                GParamSpec *pspec)
{
  AhadiRecordList *self = AHADI_RECORD_LIST (object);
  const char *text = g_value_get_string (value);

  switch (id)
    {
    case PROP_EMPTY_TITLE:
      adw_status_page_set_title (self->empty_page, text);
      break;
    case PROP_EMPTY_TEXT:
      adw_status_page_set_description (self->empty_page, text);
      break;
    case PROP_EMPTY_ICON:
      adw_status_page_set_icon_name (self->empty_page, text);
      break;
    case PROP_SEARCH_HINT:
      g_object_set (self->search_entry, "placeholder-text", text, NULL);
      ahadi_widget_set_name (GTK_WIDGET (self->search_entry), text);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ahadi_record_list_finalize (GObject *object)
{
  AhadiRecordList *self = AHADI_RECORD_LIST (object);

  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (ahadi_record_list_parent_class)->finalize (object);
}

static void
ahadi_record_list_class_init (AhadiRecordListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags write = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = ahadi_record_list_finalize;
  object_class->set_property = ahadi_record_list_set_property;

  props[PROP_EMPTY_TITLE] = g_param_spec_string ("empty-title", NULL, NULL, NULL, write);
  props[PROP_EMPTY_TEXT] = g_param_spec_string ("empty-text", NULL, NULL, NULL, write);
  props[PROP_EMPTY_ICON] = g_param_spec_string ("empty-icon", NULL, NULL, NULL, write);
  props[PROP_SEARCH_HINT] = g_param_spec_string ("search-hint", NULL, NULL, NULL, write);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[CHOSEN] =
      g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_BOOLEAN);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/common/ahadi-record-list.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiRecordList, search_entry);
  gtk_widget_class_bind_template_child (widget_class, AhadiRecordList, only_here_button);
  gtk_widget_class_bind_template_child (widget_class, AhadiRecordList, stack);
  gtk_widget_class_bind_template_child (widget_class, AhadiRecordList, list_view);
  gtk_widget_class_bind_template_child (widget_class, AhadiRecordList, empty_page);
  gtk_widget_class_bind_template_child (widget_class, AhadiRecordList, nothing_page);
  gtk_widget_class_bind_template_child (widget_class, AhadiRecordList, count_label);
  gtk_widget_class_bind_template_callback (widget_class, on_setup);
  gtk_widget_class_bind_template_callback (widget_class, on_bind);
  gtk_widget_class_bind_template_callback (widget_class, on_unbind);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_list_key);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_search_key);
  gtk_widget_class_bind_template_callback (widget_class, on_only_here_toggled);
}

static void
ahadi_record_list_init (AhadiRecordList *self)
{
  ahadi_widget_init_template (GTK_WIDGET (self));
  ahadi_list_make_one_stop (GTK_WIDGET (self->list_view));
}
