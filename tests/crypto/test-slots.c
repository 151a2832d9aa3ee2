/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/ahadi-base.h"
#include "crypto-support.h"

#define HEAD 29
#define SLOT 121
#define PASSES_AT (HEAD + 17)
#define MEMORY_AT (HEAD + 25)
#define STEP 5

typedef struct
{
  AhadiSecret *passphrase;
  AhadiSecret *code;
  AhadiSlots *slots; /* with a slot under the passphrase */
  GBytes *file;
} Fixture;

static void
set (AhadiSlots *slots, AhadiSlotType type, AhadiSecret *secret)
{
  g_autoptr (GError) error = NULL;
  gboolean done =
      ahadi_slots_set (slots, type, secret, ahadi_slot_cost_minimum (), &error);

  g_assert_no_error (error);
  g_assert_true (done);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->passphrase = ahadi_secret_new_from ("correct horse", 13);
  fixture->code = ahadi_secret_new_from ("123456789", 9);
  fixture->slots = ahadi_slots_new ();
  set (fixture->slots, AHADI_SLOT_PASSPHRASE, fixture->passphrase);
  fixture->file = ahadi_slots_print (fixture->slots);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  ahadi_secret_unref (fixture->passphrase);
  ahadi_secret_unref (fixture->code);
  ahadi_slots_free (fixture->slots);
  g_bytes_unref (fixture->file);
}

static AhadiSlots *
parse (GBytes *file, GError **error)
{
  return ahadi_slots_parse (g_bytes_get_data (file, NULL), g_bytes_get_size (file),
                            error);
}

static AhadiSlots *
reopen (GBytes *file, AhadiSlotType type, AhadiSecret *secret, GError **error)
{
  g_autoptr (AhadiSlots) slots = parse (file, error);

  if (!slots || !ahadi_slots_open (slots, type, secret, error))
    return NULL;
  return g_steal_pointer (&slots);
}

static void
assert_same_key (AhadiSlots *a, AhadiSlots *b, gboolean same)
{
  g_autoptr (AhadiSecret) first = ahadi_slots_derive (a, "ahadi/test/v1");
  g_autoptr (AhadiSecret) second = ahadi_slots_derive (b, "ahadi/test/v1");

  g_assert_cmpuint (ahadi_secret_get_size (first), ==, 32);
  g_assert_cmpint (ahadi_bytes_equal_secret (ahadi_secret_get_bytes (first),
                                             ahadi_secret_get_bytes (second), 32),
                   ==, same);
}

static void
refuse_form (GBytes *file, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (parse (file, &error));
  g_assert_error (error, AHADI_CRYPTO_ERROR, code);
}

/* @file with the 8 bytes at @at set to @value */
static GBytes *
with_u64 (GBytes *file, gsize at, guint64 value)
{
  gsize size;
  guint8 *bytes = g_bytes_unref_to_data (g_bytes_ref (file), &size);

  ahadi_put_u64be (bytes + at, value);
  return g_bytes_new_take (bytes, size);
}

/* @file with the byte at @at set to @value */
static GBytes *
with_byte (GBytes *file, gsize at, guint8 value)
{
  const guint8 *bytes = g_bytes_get_data (file, NULL);

  return support_flip (file, at, bytes[at] ^ value);
}

static void
test_opens_with_its_passphrase (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiSlots) again =
      reopen (fixture->file, AHADI_SLOT_PASSPHRASE, fixture->passphrase, &error);

  g_assert_no_error (error);
  g_assert_true (ahadi_slots_is_open (again));
  g_assert_cmpmem (ahadi_slots_get_uuid (again), 16,
                   ahadi_slots_get_uuid (fixture->slots), 16);
  g_assert_cmpuint (ahadi_slots_get_generation (again), ==, 1);
  assert_same_key (again, fixture->slots, TRUE);
}

