/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-session.h"

G_BEGIN_DECLS

/* Who wrote something, as people are told it: by the card and this vault's identity. */
typedef struct
{
  AhadiId own;               /* zero: no identity yet */
  AhadiDirectory *directory; /* nullable: no card yet */
} AhadiDeviceNames;

/* @self: (out): to be cleared, also on failure. */
gboolean ahadi_device_names_load (AhadiSession *session,
                                  AhadiDeviceNames *self,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ahadi_device_names_clear (AhadiDeviceNames *self);

/* (transfer full): "this laptop", "Kisumu", "Membership office": never a person's name.
 */
char *ahadi_device_names_get (const AhadiDeviceNames *self, const AhadiId *device);

/* The branch of a field device; NULL for an office, and for who is not listed. */
const AhadiId *ahadi_device_names_find_branch (const AhadiDeviceNames *self,
                                               const AhadiId *device);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AhadiDeviceNames, ahadi_device_names_clear)

G_END_DECLS
