/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef void (*AhadiCrewFunc) (guint piece, gpointer data);

/**
 * ahadi_crew_run:
 * @func: called once for each piece below @n_pieces, in any order and from several
 * threads at once: pieces must not touch what another one writes
 *
 * Spreads work over the processors, of which the caller's own is one; returns when every
 * piece is done. May be called from any thread, also from within @func.
 */
void ahadi_crew_run (guint n_pieces, AhadiCrewFunc func, gpointer data);

G_END_DECLS
