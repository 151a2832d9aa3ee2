/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-link-birth.h"

#include <string.h>

#include "ahadi-link-likeness.h"

#define PARTS_MAX 3
#define YEAR_MIN 1800
#define YEAR_MAX 2200
#define FULL_DIGITS 8
#define MONTHS 12
#define PART_MAX 99999999
/* How far off people guess. */
#define CLOSE_YEARS 1
#define CLOSE_YEARS_GUESSED 3

/* Numbers of @text, in order. Returns: how many, PARTS_MAX + 1 for too many. */
static guint
read_numbers (const char *text, guint numbers[PARTS_MAX], guint digits[PARTS_MAX])
{
  guint n = 0;

  while (*text != '\0')
    {
      guint64 number = 0;
      guint n_digits = 0;

      for (; g_ascii_isdigit (*text); text++, n_digits++)
        number = MIN (number * 10 + (guint) (*text - '0'), PART_MAX);
      if (n_digits == 0)
        {
          text++;
          continue;
        }
      if (n == PARTS_MAX)
        return PARTS_MAX + 1;
      numbers[n] = (guint) number;
      digits[n++] = n_digits;
    }
  return n;
}

static gboolean
is_guessed (const char *text)
{
  for (; *text != '\0'; text++)
    if (g_ascii_isalpha (*text) || *text == '~' || *text == '?')
      return TRUE;
  return FALSE;
}

static gboolean
set_parts (AhadiLinkBirth *birth, guint year, guint month, guint day)
{
  if (year < YEAR_MIN || year > YEAR_MAX || month > 99 || day > 99)
    return FALSE;

  birth->year = (guint16) year;
  birth->month = (guint8) month;
  birth->day = (guint8) (month > 0 ? day : 0);
  return TRUE;
}

static gboolean
set_numbers (AhadiLinkBirth *birth, guint n, const guint *numbers, const guint *digits)
{
  if (n == 1 && digits[0] == FULL_DIGITS)
    return set_parts (birth, numbers[0] / 10000, numbers[0] / 100 % 100,
                      numbers[0] % 100);
  if (n == 1)
    return set_parts (birth, numbers[0], 0, 0);
  if (n == 2 && digits[0] == 4)
    return set_parts (birth, numbers[0], numbers[1], 0);
  if (n == 2 && digits[1] == 4)
    return set_parts (birth, numbers[1], numbers[0], 0);
  if (n == 3 && digits[0] == 4)
    return set_parts (birth, numbers[0], numbers[1], numbers[2]);
  return n == 3 && digits[2] == 4 &&
         set_parts (birth, numbers[2], numbers[1], numbers[0]);
}

gboolean
ahadi_link_birth_parse (const char *text, AhadiLinkBirth *birth)
{
  guint numbers[PARTS_MAX];
  guint digits[PARTS_MAX];
  guint n = read_numbers (text, numbers, digits);

  *birth = (AhadiLinkBirth){ 0 };
  if (!set_numbers (birth, n, numbers, digits))
    return FALSE;

  birth->approximate = is_guessed (text);
  return TRUE;
}

gboolean
ahadi_link_birth_is_full (const AhadiLinkBirth *self)
{
  return self->day > 0 && !self->approximate;
}

static void
print (const AhadiLinkBirth *self, char digits[FULL_DIGITS])
{
  guint number = self->year * 10000u + self->month * 100u + self->day;

  for (guint i = FULL_DIGITS; i > 0; i--, number /= 10)
    digits[i - 1] = (char) ('0' + number % 10);
}

static AhadiLinkBirthLevel
compare_full (const AhadiLinkBirth *a, const AhadiLinkBirth *b)
{
  gboolean year = a->year == b->year;
  gboolean month = a->month == b->month;
  gboolean day = a->day == b->day;
  char in_a[FULL_DIGITS];
  char in_b[FULL_DIGITS];

  if (year && month && day)
    return AHADI_LINK_BIRTH_SAME;
  if (year && a->month == b->day && a->day == b->month)
    return AHADI_LINK_BIRTH_SWAPPED;

  print (a, in_a);
  print (b, in_b);
  if (ahadi_link_is_one_slip (in_a, FULL_DIGITS, in_b, FULL_DIGITS))
    return AHADI_LINK_BIRTH_NEAR;
  return year + month + day == 2 ? AHADI_LINK_BIRTH_PARTS : AHADI_LINK_BIRTH_DIFFERENT;
}

static AhadiLinkBirthLevel
compare_years (const AhadiLinkBirth *a, const AhadiLinkBirth *b)
{
  gboolean guessed = a->approximate || b->approximate;
  gboolean month = a->month == b->month || a->month == 0 || b->month == 0;
  int apart = ABS ((int) a->year - (int) b->year);

  if (apart == 0 && (month || guessed))
    return AHADI_LINK_BIRTH_YEAR_SAME;
  if (apart <= (guessed ? CLOSE_YEARS_GUESSED : CLOSE_YEARS))
    return AHADI_LINK_BIRTH_YEAR_CLOSE;
  return AHADI_LINK_BIRTH_YEAR_DIFFERENT;
}

/* There is no month 17: day and month changed places, whatever else happened. */
static AhadiLinkBirth
set_right (const AhadiLinkBirth *self)
{
  AhadiLinkBirth right = *self;

  if (self->month > MONTHS && self->day <= MONTHS)
    {
      right.month = self->day;
      right.day = self->month;
    }
  return right;
}

static AhadiLinkBirthLevel
compare_dates (const AhadiLinkBirth *a, const AhadiLinkBirth *b)
{
  AhadiLinkBirthLevel level = compare_full (a, b);
  AhadiLinkBirth right_a;
  AhadiLinkBirth right_b;

  if (level != AHADI_LINK_BIRTH_DIFFERENT || (a->month <= MONTHS && b->month <= MONTHS))
    return level;
  right_a = set_right (a);
  right_b = set_right (b);
  return compare_full (&right_a, &right_b);
}

AhadiLinkBirthLevel
ahadi_link_birth_compare (const AhadiLinkBirth *a, const AhadiLinkBirth *b)
{
  if (a->year == 0 || b->year == 0)
    return AHADI_LINK_BIRTH_UNKNOWN;
  return ahadi_link_birth_is_full (a) && ahadi_link_birth_is_full (b)
             ? compare_dates (a, b)
             : compare_years (a, b);
}
