/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Taking a card into a vault: FORMAT.md section 7, C8. */

#include "sync/ahadi-card.h"

#include "sync/ahadi-root-key.h"

#include "forge.h"
#include "org.h"

/* A vault of nobody yet, beside the world's office, and an organisation on paper. */
typedef struct
{
  World world;
  Org org;
  AhadiVault *vault;
} Desk;

static void
desk_open (Desk *self)
{
  g_autofree char *folder = NULL;

  world_open (&self->world);
  org_open (&self->org);
  folder = g_build_filename (self->world.folder, "empty", NULL);
  self->vault = world_add_vault (&self->world, folder);
}

static void
desk_close (Desk *self)
{
  org_close (&self->org);
  world_close (&self->world);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Desk, desk_close)

static void
assert_card_taken (AhadiVault *vault, GBytes *card, gboolean expected)
{
  g_autoptr (GBytes) kept = NULL;
  g_autoptr (GError) error = NULL;
  gboolean updated = !expected;
  gboolean newer;

  assert_ok (ahadi_card_look (vault, card, &newer, &error));
  g_assert_cmpint (newer, ==, expected);
  assert_ok (ahadi_card_import (vault, card, &updated, &error));
  g_assert_cmpint (updated, ==, expected);
  if (!expected)
    return;

  kept = ahadi_card_export (vault, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (kept, card));
}

/* Refused, and nothing in the vault changed. */
static void
assert_card_refused (AhadiVault *vault, GBytes *card, int code, const char *said)
{
  g_autofree char *before = world_snapshot (vault);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  gboolean updated = TRUE;

  g_assert_false (ahadi_card_look (vault, card, &updated, &error));
  world_assert_reason (error, code, said);
  g_assert_false (updated);
  g_clear_error (&error);
  updated = TRUE;
  g_assert_false (ahadi_card_import (vault, card, &updated, &error));
  world_assert_reason (error, code, said);
  g_assert_false (updated);
  after = world_snapshot (vault);
  g_assert_cmpstr (before, ==, after);
}

static void
take (Desk *desk)
{
  g_autoptr (GBytes) card = org_print_card (&desk->org, 2);

  assert_card_taken (desk->vault, card, TRUE);
}

static guint32
get_version (AhadiVault *vault)
{
  g_autoptr (AhadiDirectory) directory = world_get_directory (vault);

  return ahadi_directory_get_version (directory);
}

/* --- C8 --- */

static void
test_first (void)
{
  g_auto (Desk) desk = { 0 };

  desk_open (&desk);
  take (&desk);
  g_assert_cmpuint (get_version (desk.vault), ==, 12);
}

static void
test_continues (void)
{
  g_auto (Desk) desk = { 0 };
  g_autoptr (GBytes) card = NULL;

  desk_open (&desk);
  take (&desk);
  desk.org.content->version = 20;
  card = org_print_card (&desk.org, 2);
  assert_card_taken (desk.vault, card, TRUE);
  g_assert_cmpuint (get_version (desk.vault), ==, 20);
}

static void
test_continues_with_new_roots (void)
{
  g_auto (Desk) desk = { 0 };
  g_autoptr (GBytes) card = NULL;

  desk_open (&desk);
  take (&desk);
  org_change_roots (&desk.org);
  desk.org.content->version++;
  card = org_print_card (&desk.org, 1);
  assert_card_taken (desk.vault, card, TRUE);
}

static void
test_same (void)
{
  g_auto (Desk) desk = { 0 };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GBytes) again = NULL;
  g_autoptr (GBytes) by_three = NULL;

  desk_open (&desk);
  take (&desk);
  before = world_snapshot (desk.vault);
  again = org_print_card (&desk.org, 2);
  assert_card_taken (desk.vault, again, FALSE);
  by_three = org_print_card (&desk.org, 3);
  assert_card_taken (desk.vault, by_three, FALSE);
  after = world_snapshot (desk.vault);
  g_assert_cmpstr (before, ==, after);
}

static void
test_older (void)
{
  g_auto (Desk) desk = { 0 };
  g_autoptr (GBytes) card = NULL;

  desk_open (&desk);
  take (&desk);
  desk.org.content->version--;
  card = org_print_card (&desk.org, 2);
  assert_card_refused (desk.vault, card, AHADI_SYNC_ERROR_OLDER, "ours is newer");
}

