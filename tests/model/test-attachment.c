/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

static void
test_a_whole_one_is_valid (void)
{
  g_autoptr (AhadiRecord) record = fixture_attachment ();

  fixture_assert_valid (record);
}

static void
test_what_is_required (void)
{
  g_autoptr (AhadiRecord) record = fixture_attachment ();

  for (guint i = 0; i < AHADI_ATTACHMENT_N_FIELDS; i++)
    if (ahadi_attachment_info.fields[i].required)
      fixture_assert_refused (record, i, NULL, AHADI_PROBLEM_REQUIRED);
}

static void
test_size_is_one_to_the_limit_in_one_spelling (void)
{
  g_autoptr (AhadiRecord) record = fixture_attachment ();
  static const char *const others[] = { "0", "01", "+1", "1.5", "a", "104857601" };

  fixture_assert_accepted (record, AHADI_ATTACHMENT_SIZE, "1");
  fixture_assert_accepted (record, AHADI_ATTACHMENT_SIZE, "104857600");
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    fixture_assert_refused (record, AHADI_ATTACHMENT_SIZE, others[i],
                            AHADI_PROBLEM_OTHER_VALUE);
}

static void
test_type_is_two_words (void)
{
  g_autoptr (AhadiRecord) record = fixture_attachment ();
  static const char *const others[] = { "image",      "image/",          "/jpeg",
                                        "Image/JPEG", "image/jpeg; a=b", "a/b/c" };

  fixture_assert_accepted (record, AHADI_ATTACHMENT_TYPE, "application/octet-stream");
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    fixture_assert_refused (record, AHADI_ATTACHMENT_TYPE, others[i],
                            AHADI_PROBLEM_OTHER_VALUE);
}

static void
test_key_and_hash_have_their_spelling (void)
{
  g_autoptr (AhadiRecord) record = fixture_attachment ();

  fixture_assert_refused (record, AHADI_ATTACHMENT_KEY, "AGE-SECRET-KEY-1QQ",
                          AHADI_PROBLEM_OTHER_VALUE);
  fixture_assert_refused (record, AHADI_ATTACHMENT_CT_BLAKE2B, "abcd",
                          AHADI_PROBLEM_OTHER_VALUE);
}

/* It becomes the name of a file. */
static void
test_blob_is_32_hex_digits (void)
{
  const AhadiField *field = &ahadi_attachment_info.fields[AHADI_ATTACHMENT_BLOB];

  g_assert_false (ahadi_field_check (field, "../../../../../../../etc/passwd", NULL));
  g_assert_false (ahadi_field_check (field, "00", NULL));
}

static void
test_the_key_alone_is_secret (void)
{
  for (guint i = 0; i < AHADI_ATTACHMENT_N_FIELDS; i++)
    g_assert_cmpint (ahadi_attachment_info.fields[i].secret, ==,
                     i == AHADI_ATTACHMENT_KEY);
}

static void
test_blob_is_read_as_numbers_or_not_at_all (void)
{
  g_autoptr (AhadiRecord) record = fixture_attachment ();
  AhadiBlobInfo info = { 0 };

  g_assert_true (ahadi_attachment_read_blob (record, &info));
  g_assert_cmpuint (info.size, ==, 1000);
  g_assert_cmpuint (info.ct_size, ==, 1216);
  g_assert_cmphex (info.ct_blake2b[31], ==, 0xaa);

  ahadi_record_set (record, AHADI_ATTACHMENT_CT_SIZE, "99999999999");
  g_assert_false (ahadi_attachment_read_blob (record, &info));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/model/attachment/a-whole-one-is-valid", test_a_whole_one_is_valid);
  g_test_add_func ("/model/attachment/what-is-required", test_what_is_required);
  g_test_add_func ("/model/attachment/size-is-one-to-the-limit-in-one-spelling",
                   test_size_is_one_to_the_limit_in_one_spelling);
  g_test_add_func ("/model/attachment/type-is-two-words", test_type_is_two_words);
  g_test_add_func ("/model/attachment/key-and-hash-have-their-spelling",
                   test_key_and_hash_have_their_spelling);
  g_test_add_func ("/model/attachment/blob-is-32-hex-digits", test_blob_is_32_hex_digits);
  g_test_add_func ("/model/attachment/the-key-alone-is-secret",
                   test_the_key_alone_is_secret);
  g_test_add_func ("/model/attachment/blob-is-read-as-numbers-or-not-at-all",
                   test_blob_is_read_as_numbers_or_not_at_all);
  return g_test_run ();
}
