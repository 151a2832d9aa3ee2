/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-base-error.h"

GQuark
ahadi_base_error_quark (void)
{
  return g_quark_from_static_string ("ahadi-base-error-quark");
}
