/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "history.h"

/*
 * Any order, repetition and grouping of the same operations gives one state: random
 * histories against a naive oracle. A failure prints its seed; AHADI_SEED=<seed> runs
 * that one history again.
 */
#define N_HISTORIES 60
#define N_ORDERS 8

typedef void (*Check) (const History *history, const AhadiRow *expected, GRand *random);

static void
run_history (guint32 seed, gboolean copies, Check check)
{
  GRand *random = g_rand_new_with_seed (seed);
  g_autoptr (History) history = history_new (random, copies);
  AhadiRow *expected = history_judge (history);

  g_test_message ("AHADI_SEED=%" G_GUINT32_FORMAT, seed);
  check (history, expected, random);

  history_free_rows (expected);
  g_rand_free (random);
}

static void
run_histories (gboolean copies, Check check)
{
  const char *fixed = g_getenv ("AHADI_SEED");

  if (fixed != NULL)
    {
      run_history ((guint32) strtoul (fixed, NULL, 10), copies, check);
      return;
    }

  for (guint i = 0; i < N_HISTORIES; i++)
    run_history (g_test_rand_int (), copies, check);
}

static void
assert_same (const AhadiRow *rows, const AhadiRow *expected)
{
  g_autofree char *digest = history_digest (rows);
  g_autofree char *expected_digest = history_digest (expected);

  for (guint row = 0; row < HISTORY_N_ROWS; row++)
    for (guint field = 0; field < AHADI_KIND_MAX_FIELDS; field++)
      {
        g_assert_cmpstr (rows[row].values[field], ==, expected[row].values[field]);
        g_assert_cmpint (
            ahadi_stamp_compare (&rows[row].stamps[field], &expected[row].stamps[field]),
            ==, 0);
      }
  g_assert_cmpstr (digest, ==, expected_digest);
}

/* Numbers of all operations, each @times times, shuffled (Fisher and Yates). */
static GArray *
shuffle (const History *history, guint times, GRand *random)
{
  GArray *order = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < history->operations->len * times; i++)
    {
      guint number = i % history->operations->len;

      g_array_append_val (order, number);
    }
  for (guint i = order->len; i > 1; i--)
    {
      guint j = (guint) g_rand_int_range (random, 0, (gint32) i);
      guint kept = g_array_index (order, guint, j);

      g_array_index (order, guint, j) = g_array_index (order, guint, i - 1);
      g_array_index (order, guint, i - 1) = kept;
    }

  return order;
}

static AhadiFoldOutcome
fold_one (AhadiRow *rows, const HistoryOperation *operation)
{
  return ahadi_fold (&rows[operation->row], &operation->stamp, &operation->body);
}

static void
check_shuffled (const History *history,
                const AhadiRow *expected,
                guint times,
                GRand *random)
{
  for (guint i = 0; i < N_ORDERS; i++)
    {
      g_autoptr (GArray) order = shuffle (history, times, random);
      AhadiRow *rows = history_make_rows ();

      for (guint j = 0; j < order->len; j++)
        fold_one (rows, history_get (history, g_array_index (order, guint, j)));
      assert_same (rows, expected);
      history_free_rows (rows);
    }
}

static void
check_permutations (const History *history, const AhadiRow *expected, GRand *random)
{
  check_shuffled (history, expected, 1, random);
}

static void
check_repetitions (const History *history, const AhadiRow *expected, GRand *random)
{
  check_shuffled (history, expected, 3, random);
}

/* Two replicas get a half each, then each other's; a relay passes on what it holds. */
static void
check_splits (const History *history, const AhadiRow *expected, GRand *random)
{
  for (guint i = 0; i < N_ORDERS; i++)
    {
      g_autoptr (GArray) order = shuffle (history, 1, random);
      guint cut = (guint) g_rand_int_range (random, 0, (gint32) order->len + 1);
      AhadiRow *left = history_make_rows ();
      AhadiRow *right = history_make_rows ();

      for (guint j = 0; j < order->len; j++)
        {
          guint back = (cut + j) % order->len;

          fold_one (left, history_get (history, g_array_index (order, guint, j)));
          fold_one (right, history_get (history, g_array_index (order, guint, back)));
        }
      assert_same (left, expected);
      assert_same (right, expected);
      history_free_rows (left);
      history_free_rows (right);
    }
}

static guint32
find_sensitive (AhadiKind kind)
{
  const AhadiKindInfo *info = ahadi_kind_get_info (kind);
  guint32 bits = 0;

  for (guint i = 0; i < info->n_fields; i++)
    if (info->fields[i].field_class == AHADI_FIELD_SENSITIVE)
      bits |= 1u << i;

  return bits;
}

