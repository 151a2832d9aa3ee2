/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "desks.h"

static AhadiId
save (AhadiSession *session, AhadiRecord *record)
{
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_records_save (session, record, NULL, NULL, &error));
  return *ahadi_record_get_id (record);
}

static void
attach (Desks *desks, AhadiSession *session, const AhadiId *of, const char *name)
{
  g_autoptr (AhadiRecord) record = ahadi_record_new (AHADI_KIND_ATTACHMENT, NULL);
  g_autofree char *path = desks_path (desks, name);
  g_autoptr (GError) error = NULL;
  char id[AHADI_ID_TEXT_SIZE];

  g_assert_true (g_file_set_contents (path, "letter", -1, NULL));
  ahadi_record_set (record, AHADI_ATTACHMENT_OF, ahadi_id_print (of, id));
  assert_ok (ahadi_attachments_add (session, record, path, NULL, NULL, &error));
}

static AhadiId
add_to_report (AhadiSession *session, const AhadiId *report)
{
  g_autoptr (AhadiRecord) addendum = ahadi_record_new (AHADI_KIND_ADDENDUM, NULL);
  char id[AHADI_ID_TEXT_SIZE];

  ahadi_record_set (addendum, AHADI_ADDENDUM_REPORT, ahadi_id_print (report, id));
  ahadi_record_set (addendum, AHADI_ADDENDUM_TEXT, "He came again.");
  return save (session, addendum);
}

static AhadiAttached *
load (AhadiSession *session, AhadiKind kind, const AhadiId *id)
{
  g_autoptr (GError) error = NULL;
  AhadiAttached *attached = ahadi_attached_load (session, kind, id, &error);

  g_assert_no_error (error);
  return attached;
}

static void
test_report_shows_what_its_additions_carry (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (AhadiRecord) record = desks_make_report ("executive-director");
  g_autoptr (AhadiAttached) attached = NULL;
  const AhadiAttachedFile *file;
  AhadiId report, addendum;

  desks_open (&desks);
  desks_add_branch (&desks);
  report = save (desks.branch, record);
  addendum = add_to_report (desks.branch, &report);
  attach (&desks, desks.branch, &report, "first.txt");
  attach (&desks, desks.branch, &addendum, "second.txt");

  attached = load (desks.branch, AHADI_KIND_REPORT, &report);
  g_assert_cmpuint (attached->places->len, ==, 2);
  g_assert_nonnull (((AhadiAttachPlace *) attached->places->pdata[1])->date);
  g_assert_cmpuint (attached->files->len, ==, 2);
  file = attached->files->pdata[1];
  g_assert_cmpstr (ahadi_record_get (file->item->record, AHADI_ATTACHMENT_NAME), ==,
                   "second.txt");
  g_assert_true (file->state.is_here);
}

static void
test_only_what_members_have_is_uncovered (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (AhadiRecord) record = desks_make_report ("executive-director");
  g_autoptr (AhadiAttached) of_report = NULL;
  g_autoptr (AhadiAttached) of_member = NULL;
  AhadiId report, member;

  desks_open (&desks);
  desks_add_branch (&desks);
  report = save (desks.branch, record);
  member = desks_add_member (desks.branch, "Achieng");
  attach (&desks, desks.branch, &report, "a.txt");
  attach (&desks, desks.branch, &member, "b.txt");

  of_report = load (desks.branch, AHADI_KIND_REPORT, &report);
  of_member = load (desks.branch, AHADI_KIND_MEMBER, &member);
  g_assert_true (ahadi_attached_is_covered (
      ((AhadiAttachedFile *) of_report->files->pdata[0])->item));
  g_assert_false (ahadi_attached_is_covered (
      ((AhadiAttachedFile *) of_member->files->pdata[0])->item));
}

static void
test_description_tells_no_name (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (AhadiAttached) attached = NULL;
  g_autofree char *text = NULL;
  AhadiId member;

  desks_open (&desks);
  member = desks_add_member (desks.office, "Achieng");
  attach (&desks, desks.office, &member, "secret.txt");
  attached = load (desks.office, AHADI_KIND_MEMBER, &member);
  text =
      ahadi_attached_describe (((AhadiAttachedFile *) attached->files->pdata[0])->item);
  g_assert_nonnull (strstr (text, "6"));
  g_assert_null (strstr (text, "secret"));
}

int
main (int argc, char **argv)
{
  desks_init_tests (&argc, &argv);
  g_test_add_func ("/app/attached/report-shows-what-its-additions-carry",
                   test_report_shows_what_its_additions_carry);
  g_test_add_func ("/app/attached/only-what-members-have-is-uncovered",
                   test_only_what_members_have_is_uncovered);
  g_test_add_func ("/app/attached/description-tells-no-name",
                   test_description_tells_no_name);
  return g_test_run ();
}
