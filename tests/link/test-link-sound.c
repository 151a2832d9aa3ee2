/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "link/ahadi-link-sound.h"

static char *
spell (const char *word)
{
  char sound[AHADI_LINK_SOUND_SIZE];

  ahadi_link_sound_spell (word, strlen (word), sound);
  return g_strdup (sound);
}

static char *
reduce (const char *word)
{
  char *sound = spell (word);

  ahadi_link_sound_reduce (sound);
  return sound;
}

typedef struct
{
  const char *a;
  const char *b;
} Case;

static void
test_spellings_of_one_name_sound_alike (void)
{
  static const Case cases[] = {
    { "lilian", "ririan" },      { "wambui", "wavui" },       { "barasa", "parasa" },
    { "chepkoech", "jepkoech" }, { "waceke", "washeke" },     { "odhiambo", "othiambo" },
    { "odhiambo", "odiambo" },   { "nekesa", "nekhesa" },     { "mwangi", "muangi" },
    { "hellen", "ellen" },       { "muthoni", "mutoni" },     { "mbugua", "bugua" },
    { "ndungu", "dungu" },       { "njoroge", "joroge" },     { "jeptoo", "jepto" },
    { "vincent", "vicent" },     { "christine", "kristine" }, { "cecilia", "sesilia" },
    { "stephen", "steven" },     { "nyambura", "nambura" },   { "mitchell", "michell" },
    { "joyce", "joise" },        { "mohamed", "mohammed" },   { "zipporah", "sipora" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *a = spell (cases[i].a);
      g_autofree char *b = spell (cases[i].b);

      g_test_message ("%s, %s", cases[i].a, cases[i].b);
      g_assert_cmpstr (a, ==, b);
    }
}

static void
test_other_names_do_not (void)
{
  static const Case cases[] = {
    { "otieno", "atieno" }, { "kamau", "kimau" },    { "wanjiku", "wanjiru" },
    { "mutua", "mutuku" },  { "kiprono", "kiprop" }, { "mohamed", "mohamud" },
    { "ali", "abdi" },      { "nafula", "nekesa" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *a = spell (cases[i].a);
      g_autofree char *b = spell (cases[i].b);

      g_assert_cmpstr (a, !=, b);
    }
}

static void
test_skeleton_survives_a_wrong_vowel (void)
{
  g_autofree char *kamau = reduce ("kamau");
  g_autofree char *komao = reduce ("komao");
  g_autofree char *otieno = reduce ("otieno");
  g_autofree char *atieno = reduce ("atieno");

  g_assert_cmpstr (kamau, ==, "KM");
  g_assert_cmpstr (komao, ==, "KM");
  g_assert_cmpstr (otieno, ==, "UTN");
  g_assert_cmpstr (atieno, ==, "ATN");
}

static void
test_long_and_empty_words_fit (void)
{
  g_autofree char *none = reduce ("");
  g_autofree char *silent = reduce ("h");
  g_autofree char *long_one = spell ("kalamashakanabadilikomunerateso");

  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (silent, ==, "");
  g_assert_cmpuint (strlen (long_one), ==, AHADI_LINK_SOUND_SIZE - 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/link/sound/spellings-of-one-name-sound-alike",
                   test_spellings_of_one_name_sound_alike);
  g_test_add_func ("/link/sound/other-names-do-not", test_other_names_do_not);
  g_test_add_func ("/link/sound/skeleton-survives-a-wrong-vowel",
                   test_skeleton_survives_a_wrong_vowel);
  g_test_add_func ("/link/sound/long-and-empty-words-fit", test_long_and_empty_words_fit);
  return g_test_run ();
}
