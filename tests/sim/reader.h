/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "held.h"
#include "oracle.h"
#include "place.h"

G_BEGIN_DECLS

/*
 * An office: a real vault, what it was given, and what it was expected to say of it. In
 * most histories the vault stays within one transaction, which is rolled back at the end:
 * nothing reaches the disk and the same vault serves thousands of times. Where a history
 * rolls back itself or opens the vault again, each step commits, and the vault is
 * replaced now and then.
 */
typedef struct
{
  Place place;
  Held held;
  const char *const *names; /* borrowed: of the audiences */
  gboolean commits;
  gboolean has_key;     /* opens what is sealed; else nothing may tell of it */
  AhadiApplier *bundle; /* of the transaction that is open; NULL: none */
  guint64 operations;   /* given in that, told apart as the naive count does */
  guint64 fresh;
  gboolean plain; /* nothing in it is of a forked stream, of which a piece is new whenever
                     it contradicts */
  gboolean blind; /* something in it is sealed to others: no number tells of it */
  char *digests[STEP_N_AUDIENCES]; /* when it was asked last */
  GString *said;                   /* what was not as expected; empty: nothing */
} Reader;

typedef enum
{
  READER_TAKES,
  READER_TAKES_WITH_CARE, /* the author is not trusted any more */
  READER_LOOKS,           /* a preview */
} ReaderMode;

void reader_open (Reader *self, gboolean has_key);
void reader_close (Reader *self);

void reader_begin (Reader *self, const char *const *names, gboolean commits);
void reader_end (Reader *self);

/* Starts a transaction of several; without it each is one. */
void reader_begin_bundle (Reader *self);
void reader_end_bundle (Reader *self);

void reader_take (Reader *self, const Tale *tale, ReaderMode mode);
void reader_be_told (Reader *self, const Confession *confession);
/* All that @other holds, as it hands it on. */
void reader_take_all (Reader *self, Reader *other);
void reader_let_go (Reader *self);
void reader_open_again (Reader *self);
/* Whose time has come counts, as at each unlock and before each import. */
void reader_release (Reader *self);

/* Returns: (transfer full) */
char *reader_digest (Reader *self, StepAudience audience);

/* Whether something sealed is among what was given of @id: it is told of once it was
 * opened, which what waits or is held was not. */
gboolean reader_holds_sealed (const Reader *self, const AhadiStreamId *id);

/* Notes what was not as expected. */
void reader_complain (Reader *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

G_END_DECLS
