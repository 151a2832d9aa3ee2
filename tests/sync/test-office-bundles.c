/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "forge.h"

/* Holders of the offices exchange what each of them holds. */

typedef struct
{
  World world;
  AhadiVault *first; /* the founding holder of the membership office */
  AhadiVault *second;
  AhadiVault *director;
  AhadiVault *kisumu;
  AhadiVault *mombasa;
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  world_open (&self->world);
  self->first = self->world.office;
  self->second = world_add_office (&self->world, AHADI_ROLE_MEMBERSHIP);
  self->director = world_add_office (&self->world, AHADI_ROLE_EXECUTIVE_DIRECTOR);
  self->kisumu = world_add_laptop (&self->world, "Kisumu");
  self->mombasa = world_add_laptop (&self->world, "Mombasa");
  world_give_card (&self->world, self->second);
  world_give_card (&self->world, self->director);
  world_give_card (&self->world, self->kisumu);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  world_close (&self->world);
}

static void
carry (Fixture *self, AhadiVault *from, AhadiVault *to)
{
  g_autofree char *path = world_export (&self->world, from);
  g_autoptr (AhadiImportResult) result = world_merge (to, path);

  g_assert_false (result->is_reply);
}

static void
assert_alike (Fixture *self)
{
  world_assert_same_digest (self->first, self->second, "membership");
  world_assert_sound (self->first);
  world_assert_sound (self->second);
}

static void
test_two_holders_of_one_office_come_to_one_digest (Fixture *self, gconstpointer unused)
{
  AhadiId member = world_add_member (self->kisumu, "Achieng Otieno");

  world_add_member (self->mombasa, "Hamisi Juma");
  carry (self, self->kisumu, self->first);
  carry (self, self->mombasa, self->second);
  world_rename_member (self->first, &member, "Achieng Odhiambo");
  carry (self, self->first, self->second);
  carry (self, self->second, self->first);
  g_assert_cmpuint (world_count_members (self->first), ==, 2);
  assert_alike (self);
}

static void
test_shuffled_and_repeated_is_the_same (Fixture *self, gconstpointer unused)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  AhadiVault *laptops[] = { self->kisumu, self->mombasa };
  AhadiVault *offices[] = { self->first, self->second };

  for (guint i = 0; i < 6; i++)
    {
      world_add_member (laptops[i % 2], "Wanjiku Kamau");
      carry (self, laptops[i % 2], offices[g_test_rand_int_range (0, 2)]);
      g_ptr_array_add (paths, world_export (&self->world, offices[i % 2]));
      g_ptr_array_add (paths, world_export (&self->world, offices[(i + 1) % 2]));
    }
  for (guint i = 0; i < 2 * paths->len; i++)
    {
      guint which = i < paths->len
                        ? paths->len - 1 - i
                        : (guint) g_test_rand_int_range (0, (gint32) paths->len);

      for (guint o = 0; o < G_N_ELEMENTS (offices); o++)
        {
          g_autoptr (AhadiImportResult) result =
              world_import (offices[o], paths->pdata[which]);

          g_assert_cmpint (result->outcome, !=, AHADI_OUTCOME_REFUSED);
        }
    }
  g_assert_cmpuint (world_count_members (self->first), ==, 6);
  assert_alike (self);
}

static void
erase (AhadiVault *vault, const AhadiId *entity)
{
  g_autoptr (AhadiRecord) record = ahadi_record_new (AHADI_KIND_ERASURE, NULL);
  g_autofree char *id = ahadi_id_to_string (entity);
  g_autoptr (GError) error = NULL;

  ahadi_record_set (record, AHADI_ERASURE_OF, id);
  ahadi_record_set (record, AHADI_ERASURE_OF_KIND, "member");
  ahadi_record_set (record, AHADI_ERASURE_REASON, "mistake");
  ahadi_record_set (record, AHADI_ERASURE_DATE, "2026-11-28");
  assert_ok (ahadi_vault_save (vault, "membership", record, NULL, &error));
}

static void
test_an_erasure_reaches_the_other_holder (Fixture *self, gconstpointer unused)
{
  AhadiId member = world_add_member (self->kisumu, "Achieng Otieno");
  g_autofree char *bundle = world_export (&self->world, self->kisumu);
  g_autoptr (AhadiImportResult) at_first = world_merge (self->first, bundle);
  g_autoptr (AhadiImportResult) at_second = NULL;

  g_assert_cmpuint (at_first->counts.created[AHADI_KIND_MEMBER], ==, 1);
  erase (self->first, &member);
  carry (self, self->first, self->second);
  g_assert_cmpuint (world_count_members (self->second), ==, 0);
  at_second = world_merge (self->second, bundle);
  g_assert_cmpuint (world_count_members (self->second), ==, 0);
  assert_alike (self);
}

