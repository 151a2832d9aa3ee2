/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ahadi-directory-content.h"

#include "sync/ahadi-directory-diff.h"

#include "org.h"

static void
assert_one (const AhadiDirectoryContent *was,
            const AhadiDirectoryContent *is,
            AhadiChangeKind kind)
{
  g_autoptr (GPtrArray) changes = ahadi_directory_content_compare (was, is);

  g_assert_cmpuint (changes->len, ==, 1);
  g_assert_cmpint (((AhadiChange *) changes->pdata[0])->kind, ==, kind);
}

static void
test_none (void)
{
  g_auto (Org) org = { 0 };
  g_autoptr (AhadiDirectoryContent) next = NULL;
  g_autoptr (GPtrArray) changes = NULL;

  org_open (&org);
  next = ahadi_directory_content_copy (org.content);
  next->version++;
  changes = ahadi_directory_content_compare (org.content, next);
  g_assert_cmpuint (changes->len, ==, 0);
}

static void
test_roots (void)
{
  g_auto (Org) org = { 0 };
  g_autoptr (AhadiDirectoryContent) next = NULL;
  g_autoptr (AhadiSigningKey) key = ahadi_signing_key_new ();

  org_open (&org);
  next = ahadi_directory_content_copy (org.content);
  ahadi_root_set_add (next->roots, ahadi_signing_key_get_verify_key (key));
  assert_one (org.content, next, AHADI_CHANGE_ROOT_ADDED);
  assert_one (next, org.content, AHADI_CHANGE_ROOT_REMOVED);
  ahadi_root_set_free (next->roots);
  next->roots = ahadi_root_set_copy (org.content->roots);
  next->roots->threshold = 3;
  assert_one (org.content, next, AHADI_CHANGE_THRESHOLD);
}

static void
test_holders (void)
{
  g_auto (Org) org = { 0 };
  g_autoptr (AhadiDirectoryContent) before = NULL;
  g_autoptr (AhadiDirectoryContent) next = NULL;
  AhadiDirectoryEntry other = org_make_entry (AHADI_ROLE_BOARD_COMMITTEE, NULL);

  org_open (&org);
  before = ahadi_directory_content_copy (org.content);
  org_add_device (&org, AHADI_ROLE_BOARD_COMMITTEE, NULL);
  assert_one (before, org.content, AHADI_CHANGE_HOLDER_ADDED);
  next = ahadi_directory_content_copy (org.content);
  ((AhadiDirectoryEntry *) next->entries->pdata[0])->recipient = other.recipient;
  assert_one (org.content, next, AHADI_CHANGE_HOLDER_KEY);
  ((AhadiDirectoryEntry *) next->entries->pdata[0])->state = AHADI_DEVICE_REVOKED;
  assert_one (org.content, next, AHADI_CHANGE_HOLDER_REMOVED);
}

static void
test_rest (void)
{
  g_auto (Org) org = { 0 };
  g_autoptr (AhadiDirectoryContent) next = NULL;

  org_open (&org);
  next = ahadi_directory_content_copy (org.content);
  json_object_set_new (next->settings, "helpline", json_string ("1195"));
  assert_one (org.content, next, AHADI_CHANGE_SETTING);
  assert_one (next, org.content, AHADI_CHANGE_SETTING);
  json_object_clear (next->settings);
  ((AhadiDirectoryCode *) next->codes->pdata[0])->official = TRUE;
  assert_one (org.content, next, AHADI_CHANGE_CODE);
  g_ptr_array_set_size (next->codes, 1);
  ((AhadiDirectoryCode *) next->codes->pdata[0])->official = FALSE;
  assert_one (org.content, next, AHADI_CHANGE_CODE);
}

static void
assert_list (const AhadiDirectoryContent *was,
             const AhadiDirectoryContent *is,
             AhadiChangeKind kind,
             const char *branch)
{
  g_autoptr (GPtrArray) changes =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_change_free);
  const AhadiChange *change;

  ahadi_directory_content_compare_lists (was, is, changes);
  g_assert_cmpuint (changes->len, ==, 1);
  change = changes->pdata[0];
  g_assert_cmpint (change->kind, ==, kind);
  g_assert_cmpstr (change->branch, ==, branch);
}

static void
test_lists (void)
{
  g_auto (Org) org = { 0 };
  g_autoptr (AhadiDirectoryContent) before = NULL;
  g_autoptr (AhadiDirectoryContent) next = NULL;
  AhadiId branch = { { 7 } };
  AhadiDirectoryEntry *laptop;
  AhadiDirectoryEntry other = org_make_entry (AHADI_ROLE_COORDINATOR, &branch);

  org_open (&org);
  ahadi_directory_content_add_branch (org.content, &branch, "Kisumu");
  before = ahadi_directory_content_copy (org.content);
  laptop = org_add_device (&org, AHADI_ROLE_COORDINATOR, &branch);
  assert_list (before, org.content, AHADI_CHANGE_DEVICE_ADDED, "Kisumu");
  assert_list (org.content, before, AHADI_CHANGE_DEVICE_REMOVED, "Kisumu");

  next = ahadi_directory_content_copy (org.content);
  ahadi_directory_content_find (next, &laptop->device)->recipient = other.recipient;
  assert_list (org.content, next, AHADI_CHANGE_DEVICE_KEY, "Kisumu");
  ahadi_directory_content_add_revoked (next, &laptop->device);
  assert_list (org.content, next, AHADI_CHANGE_DEVICE_REVOKED, "Kisumu");

  /* A holder too, who has no branch. */
  laptop = org_add_device (&org, AHADI_ROLE_MEMBERSHIP, NULL);
  ahadi_directory_content_free (next);
  next = ahadi_directory_content_copy (org.content);
  ahadi_directory_content_add_revoked (next, &laptop->device);
  assert_list (org.content, next, AHADI_CHANGE_DEVICE_REVOKED, NULL);
}

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);

  g_test_add_func ("/sync/directory-diff/only-a-version-is-no-change", test_none);
  g_test_add_func ("/sync/directory-diff/custodians", test_roots);
  g_test_add_func ("/sync/directory-diff/holders", test_holders);
  g_test_add_func ("/sync/directory-diff/settings-and-texts", test_rest);
  g_test_add_func ("/sync/directory-diff/lists", test_lists);

  return g_test_run ();
}
