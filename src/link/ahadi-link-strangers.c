/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-link-strangers.h"

#include "ahadi-link-person-private.h"

#define PAIRS 300000u
/* As many that share two names, no more often than by chance, are taken as known before.
 */
#define PRIOR_DOUBLES 20.0

typedef struct
{
  double pairs;
  double names;   /* of the first of each pair */
  double shared;  /* names that agree */
  double doubles; /* twos of them */
} Sums;

static gboolean
may_be_one (const AhadiLinkVector *vector)
{
  return vector->counts[AHADI_LINK_PHONE_SAME] > 0 ||
         vector->counts[AHADI_LINK_DATE_SAME] > 0 ||
         vector->counts[AHADI_LINK_ID_SAME] > 0 ||
         vector->counts[AHADI_LINK_ADDRESS_SAME] > 0;
}

static void
look_at (const AhadiLinkPerson *a,
         const AhadiLinkPerson *b,
         Sums *sums,
         AhadiLinkStrangers *strangers)
{
  AhadiLinkVector vector;
  double shared;

  ahadi_link_compare (a, b, &vector);
  if (may_be_one (&vector))
    return;

  shared = vector.counts[AHADI_LINK_NAME_SAME];
  sums->pairs++;
  sums->names += ahadi_link_names_end (a) - ahadi_link_names_begin (a);
  sums->shared += shared;
  sums->doubles += shared * (shared - 1) / 2;
  for (guint level = 0; level < AHADI_LINK_N_LEVELS; level++)
    strangers->counts[level] += vector.counts[level];
}

/* Were names drawn one by one, those that agree would follow Poisson's distribution, but
 * for a person's having few. */
static double
estimate_lift (const Sums *sums)
{
  double by_chance;

  if (sums->names <= sums->pairs)
    return 1;
  by_chance =
      sums->shared * sums->shared / sums->pairs / 2 * (1 - sums->pairs / sums->names);
  return MAX ((sums->doubles + PRIOR_DOUBLES) / (by_chance + PRIOR_DOUBLES), 1);
}

void
ahadi_link_strangers_measure (AhadiLinkPerson *const *persons,
                              guint n_persons,
                              AhadiLinkStrangers *strangers)
{
  Sums sums = { 0 };
  guint64 n_pairs = MIN (PAIRS, (guint64) n_persons * n_persons / 2);
  guint64 state = 1;

  *strangers = (AhadiLinkStrangers){ 0 };
  for (guint64 i = 0; n_persons > 1 && i < n_pairs; i++)
    {
      guint a;
      guint b;

      state = ahadi_link_hash (state, i);
      a = (guint) (state % n_persons);
      b = (guint) ((state >> 32) % n_persons);
      if (a != b)
        look_at (persons[a], persons[b], &sums, strangers);
    }
  strangers->lift = estimate_lift (&sums);
}
