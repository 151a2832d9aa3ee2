/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-lost-device.h"
#include "ahadi-sentences.h"
#include "ahadi-words.h"

#define HOUR_MS (60 * 60 * G_GINT64_CONSTANT (1000))

char *
ahadi_sentence_for_lost_clock (const AhadiLostDevice *self, gint64 now)
{
  glong left = (glong) ((self->deadline - now) / HOUR_MS);
  g_autofree char *deadline = ahadi_words_time (self->deadline);

  if (self->deadline <= now)
    return g_strdup_printf (_ ("The Data Commissioner was to be told by %s. Tell them "
                               "now, and say why it is late."),
                            deadline);
  if (left == 0)
    return g_strdup_printf (_ ("The Data Commissioner is to be told by %s: less than an "
                               "hour is left."),
                            deadline);
  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE,
                   "The Data Commissioner is to be told by %s: %ld hour is left.",
                   "The Data Commissioner is to be told by %s: %ld hours are left.",
                   (gulong) left),
      deadline, left);
}

char *
ahadi_sentence_for_lost_records (const AhadiLostDevice *self)
{
  g_autofree char *counts = ahadi_sentence_list_counts (self->holdings.records);

  return g_strdup (counts != NULL ? counts : _ ("nothing that is known here"));
}
