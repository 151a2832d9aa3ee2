/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-phone.h"

#include <string.h>

#define KENYA "254"
#define NATIONAL_DIGITS 9
#define DIGITS_MIN 7
#define DIGITS_MAX 15 /* E.164, 6.1 */

static gboolean
is_separator (gunichar c)
{
  switch (c)
    {
    case ' ':
    case '\t':
    case '-':
    case '.':
    case '/':
    case '(':
    case ')':
    case 0x00a0: /* no-break space */
    case 0x2009: /* thin space */
    case 0x202f: /* narrow no-break space */
      return TRUE;
    default:
      return c >= 0x2010 && c <= 0x2013; /* hyphens and the en dash */
    }
}

/* Digits of @text without separators; "+" (or 00) sets @international. At most one digit
 * too many is kept. */
static gboolean
collect_digits (const char *text, char digits[DIGITS_MAX + 4], gboolean *international)
{
  gsize n = 0;

  *international = FALSE;
  for (const char *p = text; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (is_separator (c))
        continue;
      if (c == '+' && n == 0 && !*international)
        {
          *international = TRUE;
          continue;
        }
      if (c > 127 || !g_ascii_isdigit ((char) c) || n == DIGITS_MAX + 3)
        return FALSE;
      digits[n++] = (char) c;
    }

  digits[n] = '\0';
  return TRUE;
}

static char *
join_kenyan (const char *national)
{
  if (strlen (national) != NATIONAL_DIGITS || national[0] == '0')
    return NULL;
  return g_strconcat ("+" KENYA, national, NULL);
}

static char *
join_international (const char *digits)
{
  gsize n = strlen (digits);

  if (g_str_has_prefix (digits, KENYA))
    {
      const char *national = digits + strlen (KENYA);

      /* "+254 (0)712 345 678" */
      return join_kenyan (*national == '0' ? national + 1 : national);
    }
  if (n < DIGITS_MIN || n > DIGITS_MAX || digits[0] == '0')
    return NULL;
  return g_strconcat ("+", digits, NULL);
}

char *
ahadi_phone_normalise (const char *text)
{
  char digits[DIGITS_MAX + 4];
  gboolean international;

  if (!text || !g_utf8_validate (text, -1, NULL))
    return NULL;
  if (!collect_digits (text, digits, &international))
    return NULL;

  if (international)
    return join_international (digits);
  if (g_str_has_prefix (digits, "00"))
    return join_international (digits + 2);
  if (digits[0] == '0')
    return join_kenyan (digits + 1);
  /* Nine digits that begin with 254 are an international number cut short, not a
   * subscriber's. */
  if (g_str_has_prefix (digits, KENYA))
    return join_international (digits);
  return join_kenyan (digits);
}

char *
ahadi_phone_print (const char *e164)
{
  g_autoptr (GString) printed = NULL;
  const char *digits;

  if (!e164 || e164[0] != '+')
    return g_strdup (e164 ? e164 : "");

  digits = e164 + 1;
  if (g_str_has_prefix (digits, KENYA) &&
      strlen (digits) == strlen (KENYA) + NATIONAL_DIGITS)
    return g_strdup_printf ("0%.3s %.3s %.3s", digits + 3, digits + 6, digits + 9);

  printed = g_string_new ("+");
  for (gsize i = 0; digits[i]; i++)
    {
      if (i > 0 && i % 3 == 0)
        g_string_append_c (printed, ' ');
      g_string_append_c (printed, digits[i]);
    }
  return g_string_free (g_steal_pointer (&printed), FALSE);
}
