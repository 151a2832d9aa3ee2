/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desks.h"

static void
test_every_field_has_a_label (void)
{
  for (AhadiKind kind = 1; kind <= AHADI_KIND_MAX; kind++)
    {
      g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

      g_assert_cmpstr (ahadi_words_kind (kind), !=, "");
      for (guint i = 0; i < ahadi_kind_get_info (kind)->n_fields; i++)
        {
          const char *label = ahadi_words_field (kind, i);

          g_assert_cmpstr (label, !=, "");
          g_assert_true (g_hash_table_add (seen, (gpointer) label));
        }
    }
}

/* A choice that is shown as it stands in an operation has no word of its own yet. */
static void
test_every_choice_has_a_word (void)
{
  for (AhadiKind kind = 1; kind <= AHADI_KIND_MAX; kind++)
    for (guint i = 0; i < ahadi_kind_get_info (kind)->n_fields; i++)
      {
        const AhadiField *field = &ahadi_kind_get_info (kind)->fields[i];

        for (guint j = 0; field->choices != NULL && field->choices[j] != NULL; j++)
          g_assert_cmpstr (ahadi_words_choice (field, field->choices[j]), !=,
                           field->choices[j]);
      }
  for (guint i = 0; ahadi_report_roles[i] != NULL; i++)
    g_assert_cmpstr (ahadi_words_choice (&ahadi_report_info.fields[AHADI_REPORT_PERSONS],
                                         ahadi_report_roles[i]),
                     !=, ahadi_report_roles[i]);
}

static void
test_one_word_may_mean_two_things (void)
{
  const AhadiField *language = &ahadi_pledge_info.fields[AHADI_PLEDGE_LANGUAGE];
  const AhadiField *route = &ahadi_report_info.fields[AHADI_REPORT_ROUTE];

  g_assert_cmpstr (ahadi_words_choice (language, "both"), !=,
                   ahadi_words_choice (route, "both"));
}

static void
test_newer_word_is_shown_as_it_is (void)
{
  const AhadiField *status = &ahadi_member_info.fields[AHADI_MEMBER_STATUS];

  g_assert_cmpstr (ahadi_words_choice (status, "honorary"), ==, "honorary");
}

static void
test_roles_deliveries_audiences_and_outcomes_have_words (void)
{
  for (AhadiRole role = AHADI_ROLE_COORDINATOR; role <= AHADI_ROLE_BOARD_COMMITTEE;
       role++)
    g_assert_cmpstr (ahadi_words_role (role), !=, "");
  for (AhadiAudienceClass one = AHADI_AUDIENCE_MEMBERSHIP; one <= AHADI_AUDIENCE_DEVICE;
       one++)
    g_assert_cmpstr (ahadi_words_audience (one), !=, "");
  for (AhadiOutcome one = AHADI_OUTCOME_MERGED; one <= AHADI_OUTCOME_REFUSED; one++)
    g_assert_cmpstr (ahadi_words_outcome (one), !=, "");
  g_assert_cmpstr (ahadi_words_delivery (AHADI_DELIVERY_NONE), ==, "");
  g_assert_cmpstr (ahadi_words_delivery (AHADI_DELIVERY_RECEIVED), ==, "Received");
}

int
main (int argc, char **argv)
{
  desks_init_tests (&argc, &argv);
  g_test_add_func ("/app/words/every-field-has-a-label", test_every_field_has_a_label);
  g_test_add_func ("/app/words/every-choice-has-a-word", test_every_choice_has_a_word);
  g_test_add_func ("/app/words/one-word-may-mean-two-things",
                   test_one_word_may_mean_two_things);
  g_test_add_func ("/app/words/newer-word-is-shown-as-it-is",
                   test_newer_word_is_shown_as_it_is);
  g_test_add_func ("/app/words/roles-deliveries-audiences-and-outcomes-have-words",
                   test_roles_deliveries_audiences_and_outcomes_have_words);
  return g_test_run ();
}
