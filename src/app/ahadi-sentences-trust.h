/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-session.h"

G_BEGIN_DECLS

/*
 * Sentences about who is trusted, where those for any error would not tell what it means
 * here. All results are (transfer full), and NULL where ahadi_sentence_for_error() says
 * it already.
 */

/* Why a custodian's key did not sign a draft. */
char *ahadi_sentence_for_signing (const GError *error);

/* Why copies of a draft were not joined. */
char *ahadi_sentence_for_joining (const GError *error);

/* Why a draft was not published, or what was typed could not be drafted. */
char *ahadi_sentence_for_publishing (const GError *error);

/* Why this laptop's request was not written. */
char *ahadi_sentence_for_requesting (const GError *error);

/* What the card says of this laptop that revokes it, and what remains to be done: never
 * NULL, static. */
const char *ahadi_sentence_for_own_revoking (void);

/* The same of a card that does not list it any more (AhadiDesk.dropped). (nullable):
 * where none does. */
char *ahadi_sentence_for_own_dropping (guint32 version);

/* Why a laptop was not revoked. */
char *ahadi_sentence_for_revoking (const GError *error);

/* Why the card in @path was not taken in: a roll-back with the versions and dates of
 * both, two directories of one number, a list signed by somebody revoked. Reads the
 * vault. */
char *
ahadi_sentence_for_card (AhadiSession *session, const char *path, const GError *error);

G_END_DECLS
