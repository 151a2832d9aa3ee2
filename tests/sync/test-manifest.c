/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ahadi-manifest.h"

#include <string.h>

#include "forge.h"

static GStrv
make_recipients (guint n)
{
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (AhadiAgeRecipient));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AhadiAgeIdentity) identity = ahadi_age_identity_new ();
      AhadiAgeRecipient key = ahadi_age_identity_get_recipient (identity);

      g_array_append_val (keys, key);
    }

  return ahadi_recipients_print (keys);
}

static AhadiManifest *
make_manifest (gboolean reply)
{
  static const guint8 digest[AHADI_HASH_SIZE] = { 0xab };
  g_autoptr (AhadiSigningKey) key = ahadi_signing_key_new ();
  AhadiManifest *manifest = ahadi_manifest_new ();
  int first = reply ? AHADI_AUDIENCE_BRANCH : AHADI_AUDIENCE_MEMBERSHIP;
  int last = reply ? AHADI_AUDIENCE_DEVICE : AHADI_AUDIENCE_BRANCH;

  manifest->signer = *ahadi_signing_key_get_verify_key (key);
  ahadi_verify_key_derive_id (&manifest->signer, manifest->device.bytes);
  ahadi_random_bytes (manifest->bundle.bytes, AHADI_ID_SIZE);
  ahadi_random_bytes (manifest->org.bytes, AHADI_ID_SIZE);
  manifest->directory_version = 7;
  manifest->devices_version = 41;
  manifest->outer_recipients = make_recipients (3);
  for (int i = first; i <= last; i++)
    ahadi_manifest_add_part (manifest, i, make_recipients (2), 65536 + 200, digest);

  return manifest;
}

static char *
make_text (gboolean reply)
{
  g_autoptr (AhadiManifest) manifest = make_manifest (reply);

  return ahadi_manifest_print (manifest);
}

static void
assert_outcome (const char *text, int code)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiManifest) manifest = ahadi_manifest_parse (bytes, &error);

  g_assert_null (manifest);
  g_assert_error (error, AHADI_SYNC_ERROR, code);
}

static void
test_round_trip (gconstpointer reply)
{
  g_autoptr (AhadiManifest) manifest = make_manifest (GPOINTER_TO_INT (reply));
  g_autofree char *text = ahadi_manifest_print (manifest);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiManifest) parsed = ahadi_manifest_parse (bytes, &error);
  g_autofree char *again = NULL;

  g_assert_no_error (error);
  again = ahadi_manifest_print (parsed);
  g_assert_cmpstr (again, ==, text);
  g_assert_cmpint (ahadi_manifest_is_reply (parsed), ==, GPOINTER_TO_INT (reply));
  g_assert_true (g_str_has_prefix (text, "{\"fmt\":\"ahadi-bundle-v1\","));
}

/* A change of the printed text, and the AhadiSyncError that follows. */
typedef struct
{
  const char *name;
  const char *old;
  const char *by;
  int code;
} Change;

#define ZEROS "0000000000000000000000000000000000000000000000000000000000000000"
#define ONES "1111111111111111111111111111111111111111111111111111111111111111"
#define CARRIED(name, size, hash)                                                        \
  "{\"name\":\"carry/" name ".ahadi\",\"ct_len\":" size ",\"ct_blake2b\":\"" hash "\"}"

