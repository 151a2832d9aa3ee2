/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-session.h"

G_BEGIN_DECLS

/*
 * What the database remembers of a key slot, as a setting "<prefix><slot id>": whoever
 * finds the folder sees the slot and not whose it is. A note is written before its slot,
 * so that no slot is ever without one or has another's; a note without a slot is
 * nobody's.
 */

/* Returns: (transfer full): @prefix and 32 hex digits. */
char *ahadi_slot_notes_name (const char *prefix, const AhadiId *slot);

/* Forgets the notes of @prefix whose slot is gone. */
gboolean ahadi_slot_notes_tidy (AhadiVault *vault,
                                const char *prefix,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
