/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AhadiLinkBirth:
 * @year: 0: nothing is known
 * @month: 0: not known
 * @day: 0: not known
 * @approximate: somebody guessed the year
 *
 * A birth date as a table has it, mistakes included: there may be a month 31.
 */
typedef struct
{
  guint16 year;
  guint8 month;
  guint8 day;
  gboolean approximate;
} AhadiLinkBirth;

/**
 * AhadiLinkBirthLevel: how far two dates agree
 * @AHADI_LINK_BIRTH_UNKNOWN: one is missing: says nothing
 * @AHADI_LINK_BIRTH_SWAPPED: day and month changed places
 * @AHADI_LINK_BIRTH_NEAR: one slip of the keyboard
 * @AHADI_LINK_BIRTH_PARTS: two of year, month and day are the same
 * @AHADI_LINK_BIRTH_YEAR_SAME: at least one of the two is no full date, and what both
 *   know is the same
 * @AHADI_LINK_BIRTH_YEAR_CLOSE: as there, or guessed, and one year apart (three where
 *   somebody guessed)
 * @AHADI_LINK_BIRTH_YEAR_DIFFERENT: as there, and further apart
 */
typedef enum
{
  AHADI_LINK_BIRTH_UNKNOWN,
  AHADI_LINK_BIRTH_SAME,
  AHADI_LINK_BIRTH_SWAPPED,
  AHADI_LINK_BIRTH_NEAR,
  AHADI_LINK_BIRTH_PARTS,
  AHADI_LINK_BIRTH_DIFFERENT,
  AHADI_LINK_BIRTH_YEAR_SAME,
  AHADI_LINK_BIRTH_YEAR_CLOSE,
  AHADI_LINK_BIRTH_YEAR_DIFFERENT,
} AhadiLinkBirthLevel;

/**
 * ahadi_link_birth_parse:
 * @text: "19870514", "1987-05-14", "14/5/1987", "14/5/87", "5/14/1987", "14 May 1987",
 *   "1987-05", "1987", also with the time of the day behind, and each with words or marks
 *   of doubt around it: "about 1987", "c. 1987", "1987?"; or a spreadsheet's number of
 *   the day, "31911"
 *
 * Returns: %FALSE for text that holds no such date; @birth is then all zero.
 */
gboolean ahadi_link_birth_parse (const char *text, AhadiLinkBirth *birth);

gboolean ahadi_link_birth_is_full (const AhadiLinkBirth *self);

AhadiLinkBirthLevel ahadi_link_birth_compare (const AhadiLinkBirth *a,
                                              const AhadiLinkBirth *b);

G_END_DECLS
