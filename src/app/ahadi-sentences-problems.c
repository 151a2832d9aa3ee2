/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-sentences.h"

#include <glib/gi18n-lib.h>

#include "ahadi-words.h"

/* What to do about a field people meet often, better said than "“Name” is empty". */
static const struct
{
  AhadiKind kind;
  guint field;
  const char *sentence;
} required_sentences[] = {
  { AHADI_KIND_MEMBER, AHADI_MEMBER_NAME, N_ ("Write the name.") },
  { AHADI_KIND_CIRCLE, AHADI_CIRCLE_NAME, N_ ("Write the name of the circle.") },
  { AHADI_KIND_CIRCLE, AHADI_CIRCLE_TYPE, N_ ("Choose what kind of circle it is.") },
  { AHADI_KIND_PLEDGE, AHADI_PLEDGE_MEMBER, N_ ("Choose the member who pledges.") },
  { AHADI_KIND_PLEDGE, AHADI_PLEDGE_LANGUAGE,
    N_ ("Choose the language in which the Code was shown.") },
  { AHADI_KIND_PLEDGE, AHADI_PLEDGE_MADE, N_ ("Choose how the pledge was made.") },
  { AHADI_KIND_REPORT, AHADI_REPORT_DANGER, N_ ("Say whether anyone is in danger now.") },
  { AHADI_KIND_REPORT, AHADI_REPORT_STATEMENT,
    N_ ("Write what happened, in the person’s own words.") },
  { AHADI_KIND_REPORT, AHADI_REPORT_CONSENT,
    N_ ("Say whether the survivor agrees to this report.") },
  { AHADI_KIND_REPORT, AHADI_REPORT_ROUTE, N_ ("Choose who reads this report.") },
  { AHADI_KIND_ADDENDUM, AHADI_ADDENDUM_TEXT, N_ ("Write what is to be added.") },
};

static char *
say_required (AhadiKind kind, guint field)
{
  for (gsize i = 0; i < G_N_ELEMENTS (required_sentences); i++)
    if (required_sentences[i].kind == kind && required_sentences[i].field == field)
      return g_strdup (_ (required_sentences[i].sentence));

  /* Translators: %s is the label of a field in a form */
  return g_strdup_printf (_ ("“%s” is still empty."), ahadi_words_field (kind, field));
}

static char *
say_other_value (AhadiKind kind, guint field)
{
  const AhadiField *info = &ahadi_kind_get_info (kind)->fields[field];

  if (kind == AHADI_KIND_MEMBER && field == AHADI_MEMBER_EMAIL)
    return g_strdup (_ ("Write the e-mail address in full, with one @."));
  if (info->type == AHADI_FIELD_ENTITY)
    return g_strdup_printf (_ ("“%s” names a record that is not in this vault."),
                            ahadi_words_field (kind, field));
  if (info->type == AHADI_FIELD_BOOL)
    return g_strdup_printf (_ ("“%s” can only be yes or no."),
                            ahadi_words_field (kind, field));
  return g_strdup_printf (_ ("“%s” is not written as it should be."),
                          ahadi_words_field (kind, field));
}

static char *
list_choices (const AhadiField *field)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; field->choices != NULL && field->choices[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append (text, ", ");
      g_string_append (text, ahadi_words_choice (field, field->choices[i]));
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
say_not_a_choice (AhadiKind kind, guint field)
{
  g_autofree char *choices = list_choices (&ahadi_kind_get_info (kind)->fields[field]);

  /* Translators: the label of a field, then its choices with commas between */
  return g_strdup_printf (_ ("Choose one of these for “%s”: %s."),
                          ahadi_words_field (kind, field), choices);
}

static char *
say_too_long (AhadiKind kind, guint field)
{
  guint limit = ahadi_kind_get_info (kind)->fields[field].max_characters;

  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "“%s” is too long: it has room for %u character.",
                   "“%s” is too long: it has room for %u characters.", limit),
      ahadi_words_field (kind, field), limit);
}

