/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-shell.h"

#include "ahadi-addendum-form.h"
#include "ahadi-circle-form.h"
#include "ahadi-circles-page.h"
#include "ahadi-counts.h"
#include "ahadi-devices-page.h"
#include "ahadi-directory-page.h"
#include "ahadi-header.h"
#include "ahadi-home-page.h"
#include "ahadi-import-page.h"
#include "ahadi-keeper-records.h"
#include "ahadi-member-form.h"
#include "ahadi-members-page.h"
#include "ahadi-pledge-flow.h"
#include "ahadi-report-flow.h"
#include "ahadi-reports-page.h"
#include "ahadi-safety-jobs.h"
#include "ahadi-safety-page.h"
#include "ahadi-sidebar-row.h"
#include "ahadi-sync-page.h"
#include "ahadi-widgets.h"

/* How often is looked whether a backup is due and its stick is in. */
#define BACKUP_SECONDS (10 * 60)

struct _AhadiShell
{
  AdwBin parent_instance;

  /* owned */
  AhadiKeeper *keeper;
  GHashTable *pages; /* name -> page widget, borrowed from the stack */
  char *draft;       /* of the open flow */
  char *page;
  guint backup_timer;

  /* template */
  GtkStack *layers;
  AdwBin *flow_bin;
  AdwLeaflet *leaflet;
  GtkListBox *sidebar;
  AdwWindowTitle *sidebar_title;
  GtkStack *stack;
};

G_DEFINE_FINAL_TYPE (AhadiShell, ahadi_shell, ADW_TYPE_BIN)

typedef enum
{
  FIELD = 1,
  MEMBERSHIP = 2,
  OTHER_OFFICE = 4,
  OFFICES = MEMBERSHIP | OTHER_OFFICE,
  EVERYBODY = FIELD | OFFICES,
} Who;

static const struct
{
  const char *name;
  const char *icon;
  const char *title;
  Who who;
  GtkWidget *(*make) (AhadiKeeper *keeper);
} page_table[] = {
  { "home", "user-home-symbolic", N_ ("Home"), EVERYBODY, ahadi_home_page_new },
  { "import", "folder-download-symbolic", N_ ("Import"), OFFICES, ahadi_import_page_new },
  { "members", "system-users-symbolic", N_ ("Members"), FIELD | MEMBERSHIP,
    ahadi_members_page_new },
  { "circles", "ahadi-circle-symbolic", N_ ("Circles"), FIELD | MEMBERSHIP,
    ahadi_circles_page_new },
  { "reports", "ahadi-report-symbolic", N_ ("Reports"), FIELD | OTHER_OFFICE,
    ahadi_reports_page_new },
  { "devices", "computer-symbolic", N_ ("Devices"), OFFICES, ahadi_devices_page_new },
  { "sync", "emblem-synchronizing-symbolic", N_ ("Sync"), FIELD, ahadi_sync_page_new },
  { "safety", "security-high-symbolic", N_ ("Safety"), EVERYBODY, ahadi_safety_page_new },
  { "directory", "application-certificate-symbolic", N_ ("Directory"), EVERYBODY,
    ahadi_directory_page_new },
};

/* The forms that cover the window. @id: of the record it is about, or NULL. */
static const struct
{
  const char *name; /* the first part of its draft's name */
  GtkWidget *(*make) (AhadiKeeper *keeper, const AhadiId *id, const char *draft);
} flow_table[] = {
  { "member", ahadi_member_form_new },     { "pledge", ahadi_pledge_flow_new },
  { "report", ahadi_report_flow_new },     { "circle", ahadi_circle_form_new },
  { "addendum", ahadi_addendum_form_new },
};

static Who
who_are_we (AhadiShell *self)
{
  const AhadiDesk *desk = ahadi_keeper_get_desk (self->keeper);

  if (desk->role == AHADI_ROLE_COORDINATOR || desk->role == AHADI_ROLE_CIRCLE)
    return FIELD;
  return desk->role == AHADI_ROLE_MEMBERSHIP ? MEMBERSHIP : OTHER_OFFICE;
}

/* --- pages --------------------------------------------------------------------- */

static GtkWidget *
make_page (AhadiShell *self, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (page_table); i++)
    if (g_str_equal (page_table[i].name, name) &&
        (page_table[i].who & who_are_we (self)) != 0)
      return page_table[i].make (self->keeper);
  return NULL;
}

/* Made when first looked at: the first frame waits for one page only. */
static GtkWidget *
get_page (AhadiShell *self, const char *name)
{
  GtkWidget *page = g_hash_table_lookup (self->pages, name);

  if (page != NULL)
    return page;
  page = make_page (self, name);
  if (page == NULL)
    return NULL;
  gtk_stack_add_named (self->stack, page, name);
  g_hash_table_insert (self->pages, g_strdup (name), page);
  return page;
}

