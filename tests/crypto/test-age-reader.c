/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "crypto-support.h"

typedef struct
{
  AhadiAgeIdentity *first;
  AhadiAgeIdentity *second;
  GBytes *plain;
  GBytes *sealed; /* to both */
} Fixture;

static GBytes *
seal_to_both (Fixture *fixture, GBytes *plain)
{
  const AhadiAgeRecipient both[] = { ahadi_age_identity_get_recipient (fixture->first),
                                     ahadi_age_identity_get_recipient (fixture->second) };

  return support_seal (plain, both, 2);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->first = ahadi_age_identity_new ();
  fixture->second = ahadi_age_identity_new ();
  fixture->plain = support_pattern (20);
  fixture->sealed = seal_to_both (fixture, fixture->plain);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  ahadi_age_identity_unref (fixture->first);
  ahadi_age_identity_unref (fixture->second);
  g_bytes_unref (fixture->plain);
  g_bytes_unref (fixture->sealed);
}

static void
assert_opens (GBytes *sealed, AhadiAgeIdentity *identity, GBytes *plain, gsize step)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) opened = support_open (sealed, identity, step, &error);

  g_assert_no_error (error);
  support_assert_equal (opened, plain);
}

/* Whatever it was that was done to the file: an error of ours, and nothing released. */
static void
assert_refused (GBytes *sealed, AhadiAgeIdentity *identity)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) released = support_open (sealed, identity, 100000, &error);

  g_assert_nonnull (error);
  g_assert_cmpuint (error->domain, ==, AHADI_CRYPTO_ERROR);
  g_assert_cmpuint (released ? g_bytes_get_size (released) : 0, ==, 0);
}

static void
test_each_recipient_opens (Fixture *fixture, gconstpointer unused)
{
  assert_opens (fixture->sealed, fixture->first, fixture->plain, 100);
  assert_opens (fixture->sealed, fixture->second, fixture->plain, 100);
}

static void
test_nobody_else_opens (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (AhadiAgeIdentity) other = ahadi_age_identity_new ();
  g_autoptr (GInputStream) memory =
      g_memory_input_stream_new_from_bytes (fixture->sealed);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) none_error = NULL;

  g_assert_null (support_open (fixture->sealed, other, 100, &error));
  g_assert_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_NO_MATCH);
  g_assert_null (ahadi_age_reader_new (memory, NULL, 0, &none_error));
  g_assert_error (none_error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_NO_MATCH);
}

static void
test_reads_of_any_size_give_the_same (Fixture *fixture, gconstpointer unused)
{
  static const gsize steps[] = { 1, 1000, 65535, 65536, 65537, 1 << 20 };
  static const gsize sizes[] = { 0,      1,      65535,  65536,  65537,  131072,
                                 200000, 524288, 524289, 589824, 1300000 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (guint j = 0; j < G_N_ELEMENTS (steps); j++)
      {
        g_autoptr (GBytes) plain = support_pattern (sizes[i]);
        g_autoptr (GBytes) sealed = seal_to_both (fixture, plain);

        assert_opens (sealed, fixture->second, plain, steps[j]);
      }
}

static void
test_every_flipped_bit_is_refused (Fixture *fixture, gconstpointer unused)
{
  gsize size = g_bytes_get_size (fixture->sealed);

  for (gsize at = 0; at < size; at++)
    for (guint bit = 0; bit < 8; bit++)
      {
        g_autoptr (GBytes) flipped =
            support_flip (fixture->sealed, at, (guint8) (1 << bit));

        assert_refused (flipped, fixture->first);
      }
}

static void
test_every_truncation_is_refused (Fixture *fixture, gconstpointer unused)
{
  for (gsize size = 0; size < g_bytes_get_size (fixture->sealed); size++)
    {
      g_autoptr (GBytes) cut = support_cut (fixture->sealed, size);

      assert_refused (cut, fixture->first);
    }
}

static void
test_truncation_at_a_chunk_is_refused (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) plain = support_pattern (3 * 65536);
  g_autoptr (GBytes) sealed = seal_to_both (fixture, plain);

  for (gsize chunks = 0; chunks < 3; chunks++)
    {
      gsize size = ahadi_age_sealed_size (2, 0) - 16 + chunks * (65536 + 16);
      g_autoptr (GBytes) cut = support_cut (sealed, size);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) released = support_open (cut, fixture->first, 100000, &error);

      g_assert_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_CORRUPT);
      g_assert_cmpuint (g_bytes_get_size (released), ==, chunks * 65536);
    }
}

