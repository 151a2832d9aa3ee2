/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-eraser.h"

#include <string.h>
#include <sys/stat.h>

#include "place.h"

#define NEEDLE "Zawadi Nafula"
#define WORD "nafula"
#define DAY_MS (24 * 60 * 60 * G_GINT64_CONSTANT (1000))

/* An author with a member and her pledge, and two holders of the office. */
typedef struct
{
  Place author;
  Place office;
  Place other;
  AhadiId member;
  AhadiId pledge;
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  place_open (&self->author);
  place_open (&self->office);
  place_open (&self->other);
  place_add_member (&self->author, "Achieng", NULL);
  self->member = place_add_member (&self->author, NEEDLE, "+254712345678");
  self->pledge = place_add_pledge (&self->author, &self->member);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  place_close (&self->author);
  place_close (&self->office);
  place_close (&self->other);
}

static void
erase (Place *at, const AhadiId *entity, const char *kind)
{
  g_autoptr (AhadiRecord) record = ahadi_record_new (AHADI_KIND_ERASURE, NULL);
  g_autofree char *id = ahadi_id_to_string (entity);
  g_autoptr (GError) error = NULL;

  ahadi_record_set (record, AHADI_ERASURE_OF, id);
  ahadi_record_set (record, AHADI_ERASURE_OF_KIND, kind);
  ahadi_record_set (record, AHADI_ERASURE_REASON, "request");
  ahadi_record_set (record, AHADI_ERASURE_DATE, "2026-11-28");
  assert_ok (ahadi_vault_save (at->vault, AUDIENCE, record, NULL, &error));
}

/* In the pages of the database as SQLCipher opens them, the unused ones too. */
static gboolean
holds (Place *at, const char *needle)
{
  sqlite3 *handle = ahadi_database_get_handle (at->vault->database);
  sqlite3_int64 size = 0;
  unsigned char *pages = sqlite3_serialize (handle, "main", &size, 0);
  gboolean found;

  g_assert_nonnull (pages);
  found = memmem (pages, (gsize) size, needle, strlen (needle)) != NULL;
  sqlite3_free (pages);
  return found;
}

static gint64
get_size_of_write_ahead_log (Place *at)
{
  g_autofree char *path = g_strconcat (at->vault->database_path, "-wal", NULL);
  struct stat info;

  return stat (path, &info) == 0 ? info.st_size : 0;
}

static gboolean
has_row (Place *at, AhadiKind kind, const AhadiId *id)
{
  g_autoptr (AhadiItem) item = ahadi_query_get (at->vault, kind, id, NULL);

  return item != NULL;
}

static void
assert_gone (Fixture *self, Place *at)
{
  g_assert_false (has_row (at, AHADI_KIND_MEMBER, &self->member));
  g_assert_false (has_row (at, AHADI_KIND_PLEDGE, &self->pledge));
  g_assert_cmpuint (place_count_found (at, WORD), ==, 0);
  g_assert_cmpuint (place_count_found (at, "achieng"), ==, 1);
  g_assert_false (holds (at, NEEDLE));
  place_assert_sound (at);
}

static void
assert_same_digest (Place *a, Place *b)
{
  g_autofree char *first = place_digest (a);
  g_autofree char *second = place_digest (b);

  g_assert_cmpstr (first, ==, second);
}

static void
test_no_word_is_left_in_the_file (Fixture *self, gconstpointer unused)
{
  Place *office = &self->office;

  place_deliver_all (&self->author, office);
  g_assert_cmpuint (place_count_found (office, WORD), ==, 1);
  g_assert_true (holds (office, NEEDLE));

  erase (office, &self->member, "member");
  g_assert_cmpint (get_size_of_write_ahead_log (office), ==, 0);
  assert_gone (self, office);
  g_assert_false (holds (office, "712345678"));
}

