/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What must hold of a directory as a whole: FORMAT.md section 5, D7 to D12. Each is
 * refused as a draft and as a text. */

#include "sync/ahadi-directory-content.h"

#include "org.h"

static gboolean
read_back (const AhadiDirectoryContent *content, GError **error)
{
  g_autofree char *directory = ahadi_directory_content_print (content);
  g_autofree char *list = ahadi_directory_content_print_list (content);
  g_autoptr (AhadiDirectoryContent) parsed = org_parse (directory, list, error);

  return parsed != NULL;
}

static void
assert_content_refused (const AhadiDirectoryContent *content, const char *rule)
{
  g_autofree char *said = g_strdup_printf ("rule %s:", rule);
  g_autoptr (GError) draft = NULL;
  g_autoptr (GError) text = NULL;

  g_assert_false (ahadi_directory_content_check (content, &draft));
  world_assert_reason (draft, AHADI_SYNC_ERROR_MALFORMED, said);
  g_assert_false (read_back (content, &text));
  world_assert_reason (text, AHADI_SYNC_ERROR_MALFORMED, said);
}

static void
assert_content_taken (const AhadiDirectoryContent *content)
{
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_directory_content_check (content, &error));
  assert_ok (read_back (content, &error));
}

static void
add_devices (Org *org, guint n, AhadiRole role, const AhadiId *branch)
{
  for (guint i = 0; i < n; i++)
    org_add_device (org, role, branch);
}

static void
swap (GPtrArray *array, guint a, guint b)
{
  gpointer kept = array->pdata[a];

  array->pdata[a] = array->pdata[b];
  array->pdata[b] = kept;
}

/* --- D7 --- */

static void
test_order_of_holders (void)
{
  g_auto (Org) org = { 0 };

  org_open (&org);
  add_devices (&org, 2, AHADI_ROLE_BOARD_COMMITTEE, NULL);
  swap (org.content->entries, 0, 1);
  assert_content_refused (org.content, "D7");
  swap (org.content->entries, 0, 1);
  assert_content_taken (org.content);
}

static void
test_order_of_devices (void)
{
  g_auto (Org) org = { 0 };
  AhadiId branch;

  org_open (&org);
  branch = org_add_branch (&org, "Kisumu");
  org_add_device (&org, AHADI_ROLE_MEMBERSHIP, NULL);
  add_devices (&org, 2, AHADI_ROLE_COORDINATOR, &branch);
  swap (org.content->entries, 1, 2);
  assert_content_refused (org.content, "D7");
  swap (org.content->entries, 1, 2);
  assert_content_taken (org.content);
}

/* Coordinators and circles are one list. */
static void
test_order_of_both_field_roles (void)
{
  g_auto (Org) org = { 0 };
  AhadiId branch;

  org_open (&org);
  branch = org_add_branch (&org, "Kisumu");
  add_devices (&org, 4, AHADI_ROLE_CIRCLE, &branch);
  add_devices (&org, 4, AHADI_ROLE_COORDINATOR, &branch);
  assert_content_taken (org.content);
  swap (org.content->entries, 3, 4);
  assert_content_refused (org.content, "D7");
}

static void
test_same_device_in_a_list (void)
{
  g_auto (Org) org = { 0 };
  AhadiDirectoryEntry *entry;

  org_open (&org);
  entry = org_add_device (&org, AHADI_ROLE_MEMBERSHIP, NULL);
  ahadi_directory_content_add_entry (org.content, entry);
  assert_content_refused (org.content, "D7");
}

static void
test_order_of_branches (void)
{
  g_auto (Org) org = { 0 };
  AhadiId branch;

  org_open (&org);
  branch = org_add_branch (&org, "Kisumu");
  org_add_branch (&org, "Mombasa");
  swap (org.content->branches, 0, 1);
  assert_content_refused (org.content, "D7");
  swap (org.content->branches, 0, 1);
  assert_content_taken (org.content);
  ahadi_directory_content_add_branch (org.content, &branch, "Kisumu Central");
  assert_content_refused (org.content, "D7");
}

static void
test_order_of_texts (void)
{
  static const guint8 digest[AHADI_HASH_SIZE];
  g_auto (Org) org = { 0 };

  org_open (&org);
  swap (org.content->codes, 0, 1);
  assert_content_refused (org.content, "D7");
  swap (org.content->codes, 0, 1);
  assert_content_taken (org.content);
  ahadi_directory_content_add_code (org.content, "en", digest, TRUE);
  assert_content_refused (org.content, "D7");
}

/* --- D8, D9, D10 --- */

static void
test_device_id (void)
{
  g_auto (Org) org = { 0 };

  org_open (&org);
  org_add_device (&org, AHADI_ROLE_MEMBERSHIP, NULL)->device.bytes[15] ^= 1;
  assert_content_refused (org.content, "D8");
}

