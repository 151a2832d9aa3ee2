/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-store-error.h"

GQuark
ahadi_store_error_quark (void)
{
  return g_quark_from_static_string ("ahadi-store-error-quark");
}