static void
test_only_what_is_new_is_handed_on (Fixture *self, gconstpointer unused)
{
  g_auto (AhadiExportResult) first = { NULL };
  g_auto (AhadiExportResult) second = { NULL };
  g_auto (AhadiExportResult) everything = { NULL };
  const char *stick = self->world.stick;
  g_autoptr (GError) error = NULL;

  world_add_member (self->kisumu, "Achieng Otieno");
  carry (self, self->kisumu, self->first);
  assert_ok (ahadi_export (self->first, stick, FALSE, NULL, &first, &error));
  assert_ok (ahadi_export (self->first, stick, FALSE, NULL, &second, &error));
  assert_ok (ahadi_export (self->first, stick, TRUE, NULL, &everything, &error));
  g_assert_cmpuint (first.operations, ==, 1);
  g_assert_cmpuint (second.operations, ==, 0);
  g_assert_cmpuint (everything.operations, ==, 1);
}

/* Keys decide what of it an office can open. */
static void
test_another_office_learns_nothing (Fixture *self, gconstpointer unused)
{
  g_autofree char *path = NULL;
  g_autoptr (AhadiImportResult) result = NULL;

  world_add_member (self->kisumu, "Achieng Otieno");
  carry (self, self->kisumu, self->first);
  path = world_export (&self->world, self->first);
  result = world_import (self->director, path);
  g_assert_cmpint (result->outcome, ==, AHADI_OUTCOME_MERGED);
  g_assert_cmpuint (result->counts.operations, ==, 0);
  g_assert_cmpuint (result->parts->len, ==, 4);
  g_assert_false (g_array_index (result->parts, AhadiPartResult, 0).opened);
}

/* O5: both stories are proof, for whoever met one of them only. */
static void
test_a_fork_is_handed_on (Fixture *self, gconstpointer unused)
{
  AhadiVault *twin;
  g_autofree char *story = NULL;
  g_autofree char *bundle = NULL;
  g_autoptr (AhadiImportResult) at_first = NULL;
  g_autoptr (AhadiImportResult) at_second = NULL;
  g_autoptr (AhadiImportResult) handed_on = NULL;

  world_add_member (self->kisumu, "Achieng Otieno");
  twin = world_copy (&self->world, &self->kisumu);
  world_add_member (self->kisumu, "Hamisi Juma");
  world_add_member (twin, "Nafula Wekesa");
  story = world_export (&self->world, self->kisumu);
  at_first = world_merge (self->first, story);
  at_second = world_merge (self->second, story);
  g_assert_cmpuint (world_count_members (self->second), ==, 2);

  carry (self, twin, self->first);
  bundle = world_export (&self->world, self->first);
  handed_on = world_merge (self->second, bundle);
  g_assert_cmpuint (handed_on->counts.forks, ==, 1);
  g_assert_cmpuint (world_count_members (self->second), ==, 1);
  assert_alike (self);
  carry (self, self->second, self->first);
  assert_alike (self);
}

/* --- what each tells that it has (O6, O7) --- */

static guint64
count_ready (AhadiVault *vault)
{
  g_autoptr (GError) error = NULL;
  guint64 held_back;
  guint64 ready;

  assert_ok (ahadi_export_count (vault, &ready, &held_back, &error));
  return ready;
}

/* Written, and never seen again. */
static void
lose (Fixture *self, AhadiVault *from)
{
  g_autofree char *path = world_export (&self->world, from);

  g_assert_cmpint (g_remove (path), ==, 0);
}

static void
test_a_lost_stick_heals (Fixture *self, gconstpointer unused)
{
  world_add_member (self->kisumu, "Achieng Otieno");
  world_add_member (self->first, "Hamisi Juma");
  carry (self, self->kisumu, self->first);
  lose (self, self->first);
  g_assert_cmpuint (count_ready (self->first), ==, 0);

  carry (self, self->second, self->first);
  g_assert_cmpuint (count_ready (self->first), ==, 2);
  carry (self, self->first, self->second);
  g_assert_cmpuint (world_count_members (self->second), ==, 2);
  g_assert_cmpuint (world_count_delivered (self->first, AHADI_DELIVERY_RECEIVED), ==, 0);
  assert_alike (self);

  carry (self, self->second, self->first);
  g_assert_cmpuint (world_count_delivered (self->first, AHADI_DELIVERY_RECEIVED), ==, 1);
}

/* What all have goes no more, however often they exchange. */
static void
test_nothing_is_sent_forever (Fixture *self, gconstpointer unused)
{
  world_add_member (self->kisumu, "Achieng Otieno");
  carry (self, self->kisumu, self->first);
  world_add_member (self->second, "Hamisi Juma");
  for (guint i = 0; i < 2; i++)
    {
      carry (self, self->first, self->second);
      carry (self, self->second, self->first);
    }

  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpuint (count_ready (self->first), ==, 0);
      g_assert_cmpuint (count_ready (self->second), ==, 0);
      carry (self, self->second, self->first);
      carry (self, self->first, self->second);
    }
}