static void
test_layout_is_the_documented_one (Fixture *fixture, gconstpointer unused)
{
  gsize size;
  const guint8 *bytes = g_bytes_get_data (fixture->file, &size);

  g_assert_cmpuint (size, ==, HEAD + SLOT + 32);
  g_assert_cmpmem (bytes, 8, "AHADIKS1", 8);
  g_assert_cmpmem (bytes + 8, 16, ahadi_slots_get_uuid (fixture->slots), 16);
  g_assert_cmpuint (ahadi_get_u32be (bytes + 24), ==, 1);
  g_assert_cmpuint (bytes[28], ==, 1);
  g_assert_cmpuint (bytes[HEAD], ==, AHADI_SLOT_PASSPHRASE);
  g_assert_cmpuint (ahadi_get_u64be (bytes + PASSES_AT), ==, 3);
  g_assert_cmpuint (ahadi_get_u64be (bytes + MEMORY_AT), ==, 64 << 20);
}

static void
test_slots_of_other_types_share_the_key (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) file = NULL;
  g_autoptr (AhadiSlots) again = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (ahadi_slots_has (fixture->slots, AHADI_SLOT_RECOVERY_CODE));
  set (fixture->slots, AHADI_SLOT_RECOVERY_CODE, fixture->code);
  g_assert_true (ahadi_slots_has (fixture->slots, AHADI_SLOT_RECOVERY_CODE));
  g_assert_true (ahadi_slots_has (fixture->slots, AHADI_SLOT_PASSPHRASE));
  file = ahadi_slots_print (fixture->slots);
  again = reopen (file, AHADI_SLOT_RECOVERY_CODE, fixture->code, &error);
  g_assert_no_error (error);
  assert_same_key (again, fixture->slots, TRUE);
}

static void
test_new_passphrase_replaces_the_old (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (AhadiSecret) better = ahadi_secret_new_from ("battery staple", 14);
  g_autoptr (AhadiSlots) opened =
      reopen (fixture->file, AHADI_SLOT_PASSPHRASE, fixture->passphrase, NULL);
  g_autoptr (GBytes) file = NULL;
  g_autoptr (AhadiSlots) again = NULL;
  g_autoptr (GError) error = NULL;

  set (opened, AHADI_SLOT_PASSPHRASE, better);
  file = ahadi_slots_print (opened);
  g_assert_cmpuint (g_bytes_get_size (file), ==, g_bytes_get_size (fixture->file));
  again = reopen (file, AHADI_SLOT_PASSPHRASE, better, &error);
  g_assert_no_error (error);
  assert_same_key (again, fixture->slots, TRUE);
  g_assert_null (reopen (file, AHADI_SLOT_PASSPHRASE, fixture->passphrase, &error));
  g_assert_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_WRONG_SECRET);
}

static const AhadiId second = { { 2 } };

static void
put_second (Fixture *fixture, AhadiSecret *secret)
{
  g_autoptr (GError) error = NULL;
  gboolean done = ahadi_slots_put (fixture->slots, AHADI_SLOT_PASSPHRASE, &second, secret,
                                   ahadi_slot_cost_minimum (), &error);

  g_assert_no_error (error);
  g_assert_true (done);
}

static void
test_each_passphrase_opens_its_own_slot (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (AhadiSlots) again = NULL;
  g_autoptr (GBytes) file = NULL;
  g_autoptr (GError) error = NULL;
  AhadiId found;

  put_second (fixture, fixture->code);
  g_assert_cmpuint (ahadi_slots_count (fixture->slots), ==, 2);
  file = ahadi_slots_print (fixture->slots);
  again = reopen (file, AHADI_SLOT_PASSPHRASE, fixture->code, &error);
  g_assert_no_error (error);
  assert_same_key (again, fixture->slots, TRUE);
  g_assert_true (ahadi_id_equal (ahadi_slots_get_opened (again), &second));
  g_assert_true (ahadi_slots_find (again, AHADI_SLOT_PASSPHRASE, fixture->passphrase,
                                   &found, &error));
  g_assert_true (ahadi_id_equal (&found, ahadi_slots_get_opened (fixture->slots)));
}

