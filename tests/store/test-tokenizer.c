/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-tokenizer.h"

#include "place.h"

static void
take_token (guint64 token, gpointer data)
{
  g_array_append_val ((GArray *) data, token);
}

/* The tokens of @text, as they come. */
static GArray *
cut (const char *text)
{
  GArray *tokens = g_array_new (FALSE, FALSE, sizeof (guint64));

  ahadi_tokenizer_cut (text, take_token, tokens);
  return tokens;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Each once, rising. Up to seven bytes a token is its own bytes. */
static char *
list_tokens (const char *text)
{
  g_autoptr (GArray) tokens = cut (text);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < tokens->len; i++)
    {
      g_autoptr (GString) one = g_string_new (NULL);

      for (guint64 left = g_array_index (tokens, guint64, i); left != 0; left >>= 8)
        g_string_prepend_c (one, (char) (left & 0xff));
      if (!g_ptr_array_find_with_equal_func (texts, one->str, g_str_equal, NULL))
        g_ptr_array_add (texts, g_strdup (one->str));
    }

  g_ptr_array_sort (texts, compare_texts);
  for (guint i = 0; i < texts->len; i++)
    g_string_append_printf (all, "%s[%s]", i > 0 ? " " : "",
                            (const char *) texts->pdata[i]);
  return g_string_free (all, FALSE);
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

/* Three letters of three bytes each. */
static void
test_long_tokens_have_numbers_too (void)
{
  g_autoptr (GArray) tokens = cut ("  አበበች");
  g_autoptr (GArray) others = cut ("  አበበ");
  guint64 last = g_array_index (tokens, guint64, tokens->len - 1);

  g_assert_cmpuint (tokens->len, ==, 4);
  g_assert_cmpuint (others->len, ==, 3);
  g_assert_cmpmem (tokens->data, 3 * sizeof last, others->data, 3 * sizeof last);
  g_assert_cmpuint (last, ==, ahadi_tokenizer_make_key ("በበች", strlen ("በበች")));
  g_assert_cmpuint (last, !=, g_array_index (tokens, guint64, 2));
  g_assert_cmpuint (last, <, G_GUINT64_CONSTANT (1) << 61);
  g_assert_cmpuint (last, >=, G_GUINT64_CONSTANT (1) << 60);
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
  g_test_add_func ("/store/tokenizer/long-tokens-have-numbers-too",
                   test_long_tokens_have_numbers_too);
  g_test_add_func ("/store/tokenizer/all-parts-are-found", test_all_parts_are_found);
  return g_test_run ();
}
