/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-home-page.h"

#include "ahadi-counts.h"
#include "ahadi-duplicates-window.h"
#include "ahadi-facts.h"
#include "ahadi-header.h"
#include "ahadi-keeper-records.h"
#include "ahadi-reviews-window.h"
#include "ahadi-stories-window.h"
#include "ahadi-task-row.h"
#include "ahadi-widgets.h"
#include "shell-compat.h"

#define MOST_GAPS 5

struct _AhadiHomePage
{
  AdwBin parent_instance;

  /* owned */
  AhadiKeeper *keeper;
  GPtrArray *drafts; /* AhadiDraft; NULL until they were read */

  /* template */
  GtkLabel *greeting_label;
  GtkLabel *date_label;
  GtkListBox *tasks_list;
  GtkLabel *nothing_label;
  GtkBox *buttons_box;
  AdwPreferencesGroup *state_group;
  GtkListBox *state_list;

  gboolean all_gaps; /* they are shown */
};

G_DEFINE_FINAL_TYPE (AhadiHomePage, ahadi_home_page, ADW_TYPE_BIN)

static gboolean
is_field (const AhadiDesk *desk)
{
  return desk->role == AHADI_ROLE_COORDINATOR || desk->role == AHADI_ROLE_CIRCLE;
}

/* --- greeting ---------------------------------------------------------------------- */

static void
greet (AhadiHomePage *self, const AhadiDesk *desk)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  int hour = g_date_time_get_hour (now);
  const char *form = hour < 12   ? _ ("Good morning, %s")
                     : hour < 17 ? _ ("Good afternoon, %s")
                                 : _ ("Good evening, %s");
  g_auto (GStrv) parts = g_strsplit (form, "%s", 2);
  const char *who = desk->branch_name != NULL ? desk->branch_name : desk->label;
  g_autofree char *greeting = g_strjoinv (who != NULL ? who : "", parts);
  /* Translators: the day on Home, "Monday, 14 November" */
  g_autofree char *date = g_date_time_format (now, _ ("%A, %-d %B"));

  gtk_label_set_label (self->greeting_label, greeting);
  gtk_label_set_label (self->date_label, date);
}

/* --- tasks ------------------------------------------------------------------------- */

static AhadiTaskRow *
add_task (AhadiHomePage *self, const char *icon, const char *sentence, const char *detail)
{
  GtkWidget *row = ahadi_task_row_new (icon, sentence, detail);

  gtk_list_box_append (self->tasks_list, row);
  return AHADI_TASK_ROW (row);
}

/* With its year: that is what is wrong, most often. */
static char *
say_now (void)
{
  g_autoptr (GDateTime) now =
      g_date_time_new_from_unix_local (ahadi_wall_clock_ms () / 1000);

  /* Translators: what the laptop's clock says, "14 November 2026, 09:30" */
  return g_date_time_format (now, _ ("%-d %B %Y, %H:%M"));
}

static void
add_clock (AhadiHomePage *self, const AhadiDesk *desk)
{
  g_autofree char *now = say_now ();
  g_autofree char *wrong =
      g_strdup_printf (_ ("This laptop’s clock says %s. Set it right, or what you write "
                          "carries wrong dates."),
                       now);
  g_autofree char *ahead =
      g_strdup_printf (_ ("This laptop’s clock says %s, and something here was written "
                          "with a later date"),
                       now);
  AhadiTaskRow *row = add_task (
      self, "alarm-symbolic", desk->clock_was_ahead ? ahead : wrong,
      desk->clock_was_ahead
          ? _ ("If the clock is wrong, set it. If it is right now, say so: what was "
               "written ahead of it is written again, or the offices wait for that date.")
          : NULL);

  ahadi_task_row_set_urgent (row);
  if (desk->clock_was_ahead)
    ahadi_task_row_set_action (row, _ ("It Is _Right Now"), "home.clock-right", NULL);
}

