/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

/* Every widget with a template, and GTK's warnings made fatal: a child that is bound but
 * not there, a handler nobody wrote, an unknown property. */
#include "ahadi-addendum-form.h"
#include "ahadi-attach-dialog.h"
#include "ahadi-attachment-row.h"
#include "ahadi-attachments-group.h"
#include "ahadi-carried-box.h"
#include "ahadi-changes-window.h"
#include "ahadi-choice.h"
#include "ahadi-circle-detail.h"
#include "ahadi-circle-form.h"
#include "ahadi-circles-page.h"
#include "ahadi-clause-box.h"
#include "ahadi-code-sheet.h"
#include "ahadi-code-view.h"
#include "ahadi-conflict-box.h"
#include "ahadi-consent-notice.h"
#include "ahadi-custodians-window.h"
#include "ahadi-devices-page.h"
#include "ahadi-directory-page.h"
#include "ahadi-draft-box.h"
#include "ahadi-draft-window.h"
#include "ahadi-duplicates-window.h"
#include "ahadi-enrolment-box.h"
#include "ahadi-erase-dialog.h"
#include "ahadi-field-row.h"
#include "ahadi-form-frame.h"
#include "ahadi-header.h"
#include "ahadi-home-page.h"
#include "ahadi-import-page.h"
#include "ahadi-import-row.h"
#include "ahadi-keeping-group.h"
#include "ahadi-key-window.h"
#include "ahadi-keys-group.h"
#include "ahadi-lost-dialog.h"
#include "ahadi-member-detail.h"
#include "ahadi-member-form.h"
#include "ahadi-members-page.h"
#include "ahadi-new-passphrase.h"
#include "ahadi-next-group.h"
#include "ahadi-passphrase-dialog.h"
#include "ahadi-person-dialog.h"
#include "ahadi-person-editor.h"
#include "ahadi-pill.h"
#include "ahadi-pledge-flow.h"
#include "ahadi-pledge-row.h"
#include "ahadi-progress-sheet.h"
#include "ahadi-question-page.h"
#include "ahadi-questions.h"
#include "ahadi-record-list.h"
#include "ahadi-record-row.h"
#include "ahadi-rekey-dialog.h"
#include "ahadi-report-detail.h"
#include "ahadi-report-flow.h"
#include "ahadi-report-stubs.h"
#include "ahadi-reports-page.h"
#include "ahadi-request-row.h"
#include "ahadi-review-page.h"
#include "ahadi-reviews-window.h"
#include "ahadi-revoke-dialog.h"
#include "ahadi-safety-backup-group.h"
#include "ahadi-safety-gone-group.h"
#include "ahadi-safety-keys-group.h"
#include "ahadi-safety-page.h"
#include "ahadi-safety-wipe-group.h"
#include "ahadi-secret-dialog.h"
#include "ahadi-share-check.h"
#include "ahadi-share-file.h"
#include "ahadi-shares-entry.h"
#include "ahadi-shares-group.h"
#include "ahadi-shares-window.h"
#include "ahadi-shell.h"
#include "ahadi-sidebar-row.h"
#include "ahadi-stories-window.h"
#include "ahadi-story-card.h"
#include "ahadi-summary.h"
#include "ahadi-sync-column.h"
#include "ahadi-sync-page.h"
#include "ahadi-task-row.h"
#include "ahadi-text-row.h"
#include "ahadi-timeline.h"
#include "ahadi-traffic.h"
#include "ahadi-trust-group.h"
#include "ahadi-twins-dialog.h"
#include "ahadi-unlock.h"
#include "ahadi-welcome.h"
#include "ahadi-window.h"

