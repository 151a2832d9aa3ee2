/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-link-birth.h"

G_BEGIN_DECLS

/**
 * AhadiLinkField: what is known of a person, and comes as text
 * @AHADI_LINK_NAME: names of whatever kind, in whatever order
 * @AHADI_LINK_GIVEN_NAME: where a table keeps it apart
 * @AHADI_LINK_SURNAME: where a table keeps it apart
 * @AHADI_LINK_PLACE: a place, branch or circle: somewhere people meet
 * @AHADI_LINK_REGION: a county or state
 * @AHADI_LINK_ADDRESS: streets, houses, estates
 * @AHADI_LINK_STREET_NUMBER: and what else is short
 * @AHADI_LINK_SEX: "f", "Male", "mwanamke"; other words count as missing
 * @AHADI_LINK_NATIONAL_ID: each kind of number is compared with its own kind only
 * @AHADI_LINK_PHONE: as people write it, also two at once: "0712… / 0733…"
 * @AHADI_LINK_BIRTH: see ahadi_link_birth_parse()
 *
 * A field may be given several times, as two telephones are.
 */
typedef enum
{
  AHADI_LINK_NAME,
  AHADI_LINK_GIVEN_NAME,
  AHADI_LINK_SURNAME,
  AHADI_LINK_PLACE,
  AHADI_LINK_REGION,
  AHADI_LINK_ADDRESS,
  AHADI_LINK_STREET_NUMBER,
  AHADI_LINK_POSTCODE,
  AHADI_LINK_SEX,
  AHADI_LINK_NATIONAL_ID,
  AHADI_LINK_SOCIAL_ID,
  AHADI_LINK_MEMBERSHIP_ID,
  AHADI_LINK_EMAIL,
  AHADI_LINK_PHONE,
  AHADI_LINK_BIRTH,
  AHADI_LINK_N_FIELDS
} AhadiLinkField;

typedef struct
{
  AhadiLinkField field;
  const char *text;
} AhadiLinkValue;

/* One person in a table, ready to be compared: a single block of some 200 bytes. */
typedef struct _AhadiLinkPerson AhadiLinkPerson;

/**
 * ahadi_link_person_new:
 * @values: what is known; empty texts, and what cannot be read as its field (a telephone
 *   number "none"), count as missing
 *
 * At most six names, eight words of an address, four places, two telephones and one birth
 * date count, the first ones; a word counts by its first 31 bytes.
 */
AhadiLinkPerson *ahadi_link_person_new (const AhadiLinkValue *values, gsize n_values);
void ahadi_link_person_free (AhadiLinkPerson *self);

/* How many values of @field count, after normalisation. */
guint ahadi_link_person_count (const AhadiLinkPerson *self, AhadiLinkField field);

/* Returns: (transfer full): value @index of @field as it is compared. */
char *
ahadi_link_person_get (const AhadiLinkPerson *self, AhadiLinkField field, guint index);

/* All zero if it is not known. */
AhadiLinkBirth ahadi_link_person_get_birth (const AhadiLinkPerson *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiLinkPerson, ahadi_link_person_free)

G_END_DECLS
