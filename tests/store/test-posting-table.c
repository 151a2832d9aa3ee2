/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-posting-table.h"

#include "place.h"
#include "store/ahadi-tokenizer.h"
#include "store/ahadi-vault-private.h"

#define ROWS 40000
#define STEPS 60

/* What the table has to have: of each row the word it was given last, or none. */
typedef struct
{
  Place place;
  const AhadiKindInfo *info;
  AhadiPostings *gone;
  AhadiPostings *come;
  const char *words[ROWS + 1];
} Fixture;

static const char *const vocabulary[] = { "  wanjiku", "  otieno", "  wanjiru",
                                          "  akinyi  otieno" };

static void
fixture_open (Fixture *self)
{
  memset (self, 0, sizeof *self);
  place_open (&self->place);
  self->info = ahadi_kind_get_info (AHADI_KIND_MEMBER);
  self->gone = ahadi_postings_new ();
  self->come = ahadi_postings_new ();
}

static void
fixture_close (Fixture *self)
{
  ahadi_postings_free (self->gone);
  ahadi_postings_free (self->come);
  place_close (&self->place);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixture, fixture_close)

/* @word: (nullable); rows have to rise until they are written */
static void
set (Fixture *self, guint32 doc, const char *word)
{
  if (self->words[doc] != NULL)
    ahadi_postings_add (self->gone, doc, self->words[doc]);
  if (word != NULL)
    ahadi_postings_add (self->come, doc, word);
  self->words[doc] = word;
}

static void
write_all (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_vault_begin (self->place.vault, &error));
  assert_ok (ahadi_posting_table_change (self->place.vault->database, self->info,
                                         self->gone, self->come, &error));
  assert_ok (ahadi_vault_commit (self->place.vault, &error));
  ahadi_postings_free (self->gone);
  ahadi_postings_free (self->come);
  self->gone = ahadi_postings_new ();
  self->come = ahadi_postings_new ();
}

static GArray *
find (Fixture *self, const char *first, const char *second)
{
  guint64 tokens[] = { ahadi_tokenizer_make_key (first, strlen (first)),
                       ahadi_tokenizer_make_key (second, strlen (second)) };
  g_autoptr (GError) error = NULL;
  GArray *docs = ahadi_posting_table_find (self->place.vault->database, self->info,
                                           tokens, G_N_ELEMENTS (tokens), &error);

  g_assert_no_error (error);
  return docs;
}

static void
assert_finds (Fixture *self, const char *first, const char *second)
{
  g_autoptr (GArray) docs = find (self, first, second);
  guint at = 0;

  for (guint32 doc = 1; doc <= ROWS; doc++)
    {
      const char *word = self->words[doc];

      if (word == NULL || strstr (word, first) == NULL || strstr (word, second) == NULL)
        continue;
      g_assert_cmpuint (at, <, docs->len);
      g_assert_cmpuint (g_array_index (docs, guint32, at), ==, doc);
      at++;
    }

  g_assert_cmpuint (at, ==, docs->len);
}

static gint64
ask (Fixture *self, const char *sql)
{
  sqlite3_stmt *stmt;
  gint64 value;

  g_assert_cmpint (
      sqlite3_prepare_v2 (ahadi_database_get_handle (self->place.vault->database), sql,
                          -1, &stmt, NULL),
      ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_ROW);
  value = sqlite3_column_int64 (stmt, 0);
  sqlite3_finalize (stmt);
  return value;
}

/* As the model says, row by row and as a sum; no row of the table is too long. */
static void
assert_right (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  guint64 expected = 0;
  guint64 sum;

  assert_finds (self, "wan", "jik");
  assert_finds (self, "oti", "aki");
  assert_finds (self, "  o", "  o");
  assert_finds (self, "wan", "oti");
  for (guint32 doc = 1; doc <= ROWS; doc++)
    if (self->words[doc] != NULL)
      expected += ahadi_posting_table_sum_text (doc, self->words[doc]);
  assert_ok (
      ahadi_posting_table_sum (self->place.vault->database, self->info, &sum, &error));
  g_assert_cmpuint (sum, ==, expected);
  g_assert_cmpint (ask (self, "SELECT max (length (docs)) FROM member_posting"), <=, 960);
}

static void
test_many_rows_at_once (void)
{
  g_auto (Fixture) self;

  fixture_open (&self);
  for (guint32 doc = 1; doc <= ROWS; doc++)
    set (&self, doc, vocabulary[doc * 7 % 11 % G_N_ELEMENTS (vocabulary)]);
  write_all (&self);
  assert_right (&self);
}

/* Chosen by a generator with a seed of its own: rows that come, go and change, near each
 * other or far apart, in lists that are cut into many rows of the table. */
static void
test_changes_of_every_sort (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20261129);
  g_auto (Fixture) self;

  fixture_open (&self);
  for (guint step = 0; step < STEPS; step++)
    {
      guint32 doc = (guint32) g_rand_int_range (random, 1, ROWS);
      gint32 stride = g_rand_int_range (random, 1, step % 3 == 0 ? 3000 : 4);

      for (guint i = 0; i < 6000 && doc <= ROWS; i++)
        {
          guint choice = g_rand_int_range (random, 0, G_N_ELEMENTS (vocabulary) + 2);

          set (&self, doc,
               choice < G_N_ELEMENTS (vocabulary) ? vocabulary[choice] : NULL);
          doc += (guint32) g_rand_int_range (random, 1, stride + 1);
        }
      write_all (&self);
      if (step % 10 == 9)
        assert_right (&self);
    }
}

/* Of what went nothing stays, not even a list with nothing in it. */
static void
test_nothing_is_left (void)
{
  g_auto (Fixture) self;

  fixture_open (&self);
  for (guint32 doc = 1; doc <= 5000; doc++)
    set (&self, doc, vocabulary[0]);
  write_all (&self);
  for (guint32 doc = 5000; doc >= 1; doc -= 1000)
    {
      set (&self, doc, NULL);
      write_all (&self);
      assert_right (&self);
    }
  for (guint32 doc = 1; doc <= 5000; doc++)
    set (&self, doc, NULL);
  write_all (&self);
  g_assert_cmpint (ask (&self, "SELECT count (*) FROM member_posting"), ==, 0);
}

static void
test_a_damaged_list_is_told (void)
{
  g_auto (Fixture) self;
  g_autoptr (GError) error = NULL;
  guint64 token = ahadi_tokenizer_make_key ("wan", 3);
  guint64 sum;

  fixture_open (&self);
  set (&self, 1, vocabulary[0]);
  write_all (&self);
  assert_ok (ahadi_database_exec (self.place.vault->database,
                                  "UPDATE member_posting SET docs = x'80'", "test",
                                  &error));
  g_assert_null (ahadi_posting_table_find (self.place.vault->database, self.info, &token,
                                           1, &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_CORRUPT);
  g_clear_error (&error);
  g_assert_false (
      ahadi_posting_table_sum (self.place.vault->database, self.info, &sum, &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_CORRUPT);
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  g_test_add_func ("/store/posting-table/many-rows-at-once", test_many_rows_at_once);
  g_test_add_func ("/store/posting-table/changes-of-every-sort",
                   test_changes_of_every_sort);
  g_test_add_func ("/store/posting-table/nothing-is-left", test_nothing_is_left);
  g_test_add_func ("/store/posting-table/a-damaged-list-is-told",
                   test_a_damaged_list_is_told);
  return g_test_run ();
}
