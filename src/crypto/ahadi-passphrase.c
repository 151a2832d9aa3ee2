/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * An estimate, on the safe side, of the guesses a patient attacker needs. It reads the
 * text where it lies, walks it once from left to right and adds tenths of a bit:
 *
 *  - a word (a run of letters) counts as one pick from a list, not as its letters: 2.2
 *    bits per letter, at most 12;
 *  - a word that stood there before, or that everyone tries first, counts almost nothing;
 *  - capitals inside a word, digits and signs count for themselves;
 *  - what continues a pattern (aaaa, 1234, 9876, abab) counts almost nothing;
 *  - a year counts as one of a hundred and thirty.
 *
 * At 10,000 guesses a second (a room full of graphics cards against our Argon2id) 40 bits
 * are three years, and 52 bits fourteen thousand.
 */
#include "ahadi-passphrase.h"

#include <string.h>

#define MIN_CHARACTERS 10
#define FAIR 400
#define STRONG 520

#define WORD_LETTER 22
#define WORD_LIMIT 120
#define WORD_KNOWN 20
#define LONE_LETTER 47
#define CAPITAL 20
#define DIGIT 33
#define SIGN 45
#define PATTERN 8
#define YEAR 70
#define PATTERN_PERIOD 8

/* Bytes above 0x7f are parts of letters: Kiswahili has none, other languages do. */
static gboolean
is_letter (char c)
{
  return g_ascii_isalpha (c) || (guchar) c >= 0x80;
}

static gsize
run_of (const char *text, gsize length, gboolean (*is_member) (char))
{
  gsize n = 0;

  while (n < length && is_member (text[n]))
    n++;
  return n;
}

static gboolean
is_digit (char c)
{
  return g_ascii_isdigit (c);
}

static gboolean
is_known_word (const char *word, gsize length)
{
  static const char *const known[] = {
    "abc",      "admin",    "ahadi",      "amnesty", "default",  "dragon", "football",
    "hakuna",   "iloveyou", "jambo",      "jesus",   "kenya",    "karibu", "letmein",
    "login",    "love",     "master",     "matata",  "mombasa",  "monkey", "nairobi",
    "password", "qwerty",   "qwertyuiop", "secret",  "security", "siri",   "sunshine",
    "test",     "uhuru",    "user",       "welcome", "asdf",     "asdfgh", "zxcvbn"
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (strlen (known[i]) == length && g_ascii_strncasecmp (known[i], word, length) == 0)
      return TRUE;
  return FALSE;
}

/* Whether the word at @at stands, whole and in whatever case, before it. */
static gboolean
is_repeated_word (const char *text, gsize at, gsize length)
{
  for (gsize i = 0; i + length <= at;)
    {
      gsize n = run_of (text + i, at - i, is_letter);

      if (n == length && g_ascii_strncasecmp (text + i, text + at, length) == 0)
        return TRUE;
      i += n > 0 ? n : 1;
    }
  return FALSE;
}

/* Whether @at repeats its neighbour, or is the next one up or down. */
static gboolean
continues_run (const char *text, gsize at)
{
  int step;

  if (at == 0)
    return FALSE;
  step = text[at] - text[at - 1];
  return (step >= -1 && step <= 1) || (text[at - 1] == '9' && text[at] == '0');
}

/* Whether this byte and the one before it stand the same way a few places earlier. */
static gboolean
continues_pattern (const char *text, gsize at)
{
  if (continues_run (text, at))
    return TRUE;
  for (gsize period = 2; period <= PATTERN_PERIOD && period + 1 <= at; period++)
    if (text[at] == text[at - period] && text[at - 1] == text[at - period - 1])
      return TRUE;
  return FALSE;
}

/* Letters that follow no pattern: what is left of "aaaaaa" or "abcdef" is one. */
static gsize
count_free_letters (const char *text, gsize at, gsize length)
{
  gsize n = 0;

  for (gsize i = 0; i < length; i++)
    n += (i > 0 && continues_pattern (text, at + i)) ? 0 : 1;
  return n;
}

static gsize
count_inner_capitals (const char *word, gsize length)
{
  gsize capitals = 0;

  for (gsize i = 1; i < length; i++)
    capitals += g_ascii_isupper (word[i]) ? 1 : 0;
  /* A word all in capitals is one decision. */
  return capitals == length - 1 ? MIN (capitals, 1) : capitals;
}

static gsize
judge_word (const char *text, gsize at, gsize length)
{
  gsize capitals = CAPITAL * count_inner_capitals (text + at, length);
  gsize free_letters = count_free_letters (text, at, length);

  if (is_known_word (text + at, length) || is_repeated_word (text, at, length))
    return length == 1 ? PATTERN : WORD_KNOWN;
  if (length <= 2)
    return LONE_LETTER * free_letters + capitals;
  return MIN (WORD_LETTER * free_letters, WORD_LIMIT) + capitals;
}

static gboolean
is_year (const char *text, gsize length)
{
  return length == 4 &&
         ((text[0] == '1' && text[1] == '9') || (text[0] == '2' && text[1] == '0'));
}

static gsize
judge_digits (const char *text, gsize at, gsize length)
{
  gsize sum = 0;

  if (is_year (text + at, length))
    return YEAR;
  for (gsize i = 0; i < length; i++)
    sum += continues_pattern (text, at + i) ? PATTERN : DIGIT;
  return sum;
}

/* A sign counts once; the same one between all words is one choice. */
static gsize
judge_sign (const char *text, gsize at)
{
  return memchr (text, text[at], at) ? PATTERN : SIGN;
}

static gsize
count_characters (const char *text, gsize length)
{
  gsize n = 0;

  for (gsize i = 0; i < length; i++)
    n += ((guchar) text[i] & 0xc0) != 0x80 ? 1 : 0;
  return n;
}

AhadiStrength
ahadi_passphrase_judge (const char *text, gsize length)
{
  gsize sum = 0;

  if (count_characters (text, length) < MIN_CHARACTERS)
    return AHADI_STRENGTH_TOO_SHORT;

  for (gsize i = 0; i < length;)
    {
      gsize letters = run_of (text + i, length - i, is_letter);
      gsize digits = run_of (text + i, length - i, is_digit);

      if (letters > 0)
        sum += judge_word (text, i, letters);
      else if (digits > 0)
        sum += judge_digits (text, i, digits);
      else
        sum += judge_sign (text, i);
      i += MAX (MAX (letters, digits), 1);
    }

  if (sum >= STRONG)
    return AHADI_STRENGTH_STRONG;
  return sum >= FAIR ? AHADI_STRENGTH_FAIR : AHADI_STRENGTH_WEAK;
}
