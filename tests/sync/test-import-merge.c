/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pass 2: what is applied, acknowledged and counted, in whichever order bundles come. */

#include <string.h>

#include "forge.h"

static const AhadiPartResult *
find_part (const AhadiImportResult *result, AhadiAudienceClass audience)
{
  for (guint i = 0; i < result->parts->len; i++)
    {
      const AhadiPartResult *part = &g_array_index (result->parts, AhadiPartResult, i);

      if (part->audience == audience)
        return part;
    }

  g_error ("no such part");
}

/* --- order --- */

#define N_OFFICES 5
#define N_BUNDLES 6

/* Which other bundle each carries: a laptop goes on with what it took in from its
 * neighbour. -1: none */
static const int carries[N_BUNDLES] = { -1, 0, -1, 1, 0, 1 };

/* Six bundles of two laptops, with corrections of each other's and of their own records.
 */
static void
write_bundles (World *world, char *paths[N_BUNDLES])
{
  AhadiVault *first = world_add_laptop (world, "Kisumu");
  AhadiVault *second = world_add_to_branch (world, first);
  g_autoptr (AhadiIdentity) identity = world_get_identity (first);
  g_autofree char *branch =
      ahadi_audience_make (AHADI_AUDIENCE_BRANCH, ahadi_identity_get_branch (identity));
  g_autoptr (AhadiImportResult) there = NULL;
  g_autoptr (AhadiImportResult) back = NULL;
  AhadiId own;
  AhadiId shared;

  world_give_card (world, first);
  own = world_add_member (first, "Achieng Otieno");
  shared = world_add_member_to (first, branch, "Kiprono");
  paths[0] = world_export (world, first);
  there = world_merge (second, paths[0]);
  world_rename_member (second, &shared, "Kiprono Langat");
  world_add_member (second, "Nafula Wekesa");
  paths[1] = world_export (world, second);
  world_rename_member (first, &own, "Achieng Odhiambo");
  world_rename_member (first, &shared, "Kiprono Cheruiyot");
  paths[2] = world_export (world, first);
  back = world_merge (first, paths[1]);
  world_rename_member (first, &shared, "Kiprono Rotich");
  paths[3] = world_export (world, first);
  world_add_member (second, "Hamisi Juma");
  paths[4] = world_export (world, second);
  world_rename_member (first, &own, "Achieng Ouma");
  paths[5] = world_export (world, first);
}

static void
shuffle (guint order[], guint n)
{
  for (guint i = n; i > 1; i--)
    {
      guint other = g_test_rand_int_range (0, i);
      guint kept = order[i - 1];

      order[i - 1] = order[other];
      order[other] = kept;
    }
}

static void
import_in_some_order (AhadiVault *office, char *paths[N_BUNDLES])
{
  guint order[2 * N_BUNDLES];
  gboolean seen[N_BUNDLES] = { FALSE };

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    order[i] = i % N_BUNDLES;
  shuffle (order, G_N_ELEMENTS (order));

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      g_autoptr (AhadiImportResult) result = world_import (office, paths[order[i]]);

      g_assert_no_error (result->reason);
      g_assert_cmpint (result->outcome, ==,
                       seen[order[i]] ? AHADI_OUTCOME_DUPLICATE : AHADI_OUTCOME_MERGED);
      seen[order[i]] = TRUE;
      /* Of a known one, or one that came carried itself, nothing is taken out (V6). */
      if (carries[order[i]] >= 0 && result->outcome == AHADI_OUTCOME_MERGED)
        seen[carries[order[i]]] = TRUE;
    }
}

static void
test_any_order (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *offices[N_OFFICES];
  char *paths[N_BUNDLES] = { NULL };

  world_open (&world);
  for (guint i = 0; i < N_OFFICES; i++)
    offices[i] = world_add_office (&world, AHADI_ROLE_MEMBERSHIP);
  write_bundles (&world, paths);
  for (guint i = 0; i < N_OFFICES; i++)
    world_give_card (&world, offices[i]);

  for (guint i = 0; i < N_OFFICES; i++)
    {
      g_auto (GStrv) audiences = NULL;

      import_in_some_order (offices[i], paths);
      world_assert_sound (offices[i]);
      audiences = ahadi_query_list_audiences (offices[i], NULL);
      g_assert_cmpuint (g_strv_length (audiences), ==, 2);
      for (guint a = 0; audiences[a] != NULL; a++)
        world_assert_same_digest (offices[0], offices[i], audiences[a]);
    }

  for (guint i = 0; i < N_BUNDLES; i++)
    g_free (paths[i]);
}