static void
test_a_slot_is_replaced_by_its_id_alone (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (AhadiSecret) fresh = ahadi_secret_new_from ("battery staple", 14);
  g_autoptr (GError) error = NULL;
  AhadiId found;

  put_second (fixture, fixture->code);
  put_second (fixture, fresh);
  g_assert_cmpuint (ahadi_slots_count (fixture->slots), ==, 2);
  g_assert_false (ahadi_slots_find (fixture->slots, AHADI_SLOT_PASSPHRASE, fixture->code,
                                    &found, &error));
  g_assert_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_WRONG_SECRET);
  g_clear_error (&error);
  g_assert_true (
      ahadi_slots_find (fixture->slots, AHADI_SLOT_PASSPHRASE, fresh, &found, &error));
  g_assert_true (ahadi_id_equal (&found, &second));
}

static void
test_a_removed_slot_is_gone (Fixture *fixture, gconstpointer unused)
{
  const AhadiId unknown = { { 9 } };
  g_autoptr (GBytes) file = NULL;
  g_autoptr (GError) error = NULL;

  put_second (fixture, fixture->code);
  ahadi_slots_remove (fixture->slots, &unknown);
  g_assert_cmpuint (ahadi_slots_count (fixture->slots), ==, 2);
  ahadi_slots_remove (fixture->slots, &second);
  g_assert_cmpuint (ahadi_slots_count (fixture->slots), ==, 1);
  file = ahadi_slots_print (fixture->slots);
  g_assert_null (reopen (file, AHADI_SLOT_PASSPHRASE, fixture->code, &error));
  g_assert_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_WRONG_SECRET);
}

static void
test_next_generation_has_another_key (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (AhadiSlots) next = ahadi_slots_new_generation (fixture->slots);
  g_autoptr (GBytes) file = NULL;
  g_autoptr (AhadiSlots) again = NULL;
  g_autoptr (GError) error = NULL;

  set (next, AHADI_SLOT_PASSPHRASE, fixture->passphrase);
  file = ahadi_slots_print (next);
  again = reopen (file, AHADI_SLOT_PASSPHRASE, fixture->passphrase, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ahadi_slots_get_generation (again), ==, 2);
  g_assert_cmpmem (ahadi_slots_get_uuid (again), 16,
                   ahadi_slots_get_uuid (fixture->slots), 16);
  assert_same_key (again, fixture->slots, FALSE);
}

static void
test_derived_keys_depend_on_their_purpose (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (AhadiSecret) database =
      ahadi_slots_derive (fixture->slots, "ahadi/sqlcipher/v1");
  g_autoptr (AhadiSecret) blobs = ahadi_slots_derive (fixture->slots, "ahadi/blobs/v1");

  g_assert_false (ahadi_bytes_equal_secret (ahadi_secret_get_bytes (database),
                                            ahadi_secret_get_bytes (blobs), 32));
}

static void
test_rule_1_magic (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) newer = with_byte (fixture->file, 7, '2');
  g_autoptr (GBytes) older = with_byte (fixture->file, 7, '0');
  g_autoptr (GBytes) odd = with_byte (fixture->file, 7, 'x');
  g_autoptr (GBytes) other = with_byte (fixture->file, 0, 'a');

  refuse_form (newer, AHADI_CRYPTO_ERROR_NEWER);
  refuse_form (older, AHADI_CRYPTO_ERROR_MALFORMED);
  refuse_form (odd, AHADI_CRYPTO_ERROR_MALFORMED);
  refuse_form (other, AHADI_CRYPTO_ERROR_MALFORMED);
}

static void
test_rule_2_generation_is_not_zero (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) zero = with_byte (fixture->file, 27, 0);

  refuse_form (zero, AHADI_CRYPTO_ERROR_MALFORMED);
}

/* A file of @n copies of the one slot, MAC as it was. */
static GBytes *
multiply (GBytes *file, guint n)
{
  const guint8 *bytes = g_bytes_get_data (file, NULL);
  GByteArray *many = g_byte_array_new ();

  g_byte_array_append (many, bytes, HEAD);
  many->data[HEAD - 1] = (guint8) n;
  for (guint i = 0; i < n; i++)
    g_byte_array_append (many, bytes + HEAD, SLOT);
  g_byte_array_append (many, bytes + HEAD + SLOT, 32);
  return g_byte_array_free_to_bytes (many);
}

