/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-gone.h"

G_BEGIN_DECLS

/*
 * A sealed record that belongs to one that is gone goes where a key opens it. Whoever has
 * none can't see that it belongs, and would hold it for ever: those who saw it tell them
 * by an erasure that names it (sync/FORMAT.md, F5). Which of them are still to be told is
 * kept as settings "untold/<id>/<scope>", from the transaction in which they went, so
 * that nothing is forgotten whatever opens them, and when.
 */

/* Private to store/: @entity, something of which is sealed, went from @audience (a
 * number) with what it belongs to. */
gboolean ahadi_untold_note (AhadiVault *vault,
                            gint64 audience,
                            const AhadiId *entity,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same of a record, if something of it that counts is sealed. */
gboolean ahadi_untold_note_if_sealed (AhadiVault *vault,
                                      gint64 audience,
                                      const AhadiId *entity,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Writes an erasure of @gone in the audience that is its scope, for the reason and with
 * the date of what it belongs to, unless one that counts names it already or it was only
 * dropped here. It is told of from then on. */
gboolean ahadi_untold_tell (AhadiVault *vault,
                            const AhadiGone *gone,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
