/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ahadi-part-check.h"

#include <string.h>

#include "forge.h"
#include "sync/ahadi-part-codec.h"

/* One world for all cases: none of them lets the part in question in. */
static World world;
static AhadiVault *laptop;
static char *bundle; /* of the laptop, with three members and one of its branch */
static char *reply;  /* to it, with two acknowledgements */

static void
open_world (void)
{
  g_autoptr (AhadiIdentity) identity = NULL;
  g_autofree char *branch = NULL;
  g_autoptr (AhadiImportResult) result = NULL;

  world_open (&world);
  laptop = world_add_laptop (&world, "Kisumu");
  identity = world_get_identity (laptop);
  branch =
      ahadi_audience_make (AHADI_AUDIENCE_BRANCH, ahadi_identity_get_branch (identity));
  world_add_member (laptop, "Achieng Otieno");
  world_add_member_to (laptop, branch, "Kiprono");
  bundle = world_export (&world, laptop);
  result = world_merge (world.office, bundle);
  reply = world_reply (&world, world.office);

  g_free (bundle);
  world_add_member (laptop, "Wanjiku Kamau");
  world_add_member (laptop, "Nafula Wekesa");
  world_add_member (laptop, "Hamisi Juma");
  bundle = world_export (&world, laptop);
}

static void
close_world (void)
{
  g_free (bundle);
  g_free (reply);
  world_close (&world);
}

/* Signs what was forged as its author would, and asserts that the office refuses that one
 * part. */
static void
assert_part_refused (Forge *forge, const char *word, const char *said)
{
  g_autofree char *path = NULL;

  forge_sign (forge, laptop);
  path = forge_save (forge, &world, world.office);
  world_assert_part_refused (world.office, path, AHADI_AUDIENCE_MEMBERSHIP, word, said);
}

static char *
read_lines (Forge *forge)
{
  return forge_read_part (forge, AHADI_AUDIENCE_MEMBERSHIP, world.office);
}

static void
assert_lines_refused (Forge *forge, const char *lines, const char *word, const char *said)
{
  forge_write_part (forge, AHADI_AUDIENCE_MEMBERSHIP, lines);
  assert_part_refused (forge, word, said);
}

static void
test_untouched_lines_are_taken (void)
{
  g_autoptr (Forge) forge = forge_open (bundle, world.office);
  g_autofree char *lines = read_lines (forge);
  g_autofree char *rechained = forge_rechain (lines, laptop);
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiImportResult) result = NULL;

  /* What the forge makes of the lines is what the laptop made: refusals are for the
   * changes alone. */
  g_assert_cmpstr (rechained, ==, lines);
  forge_write_part (forge, AHADI_AUDIENCE_MEMBERSHIP, rechained);
  forge_sign (forge, laptop);
  path = forge_save (forge, &world, world.office);
  result = ahadi_import_file (world.office, path, TRUE, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->counts.fresh, ==, 3);
}

typedef struct
{
  const char *name;
  const char *old;
  const char *by;
  gboolean rechain; /* the author signs the change */
  const char *word;
  const char *said;
} Change;

static const Change changes[] = {
  { "/sync/part-check/P6-refuses-other-first-line", "ahadi-part-v1", "ahadi-page-v1",
    FALSE, "malformed", "its format is not" },
  { "/sync/part-check/P6-higher-version-is-newer", "ahadi-part-v1", "ahadi-part-v2",
    FALSE, "newer", "this program knows" },
  { "/sync/part-check/P6-refuses-blank-in-first-line", ",\"audience\"", ", \"audience\"",
    FALSE, "malformed", "one spelling" },
  { "/sync/part-check/P6-refuses-unknown-member", "\"bundle_id\":\"",
    "\"bundle_id\":\"0123456789abcdef0123456789abcdef\",\"was\":\"", FALSE, "malformed",
    "not known here" },
  { "/sync/part-check/P8-refuses-part-of-another-audience", "\"audience\":\"membership\"",
    "\"audience\":\"safeguarding\"", FALSE, "malformed", "P8" },
  { "/sync/part-check/S4-refuses-other-range", "\"from\":2", "\"from\":3", FALSE,
    "malformed", "does not follow" },
  { "/sync/part-check/S2-refuses-segment-of-another-audience",
    "\"audience\":\"membership\",\"from\"", "\"audience\":\"safeguarding\",\"from\"",
    TRUE, "malformed", "S2" },
  { "/sync/part-check/S5-refuses-changed-body", "Wanjiku", "Wanjiko", FALSE, "malformed",
    "S5" },
  { "/sync/part-check/S8-refuses-what-is-no-value-of-its-field", "\"consent\":true",
    "\"consent\":\"maybe\"", TRUE, "malformed", "another type" },
  { "/sync/part-check/S8-unknown-field-is-newer", "\"consent\":true", "\"zodiac\":true",
    TRUE, "newer", "field of member is not known" },
  { "/sync/part-check/S8-unknown-kind-is-newer", "\"k\":\"member\"", "\"k\":\"planet\"",
    FALSE, "newer", "planet" },
};