static void
test_gap (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;
  g_autofree char *reply = NULL;
  g_autoptr (AhadiImportResult) late = NULL;
  g_autoptr (AhadiImportResult) early = NULL;
  g_autoptr (AhadiImportResult) middle = NULL;
  g_autoptr (AhadiImportResult) answer = NULL;

  world_open (&world);
  laptop = world_add_laptop (&world, "Kisumu");
  world_add_member (laptop, "Achieng Otieno");
  first = world_export (&world, laptop);
  world_add_member (laptop, "Wanjiku Kamau");
  world_add_member (laptop, "Nafula Wekesa");
  second = world_export (&world, laptop);
  world_add_member (laptop, "Hamisi Juma");
  third = world_export (&world, laptop);

  /* What did arrive is applied; what is missing is counted; only what has no gap below it
   * is acknowledged. */
  late = world_merge (world.office, third);
  g_assert_cmpuint (late->missing, ==, 3);
  g_assert_cmpuint (world_count_members (world.office), ==, 1);
  early = world_merge (world.office, first);
  g_assert_cmpuint (early->missing, ==, 2);
  reply = world_reply (&world, world.office);
  answer = world_merge (laptop, reply);
  g_assert_cmpuint (answer->acks, ==, 1);
  middle = world_merge (world.office, second);
  g_assert_cmpuint (middle->missing, ==, 0);
  world_assert_same_digest (laptop, world.office, "membership");
}

/* --- acknowledgements --- */

static void
test_acks (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  AhadiVault *director;
  g_autofree char *bundle = NULL;
  g_autofree char *from_office = NULL;
  g_autofree char *from_director = NULL;
  g_autoptr (AhadiImportResult) merged = NULL;
  g_autoptr (AhadiImportResult) read = NULL;
  g_autoptr (AhadiImportResult) first = NULL;
  g_autoptr (AhadiImportResult) second = NULL;
  g_autoptr (AhadiImportResult) again = NULL;

  world_open (&world);
  director = world_add_office (&world, AHADI_ROLE_EXECUTIVE_DIRECTOR);
  laptop = world_add_laptop (&world, "Kisumu");
  world_give_card (&world, director);
  world_add_member (laptop, "Achieng Otieno");
  world_add_report (laptop, "executive-director", "Told in confidence");
  world_add_report (laptop, "both", "Told to both");
  bundle = world_export (&world, laptop);

  /* A record is received by a reply from an office that can open it, and by no other. */
  merged = world_merge (world.office, bundle);
  from_office = world_reply (&world, world.office);
  first = world_merge (laptop, from_office);
  g_assert_cmpuint (first->acks, ==, 1);
  g_assert_cmpuint (world_count_delivered (laptop, AHADI_DELIVERY_EXPORTED), ==, 2);

  read = world_merge (director, bundle);
  g_assert_cmpuint (read->counts.created[AHADI_KIND_REPORT], ==, 2);
  g_assert_cmpuint (world_count_members (director), ==, 0);
  from_director = world_reply (&world, director);
  second = world_merge (laptop, from_director);
  g_assert_cmpuint (second->acks, ==, 2);
  g_assert_cmpuint (world_count_delivered (laptop, AHADI_DELIVERY_RECEIVED), ==, 3);

  again = world_import (laptop, from_director);
  g_assert_cmpint (again->outcome, ==, AHADI_OUTCOME_DUPLICATE);
  g_assert_cmpuint (again->acks, ==, 0);
}

/* The laptop was put back to before it wrote what the office has: the office remembers,
 * and the laptop hears of it. */
static void
test_rolled_back (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  AhadiVault *old;
  g_autofree char *bundle = NULL;
  g_autofree char *reply = NULL;
  g_autoptr (AhadiImportResult) merged = NULL;
  g_autoptr (AhadiImportResult) answer = NULL;

  world_open (&world);
  laptop = world_add_laptop (&world, "Kisumu");
  world_add_member (laptop, "Achieng Otieno");
  old = world_copy (&world, &laptop);
  world_add_member (laptop, "Wanjiku Kamau");
  bundle = world_export (&world, laptop);
  merged = world_merge (world.office, bundle);
  reply = world_reply (&world, world.office);

  answer = world_import (old, reply);
  g_assert_no_error (answer->reason);
  g_assert_cmpint (answer->outcome, ==, AHADI_OUTCOME_MERGED);
  g_assert_cmpstr (find_part (answer, AHADI_AUDIENCE_DEVICE)->refused, ==, "rolled-back");
  g_assert_cmpstr (find_part (answer, AHADI_AUDIENCE_BRANCH)->refused, ==, NULL);
  g_assert_cmpuint (answer->acks, ==, 0);
  g_assert_cmpuint (world_count_delivered (old, AHADI_DELIVERY_RECEIVED), ==, 0);
}