static void
add_warnings (AhadiHomePage *self, const AhadiDesk *desk)
{
  g_autofree char *left = ahadi_words_size (desk->disk_free);
  g_autofree char *disk = g_strdup_printf (
      _ ("Only %s are left on this disk. Make room soon: without it nothing "
         "can be saved or backed up."),
      left);
  const char *access = ahadi_sentence_for_access (desk->access);

  if (desk->clock != AHADI_CLOCK_PLAUSIBLE)
    add_clock (self, desk);
  if (desk->disk_low)
    ahadi_task_row_set_urgent (add_task (self, "drive-harddisk-symbolic", disk, NULL));
  if (access != NULL)
    ahadi_task_row_set_urgent (add_task (self, "dialog-warning-symbolic", access, NULL));
}

static void
add_unsent (AhadiHomePage *self, const AhadiDesk *desk)
{
  g_autofree char *what =
      ahadi_counts_print_deliveries (&desk->deliveries, AHADI_DELIVERY_ONLY_HERE);
  g_autofree char *time = ahadi_words_time (desk->last_export);
  g_autofree char *detail = desk->last_export > 0
                                ? g_strdup_printf (_ ("Last export: %s"), time)
                                : g_strdup (_ ("Nothing was exported yet"));
  g_autofree char *sentence =
      g_strdup_printf (_ ("Only on this laptop so far: %s"), what != NULL ? what : "");

  AhadiTaskRow *row = NULL;

  if (what == NULL)
    return;
  row = add_task (self, "document-send-symbolic", sentence, detail);
  if (desk->sendable > 0)
    ahadi_task_row_set_action (row, _ ("_Export…"), "shell.go",
                               g_variant_new_string ("sync"));
}

static void
add_held_back (AhadiHomePage *self, const AhadiDesk *desk)
{
  g_autofree char *held = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE,
                   "%lu change waits for an office that nobody holds yet",
                   "%lu changes wait for an office that nobody holds yet",
                   (gulong) desk->held_back),
      (gulong) desk->held_back);

  if (desk->held_back > 0)
    add_task (
        self, "dialog-warning-symbolic", held,
        _ ("Ask the secretariat for a newer card. If it is urgent, call the office: "
           "nobody else can read this."));
}

static void
add_enrolment (AhadiHomePage *self, const AhadiDesk *desk)
{
  g_autofree char *dropped = ahadi_sentence_for_own_dropping (desk->dropped);
  AhadiTaskRow *row = NULL;

  if (desk->revoked)
    ahadi_task_row_set_urgent (add_task (self, "dialog-warning-symbolic",
                                         _ ("This laptop is no longer trusted"),
                                         ahadi_sentence_for_own_revoking ()));
  if (desk->enrolled || desk->revoked)
    return;
  row = dropped != NULL
            ? add_task (self, "dialog-warning-symbolic",
                        _ ("The office lists this laptop no more"), dropped)
            : add_task (self, "computer-symbolic",
                        _ ("The secretariat does not list this laptop yet"),
                        _ ("Bundles are kept there and merged once it is listed"));
  if (is_field (desk))
    ahadi_task_row_set_action (row, _ ("_Ask to Be Listed"), "shell.go",
                               g_variant_new_string ("sync"));
}

static void
add_office_tasks (AhadiHomePage *self, const AhadiDesk *desk)
{
  g_autofree char *requests = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u laptop asks to be listed",
                   "%u laptops ask to be listed", desk->pending_requests),
      desk->pending_requests);
  g_autofree char *aside = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u bundle is set aside: its laptop is not listed",
                   "%u bundles are set aside: their laptops are not listed",
                   desk->set_aside),
      desk->set_aside);

  if (desk->pending_requests > 0)
    ahadi_task_row_set_action (
        add_task (self, "computer-symbolic", requests,
                  _ ("Compare the digits, then approve or refuse")),
        _ ("_Look"), "shell.go", g_variant_new_string ("devices"));
  if (desk->set_aside > 0)
    ahadi_task_row_set_action (
        add_task (self, "folder-download-symbolic", aside,
                  _ ("They are merged as soon as the laptop is approved")),
        _ ("L_ook"), "shell.go", g_variant_new_string ("devices"));
}

