/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <unistd.h>

#include "place.h"

/*
 * A laptop that was copied: both copies write on, and what they signed reaches three
 * offices in pieces cut anywhere, in another order at each. Nothing of either story may
 * count from where they part, and all have one digest. Then each copy hears of the other
 * and writes its own again: all have one digest once more, with everything in it.
 *
 * A laptop that was put back to an older day and hears of it before it writes: it goes on
 * in a new epoch, no story contradicts another, and what it lost comes back to it.
 *
 * A laptop whose clock was days ahead: what it wrote waits at the offices, or waits in
 * part. It puts its clock right, tells of it and writes its own again: then all is there
 * at once, at the offices as on the laptop.
 *
 * A failure prints its seed: AHADI_SEED=<seed> runs that one round again,
 * AHADI_ROUNDS=<n> runs so many.
 */
#define N_OFFICES 3
#define N_COPIES 2
#define N_ROUNDS 5

#define HOUR_MS (60 * 60 * G_GINT64_CONSTANT (1000))
#define START_MS G_GINT64_CONSTANT (1800000000000)

typedef struct
{
  Place copies[N_COPIES];
  Place offices[N_OFFICES];
  GRand *random;
  guint64 shared; /* the last seq that both stories have */
} World;

typedef struct
{
  guint copy;
  guint64 from;
  guint64 to;
} Piece;

static guint
draw (World *self, guint below)
{
  return (guint) g_rand_int_range (self->random, 0, (gint32) below);
}

/* Both copies know the first members; each makes and changes some of its own, under names
 * that nobody had before. */
static void
write_on (World *self, guint copy, AhadiId *known)
{
  static guint names;
  guint n = 1 + draw (self, 12);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("Copy%u Name%u", copy, names++);

      if (draw (self, 2) == 0)
        place_add_member (&self->copies[copy], name, NULL);
      else
        place_change (&self->copies[copy], AHADI_KIND_MEMBER, known, AHADI_MEMBER_NAME,
                      name);
    }
}

/* Returns: a member whom both copies know. */
static AhadiId
open_world (World *self)
{
  AhadiId known;

  place_open (&self->copies[0]);
  known = place_add_member (&self->copies[0], "Juma", NULL);
  for (guint i = draw (self, 8); i > 0; i--)
    place_add_member (&self->copies[0], "Zawadi", NULL);
  place_copy (&self->copies[0], &self->copies[1]);
  self->shared = place_get_stream (&self->copies[0]).last;
  for (guint i = 0; i < N_OFFICES; i++)
    place_open (&self->offices[i]);
  return known;
}

static void
begin_round (World *self)
{
  AhadiId known = open_world (self);

  for (guint i = 0; i < N_COPIES; i++)
    write_on (self, i, &known);
}

static void
end_round (World *self)
{
  for (guint i = 0; i < N_COPIES; i++)
    place_close (&self->copies[i]);
  for (guint i = 0; i < N_OFFICES; i++)
    place_close (&self->offices[i]);
}

/* All of both stories, cut anywhere, some of it twice, in any order. */
static GArray *
draw_pieces (World *self)
{
  GArray *pieces = g_array_new (FALSE, FALSE, sizeof (Piece));

  for (guint copy = 0; copy < N_COPIES; copy++)
    {
      guint64 last = place_get_stream (&self->copies[copy]).last;
      Piece piece = { copy, 1, 0 };

      for (; piece.from <= last; piece.from = piece.to + 1)
        {
          piece.to = piece.from + draw (self, (guint) (last - piece.from + 1));
          g_array_append_val (pieces, piece);
          if (draw (self, 3) == 0)
            g_array_append_val (pieces, piece);
        }
    }

  for (guint i = pieces->len; i > 1; i--)
    {
      guint j = draw (self, i);
      Piece kept = g_array_index (pieces, Piece, j);

      g_array_index (pieces, Piece, j) = g_array_index (pieces, Piece, i - 1);
      g_array_index (pieces, Piece, i - 1) = kept;
    }
  return pieces;
}

static void
deliver (World *self, const Piece *piece, Place *to)
{
  g_autoptr (GError) error = NULL;

  assert_ok (place_deliver (&self->copies[piece->copy], to, piece->from, piece->to, NULL,
                            &error));
  place_assert_sound (to);
}

static void
check_frozen (World *self, Place *office)
{
  AhadiStreamInfo told = place_get_stream (&self->copies[0]);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) gaps = NULL;
  AhadiStreamInfo info;

  g_assert_true (ahadi_streams_find (office->vault, &told.id, &info, &error));
  g_assert_cmpuint (info.forked, ==, self->shared + 1);
  g_assert_cmpuint (info.frontier, ==, self->shared);
  gaps = ahadi_streams_list_gaps (office->vault, info.number, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (gaps->len, ==, 0);
}

