/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Two cards of one organisation: FORMAT.md section 7, C9 to C13. That a vault takes what
 * comes of it is in test-card.c. */

#include "sync/ahadi-card-meet.h"

#include "org.h"

/* The founder's vault and a second holder of the membership office, both with the same
 * card, and a laptop that has it too. */
typedef struct
{
  World world;
  AhadiVault *first;
  AhadiVault *second;
  AhadiVault *laptop;
} Offices;

static void
offices_open (Offices *self)
{
  world_open (&self->world);
  self->first = self->world.office;
  self->second = world_add_office (&self->world, AHADI_ROLE_MEMBERSHIP);
  self->laptop = world_add_laptop (&self->world, "Nakuru");
  world_give_card (&self->world, self->second);
}

static void
offices_close (Offices *self)
{
  world_close (&self->world);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Offices, offices_close)

/* A laptop that asks @office, and is listed by it alone. */
static AhadiId
approve_at (Offices *self, AhadiVault *office, const char *branch)
{
  AhadiVault *laptop = world_add (&self->world, AHADI_ROLE_COORDINATOR, branch);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) file = ahadi_enrolment_make (laptop, NULL, &error);
  g_autoptr (AhadiEnrolment) request = NULL;

  g_assert_no_error (error);
  request = ahadi_enrolment_receive (office, file, &error);
  g_assert_no_error (error);
  assert_ok (
      ahadi_enrolment_approve (office, &request->device, request->fingerprint, &error));
  return request->device;
}

static GBytes *
get_card (AhadiVault *vault)
{
  g_autoptr (GError) error = NULL;
  GBytes *card = ahadi_card_export (vault, &error);

  g_assert_no_error (error);
  return card;
}

static void
give (AhadiVault *vault, GBytes *card)
{
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_card_import (vault, card, NULL, &error));
}

static void
assert_refused_with (AhadiVault *vault, GBytes *card, int code, const char *said)
{
  g_autofree char *before = world_snapshot (vault);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (ahadi_card_import (vault, card, NULL, &error));
  world_assert_reason (error, code, said);
  after = world_snapshot (vault);
  g_assert_cmpstr (before, ==, after);
}

static char *
print_list (AhadiVault *vault)
{
  g_autoptr (AhadiDirectory) directory = world_get_directory (vault);

  return ahadi_directory_content_print_list (ahadi_directory_get_content (directory));
}

static gboolean
is_active (AhadiVault *vault, const AhadiId *device)
{
  g_autoptr (AhadiDirectory) directory = world_get_directory (vault);
  const AhadiDirectoryEntry *entry = ahadi_directory_find_device (directory, device);

  return entry != NULL && entry->state == AHADI_DEVICE_ACTIVE;
}

static void
revoke_device (AhadiVault *office, AhadiVault *other)
{
  g_autoptr (AhadiIdentity) identity = world_get_identity (other);
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_device_revoke (office, ahadi_identity_get_device (identity), "", 0,
                                  AHADI_DEVICE_CUT_NOTHING, &error));
}

/* --- C10, C11 --- */

/* Each takes the other's card, both at once: whichever order, the lists are the same, to
 * the byte. */
static void
test_join (void)
{
  g_auto (Offices) offices = { 0 };
  AhadiId kisumu;
  AhadiId mombasa;
  g_autoptr (GBytes) of_first = NULL;
  g_autoptr (GBytes) of_second = NULL;
  g_autofree char *at_first = NULL;
  g_autofree char *at_second = NULL;

  offices_open (&offices);
  kisumu = approve_at (&offices, offices.first, "Kisumu");
  mombasa = approve_at (&offices, offices.second, "Mombasa");
  of_first = get_card (offices.first);
  of_second = get_card (offices.second);
  give (offices.first, of_second);
  give (offices.second, of_first);
  at_first = print_list (offices.first);
  at_second = print_list (offices.second);
  g_assert_cmpstr (at_first, ==, at_second);
  g_assert_true (is_active (offices.first, &kisumu));
  g_assert_true (is_active (offices.first, &mombasa));
}

/* What both have signed is nothing new to either: no list of theirs grows for ever. */
static void
test_join_ends (void)
{
  g_auto (Offices) offices = { 0 };
  g_autoptr (GBytes) of_first = NULL;
  g_autoptr (GBytes) of_second = NULL;
  g_autoptr (GBytes) again = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  offices_open (&offices);
  approve_at (&offices, offices.first, "Kisumu");
  approve_at (&offices, offices.second, "Mombasa");
  of_first = get_card (offices.first);
  of_second = get_card (offices.second);
  give (offices.first, of_second);
  give (offices.second, of_first);
  before = print_list (offices.second);
  again = get_card (offices.first);
  give (offices.second, again);
  after = print_list (offices.second);
  g_assert_cmpstr (before, ==, after);
}

/* A higher list of the other that lacks what this office listed. */
static void
test_join_of_higher (void)
{
  g_auto (Offices) offices = { 0 };
  AhadiId kisumu;
  g_autoptr (GBytes) of_second = NULL;

  offices_open (&offices);
  kisumu = approve_at (&offices, offices.first, "Kisumu");
  approve_at (&offices, offices.second, "Mombasa");
  approve_at (&offices, offices.second, "Eldoret");
  of_second = get_card (offices.second);
  give (offices.first, of_second);
  g_assert_true (is_active (offices.first, &kisumu));
}

static void
test_revoked_wins (void)
{
  g_auto (Offices) offices = { 0 };
  g_autoptr (AhadiIdentity) identity = NULL;
  g_autoptr (GBytes) of_first = NULL;

  offices_open (&offices);
  identity = world_get_identity (offices.laptop);
  revoke_device (offices.first, offices.laptop);
  approve_at (&offices, offices.second, "Mombasa");
  approve_at (&offices, offices.second, "Eldoret");
  of_first = get_card (offices.first);
  give (offices.second, of_first);
  g_assert_false (is_active (offices.second, ahadi_identity_get_device (identity)));
}

