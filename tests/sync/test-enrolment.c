/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ahadi-enrolment.h"

#include <string.h>

#include "sync/ahadi-request-codec.h"
#include "sync/ahadi-root-key.h"

#include "forge.h"

static GBytes *
make_request (AhadiVault *vault)
{
  g_autoptr (GError) error = NULL;
  GBytes *file = ahadi_enrolment_make (vault, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (file);
  return file;
}

static AhadiEnrolment *
receive (AhadiVault *office, GBytes *file)
{
  g_autoptr (GError) error = NULL;
  AhadiEnrolment *request = ahadi_enrolment_receive (office, file, &error);

  g_assert_no_error (error);
  g_assert_nonnull (request);
  return request;
}

/* Carries @laptop's request to @office. */
static AhadiEnrolment *
ask (AhadiVault *laptop, AhadiVault *office)
{
  g_autoptr (GBytes) file = make_request (laptop);

  return receive (office, file);
}

static void
assert_receive_refused (AhadiVault *office, GBytes *file, int code, const char *said)
{
  g_autofree char *before = world_snapshot (office);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (ahadi_enrolment_receive (office, file, &error));
  world_assert_reason (error, code, said);
  after = world_snapshot (office);
  g_assert_cmpstr (before, ==, after);
}

static void
assert_approve_refused (AhadiVault *office, const AhadiEnrolment *request, int code)
{
  g_autofree char *before = world_snapshot (office);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (
      ahadi_enrolment_approve (office, &request->device, request->fingerprint, &error));
  g_assert_error (error, AHADI_SYNC_ERROR, code);
  after = world_snapshot (office);
  g_assert_cmpstr (before, ==, after);
}

static GPtrArray *
list (AhadiVault *office)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *requests = ahadi_enrolment_list (office, &error);

  g_assert_no_error (error);
  return requests;
}

static guint
count_pending (AhadiVault *office)
{
  g_autoptr (GPtrArray) requests = list (office);

  return requests->len;
}

static void
approve (AhadiVault *office, const AhadiEnrolment *request)
{
  g_autoptr (GError) error = NULL;

  assert_ok (
      ahadi_enrolment_approve (office, &request->device, request->fingerprint, &error));
}

static gboolean
is_complete (AhadiVault *vault)
{
  g_autoptr (GError) error = NULL;
  gboolean complete;

  assert_ok (ahadi_enrolment_is_complete (vault, &complete, &error));
  return complete;
}

/* The next list of @office revokes the device of @vault. */
static void
revoke_device (AhadiVault *office, AhadiVault *vault)
{
  g_autoptr (AhadiIdentity) identity = world_get_identity (vault);
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_device_revoke (office, ahadi_identity_get_device (identity), "", 0,
                                  AHADI_DEVICE_CUT_NOTHING, &error));
}

/* @request by @vault's device, to @office's organisation and sealed to it. */
static GBytes *
seal_request (const AhadiEnrolment *request, AhadiVault *vault, AhadiVault *office)
{
  g_autoptr (AhadiIdentity) identity = world_get_identity (vault);
  g_autoptr (AhadiDirectory) directory = world_get_directory (office);
  g_autoptr (GBytes) archive = NULL;
  AhadiId org;

  g_assert_true (ahadi_id_parse (ahadi_directory_get_org (directory), &org, NULL));
  archive =
      ahadi_request_print (request, &org, ahadi_identity_get_signing_key (identity));
  return forge_seal_to (archive, office);
}

/* --- at the device --- */

static void
test_not_ready (void)
{
  g_auto (World) world = { 0 };
  g_autofree char *folder = NULL;
  AhadiVault *vault;
  g_autoptr (GError) error = NULL;

  world_open (&world);
  folder = g_build_filename (world.folder, "empty", NULL);
  vault = world_add_vault (&world, folder);
  world_give_card (&world, vault);
  g_assert_null (ahadi_enrolment_make (vault, NULL, &error));
  world_assert_reason (error, AHADI_SYNC_ERROR_NOT_READY, "no identity or no card");
  g_assert_false (is_complete (vault));
}

