/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-body-text.h"

#include "place.h"
#include "store/ahadi-log.h"
#include "store/ahadi-vault-private.h"

static const char json[] =
    "{\"s\":\"000102030405060708090a0b0c0d0e0f\",\"f\":{\"name\":\"Wanjiku\"}}";

typedef struct
{
  Place place;
  guint8 packed[256];
  gsize packed_size;
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  g_auto (AhadiBody) body = { 0 };
  g_autoptr (GError) error = NULL;

  place_open (&self->place);
  assert_ok (ahadi_body_parse (json, sizeof json - 1, AHADI_KIND_MEMBER, &body, &error));
  self->packed_size = ahadi_packed_body_measure (&body);
  ahadi_packed_body_write (&body, json, self->packed);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  place_close (&self->place);
}

/* Steps to what body_text() gives of @bytes, bound as a blob. */
static int
ask (Fixture *self, gconstpointer bytes, gsize size, sqlite3_stmt **stmt)
{
  g_assert_cmpint (
      sqlite3_prepare_v2 (ahadi_database_get_handle (self->place.vault->database),
                          "SELECT body_text (?1, ?2)", -1, stmt, NULL),
      ==, SQLITE_OK);
  sqlite3_bind_int (*stmt, 1, AHADI_KIND_MEMBER);
  sqlite3_bind_blob64 (*stmt, 2, bytes, size, SQLITE_STATIC);
  return sqlite3_step (*stmt);
}

static void
assert_is_json (Fixture *self, gconstpointer bytes, gsize size)
{
  sqlite3_stmt *stmt;

  g_assert_cmpint (ask (self, bytes, size, &stmt), ==, SQLITE_ROW);
  g_assert_cmpint (sqlite3_column_type (stmt, 0), ==, SQLITE_BLOB);
  g_assert_cmpmem (sqlite3_column_blob (stmt, 0), sqlite3_column_bytes (stmt, 0), json,
                   sizeof json - 1);
  sqlite3_finalize (stmt);
}

static void
test_a_body_comes_back (Fixture *self, gconstpointer unused)
{
  assert_is_json (self, self->packed, self->packed_size);
  assert_is_json (self, json, sizeof json - 1);
}

static void
test_nothing_stays_nothing (Fixture *self, gconstpointer unused)
{
  sqlite3_stmt *stmt;

  g_assert_cmpint (ask (self, NULL, 0, &stmt), ==, SQLITE_ROW);
  g_assert_cmpint (sqlite3_column_type (stmt, 0), ==, SQLITE_NULL);
  sqlite3_finalize (stmt);
}

static void
test_damage_is_told (Fixture *self, gconstpointer unused)
{
  sqlite3_stmt *stmt;

  g_assert_cmpint (ask (self, self->packed, self->packed_size - 1, &stmt), ==,
                   SQLITE_CORRUPT);
  sqlite3_finalize (stmt);
}

static gboolean
check_one (const AhadiOperation *operation, gpointer data, GError **error)
{
  guint *n = data;

  g_assert_cmpmem (operation->body, operation->body_size, json, sizeof json - 1);
  (*n)++;
  return TRUE;
}

/* What was read already is kept packed; an operation without a body has none. */
static void
test_the_log_keeps_it_packed (Fixture *self, gconstpointer unused)
{
  AhadiVault *vault = self->place.vault;
  AhadiOperation operation = { .seq = 1,
                               .hlc = 1,
                               .kind = AHADI_KIND_MEMBER,
                               .body = json,
                               .body_size = sizeof json - 1,
                               .packed = self->packed,
                               .packed_size = self->packed_size };
  g_autoptr (GError) error = NULL;
  sqlite3_stmt *stmt;
  guint n = 0;

  assert_ok (ahadi_vault_begin (vault, &error));
  assert_ok (ahadi_log_insert (vault, 9, &operation, AHADI_OP_APPLIED, &error));
  assert_ok (ahadi_log_read (vault, 9, 1, 1, check_one, &n, &error));
  g_assert_cmpuint (n, ==, 1);
  operation.seq = 2;
  operation.body = NULL;
  assert_ok (ahadi_log_insert (vault, 9, &operation, AHADI_OP_APPLIED, &error));
  g_assert_cmpint (
      sqlite3_prepare_v2 (ahadi_database_get_handle (vault->database),
                          "SELECT length (body) FROM op WHERE place >> 40 = 9", -1, &stmt,
                          NULL),
      ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_ROW);
  g_assert_cmpint (sqlite3_column_int (stmt, 0), ==, (int) self->packed_size);
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_ROW);
  g_assert_cmpint (sqlite3_column_type (stmt, 0), ==, SQLITE_NULL);
  sqlite3_finalize (stmt);
  ahadi_vault_rollback (vault);
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/store/body-text/", name, NULL);

  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  add ("a-body-comes-back", test_a_body_comes_back);
  add ("nothing-stays-nothing", test_nothing_stays_nothing);
  add ("damage-is-told", test_damage_is_told);
  add ("the-log-keeps-it-packed", test_the_log_keeps_it_packed);
  return g_test_run ();
}
