/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-invocation.h"

G_BEGIN_DECLS

/**
 * ahadi_shares_in_read:
 * @path: a share, sealed or with the digits of the paper
 * @number: which one on the line, from 0: its passphrase comes out of the
 *   --share-passphrase-file of that number, or is asked for
 *
 * A failure blames @path, or the file with the passphrase.
 */
AhadiShare *ahadi_shares_in_read (AhadiInvocation *invocation,
                                  const char *path,
                                  guint number,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same, typed from the paper at the terminal, which shows nothing of it. Says which
 * group of digits is at fault. */
AhadiShare *ahadi_shares_in_ask (AhadiInvocation *invocation,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Opens the vault with every --share of the line. A failure blames the share at fault,
 * where it is known. */
gboolean ahadi_shares_in_unlock (AhadiInvocation *invocation,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
