/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ahadi-part-rights.h"

#include <string.h>

#include "forge.h"

/* An office, its ED, two laptops of Kisumu and one of Mombasa, a bundle and replies: none
 * of the cases changes them. */
static World world;
static AhadiVault *director;
static AhadiVault *laptop;
static AhadiVault *neighbour;
static AhadiVault *stranger;
static char *bundle;
static char *reply;

static void
open_world (void)
{
  g_autoptr (AhadiImportResult) result = NULL;

  world_open (&world);
  director = world_add_office (&world, AHADI_ROLE_EXECUTIVE_DIRECTOR);
  laptop = world_add_laptop (&world, "Kisumu");
  neighbour = world_add_to_branch (&world, laptop);
  stranger = world_add_laptop (&world, "Mombasa");
  world_give_card (&world, laptop);
  world_give_card (&world, neighbour);
  world_give_card (&world, director);
  world_add_member (laptop, "Achieng Otieno");
  bundle = world_export (&world, laptop);
  result = world_merge (world.office, bundle);
  reply = world_reply (&world, world.office);

  g_free (bundle);
  world_add_member (laptop, "Wanjiku Kamau");
  world_add_report (laptop, "executive-director", "Told in confidence");
  bundle = world_export (&world, laptop);
}

static void
close_world (void)
{
  g_free (bundle);
  g_free (reply);
  world_close (&world);
}

static char *
get_branch (AhadiVault *vault)
{
  g_autoptr (AhadiIdentity) identity = world_get_identity (vault);

  return ahadi_audience_make (AHADI_AUDIENCE_BRANCH,
                              ahadi_identity_get_branch (identity));
}

/* Makes @author the author of all that is signed in @forge. */
static void
take_over (Forge *forge, AhadiVault *author)
{
  g_autoptr (AhadiIdentity) identity = world_get_identity (author);
  const AhadiVerifyKey *key =
      ahadi_signing_key_get_verify_key (ahadi_identity_get_signing_key (identity));
  g_autofree char *signer = ahadi_verify_key_to_string (key);

  ahadi_json_set_bytes (forge->manifest, "device_id",
                        ahadi_identity_get_device (identity)->bytes, AHADI_ID_SIZE);
  ahadi_json_set_text (forge->manifest, "signer_pk", signer);
  forge_sign (forge, author);
}

static void
test_field_bundle_by_office (void)
{
  g_autoptr (Forge) forge = forge_open (bundle, world.office);
  g_autofree char *path = NULL;

  take_over (forge, director);
  path = forge_save (forge, &world, world.office);
  world_assert_refused (world.office, path, AHADI_SYNC_ERROR_MALFORMED, "W1");
}

static void
test_reply_by_field_device (void)
{
  g_autoptr (Forge) forge = forge_open (reply, laptop);
  g_autofree char *path = NULL;

  take_over (forge, neighbour);
  path = forge_save (forge, &world, laptop);
  world_assert_refused (laptop, path, AHADI_SYNC_ERROR_MALFORMED, "W2");
}

/* Replaces a part's lines, its first line brought up to date with @header changes already
 * in them. */
static char *
save_with_lines (Forge *forge,
                 AhadiAudienceClass audience,
                 const char *lines,
                 AhadiVault *author,
                 AhadiVault *reader)
{
  forge_write_part (forge, audience, lines);
  forge_sign (forge, author);
  return forge_save (forge, &world, reader);
}

static void
test_branch_of_another (void)
{
  g_autoptr (Forge) forge = forge_open (bundle, world.office);
  g_autofree char *lines = forge_read_part (forge, AHADI_AUDIENCE_BRANCH, world.office);
  g_autofree char *own = get_branch (laptop);
  g_autofree char *other = get_branch (stranger);
  g_autofree char *changed = forge_replace (lines, own, other);
  g_autofree char *path =
      save_with_lines (forge, AHADI_AUDIENCE_BRANCH, changed, laptop, world.office);

  world_assert_part_refused (world.office, path, AHADI_AUDIENCE_BRANCH, "malformed",
                             "W3");
}

