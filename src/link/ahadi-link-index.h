/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-link-keys.h"

G_BEGIN_DECLS

/*
 * Who has which blocking key, held in memory: four bytes for each key of each person and
 * a few for each bucket of keys. Two keys in one bucket only cost a few comparisons.
 */
typedef struct _AhadiLinkIndex AhadiLinkIndex;

/* @persons: (transfer none): must outlive the index */
AhadiLinkIndex *ahadi_link_index_new (AhadiLinkPerson *const *persons, guint n_persons);
void ahadi_link_index_free (AhadiLinkIndex *self);

/**
 * ahadi_link_index_find:
 * @most: blocks of more people than this are left aside
 * @seen: (array): one cell for each person of the index: whoever holds @mark was found
 *   already. Owned by the caller: nothing is allocated here.
 * @found: (element-type guint): (out): numbers of those with a key of @person; emptied
 *   first. May contain @person itself.
 */
void ahadi_link_index_find (const AhadiLinkIndex *self,
                            const AhadiLinkPerson *person,
                            guint most,
                            guint32 *seen,
                            guint32 mark,
                            GArray *found);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiLinkIndex, ahadi_link_index_free)

G_END_DECLS
