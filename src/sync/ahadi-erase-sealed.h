/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-identity.h"

G_BEGIN_DECLS

/**
 * ahadi_erase_sealed_tell:
 *
 * At an office: writes an erasure for each sealed record that went here because it
 * belongs to one that is gone, so that holders without a key let it go too (FORMAT.md,
 * F5). Once for each, and not where somebody's erasure of it is here; on a laptop
 * nothing. In a transaction of its own, or within the caller's.
 */
gboolean ahadi_erase_sealed_tell (AhadiVault *vault,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
