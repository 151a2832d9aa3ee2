/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "merge/ahadi-merge.h"

#define FIRST "0000000000000001-00000000000000000000000000000001-00000001"
#define SECOND "0000000000000002-00000000000000000000000000000001-00000001"
#define ENTITY "00112233445566778899aabbccddeeff"

static gboolean
read_with (guint field, const char *value, AhadiDecision *decision)
{
  char *values[AHADI_SETTLEMENT_N_FIELDS] = { NULL };

  values[AHADI_SETTLEMENT_OF_KIND] = (char *) "member";
  values[AHADI_SETTLEMENT_OF_ENTITY] = (char *) ENTITY;
  values[AHADI_SETTLEMENT_OF_FIELD] = (char *) "name";
  values[AHADI_SETTLEMENT_CITES] = (char *) FIRST " " SECOND;
  values[field] = (char *) value;
  return ahadi_decision_read (values, decision);
}

static void
test_it_says_what_it_is_about (void)
{
  AhadiDecision decision;
  char id[AHADI_ID_TEXT_SIZE];

  g_assert_true (read_with (AHADI_SETTLEMENT_REASON, "seen", &decision));
  g_assert_cmpint (decision.kind, ==, AHADI_KIND_MEMBER);
  g_assert_cmpuint (decision.field, ==, AHADI_MEMBER_NAME);
  g_assert_cmpstr (ahadi_id_print (&decision.entity, id), ==, ENTITY);
  g_assert_cmpuint (decision.n_cites, ==, 2);
  g_assert_cmpuint (decision.cites[1].hlc, ==, 2);
}

static void
test_only_sensitive_fields_are_settled (void)
{
  AhadiDecision decision;

  g_assert_true (read_with (AHADI_SETTLEMENT_OF_FIELD, "birth", &decision));
  g_assert_false (read_with (AHADI_SETTLEMENT_OF_FIELD, "phone", &decision));
  g_assert_false (read_with (AHADI_SETTLEMENT_OF_FIELD, "shoe_size", &decision));
  g_assert_false (read_with (AHADI_SETTLEMENT_OF_FIELD, NULL, &decision));
  g_assert_false (read_with (AHADI_SETTLEMENT_OF_KIND, "circle", &decision));
  g_assert_false (read_with (AHADI_SETTLEMENT_OF_KIND, "pledge", &decision));
  g_assert_false (read_with (AHADI_SETTLEMENT_OF_ENTITY, "0011", &decision));
}

static void
test_cites_rise_and_have_one_spelling (void)
{
  static const char *const wrong[] = { NULL,
                                       "",
                                       FIRST,
                                       SECOND " " FIRST,
                                       FIRST " " FIRST,
                                       FIRST "  " SECOND,
                                       FIRST "\n" SECOND,
                                       FIRST " " SECOND " ",
                                       " " FIRST " " SECOND };
  AhadiDecision decision;

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (read_with (AHADI_SETTLEMENT_CITES, wrong[i], &decision));
}

static void
test_as_many_are_cited_as_there_is_room_for (void)
{
  const AhadiField *field = &ahadi_settlement_info.fields[AHADI_SETTLEMENT_CITES];
  AhadiStamp cites[AHADI_DECISION_MAX_CITES + 1] = { 0 };
  g_autofree char *most = NULL;
  g_autofree char *more = NULL;
  AhadiDecision decision;

  for (guint i = 0; i <= AHADI_DECISION_MAX_CITES; i++)
    cites[i].hlc = i + 1;
  most = ahadi_decision_print_cites (cites, AHADI_DECISION_MAX_CITES);
  more = ahadi_decision_print_cites (cites, AHADI_DECISION_MAX_CITES + 1);
  g_assert_true (ahadi_field_check (field, most, NULL));
  g_assert_true (read_with (AHADI_SETTLEMENT_CITES, most, &decision));
  g_assert_cmpuint (decision.n_cites, ==, AHADI_DECISION_MAX_CITES);
  for (guint i = 0; i < AHADI_DECISION_MAX_CITES; i++)
    g_assert_cmpint (ahadi_stamp_compare (&decision.cites[i], &cites[i]), ==, 0);
  g_assert_false (read_with (AHADI_SETTLEMENT_CITES, more, &decision));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/merge/decision/it-says-what-it-is-about",
                   test_it_says_what_it_is_about);
  g_test_add_func ("/merge/decision/only-sensitive-fields-are-settled",
                   test_only_sensitive_fields_are_settled);
  g_test_add_func ("/merge/decision/cites-rise-and-have-one-spelling",
                   test_cites_rise_and_have_one_spelling);
  g_test_add_func ("/merge/decision/as-many-are-cited-as-there-is-room-for",
                   test_as_many_are_cited_as_there_is_room_for);
  return g_test_run ();
}