static void
select_row (AhadiShell *self, const char *name)
{
  for (int i = 0; gtk_list_box_get_row_at_index (self->sidebar, i) != NULL; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->sidebar, i);

      if (g_str_equal (ahadi_sidebar_row_get_page (AHADI_SIDEBAR_ROW (row)), name))
        gtk_list_box_select_row (self->sidebar, row);
    }
}

void
ahadi_shell_go (AhadiShell *self, const char *name)
{
  GtkWidget *page = get_page (self, name);

  if (page == NULL)
    return;
  g_free (self->page);
  self->page = g_strdup (name);
  gtk_stack_set_visible_child (self->stack, page);
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_FORWARD);
  select_row (self, name);
}

static void
on_row_activated (AhadiShell *self, GtkListBoxRow *row)
{
  ahadi_shell_go (self, ahadi_sidebar_row_get_page (AHADI_SIDEBAR_ROW (row)));
  ahadi_widget_focus_first_later (gtk_stack_get_visible_child (self->stack));
}

/* Moving along the sidebar with the arrow keys shows each page, as a click does. */
static void
on_row_selected (AhadiShell *self, GtkListBoxRow *row)
{
  const char *name =
      row != NULL ? ahadi_sidebar_row_get_page (AHADI_SIDEBAR_ROW (row)) : NULL;

  if (name != NULL && g_strcmp0 (name, self->page) != 0 &&
      !adw_leaflet_get_folded (self->leaflet))
    ahadi_shell_go (self, name);
}

static void
fill_sidebar (AhadiShell *self)
{
  Who who = who_are_we (self);

  for (guint i = 0; i < G_N_ELEMENTS (page_table); i++)
    if ((page_table[i].who & who) != 0)
      gtk_list_box_append (self->sidebar,
                           ahadi_sidebar_row_new (page_table[i].name, page_table[i].icon,
                                                  _ (page_table[i].title)));
}

static void
show_desk (AhadiShell *self)
{
  const AhadiDesk *desk = ahadi_keeper_get_desk (self->keeper);
  const char *where = desk->branch_name != NULL ? desk->branch_name : desk->label;

  adw_window_title_set_subtitle (self->sidebar_title, where != NULL ? where : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->sidebar_title), where);
  for (int i = 0; gtk_list_box_get_row_at_index (self->sidebar, i) != NULL; i++)
    {
      AhadiSidebarRow *row =
          AHADI_SIDEBAR_ROW (gtk_list_box_get_row_at_index (self->sidebar, i));
      const char *page = ahadi_sidebar_row_get_page (row);

      if (g_str_equal (page, "sync"))
        ahadi_sidebar_row_set_badge (
            row, ahadi_counts_sum (&desk->deliveries, AHADI_DELIVERY_ONLY_HERE),
            _ ("only here"));
      else if (g_str_equal (page, "devices"))
        ahadi_sidebar_row_set_badge (row, desk->pending_requests, _ ("waiting"));
      else if (g_str_equal (page, "import"))
        ahadi_sidebar_row_set_badge (row, desk->set_aside + desk->undecided,
                                     _ ("set aside"));
    }
}

static void
on_changed (AhadiShell *self)
{
  ahadi_keeper_load_desk (self->keeper, self, NULL);
}

/* --- flows --------------------------------------------------------------------- */

static void
show_flow (AhadiShell *self, GtkWidget *flow)
{
  /* A toast would lie on the flow's buttons. */
  gtk_widget_activate_action (GTK_WIDGET (self), "win.hush", NULL);
  adw_bin_set_child (self->flow_bin, flow);
  gtk_stack_set_visible_child_name (self->layers, "flow");
}

static gboolean
free_child (gpointer data)
{
  AhadiShell *self = data;

  if (g_str_equal (gtk_stack_get_visible_child_name (self->layers), "main"))
    adw_bin_set_child (self->flow_bin, NULL);
  return G_SOURCE_REMOVE;
}

static void
close_flow_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AhadiShell *self = AHADI_SHELL (widget);

  g_clear_pointer (&self->draft, g_free);
  gtk_stack_set_visible_child_name (self->layers, "main");
  ahadi_widget_focus_first_later (GTK_WIDGET (self->stack));
  /* Its own handler asked for this: it goes when that has returned. */
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, free_child, g_object_ref (self),
                   g_object_unref);
  ahadi_keeper_load_desk (self->keeper, self, NULL);
}

