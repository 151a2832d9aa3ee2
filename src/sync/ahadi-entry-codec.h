/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-directory-content.h"

G_BEGIN_DECLS

/* What directory.json and devices.json write alike: a holder or device, and a name for
 * people. */

json_t *ahadi_entry_to_json (const AhadiDirectoryEntry *self);

/* A holder of @role's office, or a device whose role is in @object when @role is 0. D4:
 * AHADI_SYNC_ERROR_MALFORMED, AHADI_BASE_ERROR_SYNTAX. */
gboolean ahadi_entry_from_json (AhadiDirectoryEntry *self,
                                json_t *object,
                                AhadiRole role,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* D3: one clean line of 1 to 200 characters. Borrowed from @object. */
const char *ahadi_entry_get_name (json_t *object, const char *member, GError **error);

/* Calls @parse on each item of the array @member of @document. */
typedef gboolean (*AhadiEntryParseFunc) (AhadiDirectoryContent *content,
                                         json_t *object,
                                         GError **error);
gboolean ahadi_entry_parse_each (AhadiDirectoryContent *content,
                                 json_t *document,
                                 const char *member,
                                 AhadiEntryParseFunc parse,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
