/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "forge.h"

/* What an office erases, on its way to a laptop and back. */

#define NEEDLE "Zawadi Nafula"

typedef struct
{
  World world;
  AhadiVault *laptop;
  AhadiVault *director;
  AhadiId member;
  AhadiId report;
  char *bundle;
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  g_autoptr (AhadiImportResult) at_office = NULL;
  g_autoptr (AhadiImportResult) at_director = NULL;

  world_open (&self->world);
  self->director = world_add_office (&self->world, AHADI_ROLE_EXECUTIVE_DIRECTOR);
  self->laptop = world_add_laptop (&self->world, "Kisumu");
  world_give_card (&self->world, self->director);
  self->member = world_add_member (self->laptop, NEEDLE);
  self->report = world_add_report (self->laptop, "executive-director", NEEDLE);
  self->bundle = world_export (&self->world, self->laptop);
  at_office = world_merge (self->world.office, self->bundle);
  at_director = world_merge (self->director, self->bundle);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  g_free (self->bundle);
  world_close (&self->world);
}

static void
erase (AhadiVault *vault, const char *audience, const AhadiId *entity, const char *kind)
{
  g_autoptr (AhadiRecord) record = ahadi_record_new (AHADI_KIND_ERASURE, NULL);
  g_autofree char *id = ahadi_id_to_string (entity);
  g_autoptr (GError) error = NULL;

  ahadi_record_set (record, AHADI_ERASURE_OF, id);
  ahadi_record_set (record, AHADI_ERASURE_OF_KIND, kind);
  ahadi_record_set (record, AHADI_ERASURE_REASON, "request");
  ahadi_record_set (record, AHADI_ERASURE_DATE, "2026-11-28");
  assert_ok (ahadi_vault_save (vault, audience, record, NULL, &error));
}

static gboolean
has (AhadiVault *vault, AhadiKind kind, const AhadiId *id)
{
  g_autoptr (AhadiItem) item = ahadi_query_get (vault, kind, id, NULL);

  return item != NULL;
}

static void
test_a_reply_erases_a_member_on_the_laptop (Fixture *self, gconstpointer unused)
{
  g_autofree char *reply = NULL;
  g_autoptr (AhadiImportResult) result = NULL;

  erase (self->world.office, "membership", &self->member, "member");
  reply = world_reply (&self->world, self->world.office);
  result = world_merge (self->laptop, reply);
  g_assert_cmpuint (result->erased, ==, 1);
  g_assert_false (has (self->laptop, AHADI_KIND_MEMBER, &self->member));
  g_assert_true (has (self->laptop, AHADI_KIND_REPORT, &self->report));
  world_assert_sound (self->laptop);
}

static void
test_a_reply_erases_a_report_on_the_laptop (Fixture *self, gconstpointer unused)
{
  g_autofree char *reply = NULL;
  g_autoptr (AhadiImportResult) result = NULL;

  erase (self->director, "executive-director", &self->report, "report");
  reply = world_reply (&self->world, self->director);
  result = world_merge (self->laptop, reply);
  g_assert_cmpuint (result->erased, ==, 1);
  g_assert_false (has (self->laptop, AHADI_KIND_REPORT, &self->report));
  g_assert_true (has (self->laptop, AHADI_KIND_MEMBER, &self->member));
  world_assert_sound (self->laptop);
}

static void
test_each_reply_tells_it_again (Fixture *self, gconstpointer unused)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr (AhadiImportResult) result = NULL;
  g_autoptr (AhadiImportResult) again = NULL;

  erase (self->world.office, "membership", &self->member, "member");
  first = world_reply (&self->world, self->world.office);
  second = world_reply (&self->world, self->world.office);
  result = world_merge (self->laptop, second);
  g_assert_cmpuint (result->erased, ==, 1);
  again = world_merge (self->laptop, first);
  g_assert_cmpuint (again->erased, ==, 0);
  world_assert_sound (self->laptop);
}