static void
test_change (gconstpointer data)
{
  const Change *change = data;
  g_autoptr (Forge) forge = forge_open (bundle, world.office);
  g_autofree char *lines = read_lines (forge);
  g_autofree char *changed = forge_replace (lines, change->old, change->by);
  g_autofree char *rechained =
      change->rechain ? forge_rechain (changed, laptop) : g_strdup (changed);

  assert_lines_refused (forge, rechained, change->word, change->said);
}

static void
test_no_lines (void)
{
  g_autoptr (Forge) empty = forge_open (bundle, world.office);
  g_autoptr (Forge) headless = forge_open (bundle, world.office);
  g_autofree char *lines = read_lines (headless);
  g_autofree char *rest = forge_take_lines (lines, 1, forge_count_lines (lines));

  assert_lines_refused (empty, "", "malformed", "P6");
  assert_lines_refused (headless, rest, "malformed", "fmt");
}

static void
test_other_bundle (void)
{
  g_autoptr (Forge) forge = forge_open (bundle, world.office);
  g_autoptr (AhadiSigningKey) stranger = ahadi_signing_key_new ();
  g_autofree char *key =
      ahadi_verify_key_to_string (ahadi_signing_key_get_verify_key (stranger));
  g_autofree char *lines = read_lines (forge);
  g_autofree char *other_bundle = NULL;
  g_autofree char *other_signer = NULL;
  char *at;

  other_bundle = g_strdup (lines);
  at = strstr (other_bundle, "\"bundle_id\":\"") + strlen ("\"bundle_id\":\"");
  *at = *at == '0' ? '1' : '0';
  assert_lines_refused (forge, other_bundle, "malformed", "P7");

  other_signer = g_strdup (lines);
  at = strstr (other_signer, "\"signer_pk\":\"") + strlen ("\"signer_pk\":\"");
  memcpy (at, key, strlen (key));
  assert_lines_refused (forge, other_signer, "malformed", "P7");
}

/* The very ciphertext of somebody else's part, under a manifest that its new "author"
 * signed. */
static void
test_foreign_part (void)
{
  AhadiVault *other = world_add_laptop (&world, "Mombasa");
  g_autofree char *path = NULL;
  g_autoptr (Forge) stolen = forge_open (bundle, world.office);
  g_autoptr (Forge) forge = NULL;
  g_autoptr (GBytes) plain =
      forge_open_part (stolen, AHADI_AUDIENCE_MEMBERSHIP, world.office);
  g_autofree char *forged = NULL;

  path = world_export (&world, other);
  forge = forge_open (path, world.office);
  forge_seal_part (forge, AHADI_AUDIENCE_MEMBERSHIP, plain);
  forge_sign (forge, other);
  forged = forge_save (forge, &world, world.office);
  world_assert_part_refused (world.office, forged, AHADI_AUDIENCE_MEMBERSHIP, "malformed",
                             "P7");
}

static void
test_recipients_hash (void)
{
  g_autoptr (Forge) forge = forge_open (bundle, world.office);
  g_autofree char *own = forge_get_recipient (world.office);
  g_autofree char *other = forge_get_recipient (laptop);
  const char *both[] = { own, other, NULL };
  g_autofree char *lines = read_lines (forge);

  if (strcmp (own, other) > 0)
    {
      both[0] = other;
      both[1] = own;
    }
  forge_set_part_recipients (forge, AHADI_AUDIENCE_MEMBERSHIP, both);
  assert_lines_refused (forge, lines, "malformed", "P9");
}

