/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-command.h"

G_BEGIN_DECLS

/**
 * ahadi_help_print:
 * @verb: (nullable): %NULL: the program as a whole
 * @command: (nullable): %NULL: all commands of @verb
 *
 * Returns: (transfer full): what --help says, translated, with a final newline.
 */
char *ahadi_help_print (const AhadiVerb *const *verbs,
                        const AhadiVerb *verb,
                        const AhadiCommand *command);

G_END_DECLS