/* The counts add up: a field is won, superseded, or was there already. */
static void
check_outcomes (const History *history, const AhadiRow *expected, GRand *random)
{
  g_autoptr (GArray) order = shuffle (history, 2, random);
  AhadiRow *rows = history_make_rows ();

  for (guint i = 0; i < order->len; i++)
    {
      const HistoryOperation *operation =
          history_get (history, g_array_index (order, guint, i));
      const AhadiRow *row = &rows[operation->row];
      AhadiFoldOutcome outcome = fold_one (rows, operation);

      g_assert_cmphex (outcome.won & outcome.superseded, ==, 0);
      g_assert_cmphex ((outcome.won | outcome.superseded) & ~operation->body.fields, ==,
                       0);
      g_assert_cmphex (outcome.conflicts & ~(outcome.won | outcome.superseded), ==, 0);
      g_assert_cmphex (outcome.conflicts & ~find_sensitive (row->kind), ==, 0);
      for (guint field = 0; field < AHADI_KIND_MAX_FIELDS; field++)
        if ((operation->body.fields & ~outcome.superseded & 1u << field) != 0)
          g_assert_cmpstr (row->values[field], ==, operation->body.values[field]);
    }

  history_free_rows (rows);
}

static gint
compare_stamps (gconstpointer a, gconstpointer b)
{
  const HistoryOperation *const *left = a;
  const HistoryOperation *const *right = b;

  return ahadi_stamp_compare (&(*left)->stamp, &(*right)->stamp);
}

/* Which operation wrote what stands in a field. */
static guint
find_writer (const History *history, guint row, guint field, const AhadiStamp *stamp)
{
  for (guint i = 0; i < history->operations->len; i++)
    {
      const HistoryOperation *operation = history_get (history, i);

      if (operation->row == row && (operation->body.fields & 1u << field) != 0 &&
          ahadi_stamp_compare (&operation->stamp, stamp) == 0)
        return i;
    }

  g_assert_not_reached ();
}

static guint32
find_unseen (const History *history,
             const AhadiRow *row,
             const HistoryOperation *operation)
{
  guint32 bits = operation->body.fields & find_sensitive (row->kind);

  for (guint field = 0; field < AHADI_KIND_MAX_FIELDS; field++)
    if ((bits & 1u << field) != 0 &&
        (ahadi_stamp_is_zero (&row->stamps[field]) ||
         g_strcmp0 (operation->body.values[field], row->values[field]) == 0 ||
         operation
             ->seen[find_writer (history, operation->row, field, &row->stamps[field])]))
      bits &= ~(1u << field);

  return bits;
}

/* In the order of stamps the bit is exact: set where the writer had not heard of what
 * stood, and wrote something else. */
static void
check_conflicts (const History *history, const AhadiRow *expected, GRand *random)
{
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  AhadiRow *rows = history_make_rows ();

  for (guint i = 0; i < history->operations->len; i++)
    g_ptr_array_add (order, g_ptr_array_index (history->operations, i));
  g_ptr_array_sort (order, compare_stamps);

  for (guint i = 0; i < order->len; i++)
    {
      const HistoryOperation *operation = g_ptr_array_index (order, i);
      guint32 unseen = find_unseen (history, &rows[operation->row], operation);

      g_assert_cmphex (fold_one (rows, operation).conflicts, ==, unseen);
    }

  history_free_rows (rows);
}

static void
test_any_order_gives_one_state (void)
{
  run_histories (FALSE, check_permutations);
}

static void
test_any_repetition_gives_one_state (void)
{
  run_histories (FALSE, check_repetitions);
}

static void
test_any_split_gives_one_state (void)
{
  run_histories (FALSE, check_splits);
}

static void
test_a_copied_laptop_gives_one_state_too (void)
{
  run_histories (TRUE, check_permutations);
  run_histories (TRUE, check_repetitions);
  run_histories (TRUE, check_splits);
}

static void
test_every_field_of_an_operation_is_accounted_for (void)
{
  run_histories (TRUE, check_outcomes);
}

static void
test_conflicts_are_exact_in_the_order_of_stamps (void)
{
  run_histories (FALSE, check_conflicts);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/merge/fold-orders/any-order-gives-one-state",
                   test_any_order_gives_one_state);
  g_test_add_func ("/merge/fold-orders/any-repetition-gives-one-state",
                   test_any_repetition_gives_one_state);
  g_test_add_func ("/merge/fold-orders/any-split-gives-one-state",
                   test_any_split_gives_one_state);
  g_test_add_func ("/merge/fold-orders/a-copied-laptop-gives-one-state-too",
                   test_a_copied_laptop_gives_one_state_too);
  g_test_add_func ("/merge/fold-orders/every-field-of-an-operation-is-accounted-for",
                   test_every_field_of_an_operation_is_accounted_for);
  g_test_add_func ("/merge/fold-orders/conflicts-are-exact-in-the-order-of-stamps",
                   test_conflicts_are_exact_in_the_order_of_stamps);

  return g_test_run ();
}
