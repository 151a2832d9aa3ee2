/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "place.h"

#define NOW G_GINT64_CONSTANT (1800000000000)
#define DAY G_GINT64_CONSTANT (86400000)
#define YEAR (365 * DAY)

/* A laptop that wrote one member at the right time and two in three years; an office that
 * has them. */
typedef struct
{
  Place laptop;
  Place office;
  AhadiStreamId old;
  AhadiId early;
  AhadiId late;
} Skew;

static void
skew_open (Skew *self)
{
  place_set_clock (NOW);
  place_open (&self->laptop);
  place_open (&self->office);
  self->early = place_add_member (&self->laptop, "Juma", NULL);
  place_set_clock (NOW + 3 * YEAR);
  self->late = place_add_member (&self->laptop, "Zawadi", NULL);
  place_change (&self->laptop, AHADI_KIND_MEMBER, &self->early, AHADI_MEMBER_COUNTY,
                "Kisumu");
  self->old = place_get_stream (&self->laptop).id;
  place_set_clock (NOW + DAY);
  place_deliver_all (&self->laptop, &self->office);
}

static void
skew_close (Skew *self)
{
  place_close (&self->laptop);
  place_close (&self->office);
  place_set_clock (0);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Skew, skew_close)

static guint64
repair (Place *place)
{
  g_autoptr (GError) error = NULL;
  guint64 records;

  assert_ok (ahadi_clock_repair (place->vault, &records, &error));
  place_assert_sound (place);
  return records;
}

/* What the next bundle tells: that of the old epoch nothing counts from 2 on, and the new
 * one. */
static void
tell_office (Skew *self)
{
  g_autoptr (AhadiApplier) applier = NULL;
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_vault_begin (self->office.vault, &error));
  applier = ahadi_applier_new (self->office.vault, &error);
  assert_ok (ahadi_applier_declare_fork (applier, &self->old, 2, &error));
  assert_ok (ahadi_applier_finish (applier, &error));
  assert_ok (ahadi_vault_commit (self->office.vault, &error));
  place_deliver_all (&self->laptop, &self->office);
}

static void
assert_same_digest (Skew *self)
{
  g_autofree char *laptop = place_digest (&self->laptop);
  g_autofree char *office = place_digest (&self->office);

  g_assert_cmpstr (laptop, ==, office);
}

static void
test_what_was_ahead_counts_everywhere_at_once (void)
{
  g_auto (Skew) skew = { 0 };

  skew_open (&skew);
  g_assert_cmpuint (place_count_found (&skew.office, "zawadi"), ==, 0);
  g_assert_cmpuint (repair (&skew.laptop), ==, 2);
  g_assert_cmpuint (place_count_found (&skew.laptop, "zawadi"), ==, 1);
  tell_office (&skew);
  g_assert_cmpuint (place_count_found (&skew.office, "zawadi"), ==, 1);
  assert_same_digest (&skew);
  place_assert_sound (&skew.office);
}

static void
test_no_clock_moves_and_later_changes_win (void)
{
  g_auto (Skew) skew = { 0 };

  skew_open (&skew);
  repair (&skew.laptop);
  g_assert_cmpint (ahadi_hlc_to_ms (ahadi_streams_get_clock (skew.laptop.vault)), ==,
                   NOW + DAY);
  tell_office (&skew);
  g_assert_cmpint (ahadi_hlc_to_ms (ahadi_streams_get_clock (skew.office.vault)), ==,
                   NOW + DAY);

  place_set_clock (NOW + 2 * DAY);
  place_change (&skew.office, AHADI_KIND_MEMBER, &skew.late, AHADI_MEMBER_COUNTY,
                "Siaya");
  place_deliver_all (&skew.office, &skew.laptop);
  assert_same_digest (&skew);
}

/* What lay before stays in its epoch, and a second time there is nothing to do. */
static void
test_only_what_was_ahead_is_written_again (void)
{
  g_auto (Skew) skew = { 0 };
  g_autoptr (GError) error = NULL;
  AhadiStreamInfo info;

  skew_open (&skew);
  repair (&skew.laptop);
  g_assert_true (ahadi_streams_find (skew.laptop.vault, &skew.old, &info, &error));
  g_assert_cmpuint (info.forked, ==, 2);
  g_assert_cmpuint (place_get_stream (&skew.laptop).last, ==, 2);
  place_reopen (&skew.laptop);
  g_assert_cmpuint (repair (&skew.laptop), ==, 0);
}

/* A dead battery says 2015: nothing is given up for that. */
static void
test_a_clock_that_is_behind_repairs_nothing (void)
{
  g_auto (Skew) skew = { 0 };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  guint64 records;

  skew_open (&skew);
  before = place_digest (&skew.laptop);
  place_set_clock (G_GINT64_CONSTANT (1420070400000));
  g_assert_false (ahadi_clock_repair (skew.laptop.vault, &records, &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_FAILED);
  after = place_digest (&skew.laptop);
  g_assert_cmpstr (before, ==, after);
  place_assert_sound (&skew.laptop);
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  g_test_add_func ("/store/clock-repair/what-was-ahead-counts-everywhere-at-once",
                   test_what_was_ahead_counts_everywhere_at_once);
  g_test_add_func ("/store/clock-repair/no-clock-moves-and-later-changes-win",
                   test_no_clock_moves_and_later_changes_win);
  g_test_add_func ("/store/clock-repair/only-what-was-ahead-is-written-again",
                   test_only_what_was_ahead_is_written_again);
  g_test_add_func ("/store/clock-repair/a-clock-that-is-behind-repairs-nothing",
                   test_a_clock_that_is_behind_repairs_nothing);
  return g_test_run ();
}
