/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-files-check.h"

#include <glib/gstdio.h>

#include "blobs.h"
#include "store/ahadi-blob.h"
#include "store/ahadi-journal.h"

#define SIZE 1000

static void
assert_counts (Place *place, guint64 damaged, guint64 missing)
{
  AhadiFilesCheck check = { 0 };
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_files_check (place->vault, &check, &error));
  g_assert_cmpuint (check.damaged, ==, damaged);
  g_assert_cmpuint (check.missing, ==, missing);
}

static char *
find_blob (Place *place, const AhadiRecord *attachment)
{
  AhadiBlobInfo info;

  g_assert_true (ahadi_attachment_read_blob (attachment, &info));
  return ahadi_blob_get_path (place->vault, &info.id);
}

static void
test_a_damaged_file_is_counted (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (AhadiRecord) attachment = NULL;
  g_autofree char *path = NULL;
  g_autofree char *bytes = NULL;
  gsize size;

  place_open (&place);
  attachment = blobs_attach (&place, SIZE);
  path = find_blob (&place, attachment);
  assert_counts (&place, 0, 0);

  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  bytes[size - 1] ^= 1;
  g_assert_true (g_file_set_contents (path, bytes, (gssize) size, NULL));
  assert_counts (&place, 1, 0);
}

/* Another's file may still be on its way. */
static void
test_an_own_file_must_be_here (void)
{
  g_auto (Place) place = { 0 };
  g_auto (Place) office = { 0 };
  g_autoptr (AhadiRecord) attachment = NULL;
  g_autofree char *path = NULL;

  place_open (&place);
  place_open (&office);
  attachment = blobs_attach (&place, SIZE);
  place_deliver_all (&place, &office);
  path = find_blob (&place, attachment);
  g_assert_cmpint (g_unlink (path), ==, 0);
  assert_counts (&place, 0, 1);
  assert_counts (&office, 0, 0);
}

/* The name of a bundle that was set aside is the first half of its hash: BLAKE2b-256 of
 * no bytes begins with these. */
static void
test_bundles_set_aside_are_looked_at (void)
{
  g_auto (Place) place = { 0 };
  AhadiSetAside entry = { .name = (char *) "0e5751c026e543b2e8ab2eb06099daa1.ahadi",
                          .bundle = (char *) "0123456789abcdef0123456789abcdef",
                          .device = (char *) "0123456789abcdef0123456789abcdef",
                          .reason = (char *) "carry" };
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  place_open (&place);
  assert_ok (ahadi_set_aside_add (place.vault, &entry, &error));
  assert_counts (&place, 0, 1);
  path =
      g_build_filename (ahadi_vault_get_set_aside_folder (place.vault), entry.name, NULL);
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  assert_counts (&place, 0, 0);
  g_assert_true (g_file_set_contents (path, "x", 1, NULL));
  assert_counts (&place, 1, 0);
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  g_test_add_func ("/store/files-check/a-damaged-file-is-counted",
                   test_a_damaged_file_is_counted);
  g_test_add_func ("/store/files-check/an-own-file-must-be-here",
                   test_an_own_file_must_be_here);
  g_test_add_func ("/store/files-check/bundles-set-aside-are-looked-at",
                   test_bundles_set_aside_are_looked_at);
  return g_test_run ();
}