static void
test_anything_after_the_end_is_refused (Fixture *fixture, gconstpointer unused)
{
  static const gsize sizes[] = { 0, 20, 65536, 2 * 65536, 8 * 65536, 9 * 65536 };
  static const gsize extras[] = { 1, 16, 65536 + 16 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (guint j = 0; j < G_N_ELEMENTS (extras); j++)
      {
        g_autoptr (GBytes) plain = support_pattern (sizes[i]);
        g_autoptr (GBytes) sealed = seal_to_both (fixture, plain);
        g_autoptr (GBytes) extended = support_extend (sealed, extras[j]);
        g_autoptr (GError) error = NULL;
        g_autoptr (GBytes) released =
            support_open (extended, fixture->first, 4096, &error);

        g_assert_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_CORRUPT);
        /* A full final chunk was in order by itself; a short one and more is neither. */
        g_assert_cmpuint (g_bytes_get_size (released), ==, sizes[i] / 65536 * 65536);
      }
}

static void
test_error_stays (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) plain = support_pattern (2 * 65536 + 100);
  g_autoptr (GBytes) sealed = seal_to_both (fixture, plain);
  /* In the second chunk; the third is in order. */
  g_autoptr (GBytes) flipped =
      support_flip (sealed, ahadi_age_sealed_size (2, 0) + 65536 + 1000, 1);
  g_autoptr (GInputStream) memory = g_memory_input_stream_new_from_bytes (flipped);
  g_autoptr (GInputStream) reader =
      ahadi_age_reader_new (memory, &fixture->first, 1, NULL);
  g_autofree guint8 *buffer = g_malloc (65536);

  g_assert_cmpint (g_input_stream_read (reader, buffer, 65536, NULL, NULL), ==, 65536);
  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (
          g_input_stream_read (reader, buffer, i % 2 ? 1 : 65536, NULL, &error), ==, -1);
      g_assert_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_CORRUPT);
    }
}

static void
test_skip_counts_plaintext (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) plain = support_pattern (100000);
  g_autoptr (GBytes) sealed = seal_to_both (fixture, plain);
  g_autoptr (GInputStream) memory = g_memory_input_stream_new_from_bytes (sealed);
  g_autoptr (GInputStream) reader =
      ahadi_age_reader_new (memory, &fixture->first, 1, NULL);
  guint8 byte;
  gsize skipped = 0;

  while (skipped < 70000)
    {
      gssize n = g_input_stream_skip (reader, 70000 - skipped, NULL, NULL);

      g_assert_cmpint (n, >, 0);
      skipped += (gsize) n;
    }
  g_assert_cmpint (g_input_stream_read (reader, &byte, 1, NULL, NULL), ==, 1);
  g_assert_cmpuint (byte, ==, ((const guint8 *) g_bytes_get_data (plain, NULL))[70000]);
}

static void
test_anyone_can_count_stanzas (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) header_only =
      support_cut (fixture->sealed, ahadi_age_sealed_size (2, 0) - 32);
  g_autoptr (GBytes) cut = support_cut (fixture->sealed, 200);
  g_autoptr (GInputStream) whole = g_memory_input_stream_new_from_bytes (header_only);
  g_autoptr (GInputStream) broken = g_memory_input_stream_new_from_bytes (cut);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (ahadi_age_count_stanzas (whole, &error), ==, 2);
  g_assert_no_error (error);
  g_assert_cmpint (ahadi_age_count_stanzas (broken, &error), ==, -1);
  g_assert_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_MALFORMED);
}

static void
test_endless_header_is_given_up (Fixture *fixture, gconstpointer unused)
{
  static const char *const starts[] = { "", "age-encryption.org/v1\n-> x\n" };

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      g_autoptr (GString) text = g_string_new (starts[i]);
      g_autoptr (GInputStream) memory = NULL;
      g_autoptr (GError) error = NULL;

      while (text->len < 1 << 20)
        g_string_append (
            text, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n");
      memory = g_memory_input_stream_new_from_data (text->str, (gssize) text->len, NULL);
      g_assert_null (ahadi_age_reader_new (memory, &fixture->first, 1, &error));
      g_assert_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_MALFORMED);
      g_assert_cmpint (g_seekable_tell (G_SEEKABLE (memory)), <, 100000);
    }
}

int
main (int argc, char **argv)
{
  support_init (&argc, &argv);

#define ADD(name, function)                                                              \
  g_test_add ("/crypto/age-reader/" name, Fixture, NULL, set_up, function, tear_down)

  ADD ("each-recipient-opens", test_each_recipient_opens);
  ADD ("nobody-else-opens", test_nobody_else_opens);
  ADD ("reads-of-any-size-give-the-same", test_reads_of_any_size_give_the_same);
  ADD ("every-flipped-bit-is-refused", test_every_flipped_bit_is_refused);
  ADD ("every-truncation-is-refused", test_every_truncation_is_refused);
  ADD ("truncation-at-a-chunk-is-refused", test_truncation_at_a_chunk_is_refused);
  ADD ("anything-after-the-end-is-refused", test_anything_after_the_end_is_refused);
  ADD ("error-stays", test_error_stays);
  ADD ("skip-counts-plaintext", test_skip_counts_plaintext);
  ADD ("anyone-can-count-stanzas", test_anyone_can_count_stanzas);
  ADD ("endless-header-is-given-up", test_endless_header_is_given_up);
  return g_test_run ();
}
