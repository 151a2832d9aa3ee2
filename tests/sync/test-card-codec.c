/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ahadi-card-codec.h"

#include <string.h>

#include "forge.h"
#include "org.h"

static void
assert_card_refused (GBytes *card, int code, const char *said)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiCard) parsed = ahadi_card_parse (card, &error);

  g_assert_null (parsed);
  world_assert_reason (error, code, said);
}

static void
assert_forge_refused (Forge *forge, int code, const char *said)
{
  g_autoptr (GBytes) card = forge_to_archive (forge);

  assert_card_refused (card, code, said);
}

static Forge *
open_card (Org *org)
{
  g_autoptr (GBytes) card = org_print_card (org, 2);

  return forge_open_archive (card);
}

static char *
get_signature_name (AhadiSigningKey *key)
{
  char number[17];

  ahadi_hex_encode (ahadi_signing_key_get_verify_key (key)->number, 8, number);
  return g_strdup_printf ("directory.json.%s.minisig", number);
}

/* Signs the directory in @forge, as it now is, with key @i. */
static void
sign_directory (Forge *forge, Org *org, guint i, const char *comment)
{
  g_autofree char *name = get_signature_name (org->keys[i]);
  GBytes *bytes = forge_find (forge, "directory.json")->bytes;
  g_autofree char *text =
      ahadi_minisign_sign (org->keys[i], g_bytes_get_data (bytes, NULL),
                           g_bytes_get_size (bytes), "forged", comment);

  forge_set_text (forge, name, text);
}

static void
test_round_trip (void)
{
  g_auto (Org) org = { 0 };
  g_autoptr (GBytes) by_two = NULL;
  g_autoptr (GBytes) by_three = NULL;
  g_autoptr (AhadiCard) two = NULL;
  g_autoptr (AhadiCard) three = NULL;
  g_autoptr (GError) error = NULL;

  org_open (&org);
  by_two = org_print_card (&org, 2);
  by_three = org_print_card (&org, 3);
  two = ahadi_card_parse (by_two, &error);
  g_assert_no_error (error);
  three = ahadi_card_parse (by_three, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ahadi_directory_get_version (two->directory), ==, 12);
  g_assert_cmpuint (two->texts->len, ==, 2);
}

static void
test_members (void)
{
  g_auto (Org) org = { 0 };
  g_autoptr (Forge) no_roots = NULL;
  g_autoptr (Forge) bare = NULL;
  g_autoptr (Forge) other = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static ("x", 1);
  g_autoptr (GBytes) text = g_bytes_new_static ("not a card", 10);

  org_open (&org);
  no_roots = open_card (&org);
  bare = open_card (&org);
  other = open_card (&org);

  assert_card_refused (text, AHADI_SYNC_ERROR_FOREIGN, "ustar");
  forge_insert (other, NULL, "letter.txt", bytes);
  assert_forge_refused (other, AHADI_SYNC_ERROR_FOREIGN, "directory");
  forge_remove (no_roots, "roots.json");
  forge_remove (no_roots, "devices.json");
  forge_remove (no_roots, "devices.json.minisig");
  forge_remove (no_roots, "code/en.txt");
  forge_remove (no_roots, "code/sw.txt");
  assert_forge_refused (no_roots, AHADI_SYNC_ERROR_MALFORMED, "C1");
  while (bare->members->len > 1)
    g_ptr_array_remove_index (bare->members, 1);
  assert_forge_refused (bare, AHADI_SYNC_ERROR_MALFORMED, "C1");
}

/* Without its signature a list is not looked at, and the texts come behind it. */
static void
test_no_list (void)
{
  g_auto (Org) org = { 0 };
  g_autoptr (Forge) no_list = NULL;
  g_autoptr (Forge) unsigned_list = NULL;

  org_open (&org);
  no_list = open_card (&org);
  forge_remove (no_list, "devices.json.minisig");
  forge_remove (no_list, "devices.json");
  assert_forge_refused (no_list, AHADI_SYNC_ERROR_MALFORMED, "C1");
  unsigned_list = open_card (&org);
  forge_remove (unsigned_list, "devices.json.minisig");
  assert_forge_refused (unsigned_list, AHADI_SYNC_ERROR_MALFORMED, "C1");
}

