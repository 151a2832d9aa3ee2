/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * A strict ustar (POSIX.1-1988) of regular files: what every tar reads, and nothing else.
 * Our own two hundred lines instead of libarchive, which reads thirty formats of which we
 * must refuse all but one. FORMAT.md section 1 has the bytes and the rules.
 */
#define AHADI_USTAR_BLOCK 512
#define AHADI_USTAR_NAME_LIMIT 99 /* characters */

/* Header block of one member; its bytes and ahadi_ustar_write_padding() follow. @name:
 * ASCII, 1 to 99 characters. @size: below 2^53; from 8 GiB on only a reader that was told
 * so takes it */
gboolean ahadi_ustar_write_header (GOutputStream *out,
                                   const char *name,
                                   guint64 size,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean ahadi_ustar_write_padding (GOutputStream *out,
                                    guint64 size,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Header, bytes and padding. */
gboolean ahadi_ustar_write_bytes (GOutputStream *out,
                                  const char *name,
                                  GBytes *bytes,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The two zero blocks. */
gboolean ahadi_ustar_write_end (GOutputStream *out,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* What a member of @size takes, header and padding included. */
guint64 ahadi_ustar_member_size (guint64 size);

typedef struct _AhadiUstarReader AhadiUstarReader;

AhadiUstarReader *ahadi_ustar_reader_new (GInputStream *in);
void ahadi_ustar_reader_free (AhadiUstarReader *self);

/* For sealed backups (rule K11): members of 8 GiB and more are taken as well. */
void ahadi_ustar_reader_allow_large (AhadiUstarReader *self);

/**
 * ahadi_ustar_reader_next:
 * @name: (out) (nullable): the member's name, valid until the next call; %NULL at the end
 * @size: (out): its size
 *
 * The member before must have been read whole. At the end everything up to the stream's
 * end has been read and checked.
 *
 * Returns: %FALSE with %AHADI_SYNC_ERROR_FOREIGN if the first block is no ustar header,
 * %AHADI_SYNC_ERROR_DAMAGED for any other broken rule, or the stream's error.
 */
gboolean ahadi_ustar_reader_next (AhadiUstarReader *self,
                                  const char **name,
                                  guint64 *size,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Up to @count bytes of the member; @n is 0 only at its end. AHADI_SYNC_ERROR_DAMAGED if
 * the stream ends before it. */
gboolean ahadi_ustar_reader_read (AhadiUstarReader *self,
                                  void *buffer,
                                  gsize count,
                                  gsize *n,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The whole member; AHADI_SYNC_ERROR_DAMAGED above @limit, before anything is allocated.
 */
GBytes *ahadi_ustar_reader_read_all (AhadiUstarReader *self,
                                     guint64 limit,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiUstarReader, ahadi_ustar_reader_free)

G_END_DECLS
