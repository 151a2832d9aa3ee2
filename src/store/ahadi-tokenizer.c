/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-tokenizer.h"

#include <string.h>

#include "ahadi-store-error.h"

/* The code of Kenya, which "0" stands for within it. */
#define COUNTRY "254"

typedef struct
{
  void *context;
  int (*take) (void *context, int flags, const char *token, int size, int start, int end);
  const char *text;
} Sink;

static int
emit (const Sink *sink, const char *from, const char *to)
{
  int size = (int) (to - from);
  int start = (int) (from - sink->text);

  return sink->take (sink->context, 0, from, size, start, start + size);
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
static int
emit_start (const Sink *sink, const char *word, const char *end)
{
  const char *second = next_character (word, end);
  int code = emit (sink, word - 2, second);

  if (code == SQLITE_OK && second < end)
    code = emit (sink, word - 1, next_character (second, end));
  return code;
}

/* T2 and T3, of what begins before @until. */
static int
emit_inside (const Sink *sink, const char *word, const char *end, const char *until)
{
  const char *second = next_character (word, end);
  int code = SQLITE_OK;

  for (const char *at = word; at < until && second < end && code == SQLITE_OK;)
    {
      const char *third = next_character (second, end);

      if (third < end)
        code = emit (sink, at, next_character (third, end));
      if (code == SQLITE_OK && count_digits (at, end) >= AHADI_TOKENIZER_DIGITS)
        code = emit (sink, at, at + AHADI_TOKENIZER_DIGITS);
      at = second;
      second = third;
    }

  return code;
}

static int
tokenize_document (const Sink *sink, const char *end)
{
  const char *before = NULL;
  const char *before_end = NULL;
  int code = SQLITE_OK;

  for (const char *word = sink->text; word < end && code == SQLITE_OK;)
    {
      const char *word_end;

      if (*word == ' ')
        {
          word++;
          continue;
        }

      word_end = memchr (word, ' ', (gsize) (end - word));
      word_end = word_end != NULL ? word_end : end;
      if (word - sink->text >= 2)
        code = emit_start (sink, word, word_end);
      if (code == SQLITE_OK)
        code = emit_inside (sink, word, word_end,
                            repeats (word, word_end, before, before_end) ? word + 1
                                                                         : word_end);
      before = word;
      before_end = word_end;
      word = word_end;
    }

  return code;
}

static int
tokenize (Fts5Tokenizer *tokenizer,
          void *context,
          int flags,
          const char *text,
          int size,
          int (*take) (void *, int, const char *, int, int, int))
{
  Sink sink = { context, take, text };

  if (size == 0)
    return SQLITE_OK;
  if ((flags & FTS5_TOKENIZE_QUERY) != 0)
    return emit (&sink, text, text + size);

  return tokenize_document (&sink, text + size);
}

/* It has no state. */
static int
create (void *data, const char **arguments, int n, Fts5Tokenizer **tokenizer)
{
  static char nothing;

  *tokenizer = (Fts5Tokenizer *) &nothing;
  return SQLITE_OK;
}

static void delete (Fts5Tokenizer *tokenizer) {}

static fts5_api *
find_api (sqlite3 *handle)
{
  sqlite3_stmt *ask = NULL;
  fts5_api *api = NULL;

  if (sqlite3_prepare_v2 (handle, "SELECT fts5(?1)", -1, &ask, NULL) == SQLITE_OK)
    {
      sqlite3_bind_pointer (ask, 1, (void *) &api, "fts5_api_ptr", NULL);
      sqlite3_step (ask);
    }
  sqlite3_finalize (ask);
  return api;
}

gboolean
ahadi_tokenizer_register (sqlite3 *handle, GError **error)
{
  fts5_tokenizer tokenizer = { create, delete, tokenize };
  fts5_api *api = find_api (handle);

  if (api != NULL &&
      api->xCreateTokenizer (api, AHADI_TOKENIZER, NULL, &tokenizer, NULL) == SQLITE_OK)
    return TRUE;

  g_set_error_literal (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_LIBRARY,
                       "cannot open the database: its library has no full-text search");
  return FALSE;
}