/* The list in @forge, as it now is, signed by @key. */
static void
sign_list (Forge *forge, AhadiSigningKey *key, const char *comment)
{
  GBytes *bytes = forge_find (forge, "devices.json")->bytes;
  g_autofree char *text = ahadi_minisign_sign (
      key, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "forged", comment);

  forge_set_text (forge, "devices.json.minisig", text);
}

/* Neither a custodian nor a stranger is the membership office. */
static void
test_list_signer (void)
{
  g_auto (Org) org = { 0 };
  g_autoptr (Forge) forge = NULL;
  g_autoptr (AhadiSigningKey) stranger = ahadi_signing_key_new ();

  org_open (&org);
  forge = open_card (&org);
  sign_list (forge, org.keys[0], "ahadi-devices-v1 41");
  assert_forge_refused (forge, AHADI_SYNC_ERROR_BAD_SIGNATURE, "L4");
  sign_list (forge, stranger, "ahadi-devices-v1 41");
  assert_forge_refused (forge, AHADI_SYNC_ERROR_BAD_SIGNATURE, "L4");
}

/* Named, but as another office, or no longer. */
static void
test_list_signer_counts (void)
{
  g_auto (Org) org = { 0 };
  g_autoptr (GBytes) revoked = NULL;
  g_autoptr (GBytes) director = NULL;
  AhadiDirectoryEntry holder;

  org_open (&org);
  holder = org.holder;
  holder.state = AHADI_DEVICE_REVOKED;
  ahadi_directory_content_add_entry (org.content, &holder);
  revoked = org_print_card (&org, 2);
  assert_card_refused (revoked, AHADI_SYNC_ERROR_BAD_SIGNATURE, "L4");
  g_ptr_array_set_size (org.content->entries, 0);
  holder = org.holder;
  holder.role = AHADI_ROLE_EXECUTIVE_DIRECTOR;
  ahadi_directory_content_add_entry (org.content, &holder);
  director = org_print_card (&org, 2);
  assert_card_refused (director, AHADI_SYNC_ERROR_BAD_SIGNATURE, "L4");
}

static void
test_list_comment (void)
{
  g_auto (Org) org = { 0 };
  g_autoptr (Forge) forge = NULL;

  org_open (&org);
  forge = open_card (&org);
  sign_list (forge, org.office, "ahadi-devices-v1 42");
  assert_forge_refused (forge, AHADI_SYNC_ERROR_MALFORMED, "L5");
}

static void
test_list_revokes_signer (void)
{
  g_auto (Org) org = { 0 };
  g_autoptr (GBytes) card = NULL;

  org_open (&org);
  ahadi_directory_content_add_revoked (org.content, &org.holder.device);
  card = org_print_card (&org, 2);
  assert_card_refused (card, AHADI_SYNC_ERROR_MALFORMED, "L6");
}

static void
test_signature_names (void)
{
  g_auto (Org) org = { 0 };
  g_autoptr (Forge) misnamed = NULL;
  g_autoptr (Forge) twice = NULL;
  g_autoptr (Forge) swapped = NULL;
  ForgeMember *signature;
  gpointer kept;

  org_open (&org);
  misnamed = open_card (&org);
  twice = open_card (&org);
  swapped = open_card (&org);

  signature = misnamed->members->pdata[1];
  signature->name[strlen ("directory.json.")] ^= 1;
  assert_forge_refused (misnamed, AHADI_SYNC_ERROR_MALFORMED, "C2");

  signature = twice->members->pdata[1];
  forge_insert (twice, signature->name, signature->name, signature->bytes);
  assert_forge_refused (twice, AHADI_SYNC_ERROR_MALFORMED, "C2");

  kept = swapped->members->pdata[1];
  swapped->members->pdata[1] = swapped->members->pdata[2];
  swapped->members->pdata[2] = kept;
  assert_forge_refused (swapped, AHADI_SYNC_ERROR_MALFORMED, "C2");
}