static void
add_gap (AhadiHomePage *self, const AhadiDesk *desk, const AhadiGap *gap)
{
  g_autofree char *name = ahadi_gap_name (gap);
  g_autofree char *id = ahadi_id_to_string (&gap->device);
  AhadiTaskRow *row =
      add_task (self, "dialog-warning-symbolic", name, ahadi_gap_advise (gap));

  if (gap->state == AHADI_GAP_ASKED)
    ahadi_task_row_set_action (row, _ ("E_xport…"), "shell.go",
                               g_variant_new_string ("sync"));
  if (gap->state == AHADI_GAP_FROZEN && !is_field (desk))
    ahadi_task_row_set_action (row, _ ("_Stories…"), "home.stories",
                               g_variant_new ("(ss)", id, gap->whose));
  if (gap->state == AHADI_GAP_COPIED && desk->role == AHADI_ROLE_MEMBERSHIP)
    ahadi_task_row_set_action (row, _ ("_Devices"), "shell.go",
                               g_variant_new_string ("devices"));
}

/* They are of a laptop that this office does not trust any more. */
static void
add_undecided (AhadiHomePage *self, const AhadiDesk *desk)
{
  g_autofree char *title = g_strdup_printf (
      g_dngettext (
          GETTEXT_PACKAGE, "%u bundle is set aside: its laptop is no longer trusted",
          "%u bundles are set aside: their laptop is no longer trusted", desk->undecided),
      desk->undecided);

  if (desk->undecided > 0)
    ahadi_task_row_set_action (
        add_task (self, "folder-download-symbolic", title,
                  _ ("Decide how far that laptop counts: then what waits is taken in")),
        _ ("L_ook"), "shell.go", g_variant_new_string ("devices"));
}

/* Members who came since the last look count too: among them may be more. */
static void
add_duplicates (AhadiHomePage *self, const AhadiDesk *desk)
{
  const AhadiDuplicateCounts *counts = &desk->duplicates;
  g_autofree char *pairs = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%lu pair of members may be one person",
                   "%lu pairs of members may be one person", (gulong) counts->sure),
      (gulong) counts->sure);
  g_autofree char *behind = g_strdup_printf (
      g_dngettext (
          GETTEXT_PACKAGE,
          "%lu member is new or changed, and was not compared with the others",
          "%lu members are new or changed, and were not compared with the others",
          (gulong) counts->behind),
      (gulong) counts->behind);
  AhadiTaskRow *row;

  if (desk->members < 2 || (counts->sure == 0 && counts->behind == 0))
    return;
  row = counts->sure > 0
            ? add_task (self, "system-users-symbolic", pairs,
                        counts->behind > 0 ? behind
                                           : _ ("Nothing is merged by itself: look, and "
                                                "say what they are"))
            : add_task (self, "system-users-symbolic",
                        _ ("See whether somebody is here twice"), behind);
  ahadi_task_row_set_action (row, _ ("_Compare…"), "home.duplicates", NULL);
}

/* What stands stays meanwhile, so that it can wait. */
static void
add_reviews (AhadiHomePage *self, const AhadiDesk *desk)
{
  gulong open = (gulong) desk->reviews.open;
  g_autofree char *title = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%lu field was changed apart: decide what stands",
                   "%lu fields were changed apart: decide what stands", open),
      open);

  if (open > 0)
    ahadi_task_row_set_action (
        add_task (
            self, "view-dual-symbolic", title,
            _ ("Several wrote it without seeing each other; the latest stands until "
               "you decide")),
        _ ("_Review…"), "home.reviews", NULL);
}

static void
add_more_gaps (AhadiHomePage *self, guint hidden)
{
  g_autofree char *title = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u more that does not count here or is missing",
                   "%u more that do not count here or are missing", hidden),
      hidden);

  ahadi_task_row_set_action (add_task (self, "dialog-warning-symbolic", title, NULL),
                             _ ("Show _All"), "home.all-gaps", NULL);
}

