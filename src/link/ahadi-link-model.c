/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-link-model.h"

#include <math.h>

/* What is known before counts as so many pairs of each comparison. */
#define PRIOR_PAIRS 20.0
/* And of strangers as so many. */
#define PRIOR_STRANGERS 500.0
#define ROUNDS_MAX 30
#define SETTLED 1e-4
/* In a large table very many namesakes are a little like one person, and would together
 * teach that one person's telephones and birth dates differ, until they all are taken for
 * it: only likely pairs teach, and no more than that differences are so many times as
 * frequent as in general. */
#define LIKELY 0.5
#define TAUGHT_MAX 3.0
/* And pairs in which a name differs are the first to be left out: no less than this. */
#define TAUGHT_MIN 0.3
#define PRIOR_PEOPLE 100.0
#define BITS_MAX 100.0f
/* Never quite sure: a level that was not met may be met. */
#define M_MIN 1e-3
/* Before anything is known: this part of the people is there twice. */
#define PRIOR_DUPLICATES 0.05
/* And each has so many of the household in the table. */
#define HOUSEHOLD_MATES 0.5

/* m: among pairs of one person; u: among pairs of strangers; h: of one household. Where u
 * is one, the vector's surprise has it (and h is of those who share it). */
typedef struct
{
  float m, u, h;
} Probability;

static const Probability general[AHADI_LINK_N_LEVELS] = {
  [AHADI_LINK_NAME_SAME] = { .80f, 1, 1 },
  [AHADI_LINK_NAME_SOUNDS] = { .06f, 1, 1 },
  [AHADI_LINK_NAME_SIMILAR] = { .08f, 1, 1 },
  [AHADI_LINK_NAME_INITIAL] = { .01f, 1, 1 },
  [AHADI_LINK_NAME_DIFFERENT] = { .03f, .55f, .55f },
  [AHADI_LINK_NAME_FIRST_DIFFERENT] = { .005f, .20f, .20f },
  [AHADI_LINK_NAME_KINDS_DIFFERENT] = { .015f, .20f, .20f },
  [AHADI_LINK_NAMES_TOGETHER] = { 1, 1, 1 },
  [AHADI_LINK_ORDER_SAME] = { .93f, .80f, .90f },
  [AHADI_LINK_ORDER_SWAPPED] = { .07f, .20f, .10f },
  [AHADI_LINK_PHONE_SAME] = { .75f, 1, .60f },
  [AHADI_LINK_PHONE_NEAR] = { .05f, 6e-5f, 6e-5f },
  [AHADI_LINK_PHONE_DIFFERENT] = { .20f, 1, .40f },
  [AHADI_LINK_DATE_SAME] = { .80f, 1, .01f },
  [AHADI_LINK_DATE_SWAPPED] = { .03f, 5e-5f, 5e-5f },
  [AHADI_LINK_DATE_NEAR] = { .06f, 1.2e-3f, 1.2e-3f },
  [AHADI_LINK_DATE_PARTS] = { .04f, 4.8e-3f, 4.8e-3f },
  [AHADI_LINK_DATE_DIFFERENT] = { .07f, .994f, .97f },
  [AHADI_LINK_YEAR_SAME] = { .75f, 1, 1 },
  [AHADI_LINK_YEAR_CLOSE] = { .15f, .08f, .12f },
  [AHADI_LINK_YEAR_DIFFERENT] = { .10f, .90f, .85f },
  [AHADI_LINK_ID_SAME] = { .85f, 1, 1 },
  [AHADI_LINK_ID_NEAR] = { .10f, 1e-4f, 1e-4f },
  [AHADI_LINK_ID_DIFFERENT] = { .05f, 1, 1 },
  [AHADI_LINK_PLACE_SAME] = { .75f, 1, .90f },
  [AHADI_LINK_PLACE_NEAR] = { .10f, 1, .05f },
  [AHADI_LINK_PLACE_DIFFERENT] = { .15f, .95f, .10f },
  [AHADI_LINK_REGION_SAME] = { .90f, 1, .95f },
  [AHADI_LINK_REGION_DIFFERENT] = { .10f, .85f, .05f },
  [AHADI_LINK_ADDRESS_SAME] = { .75f, 1, .85f },
  [AHADI_LINK_ADDRESS_PART] = { .13f, 1, .05f },
  [AHADI_LINK_ADDRESS_DIFFERENT] = { .12f, .90f, .15f },
  [AHADI_LINK_STREET_NUMBER_SAME] = { .85f, 1, .90f },
  [AHADI_LINK_STREET_NUMBER_NEAR] = { .05f, .06f, .03f },
  [AHADI_LINK_STREET_NUMBER_DIFFERENT] = { .10f, .92f, .10f },
  [AHADI_LINK_POSTCODE_SAME] = { .85f, 1, .90f },
  [AHADI_LINK_POSTCODE_NEAR] = { .08f, .015f, .02f },
  [AHADI_LINK_POSTCODE_DIFFERENT] = { .07f, .98f, .10f },
  [AHADI_LINK_SEX_SAME] = { .97f, 1, 1 },
  [AHADI_LINK_SEX_DIFFERENT] = { .03f, .50f, .50f },
  [AHADI_LINK_EMAIL_SAME] = { .70f, 1, .30f },
  [AHADI_LINK_EMAIL_NEAR] = { .10f, 1e-5f, 1e-5f },
  [AHADI_LINK_EMAIL_DIFFERENT] = { .20f, 1, .70f },
};