/* Its place in the chain stays, and whoever comes later hears no more than that. */
static void
test_all_sent_again_brings_nothing_back (Fixture *self, gconstpointer unused)
{
  g_autofree char *reply = NULL;
  g_autoptr (AhadiImportResult) told = NULL;
  g_autoptr (AhadiImportResult) merged = NULL;
  g_auto (AhadiExportResult) everything = { NULL };
  g_autoptr (GError) error = NULL;

  erase (self->world.office, "membership", &self->member, "member");
  reply = world_reply (&self->world, self->world.office);
  told = world_merge (self->laptop, reply);
  assert_ok (
      ahadi_export (self->laptop, self->world.stick, TRUE, NULL, &everything, &error));
  merged = world_merge (self->world.office, everything.path);
  g_assert_cmpuint (merged->counts.fresh, ==, 0);
  g_assert_false (has (self->world.office, AHADI_KIND_MEMBER, &self->member));
  world_assert_sound (self->world.office);
}

/* W8 */
static void
test_a_laptop_erases_nothing_elsewhere (Fixture *self, gconstpointer unused)
{
  g_autofree char *bundle = NULL;

  erase (self->laptop, "membership", &self->member, "member");
  bundle = world_export (&self->world, self->laptop);
  world_assert_part_refused (self->world.office, bundle, AHADI_AUDIENCE_MEMBERSHIP,
                             "malformed", "W8");
  g_assert_true (has (self->world.office, AHADI_KIND_MEMBER, &self->member));
}

/* Lines of a reply's part for the device, which the office signs. */
static void
assert_told_refused (Fixture *self,
                     AhadiVault *office,
                     const char *lines,
                     const char *said)
{
  g_autofree char *reply = world_reply (&self->world, office);
  g_autoptr (Forge) forge = forge_open (reply, self->laptop);
  g_autofree char *before = forge_read_part (forge, AHADI_AUDIENCE_DEVICE, self->laptop);
  g_autofree char *after = g_strconcat (before, lines, NULL);
  g_autofree char *path = NULL;

  forge_write_part (forge, AHADI_AUDIENCE_DEVICE, after);
  forge_sign (forge, office);
  path = forge_save (forge, &self->world, self->laptop);
  world_assert_part_refused (self->laptop, path, AHADI_AUDIENCE_DEVICE, "malformed",
                             said);
}

#define ERASED(audience, entity)                                                         \
  "{\"erased\":{\"audience\":\"" audience "\",\"entity\":\"" entity                      \
  "\",\"kind\":\"report\",\"reason\":\"court\",\"date\":\"2026-11-28\"}}\n"
#define FIRST "00112233445566778899aabbccddeeff"
#define SECOND "10112233445566778899aabbccddeeff"

static void
test_what_was_erased_stands_in_order (Fixture *self, gconstpointer unused)
{
  assert_told_refused (self, self->world.office,
                       ERASED ("membership", SECOND) ERASED ("membership", FIRST), "G2");
}

static void
test_an_office_tells_of_its_own_audiences (Fixture *self, gconstpointer unused)
{
  assert_told_refused (self, self->world.office, ERASED ("safeguarding", FIRST), "G3");
  assert_told_refused (self, self->director, ERASED ("board-committee", FIRST), "G3");
}

#define ADD(name, func)                                                                  \
  g_test_add ("/sync/erasures/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  world_init_tests (&argc, &argv);
  ADD ("a-reply-erases-a-member-on-the-laptop",
       test_a_reply_erases_a_member_on_the_laptop);
  ADD ("a-reply-erases-a-report-on-the-laptop",
       test_a_reply_erases_a_report_on_the_laptop);
  ADD ("each-reply-tells-it-again", test_each_reply_tells_it_again);
  ADD ("all-sent-again-brings-nothing-back", test_all_sent_again_brings_nothing_back);
  ADD ("W8-a-laptop-erases-nothing-elsewhere", test_a_laptop_erases_nothing_elsewhere);
  ADD ("G2-what-was-erased-stands-in-order", test_what_was_erased_stands_in_order);
  ADD ("G3-an-office-tells-of-its-own-audiences",
       test_an_office_tells_of_its_own_audiences);
  return g_test_run ();
}
