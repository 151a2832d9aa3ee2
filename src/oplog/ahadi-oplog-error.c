/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-oplog-error.h"

GQuark
ahadi_oplog_error_quark (void)
{
  return g_quark_from_static_string ("ahadi-oplog-error-quark");
}
