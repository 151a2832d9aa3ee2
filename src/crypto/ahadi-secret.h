/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/*
 * Bytes that must not reach a swap file, a core or a log: sodium_malloc (locked, guard
 * pages), wiped when the last reference goes. Boxed, refcounted (atomic), written only by
 * whoever made it.
 */
typedef struct _AhadiSecret AhadiSecret;

#define AHADI_TYPE_SECRET (ahadi_secret_get_type ())
GType ahadi_secret_get_type (void);

/* Returns: (transfer full): @size zero bytes. Aborts like g_malloc() when memory can't be
 * had at all. */
AhadiSecret *ahadi_secret_new (gsize size);

/* Copies @bytes (the caller wipes its own copy). */
AhadiSecret *ahadi_secret_new_from (gconstpointer bytes, gsize size);

AhadiSecret *ahadi_secret_new_random (gsize size);
AhadiSecret *ahadi_secret_ref (AhadiSecret *self);
void ahadi_secret_unref (AhadiSecret *self);

guint8 *ahadi_secret_get_bytes (AhadiSecret *self);
gsize ahadi_secret_get_size (AhadiSecret *self);

/* Whether the memory is really locked (mlock succeeded); said once in the window when
 * not. */
gboolean ahadi_secret_is_locked (AhadiSecret *self);

/**
 * ahadi_secret_read_file:
 * @path: a file whose first line is a passphrase, at most 1 KiB
 *
 * The line without its end (LF or CR LF), and without a byte-order mark. The bytes pass
 * through no other buffer than the secret.
 */
AhadiSecret *ahadi_secret_read_file (const char *path,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiSecret, ahadi_secret_unref)

G_END_DECLS
