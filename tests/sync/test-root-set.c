/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ahadi-root-set.h"

#include <string.h>

#include "forge.h"

static AhadiVerifyKey
make_key (void)
{
  g_autoptr (AhadiSigningKey) key = ahadi_signing_key_new ();

  return *ahadi_signing_key_get_verify_key (key);
}

static AhadiRootSet *
make_set (guint threshold, guint n)
{
  AhadiRootSet *set = ahadi_root_set_new (threshold);

  for (guint i = 0; i < n; i++)
    {
      AhadiVerifyKey key = make_key ();

      ahadi_root_set_add (set, &key);
    }

  return set;
}

static AhadiRootSet *
parse (const char *text, GError **error)
{
  g_autoptr (json_t) object = ahadi_json_parse (text, strlen (text), NULL);

  g_assert_nonnull (object);
  return ahadi_root_set_from_json (object, NULL, error);
}

static void
assert_set_refused (const AhadiRootSet *set, const char *rule)
{
  g_autofree char *text = ahadi_root_set_print (set);
  g_autoptr (GError) error = NULL;

  g_assert_null (parse (text, &error));
  g_assert_error (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_MALFORMED);
  if (strstr (error->message, rule) == NULL)
    g_error ("refused for another reason than \"%s\": %s", rule, error->message);
}

static void
test_round_trip (void)
{
  g_autoptr (AhadiRootSet) set = make_set (2, 5);
  g_autofree char *text = ahadi_root_set_print (set);
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiRootSet) parsed = parse (text, &error);
  g_autoptr (AhadiRootSet) copy = NULL;
  const AhadiVerifyKey *key;

  g_assert_no_error (error);
  copy = ahadi_root_set_copy (parsed);
  g_assert_true (ahadi_root_set_equal (set, copy));
  key = &g_array_index (set->keys, AhadiVerifyKey, 3);
  g_assert_true (ahadi_root_set_has (copy, key));
  g_assert_nonnull (ahadi_root_set_find (copy, key->number));
  copy->threshold = 3;
  g_assert_false (ahadi_root_set_equal (set, copy));
}

static void
test_threshold (void)
{
  g_autoptr (AhadiRootSet) none = make_set (0, 2);
  g_autoptr (AhadiRootSet) more = make_set (3, 2);
  g_autoptr (AhadiRootSet) crowd = make_set (1, AHADI_ROOT_KEYS_LIMIT + 1);
  g_autoptr (AhadiRootSet) most = make_set (AHADI_ROOT_KEYS_LIMIT, AHADI_ROOT_KEYS_LIMIT);
  g_autofree char *text = ahadi_root_set_print (most);
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiRootSet) parsed = NULL;

  parsed = parse (text, &error);
  g_assert_no_error (error);
  g_assert_nonnull (parsed);
  assert_set_refused (none, "threshold");
  assert_set_refused (more, "R2");
  assert_set_refused (crowd, "R2");
}

static void
test_order (void)
{
  g_autoptr (AhadiRootSet) set = make_set (1, 2);
  AhadiVerifyKey *keys = (AhadiVerifyKey *) set->keys->data;
  AhadiVerifyKey first = keys[0];

  keys[0] = keys[1];
  keys[1] = first;
  assert_set_refused (set, "R3");
}

static void
test_no_key (void)
{
  g_autoptr (AhadiRootSet) set = make_set (1, 1);
  g_autofree char *text = ahadi_root_set_print (set);
  g_autofree char *other = forge_replace (text, "\"keys\":[\"RW", "\"keys\":[\"AA");
  g_autofree char *number = forge_replace (text, "\"keys\":[", "\"keys\":[1,");
  g_autoptr (GError) error = NULL;

  g_assert_null (parse (other, &error));
  g_assert_error (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_MALFORMED);
  g_clear_error (&error);
  g_assert_null (parse (number, &error));
  g_assert_error (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_MALFORMED);
}

/* One custodian under two numbers would count for two. */
static void
test_twice (void)
{
  g_autoptr (AhadiRootSet) same_key = make_set (2, 1);
  g_autoptr (AhadiRootSet) same_number = make_set (2, 1);
  AhadiVerifyKey key = g_array_index (same_key->keys, AhadiVerifyKey, 0);
  AhadiVerifyKey other = make_key ();

  key.number[0] ^= 0x80;
  ahadi_root_set_add (same_key, &key);
  assert_set_refused (same_key, "R4");

  memcpy (other.number, g_array_index (same_number->keys, AhadiVerifyKey, 0).number, 8);
  ahadi_root_set_add (same_number, &other);
  assert_set_refused (same_number, "R4");
}

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);

  g_test_add_func ("/sync/root-set/round-trip", test_round_trip);
  g_test_add_func ("/sync/root-set/R2-refuses-threshold-that-cannot-be", test_threshold);
  g_test_add_func ("/sync/root-set/R3-refuses-other-order", test_order);
  g_test_add_func ("/sync/root-set/R3-refuses-what-is-no-key", test_no_key);
  g_test_add_func ("/sync/root-set/R4-refuses-a-custodian-twice", test_twice);

  return g_test_run ();
}
