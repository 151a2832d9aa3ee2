/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ahadi-reply.h"

#include <string.h>

#include "forge.h"

static void
test_not_ready (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  AhadiVault *newcomer;
  g_autoptr (GError) error = NULL;

  world_open (&world);
  laptop = world_add_laptop (&world, "Kisumu");
  newcomer = world_add (&world, AHADI_ROLE_EXECUTIVE_DIRECTOR, NULL);
  g_assert_null (ahadi_reply_write (laptop, world.stick, NULL, &error));
  g_assert_error (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_NOT_READY);
  g_clear_error (&error);
  g_assert_null (ahadi_reply_write (newcomer, world.stick, NULL, &error));
  g_assert_error (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_NOT_READY);
}

static void
test_nobody_to_answer (void)
{
  g_auto (World) world = { 0 };
  g_autoptr (GPtrArray) paths = NULL;
  g_autoptr (GError) error = NULL;

  world_open (&world);
  world_add_laptop (&world, "Kisumu");
  paths = ahadi_reply_write (world.office, world.stick, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (paths->len, ==, 0);
}

/* One reply each; the branch's part for all of the branch, the device's for the one it
 * answers. */
static void
test_one_each (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  AhadiVault *neighbour;
  AhadiVault *stranger;
  g_autoptr (AhadiIdentity) identity = NULL;
  g_autofree char *branch = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr (AhadiImportResult) a = NULL;
  g_autoptr (AhadiImportResult) b = NULL;
  g_autoptr (GPtrArray) paths = NULL;
  g_autoptr (GError) error = NULL;
  guint opened = 0;

  world_open (&world);
  laptop = world_add_laptop (&world, "Kisumu");
  neighbour = world_add_to_branch (&world, laptop);
  stranger = world_add_laptop (&world, "Mombasa");
  world_give_card (&world, laptop);
  identity = world_get_identity (laptop);
  branch =
      ahadi_audience_make (AHADI_AUDIENCE_BRANCH, ahadi_identity_get_branch (identity));
  world_add_member (laptop, "Achieng Otieno");
  world_add_member (stranger, "Hamisi Juma");
  first = world_export (&world, laptop);
  second = world_export (&world, stranger);
  a = world_merge (world.office, first);
  b = world_merge (world.office, second);
  world_add_member_to (world.office, branch, "Told by the office");

  paths = ahadi_reply_write (world.office, world.stick, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (paths->len, ==, 2);
  world_assert_sound (world.office);

  for (guint i = 0; i < paths->len; i++)
    {
      g_autoptr (AhadiImportResult) there = world_import (neighbour, paths->pdata[i]);
      g_autoptr (AhadiImportResult) result = NULL;

      if (there->outcome == AHADI_OUTCOME_REFUSED)
        {
          g_assert_error (there->reason, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_NOT_FOR_US);
          continue;
        }

      /* The neighbour reads the branch's part of a reply to the laptop, and not the
       * laptop's own. */
      g_assert_cmpint (there->outcome, ==, AHADI_OUTCOME_MERGED);
      g_assert_true (g_array_index (there->parts, AhadiPartResult, 0).opened);
      g_assert_false (g_array_index (there->parts, AhadiPartResult, 1).opened);
      g_assert_cmpuint (there->counts.created[AHADI_KIND_MEMBER], ==, 1);
      g_assert_cmpuint (there->acks, ==, 0);
      result = world_merge (laptop, paths->pdata[i]);
      g_assert_cmpuint (result->acks, ==, 1);
      opened++;
    }

  g_assert_cmpuint (opened, ==, 1);
  world_assert_same_digest (laptop, neighbour, branch);
  world_assert_same_digest (laptop, world.office, branch);
}

/* Which replies reached whom, the office does not know: each has all of the branch's
 * part. */
static void
test_all_each_time (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  g_autoptr (AhadiIdentity) identity = NULL;
  g_autofree char *branch = NULL;
  g_autofree char *bundle = NULL;
  g_autofree char *lost = NULL;
  g_autofree char *reply = NULL;
  g_autoptr (AhadiImportResult) merged = NULL;
  g_autoptr (AhadiImportResult) result = NULL;

  world_open (&world);
  laptop = world_add_laptop (&world, "Kisumu");
  identity = world_get_identity (laptop);
  branch =
      ahadi_audience_make (AHADI_AUDIENCE_BRANCH, ahadi_identity_get_branch (identity));
  world_add_member (laptop, "Achieng Otieno");
  bundle = world_export (&world, laptop);
  merged = world_merge (world.office, bundle);
  world_add_member_to (world.office, branch, "Told first");
  lost = world_reply (&world, world.office);
  world_add_member_to (world.office, branch, "Told later");
  reply = world_reply (&world, world.office);

  result = world_merge (laptop, reply);
  g_assert_cmpuint (result->counts.fresh, ==, 2);
  g_assert_cmpuint (result->missing, ==, 0);
  world_assert_same_digest (laptop, world.office, branch);
}

/* Always with the card: a laptop learns of new keys by its next reply. */
static void
test_brings_card (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  g_autofree char *bundle = NULL;
  g_autofree char *reply = NULL;
  g_autoptr (AhadiImportResult) merged = NULL;
  g_autoptr (AhadiImportResult) result = NULL;
  g_autoptr (AhadiDirectory) directory = NULL;

  world_open (&world);
  laptop = world_add_laptop (&world, "Kisumu");
  world_add_member (laptop, "Achieng Otieno");
  bundle = world_export (&world, laptop);
  merged = world_merge (world.office, bundle);
  world_add_office (&world, AHADI_ROLE_EXECUTIVE_DIRECTOR);
  reply = world_reply (&world, world.office);

  result = world_merge (laptop, reply);
  g_assert_true (result->newer_card);
  directory = world_get_directory (laptop);
  g_assert_cmpuint (ahadi_directory_get_version (directory), ==, 2);
}

/* A laptop that has sent before it was enrolled: its reply brings the card that lists it.
 */
static void
test_brings_first_card (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  g_autofree char *bundle = NULL;
  g_autofree char *reply = NULL;
  g_autoptr (AhadiImportResult) waiting = NULL;
  g_autoptr (AhadiImportResult) answer = NULL;
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GBytes) request = NULL;
  g_autoptr (AhadiEnrolment) enrolment = NULL;
  g_autoptr (GError) error = NULL;
  gboolean complete;

  world_open (&world);
  laptop = world_add (&world, AHADI_ROLE_COORDINATOR, "Kisumu");
  world_add_member (laptop, "Achieng Otieno");
  bundle = world_export (&world, laptop);
  waiting = world_import (world.office, bundle);
  request = ahadi_enrolment_make (laptop, NULL, &error);
  enrolment = ahadi_enrolment_receive (world.office, request, &error);
  g_assert_no_error (error);
  assert_ok (ahadi_enrolment_approve (world.office, &enrolment->device,
                                      enrolment->fingerprint, &error));
  results = ahadi_import_set_aside (world.office, NULL, &error);
  g_assert_no_error (error);
  assert_ok (ahadi_enrolment_is_complete (laptop, &complete, &error));
  g_assert_false (complete);

  reply = world_reply (&world, world.office);
  answer = world_merge (laptop, reply);
  g_assert_cmpuint (answer->acks, ==, 1);
  assert_ok (ahadi_enrolment_is_complete (laptop, &complete, &error));
  g_assert_true (complete);
}

static void
cancel_at_write (AhadiStep step, guint64 done, guint64 total, gpointer cancellable)
{
  if (step == AHADI_STEP_WRITE)
    g_cancellable_cancel (cancellable);
}

static void
test_cancelled (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  g_autofree char *bundle = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (AhadiImportResult) merged = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  AhadiProgress progress = { cancel_at_write, cancellable, cancellable };
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL;

  world_open (&world);
  folder = g_build_filename (world.folder, "replies", NULL);
  laptop = world_add_laptop (&world, "Kisumu");
  world_add_member (laptop, "Achieng Otieno");
  bundle = world_export (&world, laptop);
  merged = world_merge (world.office, bundle);
  before = world_snapshot (world.office);
  g_assert_null (ahadi_reply_write (world.office, folder, &progress, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  after = world_snapshot (world.office);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpuint (world_count_files (folder), ==, 0);
  g_assert_cmpuint (world_count_journal (world.office), ==, 1);
  world_assert_sound (world.office);
}

typedef struct
{
  GCancellable *cancellable;
  const char *folder;
  gboolean one_was_whole;
} Second;

static void
cancel_at_second (AhadiStep step, guint64 done, guint64 total, gpointer data)
{
  Second *second = data;

  if (step != AHADI_STEP_WRITE || world_count_files (second->folder) < 2)
    return;

  second->one_was_whole = TRUE;
  g_cancellable_cancel (second->cancellable);
}

/* Replies are written together: a whole one goes too when the next one fails. */
static void
test_second_cancelled (void)
{
  g_auto (World) world = { 0 };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Second second = { .cancellable = cancellable };
  AhadiProgress progress = { cancel_at_second, &second, cancellable };
  g_autofree char *folder = NULL;
  g_autoptr (GError) error = NULL;

  world_open (&world);
  folder = g_build_filename (world.folder, "replies", NULL);
  second.folder = folder;
  for (guint i = 0; i < 2; i++)
    {
      AhadiVault *laptop = world_add_laptop (&world, i == 0 ? "Kisumu" : "Mombasa");
      g_autofree char *bundle = NULL;
      g_autoptr (AhadiImportResult) merged = NULL;

      world_add_member (laptop, "Achieng Otieno");
      bundle = world_export (&world, laptop);
      merged = world_merge (world.office, bundle);
    }

  before = world_snapshot (world.office);
  g_assert_null (ahadi_reply_write (world.office, folder, &progress, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (second.one_was_whole);
  after = world_snapshot (world.office);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpuint (world_count_files (folder), ==, 0);
  g_assert_cmpuint (world_count_journal (world.office), ==, 2);
  world_assert_sound (world.office);
}

/* An office of two holders: each opens what was sealed to the office, and answers it. */
static void
test_two_holders (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *second;
  AhadiVault *laptop;
  g_autofree char *bundle = NULL;
  g_autofree char *of_first = NULL;
  g_autofree char *of_second = NULL;
  g_autoptr (AhadiImportResult) at_first = NULL;
  g_autoptr (AhadiImportResult) at_second = NULL;
  g_autoptr (AhadiImportResult) first = NULL;
  g_autoptr (AhadiImportResult) other = NULL;

  world_open (&world);
  second = world_add_office (&world, AHADI_ROLE_MEMBERSHIP);
  laptop = world_add_laptop (&world, "Kisumu");
  world_give_card (&world, second);
  world_add_member (laptop, "Achieng Otieno");
  bundle = world_export (&world, laptop);
  at_first = world_merge (world.office, bundle);
  at_second = world_merge (second, bundle);
  g_assert_cmpuint (world_count_members (second), ==, 1);
  world_assert_same_digest (world.office, second, "membership");
  of_first = world_reply (&world, world.office);
  of_second = world_reply (&world, second);
  first = world_merge (laptop, of_first);
  other = world_merge (laptop, of_second);
  g_assert_cmpuint (first->acks, >, 0);
  g_assert_true (other->is_reply);
}

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);

  g_test_add_func ("/sync/reply/needs-a-listed-office", test_not_ready);
  g_test_add_func ("/sync/reply/nobody-to-answer", test_nobody_to_answer);
  g_test_add_func ("/sync/reply/O2-one-for-each-device", test_one_each);
  g_test_add_func ("/sync/reply/O2-all-of-the-branch's-part-each-time",
                   test_all_each_time);
  g_test_add_func ("/sync/reply/brings-the-newest-card", test_brings_card);
  g_test_add_func ("/sync/reply/brings-the-card-that-lists-its-reader",
                   test_brings_first_card);
  g_test_add_func ("/sync/reply/O3-cancelled-leaves-nothing", test_cancelled);
  g_test_add_func ("/sync/reply/O3-one-fails-and-none-is-left", test_second_cancelled);
  g_test_add_func ("/sync/reply/each-of-two-holders-opens-and-answers", test_two_holders);

  return g_test_run ();
}
