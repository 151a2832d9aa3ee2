/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * forge-file WHAT FOLDER IN OUT: what only holders of keys could make out of the file IN.
 * FOLDER holds the vaults "office" and "kisumu" and "passphrase.txt", which opens both.
 */
#include <string.h>

#include "forge.h"
#include "sync/ahadi-identity.h"
#include "sync/ahadi-root-key.h"

static AhadiVault *
open_vault (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *file = g_build_filename (folder, "passphrase.txt", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiSecret) passphrase = ahadi_secret_read_file (file, &error);
  AhadiVault *vault;

  g_assert_no_error (error);
  vault = ahadi_vault_open (path, AHADI_SLOT_PASSPHRASE, passphrase, &error);
  g_assert_no_error (error);
  return vault;
}

static void
save (const char *path, GBytes *bytes)
{
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_file_replace (path, bytes, 0600, &error));
}

/* A manifest of the format after this one. */
static void
make_newer_manifest (Forge *forge, AhadiVault *office)
{
  ahadi_json_set_text (forge->manifest, "fmt", "ahadi-bundle-v2");
}

/* One part of the format after this one, the others as they were. */
static void
make_newer_part (Forge *forge, AhadiVault *office)
{
  g_autofree char *lines = forge_read_part (forge, AHADI_AUDIENCE_MEMBERSHIP, office);
  g_autofree char *newer = forge_replace (lines, "ahadi-part-v1", "ahadi-part-v2");

  forge_write_part (forge, AHADI_AUDIENCE_MEMBERSHIP, newer);
}

static void
make_bundle (const char *folder,
             const char *in,
             const char *out,
             void (*change) (Forge *forge, AhadiVault *office))
{
  g_autoptr (AhadiVault) office = open_vault (folder, "office");
  g_autoptr (AhadiVault) author = open_vault (folder, "kisumu");
  g_autoptr (Forge) forge = forge_open (in, office);
  g_autoptr (GBytes) archive = NULL;
  g_autoptr (GBytes) sealed = NULL;

  change (forge, office);
  forge_sign (forge, author);
  archive = forge_to_archive (forge);
  sealed = forge_seal_to (archive, office);
  save (out, sealed);
}

/* A directory of the format after this one, signed by the root key. */
static void
make_newer_card (const char *folder, const char *in, const char *out)
{
  g_autoptr (AhadiVault) office = open_vault (folder, "office");
  g_autoptr (GBytes) card = world_read_file (in);
  g_autoptr (Forge) forge = forge_open_archive (card);
  GBytes *old = forge_find (forge, "directory.json")->bytes;
  g_autofree char *text =
      g_strndup (g_bytes_get_data (old, NULL), g_bytes_get_size (old));
  g_autofree char *newer =
      forge_replace (text, "ahadi-directory-v1", "ahadi-directory-v2");
  g_autofree char *name = g_strdup (forge_find (forge, "directory.json.")->name);
  g_autoptr (GBytes) archive = NULL;
  g_autofree char *signature = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiSigningKey) key = ahadi_root_key_load (office, &error);

  g_assert_no_error (error);
  forge_set_text (forge, "directory.json", newer);
  signature =
      ahadi_minisign_sign (key, newer, strlen (newer), "forged", "ahadi-directory-v1 99");
  forge_set_text (forge, name, signature);
  archive = forge_to_archive (forge);
  save (out, archive);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (argc, ==, 5);
  assert_ok (ahadi_crypto_init (&error));
  if (g_str_equal (argv[1], "newer-manifest"))
    make_bundle (argv[2], argv[3], argv[4], make_newer_manifest);
  else if (g_str_equal (argv[1], "newer-part"))
    make_bundle (argv[2], argv[3], argv[4], make_newer_part);
  else if (g_str_equal (argv[1], "newer-card"))
    make_newer_card (argv[2], argv[3], argv[4]);
  else
    g_error ("there is nothing called %s to forge", argv[1]);
  return 0;
}
