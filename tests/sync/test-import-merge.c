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
  g_autofree char *second = NULL;
  g_autoptr (AhadiImportResult) merged = NULL;
  g_autoptr (AhadiImportResult) answer = NULL;
  g_autoptr (AhadiImportResult) again = NULL;

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
  g_assert_cmpuint (answer->lost, ==, 1);
  g_assert_cmpuint (world_count_delivered (old, AHADI_DELIVERY_RECEIVED), ==, 0);

  /* Told once. */
  second = world_reply (&world, world.office);
  again = world_merge (old, second);
  g_assert_cmpuint (again->lost, ==, 0);
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

/* The same from its own bundle: what it wrote and no longer has comes back, and it goes
 * on in a new epoch. */
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
  g_autofree char *more = NULL;
  g_autoptr (AhadiImportResult) known = NULL;
  g_autoptr (AhadiImportResult) back = NULL;
  g_autoptr (AhadiImportResult) zeroth = NULL;
  g_autoptr (AhadiImportResult) first = NULL;
  g_autoptr (AhadiImportResult) second = NULL;

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
  g_assert_cmpuint (known->returned, ==, 0);

  back = world_merge (old, later);
  g_assert_cmpuint (back->returned, ==, 1);
  g_assert_cmpuint (world_count_members (old), ==, 2);
  world_assert_sound (old);

  world_add_member_to (old, branch, "Hassan Ali");
  more = world_export (&world, old);
  zeroth = world_merge (world.office, bundle);
  first = world_merge (world.office, later);
  second = world_merge (world.office, more);
  g_assert_cmpuint (second->counts.forks, ==, 0);
  g_assert_cmpuint (world_count_members (world.office), ==, 3);
  world_assert_same_digest (world.office, old, branch);
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

/* --- forks --- */

/* A laptop and its copy: each wrote something after the first member. */
typedef struct
{
  World world;
  AhadiVault *laptop;
  AhadiVault *twin;
} Copied;

static void
copied_open (Copied *self)
{
  world_open (&self->world);
  self->laptop = world_add_laptop (&self->world, "Kisumu");
  world_add_member (self->laptop, "Achieng Otieno");
  self->twin = world_copy (&self->world, &self->laptop);
  world_add_member (self->laptop, "Wanjiku Kamau");
  world_add_member (self->twin, "Nafula Wekesa");
}

static void
copied_clear (Copied *self)
{
  world_close (&self->world);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Copied, copied_clear)

static AhadiImportResult *
bring (Copied *self, AhadiVault *from)
{
  g_autofree char *bundle = world_export (&self->world, from);

  return world_merge (self->world.office, bundle);
}

static AhadiImportResult *
answer (Copied *self, AhadiVault *to)
{
  g_autofree char *reply = world_reply (&self->world, self->world.office);

  return world_import (to, reply);
}

/* The office takes neither story, keeps both and refuses nothing. */
static void
test_fork_freezes (void)
{
  g_auto (Copied) self = { 0 };
  g_autoptr (AhadiImportResult) first = NULL;
  g_autoptr (AhadiImportResult) second = NULL;

  copied_open (&self);
  first = bring (&self, self.laptop);
  g_assert_cmpuint (world_count_members (self.world.office), ==, 2);
  second = bring (&self, self.twin);
  g_assert_cmpuint (second->counts.forks, ==, 1);
  g_assert_cmpuint (second->counts.forked, ==, 1);
  g_assert_cmpuint (world_count_members (self.world.office), ==, 1);
  world_assert_sound (self.world.office);
}

/* Both hear of it, write their own again, and the office has everything. */
static void
test_fork_heals (void)
{
  g_auto (Copied) self = { 0 };
  AhadiVault *copies[2];

  copied_open (&self);
  copies[0] = self.laptop;
  copies[1] = self.twin;
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (AhadiImportResult) heard = bring (&self, copies[i]);

      g_assert_cmpuint (heard->counts.fresh, >, 0);
    }
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (AhadiImportResult) told = answer (&self, copies[i]);
      g_autoptr (AhadiImportResult) again = answer (&self, copies[i]);
      g_autoptr (AhadiImportResult) healed = NULL;

      /* The second hears too of what the first wrote since. */
      g_assert_cmpuint (told->lost, ==, i);
      g_assert_cmpuint (told->counts.forks, ==, 1);
      g_assert_cmpuint (told->counts.reissued, ==, 1);
      g_assert_cmpuint (again->counts.reissued, ==, 0);
      g_assert_cmpuint (world_count_members (copies[i]), ==, 2);
      world_assert_sound (copies[i]);
      healed = bring (&self, copies[i]);
      g_assert_cmpuint (healed->counts.created[AHADI_KIND_MEMBER], ==, 1);
    }
  g_assert_cmpuint (world_count_members (self.world.office), ==, 3);
  world_assert_sound (self.world.office);
}

