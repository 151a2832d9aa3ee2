/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "place.h"

#define NOW G_GINT64_CONSTANT (1800000000000)
#define DAY G_GINT64_CONSTANT (86400000)

/* A laptop and its copy, which both begin an epoch of their own. */
typedef struct
{
  Place laptop;
  Place copy;
  Place office;
} Family;

static void
end_epoch (Place *place)
{
  AhadiStreamInfo info = place_get_stream (place);
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_vault_end_epoch (place->vault, &info.id, &error));
}

/* As a restored backup does. */
static void
forget_epoch (Place *place)
{
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_vault_forget_epoch (place->vault, &error));
}

static void
family_open (Family *self)
{
  place_set_clock (NOW);
  place_open (&self->laptop);
  place_open (&self->office);
  place_add_member (&self->laptop, "Juma", NULL);
  place_deliver_all (&self->laptop, &self->office);
  place_copy (&self->laptop, &self->copy);
}

static void
family_close (Family *self)
{
  place_close (&self->laptop);
  place_close (&self->copy);
  place_close (&self->office);
  place_set_clock (0);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Family, family_close)

static void
write_on (Family *self, Place *place, gint64 time)
{
  place_set_clock (time);
  place_add_member (place, "Zawadi", NULL);
  place_deliver_all (place, &self->office);
}

static void
assert_copied (Family *self, gboolean copied)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) devices = ahadi_copies_list (self->office.vault, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (devices->len, ==, copied ? 1 : 0);
  if (copied)
    g_assert_true (
        ahadi_id_equal (&g_array_index (devices, AhadiId, 0), &self->laptop.device));
}

/* Whatever their clocks say. */
static void
test_two_epochs_after_one_operation_are_copies (void)
{
  g_auto (Family) family = { 0 };

  family_open (&family);
  end_epoch (&family.laptop);
  end_epoch (&family.copy);
  write_on (&family, &family.laptop, NOW + 1000);
  assert_copied (&family, FALSE);
  write_on (&family, &family.copy, NOW + 2000);
  assert_copied (&family, TRUE);
}

/* As a reply tells it to a laptop: all that it wrote here is told in two ways. It writes
 * it once more, in a new epoch. */
static void
hear_of_the_fork (Place *place, gint64 time)
{
  AhadiStreamInfo info = place_get_stream (place);
  g_autoptr (AhadiApplier) applier = NULL;
  g_autoptr (GError) error = NULL;

  place_set_clock (time);
  assert_ok (ahadi_vault_begin (place->vault, &error));
  applier = ahadi_applier_new (place->vault, &error);
  assert_ok (ahadi_applier_declare_fork (applier, &info.id, 1, &error));
  assert_ok (ahadi_applier_finish (applier, &error));
  assert_ok (ahadi_vault_commit (place->vault, &error));
}

static void
write_elsewhere (Place *place)
{
  g_autoptr (AhadiRecord) record = ahadi_record_new (AHADI_KIND_MEMBER, NULL);
  g_autoptr (GError) error = NULL;
  gboolean changed;

  ahadi_record_set (record, AHADI_MEMBER_NAME, "Juma");
  ahadi_record_set (record, AHADI_MEMBER_CONSENT, "true");
  assert_ok (ahadi_vault_save (place->vault, "branch/0123456789abcdef0123456789abcdef",
                               record, &changed, &error));
}

/* The laptop has begun its epoch elsewhere, and wrote nothing for the office yet. */
static void
family_open_before_the_first (Family *self)
{
  place_set_clock (NOW);
  place_open (&self->laptop);
  place_open (&self->office);
  write_elsewhere (&self->laptop);
  place_copy (&self->laptop, &self->copy);
}

static void
test_two_epochs_after_a_fork_at_the_start_are_copies (void)
{
  g_auto (Family) family = { 0 };

  family_open_before_the_first (&family);
  write_on (&family, &family.laptop, NOW + 1000);
  write_on (&family, &family.copy, NOW + 2000);
  hear_of_the_fork (&family.laptop, NOW + 3000);
  write_on (&family, &family.laptop, NOW + 4000);
  assert_copied (&family, FALSE);
  hear_of_the_fork (&family.copy, NOW + 5000);
  write_on (&family, &family.copy, NOW + 6000);
  assert_copied (&family, TRUE);
}

/* Put back to a day before its first operation, it begins from nothing again, as often as
 * that is: it is one laptop. */
