/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "crypto-support.h"
#include "crypto/ahadi-age-payload.h"

#define FULL AHADI_AGE_CHUNK_SIZE
#define SEALED_FULL AHADI_AGE_SEALED_CHUNK_SIZE
#define TAG AHADI_AGE_TAG_SIZE
#define N_BATCH AHADI_AGE_BATCH

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

static void
count (gpointer data)
{
  guint *called = data;

  (*called)++;
}

/* A batch and one chunk after the other are the same. */
static void
test_batch_is_its_chunks (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) pattern = support_pattern (N_BATCH * FULL);
  const guint8 *plain = g_bytes_get_data (pattern, NULL);
  g_autofree guint8 *sealed = g_malloc (N_BATCH * SEALED_FULL);
  g_autofree guint8 *opened = g_malloc (N_BATCH * FULL);
  guint called = 0;

  for (guint round = 0; round < 3; round++)
    {
      g_autoptr (AhadiAgePayload) alone = payload_new ();

      for (guint i = 0; i < round * N_BATCH; i++)
        ahadi_age_payload_seal (alone, plain, FULL, FALSE, fixture->sealed);
      ahadi_age_payload_seal_batch (fixture->writer, plain, N_BATCH, sealed, count,
                                    &called);
      g_assert_cmpuint (called, ==, round + 1);
      for (guint i = 0; i < N_BATCH; i++)
        {
          ahadi_age_payload_seal (alone, plain + i * FULL, FULL, FALSE, fixture->sealed);
          g_assert_cmpmem (sealed + i * SEALED_FULL, SEALED_FULL, fixture->sealed,
                           SEALED_FULL);
        }

      g_assert_cmpuint (
          ahadi_age_payload_open_batch (fixture->reader, sealed, N_BATCH, opened), ==,
          N_BATCH);
      g_assert_cmpmem (opened, N_BATCH * FULL, plain, N_BATCH * FULL);
    }
}

/* What comes before the chunk that is none of the middle, and not a byte more. */
static void
test_batch_ends_before_the_chunk_to_judge (Fixture *fixture, gconstpointer unused)
{
  g_autofree guint8 *plain = g_malloc0 (N_BATCH * FULL);
  g_autofree guint8 *sealed = g_malloc (N_BATCH * SEALED_FULL);
  g_autofree guint8 *opened = g_malloc0 (N_BATCH * FULL);
  gboolean final = FALSE;
  guint called = 0;

  memset (plain, 'p', N_BATCH * FULL);
  ahadi_age_payload_seal_batch (fixture->writer, plain, 2, sealed, count, &called);
  ahadi_age_payload_seal (fixture->writer, plain, FULL, TRUE, sealed + 2 * SEALED_FULL);
  memset (sealed + 3 * SEALED_FULL, 'x', (N_BATCH - 3) * SEALED_FULL);

  g_assert_cmpuint (
      ahadi_age_payload_open_batch (fixture->reader, sealed, N_BATCH, opened), ==, 2);
  g_assert_cmpmem (opened, 2 * FULL, plain, 2 * FULL);
  for (gsize i = 2 * FULL; i < N_BATCH * FULL; i++)
    g_assert_cmpint (opened[i], ==, 0);
  g_assert_true (ahadi_age_payload_open (fixture->reader, sealed + 2 * SEALED_FULL,
                                         SEALED_FULL, opened, &final));
  g_assert_true (final);
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
  ADD ("batch-is-its-chunks", test_batch_is_its_chunks);
  ADD ("batch-ends-before-the-chunk-to-judge", test_batch_ends_before_the_chunk_to_judge);
  return g_test_run ();
}