static void
test_a_draft_that_names_it_goes (Fixture *self, gconstpointer unused)
{
  g_autofree char *id = ahadi_id_to_string (&self->member);
  g_autofree char *draft = g_strconcat ("draft/member-", id, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *other = NULL;

  assert_ok (ahadi_settings_set_text (self->author.vault, draft, NEEDLE, &error));
  assert_ok (ahadi_settings_set_text (self->author.vault, "draft/new", "kept", &error));
  erase (&self->author, &self->member, "member");
  kept = ahadi_settings_get_text (self->author.vault, draft, &error);
  g_assert_no_error (error);
  g_assert_null (kept);
  other = ahadi_settings_get_text (self->author.vault, "draft/new", &error);
  g_assert_cmpstr (other, ==, "kept");
}

static void
test_before_or_after_the_bodies_is_the_same (Fixture *self, gconstpointer unused)
{
  place_deliver_all (&self->author, &self->office);
  erase (&self->office, &self->member, "member");
  place_deliver_all (&self->office, &self->other);
  place_deliver_all (&self->author, &self->other);
  assert_gone (self, &self->office);
  assert_gone (self, &self->other);
  assert_same_digest (&self->office, &self->other);
}

static void
test_later_edits_do_not_bring_it_back (Fixture *self, gconstpointer unused)
{
  place_deliver_all (&self->author, &self->office);
  erase (&self->office, &self->member, "member");
  place_change (&self->author, AHADI_KIND_MEMBER, &self->member, AHADI_MEMBER_PLACE,
                NEEDLE);
  place_add_pledge (&self->author, &self->member);
  place_deliver_all (&self->author, &self->office);
  assert_gone (self, &self->office);

  place_deliver_all (&self->author, &self->other);
  place_deliver_all (&self->office, &self->other);
  assert_gone (self, &self->other);
  assert_same_digest (&self->office, &self->other);
}

static void
attach (Place *at, const AhadiId *id, const AhadiId *of)
{
  g_autoptr (AhadiRecord) record = ahadi_record_new (AHADI_KIND_ATTACHMENT, id);
  g_autofree char *owner = ahadi_id_to_string (of);
  g_autoptr (GError) error = NULL;

  ahadi_record_set (record, AHADI_ATTACHMENT_OF, owner);
  ahadi_record_set (record, AHADI_ATTACHMENT_NAME, NEEDLE);
  assert_ok (ahadi_vault_save (at->vault, AUDIENCE, record, NULL, &error));
}

/* What no program of ours writes, but one that lies might: it must not take the office
 * with it. */
static void
test_what_belongs_to_each_other_goes_too (Fixture *self, gconstpointer unused)
{
  AhadiId first = { { 1 } };
  AhadiId second = { { 2 } };

  attach (&self->author, &first, &second);
  attach (&self->author, &second, &first);
  attach (&self->author, &(AhadiId){ { 3 } }, &(AhadiId){ { 3 } });
  erase (&self->author, &first, "attachment");
  erase (&self->author, &(AhadiId){ { 3 } }, "attachment");
  erase (&self->author, &self->member, "member");

  g_assert_false (holds (&self->author, NEEDLE));
  place_assert_sound (&self->author);
}

static void
test_what_only_belongs_to_it_can_be_erased_alone (Fixture *self, gconstpointer unused)
{
  erase (&self->author, &self->pledge, "pledge");
  g_assert_true (has_row (&self->author, AHADI_KIND_MEMBER, &self->member));
  g_assert_false (has_row (&self->author, AHADI_KIND_PLEDGE, &self->pledge));
  place_assert_sound (&self->author);
}

static void
test_what_waits_for_its_time_goes_too (Fixture *self, gconstpointer unused)
{
  place_deliver_all (&self->author, &self->office);
  place_set_clock (ahadi_wall_clock_ms () + 3 * DAY_MS);
  place_change (&self->author, AHADI_KIND_MEMBER, &self->member, AHADI_MEMBER_PLACE,
                "Nyeri Nafula");
  place_set_clock (0);
  place_deliver_all (&self->author, &self->office);
  g_assert_true (holds (&self->office, "Nyeri Nafula"));
  erase (&self->office, &self->member, "member");
  g_assert_false (holds (&self->office, "Nyeri Nafula"));
  assert_gone (self, &self->office);
}

static void
test_nothing_is_saved_to_what_is_gone (Fixture *self, gconstpointer unused)
{
  g_autoptr (AhadiRecord) pledge = ahadi_record_new (AHADI_KIND_PLEDGE, NULL);
  g_autofree char *id = ahadi_id_to_string (&self->member);
  g_autoptr (GError) error = NULL;

  erase (&self->author, &self->member, "member");
  ahadi_record_set (pledge, AHADI_PLEDGE_MEMBER, id);
  ahadi_record_set (pledge, AHADI_PLEDGE_DATE, "2026-01-31");
  g_assert_false (ahadi_vault_save (self->author.vault, AUDIENCE, pledge, NULL, &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND);
}

static void
test_a_branch_and_the_office_are_one (Fixture *self, gconstpointer unused)
{
  g_autoptr (AhadiRecord) copy = ahadi_record_new (AHADI_KIND_MEMBER, &self->member);
  g_autoptr (GError) error = NULL;

  ahadi_record_set (copy, AHADI_MEMBER_NAME, NEEDLE);
  assert_ok (ahadi_vault_save (
      self->author.vault, "branch/00112233445566778899aabbccddeeff", copy, NULL, &error));
  erase (&self->author, &self->member, "member");
  g_assert_false (holds (&self->author, NEEDLE));
  place_assert_sound (&self->author);
}

/* Its other readers did not erase it. */
static void
test_another_audience_keeps_its_own (Fixture *self, gconstpointer unused)
{
  g_autoptr (AhadiRecord) copy = ahadi_record_new (AHADI_KIND_MEMBER, &self->member);
  g_autoptr (GError) error = NULL;

  ahadi_record_set (copy, AHADI_MEMBER_NAME, NEEDLE);
  assert_ok (ahadi_vault_save (self->author.vault, "safeguarding", copy, NULL, &error));
  erase (&self->author, &self->member, "member");
  g_assert_true (holds (&self->author, NEEDLE));
  place_assert_sound (&self->author);
}

/* A relay handed on a hash only, of what nobody erased. */
static void
test_a_body_that_was_left_out_comes_in_later (Fixture *self, gconstpointer unused)
{
  Place *relay = &self->other;
  g_autoptr (GError) error = NULL;

  place_deliver_all (&self->author, &self->office);
  assert_ok (ahadi_database_exec (self->office.vault->database,
                                  "UPDATE op SET body = NULL; DELETE FROM member_words;"
                                  "DELETE FROM member; DELETE FROM pledge",
                                  "test", &error));
  place_reopen (&self->office);
  place_deliver_all (&self->author, &self->office);
  place_deliver_all (&self->author, relay);
  g_assert_true (has_row (&self->office, AHADI_KIND_MEMBER, &self->member));
  assert_same_digest (&self->office, relay);
}

static void
test_an_erasure_undone_leaves_all (Fixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_vault_begin (self->author.vault, &error));
  erase (&self->author, &self->member, "member");
  ahadi_vault_rollback (self->author.vault);
  g_assert_cmpuint (place_count_found (&self->author, WORD), ==, 1);
  place_assert_sound (&self->author);
}

static guint
count_backups (Place *at)
{
  g_autofree char *path = g_build_filename (at->folder, "backups", NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
test_the_next_backup_replaces_all_that_hold_it (Fixture *self, gconstpointer unused)
{
  Place *author = &self->author;
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_vault_backup (author->vault, NULL, &error));
  place_add_member (author, "Makena", NULL);
  assert_ok (ahadi_vault_backup (author->vault, NULL, &error));
  g_assert_cmpuint (count_backups (author), ==, 2);

  erase (author, &self->member, "member");
  assert_ok (ahadi_vault_backup (author->vault, NULL, &error));
  g_assert_cmpuint (count_backups (author), ==, 1);
  place_add_member (author, "Njoki", NULL);
  assert_ok (ahadi_vault_backup (author->vault, NULL, &error));
  g_assert_cmpuint (count_backups (author), ==, 2);
}

/* Two erasures, edits and pledges, in pieces and in any order, at three replicas. */
static void
test_any_order_gives_one_digest (Fixture *self, gconstpointer unused)
{
  Place *places[] = { &self->author, &self->office, &self->other };

  place_deliver_all (&self->author, &self->office);
  erase (&self->office, &self->member, "member");
  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *name = g_strdup_printf ("Name %u", i);
      AhadiId id = place_add_member (&self->author, name, NULL);

      place_change (&self->author, AHADI_KIND_MEMBER, &self->member, AHADI_MEMBER_PLACE,
                    name);
      place_add_pledge (&self->author, i % 2 == 0 ? &id : &self->member);
      if (i % 3 == 0)
        erase (&self->office, &id, "member");
    }

  for (guint round = 0; round < 40; round++)
    {
      Place *from = places[g_test_rand_int_range (0, 2)];
      Place *to = places[g_test_rand_int_range (0, 3)];
      guint64 last = place_get_stream (from).last;
      guint64 first = (guint64) g_test_rand_int_range (1, (gint32) last + 1);
      g_autoptr (GError) error = NULL;

      if (from != to)
        assert_ok (place_deliver (from, to, first, last, NULL, &error));
    }
  for (guint i = 0; i < 2; i++)
    for (guint j = 0; j < G_N_ELEMENTS (places); j++)
      if (i != j)
        place_deliver_all (places[i], places[j]);

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      assert_gone (self, places[i]);
      assert_same_digest (places[0], places[i]);
    }
}

