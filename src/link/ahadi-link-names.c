/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-link-names.h"

#include <string.h>

#include "ahadi-link-likeness.h"
#include "ahadi-link-person-private.h"

/* From here on two names are taken as spellings of one. */
#define SIMILAR_MIN 0.85f
/* Bits: a name is heard in some four ways, and has some thirty slips that are likely. */
#define SOUNDS_CHOICES 2.0f
#define SIMILAR_CHOICES 5.0f
/* What a stranger of the commoner name is written as has the same slips: the m of a level
 * with a slip must not count against it twice. Some of that. */
#define SLIPS_AMONG_STRANGERS 2.0f
/* Shorter names are one slip apart by chance. */
#define SLIP_LENGTH_MIN 4
#define INITIAL_SURPRISE_MAX 3.5f
/* One in two people of a household shares a given one of another's further names, and one
 * in a hundred or so is called as another is. */
#define HOUSEHOLD_BITS 1.0f
#define HOUSEHOLD_GIVEN_BITS 7.0f

/* And nobody names two children alike. */
#define NAMED_TWICE 2.0f

#define UNMATCHED 0xff

typedef struct
{
  const AhadiLinkPerson *a;
  const AhadiLinkPerson *b;
  guint8 a_begin, b_begin;
  guint8 n_a, n_b;
  guint8 match[AHADI_LINK_NAMES_MAX]; /* of @a's names: which of @b's */
  guint left_a, left_b;               /* bits: names without a match */
  float surprise[AHADI_LINK_NAMES_MAX];
} Pairing;

/* Returns: %AHADI_LINK_NAME_DIFFERENT also where one is worth nothing to compare. */
static AhadiLinkLevel
compare_words (const Pairing *self, const AhadiLinkWord *a, const AhadiLinkWord *b)
{
  const char *in_a = self->a->text + a->text;
  const char *in_b = self->b->text + b->text;

  if (a->length == 1 || b->length == 1)
    return in_a[0] == in_b[0] ? AHADI_LINK_NAME_INITIAL : AHADI_LINK_NAME_DIFFERENT;
  if (a->sound == b->sound)
    return AHADI_LINK_NAME_SOUNDS;
  if (ahadi_link_words_are_similar (self->a, a, self->b, b, SIMILAR_MIN) ||
      (MIN (a->length, b->length) >= SLIP_LENGTH_MIN &&
       ahadi_link_is_one_slip (in_a, a->length, in_b, b->length)))
    return AHADI_LINK_NAME_SIMILAR;
  return AHADI_LINK_NAME_DIFFERENT;
}

/* For two names that are not quite the same, the odds that one person has both are how
 * likely the one is written for the other, by how common the rarer one is: Kiprono and
 * Kiprop are alike, but so many have either that both are names. It says hardly more than
 * the commoner one would, written twice: whoever has it has its slips. */
static float
get_surprise (const Pairing *self,
              const AhadiLinkWord *a,
              const AhadiLinkWord *b,
              AhadiLinkLevel level)
{
  gboolean local = ahadi_link_share_home (self->a, self->b);
  float of_a = local ? a->local_surprise : a->surprise;
  float of_b = local ? b->local_surprise : b->surprise;
  float commoner = MIN (of_a, of_b);
  float rarer = MAX (of_a, of_b);

  switch (level)
    {
    case AHADI_LINK_NAME_SAME:
      return commoner;
    case AHADI_LINK_NAME_SOUNDS:
      return MAX (0, MIN (commoner + SLIPS_AMONG_STRANGERS, rarer - SOUNDS_CHOICES));
    case AHADI_LINK_NAME_SIMILAR:
      return MAX (0, MIN (commoner + SLIPS_AMONG_STRANGERS, rarer - SIMILAR_CHOICES));
    default:
      return MIN (commoner, INITIAL_SURPRISE_MAX);
    }
}

static void
match (Pairing *self, guint i, guint j, AhadiLinkLevel level, AhadiLinkVector *vector)
{
  self->match[i] = (guint8) j;
  self->left_a &= ~(1u << i);
  self->left_b &= ~(1u << j);
  self->surprise[i] = get_surprise (self, &self->a->words[self->a_begin + i],
                                    &self->b->words[self->b_begin + j], level);
  vector->counts[level]++;
}

static void
match_same (Pairing *self, AhadiLinkVector *vector)
{
  for (guint i = 0; i < self->n_a; i++)
    for (guint j = 0; j < self->n_b; j++)
      if (self->left_b >> j & 1 && self->a->words[self->a_begin + i].hash ==
                                       self->b->words[self->b_begin + j].hash)
        {
          match (self, i, j, AHADI_LINK_NAME_SAME, vector);
          break;
        }
}

/* The nearest two names that are left. Returns: how near they are. */
static AhadiLinkLevel
find_nearest (const Pairing *self, guint *nearest_i, guint *nearest_j)
{
  AhadiLinkLevel nearest = AHADI_LINK_NAME_DIFFERENT;

  for (guint left_a = self->left_a; left_a != 0; left_a &= left_a - 1)
    for (guint left_b = self->left_b; left_b != 0; left_b &= left_b - 1)
      {
        guint i = (guint) __builtin_ctz (left_a);
        guint j = (guint) __builtin_ctz (left_b);
        AhadiLinkLevel level = compare_words (self, &self->a->words[self->a_begin + i],
                                              &self->b->words[self->b_begin + j]);

        if (level < nearest)
          {
            nearest = level;
            *nearest_i = i;
            *nearest_j = j;
          }
      }
  return nearest;
}

