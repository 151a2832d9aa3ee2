/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-vault.h"

G_BEGIN_DECLS

/*
 * Named values of this vault: keys, the directory, role, drafts. Not records, never in a
 * bundle. Names are lower case with hyphens, e.g. "role", "org", "signing-key",
 * "age-identity", "directory-card", "draft/pledge/…".
 */

/* Returns: (transfer full) (nullable): the text, or %NULL without an error if there is
 * none. */
char *ahadi_settings_get_text (AhadiVault *vault, const char *name, GError **error);
GBytes *ahadi_settings_get_bytes (AhadiVault *vault, const char *name, GError **error);
/* The bytes pass from SQLCipher's page into the secret only. */
AhadiSecret *
ahadi_settings_get_secret (AhadiVault *vault, const char *name, GError **error);

/* NULL removes. */
gboolean ahadi_settings_set_text (AhadiVault *vault,
                                  const char *name,
                                  const char *text,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean ahadi_settings_set_bytes (AhadiVault *vault,
                                   const char *name,
                                   GBytes *bytes,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean ahadi_settings_set_secret (AhadiVault *vault,
                                    const char *name,
                                    AhadiSecret *secret,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Names that start with @prefix, sorted. */
GStrv ahadi_settings_list (AhadiVault *vault, const char *prefix, GError **error);

G_END_DECLS
