/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-heard.h"

#include "place.h"

#define BRANCH "branch/000102030405060708090a0b0c0d0e0f"

/* A laptop that knows a member, and an office of which it holds nothing but decisions. */
typedef struct
{
  Place laptop;
  AhadiId member;
  AhadiStamp first; /* what the laptop wrote */
  AhadiStamp later; /* what the office wrote over it */
} Fixture;

static AhadiItem *
get (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  AhadiItem *item =
      ahadi_query_get (self->laptop.vault, AHADI_KIND_MEMBER, &self->member, &error);

  g_assert_no_error (error);
  return item;
}

static void
set_up (Fixture *self, gconstpointer unused)
{
  g_autoptr (AhadiItem) item = NULL;

  place_open (&self->laptop);
  self->member = place_add_member (&self->laptop, "Achieng", NULL);
  item = get (self);
  self->first = item->newest;
  self->later = (AhadiStamp){ .hlc = self->first.hlc + 1, .epoch = 7 };
  self->later.device.bytes[0] = 7;
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  place_close (&self->laptop);
}

/* A copy for the branch. @value: (nullable): cleared */
static void
hear (Fixture *self, const char *field, const char *value, const AhadiStamp *last)
{
  g_autoptr (AhadiRecord) settlement = ahadi_record_new (AHADI_KIND_SETTLEMENT, NULL);
  g_autofree char *of = ahadi_id_to_string (&self->member);
  const AhadiStamp cites[] = { { .hlc = 1, .epoch = 1 }, *last };
  g_autofree char *text = ahadi_decision_print_cites (cites, G_N_ELEMENTS (cites));
  g_autoptr (GError) error = NULL;

  ahadi_record_set (settlement, AHADI_SETTLEMENT_OF_KIND, "member");
  ahadi_record_set (settlement, AHADI_SETTLEMENT_OF_ENTITY, of);
  ahadi_record_set (settlement, AHADI_SETTLEMENT_OF_FIELD, field);
  ahadi_record_set (settlement, AHADI_SETTLEMENT_CITES, text);
  ahadi_record_set (settlement, AHADI_SETTLEMENT_OUTCOME, "keep");
  ahadi_record_set (settlement, AHADI_SETTLEMENT_VALUE, value);
  ahadi_record_set (settlement, AHADI_SETTLEMENT_REASON, "Seen");
  ahadi_record_set (settlement, AHADI_SETTLEMENT_DATE, "2026-11-29");
  assert_ok (ahadi_vault_save (self->laptop.vault, BRANCH, settlement, NULL, &error));
}

static void
assert_shows (Fixture *self, guint field, const char *value)
{
  g_autoptr (AhadiItem) item = get (self);

  g_assert_cmpstr (ahadi_record_get (item->record, field), ==, value);
}

static void
test_what_was_decided_is_shown (Fixture *self, gconstpointer unused)
{
  AhadiQuery query = { .kind = AHADI_KIND_MEMBER };
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GError) error = NULL;

  hear (self, "name", "Achieng Otieno", &self->later);
  assert_shows (self, AHADI_MEMBER_NAME, "Achieng Otieno");
  all = ahadi_query_list (self->laptop.vault, &query, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (
      ahadi_record_get (((AhadiItem *) all->pdata[0])->record, AHADI_MEMBER_NAME), ==,
      "Achieng Otieno");
  place_assert_sound (&self->laptop);
}

static void
test_the_latest_decision_is_shown (Fixture *self, gconstpointer unused)
{
  AhadiStamp last = self->later;

  last.hlc++;
  hear (self, "name", "Achieng O.", &last);
  hear (self, "name", "Achieng Otieno", &self->later);
  assert_shows (self, AHADI_MEMBER_NAME, "Achieng O.");
}

static void
test_what_stands_above_it_stays (Fixture *self, gconstpointer unused)
{
  AhadiStamp before = self->later;

  before.hlc = self->first.hlc - 1;
  hear (self, "name", "Achieng Otieno", &before);
  assert_shows (self, AHADI_MEMBER_NAME, "Achieng");
}

static void
test_what_the_field_does_not_allow_is_not_shown (Fixture *self, gconstpointer unused)
{
  hear (self, "birth", "the year of the rains", &self->later);
  hear (self, "name", NULL, &self->later);
  hear (self, "phone", "+254712345678", &self->later);
  assert_shows (self, AHADI_MEMBER_BIRTH, NULL);
  assert_shows (self, AHADI_MEMBER_NAME, "Achieng");
  assert_shows (self, AHADI_MEMBER_PHONE, NULL);
}

/* Of this laptop's own writings the log says what counts. */
static void
test_who_is_held_speaks_for_itself (Fixture *self, gconstpointer unused)
{
  AhadiStamp own = self->first;

  own.hlc++;
  hear (self, "name", "Achieng Otieno", &own);
  assert_shows (self, AHADI_MEMBER_NAME, "Achieng");
}

static const AhadiHistoryEntry *
find_last (GPtrArray *history)
{
  return history->pdata[history->len - 1];
}

static void
test_whoever_writes_over_it_has_seen_it (Fixture *self, gconstpointer unused)
{
  g_autoptr (GPtrArray) history = NULL;
  g_autoptr (GError) error = NULL;

  hear (self, "name", "Achieng Otieno", &self->later);
  place_change (&self->laptop, AHADI_KIND_MEMBER, &self->member, AHADI_MEMBER_NAME,
                "Achieng Atieno");
  history =
      ahadi_query_history (self->laptop.vault, AHADI_KIND_MEMBER, &self->member, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ahadi_stamp_compare (
                       &find_last (history)->body.bases[AHADI_MEMBER_NAME], &self->later),
                   ==, 0);
  assert_shows (self, AHADI_MEMBER_NAME, "Achieng Atieno");
  place_assert_sound (&self->laptop);
}

static void
test_whoever_writes_another_field_does_not_repeat_it (Fixture *self, gconstpointer unused)
{
  g_autoptr (GPtrArray) history = NULL;
  g_autoptr (GError) error = NULL;

  hear (self, "name", "Achieng Otieno", &self->later);
  place_change (&self->laptop, AHADI_KIND_MEMBER, &self->member, AHADI_MEMBER_PLACE,
                "Ahero");
  history =
      ahadi_query_history (self->laptop.vault, AHADI_KIND_MEMBER, &self->member, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (find_last (history)->body.fields, ==, 1u << AHADI_MEMBER_PLACE);
  assert_shows (self, AHADI_MEMBER_NAME, "Achieng Otieno");
  place_assert_sound (&self->laptop);
}

#define ADD(name, func)                                                                  \
  g_test_add ("/store/heard/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  ADD ("what-was-decided-is-shown", test_what_was_decided_is_shown);
  ADD ("the-latest-decision-is-shown", test_the_latest_decision_is_shown);
  ADD ("what-stands-above-it-stays", test_what_stands_above_it_stays);
  ADD ("what-the-field-does-not-allow-is-not-shown",
       test_what_the_field_does_not_allow_is_not_shown);
  ADD ("who-is-held-speaks-for-itself", test_who_is_held_speaks_for_itself);
  ADD ("whoever-writes-over-it-has-seen-it", test_whoever_writes_over_it_has_seen_it);
  ADD ("whoever-writes-another-field-does-not-repeat-it",
       test_whoever_writes_another_field_does_not_repeat_it);
  return g_test_run ();
}