/* Those that were heard of first, until a person wants all. */
static void
add_gaps (AhadiHomePage *self, const AhadiDesk *desk)
{
  guint all = desk->gaps->len;
  guint shown = self->all_gaps ? all : MIN (all, MOST_GAPS);

  for (guint i = 0; i < shown; i++)
    add_gap (self, desk, desk->gaps->pdata[i]);
  if (shown < all)
    add_more_gaps (self, all - shown);
}

/* Age locks nobody out, but somebody may keep newer ones from this laptop. */
static void
add_old_directory (AhadiHomePage *self, const AhadiDesk *desk)
{
  gboolean drafts = desk->role == AHADI_ROLE_MEMBERSHIP;
  guint days = ahadi_trust_count_days (MAX (desk->card_time, desk->list_time));
  g_autofree char *sentence = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE,
                   "Nothing newer on who is trusted for %u day: this is directory %u",
                   "Nothing newer on who is trusted for %u days: this is directory %u",
                   days),
      days, desk->card_version);

  if (desk->card_version > 0 && ahadi_trust_is_old (desk->card_time, desk->list_time))
    ahadi_task_row_set_action (
        add_task (self, "application-certificate-symbolic", sentence,
                  drafts ? _ ("Nothing is locked. Go through it, then confirm that it "
                              "still holds or change what does not.")
                         : _ ("Nothing is locked. Ask the membership office whether this "
                              "is still its newest.")),
        _ ("Loo_k"), "shell.go", g_variant_new_string ("directory"));
}

/* Calmly: nothing is lost yet. */
static void
add_safety (AhadiHomePage *self, const AhadiSafety *safety)
{
  g_autofree char *backup = ahadi_sentence_last_backup (safety);
  g_autofree char *drill = ahadi_sentence_last_drill (safety);
  AhadiTaskRow *row = NULL;

  if (safety->backup_late)
    row = add_task (self, "drive-removable-media-symbolic",
                    _ ("The stick for backups was not here for a while. Put it in, and "
                       "the backup is made by itself"),
                    backup);
  else if (safety->drill_due && MAX (safety->last_local, safety->last_backup) > 0)
    row = add_task (self, "security-high-symbolic",
                    _ ("See that the backup opens, before you need it"), drill);

  if (row != NULL)
    ahadi_task_row_set_action (row, _ ("Go to _Safety"), "shell.go",
                               g_variant_new_string ("safety"));
}

static const char *
draft_name (const AhadiDraft *draft)
{
  const char *name =
      json_string_value (json_object_get (draft->values, "preferred_name"));

  if (name == NULL)
    name = json_string_value (json_object_get (draft->values, "name"));
  return name;
}

/* What was typed about a decision waits where it is decided. */
static gboolean
is_form (const AhadiDraft *draft)
{
  return draft->kind != AHADI_KIND_SETTLEMENT;
}

static void
add_draft (AhadiHomePage *self, const AhadiDraft *draft)
{
  const char *kind = ahadi_words_kind (draft->kind);
  const char *name = draft->kind == AHADI_KIND_REPORT ? NULL : draft_name (draft);
  g_autofree char *time = ahadi_words_time (draft->time);
  g_autofree char *sentence = name != NULL
                                  ? g_strdup_printf (_ ("Draft: %s, %s"), kind, name)
                                  : g_strdup_printf (_ ("Draft: %s"), kind);
  g_autofree char *detail = g_strdup_printf (_ ("Last typed: %s"), time);
  AhadiTaskRow *row = add_task (self, "document-edit-symbolic", sentence, detail);

  ahadi_task_row_set_action (row, _ ("_Go On"), "shell.resume",
                             g_variant_new_string (draft->name));
  ahadi_task_row_set_second_action (row, _ ("_Throw Away"), "shell.discard",
                                    g_variant_new_string (draft->name));
}

