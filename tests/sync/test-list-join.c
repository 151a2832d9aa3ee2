/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ahadi-list-join.h"

#include "org.h"

/* A content of its own with the list of @org, at @version. */
static AhadiDirectoryContent *
take (const Org *org, guint32 version)
{
  AhadiDirectoryContent *content = ahadi_directory_content_copy (org->content);

  content->list_version = version;
  return content;
}

static char *
join (const AhadiDirectoryContent *a, const AhadiDirectoryContent *b)
{
  g_autoptr (AhadiDirectoryContent) joined = ahadi_directory_content_copy (a);

  ahadi_list_join (joined, b);
  return ahadi_directory_content_print_list (joined);
}

static void
assert_either_order (const AhadiDirectoryContent *a, const AhadiDirectoryContent *b)
{
  g_autofree char *left = join (a, b);
  g_autofree char *right = join (b, a);

  g_assert_cmpstr (left, ==, right);
}

static AhadiDirectoryEntry *
first_device (AhadiDirectoryContent *content)
{
  return content->entries->pdata[0];
}

static void
test_either_order (void)
{
  g_auto (Org) org = { 0 };
  AhadiId branch;
  AhadiId other = { { 7 } };
  AhadiDirectoryEntry new_key;
  guint32 versions[][2] = { { 41, 41 }, { 41, 42 }, { 50, 41 } };

  org_open (&org);
  branch = org_add_branch (&org, "Kisumu");
  org_add_device (&org, AHADI_ROLE_COORDINATOR, &branch);
  new_key = org_make_entry (AHADI_ROLE_COORDINATOR, &branch);
  for (gsize i = 0; i < G_N_ELEMENTS (versions); i++)
    {
      g_autoptr (AhadiDirectoryContent) a = take (&org, versions[i][0]);
      g_autoptr (AhadiDirectoryContent) b = take (&org, versions[i][1]);
      AhadiDirectoryEntry added = org_make_entry (AHADI_ROLE_CIRCLE, &branch);

      first_device (a)->state = AHADI_DEVICE_REVOKED;
      first_device (b)->recipient = new_key.recipient;
      ahadi_directory_content_add_entry (b, &added);
      ahadi_directory_content_add_revoked (a, &other);
      ahadi_directory_content_add_branch (a, &other, "Mombasa");
      ahadi_directory_content_add_branch (b, &other, "Mombassa");
      assert_either_order (a, b);
    }
}

static void
test_revoked_wins (void)
{
  g_auto (Org) org = { 0 };
  g_autoptr (AhadiDirectoryContent) a = NULL;
  g_autoptr (AhadiDirectoryContent) b = NULL;
  AhadiId branch;

  org_open (&org);
  branch = org_add_branch (&org, "Kisumu");
  org_add_device (&org, AHADI_ROLE_COORDINATOR, &branch);
  a = take (&org, 41);
  b = take (&org, 99);
  first_device (a)->state = AHADI_DEVICE_REVOKED;
  ahadi_list_join (b, a);
  g_assert_cmpint (first_device (b)->state, ==, AHADI_DEVICE_REVOKED);
  g_assert_cmpuint (b->list_version, ==, 100);
}

/* Listed differently: as the higher version has it. */
static void
test_higher_version_wins (void)
{
  g_auto (Org) org = { 0 };
  g_autoptr (AhadiDirectoryContent) a = NULL;
  g_autoptr (AhadiDirectoryContent) b = NULL;
  AhadiDirectoryEntry new_key;
  AhadiId branch;

  org_open (&org);
  branch = org_add_branch (&org, "Kisumu");
  org_add_device (&org, AHADI_ROLE_COORDINATOR, &branch);
  new_key = org_make_entry (AHADI_ROLE_COORDINATOR, &branch);
  a = take (&org, 41);
  b = take (&org, 42);
  first_device (b)->recipient = new_key.recipient;
  ahadi_list_join (a, b);
  g_assert_true (
      ahadi_age_recipient_equal (&first_device (a)->recipient, &new_key.recipient));
}

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);

  g_test_add_func ("/sync/list-join/C11-either-order-gives-the-same", test_either_order);
  g_test_add_func ("/sync/list-join/C11-revoked-wins", test_revoked_wins);
  g_test_add_func ("/sync/list-join/C11-higher-version-wins", test_higher_version_wins);

  return g_test_run ();
}