static const struct
{
  const char *name;
  GType (*get_type) (void);
  const char *property; /* (nullable): a construct property it can't do without */
  const char *value;
} widgets[] = {
  { "addendum-form", ahadi_addendum_form_get_type, NULL, NULL },
  { "attach-dialog", ahadi_attach_dialog_get_type, NULL, NULL },
  { "attachment-row", ahadi_attachment_row_get_type, NULL, NULL },
  { "attachments-group", ahadi_attachments_group_get_type, NULL, NULL },
  { "changes-window", ahadi_changes_window_get_type, NULL, NULL },
  { "choice", ahadi_choice_get_type, "field", "report.danger" },
  { "circle-detail", ahadi_circle_detail_get_type, NULL, NULL },
  { "circle-form", ahadi_circle_form_get_type, NULL, NULL },
  { "circles-page", ahadi_circles_page_get_type, NULL, NULL },
  { "clause-box", ahadi_clause_box_get_type, NULL, NULL },
  { "code-sheet", ahadi_code_sheet_get_type, NULL, NULL },
  { "carried-box", ahadi_carried_box_get_type, NULL, NULL },
  { "conflict-box", ahadi_conflict_box_get_type, NULL, NULL },
  { "consent-notice", ahadi_consent_notice_get_type, NULL, NULL },
  { "devices-page", ahadi_devices_page_get_type, NULL, NULL },
  { "custodians-window", ahadi_custodians_window_get_type, NULL, NULL },
  { "directory-page", ahadi_directory_page_get_type, NULL, NULL },
  { "draft-box", ahadi_draft_box_get_type, NULL, NULL },
  { "draft-window", ahadi_draft_window_get_type, NULL, NULL },
  { "key-window", ahadi_key_window_get_type, NULL, NULL },
  { "keys-group", ahadi_keys_group_get_type, NULL, NULL },
  { "next-group", ahadi_next_group_get_type, NULL, NULL },
  { "trust-group", ahadi_trust_group_get_type, NULL, NULL },
  { "duplicates-window", ahadi_duplicates_window_get_type, NULL, NULL },
  { "enrolment-box", ahadi_enrolment_box_get_type, NULL, NULL },
  { "erase-dialog", ahadi_erase_dialog_get_type, NULL, NULL },
  { "field-row", ahadi_field_row_get_type, "field", "member.name" },
  { "form-frame", ahadi_form_frame_get_type, NULL, NULL },
  { "header", ahadi_header_get_type, NULL, NULL },
  { "home-page", ahadi_home_page_get_type, NULL, NULL },
  { "import-page", ahadi_import_page_get_type, NULL, NULL },
  { "import-row", ahadi_import_row_get_type, NULL, NULL },
  { "keeping-group", ahadi_keeping_group_get_type, NULL, NULL },
  { "lost-dialog", ahadi_lost_dialog_get_type, NULL, NULL },
  { "member-detail", ahadi_member_detail_get_type, NULL, NULL },
  { "member-form", ahadi_member_form_get_type, NULL, NULL },
  { "members-page", ahadi_members_page_get_type, NULL, NULL },
  { "new-passphrase", ahadi_new_passphrase_get_type, NULL, NULL },
  { "passphrase-dialog", ahadi_passphrase_dialog_get_type, NULL, NULL },
  { "person-dialog", ahadi_person_dialog_get_type, NULL, NULL },
  { "person-editor", ahadi_person_editor_get_type, NULL, NULL },
  { "pill", ahadi_pill_get_type, NULL, NULL },
  { "pledge-flow", ahadi_pledge_flow_get_type, NULL, NULL },
  { "pledge-row", ahadi_pledge_row_get_type, NULL, NULL },
  { "progress-sheet", ahadi_progress_sheet_get_type, NULL, NULL },
  { "question-page", ahadi_question_page_get_type, NULL, NULL },
  { "questions", ahadi_questions_get_type, NULL, NULL },
  { "record-list", ahadi_record_list_get_type, NULL, NULL },
  { "record-row", ahadi_record_row_get_type, NULL, NULL },
  { "rekey-dialog", ahadi_rekey_dialog_get_type, NULL, NULL },
  { "report-detail", ahadi_report_detail_get_type, NULL, NULL },
  { "report-flow", ahadi_report_flow_get_type, NULL, NULL },
  { "report-stubs", ahadi_report_stubs_get_type, NULL, NULL },
  { "reports-page", ahadi_reports_page_get_type, NULL, NULL },
  { "request-row", ahadi_request_row_get_type, NULL, NULL },
  { "review-page", ahadi_review_page_get_type, NULL, NULL },
  { "reviews-window", ahadi_reviews_window_get_type, NULL, NULL },
  { "revoke-dialog", ahadi_revoke_dialog_get_type, NULL, NULL },
  { "safety-backup-group", ahadi_safety_backup_group_get_type, NULL, NULL },
  { "safety-page", ahadi_safety_page_get_type, NULL, NULL },
  { "secret-dialog", ahadi_secret_dialog_get_type, NULL, NULL },
  { "safety-gone-group", ahadi_safety_gone_group_get_type, NULL, NULL },
  { "safety-keys-group", ahadi_safety_keys_group_get_type, NULL, NULL },
  { "safety-wipe-group", ahadi_safety_wipe_group_get_type, NULL, NULL },
  { "share-check", ahadi_share_check_get_type, NULL, NULL },
  { "share-file", ahadi_share_file_get_type, NULL, NULL },
  { "shares-entry", ahadi_shares_entry_get_type, NULL, NULL },
  { "shares-group", ahadi_shares_group_get_type, NULL, NULL },
  { "shares-window", ahadi_shares_window_get_type, NULL, NULL },
  { "shell", ahadi_shell_get_type, NULL, NULL },
  { "sidebar-row", ahadi_sidebar_row_get_type, NULL, NULL },
  { "stories-window", ahadi_stories_window_get_type, NULL, NULL },
  { "story-card", ahadi_story_card_get_type, NULL, NULL },
  { "summary", ahadi_summary_get_type, NULL, NULL },
  { "sync-column", ahadi_sync_column_get_type, NULL, NULL },
  { "sync-page", ahadi_sync_page_get_type, NULL, NULL },
  { "task-row", ahadi_task_row_get_type, NULL, NULL },
  { "text-row", ahadi_text_row_get_type, NULL, NULL },
  { "timeline", ahadi_timeline_get_type, NULL, NULL },
  { "traffic", ahadi_traffic_get_type, NULL, NULL },
  { "twins-dialog", ahadi_twins_dialog_get_type, NULL, NULL },
  { "unlock", ahadi_unlock_get_type, NULL, NULL },
  { "welcome", ahadi_welcome_get_type, NULL, NULL },
  { "window", ahadi_window_get_type, NULL, NULL },
};

