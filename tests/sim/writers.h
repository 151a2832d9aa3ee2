/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "story.h"

G_BEGIN_DECLS

/*
 * Those who write, the naive way: a laptop is its stories, its clock and what it has
 * seen. The program's own writing side runs in test-replicas.c; here what can happen to a
 * laptop is a few lines, and thousands of lives can be tried.
 */

/* The author's own word that of a stream nothing counts from operation @from on. */
typedef struct
{
  StepAudience audience;
  AhadiStreamId stream;
  guint64 from;
} Confession;

/* What stays of a laptop in a backup. */
typedef struct
{
  gboolean there;
  guint32 epoch;
  AhadiHlc clock;
  gint story[STEP_N_AUDIENCES]; /* of the present epoch; -1: none */
  guint64 length[STEP_N_AUDIENCES];
  guint seen;
} Saved;

typedef struct
{
  AhadiId device;
  guint32 epoch;
  AhadiHlc clock;
  gint64 skew_ms;
  GPtrArray *stories[STEP_N_AUDIENCES]; /* Story: that of now last */
  GPtrArray *seen;                      /* Entry: its own, and heard of */
  GArray *confessions;                  /* Confession */
  Saved saved;
} Writer;

typedef struct
{
  Writer all[STEP_N_WRITERS];
  guint32 seed;
  guint32 run; /* ids of two runs differ */
  guint32 last_epoch;
  guint32 decisions;
  gint64 now_ms;
  const char *audiences[STEP_N_AUDIENCES]; /* whole names */
} Writers;

/* @audiences: borrowed */
void
writers_init (Writers *self, guint32 seed, const char *const audiences[STEP_N_AUDIENCES]);
void writers_clear (Writers *self);

/* Does a step of a writer's, or of the clock's. Returns: whether it is one. */
gboolean writers_do (Writers *self, const Step *step);

/* An office erases the record @of. Returns: that piece; its story is borrowed. */
Tale writers_erase (Writers *self,
                    guint writer,
                    StepAudience audience,
                    AhadiKind kind,
                    const AhadiId *of);

/* The piece that a reader's step names. Returns: whether there is one. */
gboolean writers_find_tale (const Writers *self, const Step *step, Tale *tale);

G_END_DECLS