/* An office that met one story only hears of the fork from the laptop itself. */
static void
test_fork_is_passed_on (void)
{
  g_auto (Copied) self = { 0 };
  AhadiVault *second;
  g_autofree char *first = NULL;
  g_autofree char *other = NULL;
  g_autofree char *later = NULL;
  g_autoptr (AhadiImportResult) a = NULL;
  g_autoptr (AhadiImportResult) b = NULL;
  g_autoptr (AhadiImportResult) c = NULL;
  g_autoptr (AhadiImportResult) d = NULL;
  g_autoptr (AhadiImportResult) e = NULL;
  g_autoptr (AhadiImportResult) told = NULL;

  world_open (&self.world);
  second = world_add_office (&self.world, AHADI_ROLE_MEMBERSHIP);
  self.laptop = world_add_laptop (&self.world, "Kisumu");
  world_give_card (&self.world, second);
  world_add_member (self.laptop, "Achieng Otieno");
  self.twin = world_copy (&self.world, &self.laptop);
  world_add_member (self.laptop, "Wanjiku Kamau");
  world_add_member (self.twin, "Nafula Wekesa");
  first = world_export (&self.world, self.laptop);
  other = world_export (&self.world, self.twin);
  a = world_merge (self.world.office, first);
  b = world_merge (self.world.office, other);
  c = world_merge (second, first);
  g_assert_cmpuint (world_count_members (second), ==, 2);

  told = answer (&self, self.laptop);
  later = world_export (&self.world, self.laptop);
  d = world_merge (self.world.office, later);
  e = world_merge (second, later);
  g_assert_cmpuint (e->counts.forks, ==, 1);
  world_assert_same_digest (self.world.office, second, "membership");
  world_assert_sound (second);
}

/* The office has only the other story yet: this one is sent again, so that it sees where
 * they part. */
static void
test_other_head_sends_again (void)
{
  g_auto (Copied) self = { 0 };
  g_autofree char *lost = NULL;
  g_autofree char *reply = NULL;
  g_autoptr (AhadiImportResult) heard = NULL;
  g_autoptr (AhadiImportResult) refused = NULL;
  g_autoptr (AhadiImportResult) met = NULL;
  g_autoptr (AhadiImportResult) told = NULL;
  g_autoptr (AhadiImportResult) healed = NULL;

  copied_open (&self);
  heard = bring (&self, self.laptop);
  lost = world_export (&self.world, self.twin);
  reply = world_reply (&self.world, self.world.office);
  refused = world_import (self.twin, reply);
  g_assert_cmpstr (find_part (refused, AHADI_AUDIENCE_DEVICE)->refused, ==, "fork");

  met = bring (&self, self.twin);
  g_assert_cmpuint (met->counts.forks, ==, 1);
  told = answer (&self, self.twin);
  g_assert_cmpuint (told->counts.reissued, ==, 1);
  healed = bring (&self, self.twin);
  g_assert_cmpuint (world_count_members (self.world.office), ==, 2);
  world_assert_sound (self.world.office);
  world_assert_sound (self.twin);
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
  g_test_add_func ("/sync/import-merge/A3-what-an-office-has-another-of-is-sent-again",
                   test_other_head_sends_again);
  g_test_add_func ("/sync/import-merge/S7-own-later-operations-mean-rolled-back",
                   test_own_bundle);
  g_test_add_func ("/sync/import-merge/Y4-a-fork-freezes-and-refuses-nothing",
                   test_fork_freezes);
  g_test_add_func ("/sync/import-merge/Y5-both-copies-write-their-own-again",
                   test_fork_heals);
  g_test_add_func ("/sync/import-merge/Y6-the-author-passes-it-on",
                   test_fork_is_passed_on);

  return g_test_run ();
}