static void
test_reply_to_other_branch (const char *branch)
{
  g_autoptr (Forge) forge = forge_open (reply, laptop);
  g_autofree char *lines = forge_read_part (forge, AHADI_AUDIENCE_BRANCH, laptop);
  g_autofree char *own = get_branch (laptop);
  g_autofree char *changed = forge_replace (lines, own, branch);
  g_autofree char *path =
      save_with_lines (forge, AHADI_AUDIENCE_BRANCH, changed, world.office, laptop);

  world_assert_part_refused (laptop, path, AHADI_AUDIENCE_BRANCH, "malformed", "W3");
}

static void
test_reply_to_another_branch (void)
{
  g_autofree char *other = get_branch (stranger);

  test_reply_to_other_branch (other);
}

static void
test_reply_to_unlisted_branch (void)
{
  test_reply_to_other_branch ("branch/00112233445566778899aabbccddeeff");
}

static void
test_reply_to_another_device (void)
{
  g_autoptr (Forge) forge = forge_open (reply, laptop);
  g_autoptr (AhadiIdentity) own = world_get_identity (laptop);
  g_autoptr (AhadiIdentity) other = world_get_identity (neighbour);
  g_autofree char *from =
      ahadi_audience_make (AHADI_AUDIENCE_DEVICE, ahadi_identity_get_device (own));
  g_autofree char *to =
      ahadi_audience_make (AHADI_AUDIENCE_DEVICE, ahadi_identity_get_device (other));
  g_autofree char *lines = forge_read_part (forge, AHADI_AUDIENCE_DEVICE, laptop);
  g_autofree char *changed = forge_replace (lines, from, to);
  g_autofree char *path =
      save_with_lines (forge, AHADI_AUDIENCE_DEVICE, changed, world.office, laptop);

  world_assert_part_refused (laptop, path, AHADI_AUDIENCE_DEVICE, "malformed", "W3");
}

/* The segment of @from with its own valid signature, put into a bundle of @by. */
static void
test_relayed_by_field_device (void)
{
  g_autoptr (Forge) source = forge_open (bundle, world.office);
  g_autofree char *stolen =
      forge_read_part (source, AHADI_AUDIENCE_MEMBERSHIP, world.office);
  g_autofree char *path = world_export (&world, neighbour);
  g_autoptr (Forge) forge = forge_open (path, world.office);
  g_autofree char *lines =
      forge_read_part (forge, AHADI_AUDIENCE_MEMBERSHIP, world.office);
  g_autofree char *header = forge_take_lines (lines, 0, 1);
  g_autofree char *segment = forge_take_lines (stolen, 1, forge_count_lines (stolen));
  g_autofree char *both = g_strconcat (header, segment, NULL);
  g_autofree char *forged =
      save_with_lines (forge, AHADI_AUDIENCE_MEMBERSHIP, both, neighbour, world.office);

  world_assert_part_refused (world.office, forged, AHADI_AUDIENCE_MEMBERSHIP, "malformed",
                             "W4");
}

/* Operations for the branch in a reply, by the field device @writer, whose signature is
 * right. */
static void
assert_reply_refuses_writer (AhadiVault *writer, const char *rule)
{
  g_autoptr (Forge) forge = forge_open (reply, laptop);
  g_autofree char *branch = get_branch (laptop);
  g_autofree char *lines = forge_read_part (forge, AHADI_AUDIENCE_BRANCH, laptop);
  g_autofree char *written = NULL;
  g_autoptr (Forge) source = NULL;
  g_autofree char *theirs = NULL;
  g_autofree char *segment = NULL;
  g_autofree char *both = NULL;
  g_autofree char *path = NULL;

  world_add_member_to (writer, branch, "Kiprono");
  written = world_export (&world, writer);
  source = forge_open (written, world.office);
  theirs = forge_read_part (source, AHADI_AUDIENCE_BRANCH, world.office);
  segment = forge_take_lines (theirs, 1, forge_count_lines (theirs));
  both = g_strconcat (lines, segment, NULL);
  path = save_with_lines (forge, AHADI_AUDIENCE_BRANCH, both, world.office, laptop);
  world_assert_part_refused (laptop, path, AHADI_AUDIENCE_BRANCH, "malformed", rule);
}

static void
test_reply_with_field_operations (void)
{
  assert_reply_refuses_writer (neighbour, "W5");
}

