/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/ahadi-base.h"
#include "crypto-support.h"

static void
test_new_one_is_zero (void)
{
  static const guint8 zeros[100];
  g_autoptr (AhadiSecret) secret = ahadi_secret_new (sizeof zeros);

  g_assert_cmpmem (ahadi_secret_get_bytes (secret), ahadi_secret_get_size (secret), zeros,
                   sizeof zeros);
}

static void
test_copies_what_it_is_given (void)
{
  g_autoptr (AhadiSecret) secret = ahadi_secret_new_from ("passphrase", 10);
  g_autoptr (AhadiSecret) empty = ahadi_secret_new_from (NULL, 0);

  g_assert_cmpmem (ahadi_secret_get_bytes (secret), ahadi_secret_get_size (secret),
                   "passphrase", 10);
  g_assert_cmpuint (ahadi_secret_get_size (empty), ==, 0);
}

static void
test_random_ones_differ (void)
{
  g_autoptr (AhadiSecret) a = ahadi_secret_new_random (32);
  g_autoptr (AhadiSecret) b = ahadi_secret_new_random (32);

  g_assert_cmpint (memcmp (ahadi_secret_get_bytes (a), ahadi_secret_get_bytes (b), 32),
                   !=, 0);
}

static void
test_lives_until_its_last_reference (void)
{
  AhadiSecret *secret = ahadi_secret_new_from ("x", 1);
  AhadiSecret *copy = g_boxed_copy (AHADI_TYPE_SECRET, secret);

  ahadi_secret_unref (secret);
  g_assert_cmpuint (ahadi_secret_get_bytes (copy)[0], ==, 'x');
  g_boxed_free (AHADI_TYPE_SECRET, copy);
}

static void
read_beyond (void)
{
  AhadiSecret *secret = ahadi_secret_new (32);
  volatile guint8 *bytes = ahadi_secret_get_bytes (secret);

  signal (SIGSEGV, SIG_DFL);
  g_test_message ("%d", bytes[32]);
}

static void
read_after_free (void)
{
  AhadiSecret *secret = ahadi_secret_new (32);
  volatile guint8 *bytes = ahadi_secret_get_bytes (secret);

  signal (SIGSEGV, SIG_DFL);
  ahadi_secret_unref (secret);
  g_test_message ("%d", bytes[0]);
}

static void
test_guard_pages_surround_it (void)
{
  if (g_test_subprocess ())
    {
      read_beyond ();
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
}

static void
test_freed_one_is_gone_from_memory (void)
{
  if (g_test_subprocess ())
    {
      read_after_free ();
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
}

/* The address sanitizer makes mlock() do nothing and say that it worked. */
static gboolean
can_lock (void)
{
#if defined(__SANITIZE_ADDRESS__)
  return FALSE;
#elif defined(__has_feature)
  return !__has_feature (address_sanitizer);
#else
  return TRUE;
#endif
}

static void
test_lock_that_failed_is_told (void)
{
  const struct rlimit none = { 0, 0 };
  g_autoptr (AhadiSecret) secret = NULL;

  if (!can_lock ())
    {
      g_test_skip ("the address sanitizer locks no memory");
      return;
    }
  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
      g_test_trap_assert_passed ();
      return;
    }

  /* The limit is not for root. */
  g_assert_cmpint (setrlimit (RLIMIT_MEMLOCK, &none), ==, 0);
  if (geteuid () == 0)
    g_assert_cmpint (setresuid (65534, 65534, 65534), ==, 0);
  secret = ahadi_secret_new (32);
  g_assert_false (ahadi_secret_is_locked (secret));
  ahadi_secret_get_bytes (secret)[31] = 1;
}

static void
test_lock_that_worked_is_told (void)
{
  g_autoptr (AhadiSecret) secret = ahadi_secret_new (32);
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_MEMLOCK, &limit), ==, 0);
  if (limit.rlim_cur < 1024 * 1024 && geteuid () != 0)
    {
      g_test_skip ("hardly any memory may be locked here");
      return;
    }
  g_assert_true (ahadi_secret_is_locked (secret));
}

