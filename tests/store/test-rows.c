/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-rows.h"

#include <string.h>

#include "place.h"
#include "store/ahadi-tokenizer.h"

/* Columns of a kind's table that are no field. */
static const char *const own_columns[] = { "doc",        "audience", "id",
                                           "hlc",        "writer",   "stamps",
                                           "own_stream", "own_seq",  NULL };

static GPtrArray *
list_columns (Place *place, const char *table)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *stmt;

  g_assert_cmpint (
      sqlite3_prepare_v2 (ahadi_database_get_handle (place->vault->database),
                          "SELECT name FROM pragma_table_info (?1) ORDER BY cid", -1,
                          &stmt, NULL),
      ==, SQLITE_OK);
  sqlite3_bind_text (stmt, 1, table, -1, SQLITE_STATIC);
  while (sqlite3_step (stmt) == SQLITE_ROW)
    g_ptr_array_add (names, g_strdup ((const char *) sqlite3_column_text (stmt, 0)));
  sqlite3_finalize (stmt);
  return names;
}

static void
test_every_field_has_its_column_in_order (void)
{
  g_auto (Place) place = { 0 };

  place_open (&place);
  for (int kind = 1; kind <= AHADI_KIND_MAX; kind++)
    {
      const AhadiKindInfo *info = ahadi_kind_get_info (kind);
      g_autoptr (GPtrArray) columns = list_columns (&place, info->name);
      guint first = g_strv_length ((GStrv) own_columns);

      g_assert_cmpuint (columns->len, ==, first + info->n_fields);
      for (guint i = 0; i < first; i++)
        g_assert_cmpstr (g_ptr_array_index (columns, i), ==, own_columns[i]);
      for (guint i = 0; i < info->n_fields; i++)
        g_assert_cmpstr (g_ptr_array_index (columns, first + i), ==,
                         info->fields[i].name);
    }
}

static void
test_every_kind_has_its_statements (void)
{
  static const char *const names[] = {
    "get",  "scan", "insert",     "update",    "delete",   "next-doc",   "next-id",
    "find", "any",  "deliveries", "all-count", "all-name", "all-newest",
  };
  g_auto (Place) place = { 0 };

  place_open (&place);
  for (int kind = 1; kind <= AHADI_KIND_MAX; kind++)
    for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
      {
        g_autofree char *name =
            g_strdup_printf ("%s-%s", ahadi_kind_get_info (kind)->name, names[i]);

        g_test_message ("%s", name);
        g_assert_true (ahadi_database_has_statement (place.vault->database, name));
      }
}

/* A row as the store could have folded it, with a value of its own in each field, and
 * stamps of two writers. */
static void
fill_row (AhadiStoredRow *stored, AhadiKind kind, const AhadiStamp stamps[2])
{
  const AhadiKindInfo *info = ahadi_kind_get_info (kind);
  AhadiId id = { { 1, 2, 3 } };

  memset (stored, 0, sizeof *stored);
  id.bytes[15] = (guint8) kind;
  ahadi_row_init (&stored->row, kind, &id);
  stored->audience = 1;
  for (guint i = 0; i < info->n_fields; i++)
    {
      if (i % 4 != 3)
        stored->row.values[i] = g_strdup_printf ("%s %u", info->fields[i].name, i);
      if (i % 4 != 2)
        stored->row.stamps[i] = stamps[i % 2];
      else
        g_clear_pointer (&stored->row.values[i], g_free);
    }
}

static void
assert_rows_equal (const AhadiStoredRow *a, const AhadiStoredRow *b)
{
  for (guint i = 0; i < AHADI_KIND_MAX_FIELDS; i++)
    {
      g_assert_cmpstr (a->row.values[i], ==, b->row.values[i]);
      g_assert_cmpint (ahadi_stamp_compare (&a->row.stamps[i], &b->row.stamps[i]), ==, 0);
    }
  g_assert_cmpint (a->own_stream, ==, b->own_stream);
  g_assert_cmpuint (a->own_seq, ==, b->own_seq);
  g_assert_cmpint (a->doc, ==, b->doc);
}

static void
add_stream (Place *place, const AhadiId *device)
{
  g_autoptr (GError) error = NULL;
  AhadiStreamTable *streams = ahadi_vault_get_streams (place->vault, &error);
  AhadiStreamId id;

  ahadi_stream_id_init (&id, device, 77, AUDIENCE);
  g_assert_nonnull (ahadi_stream_table_add (streams, &id, FALSE, &error));
}

static void
test_rows_of_every_kind_read_back (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  AhadiStamp stamps[2] = { { 1000, { { 5 } }, 77 }, { 2000, { { 6 } }, 77 } };

  place_open (&place);
  assert_ok (ahadi_vault_begin (place.vault, &error));
  add_stream (&place, &stamps[0].device);
  add_stream (&place, &stamps[1].device);

  for (int kind = 1; kind <= AHADI_KIND_MAX; kind++)
    {
      g_auto (AhadiStoredRow) stored = { 0 };
      g_auto (AhadiStoredRow) inserted = { 0 };
      g_auto (AhadiStoredRow) updated = { 0 };

      fill_row (&stored, kind, stamps);
      assert_ok (ahadi_rows_put (place.vault, &stored, &error));
      assert_ok (
          ahadi_rows_load (place.vault, 1, kind, &stored.row.entity, &inserted, &error));
      g_assert_true (inserted.exists);
      assert_rows_equal (&stored, &inserted);

      ahadi_stored_row_note_own (&stored, 1, 9);
      g_free (stored.row.values[0]);
      stored.row.values[0] = g_strdup ("another");
      assert_ok (ahadi_rows_put (place.vault, &stored, &error));
      assert_ok (
          ahadi_rows_load (place.vault, 1, kind, &stored.row.entity, &updated, &error));
      assert_rows_equal (&stored, &updated);
    }
  assert_ok (ahadi_vault_commit (place.vault, &error));
}

