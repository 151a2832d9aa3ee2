/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "desks.h"

/* A picture of one point that says in a comment who made it. */
static const char picture[] = "\xff\xd8\xff\xfe\0\x09Wanjiru\xff\xda\0\2data\xff\xd9";

static char *
write_file (Desks *desks, const char *name, const char *bytes, gsize size)
{
  char *path = desks_path (desks, name);

  g_assert_true (g_file_set_contents (path, bytes, (gssize) size, NULL));
  return path;
}

static AhadiRecord *
make_attachment (const AhadiId *of)
{
  AhadiRecord *record = ahadi_record_new (AHADI_KIND_ATTACHMENT, NULL);
  char id[AHADI_ID_TEXT_SIZE];

  ahadi_record_set (record, AHADI_ATTACHMENT_OF, ahadi_id_print (of, id));
  return record;
}

static guint
count_files (AhadiSession *session)
{
  g_autofree char *folder =
      g_build_filename (ahadi_session_get_folder (session), "blobs", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

/* Whoever may read the record may read what is attached, and nobody else. */
static void
test_audience_is_that_of_what_it_belongs_to (void)
{
  g_auto (Desks) desks = { NULL };
  g_autofree char *path = NULL;
  g_autoptr (AhadiRecord) report = desks_make_report ("executive-director");
  g_autoptr (AhadiRecord) of_report = NULL;
  g_autoptr (AhadiRecord) of_member = NULL;
  g_autoptr (AhadiItem) first = NULL;
  g_autoptr (AhadiItem) second = NULL;
  g_autoptr (GError) error = NULL;
  AhadiId member;

  desks_open (&desks);
  desks_add_branch (&desks);
  path = write_file (&desks, "a.jpg", picture, sizeof picture - 1);
  assert_ok (ahadi_records_save (desks.branch, report, NULL, NULL, &error));
  member = desks_add_member (desks.branch, "Achieng");
  of_report = make_attachment (ahadi_record_get_id (report));
  of_member = make_attachment (&member);
  assert_ok (ahadi_attachments_add (desks.branch, of_report, path, NULL, NULL, &error));
  assert_ok (ahadi_attachments_add (desks.branch, of_member, path, NULL, NULL, &error));

  first = ahadi_records_get (desks.branch, AHADI_KIND_ATTACHMENT,
                             ahadi_record_get_id (of_report), &error);
  second = ahadi_records_get (desks.branch, AHADI_KIND_ATTACHMENT,
                              ahadi_record_get_id (of_member), &error);
  g_assert_cmpstr (first->audience, ==, "executive-director");
  g_assert_cmpstr (second->audience, ==, "membership");
}

static void
test_record_that_is_refused_leaves_no_file (void)
{
  g_auto (Desks) desks = { NULL };
  g_autofree char *path = NULL;
  AhadiId nobody = { { 1 } };
  g_autoptr (AhadiRecord) attachment = make_attachment (&nobody);
  g_autoptr (GError) error = NULL;

  desks_open (&desks);
  path = write_file (&desks, "a.jpg", picture, sizeof picture - 1);
  assert_fails (
      ahadi_attachments_add (desks.office, attachment, path, NULL, NULL, &error),
      AHADI_MODEL_ERROR, AHADI_MODEL_ERROR_PROBLEMS);
  g_assert_cmpuint (count_files (desks.office), ==, 0);
}

static void
cancel (AhadiStep step, guint64 done, guint64 total, gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
}

static void
test_cancelled_leaves_nothing (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  AhadiProgress progress = { cancel, cancellable, cancellable };
  AhadiQuery query = { .kind = AHADI_KIND_ATTACHMENT };
  g_autofree char *bytes = g_strnfill (300000, 'a');
  g_autofree char *path = NULL;
  g_autoptr (AhadiRecord) attachment = NULL;
  g_autoptr (GError) error = NULL;
  guint64 count = 1;
  AhadiId member;

  desks_open (&desks);
  path = write_file (&desks, "letter", bytes, 300000);
  member = desks_add_member (desks.office, "Achieng");
  attachment = make_attachment (&member);
  assert_fails (
      ahadi_attachments_add (desks.office, attachment, path, NULL, &progress, &error),
      G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (count_files (desks.office), ==, 0);
  assert_ok (ahadi_records_count (desks.office, &query, &count, &error));
  g_assert_cmpuint (count, ==, 0);
}

static void
assert_copy (Desks *desks, const AhadiRecord *attachment, const char *text, gsize size)
{
  g_autofree char *copy = desks_path (desks, "copy");
  g_autofree char *found = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  assert_ok (ahadi_attachments_save (desks->office, attachment, copy, NULL, &error));
  g_assert_true (g_file_get_contents (copy, &found, &length, NULL));
  g_assert_cmpmem (found, length, text, size);
}

static void
test_what_a_picture_tells_goes_unless_kept_with_a_reason (void)
{
  static const char clean[] = "\xff\xd8\xff\xda\0\2data\xff\xd9";
  g_auto (Desks) desks = { NULL };
  g_autofree char *path = NULL;
  g_autoptr (AhadiRecord) without = NULL;
  g_autoptr (AhadiRecord) with = NULL;
  g_autoptr (GError) error = NULL;
  AhadiId member;

  desks_open (&desks);
  path = write_file (&desks, "a.jpg", picture, sizeof picture - 1);
  member = desks_add_member (desks.office, "Achieng");
  without = make_attachment (&member);
  with = make_attachment (&member);
  ahadi_record_set (with, AHADI_ATTACHMENT_KEPT, "The court asked for it");
  assert_ok (ahadi_attachments_add (desks.office, without, path, NULL, NULL, &error));
  assert_ok (ahadi_attachments_add (desks.office, with, path, NULL, NULL, &error));
  assert_copy (&desks, without, clean, sizeof clean - 1);
  assert_copy (&desks, with, picture, sizeof picture - 1);
}

static void
test_name_is_one_line_without_folders (void)
{
  g_auto (Desks) desks = { NULL };
  g_autofree char *path = NULL;
  g_auto (AhadiAttachmentLook) look = { 0 };
  g_autoptr (GError) error = NULL;

  desks_init (&desks);
  path = write_file (&desks, "a\nb\xff.jpg", picture, sizeof picture - 1);
  assert_ok (ahadi_attachments_look (path, &look, &error));
  g_assert_null (strpbrk (look.name, "/\n"));
  g_assert_true (g_utf8_validate (look.name, -1, NULL));
}

int
main (int argc, char *argv[])
{
  desks_init_tests (&argc, &argv);
  g_test_add_func ("/app/attachments/audience-is-that-of-what-it-belongs-to",
                   test_audience_is_that_of_what_it_belongs_to);
  g_test_add_func ("/app/attachments/record-that-is-refused-leaves-no-file",
                   test_record_that_is_refused_leaves_no_file);
  g_test_add_func ("/app/attachments/cancelled-leaves-nothing",
                   test_cancelled_leaves_nothing);
  g_test_add_func ("/app/attachments/what-a-picture-tells-goes-unless-kept-with-a-reason",
                   test_what_a_picture_tells_goes_unless_kept_with_a_reason);
  g_test_add_func ("/app/attachments/name-is-one-line-without-folders",
                   test_name_is_one_line_without_folders);
  return g_test_run ();
}
