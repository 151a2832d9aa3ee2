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
/* Years of two digits below this are of our century. */
#define YEARS_OF_2000 30
/* 1927 to 2036 */
#define SERIAL_DIGITS 5
#define SERIAL_MIN 10000
#define SERIAL_MAX 50000
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

/* English and Kiswahili, by their first three letters. 0: it is none */
static guint
read_month (const char *word)
{
  static const char months[][2 * 3 + 1] = { "janjan", "febfeb", "marmac", "aprapr",
                                            "maymei", "junjun", "juljul", "augago",
                                            "sepsep", "octokt", "novnov", "decdes" };

  for (guint i = 0; i < MONTHS; i++)
    if (g_ascii_strncasecmp (word, months[i], 3) == 0 ||
        g_ascii_strncasecmp (word, months[i] + 3, 3) == 0)
      return i + 1;
  return 0;
}

/* @month: (out): of the first word that is one, or 0. Returns: whether there are other
 * words, or marks of doubt. */
static gboolean
read_words (const char *text, guint *month)
{
  gboolean others = FALSE;

  *month = 0;
  while (*text != '\0')
    {
      const char *word = text;

      while (g_ascii_isalpha (*text))
        text++;
      if (text - word >= 3 && *month == 0 && read_month (word) != 0)
        *month = read_month (word);
      else if (text > word)
        others = TRUE;
      else
        others |= *text == '~' || *text == '?';
      text += text > word ? 0 : 1;
    }
  return others;
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

static guint
complete_year (guint number, guint digits)
{
  if (digits != 2)
    return number;
  return number + (number < YEARS_OF_2000 ? 2000 : 1900);
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
  if (n != 3 || (digits[2] != 4 && digits[2] != 2))
    return FALSE;
  /* 5/14/1987: there is no month 14. */
  return numbers[1] > MONTHS && numbers[0] <= MONTHS
             ? set_parts (birth, complete_year (numbers[2], digits[2]), numbers[0],
                          numbers[1])
             : set_parts (birth, complete_year (numbers[2], digits[2]), numbers[1],
                          numbers[0]);
}

/* What spreadsheets and databases add: the time of the day, ".0" of a number. */
static char *
cut_time (const char *text)
{
  const char *colon = strchr (text, ':');
  const char *end = text + strlen (text);

  if (g_str_has_suffix (text, ".0"))
    end -= 2;
  if (colon != NULL)
    for (end = colon; end > text && g_ascii_isdigit (end[-1]); end--)
      continue;
  /* "1987-05-14T00:00:00" */
  if (colon != NULL && end > text && (end[-1] == 'T' || end[-1] == 't'))
    end--;
  return g_strndup (text, (gsize) (end - text));
}

/* Days since 1899-12-30, as spreadsheets keep a date where a cell shows a number. */
static gboolean
set_serial (AhadiLinkBirth *birth, guint days)
{
  GDate date;

  if (days < SERIAL_MIN || days > SERIAL_MAX)
    return FALSE;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, 30, G_DATE_DECEMBER, 1899);
  g_date_add_days (&date, days);
  return set_parts (birth, g_date_get_year (&date), (guint) g_date_get_month (&date),
                    g_date_get_day (&date));
}

/* "14 May 1987", "May 14, 1987", "May 1987", "14-May-87". */
static gboolean
set_month (AhadiLinkBirth *birth,
           guint month,
           guint n,
           const guint *numbers,
           const guint *digits)
{
  if (n == 1 && digits[0] == 4)
    return set_parts (birth, numbers[0], month, 0);
  if (n == 2 && digits[0] == 4)
    return set_parts (birth, numbers[0], month, numbers[1]);
  return n == 2 &&
         set_parts (birth, complete_year (numbers[1], digits[1]), month, numbers[0]);
}

gboolean
ahadi_link_birth_parse (const char *text, AhadiLinkBirth *birth)
{
  g_autofree char *date = cut_time (text);
  guint numbers[PARTS_MAX];
  guint digits[PARTS_MAX];
  guint n = read_numbers (date, numbers, digits);
  guint month;
  gboolean guessed = read_words (date, &month);
  gboolean known;

  *birth = (AhadiLinkBirth){ 0 };
  if (month != 0)
    known = set_month (birth, month, n, numbers, digits);
  else if (n == 1 && digits[0] == SERIAL_DIGITS && !guessed)
    known = set_serial (birth, numbers[0]);
  else
    known = set_numbers (birth, n, numbers, digits);
  if (known)
    birth->approximate = guessed;
  return known;
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