typedef struct
{
  const char *content;
  const char *expected; /* NULL: refused */
} FileCase;

static void
test_file_gives_its_first_line (void)
{
  static const FileCase cases[] = {
    { "open sesame\n", "open sesame" },
    { "open sesame", "open sesame" },
    { "first\nsecond\n", "first" },
    { " blanks stay ", " blanks stay " },
    { "open sesame\r\n", "open sesame" },
    { "open sesame\r", "open sesame" },
    { "open\rsesame\r\nsecond", "open\rsesame" },
    { "\xef\xbb\xbfopen sesame\n", "open sesame" },
    { "open \xef\xbb\xbfsesame\n", "open \xef\xbb\xbfsesame" },
    { "\r\n", NULL },
    { "\xef\xbb\xbf\r\n", NULL },
    { "", NULL },
    { "\n", NULL },
    { "\nsecond", NULL },
  };
  g_autofree char *folder = support_make_folder ();
  g_autofree char *path = g_build_filename (folder, "passphrase", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AhadiSecret) secret = NULL;
      g_autoptr (GError) error = NULL;

      support_write_text (folder, "passphrase", cases[i].content);
      secret = ahadi_secret_read_file (path, &error);
      if (cases[i].expected)
        g_assert_cmpmem (ahadi_secret_get_bytes (secret), ahadi_secret_get_size (secret),
                         cases[i].expected, strlen (cases[i].expected));
      else
        g_assert_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_MALFORMED);
    }
  support_remove_folder (folder);
}

static void
test_file_line_has_at_most_1_kib (void)
{
  g_autofree char *folder = support_make_folder ();
  g_autofree char *path = g_build_filename (folder, "passphrase", NULL);
  g_autofree char *longest = g_strnfill (1024, 'x');
  g_autofree char *with_more = g_strconcat ("\xef\xbb\xbf", longest, "\r\nmore", NULL);
  g_autofree char *too_long = g_strconcat (longest, "x\n", NULL);
  g_autoptr (AhadiSecret) secret = NULL;
  g_autoptr (GError) error = NULL;

  support_write_text (folder, "passphrase", with_more);
  secret = ahadi_secret_read_file (path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ahadi_secret_get_size (secret), ==, 1024);

  support_write_text (folder, "passphrase", too_long);
  g_assert_null (ahadi_secret_read_file (path, &error));
  g_assert_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_MALFORMED);
  support_remove_folder (folder);
}

static void
test_missing_file_is_said_so (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ahadi_secret_read_file ("/nonexistent/passphrase", &error));
  g_assert_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  support_init (&argc, &argv);
  g_test_add_func ("/crypto/secret/new-one-is-zero", test_new_one_is_zero);
  g_test_add_func ("/crypto/secret/copies-what-it-is-given",
                   test_copies_what_it_is_given);
  g_test_add_func ("/crypto/secret/random-ones-differ", test_random_ones_differ);
  g_test_add_func ("/crypto/secret/lives-until-its-last-reference",
                   test_lives_until_its_last_reference);
  g_test_add_func ("/crypto/secret/guard-pages-surround-it",
                   test_guard_pages_surround_it);
  g_test_add_func ("/crypto/secret/freed-one-is-gone-from-memory",
                   test_freed_one_is_gone_from_memory);
  g_test_add_func ("/crypto/secret/lock-that-failed-is-told",
                   test_lock_that_failed_is_told);
  g_test_add_func ("/crypto/secret/lock-that-worked-is-told",
                   test_lock_that_worked_is_told);
  g_test_add_func ("/crypto/secret/file-gives-its-first-line",
                   test_file_gives_its_first_line);
  g_test_add_func ("/crypto/secret/file-line-has-at-most-1-kib",
                   test_file_line_has_at_most_1_kib);
  g_test_add_func ("/crypto/secret/missing-file-is-said-so",
                   test_missing_file_is_said_so);
  return g_test_run ();
}