static char *
say_with_label (AhadiKind kind, guint field, AhadiProblemCode code)
{
  const char *label = ahadi_words_field (kind, field);

  switch (code)
    {
    case AHADI_PROBLEM_NOT_A_PHONE:
      return g_strdup_printf (_ ("“%s” is not a telephone number; write it like 0712 345 "
                                 "678 or +254 712 345 678."),
                              label);
    case AHADI_PROBLEM_NOT_A_DATE:
      return g_strdup_printf (_ ("“%s” is not a date; write it like 2026-11-14, or only "
                                 "2026-11 or 2026 if you do not know more."),
                              label);
    case AHADI_PROBLEM_NOT_A_DAY:
      return g_strdup_printf (_ ("“%s” needs the exact day; write it like 2026-11-14."),
                              label);
    case AHADI_PROBLEM_IN_FUTURE:
      return g_strdup_printf (_ ("“%s” lies in the future; check day, month and year."),
                              label);
    case AHADI_PROBLEM_NOT_ANSWERED:
      return g_strdup_printf (
          _ ("“%s” has no answer yet: accepted, not accepted or not discussed."), label);
    case AHADI_PROBLEM_TOO_MUCH:
      return g_strdup_printf (_ ("Together the answers are longer than one record can "
                                 "hold; shorten “%s”, which is the longest."),
                              label);
    case AHADI_PROBLEM_EMPTY_LIST:
      return g_strdup_printf (_ ("Choose or add at least one for “%s”."), label);
    default:
      return say_other_value (kind, field);
    }
}

static const char *
say_fixed (AhadiKind kind, guint field, AhadiProblemCode code)
{
  switch (code)
    {
    case AHADI_PROBLEM_CONSENT_MISSING:
      return _ ("Without the member’s consent nothing may be kept; ask for it first.");
    case AHADI_PROBLEM_GUARDIAN_REQUIRED:
      return kind == AHADI_KIND_MEMBER && field == AHADI_MEMBER_GUARDIAN_NAME
                 ? _ ("This may be a child: write the name of the parent or guardian.")
                 : _ ("This may be a child: a parent or guardian must agree first.");
    case AHADI_PROBLEM_BEST_INTEREST_MISSING:
      return _ (
          "This may be a child: write why joining is in the child’s best interest.");
    case AHADI_PROBLEM_NOT_ACKNOWLEDGED:
      return kind == AHADI_KIND_PLEDGE && field == AHADI_PLEDGE_ACK8
                 ? _ ("Read clause 8 together and confirm it.")
                 : _ ("Read the closing paragraph together and confirm it.");
    case AHADI_PROBLEM_BEFORE_PLEDGE:
      return _ ("The pledge was made after this day; check the date of the withdrawal.");
    case AHADI_PROBLEM_ALREADY_WITHDRAWN:
      return _ ("This pledge is withdrawn already; that stays in the history.");
    case AHADI_PROBLEM_DUTY_NOT_SHOWN:
      return _ ("Say first what must be reported, before anything is told.");
    case AHADI_PROBLEM_REACHES_DIRECTOR:
      return _ (
          "It is about the Executive Director, who must not read it: send it to the "
          "Committee alone.");
    case AHADI_PROBLEM_REACHES_MEMBER:
      return _ (
          "It is about a member of the Committee: send it to the Executive Director "
          "alone, or to the rest of the Committee.");
    case AHADI_PROBLEM_NOBODY_RECUSED:
      return _ (
          "Say which member of the Committee it is about: that member’s key is left "
          "out.");
    case AHADI_PROBLEM_NO_READER:
      return _ ("Nobody is left there who could open it: choose another reader, or get a "
                "newer card of the office first.");
    default:
      return NULL;
    }
}

char *
ahadi_sentence_for_problem (AhadiKind kind, const AhadiProblem *problem)
{
  const AhadiKindInfo *info = ahadi_kind_get_info (kind);
  int field = info == NULL ? -1 : ahadi_kind_find_field (info, problem->field);
  const char *fixed;

  g_return_val_if_fail (field >= 0, g_strdup (""));

  fixed = say_fixed (kind, field, problem->code);
  if (fixed != NULL)
    return g_strdup (fixed);

  switch (problem->code)
    {
    case AHADI_PROBLEM_REQUIRED:
      return say_required (kind, field);
    case AHADI_PROBLEM_TOO_LONG:
      return say_too_long (kind, field);
    case AHADI_PROBLEM_NOT_A_CHOICE:
      return say_not_a_choice (kind, field);
    default:
      return say_with_label (kind, field, problem->code);
    }
}

char *
ahadi_sentence_for_value (AhadiKind kind, guint field, const char *value)
{
  const AhadiField *info = &ahadi_kind_get_info (kind)->fields[field];
  AhadiProblem problem = { info->name, ahadi_field_name_problem (info, value) };

  /* A person types no record's number: one of another form is just not here. */
  return ahadi_sentence_for_problem (kind, &problem);
}
