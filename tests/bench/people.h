/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ahadi-model.h"

G_BEGIN_DECLS

/*
 * Records as a coordinator types them, valid by the rules of model/. An id is given by
 * the store when one is saved.
 */
AhadiRecord *bench_people_make_member (GRand *rand);
AhadiRecord *bench_people_make_pledge (GRand *rand, const AhadiId *member);
AhadiRecord *bench_people_make_report (GRand *rand);

/* Another telephone number, place or note: two fields of @member. */
void bench_people_change_member (GRand *rand, AhadiRecord *member);

/* Appends @record as one line of JSON; @order rises with every record that is written. */
void bench_people_append_line (GString *lines, const AhadiRecord *record, guint64 order);

G_END_DECLS