static void
check_same_digest (World *self)
{
  g_autofree char *first = place_digest (&self->offices[0]);

  for (guint i = 1; i < N_OFFICES; i++)
    {
      g_autofree char *digest = place_digest (&self->offices[i]);

      g_assert_cmpstr (digest, ==, first);
    }
}

static void
hear_both_stories (World *self)
{
  for (guint i = 0; i < N_OFFICES; i++)
    {
      g_autoptr (GArray) pieces = draw_pieces (self);

      for (guint p = 0; p < pieces->len; p++)
        deliver (self, &g_array_index (pieces, Piece, p), &self->offices[i]);
      check_frozen (self, &self->offices[i]);
    }
  check_same_digest (self);
}

/* Each copy is told where the stories part, and its new epoch reaches the offices. */
static void
write_again (World *self)
{
  guint64 all = 0;

  for (guint copy = 0; copy < N_COPIES; copy++)
    {
      Place *place = &self->copies[copy];
      guint64 found = place_count_found (place, copy == 0 ? "copy0" : "copy1");
      AhadiStreamInfo info = place_get_stream (place);
      g_autoptr (GError) error = NULL;
      g_autoptr (AhadiApplier) applier = NULL;

      all += found;
      assert_ok (ahadi_vault_begin (place->vault, &error));
      applier = ahadi_applier_new (place->vault, &error);
      assert_ok (
          ahadi_applier_declare_fork (applier, &info.id, self->shared + 1, &error));
      assert_ok (ahadi_applier_finish (applier, &error));
      assert_ok (ahadi_vault_commit (place->vault, &error));
      place_assert_sound (place);

      g_assert_cmpuint (place_count_found (place, copy == 0 ? "copy0" : "copy1"), ==,
                        found);
    }

  for (guint i = 0; i < N_OFFICES; i++)
    for (guint copy = 0; copy < N_COPIES; copy++)
      {
        Place *from = &self->copies[(copy + i) % N_COPIES];

        place_deliver_all (from, &self->offices[i]);
        place_assert_sound (&self->offices[i]);
      }
  check_same_digest (self);

  /* Both may have given the first member another name, and one of them shows. */
  g_assert_cmpuint (place_count_found (&self->offices[0], "copy") + 1, >=, all);
}

/* The second copy too comes to that state, once it has heard what the first one wrote: a
 * copy its new epoch, one that was put back what it had lost. */
static void
bring_back (World *self)
{
  g_autofree char *judged = place_digest (&self->offices[0]);
  g_autofree char *digest = NULL;

  place_deliver_all (&self->copies[0], &self->copies[1]);
  digest = place_digest (&self->copies[1]);
  g_assert_cmpstr (digest, ==, judged);
  place_assert_sound (&self->copies[1]);
}

static void
run_round (guint32 seed)
{
  World world = { .random = g_rand_new_with_seed (seed) };

  g_test_message ("AHADI_SEED=%" G_GUINT32_FORMAT, seed);
  begin_round (&world);
  hear_both_stories (&world);
  write_again (&world);
  bring_back (&world);
  end_round (&world);
  g_rand_free (world.random);
}

/* The second copy is the older day. An office's acknowledgement tells it what is missing:
 * news once, and no news when it is heard again. */
static void
hear_of_the_loss (World *self)
{
  AhadiStreamInfo before = place_get_stream (&self->copies[0]);
  AhadiVault *vault = self->copies[1].vault;
  g_autoptr (GError) error = NULL;
  guint64 lost;

  for (guint times = 0; times < 2; times++)
    {
      assert_ok (
          ahadi_streams_note_elsewhere (vault, &before.id, before.last, &lost, &error));
      g_assert_cmpuint (lost, ==, times == 0 ? before.last - self->shared : 0);
    }
}

static void
check_not_frozen (World *self, Place *office)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) streams = ahadi_streams_list (office->vault, FALSE, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (streams->len, ==, N_COPIES);
  for (guint i = 0; i < streams->len; i++)
    {
      const AhadiStreamInfo *info = &g_array_index (streams, AhadiStreamInfo, i);

      g_assert_cmpuint (info->forked, ==, 0);
      g_assert_cmpuint (info->frontier, ==, info->last);
    }
}

static void
hear_both_epochs (World *self)
{
  for (guint i = 0; i < N_OFFICES; i++)
    {
      g_autoptr (GArray) pieces = draw_pieces (self);

      for (guint p = 0; p < pieces->len; p++)
        deliver (self, &g_array_index (pieces, Piece, p), &self->offices[i]);
      check_not_frozen (self, &self->offices[i]);
    }
  check_same_digest (self);
}

static void
run_rollback (guint32 seed)
{
  World world = { .random = g_rand_new_with_seed (seed) };
  AhadiId known;

  g_test_message ("AHADI_SEED=%" G_GUINT32_FORMAT, seed);
  known = open_world (&world);
  write_on (&world, 0, &known);
  hear_of_the_loss (&world);
  write_on (&world, 1, &known);
  hear_both_epochs (&world);
  bring_back (&world);
  end_round (&world);
  g_rand_free (world.random);
}

