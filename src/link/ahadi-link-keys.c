/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-link-keys.h"

#include "ahadi-link-person-private.h"

/* Of more names only the first so many make keys. */
#define NAMES_MAX 4
#define PLACES_MAX 2

typedef enum
{
  KEY_NUMBER = 1,     /* a telephone or identity number, whole */
  KEY_BIRTH,          /* the date, day and month in either order */
  KEY_NAME_YEAR,      /* a name and the year of birth */
  KEY_NAME_PLACE,     /* a name and a place */
  KEY_NAME_POSTCODE,  /* a name and the postcode */
  KEY_NAMES,          /* two names */
  KEY_NAMES_YEAR,     /* two names and the year: where very many have the two names */
  KEY_NAMES_PLACE,    /* two names and a place: likewise */
  KEY_ADDRESS,        /* two words of the address that follow each other */
  KEY_NUMBER_ADDRESS, /* house number and a word of the address */
  KEY_NAME_ADDRESS,   /* a name and a word of the address */
} KeyKind;

typedef struct
{
  guint64 *keys;
  guint n;
} Keys;

static void
add (Keys *self, KeyKind kind, guint64 a, guint64 b, guint64 c)
{
  guint64 key = ahadi_link_hash (ahadi_link_hash (ahadi_link_hash (kind, a), b), c);

  for (guint i = 0; i < self->n; i++)
    if (self->keys[i] == key)
      return;
  if (self->n < AHADI_LINK_KEYS_MAX)
    self->keys[self->n++] = key;
}

/* Fields of which one value each is enough. */
static guint64
get_code (const AhadiLinkPerson *person, AhadiLinkField field)
{
  guint at = person->first[field];

  return at < person->first[field + 1] ? person->words[at].hash : 0;
}

static void
add_numbers (Keys *self, const AhadiLinkPerson *person)
{
  const AhadiLinkBirth *birth = &person->birth;

  for (guint i = person->first[AHADI_LINK_NATIONAL_ID];
       i < person->first[AHADI_LINK_PHONE + 1]; i++)
    add (self, KEY_NUMBER, person->words[i].field, person->words[i].hash, 0);
  if (birth->day > 0)
    add (self, KEY_BIRTH, birth->year, MIN (birth->month, birth->day),
         MAX (birth->month, birth->day));
}

/* Names by their consonants: what survives most slips of ear and keyboard. */
static void
add_names (Keys *self, const AhadiLinkPerson *person)
{
  guint begin = ahadi_link_names_begin (person);
  guint end = MIN (ahadi_link_names_end (person), begin + NAMES_MAX);
  guint place = person->first[AHADI_LINK_PLACE];
  guint places_end = MIN (person->first[AHADI_LINK_PLACE + 1], place + PLACES_MAX);
  guint64 postcode = get_code (person, AHADI_LINK_POSTCODE);

  for (guint i = begin; i < end; i++)
    {
      guint64 name = person->words[i].skeleton;

      if (person->birth.year > 0)
        add (self, KEY_NAME_YEAR, name, person->birth.year, 0);
      if (postcode != 0)
        add (self, KEY_NAME_POSTCODE, name, postcode, 0);
      for (guint j = place; j < places_end; j++)
        add (self, KEY_NAME_PLACE, name, person->words[j].skeleton, 0);
    }
}

static void
add_pair (Keys *self, const AhadiLinkPerson *person, guint64 a, guint64 b)
{
  guint64 low = MIN (a, b);
  guint64 high = MAX (a, b);
  guint place = person->first[AHADI_LINK_PLACE];
  guint end = MIN (person->first[AHADI_LINK_PLACE + 1], place + PLACES_MAX);

  add (self, KEY_NAMES, low, high, 0);
  if (person->birth.year > 0)
    add (self, KEY_NAMES_YEAR, low, high, person->birth.year);
  for (guint j = place; j < end; j++)
    add (self, KEY_NAMES_PLACE, low, high, person->words[j].skeleton);
}

static void
add_pairs (Keys *self, const AhadiLinkPerson *person)
{
  guint begin = ahadi_link_names_begin (person);
  guint end = MIN (ahadi_link_names_end (person), begin + NAMES_MAX);

  for (guint i = begin; i < end; i++)
    for (guint j = i + 1; j < end; j++)
      add_pair (self, person, person->words[i].skeleton, person->words[j].skeleton);
}

static void
add_address (Keys *self, const AhadiLinkPerson *person)
{
  guint begin = person->first[AHADI_LINK_ADDRESS];
  guint end = person->first[AHADI_LINK_ADDRESS + 1];
  guint64 number = get_code (person, AHADI_LINK_STREET_NUMBER);
  guint names_end =
      MIN (ahadi_link_names_end (person), ahadi_link_names_begin (person) + 2);

  for (guint i = begin; i < end; i++)
    {
      guint64 word = person->words[i].skeleton;

      if (i + 1 < end)
        add (self, KEY_ADDRESS, word, person->words[i + 1].skeleton, 0);
      if (number != 0)
        add (self, KEY_NUMBER_ADDRESS, number, word, 0);
      for (guint j = ahadi_link_names_begin (person); j < names_end; j++)
        add (self, KEY_NAME_ADDRESS, person->words[j].skeleton, word, 0);
    }
}

guint
ahadi_link_keys_list (const AhadiLinkPerson *person, guint64 keys[AHADI_LINK_KEYS_MAX])
{
  Keys self = { keys, 0 };

  add_numbers (&self, person);
  add_names (&self, person);
  add_pairs (&self, person);
  add_address (&self, person);
  return self.n;
}
