/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crypto/ahadi-crypto.h"

#include <glib/gstdio.h>
#include <string.h>

static AhadiSecret *
make_passphrase (const char *text)
{
  return ahadi_secret_new_from (text, strlen (text));
}

static char *
print (AhadiSigningKey *key, const char *text)
{
  g_autoptr (AhadiSecret) passphrase = make_passphrase (text);
  g_autoptr (GError) error = NULL;
  char *file = ahadi_key_file_print (key, passphrase, TRUE, &error);

  g_assert_no_error (error);
  return file;
}

static void
assert_refused_with (const char *file, const char *text, int code)
{
  g_autoptr (AhadiSecret) passphrase = make_passphrase (text);
  g_autoptr (GError) error = NULL;

  g_assert_null (ahadi_key_file_parse (file, strlen (file), passphrase, &error));
  g_assert_error (error, AHADI_CRYPTO_ERROR, code);
}

static void
test_round_trip (void)
{
  g_autoptr (AhadiSigningKey) key = ahadi_signing_key_new ();
  g_autofree char *file = print (key, "lantern matatu");
  g_autoptr (AhadiSecret) passphrase = make_passphrase ("lantern matatu");
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiSigningKey) parsed =
      ahadi_key_file_parse (file, strlen (file), passphrase, &error);

  g_assert_no_error (error);
  g_assert_true (ahadi_verify_key_equal (ahadi_signing_key_get_verify_key (key),
                                         ahadi_signing_key_get_verify_key (parsed)));
  assert_refused_with (file, "lantern matatU", AHADI_CRYPTO_ERROR_WRONG_SECRET);
}

static void
test_lines (void)
{
  g_autoptr (AhadiSigningKey) key = ahadi_signing_key_new ();
  g_autofree char *file = print (key, "x");
  g_autofree char *third = g_strconcat (file, "\n", NULL);
  g_autofree char *unended = g_strndup (file, strlen (file) - 1);
  g_autofree char *shorter = g_strdup (file);

  memmove (shorter + strlen (shorter) - 6, "\n", 2);
  assert_refused_with (file + 1, "x", AHADI_CRYPTO_ERROR_MALFORMED);
  assert_refused_with (third, "x", AHADI_CRYPTO_ERROR_MALFORMED);
  assert_refused_with (unended, "x", AHADI_CRYPTO_ERROR_MALFORMED);
  assert_refused_with (shorter, "x", AHADI_CRYPTO_ERROR_MALFORMED);
  assert_refused_with ("untrusted comment: \n", "x", AHADI_CRYPTO_ERROR_MALFORMED);
}

/* Base64 of the bytes that @at, counted in the file, begins; a multiple of three. */
static char *
put (const char *file, gsize at, const char *base64)
{
  char *changed = g_strdup (file);

  memcpy (strchr (changed, '\n') + 1 + at / 3 * 4, base64, strlen (base64));
  return changed;
}

static void
test_algorithms (void)
{
  g_autoptr (AhadiSigningKey) key = ahadi_signing_key_new ();
  g_autofree char *file = print (key, "x");
  g_autofree char *plain = put (file, 0, "RWQAAEIy"); /* "Ed\0\0B2" */

  assert_refused_with (plain, "x", AHADI_CRYPTO_ERROR_MALFORMED);
}

/* Before anything of that size is tried. */
static void
test_cost (void)
{
  g_autoptr (AhadiSigningKey) key = ahadi_signing_key_new ();
  g_autofree char *file = print (key, "x");
  g_autofree char *costly = put (file, 48, "////////"); /* of memlimit */

  assert_refused_with (costly, "x", AHADI_CRYPTO_ERROR_CORRUPT);
}

static void
test_damage (void)
{
  g_autoptr (AhadiSigningKey) key = ahadi_signing_key_new ();
  g_autofree char *file = print (key, "x");
  g_autofree char *changed = put (file, 60, "AAAA");

  assert_refused_with (changed, "x", AHADI_CRYPTO_ERROR_WRONG_SECRET);
}

/* The passphrase comes on its standard input. */
static void
test_minisign (void)
{
  g_autofree char *program = g_find_program_in_path ("minisign");
  g_autoptr (AhadiSigningKey) key = ahadi_signing_key_new ();
  g_autofree char *file = print (key, "lantern matatu");
  g_autofree char *folder = g_dir_make_tmp ("ahadi-key-XXXXXX", NULL);
  g_autofree char *secret = g_build_filename (folder, "k.key", NULL);
  g_autofree char *letter = g_build_filename (folder, "letter", NULL);
  g_autofree char *made = g_build_filename (folder, "letter.minisig", NULL);
  g_autofree char *command = NULL;
  g_autofree char *text = NULL;
  g_autoptr (AhadiMinisig) signature = NULL;
  g_autoptr (GError) error = NULL;
  const char *argv[] = { "sh", "-c", NULL, NULL };
  gsize length;
  int status;

  if (program == NULL)
    {
      g_test_skip ("minisign is not installed");
      return;
    }

  g_file_set_contents (secret, file, -1, &error);
  g_assert_no_error (error);
  g_file_set_contents (letter, "Nairobi", -1, &error);
  g_assert_no_error (error);
  command = g_strdup_printf ("echo lantern matatu | minisign -S -s '%s' -m '%s' -t "
                             "'ahadi-directory-v1 4' >/dev/null",
                             secret, letter);
  argv[2] = command;
  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL,
                &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, &error));
  g_file_get_contents (made, &text, &length, &error);
  g_assert_no_error (error);
  signature = ahadi_minisig_parse (text, length, &error);
  g_assert_no_error (error);
  g_assert_true (ahadi_minisign_check (signature, ahadi_signing_key_get_verify_key (key),
                                       "Nairobi", 7, "ahadi-directory-v1 4", &error));
  g_unlink (made);
  g_unlink (letter);
  g_unlink (secret);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_assert_true (ahadi_crypto_init (&error));

  g_test_add_func ("/crypto/key-file/round-trip", test_round_trip);
  g_test_add_func ("/crypto/key-file/1-2-refuses-other-lines", test_lines);
  g_test_add_func ("/crypto/key-file/3-refuses-key-without-passphrase", test_algorithms);
  g_test_add_func ("/crypto/key-file/4-refuses-cost-above-the-cap", test_cost);
  g_test_add_func ("/crypto/key-file/5-checksum-holds", test_damage);
  g_test_add_func ("/crypto/key-file/stock-minisign-signs-with-it", test_minisign);

  return g_test_run ();
}
