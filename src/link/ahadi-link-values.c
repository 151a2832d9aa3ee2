/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-link-values.h"

#include <math.h>

#include "ahadi-link-person-private.h"

/* People of whom the general rates below are known: these count as so many rows. */
#define PRIOR_PEOPLE 1000.0f
#define LOCAL_PRIOR_PEOPLE 20.0f
/* One other may be there unseen. */
#define LOCAL_OTHERS_MIN 0.1f

typedef enum
{
  VALUE_BIRTH = AHADI_LINK_N_FIELDS,
  VALUE_YEAR,
  VALUE_HOME,
} Value;

/* The part of people who have one given value, in general, where it is not a very common
 * one. */
static const float general_rates[] = {
  [AHADI_LINK_NAME] = 1e-3f,
  [AHADI_LINK_GIVEN_NAME] = 1e-3f,
  [AHADI_LINK_SURNAME] = 1e-3f,
  [AHADI_LINK_PLACE] = 2e-2f,
  [AHADI_LINK_REGION] = 1e-1f,
  [AHADI_LINK_ADDRESS] = 1e-2f,
  [AHADI_LINK_STREET_NUMBER] = 2e-2f,
  [AHADI_LINK_POSTCODE] = 2e-3f,
  [AHADI_LINK_SEX] = 5e-1f,
  [AHADI_LINK_NATIONAL_ID] = 1e-7f,
  [AHADI_LINK_SOCIAL_ID] = 1e-7f,
  [AHADI_LINK_MEMBERSHIP_ID] = 1e-7f,
  [AHADI_LINK_EMAIL] = 1e-7f,
  [AHADI_LINK_PHONE] = 1e-7f,
  [VALUE_BIRTH] = 5e-5f,
  [VALUE_YEAR] = 2e-2f,
};

static guint64
name_value (guint kind, guint64 value)
{
  /* A name is the same name in whichever column it stands. */
  if (kind <= AHADI_LINK_SURNAME)
    kind = AHADI_LINK_NAME;
  return ahadi_link_hash (kind + 1, value);
}

/* Of a word, among people of one home. */
static guint64
name_local (const AhadiLinkPerson *person, const AhadiLinkWord *word)
{
  return ahadi_link_hash (name_value (word->field, word->hash), person->home);
}

static gboolean
is_local (const AhadiLinkPerson *person, const AhadiLinkWord *word)
{
  return person->home != 0 && word->hash != person->home &&
         word->field <= AHADI_LINK_PLACE;
}

static guint64
name_birth (const AhadiLinkBirth *birth)
{
  return name_value (VALUE_BIRTH,
                     birth->year * 10000u + birth->month * 100u + birth->day);
}

guint
ahadi_link_values_list (const AhadiLinkPerson *person,
                        guint64 values[AHADI_LINK_VALUES_MAX])
{
  guint n = 0;

  for (guint i = 0; i < person->first[AHADI_LINK_PHONE + 1]; i++)
    {
      const AhadiLinkWord *word = &person->words[i];

      values[n++] = name_value (word->field, word->hash);
      if (is_local (person, word))
        values[n++] = name_local (person, word);
    }
  if (person->home != 0)
    values[n++] = name_value (VALUE_HOME, person->home);
  if (person->birth.day > 0)
    values[n++] = name_birth (&person->birth);
  if (person->birth.year > 0)
    values[n++] = name_value (VALUE_YEAR, person->birth.year);
  return n;
}

typedef struct
{
  guint n_people;
  AhadiLinkCountFunc count;
  gpointer data;
} Table;

/* Of what mostly one person has, the second one may well be the same person. */
static float
rate (const Table *table, guint kind, guint64 value)
{
  gboolean own = general_rates[kind] < 1e-6f;
  float others = (float) table->count (value, table->data) - (own ? 1.5f : 1.0f);
  float people = (float) MAX (table->n_people, 1);

  others = MAX (others, own ? 0.5f : 0.0f);
  return -log2f ((others + general_rates[kind] * PRIOR_PEOPLE) /
                 (people - 1 + PRIOR_PEOPLE));
}

/* Names go by region: of those who are called Apiyo many more are called Oduor than of
 * all Kenyans, and most of them live around one lake. Counted apart, each would tell the
 * same thing again. The part among all people counts as a few of the region. */
static float
rate_local (const Table *table, const AhadiLinkPerson *person, const AhadiLinkWord *word)
{
  float here = (float) table->count (name_value (VALUE_HOME, person->home), table->data);
  float others = (float) table->count (name_local (person, word), table->data) - 2;

  others = MAX (others, 0) + LOCAL_OTHERS_MIN;
  return -log2f ((others + LOCAL_PRIOR_PEOPLE * exp2f (-word->surprise)) /
                 (MAX (here - 1, 0) + LOCAL_PRIOR_PEOPLE));
}

void
ahadi_link_values_rate (AhadiLinkPerson *person,
                        guint n_people,
                        AhadiLinkCountFunc count,
                        gpointer data)
{
  Table table = { n_people, count, data };

  for (guint i = 0; i < person->first[AHADI_LINK_PHONE + 1]; i++)
    {
      AhadiLinkWord *word = &person->words[i];

      word->surprise = rate (&table, word->field, name_value (word->field, word->hash));
      word->local_surprise =
          is_local (person, word) ? rate_local (&table, person, word) : word->surprise;
    }
  person->birth_surprise = rate (&table, VALUE_BIRTH, name_birth (&person->birth));
  person->year_surprise =
      rate (&table, VALUE_YEAR, name_value (VALUE_YEAR, person->birth.year));
}
