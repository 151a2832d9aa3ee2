/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw.h"

#include <string.h>

/* What can happen in a history; each is drawn or not for the whole of it. */
typedef enum
{
  THEME_COPIES = 1 << 0,
  THEME_BACKUPS = 1 << 1,
  THEME_CLOCKS = 1 << 2,
  THEME_CUTOFFS = 1 << 3,
  THEME_ERASURES = 1 << 4,
  THEME_HASHES = 1 << 5,
  THEME_RELAYS = 1 << 6,
  THEME_BUNDLES = 1 << 7,
  THEME_COMMITS = 1 << 8,
  THEME_WORDS = 1 << 9,
  THEME_SEALS = 1 << 10,
  THEME_REVIEWS = 1 << 11,
  THEME_CLOSINGS = 1 << 12,
} Theme;

#define N_THEMES 13
#define MOST_STEPS 32
#define LEAST_STEPS 5

/* @weight: how often, among those whose theme is drawn; 0: always */
typedef struct
{
  StepVerb verb;
  guint weight;
  guint themes; /* all of them */
} Chance;

static const Chance chances[] = {
  { STEP_WRITE, 40, 0 },
  { STEP_TAKE, 20, 0 },
  { STEP_HEAR, 4, 0 },
  { STEP_BEGIN_ANEW, 1, 0 },
  { STEP_PASS, 1, 0 },
  { STEP_BE_ASKED, 4, 0 },
  { STEP_COPY, 5, THEME_COPIES },
  { STEP_SAVE, 4, THEME_BACKUPS },
  { STEP_PUT_BACK, 5, THEME_BACKUPS },
  { STEP_BE_AHEAD, 3, THEME_CLOCKS },
  { STEP_BE_BEHIND, 1, THEME_CLOCKS },
  { STEP_PUT_RIGHT, 2, THEME_CLOCKS },
  { STEP_PASS, 3, THEME_CLOCKS },
  { STEP_CUT, 4, THEME_CUTOFFS },
  { STEP_NAME, 6, THEME_CUTOFFS },
  { STEP_ERASE, 6, THEME_ERASURES },
  { STEP_TAKE_HOLLOW, 8, THEME_HASHES },
  { STEP_TAKE_ALL, 4, THEME_RELAYS },
  { STEP_BEGIN_BUNDLE, 5, THEME_BUNDLES },
  { STEP_END_BUNDLE, 2, THEME_BUNDLES },
  { STEP_LOOK, 4, THEME_COMMITS },
  { STEP_OPEN_AGAIN, 1, THEME_COMMITS },
  { STEP_TAKE_WITH_CARE, 12, THEME_COMMITS | THEME_CUTOFFS },
  { STEP_OWN_UP, 2, THEME_WORDS },
  { STEP_BE_TOLD, 6, THEME_WORDS },
  { STEP_SEAL, 5, THEME_SEALS },
  { STEP_SETTLE, 10, THEME_REVIEWS },
  { STEP_CLOSE, 16, THEME_CLOSINGS },
  { STEP_LET_GO, 6, THEME_CLOSINGS },
};

static guint
draw (GRand *random, guint below)
{
  return (guint) g_rand_int_range (random, 0, (gint32) below);
}

static guint
draw_themes (GRand *random)
{
  guint themes = 0;

  for (guint i = 0; i < N_THEMES; i++)
    if (draw (random, 3) == 0)
      themes |= 1u << i;

  /* Commits and seals cost most of the time; taking with care needs commits, and two
   * stories. */
  if (draw (random, 6) != 0)
    themes &= ~(guint) THEME_COMMITS;
  if (draw (random, 6) != 0)
    themes &= ~(guint) THEME_SEALS;
  if (draw (random, 50) == 0)
    themes |= THEME_COMMITS | THEME_CUTOFFS | THEME_COPIES;
  return themes;
}

static StepVerb
draw_verb (GRand *random, guint themes)
{
  guint all = 0;
  guint at;

  for (guint i = 0; i < G_N_ELEMENTS (chances); i++)
    if ((chances[i].themes & ~themes) == 0)
      all += chances[i].weight;
  at = draw (random, all);
  for (guint i = 0; i < G_N_ELEMENTS (chances); i++)
    if ((chances[i].themes & ~themes) == 0)
      {
        if (at < chances[i].weight)
          return chances[i].verb;
        at -= chances[i].weight;
      }

  g_return_val_if_reached (STEP_WRITE);
}

/* Members most often; reports and what is added to them in their own audience. */
static void
draw_kind (GRand *random, guint *kind, guint *audience)
{
  static const AhadiKind kinds[] = { AHADI_KIND_MEMBER, AHADI_KIND_MEMBER,
                                     AHADI_KIND_PLEDGE, AHADI_KIND_WITHDRAWAL,
                                     AHADI_KIND_CIRCLE, AHADI_KIND_ATTACHMENT,
                                     AHADI_KIND_REPORT, AHADI_KIND_ADDENDUM };

  *kind = kinds[draw (random, G_N_ELEMENTS (kinds))];
  if (*audience == STEP_REPORTS)
    *kind = AHADI_KIND_REPORT + draw (random, 3);
}

/* A few writers, so that they meet. */
static guint
draw_laptop (GRand *random)
{
  return draw (random, 2) == 0 ? 0 : draw (random, STEP_FIRST_OFFICE);
}

