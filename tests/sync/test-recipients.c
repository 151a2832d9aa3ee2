/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ahadi-recipients.h"

#include <string.h>

#include "world.h"

static AhadiAgeRecipient
make_recipient (void)
{
  g_autoptr (AhadiAgeIdentity) identity = ahadi_age_identity_new ();

  return ahadi_age_identity_get_recipient (identity);
}

/* @n different ones, printed: in order. */
static GStrv
make_recipients (guint n)
{
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (AhadiAgeRecipient));

  for (guint i = 0; i < n; i++)
    {
      AhadiAgeRecipient key = make_recipient ();

      g_array_append_val (keys, key);
    }

  return ahadi_recipients_print (keys);
}

/* {"to":@array}, read. Takes @array. */
static GStrv
read_array (json_t *array, GError **error)
{
  g_autoptr (json_t) object = json_object ();

  json_object_set_new (object, "to", array);
  return ahadi_recipients_from_json (object, "to", error);
}

static GStrv
read_back (GStrv recipients, GError **error)
{
  return read_array (ahadi_recipients_to_json ((const char *const *) recipients), error);
}

static void
assert_array_refused (json_t *array, const char *said)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) read = read_array (array, &error);

  g_assert_null (read);
  world_assert_reason (error, AHADI_SYNC_ERROR_MALFORMED, said);
}

static void
test_print_sorts (void)
{
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (AhadiAgeRecipient));
  AhadiAgeRecipient a = make_recipient ();
  AhadiAgeRecipient b = make_recipient ();
  g_auto (GStrv) printed = NULL;
  AhadiAgeRecipient first;
  g_autoptr (GError) error = NULL;

  g_array_append_val (keys, a);
  g_array_append_val (keys, b);
  g_array_append_val (keys, a);
  g_array_append_val (keys, a);
  g_array_append_val (keys, b);
  printed = ahadi_recipients_print (keys);
  g_assert_cmpuint (g_strv_length (printed), ==, 2);
  g_assert_cmpstr (printed[0], <, printed[1]);
  assert_ok (ahadi_age_recipient_parse (printed[0], &first, &error));
  g_assert_true (ahadi_age_recipient_equal (&first, &a) ||
                 ahadi_age_recipient_equal (&first, &b));
}

static void
test_print_none (void)
{
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (AhadiAgeRecipient));
  g_auto (GStrv) printed = ahadi_recipients_print (keys);

  g_assert_cmpuint (g_strv_length (printed), ==, 0);
}

static void
test_round_trip (gconstpointer n)
{
  g_auto (GStrv) recipients = make_recipients (GPOINTER_TO_UINT (n));
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) read = read_back (recipients, &error);

  g_assert_no_error (error);
  g_assert_true (
      g_strv_equal ((const char *const *) recipients, (const char *const *) read));
}

static void
test_hash (void)
{
  static const char *const recipients[] = { "age1a", "age1b", NULL };
  guint8 expected[AHADI_HASH_SIZE];
  guint8 hash[AHADI_HASH_SIZE];

  ahadi_hash_bytes ("age1a\nage1b", strlen ("age1a\nage1b"), expected);
  ahadi_recipients_hash (recipients, hash);
  g_assert_cmpmem (hash, sizeof hash, expected, sizeof expected);
}

static void
test_count (gconstpointer n)
{
  g_auto (GStrv) recipients = make_recipients (GPOINTER_TO_UINT (n));

  assert_array_refused (ahadi_recipients_to_json ((const char *const *) recipients),
                        "1 to 64");
}

static void
test_order (void)
{
  g_auto (GStrv) recipients = make_recipients (3);
  const char *const swapped[] = { recipients[0], recipients[2], recipients[1], NULL };
  const char *const twice[] = { recipients[0], recipients[1], recipients[1], NULL };

  assert_array_refused (ahadi_recipients_to_json (swapped), "order");
  assert_array_refused (ahadi_recipients_to_json (twice), "order");
}

static void
test_spelling (void)
{
  g_auto (GStrv) recipients = make_recipients (1);
  g_autofree char *upper = g_ascii_strup (recipients[0], -1);
  const char *const shouted[] = { upper, NULL };

  assert_array_refused (ahadi_recipients_to_json (shouted), "no age recipient");
}

static void
test_no_recipient (void)
{
  static const char *const word[] = { "membership", NULL };
  g_auto (GStrv) recipients = make_recipients (1);
  const char *const cut[] = { recipients[0] + 1, NULL };

  assert_array_refused (ahadi_recipients_to_json (word), "no age recipient");
  assert_array_refused (ahadi_recipients_to_json (cut), "no age recipient");
  assert_array_refused (json_pack ("[i]", 1), "no age recipient");
  assert_array_refused (json_pack ("[n]"), "no age recipient");
}

static void
test_no_array (void)
{
  g_autoptr (json_t) object = json_object ();
  g_autoptr (GError) error = NULL;

  g_assert_null (ahadi_recipients_from_json (object, "to", &error));
  world_assert_reason (error, AHADI_SYNC_ERROR_MALFORMED, "recipients");
  assert_array_refused (json_string ("age1"), "recipients");
}

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);

  g_test_add_func ("/sync/recipients/print-sorts-and-drops-repeats", test_print_sorts);
  g_test_add_func ("/sync/recipients/print-of-none", test_print_none);
  g_test_add_data_func ("/sync/recipients/round-trip-of-one", GUINT_TO_POINTER (1),
                        test_round_trip);
  g_test_add_data_func ("/sync/recipients/round-trip-of-64",
                        GUINT_TO_POINTER (AHADI_RECIPIENTS_LIMIT), test_round_trip);
  g_test_add_func ("/sync/recipients/hash-is-of-lines", test_hash);
  g_test_add_data_func ("/sync/recipients/M9-refuses-none", GUINT_TO_POINTER (0),
                        test_count);
  g_test_add_data_func ("/sync/recipients/M9-refuses-65",
                        GUINT_TO_POINTER (AHADI_RECIPIENTS_LIMIT + 1), test_count);
  g_test_add_func ("/sync/recipients/M9-refuses-other-order-and-repeats", test_order);
  g_test_add_func ("/sync/recipients/M9-refuses-upper-case", test_spelling);
  g_test_add_func ("/sync/recipients/M9-refuses-what-is-no-recipient", test_no_recipient);
  g_test_add_func ("/sync/recipients/refuses-what-is-no-array", test_no_array);

  return g_test_run ();
}