/* What custodians sign whom later ones have taken the place of. */
static void
test_older_roots (void)
{
  g_auto (Desk) desk = { 0 };
  g_autoptr (GBytes) before = NULL;

  desk_open (&desk);
  desk.org.content->version = 99;
  before = org_print_card (&desk.org, 2);
  desk.org.content->version = 12;
  org_change_roots (&desk.org);
  take (&desk);
  assert_card_refused (desk.vault, before, AHADI_SYNC_ERROR_OLDER, "ours is newer");
}

/* More roots do not make up for a lower version. */
static void
test_older_with_new_roots (void)
{
  g_auto (Desk) desk = { 0 };
  g_autoptr (GBytes) card = NULL;

  desk_open (&desk);
  take (&desk);
  org_change_roots (&desk.org);
  desk.org.content->version--;
  card = org_print_card (&desk.org, 1);
  assert_card_refused (desk.vault, card, AHADI_SYNC_ERROR_OLDER, "ours is newer");
}

static void
test_other_roots (void)
{
  g_auto (Desk) desk = { 0 };
  g_auto (Org) other = { 0 };
  g_autoptr (GBytes) card = NULL;

  desk_open (&desk);
  take (&desk);
  org_open (&other);
  other.content->version = 99;
  card = org_print_card (&other, 2);
  assert_card_refused (desk.vault, card, AHADI_SYNC_ERROR_OTHER_ORG, "not ours");
}

/* The very same custodians, of another organisation. */
static void
test_other_org (void)
{
  g_auto (Desk) desk = { 0 };
  Org *org = &desk.org;
  g_autoptr (GBytes) card = NULL;

  desk_open (&desk);
  take (&desk);
  org->content->org.bytes[0] ^= 1;
  org->content->version = 99;
  ahadi_roots_free (org->roots);
  org->roots = ahadi_roots_new (&org->content->org);
  ahadi_roots_add (org->roots, ahadi_root_set_copy (org->content->roots));
  ahadi_roots_sign (org->roots, org->keys[0]);
  ahadi_roots_sign (org->roots, org->keys[1]);
  card = org_print_card (org, 2);
  assert_card_refused (desk.vault, card, AHADI_SYNC_ERROR_OTHER_ORG, "not ours");
}

/* Two lines that begin alike and then part. */
static void
test_parted_roots (void)
{
  g_auto (Desk) desk = { 0 };
  Org *org = &desk.org;
  g_autoptr (AhadiRoots) common = NULL;
  g_autoptr (AhadiSigningKey) newcomer = ahadi_signing_key_new ();
  AhadiRootSet *set;
  g_autoptr (GBytes) card = NULL;

  desk_open (&desk);
  common = ahadi_roots_copy (org->roots);
  org_change_roots (org);
  take (&desk);

  set = ahadi_root_set_copy (org->content->roots);
  ahadi_root_set_add (set, ahadi_signing_key_get_verify_key (newcomer));
  ahadi_roots_free (org->roots);
  org->roots = g_steal_pointer (&common);
  ahadi_roots_add (org->roots, set);
  ahadi_roots_sign (org->roots, org->keys[0]);
  ahadi_roots_sign (org->roots, org->keys[1]);
  ahadi_root_set_free (org->content->roots);
  org->content->roots = ahadi_root_set_copy (set);
  org->content->version = 99;
  card = org_print_card (org, 2);
  assert_card_refused (desk.vault, card, AHADI_SYNC_ERROR_OTHER_ORG, "not ours");
}

static void
test_fork (void)
{
  g_auto (Desk) desk = { 0 };
  g_autoptr (GBytes) card = NULL;

  desk_open (&desk);
  take (&desk);
  org_add_branch (&desk.org, "Kisumu");
  card = org_print_card (&desk.org, 2);
  assert_card_refused (desk.vault, card, AHADI_SYNC_ERROR_FORK, "same version");
}

