/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#define SOME_ENTITY "00112233445566778899aabbccddeeff"

static AhadiRecord *
make (void)
{
  AhadiRecord *record = ahadi_record_new (AHADI_KIND_ERASURE, NULL);

  ahadi_record_set (record, AHADI_ERASURE_OF, SOME_ENTITY);
  ahadi_record_set (record, AHADI_ERASURE_OF_KIND, "member");
  ahadi_record_set (record, AHADI_ERASURE_REASON, "request");
  ahadi_record_set (record, AHADI_ERASURE_DATE, "2026-11-23");
  return record;
}

static void
test_all_but_the_note_is_required (void)
{
  g_autoptr (AhadiRecord) record = make ();

  fixture_assert_valid (record);
  for (guint i = 0; i < AHADI_ERASURE_N_FIELDS; i++)
    if (i != AHADI_ERASURE_NOTE)
      fixture_assert_refused (record, i, NULL, AHADI_PROBLEM_REQUIRED);
}

static void
test_what_an_office_decides_is_not_erased (void)
{
  const AhadiField *field = &ahadi_erasure_info.fields[AHADI_ERASURE_OF_KIND];

  for (guint i = 0; ahadi_erasure_kinds[i] != NULL; i++)
    g_assert_true (ahadi_field_check (field, ahadi_erasure_kinds[i], NULL));
  g_assert_false (ahadi_field_check (field, "erasure", NULL));
  g_assert_false (ahadi_field_check (field, "cutoff", NULL));
  g_assert_false (ahadi_field_check (field, "settlement", NULL));
  g_assert_false (ahadi_field_check (field, "baseline", NULL));
}

/* Whoever adds a kind decides what it goes with. */
static void
test_every_other_kind_can_be_erased (void)
{
  for (int kind = 1; kind <= AHADI_KIND_MAX; kind++)
    if (kind != AHADI_KIND_ERASURE && kind != AHADI_KIND_CUTOFF &&
        kind != AHADI_KIND_SETTLEMENT && kind != AHADI_KIND_BASELINE)
      g_assert_true (
          g_strv_contains (ahadi_erasure_kinds, ahadi_kind_get_info (kind)->name));
}

static void
test_owners_are_fields_that_name_a_record (void)
{
  for (int kind = 1; kind <= AHADI_KIND_MAX; kind++)
    for (guint i = 0; i < ahadi_kind_get_info (kind)->n_fields; i++)
      if ((ahadi_erasure_get_owner_fields (kind) >> i & 1) != 0)
        g_assert_cmpint (ahadi_kind_get_info (kind)->fields[i].type, ==,
                         AHADI_FIELD_ENTITY);
  g_assert_cmphex (ahadi_erasure_get_owner_fields (AHADI_KIND_ADDENDUM), ==,
                   1u << AHADI_ADDENDUM_REPORT);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/model/erasure/all-but-the-note-is-required",
                   test_all_but_the_note_is_required);
  g_test_add_func ("/model/erasure/what-an-office-decides-is-not-erased",
                   test_what_an_office_decides_is_not_erased);
  g_test_add_func ("/model/erasure/every-other-kind-can-be-erased",
                   test_every_other_kind_can_be_erased);
  g_test_add_func ("/model/erasure/owners-are-fields-that-name-a-record",
                   test_owners_are_fields_that_name_a_record);
  return g_test_run ();
}
