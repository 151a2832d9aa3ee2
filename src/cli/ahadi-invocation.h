/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-arguments.h"
#include "app/ahadi-app.h"

G_BEGIN_DECLS

/*
 * One run of one command: its arguments, its vault, and where it writes. Results go to
 * standard output, as text or, with --json, as one JSON value; what went wrong goes to
 * standard error as a sentence and, with --json, to standard output as
 * {"error":…,"message":…,"file":…,"detail":…}.
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

/* The value of option @name as a number from @least to @most; 0 if it is not given. */
gboolean ahadi_invocation_number (const AhadiInvocation *self,
                                  const char *name,
                                  guint least,
                                  guint most,
                                  guint *number,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What the file @path has on its first line. A failure blames that file. */
AhadiSecret *ahadi_invocation_read_secret_file (AhadiInvocation *self,
                                                const char *path,
                                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same for the file that @option names. */
AhadiSecret *ahadi_invocation_read_secret (AhadiInvocation *self,
                                           const char *option,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Opens the vault with the passphrase, out of --passphrase-file or asked for, or with
 * custodians' shares if there is --share. */
gboolean ahadi_invocation_unlock (AhadiInvocation *self,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same for who needs the passphrase again. Returns: (transfer full): it;
 * %AHADI_USAGE_ERROR_REFUSED with shares, which have none. */
AhadiSecret *ahadi_invocation_unlock_keep (AhadiInvocation *self,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* For commands that write one file: --replace. */
extern const AhadiOption ahadi_replace_options[];

/* Whether the file @path can be written: it is new, or --replace gives it up. A failure
 * blames it. */
gboolean ahadi_invocation_check_target (AhadiInvocation *self,
                                        const char *path,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A line of text (not with --json), a JSON value (only with --json). */
void ahadi_invocation_say (const AhadiInvocation *self, const char *format, ...)
    G_GNUC_PRINTF (2, 3);
void ahadi_invocation_print (const AhadiInvocation *self, const json_t *value);

/* A line for the person only, on standard error. */
void ahadi_invocation_warn (const AhadiInvocation *self, const char *format, ...)
    G_GNUC_PRINTF (2, 3);

/* The failure that follows is about the file or folder @path, and is said to be.
 * Returns: %FALSE. */
gboolean ahadi_invocation_blame (AhadiInvocation *self, const char *path);

/* What to tell a person of @error: what happened, what was kept, what to do.
 * (transfer full) */
char *ahadi_invocation_explain (const AhadiInvocation *self, const GError *error);

/* @error: (transfer full): said. Returns: the exit code. */
int ahadi_invocation_fail (const AhadiInvocation *self, GError *error);

/* The same for an error that is about the file or folder @path. */
int ahadi_invocation_fail_at (AhadiInvocation *self, const char *path, GError *error);

/* The same, but in the words of @sentence, which is translated. */
int ahadi_invocation_fail_as (const AhadiInvocation *self,
                              const char *sentence,
                              GError *error);

/* A line that can't be understood; @sentence is translated. Returns: the exit code. */
int ahadi_invocation_misuse (const AhadiInvocation *self, const char *sentence);

/* (element-type AhadiProblem): each said. Returns: the exit code. */
int ahadi_invocation_fail_problems (const AhadiInvocation *self,
                                    AhadiKind kind,
                                    GPtrArray *problems);

/* The same for a line of which no invocation could be made. @help: what says more */
int
ahadi_invocation_fail_arguments (gboolean json, const char *help, const GError *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiInvocation, ahadi_invocation_free)

G_END_DECLS