static const Change changes[] = {
  { "/sync/manifest/M1-refuses-blank", ",\"org\"", ", \"org\"",
    AHADI_SYNC_ERROR_MALFORMED },
  { "/sync/manifest/M1-refuses-unknown-member", "\"blobs\":[]", "\"seq\":1,\"blobs\":[]",
    AHADI_SYNC_ERROR_MALFORMED },
  { "/sync/manifest/M1-refuses-missing-member", "\"blobs\":[],", "",
    AHADI_SYNC_ERROR_MALFORMED },
  { "/sync/manifest/M1-refuses-other-order", "\"blobs\":[],\"carry\":[]",
    "\"carry\":[],\"blobs\":[]", AHADI_SYNC_ERROR_MALFORMED },
  { "/sync/manifest/M1-refuses-duplicate-member", "\"carry\":[]",
    "\"carry\":[],\"carry\":[]", AHADI_SYNC_ERROR_MALFORMED },
  { "/sync/manifest/M1-refuses-other-format", "ahadi-bundle-v1", "ahadi-card-v1",
    AHADI_SYNC_ERROR_MALFORMED },
  { "/sync/manifest/M1-higher-format-is-newer", "ahadi-bundle-v1", "ahadi-bundle-v2",
    AHADI_SYNC_ERROR_NEWER },
  { "/sync/manifest/M1-refuses-format-zero", "ahadi-bundle-v1", "ahadi-bundle-v0",
    AHADI_SYNC_ERROR_MALFORMED },
  { "/sync/manifest/M2-higher-reader-is-newer", "\"min_reader\":1", "\"min_reader\":2",
    AHADI_SYNC_ERROR_NEWER },
  { "/sync/manifest/M4-refuses-signer-that-is-no-key", "\"signer_pk\":\"RW",
    "\"signer_pk\":\"AA", AHADI_SYNC_ERROR_MALFORMED },
  { "/sync/manifest/M7-refuses-name-of-another-audience", "parts/membership.jsonl.gz.age",
    "parts/safeguarding.jsonl.gz.age", AHADI_SYNC_ERROR_MALFORMED },
  { "/sync/manifest/M7-refuses-unknown-audience", "\"audience\":\"membership\"",
    "\"audience\":\"everyone\"", AHADI_SYNC_ERROR_MALFORMED },
  { "/sync/manifest/M7-refuses-no-length", "\"ct_len\":65736", "\"ct_len\":0",
    AHADI_SYNC_ERROR_MALFORMED },
  { "/sync/manifest/M8-refuses-blobs", "\"blobs\":[]", "\"blobs\":[1]",
    AHADI_SYNC_ERROR_MALFORMED },
  { "/sync/manifest/M10-refuses-what-is-no-carried-bundle", "\"carry\":[]",
    "\"carry\":[1]", AHADI_SYNC_ERROR_MALFORMED },
  { "/sync/manifest/M10-refuses-name-of-another-hash", "\"carry\":[]",
    "\"carry\":[" CARRIED ("1111111111111111", "9", ZEROS) "]",
    AHADI_SYNC_ERROR_MALFORMED },
  { "/sync/manifest/M10-refuses-no-length", "\"carry\":[]",
    "\"carry\":[" CARRIED ("0000000000000000", "0", ZEROS) "]",
    AHADI_SYNC_ERROR_MALFORMED },
  { "/sync/manifest/M10-refuses-one-twice", "\"carry\":[]",
    "\"carry\":[" CARRIED ("0000000000000000", "9", ZEROS) "," CARRIED (
        "0000000000000000", "9", ZEROS) "]",
    AHADI_SYNC_ERROR_MALFORMED },
  { "/sync/manifest/M10-refuses-falling-names", "\"carry\":[]",
    "\"carry\":[" CARRIED ("1111111111111111", "9", ONES) "," CARRIED (
        "0000000000000000", "9", ZEROS) "]",
    AHADI_SYNC_ERROR_MALFORMED },
  { "/sync/manifest/M9-refuses-upper-case", "\"outer_recipients\":[\"age1",
    "\"outer_recipients\":[\"AGE1", AHADI_SYNC_ERROR_MALFORMED },
  { "/sync/manifest/M9-refuses-what-is-no-recipient", "\"outer_recipients\":[\"",
    "\"outer_recipients\":[\"age\",\"", AHADI_SYNC_ERROR_MALFORMED },
};

static void
test_carried_bundles (void)
{
  g_autofree char *text = make_text (FALSE);
  g_autofree char *carrying =
      forge_replace (text, "\"carry\":[]",
                     "\"carry\":[" CARRIED ("0000000000000000", "9", ZEROS) "," CARRIED (
                         "1111111111111111", "9", ONES) "]");
  g_autoptr (GBytes) bytes = g_bytes_new (carrying, strlen (carrying));
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiManifest) parsed = ahadi_manifest_parse (bytes, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (parsed->carry->len, ==, 2);
  g_assert_cmpuint (g_array_index (parsed->carry, AhadiManifestCarry, 1).digest[0], ==,
                    0x11);
}

static void
test_too_many_carried (void)
{
  g_autoptr (AhadiManifest) manifest = make_manifest (FALSE);
  g_autofree char *text = NULL;

  for (guint i = 0; i <= AHADI_MANIFEST_MAX_CARRY; i++)
    {
      guint8 digest[AHADI_HASH_SIZE] = { (guint8) i };

      ahadi_manifest_add_carry (manifest, 1, digest);
    }
  text = ahadi_manifest_print (manifest);
  assert_outcome (text, AHADI_SYNC_ERROR_MALFORMED);
}

static void
test_change (gconstpointer data)
{
  const Change *change = data;
  g_autofree char *text = make_text (FALSE);
  g_autofree char *changed = forge_replace (text, change->old, change->by);

  assert_outcome (changed, change->code);
}

static void
test_parts (void)
{
  g_autoptr (AhadiManifest) field = make_manifest (FALSE);
  g_autoptr (AhadiManifest) three = make_manifest (FALSE);
  g_autoptr (AhadiManifest) one = make_manifest (TRUE);
  AhadiManifestPart *first = &g_array_index (field->parts, AhadiManifestPart, 0);
  g_autofree char *swapped = NULL;
  g_autofree char *short_text = NULL;
  g_autofree char *lone = NULL;
  AhadiManifestPart kept = *first;

  first[0] = first[1];
  first[1] = kept;
  swapped = ahadi_manifest_print (field);
  assert_outcome (swapped, AHADI_SYNC_ERROR_MALFORMED);

  g_array_set_size (three->parts, 3);
  short_text = ahadi_manifest_print (three);
  assert_outcome (short_text, AHADI_SYNC_ERROR_MALFORMED);

  g_array_set_size (one->parts, 1);
  lone = ahadi_manifest_print (one);
  assert_outcome (lone, AHADI_SYNC_ERROR_MALFORMED);
}

