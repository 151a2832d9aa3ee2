/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <unistd.h>

#include "place.h"

/*
 * What other systems that merge offline work got wrong, one story each, told with two
 * laptops and an office of our own. Each says what went wrong elsewhere, and
 * what happens here.
 */
#define MINUTE_MS (60 * G_GINT64_CONSTANT (1000))

typedef struct
{
  Place laptop;
  Place other;
  Place office;
  Place second; /* another office, which hears in another order */
  AhadiId member;
} Fixture;

/* Both laptops know one member. */
static void
set_up (Fixture *self, gconstpointer unused)
{
  place_open (&self->laptop);
  place_open (&self->other);
  place_open (&self->office);
  place_open (&self->second);
  self->member = place_add_member (&self->laptop, "Achieng", "+254712345678");
  place_deliver_all (&self->laptop, &self->other);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  place_close (&self->laptop);
  place_close (&self->other);
  place_close (&self->office);
  place_close (&self->second);
  place_set_clock (0);
}

static char *
read_field (Place *at, const AhadiId *id, guint field)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiItem) item = ahadi_query_get (at->vault, AHADI_KIND_MEMBER, id, &error);

  g_assert_no_error (error);
  return g_strdup (ahadi_record_get (item->record, field));
}

static void
assert_reads (Place *at, const AhadiId *id, guint field, const char *expected)
{
  g_autofree char *value = read_field (at, id, field);

  g_assert_cmpstr (value, ==, expected);
}

static gboolean
has_member (Place *at, const AhadiId *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiItem) item = ahadi_query_get (at->vault, AHADI_KIND_MEMBER, id, &error);

  return item != NULL;
}

/* A minute after whatever was written before. */
static void
change (Place *at, const AhadiId *id, guint field, const char *value)
{
  place_set_clock (ahadi_wall_clock_ms () + MINUTE_MS);
  place_change (at, AHADI_KIND_MEMBER, id, field, value);
}

static void
assert_same (Place *one, Place *other)
{
  g_autofree char *first = place_digest (one);
  g_autofree char *second = place_digest (other);

  g_assert_cmpstr (first, ==, second);
  place_assert_sound (one);
  place_assert_sound (other);
}

static AhadiApplyCounts
deliver (Place *from, Place *to, guint64 first, guint64 last)
{
  g_autoptr (GError) error = NULL;
  AhadiApplyCounts counts;

  assert_ok (place_deliver (from, to, first, last, &counts, &error));
  return counts;
}

static void
erase (Place *at, const AhadiId *id)
{
  g_autoptr (AhadiRecord) record = ahadi_record_new (AHADI_KIND_ERASURE, NULL);
  g_autofree char *of = ahadi_id_to_string (id);
  g_autoptr (GError) error = NULL;

  ahadi_record_set (record, AHADI_ERASURE_OF, of);
  ahadi_record_set (record, AHADI_ERASURE_OF_KIND, "member");
  ahadi_record_set (record, AHADI_ERASURE_REASON, "request");
  ahadi_record_set (record, AHADI_ERASURE_DATE, "2026-11-29");
  assert_ok (ahadi_vault_save (at->vault, AUDIENCE, record, NULL, &error));
}

/* Elsewhere the record came to be as whichever bundle was imported last had it, and was
 * shown as changed on the day of the import. Here the change that was made last stands,
 * and its stamp is that of the laptop. */
static void
test_updates_that_arrive_out_of_order_keep_their_order (Fixture *self,
                                                        gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiItem) item = NULL;
  g_autoptr (AhadiItem) theirs = NULL;

  change (&self->laptop, &self->member, AHADI_MEMBER_PLACE, "Kisumu");
  change (&self->laptop, &self->member, AHADI_MEMBER_PLACE, "Nakuru");
  deliver (&self->laptop, &self->office, 3, 3);
  deliver (&self->laptop, &self->office, 2, 2);
  deliver (&self->laptop, &self->office, 1, 1);

  assert_reads (&self->office, &self->member, AHADI_MEMBER_PLACE, "Nakuru");
  item = ahadi_query_get (self->office.vault, AHADI_KIND_MEMBER, &self->member, &error);
  theirs = ahadi_query_get (self->laptop.vault, AHADI_KIND_MEMBER, &self->member, &error);
  g_assert_cmpint (ahadi_stamp_compare (&item->newest, &theirs->newest), ==, 0);
  assert_same (&self->office, &self->laptop);
}

/* Elsewhere the second import replaced the first one's value and nobody was told. Here
 * one stands everywhere, the import says that there is something to look at, and the
 * other stays in the record's history. */
static void
test_edits_of_one_field_offline_are_told_and_kept (Fixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) history = NULL;

  change (&self->laptop, &self->member, AHADI_MEMBER_STATUS, "lapsed");
  change (&self->other, &self->member, AHADI_MEMBER_STATUS, "suspended");
  deliver (&self->laptop, &self->office, 1, 2);
  g_assert_cmpuint (deliver (&self->other, &self->office, 1, 1).conflicts, ==, 1);
  deliver (&self->other, &self->second, 1, 1);
  g_assert_cmpuint (deliver (&self->laptop, &self->second, 1, 2).conflicts, >=, 1);

  assert_same (&self->office, &self->second);
  assert_reads (&self->office, &self->member, AHADI_MEMBER_STATUS, "suspended");
  history =
      ahadi_query_history (self->office.vault, AHADI_KIND_MEMBER, &self->member, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (history->len, ==, 3);
}

/* Elsewhere an old change that came after the deletion made the record again, half of it
 * empty. */