static void
test_template (gconstpointer data)
{
  guint index = GPOINTER_TO_UINT (data);
  const char *property = widgets[index].property;
  GObject *widget = property != NULL ? g_object_new (widgets[index].get_type (), property,
                                                     widgets[index].value, NULL)
                                     : g_object_new (widgets[index].get_type (), NULL);

  g_assert_true (GTK_IS_WIDGET (widget));
  g_object_add_weak_pointer (widget, (gpointer *) &widget);
  if (GTK_IS_WINDOW (widget))
    gtk_window_destroy (GTK_WINDOW (widget));
  else
    {
      g_object_ref_sink (widget);
      g_object_unref (widget);
    }
  g_assert_null (widget);
}

/* A template without a line above would never be tried. */
static void
test_every_template_is_tried (void)
{
  static const char base[] = "/org/amnestykenya/Ahadi/ui";
  g_auto (GStrv) areas = g_resources_enumerate_children (base, 0, NULL);
  guint found = 0;

  for (guint i = 0; areas[i] != NULL; i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/%s", base, areas[i]);
      g_auto (GStrv) files = g_resources_enumerate_children (path, 0, NULL);

      found += g_strv_length (files);
    }
  g_assert_cmpuint (found, ==, G_N_ELEMENTS (widgets));
}

static int
measure (GtkWidget *widget, GtkOrientation orientation, int for_size)
{
  int minimum = 0;

  gtk_widget_measure (widget, orientation, for_size, &minimum, NULL, NULL, NULL);
  return minimum;
}

/* Thirteen groups stay thirteen: what finds no room beside goes below. */
static void
test_code_view_is_higher_where_narrow (void)
{
  g_autoptr (GtkWidget) view =
      g_object_ref_sink (g_object_new (AHADI_TYPE_CODE_VIEW, NULL));
  int narrow = measure (view, GTK_ORIENTATION_HORIZONTAL, -1);

  g_assert_cmpint (measure (view, GTK_ORIENTATION_VERTICAL, narrow), >,
                   measure (view, GTK_ORIENTATION_VERTICAL, 4 * narrow));
}

static guint
count_stiff_buttons (GtkWidget *widget)
{
  guint found = 0;

  if (GTK_IS_BUTTON (widget) && gtk_widget_has_css_class (widget, "pill"))
    found += !gtk_label_get_wrap (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (widget))));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    found += count_stiff_buttons (child);
  return found;
}

/* Two of them side by side would push the window out of a small screen. */
static void
test_large_buttons_wrap (void)
{
  g_autoptr (GtkWidget) page =
      g_object_ref_sink (g_object_new (AHADI_TYPE_SYNC_PAGE, NULL));

  g_assert_cmpuint (count_stiff_buttons (page), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  /* Isolated from the settings of the machine, of which GTK complains once. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK);
  adw_init ();
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING | G_LOG_FATAL_MASK);

  g_test_add_func ("/ui/templates/every-template-is-tried", test_every_template_is_tried);
  g_test_add_func ("/ui/code-view/is-higher-where-narrow",
                   test_code_view_is_higher_where_narrow);
  g_test_add_func ("/ui/sync-page/large-buttons-wrap", test_large_buttons_wrap);
  for (guint i = 0; i < G_N_ELEMENTS (widgets); i++)
    {
      g_autofree char *path = g_strdup_printf ("/ui/templates/%s", widgets[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_template);
    }
  return g_test_run ();
}
