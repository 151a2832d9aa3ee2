/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-command.h"

G_BEGIN_DECLS

/**
 * AhadiUsageError:
 * @AHADI_USAGE_ERROR_WRONG: the line can't be understood; the message is a translated
 *   sentence for the person who wrote it
 * @AHADI_USAGE_ERROR_REFUSED: understood, and refused here; the message is such a
 * sentence
 */
typedef enum
{
  AHADI_USAGE_ERROR_WRONG,
  AHADI_USAGE_ERROR_REFUSED,
} AhadiUsageError;

#define AHADI_USAGE_ERROR (ahadi_usage_error_quark ())
GQuark ahadi_usage_error_quark (void);

/* Sets WRONG; @format is a translated sentence. Returns: %FALSE. */
gboolean ahadi_usage_error_set (GError **error, const char *format, ...)
    G_GNUC_PRINTF (2, 3);

/* Sets REFUSED. Returns: %FALSE. */
gboolean ahadi_usage_error_refuse (GError **error, const char *sentence);

/* A command line taken apart. Borrows from argv. */
typedef struct _AhadiArguments AhadiArguments;

/**
 * ahadi_arguments_parse:
 * @verbs: ends with NULL
 * @argv: the program's name first
 * @help: (out) (transfer full): on failure what to write for help on what was understood
 *
 * Options are "--name value" or "--name=value"; "--" ends them. Global options may stand
 * anywhere, those of a command after it. No file or folder is named "". A line that asks
 * for help is never wrong in what it leaves out.
 *
 * Returns: (transfer full): %NULL with %AHADI_USAGE_ERROR_WRONG.
 */
AhadiArguments *ahadi_arguments_parse (const AhadiVerb *const *verbs,
                                       int argc,
                                       char **argv,
                                       char **help,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ahadi_arguments_free (AhadiArguments *self);

/* Whether --json stands anywhere in a line, also in one that can't be understood. */
gboolean ahadi_arguments_want_json (int argc, char **argv);

gboolean ahadi_arguments_want_help (const AhadiArguments *self);
const AhadiVerb *ahadi_arguments_get_verb (const AhadiArguments *self); /* nullable */
const AhadiCommand *
ahadi_arguments_get_command (const AhadiArguments *self); /* nullable */

/* "ahadictl vault init --help". (transfer full) */
char *ahadi_arguments_print_help (const AhadiArguments *self);

guint ahadi_arguments_count (const AhadiArguments *self);
/* The @index-th argument that is no option, NULL beyond the last. */
const char *ahadi_arguments_get (const AhadiArguments *self, guint index);

/* The value of the last option @name ("" for a flag), or NULL. */
const char *ahadi_arguments_get_option (const AhadiArguments *self, const char *name);
/* (transfer container) (element-type utf8): every value of option @name, in order. */
GPtrArray *ahadi_arguments_list_option (const AhadiArguments *self, const char *name);

/* "preferred_name" as option: "preferred-name". (transfer full) */
char *ahadi_arguments_name_field (const char *field);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiArguments, ahadi_arguments_free)

G_END_DECLS
