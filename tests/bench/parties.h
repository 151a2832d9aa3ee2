/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/ahadi-app.h"

G_BEGIN_DECLS

/*
 * Vaults of an organisation, made as its people would: founded, enrolled, approved. All
 * have one passphrase and the lowest allowed cost of it.
 */

/* Returns: (transfer full): what opens every vault made here. */
AhadiSecret *bench_party_passphrase (void);

/* Writes the passphrase to the file `passphrase` in @folder. */
gboolean bench_party_write_passphrase (const char *folder,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Returns: (transfer full): the open vault of a membership office that founds the
 * organisation. */
AhadiVault *bench_party_found (const char *folder, GError **error);

/* Returns: (transfer full): the open vault of a device that the @office has enrolled. */
AhadiVault *bench_party_join (const char *folder,
                              AhadiVault *office,
                              AhadiRole role,
                              const char *label,
                              GError **error);

/* Prints @error, if there is one, and returns what main() then does. */
int bench_party_exit (const GError *error);

/* Prints @result as the one line of JSON that the script reads, and frees it. */
void bench_party_print (json_t *result);

G_END_DECLS
