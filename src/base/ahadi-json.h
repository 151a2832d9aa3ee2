/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <jansson.h>

#include "ahadi-id.h"

G_BEGIN_DECLS

/*
 * The one door to JSON (RFC 8259): strict on the way in, canonical on the way out.
 * jansson saves us a parser, a printer and UTF-8 checks; it refuses duplicate keys
 * itself. Beyond that we refuse floats, integers outside ±2^53 and text that is not NFC
 * (FORMATS 4).
 */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (json_t, json_decref)

/**
 * ahadi_json_parse:
 * @text: UTF-8, need not be NUL-terminated
 * @length: bytes
 *
 * Returns: (transfer full): the value, or %NULL with %AHADI_BASE_ERROR_SYNTAX (with the
 * place) or %AHADI_BASE_ERROR_LIMIT (deeper than 16, or a number outside ±2^53).
 */
json_t *ahadi_json_parse (const char *text,
                          gsize length,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Returns: (transfer full): compact text, keys in the order they were set, no newline. */
char *ahadi_json_print (const json_t *value);

/* Returns: (transfer full): indented by two, for people (--json keeps the compact form).
 */
char *ahadi_json_print_pretty (const json_t *value);

/**
 * ahadi_json_check_members:
 * @object: must be a JSON object
 * @required: NULL-terminated names that must be there
 * @optional: (nullable): NULL-terminated names that may be there
 *
 * Returns: %FALSE with %AHADI_BASE_ERROR_SYNTAX naming the first missing or unknown
 * member.
 */
gboolean ahadi_json_check_members (json_t *object,
                                   const char *const *required,
                                   const char *const *optional,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Borrowed text of a string member, or NULL with AHADI_BASE_ERROR_SYNTAX. */
const char *ahadi_json_get_text (json_t *object,
                                 const char *name,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean ahadi_json_get_int (json_t *object,
                             const char *name,
                             gint64 minimum,
                             gint64 maximum,
                             gint64 *value,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean ahadi_json_get_bytes (json_t *object,
                               const char *name,
                               guint8 *bytes,
                               gsize size,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean ahadi_json_get_id (json_t *object, const char *name, AhadiId *id, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
/* Borrowed array member. */
json_t *ahadi_json_get_array (json_t *object,
                              const char *name,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Sets @name to @size bytes as lower-case hex. */
void
ahadi_json_set_bytes (json_t *object, const char *name, const guint8 *bytes, gsize size);
void ahadi_json_set_text (json_t *object, const char *name, const char *text);
void ahadi_json_set_int (json_t *object, const char *name, gint64 value);

G_END_DECLS
