/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is missing is asked for, sent again and told when it has come (Q3, Q4). */

#include "forge.h"
#include "sync/ahadi-want-codec.h"

/* An office that got the first and the third of three bundles of a laptop. */
typedef struct
{
  World world;
  AhadiVault *laptop;
  char *lost;
} Holed;

static void
holed_bring (Holed *self, const char *bundle)
{
  g_autoptr (AhadiImportResult) result = world_merge (self->world.office, bundle);

  g_assert_cmpuint (result->filled->len, ==, 0);
}

static void
holed_open (Holed *self)
{
  g_autofree char *first = NULL;
  g_autofree char *third = NULL;

  world_open (&self->world);
  self->laptop = world_add_laptop (&self->world, "Kisumu");
  world_add_member (self->laptop, "Achieng Otieno");
  first = world_export (&self->world, self->laptop);
  world_add_member (self->laptop, "Wanjiku Kamau");
  world_add_member (self->laptop, "Nafula Wekesa");
  self->lost = world_export (&self->world, self->laptop);
  world_add_member (self->laptop, "Hamisi Juma");
  third = world_export (&self->world, self->laptop);
  holed_bring (self, first);
  holed_bring (self, third);
}

static void
holed_close (Holed *self)
{
  g_free (self->lost);
  world_close (&self->world);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Holed, holed_close)

static AhadiImportResult *
answer (Holed *self)
{
  g_autofree char *reply = world_reply (&self->world, self->world.office);

  return world_merge (self->laptop, reply);
}

static void
assert_waits (AhadiVault *vault, guint64 operations)
{
  g_autoptr (GError) error = NULL;
  guint64 held_back;
  guint64 ready;

  assert_ok (ahadi_export_count (vault, &ready, &held_back, &error));
  g_assert_cmpuint (ready, ==, operations);
}

static void
assert_filled (const AhadiImportResult *result, guint64 from, guint64 to)
{
  const AhadiFilled *filled;

  g_assert_cmpuint (result->filled->len, ==, 1);
  filled = &g_array_index (result->filled, AhadiFilled, 0);
  g_assert_cmpuint (filled->from, ==, from);
  g_assert_cmpuint (filled->to, ==, to);
  g_assert_true (ahadi_id_equal (&filled->device, &result->device));
}

static void
test_what_is_asked_for_is_sent_again (void)
{
  g_auto (Holed) self = { 0 };
  g_autoptr (AhadiImportResult) answered = NULL;
  g_autoptr (AhadiImportResult) filled = NULL;
  g_autofree char *bundle = NULL;

  holed_open (&self);
  assert_waits (self.laptop, 0);
  answered = answer (&self);
  g_assert_cmpuint (answered->asked, ==, 2);
  assert_waits (self.laptop, 2);

  world_add_member (self.laptop, "Moraa Nyaboke");
  bundle = world_export (&self.world, self.laptop);
  assert_waits (self.laptop, 0);
  filled = world_merge (self.world.office, bundle);
  g_assert_cmpuint (filled->counts.operations, ==, 3);
  g_assert_cmpuint (filled->missing, ==, 0);
  g_assert_cmpstr (filled->branch, ==, "Kisumu");
  assert_filled (filled, 2, 3);
  world_assert_same_digest (self.laptop, self.world.office, "membership");
  world_assert_sound (self.world.office);
}

/* Nothing is asked for twice once it is here; a reply that comes late harms nobody. */
static void
test_an_old_reply_costs_a_repetition (void)
{
  g_auto (Holed) self = { 0 };
  g_autofree char *old = NULL;
  g_autofree char *again = NULL;
  g_autoptr (AhadiImportResult) filled = NULL;
  g_autoptr (AhadiImportResult) answered = NULL;
  g_autoptr (AhadiImportResult) late = NULL;
  g_autoptr (AhadiImportResult) repeated = NULL;

  holed_open (&self);
  old = world_reply (&self.world, self.world.office);
  filled = world_merge (self.world.office, self.lost);
  assert_filled (filled, 2, 3);
  answered = answer (&self);
  g_assert_cmpuint (answered->asked, ==, 0);

  late = world_merge (self.laptop, old);
  g_assert_cmpuint (late->asked, ==, 2);
  again = world_export (&self.world, self.laptop);
  repeated = world_merge (self.world.office, again);
  g_assert_cmpuint (repeated->counts.known, ==, 2);
  g_assert_cmpuint (repeated->counts.fresh, ==, 0);
  world_assert_sound (self.world.office);
}

