/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Ours against the stock minisign program, both ways. */
#include <string.h>

#include "crypto-support.h"

typedef struct
{
  char *folder;
  gboolean ready;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) content = support_pattern (100000);

  fixture->folder = support_make_folder ();
  fixture->ready = support_has_program ("minisign");
  support_write (fixture->folder, "file", content);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  support_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static gboolean
minisign_accepts (Fixture *fixture)
{
  const char *const verify[] = { "minisign", "-V", "-p", "key.pub", "-m", "file", NULL };

  return support_run (fixture->folder, verify);
}

static void
test_minisign_accepts_ours (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (AhadiSigningKey) key = ahadi_signing_key_new ();
  g_autofree char *public = ahadi_verify_key_to_file_text (
      ahadi_signing_key_get_verify_key (key), "a test's key");
  g_autoptr (GBytes) content = support_read (fixture->folder, "file");
  g_autoptr (GBytes) changed = support_flip (content, 50000, 1);
  g_autofree char *sig = ahadi_minisign_sign (
      key, g_bytes_get_data (content, NULL), g_bytes_get_size (content),
      "signature from a test", "ahadi-bundle-v1 0011 \303\251");

  if (!fixture->ready)
    return;
  support_write_text (fixture->folder, "key.pub", public);
  support_write_text (fixture->folder, "file.minisig", sig);
  g_assert_true (minisign_accepts (fixture));
  support_write (fixture->folder, "file", changed);
  g_assert_false (minisign_accepts (fixture));
}

/* Makes a key without a password and signs with it; @option: NULL or one more */
static void
sign_theirs (Fixture *fixture, const char *option)
{
  const char *const generate[] = { "minisign", "-G", "-W",      "-f", "-p",
                                   "key.pub",  "-s", "key.sec", NULL };
  const char *const sign[] = { "minisign", "-S",   "-s", "key.sec",
                               "-m",       "file", "-t", "timestamp:1\tfile:file",
                               option,     NULL };

  g_assert_true (support_run (fixture->folder, generate));
  g_assert_true (support_run (fixture->folder, sign));
}

static AhadiMinisig *
parse_theirs (Fixture *fixture, GError **error)
{
  g_autoptr (GBytes) sig = support_read (fixture->folder, "file.minisig");

  return ahadi_minisig_parse (g_bytes_get_data (sig, NULL), g_bytes_get_size (sig),
                              error);
}

/* Signed by minisign with a new key, @key. */
static AhadiMinisig *
assert_ours_accepts (Fixture *fixture, GBytes *content, AhadiVerifyKey *key)
{
  g_autoptr (GBytes) public = NULL;
  g_autoptr (AhadiMinisig) sig = NULL;
  g_autoptr (GError) error = NULL;

  sign_theirs (fixture, NULL);
  public = support_read (fixture->folder, "key.pub");
  g_assert_true (ahadi_verify_key_parse_file_text (
      g_bytes_get_data (public, NULL), g_bytes_get_size (public), key, &error));
  sig = parse_theirs (fixture, &error);
  g_assert_no_error (error);
  g_assert_true (ahadi_minisign_check (sig, key, g_bytes_get_data (content, NULL),
                                       g_bytes_get_size (content),
                                       "timestamp:1\tfile:file", &error));
  g_assert_no_error (error);
  return g_steal_pointer (&sig);
}

static void
test_ours_accepts_minisign (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) content = support_read (fixture->folder, "file");
  g_autoptr (AhadiMinisig) sig = NULL;
  g_autoptr (GError) error = NULL;
  AhadiVerifyKey key;

  if (!fixture->ready)
    return;
  sig = assert_ours_accepts (fixture, content, &key);
  g_assert_false (ahadi_minisign_check (sig, &key, g_bytes_get_data (content, NULL),
                                        g_bytes_get_size (content) - 1, NULL, &error));
  g_assert_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_BAD_SIGNATURE);
}

static void
test_ours_refuses_legacy (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  if (!fixture->ready)
    return;
  sign_theirs (fixture, "-l");
  g_assert_null (parse_theirs (fixture, &error));
  g_assert_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_MALFORMED);
}

/* A thousand with AHADI_THOROUGH set. */
static guint
count_files (void)
{
  return g_getenv ("AHADI_THOROUGH") != NULL ? 1000 : 50;
}

static void
test_minisign_accepts_many_of_ours (Fixture *fixture, gconstpointer unused)
{
  for (guint i = 0; i < count_files () && fixture->ready; i++)
    {
      g_autoptr (AhadiSigningKey) key = ahadi_signing_key_new ();
      g_autofree char *public = ahadi_verify_key_to_file_text (
          ahadi_signing_key_get_verify_key (key), "a test's key");
      g_autofree char *comment = g_strdup_printf ("ahadi-bundle-v1 %u", i);
      g_autoptr (GBytes) content = support_random ();
      g_autofree char *sig = ahadi_minisign_sign (key, g_bytes_get_data (content, NULL),
                                                  g_bytes_get_size (content),
                                                  "signature from a test", comment);

      support_write (fixture->folder, "file", content);
      support_write_text (fixture->folder, "key.pub", public);
      support_write_text (fixture->folder, "file.minisig", sig);
      g_assert_true (minisign_accepts (fixture));
    }
}

static void
test_ours_accepts_many_of_minisign (Fixture *fixture, gconstpointer unused)
{
  for (guint i = 0; i < count_files () && fixture->ready; i++)
    {
      g_autoptr (GBytes) content = support_random ();
      g_autoptr (AhadiMinisig) sig = NULL;
      AhadiVerifyKey key;

      support_write (fixture->folder, "file", content);
      sig = assert_ours_accepts (fixture, content, &key);
    }
}

int
main (int argc, char **argv)
{
  support_init (&argc, &argv);

#define ADD(name, function)                                                              \
  g_test_add ("/crypto/minisign-interop/" name, Fixture, NULL, set_up, function,         \
              tear_down)

  ADD ("minisign-accepts-ours", test_minisign_accepts_ours);
  ADD ("ours-accepts-minisign", test_ours_accepts_minisign);
  ADD ("ours-refuses-legacy", test_ours_refuses_legacy);
  ADD ("minisign-accepts-many-of-ours", test_minisign_accepts_many_of_ours);
  ADD ("ours-accepts-many-of-minisign", test_ours_accepts_many_of_minisign);
  return g_test_run ();
}