/* The manifest says that the office can read it, and the office cannot. */
static void
test_named_but_not_sealed (void)
{
  g_autoptr (Forge) forge = forge_open (bundle, world.office);
  g_autofree char *own = forge_get_recipient (world.office);
  g_autofree char *other = forge_get_recipient (laptop);
  const char *named[] = { own, NULL };
  const char *sealed[] = { other, NULL };
  g_autofree char *lines = read_lines (forge);

  forge_set_part_recipients (forge, AHADI_AUDIENCE_MEMBERSHIP, sealed);
  forge_write_part (forge, AHADI_AUDIENCE_MEMBERSHIP, lines);
  forge_set_part_recipients (forge, AHADI_AUDIENCE_MEMBERSHIP, named);
  assert_part_refused (forge, "malformed", "P10");
}

/* Sealed to one more reader than the manifest admits. */
static void
test_hidden_reader (void)
{
  g_autoptr (Forge) forge = forge_open (bundle, world.office);
  g_autofree char *own = forge_get_recipient (world.office);
  g_autofree char *other = forge_get_recipient (laptop);
  const char *named[] = { own, NULL };
  const char *sealed[] = { own, other, NULL };
  g_autofree char *lines = read_lines (forge);

  if (strcmp (own, other) > 0)
    {
      sealed[0] = other;
      sealed[1] = own;
    }
  forge_set_part_recipients (forge, AHADI_AUDIENCE_MEMBERSHIP, sealed);
  forge_write_part (forge, AHADI_AUDIENCE_MEMBERSHIP, lines);
  forge_set_part_recipients (forge, AHADI_AUDIENCE_MEMBERSHIP, named);
  assert_part_refused (forge, "malformed", "P11");
}

/* --- segments --- */

static void
test_head_signature (void)
{
  g_autoptr (Forge) forge = forge_open (bundle, world.office);
  g_autofree char *lines = read_lines (forge);
  char *at = strstr (lines, "\"head_sig\":\"") + strlen ("\"head_sig\":\"");

  *at = *at == '0' ? '1' : '0';
  assert_lines_refused (forge, lines, "bad-signature", "sign");
}

static void
test_signed_by_another (void)
{
  g_autoptr (Forge) forge = forge_open (bundle, world.office);
  g_autofree char *lines = read_lines (forge);
  g_autofree char *rechained = forge_rechain (lines, world.office);

  assert_lines_refused (forge, rechained, "bad-signature", "sign");
}

static char *
make_two_segments (const char *lines, gboolean later_first, gboolean overlap)
{
  g_autofree char *header = forge_take_lines (lines, 0, 1);
  g_autofree char *segment = forge_take_lines (lines, 1, 2);
  g_autofree char *two = forge_take_lines (lines, 2, 4);
  g_autofree char *last = forge_take_lines (lines, overlap ? 3 : 4, 5);
  g_autofree char *later =
      forge_replace (segment, "\"from\":2", overlap ? "\"from\":3" : "\"from\":4");

  if (later_first)
    return g_strconcat (header, later, last, segment, two, NULL);

  return g_strconcat (header, segment, two, later, last, NULL);
}

static void
test_segment_order (gconstpointer overlap)
{
  g_autoptr (Forge) forge = forge_open (bundle, world.office);
  g_autofree char *lines = read_lines (forge);
  g_autofree char *mixed =
      make_two_segments (lines, !GPOINTER_TO_INT (overlap), GPOINTER_TO_INT (overlap));
  g_autofree char *rechained = forge_rechain (mixed, laptop);

  assert_lines_refused (forge, rechained, "malformed", "S3");
}

static void
test_missing_operation (void)
{
  g_autoptr (Forge) forge = forge_open (bundle, world.office);
  g_autofree char *lines = read_lines (forge);
  g_autofree char *fewer = forge_take_lines (lines, 0, 4);
  g_autofree char *bare = forge_take_lines (lines, 0, 2);

  assert_lines_refused (forge, fewer, "malformed", "S4");
  assert_lines_refused (forge, bare, "malformed", "S4");
}

