/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-search-text.h"

#include <string.h>

#include "ahadi-tokenizer.h"

#define FIELD(i) (1u << (i))

static const guint32 member_fields =
    FIELD (AHADI_MEMBER_NAME) | FIELD (AHADI_MEMBER_PREFERRED_NAME) |
    FIELD (AHADI_MEMBER_PHONE) | FIELD (AHADI_MEMBER_EMAIL) |
    FIELD (AHADI_MEMBER_NUMBER) | FIELD (AHADI_MEMBER_PLACE);

/* Fields in which blanks and hyphens between digits do not count. */
static const guint32 member_digit_fields =
    FIELD (AHADI_MEMBER_PHONE) | FIELD (AHADI_MEMBER_NUMBER);

guint32
ahadi_search_text_get_fields (AhadiKind kind)
{
  switch (kind)
    {
    case AHADI_KIND_MEMBER:
      return member_fields;
    case AHADI_KIND_CIRCLE:
      return FIELD (AHADI_CIRCLE_NAME) | FIELD (AHADI_CIRCLE_PLACE);
    case AHADI_KIND_REPORT:
      return FIELD (AHADI_REPORT_REFERENCE) | FIELD (AHADI_REPORT_STATEMENT);
    default:
      return 0;
    }
}

static void
add_word (GString *text, const char *word, gsize length)
{
  g_string_append_len (text, "  ", 2);
  g_string_append_len (text, word, length);
}

static void
add_words (GString *text, const char *folded)
{
  while (*folded != '\0')
    {
      gsize length = strcspn (folded, " ");

      if (length > 0)
        add_word (text, folded, length);
      folded += length + strspn (folded + length, " ");
    }
}

static char *
take_digits (const char *value)
{
  GString *digits = g_string_new (NULL);

  for (const char *c = value; *c != '\0'; c++)
    if (g_ascii_isdigit (*c))
      g_string_append_c (digits, *c);

  return g_string_free (digits, FALSE);
}

/* 254712345678, and 0712345678 as people in Kenya say it. */
static void
add_digits (GString *text, const char *value)
{
  g_autofree char *digits = take_digits (value);

  if (*digits == '\0')
    return;

  add_word (text, digits, strlen (digits));
  if (g_str_has_prefix (value, "+254"))
    {
      g_autofree char *national = g_strconcat ("0", value + strlen ("+254"), NULL);

      add_word (text, national, strlen (national));
    }
}

char *
ahadi_search_text_make (AhadiKind kind, char *const *values)
{
  const AhadiKindInfo *info = ahadi_kind_get_info (kind);
  guint32 fields = ahadi_search_text_get_fields (kind);
  guint32 digits = kind == AHADI_KIND_MEMBER ? member_digit_fields : 0;
  GString *text;

  if (fields == 0)
    return NULL;

  text = g_string_sized_new (128);
  for (guint i = 0; i < info->n_fields; i++)
    if ((fields & FIELD (i)) != 0 && values[i] != NULL)
      {
        if (info->fields[i].type != AHADI_FIELD_PHONE)
          {
            g_autofree char *folded = ahadi_text_fold (values[i]);

            add_words (text, folded);
          }
        if ((digits & FIELD (i)) != 0)
          add_digits (text, values[i]);
      }

  return g_string_free (text, FALSE);
}

char *
ahadi_search_text_make_sort (AhadiKind kind, char *const *values)
{
  switch (kind)
    {
    case AHADI_KIND_MEMBER:
      return ahadi_text_fold (values[AHADI_MEMBER_NAME]);
    case AHADI_KIND_CIRCLE:
      return ahadi_text_fold (values[AHADI_CIRCLE_NAME]);
    default:
      return NULL;
    }
}

gboolean
ahadi_search_text_has_names (AhadiKind kind)
{
  return kind == AHADI_KIND_MEMBER || kind == AHADI_KIND_CIRCLE;
}

/* A telephone or membership number as typed: digits with nothing but blanks and signs
 * between them. */
static gboolean
looks_like_number (const char *search)
{
  return search[strspn (search, "0123456789 +-./()")] == '\0' &&
         strpbrk (search, "0123456789") != NULL;
}

static char *
fold_search (const char *search)
{
  g_autofree char *digits = NULL;

  if (!looks_like_number (search))
    return ahadi_text_fold (search);

  digits = take_digits (search);
  return g_strdup (g_str_has_prefix (digits, "00") ? digits + 2 : digits);
}

/* The word with as many blanks before it as make a token (T1). */
static char *
pad_word (const char *word, gsize length)
{
  g_autofree char *own = g_strndup (word, length);
  gsize characters = g_utf8_strlen (own, -1);

  return g_strconcat (characters == 1 ? "  " : characters == 2 ? " " : "", own, NULL);
}

/* T3 where it says more than T2. */
static gsize
choose_token_length (const char *word, gsize characters)
{
  return characters >= AHADI_TOKENIZER_DIGITS && word[strspn (word, "0123456789")] == '\0'
             ? AHADI_TOKENIZER_DIGITS
             : 3;
}

static void
add_tokens (AhadiSearchTerms *terms, const char *word)
{
  const char *at = word;
  gsize characters = g_utf8_strlen (word, -1);
  gsize length = choose_token_length (word, characters);

  for (gsize i = 0; i + length <= characters && terms->n_tokens < AHADI_SEARCH_MAX_TOKENS;
       i++)
    {
      const char *end = g_utf8_offset_to_pointer (at, (glong) length);

      terms->tokens[terms->n_tokens++] =
          ahadi_tokenizer_make_key (at, (gsize) (end - at));
      at = g_utf8_next_char (at);
    }
}

gboolean
ahadi_search_terms_make (const char *search, AhadiSearchTerms *terms)
{
  g_autofree char *folded = fold_search (search);
  const char *at = folded;
  guint words = 0;

  memset (terms, 0, sizeof *terms);
  while (*at != '\0')
    {
      gsize length = strcspn (at, " ");

      if (length > 0)
        {
          g_autofree char *word = pad_word (at, length);

          add_tokens (terms, word);
          if (words < AHADI_SEARCH_MAX_WORDS)
            terms->words[words++] = g_steal_pointer (&word);
        }
      at += length + strspn (at + length, " ");
    }

  return terms->n_tokens > 0;
}

void
ahadi_search_terms_clear (AhadiSearchTerms *terms)
{
  for (guint i = 0; i < AHADI_SEARCH_MAX_WORDS; i++)
    g_clear_pointer (&terms->words[i], g_free);
}
