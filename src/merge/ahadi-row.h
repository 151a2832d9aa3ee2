/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "oplog/ahadi-oplog.h"

G_BEGIN_DECLS

/*
 * The folded state of one (audience, entity): for each field the winning value and its
 * stamp. A field never written has a zero stamp; a cleared one has a stamp and no value.
 * Owns its values, but where somebody has set @texts.
 */
typedef struct
{
  AhadiKind kind;
  AhadiId entity;
  char *values[AHADI_KIND_MAX_FIELDS];
  AhadiStamp stamps[AHADI_KIND_MAX_FIELDS];

  /* Borrowed: where values are kept that are set, for many rows that go together. NULL:
   * each value is an allocation of its own. */
  GStringChunk *texts;
} AhadiRow;

void ahadi_row_init (AhadiRow *self, AhadiKind kind, const AhadiId *entity);
void ahadi_row_clear (AhadiRow *self);
/* @value: (nullable): copied */
void
ahadi_row_set (AhadiRow *self, guint field, const char *value, const AhadiStamp *stamp);
/* The highest stamp of any field; zero for an empty row. */
const AhadiStamp *ahadi_row_get_newest (const AhadiRow *self);
/* Returns: (transfer full): the values as a record. */
AhadiRecord *ahadi_row_to_record (const AhadiRow *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AhadiRow, ahadi_row_clear)

G_END_DECLS
