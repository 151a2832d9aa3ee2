/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "people.h"

static guint
count_common (const AhadiLinkPerson *a, const AhadiLinkPerson *b)
{
  guint64 of_a[AHADI_LINK_KEYS_MAX];
  guint64 of_b[AHADI_LINK_KEYS_MAX];
  guint n_a = ahadi_link_keys_list (a, of_a);
  guint n_b = ahadi_link_keys_list (b, of_b);
  guint n = 0;

  for (guint i = 0; i < n_a; i++)
    for (guint j = 0; j < n_b; j++)
      n += of_a[i] == of_b[j];
  return n;
}

static AhadiLinkPerson *
make (const char *name, const char *phone, const char *birth, const char *place)
{
  return people_make (AHADI_LINK_NAME, name, AHADI_LINK_PHONE, phone, AHADI_LINK_BIRTH,
                      birth, AHADI_LINK_PLACE, place, AHADI_LINK_N_FIELDS);
}

typedef struct
{
  const char *name;
  const char *phone;
  const char *birth;
  const char *place;
} Row;

/* Whatever one thing stays the same, it finds the person. */
static void
test_same_person_shares_a_key (void)
{
  static const Row rows[] = {
    { "Peter Otieno", "254712345678", "", "" },
    { "Peter Otieno", "", "1987-12-05", "" },
    { "Wangechi Jon", "", "", "" },
    { "Johana", "0733", "1987", "" },
    { "Kamau", "", "", "Kisumo" },
  };
  g_autoptr (AhadiLinkPerson) john =
      make ("John Wangeci Kamau", "0712345678", "1987-05-12", "Kisumu");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (AhadiLinkPerson) other =
          make (rows[i].name, rows[i].phone, rows[i].birth, rows[i].place);

      g_test_message ("%s", rows[i].name);
      g_assert_cmpuint (count_common (john, other), >, 0);
    }
}

static void
test_strangers_share_none (void)
{
  g_autoptr (AhadiLinkPerson) a = make ("John Kamau", "0712345678", "1987-05-12", "Lamu");
  g_autoptr (AhadiLinkPerson) b =
      make ("Achieng Otieno", "0733000111", "1990-01-02", "Kisumu");

  g_assert_cmpuint (count_common (a, b), ==, 0);
}

static void
test_no_key_is_there_twice (void)
{
  g_autoptr (AhadiLinkPerson) person =
      make ("Charo Charo Charo", "0712345678", "1987-05-12", "Kilifi");
  guint64 keys[AHADI_LINK_KEYS_MAX];
  guint n = ahadi_link_keys_list (person, keys);

  g_assert_cmpuint (count_common (person, person), ==, n);
}

static void
test_most_keys_fit (void)
{
  g_autoptr (AhadiLinkPerson) person =
      people_make (AHADI_LINK_NAME, "a b c d e f", AHADI_LINK_ADDRESS, "g h i j k l m n",
                   AHADI_LINK_STREET_NUMBER, "12", AHADI_LINK_POSTCODE, "2600",
                   AHADI_LINK_PLACE, "Lamu", AHADI_LINK_PLACE, "Kilifi", AHADI_LINK_BIRTH,
                   "1987-05-12", AHADI_LINK_N_FIELDS);
  guint64 keys[AHADI_LINK_KEYS_MAX];

  g_assert_cmpuint (ahadi_link_keys_list (person, keys), ==, AHADI_LINK_KEYS_MAX);
}

static guint64
sum_keys_and_values (const AhadiLinkPerson *person)
{
  guint64 keys[AHADI_LINK_KEYS_MAX];
  guint64 values[AHADI_LINK_VALUES_MAX];
  guint64 sum = 0;

  for (guint n = ahadi_link_keys_list (person, keys); n > 0; n--)
    sum += keys[n - 1];
  for (guint n = ahadi_link_values_list (person, values); n > 0; n--)
    sum += values[n - 1];
  return sum;
}

/* Who changes them raises the number, or vaults keep keys that nobody finds. */
static void
test_rules_have_a_number (void)
{
  g_autoptr (AhadiLinkPerson) person = people_make (
      AHADI_LINK_NAME, "Wanjikũ wa Kamau", AHADI_LINK_PLACE, "Homa Bay",
      AHADI_LINK_REGION, "Homa Bay", AHADI_LINK_MEMBERSHIP_ID, "KE-17", AHADI_LINK_PHONE,
      "0712345678/0733000111", AHADI_LINK_BIRTH, "14 May 1987", AHADI_LINK_N_FIELDS);

  g_assert_cmpuint (AHADI_LINK_RULES, ==, 2);
  g_assert_cmphex (sum_keys_and_values (person), ==,
                   G_GUINT64_CONSTANT (0xbf4c5c55575ed285));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/link/keys/same-person-shares-a-key", test_same_person_shares_a_key);
  g_test_add_func ("/link/keys/strangers-share-none", test_strangers_share_none);
  g_test_add_func ("/link/keys/no-key-is-there-twice", test_no_key_is_there_twice);
  g_test_add_func ("/link/keys/most-keys-fit", test_most_keys_fit);
  g_test_add_func ("/link/keys/rules-have-a-number", test_rules_have_a_number);
  return g_test_run ();
}
