/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-sync-error.h"

GQuark
ahadi_sync_error_quark (void)
{
  return g_quark_from_static_string ("ahadi-sync-error-quark");
}

static const char *const words[] = {
  [AHADI_SYNC_ERROR_FOREIGN] = "foreign",
  [AHADI_SYNC_ERROR_DAMAGED] = "damaged",
  [AHADI_SYNC_ERROR_NOT_FOR_US] = "not-for-us",
  [AHADI_SYNC_ERROR_UNKNOWN_DEVICE] = "unknown-device",
  [AHADI_SYNC_ERROR_REVOKED] = "revoked",
  [AHADI_SYNC_ERROR_BAD_SIGNATURE] = "bad-signature",
  [AHADI_SYNC_ERROR_OTHER_ORG] = "other-org",
  [AHADI_SYNC_ERROR_OLDER] = "older",
  [AHADI_SYNC_ERROR_NEWER] = "newer",
  [AHADI_SYNC_ERROR_MALFORMED] = "malformed",
  [AHADI_SYNC_ERROR_NOT_READY] = "not-ready",
  [AHADI_SYNC_ERROR_FORK] = "fork",
};

const char *
ahadi_sync_error_to_word (AhadiSyncError code)
{
  g_return_val_if_fail ((guint) code < G_N_ELEMENTS (words), "malformed");

  return words[code];
}
