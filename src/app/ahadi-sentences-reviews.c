/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-reviews.h"
#include "ahadi-words.h"

/* What stands in a field, or that nothing does. */
static char *
say_value (const AhadiField *field, const char *value)
{
  g_autofree char *words = value != NULL ? ahadi_words_value (field, value) : NULL;

  return words != NULL ? g_strdup_printf (_ ("“%s”"), words) : g_strdup (_ ("nothing"));
}

/* The first of those that compete, or of all: others are told on the page of the review.
 */
static const AhadiReviewChange *
get_other (const AhadiReviewDetail *self)
{
  return &((const AhadiReviewOther *) self->others->pdata[0])->change;
}

char *
ahadi_sentence_for_review (const AhadiReviewDetail *self)
{
  const AhadiKindInfo *info = ahadi_record_get_info (self->item->record);
  const AhadiField *field = &info->fields[self->field];
  const char *label = ahadi_words_field (info->kind, self->field);
  const AhadiReviewChange *other = get_other (self);
  g_autofree char *theirs = say_value (field, other->value);
  g_autofree char *stands = say_value (field, self->standing.value);

  switch (self->state)
    {
    case AHADI_REVIEW_OPEN:
      /* Translators: “Name”, "Kisumu", "“Wanjiru”", "“Wanjeri”" */
      return g_strdup_printf (
          _ ("“%s” was changed apart: %s wrote %s without seeing what stands now, %s. An "
             "office must decide."),
          label, other->who, theirs, stands);
    case AHADI_REVIEW_REOPENED:
      return g_strdup_printf (_ ("“%s” was decided, then changed by somebody who did not "
                                 "know it: %s wrote %s, "
                                 "and %s stands. An office must decide again."),
                              label, other->who, theirs, stands);
    case AHADI_REVIEW_SETTLED:
      return g_strdup_printf (_ ("“%s” was changed apart, and an office decided: %s "
                                 "stands."),
                              label, stands);
    case AHADI_REVIEW_PARALLEL:
    default:
      if (g_strcmp0 (other->value, self->standing.value) == 0)
        return g_strdup_printf (_ ("Parallel update, nothing to decide: “%s” was changed "
                                   "to the same by %s, who had not seen it."),
                                label, other->who);
      return g_strdup_printf (
          _ ("Parallel update, nothing to decide: “%s” was changed to %s by %s, who had "
             "not seen the other change. The later one stands, %s."),
          label, theirs, other->who, stands);
    }
}

char *
ahadi_sentence_for_settlement (const AhadiRecord *settlement)
{
  const char *reason = ahadi_record_get (settlement, AHADI_SETTLEMENT_REASON);
  AhadiDecision decision;
  const char *values[AHADI_SETTLEMENT_N_FIELDS];
  g_autofree char *stands = NULL;

  for (guint i = 0; i < AHADI_SETTLEMENT_N_FIELDS; i++)
    values[i] = ahadi_record_get (settlement, i);
  if (!ahadi_decision_read ((char *const *) values, &decision))
    return g_strdup (_ ("It was decided which of two changes stands."));

  stands = say_value (&ahadi_kind_get_info (decision.kind)->fields[decision.field],
                      values[AHADI_SETTLEMENT_VALUE]);
  if (decision.undoes)
    return g_strdup_printf (_ ("The decision on “%s” was taken back, and %s stands until "
                               "it is decided anew: “%s”."),
                            ahadi_words_field (decision.kind, decision.field), stands,
                            reason != NULL ? reason : "");
  /* Translators: “Name”, "“Wanjiru”", and the reason that was given */
  return g_strdup_printf (
      _ ("“%s” had been changed apart. It was decided that %s stands: “%s”."),
      ahadi_words_field (decision.kind, decision.field), stands,
      reason != NULL ? reason : "");
}