static void
test_signatures (void)
{
  g_auto (Org) org = { 0 };
  g_autoptr (GBytes) by_one = NULL;
  g_autoptr (Forge) changed = NULL;
  g_autoptr (Forge) one_bad = NULL;
  g_autoptr (Forge) stranger = NULL;
  g_autoptr (AhadiSigningKey) key = ahadi_signing_key_new ();
  g_autofree char *directory = NULL;
  g_autofree char *later = NULL;
  g_autofree char *name = NULL;
  g_autofree char *last = NULL;
  g_autofree char *signature = NULL;
  g_autoptr (GBytes) bytes = NULL;
  GBytes *original;

  org_open (&org);
  by_one = org_print_card (&org, 1);
  assert_card_refused (by_one, AHADI_SYNC_ERROR_BAD_SIGNATURE, "too few");

  changed = open_card (&org);
  original = forge_find (changed, "directory.json")->bytes;
  directory = g_strndup (g_bytes_get_data (original, NULL), g_bytes_get_size (original));
  later = forge_replace (directory, "\"version\":12", "\"version\":13");
  forge_set_text (changed, "directory.json", later);
  assert_forge_refused (changed, AHADI_SYNC_ERROR_BAD_SIGNATURE, "cannot read the card");

  /* Enough good ones do not make up for a bad one. */
  {
    g_autoptr (GBytes) by_three = org_print_card (&org, 3);
    GBytes *other;

    one_bad = forge_open_archive (by_three);
    other = forge_find (one_bad, "roots.json")->bytes;
    last = get_signature_name (org.keys[2]);
    signature =
        ahadi_minisign_sign (org.keys[2], g_bytes_get_data (other, NULL),
                             g_bytes_get_size (other), "x", "ahadi-directory-v1 12");
    forge_set_text (one_bad, last, signature);
    assert_forge_refused (one_bad, AHADI_SYNC_ERROR_BAD_SIGNATURE,
                          "cannot read the card");
  }

  stranger = open_card (&org);
  g_clear_pointer (&signature, g_free);
  signature = ahadi_minisign_sign (key, directory, strlen (directory), "x",
                                   "ahadi-directory-v1 12");
  bytes = g_bytes_new (signature, strlen (signature));
  name = get_signature_name (key);
  {
    guint at = 0;

    while (at + 1 < stranger->members->len &&
           g_str_has_prefix (((ForgeMember *) stranger->members->pdata[at + 1])->name,
                             "directory.json") &&
           strcmp (((ForgeMember *) stranger->members->pdata[at + 1])->name, name) < 0)
      at++;
    forge_insert (stranger, ((ForgeMember *) stranger->members->pdata[at])->name, name,
                  bytes);
  }
  assert_forge_refused (stranger, AHADI_SYNC_ERROR_MALFORMED, "C3");
}

static void
test_comment (void)
{
  g_auto (Org) org = { 0 };
  g_autoptr (Forge) forge = NULL;

  org_open (&org);
  forge = open_card (&org);
  sign_directory (forge, &org, 0, "ahadi-directory-v1 13");
  assert_forge_refused (forge, AHADI_SYNC_ERROR_MALFORMED, "C4");
}

static void
test_roots (void)
{
  g_auto (Org) org = { 0 };
  g_autoptr (GBytes) other_org = NULL;
  g_autoptr (GBytes) other_set = NULL;
  AhadiId kept;

  org_open (&org);
  kept = org.content->org;
  org.content->org.bytes[0] ^= 1;
  other_org = org_print_card (&org, 2);
  assert_card_refused (other_org, AHADI_SYNC_ERROR_MALFORMED, "C5");
  org.content->org = kept;

  /* The line of roots asks for two; the directory says that one will do. */
  org.content->roots->threshold = 1;
  other_set = org_print_card (&org, 2);
  assert_card_refused (other_set, AHADI_SYNC_ERROR_MALFORMED, "C5");
}

