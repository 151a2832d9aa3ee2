/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ahadi-root-key.h"

#include "sync/ahadi-card-meet.h"

#include "org.h"

static AhadiCard *
load_card (AhadiVault *vault)
{
  g_autoptr (GError) error = NULL;
  AhadiCard *card = ahadi_card_load (vault, &error);

  g_assert_no_error (error);
  g_assert_nonnull (card);
  return card;
}

static AhadiSigningKey *
load_key (AhadiVault *vault)
{
  g_autoptr (GError) error = NULL;
  AhadiSigningKey *key = ahadi_root_key_load (vault, &error);

  g_assert_no_error (error);
  g_assert_nonnull (key);
  return key;
}

/* The directory after the one in @card. */
static AhadiDirectoryContent *
draft_next (const AhadiCard *card)
{
  AhadiDirectoryContent *next =
      ahadi_directory_content_copy (ahadi_directory_get_content (card->directory));

  next->version++;
  next->list_version++;
  return next;
}

static void
assert_publish_refused (AhadiVault *vault,
                        AhadiSigningKey *key,
                        const AhadiDirectoryContent *content,
                        int code,
                        const char *said)
{
  g_autoptr (AhadiCard) card = load_card (vault);
  g_autofree char *before = world_snapshot (vault);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (
      ahadi_root_key_publish (key, vault, content, card->roots, card->texts, &error));
  world_assert_reason (error, code, said);
  after = world_snapshot (vault);
  g_assert_cmpstr (before, ==, after);
}

static void
test_none (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  g_autoptr (GError) error = NULL;

  world_open (&world);
  laptop = world_add (&world, AHADI_ROLE_COORDINATOR, "Kisumu");
  g_assert_null (ahadi_root_key_load (laptop, &error));
  world_assert_reason (error, AHADI_SYNC_ERROR_NOT_READY, "no root key");
}

static void
test_create (void)
{
  g_auto (World) world = { 0 };
  g_autofree char *folder = NULL;
  AhadiVault *vault;
  g_autoptr (AhadiSigningKey) key = NULL;
  g_autoptr (AhadiSigningKey) loaded = NULL;
  g_autoptr (GError) error = NULL;

  world_open (&world);
  folder = g_build_filename (world.folder, "empty", NULL);
  vault = world_add_vault (&world, folder);
  key = ahadi_root_key_create (vault, &error);
  g_assert_no_error (error);
  loaded = load_key (vault);
  g_assert_true (ahadi_verify_key_equal (ahadi_signing_key_get_verify_key (key),
                                         ahadi_signing_key_get_verify_key (loaded)));
}

static void
test_publish (void)
{
  g_auto (World) world = { 0 };
  g_autoptr (AhadiCard) card = NULL;
  g_autoptr (AhadiCard) stored = NULL;
  g_autoptr (AhadiSigningKey) key = NULL;
  g_autoptr (AhadiDirectoryContent) next = NULL;
  g_autoptr (AhadiCard) taken = NULL;
  g_autofree char *drafted = NULL;
  g_autofree char *published = NULL;
  g_autoptr (GError) error = NULL;
  AhadiId branch = { { 1 } };

  world_open (&world);
  card = load_card (world.office);
  key = load_key (world.office);
  next = draft_next (card);
  ahadi_directory_content_add_branch (next, &branch, "Kisumu");
  assert_ok (
      ahadi_root_key_publish (key, world.office, next, card->roots, card->texts, &error));

  stored = load_card (world.office);
  drafted = ahadi_directory_content_print (next);
  published =
      ahadi_directory_content_print (ahadi_directory_get_content (stored->directory));
  g_assert_cmpstr (published, ==, drafted);
  assert_ok (ahadi_card_meet (card, stored, NULL, &taken, &error));
  g_assert_nonnull (taken);
}

/* Rules of the whole, and rules that only reading it back finds broken. */
static void
test_bad_draft (void)
{
  g_auto (World) world = { 0 };
  g_autoptr (AhadiCard) card = NULL;
  g_autoptr (AhadiSigningKey) key = NULL;
  g_autoptr (AhadiDirectoryContent) homeless = NULL;
  g_autoptr (AhadiDirectoryContent) nameless = NULL;
  g_autoptr (AhadiDirectoryContent) ancient = NULL;
  AhadiId nowhere = { { 1 } };
  AhadiDirectoryEntry entry = org_make_entry (AHADI_ROLE_COORDINATOR, &nowhere);

  world_open (&world);
  card = load_card (world.office);
  key = load_key (world.office);

  homeless = draft_next (card);
  ahadi_directory_content_add_entry (homeless, &entry);
  assert_publish_refused (world.office, key, homeless, AHADI_SYNC_ERROR_MALFORMED, "D10");

  nameless = draft_next (card);
  *nameless->org_name = 0;
  assert_publish_refused (world.office, key, nameless, AHADI_SYNC_ERROR_MALFORMED, "D3");

  ancient = draft_next (card);
  ancient->version = 0;
  assert_publish_refused (world.office, key, ancient, AHADI_SYNC_ERROR_MALFORMED,
                          "version");
}

/* Read back before it counts: what nobody could take is not stored. */
static void
test_other_key (void)
{
  g_auto (World) world = { 0 };
  g_autoptr (AhadiCard) card = NULL;
  g_autoptr (AhadiSigningKey) stranger = ahadi_signing_key_new ();
  g_autoptr (AhadiDirectoryContent) next = NULL;

  world_open (&world);
  card = load_card (world.office);
  next = draft_next (card);
  assert_publish_refused (world.office, stranger, next, AHADI_SYNC_ERROR_MALFORMED, "C3");
}

static void
test_one_of_two (void)
{
  g_auto (World) world = { 0 };
  g_auto (Org) org = { 0 };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  world_open (&world);
  org_open (&org);
  before = world_snapshot (world.office);
  g_assert_false (ahadi_root_key_publish (org.keys[0], world.office, org.content,
                                          org.roots, org.texts, &error));
  world_assert_reason (error, AHADI_SYNC_ERROR_BAD_SIGNATURE, "too few");
  after = world_snapshot (world.office);
  g_assert_cmpstr (before, ==, after);
}

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);

  g_test_add_func ("/sync/root-key/none-yet", test_none);
  g_test_add_func ("/sync/root-key/create-then-load", test_create);
  g_test_add_func ("/sync/root-key/publish-stores-the-next-card", test_publish);
  g_test_add_func ("/sync/root-key/publish-refuses-bad-draft", test_bad_draft);
  g_test_add_func ("/sync/root-key/publish-refuses-key-that-is-no-root", test_other_key);
  g_test_add_func ("/sync/root-key/publish-refuses-one-of-two-custodians",
                   test_one_of_two);

  return g_test_run ();
}