static void
test_kinds (void)
{
  for (int kind = AHADI_KIND_CIRCLE; kind <= AHADI_KIND_MAX; kind++)
    {
      gboolean is_report = kind == AHADI_KIND_REPORT || kind == AHADI_KIND_ADDENDUM;

      if (kind == AHADI_KIND_ERASURE || kind == AHADI_KIND_CUTOFF ||
          kind == AHADI_KIND_SETTLEMENT || kind == AHADI_KIND_BASELINE)
        continue;
      for (int audience = AHADI_AUDIENCE_MEMBERSHIP; audience <= AHADI_AUDIENCE_BRANCH;
           audience++)
        {
          gboolean is_register =
              audience == AHADI_AUDIENCE_MEMBERSHIP || audience == AHADI_AUDIENCE_BRANCH;

          g_assert_cmpint (
              ahadi_rights_check_kind (audience, kind, AHADI_ROLE_COORDINATOR, NULL), ==,
              kind == AHADI_KIND_ATTACHMENT || is_report != is_register);
        }
    }
}

/* W8 */
static void
test_only_an_office_decides_on_what_it_reads (void)
{
  static const AhadiRole roles[] = { AHADI_ROLE_COORDINATOR, AHADI_ROLE_CIRCLE,
                                     AHADI_ROLE_MEMBERSHIP, AHADI_ROLE_EXECUTIVE_DIRECTOR,
                                     AHADI_ROLE_BOARD_COMMITTEE };

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    for (int audience = AHADI_AUDIENCE_MEMBERSHIP; audience <= AHADI_AUDIENCE_BRANCH;
         audience++)
      {
        gboolean reads = ahadi_role_reads (roles[i], audience);

        g_assert_cmpint (
            ahadi_rights_check_kind (audience, AHADI_KIND_ERASURE, roles[i], NULL), ==,
            reads);
        g_assert_cmpint (
            ahadi_rights_check_kind (audience, AHADI_KIND_SETTLEMENT, roles[i], NULL), ==,
            reads);
        g_assert_cmpint (
            ahadi_rights_check_kind (audience, AHADI_KIND_CUTOFF, roles[i], NULL), ==,
            reads);
        g_assert_cmpint (
            ahadi_rights_check_kind (audience, AHADI_KIND_BASELINE, roles[i], NULL), ==,
            reads);
      }
}

/* A report among the members: signed by its author, and not for the membership office to
 * see. */
static void
test_report_for_the_register (void)
{
  g_autoptr (Forge) forge = forge_open (bundle, world.office);
  g_autofree char *reports =
      forge_read_part (forge, AHADI_AUDIENCE_EXECUTIVE_DIRECTOR, director);
  g_autofree char *lines =
      forge_read_part (forge, AHADI_AUDIENCE_MEMBERSHIP, world.office);
  g_autofree char *report = forge_take_lines (reports, 2, 3);
  g_autofree char *both = g_strconcat (lines, report, NULL);
  g_autofree char *rechained = forge_rechain (both, laptop);
  g_autofree char *path =
      save_with_lines (forge, AHADI_AUDIENCE_MEMBERSHIP, rechained, laptop, world.office);

  world_assert_part_refused (world.office, path, AHADI_AUDIENCE_MEMBERSHIP, "malformed",
                             "W6");
}

static void
assert_ack_refused (const char *old, const char *by)
{
  g_autoptr (Forge) forge = forge_open (reply, laptop);
  g_autofree char *lines = forge_read_part (forge, AHADI_AUDIENCE_DEVICE, laptop);
  g_autofree char *header = forge_take_lines (lines, 0, 1);
  g_autofree char *ack = forge_take_lines (lines, 1, 2);
  g_autofree char *other = forge_replace (ack, old, by);
  g_autofree char *changed = g_strconcat (header, other, NULL);
  g_autofree char *path =
      save_with_lines (forge, AHADI_AUDIENCE_DEVICE, changed, world.office, laptop);

  world_assert_part_refused (laptop, path, AHADI_AUDIENCE_DEVICE, "malformed", "W7");
}

static void
test_ack_of_another_device (void)
{
  g_autoptr (AhadiIdentity) own = world_get_identity (laptop);
  g_autoptr (AhadiIdentity) other = world_get_identity (neighbour);
  g_autofree char *from = ahadi_id_to_string (ahadi_identity_get_device (own));
  g_autofree char *to = ahadi_id_to_string (ahadi_identity_get_device (other));

  assert_ack_refused (from, to);
}

static void
test_ack_of_what_is_sealed (void)
{
  assert_ack_refused ("\"audience\":\"membership\"",
                      "\"audience\":\"executive-director\"");
  assert_ack_refused ("\"audience\":\"membership\"", "\"audience\":\"safeguarding\"");
}