/* What it writes from then on is a new epoch's: the office takes it, and keeps what the
 * laptop has lost. */
static void
test_rolled_back_goes_on (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  AhadiVault *old;
  g_autofree char *bundle = NULL;
  g_autofree char *reply = NULL;
  g_autofree char *later = NULL;
  g_autoptr (AhadiImportResult) merged = NULL;
  g_autoptr (AhadiImportResult) answer = NULL;
  g_autoptr (AhadiImportResult) more = NULL;

  world_open (&world);
  laptop = world_add_laptop (&world, "Kisumu");
  world_add_member (laptop, "Achieng Otieno");
  old = world_copy (&world, &laptop);
  world_add_member (laptop, "Wanjiku Kamau");
  bundle = world_export (&world, laptop);
  merged = world_merge (world.office, bundle);
  reply = world_reply (&world, world.office);
  answer = world_import (old, reply);
  g_assert_cmpint (answer->outcome, ==, AHADI_OUTCOME_MERGED);

  world_add_member (old, "Hassan Ali");
  later = world_export (&world, old);
  more = world_merge (world.office, later);
  g_assert_cmpuint (more->counts.created[AHADI_KIND_MEMBER], ==, 1);
  g_assert_cmpuint (world_count_members (world.office), ==, 3);
  world_assert_sound (world.office);
  world_assert_sound (old);
}

/* The same from its own bundle: what it wrote and no longer knows does not come back by
 * the side door. */
static void
test_own_bundle (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  AhadiVault *old;
  g_autoptr (AhadiIdentity) identity = NULL;
  g_autofree char *branch = NULL;
  g_autofree char *bundle = NULL;
  g_autofree char *later = NULL;
  g_autoptr (AhadiImportResult) known = NULL;

  world_open (&world);
  laptop = world_add_laptop (&world, "Kisumu");
  identity = world_get_identity (laptop);
  branch =
      ahadi_audience_make (AHADI_AUDIENCE_BRANCH, ahadi_identity_get_branch (identity));
  world_add_member_to (laptop, branch, "Achieng Otieno");
  bundle = world_export (&world, laptop);
  old = world_copy (&world, &laptop);
  world_add_member_to (laptop, branch, "Wanjiku Kamau");
  later = world_export (&world, laptop);

  known = world_merge (laptop, bundle);
  g_assert_cmpuint (known->counts.known, ==, 1);
  g_assert_cmpuint (known->counts.fresh, ==, 0);
  world_assert_refused (old, later, AHADI_SYNC_ERROR_FORK, "S7");
}

static void
test_other_head (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  AhadiVault *twin;
  g_autofree char *bundle = NULL;
  g_autofree char *reply = NULL;
  g_autoptr (AhadiImportResult) merged = NULL;
  g_autoptr (AhadiImportResult) answer = NULL;

  world_open (&world);
  laptop = world_add_laptop (&world, "Kisumu");
  world_add_member (laptop, "Achieng Otieno");
  twin = world_copy (&world, &laptop);
  world_add_member (laptop, "Wanjiku Kamau");
  world_add_member (twin, "Nafula Wekesa");
  bundle = world_export (&world, laptop);
  merged = world_merge (world.office, bundle);
  reply = world_reply (&world, world.office);

  answer = world_import (twin, reply);
  g_assert_cmpstr (find_part (answer, AHADI_AUDIENCE_DEVICE)->refused, ==, "fork");
  g_assert_cmpuint (world_count_delivered (twin, AHADI_DELIVERY_RECEIVED), ==, 0);
}

/* The copy wrote as much as the office has, but other things. What it writes from then on
 * must not wait for ever behind what the office refuses. */