static void
test_device_id_of_another (void)
{
  g_auto (Org) org = { 0 };
  AhadiDirectoryEntry *entry;
  AhadiDirectoryEntry other = org_make_entry (AHADI_ROLE_MEMBERSHIP, NULL);

  org_open (&org);
  entry = org_add_device (&org, AHADI_ROLE_MEMBERSHIP, NULL);
  entry->signer = other.signer;
  assert_content_refused (org.content, "D8");
}

/* In the lists of two offices, and of an office and a branch; revoked or not. */
static void
test_same_device_in_two_lists (void)
{
  g_auto (Org) org = { 0 };
  AhadiDirectoryEntry other = org_make_entry (AHADI_ROLE_CIRCLE, NULL);
  AhadiDirectoryEntry again;
  AhadiId branch;

  org_open (&org);
  branch = org_add_branch (&org, "Kisumu");
  again = *org_add_device (&org, AHADI_ROLE_MEMBERSHIP, NULL);
  again.recipient = other.recipient;
  again.role = AHADI_ROLE_BOARD_COMMITTEE;
  again.state = AHADI_DEVICE_REVOKED;
  ahadi_directory_content_add_entry (org.content, &again);
  assert_content_refused (org.content, "D9");

  g_ptr_array_set_size (org.content->entries, 1);
  again.role = AHADI_ROLE_CIRCLE;
  again.branch = branch;
  ahadi_directory_content_add_entry (org.content, &again);
  assert_content_refused (org.content, "D9");
}

/* The same key under another key number is the same device. */
static void
test_same_key_under_another_number (void)
{
  g_auto (Org) org = { 0 };
  AhadiDirectoryEntry other = org_make_entry (AHADI_ROLE_CIRCLE, NULL);
  AhadiDirectoryEntry again;

  org_open (&org);
  again = *org_add_device (&org, AHADI_ROLE_MEMBERSHIP, NULL);
  again.recipient = other.recipient;
  again.role = AHADI_ROLE_BOARD_COMMITTEE;
  again.signer.number[0] ^= 1;
  ahadi_directory_content_add_entry (org.content, &again);
  assert_content_refused (org.content, "D9");
}

static void
test_same_recipient (void)
{
  g_auto (Org) org = { 0 };
  AhadiDirectoryEntry *one;
  AhadiDirectoryEntry *other;

  org_open (&org);
  one = org_add_device (&org, AHADI_ROLE_MEMBERSHIP, NULL);
  other = org_add_device (&org, AHADI_ROLE_EXECUTIVE_DIRECTOR, NULL);
  other->recipient = one->recipient;
  assert_content_refused (org.content, "D9");
}

static void
test_unlisted_branch (void)
{
  g_auto (Org) org = { 0 };
  AhadiId branch;
  AhadiId nowhere;
  AhadiDirectoryEntry *entry;

  org_open (&org);
  branch = org_add_branch (&org, "Kisumu");
  nowhere = branch;
  nowhere.bytes[0] ^= 1;
  entry = org_add_device (&org, AHADI_ROLE_COORDINATOR, &nowhere);
  assert_content_refused (org.content, "D10");
  entry->state = AHADI_DEVICE_REVOKED;
  assert_content_refused (org.content, "D10");
  entry->branch = branch;
  assert_content_taken (org.content);
}

/* --- D11, D12 --- */

static void
test_holders (void)
{
  g_auto (Org) org = { 0 };
  AhadiDirectoryEntry *last;

  org_open (&org);
  add_devices (&org, 6, AHADI_ROLE_MEMBERSHIP, NULL);
  add_devices (&org, 5, AHADI_ROLE_EXECUTIVE_DIRECTOR, NULL);
  add_devices (&org, 5, AHADI_ROLE_BOARD_COMMITTEE, NULL);
  assert_content_taken (org.content);

  last = org_add_device (&org, AHADI_ROLE_BOARD_COMMITTEE, NULL);
  assert_content_refused (org.content, "D11");
  last->state = AHADI_DEVICE_REVOKED;
  assert_content_taken (org.content);
}

static void
test_devices_of_a_branch (void)
{
  g_auto (Org) org = { 0 };
  AhadiDirectoryEntry *last;
  AhadiId branch;
  AhadiId other;

  org_open (&org);
  branch = org_add_branch (&org, "Kisumu");
  other = org_add_branch (&org, "Mombasa");
  add_devices (&org, 24, AHADI_ROLE_COORDINATOR, &branch);
  add_devices (&org, 24, AHADI_ROLE_CIRCLE, &branch);
  add_devices (&org, 48, AHADI_ROLE_COORDINATOR, &other);
  assert_content_taken (org.content);

  last = org_add_device (&org, AHADI_ROLE_COORDINATOR, &branch);
  assert_content_refused (org.content, "D12");
  last->state = AHADI_DEVICE_REVOKED;
  assert_content_taken (org.content);
}

/* --- drafting --- */

