/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-crypto-error.h"

GQuark
ahadi_crypto_error_quark (void)
{
  return g_quark_from_static_string ("ahadi-crypto-error-quark");
}