struct _AhadiLinkModel
{
  float m[AHADI_LINK_N_LEVELS];
  float u[AHADI_LINK_N_LEVELS];
  float weights[AHADI_LINK_N_LEVELS];           /* log2 (m/u) */
  float household_weights[AHADI_LINK_N_LEVELS]; /* log2 (h/u) */
  float prior;                                  /* log2 of the part of pairs */
  float household_prior;
  float lift; /* log2 */
  double n_people;
};

static void
prepare (AhadiLinkModel *self)
{
  for (guint i = 0; i < AHADI_LINK_N_LEVELS; i++)
    self->weights[i] = log2f (self->m[i] / self->u[i]);
  self->weights[AHADI_LINK_NAMES_TOGETHER] = -self->lift;
  self->household_weights[AHADI_LINK_NAMES_TOGETHER] = -self->lift;
}

void
ahadi_link_model_set_strangers (AhadiLinkModel *self, const AhadiLinkStrangers *strangers)
{
  static const AhadiLinkLevel levels[] = {
    AHADI_LINK_NAME_DIFFERENT,
    AHADI_LINK_NAME_FIRST_DIFFERENT,
    AHADI_LINK_NAME_KINDS_DIFFERENT,
  };
  double all_u = 0;
  double all = PRIOR_STRANGERS;

  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    {
      all_u += general[levels[i]].u;
      all += strangers->counts[levels[i]];
    }
  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    {
      double known = PRIOR_STRANGERS * general[levels[i]].u / all_u;

      self->u[levels[i]] = (float) (all_u * (strangers->counts[levels[i]] + known) / all);
    }
  self->lift = (float) log2 (MAX (strangers->lift, 1));
  prepare (self);
}

AhadiLinkModel *
ahadi_link_model_new (guint n_people)
{
  AhadiLinkModel *self = g_new0 (AhadiLinkModel, 1);
  double n_others = MAX (n_people, 2) - 1;

  self->n_people = n_others + 1;
  self->prior = (float) log2 (PRIOR_DUPLICATES / n_others);
  self->household_prior = (float) log2 (HOUSEHOLD_MATES / n_others);
  for (guint i = 0; i < AHADI_LINK_N_LEVELS; i++)
    {
      self->m[i] = general[i].m;
      self->u[i] = general[i].u;
      self->household_weights[i] = log2f (general[i].h / general[i].u);
    }
  prepare (self);
  return self;
}

void
ahadi_link_model_free (AhadiLinkModel *self)
{
  g_free (self);
}

/* How well one person, and one household, explains a pair: bits above strangers. */
typedef struct
{
  float one_person;
  float household;
} Explanation;

