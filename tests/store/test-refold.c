/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-refold.h"

#include <string.h>

#include "place.h"
#include "store/ahadi-vault-private.h"

/* An author with three members, of whom the office has heard. */
typedef struct
{
  Place author;
  Place office;
  AhadiId members[3];
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  static const char *const names[] = { "Achieng", "Wanjiku", "Zawadi" };

  place_open (&self->author);
  place_open (&self->office);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    self->members[i] = place_add_member (&self->author, names[i], NULL);
  place_deliver_all (&self->author, &self->office);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  place_close (&self->author);
  place_close (&self->office);
}

static AhadiStreamEntry *
find_entry (Place *author, Place *at)
{
  AhadiStreamInfo info = place_get_stream (author);
  AhadiStreamTable *streams = ahadi_vault_get_streams (at->vault, NULL);
  AhadiStreamEntry *entry = ahadi_stream_table_find (streams, &info.id);

  g_assert_nonnull (entry);
  return entry;
}

static void
move (Place *author, Place *at, guint64 from, AhadiOpState state)
{
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_vault_begin (at->vault, &error));
  assert_ok (
      ahadi_refold_stream (at->vault, find_entry (author, at), from, state, &error));
  assert_ok (ahadi_vault_commit (at->vault, &error));
}

static void
test_what_is_held_is_in_no_row_and_no_list (Fixture *fixture, gconstpointer unused)
{
  Place *office = &fixture->office;

  g_assert_cmpuint (place_count_found (office, "zawadi"), ==, 1);
  move (&fixture->author, office, 3, AHADI_OP_FORKED);
  g_assert_cmpuint (place_count_found (office, "zawadi"), ==, 0);
  g_assert_cmpuint (place_count_found (office, "wanjiku"), ==, 1);
  g_assert_cmpuint (find_entry (&fixture->author, office)->info.frontier, ==, 2);
  place_assert_sound (office);
}

static void
test_what_is_applied_again_is_as_it_was (Fixture *fixture, gconstpointer unused)
{
  Place *office = &fixture->office;
  g_autofree char *before = place_digest (office);
  g_autofree char *after = NULL;

  move (&fixture->author, office, 1, AHADI_OP_FORKED);
  move (&fixture->author, office, 1, AHADI_OP_APPLIED);
  after = place_digest (office);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpuint (place_count_found (office, "zawadi"), ==, 1);
  g_assert_cmpuint (find_entry (&fixture->author, office)->info.frontier, ==, 3);
  place_assert_sound (office);
}

static void
test_an_own_stream_comes_back_too (Fixture *fixture, gconstpointer unused)
{
  Place *author = &fixture->author;

  move (author, author, 2, AHADI_OP_FORKED);
  g_assert_cmpuint (place_get_stream (author).frontier, ==, 1);
  place_assert_sound (author);
  move (author, author, 2, AHADI_OP_APPLIED);
  g_assert_cmpuint (place_get_stream (author).frontier, ==, 3);
  place_assert_sound (author);
}

static void
test_a_value_falls_back_to_the_one_before (Fixture *fixture, gconstpointer unused)
{
  Place *author = &fixture->author;
  Place *office = &fixture->office;

  place_change (author, AHADI_KIND_MEMBER, &fixture->members[0], AHADI_MEMBER_NAME,
                "Njeri");
  place_deliver_all (author, office);
  g_assert_cmpuint (place_count_found (office, "njeri"), ==, 1);
  move (author, office, 4, AHADI_OP_FORKED);
  g_assert_cmpuint (place_count_found (office, "njeri"), ==, 0);
  g_assert_cmpuint (place_count_found (office, "achieng"), ==, 1);
  place_assert_sound (office);
}

static void
test_the_higher_reason_stands (Fixture *fixture, gconstpointer unused)
{
  Place *office = &fixture->office;
  gint64 stream = find_entry (&fixture->author, office)->info.number;
  g_autoptr (AhadiStatement) get = NULL;
  g_autoptr (GError) error = NULL;
  gint64 held;

  move (&fixture->author, office, 3, AHADI_OP_REVOKED);
  move (&fixture->author, office, 1, AHADI_OP_FORKED);
  get = ahadi_database_prepare (office->vault->database, "op-first-held", &error);
  g_assert_no_error (error);
  ahadi_statement_bind_int (get, 1, ahadi_log_get_place (stream, 3));
  ahadi_statement_bind_int (get, 2, ahadi_log_get_place (stream, 3));
  assert_ok (ahadi_statement_get_number (get, &held, &error));
  g_assert_cmpuint (ahadi_log_get_seq (held), ==, 3);
  move (&fixture->author, office, 1, AHADI_OP_APPLIED);
  place_assert_sound (office);
}

