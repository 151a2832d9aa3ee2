/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-arguments.h"
#include "app/ahadi-app.h"

G_BEGIN_DECLS

/*
 * One run of one command: its arguments, its vault, and where it writes. Results go to
 * standard output, as text or, with --json, as one JSON value; what went wrong goes to
 * standard error as a sentence and, with --json, to standard output as
 * {"error":…,"message":…,"detail":…}.
 */

/* @arguments: (transfer none): must outlive it */
AhadiInvocation *ahadi_invocation_new (const AhadiArguments *arguments);

/* Locks the vault if it is open; a backup that failed is said and changes no exit code.
 */
void ahadi_invocation_free (AhadiInvocation *self);

const AhadiArguments *ahadi_invocation_get_arguments (const AhadiInvocation *self);
AhadiSession *ahadi_invocation_get_session (const AhadiInvocation *self);
gboolean ahadi_invocation_is_json (const AhadiInvocation *self);

/* Short ways to ahadi_arguments_get() and ahadi_arguments_get_option(). */
const char *ahadi_invocation_get (const AhadiInvocation *self, guint index);
const char *ahadi_invocation_option (const AhadiInvocation *self, const char *name);

/* The value of option @name as a number up to @limit; @otherwise if it is not given. */
gboolean ahadi_invocation_number (const AhadiInvocation *self,
                                  const char *name,
                                  guint limit,
                                  guint otherwise,
                                  guint *number,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The passphrase, out of --passphrase-file or asked for. */
AhadiSecret *ahadi_invocation_read_passphrase (const AhadiInvocation *self,
                                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Opens the vault with the passphrase. */
gboolean ahadi_invocation_unlock (AhadiInvocation *self,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A line of text (not with --json), a JSON value (only with --json). */
void ahadi_invocation_say (const AhadiInvocation *self, const char *format, ...)
    G_GNUC_PRINTF (2, 3);
void ahadi_invocation_print (const AhadiInvocation *self, const json_t *value);

/* A line for the person only, on standard error. */
void ahadi_invocation_warn (const AhadiInvocation *self, const char *format, ...)
    G_GNUC_PRINTF (2, 3);

/* @error: (transfer full): said. Returns: the exit code. */
int ahadi_invocation_fail (const AhadiInvocation *self, GError *error);

/* A line that can't be understood; @sentence is translated. Returns: the exit code. */
int ahadi_invocation_misuse (const AhadiInvocation *self, const char *sentence);

/* (element-type AhadiProblem): each said. Returns: the exit code. */
int ahadi_invocation_fail_problems (const AhadiInvocation *self,
                                    AhadiKind kind,
                                    GPtrArray *problems);

/* The same for a line of which no invocation could be made. */
int ahadi_invocation_fail_arguments (gboolean json, const GError *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiInvocation, ahadi_invocation_free)

G_END_DECLS
