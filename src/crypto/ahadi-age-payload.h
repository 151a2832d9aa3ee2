/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-age-header.h"

G_BEGIN_DECLS

/* The chunks of an age v1 payload, one after the other; the codec file says what they
 * look like. Private to crypto. */
#define AHADI_AGE_NONCE_SIZE 16
#define AHADI_AGE_CHUNK_SIZE (64 * 1024)
#define AHADI_AGE_TAG_SIZE 16
#define AHADI_AGE_SEALED_CHUNK_SIZE (AHADI_AGE_CHUNK_SIZE + AHADI_AGE_TAG_SIZE)

/* So many chunks at most are sealed or opened at a time, spread over the processors. */
#define AHADI_AGE_BATCH 8

typedef struct _AhadiAgePayload AhadiAgePayload;
typedef void (*AhadiAgeMeanwhile) (gpointer data);

AhadiAgePayload *ahadi_age_payload_new (const guint8 file_key[AHADI_AGE_FILE_KEY_SIZE],
                                        const guint8 nonce[AHADI_AGE_NONCE_SIZE]);
void ahadi_age_payload_free (AhadiAgePayload *self);

/**
 * ahadi_age_payload_seal:
 * @size: AHADI_AGE_CHUNK_SIZE, or less if @final
 * @sealed: (out caller-allocates): @size + AHADI_AGE_TAG_SIZE bytes
 *
 * Seals the next chunk. After the final one @self can only be freed.
 */
void ahadi_age_payload_seal (AhadiAgePayload *self,
                             const guint8 *plain,
                             gsize size,
                             gboolean final,
                             guint8 *sealed);

/**
 * ahadi_age_payload_seal_batch:
 * @sealed: (out caller-allocates): as many sealed chunks
 * @meanwhile: called once, perhaps from another thread, and over before this returns
 *
 * Seals the next @n_chunks, all of them full and none the final one, which lie one behind
 * the other.
 */
void ahadi_age_payload_seal_batch (AhadiAgePayload *self,
                                   const guint8 *plain,
                                   guint n_chunks,
                                   guint8 *sealed,
                                   AhadiAgeMeanwhile meanwhile,
                                   gpointer data);

/**
 * ahadi_age_payload_open:
 * @size: of @sealed: AHADI_AGE_SEALED_CHUNK_SIZE, or less if nothing follows it in the
 * file
 * @plain: (out caller-allocates): @size - AHADI_AGE_TAG_SIZE bytes, elsewhere than
 * @sealed; zero after a failure
 * @final: (out): whether this was the final chunk
 *
 * Opens the next chunk (rules 2 to 4).
 *
 * Returns: %FALSE if it is not the next chunk of this payload.
 */
gboolean ahadi_age_payload_open (AhadiAgePayload *self,
                                 const guint8 *sealed,
                                 gsize size,
                                 guint8 *plain,
                                 gboolean *final) G_GNUC_WARN_UNUSED_RESULT;

/**
 * ahadi_age_payload_open_batch:
 *
 * Opens the next chunks as full ones that are not the final one.
 *
 * Returns: how many of the first ones these are; the chunk after them, if there is one
 * among @n_chunks, must go through ahadi_age_payload_open() to be judged.
 */
guint ahadi_age_payload_open_batch (AhadiAgePayload *self,
                                    const guint8 *sealed,
                                    guint n_chunks,
                                    guint8 *plain) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiAgePayload, ahadi_age_payload_free)

G_END_DECLS
