/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kenyan-slips.h"

#include <string.h>

#include "base/ahadi-base.h"
#include "kenyan-names.h"

/* What one hears or writes for the other, either way. */
static const struct
{
  const char *a;
  const char *b;
} heard[] = {
  { "l", "r" },  { "b", "v" },   { "b", "p" },  { "ch", "sh" }, { "c", "ch" },
  { "th", "t" }, { "dh", "th" }, { "g", "k" },  { "y", "i" },   { "w", "u" },
  { "e", "i" },  { "o", "u" },   { "oo", "o" }, { "ee", "e" },  { "aa", "a" },
  { "ny", "n" }, { "mb", "b" },  { "nd", "d" }, { "ng", "g" },  { "nj", "j" },
  { "ch", "j" }, { "s", "z" },   { "ph", "f" }, { "ah", "a" },  { "ll", "l" },
  { "ss", "s" }, { "kh", "k" },
};

static gboolean
happens (GRand *rand, double probability)
{
  return g_rand_double (rand) < probability;
}

static guint
pick_below (GRand *rand, gsize n)
{
  return (guint) g_rand_int_range (rand, 0, (gint32) n);
}

static char *
replace_at (const char *word, const char *at, gsize length, const char *with)
{
  return g_strdup_printf ("%.*s%s%s", (int) (at - word), word, with, at + length);
}

/* The slip that is drawn need not fit the word: then another is drawn. */
static char *
mishear (GRand *rand, const char *word)
{
  for (guint tries = 0; tries < 40; tries++)
    {
      guint number = pick_below (rand, G_N_ELEMENTS (heard));
      gboolean back = happens (rand, 0.5);
      const char *from = back ? heard[number].b : heard[number].a;
      const char *to = back ? heard[number].a : heard[number].b;
      const char *at = strstr (word, from);

      if (at != NULL && at > word)
        return replace_at (word, at, strlen (from), to);
    }
  return g_strdup (word);
}

/* Never in the first letter, which people look at. */
static char *
mistype (GRand *rand, const char *word)
{
  gsize length = strlen (word);
  gsize at;
  char letter[] = { (char) ('a' + pick_below (rand, 26)), '\0' };

  if (length < 4)
    return g_strdup (word);
  at = 1 + pick_below (rand, length - 2);
  switch (pick_below (rand, 4))
    {
    case 0:
      return replace_at (word, word + at, 0, letter);
    case 1:
      return replace_at (word, word + at, 1, "");
    case 2:
      return replace_at (word, word + at, 1, letter);
    default:
      {
        char swapped[] = { word[at + 1], word[at], '\0' };

        return replace_at (word, word + at, 2, swapped);
      }
    }
}

char *
kenyan_slip_word (GRand *rand, const char *word, double probability)
{
  return happens (rand, probability) ? mistype (rand, word) : g_strdup (word);
}

static char *
choose_variant (GRand *rand, const char *name)
{
  for (guint i = 0; kenyan_variants[i] != NULL; i++)
    {
      g_auto (GStrv) forms = g_strsplit (kenyan_variants[i], " ", -1);

      if (g_strv_contains ((const char *const *) forms, name))
        return g_strdup (forms[pick_below (rand, g_strv_length (forms))]);
    }
  return g_strdup (name);
}

/* What a keyboard without ũ and ĩ makes of a name. */
static char *
flatten (const char *name)
{
  g_autofree char *folded = ahadi_text_fold (name);

  folded[0] = g_ascii_toupper (folded[0]);
  return g_steal_pointer (&folded);
}

static char *
set_case (GRand *rand, char *name)
{
  if (happens (rand, 0.1))
    {
      char *upper = g_utf8_strup (name, -1);

      g_free (name);
      return upper;
    }
  return name;
}

char *
kenyan_slip_name (GRand *rand, const char *name, gboolean first, double trouble)
{
  g_autofree char *flat = happens (rand, 0.6) ? flatten (name) : g_strdup (name);
  g_autofree char *chosen = NULL;

  if (happens (rand, 1 - trouble))
    return g_steal_pointer (&flat);
  chosen = first && happens (rand, 0.25) ? choose_variant (rand, flat) : g_strdup (flat);
  if (!g_str_is_ascii (chosen) || happens (rand, 0.7))
    return set_case (rand, g_steal_pointer (&chosen));
  return set_case (rand,
                   happens (rand, 0.6) ? mishear (rand, chosen) : mistype (rand, chosen));
}
