/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/ahadi-crypto.h"

G_BEGIN_DECLS

/* Calls g_test_init() and ahadi_crypto_init(). */
void support_init (int *argc, char ***argv);

/**
 * support_vectors:
 * @name: a file or folder among the test vectors
 *
 * Looks in AHADI_VECTORS, else in ../shared/vectors beside the project.
 *
 * Returns: its path; %NULL, with the test marked as skipped, if it is not there.
 */
char *support_vectors (const char *name);

/* @size bytes that do not repeat at chunk size, the same each time. */
GBytes *support_pattern (gsize size);

/* Random bytes of the test's seed, of a random size: most below 4 KiB, some up to 1 MiB.
 */
GBytes *support_random (void);

GBytes *
support_seal (GBytes *plain, const AhadiAgeRecipient *recipients, gsize n_recipients);

/**
 * support_open:
 * @step: bytes per read
 *
 * Returns: what was released, also after a failure; %NULL if nothing could be read at
 * all.
 */
GBytes *
support_open (GBytes *sealed, AhadiAgeIdentity *identity, gsize step, GError **error);

void support_assert_equal (GBytes *a, GBytes *b);

/* @bytes with @mask flipped at @at; or only the first @size of them; or @extra zeros
 * behind them. */
GBytes *support_flip (GBytes *bytes, gsize at, guint8 mask);
GBytes *support_cut (GBytes *bytes, gsize size);
GBytes *support_extend (GBytes *bytes, gsize extra);

/* Whether the program is in PATH; the test is marked as skipped if not. */
gboolean support_has_program (const char *name);

/* Runs @argv in @folder. Returns: whether it exited with 0; its words go to the test's
 * log. */
gboolean support_run (const char *folder, const char *const *argv);

char *support_make_folder (void);
/* With what is in it. */
void support_remove_folder (const char *folder);

void support_write (const char *folder, const char *name, GBytes *bytes);
void support_write_text (const char *folder, const char *name, const char *text);
GBytes *support_read (const char *folder, const char *name);

G_END_DECLS