/* In a bundle it is not looked at: the bundle is what counts. */
static void
test_fork_in_a_bundle (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  g_autoptr (AhadiCard) card = NULL;
  g_autoptr (AhadiSigningKey) key = NULL;
  g_autoptr (AhadiDirectoryContent) content = NULL;
  g_autoptr (GBytes) other = NULL;
  g_autoptr (Forge) forge = NULL;
  g_autofree char *path = NULL;
  g_autofree char *forged = NULL;
  g_autoptr (AhadiIdentity) identity = NULL;
  g_autoptr (AhadiImportResult) result = NULL;
  g_autoptr (GError) error = NULL;

  world_open (&world);
  laptop = world_add_laptop (&world, "Kisumu");
  identity = world_get_identity (world.office);
  path = world_export (&world, laptop);
  card = ahadi_card_load (world.office, &error);
  g_assert_no_error (error);
  key = ahadi_root_key_load (world.office, &error);
  g_assert_no_error (error);
  content = ahadi_directory_content_copy (ahadi_directory_get_content (card->directory));
  content->time++;
  other = ahadi_card_print (content, card->roots, card->texts, &key, 1,
                            ahadi_identity_get_signing_key (identity));
  assert_card_refused (world.office, other, AHADI_SYNC_ERROR_FORK, "same version");

  forge = forge_open (path, world.office);
  forge_insert (forge, "manifest.json.minisig", "card.ahadi-card", other);
  forged = forge_save (forge, &world, world.office);
  result = world_merge (world.office, forged);
  g_assert_false (result->newer_card);
}

/* --- what else there is to taking one --- */

static void
test_broken (void)
{
  g_auto (Desk) desk = { 0 };
  g_autoptr (GBytes) letter = g_bytes_new_static ("not a card", 10);
  g_autoptr (GBytes) card = NULL;
  g_autoptr (GBytes) cut = NULL;
  g_autoptr (GBytes) by_one = NULL;

  desk_open (&desk);
  card = org_print_card (&desk.org, 2);
  cut = g_bytes_new_from_bytes (card, 0, g_bytes_get_size (card) - 512);
  by_one = org_print_card (&desk.org, 1);
  assert_card_refused (desk.vault, letter, AHADI_SYNC_ERROR_FOREIGN, "card");
  assert_card_refused (desk.vault, cut, AHADI_SYNC_ERROR_DAMAGED, "card");
  assert_card_refused (desk.vault, by_one, AHADI_SYNC_ERROR_BAD_SIGNATURE, "too few");
  g_assert_null (ahadi_card_read (by_one, NULL));
}

/* The vault knows from then on whose operations it writes, whichever came first. */
static void
test_author (gconstpointer card_first)
{
  g_auto (Desk) desk = { 0 };
  g_autoptr (AhadiIdentity) identity = NULL;
  g_autoptr (GArray) streams = NULL;
  g_autoptr (GError) error = NULL;
  const AhadiStreamInfo *stream;

  desk_open (&desk);
  if (GPOINTER_TO_INT (card_first))
    take (&desk);
  identity = ahadi_identity_create (desk.vault, AHADI_ROLE_COORDINATOR, "Achieng", NULL,
                                    "Kisumu", &error);
  g_assert_no_error (error);
  if (!GPOINTER_TO_INT (card_first))
    take (&desk);

  world_add_member (desk.vault, "Achieng Otieno");
  streams = ahadi_streams_list (desk.vault, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (streams->len, ==, 1);
  stream = &g_array_index (streams, AhadiStreamInfo, 0);
  g_assert_true (
      ahadi_id_equal (&stream->id.device, ahadi_identity_get_device (identity)));
}

static void
test_export_none (void)
{
  g_auto (Desk) desk = { 0 };
  g_autoptr (GError) error = NULL;

  desk_open (&desk);
  g_assert_null (ahadi_card_export (desk.vault, &error));
  world_assert_reason (error, AHADI_SYNC_ERROR_NOT_READY, "no card");
  g_clear_error (&error);
  g_assert_null (ahadi_card_load (desk.vault, &error));
  g_assert_no_error (error);
}

static void
test_read (void)
{
  g_auto (Org) org = { 0 };
  g_autoptr (GBytes) card = NULL;
  g_autoptr (AhadiDirectory) directory = NULL;
  g_autoptr (GError) error = NULL;

  org_open (&org);
  card = org_print_card (&org, 2);
  directory = ahadi_card_read (card, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ahadi_directory_get_version (directory), ==, 12);
}

static void
assert_dropped (AhadiVault *vault, guint32 expected)
{
  g_autoptr (GError) error = NULL;
  guint32 version;

  assert_ok (ahadi_card_get_dropped (vault, &version, &error));
  g_assert_cmpuint (version, ==, expected);
}

/* The next directory names @entry no more, or again. Returns: its version. */
static guint32
publish (AhadiVault *office, AhadiDirectoryEntry *entry, gboolean named)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiCard) card = ahadi_card_load (office, &error);
  g_autoptr (AhadiSigningKey) key = ahadi_root_key_load (office, &error);
  g_autoptr (AhadiDirectoryContent) next =
      ahadi_directory_content_copy (ahadi_directory_get_content (card->directory));
  guint at;

  for (at = 0; at < next->entries->len; at++)
    if (ahadi_id_equal (&((AhadiDirectoryEntry *) next->entries->pdata[at])->device,
                        &entry->device))
      break;
  if (named)
    ahadi_directory_content_add_entry (next, entry);
  else
    g_ptr_array_remove_index (next->entries, at);

  next->version++;
  next->list_version++;
  assert_ok (
      ahadi_root_key_publish (key, office, next, card->roots, card->texts, &error));
  return next->version;
}