/* One name to one name, the best agreement first. */
static void
pair_up (Pairing *self, AhadiLinkVector *vector)
{
  AhadiLinkLevel level;
  guint i = 0;
  guint j = 0;

  match_same (self, vector);
  while ((level = find_nearest (self, &i, &j)) != AHADI_LINK_NAME_DIFFERENT)
    match (self, i, j, level, vector);
}

/* Where given names and surnames are kept apart it counts whether they changed columns,
 * else whether they changed places. */
static gboolean
is_swapped (const Pairing *self)
{
  int last = -1;

  for (guint i = 0; i < self->n_a; i++)
    {
      guint field_a = self->a->words[self->a_begin + i].field;
      guint field_b;

      if (self->match[i] == UNMATCHED)
        continue;
      field_b = self->b->words[self->b_begin + self->match[i]].field;
      if (field_a != AHADI_LINK_NAME && field_b != AHADI_LINK_NAME)
        {
          if (field_a != field_b)
            return TRUE;
        }
      else if (self->match[i] < last)
        return TRUE;
      last = self->match[i];
    }
  return FALSE;
}

static gboolean
is_given (const Pairing *self, guint i)
{
  return self->a->words[self->a_begin + i].is_given &&
         self->b->words[self->b_begin + self->match[i]].is_given;
}

static float
get_household_bits (const Pairing *self, guint i)
{
  return self->a->words[self->a_begin + i].is_given &&
                 self->b->words[self->b_begin + self->match[i]].is_given
             ? HOUSEHOLD_GIVEN_BITS
             : HOUSEHOLD_BITS;
}

/* Siblings, spouses, parents and children share names, but have one of their own: where
 * all agree, and none is known to be that one, chance must explain the least telling. */
static void
add_surprise (const Pairing *self, AhadiLinkVector *vector)
{
  gboolean own_is_told = vector->counts[AHADI_LINK_NAME_DIFFERENT] > 0 ||
                         vector->counts[AHADI_LINK_NAME_FIRST_DIFFERENT] > 0 ||
                         vector->counts[AHADI_LINK_NAME_KINDS_DIFFERENT] > 0;
  float least = G_MAXFLOAT;
  float least_shared = 0;

  for (guint i = 0; i < self->n_a; i++)
    {
      float surprise = self->surprise[i];
      float shared;

      if (self->match[i] == UNMATCHED)
        continue;
      shared = MAX (0, surprise - get_household_bits (self, i));
      vector->surprise += surprise;
      vector->shared += shared;
      own_is_told |= is_given (self, i);
      if (surprise < least)
        {
          least = surprise;
          least_shared = shared;
        }
    }
  if (!own_is_told && least < G_MAXFLOAT)
    vector->shared -= least_shared + NAMED_TWICE;
}

static guint
count_first (const AhadiLinkPerson *person, guint begin, guint left)
{
  guint n = 0;

  for (; left != 0; left &= left - 1)
    n += person->words[begin + (guint) __builtin_ctz (left)].is_first;
  return n;
}

/* Names without a match on both sides: those of one kind against each other first. */
static void
count_different (const Pairing *self, AhadiLinkVector *vector)
{
  guint n_a = (guint) __builtin_popcount (self->left_a);
  guint n_b = (guint) __builtin_popcount (self->left_b);
  guint first_a = count_first (self->a, self->a_begin, self->left_a);
  guint first_b = count_first (self->b, self->b_begin, self->left_b);
  guint first = MIN (first_a, first_b);
  guint others = MIN (n_a - first_a, n_b - first_b);

  vector->counts[AHADI_LINK_NAME_DIFFERENT] = (guint8) others;
  vector->counts[AHADI_LINK_NAME_FIRST_DIFFERENT] = (guint8) first;
  vector->counts[AHADI_LINK_NAME_KINDS_DIFFERENT] =
      (guint8) (MIN (n_a, n_b) - first - others);
}

void
ahadi_link_names_compare (const AhadiLinkPerson *a,
                          const AhadiLinkPerson *b,
                          AhadiLinkVector *vector)
{
  Pairing self = { .a = a,
                   .b = b,
                   .a_begin = ahadi_link_names_begin (a),
                   .b_begin = ahadi_link_names_begin (b) };
  guint n_left;
  guint n_matched;

  self.n_a = (guint8) (ahadi_link_names_end (a) - self.a_begin);
  self.n_b = (guint8) (ahadi_link_names_end (b) - self.b_begin);
  if (self.n_a == 0 || self.n_b == 0)
    return;

  memset (self.match, UNMATCHED, sizeof self.match);
  self.left_a = (1u << self.n_a) - 1;
  self.left_b = (1u << self.n_b) - 1;
  pair_up (&self, vector);

  n_left = (guint) __builtin_popcount (self.left_a);
  n_matched = self.n_a - n_left;
  count_different (&self, vector);
  if (n_matched > 1 || (n_matched == 1 && is_swapped (&self)))
    vector
        ->counts[is_swapped (&self) ? AHADI_LINK_ORDER_SWAPPED : AHADI_LINK_ORDER_SAME]++;
  if (n_matched > 1 && !ahadi_link_share_home (a, b))
    vector->counts[AHADI_LINK_NAMES_TOGETHER] = (guint8) (n_matched - 1);
  add_surprise (&self, vector);
}
