/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Made-up people with names, numbers and places as they are found in Kenya; a seed gives
 * the same people every time. Roughly one name in nine is written with a diacritic or an
 * apostrophe.
 */

/* "Mercy Achieng Otieno": two names out of three, three for the rest. */
char *bench_name_make (GRand *rand);
/* E.164, of the ranges that mobile telephones have. */
char *bench_name_make_phone (GRand *rand);
/* "1987-05-14", of an adult. */
char *bench_name_make_birth (GRand *rand);
const char *bench_name_pick_county (GRand *rand);
const char *bench_name_pick_place (GRand *rand);
const char *bench_name_pick_gender (GRand *rand);
/* Text of @words plain words. */
char *bench_name_make_text (GRand *rand, guint words);

G_END_DECLS
