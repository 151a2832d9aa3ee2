/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ahadi-directory.h"

#include <string.h>

#include "org.h"

static AhadiDirectory *
make_directory (const Org *org)
{
  return ahadi_directory_new (ahadi_directory_content_copy (org->content));
}

/* Two branches of two devices each, two membership officers, one of every other office.
 */
typedef struct
{
  Org org;
  AhadiId kisumu;
  AhadiId mombasa;
} Country;

static void
country_open (Country *self)
{
  org_open (&self->org);
  self->kisumu = org_add_branch (&self->org, "Kisumu");
  self->mombasa = org_add_branch (&self->org, "Mombasa");
  for (int i = 0; i < 2; i++)
    {
      org_add_device (&self->org, AHADI_ROLE_MEMBERSHIP, NULL);
      org_add_device (&self->org, AHADI_ROLE_COORDINATOR, &self->kisumu);
      org_add_device (&self->org, AHADI_ROLE_CIRCLE, &self->mombasa);
    }
  org_add_device (&self->org, AHADI_ROLE_EXECUTIVE_DIRECTOR, NULL);
  org_add_device (&self->org, AHADI_ROLE_BOARD_COMMITTEE, NULL);
}

static void
country_close (Country *self)
{
  org_close (&self->org);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Country, country_close)

static AhadiDirectoryEntry *
find_first (const Country *self, AhadiRole role)
{
  for (guint i = 0; i < self->org.content->entries->len; i++)
    {
      AhadiDirectoryEntry *entry = self->org.content->entries->pdata[i];

      if (entry->role == role)
        return entry;
    }

  g_assert_not_reached ();
}

/* --- looking things up --- */

static void
test_heading (void)
{
  g_auto (Country) country = { 0 };
  g_autoptr (AhadiDirectory) directory = NULL;
  AhadiId org;

  country_open (&country);
  directory = make_directory (&country.org);
  g_assert_cmpuint (ahadi_directory_get_version (directory), ==, 12);
  g_assert_cmpint (ahadi_directory_get_time (directory), ==,
                   G_GINT64_CONSTANT (1780000000000));
  g_assert_cmpstr (ahadi_directory_get_org_name (directory), ==,
                   "Amnesty International Kenya");
  g_assert_true (ahadi_id_parse (ahadi_directory_get_org (directory), &org, NULL));
  g_assert_true (ahadi_id_equal (&org, &country.org.content->org));
  g_assert_cmpuint (ahadi_directory_get_entries (directory)->len, ==, 8);
  g_assert_cmpuint (ahadi_directory_get_branches (directory)->len, ==, 2);
}

static void
test_outlives_its_first_owner (void)
{
  g_auto (Country) country = { 0 };
  AhadiDirectory *directory;
  g_autoptr (AhadiDirectory) second = NULL;

  country_open (&country);
  directory = make_directory (&country.org);
  second = ahadi_directory_ref (directory);
  ahadi_directory_unref (directory);
  g_assert_cmpuint (ahadi_directory_get_version (second), ==, 12);
}

static void
test_find_device (void)
{
  g_auto (Country) country = { 0 };
  g_autoptr (AhadiDirectory) directory = NULL;
  AhadiDirectoryEntry *entry;
  const AhadiDirectoryEntry *found;
  AhadiId stranger = { { 7 } };

  country_open (&country);
  entry = find_first (&country, AHADI_ROLE_CIRCLE);
  entry->state = AHADI_DEVICE_REVOKED;
  directory = make_directory (&country.org);
  found = ahadi_directory_find_device (directory, &entry->device);
  g_assert_nonnull (found);
  g_assert_true (ahadi_verify_key_equal (&found->signer, &entry->signer));
  g_assert_cmpint (found->state, ==, AHADI_DEVICE_REVOKED);
  g_assert_null (ahadi_directory_find_device (directory, &stranger));
}

static void
test_find_branch (void)
{
  g_auto (Country) country = { 0 };
  g_autoptr (AhadiDirectory) directory = NULL;
  AhadiId stranger = { { 7 } };

  country_open (&country);
  directory = make_directory (&country.org);
  g_assert_cmpstr (ahadi_directory_find_branch (directory, &country.mombasa)->name, ==,
                   "Mombasa");
  g_assert_cmpstr (ahadi_directory_find_branch (directory, &country.kisumu)->name, ==,
                   "Kisumu");
  g_assert_null (ahadi_directory_find_branch (directory, &stranger));
}