/* --- A clock that was ahead ----------------------------------------------- */

/* Some of it in time, some of it up to four days ahead. */
static void
write_ahead (World *self)
{
  Place *laptop = &self->copies[0];
  AhadiId known;

  place_set_clock (START_MS);
  place_open (laptop);
  known = place_add_member (laptop, "Juma", NULL);
  write_on (self, 0, &known);
  place_set_clock (START_MS + (1 + draw (self, 96)) * HOUR_MS);
  write_on (self, 0, &known);
  place_set_clock (START_MS);
}

static void
hear_in_pieces (World *self, Place *office)
{
  guint64 last = place_get_stream (&self->copies[0]).last;
  Piece piece = { .from = 1 };

  for (; piece.from <= last; piece.from = piece.to + 1)
    {
      piece.to = piece.from + draw (self, (guint) (last - piece.from + 1));
      deliver (self, &piece, office);
    }
}

/* What @laptop says of its own old stream. */
static void
tell_of_it (const AhadiStreamInfo *told, Place *office)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiApplier) applier = NULL;

  assert_ok (ahadi_vault_begin (office->vault, &error));
  applier = ahadi_applier_new (office->vault, &error);
  assert_ok (ahadi_applier_declare_fork (applier, &told->id, told->forked, &error));
  assert_ok (ahadi_applier_finish (applier, &error));
  assert_ok (ahadi_vault_commit (office->vault, &error));
}

static void
hear_what_was_put_right (World *self, const AhadiStreamInfo *old, const char *written)
{
  for (guint i = 0; i < N_OFFICES; i++)
    {
      g_autofree char *digest = NULL;

      place_deliver_all (&self->copies[0], &self->offices[i]);
      tell_of_it (old, &self->offices[i]);
      place_assert_sound (&self->offices[i]);
      digest = place_digest (&self->offices[i]);
      g_assert_cmpstr (digest, ==, written);
    }
}

static void
run_repair (guint32 seed)
{
  World world = { .random = g_rand_new_with_seed (seed) };
  g_autofree char *written = NULL;
  g_autoptr (GError) error = NULL;
  AhadiStreamInfo old;
  guint64 found;
  guint64 records;

  g_test_message ("AHADI_SEED=%" G_GUINT32_FORMAT, seed);
  write_ahead (&world);
  for (guint i = 0; i < N_OFFICES; i++)
    {
      place_open (&world.offices[i]);
      hear_in_pieces (&world, &world.offices[i]);
    }

  found = place_count_found (&world.copies[0], "");
  old = place_get_stream (&world.copies[0]);
  assert_ok (ahadi_clock_repair (world.copies[0].vault, &records, &error));
  g_assert_cmpuint (records, >, 0);
  g_assert_cmpuint (place_count_found (&world.copies[0], ""), ==, found);
  place_assert_sound (&world.copies[0]);
  g_assert_true (ahadi_streams_find (world.copies[0].vault, &old.id, &old, &error));

  written = place_digest (&world.copies[0]);
  hear_what_was_put_right (&world, &old, written);
  end_round (&world);
  place_set_clock (0);
  g_rand_free (world.random);
}

static void
run_rounds (void (*run) (guint32 seed))
{
  const char *fixed = g_getenv ("AHADI_SEED");
  const char *wanted = g_getenv ("AHADI_ROUNDS");
  guint rounds = wanted != NULL ? (guint) strtoul (wanted, NULL, 10) : N_ROUNDS;

  if (fixed != NULL)
    run ((guint32) strtoul (fixed, NULL, 10));
  else
    for (guint i = 0; i < rounds; i++)
      run (g_test_rand_int ());
}

static void
test_copied_laptops_come_to_one_state (void)
{
  run_rounds (run_round);
}

static void
test_laptops_that_were_put_back_come_to_one_state (void)
{
  run_rounds (run_rollback);
}

static void
test_laptops_that_were_ahead_come_to_one_state (void)
{
  run_rounds (run_repair);
}

int
main (int argc, char *argv[])
{
  if (access ("/dev/shm", W_OK) == 0)
    g_setenv ("TMPDIR", "/dev/shm", FALSE);
  place_init_tests (&argc, &argv);
  g_test_add_func ("/sim/forks/copied-laptops-come-to-one-state",
                   test_copied_laptops_come_to_one_state);
  g_test_add_func ("/sim/forks/laptops-that-were-put-back-come-to-one-state",
                   test_laptops_that_were_put_back_come_to_one_state);
  g_test_add_func ("/sim/forks/laptops-that-were-ahead-come-to-one-state",
                   test_laptops_that_were_ahead_come_to_one_state);
  return g_test_run ();
}
