/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-row-cache.h"

#include "place.h"

typedef struct
{
  Place place;
  AhadiStreamEntry *entry;
  AhadiRowCache *cache;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const AhadiId device = { { 3 } };
  AhadiStreamId id;

  place_open (&fixture->place);
  assert_ok (ahadi_vault_begin (fixture->place.vault, &error));
  ahadi_stream_id_init (&id, &device, 1, AUDIENCE);
  fixture->entry = ahadi_stream_table_add (
      ahadi_vault_get_streams (fixture->place.vault, &error), &id, FALSE, &error);
  g_assert_no_error (error);
  fixture->cache = ahadi_row_cache_new (fixture->place.vault);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ahadi_row_cache_free (fixture->cache);
  ahadi_vault_rollback (fixture->place.vault);
  place_close (&fixture->place);
}

static AhadiTouch
fold (Fixture *fixture, guint32 entity, AhadiHlc hlc, const char *name)
{
  AhadiOperation operation = { .hlc = hlc, .kind = AHADI_KIND_CIRCLE };
  g_auto (AhadiBody) body = { .fields = 1u << AHADI_CIRCLE_NAME };
  g_autoptr (GError) error = NULL;
  AhadiFoldOutcome outcome;
  AhadiTouch touch;

  operation.body_size = strlen (name);
  ahadi_put_u32be (operation.entity.bytes + 12, entity);
  body.values[AHADI_CIRCLE_NAME] = g_strdup (name);
  assert_ok (ahadi_row_cache_fold (fixture->cache, fixture->entry, &operation, &body,
                                   &outcome, &touch, &error));
  return touch;
}

static char *
read_name (Fixture *fixture, guint32 entity)
{
  g_auto (AhadiStoredRow) stored = { 0 };
  g_autoptr (GError) error = NULL;
  AhadiId id = { { 0 } };

  ahadi_put_u32be (id.bytes + 12, entity);
  assert_ok (ahadi_rows_load (fixture->place.vault, fixture->entry->audience,
                              AHADI_KIND_CIRCLE, &id, &stored, &error));
  return g_strdup (stored.row.values[AHADI_CIRCLE_NAME]);
}

static void
flush (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_row_cache_flush (fixture->cache, &error));
}

static void
test_a_record_is_counted_once (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (fold (fixture, 1, 10, "A"), ==, AHADI_TOUCH_CREATED);
  g_assert_cmpint (fold (fixture, 1, 11, "B"), ==, AHADI_TOUCH_AGAIN);
  flush (fixture);
  g_assert_cmpint (fold (fixture, 1, 12, "C"), ==, AHADI_TOUCH_AGAIN);
  g_assert_cmpint (fold (fixture, 1, 5, "older"), ==, AHADI_TOUCH_NONE);

  /* The next import counts anew. */
  flush (fixture);
  ahadi_row_cache_free (fixture->cache);
  fixture->cache = ahadi_row_cache_new (fixture->place.vault);
  g_assert_cmpint (fold (fixture, 1, 13, "D"), ==, AHADI_TOUCH_CHANGED);
}

static void
test_rows_are_written_when_it_is_flushed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  fold (fixture, 1, 10, "A");
  before = read_name (fixture, 1);
  g_assert_null (before);
  flush (fixture);
  after = read_name (fixture, 1);
  g_assert_cmpstr (after, ==, "A");
}

static void
test_a_full_cache_writes_by_itself (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;
  g_autofree char *again = NULL;

  for (guint32 i = 0; i <= AHADI_ROW_CACHE_LIMIT; i++)
    fold (fixture, i, 10, "A");
  first = read_name (fixture, 0);
  g_assert_cmpstr (first, ==, "A");
  last = read_name (fixture, AHADI_ROW_CACHE_LIMIT);
  g_assert_null (last);

  fold (fixture, 0, 11, "B");
  flush (fixture);
  again = read_name (fixture, 0);
  g_assert_cmpstr (again, ==, "B");
}

/* One record that a liar writes over and over. */
static void
test_texts_are_bounded_too (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = g_strnfill (AHADI_ROW_CACHE_TEXTS / 4, 'x');
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  for (guint i = 0; i < 4; i++)
    fold (fixture, 1, 10 + i, text);
  before = read_name (fixture, 1);
  g_assert_null (before);
  fold (fixture, 1, 20, "A");
  after = read_name (fixture, 1);
  g_assert_cmpstr (after, ==, text);
}

static void
begin_anew (Fixture *fixture)
{
  flush (fixture);
  ahadi_row_cache_free (fixture->cache);
  fixture->cache = ahadi_row_cache_new (fixture->place.vault);
}

/* Rising, as their author made them, with some that are there; and in any other order. */
static void
test_what_is_there_is_found_in_every_order (Fixture *fixture, gconstpointer data)
{
  static const guint32 orders[][8] = {
    { 1, 2, 3, 4, 5, 6, 7, 8 }, { 8, 7, 6, 5, 4, 3, 2, 1 }, { 5, 1, 8, 2, 7, 3, 6, 4 },
    { 2, 4, 6, 8, 1, 3, 5, 7 }, { 4, 5, 4, 6, 5, 3, 4, 4 },
  };
  AhadiHlc hlc = 10;

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      guint32 base = 100 * i;
      gboolean there[9] = { FALSE, FALSE, FALSE, TRUE, FALSE, TRUE, TRUE, FALSE, FALSE };

      for (guint32 n = 1; n <= 8; n++)
        if (there[n])
          fold (fixture, base + n, hlc++, "A");
      begin_anew (fixture);

      for (guint k = 0; k < 8; k++)
        {
          guint32 n = orders[i][k];
          AhadiTouch touch = fold (fixture, base + n, hlc++, "B");

          if (touch != AHADI_TOUCH_AGAIN)
            g_assert_cmpint (touch, ==,
                             there[n] ? AHADI_TOUCH_CHANGED : AHADI_TOUCH_CREATED);
          if (k == 3)
            flush (fixture);
          g_assert_cmpint (fold (fixture, base + n, 1, "older"), ==, AHADI_TOUCH_NONE);
        }
      begin_anew (fixture);
    }
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/store/row-cache/", name, NULL);

  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  add ("a-record-is-counted-once", test_a_record_is_counted_once);
  add ("rows-are-written-when-it-is-flushed", test_rows_are_written_when_it_is_flushed);
  add ("a-full-cache-writes-by-itself", test_a_full_cache_writes_by_itself);
  add ("what-is-there-is-found-in-every-order",
       test_what_is_there_is_found_in_every_order);
  add ("texts-are-bounded-too", test_texts_are_bounded_too);
  return g_test_run ();
}
