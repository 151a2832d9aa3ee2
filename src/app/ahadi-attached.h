/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-session.h"

G_BEGIN_DECLS

/* What a file can be attached to on a record's page: the record itself, or an addition or
 * a pledge of it. */
typedef struct
{
  AhadiKind kind;
  AhadiId id;
  char *date; /* (nullable): ISO 8601, of an addition or a pledge */
} AhadiAttachPlace;

/* One attached file and how far it has come. */
typedef struct
{
  AhadiItem *item;
  AhadiBlobState state;
} AhadiAttachedFile;

/**
 * AhadiAttached:
 * @places: (element-type AhadiAttachPlace): the record first
 * @files: (element-type AhadiAttachedFile): of them all, the newest first for each place
 */
typedef struct
{
  GPtrArray *places;
  GPtrArray *files;
} AhadiAttached;

void ahadi_attached_free (AhadiAttached *self);

/**
 * ahadi_attached_load:
 * @kind: a report, an addendum, a pledge or a member
 *
 * All that is attached to @id and, for a report or member, to its additions or pledges.
 *
 * Returns: (transfer full): %NULL with the store's errors.
 */
AhadiAttached *ahadi_attached_load (AhadiSession *session,
                                    AhadiKind kind,
                                    const AhadiId *id,
                                    GError **error);

/* In a report a name can tell as much as the picture: nothing but the members' files
 * shows its name unasked. */
gboolean ahadi_attached_is_covered (const AhadiItem *attachment);

/* (transfer full): "Picture, 1.2 MB, today" */
char *ahadi_attached_describe (const AhadiItem *attachment);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiAttached, ahadi_attached_free)

G_END_DECLS