static guint
draw_writer (GRand *random)
{
  return draw (random, 6) == 0 ? STEP_FIRST_OFFICE + draw (random, 2)
                               : draw_laptop (random);
}

static guint
draw_office (GRand *random)
{
  return STEP_FIRST_OFFICE + draw (random, 2);
}

static guint
draw_number (GRand *random, StepVerb verb)
{
  switch (verb)
    {
    case STEP_PASS:
    case STEP_BE_AHEAD:
    case STEP_BE_BEHIND:
      return 1 + draw (random, 72);
    default:
      return draw (random, 8);
    }
}

/* Offices decide, laptops are cut off. An office that erased something never is: what it
 * erased stays gone, so that there it matters what came first (FORMAT.md, F6). */
static guint
draw_who (GRand *random, StepVerb verb, guint position)
{
  gboolean decides = verb == STEP_ERASE || verb == STEP_CUT || verb == STEP_NAME ||
                     verb == STEP_SETTLE || verb == STEP_CLOSE;

  if (decides && position == 0)
    return draw_office (random);
  if (decides || verb == STEP_COPY)
    return draw_laptop (random);
  return draw_writer (random);
}

static guint
draw_audience (GRand *random)
{
  guint chance = draw (random, 8);

  return chance < 5 ? STEP_MEMBERS : chance == 5 ? STEP_BRANCH : STEP_REPORTS;
}

/* An office is never a day ahead: whether what it decided so waits or holds at once,
 * where it was copied or put its clock right after that, depends on what came first
 * still. */
static void
be_nearly_right (Step *step)
{
  if (step->verb == STEP_BE_AHEAD && step->args[0] >= STEP_FIRST_OFFICE)
    step->args[1] %= 20;
}

static void
copy_office (GRand *random, Step *step)
{
  guint one = draw (random, 2);

  step->args[0] = STEP_FIRST_OFFICE + one;
  step->args[1] = STEP_FIRST_OFFICE + 1 - one;
}

static void
draw_step (GRand *random, guint themes, Step *step)
{
  const char *signature;
  guint audience = draw_audience (random);

  step->verb = draw_verb (random, themes);
  signature = step_get_signature (step->verb);
  for (guint i = 0; signature[i] != '\0'; i++)
    if (signature[i] == 'W')
      step->args[i] = draw_who (random, step->verb, i);
    else if (signature[i] == 'R')
      step->args[i] = draw (random, STEP_N_READERS);
    else if (signature[i] == 'K')
      draw_kind (random, &step->args[i], &audience);
    else if (signature[i] == 'U')
      step->args[i] = audience;
    else
      step->args[i] = draw_number (random, step->verb);

  if (step->verb == STEP_WRITE || step->verb == STEP_SEAL || step->verb == STEP_ERASE ||
      step->verb == STEP_SETTLE)
    step->args[2] %= 4;
  if (step->verb == STEP_WRITE || step->verb == STEP_SEAL)
    step->args[4] = draw (random, 1u << 16);
  if (step->verb == STEP_SEAL)
    step->args[1] = AHADI_KIND_REPORT + draw (random, 3);
  if (step->verb == STEP_COPY && draw (random, 5) == 0)
    copy_office (random, step);
  be_nearly_right (step);
}

/* Where history is closed two laptops write a few fields of two members over and over. */
static void
draw_over (GRand *random, guint themes, Step *step)
{
  if ((themes & THEME_CLOSINGS) == 0 || draw (random, 4) == 0)
    return;

  if (step->verb == STEP_WRITE)
    {
      step->args[0] = draw (random, 2);
      step->args[1] = AHADI_KIND_MEMBER;
      step->args[2] = draw (random, 2);
      step->args[4] = 1u << draw (random, 2);
      step->args[5] = STEP_MEMBERS;
    }
  else if (step->verb == STEP_CLOSE)
    {
      step->args[2] = draw (random, 2);
      step->args[3] = STEP_MEMBERS;
    }
}

/* The present story most often, and a piece of it of a few operations. */
static void
draw_piece (GRand *random, Step *step)
{
  if (strcmp (step_get_signature (step->verb), "RWNNNU") != 0)
    return;

  step->args[2] = draw (random, 4) == 0 ? 1 : 0;
  step->args[3] = 1 + draw (random, 6);
  step->args[4] = step->args[3] + draw (random, 5);
}

/* What an office settles it has heard of, of two laptops at least; a few fields of a few
 * members, so that there is something. */
static void
draw_hearing (GRand *random, Step *step, History *history)
{
  if (step->verb != STEP_SETTLE)
    return;

  step->args[1] %= 3;
  step->args[2] %= 2;
  for (guint i = 0; i < 2; i++)
    {
      Step hear = { .verb = STEP_HEAR };

      hear.args[0] = step->args[0];
      hear.args[1] = i == 0 ? 0 : draw (random, STEP_FIRST_OFFICE);
      g_array_append_val (history->steps, hear);
    }
}

History *
draw_history (guint32 seed)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  History *history = history_new (seed);
  guint themes = draw_themes (random);
  guint n = LEAST_STEPS + draw (random, MOST_STEPS - LEAST_STEPS + 1);

  for (guint i = 0; i < n; i++)
    {
      Step step = { 0 };

      draw_step (random, themes, &step);
      draw_over (random, themes, &step);
      draw_piece (random, &step);
      draw_hearing (random, &step, history);
      g_array_append_val (history->steps, step);
    }
  return history;
}
