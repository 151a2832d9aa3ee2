/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-vault-check.h"

#include "place.h"
#include "store/ahadi-vault-private.h"

static void
fill (Place *place)
{
  AhadiId id;

  place_open (place);
  id = place_add_member (place, "Njeri wa Kamau", "+254712345678");
  place_change (place, AHADI_KIND_MEMBER, &id, AHADI_MEMBER_COUNTY, "Nairobi");
  place_add_pledge (place, &id);
}

static AhadiVaultCheck
check (Place *place)
{
  g_autoptr (GError) error = NULL;
  AhadiVaultCheck result;

  assert_ok (ahadi_vault_check (place->vault, &result, &error));
  return result;
}

static void
test_a_sound_vault_has_nothing_to_tell (void)
{
  g_auto (Place) place = { 0 };
  AhadiVaultCheck result;

  fill (&place);
  result = check (&place);
  g_assert_cmpuint (result.operations, ==, 3);
  g_assert_cmpuint (result.rows, ==, 2);
  g_assert_cmpuint (result.differing_rows, ==, 0);
  g_assert_cmpuint (result.broken_chains, ==, 0);
}

typedef struct
{
  const char *name;
  const char *damage;
  guint64 differing;
  guint64 broken;
} Case;

static const Case cases[] = {
  { "/store/vault-check/a-value-that-no-one-wrote", "UPDATE member SET county = 'Nakuru'",
    1, 0 },
  { "/store/vault-check/a-stamp-that-no-one-wrote", "UPDATE pledge SET hlc = hlc + 1", 1,
    0 },
  { "/store/vault-check/a-row-that-is-missing", "DELETE FROM pledge", 2, 0 },
  { "/store/vault-check/a-row-that-no-operation-made",
    "INSERT INTO withdrawal (audience, id, hlc, writer, own_stream, own_seq, reason) "
    "VALUES (1, x'00', 5, 1, 0, 0, 'x')",
    2, 0 },
  { "/store/vault-check/an-own-operation-that-was-not-noted",
    "UPDATE member SET own_seq = 1", 1, 0 },
  { "/store/vault-check/words-that-are-old", "UPDATE member_words SET folded = 'x'", 1,
    0 },
  { "/store/vault-check/words-that-are-missing", "DELETE FROM member_words", 1, 0 },
  { "/store/vault-check/words-of-no-row",
    "INSERT INTO member_words (doc, folded) VALUES (99, 'x')", 1, 0 },
  { "/store/vault-check/a-token-that-is-missing",
    "DELETE FROM member_posting WHERE token = (SELECT min (token) FROM member_posting)",
    1, 0 },
  { "/store/vault-check/a-token-of-no-row", "UPDATE member_posting SET first = first + 1",
    1, 0 },
  { "/store/vault-check/a-name-that-is-missing", "DELETE FROM member_name", 2, 0 },
  { "/store/vault-check/a-run-of-names-that-is-miscounted",
    "UPDATE member_run SET rows = 7", 1, 0 },
  { "/store/vault-check/rows-that-are-miscounted",
    "UPDATE kind_rows SET rows = rows + 3 WHERE kind = 3", 3, 0 },
  { "/store/vault-check/an-operation-its-entity-does-not-know",
    "DELETE FROM op_entity WHERE place & 255 = 3", 2, 0 },
  { "/store/vault-check/an-operation-that-is-missing",
    "DELETE FROM op WHERE place & 255 = 2", 1, 1 },
  { "/store/vault-check/an-operation-that-was-changed",
    "UPDATE op SET hlc = hlc + 1 WHERE place & 255 = 3", 1, 1 },
  { "/store/vault-check/a-head-that-is-not-reached",
    "UPDATE stream SET frontier_head = zeroblob (32)", 0, 1 },
};

static void
test_damage (gconstpointer data)
{
  const Case *one = data;
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  AhadiVaultCheck result;

  fill (&place);
  assert_ok (ahadi_database_exec (place.vault->database, one->damage, "test", &error));
  place_reopen (&place);
  result = check (&place);
  g_assert_cmpuint (result.differing_rows, ==, one->differing);
  g_assert_cmpuint (result.broken_chains, ==, one->broken);
}

/* A body is checked by its hash: only then does the chain cover it. */
static void
test_a_body_that_was_changed_breaks_the_chain (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;

  fill (&place);
  assert_ok (ahadi_database_exec (
      place.vault->database,
      "UPDATE op SET body = replace (CAST (body AS TEXT), 'Nairobi', 'Mombasa')", "test",
      &error));
  g_assert_cmpuint (check (&place).broken_chains, ==, 1);
}

static void
test_a_changed_segment_is_a_broken_chain (void)
{
  g_auto (Place) branch = { 0 };
  g_auto (Place) office = { 0 };
  g_autoptr (GError) error = NULL;

  fill (&branch);
  place_open (&office);
  assert_ok (place_deliver (&branch, &office, 2, 3, NULL, &error));
  g_assert_cmpuint (check (&office).broken_chains, ==, 0);
  assert_ok (ahadi_database_exec (
      office.vault->database, "UPDATE segment SET prev = zeroblob (32)", "test", &error));
  g_assert_cmpuint (check (&office).broken_chains, ==, 1);
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  g_test_add_func ("/store/vault-check/a-sound-vault-has-nothing-to-tell",
                   test_a_sound_vault_has_nothing_to_tell);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add_data_func (cases[i].name, &cases[i], test_damage);
  g_test_add_func ("/store/vault-check/a-body-that-was-changed-breaks-the-chain",
                   test_a_body_that_was_changed_breaks_the_chain);
  g_test_add_func ("/store/vault-check/a-changed-segment-is-a-broken-chain",
                   test_a_changed_segment_is_a_broken_chain);
  return g_test_run ();
}
