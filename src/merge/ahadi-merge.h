/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The umbrella of merge/: operations in, rows and outcomes out. Pure: no I/O, no clock,
 * no store. */
#include "ahadi-decision.h"
#include "ahadi-digest.h"
#include "ahadi-fold.h"
#include "ahadi-review.h"
#include "ahadi-row.h"