/* A line of the right form; rules of place come before its signature. */
static char *
make_fork (const char *audience, const AhadiId *device)
{
  AhadiFork fork = { .from = 1, .to = 1 };
  GString *line = g_string_new (NULL);

  ahadi_stream_id_init (&fork.stream, device, 1, audience);
  ahadi_fork_print (&fork, line);
  return g_string_free (line, FALSE);
}

static void
test_fork_of_another_device (void)
{
  g_autoptr (Forge) forge = forge_open (bundle, world.office);
  g_autoptr (AhadiIdentity) other = world_get_identity (neighbour);
  g_autofree char *lines =
      forge_read_part (forge, AHADI_AUDIENCE_MEMBERSHIP, world.office);
  g_autofree char *header = forge_take_lines (lines, 0, 1);
  g_autofree char *rest = forge_take_lines (lines, 1, forge_count_lines (lines));
  g_autofree char *fork = make_fork ("membership", ahadi_identity_get_device (other));
  g_autofree char *changed = g_strconcat (header, fork, rest, NULL);
  g_autofree char *path =
      save_with_lines (forge, AHADI_AUDIENCE_MEMBERSHIP, changed, laptop, world.office);

  world_assert_part_refused (world.office, path, AHADI_AUDIENCE_MEMBERSHIP, "malformed",
                             "W10");
}

static void
test_fork_behind_a_segment (void)
{
  g_autoptr (Forge) forge = forge_open (bundle, world.office);
  g_autoptr (AhadiIdentity) own = world_get_identity (laptop);
  g_autofree char *lines =
      forge_read_part (forge, AHADI_AUDIENCE_MEMBERSHIP, world.office);
  g_autofree char *fork = make_fork ("membership", ahadi_identity_get_device (own));
  g_autofree char *changed = g_strconcat (lines, fork, NULL);
  g_autofree char *path =
      save_with_lines (forge, AHADI_AUDIENCE_MEMBERSHIP, changed, laptop, world.office);

  world_assert_part_refused (world.office, path, AHADI_AUDIENCE_MEMBERSHIP, "malformed",
                             "Y2");
}

int
main (int argc, char **argv)
{
  int status;

  world_init_tests (&argc, &argv);
  open_world ();

  g_test_add_func ("/sync/part-rights/W1-refuses-field-bundle-by-office",
                   test_field_bundle_by_office);
  g_test_add_func ("/sync/part-rights/W2-refuses-reply-by-field-device",
                   test_reply_by_field_device);
  g_test_add_func ("/sync/part-rights/W3-refuses-branch-of-another",
                   test_branch_of_another);
  g_test_add_func ("/sync/part-rights/W3-refuses-reply-to-another-branch",
                   test_reply_to_another_branch);
  g_test_add_func ("/sync/part-rights/W3-refuses-reply-to-unlisted-branch",
                   test_reply_to_unlisted_branch);
  g_test_add_func ("/sync/part-rights/W3-refuses-reply-to-another-device",
                   test_reply_to_another_device);
  g_test_add_func ("/sync/part-rights/W4-refuses-relay-by-field-device",
                   test_relayed_by_field_device);
  g_test_add_func ("/sync/part-rights/W5-refuses-field-operations-in-reply",
                   test_reply_with_field_operations);
  g_test_add_func ("/sync/part-rights/W6-kinds-by-audience", test_kinds);
  g_test_add_func ("/sync/part-rights/W8-only-an-office-decides-on-what-it-reads",
                   test_only_an_office_decides_on_what_it_reads);
  g_test_add_func ("/sync/part-rights/W6-refuses-report-for-the-register",
                   test_report_for_the_register);
  g_test_add_func ("/sync/part-rights/W7-refuses-ack-of-another-device",
                   test_ack_of_another_device);
  g_test_add_func ("/sync/part-rights/W7-refuses-ack-of-what-is-sealed",
                   test_ack_of_what_is_sealed);
  g_test_add_func ("/sync/part-rights/W10-refuses-fork-of-another-device",
                   test_fork_of_another_device);
  g_test_add_func ("/sync/part-rights/Y2-refuses-fork-behind-a-segment",
                   test_fork_behind_a_segment);

  status = g_test_run ();
  close_world ();
  return status;
}
