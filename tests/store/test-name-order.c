/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-name-order.h"

#include "place.h"
#include "store/ahadi-vault-private.h"

/* Names beside the table: what it must give. */
typedef struct
{
  Place place;
  GPtrArray *names; /* "<sort> TAB <doc>", unsorted */
  gint64 last;
} Names;

static const AhadiKindInfo *
member (void)
{
  return ahadi_kind_get_info (AHADI_KIND_MEMBER);
}

static void
names_open (Names *self)
{
  place_open (&self->place);
  self->names = g_ptr_array_new_with_free_func (g_free);
}

static void
names_clear (Names *self)
{
  g_ptr_array_unref (self->names);
  place_close (&self->place);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Names, names_clear)

static AhadiDatabase *
database (Names *self)
{
  return self->place.vault->database;
}

static void
exec (Names *self, const char *sql)
{
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_database_exec (database (self), sql, "test", &error));
}

static char *
draw_name (void)
{
  return g_strdup_printf ("%c%c wanjiku", 'a' + g_test_rand_int_range (0, 26),
                          'a' + g_test_rand_int_range (0, 3));
}

static void
note (Names *self, const char *sort, gint64 doc)
{
  g_ptr_array_add (self->names, g_strdup_printf ("%s\t%08" G_GINT64_FORMAT, sort, doc));
}

static void
add_one (Names *self)
{
  g_autofree char *sort = draw_name ();
  g_autoptr (GError) error = NULL;

  note (self, sort, ++self->last);
  assert_ok (ahadi_name_order_add (database (self), member (), sort, self->last, &error));
}

static void
add_range (Names *self, guint n)
{
  gint64 after = self->last;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *sort = draw_name ();
      g_autofree char *sql = g_strdup_printf (
          "INSERT INTO member_words VALUES (%" G_GINT64_FORMAT ", '%s', '')",
          ++self->last, sort);

      exec (self, sql);
      note (self, sort, self->last);
    }
  assert_ok (
      ahadi_name_order_add_range (database (self), member (), after, self->last, &error));
}

static void
remove_one (Names *self)
{
  guint i = (guint) g_test_rand_int_range (0, (gint32) self->names->len);
  g_auto (GStrv) parts = g_strsplit (self->names->pdata[i], "\t", 2);
  g_autoptr (GError) error = NULL;

  g_ptr_array_remove_index_fast (self->names, i);
  assert_ok (ahadi_name_order_remove (database (self), member (), parts[0],
                                      g_ascii_strtoll (parts[1], NULL, 10), &error));
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The name at @offset is what it would be in the whole list. */
static void
assert_seek (Names *self, guint64 offset)
{
  g_auto (AhadiNamePlace) place = { NULL };
  g_autoptr (AhadiStatement) walk = NULL;
  g_autofree char *found = NULL;
  g_autoptr (GError) error = NULL;
  guint64 skip;
  gboolean row = TRUE;

  assert_ok (
      ahadi_name_order_seek (database (self), member (), offset, &place, &skip, &error));
  walk = ahadi_name_order_walk (database (self), member (), &place, &error);
  g_assert_no_error (error);
  for (guint64 i = 0; i <= skip && row; i++)
    assert_ok (ahadi_statement_next (walk, &row, &error));

  if (row)
    found = g_strdup_printf ("%s\t%08" G_GINT64_FORMAT,
                             (const char *) sqlite3_column_text (walk->stmt, 0),
                             (gint64) sqlite3_column_int64 (walk->stmt, 1));
  g_assert_cmpstr (found, ==,
                   offset < self->names->len ? self->names->pdata[offset] : NULL);
  if (offset < self->names->len)
    g_assert_cmpuint (skip, <, 2 * AHADI_NAME_RUN);
}

static void
assert_in_order (Names *self)
{
  g_autoptr (GError) error = NULL;
  gboolean sound = FALSE;

  g_ptr_array_sort (self->names, compare_names);
  assert_ok (ahadi_name_order_check (database (self), member (), &sound, &error));
  g_assert_true (sound);
  for (guint64 offset = 0; offset < self->names->len; offset += 1 + offset / 8)
    assert_seek (self, offset);
  for (guint64 beyond = 0; beyond < 3; beyond++)
    assert_seek (self, self->names->len + beyond);
}

static void
test_one_by_one (void)
{
  g_auto (Names) names = { .last = 0 };

  names_open (&names);
  assert_in_order (&names);
  exec (&names, "BEGIN");
  for (guint i = 0; i < 3 * AHADI_NAME_RUN; i++)
    add_one (&names);
  assert_in_order (&names);
  while (names.names->len > 10)
    remove_one (&names);
  assert_in_order (&names);
  while (names.names->len > 0)
    remove_one (&names);
  assert_in_order (&names);
  add_one (&names);
  assert_in_order (&names);
  exec (&names, "COMMIT");
}

static void
test_many_at_once (void)
{
  g_auto (Names) names = { .last = 0 };

  names_open (&names);
  exec (&names, "BEGIN");
  for (guint i = 0; i < 5; i++)
    {
      add_range (&names, (guint) g_test_rand_int_range (1, 5 * AHADI_NAME_RUN));
      for (guint n = 0; n < 200 && names.names->len > 0; n++)
        remove_one (&names);
      assert_in_order (&names);
    }
  exec (&names, "COMMIT");
}

/* Twins: only the number tells them apart. */
static void
test_one_name_for_all (void)
{
  g_auto (Names) names = { .last = 0 };
  g_autoptr (GError) error = NULL;

  names_open (&names);
  exec (&names, "BEGIN");
  for (gint64 doc = 1; doc <= 3 * AHADI_NAME_RUN; doc++)
    {
      note (&names, "achieng", doc);
      assert_ok (
          ahadi_name_order_add (database (&names), member (), "achieng", doc, &error));
    }
  assert_in_order (&names);
  exec (&names, "COMMIT");
}

static void
test_a_wrong_count_is_seen (void)
{
  g_auto (Names) names = { .last = 0 };
  g_autoptr (GError) error = NULL;
  gboolean sound = TRUE;

  names_open (&names);
  add_range (&names, 3);
  exec (&names, "UPDATE member_run SET rows = rows + 1");
  assert_ok (ahadi_name_order_check (database (&names), member (), &sound, &error));
  g_assert_false (sound);
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  g_test_add_func ("/store/name-order/one-by-one", test_one_by_one);
  g_test_add_func ("/store/name-order/many-at-once", test_many_at_once);
  g_test_add_func ("/store/name-order/one-name-for-all", test_one_name_for_all);
  g_test_add_func ("/store/name-order/a-wrong-count-is-seen", test_a_wrong_count_is_seen);
  return g_test_run ();
}
