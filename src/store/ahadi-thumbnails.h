/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-vault.h"
#include "base/ahadi-base.h"

G_BEGIN_DECLS

/* Small pictures of attached pictures, by the id of the sealed file. They are made here,
 * and are no records. */

/* Returns: (transfer full): %NULL without an error if there is none. */
GBytes *ahadi_thumbnails_get (AhadiVault *vault,
                              const AhadiId *id,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean ahadi_thumbnails_put (AhadiVault *vault,
                               const AhadiId *id,
                               GBytes *png,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
