/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From one root key in the founder's vault to custodians, and what they sign. */

#include "sync/ahadi-proposal.h"

#include "sync/ahadi-proposal-codec.h"
#include "sync/ahadi-proposal-edit.h"
#include "sync/ahadi-root-key.h"

#include "org.h"

#define N_CUSTODIANS 3

typedef struct
{
  World world;
  AhadiSigningKey *keys[N_CUSTODIANS];
} House;

static void
house_open (House *self)
{
  world_open (&self->world);
  for (int i = 0; i < N_CUSTODIANS; i++)
    self->keys[i] = ahadi_signing_key_new ();
}

static void
house_close (House *self)
{
  for (int i = 0; i < N_CUSTODIANS; i++)
    g_clear_pointer (&self->keys[i], ahadi_signing_key_unref);
  world_close (&self->world);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (House, house_close)

static void
draft_roots (House *self, guint threshold)
{
  AhadiVerifyKey keys[N_CUSTODIANS];
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < N_CUSTODIANS; i++)
    keys[i] = *ahadi_signing_key_get_verify_key (self->keys[i]);
  assert_ok (ahadi_proposal_edit_roots (self->world.office, threshold, keys, N_CUSTODIANS,
                                        &error));
}

static AhadiProposal *
load (AhadiVault *vault)
{
  g_autoptr (GError) error = NULL;
  AhadiProposal *draft = ahadi_proposal_load (vault, &error);

  g_assert_no_error (error);
  return draft;
}

/* As if carried to the custodian's own machine and back. */
static AhadiProposal *
carry (AhadiProposal *draft)
{
  g_autoptr (GBytes) file = ahadi_proposal_print (draft);
  g_autoptr (GError) error = NULL;
  AhadiProposal *copy = ahadi_proposal_parse (file, &error);

  g_assert_no_error (error);
  return copy;
}

static void
sign (AhadiProposal *draft, AhadiSigningKey *key)
{
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_proposal_sign (draft, key, &error));
}

static guint32
get_version (AhadiVault *vault)
{
  g_autoptr (AhadiDirectory) directory = world_get_directory (vault);

  return ahadi_directory_get_version (directory);
}

/* Two of three from now on. */
static void
hand_over (House *self)
{
  g_autoptr (AhadiProposal) draft = NULL;
  g_autoptr (GError) error = NULL;

  draft_roots (self, 2);
  draft = load (self->world.office);
  sign (draft, self->keys[0]);
  sign (draft, self->keys[1]);
  assert_ok (ahadi_proposal_publish (self->world.office, draft, &error));
}

static gboolean
has_root_key (AhadiVault *vault)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiSigningKey) key = ahadi_root_key_load (vault, &error);

  return key != NULL;
}

/* One of one signs alone: nothing waits. */
static void
test_one_step (void)
{
  g_auto (House) house = { 0 };
  g_autoptr (GError) error = NULL;

  house_open (&house);
  assert_ok (
      ahadi_proposal_edit_setting (house.world.office, "helpline", "1195", &error));
  g_assert_cmpuint (get_version (house.world.office), ==, 2);
  g_assert_null (load (house.world.office));
  g_assert_true (has_root_key (house.world.office));
}

/* The old one and two of the new: each on a machine of their own, then joined. */
static void
test_rotation (void)
{
  g_auto (House) house = { 0 };
  AhadiVault *office;
  AhadiVault *laptop;
  g_autoptr (AhadiProposal) waiting = NULL;
  g_autoptr (AhadiProposal) first = NULL;
  g_autoptr (AhadiProposal) second = NULL;
  g_autoptr (GBytes) card = NULL;
  g_autoptr (GError) error = NULL;
  gboolean updated;

  house_open (&house);
  office = house.world.office;
  laptop = world_add_laptop (&house.world, "Kisumu");
  draft_roots (&house, 2);
  waiting = load (office);
  g_assert_false (ahadi_proposal_is_complete (waiting));
  first = carry (waiting);
  second = carry (waiting);
  sign (first, house.keys[0]);
  sign (second, house.keys[2]);
  g_assert_false (ahadi_proposal_is_complete (first));
  assert_ok (ahadi_proposal_join (first, second, &error));
  g_assert_true (ahadi_proposal_is_complete (first));
  assert_ok (ahadi_proposal_publish (office, first, &error));

  g_assert_false (has_root_key (office));
  g_assert_null (load (office));
  card = ahadi_card_export (office, &error);
  assert_ok (ahadi_card_import (laptop, card, &updated, &error));
  g_assert_true (updated);
}

static void
test_too_few (void)
{
  g_auto (House) house = { 0 };
  g_autoptr (AhadiProposal) draft = NULL;
  g_autoptr (GError) error = NULL;

  house_open (&house);
  draft_roots (&house, 2);
  draft = load (house.world.office);
  sign (draft, house.keys[0]);
  g_assert_false (ahadi_proposal_publish (house.world.office, draft, &error));
  world_assert_reason (error, AHADI_SYNC_ERROR_BAD_SIGNATURE, "too few");
  g_assert_true (has_root_key (house.world.office));
}

