/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/ahadi-app.h"

G_BEGIN_DECLS

/**
 * ahadi_prompt_secret:
 * @question: translated, without a colon
 * @option: (nullable): which names a file with the answer instead, without dashes
 *
 * Asks on the terminal, which shows nothing of the answer. The answer passes through no
 * other buffer than the secret.
 *
 * Returns: (transfer full): %NULL with %AHADI_USAGE_ERROR_WRONG if there is no terminal
 * or nothing was typed.
 */
AhadiSecret *ahadi_prompt_secret (const char *question,
                                  const char *option,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same twice; %AHADI_USAGE_ERROR_REFUSED if the two differ. */
AhadiSecret *ahadi_prompt_new_secret (const char *question,
                                      const char *option,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean ahadi_prompt_has_terminal (void);

/* What the person at the terminal wrote, without blanks around it; %NULL without a
 * terminal. (transfer full) */
char *ahadi_prompt_line (const char *question);

/* Whether the person at the terminal wrote @word. */
gboolean ahadi_prompt_confirm (const char *question, const char *word);

G_END_DECLS