static void
test_not_ready_without_card (void)
{
  g_auto (World) world = { 0 };
  g_autofree char *folder = NULL;
  AhadiVault *vault;
  g_autoptr (AhadiIdentity) identity = NULL;
  g_autoptr (GError) error = NULL;

  world_open (&world);
  folder = g_build_filename (world.folder, "empty", NULL);
  vault = world_add_vault (&world, folder);
  identity = ahadi_identity_create (vault, AHADI_ROLE_CIRCLE, "", NULL, "Kisumu", &error);
  g_assert_no_error (error);
  g_assert_null (ahadi_enrolment_make (vault, NULL, &error));
  world_assert_reason (error, AHADI_SYNC_ERROR_NOT_READY, "no identity or no card");
  g_assert_false (is_complete (vault));
}

static void
test_same_digits (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr (GBytes) file = NULL;
  g_autoptr (GBytes) again = NULL;
  g_autoptr (AhadiEnrolment) request = NULL;
  g_autoptr (GPtrArray) pending = NULL;
  g_autoptr (GError) error = NULL;

  world_open (&world);
  laptop = world_add (&world, AHADI_ROLE_COORDINATOR, "Kisumu");
  file = ahadi_enrolment_make (laptop, &first, &error);
  g_assert_no_error (error);
  again = ahadi_enrolment_make (laptop, &second, &error);
  g_assert_no_error (error);
  request = receive (world.office, again);
  pending = list (world.office);
  g_assert_cmpuint (strlen (first), ==, 29);
  g_assert_cmpstr (first, ==, second);
  g_assert_cmpstr (request->fingerprint, ==, first);
  g_assert_cmpstr (((AhadiEnrolment *) pending->pdata[0])->fingerprint, ==, first);
  g_assert_false (g_bytes_equal (file, again));
}

/* The same laptop, asking to be listed in another role than its own. */
static AhadiEnrolment *
ask_for_circle (AhadiVault *laptop, AhadiVault *office)
{
  g_autoptr (AhadiEnrolment) request = ask (laptop, office);
  g_autoptr (GBytes) file = NULL;

  request->role = AHADI_ROLE_CIRCLE;
  file = seal_request (request, laptop, office);
  return receive (office, file);
}

/* --- taking it in --- */

static void
test_pending (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  AhadiVault *director;
  g_autoptr (AhadiIdentity) identity = NULL;
  g_autoptr (AhadiEnrolment) first = NULL;
  g_autoptr (AhadiEnrolment) second = NULL;
  g_autoptr (AhadiEnrolment) again = NULL;
  g_autoptr (GPtrArray) requests = NULL;
  const AhadiEnrolment *pending;

  world_open (&world);
  g_assert_cmpuint (count_pending (world.office), ==, 0);
  laptop = world_add (&world, AHADI_ROLE_COORDINATOR, "Kisumu");
  director = world_add (&world, AHADI_ROLE_EXECUTIVE_DIRECTOR, NULL);
  first = ask (laptop, world.office);
  second = ask (director, world.office);
  again = ask (laptop, world.office);
  requests = list (world.office);
  g_assert_cmpuint (requests->len, ==, 2);

  identity = world_get_identity (laptop);
  pending = requests->pdata[0];
  if (!ahadi_id_equal (&pending->device, ahadi_identity_get_device (identity)))
    pending = requests->pdata[1];
  g_assert_true (ahadi_id_equal (&pending->device, ahadi_identity_get_device (identity)));
  g_assert_cmpint (pending->role, ==, AHADI_ROLE_COORDINATOR);
  g_assert_cmpstr (pending->branch_name, ==, "Kisumu");
  g_assert_cmpstr (pending->label, ==, "Achieng's laptop");
  g_assert_cmpint (pending->time, ==, again->time);
}

static void
test_foreign (void)
{
  g_auto (World) world = { 0 };
  g_autoptr (GBytes) letter = g_bytes_new_static ("not a request", 13);
  g_autoptr (GBytes) sealed_letter = NULL;
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) large =
      g_bytes_new_take (g_malloc0 (1024 * 1024 + 1), 1024 * 1024 + 1);

  world_open (&world);
  sealed_letter = forge_seal_to (letter, world.office);
  assert_receive_refused (world.office, letter, AHADI_SYNC_ERROR_FOREIGN, "not sealed");
  assert_receive_refused (world.office, nothing, AHADI_SYNC_ERROR_FOREIGN, "not sealed");
  assert_receive_refused (world.office, large, AHADI_SYNC_ERROR_FOREIGN, "too large");
  assert_receive_refused (world.office, sealed_letter, AHADI_SYNC_ERROR_FOREIGN, "ustar");
}