/* Whom custodians drop without revoking is told so, until they name them again. */
static void
test_dropped (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *director;
  g_autoptr (AhadiIdentity) identity = NULL;
  g_autoptr (AhadiDirectory) directory = NULL;
  AhadiDirectoryEntry entry;
  guint32 version;

  world_open (&world);
  director = world_add (&world, AHADI_ROLE_EXECUTIVE_DIRECTOR, NULL);
  assert_dropped (director, 0);
  world_enrol (&world, director);
  assert_dropped (director, 0);
  identity = world_get_identity (director);
  directory = world_get_directory (director);
  entry = *ahadi_directory_find_device (directory, ahadi_identity_get_device (identity));

  version = publish (world.office, &entry, FALSE);
  world_give_card (&world, director);
  assert_dropped (director, version);
  assert_dropped (world.office, 0);

  publish (world.office, &entry, TRUE);
  world_give_card (&world, director);
  assert_dropped (director, 0);
}

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);

  g_test_add_func ("/sync/card/C8-takes-the-first", test_first);
  g_test_add_func ("/sync/card/C8-takes-what-continues", test_continues);
  g_test_add_func ("/sync/card/C8-takes-what-continues-with-new-roots",
                   test_continues_with_new_roots);
  g_test_add_func ("/sync/card/C8-same-changes-nothing", test_same);
  g_test_add_func ("/sync/card/C8-refuses-older", test_older);
  g_test_add_func ("/sync/card/C8-refuses-older-roots", test_older_roots);
  g_test_add_func ("/sync/card/C8-refuses-older-with-new-roots",
                   test_older_with_new_roots);
  g_test_add_func ("/sync/card/C8-refuses-other-roots", test_other_roots);
  g_test_add_func ("/sync/card/C8-refuses-other-organisation", test_other_org);
  g_test_add_func ("/sync/card/C8-refuses-roots-that-part", test_parted_roots);
  g_test_add_func ("/sync/card/C8-refuses-fork", test_fork);
  g_test_add_func ("/sync/card/C8-ignores-fork-in-a-bundle", test_fork_in_a_bundle);
  g_test_add_func ("/sync/card/refuses-what-is-not-whole", test_broken);
  g_test_add_data_func ("/sync/card/author-is-set-when-the-card-is-first",
                        GINT_TO_POINTER (TRUE), test_author);
  g_test_add_data_func ("/sync/card/author-is-set-when-the-identity-is-first",
                        GINT_TO_POINTER (FALSE), test_author);
  g_test_add_func ("/sync/card/whom-it-lists-no-more-is-told", test_dropped);
  g_test_add_func ("/sync/card/none-yet", test_export_none);
  g_test_add_func ("/sync/card/read-by-itself", test_read);

  return g_test_run ();
}
