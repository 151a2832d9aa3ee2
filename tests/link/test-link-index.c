/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "link/ahadi-link-index.h"
#include "people.h"

#define PEOPLE 40

/* Everybody is called Kamau and was born in one year; telephones come in pairs. */
static GPtrArray *
make_people (void)
{
  GPtrArray *people =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_link_person_free);

  for (guint i = 0; i < PEOPLE; i++)
    {
      g_autofree char *phone = g_strdup_printf ("07120000%02u", i / 2);

      g_ptr_array_add (people,
                       people_make (AHADI_LINK_NAME, "Kamau", AHADI_LINK_BIRTH, "1987",
                                    AHADI_LINK_PHONE, phone, AHADI_LINK_N_FIELDS));
    }
  return people;
}

static GArray *
find (GPtrArray *people, guint number, guint most)
{
  g_autoptr (AhadiLinkIndex) index = ahadi_link_index_new (
      (AhadiLinkPerson *const *) (void *) people->pdata, people->len);
  g_autofree guint32 *seen = g_new0 (guint32, people->len);
  GArray *found = g_array_new (FALSE, FALSE, sizeof (guint));

  ahadi_link_index_find (index, people->pdata[number], most, seen, 1, found);
  return found;
}

static void
test_everybody_in_a_block_is_found_once (void)
{
  g_autoptr (GPtrArray) people = make_people ();
  g_autoptr (GArray) found = find (people, 7, PEOPLE);

  g_assert_cmpuint (found->len, ==, PEOPLE);
}

static void
test_large_block_is_left_aside (void)
{
  g_autoptr (GPtrArray) people = make_people ();
  g_autoptr (GArray) found = find (people, 7, PEOPLE - 1);

  g_assert_cmpuint (found->len, ==, 2);
  g_assert_cmpuint (g_array_index (found, guint, 0), ==, 6);
  g_assert_cmpuint (g_array_index (found, guint, 1), ==, 7);
}

static void
test_empty_index_finds_nobody (void)
{
  g_autoptr (AhadiLinkIndex) index = ahadi_link_index_new (NULL, 0);
  g_autoptr (AhadiLinkPerson) person = people_named ("Kamau Njoroge");
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (guint));

  ahadi_link_index_find (index, person, 100, NULL, 1, found);
  g_assert_cmpuint (found->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/link/index/everybody-in-a-block-is-found-once",
                   test_everybody_in_a_block_is_found_once);
  g_test_add_func ("/link/index/large-block-is-left-aside",
                   test_large_block_is_left_aside);
  g_test_add_func ("/link/index/empty-finds-nobody", test_empty_index_finds_nobody);
  return g_test_run ();
}
