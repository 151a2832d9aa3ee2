/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-media-error.h"

GQuark
ahadi_media_error_quark (void)
{
  return g_quark_from_static_string ("ahadi-media-error");
}

gboolean
ahadi_media_refuse (GError **error, const char *rule, const char *why)
{
  g_set_error (error, AHADI_MEDIA_ERROR, AHADI_MEDIA_ERROR_DAMAGED,
               "cannot read the file: against rule %s: %s", rule, why);
  return FALSE;
}
