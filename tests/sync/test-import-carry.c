/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ahadi-carry.h"

#include "world.h"

/* A branch laptop and a circle's, which hands its bundles to it. */
typedef struct
{
  World world;
  AhadiVault *branch;
  AhadiVault *circle;
} Road;

static void
road_open (Road *self)
{
  world_open (&self->world);
  self->branch = world_add_laptop (&self->world, "Kisumu");
  self->circle = world_add_to_branch (&self->world, self->branch);
  world_give_card (&self->world, self->branch);
}

static void
road_clear (Road *self)
{
  world_close (&self->world);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Road, road_clear)

static guint
count_waiting (AhadiVault *vault)
{
  return world_count_set_aside (vault, AHADI_CARRY_WAITS);
}

static const AhadiImportResult *
get_carried (const AhadiImportResult *result, guint i)
{
  g_assert_nonnull (result->carried);
  g_assert_cmpuint (result->carried->len, >, i);
  return result->carried->pdata[i];
}

static void
test_a_branch_carries_a_circles_bundle (void)
{
  g_auto (Road) road = { 0 };
  g_autoptr (AhadiImportResult) seen = NULL;
  g_autoptr (AhadiImportResult) arrived = NULL;
  g_autofree char *from_circle = NULL;
  g_autofree char *from_branch = NULL;

  road_open (&road);
  world_add_member (road.circle, "Wanjiku");
  from_circle = world_export (&road.world, road.circle);
  seen = world_merge (road.branch, from_circle);
  g_assert_cmpint (seen->carry, ==, AHADI_CARRY_KEPT);
  g_assert_cmpuint (count_waiting (road.branch), ==, 1);
  g_assert_cmpuint (world_count_members (road.branch), ==, 0);

  from_branch = world_export (&road.world, road.branch);
  arrived = world_merge (road.world.office, from_branch);
  g_assert_cmpint (get_carried (arrived, 0)->outcome, ==, AHADI_OUTCOME_MERGED);
  g_assert_cmpuint (world_count_members (road.world.office), ==, 1);
  g_assert_cmpuint (world_count_set_aside (road.world.office, AHADI_CARRY_ARRIVED), ==,
                    0);
  world_assert_sound (road.world.office);
  world_assert_sound (road.branch);
}

/* What comes carried and carries in turn is taken in; what it carries is left closed. */
static void
test_one_layer_is_taken_apart (void)
{
  g_auto (Road) road = { 0 };
  AhadiVault *office;
  AhadiVault *third;
  g_autoptr (AhadiImportResult) seen = NULL;
  g_autoptr (AhadiImportResult) kept = NULL;
  g_autoptr (AhadiImportResult) arrived = NULL;
  g_autofree char *from_circle = NULL;
  g_autofree char *from_branch = NULL;
  g_autofree char *from_third = NULL;

  road_open (&road);
  office = road.world.office;
  third = world_add_to_branch (&road.world, road.branch);
  world_give_card (&road.world, road.branch);
  world_give_card (&road.world, road.circle);
  world_add_member (road.circle, "Wanjiku");
  world_add_member (road.branch, "Otieno");
  world_add_member (third, "Njoki");
  from_circle = world_export (&road.world, road.circle);
  seen = world_merge (road.branch, from_circle);
  from_branch = world_export (&road.world, road.branch);
  kept = world_merge (third, from_branch);
  g_assert_cmpuint (count_waiting (third), ==, 2);

  from_third = world_export (&road.world, third);
  arrived = world_merge (office, from_third);
  g_assert_cmpuint (arrived->carried->len, ==, 2);
  for (guint i = 0; i < arrived->carried->len; i++)
    {
      const AhadiImportResult *carried = get_carried (arrived, i);

      g_assert_cmpint (carried->outcome, ==, AHADI_OUTCOME_MERGED);
      g_assert_null (carried->carried);
    }
  g_assert_cmpuint (world_count_members (office), ==, 3);
  g_assert_cmpuint (world_count_set_aside (office, AHADI_CARRY_WAITS), ==, 1);
  world_assert_sound (office);
}

