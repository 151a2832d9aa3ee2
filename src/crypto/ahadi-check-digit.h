/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ahadi_check_digit_step:
 * @check: 0 before the first digit of a group, then what the last step gave: 0 to 9
 * @digit: 0 to 9
 *
 * The check digits of what people type. Damm (2004): a quasigroup of order 10, totally
 * antisymmetric, so that every single wrong digit and every swap of neighbours within a
 * group is noticed.
 *
 * Returns: after the digits of a group its check digit; after that digit too, 0.
 */
int ahadi_check_digit_step (int check, int digit);

G_END_DECLS
