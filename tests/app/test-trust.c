/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desks.h"

#define DAY_MS G_GINT64_CONSTANT (86400000)

static gint64
days_ago (guint days)
{
  return ahadi_wall_clock_ms () - days * DAY_MS;
}

static void
test_old_is_said_after_half_a_year (void)
{
  g_assert_false (ahadi_trust_is_old (days_ago (179), days_ago (179)));
  g_assert_true (ahadi_trust_is_old (days_ago (180), days_ago (181)));
}

static void
test_newer_of_the_two_counts (void)
{
  g_assert_false (ahadi_trust_is_old (days_ago (900), days_ago (3)));
  g_assert_false (ahadi_trust_is_old (days_ago (3), days_ago (900)));
}

/* Two custodians of two take over from the founder's own key, so that drafts wait. */
static void
hand_over (Desks *desks, char *keys[2])
{
  g_autofree char *first = desks_path (desks, "chair.key.pub");
  g_autofree char *second = desks_path (desks, "treasurer.key.pub");
  const char *texts[3] = { NULL };
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;
  g_autoptr (GError) error = NULL;

  keys[0] = desks_path (desks, "chair.key");
  keys[1] = desks_path (desks, "treasurer.key");
  assert_ok (
      ahadi_trust_new_custodian (keys[0], "Chair", desks->passphrase, TRUE, &error));
  assert_ok (
      ahadi_trust_new_custodian (keys[1], "Treasurer", desks->passphrase, TRUE, &error));
  texts[0] = a = ahadi_trust_read_custodian (first, &error);
  texts[1] = b = ahadi_trust_read_custodian (second, &error);
  g_assert_no_error (error);
  assert_ok (ahadi_trust_draft_roots (desks->office, 2, texts, &error));
}

/* What a custodian does on a machine of their own: no vault. */
static void
sign_copy (Desks *desks, const char *path, const char *key)
{
  g_autoptr (AhadiProposal) copy = NULL;
  g_autoptr (GError) error = NULL;

  copy = ahadi_trust_read_draft (NULL, path, &error);
  g_assert_no_error (error);
  assert_ok (ahadi_trust_sign (copy, key, desks->passphrase, &error));
  assert_ok (ahadi_trust_write_draft (copy, path, &error));
}

static json_t *
describe_waiting (Desks *desks)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiProposal) draft = ahadi_trust_read_draft (desks->office, NULL, &error);

  g_assert_no_error (error);
  return draft != NULL ? ahadi_trust_describe (draft) : NULL;
}

static void
save_waiting (Desks *desks, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiProposal) draft = ahadi_trust_read_draft (desks->office, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (draft);
  assert_ok (ahadi_trust_write_draft (draft, path, &error));
}

static void
test_copies_sign_the_draft_that_waits (void)
{
  g_auto (Desks) desks = { NULL };
  char *keys[2] = { NULL };
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr (json_t) half = NULL;
  g_autoptr (json_t) whole = NULL;
  g_autoptr (GError) error = NULL;

  desks_open (&desks);
  hand_over (&desks, keys);
  first = desks_path (&desks, "first.ahadi-draft");
  second = desks_path (&desks, "second.ahadi-draft");
  save_waiting (&desks, first);
  save_waiting (&desks, second);
  sign_copy (&desks, first, keys[0]);
  sign_copy (&desks, second, keys[1]);

  assert_ok (ahadi_trust_draft_add_copy (desks.office, first, &error));
  half = describe_waiting (&desks);
  g_assert_false (json_is_true (json_object_get (half, "complete")));
  assert_ok (ahadi_trust_draft_add_copy (desks.office, second, &error));
  whole = describe_waiting (&desks);
  g_assert_true (json_is_true (json_object_get (whole, "complete")));
  g_free (keys[0]);
  g_free (keys[1]);
}

static void
test_copy_without_a_draft_goes_nowhere (void)
{
  g_auto (Desks) desks = { NULL };
  char *keys[2] = { NULL };
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  desks_open (&desks);
  hand_over (&desks, keys);
  path = desks_path (&desks, "copy.ahadi-draft");
  save_waiting (&desks, path);
  assert_ok (ahadi_trust_draft_drop (desks.office, &error));
  assert_fails (ahadi_trust_draft_add_copy (desks.office, path, &error),
                AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND);
  g_free (keys[0]);
  g_free (keys[1]);
}

static void
test_what_is_no_public_key_is_no_custodian (void)
{
  g_auto (Desks) desks = { NULL };
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  const char *keys[] = { "RWQ", NULL };

  desks_open (&desks);
  path = desks_path (&desks, "letter.txt");
  assert_ok (g_file_set_contents (path, "dear office\n", -1, &error));
  g_assert_null (ahadi_trust_read_custodian (path, &error));
  g_assert_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_MALFORMED);
  g_clear_error (&error);
  assert_fails (ahadi_trust_draft_roots (desks.office, 1, keys, &error),
                AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_MALFORMED);
}

int
main (int argc, char **argv)
{
  desks_init_tests (&argc, &argv);

  g_test_add_func ("/app/trust/old-is-said-after-half-a-year",
                   test_old_is_said_after_half_a_year);
  g_test_add_func ("/app/trust/newer-of-the-two-counts", test_newer_of_the_two_counts);
  g_test_add_func ("/app/trust/copies-sign-the-draft-that-waits",
                   test_copies_sign_the_draft_that_waits);
  g_test_add_func ("/app/trust/copy-without-a-draft-goes-nowhere",
                   test_copy_without_a_draft_goes_nowhere);
  g_test_add_func ("/app/trust/what-is-no-public-key-is-no-custodian",
                   test_what_is_no_public_key_is_no_custodian);
  return g_test_run ();
}