static void
test_what_the_office_confirms_is_carried_no_more (void)
{
  g_auto (Road) road = { 0 };
  g_autoptr (AhadiImportResult) seen = NULL;
  g_autoptr (AhadiImportResult) arrived = NULL;
  g_autoptr (GPtrArray) replies = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *from_circle = NULL;
  g_autofree char *from_branch = NULL;

  road_open (&road);
  world_add_member (road.circle, "Wanjiku");
  world_add_member (road.branch, "Otieno");
  from_circle = world_export (&road.world, road.circle);
  seen = world_merge (road.branch, from_circle);
  from_branch = world_export (&road.world, road.branch);
  arrived = world_merge (road.world.office, from_branch);

  replies = ahadi_reply_write (road.world.office, road.world.stick, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (replies->len, ==, 2);
  for (guint i = 0; i < replies->len; i++)
    {
      g_autoptr (AhadiImportResult) reply = world_merge (road.branch, replies->pdata[i]);

      g_assert_true (reply->is_reply);
    }

  /* The circle's bundle is at the office; the circle's reply is now on its way back. */
  g_assert_cmpuint (count_waiting (road.branch), ==, 1);
}

static void
test_a_reply_comes_back_by_the_same_way (void)
{
  g_auto (Road) road = { 0 };
  g_autoptr (AhadiImportResult) seen = NULL;
  g_autoptr (AhadiImportResult) arrived = NULL;
  g_autoptr (AhadiImportResult) back = NULL;
  g_autoptr (GPtrArray) replies = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *from_circle = NULL;
  g_autofree char *from_branch = NULL;
  g_autofree char *to_circle = NULL;

  road_open (&road);
  world_add_member (road.circle, "Wanjiku");
  from_circle = world_export (&road.world, road.circle);
  seen = world_merge (road.branch, from_circle);
  from_branch = world_export (&road.world, road.branch);
  arrived = world_merge (road.world.office, from_branch);
  replies = ahadi_reply_write (road.world.office, road.world.stick, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < replies->len; i++)
    {
      g_autoptr (AhadiImportResult) reply = world_merge (road.branch, replies->pdata[i]);

      g_assert_true (reply->is_reply);
    }

  g_assert_cmpuint (world_count_delivered (road.circle, AHADI_DELIVERY_RECEIVED), ==, 0);
  to_circle = world_export (&road.world, road.branch);
  back = world_merge (road.circle, to_circle);
  g_assert_cmpint (get_carried (back, 0)->outcome, ==, AHADI_OUTCOME_MERGED);
  g_assert_cmpuint (world_count_delivered (road.circle, AHADI_DELIVERY_RECEIVED), ==, 1);
}

static void
test_carrying_twice_changes_nothing (void)
{
  g_auto (Road) road = { 0 };
  g_autoptr (AhadiImportResult) seen = NULL;
  g_autoptr (AhadiImportResult) first = NULL;
  g_autoptr (AhadiImportResult) second = NULL;
  g_autofree char *from_circle = NULL;
  g_autofree char *once = NULL;
  g_autofree char *twice = NULL;

  road_open (&road);
  world_add_member (road.circle, "Wanjiku");
  from_circle = world_export (&road.world, road.circle);
  seen = world_merge (road.branch, from_circle);
  once = world_export (&road.world, road.branch);
  twice = world_export (&road.world, road.branch);
  first = world_merge (road.world.office, once);
  second = world_merge (road.world.office, twice);
  g_assert_cmpint (get_carried (second, 0)->outcome, ==, AHADI_OUTCOME_DUPLICATE);
  g_assert_cmpuint (world_count_members (road.world.office), ==, 1);
}

static void
test_a_person_may_have_any_bundle_carried (void)
{
  g_auto (Road) road = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiImportResult) refused = NULL;
  g_autoptr (AhadiImportResult) kept = NULL;
  g_autoptr (AhadiImportResult) foreign = NULL;
  g_autoptr (AhadiImportResult) arrived = NULL;
  g_autofree char *from_lodwar = NULL;
  g_autofree char *from_branch = NULL;
  AhadiVault *lodwar;

  road_open (&road);
  lodwar = world_add_laptop (&road.world, "Lodwar");
  world_give_card (&road.world, road.branch);
  world_add_member (lodwar, "Ekai");
  from_lodwar = world_export (&road.world, lodwar);
  refused = world_import (road.branch, from_lodwar);
  g_assert_error (refused->reason, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_NOT_FOR_US);
  g_assert_cmpuint (count_waiting (road.branch), ==, 0);

  kept = ahadi_import_carry_file (road.branch, from_lodwar, &error);
  g_assert_no_error (error);
  g_assert_cmpint (kept->outcome, ==, AHADI_OUTCOME_SET_ASIDE);
  g_assert_cmpint (kept->carry, ==, AHADI_CARRY_KEPT);
  from_branch = world_export (&road.world, road.branch);
  arrived = world_merge (road.world.office, from_branch);
  g_assert_cmpint (get_carried (arrived, 0)->outcome, ==, AHADI_OUTCOME_MERGED);
  g_assert_cmpuint (world_count_members (road.world.office), ==, 1);

  foreign = ahadi_import_carry_file (road.branch, road.world.stick, &error);
  g_clear_error (&error);
  if (foreign != NULL)
    g_assert_cmpint (foreign->outcome, ==, AHADI_OUTCOME_REFUSED);
  g_assert_cmpuint (count_waiting (road.branch), ==, 1);
}