static void
show_tasks (AhadiHomePage *self, const AhadiDesk *desk)
{
  gboolean any = FALSE;

  ahadi_facts_clear (self->tasks_list);
  add_warnings (self, desk);
  add_office_tasks (self, desk);
  add_undecided (self, desk);
  for (guint i = 0; self->drafts != NULL && i < self->drafts->len; i++)
    if (is_form (self->drafts->pdata[i]))
      add_draft (self, self->drafts->pdata[i]);
  if (is_field (desk))
    {
      add_unsent (self, desk);
      add_held_back (self, desk);
    }
  add_enrolment (self, desk);
  add_gaps (self, desk);
  add_reviews (self, desk);
  add_duplicates (self, desk);
  add_old_directory (self, desk);
  add_safety (self, desk->safety);
  any = gtk_widget_get_first_child (GTK_WIDGET (self->tasks_list)) != NULL;
  gtk_widget_set_visible (GTK_WIDGET (self->tasks_list), any);
  gtk_widget_set_visible (GTK_WIDGET (self->nothing_label), !any);
}

/* --- where things stand ------------------------------------------------------------- */

static void
show_field_state (AhadiHomePage *self, const AhadiDesk *desk)
{
  g_autofree char *received =
      ahadi_counts_print_deliveries (&desk->deliveries, AHADI_DELIVERY_RECEIVED);
  g_autofree char *away =
      ahadi_counts_print_deliveries (&desk->deliveries, AHADI_DELIVERY_EXPORTED);
  g_autofree char *reply = ahadi_words_time (desk->last_reply);

  adw_preferences_group_set_title (self->state_group, _ ("What the secretariat has"));
  ahadi_facts_add_text (self->state_list, _ ("Received, as its last reply says"),
                        received != NULL ? received : _ ("Nothing yet"));
  ahadi_facts_add_text (self->state_list, _ ("On its way: exported, not answered yet"),
                        away != NULL ? away : _ ("Nothing"));
  ahadi_facts_add_text (self->state_list, _ ("Last reply taken in"), reply);
}

static void
show_office_state (AhadiHomePage *self, const AhadiDesk *desk)
{
  g_autofree char *merged = ahadi_counts_print_desk (desk);
  g_autofree char *imported = ahadi_words_time (desk->last_import);

  adw_preferences_group_set_title (self->state_group, _ ("What this office has"));
  ahadi_facts_add_text (self->state_list, _ ("Merged so far"),
                        merged != NULL ? merged : _ ("Nothing yet"));
  ahadi_facts_add_text (self->state_list, _ ("Last import"), imported);
}

static void
show_state (AhadiHomePage *self, const AhadiDesk *desk)
{
  g_autofree char *backup = ahadi_words_time (desk->last_backup);
  g_autofree char *sealed = ahadi_words_time (desk->safety->last_backup);
  g_autofree char *tried = ahadi_words_time (desk->safety->last_drill);

  ahadi_facts_clear (self->state_list);
  if (is_field (desk))
    show_field_state (self, desk);
  else
    show_office_state (self, desk);
  ahadi_facts_add_text (self->state_list, _ ("Last backup on this laptop"), backup);
  ahadi_facts_add_text (self->state_list, _ ("Last backup to one sealed file"), sealed);
  ahadi_facts_add_text (self->state_list, _ ("The backup was last tried"), tried);
}

static void
on_desk (AhadiHomePage *self)
{
  const AhadiDesk *desk = ahadi_keeper_get_desk (self->keeper);

  greet (self, desk);
  show_tasks (self, desk);
  show_state (self, desk);
  gtk_widget_set_visible (GTK_WIDGET (self->buttons_box), is_field (desk));
}

static void
on_drafts (gpointer owner, gpointer result, const GError *error)
{
  AhadiHomePage *self = owner;

  if (result == NULL)
    return;
  g_clear_pointer (&self->drafts, g_ptr_array_unref);
  self->drafts = g_ptr_array_ref (result);
  show_tasks (self, ahadi_keeper_get_desk (self->keeper));
}

static void
reload_drafts (AhadiHomePage *self)
{
  ahadi_keeper_list_drafts (self->keeper, self, on_drafts);
}

/* --- the clock ---------------------------------------------------------------------- */

static gpointer
work_clock (AhadiSession *session,
            gpointer data,
            GCancellable *cancellable,
            GError **error)
{
  guint64 records;

  return ahadi_desk_put_clock_right (session, &records, error) ? AHADI_WORK_DONE : NULL;
}