/* Anybody may give a key the number of another's: every match is a candidate. */
static void
test_find_signers (void)
{
  g_auto (Country) country = { 0 };
  g_autoptr (AhadiDirectory) directory = NULL;
  g_autoptr (GPtrArray) both = NULL;
  g_autoptr (GPtrArray) none = NULL;
  AhadiDirectoryEntry *officer;
  AhadiDirectoryEntry *copycat;
  guint8 number[8];

  country_open (&country);
  officer = find_first (&country, AHADI_ROLE_MEMBERSHIP);
  copycat = find_first (&country, AHADI_ROLE_CIRCLE);
  memcpy (copycat->signer.number, officer->signer.number, sizeof number);
  copycat->state = AHADI_DEVICE_REVOKED;
  memcpy (number, officer->signer.number, sizeof number);
  directory = make_directory (&country.org);

  both = ahadi_directory_find_signers (directory, number);
  g_assert_cmpuint (both->len, ==, 2);
  number[7] ^= 1;
  none = ahadi_directory_find_signers (directory, number);
  g_assert_cmpuint (none->len, ==, 0);
}

/* --- who reads what --- */

static gboolean
reads (const Country *self, const AhadiDirectoryEntry *entry, const char *audience)
{
  g_autoptr (AhadiDirectory) directory = make_directory (&self->org);
  g_autoptr (GArray) recipients = ahadi_directory_list_recipients (directory, audience);
  guint n = 0;

  for (guint i = 0; i < recipients->len; i++)
    n += ahadi_age_recipient_equal (&g_array_index (recipients, AhadiAgeRecipient, i),
                                    &entry->recipient);

  g_assert_cmpuint (n, <=, 1);
  return n == 1;
}

static guint
count_readers (const Country *self, const char *audience)
{
  g_autoptr (AhadiDirectory) directory = make_directory (&self->org);
  g_autoptr (GArray) recipients = ahadi_directory_list_recipients (directory, audience);

  return recipients->len;
}

static void
test_recipients_of_offices (void)
{
  g_auto (Country) country = { 0 };
  const AhadiDirectoryEntry *director;
  const AhadiDirectoryEntry *committee;

  country_open (&country);
  director = find_first (&country, AHADI_ROLE_EXECUTIVE_DIRECTOR);
  committee = find_first (&country, AHADI_ROLE_BOARD_COMMITTEE);

  g_assert_cmpuint (count_readers (&country, "membership"), ==, 2);
  g_assert_true (
      reads (&country, find_first (&country, AHADI_ROLE_MEMBERSHIP), "membership"));
  g_assert_cmpuint (count_readers (&country, "executive-director"), ==, 1);
  g_assert_true (reads (&country, director, "executive-director"));
  g_assert_cmpuint (count_readers (&country, "board-committee"), ==, 1);
  g_assert_true (reads (&country, committee, "board-committee"));
  g_assert_cmpuint (count_readers (&country, "safeguarding"), ==, 2);
  g_assert_true (reads (&country, director, "safeguarding"));
  g_assert_true (reads (&country, committee, "safeguarding"));
}

static void
test_recipients_of_a_branch (void)
{
  g_auto (Country) country = { 0 };
  AhadiId nowhere = { { 7 } };
  g_autofree char *audience = NULL;
  g_autofree char *elsewhere = NULL;

  country_open (&country);
  audience = ahadi_audience_make (AHADI_AUDIENCE_BRANCH, &country.kisumu);
  elsewhere = ahadi_audience_make (AHADI_AUDIENCE_BRANCH, &nowhere);
  g_assert_cmpuint (count_readers (&country, audience), ==, 4);
  g_assert_true (
      reads (&country, find_first (&country, AHADI_ROLE_COORDINATOR), audience));
  g_assert_true (
      reads (&country, find_first (&country, AHADI_ROLE_MEMBERSHIP), audience));
  g_assert_false (reads (&country, find_first (&country, AHADI_ROLE_CIRCLE), audience));
  g_assert_cmpuint (count_readers (&country, elsewhere), ==, 2);
}

static void
test_recipient_of_a_device (void)
{
  g_auto (Country) country = { 0 };
  const AhadiDirectoryEntry *device;
  g_autofree char *audience = NULL;

  country_open (&country);
  device = find_first (&country, AHADI_ROLE_CIRCLE);
  audience = ahadi_audience_make (AHADI_AUDIENCE_DEVICE, &device->device);
  g_assert_cmpuint (count_readers (&country, audience), ==, 1);
  g_assert_true (reads (&country, device, audience));
}

static void
test_revoked_reads_nothing (void)
{
  g_auto (Country) country = { 0 };
  AhadiDirectoryEntry *device;
  g_autofree char *branch = NULL;
  g_autofree char *own = NULL;

  country_open (&country);
  find_first (&country, AHADI_ROLE_BOARD_COMMITTEE)->state = AHADI_DEVICE_REVOKED;
  find_first (&country, AHADI_ROLE_MEMBERSHIP)->state = AHADI_DEVICE_REVOKED;
  device = find_first (&country, AHADI_ROLE_COORDINATOR);
  device->state = AHADI_DEVICE_REVOKED;
  branch = ahadi_audience_make (AHADI_AUDIENCE_BRANCH, &country.kisumu);
  own = ahadi_audience_make (AHADI_AUDIENCE_DEVICE, &device->device);

  g_assert_cmpuint (count_readers (&country, "board-committee"), ==, 0);
  g_assert_cmpuint (count_readers (&country, "safeguarding"), ==, 1);
  g_assert_cmpuint (count_readers (&country, "membership"), ==, 1);
  g_assert_cmpuint (count_readers (&country, branch), ==, 2);
  g_assert_cmpuint (count_readers (&country, own), ==, 0);
}

