/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "link/ahadi-link.h"

G_BEGIN_DECLS

/* The reasons that are not in the two people. */
#define AHADI_LINKING_REASON_THIRD "both match a third row"
#define AHADI_LINKING_REASON_OTHERS "other rows of the same person count"

/* Returns: (transfer full) (element-type utf8): what speaks for and against, in words for
 * programs, which never change: "same phone". */
GPtrArray *ahadi_linking_reasons_list (const AhadiLinkVector *vector);

G_END_DECLS