static Explanation
explain (const AhadiLinkModel *self, const AhadiLinkVector *vector)
{
  Explanation bits = { self->prior + vector->surprise,
                       self->household_prior + vector->shared };

  for (guint i = 0; i < AHADI_LINK_N_LEVELS; i++)
    {
      bits.one_person += vector->counts[i] * self->weights[i];
      bits.household += vector->counts[i] * self->household_weights[i];
    }
  bits.one_person = CLAMP (bits.one_person, -BITS_MAX, BITS_MAX);
  bits.household = CLAMP (bits.household, -BITS_MAX, BITS_MAX);
  return bits;
}

float
ahadi_link_model_weigh (const AhadiLinkModel *self, const AhadiLinkVector *vector)
{
  Explanation bits = explain (self, vector);

  return bits.one_person - log2f (1 + exp2f (bits.household));
}

/* Were @self right: how many pairs are of one person and of one household, and how often
 * each level was met among those of one person. */
typedef struct
{
  double matches;
  double households;
  double levels[AHADI_LINK_N_LEVELS];
} Expectation;

static void
expect (const AhadiLinkModel *self,
        const AhadiLinkVector *vectors,
        gsize n_vectors,
        Expectation *expected)
{
  *expected = (Expectation){ 0 };
  for (gsize i = 0; i < n_vectors; i++)
    {
      Explanation bits = explain (self, &vectors[i]);
      double one_person = exp2 (bits.one_person);
      double household = exp2 (bits.household);
      double part = one_person / (1 + one_person + household);

      expected->households += household / (1 + one_person + household);
      if (part < LIKELY)
        continue;
      expected->matches += part;
      for (guint level = 0; level < AHADI_LINK_N_LEVELS; level++)
        expected->levels[level] += part * vectors[i].counts[level];
    }
}

/* What is known of tables in general counts as much as a hundred of their people. */
static float
estimate_prior (const AhadiLinkModel *self, double expected, double n_pairs, double mates)
{
  double known = MIN (self->n_people, PRIOR_PEOPLE) * mates;
  double known_pairs = MIN (self->n_people, PRIOR_PEOPLE) * (self->n_people - 1);

  return (float) log2 ((expected + known) / (n_pairs + known_pairs));
}

static gboolean
is_difference_of_names (AhadiLinkLevel level)
{
  return level >= AHADI_LINK_NAME_DIFFERENT && level <= AHADI_LINK_NAME_KINDS_DIFFERENT;
}

/* Returns: the largest change of an m. */
static double
maximise (AhadiLinkModel *self, const Expectation *expected, double n_pairs)
{
  double sums[AHADI_LINK_N_LEVELS] = { 0 };
  double change = 0;

  for (guint i = 0; i < AHADI_LINK_N_LEVELS; i++)
    sums[ahadi_link_level_group (i)] += expected->levels[i];

  for (guint i = 0; i < AHADI_LINK_N_LEVELS; i++)
    {
      double m = (expected->levels[i] + PRIOR_PAIRS * general[i].m) /
                 (sums[ahadi_link_level_group (i)] + PRIOR_PAIRS);

      m = MIN (m, TAUGHT_MAX * general[i].m);
      if (is_difference_of_names (i))
        m = MAX (m, TAUGHT_MIN * general[i].m);
      change = MAX (change, fabs (m - self->m[i]));
      self->m[i] = (float) MAX (m, M_MIN);
    }

  self->prior = estimate_prior (self, expected->matches, n_pairs, PRIOR_DUPLICATES);
  self->household_prior =
      estimate_prior (self, expected->households, n_pairs, HOUSEHOLD_MATES);
  /* Never more than in general: people of one village are no household. */
  self->household_prior =
      MIN (self->household_prior, (float) log2 (HOUSEHOLD_MATES / (self->n_people - 1)));
  prepare (self);
  return change;
}

void
ahadi_link_model_fit (AhadiLinkModel *self,
                      const AhadiLinkVector *vectors,
                      gsize n_vectors,
                      double n_pairs)
{
  Expectation expected;

  for (guint round = 0; round < ROUNDS_MAX; round++)
    {
      expect (self, vectors, n_vectors, &expected);
      if (maximise (self, &expected, n_pairs) < SETTLED)
        break;
    }
}

float
ahadi_link_model_get_m (const AhadiLinkModel *self, AhadiLinkLevel level)
{
  return self->m[level];
}
