/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-link-sound.h"

#include <string.h>

/* What stands for all that sound alike. */
enum
{
  SOUND_LABIAL = 'P',
  SOUND_DENTAL = 'T',
  SOUND_VELAR = 'K',
  SOUND_HISS = 'S',
  SOUND_LIQUID = 'R',
  SOUND_FRONT = 'I',
  SOUND_BACK = 'U',
  SOUND_OPEN = 'A',
};

typedef struct
{
  char *key;
  gsize length;
} Key;

/* Doubled letters are one: Rebecca and Rebeca, Jeptoo and Jepto. */
static void
add (Key *key, char c)
{
  if (key->length > 0 && key->key[key->length - 1] == c)
    return;
  if (key->length < AHADI_LINK_SOUND_SIZE - 1)
    key->key[key->length++] = c;
}

static gboolean
is_one_of (char c, const char *set)
{
  return c != '\0' && strchr (set, c) != NULL;
}

/* Bantu stops come with a nasal before them that is heard and written or not: Mbugua and
 * Bugua, Ndungu and Dungu, Njoroge and Joroge; and Vincent is often Vicent. */
static gboolean
is_prenasal (char c, char next)
{
  return (c == 'm' && is_one_of (next, "bpvf")) ||
         (c == 'n' && is_one_of (next, "tdkgjczsq"));
}

static char
look (const char *word, gsize length, gsize at)
{
  return at < length ? word[at] : '\0';
}

/* Kikuyu writes c for what others write ch or sh (Waceke, Wacheke, Washeke); before e and
 * i English does the same (Cecilia, Sesilia). Christine is Kristine. */
static gsize
add_c (Key *key, char next, char after)
{
  if (next == 'k')
    {
      add (key, SOUND_VELAR);
      return 2;
    }
  if (next == 'h')
    {
      add (key, is_one_of (after, "rl") ? SOUND_VELAR : SOUND_HISS);
      return 2;
    }
  add (key, is_one_of (next, "eiy") ? SOUND_HISS : SOUND_VELAR);
  return 1;
}

/* Consonants that merge with others. Returns: bytes taken, 0 if @c is none of them. */
static gsize
add_merged (Key *key, char c, char next, char after)
{
  switch (c)
    {
    case 'b':
    case 'p':
    case 'v':
    case 'f':
      /* Luhya and Kalenjin b/p (Barasa, Parasa; Kiplagat, Kiblagat), Kikuyu b/v (Wambui,
       * Wavui), and Stephen is Steven. */
      add (key, SOUND_LABIAL);
      return 1;
    case 't':
    case 'd':
      /* Mitchell is Michell. Luo dh and th (Odhiambo, Othiambo, Odiambo): the h goes as
       * any h does. */
      if (!(c == 't' && next == 'c' && after == 'h'))
        add (key, SOUND_DENTAL);
      return 1;
    case 'k':
    case 'g':
    case 'q':
      /* Kikuyu k/g (Dahl's law: Gikonyo, Kikonyo), Luhya k/kh (Nekesa, Nekhesa). */
      add (key, SOUND_VELAR);
      return 1;
    case 'c':
      return add_c (key, next, after);
    case 's':
    case 'z':
    case 'j':
      /* Kalenjin ch/j in every girl's name (Chepkoech, Jepkoech); s/sh, s/z. */
      add (key, SOUND_HISS);
      return 1;
    case 'x':
      add (key, SOUND_VELAR);
      add (key, SOUND_HISS);
      return 1;
    case 'l':
    case 'r':
      /* Kikuyu, Embu and Meru have one liquid: Lilian, Ririan. */
      add (key, SOUND_LIQUID);
      return 1;
    default:
      return 0;
    }
}

/* Vowels by the place of the tongue; the first one of a word stays apart from the others,
 * for it tells a Luo brother from his sister: Otieno, Atieno. */
static gboolean
add_vowel (Key *key, char c, char before, char next)
{
  switch (c)
    {
    case 'a':
      add (key, SOUND_OPEN);
      return TRUE;
    case 'y':
      /* Nyambura is heard as Nambura. */
      if (before == 'n' && is_one_of (next, "aeiou"))
        return TRUE;
      add (key, SOUND_FRONT);
      return TRUE;
    case 'e':
    case 'i':
      add (key, SOUND_FRONT);
      return TRUE;
    case 'w':
      /* Mwangi, Muangi; but Wanjiru begins with a consonant. */
      add (key, before == '\0' ? 'W' : SOUND_BACK);
      return TRUE;
    case 'o':
    case 'u':
      add (key, SOUND_BACK);
      return TRUE;
    default:
      return FALSE;
    }
}

void
ahadi_link_sound_spell (const char *word, gsize length, char sound[AHADI_LINK_SOUND_SIZE])
{
  Key key = { sound, 0 };
  gsize i = 0;

  while (i < length)
    {
      char c = word[i];
      char next = look (word, length, i + 1);
      gsize taken = add_merged (&key, c, next, look (word, length, i + 2));

      if (taken > 0)
        {
          i += taken;
          continue;
        }
      /* H is silent or half heard: Hellen, Ellen; Muthoni, Mutoni. */
      if (c != 'h' && !is_prenasal (c, next) &&
          !add_vowel (&key, c, i > 0 ? word[i - 1] : '\0', next))
        add (&key, g_ascii_toupper (c));
      i++;
    }
  sound[key.length] = '\0';
}

void
ahadi_link_sound_reduce (char sound[AHADI_LINK_SOUND_SIZE])
{
  gsize kept = sound[0] == '\0' ? 0 : 1;

  for (gsize i = kept; sound[i] != '\0'; i++)
    if (!is_one_of (sound[i], "AIU") && sound[kept - 1] != sound[i])
      sound[kept++] = sound[i];
  sound[kept] = '\0';
}