static void
test_left_over_operation (void)
{
  g_autoptr (Forge) forge = forge_open (bundle, world.office);
  g_autofree char *lines = read_lines (forge);
  g_autofree char *last = forge_take_lines (lines, 4, 5);
  g_autofree char *more = g_strconcat (lines, last, NULL);
  g_autofree char *header = forge_take_lines (lines, 0, 1);
  g_autofree char *loose = g_strconcat (header, last, NULL);

  assert_lines_refused (forge, more, "malformed", "S4");
  assert_lines_refused (forge, loose, "malformed", "S4");
}

static void
test_swapped_operations (void)
{
  g_autoptr (Forge) forge = forge_open (bundle, world.office);
  g_autofree char *lines = read_lines (forge);
  g_autofree char *front = forge_take_lines (lines, 0, 2);
  g_autofree char *first = forge_take_lines (lines, 2, 3);
  g_autofree char *second = forge_take_lines (lines, 3, 4);
  g_autofree char *last = forge_take_lines (lines, 4, 5);
  g_autofree char *swapped = g_strconcat (front, second, first, last, NULL);
  g_autofree char *rechained = forge_rechain (swapped, laptop);

  /* As it is the chain breaks; signed anew, time runs backwards (S6). */
  assert_lines_refused (forge, swapped, "malformed", "does not follow");
  assert_lines_refused (forge, rechained, "malformed", "S6");
}

static void
test_other_head (void)
{
  g_autoptr (Forge) forge = forge_open (bundle, world.office);
  g_autofree char *lines = read_lines (forge);
  g_autofree char *changed = forge_replace (lines, "Hamisi", "Hamiss");
  g_autofree char *rechained = forge_rechain (changed, laptop);
  g_autofree char *head = forge_take_lines (rechained, 0, 2);
  g_autofree char *operations = forge_take_lines (lines, 2, 5);
  g_autofree char *mixed = g_strconcat (head, operations, NULL);

  assert_lines_refused (forge, mixed, "malformed", "S5");
}

