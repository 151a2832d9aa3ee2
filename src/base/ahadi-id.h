/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <string.h>

G_BEGIN_DECLS

/* 16 bytes that name a device, an entity or a bundle; printed as 32 lower-case hex
 * digits. */
#define AHADI_ID_SIZE 16
#define AHADI_ID_TEXT_SIZE (2 * AHADI_ID_SIZE + 1)

typedef struct
{
  guint8 bytes[AHADI_ID_SIZE];
} AhadiId;

/**
 * ahadi_id_parse:
 * @text: 32 lower-case hex digits, NUL-terminated
 * @id: (out): where the id goes; untouched on failure
 *
 * Returns: %FALSE with %AHADI_BASE_ERROR_SYNTAX if @text is anything else.
 */
gboolean
ahadi_id_parse (const char *text, AhadiId *id, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * ahadi_id_print:
 * @id: an id
 * @buffer: (out caller-allocates): %AHADI_ID_TEXT_SIZE bytes
 *
 * Returns: @buffer.
 */
const char *ahadi_id_print (const AhadiId *id, char *buffer);

/* Returns: (transfer full): 32 hex digits. */
char *ahadi_id_to_string (const AhadiId *id);

/* Here, as a merge compares ids and stamps by the million. */
static inline gboolean
ahadi_id_equal (const AhadiId *a, const AhadiId *b)
{
  return memcmp (a->bytes, b->bytes, AHADI_ID_SIZE) == 0;
}

static inline int
ahadi_id_compare (const AhadiId *a, const AhadiId *b)
{
  return memcmp (a->bytes, b->bytes, AHADI_ID_SIZE);
}

static inline gboolean
ahadi_id_is_zero (const AhadiId *id)
{
  static const AhadiId zero;

  return ahadi_id_equal (id, &zero);
}

/* For GHashTable: keys are pointers to AhadiId. Ids are not secret hash inputs: 64 mixed
 * bits. */
guint ahadi_id_hash (gconstpointer id);
gboolean ahadi_id_hash_equal (gconstpointer a, gconstpointer b);

/**
 * ahadi_id_make_entity:
 * @prefix: 8 random bytes, fresh per stream (FORMATS 4)
 * @counter: strictly rising within that stream
 *
 * Returns: prefix ‖ counter as u64 big-endian, so that ids of one stream cluster.
 */
AhadiId ahadi_id_make_entity (const guint8 prefix[8], guint64 counter);

G_END_DECLS