static void
test_four_parts_are_an_office_bundle (void)
{
  g_autoptr (AhadiManifest) four = make_manifest (FALSE);
  g_autoptr (AhadiManifest) parsed = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  char *text;

  g_array_set_size (four->parts, 4);
  text = ahadi_manifest_print (four);
  bytes = g_bytes_new_take (text, strlen (text));
  parsed = ahadi_manifest_parse (bytes, &error);
  g_assert_no_error (error);
  g_assert_true (ahadi_manifest_is_office_bundle (parsed));
  g_assert_false (ahadi_manifest_is_reply (parsed));
}

static void
test_recipients (gconstpointer count)
{
  g_autoptr (AhadiManifest) manifest = make_manifest (FALSE);
  g_autofree char *text = NULL;

  g_strfreev (manifest->outer_recipients);
  manifest->outer_recipients = make_recipients (GPOINTER_TO_UINT (count));
  text = ahadi_manifest_print (manifest);
  assert_outcome (text, AHADI_SYNC_ERROR_MALFORMED);
}

static void
test_recipients_order (void)
{
  g_autoptr (AhadiManifest) manifest = make_manifest (FALSE);
  char *first = manifest->outer_recipients[0];
  g_autofree char *unordered = NULL;
  g_autofree char *twice = NULL;

  manifest->outer_recipients[0] = manifest->outer_recipients[1];
  manifest->outer_recipients[1] = first;
  unordered = ahadi_manifest_print (manifest);
  assert_outcome (unordered, AHADI_SYNC_ERROR_MALFORMED);

  g_free (manifest->outer_recipients[0]);
  manifest->outer_recipients[0] = g_strdup (first);
  twice = ahadi_manifest_print (manifest);
  assert_outcome (twice, AHADI_SYNC_ERROR_MALFORMED);
}

static void
test_every_byte (void)
{
  g_autofree char *text = make_text (FALSE);
  gsize size = strlen (text);
  g_autoptr (GBytes) whole = g_bytes_new (text, size);
  guint same = 0;

  /* A flipped bit in a hash or an id is another manifest; everything else is refused. No
   * spelling is read as the first. */
  for (gsize i = 0; i < size; i++)
    {
      g_autofree char *flipped = g_memdup2 (text, size + 1);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (AhadiManifest) manifest = NULL;

      flipped[i] ^= 1 << g_test_rand_int_range (0, 8);
      bytes = g_bytes_new (flipped, size);
      manifest = ahadi_manifest_parse (bytes, NULL);
      if (manifest != NULL)
        {
          g_autofree char *printed = ahadi_manifest_print (manifest);

          g_assert_cmpstr (printed, !=, text);
          same++;
        }
    }
  g_assert_cmpuint (same, <, size / 2);

  for (gsize i = 0; i < size; i++)
    {
      g_autoptr (GBytes) cut = g_bytes_new_from_bytes (whole, 0, i);

      g_assert_null (ahadi_manifest_parse (cut, NULL));
    }
}

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);

  g_test_add_data_func ("/sync/manifest/round-trip-of-a-bundle", GINT_TO_POINTER (FALSE),
                        test_round_trip);
  g_test_add_data_func ("/sync/manifest/round-trip-of-a-reply", GINT_TO_POINTER (TRUE),
                        test_round_trip);
  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    g_test_add_data_func (changes[i].name, &changes[i], test_change);
  g_test_add_func ("/sync/manifest/M6-refuses-other-parts", test_parts);
  g_test_add_func ("/sync/manifest/M6-four-parts-are-an-office-bundle",
                   test_four_parts_are_an_office_bundle);
  g_test_add_data_func ("/sync/manifest/M9-refuses-no-recipients", GUINT_TO_POINTER (0),
                        test_recipients);
  g_test_add_data_func ("/sync/manifest/M9-refuses-65-recipients", GUINT_TO_POINTER (65),
                        test_recipients);
  g_test_add_func ("/sync/manifest/M9-refuses-other-order", test_recipients_order);
  g_test_add_func ("/sync/manifest/every-byte-flipped-and-every-cut", test_every_byte);

  g_test_add_func ("/sync/manifest/M10-takes-carried-bundles", test_carried_bundles);
  g_test_add_func ("/sync/manifest/M10-refuses-too-many", test_too_many_carried);
  return g_test_run ();
}