/* --- Two stories ------------------------------------------------------------ */

/* A laptop that was copied: its second copy wrote of the member. */
typedef struct
{
  Place first;
  Place second;
  AhadiId member;
} Twins;

static void
open_twins (Twins *self)
{
  place_open (&self->first);
  place_add_member (&self->first, "Achieng", NULL);
  place_copy (&self->first, &self->second);
  place_add_member (&self->first, "Kiprono", NULL);
  self->member = place_add_member (&self->second, NEEDLE, "+254712345678");
  place_add_pledge (&self->second, &self->member);
}

static void
close_twins (Twins *self)
{
  place_close (&self->first);
  place_close (&self->second);
}

static void
assert_nothing_held (Place *at)
{
  g_assert_false (holds (at, NEEDLE));
  g_assert_cmpuint (place_count_found (at, "achieng"), ==, 1);
  place_assert_sound (at);
}

static void
test_a_second_story_is_erased_too (Fixture *self, gconstpointer unused)
{
  Twins twins = { 0 };

  open_twins (&twins);
  place_deliver_all (&twins.first, &self->office);
  place_deliver_all (&twins.second, &self->office);
  g_assert_true (holds (&self->office, NEEDLE));
  g_assert_cmpuint (place_count_found (&self->office, WORD), ==, 0);

  erase (&self->office, &twins.member, "member");
  assert_nothing_held (&self->office);
  place_deliver_all (&twins.second, &self->office);
  assert_nothing_held (&self->office);
  close_twins (&twins);
}