static void
test_damaged (void)
{
  g_auto (World) world = { 0 };
  g_autoptr (GBytes) file = NULL;
  g_autoptr (GBytes) cut = NULL;
  g_autoptr (GBytes) flipped = NULL;
  guint8 *copy;
  gsize size;

  world_open (&world);
  file = make_request (world_add (&world, AHADI_ROLE_COORDINATOR, "Kisumu"));
  size = g_bytes_get_size (file);
  cut = g_bytes_new_from_bytes (file, 0, size - 1);
  assert_receive_refused (world.office, cut, AHADI_SYNC_ERROR_DAMAGED,
                          "open the request");

  copy = g_memdup2 (g_bytes_get_data (file, NULL), size);
  copy[size / 2] ^= 1;
  flipped = g_bytes_new_take (copy, size);
  assert_receive_refused (world.office, flipped, AHADI_SYNC_ERROR_DAMAGED,
                          "open the request");
}

static void
test_not_for_us (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *second;
  g_autoptr (GBytes) file = NULL;

  world_open (&world);
  file = make_request (world_add (&world, AHADI_ROLE_COORDINATOR, "Kisumu"));
  second = world_add_office (&world, AHADI_ROLE_MEMBERSHIP);
  assert_receive_refused (second, file, AHADI_SYNC_ERROR_NOT_FOR_US, "open the request");
}

static void
test_bad_signature (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  AhadiVault *other;
  g_autoptr (AhadiEnrolment) request = NULL;
  g_autoptr (GBytes) forged = NULL;

  world_open (&world);
  laptop = world_add (&world, AHADI_ROLE_COORDINATOR, "Kisumu");
  other = world_add (&world, AHADI_ROLE_COORDINATOR, "Mombasa");
  request = ask (laptop, world.office);
  forged = seal_request (request, other, world.office);
  assert_receive_refused (world.office, forged, AHADI_SYNC_ERROR_BAD_SIGNATURE,
                          "not signed");
}

static void
test_other_org (void)
{
  g_auto (World) world = { 0 };
  g_auto (World) other = { 0 };
  AhadiVault *laptop;
  g_autoptr (GBytes) archive = NULL;
  g_autoptr (GBytes) file = NULL;
  g_autoptr (GBytes) sealed_again = NULL;

  world_open (&world);
  world_open (&other);
  laptop = world_add (&other, AHADI_ROLE_COORDINATOR, "Kisumu");
  file = make_request (laptop);
  archive = forge_unseal (file, other.office);
  sealed_again = forge_seal_to (archive, world.office);
  assert_receive_refused (world.office, sealed_again, AHADI_SYNC_ERROR_OTHER_ORG,
                          "another organisation");
}

static void
test_only_the_office (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *director;
  AhadiEnrolment stranger = { .device = { { 7 } }, .fingerprint = (char *) "0" };
  g_autoptr (GBytes) file = NULL;

  world_open (&world);
  file = make_request (world_add (&world, AHADI_ROLE_COORDINATOR, "Kisumu"));
  director = world_add_office (&world, AHADI_ROLE_EXECUTIVE_DIRECTOR);
  assert_receive_refused (director, file, AHADI_SYNC_ERROR_NOT_READY,
                          "not the membership office");
  assert_approve_refused (director, &stranger, AHADI_SYNC_ERROR_NOT_READY);
}

/* What people compare is over the id of the branch: a laptop that names another branch
 * than the one it asks for must not be shown under that name. */
static void
test_listed_name_is_shown (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *mombasa;
  AhadiVault *laptop;
  g_autoptr (AhadiIdentity) victim = NULL;
  g_autoptr (AhadiEnrolment) request = NULL;
  g_autoptr (AhadiEnrolment) received = NULL;
  g_autoptr (GBytes) file = NULL;
  g_autoptr (GPtrArray) pending = NULL;

  world_open (&world);
  mombasa = world_add_laptop (&world, "Mombasa");
  victim = world_get_identity (mombasa);
  laptop = world_add (&world, AHADI_ROLE_COORDINATOR, "Kisumu");
  request = ask (laptop, world.office);
  request->branch = *ahadi_identity_get_branch (victim);
  file = seal_request (request, laptop, world.office);

  received = receive (world.office, file);
  g_assert_cmpstr (received->branch_name, ==, "Mombasa");
  pending = list (world.office);
  g_assert_cmpuint (pending->len, ==, 1);
  g_assert_cmpstr (((AhadiEnrolment *) pending->pdata[0])->branch_name, ==, "Mombasa");
}

