/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "oplog/ahadi-oplog.h"

G_BEGIN_DECLS

/* As many writings as a settlement has room for, with what it lets stand. */
#define AHADI_DECISION_MAX_CITES 33

/* What a settlement says of one field of one record (sync/FORMAT.md, N4). */
typedef struct
{
  AhadiId id;       /* the settlement's own */
  AhadiStamp stamp; /* the same */
  AhadiKind kind;   /* of the record */
  AhadiId entity;
  guint field;
  gboolean undoes; /* it takes back those that let stand what it cites */
  guint n_cites;
  AhadiStamp cites[AHADI_DECISION_MAX_CITES]; /* rising; the last is what it lets stand */
} AhadiDecision;

/**
 * ahadi_decision_read:
 * @values: of a settlement
 *
 * Returns: %FALSE if they are none, which only a writer that breaks the rules leaves
 *   behind: nothing is settled then. @id and @stamp are the caller's to fill.
 */
gboolean ahadi_decision_read (char *const *values, AhadiDecision *self);

/* Returns: (transfer full): @n_cites stamps as a settlement names them. */
char *ahadi_decision_print_cites (const AhadiStamp *cites, guint n_cites);

G_END_DECLS