static void
test_a_missing_row_is_empty (void)
{
  g_auto (Place) place = { 0 };
  g_auto (AhadiStoredRow) stored = { 0 };
  g_autoptr (GError) error = NULL;
  const AhadiId id = { { 1 } };

  place_open (&place);
  assert_ok (ahadi_rows_load (place.vault, 1, AHADI_KIND_MEMBER, &id, &stored, &error));
  g_assert_false (stored.exists);
  g_assert_true (ahadi_stamp_is_zero (ahadi_row_get_newest (&stored.row)));
}

static void
test_the_later_own_operation_counts (void)
{
  AhadiStoredRow stored = { 0 };

  ahadi_stored_row_note_own (&stored, 2, 5);
  ahadi_stored_row_note_own (&stored, 2, 4);
  g_assert_cmpuint (stored.own_seq, ==, 5);
  ahadi_stored_row_note_own (&stored, 1, 50);
  g_assert_cmpint (stored.own_stream, ==, 2);
  ahadi_stored_row_note_own (&stored, 3, 1);
  g_assert_cmpint (stored.own_stream, ==, 3);
  g_assert_cmpuint (stored.own_seq, ==, 1);
}

/* One broken column at a time. */
static void
test_a_row_that_is_not_ours_is_corrupt (void)
{
  static const char *const damages[] = {
    "UPDATE member SET writer = 99",
    "UPDATE member SET stamps = x'00'",
    "UPDATE member SET stamps = x'ff000000000000000100000001'",
    "UPDATE member SET stamps = x'01000000000000000100000063'",
    "UPDATE member SET stamps = x'0200000000000000010000000101000000000000000100000001'",
  };
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  AhadiId id;

  place_open (&place);
  id = place_add_member (&place, "Njeri", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_auto (AhadiStoredRow) stored = { 0 };

      assert_ok (ahadi_vault_begin (place.vault, &error));
      assert_ok (ahadi_database_exec (place.vault->database, damages[i], "test", &error));
      g_assert_false (
          ahadi_rows_load (place.vault, 1, AHADI_KIND_MEMBER, &id, &stored, &error));
      g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_CORRUPT);
      g_clear_error (&error);
      ahadi_vault_rollback (place.vault);
    }
}

static guint64
count_lists_of (Place *place, const char *token)
{
  sqlite3_stmt *stmt;
  guint64 n;

  g_assert_cmpint (sqlite3_prepare_v2 (ahadi_database_get_handle (place->vault->database),
                                       "SELECT count (*) FROM member_posting "
                                       "WHERE token = ?1",
                                       -1, &stmt, NULL),
                   ==, SQLITE_OK);
  sqlite3_bind_int64 (stmt, 1, (gint64) ahadi_tokenizer_make_key (token, strlen (token)));
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_ROW);
  n = (guint64) sqlite3_column_int64 (stmt, 0);
  sqlite3_finalize (stmt);
  return n;
}

static void
test_words_that_were_replaced_do_not_stay_in_the_index (void)
{
  g_auto (Place) place = { 0 };
  AhadiId id;

  place_open (&place);
  id = place_add_member (&place, "qxz", NULL);
  place_add_member (&place, "wanjiku", NULL);
  g_assert_cmpuint (count_lists_of (&place, "qxz"), >, 0);
  place_change (&place, AHADI_KIND_MEMBER, &id, AHADI_MEMBER_NAME, "abc");
  g_assert_cmpuint (count_lists_of (&place, "qxz"), ==, 0);
  g_assert_cmpuint (count_lists_of (&place, "abc"), >, 0);
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  g_test_add_func ("/store/rows/every-field-has-its-column-in-order",
                   test_every_field_has_its_column_in_order);
  g_test_add_func ("/store/rows/every-kind-has-its-statements",
                   test_every_kind_has_its_statements);
  g_test_add_func ("/store/rows/rows-of-every-kind-read-back",
                   test_rows_of_every_kind_read_back);
  g_test_add_func ("/store/rows/a-missing-row-is-empty", test_a_missing_row_is_empty);
  g_test_add_func ("/store/rows/the-later-own-operation-counts",
                   test_the_later_own_operation_counts);
  g_test_add_func ("/store/rows/a-row-that-is-not-ours-is-corrupt",
                   test_a_row_that_is_not_ours_is_corrupt);
  g_test_add_func ("/store/rows/words-that-were-replaced-do-not-stay-in-the-index",
                   test_words_that_were_replaced_do_not_stay_in_the_index);
  return g_test_run ();
}