static void
test_a_stale_update_does_not_bring_an_erased_record_back (Fixture *self,
                                                          gconstpointer unused)
{
  change (&self->other, &self->member, AHADI_MEMBER_PLACE, "Kisumu");
  place_deliver_all (&self->laptop, &self->office);
  erase (&self->office, &self->member);
  place_deliver_all (&self->other, &self->office);
  place_deliver_all (&self->other, &self->second);
  place_deliver_all (&self->office, &self->second);
  place_deliver_all (&self->laptop, &self->second);

  g_assert_false (has_member (&self->office, &self->member));
  g_assert_false (has_member (&self->second, &self->member));
  assert_same (&self->office, &self->second);
}

/* Elsewhere two who typed the same were asked to choose between the two. */
static void
test_identical_edits_are_no_conflict (Fixture *self, gconstpointer unused)
{
  change (&self->laptop, &self->member, AHADI_MEMBER_STATUS, "lapsed");
  change (&self->other, &self->member, AHADI_MEMBER_STATUS, "lapsed");
  deliver (&self->laptop, &self->office, 1, 2);
  g_assert_cmpuint (deliver (&self->other, &self->office, 1, 1).conflicts, ==, 0);
  place_deliver_all (&self->other, &self->second);
  place_deliver_all (&self->laptop, &self->second);

  assert_reads (&self->office, &self->member, AHADI_MEMBER_STATUS, "lapsed");
  assert_same (&self->office, &self->second);
}

/* Elsewhere it was a matter of which came first whether the record was there. */
static void
test_deletion_against_edit_is_deletion_in_any_order (Fixture *self, gconstpointer unused)
{
  place_deliver_all (&self->laptop, &self->office);
  erase (&self->office, &self->member);
  change (&self->laptop, &self->member, AHADI_MEMBER_NAME, "Achieng Otieno");
  deliver (&self->laptop, &self->office, 2, 2);
  place_deliver_all (&self->laptop, &self->second);
  place_deliver_all (&self->office, &self->second);
  place_deliver_all (&self->office, &self->laptop);

  g_assert_false (has_member (&self->office, &self->member));
  g_assert_false (has_member (&self->laptop, &self->member));
  assert_same (&self->office, &self->second);
  assert_same (&self->office, &self->laptop);
}

/* Elsewhere who took a deletion back got the record without what had been changed
 * meanwhile, or on some devices only. An erasure is never taken back: who joins again is
 * a new record, which the old erasure does not touch, here or where it arrives later. */
static void
test_a_deletion_that_is_reverted_is_a_new_record (Fixture *self, gconstpointer unused)
{
  AhadiId again;

  place_deliver_all (&self->laptop, &self->office);
  erase (&self->office, &self->member);
  place_deliver_all (&self->office, &self->laptop);
  again = place_add_member (&self->laptop, "Achieng", "+254712345678");
  place_deliver_all (&self->laptop, &self->second);
  place_deliver_all (&self->office, &self->second);
  place_deliver_all (&self->laptop, &self->office);

  g_assert_false (has_member (&self->office, &self->member));
  assert_reads (&self->office, &again, AHADI_MEMBER_NAME, "Achieng");
  assert_reads (&self->second, &again, AHADI_MEMBER_NAME, "Achieng");
  assert_same (&self->office, &self->second);
  assert_same (&self->office, &self->laptop);
}

/* Elsewhere tidying up the history gave records new versions, and what was still on its
 * way lost against them, or won. Nothing here compacts the log yet; what does rewrite a
 * vault (making room, opening it again, a copy of all of it, forgetting what was erased)
 * leaves every stamp as it was, so that a change from before still finds its place. */
static void
test_what_tidies_up_resets_no_version (Fixture *self, gconstpointer unused)
{
  g_auto (Place) restored = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  change (&self->other, &self->member, AHADI_MEMBER_PLACE, "Kisumu");
  change (&self->laptop, &self->member, AHADI_MEMBER_PLACE, "Nakuru");
  place_add_pledge (&self->laptop, &self->member);
  place_deliver_all (&self->laptop, &self->office);
  before = place_digest (&self->office);

  assert_ok (ahadi_vault_sweep (self->office.vault, &error));
  place_reopen (&self->office);
  place_copy (&self->office, &restored);
  after = place_digest (&restored);
  g_assert_cmpstr (after, ==, before);

  place_deliver_all (&self->other, &restored);
  place_deliver_all (&self->other, &self->office);
  assert_reads (&restored, &self->member, AHADI_MEMBER_PLACE, "Nakuru");
  assert_same (&restored, &self->office);
}

#define ADD(name, test)                                                                  \
  g_test_add ("/sim/stories/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  if (access ("/dev/shm", W_OK) == 0)
    g_setenv ("TMPDIR", "/dev/shm", FALSE);
  place_init_tests (&argc, &argv);
  ADD ("updates-that-arrive-out-of-order-keep-their-order",
       test_updates_that_arrive_out_of_order_keep_their_order);
  ADD ("edits-of-one-field-offline-are-told-and-kept",
       test_edits_of_one_field_offline_are_told_and_kept);
  ADD ("a-stale-update-does-not-bring-an-erased-record-back",
       test_a_stale_update_does_not_bring_an_erased_record_back);
  ADD ("identical-edits-are-no-conflict", test_identical_edits_are_no_conflict);
  ADD ("deletion-against-edit-is-deletion-in-any-order",
       test_deletion_against_edit_is_deletion_in_any_order);
  ADD ("a-deletion-that-is-reverted-is-a-new-record",
       test_a_deletion_that_is_reverted_is_a_new_record);
  ADD ("what-tidies-up-resets-no-version", test_what_tidies_up_resets_no_version);
  return g_test_run ();
}
