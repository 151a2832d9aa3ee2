/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-erasing.h"
#include "ahadi-words.h"

gboolean
ahadi_gone_is_stub (const AhadiGone *gone)
{
  return g_str_equal (gone->reason, AHADI_GONE_RECEIVED) && gone->reference != NULL &&
         gone->route != NULL;
}

char *
ahadi_sentence_for_gone (const AhadiGone *gone)
{
  const AhadiField *reason = &ahadi_erasure_info.fields[AHADI_ERASURE_REASON];
  const char *kind = ahadi_words_kind (gone->kind);
  g_autofree char *date = ahadi_words_date (gone->date);
  g_autofree char *month = ahadi_words_date (gone->month);

  if (g_str_equal (gone->reason, AHADI_GONE_RECEIVED))
    return g_strdup_printf (_ ("%s, first recorded %s: dropped here %s"), kind, month,
                            date);
  if (g_str_equal (gone->reason, AHADI_GONE_TAKEN_BACK))
    return g_strdup_printf (_ ("%s: taken out %s, before it was sent"), kind, date);
  if (gone->month == NULL)
    return g_strdup_printf (_ ("%s: erased %s. %s."), kind, date,
                            ahadi_words_choice (reason, gone->reason));
  return g_strdup_printf (_ ("%s, first recorded %s: erased %s. %s."), kind, month, date,
                          ahadi_words_choice (reason, gone->reason));
}

char *
ahadi_sentence_for_taking_back (void)
{
  return g_strdup (_ (
      "A copy of this file has left this laptop, so it can’t just be taken out. Nothing "
      "was changed. Ask the office that reads it to erase it: then it goes everywhere, "
      "here too."));
}
