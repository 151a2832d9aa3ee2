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
test_neighbours_are_the_nearest_that_are_held (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  AhadiHlc hlc;

  place_open (&place);
  insert (&place, 2, FALSE);
  insert (&place, 3, FALSE);
  insert (&place, 9, FALSE);
  assert_ok (ahadi_log_get_neighbour (place.vault, 1, 5, FALSE, &hlc, &error));
  g_assert_cmpuint (hlc, ==, 30);
  assert_ok (ahadi_log_get_neighbour (place.vault, 1, 5, TRUE, &hlc, &error));
  g_assert_cmpuint (hlc, ==, 90);
  assert_ok (ahadi_log_get_neighbour (place.vault, 1, 9, TRUE, &hlc, &error));
  g_assert_cmpuint (hlc, ==, 0);
  assert_ok (ahadi_log_get_neighbour (place.vault, 1, 2, FALSE, &hlc, &error));
  g_assert_cmpuint (hlc, ==, 0);
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
  g_test_add_func ("/store/log/neighbours-are-the-nearest-that-are-held",
                   test_neighbours_are_the_nearest_that_are_held);
  g_test_add_func ("/store/log/parked-operations-are-read-and-released-in-order",
                   test_parked_operations_are_read_and_released_in_order);
  g_test_add_func ("/store/log/an-unknown-kind-is-corrupt",
                   test_an_unknown_kind_is_corrupt);
  return g_test_run ();
}
