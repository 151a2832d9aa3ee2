/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-model-error.h"

GQuark
ahadi_model_error_quark (void)
{
  return g_quark_from_static_string ("ahadi-model-error-quark");
}