static void
open_flow (AhadiShell *self, const char *name, const AhadiId *id, const char *draft)
{
  for (guint i = 0; i < G_N_ELEMENTS (flow_table); i++)
    {
      if (!g_str_equal (flow_table[i].name, name))
        continue;
      g_free (self->draft);
      self->draft = g_strdup (draft);
      show_flow (self, flow_table[i].make (self->keeper, id, draft));
    }
}

/* A new record's draft is named at random, so that several can wait. */
static char *
make_draft_name (const char *flow, const char *id)
{
  if (*id != '\0')
    return g_strdup_printf ("%s/%s", flow, id);
  return g_strdup_printf ("%s/new-%08x", flow, g_random_int ());
}

static void
start_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AhadiShell *self = AHADI_SHELL (widget);
  const char *flow = NULL, *id_text = NULL;
  g_autofree char *draft = NULL;
  AhadiId id;

  g_variant_get (parameter, "(&s&s)", &flow, &id_text);
  draft = make_draft_name (flow, id_text);
  open_flow (self, flow, ahadi_id_parse (id_text, &id, NULL) ? &id : NULL, draft);
}

void
ahadi_shell_resume (AhadiShell *self, const char *draft)
{
  g_auto (GStrv) parts = g_strsplit (draft, "/", 2);
  AhadiId id;

  if (parts[0] == NULL || parts[1] == NULL)
    return;
  open_flow (self, parts[0], ahadi_id_parse (parts[1], &id, NULL) ? &id : NULL, draft);
}

/* --- actions ------------------------------------------------------------------- */

static void
go_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ahadi_shell_go (AHADI_SHELL (widget), g_variant_get_string (parameter, NULL));
}

static void
open_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AhadiShell *self = AHADI_SHELL (widget);
  const char *kind = NULL, *id_text = NULL;
  AhadiId id;

  g_variant_get (parameter, "(&s&s)", &kind, &id_text);
  if (!ahadi_id_parse (id_text, &id, NULL))
    return;
  if (g_str_equal (kind, "member") && get_page (self, "members") != NULL)
    {
      ahadi_shell_go (self, "members");
      ahadi_members_page_show (AHADI_MEMBERS_PAGE (get_page (self, "members")), &id);
    }
  else if (g_str_equal (kind, "circle") && get_page (self, "circles") != NULL)
    {
      ahadi_shell_go (self, "circles");
      ahadi_circles_page_show (AHADI_CIRCLES_PAGE (get_page (self, "circles")), &id);
    }
  else if (g_str_equal (kind, "report") && get_page (self, "reports") != NULL)
    {
      ahadi_shell_go (self, "reports");
      ahadi_reports_page_show (AHADI_REPORTS_PAGE (get_page (self, "reports")), &id);
    }
}

static void
resume_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ahadi_shell_resume (AHADI_SHELL (widget), g_variant_get_string (parameter, NULL));
}

void
ahadi_shell_import (AhadiShell *self, const char *const *paths)
{
  if (who_are_we (self) == FIELD)
    {
      ahadi_shell_go (self, "sync");
      ahadi_sync_page_import (AHADI_SYNC_PAGE (get_page (self, "sync")), paths);
      return;
    }
  ahadi_shell_go (self, "import");
  ahadi_import_page_add (AHADI_IMPORT_PAGE (get_page (self, "import")), paths);
}

static void
import_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autofree const char **paths = g_variant_get_strv (parameter, NULL);

  ahadi_shell_import (AHADI_SHELL (widget), paths);
}

static void
on_undone (gpointer owner, gpointer result, const GError *error)
{
  if (error != NULL)
    ahadi_say_error (owner, _ ("It could not be undone"), error);
  else
    ahadi_say (owner, _ ("Undone. Both changes stay in the history."));
}

static void
undo_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ahadi_keeper_undo (AHADI_SHELL (widget)->keeper, widget, on_undone);
}

static void
on_draft_found (gpointer owner, gpointer result, const GError *error)
{
  AhadiShell *self = owner;
  AhadiFoundDraft *found = result;

  if (found == NULL || found->draft == NULL)
    return;
  ahadi_keeper_set_undo (self->keeper, NULL, found->draft);
  ahadi_keeper_remove_draft (self->keeper, found->draft->name);
  ahadi_say_with_undo (GTK_WIDGET (self), _ ("Draft thrown away"));
}

static void
discard_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AhadiShell *self = AHADI_SHELL (widget);

  ahadi_keeper_get_draft (self->keeper, g_variant_get_string (parameter, NULL), self,
                          on_draft_found);
}

const char *
ahadi_shell_get_page (AhadiShell *self)
{
  return self->page;
}

