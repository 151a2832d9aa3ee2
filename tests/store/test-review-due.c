/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-review-due.h"

#include "place.h"

/* A member whose name two changed apart, and who has both. */
typedef struct
{
  Place kisumu;
  Place mombasa;
  Place office;
  AhadiId member;
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  place_open (&self->kisumu);
  place_open (&self->mombasa);
  place_open (&self->office);
  self->member = place_add_member (&self->kisumu, "Wanjiku", "+254712345678");
  place_deliver_all (&self->kisumu, &self->mombasa);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  place_close (&self->kisumu);
  place_close (&self->mombasa);
  place_close (&self->office);
}

static void
change (Fixture *self, Place *at, guint field, const char *value)
{
  place_change (at, AHADI_KIND_MEMBER, &self->member, field, value);
}

static void
deliver_both (Fixture *self)
{
  place_deliver_all (&self->kisumu, &self->office);
  place_deliver_all (&self->mombasa, &self->office);
}

static gint64
ask (Place *at, const char *sql)
{
  sqlite3_stmt *stmt = NULL;
  gint64 value;

  g_assert_cmpint (sqlite3_prepare_v2 (ahadi_database_get_handle (at->vault->database),
                                       sql, -1, &stmt, NULL),
                   ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_ROW);
  value = sqlite3_column_int64 (stmt, 0);
  sqlite3_finalize (stmt);
  return value;
}

static void
exec (Place *at, const char *sql)
{
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_database_exec (at->vault->database, sql, "test", &error));
}

static void
test_only_what_may_be_a_conflict_is_due (Fixture *fixture, gconstpointer unused)
{
  change (fixture, &fixture->kisumu, AHADI_MEMBER_NAME, "Wanjiru");
  change (fixture, &fixture->kisumu, AHADI_MEMBER_PHONE, "+254700000001");
  change (fixture, &fixture->mombasa, AHADI_MEMBER_PHONE, "+254700000002");
  deliver_both (fixture);
  g_assert_cmpint (ask (&fixture->office, "SELECT count (*) FROM review_due"), ==, 0);
}

static void
test_what_is_due_is_taken_in_at_the_next_look (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  change (fixture, &fixture->kisumu, AHADI_MEMBER_NAME, "Wanjiru");
  change (fixture, &fixture->mombasa, AHADI_MEMBER_NAME, "Wanjeri");
  deliver_both (fixture);
  g_assert_cmpint (ask (&fixture->office, "SELECT count (*) FROM review_due"), ==, 1);
  g_assert_cmpint (ask (&fixture->office, "SELECT count (*) FROM review"), ==, 0);
  assert_ok (ahadi_review_due_catch_up (fixture->office.vault, &error));
  g_assert_cmpint (ask (&fixture->office, "SELECT count (*) FROM review_due"), ==, 0);
  g_assert_cmpint (ask (&fixture->office, "SELECT count (*) FROM review"), ==, 1);
}

/* Both said the same when they met; what one said then the other never saw. */
static void
test_what_agreed_when_it_met_may_part_later (Fixture *fixture, gconstpointer unused)
{
  change (fixture, &fixture->kisumu, AHADI_MEMBER_NAME, "Wanjiru");
  change (fixture, &fixture->mombasa, AHADI_MEMBER_NAME, "Wanjiru");
  deliver_both (fixture);
  place_assert_sound (&fixture->office);
  change (fixture, &fixture->mombasa, AHADI_MEMBER_NAME, "Wangari");
  place_deliver_all (&fixture->mombasa, &fixture->office);
  place_assert_sound (&fixture->office);
  g_assert_cmpint (ask (&fixture->office, "SELECT count (*) FROM review"), ==, 1);
}

static guint64
count_differences (Place *at)
{
  g_autoptr (GError) error = NULL;
  AhadiVaultCheck check;

  assert_ok (ahadi_vault_check (at->vault, &check, &error));
  return check.differing_rows;
}

static void
test_the_check_sees_what_the_log_does_not_say (Fixture *fixture, gconstpointer unused)
{
  change (fixture, &fixture->kisumu, AHADI_MEMBER_NAME, "Wanjiru");
  change (fixture, &fixture->mombasa, AHADI_MEMBER_NAME, "Wanjeri");
  deliver_both (fixture);
  g_assert_cmpuint (count_differences (&fixture->office), ==, 0);
  exec (&fixture->office, "UPDATE review SET state = 2");
  g_assert_cmpuint (count_differences (&fixture->office), ==, 1);
  exec (&fixture->office, "DELETE FROM review");
  g_assert_cmpuint (count_differences (&fixture->office), ==, 1);
  exec (&fixture->office, "INSERT INTO review_due (audience, kind, entity) SELECT "
                          "audience, 2, id FROM member");
  g_assert_cmpuint (count_differences (&fixture->office), ==, 0);
  exec (&fixture->office, "INSERT INTO review VALUES (1, 2, x'00', 0, 0, 1)");
  g_assert_cmpuint (count_differences (&fixture->office), ==, 1);
}