static void
test_add_keeps_order (void)
{
  g_auto (Org) org = { 0 };
  AhadiId branch;

  org_open (&org);
  branch = org_add_branch (&org, "Kisumu");
  for (int i = 0; i < 4; i++)
    {
      org_add_branch (&org, "Mombasa");
      add_devices (&org, 1, AHADI_ROLE_CIRCLE, &branch);
      add_devices (&org, 1, AHADI_ROLE_BOARD_COMMITTEE, NULL);
      add_devices (&org, 1, AHADI_ROLE_COORDINATOR, &branch);
      add_devices (&org, 1, AHADI_ROLE_MEMBERSHIP, NULL);
      add_devices (&org, 1, AHADI_ROLE_EXECUTIVE_DIRECTOR, NULL);
    }
  ahadi_directory_content_add_code (org.content, "kj", (guint8[AHADI_HASH_SIZE]){ 0 },
                                    TRUE);
  assert_content_taken (org.content);
}

static void
test_compare (void)
{
  AhadiDirectoryEntry low = { .device = { { 1 } }, .role = AHADI_ROLE_CIRCLE };
  AhadiDirectoryEntry high = { .device = { { 2 } }, .role = AHADI_ROLE_COORDINATOR };
  AhadiDirectoryEntry office = { .device = { { 3 } }, .role = AHADI_ROLE_MEMBERSHIP };
  AhadiDirectoryEntry later = { .device = { { 0 } }, .role = AHADI_ROLE_BOARD_COMMITTEE };

  g_assert_cmpint (ahadi_directory_entry_compare (&low, &high), <, 0);
  g_assert_cmpint (ahadi_directory_entry_compare (&high, &low), >, 0);
  g_assert_cmpint (ahadi_directory_entry_compare (&low, &low), ==, 0);
  g_assert_cmpint (ahadi_directory_entry_compare (&office, &later), <, 0);
  g_assert_cmpint (ahadi_directory_entry_compare (&later, &low), <, 0);
}

static void
test_copy (void)
{
  g_auto (Org) org = { 0 };
  g_autoptr (AhadiDirectoryContent) copy = NULL;
  g_autofree char *before = NULL;
  g_autofree char *copied = NULL;
  g_autofree char *after = NULL;
  AhadiId branch;

  org_open (&org);
  branch = org_add_branch (&org, "Kisumu");
  org_add_device (&org, AHADI_ROLE_COORDINATOR, &branch);
  json_object_set_new (org.content->settings, "helpline", json_string ("1195"));
  before = ahadi_directory_content_print (org.content);
  copy = ahadi_directory_content_copy (org.content);
  copied = ahadi_directory_content_print (copy);
  g_assert_cmpstr (copied, ==, before);

  copy->roots->threshold = 1;
  json_object_clear (copy->settings);
  ((AhadiDirectoryEntry *) copy->entries->pdata[0])->state = AHADI_DEVICE_REVOKED;
  *((AhadiBranch *) copy->branches->pdata[0])->name = 'X';
  *((AhadiDirectoryCode *) copy->codes->pdata[0])->language = 'x';
  after = ahadi_directory_content_print (org.content);
  g_assert_cmpstr (after, ==, before);
}

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);

  g_test_add_func ("/sync/directory-content/D7-refuses-other-order-of-holders",
                   test_order_of_holders);
  g_test_add_func ("/sync/directory-content/D7-refuses-other-order-of-devices",
                   test_order_of_devices);
  g_test_add_func ("/sync/directory-content/D7-field-roles-are-one-list",
                   test_order_of_both_field_roles);
  g_test_add_func ("/sync/directory-content/D7-refuses-device-twice-in-a-list",
                   test_same_device_in_a_list);
  g_test_add_func ("/sync/directory-content/D7-refuses-other-order-of-branches",
                   test_order_of_branches);
  g_test_add_func ("/sync/directory-content/D7-refuses-other-order-of-texts",
                   test_order_of_texts);
  g_test_add_func ("/sync/directory-content/D8-refuses-other-device-id", test_device_id);
  g_test_add_func ("/sync/directory-content/D8-refuses-device-id-of-another-key",
                   test_device_id_of_another);
  g_test_add_func ("/sync/directory-content/D9-refuses-device-in-two-lists",
                   test_same_device_in_two_lists);
  g_test_add_func ("/sync/directory-content/D9-refuses-key-under-two-numbers",
                   test_same_key_under_another_number);
  g_test_add_func ("/sync/directory-content/D9-refuses-recipient-twice",
                   test_same_recipient);
  g_test_add_func ("/sync/directory-content/D10-refuses-unlisted-branch",
                   test_unlisted_branch);
  g_test_add_func ("/sync/directory-content/D11-refuses-17-active-holders", test_holders);
  g_test_add_func ("/sync/directory-content/D12-refuses-49-active-devices-of-a-branch",
                   test_devices_of_a_branch);
  g_test_add_func ("/sync/directory-content/add-keeps-order", test_add_keeps_order);
  g_test_add_func ("/sync/directory-content/offices-come-before-devices", test_compare);
  g_test_add_func ("/sync/directory-content/copy-shares-nothing", test_copy);

  return g_test_run ();
}
