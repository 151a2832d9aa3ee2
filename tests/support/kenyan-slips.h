/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @name as somebody else writes it down. @first: it is one of church or mosque, which has
 * variants. @trouble: 0: apostrophes and marks may be lost, nothing else; 1: a second
 * clerk. (transfer full) */
char *kenyan_slip_name (GRand *rand, const char *name, gboolean first, double trouble);

/* @word with a slip of the keyboard, with @probability. (transfer full) */
char *kenyan_slip_word (GRand *rand, const char *word, double probability);

G_END_DECLS