/* Returns: (transfer full): where @vault keeps the file at @path, if it does. */
static char *
find_kept (AhadiVault *vault, const char *path)
{
  g_autoptr (GBytes) bytes = world_read_file (path);
  g_autofree char *name = NULL;
  char digits[2 * AHADI_CARRY_ID_SIZE + 1];
  guint8 digest[AHADI_HASH_SIZE];

  ahadi_hash_bytes (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), digest);
  ahadi_hex_encode (digest, AHADI_CARRY_ID_SIZE, digits);
  name = g_strconcat (digits, ".ahadi", NULL);
  return g_build_filename (ahadi_vault_get_set_aside_folder (vault), name, NULL);
}

/* Damaged on the way, it stays behind and is said; brought again, it is carried. */
static void
test_what_is_damaged_is_not_carried (void)
{
  g_auto (Road) road = { 0 };
  g_auto (AhadiExportResult) without = { NULL };
  g_auto (AhadiExportResult) with = { NULL };
  g_autoptr (AhadiImportResult) seen = NULL;
  g_autoptr (AhadiImportResult) again = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *from_circle = NULL;
  g_autofree char *kept = NULL;

  road_open (&road);
  world_add_member (road.circle, "Wanjiku");
  from_circle = world_export (&road.world, road.circle);
  seen = world_merge (road.branch, from_circle);
  kept = find_kept (road.branch, from_circle);
  g_assert_true (g_file_set_contents (kept, "age-encryption.org/v1\n", -1, NULL));
  assert_ok (ahadi_export (road.branch, road.world.stick, FALSE, NULL, &without, &error));
  g_assert_cmpuint (without.carried, ==, 0);
  g_assert_cmpuint (without.spoilt, ==, 1);

  again = world_import (road.branch, from_circle);
  g_assert_true (again->healed);
  assert_ok (ahadi_export (road.branch, road.world.stick, FALSE, NULL, &with, &error));
  g_assert_cmpuint (with.carried, ==, 1);
  g_assert_cmpuint (with.spoilt, ==, 0);
}

/* What an office keeps for another, and is damaged here: the next that brings it inside
 * mends it too. */
static void
test_what_comes_again_inside_mends (void)
{
  g_auto (Road) road = { 0 };
  AhadiVault *office;
  g_autoptr (AhadiImportResult) seen = NULL;
  g_autoptr (AhadiImportResult) first = NULL;
  g_autoptr (AhadiImportResult) second = NULL;
  g_autofree char *from_circle = NULL;
  g_autofree char *once = NULL;
  g_autofree char *twice = NULL;
  g_autofree char *kept = NULL;
  g_autoptr (GBytes) given = NULL;
  g_autoptr (GBytes) found = NULL;

  road_open (&road);
  office = road.world.office;
  world_add_office (&road.world, AHADI_ROLE_EXECUTIVE_DIRECTOR);
  world_give_card (&road.world, road.branch);
  world_give_card (&road.world, road.circle);
  world_add_report (road.circle, "executive-director", "Told in confidence");
  from_circle = world_export (&road.world, road.circle);
  given = world_read_file (from_circle);
  seen = world_merge (road.branch, from_circle);
  once = world_export (&road.world, road.branch);
  twice = world_export (&road.world, road.branch);
  first = world_merge (office, once);
  kept = find_kept (office, from_circle);
  g_assert_true (g_file_set_contents (kept, "x", 1, NULL));

  second = world_merge (office, twice);
  found = world_read_file (kept);
  g_assert_true (g_bytes_equal (found, given));
  world_assert_sound (office);
}

int
main (int argc, char *argv[])
{
  world_init_tests (&argc, &argv);
  g_test_add_func ("/sync/import-carry/a-branch-carries-a-circles-bundle",
                   test_a_branch_carries_a_circles_bundle);
  g_test_add_func ("/sync/import-carry/V6-one-layer-is-taken-apart",
                   test_one_layer_is_taken_apart);
  g_test_add_func ("/sync/import-carry/what-the-office-confirms-is-carried-no-more",
                   test_what_the_office_confirms_is_carried_no_more);
  g_test_add_func ("/sync/import-carry/a-reply-comes-back-by-the-same-way",
                   test_a_reply_comes_back_by_the_same_way);
  g_test_add_func ("/sync/import-carry/carrying-twice-changes-nothing",
                   test_carrying_twice_changes_nothing);
  g_test_add_func ("/sync/import-carry/a-person-may-have-any-bundle-carried",
                   test_a_person_may_have_any_bundle_carried);
  g_test_add_func ("/sync/import-carry/what-is-damaged-is-not-carried",
                   test_what_is_damaged_is_not_carried);
  g_test_add_func ("/sync/import-carry/what-comes-again-inside-mends",
                   test_what_comes_again_inside_mends);
  return g_test_run ();
}
