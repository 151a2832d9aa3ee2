/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-text.h"

#include <string.h>

#define HIGH_BITS G_GUINT64_CONSTANT (0x8080808080808080)

/* Position of the first byte above 0x7f, or @length. */
static gsize
ascii_prefix (const char *text, gsize length)
{
  gsize i = 0;

  for (; i + 8 <= length; i += 8)
    {
      guint64 word;

      memcpy (&word, text + i, sizeof word);
      if (word & HIGH_BITS)
        break;
    }
  while (i < length && (guchar) text[i] < 0x80)
    i++;
  return i;
}

/* What keyboards and scans write for the apostrophe of ng'ang'a. */
static gboolean
is_apostrophe (gunichar c)
{
  switch (c)
    {
    case '\'':
    case '`':
    case 0x00b4:
    case 0x02b9:
    case 0x02bb:
    case 0x02bc:
    case 0x2018:
    case 0x2019:
    case 0x2032:
    case 0xff07:
      return TRUE;
    default:
      return FALSE;
    }
}

static char *
fold_ascii (const char *text, gsize length)
{
  char *folded = g_malloc (length + 1);
  gsize n = 0;

  for (gsize i = 0; i < length; i++)
    {
      char c = text[i];

      if (g_ascii_isspace (c))
        {
          if (n > 0 && folded[n - 1] != ' ')
            folded[n++] = ' ';
        }
      else if (c != '\'' && c != '`')
        folded[n++] = g_ascii_tolower (c);
    }
  if (n > 0 && folded[n - 1] == ' ')
    n--;
  folded[n] = '\0';
  return folded;
}

/* Apostrophes go first: an acute accent standing alone would decompose into a blank. */
static char *
drop_apostrophes (const char *text)
{
  GString *kept = g_string_sized_new (strlen (text));

  for (const char *p = text; *p; p = g_utf8_next_char (p))
    if (!is_apostrophe (g_utf8_get_char (p)))
      g_string_append_len (kept, p, g_utf8_next_char (p) - p);
  return g_string_free (kept, FALSE);
}

/* Drops marks and invisible characters of decomposed @text, and what came apart into
 * apostrophes (a double prime, say); blanks run together, outer ones go. */
static char *
drop_marks (const char *text)
{
  GString *kept = g_string_sized_new (strlen (text));

  for (const char *p = text; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_ismark (c) || g_unichar_type (c) == G_UNICODE_FORMAT ||
          is_apostrophe (c))
        continue;
      if (!g_unichar_isspace (c))
        g_string_append_unichar (kept, c);
      else if (kept->len > 0 && kept->str[kept->len - 1] != ' ')
        g_string_append_c (kept, ' ');
    }
  if (kept->len > 0 && kept->str[kept->len - 1] == ' ')
    g_string_truncate (kept, kept->len - 1);
  return g_string_free (kept, FALSE);
}

static char *
fold_unicode (const char *text, gsize length)
{
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) length);
  g_autofree char *plain = drop_apostrophes (valid);
  g_autofree char *decomposed = g_utf8_normalize (plain, -1, G_NORMALIZE_ALL);
  g_autofree char *lowered = g_utf8_casefold (decomposed, -1);
  /* Case folding can put composed letters back (Unicode 15, 3.13, D146). */
  g_autofree char *again = g_utf8_normalize (lowered, -1, G_NORMALIZE_ALL);

  return drop_marks (again);
}

char *
ahadi_text_fold (const char *text)
{
  gsize length;

  if (!text)
    return g_strdup ("");

  length = strlen (text);
  if (ascii_prefix (text, length) == length)
    return fold_ascii (text, length);
  return fold_unicode (text, length);
}

gboolean
ahadi_text_is_nfc (const char *text, gssize length)
{
  gsize size = length < 0 ? strlen (text) : (gsize) length;
  gsize plain = ascii_prefix (text, size);
  g_autofree char *composed = NULL;
  gsize i;

  if (plain == size)
    return memchr (text, '\0', size) == NULL;
  if (!g_utf8_validate (text, (gssize) size, NULL))
    return FALSE;

  /* Below U+0300 nothing combines (NFC_Quick_Check=Yes); in UTF-8 that is a lead byte
   * below 0xcc. */
  for (i = plain; i < size && (guchar) text[i] < 0xcc; i++)
    ;
  if (i == size)
    return TRUE;

  composed = g_utf8_normalize (text, (gssize) size, G_NORMALIZE_NFC);
  return composed && strlen (composed) == size && memcmp (composed, text, size) == 0;
}

/* Ends @text before its trailing blanks and returns where its leading ones end. */
static const char *
strip_blanks (char *text)
{
  char *end = text + strlen (text);
  const char *start = text;

  while (end > text && g_unichar_isspace (g_utf8_get_char (g_utf8_prev_char (end))))
    end = g_utf8_prev_char (end);
  *end = '\0';
  while (*start && g_unichar_isspace (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);
  return start;
}

char *
ahadi_text_clean (const char *text)
{
  g_autoptr (GString) kept = NULL;
  g_autofree char *composed = NULL;

  if (!text || !g_utf8_validate (text, -1, NULL))
    return NULL;

  /* Before composing: a control character dropped from between a letter and its mark
   * joins them. */
  kept = g_string_sized_new (strlen (text));
  for (const char *p = text; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\n' || c == '\t' || !g_unichar_iscntrl (c))
        g_string_append_unichar (kept, c);
    }

  composed = g_utf8_normalize (kept->str, -1, G_NORMALIZE_NFC);
  return g_strdup (strip_blanks (composed));
}

gboolean
ahadi_text_breaks_line (const char *text)
{
  for (const char *p = text; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\n' || c == '\t' || (c >= 0x2028 && c <= 0x202e) ||
          (c >= 0x2066 && c <= 0x2069))
        return TRUE;
    }
  return FALSE;
}

char *
ahadi_text_clean_line (const char *text, gsize limit)
{
  g_autofree char *clean = ahadi_text_clean (text);

  return clean != NULL && !ahadi_text_breaks_line (clean) &&
                 ahadi_text_length (clean) <= limit
             ? g_steal_pointer (&clean)
             : NULL;
}

gsize
ahadi_text_length (const char *text)
{
  return text ? (gsize) g_utf8_strlen (text, -1) : 0;
}

void
ahadi_text_free_wiped (char *text)
{
  if (text == NULL)
    return;

  explicit_bzero (text, strlen (text));
  g_free (text);
}
