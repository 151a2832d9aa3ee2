/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * 13 groups of 3 random digits and 1 check digit (ahadi-check-digit.h).
 *
 *  1. Digits, blanks, hyphens and dots only.
 *  2. Every whole group ends in its check digit.
 *  3. There are exactly 52 digits.
 */
#include "ahadi-recovery-code.h"

#include <sodium.h>

#include "ahadi-check-digit.h"
#include "ahadi-crypto-error.h"

#define GROUP_DIGITS 3
#define GROUP_LENGTH (GROUP_DIGITS + 1)
#define DIGITS (AHADI_RECOVERY_GROUPS * GROUP_DIGITS)
#define TYPED_DIGITS (AHADI_RECOVERY_GROUPS * GROUP_LENGTH)

AhadiSecret *
ahadi_recovery_code_new (void)
{
  AhadiSecret *code = ahadi_secret_new (TYPED_DIGITS + AHADI_RECOVERY_GROUPS);
  guint8 *next = ahadi_secret_get_bytes (code);

  for (int group = 0; group < AHADI_RECOVERY_GROUPS; group++)
    {
      int check = 0;

      if (group > 0)
        *next++ = ' ';
      for (int i = 0; i < GROUP_DIGITS; i++)
        {
          int digit = (int) randombytes_uniform (10);

          check = ahadi_check_digit_step (check, digit);
          *next++ = (guint8) ('0' + digit);
        }
      /* The diagonal of the table is 0: the check digit is the state itself. */
      *next++ = (guint8) ('0' + check);
    }
  *next = '\0';
  return code;
}

static gboolean
is_separator (char c)
{
  return c == '-' || c == '.' || g_ascii_isspace (c);
}

/* What has been read of a code so far. */
typedef struct
{
  gsize n_digits;
  int check;
  int bad_group;
} Reading;

static void
take_digit (Reading *reading, int digit, guint8 *digits)
{
  gsize group = reading->n_digits / GROUP_LENGTH;
  gsize place = reading->n_digits % GROUP_LENGTH;

  reading->n_digits++;
  if (group >= AHADI_RECOVERY_GROUPS)
    return;

  /* A group that is right leaves 0 for the next; only the first wrong one is told. */
  reading->check = ahadi_check_digit_step (reading->check, digit);
  if (place < GROUP_DIGITS)
    digits[group * GROUP_DIGITS + place] = (guint8) ('0' + digit);
  else if (reading->check != 0 && reading->bad_group == 0)
    reading->bad_group = (int) group + 1;
}

/* Returns NULL or what is wrong. */
static const char *
read_text (const char *text, gsize length, Reading *reading, guint8 *digits)
{
  for (gsize i = 0; i < length; i++)
    {
      if (g_ascii_isdigit (text[i]))
        take_digit (reading, text[i] - '0', digits);
      else if (!is_separator (text[i]))
        return "something other than digits";
    }
  if (reading->bad_group)
    return "a check digit is wrong";
  if (reading->n_digits != TYPED_DIGITS)
    return "not 52 digits";
  return NULL;
}

AhadiSecret *
ahadi_recovery_code_parse (const char *text, gsize length, int *bad_group, GError **error)
{
  g_autoptr (AhadiSecret) digits = ahadi_secret_new (DIGITS);
  Reading reading = { 0 };
  const char *problem =
      read_text (text, length, &reading, ahadi_secret_get_bytes (digits));

  if (bad_group)
    *bad_group = reading.bad_group;
  if (problem)
    {
      g_set_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_MALFORMED,
                   "cannot read recovery code: %s", problem);
      return NULL;
    }
  return g_steal_pointer (&digits);
}