/* New custodians alone can't make themselves that. */
static void
test_without_the_old (void)
{
  g_auto (House) house = { 0 };
  g_autoptr (AhadiCard) card = NULL;
  g_autoptr (AhadiDirectoryContent) content = NULL;
  g_autoptr (AhadiProposal) draft = NULL;
  g_autoptr (GError) error = NULL;

  house_open (&house);
  card = ahadi_card_load (house.world.office, &error);
  content = ahadi_directory_content_copy (ahadi_directory_get_content (card->directory));
  ahadi_root_set_free (content->roots);
  content->roots = ahadi_root_set_new (1);
  ahadi_root_set_add (content->roots, ahadi_signing_key_get_verify_key (house.keys[0]));
  draft = ahadi_proposal_new (card, content, card->texts, &error);
  g_assert_no_error (error);
  sign (draft, house.keys[0]);
  g_assert_false (ahadi_proposal_is_complete (draft));
  g_assert_false (ahadi_proposal_publish (house.world.office, draft, &error));
  world_assert_reason (error, AHADI_SYNC_ERROR_BAD_SIGNATURE, "too few");
}

/* From then on the vault drafts, and the custodians sign. */
static void
test_after_the_rotation (void)
{
  g_auto (House) house = { 0 };
  AhadiVault *office;
  g_autoptr (AhadiProposal) draft = NULL;
  g_autoptr (GError) error = NULL;
  AhadiProposalCount count;

  house_open (&house);
  office = house.world.office;
  hand_over (&house);
  assert_ok (ahadi_proposal_edit_setting (office, "helpline", "1195", &error));
  g_assert_cmpuint (get_version (office), ==, 2);
  draft = load (office);
  sign (draft, house.keys[1]);
  count = ahadi_proposal_count (draft);
  g_assert_cmpuint (count.new_signed, ==, 1);
  g_assert_cmpuint (count.new_threshold, ==, 2);
  sign (draft, house.keys[2]);
  assert_ok (ahadi_proposal_publish (office, draft, &error));
  g_assert_cmpuint (get_version (office), ==, 3);
}

/* Changes collect in one draft, and signatures of the text before are dropped. */
static void
test_collects (void)
{
  g_auto (House) house = { 0 };
  AhadiVault *office;
  g_autoptr (AhadiProposal) first = NULL;
  g_autoptr (AhadiProposal) second = NULL;
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (GError) error = NULL;

  house_open (&house);
  office = house.world.office;
  hand_over (&house);
  assert_ok (ahadi_proposal_edit_setting (office, "helpline", "1195", &error));
  first = load (office);
  sign (first, house.keys[0]);
  assert_ok (ahadi_proposal_keep (office, first, &error));
  assert_ok (ahadi_proposal_edit_setting (office, "deadline-days", "30", &error));
  second = load (office);
  changes = ahadi_proposal_list_changes (second);
  g_assert_cmpuint (changes->len, ==, 2);
  g_assert_cmpuint (ahadi_proposal_count (second).new_signed, ==, 0);
  g_assert_false (ahadi_proposal_join (second, first, &error));
  world_assert_reason (error, AHADI_SYNC_ERROR_FORK, "same directory");
}

static void
test_overtaken (void)
{
  g_auto (House) house = { 0 };
  AhadiVault *office;
  g_autoptr (AhadiProposal) late = NULL;
  g_autoptr (AhadiProposal) draft = NULL;
  g_autoptr (GError) error = NULL;

  house_open (&house);
  office = house.world.office;
  hand_over (&house);
  assert_ok (ahadi_proposal_edit_setting (office, "helpline", "1195", &error));
  late = load (office);
  assert_ok (ahadi_proposal_edit_setting (office, "helpline", "1199", &error));
  draft = load (office);
  for (int i = 0; i < 2; i++)
    {
      sign (late, house.keys[i]);
      sign (draft, house.keys[i]);
    }
  assert_ok (ahadi_proposal_publish (office, draft, &error));
  g_assert_false (ahadi_proposal_publish (office, late, &error));
  world_assert_reason (error, AHADI_SYNC_ERROR_OLDER, "follows another");
}

static void
test_stranger (void)
{
  g_auto (House) house = { 0 };
  g_autoptr (AhadiSigningKey) stranger = ahadi_signing_key_new ();
  g_autoptr (AhadiProposal) draft = NULL;
  g_autoptr (GError) error = NULL;

  house_open (&house);
  draft_roots (&house, 2);
  draft = load (house.world.office);
  g_assert_false (ahadi_proposal_sign (draft, stranger, &error));
  world_assert_reason (error, AHADI_SYNC_ERROR_NOT_READY, "no custodian");
}

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);

  g_test_add_func ("/sync/proposal/one-of-one-publishes-in-one-step", test_one_step);
  g_test_add_func ("/sync/proposal/old-and-new-sign-a-rotation", test_rotation);
  g_test_add_func ("/sync/proposal/too-few-publish-nothing", test_too_few);
  g_test_add_func ("/sync/proposal/new-custodians-need-the-old", test_without_the_old);
  g_test_add_func ("/sync/proposal/two-of-three-sign-what-the-vault-drafts",
                   test_after_the_rotation);
  g_test_add_func ("/sync/proposal/changes-collect-and-drop-signatures", test_collects);
  g_test_add_func ("/sync/proposal/overtaken-draft-is-refused", test_overtaken);
  g_test_add_func ("/sync/proposal/stranger-signs-nothing", test_stranger);

  return g_test_run ();
}
