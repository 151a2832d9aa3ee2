/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ahadi_crypto_init:
 *
 * Starts libsodium. May be called often and from any thread; every program calls it first
 * in main().
 *
 * Returns: %FALSE with %AHADI_CRYPTO_ERROR_RESOURCE if there is no source of random
 * bytes.
 */
gboolean ahadi_crypto_init (GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* No core files and no ptrace by other processes of this user (RLIMIT_CORE 0,
 * PR_SET_DUMPABLE 0). For main() of the programs. */
void ahadi_crypto_harden_process (void);

void ahadi_random_bytes (gpointer buffer, gsize size);
guint32 ahadi_random_u32 (void);

/* Constant-time comparison. */
gboolean ahadi_bytes_equal_secret (gconstpointer a, gconstpointer b, gsize size);

G_END_DECLS
