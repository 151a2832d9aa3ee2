/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-publish-error.h"

GQuark
ahadi_publish_error_quark (void)
{
  return g_quark_from_static_string ("ahadi-publish-error-quark");
}
