/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-link-vector.h"

#include "ahadi-link-likeness.h"
#include "ahadi-link-names.h"
#include "ahadi-link-person-private.h"

/* Joined words, as of places. */
#define PLACE_SIMILAR_MIN 0.9f
#define WORD_SIMILAR_MIN 0.88f
#define PLACE_NEAR_DISCOUNT 1.0f
/* The part of an address, by the weight of its words, that must agree. */
#define ADDRESS_SAME_MIN 0.75f
#define ADDRESS_PART_MIN 0.35f

/* A comparison of single values: the first of its levels, and whether a household has the
 * value in common. */
typedef struct
{
  AhadiLinkLevel same;
  gboolean of_household;
} Comparison;

static const Comparison comparisons[AHADI_LINK_PHONE + 1] = {
  [AHADI_LINK_PLACE] = { AHADI_LINK_PLACE_SAME, TRUE },
  [AHADI_LINK_REGION] = { AHADI_LINK_REGION_SAME, TRUE },
  [AHADI_LINK_STREET_NUMBER] = { AHADI_LINK_STREET_NUMBER_SAME, TRUE },
  [AHADI_LINK_POSTCODE] = { AHADI_LINK_POSTCODE_SAME, TRUE },
  [AHADI_LINK_SEX] = { AHADI_LINK_SEX_SAME, FALSE },
  [AHADI_LINK_NATIONAL_ID] = { AHADI_LINK_ID_SAME, FALSE },
  [AHADI_LINK_SOCIAL_ID] = { AHADI_LINK_ID_SAME, FALSE },
  [AHADI_LINK_MEMBERSHIP_ID] = { AHADI_LINK_ID_SAME, FALSE },
  [AHADI_LINK_EMAIL] = { AHADI_LINK_EMAIL_SAME, TRUE },
  [AHADI_LINK_PHONE] = { AHADI_LINK_PHONE_SAME, TRUE },
};

typedef enum
{
  VALUES_SAME,
  VALUES_NEAR,
  VALUES_DIFFERENT,
} Agreement;

typedef struct
{
  const AhadiLinkPerson *a;
  const AhadiLinkPerson *b;
  AhadiLinkVector *vector;
} Pair;

AhadiLinkLevel
ahadi_link_level_group (AhadiLinkLevel level)
{
  static const AhadiLinkLevel firsts[] = {
    AHADI_LINK_NAME_SAME,    AHADI_LINK_NAMES_TOGETHER,     AHADI_LINK_ORDER_SAME,
    AHADI_LINK_PHONE_SAME,   AHADI_LINK_DATE_SAME,          AHADI_LINK_YEAR_SAME,
    AHADI_LINK_ID_SAME,      AHADI_LINK_PLACE_SAME,         AHADI_LINK_REGION_SAME,
    AHADI_LINK_ADDRESS_SAME, AHADI_LINK_STREET_NUMBER_SAME, AHADI_LINK_POSTCODE_SAME,
    AHADI_LINK_SEX_SAME,     AHADI_LINK_EMAIL_SAME,
  };
  AhadiLinkLevel group = AHADI_LINK_NAME_SAME;

  for (guint i = 0; i < G_N_ELEMENTS (firsts) && firsts[i] <= level; i++)
    group = firsts[i];
  return group;
}

static void
surprise (Pair *self, float bits, gboolean of_household)
{
  self->vector->surprise += bits;
  if (of_household)
    self->vector->shared += bits;
}

static gboolean
are_similar (const Pair *self,
             const AhadiLinkWord *a,
             const AhadiLinkWord *b,
             float least)
{
  return ahadi_link_words_are_similar (self->a, a, self->b, b, least);
}

static gboolean
are_one_slip_apart (const Pair *self, const AhadiLinkWord *a, const AhadiLinkWord *b)
{
  return ahadi_link_is_one_slip (self->a->text + a->text, a->length,
                                 self->b->text + b->text, b->length);
}

/* Where nothing is nearly the same. */
static gboolean
has_two_levels (AhadiLinkField field)
{
  return field == AHADI_LINK_REGION || field == AHADI_LINK_SEX;
}

static Agreement
compare_values (const Pair *self, const AhadiLinkWord *a, const AhadiLinkWord *b)
{
  if (a->hash == b->hash)
    return VALUES_SAME;
  if (a->field == AHADI_LINK_PLACE)
    return a->sound == b->sound || are_similar (self, a, b, PLACE_SIMILAR_MIN)
               ? VALUES_NEAR
               : VALUES_DIFFERENT;
  if (has_two_levels (a->field))
    return VALUES_DIFFERENT;
  return are_one_slip_apart (self, a, b) ? VALUES_NEAR : VALUES_DIFFERENT;
}

/* The best agreement among all values of @field; of equally good ones the one that
 * surprises most. */
