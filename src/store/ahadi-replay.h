/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-rows.h"

G_BEGIN_DECLS

/* Private to store/: the rows of one entity at a time, folded from the log as they must
 * stand: what the tables are a cache of. */
typedef struct
{
  AhadiVault *vault;         /* borrowed */
  AhadiStreamTable *streams; /* borrowed */
  AhadiId entity;
  GPtrArray *rows; /* AhadiStoredRow, one per kind and audience that has operations */
} AhadiReplay;

/* An operation, as it was met. */
typedef struct
{
  gint64 place;
  AhadiKind kind;
  gboolean known;  /* of a stream and kind that there is; else it was left out */
  gboolean sealed; /* its body is sealed to some readers */
  gboolean closed; /* sealed, and no key of this vault opens it: it was left out */
} AhadiReplayed;

void ahadi_replay_init (AhadiReplay *self, AhadiVault *vault, AhadiStreamTable *streams);
void ahadi_replay_clear (AhadiReplay *self);

/* Forgets the rows and goes on with @entity. */
void ahadi_replay_start (AhadiReplay *self, const AhadiId *entity);

/**
 * ahadi_replay_fold:
 * @read: stands on a row of the statement op-replay or op-replay-entity
 * @folded: (out): what was met
 *
 * Folds one operation of the entity.
 */
gboolean ahadi_replay_fold (AhadiReplay *self,
                            AhadiStatement *read,
                            AhadiReplayed *folded,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Returns: (nullable): NULL if no operation gives such a row. */
AhadiStoredRow *ahadi_replay_find (AhadiReplay *self, gint64 audience, AhadiKind kind);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AhadiReplay, ahadi_replay_clear)

G_END_DECLS
