/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "stage.h"

G_BEGIN_DECLS

/*
 * What must hold of every history (DESIGN 7). Each is a function of its name in the .c
 * file; what fails is said through reader_complain().
 *
 *   any permutation, duplication or split gives one digest       here
 *   associative over a relay                                     here
 *   re-import changes nothing                                    here
 *   replay equals state                                          here
 *   every operation is new or known, counts, waits or is held,
 *   and the counts add up                                        here, reader.c
 *   gaps named exactly                                           here
 *   forks always raised                                          here
 *   a revoked device's later operations never apply              here, reader.c
 *   kill -9 mid-import then re-import gives the same digest      test-bundles.c
 *   a flipped bit applies nothing                                test-bundles.c
 *   review queue a pure function                                 here, reviews.c
 *   snapshot + tail equals the whole                             waits for snapshots
 *
 * "In conflict" is what the review queue lists: of each field there the writings that
 * compete are told, of any other what stands and what it superseded.
 */

/* What one reader says at any time, against the oracle. */
void properties_check_reader (Reader *reader);

/* At the end, when all readers hold the same. */
void properties_check (Stage *stage);
/* After that: everything through a relay, and once more. */
void properties_check_again (Stage *stage);

G_END_DECLS
