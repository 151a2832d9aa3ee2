/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Whole bundles of random content, as a laptop exports them, at the stock tools: age
 * opens the bundle and its part, tar takes it apart, minisign verifies the manifest,
 * gunzip gives the lines. Twenty; with AHADI_THOROUGH set a thousand, which takes
 * minutes.
 */
#include <glib/gstdio.h>
#include <string.h>

#include "world.h"

#define N_BUNDLES 20
#define N_MANY 1000
#define MEMBERS_MAX 4
#define NOTE_MAX 600

/* $1 the bundle, $2 the signer's key, $3 what its part must say. */
static const char script[] =
    "set -euo pipefail\n"
    "rm -rf opened && mkdir opened && cd opened\n"
    "age -d -i ../office.key -o bundle.tar \"$1\"\n"
    "tar -xf bundle.tar\n"
    "minisign -VqHP \"$2\" -m manifest.json\n"
    "age -d -i ../office.key parts/membership.jsonl.gz.age | gunzip >lines\n"
    "grep -qF \"$3\" lines\n";

typedef struct
{
  World world;
  AhadiVault *laptop;
  char *signer;
} Fixture;

static gboolean
has_tools (void)
{
  static const char *const names[] = { "age", "minisign", "tar", "gunzip", "bash" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_find_program_in_path (names[i]);

      if (path == NULL)
        return FALSE;
    }
  return TRUE;
}

static void
write_key (Fixture *fixture)
{
  g_autoptr (AhadiIdentity) identity = world_get_identity (fixture->world.office);
  g_autoptr (AhadiSecret) text =
      ahadi_age_identity_print (ahadi_identity_get_age_identity (identity));
  const char *key = (const char *) ahadi_secret_get_bytes (text);
  g_autoptr (GBytes) bytes = g_bytes_new (key, strlen (key));
  g_autofree char *path = world_write_file (&fixture->world, "office.key", bytes);

  g_assert_nonnull (path);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (AhadiIdentity) identity = NULL;

  world_open (&fixture->world);
  fixture->laptop = world_add_laptop (&fixture->world, "Kisumu");
  identity = world_get_identity (fixture->laptop);
  fixture->signer = ahadi_verify_key_to_string (
      ahadi_signing_key_get_verify_key (ahadi_identity_get_signing_key (identity)));
  write_key (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_free (fixture->signer);
  world_close (&fixture->world);
}

/* A name that no other bundle has: random letters, a few of them of two bytes. */
static char *
make_name (void)
{
  static const char *const letters[] = { "a", "b", "e", "k", "o", "u", "ĩ", "ũ" };
  GString *name = g_string_new ("N");
  guint n = (guint) g_test_rand_int_range (20, 60);

  for (guint i = 0; i < n; i++)
    g_string_append (name, letters[g_test_rand_int_range (0, G_N_ELEMENTS (letters))]);
  return g_string_free (name, FALSE);
}

/* Returns: the last name written. */
static char *
write_something (Fixture *fixture)
{
  guint n = (guint) g_test_rand_int_range (1, MEMBERS_MAX + 1);
  char *name = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_free (name);
      name = make_name ();
      world_add_member (fixture->laptop, name);
    }

  if (g_test_rand_int_range (0, 3) == 0)
    {
      g_autofree char *statement =
          g_strnfill ((gsize) g_test_rand_int_range (1, NOTE_MAX), 's');

      world_add_report (fixture->laptop, "both", statement);
    }
  return name;
}

static void
assert_tools_open (Fixture *fixture, const char *path, const char *name)
{
  const char *const command[] = { "bash",          "-c", script, "bash", path,
                                  fixture->signer, name, NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *said = NULL;
  int status;

  assert_ok (g_spawn_sync (fixture->world.stick, (char **) command, NULL,
                           G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, &said, &status,
                           &error));
  if (!g_spawn_check_wait_status (status, NULL))
    g_error ("the stock tools refuse %s: %s", path, said);
}

static void
test_random_bundles (Fixture *fixture, gconstpointer unused)
{
  guint n = g_getenv ("AHADI_THOROUGH") != NULL ? N_MANY : N_BUNDLES;

  if (!has_tools ())
    {
      g_test_skip ("the stock tools are not installed");
      return;
    }

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = write_something (fixture);
      g_autofree char *path = world_export (&fixture->world, fixture->laptop);

      assert_tools_open (fixture, path, name);
      g_assert_cmpint (g_unlink (path), ==, 0);
    }
}

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);
  g_test_add ("/sync/bundle-interop/stock-tools-open-random-bundles", Fixture, NULL,
              set_up, test_random_bundles, tear_down);
  return g_test_run ();
}