/* What one has another may lack still. */
static void
test_each_holder_speaks_for_itself (Fixture *self, gconstpointer unused)
{
  AhadiVault *third = world_add_office (&self->world, AHADI_ROLE_MEMBERSHIP);
  g_autofree char *before = NULL;
  g_autofree char *bundle = NULL;

  world_give_card (&self->world, third);
  world_give_card (&self->world, self->second);
  before = world_export (&self->world, third);
  world_add_member (self->first, "Hamisi Juma");
  bundle = world_export (&self->world, self->first);
  ahadi_import_result_free (world_merge (self->second, bundle));
  g_assert_cmpint (g_remove (bundle), ==, 0);

  carry (self, self->second, self->first);
  g_assert_cmpuint (count_ready (self->first), ==, 0);
  carry (self, third, self->first);
  g_assert_cmpuint (count_ready (self->first), ==, 1);
  carry (self, self->second, self->first);
  g_assert_cmpuint (count_ready (self->first), ==, 1);
  carry (self, self->first, third);
  world_assert_same_digest (self->first, third, "membership");
}

/* Another office says nothing of what it can't read. */
static void
test_who_can_not_read_it_asks_for_nothing (Fixture *self, gconstpointer unused)
{
  world_add_member (self->first, "Hamisi Juma");
  carry (self, self->first, self->second);
  g_assert_cmpuint (count_ready (self->first), ==, 0);
  carry (self, self->director, self->first);
  g_assert_cmpuint (count_ready (self->first), ==, 0);
}

/* A holder whose vault was put back to an older day hears what it wrote itself. */
static void
test_one_that_was_put_back_gets_its_own_again (Fixture *self, gconstpointer unused)
{
  AhadiVault *older;

  world_add_member (self->second, "Achieng Otieno");
  older = world_copy (&self->world, &self->second);
  world_add_member (self->second, "Hamisi Juma");
  carry (self, self->second, self->first);

  carry (self, older, self->first);
  carry (self, self->first, older);
  g_assert_cmpuint (world_count_members (older), ==, 2);
  world_assert_same_digest (self->first, older, "membership");
}

/* One of the two learned of a copied laptop, and the other can't have heard of it. */
static void
test_a_lost_fork_is_handed_on_again (Fixture *self, gconstpointer unused)
{
  AhadiVault *twin;
  g_autofree char *story = NULL;
  g_autoptr (AhadiImportResult) at_second = NULL;

  world_add_member (self->kisumu, "Achieng Otieno");
  twin = world_copy (&self->world, &self->kisumu);
  world_add_member (self->kisumu, "Hamisi Juma");
  world_add_member (twin, "Nafula Wekesa");
  story = world_export (&self->world, self->kisumu);
  at_second = world_merge (self->second, story);
  carry (self, self->kisumu, self->first);
  carry (self, twin, self->first);
  lose (self, self->first);

  carry (self, self->second, self->first);
  carry (self, self->first, self->second);
  assert_alike (self);
  carry (self, self->second, self->first);
  carry (self, self->first, self->second);
  g_assert_cmpuint (count_ready (self->first), ==, 0);
  g_assert_cmpuint (count_ready (self->second), ==, 0);
}

static void
test_lost_pieces_go_again (Fixture *self, gconstpointer unused)
{
  g_autoptr (AhadiRecord) attachment =
      world_attach (self->first, "membership", AHADI_BLOB_PIECE + 1000);

  lose (self, self->first);
  g_assert_cmpuint (world_get_blob_state (self->first, attachment).sent, ==, 3);
  carry (self, self->second, self->first);
  carry (self, self->first, self->second);
  g_assert_false (world_has_file (self->second, attachment));

  carry (self, self->second, self->first);
  g_assert_cmpuint (world_get_blob_state (self->first, attachment).sent, ==, 0);
  carry (self, self->first, self->second);
  g_assert_true (world_has_file (self->second, attachment));

  carry (self, self->second, self->first);
  g_assert_cmpuint (world_get_blob_state (self->first, attachment).held, ==, 3);
  g_assert_cmpuint (world_get_blob_state (self->first, attachment).sent, ==, 3);
}

