/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-listing.h"

G_BEGIN_DECLS

/* {"a":…, "b":…, "score":…, "sure":…, "verdict":…, "reasons":[…]}; "a" and "verdict" only
 * where there is one. */
json_t *ahadi_duplicate_listing_to_json (const AhadiDuplicate *duplicate);

/* A line for each of @list (element-type AhadiDuplicate). Returns: (transfer full): all
 * of them, for --json. */
json_t *ahadi_duplicate_listing_print (const AhadiInvocation *invocation,
                                       GPtrArray *list);

/* Both beside each other, field by field; those that differ are marked. */
void ahadi_duplicate_listing_compare (const AhadiInvocation *invocation,
                                      const AhadiDuplicate *duplicate);

G_END_DECLS