/* Its number must not be given to another row: the index would take that for known. */
static void
test_a_row_made_after_the_last_one_went_is_found (Fixture *fixture, gconstpointer unused)
{
  Place *office = &fixture->office;

  g_assert_cmpuint (place_count_found (office, "zawadi"), ==, 1);
  move (&fixture->author, office, 3, AHADI_OP_FORKED);
  place_reopen (office);
  place_add_member (office, "Makena", NULL);
  g_assert_cmpuint (place_count_found (office, "makena"), ==, 1);
  place_assert_sound (office);
}

static void
test_one_entity_is_made_again (Fixture *fixture, gconstpointer unused)
{
  Place *office = &fixture->office;
  g_autofree char *before = place_digest (office);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  gint64 audience = find_entry (&fixture->author, office)->audience;

  assert_ok (ahadi_database_exec (office->vault->database,
                                  "UPDATE member SET name = 'Nobody'", "test", &error));
  assert_ok (ahadi_vault_begin (office->vault, &error));
  for (guint i = 0; i < G_N_ELEMENTS (fixture->members); i++)
    assert_ok (ahadi_refold (office->vault, audience, &fixture->members[i], &error));
  assert_ok (ahadi_vault_commit (office->vault, &error));
  after = place_digest (office);
  g_assert_cmpstr (after, ==, before);
  place_assert_sound (office);
}

/* Whatever is held and let in, in any order: the tables are what a replay gives. */
static void
test_state_is_replay_after_any_sequence (Fixture *fixture, gconstpointer unused)
{
  static const AhadiOpState states[] = { AHADI_OP_APPLIED, AHADI_OP_FORKED,
                                         AHADI_OP_REVOKED };
  Place *authors[] = { &fixture->author, &fixture->office };
  Place *office = &fixture->office;
  g_autofree char *whole = NULL;
  g_autofree char *again = NULL;

  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *name = g_strdup_printf ("Name %u", i);

      place_change (authors[i % 2], AHADI_KIND_MEMBER, &fixture->members[i % 3],
                    i % 4 == 0 ? AHADI_MEMBER_PLACE : AHADI_MEMBER_NAME, name);
      place_deliver_all (&fixture->author, office);
    }
  place_add_pledge (office, &fixture->members[0]);
  whole = place_digest (office);

  for (guint i = 0; i < 40; i++)
    {
      Place *author = authors[g_test_rand_int_range (0, 2)];
      guint64 last = place_get_stream (author).last;

      move (author, office, (guint64) g_test_rand_int_range (1, (gint32) last + 1),
            states[g_test_rand_int_range (0, G_N_ELEMENTS (states))]);
      place_assert_sound (office);
    }

  move (authors[0], office, 1, AHADI_OP_APPLIED);
  move (authors[1], office, 1, AHADI_OP_APPLIED);
  again = place_digest (office);
  g_assert_cmpstr (again, ==, whole);
}

#define ADD(name, func)                                                                  \
  g_test_add ("/store/refold/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  ADD ("what-is-held-is-in-no-row-and-no-list",
       test_what_is_held_is_in_no_row_and_no_list);
  ADD ("what-is-applied-again-is-as-it-was", test_what_is_applied_again_is_as_it_was);
  ADD ("an-own-stream-comes-back-too", test_an_own_stream_comes_back_too);
  ADD ("a-value-falls-back-to-the-one-before", test_a_value_falls_back_to_the_one_before);
  ADD ("the-higher-reason-stands", test_the_higher_reason_stands);
  ADD ("a-row-made-after-the-last-one-went-is-found",
       test_a_row_made_after_the_last_one_went_is_found);
  ADD ("one-entity-is-made-again", test_one_entity_is_made_again);
  ADD ("state-is-replay-after-any-sequence", test_state_is_replay_after_any_sequence);
  return g_test_run ();
}
