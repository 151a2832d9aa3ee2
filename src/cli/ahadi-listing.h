/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-invocation.h"

G_BEGIN_DECLS

/* The options that every list has. */
extern const AhadiOption ahadi_listing_options[];

/* Fills @query from them. AHADI_USAGE_ERROR_WRONG */
gboolean ahadi_listing_read_query (const AhadiInvocation *invocation,
                                   AhadiQuery *query,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* 32 hex digits. AHADI_USAGE_ERROR_WRONG */
gboolean ahadi_listing_parse_id (const char *text,
                                 AhadiId *id,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* "only-here", "exported", "received"; "" for none. For --json. */
const char *ahadi_listing_delivery_word (AhadiDelivery delivery);

/* The record's fields, "audience", "delivery" (where it was made here) and "time" (ms).
 */
json_t *ahadi_listing_item_to_json (const AhadiItem *item);

/* A path, whatever its bytes. */
json_t *ahadi_listing_path_to_json (const char *path);

/* Behind the lines of a list: with --json the array, else a word if there was none. */
void ahadi_listing_end (const AhadiInvocation *invocation, const json_t *array);

/* Every field that is known, one to a line. */
void ahadi_listing_print_item (const AhadiInvocation *invocation, const AhadiItem *item);

/* With --json the item, and @duplicates (nullable) in it; else its id and whether
 * anything was saved. */
void ahadi_listing_print_saved (const AhadiInvocation *invocation,
                                const AhadiItem *item,
                                gboolean changed,
                                json_t *duplicates);

/* (element-type AhadiTimelineEntry): as an array, and as lines. */
json_t *ahadi_listing_timeline_to_json (GPtrArray *timeline);
void ahadi_listing_print_timeline (const AhadiInvocation *invocation,
                                   GPtrArray *timeline);

G_END_DECLS