static void
on_clock_right (gpointer owner, gpointer result, const GError *error)
{
  if (result != NULL)
    ahadi_say (owner, _ ("Written again as of now; the next export sends it"));
  else
    ahadi_say_error_as (
        owner, _ ("The clock was not put right"),
        g_error_matches (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_FAILED)
            ? ahadi_sentence_for_clock ()
            : NULL,
        error);
}

static void
on_clock_confirmed (gpointer owner)
{
  AhadiHomePage *self = owner;
  AhadiJob job = { .work = work_clock, .changes = TRUE };

  ahadi_keeper_run (self->keeper, &job, self, on_clock_right);
}

static void
clock_right_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autofree char *now = say_now ();
  g_autofree char *heading = g_strdup_printf (_ ("Is it %s now?"), now);

  ahadi_compat_ask (widget, heading,
                    _ ("Compare it with a telephone or a radio. What was written here "
                       "with a later date is then written again, as of now. Nothing is "
                       "lost."),
                    _ ("It Is _Right"), FALSE, on_clock_confirmed);
}

static void
all_gaps_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AhadiHomePage *self = AHADI_HOME_PAGE (widget);

  self->all_gaps = TRUE;
  show_tasks (self, ahadi_keeper_get_desk (self->keeper));
  ahadi_widget_focus_first_later (GTK_WIDGET (self->tasks_list));
}

static void
duplicates_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ahadi_duplicates_window_show (widget, AHADI_HOME_PAGE (widget)->keeper);
}

static void
reviews_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ahadi_reviews_window_show (widget, AHADI_HOME_PAGE (widget)->keeper);
}

static void
stories_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AhadiHomePage *self = AHADI_HOME_PAGE (widget);
  const char *id_text = NULL, *whose = NULL;
  AhadiId id;

  g_variant_get (parameter, "(&s&s)", &id_text, &whose);
  if (ahadi_id_parse (id_text, &id, NULL))
    ahadi_stories_window_show (widget, self->keeper, &id, whose);
}

static void
ahadi_home_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (ahadi_home_page_parent_class)->map (widget);
  reload_drafts (AHADI_HOME_PAGE (widget));
}

static void
ahadi_home_page_finalize (GObject *object)
{
  AhadiHomePage *self = AHADI_HOME_PAGE (object);

  g_clear_pointer (&self->drafts, g_ptr_array_unref);
  g_clear_object (&self->keeper);
  G_OBJECT_CLASS (ahadi_home_page_parent_class)->finalize (object);
}

static void
ahadi_home_page_class_init (AhadiHomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ahadi_home_page_finalize;
  widget_class->map = ahadi_home_page_map;
  gtk_widget_class_install_action (widget_class, "home.clock-right", NULL,
                                   clock_right_action);
  gtk_widget_class_install_action (widget_class, "home.all-gaps", NULL, all_gaps_action);
  gtk_widget_class_install_action (widget_class, "home.duplicates", NULL,
                                   duplicates_action);
  gtk_widget_class_install_action (widget_class, "home.reviews", NULL, reviews_action);
  gtk_widget_class_install_action (widget_class, "home.stories", "(ss)", stories_action);
  g_type_ensure (AHADI_TYPE_HEADER);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/home/ahadi-home-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiHomePage, greeting_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiHomePage, date_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiHomePage, tasks_list);
  gtk_widget_class_bind_template_child (widget_class, AhadiHomePage, nothing_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiHomePage, buttons_box);
  gtk_widget_class_bind_template_child (widget_class, AhadiHomePage, state_group);
  gtk_widget_class_bind_template_child (widget_class, AhadiHomePage, state_list);
}

static void
ahadi_home_page_init (AhadiHomePage *self)
{
  ahadi_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
ahadi_home_page_new (AhadiKeeper *keeper)
{
  AhadiHomePage *self = g_object_new (AHADI_TYPE_HOME_PAGE, NULL);

  self->keeper = g_object_ref (keeper);
  on_desk (self);
  g_signal_connect_object (keeper, "desk", G_CALLBACK (on_desk), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (keeper, "changed", G_CALLBACK (reload_drafts), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
