/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-keys-error.h"

GQuark
ahadi_keys_error_quark (void)
{
  return g_quark_from_static_string ("ahadi-keys-error-quark");
}

gboolean
ahadi_keys_error_set (GError **error, AhadiKeysError code, const char *message)
{
  g_set_error_literal (error, AHADI_KEYS_ERROR, (int) code, message);
  return FALSE;
}
