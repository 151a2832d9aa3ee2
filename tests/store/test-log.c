/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-log.h"

#include <string.h>

#include "place.h"

static AhadiOperation
make (guint64 seq)
{
  AhadiOperation operation = { .seq = seq, .hlc = seq * 10, .kind = AHADI_KIND_MEMBER };

  operation.entity.bytes[0] = 9;
  operation.body = "body";
  operation.body_size = 4;
  operation.body_hash[0] = (guint8) seq;
  return operation;
}

static void
insert (Place *place, guint64 seq, gboolean parked)
{
  AhadiOperation operation = make (seq);
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_log_insert (place->vault, 1, &operation, parked, &error));
}

typedef struct
{
  const char *name;
  void (*change) (AhadiOperation *operation);
} Case;

static void
change_hlc (AhadiOperation *operation)
{
  operation->hlc++;
}

static void
change_kind (AhadiOperation *operation)
{
  operation->kind = AHADI_KIND_CIRCLE;
}

static void
change_entity (AhadiOperation *operation)
{
  operation->entity.bytes[15] ^= 1;
}

static void
change_hash (AhadiOperation *operation)
{
  operation->body_hash[31] ^= 1;
}

static const Case cases[] = {
  { "/store/log/another-clock-is-another-operation", change_hlc },
  { "/store/log/another-kind-is-another-operation", change_kind },
  { "/store/log/another-entity-is-another-operation", change_entity },
  { "/store/log/another-body-is-another-operation", change_hash },
};

static void
test_differs (gconstpointer data)
{
  const Case *one = data;
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  AhadiOperation operation = make (3);
  gboolean held;

  place_open (&place);
  insert (&place, 3, FALSE);
  assert_ok (ahadi_log_compare (place.vault, 1, &operation, &held, &error));
  g_assert_true (held);
  one->change (&operation);
  g_assert_false (ahadi_log_compare (place.vault, 1, &operation, &held, &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_FORK);
}

static void
test_an_erased_body_still_compares (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  AhadiOperation operation = make (3);
  gboolean held;

  place_open (&place);
  operation.body = NULL;
  operation.body_size = 0;
  assert_ok (ahadi_log_insert (place.vault, 1, &operation, FALSE, &error));
  operation = make (3);
  assert_ok (ahadi_log_compare (place.vault, 1, &operation, &held, &error));
  g_assert_true (held);
  operation = make (4);
  assert_ok (ahadi_log_compare (place.vault, 1, &operation, &held, &error));
  g_assert_false (held);
}

static void
test_the_clock_of_what_is_not_held_is_zero (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  AhadiHlc hlc;

  place_open (&place);
  insert (&place, 3, FALSE);
  assert_ok (ahadi_log_get_hlc (place.vault, 1, 3, &hlc, &error));
  g_assert_cmpuint (hlc, ==, 30);
  assert_ok (ahadi_log_get_hlc (place.vault, 1, 2, &hlc, &error));
  g_assert_cmpuint (hlc, ==, 0);
}

static void
assert_held (Place *place, gint64 stream, guint64 expected)
{
  g_autoptr (GError) error = NULL;
  guint64 seq;

  assert_ok (ahadi_log_find_held (place->vault, stream, &seq, &error));
  g_assert_cmpuint (seq, ==, expected);
}

static void
test_a_reason_gives_way_to_a_higher_one_only (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;

  place_open (&place);
  for (guint64 seq = 1; seq <= 4; seq++)
    insert (&place, seq, FALSE);
  assert_held (&place, 1, 0);
  assert_ok (ahadi_log_set_state (place.vault, 1, 3, AHADI_OP_REVOKED, 0, &error));
  assert_held (&place, 1, 3);
  assert_ok (ahadi_log_set_state (place.vault, 1, 2, AHADI_OP_FORKED, 0, &error));
  assert_held (&place, 1, 2);
  assert_ok (ahadi_database_exec (place.vault->database,
                                  "DELETE FROM op WHERE parked = 2", "test", &error));
  assert_held (&place, 1, 3);

  /* Their clocks, 30 and 40, are far behind. */
  assert_ok (ahadi_log_set_state (place.vault, 1, 1, AHADI_OP_APPLIED, 0, &error));
  assert_held (&place, 1, 0);
}

static void
test_what_is_ahead_waits_when_the_rest_is_applied (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  gint64 long_ago = -2 * AHADI_HLC_AHEAD_LIMIT_MS;

  place_open (&place);
  insert (&place, 1, FALSE);
  assert_ok (ahadi_log_set_state (place.vault, 1, 1, AHADI_OP_FORKED, 0, &error));
  assert_ok (ahadi_log_set_state (place.vault, 1, 1, AHADI_OP_APPLIED, long_ago, &error));
  assert_held (&place, 1, 1);
}

static void
test_streams_below_zero_stand_apart (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  AhadiOperation operation = make (3);
  AhadiHlc hlc;

  g_assert_cmpint (ahadi_log_get_stream (ahadi_log_get_place (-2, 3)), ==, -2);
  g_assert_cmpuint (ahadi_log_get_seq (ahadi_log_get_place (-2, 3)), ==, 3);

  place_open (&place);
  insert (&place, 3, FALSE);
  assert_ok (ahadi_log_insert (place.vault, -1, &operation, AHADI_OP_FORKED, &error));
  assert_ok (ahadi_log_remove (place.vault, -1, &error));
  assert_ok (ahadi_log_get_hlc (place.vault, -1, 3, &hlc, &error));
  g_assert_cmpuint (hlc, ==, 0);
  assert_ok (ahadi_log_get_hlc (place.vault, 1, 3, &hlc, &error));
  g_assert_cmpuint (hlc, ==, 30);
}

static gboolean
append_seq (const AhadiOperation *operation, gpointer data, GError **error)
{
  g_string_append_printf (data, "%" G_GUINT64_FORMAT " ", operation->seq);
  return TRUE;
}

static void
test_parked_operations_are_read_and_released_in_order (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) before = g_string_new (NULL);
  g_autoptr (GString) after = g_string_new (NULL);
  g_autoptr (GString) all = g_string_new (NULL);

  place_open (&place);
  insert (&place, 1, FALSE);
  insert (&place, 4, TRUE);
  insert (&place, 2, TRUE);
  insert (&place, 3, TRUE);
  assert_ok (ahadi_log_read_parked (place.vault, 1, append_seq, before, &error));
  g_assert_cmpstr (before->str, ==, "2 3 4 ");
  assert_ok (ahadi_log_release (place.vault, 1, 4, &error));
  assert_ok (ahadi_log_read_parked (place.vault, 1, append_seq, after, &error));
  g_assert_cmpstr (after->str, ==, "4 ");
  assert_ok (ahadi_log_read (place.vault, 1, 1, 9, append_seq, all, &error));
  g_assert_cmpstr (all->str, ==, "1 2 3 4 ");
}