const char *
ahadi_shell_get_draft (AhadiShell *self)
{
  return self->draft;
}

/* --- object -------------------------------------------------------------------- */

static gboolean
on_backup_timer (gpointer data)
{
  AhadiShell *self = data;

  ahadi_safety_jobs_back_up_if_due (self->keeper, self);
  return G_SOURCE_CONTINUE;
}

static void
ahadi_shell_finalize (GObject *object)
{
  AhadiShell *self = AHADI_SHELL (object);

  g_clear_handle_id (&self->backup_timer, g_source_remove);
  g_clear_object (&self->keeper);
  g_clear_pointer (&self->pages, g_hash_table_unref);
  g_clear_pointer (&self->draft, g_free);
  g_clear_pointer (&self->page, g_free);
  G_OBJECT_CLASS (ahadi_shell_parent_class)->finalize (object);
}

/* Into the sidebar, so that the arrow keys and the shell's own keys work at once. */
static gboolean
ahadi_shell_grab_focus (GtkWidget *widget)
{
  AhadiShell *self = AHADI_SHELL (widget);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->sidebar);

  if (g_str_equal (gtk_stack_get_visible_child_name (self->layers), "flow"))
    return gtk_widget_child_focus (GTK_WIDGET (self->flow_bin), GTK_DIR_TAB_FORWARD);
  return row != NULL && gtk_widget_grab_focus (GTK_WIDGET (row));
}

/* Only what is inside: by itself GTK would, going backwards, end with the grab above. */
static gboolean
ahadi_shell_focus (GtkWidget *widget, GtkDirectionType direction)
{
  return gtk_widget_child_focus (GTK_WIDGET (AHADI_SHELL (widget)->layers), direction);
}

/* Alt+1 is the first page of the sidebar, and so on. */
static void
go_to_nth_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AhadiShell *self = AHADI_SHELL (widget);
  GtkListBoxRow *row =
      gtk_list_box_get_row_at_index (self->sidebar, g_variant_get_int32 (parameter));

  if (row != NULL &&
      g_str_equal (gtk_stack_get_visible_child_name (self->layers), "main"))
    on_row_activated (self, row);
}

static void
ahadi_shell_class_init (AhadiShellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ahadi_shell_finalize;
  widget_class->grab_focus = ahadi_shell_grab_focus;
  widget_class->focus = ahadi_shell_focus;
  g_type_ensure (AHADI_TYPE_HEADER);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/shell/ahadi-shell.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiShell, layers);
  gtk_widget_class_bind_template_child (widget_class, AhadiShell, flow_bin);
  gtk_widget_class_bind_template_child (widget_class, AhadiShell, leaflet);
  gtk_widget_class_bind_template_child (widget_class, AhadiShell, sidebar);
  gtk_widget_class_bind_template_child (widget_class, AhadiShell, sidebar_title);
  gtk_widget_class_bind_template_child (widget_class, AhadiShell, stack);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected);

  gtk_widget_class_install_action (widget_class, "shell.go", "s", go_action);
  gtk_widget_class_install_action (widget_class, "shell.nth", "i", go_to_nth_action);
  gtk_widget_class_install_action (widget_class, "shell.open", "(ss)", open_action);
  gtk_widget_class_install_action (widget_class, "shell.start", "(ss)", start_action);
  gtk_widget_class_install_action (widget_class, "shell.resume", "s", resume_action);
  gtk_widget_class_install_action (widget_class, "shell.discard", "s", discard_action);
  gtk_widget_class_install_action (widget_class, "shell.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "shell.import", "as", import_action);
  gtk_widget_class_install_action (widget_class, "shell.close-flow", NULL,
                                   close_flow_action);
  for (int i = 0; i < 9; i++)
    gtk_widget_class_add_binding_action (widget_class, GDK_KEY_1 + (guint) i,
                                         GDK_ALT_MASK, "shell.nth", "i", i);
}

static void
ahadi_shell_init (AhadiShell *self)
{
  self->pages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  ahadi_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
ahadi_shell_new (AhadiKeeper *keeper)
{
  AhadiShell *self = g_object_new (AHADI_TYPE_SHELL, NULL);

  self->keeper = g_object_ref (keeper);
  fill_sidebar (self);
  show_desk (self);
  g_signal_connect_object (keeper, "changed", G_CALLBACK (on_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (keeper, "desk", G_CALLBACK (show_desk), self,
                           G_CONNECT_SWAPPED);
  self->backup_timer = g_timeout_add_seconds (BACKUP_SECONDS, on_backup_timer, self);
  ahadi_shell_go (self, "home");
  return GTK_WIDGET (self);
}