/* --- deciding --- */

static void
test_approve (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  g_autoptr (AhadiEnrolment) request = NULL;
  g_autoptr (AhadiDirectory) before = NULL;
  g_autoptr (AhadiDirectory) after = NULL;
  const AhadiDirectoryEntry *entry;

  world_open (&world);
  laptop = world_add (&world, AHADI_ROLE_COORDINATOR, "Kisumu");
  before = world_get_directory (world.office);
  request = ask (laptop, world.office);
  approve (world.office, request);
  after = world_get_directory (world.office);

  g_assert_cmpuint (ahadi_directory_get_list_version (after), ==,
                    ahadi_directory_get_list_version (before) + 1);
  g_assert_cmpint (ahadi_directory_get_time (after), >=,
                   ahadi_directory_get_time (before));
  entry = ahadi_directory_find_device (after, &request->device);
  g_assert_true (ahadi_verify_key_equal (&entry->signer, &request->signer));
  g_assert_true (ahadi_age_recipient_equal (&entry->recipient, &request->recipient));
  g_assert_cmpint (entry->role, ==, AHADI_ROLE_COORDINATOR);
  g_assert_cmpint (entry->state, ==, AHADI_DEVICE_ACTIVE);
  g_assert_cmpstr (ahadi_directory_find_branch (after, &request->branch)->name, ==,
                   "Kisumu");
  g_assert_cmpuint (count_pending (world.office), ==, 0);

  g_assert_false (is_complete (laptop));
  world_give_card (&world, laptop);
  g_assert_true (is_complete (laptop));
  revoke_device (world.office, laptop);
  world_give_card (&world, laptop);
  g_assert_false (is_complete (laptop));
}

static void
test_approve_office (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *committee;
  g_autoptr (AhadiEnrolment) request = NULL;
  g_autoptr (AhadiDirectory) directory = NULL;
  const AhadiDirectoryEntry *entry;

  world_open (&world);
  committee = world_add (&world, AHADI_ROLE_BOARD_COMMITTEE, NULL);
  request = ask (committee, world.office);
  approve (world.office, request);
  directory = world_get_directory (world.office);
  entry = ahadi_directory_find_device (directory, &request->device);
  g_assert_cmpint (entry->role, ==, AHADI_ROLE_BOARD_COMMITTEE);
  g_assert_true (ahadi_id_is_zero (&entry->branch));
  g_assert_cmpuint (ahadi_directory_get_branches (directory)->len, ==, 0);
}

/* The second laptop of a branch that no card listed when it was set up. */
static void
test_branch_is_added_once (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  g_autoptr (AhadiDirectory) directory = NULL;

  world_open (&world);
  laptop = world_add_laptop (&world, "Kisumu");
  world_add_to_branch (&world, laptop);
  directory = world_get_directory (world.office);
  g_assert_cmpuint (ahadi_directory_get_branches (directory)->len, ==, 1);
  g_assert_cmpuint (ahadi_directory_get_entries (directory)->len, ==, 3);
}

/* The file of an enrolled laptop's request comes once more: nobody has anything to
 * decide.
 */
static void
test_listed (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  g_autoptr (AhadiEnrolment) again = NULL;
  g_autoptr (AhadiEnrolment) other = NULL;

  world_open (&world);
  laptop = world_add_laptop (&world, "Kisumu");
  again = ask (laptop, world.office);
  g_assert_true (again->is_listed);
  g_assert_cmpuint (count_pending (world.office), ==, 0);

  other = ask_for_circle (laptop, world.office);
  g_assert_false (other->is_listed);
  g_assert_cmpuint (count_pending (world.office), ==, 1);
}

static void
test_approve_twice (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  g_autoptr (AhadiEnrolment) again = NULL;
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) after = NULL;
  g_autoptr (GError) error = NULL;

  world_open (&world);
  laptop = world_add_laptop (&world, "Kisumu");
  again = ask_for_circle (laptop, world.office);
  before = ahadi_card_export (world.office, &error);
  g_assert_no_error (error);
  approve (world.office, again);
  after = ahadi_card_export (world.office, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (before, after));
  g_assert_cmpuint (count_pending (world.office), ==, 0);
}