static void
test_rule_3_one_to_16_slots (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) none = multiply (fixture->file, 0);
  g_autoptr (GBytes) most = multiply (fixture->file, 16);
  g_autoptr (GBytes) too_many = multiply (fixture->file, 17);
  g_autoptr (GBytes) extended = support_extend (fixture->file, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiSlots) slots = parse (most, &error);

  g_assert_no_error (error);
  g_assert_nonnull (slots);
  refuse_form (none, AHADI_CRYPTO_ERROR_MALFORMED);
  refuse_form (too_many, AHADI_CRYPTO_ERROR_MALFORMED);
  refuse_form (extended, AHADI_CRYPTO_ERROR_MALFORMED);
}

static void
test_rule_4_types_are_known (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) zero = with_byte (fixture->file, HEAD, 0);
  g_autoptr (GBytes) four = with_byte (fixture->file, HEAD, 4);

  refuse_form (zero, AHADI_CRYPTO_ERROR_MALFORMED);
  refuse_form (four, AHADI_CRYPTO_ERROR_MALFORMED);
}

static void
test_rule_5_costs_are_in_bounds (Fixture *fixture, gconstpointer unused)
{
  static const guint64 bad_passes[] = { 0, 1, 21, G_MAXUINT64 };
  static const guint64 bad_memory[] = { 0, (64 << 20) - 1, (1 << 30) + 1, G_MAXUINT64 };

  for (guint i = 0; i < G_N_ELEMENTS (bad_passes); i++)
    {
      g_autoptr (GBytes) passes = with_u64 (fixture->file, PASSES_AT, bad_passes[i]);
      g_autoptr (GBytes) memory = with_u64 (fixture->file, MEMORY_AT, bad_memory[i]);

      refuse_form (passes, AHADI_CRYPTO_ERROR_CORRUPT);
      refuse_form (memory, AHADI_CRYPTO_ERROR_CORRUPT);
    }
}

static void
test_rule_6_another_secret_or_type_opens_nothing (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) type_error = NULL;
  g_autoptr (AhadiSlots) slots = parse (fixture->file, NULL);

  g_assert_false (ahadi_slots_open (slots, AHADI_SLOT_PASSPHRASE, fixture->code, &error));
  g_assert_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_WRONG_SECRET);
  g_assert_false (ahadi_slots_open (slots, AHADI_SLOT_RECOVERY_CODE, fixture->passphrase,
                                    &type_error));
  g_assert_error (type_error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_WRONG_SECRET);
  g_assert_false (ahadi_slots_is_open (slots));
}

static void
test_rule_7_mac_covers_what_no_slot_does (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) older = with_byte (fixture->file, 27, 3);
  g_autoptr (GBytes) two = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (reopen (older, AHADI_SLOT_PASSPHRASE, fixture->passphrase, &error));
  g_assert_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_CORRUPT);

  /* A slot put beside by one who has no key */
  two = multiply (fixture->file, 2);
  g_clear_error (&error);
  g_assert_null (reopen (two, AHADI_SLOT_PASSPHRASE, fixture->passphrase, &error));
  g_assert_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_CORRUPT);
}

static void
test_cheap_slots_are_not_written (Fixture *fixture, gconstpointer unused)
{
  const AhadiSlotCost cheap = { 2, 64 << 20 };
  g_autoptr (GBytes) after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (ahadi_slots_set (fixture->slots, AHADI_SLOT_PASSPHRASE, fixture->code,
                                   cheap, &error));
  g_assert_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_RESOURCE);
  after = ahadi_slots_print (fixture->slots);
  support_assert_equal (after, fixture->file);
}

static void
test_every_truncation_is_refused (Fixture *fixture, gconstpointer unused)
{
  for (gsize size = 0; size < g_bytes_get_size (fixture->file); size++)
    {
      g_autoptr (GBytes) cut = support_cut (fixture->file, size);

      refuse_form (cut, AHADI_CRYPTO_ERROR_MALFORMED);
    }
}

