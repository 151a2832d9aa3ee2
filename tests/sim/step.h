/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ahadi-model.h"

G_BEGIN_DECLS

/*
 * One thing that happens in a history. It prints as a line that a person can read and
 * write, "A writes member 3 as 7 fields 21 in members", and is read from one.
 *
 * A step means something whatever came before it: one that names what is not there does
 * nothing, and numbers beyond an end mean the end. So any steps of a history are a
 * history, which is what shrinking needs.
 */
typedef enum
{
  STEP_WRITE,
  STEP_SEAL,
  STEP_ERASE,
  STEP_CUT,
  STEP_NAME,
  STEP_SETTLE,
  STEP_CLOSE,
  STEP_COPY,
  STEP_SAVE,
  STEP_PUT_BACK,
  STEP_BEGIN_ANEW,
  STEP_OWN_UP,
  STEP_BE_AHEAD,
  STEP_BE_BEHIND,
  STEP_PUT_RIGHT,
  STEP_HEAR,
  STEP_PASS,
  STEP_TAKE,
  STEP_TAKE_HOLLOW,
  STEP_TAKE_WITH_CARE,
  STEP_LOOK,
  STEP_BE_TOLD,
  STEP_TAKE_ALL,
  STEP_BEGIN_BUNDLE,
  STEP_END_BUNDLE,
  STEP_OPEN_AGAIN,
  STEP_LET_GO,
  STEP_BE_ASKED,
  STEP_N_VERBS
} StepVerb;

/* Laptops A to E of branches, X and Y of offices. */
#define STEP_N_WRITERS 7
#define STEP_FIRST_OFFICE 5
/* Offices 1 to 3, which take what those write. */
#define STEP_N_READERS 3

typedef enum
{
  STEP_MEMBERS,
  STEP_BRANCH,
  STEP_REPORTS,
  STEP_N_AUDIENCES
} StepAudience;

#define STEP_MAX_ARGS 6

/* @args: those of the verb, in the order of its words: writers and readers from 0, kinds
 * and audiences by their numbers. */
typedef struct
{
  StepVerb verb;
  guint args[STEP_MAX_ARGS];
} Step;

/* The kinds of argument of @verb, one letter each: W, R, K, U (audience) or N. */
const char *step_get_signature (StepVerb verb);

/* Appends the line, newline included. */
void step_print (const Step *self, GString *text);
/* @line: without its newline. Returns: whether it is a step. */
gboolean step_parse (const char *line, Step *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