/* Whoever can't sign keeps what it has, and says so. */
static void
test_fork_in_the_field (void)
{
  g_auto (Offices) offices = { 0 };
  g_autoptr (GBytes) of_first = NULL;
  g_autoptr (GBytes) of_second = NULL;

  offices_open (&offices);
  approve_at (&offices, offices.first, "Kisumu");
  approve_at (&offices, offices.second, "Mombasa");
  of_first = get_card (offices.first);
  of_second = get_card (offices.second);
  give (offices.laptop, of_first);
  assert_refused_with (offices.laptop, of_second, AHADI_SYNC_ERROR_FORK, "list");
}

static void
test_older_list (void)
{
  g_auto (Offices) offices = { 0 };
  g_autoptr (GBytes) old = NULL;
  g_autoptr (GBytes) new = NULL;

  offices_open (&offices);
  old = get_card (offices.first);
  approve_at (&offices, offices.first, "Kisumu");
  new = get_card (offices.first);
  give (offices.laptop, new);
  assert_refused_with (offices.laptop, old, AHADI_SYNC_ERROR_OLDER, "ours is newer");
  assert_refused_with (offices.first, old, AHADI_SYNC_ERROR_OLDER, "list 2 of 20");
}

/* The directory of one card and the list of another. */
static void
test_mixed (void)
{
  g_auto (Offices) offices = { 0 };
  g_autoptr (AhadiDirectory) directory = NULL;
  g_autoptr (GBytes) of_first = NULL;
  g_autoptr (GBytes) of_second = NULL;
  g_autoptr (GError) error = NULL;
  AhadiId mombasa;

  offices_open (&offices);
  mombasa = approve_at (&offices, offices.second, "Mombasa");
  of_second = get_card (offices.second);
  assert_ok (ahadi_proposal_edit_setting (offices.first, "helpline", "1195", &error));
  of_first = get_card (offices.first);
  give (offices.laptop, of_second);
  give (offices.laptop, of_first);
  directory = world_get_directory (offices.laptop);
  g_assert_cmpuint (ahadi_directory_get_version (directory), ==, 3);
  g_assert_true (is_active (offices.laptop, &mombasa));
}

/* --- C12, C13 --- */

/* An emergency: the list revokes a holder, whose later lists no longer count. */
static void
test_revoked_holder (void)
{
  g_auto (Offices) offices = { 0 };
  g_autoptr (GBytes) of_first = NULL;
  g_autoptr (GBytes) of_second = NULL;
  g_autoptr (AhadiIdentity) second = NULL;

  offices_open (&offices);
  second = world_get_identity (offices.second);
  approve_at (&offices, offices.second, "Mombasa");
  approve_at (&offices, offices.second, "Eldoret");
  revoke_device (offices.first, offices.second);
  of_first = get_card (offices.first);
  of_second = get_card (offices.second);
  give (offices.laptop, of_first);
  g_assert_false (is_active (offices.laptop, ahadi_identity_get_device (second)));
  assert_refused_with (offices.laptop, of_second, AHADI_SYNC_ERROR_REVOKED,
                       "no longer counts");
  assert_refused_with (offices.first, of_second, AHADI_SYNC_ERROR_REVOKED,
                       "no longer counts");
}

/* Whoever the roots no longer name can't hold a laptop back with a list of a high number:
 * TUF, section 5.3.11, recovers from fast-forward in the same way. */
static void
test_removed_holder (void)
{
  g_auto (Offices) offices = { 0 };
  g_autoptr (AhadiIdentity) second = NULL;
  g_autoptr (GBytes) of_first = NULL;
  g_autoptr (GBytes) of_second = NULL;
  g_autoptr (GError) error = NULL;
  AhadiId mombasa;

  offices_open (&offices);
  second = world_get_identity (offices.second);
  mombasa = approve_at (&offices, offices.second, "Mombasa");
  approve_at (&offices, offices.second, "Eldoret");
  of_second = get_card (offices.second);
  give (offices.laptop, of_second);
  g_assert_true (is_active (offices.laptop, &mombasa));
  assert_ok (ahadi_proposal_edit_remove_holder (
      offices.first, ahadi_identity_get_device (second), &error));
  of_first = get_card (offices.first);
  give (offices.laptop, of_first);
  g_assert_false (is_active (offices.laptop, &mombasa));
  assert_refused_with (offices.laptop, of_second, AHADI_SYNC_ERROR_REVOKED,
                       "no longer counts");
}

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);

  g_test_add_func ("/sync/card-meet/C10-takes-directory-and-list-apart", test_mixed);
  g_test_add_func ("/sync/card-meet/C10-refuses-older-list", test_older_list);
  g_test_add_func ("/sync/card-meet/C11-offices-join-to-equal-lists", test_join);
  g_test_add_func ("/sync/card-meet/C11-joining-ends", test_join_ends);
  g_test_add_func ("/sync/card-meet/C11-joins-a-higher-list-that-lacks-entries",
                   test_join_of_higher);
  g_test_add_func ("/sync/card-meet/C11-revoked-wins", test_revoked_wins);
  g_test_add_func ("/sync/card-meet/C11-field-refuses-fork", test_fork_in_the_field);
  g_test_add_func ("/sync/card-meet/C12-refuses-list-of-revoked-holder",
                   test_revoked_holder);
  g_test_add_func ("/sync/card-meet/C13-list-of-removed-holder-gives-way",
                   test_removed_holder);

  return g_test_run ();
}