/* One byte with one bit flipped; counts what opens nevertheless. */
static void
try_flipped (gpointer data, gpointer user_data)
{
  Fixture *fixture = user_data;
  gsize at = GPOINTER_TO_SIZE (data) - 1;
  g_autoptr (GBytes) flipped = support_flip (fixture->file, at, (guint8) (1 << at % 8));
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiSlots) slots =
      reopen (flipped, AHADI_SLOT_PASSPHRASE, fixture->passphrase, &error);

  g_assert_null (slots);
  g_assert_cmpuint (error->domain, ==, AHADI_CRYPTO_ERROR);
}

/* Most of these run Argon2id, so on as many processors as there are, and only every
 * fifth, from a random one on, unless AHADI_THOROUGH is set. */
static void
test_flipped_byte_is_refused (Fixture *fixture, gconstpointer unused)
{
  gboolean thorough = g_getenv ("AHADI_THOROUGH") != NULL;
  gsize first = thorough ? 0 : (gsize) g_test_rand_int_range (0, STEP);
  GThreadPool *pool =
      g_thread_pool_new (try_flipped, fixture, (int) g_get_num_processors (), TRUE, NULL);

  for (gsize at = first; at < g_bytes_get_size (fixture->file); at += thorough ? 1 : STEP)
    g_assert_true (g_thread_pool_push (pool, GSIZE_TO_POINTER (at + 1), NULL));
  g_thread_pool_free (pool, FALSE, TRUE);
}

static void
test_a_changed_copy_leaves_the_original (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (AhadiSlots) copy = ahadi_slots_copy (fixture->slots);
  g_autoptr (GBytes) same = ahadi_slots_print (copy);
  g_autoptr (GBytes) after = NULL;

  g_assert_true (g_bytes_equal (same, fixture->file));
  set (copy, AHADI_SLOT_PASSPHRASE, fixture->code);
  assert_same_key (copy, fixture->slots, TRUE);
  after = ahadi_slots_print (fixture->slots);
  g_assert_true (g_bytes_equal (after, fixture->file));
}

int
main (int argc, char **argv)
{
  support_init (&argc, &argv);

#define ADD(name, function)                                                              \
  g_test_add ("/crypto/slots/" name, Fixture, NULL, set_up, function, tear_down)

  ADD ("opens-with-its-passphrase", test_opens_with_its_passphrase);
  ADD ("layout-is-the-documented-one", test_layout_is_the_documented_one);
  ADD ("slots-of-other-types-share-the-key", test_slots_of_other_types_share_the_key);
  ADD ("new-passphrase-replaces-the-old", test_new_passphrase_replaces_the_old);
  ADD ("each-passphrase-opens-its-own-slot", test_each_passphrase_opens_its_own_slot);
  ADD ("a-slot-is-replaced-by-its-id-alone", test_a_slot_is_replaced_by_its_id_alone);
  ADD ("a-removed-slot-is-gone", test_a_removed_slot_is_gone);
  ADD ("next-generation-has-another-key", test_next_generation_has_another_key);
  ADD ("derived-keys-depend-on-their-purpose", test_derived_keys_depend_on_their_purpose);
  ADD ("a-changed-copy-leaves-the-original", test_a_changed_copy_leaves_the_original);
  ADD ("rule-1-magic", test_rule_1_magic);
  ADD ("rule-2-generation-is-not-zero", test_rule_2_generation_is_not_zero);
  ADD ("rule-3-one-to-16-slots", test_rule_3_one_to_16_slots);
  ADD ("rule-4-types-are-known", test_rule_4_types_are_known);
  ADD ("rule-5-costs-are-in-bounds", test_rule_5_costs_are_in_bounds);
  ADD ("rule-6-another-secret-or-type-opens-nothing",
       test_rule_6_another_secret_or_type_opens_nothing);
  ADD ("rule-7-mac-covers-what-no-slot-does", test_rule_7_mac_covers_what_no_slot_does);
  ADD ("cheap-slots-are-not-written", test_cheap_slots_are_not_written);
  ADD ("every-truncation-is-refused", test_every_truncation_is_refused);
  ADD ("flipped-byte-is-refused", test_flipped_byte_is_refused);
  return g_test_run ();
}
