/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/ahadi-base.h"

typedef struct
{
  const char *text;
  const char *expected;
} Case;

static void
test_fold_makes_alike_what_people_find_alike (void)
{
  static const Case cases[] = {
    { NULL, "" },
    { "", "" },
    { "Wanjiku", "wanjiku" },
    { "  Wanjiku \t\n wa   Kamau ", "wanjiku wa kamau" },
    { "Ng'ang'a", "nganga" },
    { "Ng\342\200\231ang\342\200\231a", "nganga" }, /* U+2019 */
    { "Ng\312\274ang\312\274a", "nganga" },         /* U+02BC */
    { "Ng\302\264ang`a", "nganga" },                /* U+00B4 */
    { "Ng\342\200\263anga", "nganga" },             /* U+2033, a double prime */
    { "Jos\303\251", "jose" },                      /* composed */
    { "Jose\314\201", "jose" },                     /* decomposed */
    { "\303\205SE", "ase" },                        /* Å */
    { "STRASSE", "strasse" },
    { "Stra\303\237e", "strasse" },       /* ß */
    { "\357\254\201nance", "finance" },   /* the ligature fi */
    { "\304\260stanbul", "istanbul" },    /* I with dot */
    { "\357\274\241\357\274\242", "ab" }, /* full width */
    { "a\302\240b", "a b" },              /* no-break space */
    { "a\342\200\213b\302\255c", "abc" }, /* zero width space, soft hyphen */
    { "\314\201a", "a" },                 /* a mark with nothing to stand on */
    { " ' ", "" },
    { "a ' b", "a b" },
    { "a \342\200\231 b\303\251", "a be" },
    { "\xff", "\357\277\275" }, /* not UTF-8 */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *folded = ahadi_text_fold (cases[i].text);

      g_assert_cmpstr (folded, ==, cases[i].expected);
    }
}

static void
test_fold_of_fold_is_fold (void)
{
  static const char *const texts[] = {
    "Ng'ang'a wa Thiong'o", "\316\214\316\243\316\237\316\243",
    "\341\272\236x\341\276\210", "\305\277\342\204\252\342\204\253", "a\342\201\227b"
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *once = ahadi_text_fold (texts[i]);
      g_autofree char *twice = ahadi_text_fold (once);

      g_assert_cmpstr (once, ==, twice);
    }
}

/* The fast path and the general one agree: a name folds alike beside a letter that needs
 * the latter. */
static void
test_fold_is_the_same_with_and_without_ascii_path (void)
{
  for (guint c = 1; c < 128; c++)
    {
      g_autofree char *plain = g_strdup_printf ("x%cY", c);
      g_autofree char *marked = g_strdup_printf ("x%cY\314\201", c);
      g_autofree char *folded_plain = ahadi_text_fold (plain);
      g_autofree char *folded_marked = ahadi_text_fold (marked);

      g_assert_cmpstr (folded_plain, ==, folded_marked);
    }
}

static void
test_nfc_is_recognised (void)
{
  static const char *const good[] = {
    "",         "plain ascii, longer than eight", "Jos\303\251",
    "\314\201", "Ng\342\200\231ang\342\200\231a", "\352\260\200"
  };
  static const char *const bad[] = { "Jose\314\201",
                                     "12345678\xff",
                                     "\303",
                                     "\342\204\253",
                                     "\341\204\200\341\205\241",
                                     "a\314\201\314\243" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (ahadi_text_is_nfc (good[i], -1));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (ahadi_text_is_nfc (bad[i], -1));
}

static void
test_nfc_looks_at_the_given_length_only (void)
{
  g_assert_true (ahadi_text_is_nfc ("abc\xff", 3));
  g_assert_true (ahadi_text_is_nfc ("\303\251\xff", 2));
  g_assert_false (ahadi_text_is_nfc ("a\0b", 3));
  g_assert_false (ahadi_text_is_nfc ("\303\251\0b", 4));
}

static void
test_clean_keeps_text_and_drops_control (void)
{
  static const Case cases[] = {
    { "  Jose\314\201 \n", "Jos\303\251" },
    { "two\nlines\tand a tab\r\n", "two\nlines\tand a tab" },
    { "a\001b\177c\302\205d", "abcd" },
    { "\342\200\202x\343\200\200", "x" }, /* en space, ideographic space */
    { "", "" },
    { " \t ", "" },
    { "\xff", NULL },
    { NULL, NULL },
    /* A control character between a letter and its mark must not leave them apart. */
    { "e\001\314\201", "\303\251" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *cleaned = ahadi_text_clean (cases[i].text);

      g_assert_cmpstr (cleaned, ==, cases[i].expected);
      g_assert_true (!cleaned || ahadi_text_is_nfc (cleaned, -1));
    }
}

static void
test_line_has_no_breaks_and_turns_no_direction (void)
{
  static const char *const breaking[] = {
    "a\nb", "a\tb", "a\u2028b", "a\u2029b", "a\u202ab", "a\u202eb", "a\u2066b", "a\u2069b"
  };
  /* The neighbours, and the marks that letters need to stand right. */
  static const char *const lines[] = { "",         "a b",      "a\u2027b", "a\u202fb",
                                       "a\u2065b", "a\u206ab", "a\u200db", "a\u200fb" };

  for (guint i = 0; i < G_N_ELEMENTS (breaking); i++)
    g_assert_true (ahadi_text_breaks_line (breaking[i]));
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    g_assert_false (ahadi_text_breaks_line (lines[i]));
}

static void
test_length_counts_characters (void)
{
  g_assert_cmpuint (ahadi_text_length (NULL), ==, 0);
  g_assert_cmpuint (ahadi_text_length ("Jos\303\251"), ==, 4);
}

static void
test_clean_line_is_one_line_within_its_limit (void)
{
  static const char *const refused[] = { "Achieng\nOtieno",
                                         "Achieng\tOtieno",
                                         "\342\200\256gneihcA",
                                         "Achieng Otien\303\263",
                                         "\xff",
                                         NULL };
  g_autofree char *kept = ahadi_text_clean_line (" Otien\303\263 ", 6);
  g_autofree char *empty = ahadi_text_clean_line (" ", 6);

  g_assert_cmpstr (kept, ==, "Otien\303\263");
  g_assert_cmpstr (empty, ==, "");
  for (guint i = 0; refused[i] != NULL; i++)
    g_assert_null (ahadi_text_clean_line (refused[i], 13));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/base/text/fold-makes-alike-what-people-find-alike",
                   test_fold_makes_alike_what_people_find_alike);
  g_test_add_func ("/base/text/fold-of-fold-is-fold", test_fold_of_fold_is_fold);
  g_test_add_func ("/base/text/fold-is-the-same-with-and-without-ascii-path",
                   test_fold_is_the_same_with_and_without_ascii_path);
  g_test_add_func ("/base/text/nfc-is-recognised", test_nfc_is_recognised);
  g_test_add_func ("/base/text/nfc-looks-at-the-given-length-only",
                   test_nfc_looks_at_the_given_length_only);
  g_test_add_func ("/base/text/clean-keeps-text-and-drops-control",
                   test_clean_keeps_text_and_drops_control);
  g_test_add_func ("/base/text/line-has-no-breaks-and-turns-no-direction",
                   test_line_has_no_breaks_and_turns_no_direction);
  g_test_add_func ("/base/text/clean-line-is-one-line-within-its-limit",
                   test_clean_line_is_one_line_within_its_limit);
  g_test_add_func ("/base/text/length-counts-characters", test_length_counts_characters);
  return g_test_run ();
}