static void
test_other_head_goes_on (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  AhadiVault *twin;
  g_autofree char *bundle = NULL;
  g_autofree char *reply = NULL;
  g_autofree char *refused = NULL;
  g_autofree char *later = NULL;
  g_autoptr (AhadiImportResult) merged = NULL;
  g_autoptr (AhadiImportResult) forked = NULL;
  g_autoptr (AhadiImportResult) answer = NULL;
  g_autoptr (AhadiImportResult) more = NULL;

  world_open (&world);
  laptop = world_add_laptop (&world, "Kisumu");
  world_add_member (laptop, "Achieng Otieno");
  twin = world_copy (&world, &laptop);
  world_add_member (laptop, "Wanjiku Kamau");
  world_add_member (twin, "Nafula Wekesa");
  bundle = world_export (&world, laptop);
  refused = world_export (&world, twin);
  merged = world_merge (world.office, bundle);
  forked = world_import (world.office, refused);
  g_assert_cmpstr (find_part (forked, AHADI_AUDIENCE_MEMBERSHIP)->refused, ==, "fork");
  reply = world_reply (&world, world.office);
  answer = world_import (twin, reply);
  g_assert_cmpint (answer->outcome, ==, AHADI_OUTCOME_MERGED);

  world_add_member (twin, "Hassan Ali");
  later = world_export (&world, twin);
  more = world_merge (world.office, later);
  g_assert_cmpuint (more->counts.created[AHADI_KIND_MEMBER], ==, 1);
  world_assert_sound (world.office);
  world_assert_sound (twin);
}

/* --- forks --- */

/* Two live copies of one laptop: both sign, and the office keeps the first and says so.
 */
static void
test_fork (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  AhadiVault *twin;
  g_autoptr (AhadiIdentity) identity = NULL;
  g_autofree char *branch = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (AhadiImportResult) merged = NULL;
  g_autoptr (AhadiImportResult) forked = NULL;

  world_open (&world);
  laptop = world_add_laptop (&world, "Kisumu");
  identity = world_get_identity (laptop);
  branch =
      ahadi_audience_make (AHADI_AUDIENCE_BRANCH, ahadi_identity_get_branch (identity));
  world_add_member (laptop, "Achieng Otieno");
  twin = world_copy (&world, &laptop);
  world_add_member (laptop, "Wanjiku Kamau");
  world_add_member (twin, "Nafula Wekesa");
  world_add_member_to (twin, branch, "Kiprono");
  first = world_export (&world, laptop);
  second = world_export (&world, twin);
  merged = world_merge (world.office, first);
  before = world_digest (world.office, "membership");

  /* The part that contradicts is left out; the branch's part, which does not, is taken.
   */
  forked = world_import (world.office, second);
  g_assert_no_error (forked->reason);
  g_assert_cmpint (forked->outcome, ==, AHADI_OUTCOME_MERGED);
  g_assert_cmpstr (find_part (forked, AHADI_AUDIENCE_MEMBERSHIP)->refused, ==, "fork");
  g_assert_cmpstr (find_part (forked, AHADI_AUDIENCE_BRANCH)->refused, ==, NULL);
  g_assert_cmpuint (forked->counts.fresh, ==, 1);
  after = world_digest (world.office, "membership");
  g_assert_cmpstr (before, ==, after);
  world_assert_same_digest (world.office, twin, branch);
  world_assert_sound (world.office);
}

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);

  g_test_add_func ("/sync/import-merge/any-order-and-repeats-give-one-digest",
                   test_any_order);
  g_test_add_func ("/sync/import-merge/names-what-is-missing", test_gap);
  g_test_add_func ("/sync/import-merge/A3-acks-make-records-received", test_acks);
  g_test_add_func ("/sync/import-merge/A3-ack-above-ours-means-rolled-back",
                   test_rolled_back);
  g_test_add_func ("/sync/import-merge/A3-rolled-back-goes-on-in-a-new-epoch",
                   test_rolled_back_goes_on);
  g_test_add_func ("/sync/import-merge/A3-ack-of-another-head-is-a-fork",
                   test_other_head);
  g_test_add_func ("/sync/import-merge/A3-fork-goes-on-in-a-new-epoch",
                   test_other_head_goes_on);
  g_test_add_func ("/sync/import-merge/S7-own-later-operations-mean-rolled-back",
                   test_own_bundle);
  g_test_add_func ("/sync/import-merge/I3-fork-leaves-its-part-out", test_fork);

  return g_test_run ();
}
