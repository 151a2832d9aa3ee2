/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>

#include "base/ahadi-base.h"
#include "people.h"
#include "support/kenyans.h"

static AhadiLinkPerson *
make_person (const Kenyan *row)
{
  return people_make (AHADI_LINK_NAME, row->name, AHADI_LINK_PHONE, row->phone,
                      AHADI_LINK_BIRTH, row->birth, AHADI_LINK_PLACE, row->place,
                      AHADI_LINK_REGION, row->county, AHADI_LINK_N_FIELDS);
}

/* With @second, rows from there on are a second table. */
static AhadiLinkTable *
make_table (GPtrArray *rows, guint second)
{
  AhadiLinkTable *table = ahadi_link_table_new ();

  for (guint i = 0; i < rows->len; i++)
    {
      if (i == second)
        ahadi_link_table_begin_second (table);
      ahadi_link_table_add (table, make_person (rows->pdata[i]));
    }
  return table;
}

static guint
count_true (GPtrArray *rows)
{
  guint n = 0;

  for (guint i = 0; i < rows->len; i++)
    for (guint j = i + 1; j < rows->len; j++)
      n += ((Kenyan *) rows->pdata[i])->person == ((Kenyan *) rows->pdata[j])->person;
  return n;
}

static guint
count_right (GPtrArray *rows, GArray *pairs)
{
  guint n = 0;

  for (guint i = 0; i < pairs->len; i++)
    {
      const AhadiLinkPair *pair = &g_array_index (pairs, AhadiLinkPair, i);

      n += ((Kenyan *) rows->pdata[pair->a])->person ==
           ((Kenyan *) rows->pdata[pair->b])->person;
    }
  return n;
}

static void
test_finds_most_and_little_else (void)
{
  g_autoptr (GPtrArray) rows = kenyans_make (11, 2000, 0.2);
  g_autoptr (AhadiLinkTable) table = make_table (rows, G_MAXUINT);
  g_autoptr (GArray) pairs = ahadi_link_table_find (table, AHADI_LINK_SURELY);
  double right = count_right (rows, pairs);

  g_test_message ("%u pairs, %.0f right, of %u", pairs->len, right, count_true (rows));
  g_assert_cmpfloat (right / pairs->len, >=, 0.95);
  g_assert_cmpfloat (right / count_true (rows), >=, 0.90);
}

static void
test_heaviest_come_first (void)
{
  g_autoptr (GPtrArray) rows = kenyans_make (12, 500, 0.3);
  g_autoptr (AhadiLinkTable) table = make_table (rows, G_MAXUINT);
  g_autoptr (GArray) pairs = ahadi_link_table_find (table, AHADI_LINK_PERHAPS);

  g_assert_cmpuint (pairs->len, >, 50);
  for (guint i = 0; i < pairs->len; i++)
    {
      const AhadiLinkPair *pair = &g_array_index (pairs, AhadiLinkPair, i);

      g_assert_cmpuint (pair->a, <, pair->b);
      g_assert_cmpfloat (pair->weight, >=, AHADI_LINK_PERHAPS);
      if (i > 0)
        g_assert_cmpfloat (pair->weight, <=, pair[-1].weight);
    }
}

static void
test_twice_is_the_same (void)
{
  g_autoptr (GPtrArray) rows = kenyans_make (13, 500, 0.3);
  g_autoptr (AhadiLinkTable) table = make_table (rows, G_MAXUINT);
  g_autoptr (GArray) first = ahadi_link_table_find (table, AHADI_LINK_PERHAPS);
  g_autoptr (GArray) second = ahadi_link_table_find (table, AHADI_LINK_PERHAPS);

  g_assert_cmpmem (first->data, first->len * sizeof (AhadiLinkPair), second->data,
                   second->len * sizeof (AhadiLinkPair));
}

static gboolean
count_ticks (guint done, guint total, gpointer data)
{
  guint *left = data;

  g_assert_cmpuint (done, <=, total);
  return (*left)-- > 1;
}

static void
test_it_tells_how_far_it_is_and_stops (void)
{
  g_autoptr (GPtrArray) rows = kenyans_make (15, 4000, 0.2);
  g_autoptr (AhadiLinkTable) table = make_table (rows, G_MAXUINT);
  g_autoptr (GArray) stopped = NULL;
  g_autoptr (GArray) whole = NULL;
  guint left = 1;

  ahadi_link_table_set_tick (table, count_ticks, &left);
  stopped = ahadi_link_table_find (table, AHADI_LINK_SURELY);
  g_assert_null (stopped);
  g_assert_cmpuint (left, ==, 0);
  left = G_MAXUINT;
  whole = ahadi_link_table_find (table, AHADI_LINK_SURELY);
  g_assert_nonnull (whole);
  g_assert_cmpuint (left, <, G_MAXUINT);
}

static void
test_two_tables_are_only_compared_across (void)
{
  enum
  {
    SECOND = 300
  };
  g_autoptr (GPtrArray) rows = kenyans_make (14, 600, 0.4);
  g_autoptr (AhadiLinkTable) table = make_table (rows, SECOND);
  g_autoptr (GArray) pairs = ahadi_link_table_find (table, AHADI_LINK_SURELY);

  g_assert_cmpuint (ahadi_link_table_get_length (table), ==, 600);
  g_assert_cmpuint (pairs->len, >, 50);
  for (guint i = 0; i < pairs->len; i++)
    {
      const AhadiLinkPair *pair = &g_array_index (pairs, AhadiLinkPair, i);

      g_assert_cmpuint (pair->a, <, SECOND);
      g_assert_cmpuint (pair->b, >=, SECOND);
    }
}