static void
test_what_is_confirmed_is_not_sent_again (void)
{
  g_auto (Holed) self = { 0 };
  g_autoptr (AhadiImportResult) asking = NULL;
  g_autoptr (AhadiImportResult) filled = NULL;
  g_autoptr (AhadiImportResult) confirming = NULL;

  holed_open (&self);
  asking = answer (&self);
  assert_waits (self.laptop, 2);
  filled = world_merge (self.world.office, self.lost);
  confirming = answer (&self);
  g_assert_cmpuint (confirming->asked, ==, 0);
  assert_waits (self.laptop, 0);
}

/* The laptop was put back to the day after its second bundle; what the office asks for,
 * it has, and what the office has, it has not. */
static void
test_a_want_below_what_was_lost_tells_of_a_roll_back_once (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  AhadiVault *copy;
  g_autofree char *early = NULL;
  g_autofree char *later = NULL;
  g_autofree char *reply = NULL;
  g_autofree char *next = NULL;
  g_autoptr (AhadiImportResult) merged = NULL;
  g_autoptr (AhadiImportResult) told = NULL;
  g_autoptr (AhadiImportResult) again = NULL;

  world_open (&world);
  laptop = world_add_laptop (&world, "Kisumu");
  world_add_member (laptop, "Achieng Otieno");
  early = world_export (&world, laptop);
  copy = world_copy (&world, &laptop);
  world_add_member (laptop, "Nafula Wekesa");
  later = world_export (&world, laptop);
  merged = world_merge (world.office, later);
  g_assert_cmpuint (merged->missing, ==, 1);

  reply = world_reply (&world, world.office);
  told = world_import (copy, reply);
  g_assert_cmpuint (told->lost, ==, 1);
  g_assert_cmpuint (told->asked, ==, 1);
  next = world_reply (&world, world.office);
  again = world_import (copy, next);
  g_assert_cmpuint (again->lost, ==, 0);
  assert_waits (copy, 1);
}

static void
test_too_much_at_once_is_refused (void)
{
  g_auto (Holed) self = { 0 };
  g_autofree char *reply = NULL;
  g_autofree char *lines = NULL;
  g_autofree char *path = NULL;
  g_autoptr (Forge) forge = NULL;
  g_autoptr (GString) more = g_string_new (NULL);
  const char *want;

  holed_open (&self);
  reply = world_reply (&self.world, self.world.office);
  forge = forge_open (reply, self.laptop);
  lines = forge_read_part (forge, AHADI_AUDIENCE_DEVICE, self.laptop);
  want = strstr (lines, "{\"want\"");
  g_assert_nonnull (want);
  g_string_append_len (more, lines, want - lines);
  for (guint i = 0; i <= AHADI_WANT_LIMIT; i++)
    g_string_append_printf (more, "%.*s\"from\":%u,\"to\":%u}}\n",
                            (int) (strstr (want, "\"from\"") - want), want, 2 + 2 * i,
                            2 + 2 * i);

  forge_write_part (forge, AHADI_AUDIENCE_DEVICE, more->str);
  forge_sign (forge, self.world.office);
  path = forge_save (forge, &self.world, self.laptop);
  world_assert_part_refused (self.laptop, path, AHADI_AUDIENCE_DEVICE, "malformed", "Q3");
}

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);

  g_test_add_func ("/sync/import-gaps/Q4-what-is-asked-for-is-sent-again",
                   test_what_is_asked_for_is_sent_again);
  g_test_add_func ("/sync/import-gaps/Q4-an-old-reply-costs-a-repetition",
                   test_an_old_reply_costs_a_repetition);
  g_test_add_func ("/sync/import-gaps/Q4-what-is-confirmed-is-not-sent-again",
                   test_what_is_confirmed_is_not_sent_again);
  g_test_add_func ("/sync/import-gaps/Q4-a-want-below-what-was-lost-tells-of-a-roll-back-"
                   "once",
                   test_a_want_below_what_was_lost_tells_of_a_roll_back_once);
  g_test_add_func ("/sync/import-gaps/Q3-too-much-at-once-is-refused",
                   test_too_much_at_once_is_refused);

  return g_test_run ();
}