/* A7, W7 */
static void
assert_line_refused (Fixture *self, const char *lines, gboolean behind, const char *rule)
{
  g_autofree char *path = world_export (&self->world, self->first);
  g_autoptr (Forge) forge = forge_open (path, self->second);
  g_autofree char *part =
      forge_read_part (forge, AHADI_AUDIENCE_MEMBERSHIP, self->second);
  g_autofree char *header = forge_take_lines (part, 0, 1);
  g_autofree char *rest = forge_take_lines (part, 1, forge_count_lines (part));
  g_autofree char *changed =
      behind ? g_strconcat (part, lines, NULL) : g_strconcat (header, lines, rest, NULL);
  g_autofree char *forged = NULL;

  forge_write_part (forge, AHADI_AUDIENCE_MEMBERSHIP, changed);
  forge_sign (forge, self->first);
  forged = forge_save (forge, &self->world, self->second);
  world_assert_refused (self->second, forged, AHADI_SYNC_ERROR_MALFORMED, rule);
}

#define ACK(audience)                                                                    \
  "{\"ack\":{\"device\":\"00000000000000000000000000000001\",\"epoch\":\"00000001\","    \
  "\"audience\":\"" audience "\",\"seq\":1,\"head\":\"" HEX16 HEX16 HEX16 HEX16 "\"}}\n"
#define HEX16 "0123456789abcdef"
#define STATE "{\"state\":\"" HEX16 HEX16 HEX16 HEX16 "\"}\n"
#define BLOB "{\"blob\":{\"id\":\"" HEX16 HEX16 "\",\"have\":1}}\n"

static void
test_what_is_told_keeps_its_rules (Fixture *self, gconstpointer unused)
{
  world_add_member (self->first, "Hamisi Juma");
  assert_line_refused (self, ACK ("safeguarding"), FALSE, "W7");
  world_add_member (self->first, "Hamisi Juma");
  assert_line_refused (self, BLOB, FALSE, "A6");
  world_add_member (self->first, "Hamisi Juma");
  assert_line_refused (self, BLOB, TRUE, "A7");
  world_add_member (self->first, "Hamisi Juma");
  assert_line_refused (self, ACK ("membership"), TRUE, "A7");
}

static void
test_a_state_keeps_its_rules (Fixture *self, gconstpointer unused)
{
  static const char *const lines[] = { STATE, STATE STATE,
                                       "{\"state\":\"" HEX16 "\"}\n" };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      world_add_member (self->first, "Hamisi Juma");
      assert_line_refused (self, lines[i], FALSE, "A8");
    }
  world_add_member (self->first, "Hamisi Juma");
  assert_line_refused (self, STATE, TRUE, "A7");
}

/* W2 */
static void
test_a_laptop_writes_none (Fixture *self, gconstpointer unused)
{
  g_autofree char *path = NULL;
  g_autofree char *forged = NULL;
  g_autoptr (Forge) forge = NULL;

  world_add_member (self->kisumu, "Achieng Otieno");
  path = world_export (&self->world, self->kisumu);
  forge = forge_open (path, self->first);
  json_array_remove (json_object_get (forge->manifest, "parts"),
                     AHADI_AUDIENCE_BRANCH - 1);
  forge_remove (forge, "parts/branch.jsonl.gz.age");
  forge_sign (forge, self->kisumu);
  forged = forge_save (forge, &self->world, self->first);
  world_assert_refused (self->first, forged, AHADI_SYNC_ERROR_MALFORMED, "W2");
}

#define ADD(name, func)                                                                  \
  g_test_add ("/sync/office-bundles/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  world_init_tests (&argc, &argv);
  ADD ("two-holders-of-one-office-come-to-one-digest",
       test_two_holders_of_one_office_come_to_one_digest);
  ADD ("shuffled-and-repeated-is-the-same", test_shuffled_and_repeated_is_the_same);
  ADD ("an-erasure-reaches-the-other-holder", test_an_erasure_reaches_the_other_holder);
  ADD ("O5-only-what-is-new-is-handed-on", test_only_what_is_new_is_handed_on);
  ADD ("another-office-learns-nothing", test_another_office_learns_nothing);
  ADD ("O5-a-fork-is-handed-on", test_a_fork_is_handed_on);
  ADD ("O7-a-lost-stick-heals", test_a_lost_stick_heals);
  ADD ("O7-nothing-is-sent-forever", test_nothing_is_sent_forever);
  ADD ("O7-each-holder-speaks-for-itself", test_each_holder_speaks_for_itself);
  ADD ("O6-who-can-not-read-it-asks-for-nothing",
       test_who_can_not_read_it_asks_for_nothing);
  ADD ("O7-one-that-was-put-back-gets-its-own-again",
       test_one_that_was_put_back_gets_its_own_again);
  ADD ("O7-a-lost-fork-is-handed-on-again", test_a_lost_fork_is_handed_on_again);
  ADD ("O7-lost-pieces-go-again", test_lost_pieces_go_again);
  ADD ("A7-W7-what-is-told-keeps-its-rules", test_what_is_told_keeps_its_rules);
  ADD ("A8-a-state-keeps-its-rules", test_a_state_keeps_its_rules);
  ADD ("W2-a-laptop-writes-none", test_a_laptop_writes_none);
  return g_test_run ();
}
