/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-link-person.h"

G_BEGIN_DECLS

/**
 * AhadiLinkLevel: an agreement level of one comparison (Winkler 1990)
 * @AHADI_LINK_NAME_SOUNDS: heard alike, or variants of one name
 * @AHADI_LINK_NAME_SIMILAR: alike by Jaro-Winkler
 * @AHADI_LINK_NAME_INITIAL: one is the first letter of the other
 * @AHADI_LINK_NAME_DIFFERENT: both have a name left that finds none in the other
 * @AHADI_LINK_NAME_FIRST_DIFFERENT: the same, and both are of church or mosque
 * @AHADI_LINK_NAME_KINDS_DIFFERENT: the same, and only one of them is
 * @AHADI_LINK_NAMES_TOGETHER: no agreement level, but how many names agree beyond the
 *   first, where no common home accounts for it (see ahadi_link_model_set_strangers())
 * @AHADI_LINK_ORDER_SAME: of two or more names that agree
 * @AHADI_LINK_PHONE_NEAR: one slip
 * @AHADI_LINK_ADDRESS_PART: some of its words agree
 *
 * Levels of one comparison stand together, see ahadi_link_level_group(). What is missing
 * on one side is at no level. A name that only one side has is at none either: people
 * give two of their three names here, three there.
 */
typedef enum
{
  AHADI_LINK_NAME_SAME,
  AHADI_LINK_NAME_SOUNDS,
  AHADI_LINK_NAME_SIMILAR,
  AHADI_LINK_NAME_INITIAL,
  AHADI_LINK_NAME_DIFFERENT,
  AHADI_LINK_NAME_FIRST_DIFFERENT,
  AHADI_LINK_NAME_KINDS_DIFFERENT,
  AHADI_LINK_NAMES_TOGETHER,
  AHADI_LINK_ORDER_SAME,
  AHADI_LINK_ORDER_SWAPPED,
  AHADI_LINK_PHONE_SAME,
  AHADI_LINK_PHONE_NEAR,
  AHADI_LINK_PHONE_DIFFERENT,
  AHADI_LINK_DATE_SAME,
  AHADI_LINK_DATE_SWAPPED,
  AHADI_LINK_DATE_NEAR,
  AHADI_LINK_DATE_PARTS,
  AHADI_LINK_DATE_DIFFERENT,
  AHADI_LINK_YEAR_SAME,
  AHADI_LINK_YEAR_CLOSE,
  AHADI_LINK_YEAR_DIFFERENT,
  AHADI_LINK_ID_SAME,
  AHADI_LINK_ID_NEAR,
  AHADI_LINK_ID_DIFFERENT,
  AHADI_LINK_PLACE_SAME,
  AHADI_LINK_PLACE_NEAR,
  AHADI_LINK_PLACE_DIFFERENT,
  AHADI_LINK_REGION_SAME,
  AHADI_LINK_REGION_DIFFERENT,
  AHADI_LINK_ADDRESS_SAME,
  AHADI_LINK_ADDRESS_PART,
  AHADI_LINK_ADDRESS_DIFFERENT,
  AHADI_LINK_STREET_NUMBER_SAME,
  AHADI_LINK_STREET_NUMBER_NEAR,
  AHADI_LINK_STREET_NUMBER_DIFFERENT,
  AHADI_LINK_POSTCODE_SAME,
  AHADI_LINK_POSTCODE_NEAR,
  AHADI_LINK_POSTCODE_DIFFERENT,
  AHADI_LINK_SEX_SAME,
  AHADI_LINK_SEX_DIFFERENT,
  AHADI_LINK_EMAIL_SAME,
  AHADI_LINK_EMAIL_NEAR,
  AHADI_LINK_EMAIL_DIFFERENT,
  AHADI_LINK_N_LEVELS
} AhadiLinkLevel;

/**
 * AhadiLinkVector: the comparison vector of two people
 * @counts: how often each level was met: names are compared one by one
 * @surprise: bits: how unlikely it is that another person agrees in these very values
 * @shared: the part of @surprise that people of one household would have in common too,
 *   were they different people
 */
typedef struct
{
  guint8 counts[AHADI_LINK_N_LEVELS];
  float surprise;
  float shared;
} AhadiLinkVector;

/**
 * ahadi_link_compare:
 * @a: a person, rated (ahadi_link_values_rate())
 * @b: another one, rated by the same table
 * @vector: (out)
 *
 * Allocates nothing; may be called from several threads. The order of @a and @b is all
 * the same.
 */
void ahadi_link_compare (const AhadiLinkPerson *a,
                         const AhadiLinkPerson *b,
                         AhadiLinkVector *vector);

/* The first level of the comparison that @level belongs to: its levels are those that
 * have the same one. */
AhadiLinkLevel ahadi_link_level_group (AhadiLinkLevel level);

G_END_DECLS
