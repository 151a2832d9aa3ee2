/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "blobs.h"

static void
test_record_tells_of_the_sealed_file (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (AhadiRecord) record = NULL;
  g_autofree char *path = NULL;
  guint8 digest[AHADI_ATTACHMENT_HASH_SIZE];
  g_autoptr (GError) error = NULL;
  AhadiBlobInfo info;
  guint64 size;

  place_open (&place);
  record = blobs_write (&place, 70000);
  g_assert_true (ahadi_attachment_read_blob (record, &info));
  path = ahadi_blob_get_path (place.vault, &info.id);
  assert_ok (ahadi_blob_hash_file (path, &size, digest, &error));
  g_assert_cmpuint (info.size, ==, 70000);
  g_assert_cmpuint (info.ct_size, ==, size);
  g_assert_cmpmem (info.ct_blake2b, sizeof digest, digest, sizeof digest);
}

static void
test_unfinished_leaves_no_file (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  AhadiBlobWriter *writer;

  place_open (&place);
  writer = ahadi_blob_writer_new (place.vault, &error);
  g_assert_no_error (error);
  assert_ok (ahadi_blob_writer_add (writer, "abc", 3, &error));
  ahadi_blob_writer_free (writer);
  g_assert_cmpuint (blobs_count_files (&place), ==, 0);
}

static void
test_empty_file_is_refused (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (AhadiRecord) record = ahadi_record_new (AHADI_KIND_ATTACHMENT, NULL);
  g_autoptr (AhadiBlobWriter) writer = NULL;
  g_autoptr (GError) error = NULL;

  place_open (&place);
  writer = ahadi_blob_writer_new (place.vault, &error);
  g_assert_no_error (error);
  g_assert_false (ahadi_blob_writer_finish (writer, record, &error));
  g_assert_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_LIMIT);
}

static void
test_each_file_has_a_key_of_its_own (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (AhadiRecord) one = NULL;
  g_autoptr (AhadiRecord) other = NULL;

  place_open (&place);
  one = blobs_write (&place, 10);
  other = blobs_write (&place, 10);
  g_assert_cmpstr (ahadi_record_get (one, AHADI_ATTACHMENT_KEY), !=,
                   ahadi_record_get (other, AHADI_ATTACHMENT_KEY));
  g_assert_cmpstr (ahadi_record_get (one, AHADI_ATTACHMENT_BLOB), !=,
                   ahadi_record_get (other, AHADI_ATTACHMENT_BLOB));
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  g_test_add_func ("/store/blob-writer/record-tells-of-the-sealed-file",
                   test_record_tells_of_the_sealed_file);
  g_test_add_func ("/store/blob-writer/unfinished-leaves-no-file",
                   test_unfinished_leaves_no_file);
  g_test_add_func ("/store/blob-writer/empty-file-is-refused",
                   test_empty_file_is_refused);
  g_test_add_func ("/store/blob-writer/each-file-has-a-key-of-its-own",
                   test_each_file_has_a_key_of_its_own);
  return g_test_run ();
}
