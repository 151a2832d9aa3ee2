/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-tokenizer.h"

#include <string.h>

/* The code of Kenya, which "0" stands for within it. */
#define COUNTRY "254"

/* Beyond so many bytes a key is a hash. */
#define EXACT_SIZE 7
#define HASHED (G_GUINT64_CONSTANT (1) << 60)

typedef struct
{
  AhadiTokenFunc func;
  gpointer data;
} Sink;

/* FNV-1a. */
static guint64
hash (const char *token, gsize size)
{
  guint64 value = G_GUINT64_CONSTANT (0xcbf29ce484222325);

  for (gsize i = 0; i < size; i++)
    value = (value ^ (guint8) token[i]) * G_GUINT64_CONSTANT (0x100000001b3);
  return value >> 4 | HASHED;
}

guint64
ahadi_tokenizer_make_key (const char *token, gsize size)
{
  guint64 key = 0;

  if (size > EXACT_SIZE)
    return hash (token, size);

  for (gsize i = 0; i < size; i++)
    key = key << 8 | (guint8) token[i];
  return key;
}

static void
emit (const Sink *sink, const char *from, const char *to)
{
  sink->func (ahadi_tokenizer_make_key (from, (gsize) (to - from)), sink->data);
}

static const char *
next_character (const char *at, const char *end)
{
  for (at++; at < end && (*at & 0xc0) == 0x80; at++)
    ;
  return at;
}

static gsize
count_digits (const char *at, const char *end)
{
  const char *from = at;

  while (at < end && g_ascii_isdigit (*at))
    at++;
  return (gsize) (at - from);
}

/* "0712345678" behind "254712345678". */
static gboolean
repeats (const char *word, const char *end, const char *before, const char *before_end)
{
  const gsize code = strlen (COUNTRY);
  gsize size = (gsize) (end - word);

  return before != NULL && size > AHADI_TOKENIZER_DIGITS && word[0] == '0' &&
         (gsize) (before_end - before) == size - 1 + code &&
         memcmp (before, COUNTRY, code) == 0 &&
         memcmp (before + code, word + 1, size - 1) == 0 &&
         count_digits (word, end) == size;
}

/* T1. Two blanks stand before @word. */
static void
emit_start (const Sink *sink, const char *word, const char *end)
{
  const char *second = next_character (word, end);

  emit (sink, word - 2, second);
  if (second < end)
    emit (sink, word - 1, next_character (second, end));
}

/* T2 and T3, of what begins before @until. */
static void
emit_inside (const Sink *sink, const char *word, const char *end, const char *until)
{
  const char *second = next_character (word, end);

  for (const char *at = word; at < until && second < end;)
    {
      const char *third = next_character (second, end);

      if (third < end)
        emit (sink, at, next_character (third, end));
      if (count_digits (at, end) >= AHADI_TOKENIZER_DIGITS)
        emit (sink, at, at + AHADI_TOKENIZER_DIGITS);
      at = second;
      second = third;
    }
}

void
ahadi_tokenizer_cut (const char *text, AhadiTokenFunc func, gpointer data)
{
  const Sink sink = { func, data };
  const char *end = text + strlen (text);
  const char *before = NULL;
  const char *before_end = NULL;

  for (const char *word = text; word < end;)
    {
      const char *word_end;

      if (*word == ' ')
        {
          word++;
          continue;
        }

      word_end = memchr (word, ' ', (gsize) (end - word));
      word_end = word_end != NULL ? word_end : end;
      if (word - text >= 2)
        emit_start (&sink, word, word_end);
      emit_inside (&sink, word, word_end,
                   repeats (word, word_end, before, before_end) ? word + 1 : word_end);
      before = word;
      before_end = word_end;
      word = word_end;
    }
}
