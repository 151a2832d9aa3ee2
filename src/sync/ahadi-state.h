/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AhadiStateVerdict:
 * @AHADI_STATE_UNTOLD: no state was told
 * @AHADI_STATE_SAME: this vault has the same
 * @AHADI_STATE_APART: this vault holds more or less: nothing can be said
 * @AHADI_STATE_OTHER: it holds the same and came to something else: one of the two is
 *   wrong
 *
 * Of several the highest tells.
 */
typedef enum
{
  AHADI_STATE_UNTOLD,
  AHADI_STATE_SAME,
  AHADI_STATE_APART,
  AHADI_STATE_OTHER,
} AhadiStateVerdict;

G_END_DECLS