static void
test_epochs_from_nothing_are_one_life (void)
{
  g_auto (Family) family = { 0 };
  Place again = { 0 };

  family_open_before_the_first (&family);
  place_copy (&family.copy, &again);
  write_on (&family, &family.laptop, NOW + 1000);
  forget_epoch (&family.copy);
  write_on (&family, &family.copy, NOW + 2000);
  forget_epoch (&again);
  write_on (&family, &again, NOW + 3000);
  assert_copied (&family, FALSE);
  write_on (&family, &family.copy, NOW + 4000);
  assert_copied (&family, TRUE);
  place_close (&again);
}

/* It was put back: what it lost was written before. */
static void
test_epochs_that_follow_each_other_are_one_life (void)
{
  g_auto (Family) family = { 0 };

  family_open (&family);
  write_on (&family, &family.laptop, NOW + 1000);
  end_epoch (&family.copy);
  write_on (&family, &family.copy, NOW + 2000);
  assert_copied (&family, FALSE);
}

static void
test_an_epoch_that_goes_on_beside_its_successor_is_a_copy (void)
{
  g_auto (Family) family = { 0 };

  family_open (&family);
  end_epoch (&family.copy);
  write_on (&family, &family.copy, NOW + 1000);
  assert_copied (&family, FALSE);
  write_on (&family, &family.laptop, NOW + 2000);
  assert_copied (&family, TRUE);
}

static void
test_an_epoch_that_is_silent_for_a_month_is_over (void)
{
  g_auto (Family) family = { 0 };

  family_open (&family);
  end_epoch (&family.laptop);
  end_epoch (&family.copy);
  write_on (&family, &family.laptop, NOW + 1000);
  write_on (&family, &family.copy, NOW + 30 * DAY);
  assert_copied (&family, TRUE);
  write_on (&family, &family.copy, NOW + 31 * DAY);
  assert_copied (&family, FALSE);
}

static void
test_a_clock_that_was_ahead_ends_no_epoch (void)
{
  g_auto (Family) family = { 0 };

  family_open (&family);
  end_epoch (&family.laptop);
  end_epoch (&family.copy);
  write_on (&family, &family.laptop, NOW + 1000);
  write_on (&family, &family.copy, NOW + 2000);
  place_set_clock (NOW + 365 * DAY);
  place_add_member (&family.laptop, "Muthoni", NULL);
  place_set_clock (NOW + 3000);
  place_deliver_all (&family.laptop, &family.office);
  assert_copied (&family, TRUE);
}

/* Y5: an epoch that begins where the stories part, and no other. */
static void
test_a_fork_is_gone_on_with_from_where_its_stories_part (void)
{
  g_auto (Family) family = { 0 };
  g_autoptr (GError) error = NULL;
  AhadiStreamInfo forked = { 0 };
  AhadiStreamId stream;
  gboolean continued;

  family_open (&family);
  stream = place_get_stream (&family.laptop).id;
  write_on (&family, &family.laptop, NOW + 1000);
  write_on (&family, &family.copy, NOW + 2000);
  g_assert_true (ahadi_streams_find (family.office.vault, &stream, &forked, &error));
  g_assert_cmpuint (forked.forked, ==, 2);
  assert_ok (
      ahadi_copies_was_continued (family.office.vault, &forked, &continued, &error));
  g_assert_false (continued);

  end_epoch (&family.laptop);
  write_on (&family, &family.laptop, NOW + 3000);
  assert_ok (
      ahadi_copies_was_continued (family.office.vault, &forked, &continued, &error));
  g_assert_false (continued);
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  g_test_add_func ("/store/copies/Y7-two-epochs-after-one-operation-are-copies",
                   test_two_epochs_after_one_operation_are_copies);
  g_test_add_func ("/store/copies/Y7-two-epochs-after-a-fork-at-the-start-are-copies",
                   test_two_epochs_after_a_fork_at_the_start_are_copies);
  g_test_add_func ("/store/copies/Y7-epochs-from-nothing-are-one-life",
                   test_epochs_from_nothing_are_one_life);
  g_test_add_func ("/store/copies/epochs-that-follow-each-other-are-one-life",
                   test_epochs_that_follow_each_other_are_one_life);
  g_test_add_func (
      "/store/copies/Y7-an-epoch-that-goes-on-beside-its-successor-is-a-copy",
      test_an_epoch_that_goes_on_beside_its_successor_is_a_copy);
  g_test_add_func ("/store/copies/an-epoch-that-is-silent-for-a-month-is-over",
                   test_an_epoch_that_is_silent_for_a_month_is_over);
  g_test_add_func ("/store/copies/a-clock-that-was-ahead-ends-no-epoch",
                   test_a_clock_that_was_ahead_ends_no_epoch);
  g_test_add_func ("/store/copies/Y5-a-fork-is-gone-on-with-from-where-its-stories-part",
                   test_a_fork_is_gone_on_with_from_where_its_stories_part);
  return g_test_run ();
}
