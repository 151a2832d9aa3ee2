/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/ahadi-app.h"

G_BEGIN_DECLS

/* "12 pledges, 3 members and 1 report" in one state of delivery; NULL for none. (transfer
 * full) */
char *ahadi_counts_print_deliveries (const AhadiDeliveryCounts *counts,
                                     AhadiDelivery delivery);

guint64 ahadi_counts_sum (const AhadiDeliveryCounts *counts, AhadiDelivery delivery);

/* What a vault holds, likewise. (transfer full) (nullable) */
char *ahadi_counts_print_desk (const AhadiDesk *desk);

G_END_DECLS