static void
test_a_story_that_comes_after_is_not_kept (Fixture *self, gconstpointer unused)
{
  Twins twins = { 0 };

  open_twins (&twins);
  erase (&self->office, &twins.member, "member");
  for (guint i = 0; i < 2; i++)
    {
      place_deliver_all (i == 0 ? &twins.first : &twins.second, &self->office);
      assert_nothing_held (&self->office);
    }

  /* Here the story with the member came first. */
  erase (&self->other, &twins.member, "member");
  for (guint i = 0; i < 2; i++)
    {
      place_deliver_all (i == 0 ? &twins.second : &twins.first, &self->other);
      assert_nothing_held (&self->other);
    }
  close_twins (&twins);
}

static guint
count_pledge_bodies (Place *at)
{
  sqlite3_stmt *stmt = NULL;
  guint n;

  g_assert_cmpint (
      sqlite3_prepare_v2 (ahadi_database_get_handle (at->vault->database),
                          "SELECT count (*) FROM op WHERE kind = 3 AND body NOT NULL", -1,
                          &stmt, NULL),
      ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_ROW);
  n = (guint) sqlite3_column_int (stmt, 0);
  sqlite3_finalize (stmt);
  return n;
}

static void
test_what_belongs_to_it_goes_from_a_story (Fixture *self, gconstpointer unused)
{
  Twins twins = { 0 };

  open_twins (&twins);
  place_deliver_all (&twins.first, &self->office);
  place_deliver_all (&twins.second, &self->office);
  g_assert_cmpuint (count_pledge_bodies (&self->office), ==, 1);
  erase (&self->office, &twins.member, "member");
  g_assert_cmpuint (count_pledge_bodies (&self->office), ==, 0);

  erase (&self->other, &twins.member, "member");
  place_deliver_all (&twins.first, &self->other);
  place_deliver_all (&twins.second, &self->other);
  g_assert_cmpuint (count_pledge_bodies (&self->other), ==, 0);
  close_twins (&twins);
}