static void
test_texts (void)
{
  g_auto (Org) org = { 0 };
  g_autoptr (Forge) missing = NULL;
  g_autoptr (Forge) added = NULL;
  g_autoptr (Forge) changed = NULL;
  g_autoptr (Forge) swapped = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static ("x", 1);
  gpointer kept;

  org_open (&org);
  missing = open_card (&org);
  forge_remove (missing, "code/sw.txt");
  assert_forge_refused (missing, AHADI_SYNC_ERROR_MALFORMED, "C6");

  added = open_card (&org);
  forge_insert (added, "code/sw.txt", "code/fr.txt", bytes);
  assert_forge_refused (added, AHADI_SYNC_ERROR_MALFORMED, "C6");

  changed = open_card (&org);
  forge_set_text (changed, "code/en.txt", "I will not: –\n");
  assert_forge_refused (changed, AHADI_SYNC_ERROR_MALFORMED, "C6");

  swapped = open_card (&org);
  kept = swapped->members->pdata[swapped->members->len - 1];
  swapped->members->pdata[swapped->members->len - 1] =
      swapped->members->pdata[swapped->members->len - 2];
  swapped->members->pdata[swapped->members->len - 2] = kept;
  assert_forge_refused (swapped, AHADI_SYNC_ERROR_MALFORMED, "C6");
}

static void
test_too_large (void)
{
  guint8 *zeros = g_malloc0 (AHADI_CARD_LIMIT + 1);
  g_autoptr (GBytes) card = g_bytes_new_take (zeros, AHADI_CARD_LIMIT + 1);

  assert_card_refused (card, AHADI_SYNC_ERROR_MALFORMED, "C7");
}

/* Owner, mode and time of the archive, and the untrusted comments, are nobody's word;
 * every other byte is. */
static void
test_every_byte (void)
{
  g_auto (Org) org = { 0 };
  g_autoptr (GBytes) card = NULL;
  g_autoptr (AhadiCard) original = NULL;
  gsize size;
  const guint8 *bytes;
  guint taken = 0;

  org_open (&org);
  card = org_print_card (&org, 2);
  original = ahadi_card_parse (card, NULL);
  bytes = g_bytes_get_data (card, &size);
  for (gsize i = 0; i < size; i++)
    {
      guint8 *copy = g_memdup2 (bytes, size);
      g_autoptr (GBytes) flipped = g_bytes_new_take (copy, size);
      g_autoptr (AhadiCard) parsed = NULL;

      copy[i] ^= 1 << g_test_rand_int_range (0, 8);
      parsed = ahadi_card_parse (flipped, NULL);
      if (parsed != NULL)
        {
          g_autofree char *was = ahadi_directory_content_print (
              ahadi_directory_get_content (original->directory));
          g_autofree char *is = ahadi_directory_content_print (
              ahadi_directory_get_content (parsed->directory));

          g_assert_cmpstr (was, ==, is);
          taken++;
        }
    }

  /* The untrusted comments of three signatures. */
  g_assert_cmpuint (taken, <, 3 * 60);
  for (gsize i = 0; i < size; i += 7)
    {
      g_autoptr (GBytes) cut = g_bytes_new_from_bytes (card, 0, i);

      g_assert_null (ahadi_card_parse (cut, NULL));
    }
}

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);

  g_test_add_func ("/sync/card-codec/round-trip", test_round_trip);
  g_test_add_func ("/sync/card-codec/C1-refuses-other-members", test_members);
  g_test_add_func ("/sync/card-codec/C1-refuses-no-list", test_no_list);
  g_test_add_func ("/sync/card-codec/L4-refuses-list-by-no-office", test_list_signer);
  g_test_add_func ("/sync/card-codec/L4-refuses-list-by-who-no-longer-counts",
                   test_list_signer_counts);
  g_test_add_func ("/sync/card-codec/L5-refuses-comment-of-another-version",
                   test_list_comment);
  g_test_add_func ("/sync/card-codec/L6-refuses-list-that-revokes-its-signer",
                   test_list_revokes_signer);
  g_test_add_func ("/sync/card-codec/C2-refuses-other-signature-names",
                   test_signature_names);
  g_test_add_func ("/sync/card-codec/C3-refuses-too-few-or-bad-signatures",
                   test_signatures);
  g_test_add_func ("/sync/card-codec/C4-refuses-comment-of-another-version",
                   test_comment);
  g_test_add_func ("/sync/card-codec/C5-refuses-other-roots-than-the-line", test_roots);
  g_test_add_func ("/sync/card-codec/C6-refuses-other-texts", test_texts);
  g_test_add_func ("/sync/card-codec/C7-refuses-above-its-limit", test_too_large);
  g_test_add_func ("/sync/card-codec/every-byte-flipped-and-cuts", test_every_byte);

  return g_test_run ();
}