/* Its hash is enough for the chain. */
static void
test_erased (void)
{
  g_autoptr (Forge) forge = forge_open (bundle, world.office);
  g_autofree char *lines = read_lines (forge);
  g_autofree char *front = forge_take_lines (lines, 0, 4);
  g_autofree char *last = forge_take_lines (lines, 4, 5);
  g_autoptr (GString) erased = g_string_new (front);
  g_autoptr (AhadiImportResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  AhadiOperation operation;

  g_assert_true (ahadi_operation_parse (last, strlen (last) - 1, &operation, NULL));
  operation.body = NULL;
  operation.body_size = 0;
  ahadi_operation_print (&operation, erased);
  forge_write_part (forge, AHADI_AUDIENCE_MEMBERSHIP, erased->str);
  forge_sign (forge, laptop);
  path = forge_save (forge, &world, world.office);
  result = ahadi_import_file (world.office, path, TRUE, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (result->outcome, ==, AHADI_OUTCOME_MERGED);
  g_assert_cmpuint (result->counts.fresh, ==, 3);
  g_assert_cmpuint (result->counts.created[AHADI_KIND_MEMBER], ==, 2);
}

/* --- acknowledgements --- */

static void
assert_acks_refused (const char *old, const char *by, const char *said)
{
  g_autoptr (Forge) forge = forge_open (reply, laptop);
  g_autofree char *lines = forge_read_part (forge, AHADI_AUDIENCE_DEVICE, laptop);
  g_autofree char *changed = forge_replace (lines, old, by);
  g_autofree char *path = NULL;

  forge_write_part (forge, AHADI_AUDIENCE_DEVICE, changed);
  forge_sign (forge, world.office);
  path = forge_save (forge, &world, laptop);
  world_assert_part_refused (laptop, path, AHADI_AUDIENCE_DEVICE, "malformed", said);
  g_assert_cmpuint (world_count_delivered (laptop, AHADI_DELIVERY_RECEIVED), ==, 0);
}

static void
test_ack_grammar (void)
{
  assert_acks_refused ("\"seq\":1", "\"seq\":0", "seq");
  assert_acks_refused ("\"seq\":1", "\"seq\":-1", "seq");
  assert_acks_refused ("\"seq\":1", "\"seq\": 1", "one spelling");
  assert_acks_refused ("\"seq\":1", "\"seq\":1,\"more\":1", "more");
  assert_acks_refused ("{\"ack\":", "{\"nak\":", "ack");
}

static void
test_ack_order (void)
{
  g_autoptr (Forge) forge = forge_open (reply, laptop);
  g_autofree char *lines = forge_read_part (forge, AHADI_AUDIENCE_DEVICE, laptop);
  g_autofree char *first = forge_take_lines (lines, 1, 2);
  g_autofree char *second = forge_take_lines (lines, 2, 3);
  g_autofree char *other = g_strconcat (second, first, NULL);
  g_autofree char *same = g_strconcat (first, second, NULL);
  g_autofree char *twice = g_strconcat (first, first, NULL);

  g_assert_cmpuint (forge_count_lines (lines), ==, 3);
  assert_acks_refused (same, other, "A2");
  assert_acks_refused (same, twice, "A2");
}

#define CARRIED(digit)                                                                   \
  "{\"carried\":\"" digit digit digit digit digit digit digit digit "\"}\n"

static void
test_carried (void)
{
  g_autoptr (Forge) forge = forge_open (reply, laptop);
  g_autofree char *lines = forge_read_part (forge, AHADI_AUDIENCE_DEVICE, laptop);
  g_autofree char *last = forge_take_lines (lines, 2, 3);
  g_autofree char *before = g_strconcat (CARRIED ("1111"), last, NULL);
  g_autofree char *twice = g_strconcat (last, CARRIED ("1111"), CARRIED ("1111"), NULL);
  g_autofree char *falling = g_strconcat (last, CARRIED ("2222"), CARRIED ("1111"), NULL);
  g_autofree char *upper = g_strconcat (last, CARRIED ("AAAA"), NULL);
  g_autofree char *longer = g_strconcat (last, CARRIED ("11111"), NULL);

  assert_acks_refused (last, before, "A4");
  assert_acks_refused (last, twice, "A4");
  assert_acks_refused (last, falling, "A4");
  assert_acks_refused (last, upper, "A4");
  assert_acks_refused (last, longer, "one spelling");
}

int
main (int argc, char **argv)
{
  int status;

  world_init_tests (&argc, &argv);
  open_world ();

  g_test_add_func ("/sync/part-check/takes-untouched-lines",
                   test_untouched_lines_are_taken);
  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    g_test_add_data_func (changes[i].name, &changes[i], test_change);
  g_test_add_func ("/sync/part-check/P6-refuses-no-first-line", test_no_lines);
  g_test_add_func ("/sync/part-check/P7-refuses-first-line-of-another-bundle",
                   test_other_bundle);
  g_test_add_func ("/sync/part-check/P7-refuses-somebody-else's-part", test_foreign_part);
  g_test_add_func ("/sync/part-check/P9-refuses-other-recipients", test_recipients_hash);
  g_test_add_func ("/sync/part-check/P10-refuses-part-that-only-names-us",
                   test_named_but_not_sealed);
  g_test_add_func ("/sync/part-check/P11-refuses-hidden-reader", test_hidden_reader);
  g_test_add_func ("/sync/part-check/S1-refuses-flipped-signature", test_head_signature);
  g_test_add_func ("/sync/part-check/S1-refuses-signature-by-another",
                   test_signed_by_another);
  g_test_add_data_func ("/sync/part-check/S3-refuses-other-order",
                        GINT_TO_POINTER (FALSE), test_segment_order);
  g_test_add_data_func ("/sync/part-check/S3-refuses-overlap", GINT_TO_POINTER (TRUE),
                        test_segment_order);
  g_test_add_func ("/sync/part-check/S4-refuses-missing-operation",
                   test_missing_operation);
  g_test_add_func ("/sync/part-check/S4-refuses-operation-in-no-segment",
                   test_left_over_operation);
  g_test_add_func ("/sync/part-check/S5-refuses-other-head", test_other_head);
  g_test_add_func ("/sync/part-check/S6-refuses-time-that-runs-back",
                   test_swapped_operations);
  g_test_add_func ("/sync/part-check/S8-takes-an-erased-operation", test_erased);
  g_test_add_func ("/sync/part-check/A1-refuses-other-grammar", test_ack_grammar);
  g_test_add_func ("/sync/part-check/A2-refuses-other-order", test_ack_order);
  g_test_add_func ("/sync/part-check/A4-refuses-other-carried-lines", test_carried);

  status = g_test_run ();
  close_world ();
  return status;
}
