/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-scanner.h"

#include "base/ahadi-base.h"

void
ahadi_scanner_init (AhadiScanner *self, const char *line, gsize length)
{
  self->at = line;
  self->end = line + length;
}

static gsize
count_left (const AhadiScanner *self)
{
  return (gsize) (self->end - self->at);
}

gboolean
ahadi_scanner_is_at_end (const AhadiScanner *self)
{
  return self->at == self->end;
}

gboolean
ahadi_scanner_read_integer (AhadiScanner *self, guint64 max, guint64 *value)
{
  const char *at = self->at;
  guint64 sum = 0;

  /* @max is far below the largest u64, so that one digit too many can't wrap round. */
  for (; at < self->end && g_ascii_isdigit (*at) && sum <= max; at++)
    sum = 10 * sum + (guint64) (*at - '0');

  if (at == self->at || sum > max || (*self->at == '0' && at > self->at + 1))
    return FALSE;

  self->at = at;
  *value = sum;
  return TRUE;
}

gboolean
ahadi_scanner_read_hex (AhadiScanner *self, guint8 *bytes, gsize size)
{
  if (count_left (self) < 2 * size || !ahadi_hex_decode (self->at, bytes, size))
    return FALSE;

  self->at += 2 * size;
  return TRUE;
}

static gboolean
is_name_character (char character)
{
  return g_ascii_islower (character) || g_ascii_isdigit (character) || character == '-' ||
         character == '_' || character == '/';
}

gboolean
ahadi_scanner_read_name (AhadiScanner *self, char *name, gsize size)
{
  gsize length = 0;
  gsize limit = count_left (self);

  while (length < limit && length < size && is_name_character (self->at[length]))
    length++;
  if (length == 0 || length == size)
    return FALSE;

  memcpy (name, self->at, length);
  name[length] = '\0';
  self->at += length;
  return TRUE;
}

/* The byte that an escaped @character stands for; NUL for none. */
static char
unescape (char character)
{
  switch (character)
    {
    case '"':
    case '\\':
      return character;

    case 'n':
      return '\n';

    case 't':
      return '\t';

    default:
      return '\0';
    }
}

/* The closing quote of the text that begins at @at; NULL if there is none. */
static const char *
find_closing_quote (const char *at, const char *end)
{
  for (; at < end; at++)
    {
      if (*at == '"')
        return at;
      if (*at == '\\')
        at++;
    }

  return NULL;
}

gboolean
ahadi_scanner_read_text (AhadiScanner *self, char **to)
{
  const char *from = self->at;
  char *place = *to;

  if (from == self->end || *from != '"')
    return FALSE;

  for (from++; from < self->end && *from != '"'; from++)
    {
      char character = *from;

      if (character == '\\')
        character = ++from < self->end ? unescape (*from) : '\0';
      else if ((guchar) character < ' ')
        character = '\0';
      if (character == '\0')
        return FALSE;
      *place++ = character;
    }
  if (from == self->end)
    return FALSE;

  *place++ = '\0';
  self->at = from + 1;
  *to = place;
  return TRUE;
}

gboolean
ahadi_scanner_read_array (AhadiScanner *self, char **to)
{
  gsize depth = 0;

  if (self->at == self->end || *self->at != '[')
    return FALSE;

  for (const char *at = self->at; at < self->end; at++)
    {
      if (*at == '"')
        at = find_closing_quote (at + 1, self->end);
      else if (*at == '[')
        depth++;
      else if (*at == ']' && --depth == 0)
        {
          gsize length = (gsize) (at + 1 - self->at);

          memcpy (*to, self->at, length);
          (*to)[length] = '\0';
          *to += length + 1;
          self->at = at + 1;
          return TRUE;
        }

      if (at == NULL)
        return FALSE;
    }

  return FALSE;
}