/* F5: what is gone does not come back because of a second story. */
static void
test_an_erasure_beyond_a_fork_counts (Fixture *self, gconstpointer unused)
{
  Place copy = { 0 };

  place_copy (&self->author, &copy);
  place_add_member (&self->author, "Kiprono", NULL);
  erase (&copy, &self->member, "member");

  place_deliver_all (&self->author, &self->office);
  place_deliver_all (&copy, &self->office);
  assert_gone (self, &self->office);

  place_deliver_all (&copy, &self->other);
  place_deliver_all (&self->author, &self->other);
  assert_gone (self, &self->other);
  assert_same_digest (&self->office, &self->other);
  place_close (&copy);
}

#define ADD(name, func)                                                                  \
  g_test_add ("/store/eraser/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  ADD ("no-word-is-left-in-the-file", test_no_word_is_left_in_the_file);
  ADD ("a-draft-that-names-it-goes", test_a_draft_that_names_it_goes);
  ADD ("before-or-after-the-bodies-is-the-same",
       test_before_or_after_the_bodies_is_the_same);
  ADD ("later-edits-do-not-bring-it-back", test_later_edits_do_not_bring_it_back);
  ADD ("what-belongs-to-each-other-goes-too", test_what_belongs_to_each_other_goes_too);
  ADD ("what-only-belongs-to-it-can-be-erased-alone",
       test_what_only_belongs_to_it_can_be_erased_alone);
  ADD ("what-waits-for-its-time-goes-too", test_what_waits_for_its_time_goes_too);
  ADD ("nothing-is-saved-to-what-is-gone", test_nothing_is_saved_to_what_is_gone);
  ADD ("a-branch-and-the-office-are-one", test_a_branch_and_the_office_are_one);
  ADD ("another-audience-keeps-its-own", test_another_audience_keeps_its_own);
  ADD ("a-body-that-was-left-out-comes-in-later",
       test_a_body_that_was_left_out_comes_in_later);
  ADD ("an-erasure-undone-leaves-all", test_an_erasure_undone_leaves_all);
  ADD ("the-next-backup-replaces-all-that-hold-it",
       test_the_next_backup_replaces_all_that_hold_it);
  ADD ("any-order-gives-one-digest", test_any_order_gives_one_digest);
  ADD ("a-second-story-is-erased-too", test_a_second_story_is_erased_too);
  ADD ("a-story-that-comes-after-is-not-kept", test_a_story_that_comes_after_is_not_kept);
  ADD ("what-belongs-to-it-goes-from-a-story", test_what_belongs_to_it_goes_from_a_story);
  ADD ("F5-an-erasure-beyond-a-fork-counts", test_an_erasure_beyond_a_fork_counts);
  return g_test_run ();
}
