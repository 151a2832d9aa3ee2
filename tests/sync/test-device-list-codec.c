/* SPDX-License-Identifier: GPL-3.0-or-later */

/* devices.json by itself: FORMAT.md section 5a. What it shares with directory.json (D3,
 * D4) is tried here on what only it has. */

#include "sync/ahadi-directory-content.h"

#include <string.h>

#include "forge.h"
#include "org.h"

/* Two branches of which one has an active and a revoked device, and two devices that are
 * revoked whatever else says. */
static void
fill (Org *org)
{
  AhadiId first = { { 1 } };
  AhadiId second = { { 2 } };
  AhadiId branch;

  org_open (org);
  branch = org_add_branch (org, "Kisumu");
  org_add_branch (org, "Mombasa");
  org_add_device (org, AHADI_ROLE_COORDINATOR, &branch);
  org_add_device (org, AHADI_ROLE_CIRCLE, &branch)->state = AHADI_DEVICE_REVOKED;
  ahadi_directory_content_add_revoked (org->content, &second);
  ahadi_directory_content_add_revoked (org->content, &first);
}

static AhadiDirectoryContent *
parse (const Org *org, const char *list, GError **error)
{
  g_autofree char *directory = ahadi_directory_content_print (org->content);

  return org_parse (directory, list, error);
}

static void
assert_list_refused (const Org *org, const char *list, const char *said)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (parse (org, list, &error));
  world_assert_reason (error, AHADI_SYNC_ERROR_MALFORMED, said);
}

static void
test_round_trip (void)
{
  g_auto (Org) org = { 0 };
  g_autofree char *text = NULL;
  g_autofree char *again = NULL;
  g_autoptr (AhadiDirectoryContent) parsed = NULL;
  g_autoptr (GError) error = NULL;

  fill (&org);
  text = ahadi_directory_content_print_list (org.content);
  parsed = parse (&org, text, &error);
  g_assert_no_error (error);
  again = ahadi_directory_content_print_list (parsed);
  g_assert_cmpstr (again, ==, text);
  g_assert_cmpuint (parsed->list_version, ==, 41);
  g_assert_cmpint (parsed->list_time, ==, org.content->list_time);
  g_assert_cmpuint (parsed->branches->len, ==, 2);
  g_assert_cmpuint (parsed->entries->len, ==, 2);
  g_assert_cmpuint (parsed->revoked->len, ==, 2);
  g_assert_true (ahadi_directory_content_same_list (parsed, org.content));
}

/* Nothing but what must be there: no branch, device or revocation. */
static void
test_bare (void)
{
  g_auto (Org) org = { 0 };
  g_autofree char *text = NULL;
  g_autoptr (AhadiDirectoryContent) parsed = NULL;
  g_autoptr (GError) error = NULL;

  org_open (&org);
  text = ahadi_directory_content_print_list (org.content);
  parsed = parse (&org, text, &error);
  g_assert_no_error (error);
}

/* A change of the printed text, and what is said of it. */
typedef struct
{
  const char *name;
  const char *old;
  const char *by;
  const char *said;
} Change;

static const Change changes[] = {
  { "L1-refuses-unknown-member-of-a-branch", "\"name\":\"Kisumu\"",
    "\"x\":1,\"name\":\"Kisumu\"", "not known here" },
  { "L1-refuses-unknown-member-of-a-device", "\"role\":\"coordinator\"",
    "\"rank\":1,\"role\":\"coordinator\"", "not known here" },
  { "D3-refuses-no-name-of-a-branch", "\"name\":\"Kisumu\"", "\"name\":\"\"", "D3" },
  { "D3-refuses-two-lines-of-unicode", "\"Kisumu", "\"Ki\u2028sumu", "D3" },
  { "D3-refuses-tab", "\"Kisumu", "\"Ki\\tsumu", "D3" },
  { "D3-refuses-control-character", "\"Kisumu", "\"Ki\\u001bsumu", "D3" },
  { "D3-refuses-blank-in-front", "\"Kisumu", "\" Kisumu", "D3" },
  { "D3-refuses-name-that-is-no-text", "\"name\":\"Kisumu\"", "\"name\":1", "name" },
  { "D4-refuses-other-role", "\"role\":\"coordinator\"", "\"role\":\"chair\"", "D4" },
  { "D4-refuses-office-among-devices", "\"role\":\"coordinator\"",
    "\"role\":\"membership\"", "D4" },
  { "D4-refuses-device-that-is-no-object", "\"devices\":[", "\"devices\":[1,", "D4" },
  { "D4-refuses-branch-that-is-no-object", "\"branches\":[", "\"branches\":[1,", "D4" },
  { "L1-refuses-blank", ",\"org\"", ", \"org\"", "spelling" },
  { "L1-refuses-version-zero", "\"version\":41", "\"version\":0", "version" },
  { "L1-refuses-version-2^31", "\"version\":41", "\"version\":2147483648", "version" },
  { "L1-refuses-time-before-1970", "\"time\":1780000500000", "\"time\":-1", "time" },
  { "L3-refuses-revoked-that-is-no-id", "\"revoked\":[", "\"revoked\":[\"x\",", "L3" },
  { "L3-refuses-revoked-that-is-no-text", "\"revoked\":[", "\"revoked\":[1,", "L3" },
  { "L3-refuses-revoked-twice", "\"revoked\":[",
    "\"revoked\":[\"01000000000000000000000000000000\",", "L3" },
  { "L3-refuses-other-order", "\"revoked\":[",
    "\"revoked\":[\"03000000000000000000000000000000\",", "L3" },
};

