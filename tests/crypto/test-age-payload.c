/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "crypto-support.h"
#include "crypto/ahadi-age-payload.h"

#define FULL AHADI_AGE_CHUNK_SIZE
#define SEALED_FULL AHADI_AGE_SEALED_CHUNK_SIZE
#define TAG AHADI_AGE_TAG_SIZE

static AhadiAgePayload *
payload_new (void)
{
  static const guint8 file_key[AHADI_AGE_FILE_KEY_SIZE] = { 1 };
  static const guint8 nonce[AHADI_AGE_NONCE_SIZE] = { 2 };

  return ahadi_age_payload_new (file_key, nonce);
}

typedef struct
{
  AhadiAgePayload *writer;
  AhadiAgePayload *reader;
  guint8 plain[FULL];
  guint8 sealed[SEALED_FULL];
  guint8 second[SEALED_FULL];
  guint8 opened[FULL];
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) pattern = support_pattern (FULL);

  fixture->writer = payload_new ();
  fixture->reader = payload_new ();
  memcpy (fixture->plain, g_bytes_get_data (pattern, NULL), FULL);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  ahadi_age_payload_free (fixture->writer);
  ahadi_age_payload_free (fixture->reader);
}

static void
test_chunks_open_in_their_order (Fixture *fixture, gconstpointer unused)
{
  gboolean final = TRUE;

  for (guint i = 0; i < 300; i++)
    {
      fixture->plain[0] = (guint8) i;
      ahadi_age_payload_seal (fixture->writer, fixture->plain, FULL, FALSE,
                              fixture->sealed);
      g_assert_true (ahadi_age_payload_open (fixture->reader, fixture->sealed,
                                             SEALED_FULL, fixture->opened, &final));
      g_assert_false (final);
      g_assert_cmpmem (fixture->opened, FULL, fixture->plain, FULL);
    }
  ahadi_age_payload_seal (fixture->writer, fixture->plain, 5, TRUE, fixture->sealed);
  g_assert_true (ahadi_age_payload_open (fixture->reader, fixture->sealed, 5 + TAG,
                                         fixture->opened, &final));
  g_assert_true (final);
}

static void
test_rule_2_chunks_have_numbers (Fixture *fixture, gconstpointer unused)
{
  gboolean final;

  ahadi_age_payload_seal (fixture->writer, fixture->plain, FULL, FALSE, fixture->sealed);
  ahadi_age_payload_seal (fixture->writer, fixture->plain, FULL, FALSE, fixture->second);
  g_assert_cmpint (memcmp (fixture->sealed, fixture->second, FULL), !=, 0);
  g_assert_false (ahadi_age_payload_open (fixture->reader, fixture->second, SEALED_FULL,
                                          fixture->opened, &final));
  g_assert_true (ahadi_age_payload_open (fixture->reader, fixture->sealed, SEALED_FULL,
                                         fixture->opened, &final));
  g_assert_false (ahadi_age_payload_open (fixture->reader, fixture->sealed, SEALED_FULL,
                                          fixture->opened, &final));
}

static void
test_rule_2_failure_releases_nothing (Fixture *fixture, gconstpointer unused)
{
  static const guint8 zeros[FULL];
  gboolean final;

  ahadi_age_payload_seal (fixture->writer, fixture->plain, FULL, FALSE, fixture->sealed);
  fixture->sealed[SEALED_FULL - 1] ^= 1;
  g_assert_false (ahadi_age_payload_open (fixture->reader, fixture->sealed, SEALED_FULL,
                                          fixture->opened, &final));
  g_assert_cmpmem (fixture->opened, FULL, zeros, FULL);
}

static void
test_rule_3_short_chunk_is_the_final_one (Fixture *fixture, gconstpointer unused)
{
  gboolean final = FALSE;

  /* Only a writer that breaks the format can make this: a short chunk that is not the
     final one is a full one cut off. */
  ahadi_age_payload_seal (fixture->writer, fixture->plain, FULL, FALSE, fixture->sealed);
  for (gsize size = 0; size < SEALED_FULL; size += 4097)
    g_assert_false (ahadi_age_payload_open (fixture->reader, fixture->sealed, size,
                                            fixture->opened, &final));
}

static void
test_rule_3_full_chunk_may_be_the_final_one (Fixture *fixture, gconstpointer unused)
{
  gboolean final = FALSE;

  ahadi_age_payload_seal (fixture->writer, fixture->plain, FULL, TRUE, fixture->sealed);
  g_assert_true (ahadi_age_payload_open (fixture->reader, fixture->sealed, SEALED_FULL,
                                         fixture->opened, &final));
  g_assert_true (final);
  g_assert_cmpmem (fixture->opened, FULL, fixture->plain, FULL);
}

static void
test_rule_4_empty_chunk_stands_alone (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (AhadiAgePayload) empty = payload_new ();
  g_autoptr (AhadiAgePayload) empty_reader = payload_new ();
  gboolean final = FALSE;

  ahadi_age_payload_seal (empty, fixture->plain, 0, TRUE, fixture->sealed);
  g_assert_true (ahadi_age_payload_open (empty_reader, fixture->sealed, TAG,
                                         fixture->opened, &final));
  g_assert_true (final);

  ahadi_age_payload_seal (fixture->writer, fixture->plain, FULL, FALSE, fixture->sealed);
  g_assert_true (ahadi_age_payload_open (fixture->reader, fixture->sealed, SEALED_FULL,
                                         fixture->opened, &final));
  ahadi_age_payload_seal (fixture->writer, fixture->plain, 0, TRUE, fixture->sealed);
  g_assert_false (ahadi_age_payload_open (fixture->reader, fixture->sealed, TAG,
                                          fixture->opened, &final));
}

int
main (int argc, char **argv)
{
  support_init (&argc, &argv);

#define ADD(name, function)                                                              \
  g_test_add ("/crypto/age-payload/" name, Fixture, NULL, set_up, function, tear_down)

  ADD ("chunks-open-in-their-order", test_chunks_open_in_their_order);
  ADD ("rule-2-chunks-have-numbers", test_rule_2_chunks_have_numbers);
  ADD ("rule-2-failure-releases-nothing", test_rule_2_failure_releases_nothing);
  ADD ("rule-3-short-chunk-is-the-final-one", test_rule_3_short_chunk_is_the_final_one);
  ADD ("rule-3-full-chunk-may-be-the-final-one",
       test_rule_3_full_chunk_may_be_the_final_one);
  ADD ("rule-4-empty-chunk-stands-alone", test_rule_4_empty_chunk_stands_alone);
  return g_test_run ();
}
