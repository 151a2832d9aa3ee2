/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/ahadi-base.h"
#include "model/ahadi-model.h"

G_BEGIN_DECLS

/* What the JSON documents of sync/ share: a version in front, one spelling. */

/**
 * ahadi_codec_read:
 * @format: name without its number, e.g. "ahadi-bundle-v"
 * @version: the only one this program knows
 *
 * Returns: (transfer full): a JSON object whose "fmt" is @format @version; %NULL with
 * %AHADI_SYNC_ERROR_NEWER for a higher number, else %AHADI_SYNC_ERROR_MALFORMED.
 */
json_t *ahadi_codec_read (const char *bytes,
                          gsize size,
                          const char *format,
                          guint version,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Returns: (transfer full): a new object whose first member is "fmt". */
json_t *ahadi_codec_start (const char *format, guint version);

/* Whether @bytes are exactly @spelling: AHADI_SYNC_ERROR_MALFORMED if not. */
gboolean ahadi_codec_check_spelling (const char *bytes,
                                     gsize size,
                                     const char *spelling,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether @text may stand for a name or label of people: one clean line
 * (ahadi_text_clean()) of at most 200 characters, perhaps empty. */
gboolean ahadi_codec_is_line (const char *text);

/* The same of what a person typed, cleaned (%NULL if that could not be): FALSE with
 * AHADI_MODEL_ERROR_VALUE for no line, or an empty one where it is @required. */
gboolean ahadi_codec_check_typed (const char *text,
                                  gboolean required,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* AHADI_SYNC_ERROR_MALFORMED with the rule's number, e.g. "M4", and a message. Returns
 * FALSE. */
gboolean ahadi_codec_refuse (GError **error, const char *rule, const char *why);

G_END_DECLS
