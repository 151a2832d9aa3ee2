/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "oplog/ahadi-oplog.h"

G_BEGIN_DECLS

/*
 * What the first pass over a part has read, kept for the second: segments and their
 * operations, bodies too. A part that would need too much memory is not kept and is read
 * again. Its texts are plaintext: it lives only from one pass to the other, and is wiped.
 */
typedef struct _AhadiPartLines AhadiPartLines;

/* @limit: bytes that it may need; beyond, it forgets all and takes nothing more. */
AhadiPartLines *ahadi_part_lines_new (gsize limit);
void ahadi_part_lines_free (AhadiPartLines *self);

/* Each copies. An operation belongs to the segment added last. @body: what its body says;
 * NULL if it is sealed or gone */
void ahadi_part_lines_add_segment (AhadiPartLines *self, const AhadiSegment *segment);
void ahadi_part_lines_add_operation (AhadiPartLines *self,
                                     const AhadiOperation *operation,
                                     const AhadiBody *body);

/* Whether all that was added is here. */
gboolean ahadi_part_lines_is_whole (const AhadiPartLines *self);

guint ahadi_part_lines_count (const AhadiPartLines *self);
/* Segment @i, borrowed; its operations are @n from *@operations on. */
const AhadiSegment *ahadi_part_lines_get (const AhadiPartLines *self,
                                          guint i,
                                          const AhadiOperation **operations,
                                          guint *n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiPartLines, ahadi_part_lines_free)

G_END_DECLS