/* A copy of a decision where its record is not, as a branch's audience has it. */
static void
test_what_a_decision_waits_for_is_not_due (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (AhadiRecord) decision = ahadi_record_new (AHADI_KIND_SETTLEMENT, NULL);
  g_autoptr (GError) error = NULL;

  ahadi_record_set (decision, AHADI_SETTLEMENT_OF_KIND, "member");
  ahadi_record_set (decision, AHADI_SETTLEMENT_OF_ENTITY,
                    "0123456789abcdef0123456789abcdef");
  ahadi_record_set (decision, AHADI_SETTLEMENT_OF_FIELD, "name");
  ahadi_record_set (decision, AHADI_SETTLEMENT_CITES,
                    "0190000000000001-000102030405060708090a0b0c0d0e0f-00000001 "
                    "0190000000000002-000102030405060708090a0b0c0d0e0f-00000001");
  ahadi_record_set (decision, AHADI_SETTLEMENT_OUTCOME, "keep");
  ahadi_record_set (decision, AHADI_SETTLEMENT_REASON, "She said so.");
  ahadi_record_set (decision, AHADI_SETTLEMENT_DATE, "2026-11-29");
  assert_ok (ahadi_vault_save (fixture->office.vault, AUDIENCE, decision, NULL, &error));

  g_assert_cmpint (
      ask (&fixture->office, "SELECT count (*) FROM review_due WHERE waits = 0"), ==, 1);
  assert_ok (ahadi_review_due_catch_up (fixture->office.vault, &error));
  g_assert_cmpint (
      ask (&fixture->office, "SELECT count (*) FROM review_due WHERE waits = 0"), ==, 0);
  g_assert_cmpint (
      ask (&fixture->office, "SELECT count (*) FROM review_due WHERE waits = 1"), ==, 1);
  place_assert_sound (&fixture->office);
}

/* As the migration leaves a vault that was filled before there was a table. */
static void
test_a_vault_of_an_older_version_is_looked_through (Fixture *fixture,
                                                    gconstpointer unused)
{
  change (fixture, &fixture->kisumu, AHADI_MEMBER_NAME, "Wanjiru");
  change (fixture, &fixture->mombasa, AHADI_MEMBER_NAME, "Wanjeri");
  deliver_both (fixture);
  exec (&fixture->office,
        "DROP TABLE settlement; DROP TABLE review; DROP TABLE review_due;"
        "DROP TABLE same_as; DROP TABLE twin; DROP TABLE twin_key; DROP TABLE twin_value;"
        "DROP TABLE twin_pair; DROP TABLE twin_state; DROP TABLE twin_todo;"
        "DROP TABLE baseline; DROP TABLE base; DROP TABLE reached;"
        "ALTER TABLE stream DROP COLUMN settled; ALTER TABLE stream DROP COLUMN "
        "compacted;" PLACE_UNDO_15 "PRAGMA user_version = 11");
  place_reopen (&fixture->office);
  g_assert_cmpint (ask (&fixture->office, "SELECT count (*) FROM review_due"), ==, 1);
  g_assert_cmpuint (count_differences (&fixture->office), ==, 0);
  g_assert_cmpint (ask (&fixture->office, "SELECT count (*) FROM review"), ==, 1);
}

#define ADD(name, func)                                                                  \
  g_test_add ("/store/review-due/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  ADD ("what-a-decision-waits-for-is-not-due", test_what_a_decision_waits_for_is_not_due);
  ADD ("only-what-may-be-a-conflict-is-due", test_only_what_may_be_a_conflict_is_due);
  ADD ("what-is-due-is-taken-in-at-the-next-look",
       test_what_is_due_is_taken_in_at_the_next_look);
  ADD ("what-agreed-when-it-met-may-part-later",
       test_what_agreed_when_it_met_may_part_later);
  ADD ("the-check-sees-what-the-log-does-not-say",
       test_the_check_sees_what_the_log_does_not_say);
  ADD ("a-vault-of-an-older-version-is-looked-through",
       test_a_vault_of_an_older_version_is_looked_through);
  return g_test_run ();
}