static void
test_role_reads (void)
{
  /* In the order of the classes: membership, Director, Committee, safeguarding, branch,
   * device. */
  static const struct
  {
    AhadiRole role;
    const char *reads;
  } roles[] = {
    { AHADI_ROLE_COORDINATOR, "------" },     { AHADI_ROLE_CIRCLE, "------" },
    { AHADI_ROLE_MEMBERSHIP, "x---x-" },      { AHADI_ROLE_EXECUTIVE_DIRECTOR, "-x-x--" },
    { AHADI_ROLE_BOARD_COMMITTEE, "--xx--" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      for (int c = AHADI_AUDIENCE_MEMBERSHIP; c <= AHADI_AUDIENCE_DEVICE; c++)
        g_assert_cmpint (ahadi_role_reads (roles[i].role, c), ==,
                         roles[i].reads[c - AHADI_AUDIENCE_MEMBERSHIP] == 'x');
    }
}

/* --- the digits to compare --- */

static char *
make_fingerprint (const Org *org)
{
  g_autoptr (AhadiDirectory) directory = make_directory (org);

  return ahadi_directory_make_fingerprint (directory);
}

/* Over the organisation and its roots, and not over what changes with every version. */
static void
test_fingerprint (void)
{
  g_auto (Org) org = { 0 };
  g_autofree char *first = NULL;
  g_autofree char *later = NULL;
  g_autofree char *other_org = NULL;
  g_autofree char *other_roots = NULL;

  org_open (&org);
  first = make_fingerprint (&org);
  g_assert_cmpuint (strlen (first), ==, 29);

  org.content->version++;
  org_add_branch (&org, "Kisumu");
  later = make_fingerprint (&org);
  g_assert_cmpstr (later, ==, first);

  org.content->org.bytes[0] ^= 1;
  other_org = make_fingerprint (&org);
  g_assert_cmpstr (other_org, !=, first);

  org.content->org.bytes[0] ^= 1;
  org.content->roots->threshold = 1;
  other_roots = make_fingerprint (&org);
  g_assert_cmpstr (other_roots, !=, first);
}

/* What FORMAT.md section 6 says the digits are over, written out. */
static void
test_fingerprint_text (void)
{
  g_auto (Org) org = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *roots = NULL;
  g_autofree char *text = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *fingerprint = NULL;

  org_open (&org);
  id = ahadi_id_to_string (&org.content->org);
  roots = ahadi_root_set_print (org.content->roots);
  text = g_strconcat (id, "\n", roots, NULL);
  expected = ahadi_fingerprint_make ("ahadi-card-v1", text, strlen (text));
  fingerprint = make_fingerprint (&org);
  g_assert_cmpstr (fingerprint, ==, expected);
}

/* --- out of a vault --- */

static void
test_load (void)
{
  g_auto (World) world = { 0 };
  g_autofree char *folder = NULL;
  AhadiVault *empty;
  g_autoptr (AhadiDirectory) directory = NULL;
  g_autoptr (GError) error = NULL;

  world_open (&world);
  directory = ahadi_directory_load (world.office, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ahadi_directory_get_version (directory), ==, 1);

  folder = g_build_filename (world.folder, "empty", NULL);
  empty = world_add_vault (&world, folder);
  g_assert_null (ahadi_directory_load (empty, &error));
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);

  g_test_add_func ("/sync/directory/heading", test_heading);
  g_test_add_func ("/sync/directory/outlives-its-first-owner",
                   test_outlives_its_first_owner);
  g_test_add_func ("/sync/directory/finds-device-whatever-its-state", test_find_device);
  g_test_add_func ("/sync/directory/finds-branch", test_find_branch);
  g_test_add_func ("/sync/directory/finds-every-signer-of-a-number", test_find_signers);
  g_test_add_func ("/sync/directory/recipients-of-offices", test_recipients_of_offices);
  g_test_add_func ("/sync/directory/recipients-of-a-branch", test_recipients_of_a_branch);
  g_test_add_func ("/sync/directory/recipient-of-a-device", test_recipient_of_a_device);
  g_test_add_func ("/sync/directory/revoked-reads-nothing", test_revoked_reads_nothing);
  g_test_add_func ("/sync/directory/what-each-role-reads", test_role_reads);
  g_test_add_func ("/sync/directory/fingerprint-is-of-org-and-roots", test_fingerprint);
  g_test_add_func ("/sync/directory/fingerprint-is-of-the-text-in-the-format",
                   test_fingerprint_text);
  g_test_add_func ("/sync/directory/load-of-a-vault", test_load);

  return g_test_run ();
}