static void
test_change (gconstpointer data)
{
  const Change *change = data;
  g_auto (Org) org = { 0 };
  g_autofree char *text = NULL;
  g_autofree char *changed = NULL;

  fill (&org);
  text = ahadi_directory_content_print_list (org.content);
  changed = forge_replace (text, change->old, change->by);
  assert_list_refused (&org, changed, change->said);
}

static void
test_other_org (void)
{
  g_auto (Org) org = { 0 };
  g_autofree char *text = NULL;

  fill (&org);
  text = ahadi_directory_content_print_list (org.content);
  org.content->org.bytes[0] ^= 1;
  assert_list_refused (&org, text, "L2");
}

/* Both documents count as one: a device of the list may not be a holder too. */
static void
test_checks_the_whole (void)
{
  g_auto (Org) org = { 0 };
  g_auto (Org) other = { 0 };
  g_autofree char *directory = NULL;
  g_autofree char *list = NULL;
  g_autoptr (AhadiDirectoryContent) parsed = NULL;
  g_autoptr (GError) error = NULL;
  AhadiDirectoryEntry entry;
  AhadiId branch;

  org_open (&org);
  org_open (&other);
  other.content->org = org.content->org;
  branch = org_add_branch (&other, "Kisumu");
  entry = *org_add_device (&other, AHADI_ROLE_COORDINATOR, &branch);
  entry.role = AHADI_ROLE_BOARD_COMMITTEE;
  memset (&entry.branch, 0, sizeof entry.branch);
  ahadi_directory_content_add_entry (org.content, &entry);
  directory = ahadi_directory_content_print (org.content);
  list = ahadi_directory_content_print_list (other.content);
  parsed = org_parse (directory, list, &error);
  g_assert_null (parsed);
  world_assert_reason (error, AHADI_SYNC_ERROR_MALFORMED, "D9");
}

/* A flipped bit is refused or is another list; nothing is read as the first. */
static void
test_every_byte (void)
{
  g_auto (Org) org = { 0 };
  g_autofree char *directory = NULL;
  g_autofree char *text = NULL;
  gsize size;

  fill (&org);
  directory = ahadi_directory_content_print (org.content);
  text = ahadi_directory_content_print_list (org.content);
  size = strlen (text);
  for (gsize i = 0; i < size; i++)
    {
      g_autofree char *flipped = g_memdup2 (text, size + 1);
      g_autoptr (GBytes) bytes = g_bytes_new (directory, strlen (directory));
      g_autoptr (AhadiDirectoryContent) content =
          ahadi_directory_content_parse (bytes, NULL);
      g_autoptr (GBytes) list = NULL;
      g_autofree char *printed = NULL;

      flipped[i] ^= 1 << g_test_rand_int_range (0, 8);
      list = g_bytes_new (flipped, size);
      if (ahadi_directory_content_parse_list (content, list, NULL))
        printed = ahadi_directory_content_print_list (content);
      g_assert_cmpstr (printed, !=, text);
    }
}

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);

  g_test_add_func ("/sync/device-list-codec/round-trip", test_round_trip);
  g_test_add_func ("/sync/device-list-codec/lists-may-be-empty", test_bare);
  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autofree char *path =
          g_strconcat ("/sync/device-list-codec/", changes[i].name, NULL);

      g_test_add_data_func (path, &changes[i], test_change);
    }
  g_test_add_func ("/sync/device-list-codec/L2-refuses-other-organisation",
                   test_other_org);
  g_test_add_func ("/sync/device-list-codec/D9-counts-both-documents",
                   test_checks_the_whole);
  g_test_add_func ("/sync/device-list-codec/every-byte-flipped", test_every_byte);

  return g_test_run ();
}
