/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The bytes of a draft: FORMAT.md section 7a. */

#include "sync/ahadi-proposal-codec.h"

#include "forge.h"
#include "org.h"

static AhadiProposal *
make_draft (const Org *org)
{
  g_autoptr (GBytes) bytes = org_print_card (org, 2);
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiCard) card = ahadi_card_parse (bytes, &error);
  g_autoptr (AhadiDirectoryContent) content = NULL;
  AhadiProposal *draft;

  g_assert_no_error (error);
  content = ahadi_directory_content_copy (ahadi_directory_get_content (card->directory));
  json_object_set_new (content->settings, "helpline", json_string ("1195"));
  draft = ahadi_proposal_new (card, content, card->texts, &error);
  g_assert_no_error (error);
  assert_ok (ahadi_proposal_sign (draft, org->keys[0], &error));
  return draft;
}

static Forge *
open_draft (const Org *org)
{
  g_autoptr (AhadiProposal) draft = make_draft (org);
  g_autoptr (GBytes) file = ahadi_proposal_print (draft);

  return forge_open_archive (file);
}

static void
assert_refused_as (Forge *forge, int code, const char *said)
{
  g_autoptr (GBytes) file = forge_to_archive (forge);
  g_autoptr (GError) error = NULL;

  g_assert_null (ahadi_proposal_parse (file, &error));
  world_assert_reason (error, code, said);
}

static void
test_round_trip (void)
{
  g_auto (Org) org = { 0 };
  g_autoptr (AhadiProposal) draft = NULL;
  g_autoptr (AhadiProposal) parsed = NULL;
  g_autoptr (GBytes) file = NULL;
  g_autoptr (GBytes) again = NULL;
  g_autoptr (GError) error = NULL;

  org_open (&org);
  draft = make_draft (&org);
  file = ahadi_proposal_print (draft);
  parsed = ahadi_proposal_parse (file, &error);
  g_assert_no_error (error);
  again = ahadi_proposal_print (parsed);
  g_assert_true (g_bytes_equal (file, again));
  g_assert_cmpuint (ahadi_proposal_get_version (parsed), ==, 13);
  g_assert_cmpuint (ahadi_proposal_count (parsed).new_signed, ==, 1);
}

static void
test_members (void)
{
  g_auto (Org) org = { 0 };
  g_autoptr (Forge) no_base = NULL;
  g_autoptr (Forge) no_summary = NULL;

  org_open (&org);
  no_base = open_draft (&org);
  forge_remove (no_base, "base.ahadi-card");
  assert_refused_as (no_base, AHADI_SYNC_ERROR_MALFORMED, "T1");
  no_summary = open_draft (&org);
  forge_remove (no_summary, "summary.txt");
  assert_refused_as (no_summary, AHADI_SYNC_ERROR_MALFORMED, "T1");
}

/* The base of a draft of other custodians, which is as whole. */
static void
test_other_base (void)
{
  g_auto (Org) org = { 0 };
  g_auto (Org) other = { 0 };
  g_autoptr (Forge) forge = NULL;
  g_autoptr (GBytes) card = NULL;

  org_open (&org);
  org_open (&other);
  forge = open_draft (&org);
  card = org_print_card (&other, 2);
  forge_set (forge, "base.ahadi-card", card);
  assert_refused_as (forge, AHADI_SYNC_ERROR_MALFORMED, "T2");

  other.content->org = org.content->org;
  g_clear_pointer (&card, g_bytes_unref);
  ahadi_roots_free (other.roots);
  other.roots = ahadi_roots_new (&other.content->org);
  ahadi_roots_add (other.roots, ahadi_root_set_copy (other.content->roots));
  ahadi_roots_sign (other.roots, other.keys[0]);
  ahadi_roots_sign (other.roots, other.keys[1]);
  card = org_print_card (&other, 2);
  forge_set (forge, "base.ahadi-card", card);
  assert_refused_as (forge, AHADI_SYNC_ERROR_MALFORMED, "T3");
}

static void
test_signatures (void)
{
  g_auto (Org) org = { 0 };
  g_autoptr (Forge) forge = NULL;
  g_autofree char *changed = NULL;
  ForgeMember *directory;
  g_autofree char *text = NULL;

  org_open (&org);
  forge = open_draft (&org);
  directory = forge_find (forge, "directory.json");
  text = g_strndup (g_bytes_get_data (directory->bytes, NULL),
                    g_bytes_get_size (directory->bytes));
  changed = forge_replace (text, "\"1195\"", "\"1199\"");
  forge_set_text (forge, "directory.json", changed);
  assert_refused_as (forge, AHADI_SYNC_ERROR_BAD_SIGNATURE, "draft");
}

static void
test_summary_is_nobodys_word (void)
{
  g_auto (Org) org = { 0 };
  g_autoptr (Forge) forge = NULL;
  g_autoptr (GBytes) file = NULL;
  g_autoptr (AhadiProposal) parsed = NULL;
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (GError) error = NULL;

  org_open (&org);
  forge = open_draft (&org);
  forge_set_text (forge, "summary.txt", "nothing changes\n");
  file = forge_to_archive (forge);
  parsed = ahadi_proposal_parse (file, &error);
  g_assert_no_error (error);
  changes = ahadi_proposal_list_changes (parsed);
  g_assert_cmpuint (changes->len, ==, 1);
}

static void
test_too_large (void)
{
  guint8 *zeros = g_malloc0 (AHADI_PROPOSAL_LIMIT + 1);
  g_autoptr (GBytes) file = g_bytes_new_take (zeros, AHADI_PROPOSAL_LIMIT + 1);
  g_autoptr (GError) error = NULL;

  g_assert_null (ahadi_proposal_parse (file, &error));
  world_assert_reason (error, AHADI_SYNC_ERROR_MALFORMED, "T5");
}

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);

  g_test_add_func ("/sync/proposal-codec/round-trip", test_round_trip);
  g_test_add_func ("/sync/proposal-codec/T1-refuses-other-members", test_members);
  g_test_add_func ("/sync/proposal-codec/T2-T3-refuses-other-base", test_other_base);
  g_test_add_func ("/sync/proposal-codec/T4-refuses-bad-signature", test_signatures);
  g_test_add_func ("/sync/proposal-codec/T5-refuses-above-its-limit", test_too_large);
  g_test_add_func ("/sync/proposal-codec/summary-is-nobodys-word",
                   test_summary_is_nobodys_word);

  return g_test_run ();
}