static void
compare_field (Pair *self, AhadiLinkField field)
{
  const Comparison *comparison = &comparisons[field];
  gboolean local = ahadi_link_share_home (self->a, self->b);
  Agreement best = VALUES_DIFFERENT;
  float bits = 0;

  if (self->a->first[field] == self->a->first[field + 1] ||
      self->b->first[field] == self->b->first[field + 1])
    return;

  for (guint i = self->a->first[field]; i < self->a->first[field + 1]; i++)
    for (guint j = self->b->first[field]; j < self->b->first[field + 1]; j++)
      {
        const AhadiLinkWord *a = &self->a->words[i];
        const AhadiLinkWord *b = &self->b->words[j];
        Agreement agreement = compare_values (self, a, b);
        float of_these = local ? MIN (a->local_surprise, b->local_surprise)
                               : MIN (a->surprise, b->surprise);

        if (agreement < best || (agreement == best && of_these > bits))
          {
            best = agreement;
            bits = of_these;
          }
      }

  /* Who is registered twice has two membership numbers: only the same one says anything.
   */
  if (field == AHADI_LINK_MEMBERSHIP_ID && best != VALUES_SAME)
    return;
  if (has_two_levels (field) && best == VALUES_DIFFERENT)
    self->vector->counts[comparison->same + 1]++;
  else
    self->vector->counts[comparison->same + best]++;
  if (best == VALUES_SAME)
    surprise (self, bits, comparison->of_household);
  else if (best == VALUES_NEAR && field == AHADI_LINK_PLACE)
    surprise (self, MAX (0, bits - PLACE_NEAR_DISCOUNT), TRUE);
}

/* Words of @a's address that @b's has too, by their weight. @rarest: (inout): bits of the
 * one that surprises most */
static float
measure_address (const Pair *self, float *rarest)
{
  guint begin = self->b->first[AHADI_LINK_ADDRESS];
  guint end = self->b->first[AHADI_LINK_ADDRESS + 1];
  float common = 0;
  float all = 0;

  for (guint i = self->a->first[AHADI_LINK_ADDRESS];
       i < self->a->first[AHADI_LINK_ADDRESS + 1]; i++)
    {
      const AhadiLinkWord *a = &self->a->words[i];
      guint j = begin;

      while (j < end && a->hash != self->b->words[j].hash &&
             !are_similar (self, a, &self->b->words[j], WORD_SIMILAR_MIN))
        j++;
      all += a->surprise;
      if (j == end)
        continue;
      common += a->surprise;
      *rarest = MAX (*rarest, MIN (a->surprise, self->b->words[j].surprise));
    }
  return all > 0 ? common / all : 0;
}

/* Addresses are told in many ways: the shorter one should be found in the longer one. */
static void
compare_addresses (Pair *self)
{
  Pair other = { self->b, self->a, self->vector };
  float rarest = 0;
  float part;
  AhadiLinkLevel level = AHADI_LINK_ADDRESS_DIFFERENT;

  if (ahadi_link_person_count (self->a, AHADI_LINK_ADDRESS) == 0 ||
      ahadi_link_person_count (self->b, AHADI_LINK_ADDRESS) == 0)
    return;

  part = measure_address (self, &rarest);
  part = MAX (part, measure_address (&other, &rarest));
  if (part >= ADDRESS_SAME_MIN)
    level = AHADI_LINK_ADDRESS_SAME;
  else if (part >= ADDRESS_PART_MIN)
    level = AHADI_LINK_ADDRESS_PART;
  self->vector->counts[level]++;
  if (level != AHADI_LINK_ADDRESS_DIFFERENT)
    surprise (self, rarest, TRUE);
}

static void
compare_births (Pair *self)
{
  static const AhadiLinkLevel levels[] = {
    [AHADI_LINK_BIRTH_SAME] = AHADI_LINK_DATE_SAME,
    [AHADI_LINK_BIRTH_SWAPPED] = AHADI_LINK_DATE_SWAPPED,
    [AHADI_LINK_BIRTH_NEAR] = AHADI_LINK_DATE_NEAR,
    [AHADI_LINK_BIRTH_PARTS] = AHADI_LINK_DATE_PARTS,
    [AHADI_LINK_BIRTH_DIFFERENT] = AHADI_LINK_DATE_DIFFERENT,
    [AHADI_LINK_BIRTH_YEAR_SAME] = AHADI_LINK_YEAR_SAME,
    [AHADI_LINK_BIRTH_YEAR_CLOSE] = AHADI_LINK_YEAR_CLOSE,
    [AHADI_LINK_BIRTH_YEAR_DIFFERENT] = AHADI_LINK_YEAR_DIFFERENT,
  };
  AhadiLinkBirthLevel level = ahadi_link_birth_compare (&self->a->birth, &self->b->birth);

  if (level == AHADI_LINK_BIRTH_UNKNOWN)
    return;
  self->vector->counts[levels[level]]++;
  /* Only twins share it. */
  if (level == AHADI_LINK_BIRTH_SAME)
    surprise (self, self->a->birth_surprise, TRUE);
  else if (level == AHADI_LINK_BIRTH_YEAR_SAME)
    surprise (self, MIN (self->a->year_surprise, self->b->year_surprise), FALSE);
}

void
ahadi_link_compare (const AhadiLinkPerson *a,
                    const AhadiLinkPerson *b,
                    AhadiLinkVector *vector)
{
  Pair self = { a, b, vector };

  *vector = (AhadiLinkVector){ 0 };
  ahadi_link_names_compare (a, b, vector);
  compare_births (&self);
  compare_addresses (&self);
  for (AhadiLinkField field = AHADI_LINK_PLACE; field <= AHADI_LINK_PHONE; field++)
    if (field != AHADI_LINK_ADDRESS)
      compare_field (&self, field);
}
