/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/ahadi-base.h"
#include "crypto/ahadi-crypto.h"

G_BEGIN_DECLS

/* As many as an age header may have. */
#define AHADI_RECIPIENTS_LIMIT 64

/* @recipients: (element-type AhadiAgeRecipient). Returns: (transfer full): "age1…",
 * sorted, without repeats. */
GStrv ahadi_recipients_print (const GArray *recipients);

/* BLAKE2b-256 over the strings joined by newlines. */
void ahadi_recipients_hash (const char *const *recipients, guint8 hash[AHADI_HASH_SIZE]);

json_t *ahadi_recipients_to_json (const char *const *recipients);

/**
 * ahadi_recipients_from_json:
 *
 * Returns: (transfer full): 1 to 64 recipients, strictly rising; %NULL with
 * %AHADI_SYNC_ERROR_MALFORMED for anything else.
 */
GStrv ahadi_recipients_from_json (json_t *object,
                                  const char *member,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