static void
test_small_tables_are_fine (void)
{
  for (guint n = 0; n < 4; n++)
    {
      g_autoptr (AhadiLinkTable) table = ahadi_link_table_new ();
      g_autoptr (GArray) pairs = NULL;

      for (guint i = 0; i < n; i++)
        ahadi_link_table_add (table, people_make (AHADI_LINK_NAME, "John Kamau",
                                                  AHADI_LINK_PHONE, "0712345678",
                                                  AHADI_LINK_BIRTH, "1987-05-14",
                                                  AHADI_LINK_N_FIELDS));
      pairs = ahadi_link_table_find (table, AHADI_LINK_SURELY);
      g_assert_cmpuint (pairs->len, ==, n * (n - MIN (n, 1)) / 2);
    }
}

/* --- FEBRL, where it is at hand -------------------------------------------- */

static const AhadiLinkField febrl_columns[] = {
  AHADI_LINK_N_FIELDS,      AHADI_LINK_GIVEN_NAME, AHADI_LINK_SURNAME,
  AHADI_LINK_STREET_NUMBER, AHADI_LINK_ADDRESS,    AHADI_LINK_ADDRESS,
  AHADI_LINK_PLACE,         AHADI_LINK_POSTCODE,   AHADI_LINK_REGION,
  AHADI_LINK_BIRTH,         AHADI_LINK_SOCIAL_ID,
};

/* "rec-223-org": 223 */
static guint
read_person (const char *label)
{
  return (guint) g_ascii_strtoull (label + strlen ("rec-"), NULL, 10);
}

static AhadiLinkTable *
read_febrl (const char *path, GArray *persons)
{
  g_autoptr (AhadiCsv) csv = ahadi_csv_open (path, NULL);
  AhadiLinkTable *table = ahadi_link_table_new ();
  GPtrArray *cells;

  g_assert_nonnull (csv);
  g_assert_true (ahadi_csv_read (csv, &cells, NULL));
  while (ahadi_csv_read (csv, &cells, NULL) && cells != NULL)
    {
      AhadiLinkValue values[G_N_ELEMENTS (febrl_columns)];
      guint person = read_person (cells->pdata[0]);

      for (guint i = 1; i < cells->len; i++)
        values[i - 1] = (AhadiLinkValue){ febrl_columns[i], cells->pdata[i] };
      g_array_append_val (persons, person);
      ahadi_link_table_add (table, ahadi_link_person_new (values, cells->len - 1));
    }
  return table;
}

/* As the kit of age is found. Returns: (nullable): %NULL where they are not at hand. */
static char *
find_febrl (int number)
{
  const char *given = g_getenv ("AHADI_VECTORS");
  const char *tests = g_getenv ("G_TEST_SRCDIR");
  g_autofree char *name = g_strdup_printf ("dataset%d.csv", number);
  g_autofree char *folder = given != NULL
                                ? g_strdup (given)
                                : g_build_filename (tests ? tests : "tests", "..", "..",
                                                    "shared", "vectors", NULL);
  g_autofree char *path = g_build_filename (folder, "febrl", name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS) ? g_steal_pointer (&path) : NULL;
}

static void
test_febrl (gconstpointer number)
{
  g_autofree char *path = find_febrl (GPOINTER_TO_INT (number));
  g_autoptr (GArray) persons = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (AhadiLinkTable) table = NULL;
  g_autoptr (GArray) pairs = NULL;
  double right = 0;
  double all = 0;

  if (path == NULL)
    {
      g_test_skip ("the FEBRL sets are not here");
      return;
    }

  table = read_febrl (path, persons);
  pairs = ahadi_link_table_find (table, AHADI_LINK_SURELY);
  for (guint i = 0; i < persons->len; i++)
    for (guint j = i + 1; j < persons->len; j++)
      all += g_array_index (persons, guint, i) == g_array_index (persons, guint, j);
  for (guint i = 0; i < pairs->len; i++)
    {
      const AhadiLinkPair *pair = &g_array_index (pairs, AhadiLinkPair, i);

      right += g_array_index (persons, guint, pair->a) ==
               g_array_index (persons, guint, pair->b);
    }
  g_assert_cmpfloat (right / pairs->len, >=, 0.99);
  g_assert_cmpfloat (right / all, >=, 0.99);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/link/table/finds-most-and-little-else",
                   test_finds_most_and_little_else);
  g_test_add_func ("/link/table/heaviest-come-first", test_heaviest_come_first);
  g_test_add_func ("/link/table/twice-is-the-same", test_twice_is_the_same);
  g_test_add_func ("/link/table/two-tables-are-only-compared-across",
                   test_two_tables_are_only_compared_across);
  g_test_add_func ("/link/table/it-tells-how-far-it-is-and-stops",
                   test_it_tells_how_far_it_is_and_stops);
  g_test_add_func ("/link/table/small-tables-are-fine", test_small_tables_are_fine);
  g_test_add_data_func ("/link/table/febrl-1", GINT_TO_POINTER (1), test_febrl);
  g_test_add_data_func ("/link/table/febrl-2", GINT_TO_POINTER (2), test_febrl);
  g_test_add_data_func ("/link/table/febrl-3", GINT_TO_POINTER (3), test_febrl);
  return g_test_run ();
}
