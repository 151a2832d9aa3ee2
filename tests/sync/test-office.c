/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ahadi-office.h"

#include <string.h>

#include "sync/ahadi-root-key.h"

#include "world.h"

#define NAME "Amnesty International Kenya"

/* A vault with an identity and no card. */
static AhadiVault *
add_vault (World *world, AhadiRole role)
{
  g_autofree char *folder = g_build_filename (world->folder, "new", NULL);
  AhadiVault *vault = world_add_vault (world, folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiIdentity) identity =
      ahadi_identity_create (vault, role, "", NULL, "Kisumu", &error);

  g_assert_no_error (error);
  g_assert_nonnull (identity);
  return vault;
}

static AhadiCard *
load_card (AhadiVault *vault)
{
  g_autoptr (GError) error = NULL;
  AhadiCard *card = ahadi_card_load (vault, &error);

  g_assert_no_error (error);
  g_assert_nonnull (card);
  return card;
}

/* Refused, and neither card nor root key is left behind. */
static void
assert_found_refused (AhadiVault *vault,
                      const char *name,
                      const AhadiCodeText *texts,
                      gsize n_texts,
                      const GError *expected)
{
  g_autofree char *before = world_snapshot (vault);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (ahadi_office_found (vault, name, texts, n_texts, &error));
  g_assert_error (error, expected->domain, expected->code);
  if (strstr (error->message, expected->message) == NULL)
    g_error ("refused for another reason than \"%s\": %s", expected->message,
             error->message);
  after = world_snapshot (vault);
  g_assert_cmpstr (before, ==, after);
}

static void
test_only_holder (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *vault;
  g_autoptr (AhadiIdentity) identity = NULL;
  g_autoptr (AhadiDirectory) directory = NULL;
  const AhadiDirectoryEntry *entry;
  gint64 before = ahadi_wall_clock_ms ();
  g_autoptr (GError) error = NULL;

  world_open (&world);
  vault = add_vault (&world, AHADI_ROLE_MEMBERSHIP);
  assert_ok (ahadi_office_found (vault, " " NAME "\n", NULL, 0, &error));
  identity = world_get_identity (vault);
  directory = world_get_directory (vault);
  g_assert_cmpuint (ahadi_directory_get_version (directory), ==, 1);
  g_assert_cmpint (ahadi_directory_get_time (directory), >=, before);
  g_assert_cmpint (ahadi_directory_get_time (directory), <=, ahadi_wall_clock_ms ());
  g_assert_cmpstr (ahadi_directory_get_org_name (directory), ==, NAME);
  g_assert_cmpuint (ahadi_directory_get_branches (directory)->len, ==, 0);
  g_assert_cmpuint (ahadi_directory_get_entries (directory)->len, ==, 1);

  entry = ahadi_directory_find_device (directory, ahadi_identity_get_device (identity));
  g_assert_nonnull (entry);
  g_assert_cmpint (entry->role, ==, AHADI_ROLE_MEMBERSHIP);
  g_assert_cmpint (entry->state, ==, AHADI_DEVICE_ACTIVE);
}

static void
test_root_key (void)
{
  g_auto (World) world = { 0 };
  g_autoptr (AhadiCard) card = NULL;
  g_autoptr (AhadiSigningKey) key = NULL;
  g_autoptr (GError) error = NULL;
  const AhadiRootSet *roots;

  world_open (&world);
  card = load_card (world.office);
  key = ahadi_root_key_load (world.office, &error);
  g_assert_no_error (error);
  roots = ahadi_roots_get_last (card->roots);
  g_assert_cmpuint (roots->threshold, ==, 1);
  g_assert_cmpuint (roots->keys->len, ==, 1);
  g_assert_true (ahadi_root_set_has (roots, ahadi_signing_key_get_verify_key (key)));
}

/* Each has an id of its own, though it has the same name. */
static void
test_two_organisations (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *vault;
  g_autoptr (GBytes) card = NULL;
  g_autoptr (GError) error = NULL;

  world_open (&world);
  vault = add_vault (&world, AHADI_ROLE_MEMBERSHIP);
  assert_ok (ahadi_office_found (vault, NAME, NULL, 0, &error));
  card = ahadi_card_export (vault, &error);
  g_assert_no_error (error);
  assert_refused (ahadi_card_import (world.office, card, NULL, &error),
                  AHADI_SYNC_ERROR_OTHER_ORG);
}