/* Between the comparing and the click the same device asks for something else. */
static void
test_approve_other_digits (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  g_autoptr (AhadiEnrolment) compared = NULL;
  g_autoptr (AhadiEnrolment) other = NULL;
  g_autoptr (AhadiEnrolment) received = NULL;
  g_autoptr (GBytes) file = NULL;
  g_autoptr (GError) error = NULL;

  world_open (&world);
  laptop = world_add (&world, AHADI_ROLE_COORDINATOR, "Kisumu");
  compared = ask (laptop, world.office);
  other = ask (laptop, world.office);
  other->role = AHADI_ROLE_BOARD_COMMITTEE;
  memset (&other->branch, 0, sizeof other->branch);
  g_clear_pointer (&other->branch_name, g_free);
  file = seal_request (other, laptop, world.office);
  received = receive (world.office, file);
  g_assert_cmpstr (received->fingerprint, !=, compared->fingerprint);

  g_assert_false (ahadi_enrolment_approve (world.office, &compared->device,
                                           compared->fingerprint, &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND);
  g_assert_cmpuint (count_pending (world.office), ==, 1);
}

static void
test_approve_revoked (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  g_autoptr (AhadiEnrolment) again = NULL;

  world_open (&world);
  laptop = world_add_laptop (&world, "Kisumu");
  revoke_device (world.office, laptop);
  again = ask (laptop, world.office);
  assert_approve_refused (world.office, again, AHADI_SYNC_ERROR_REVOKED);
}

/* No office could approve it: the laptop learns so before it asks. */
static void
test_revoked_one_asks_no_more (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  gboolean revoked;
  g_autoptr (GError) error = NULL;

  world_open (&world);
  laptop = world_add_laptop (&world, "Kisumu");
  assert_ok (ahadi_enrolment_is_revoked (laptop, &revoked, &error));
  g_assert_false (revoked);

  revoke_device (world.office, laptop);
  world_give_card (&world, laptop);
  assert_ok (ahadi_enrolment_is_revoked (laptop, &revoked, &error));
  g_assert_true (revoked);
  g_assert_false (is_complete (laptop));
  g_assert_null (ahadi_enrolment_make (laptop, NULL, &error));
  g_assert_error (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_REVOKED);
}

static void
test_approve_unknown (void)
{
  g_auto (World) world = { 0 };
  g_autoptr (GError) error = NULL;
  AhadiId stranger = { { 7 } };

  world_open (&world);
  g_assert_false (ahadi_enrolment_approve (world.office, &stranger, "0", &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND);
}

/* The roots left that to the membership office, whichever holder of it. */
static void
test_second_holder_lists (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *second;
  AhadiVault *laptop;
  g_autoptr (AhadiEnrolment) request = NULL;
  g_autoptr (AhadiDirectory) directory = NULL;
  g_autoptr (GError) error = NULL;

  world_open (&world);
  second = world_add_office (&world, AHADI_ROLE_MEMBERSHIP);
  laptop = world_add (&world, AHADI_ROLE_COORDINATOR, "Kisumu");
  request = ask (laptop, second);
  assert_ok (
      ahadi_enrolment_approve (second, &request->device, request->fingerprint, &error));
  directory = world_get_directory (second);
  g_assert_nonnull (ahadi_directory_find_device (directory, &request->device));
}

/* An office's holder is the roots' to name: without their key it waits as a draft. */
static void
test_office_without_root_key (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *second;
  AhadiVault *committee;
  g_autoptr (AhadiEnrolment) request = NULL;
  g_autoptr (AhadiDirectory) directory = NULL;
  g_autoptr (AhadiProposal) draft = NULL;
  g_autoptr (GPtrArray) listed = NULL;
  g_autoptr (GError) error = NULL;

  world_open (&world);
  second = world_add_office (&world, AHADI_ROLE_MEMBERSHIP);
  committee = world_add (&world, AHADI_ROLE_BOARD_COMMITTEE, NULL);
  request = ask (committee, second);
  assert_ok (
      ahadi_enrolment_approve (second, &request->device, request->fingerprint, &error));
  directory = world_get_directory (second);
  g_assert_null (ahadi_directory_find_device (directory, &request->device));
  draft = ahadi_proposal_load (second, &error);
  g_assert_no_error (error);
  listed = ahadi_proposal_list_changes (draft);
  g_assert_cmpuint (listed->len, ==, 1);
  g_assert_cmpint (((AhadiChange *) listed->pdata[0])->kind, ==,
                   AHADI_CHANGE_HOLDER_ADDED);
}

/* It asks for the key of another: D9. The request stays, to be refused by a person. */
static void
test_borrowed_recipient (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  g_autoptr (AhadiIdentity) officer = NULL;
  g_autoptr (AhadiEnrolment) request = NULL;
  g_autoptr (AhadiEnrolment) received = NULL;
  g_autoptr (GBytes) file = NULL;

  world_open (&world);
  laptop = world_add (&world, AHADI_ROLE_COORDINATOR, "Kisumu");
  officer = world_get_identity (world.office);
  request = ask (laptop, world.office);
  request->recipient =
      ahadi_age_identity_get_recipient (ahadi_identity_get_age_identity (officer));
  file = seal_request (request, laptop, world.office);
  received = receive (world.office, file);
  assert_approve_refused (world.office, received, AHADI_SYNC_ERROR_MALFORMED);
  g_assert_cmpuint (count_pending (world.office), ==, 1);
}

static void
test_refuse (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  AhadiVault *other;
  g_autoptr (AhadiEnrolment) request = NULL;
  g_autoptr (AhadiEnrolment) second = NULL;
  g_autoptr (GError) error = NULL;

  world_open (&world);
  laptop = world_add (&world, AHADI_ROLE_COORDINATOR, "Kisumu");
  other = world_add (&world, AHADI_ROLE_COORDINATOR, "Mombasa");
  request = ask (laptop, world.office);
  second = ask (other, world.office);
  assert_ok (ahadi_enrolment_refuse (world.office, &request->device, &error));
  g_assert_cmpuint (count_pending (world.office), ==, 1);
  g_assert_false (ahadi_enrolment_approve (world.office, &request->device,
                                           request->fingerprint, &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);

  g_test_add_func ("/sync/enrolment/needs-identity", test_not_ready);
  g_test_add_func ("/sync/enrolment/needs-card", test_not_ready_without_card);
  g_test_add_func ("/sync/enrolment/same-digits-on-both-sides", test_same_digits);
  g_test_add_func ("/sync/enrolment/one-pending-request-per-device", test_pending);
  g_test_add_func ("/sync/enrolment/refuses-foreign-file", test_foreign);
  g_test_add_func ("/sync/enrolment/refuses-damaged-file", test_damaged);
  g_test_add_func ("/sync/enrolment/refuses-file-for-others", test_not_for_us);
  g_test_add_func ("/sync/enrolment/E7-keeps-no-forged-request", test_bad_signature);
  g_test_add_func ("/sync/enrolment/E8-refuses-other-organisation", test_other_org);
  g_test_add_func ("/sync/enrolment/only-the-membership-office", test_only_the_office);
  g_test_add_func ("/sync/enrolment/listed-name-of-a-branch-is-shown",
                   test_listed_name_is_shown);
  g_test_add_func ("/sync/enrolment/approve-lists-it", test_approve);
  g_test_add_func ("/sync/enrolment/approve-lists-a-holder", test_approve_office);
  g_test_add_func ("/sync/enrolment/approve-adds-a-branch-once",
                   test_branch_is_added_once);
  g_test_add_func ("/sync/enrolment/approves-only-the-digits-compared",
                   test_approve_other_digits);
  g_test_add_func ("/sync/enrolment/listed-device-has-no-pending-request", test_listed);
  g_test_add_func ("/sync/enrolment/approve-twice-changes-nothing", test_approve_twice);
  g_test_add_func ("/sync/enrolment/approve-refuses-revoked", test_approve_revoked);
  g_test_add_func ("/sync/enrolment/revoked-one-asks-no-more",
                   test_revoked_one_asks_no_more);
  g_test_add_func ("/sync/enrolment/approve-needs-request", test_approve_unknown);
  g_test_add_func ("/sync/enrolment/any-membership-holder-lists-a-laptop",
                   test_second_holder_lists);
  g_test_add_func ("/sync/enrolment/office-without-root-key-becomes-a-draft",
                   test_office_without_root_key);
  g_test_add_func ("/sync/enrolment/approve-refuses-borrowed-recipient",
                   test_borrowed_recipient);
  g_test_add_func ("/sync/enrolment/refuse-forgets", test_refuse);

  return g_test_run ();
}
