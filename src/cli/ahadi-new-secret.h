/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-invocation.h"

G_BEGIN_DECLS

/* Secrets that a command makes: passphrases asked for, recovery codes handed out once. */

/* A passphrase out of the file that @option names; asked twice, with the translated
 * @question, without one. %AHADI_USAGE_ERROR_REFUSED if it is too weak. */
AhadiSecret *ahadi_new_secret_read (AhadiInvocation *invocation,
                                    const char *option,
                                    const char *question,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether @path can take a recovery code: it is new, or empty. */
gboolean ahadi_new_secret_check_file (const char *path,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same for --recovery-file, which --json needs. A failure blames the file. */
gboolean ahadi_new_secret_check_place (AhadiInvocation *invocation,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Into --recovery-file, or shown once. */
gboolean ahadi_new_secret_hand_out (AhadiInvocation *invocation,
                                    AhadiSecret *code,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same where the old code is void already: REFUSED, with what to do. */
gboolean ahadi_new_secret_hand_out_again (AhadiInvocation *invocation,
                                          AhadiSecret *code,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
