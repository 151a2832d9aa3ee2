/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-rows.h"

G_BEGIN_DECLS

/* Private to store/: the rows of one entity at a time, folded from the log as they must
 * stand: what the tables are a cache of. */
typedef struct
{
  AhadiStreamTable *streams; /* borrowed */
  AhadiId entity;
  GPtrArray *rows; /* AhadiStoredRow, one per kind and audience that has operations */
} AhadiReplay;

void ahadi_replay_init (AhadiReplay *self, AhadiStreamTable *streams);
void ahadi_replay_clear (AhadiReplay *self);

/* Forgets the rows and goes on with @entity. */
void ahadi_replay_start (AhadiReplay *self, const AhadiId *entity);

/**
 * ahadi_replay_fold:
 * @read: stands on a row of the statement op-replay or op-replay-entity
 * @known: (out): %FALSE if the operation is of no stream or kind that there is, and so
 *   was left out
 *
 * Folds one operation of the entity.
 */
gboolean ahadi_replay_fold (AhadiReplay *self,
                            AhadiStatement *read,
                            gboolean *known,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Returns: (nullable): NULL if no operation gives such a row. */
AhadiStoredRow *ahadi_replay_find (AhadiReplay *self, gint64 audience, AhadiKind kind);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AhadiReplay, ahadi_replay_clear)

G_END_DECLS
