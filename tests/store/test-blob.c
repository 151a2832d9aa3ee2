/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "blobs.h"

static void
test_file_comes_back_as_it_was (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (AhadiRecord) attachment = NULL;
  g_autofree char *content = NULL;

  place_open (&place);
  attachment = blobs_attach (&place, 200000);
  content = blobs_read (&place, attachment);
  g_assert_nonnull (content);
  blobs_assert_content (content, 200000);
}

static void
test_nothing_of_it_stands_unsealed (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (AhadiRecord) attachment = NULL;
  g_autofree char *path = NULL;
  g_autofree char *sealed = NULL;
  AhadiBlobInfo info;
  gsize size;

  place_open (&place);
  attachment = blobs_attach (&place, 5000);
  g_assert_true (ahadi_attachment_read_blob (attachment, &info));
  path = ahadi_blob_get_path (place.vault, &info.id);
  g_assert_true (g_file_get_contents (path, &sealed, &size, NULL));
  g_assert_cmpuint (size, ==, info.ct_size);
  g_assert_true (g_str_has_prefix (sealed, "age-encryption.org/v1\n-> X25519 "));
  g_assert_null (memmem (sealed, size, BLOBS_LINE, strlen (BLOBS_LINE)));
}

static void
test_another_key_opens_nothing (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (AhadiRecord) one = NULL;
  g_autoptr (AhadiRecord) other = NULL;
  g_autoptr (GError) error = NULL;

  place_open (&place);
  one = blobs_attach (&place, 100);
  other = blobs_attach (&place, 100);
  ahadi_record_set (one, AHADI_ATTACHMENT_KEY,
                    ahadi_record_get (other, AHADI_ATTACHMENT_KEY));
  g_assert_null (ahadi_blob_open (place.vault, one, &error));
  g_assert_nonnull (error);
}

static void
test_file_that_is_not_here_is_said (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (AhadiRecord) attachment = NULL;
  g_autoptr (GError) error = NULL;
  AhadiBlobInfo info;
  g_autofree char *path = NULL;

  place_open (&place);
  attachment = blobs_attach (&place, 100);
  g_assert_true (ahadi_attachment_read_blob (attachment, &info));
  path = ahadi_blob_get_path (place.vault, &info.id);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_null (ahadi_blob_open (place.vault, attachment, &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND);
}

/* A crash between the file and its record, or a record that was refused. */
static void
test_sweep_removes_what_no_record_names (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (AhadiRecord) named = NULL;
  g_autoptr (AhadiRecord) unnamed = NULL;
  g_autoptr (GError) error = NULL;

  place_open (&place);
  named = blobs_attach (&place, 100);
  unnamed = blobs_write (&place, 100);
  g_assert_cmpuint (blobs_count_files (&place), ==, 2);

  place_reopen (&place);
  assert_ok (ahadi_blob_sweep (place.vault, &error));
  g_assert_cmpuint (blobs_count_files (&place), ==, 1);
  blobs_assert_readable (&place, named, 100);
}

/* Such as stand in a vault whose database was restored from an older backup. */
static void
test_sweep_leaves_what_was_not_begun_here (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  AhadiId id = { { 1 } };

  place_open (&place);
  path = ahadi_blob_get_path (place.vault, &id);
  g_assert_true (g_file_set_contents (path, "sealed", -1, NULL));
  assert_ok (ahadi_blob_sweep (place.vault, &error));
  g_assert_true (ahadi_blob_is_here (place.vault, &id));
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  g_test_add_func ("/store/blob/file-comes-back-as-it-was",
                   test_file_comes_back_as_it_was);
  g_test_add_func ("/store/blob/nothing-of-it-stands-unsealed",
                   test_nothing_of_it_stands_unsealed);
  g_test_add_func ("/store/blob/another-key-opens-nothing",
                   test_another_key_opens_nothing);
  g_test_add_func ("/store/blob/file-that-is-not-here-is-said",
                   test_file_that_is_not_here_is_said);
  g_test_add_func ("/store/blob/sweep-removes-what-no-record-names",
                   test_sweep_removes_what_no_record_names);
  g_test_add_func ("/store/blob/sweep-leaves-what-was-not-begun-here",
                   test_sweep_leaves_what_was_not_begun_here);
  return g_test_run ();
}
