/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-postings.h"

#include <string.h>

#include "store/ahadi-tokenizer.h"

static guint64
key (const char *token)
{
  return ahadi_tokenizer_make_key (token, strlen (token));
}

static GArray *
decode (const AhadiPostingList *list)
{
  GArray *docs = g_array_new (FALSE, FALSE, sizeof (guint32));

  g_assert_true (ahadi_posting_decode (list->first, list->bytes, list->size, docs));
  return docs;
}

static void
test_a_token_has_the_rows_it_stands_in (void)
{
  static const guint32 expected[] = { 1, 3, 200000 };
  g_autoptr (AhadiPostings) postings = ahadi_postings_new ();
  g_autoptr (GArray) docs = NULL;
  const AhadiPostingList *list;

  ahadi_postings_add (postings, 1, "  wanjiku  wanjiru");
  ahadi_postings_add (postings, 2, "  otieno");
  ahadi_postings_add (postings, 3, "  wanja");
  ahadi_postings_add (postings, 200000, "  wanja");
  list = ahadi_postings_find (postings, key ("wan"));
  g_assert_nonnull (list);
  g_assert_cmpuint (list->count, ==, 3);
  g_assert_cmpuint (list->last, ==, 200000);
  docs = decode (list);
  g_assert_cmpmem (docs->data, docs->len * sizeof *expected, expected, sizeof expected);
  g_assert_null (ahadi_postings_find (postings, key ("xyz")));
}

/* More tokens than there are slots at first. */
static void
test_lists_come_by_rising_token (void)
{
  g_autoptr (AhadiPostings) postings = ahadi_postings_new ();
  g_autoptr (GPtrArray) lists = NULL;
  gsize before = ahadi_postings_get_size (postings);

  for (guint i = 0; i < 10000; i++)
    {
      g_autofree char *text = g_strdup_printf ("  %04u", i);

      ahadi_postings_add (postings, i + 1, text);
    }

  lists = ahadi_postings_list (postings);
  g_assert_cmpuint (lists->len, ==, 10 + 100 + 1000 + 10000);
  for (guint i = 1; i < lists->len; i++)
    g_assert_cmpuint (((AhadiPostingList *) lists->pdata[i - 1])->token, <,
                      ((AhadiPostingList *) lists->pdata[i])->token);
  g_assert_cmpuint (ahadi_postings_find (postings, key ("  7"))->count, ==, 1000);
  g_assert_cmpuint (ahadi_postings_get_size (postings), >, before);
}

static void
test_numbers_read_back (void)
{
  static const guint32 docs[] = { 1, 2, 129, 130, 20000, 3000000, G_MAXUINT32 };
  guint8 bytes[64];
  gsize size;

  for (guint from = 0; from < G_N_ELEMENTS (docs); from++)
    {
      g_autoptr (GArray) back = g_array_new (FALSE, FALSE, sizeof (guint32));
      guint n = G_N_ELEMENTS (docs) - from;

      g_assert_cmpuint (ahadi_posting_encode (docs + from, n, bytes, sizeof bytes, &size),
                        ==, n);
      g_assert_true (ahadi_posting_decode (docs[from], bytes, size, back));
      g_assert_cmpmem (back->data, back->len * sizeof *docs, docs + from,
                       n * sizeof *docs);
    }
}

static void
test_no_more_than_there_is_room_for (void)
{
  static const guint32 docs[] = { 1, 1000, 2000, 3000, 4000, 5000, 6000 };
  guint8 bytes[9];
  gsize size;
  guint n = ahadi_posting_encode (docs, G_N_ELEMENTS (docs), bytes, sizeof bytes, &size);

  g_assert_cmpuint (n, >, 1);
  g_assert_cmpuint (n, <, G_N_ELEMENTS (docs));
  g_assert_cmpuint (size, <=, sizeof bytes);
}

typedef struct
{
  const char *name;
  guint32 first;
  const char *bytes;
  gsize size;
} Case;

static const Case cases[] = {
  { "/store/postings/a-difference-of-nothing", 1, "\0", 1 },
  { "/store/postings/a-difference-that-breaks-off", 1, "\x05\x80", 2 },
  { "/store/postings/a-difference-that-is-too-long", 1, "\x80\x80\x80\x80\x80\x01", 6 },
  { "/store/postings/a-number-beyond-the-last", G_MAXUINT32, "\x01", 1 },
};

static void
test_what_is_no_list (gconstpointer data)
{
  const Case *one = data;
  g_autoptr (GArray) docs = g_array_new (FALSE, FALSE, sizeof (guint32));

  g_assert_false (
      ahadi_posting_decode (one->first, (const guint8 *) one->bytes, one->size, docs));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/postings/a-token-has-the-rows-it-stands-in",
                   test_a_token_has_the_rows_it_stands_in);
  g_test_add_func ("/store/postings/lists-come-by-rising-token",
                   test_lists_come_by_rising_token);
  g_test_add_func ("/store/postings/numbers-read-back", test_numbers_read_back);
  g_test_add_func ("/store/postings/no-more-than-there-is-room-for",
                   test_no_more_than_there_is_room_for);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add_data_func (cases[i].name, &cases[i], test_what_is_no_list);
  return g_test_run ();
}