static void
test_an_unknown_kind_is_corrupt (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) all = g_string_new (NULL);

  place_open (&place);
  insert (&place, 1, FALSE);
  assert_ok (ahadi_database_exec (place.vault->database, "UPDATE op SET kind = 99",
                                  "test", &error));
  g_assert_false (ahadi_log_read (place.vault, 1, 1, 9, append_seq, all, &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_CORRUPT);
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add_data_func (cases[i].name, &cases[i], test_differs);
  g_test_add_func ("/store/log/an-erased-body-still-compares",
                   test_an_erased_body_still_compares);
  g_test_add_func ("/store/log/the-clock-of-what-is-not-held-is-zero",
                   test_the_clock_of_what_is_not_held_is_zero);
  g_test_add_func ("/store/log/a-reason-gives-way-to-a-higher-one-only",
                   test_a_reason_gives_way_to_a_higher_one_only);
  g_test_add_func ("/store/log/what-is-ahead-waits-when-the-rest-is-applied",
                   test_what_is_ahead_waits_when_the_rest_is_applied);
  g_test_add_func ("/store/log/streams-below-zero-stand-apart",
                   test_streams_below_zero_stand_apart);
  g_test_add_func ("/store/log/parked-operations-are-read-and-released-in-order",
                   test_parked_operations_are_read_and_released_in_order);
  g_test_add_func ("/store/log/an-unknown-kind-is-corrupt",
                   test_an_unknown_kind_is_corrupt);
  return g_test_run ();
}
