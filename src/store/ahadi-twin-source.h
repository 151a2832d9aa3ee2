/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "link/ahadi-link.h"
#include "model/ahadi-model.h"

G_BEGIN_DECLS

/*
 * Private to store/: what of a member tells whether two are one person. The text is kept
 * beside the blocking keys that were made of it, so that they can be taken out again when
 * the member is another one.
 */

/* Bit i is set if field i of a member counts. */
guint32 ahadi_twin_source_get_fields (void);

/* @values: of a member's fields, %NULL where nothing is known
 * Returns: (transfer full): a line for each that counts */
char *ahadi_twin_source_make (const char *const *values);

/* @source: as ahadi_twin_source_make() made it */
AhadiLinkPerson *ahadi_twin_source_read (const char *source);

G_END_DECLS
