/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-root-set.h"

G_BEGIN_DECLS

/*
 * The line of root sets of one organisation, roots.json on the card (FORMAT.md section
 * 6): the first is what people compared by fingerprint; each later one is signed by
 * enough keys of the set before it and of itself.
 */
typedef struct _AhadiRoots AhadiRoots;

#define AHADI_ROOTS_LIMIT (64 * 1024)
#define AHADI_ROOTS_MAX_SETS 64

/* A line of no set yet. */
AhadiRoots *ahadi_roots_new (const AhadiId *org);
AhadiRoots *ahadi_roots_copy (const AhadiRoots *self);
void ahadi_roots_free (AhadiRoots *self);

/* Takes @set as the next one, then sign. */
void ahadi_roots_add (AhadiRoots *self, AhadiRootSet *set);
/* Adds @key's signature, which must not be there yet, to the last set. */
void ahadi_roots_sign (AhadiRoots *self, AhadiSigningKey *key);

/* Adds the signatures of the last set that @other has and @self has not. Both must be the
 * same line. */
void ahadi_roots_join (AhadiRoots *self, const AhadiRoots *other);

guint ahadi_roots_get_length (const AhadiRoots *self);
/* The set that the last one takes the place of; the last one if it is the first. */
const AhadiRootSet *ahadi_roots_get_previous (const AhadiRoots *self);
/* Whether @key has signed the last set. */
gboolean ahadi_roots_has_signed (const AhadiRoots *self, const AhadiVerifyKey *key);
/* R6 for the last set. */
gboolean ahadi_roots_is_complete (const AhadiRoots *self);

const AhadiId *ahadi_roots_get_org (const AhadiRoots *self);
const AhadiRootSet *ahadi_roots_get_last (const AhadiRoots *self);

char *ahadi_roots_print (const AhadiRoots *self);
/* Parses and checks every signature. AHADI_SYNC_ERROR_NEWER, MALFORMED, BAD_SIGNATURE. */
AhadiRoots *ahadi_roots_parse (GBytes *bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same for a line whose last set has not all its signatures yet: a draft. */
AhadiRoots *ahadi_roots_parse_draft (GBytes *bytes,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether @self begins with all sets of @old: the same organisation, further on or just
 * as far. */
gboolean ahadi_roots_continue (const AhadiRoots *self, const AhadiRoots *old);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiRoots, ahadi_roots_free)

G_END_DECLS
