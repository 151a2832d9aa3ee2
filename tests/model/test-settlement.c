/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

static AhadiRecord *
make_settlement (void)
{
  AhadiRecord *record = ahadi_record_new (AHADI_KIND_SETTLEMENT, NULL);

  ahadi_record_set (record, AHADI_SETTLEMENT_OF_KIND, "member");
  ahadi_record_set (record, AHADI_SETTLEMENT_OF_ENTITY,
                    "00112233445566778899aabbccddeeff");
  ahadi_record_set (record, AHADI_SETTLEMENT_OF_FIELD, "name");
  ahadi_record_set (record, AHADI_SETTLEMENT_CITES, "stamps");
  ahadi_record_set (record, AHADI_SETTLEMENT_OUTCOME, "keep");
  ahadi_record_set (record, AHADI_SETTLEMENT_VALUE, "Wanjiku");
  ahadi_record_set (record, AHADI_SETTLEMENT_REASON, "Her card was seen");
  ahadi_record_set (record, AHADI_SETTLEMENT_DATE, "2026-11-29");
  return record;
}

static void
test_only_the_value_may_be_absent (void)
{
  g_autoptr (AhadiRecord) record = make_settlement ();

  for (guint i = 0; i < AHADI_SETTLEMENT_N_FIELDS; i++)
    if (i == AHADI_SETTLEMENT_VALUE)
      fixture_assert_accepted (record, i, NULL);
    else
      fixture_assert_refused (record, i, NULL, AHADI_PROBLEM_REQUIRED);
}

static void
test_it_is_about_a_sensitive_field (void)
{
  g_autoptr (AhadiRecord) record = make_settlement ();

  fixture_assert_accepted (record, AHADI_SETTLEMENT_OF_FIELD, "status");
  fixture_assert_refused (record, AHADI_SETTLEMENT_OF_FIELD, "phone",
                          AHADI_PROBLEM_OTHER_VALUE);
  fixture_assert_refused (record, AHADI_SETTLEMENT_OF_FIELD, "shoe_size",
                          AHADI_PROBLEM_OTHER_VALUE);
}

/* Whatever was decided fits in. */
static void
test_its_value_has_room_for_any_sensitive_field (void)
{
  const guint room = ahadi_settlement_info.fields[AHADI_SETTLEMENT_VALUE].max_characters;

  for (int kind = 1; kind <= AHADI_KIND_MAX; kind++)
    {
      const AhadiKindInfo *info = ahadi_kind_get_info (kind);

      for (guint i = 0; i < info->n_fields; i++)
        if (info->fields[i].field_class == AHADI_FIELD_SENSITIVE)
          {
            g_assert_cmpuint (info->fields[i].max_characters, <=, room);
            g_assert_true (g_strv_contains (ahadi_erasure_kinds, info->name));
          }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/model/settlement/only-the-value-may-be-absent",
                   test_only_the_value_may_be_absent);
  g_test_add_func ("/model/settlement/it-is-about-a-sensitive-field",
                   test_it_is_about_a_sensitive_field);
  g_test_add_func ("/model/settlement/its-value-has-room-for-any-sensitive-field",
                   test_its_value_has_room_for_any_sensitive_field);
  return g_test_run ();
}
