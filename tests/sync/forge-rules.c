/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * forge-rules FOLDER BUNDLE REPLY CARD REQUEST OUT: for each rule of FORMAT.md a file
 * that breaks it and no other, made as only holders of keys could:
 * OUT/<reader>/<rule>-<what>.ahadi, where the reader is "kisumu" for what is made of the
 * reply, else "office"; and OUT/kisumu.key, which opens the former for a stranger. FOLDER
 * has the vaults "office", "kisumu" and "stranger", which asks, "passphrase.txt", which
 * opens them, and "first.ahadi-card", an older one than CARD.
 */
#include <string.h>

#include "forge-rules.h"

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

void
workshop_save (const Workshop *self,
               const char *reader,
               const char *name,
               const char *end,
               GBytes *bytes)
{
  g_autofree char *file = g_strconcat (name, end, NULL);
  g_autofree char *path = g_build_filename (self->out, reader, file, NULL);
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_file_replace (path, bytes, 0600, &error));
}

char *
workshop_change (const char *lines, const LineChange *change)
{
  gsize pushed = strspn (change->by + strcspn (change->by, "0"), "0");
  g_autofree char *old = NULL;

  if (pushed < 16)
    return forge_replace (lines, change->old, change->by);

  old = g_strndup (strstr (lines, change->old), strlen (change->old) + pushed);
  return forge_replace (lines, old, change->by);
}

/* No harm is done by an older card: OUT/taken/. */
static void
forge_older_card (const Workshop *shop, const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "first.ahadi-card", NULL);
  g_autoptr (GBytes) card = world_read_file (path);
  g_autoptr (Forge) forge = forge_open (shop->bundle, shop->office);
  g_autoptr (GBytes) archive = NULL;
  g_autoptr (GBytes) sealed = NULL;

  forge_insert (forge, "manifest.json.minisig", "card.ahadi-card", card);
  archive = forge_to_archive (forge);
  sealed = forge_seal_to (archive, shop->office);
  workshop_save (shop, "taken", "B6-older-card", ".ahadi", sealed);
}

static void
save_key (const Workshop *shop)
{
  g_autoptr (AhadiIdentity) identity = world_get_identity (shop->laptop);
  g_autoptr (AhadiSecret) text =
      ahadi_age_identity_print (ahadi_identity_get_age_identity (identity));
  const char *key = (const char *) ahadi_secret_get_bytes (text);
  g_autoptr (GBytes) bytes = g_bytes_new (key, strlen (key));

  workshop_save (shop, "", "kisumu", ".key", bytes);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiVault) office = NULL;
  g_autoptr (AhadiVault) laptop = NULL;
  g_autoptr (AhadiVault) asking = NULL;
  Workshop shop = { 0 };

  g_assert_cmpint (argc, ==, 7);
  assert_ok (ahadi_crypto_init (&error));
  office = open_vault (argv[1], "office");
  laptop = open_vault (argv[1], "kisumu");
  asking = open_vault (argv[1], "stranger");
  shop =
      (Workshop){ argv[6], office, laptop, asking, argv[2], argv[3], argv[4], argv[5] };
  forge_rules_of_bundles (&shop);
  forge_rules_of_papers (&shop);
  forge_older_card (&shop, argv[1]);
  save_key (&shop);
  return 0;
}
