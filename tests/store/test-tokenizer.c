/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-tokenizer.h"

#include "place.h"

/* What FTS5 has of @text: the vocabulary of a table that holds it alone, rising. */
static char *
list_tokens (const char *text)
{
  sqlite3 *handle = NULL;
  sqlite3_stmt *statement = NULL;
  g_autoptr (GString) tokens = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (sqlite3_open (":memory:", &handle), ==, SQLITE_OK);
  assert_ok (ahadi_tokenizer_register (handle, &error));
  g_assert_cmpint (
      sqlite3_exec (handle,
                    "CREATE VIRTUAL TABLE t USING fts5 (words, content = '', "
                    "detail = none, columnsize = 0, tokenize = '" AHADI_TOKENIZER "');"
                    "CREATE VIRTUAL TABLE v USING fts5vocab (t, row)",
                    NULL, NULL, NULL),
      ==, SQLITE_OK);
  sqlite3_prepare_v2 (handle, "INSERT INTO t (rowid, words) VALUES (1, ?1)", -1,
                      &statement, NULL);
  sqlite3_bind_text (statement, 1, text, -1, SQLITE_STATIC);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_DONE);
  sqlite3_finalize (statement);

  sqlite3_prepare_v2 (handle, "SELECT term FROM v ORDER BY term", -1, &statement, NULL);
  while (sqlite3_step (statement) == SQLITE_ROW)
    g_string_append_printf (tokens, "%s[%s]", tokens->len > 0 ? " " : "",
                            (const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  sqlite3_close (handle);
  return g_string_free (g_steal_pointer (&tokens), FALSE);
}

typedef struct
{
  const char *name;
  const char *text;
  const char *tokens;
} Case;

static const Case cases[] = {
  { "t1-one-character", "  a", "[  a]" },
  { "t1-two-characters", "  ab", "[  a] [ ab]" },
  { "t2-a-word", "  wanja", "[  w] [ wa] [anj] [nja] [wan]" },
  { "t2-no-token-spans-two-words", "  abc  def", "[  a] [  d] [ ab] [ de] [abc] [def]" },
  { "t2-characters-not-bytes", "  дара", "[  д] [ да] [ара] [дар]" },
  { "t3-three-digits", "  123", "[  1] [ 12] [123]" },
  { "t3-four-digits-in-a-row", "  12345", "[  1] [ 12] [123] [1234] [234] [2345] [345]" },
  { "t3-within-a-word", "  a-0712", "[  a] [ a-] [-07] [071] [0712] [712] [a-0]" },
  { "a-number-that-is-repeated", "  254712345  0712345",
    "[  0] [  2] [ 07] [ 25] [071] [0712] [123] [1234] [234] [2345] [254] [2547] [345] "
    "[471] [4712] [547] [5471] [712] [7123]" },
  { "another-number-behind-it", "  254712345  0712346",
    "[  0] [  2] [ 07] [ 25] [071] [0712] [123] [1234] [234] [2345] [2346] [254] [2547] "
    "[345] [346] [471] [4712] [547] [5471] [712] [7123]" },
  { "nothing", "", "" },
};

static void
test_tokens (gconstpointer data)
{
  const Case *one = data;
  g_autofree char *tokens = list_tokens (one->text);

  g_assert_cmpstr (tokens, ==, one->tokens);
}

/* Every part of a word of three characters or more is found, and one or two at its
 * start. */
static void
test_all_parts_are_found (void)
{
  static const char *const words[] = { "achieng", "otieno", "254712345678", "0712345678",
                                       "aik-809422" };
  g_auto (Place) place = { 0 };

  place_open (&place);
  place_add_member (&place, "Achieng Otieno", "+254712345678");
  place_add_member (&place, "AIK-809422", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    for (gsize from = 0; from < strlen (words[i]); from++)
      for (gsize size = 1; from + size <= strlen (words[i]); size++)
        {
          g_autofree char *part = g_strndup (words[i] + from, size);

          /* "-80" is taken for a number that is typed with signs. */
          if ((size >= 3 || from == 0) && *part != '-')
            {
              g_test_message ("%s", part);
              g_assert_cmpuint (place_count_found (&place, part), >=, 1);
            }
        }
  g_assert_cmpuint (place_count_found (&place, "07123457"), ==, 0);
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/store/tokenizer/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_tokens);
    }
  g_test_add_func ("/store/tokenizer/all-parts-are-found", test_all_parts_are_found);
  return g_test_run ();
}
