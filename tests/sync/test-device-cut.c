/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How far a device counts that is revoked, over all who hold something of it. */
#include "sync/ahadi-device-cut.h"

#include "world.h"

typedef struct
{
  World world;
  AhadiVault *first; /* the founding holder of the membership office */
  AhadiVault *second;
  AhadiVault *laptop;
  AhadiId device;
} Fixture;

static void
carry (Fixture *self, AhadiVault *from, AhadiVault *to)
{
  g_autofree char *path = world_export (&self->world, from);
  g_autoptr (AhadiImportResult) result = world_merge (to, path);

  g_assert_false (result->is_reply);
}

/* Each holder has heard of a member more than the one before. */
static void
set_up (Fixture *self, gconstpointer unused)
{
  g_autoptr (AhadiIdentity) identity = NULL;

  world_open (&self->world);
  self->first = self->world.office;
  self->second = world_add_office (&self->world, AHADI_ROLE_MEMBERSHIP);
  self->laptop = world_add_laptop (&self->world, "Kisumu");
  world_give_card (&self->world, self->second);
  world_give_card (&self->world, self->laptop);
  identity = world_get_identity (self->laptop);
  self->device = *ahadi_identity_get_device (identity);
  world_add_member (self->laptop, "Achieng Otieno");
  carry (self, self->laptop, self->first);
  carry (self, self->first, self->second);
  world_add_member (self->laptop, "Hamisi Juma");
  carry (self, self->laptop, self->second);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  world_close (&self->world);
}

static void
lose (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_device_revoke (self->first, &self->device, "", 1,
                                  AHADI_DEVICE_CUT_NOTHING, &error));
}

static guint64
cut (Fixture *self, AhadiVault *vault, gint64 since)
{
  g_autoptr (GError) error = NULL;
  guint64 held;

  assert_ok (ahadi_device_cut (vault, &self->device, since, &held, &error));
  return held;
}

static void
assert_members (Fixture *self, guint64 first, guint64 second)
{
  g_assert_cmpuint (world_count_members (self->first), ==, first);
  g_assert_cmpuint (world_count_members (self->second), ==, second);
  world_assert_sound (self->first);
  world_assert_sound (self->second);
}

static guint64
count_found (AhadiVault *vault, const char *search)
{
  AhadiQuery query = { .kind = AHADI_KIND_MEMBER, .search = search };
  g_autoptr (GError) error = NULL;
  guint64 count;

  assert_ok (ahadi_query_count (vault, &query, &count, &error));
  return count;
}

/* What the office that revoked it did not hold counts nowhere. */
static void
test_revoked_by_the_last_that_is_held (Fixture *self, gconstpointer unused)
{
  assert_members (self, 1, 2);
  lose (self);
  carry (self, self->first, self->second);
  assert_members (self, 1, 1);
  carry (self, self->second, self->first);
  assert_members (self, 1, 1);
  world_assert_same_digest (self->first, self->second, "membership");
}

/* It is kept, and a person who knows better takes it in. */
static void
test_what_is_held_is_taken_in_by_a_later_decision (Fixture *self, gconstpointer unused)
{
  lose (self);
  carry (self, self->first, self->second);
  g_assert_cmpuint (cut (self, self->second, AHADI_DEVICE_CUT_NOTHING), ==, 0);
  assert_members (self, 1, 2);
  carry (self, self->second, self->first);
  assert_members (self, 2, 2);
  world_assert_same_digest (self->first, self->second, "membership");
}

/* Lost on Monday, told on Friday. */
static void
test_since_a_day_in_the_past (Fixture *self, gconstpointer unused)
{
  lose (self);
  g_assert_cmpuint (cut (self, self->first, 1000), ==, 1);
  assert_members (self, 0, 2);
  g_assert_cmpuint (cut (self, self->first, ahadi_wall_clock_ms () + 60000), ==, 0);
  assert_members (self, 1, 2);
}

/* Said with the revocation, it is one decision. */
static void
test_revoked_since_a_day_in_the_past (Fixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_device_revoke (self->first, &self->device, "", 0, 1000, &error));
  assert_members (self, 0, 2);
  carry (self, self->first, self->second);
  assert_members (self, 0, 0);
}

/* An office that has not heard of the theft takes in what a thief wrote in the place of
 * an entry that it lacks; it goes as soon as the one that was named comes. */
static void
test_another_entry_of_that_number_gains_nothing (Fixture *self, gconstpointer unused)
{
  AhadiVault *thief = world_copy (&self->world, &self->laptop);

  carry (self, self->second, self->first);
  world_add_member (self->laptop, "Zawadi Wanjiru");
  carry (self, self->laptop, self->first);
  lose (self);
  world_add_member (thief, "Nobody at all");
  carry (self, thief, self->second);
  assert_members (self, 3, 3);

  carry (self, self->first, self->second);
  carry (self, self->second, self->first);
  assert_members (self, 3, 3);
  g_assert_cmpuint (count_found (self->second, "zawadi"), ==, 1);
  g_assert_cmpuint (count_found (self->second, "nobody"), ==, 0);
  world_assert_same_digest (self->first, self->second, "membership");
}

static void
assert_not_cut (AhadiVault *vault, const AhadiId *device, GQuark domain, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (
      ahadi_device_cut (vault, device, AHADI_DEVICE_CUT_NOTHING, NULL, &error));
  g_assert_error (error, domain, code);
}

static void
test_refusals (Fixture *self, gconstpointer unused)
{
  const AhadiId stranger = { { 9 } };

  assert_not_cut (self->first, &self->device, AHADI_SYNC_ERROR,
                  AHADI_SYNC_ERROR_NOT_READY);
  assert_not_cut (self->first, &stranger, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND);
  lose (self);
  assert_not_cut (self->laptop, &self->device, AHADI_SYNC_ERROR,
                  AHADI_SYNC_ERROR_NOT_READY);
}

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);

#define ADD(name, function)                                                              \
  g_test_add ("/sync/device-cut/" name, Fixture, NULL, set_up, function, tear_down)

  ADD ("F6-revoked-by-the-last-that-is-held", test_revoked_by_the_last_that_is_held);
  ADD ("F6-what-is-held-is-taken-in-by-a-later-decision",
       test_what_is_held_is_taken_in_by_a_later_decision);
  ADD ("since-a-day-in-the-past", test_since_a_day_in_the_past);
  ADD ("revoked-since-a-day-in-the-past", test_revoked_since_a_day_in_the_past);
  ADD ("F7-another-entry-of-that-number-gains-nothing",
       test_another_entry_of_that_number_gains_nothing);
  ADD ("refusals", test_refusals);
  return g_test_run ();
}
