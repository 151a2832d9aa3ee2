/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include "crypto-support.h"

static void
test_init_may_be_repeated (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (ahadi_crypto_init (&error));
  g_assert_true (ahadi_crypto_init (&error));
  g_assert_no_error (error);
}

static void
test_random_bytes_fill_the_buffer_and_no_more (void)
{
  guint8 first[34] = { 0 };
  guint8 second[34] = { 0 };

  ahadi_random_bytes (first + 1, 32);
  ahadi_random_bytes (second + 1, 32);
  g_assert_cmpuint (first[0], ==, 0);
  g_assert_cmpuint (first[33], ==, 0);
  g_assert_cmpint (memcmp (first, second, sizeof first), !=, 0);
}

static void
test_random_numbers_differ (void)
{
  guint32 seen = 0;

  /* Each bit is set once in 64 draws, but for one time in 2^59. */
  for (guint i = 0; i < 64; i++)
    seen |= ahadi_random_u32 ();
  g_assert_cmphex (seen, ==, G_MAXUINT32);
}

static void
test_comparison_sees_each_byte (void)
{
  guint8 a[32] = { 0 };
  guint8 b[32] = { 0 };

  g_assert_true (ahadi_bytes_equal_secret (a, b, sizeof a));
  for (guint i = 0; i < sizeof a; i++)
    {
      b[i] = 0x80;
      g_assert_false (ahadi_bytes_equal_secret (a, b, sizeof a));
      b[i] = 0;
    }
}

static void
test_hardened_process_leaves_no_core (void)
{
  struct rlimit limit;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
      g_test_trap_assert_passed ();
      return;
    }

  ahadi_crypto_harden_process ();
  g_assert_cmpint (getrlimit (RLIMIT_CORE, &limit), ==, 0);
  g_assert_cmpuint (limit.rlim_cur, ==, 0);
  g_assert_cmpuint (limit.rlim_max, ==, 0);
  g_assert_cmpint (prctl (PR_GET_DUMPABLE, 0, 0, 0, 0), ==, 0);
  /* A leak checker attaches to the process at its end, which is what was just forbidden.
   */
  _Exit (0);
}

int
main (int argc, char **argv)
{
  support_init (&argc, &argv);
  g_test_add_func ("/crypto/crypto-init/init-may-be-repeated", test_init_may_be_repeated);
  g_test_add_func ("/crypto/crypto-init/random-bytes-fill-the-buffer-and-no-more",
                   test_random_bytes_fill_the_buffer_and_no_more);
  g_test_add_func ("/crypto/crypto-init/random-numbers-differ",
                   test_random_numbers_differ);
  g_test_add_func ("/crypto/crypto-init/comparison-sees-each-byte",
                   test_comparison_sees_each_byte);
  g_test_add_func ("/crypto/crypto-init/hardened-process-leaves-no-core",
                   test_hardened_process_leaves_no_core);
  return g_test_run ();
}
