/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/ahadi-crypto.h"

G_BEGIN_DECLS

/*
 * A fuzz target gives its parser one input and asserts what must hold of every input:
 * mostly that what is accepted is printed again as the very same bytes.
 */
int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* Whether the last input was accepted: replay.c compares it with the name of the file. */
extern gboolean fuzz_accepted;

/* For the start of every run: begins cryptography once, and makes g_critical() and
 * g_warning() fatal. */
void fuzz_start (void);

/* Always the same keys, so that what was sealed to them or signed by them can be kept as
 * an input. Borrowed. */
AhadiAgeIdentity *fuzz_get_identity (void);
AhadiSigningKey *fuzz_get_signing_key (void);

/* An age file for fuzz_get_identity(). */
GBytes *fuzz_seal (const void *plain, gsize size);

/* @data with a NUL behind it; what stands behind a NUL in @data is lost. */
char *fuzz_to_text (const guint8 *data, gsize size);

/* Asserts that @text is exactly @data. */
void fuzz_assert_same (const char *text, const guint8 *data, gsize size);

G_END_DECLS
