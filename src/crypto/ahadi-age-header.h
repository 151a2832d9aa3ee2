/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-age-keys.h"

G_BEGIN_DECLS

/* The header of an age v1 file; the codec file says what it looks like. Private to
 * crypto. */
#define AHADI_AGE_FILE_KEY_SIZE 16
#define AHADI_AGE_HEADER_LIMIT (64 * 1024)
#define AHADI_AGE_STANZA_LIMIT 64

typedef struct
{
  char **arguments; /* NULL-terminated; the first is the type */
  guint8 *body;
  gsize body_size;
} AhadiAgeStanza;

typedef struct
{
  GPtrArray *stanzas; /* (element-type AhadiAgeStanza) */
  GBytes *covered;    /* what the MAC is over */
  guint8 mac[32];
} AhadiAgeHeader;

/**
 * ahadi_age_header_find_end:
 * @text: the beginning of an age file
 *
 * Returns: how many bytes the header has, its last LF included; 0 if its end is not in
 * @text.
 */
gsize ahadi_age_header_find_end (const char *text, gsize length);

/**
 * ahadi_age_header_parse:
 * @text: a whole header
 *
 * Checks rules 1 to 9 of the codec file; no key is needed.
 *
 * Returns: %NULL with %AHADI_CRYPTO_ERROR_MALFORMED.
 */
AhadiAgeHeader *ahadi_age_header_parse (const char *text,
                                        gsize length,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ahadi_age_header_free (AhadiAgeHeader *self);

/**
 * ahadi_age_header_open:
 * @file_key: (out caller-allocates): to be wiped by the caller, also after a failure
 *
 * Finds a stanza for one of @identities and checks the MAC (rules 10 to 12).
 *
 * Returns: %FALSE with %AHADI_CRYPTO_ERROR_MALFORMED, %AHADI_CRYPTO_ERROR_NO_MATCH or
 * %AHADI_CRYPTO_ERROR_CORRUPT.
 */
gboolean ahadi_age_header_open (const AhadiAgeHeader *self,
                                AhadiAgeIdentity *const *identities,
                                gsize n_identities,
                                guint8 file_key[AHADI_AGE_FILE_KEY_SIZE],
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * ahadi_age_header_print:
 * @file_key: what is sealed to each of @recipients, 1 to 64
 *
 * Returns: the header's text; %NULL with %AHADI_CRYPTO_ERROR_MALFORMED for another number
 * of recipients, or one whose key is a point of small order, to which nothing can be
 * sealed.
 */
GString *ahadi_age_header_print (const guint8 file_key[AHADI_AGE_FILE_KEY_SIZE],
                                 const AhadiAgeRecipient *recipients,
                                 gsize n_recipients,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Length of what ahadi_age_header_print() returns. */
gsize ahadi_age_header_size (gsize n_recipients);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiAgeHeader, ahadi_age_header_free)

G_END_DECLS
