/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forge.h"

/* What an office tells the other holders that it holds and misses (O6). */

typedef struct
{
  World world;
  AhadiVault *other; /* the second holder of the membership office */
  AhadiVault *laptop;
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  world_open (&self->world);
  self->other = world_add_office (&self->world, AHADI_ROLE_MEMBERSHIP);
  self->laptop = world_add_laptop (&self->world, "Kisumu");
  world_give_card (&self->world, self->other);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  world_close (&self->world);
}

/* The lines of the part of the membership office, but the first. */
static char *
read_told (Fixture *self)
{
  g_autofree char *path = world_export (&self->world, self->world.office);
  g_autoptr (Forge) forge = forge_open (path, self->other);
  g_autofree char *lines =
      forge_read_part (forge, AHADI_AUDIENCE_MEMBERSHIP, self->other);

  return forge_take_lines (lines, 1, forge_count_lines (lines));
}

static void
bring (Fixture *self)
{
  g_autofree char *path = world_export (&self->world, self->laptop);
  g_autoptr (AhadiImportResult) result = world_merge (self->world.office, path);

  g_assert_nonnull (result);
}

static void
lose (Fixture *self)
{
  g_autofree char *path = world_export (&self->world, self->laptop);

  g_assert_nonnull (path);
}

static void
assert_told (const char *lines, const char *pattern)
{
  if (!g_regex_match_simple (pattern, lines, G_REGEX_MULTILINE, 0))
    g_error ("nothing says %s in:\n%s", pattern, lines);
}

static void
test_who_has_nothing_says_nothing (Fixture *self, gconstpointer unused)
{
  g_autofree char *lines = read_told (self);

  g_assert_cmpstr (lines, ==, "");
}

static void
test_own_and_others_streams_are_named (Fixture *self, gconstpointer unused)
{
  g_autofree char *lines = NULL;

  world_add_member (self->laptop, "Achieng Otieno");
  bring (self);
  world_add_member (self->world.office, "Hamisi Juma");
  world_add_member (self->world.office, "Moraa Nyaboke");
  lines = read_told (self);
  assert_told (lines, "^{\"ack\":.*\"seq\":1,");
  assert_told (lines, "^{\"ack\":.*\"seq\":2,");
}

static void
test_a_gap_is_wanted_and_what_is_behind_it_held (Fixture *self, gconstpointer unused)
{
  g_autofree char *lines = NULL;

  world_add_member (self->laptop, "Achieng Otieno");
  bring (self);
  world_add_member (self->laptop, "Wanjiku Kamau");
  world_add_member (self->laptop, "Nafula Wekesa");
  lose (self);
  world_add_member (self->laptop, "Hamisi Juma");
  bring (self);
  lines = read_told (self);
  assert_told (lines, "^{\"ack\":.*\"seq\":4,");
  assert_told (lines, "^{\"want\":.*\"from\":2,\"to\":3}}$");
}

static void
test_what_is_beyond_a_fork_is_not_named (Fixture *self, gconstpointer unused)
{
  g_autofree char *lines = NULL;
  AhadiVault *twin;

  world_add_member (self->laptop, "Achieng Otieno");
  twin = world_copy (&self->world, &self->laptop);
  world_add_member (self->laptop, "Hamisi Juma");
  world_add_member (twin, "Nafula Wekesa");
  bring (self);
  self->laptop = twin;
  bring (self);
  lines = read_told (self);
  assert_told (lines, "^{\"ack\":.*\"seq\":1,");
  g_assert_null (strstr (lines, "\"seq\":2,"));
}

/* Only whoever attached a file sends pieces of it. */
static void
test_files_of_other_holders_are_named (Fixture *self, gconstpointer unused)
{
  g_autoptr (AhadiRecord) own = world_attach (self->world.office, "membership", 100);
  g_autoptr (AhadiRecord) theirs = world_attach (self->other, "membership", 100);
  g_autofree char *bundle = world_export (&self->world, self->other);
  G_GNUC_UNUSED g_autoptr (AhadiImportResult) result =
      world_merge (self->world.office, bundle);
  g_autofree char *lines = read_told (self);
  g_autofree char *named =
      g_strdup_printf ("^{\"blob\":{\"id\":\"%s\",\"have\":1}}$",
                       ahadi_record_get (theirs, AHADI_ATTACHMENT_BLOB));
  g_autofree char *own_named = g_strdup_printf (
      "{\"blob\":{\"id\":\"%s\"", ahadi_record_get (own, AHADI_ATTACHMENT_BLOB));

  assert_told (lines, named);
  g_assert_null (strstr (lines, own_named));
}

#define ADD(name, func)                                                                  \
  g_test_add ("/sync/receipts/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  world_init_tests (&argc, &argv);
  ADD ("who-has-nothing-says-nothing", test_who_has_nothing_says_nothing);
  ADD ("O6-own-and-others-streams-are-named", test_own_and_others_streams_are_named);
  ADD ("O6-a-gap-is-wanted-and-what-is-behind-it-held",
       test_a_gap_is_wanted_and_what_is_behind_it_held);
  ADD ("O6-what-is-beyond-a-fork-is-not-named", test_what_is_beyond_a_fork_is_not_named);
  ADD ("O6-files-of-other-holders-are-named", test_files_of_other_holders_are_named);
  return g_test_run ();
}
