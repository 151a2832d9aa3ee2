/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desks.h"

#include <string.h>

static char *
say (AhadiKind kind, guint field, AhadiProblemCode code)
{
  const AhadiProblem problem = { ahadi_kind_get_info (kind)->fields[field].name, code };

  return ahadi_sentence_for_problem (kind, &problem);
}

static void
test_every_problem_of_every_field_is_a_sentence (void)
{
  for (AhadiKind kind = 1; kind <= AHADI_KIND_MAX; kind++)
    for (guint field = 0; field < ahadi_kind_get_info (kind)->n_fields; field++)
      for (AhadiProblemCode code = 0; code <= AHADI_PROBLEM_OTHER_VALUE; code++)
        {
          g_autofree char *sentence = say (kind, field, code);

          g_assert_true (g_str_has_suffix (sentence, "."));
          g_assert_null (strstr (sentence, "nvalid"));
          g_assert_null (strchr (sentence, '%'));
        }
}

static void
test_common_fields_say_what_to_do (void)
{
  g_autofree char *name =
      say (AHADI_KIND_MEMBER, AHADI_MEMBER_NAME, AHADI_PROBLEM_REQUIRED);
  g_autofree char *type =
      say (AHADI_KIND_CIRCLE, AHADI_CIRCLE_TYPE, AHADI_PROBLEM_NOT_A_CHOICE);
  g_autofree char *place =
      say (AHADI_KIND_MEMBER, AHADI_MEMBER_PLACE, AHADI_PROBLEM_TOO_LONG);
  g_autofree char *circle =
      say (AHADI_KIND_MEMBER, AHADI_MEMBER_CIRCLE, AHADI_PROBLEM_OTHER_VALUE);

  g_assert_cmpstr (name, ==, "Write the name.");
  g_assert_cmpstr (type, ==,
                   "Choose one of these for “Type”: Community, School, University, "
                   "Profession.");
  g_assert_cmpstr (place, ==, "“Place” is too long: it has room for 120 characters.");
  g_assert_cmpstr (circle, ==,
                   "“Circle of conscience” names a record that is not in this vault.");
}

/* A hint must not recommend what the field refuses. */
static void
test_hint_of_a_date_agrees_with_its_rule (void)
{
  g_autofree char *day =
      ahadi_sentence_for_value (AHADI_KIND_PLEDGE, AHADI_PLEDGE_DATE, "today");
  g_autofree char *birth =
      ahadi_sentence_for_value (AHADI_KIND_MEMBER, AHADI_MEMBER_BIRTH, "long ago");

  g_assert_nonnull (strstr (day, "2026-11-14."));
  g_assert_null (strstr (day, "2026-11 "));
  g_assert_nonnull (strstr (birth, "2026-11 or 2026 "));
}

static void
test_value_is_judged_by_its_field (void)
{
  const struct
  {
    guint field;
    const char *value;
    AhadiProblemCode code;
  } cases[] = {
    { AHADI_MEMBER_PHONE, "0712", AHADI_PROBLEM_NOT_A_PHONE },
    { AHADI_MEMBER_BIRTH, "last year", AHADI_PROBLEM_NOT_A_DATE },
    { AHADI_MEMBER_STATUS, "gone", AHADI_PROBLEM_NOT_A_CHOICE },
    { AHADI_MEMBER_CONSENT, "maybe", AHADI_PROBLEM_OTHER_VALUE },
  };
  g_autofree char *many = g_strnfill (201, 'x');
  g_autofree char *too_long =
      ahadi_sentence_for_value (AHADI_KIND_MEMBER, AHADI_MEMBER_NAME, many);
  g_autofree char *expected =
      say (AHADI_KIND_MEMBER, AHADI_MEMBER_NAME, AHADI_PROBLEM_TOO_LONG);

  g_assert_cmpstr (too_long, ==, expected);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *is =
          ahadi_sentence_for_value (AHADI_KIND_MEMBER, cases[i].field, cases[i].value);
      g_autofree char *should_be = say (AHADI_KIND_MEMBER, cases[i].field, cases[i].code);

      g_assert_cmpstr (is, ==, should_be);
    }
}

int
main (int argc, char **argv)
{
  desks_init_tests (&argc, &argv);
  g_test_add_func ("/app/sentences-problems/every-problem-of-every-field-is-a-sentence",
                   test_every_problem_of_every_field_is_a_sentence);
  g_test_add_func ("/app/sentences-problems/common-fields-say-what-to-do",
                   test_common_fields_say_what_to_do);
  g_test_add_func ("/app/sentences-problems/hint-of-a-date-agrees-with-its-rule",
                   test_hint_of_a_date_agrees_with_its_rule);
  g_test_add_func ("/app/sentences-problems/value-is-judged-by-its-field",
                   test_value_is_judged_by_its_field);
  return g_test_run ();
}