static void
test_texts (void)
{
  g_auto (World) world = { 0 };
  g_autoptr (AhadiCard) card = NULL;
  const AhadiDirectoryContent *content;
  const AhadiDirectoryCode *english;
  const AhadiDirectoryCode *kiswahili;

  world_open (&world); /* gives them the other way round */
  card = load_card (world.office);
  content = ahadi_directory_get_content (card->directory);
  g_assert_cmpuint (content->codes->len, ==, 2);
  english = content->codes->pdata[0];
  kiswahili = content->codes->pdata[1];
  g_assert_cmpstr (english->language, ==, "en");
  g_assert_true (english->official);
  g_assert_cmpstr (kiswahili->language, ==, "sw");
  g_assert_false (kiswahili->official);
  g_assert_cmpmem (g_bytes_get_data (card->texts->pdata[0], NULL),
                   g_bytes_get_size (card->texts->pdata[0]), "I will: –\n", 12);
  g_assert_cmpmem (g_bytes_get_data (card->texts->pdata[1], NULL),
                   g_bytes_get_size (card->texts->pdata[1]), "Nitafanya: –\n", 15);
}

static void
test_text_twice (void)
{
  g_auto (World) world = { 0 };
  g_autoptr (GBytes) text = g_bytes_new_static ("I will", 6);
  g_autoptr (GBytes) other = g_bytes_new_static ("I will not", 10);
  AhadiCodeText texts[] = { { "en", text, TRUE }, { "en", other, FALSE } };
  GError expected = { AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_MALFORMED, (char *) "D7" };

  world_open (&world);
  assert_found_refused (add_vault (&world, AHADI_ROLE_MEMBERSHIP), NAME, texts, 2,
                        &expected);
}

static void
test_twice (void)
{
  g_auto (World) world = { 0 };
  GError expected = { AHADI_STORE_ERROR, AHADI_STORE_ERROR_EXISTS,
                      (char *) "has a card" };

  world_open (&world);
  assert_found_refused (world.office, NAME, NULL, 0, &expected);
}

static void
test_others (void)
{
  g_auto (World) world = { 0 };
  g_autofree char *folder = NULL;
  AhadiVault *nobody;
  GError expected = { AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_NOT_READY,
                      (char *) "not a membership office" };

  world_open (&world);
  folder = g_build_filename (world.folder, "empty", NULL);
  nobody = world_add_vault (&world, folder);
  assert_found_refused (nobody, NAME, NULL, 0, &expected);
  assert_found_refused (add_vault (&world, AHADI_ROLE_EXECUTIVE_DIRECTOR), NAME, NULL, 0,
                        &expected);
}

static void
test_names (void)
{
  g_auto (World) world = { 0 };
  g_autofree char *longer = g_strnfill (201, 'x');
  GError expected = { AHADI_MODEL_ERROR, AHADI_MODEL_ERROR_VALUE, (char *) "one line" };
  AhadiVault *vault;

  world_open (&world);
  vault = add_vault (&world, AHADI_ROLE_MEMBERSHIP);
  assert_found_refused (vault, "", NULL, 0, &expected);
  assert_found_refused (vault, "\xff", NULL, 0, &expected);
  assert_found_refused (vault, "Amnesty\nKenya", NULL, 0, &expected);
  assert_found_refused (vault, longer, NULL, 0, &expected);
}

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);

  g_test_add_func ("/sync/office/founder-is-the-only-holder", test_only_holder);
  g_test_add_func ("/sync/office/founder-has-the-only-root-key", test_root_key);
  g_test_add_func ("/sync/office/every-organisation-is-another", test_two_organisations);
  g_test_add_func ("/sync/office/texts-stand-by-language", test_texts);
  g_test_add_func ("/sync/office/refuses-text-twice", test_text_twice);
  g_test_add_func ("/sync/office/refuses-to-found-twice", test_twice);
  g_test_add_func ("/sync/office/refuses-all-but-a-membership-office", test_others);
  g_test_add_func ("/sync/office/refuses-bad-name", test_names);

  return g_test_run ();
}
