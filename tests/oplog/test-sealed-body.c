/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "oplog/ahadi-oplog.h"

#define SALT "000102030405060708090a0b0c0d0e0f"
#define OPENING "{\"s\":\"" SALT "\",\"age\":\""
#define ENTITY "101112131415161718191a1b1c1d1e1f"
#define BODY "{\"s\":\"" SALT "\",\"f\":{\"text\":\"needle\"}}"
#define BUCKET 4096

typedef struct
{
  AhadiAgeIdentity *key;
  AhadiId entity;
} Reader;

static void
reader_init (Reader *self)
{
  self->key = ahadi_age_identity_new ();
  g_assert_true (ahadi_id_parse (ENTITY, &self->entity, NULL));
}

static void
reader_clear (Reader *self)
{
  ahadi_age_identity_unref (self->key);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

static void
fill (AhadiBody *body, guint size)
{
  body->fields = 1u << AHADI_ADDENDUM_TEXT;
  body->values[AHADI_ADDENDUM_TEXT] = g_strnfill (size, 'n');
}

static char *
seal_body (Reader *self, const AhadiBody *body, gsize n_readers)
{
  g_autofree AhadiAgeRecipient *readers = g_new (AhadiAgeRecipient, n_readers);
  g_autoptr (GError) error = NULL;
  char *sealed;

  for (gsize i = 0; i < n_readers; i++)
    {
      g_autoptr (AhadiAgeIdentity) other = ahadi_age_identity_new ();

      readers[i] = ahadi_age_identity_get_recipient (i == 0 ? self->key : other);
    }
  sealed = ahadi_sealed_body_print (body, AHADI_KIND_ADDENDUM, &self->entity, readers,
                                    n_readers, &error);
  g_assert_no_error (error);
  return sealed;
}

/* Any plaintext sealed as only a holder of keys could: to go against rules X4 to X9. */
static char *
seal_raw (Reader *self, const void *plain, gsize size)
{
  AhadiAgeRecipient reader = ahadi_age_identity_get_recipient (self->key);
  g_autoptr (GOutputStream) file = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) age = ahadi_age_writer_new (file, &reader, 1, NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *base64 = NULL;

  g_assert_true (g_output_stream_write_all (age, plain, size, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (age, NULL, NULL));
  bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (file));
  base64 = g_base64_encode (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return g_strconcat (OPENING, base64, "\"}", NULL);
}

static char *
seal_text (Reader *self, const char *text)
{
  char plain[BUCKET] = { 0 };

  memcpy (plain, text, strlen (text));
  return seal_raw (self, plain, sizeof plain);
}

static gboolean
open_with (AhadiAgeIdentity *key,
           const AhadiId *entity,
           const char *sealed,
           AhadiBody *body,
           GError **error)
{
  return ahadi_sealed_body_open (sealed, strlen (sealed), AHADI_KIND_ADDENDUM, entity,
                                 &key, 1, body, error);
}

static void
assert_opens (Reader *self, const char *sealed)
{
  g_auto (AhadiBody) body = { 0 };
  g_autoptr (GError) error = NULL;
  gboolean opened;

  g_assert_true (
      ahadi_sealed_body_check (sealed, strlen (sealed), AHADI_KIND_ADDENDUM, &error));
  g_assert_no_error (error);
  opened = open_with (self->key, &self->entity, sealed, &body, &error);
  g_assert_no_error (error);
  g_assert_true (opened);
  g_assert_cmpstr (body.values[AHADI_ADDENDUM_TEXT], ==, "needle");
}

static void
assert_refused (const char *sealed, AhadiKind kind)
{
  g_autoptr (GError) error = NULL;
  gsize size = strlen (sealed);
  g_autofree char *copy = g_memdup2 (sealed, size);

  g_test_message ("%.100s", sealed);
  g_assert_false (ahadi_sealed_body_check (copy, size, kind, &error));
  g_assert_error (error, AHADI_OPLOG_ERROR, AHADI_OPLOG_ERROR_MALFORMED);
}

/* Well formed outside, and closed for good. */
static void
assert_stays_closed (Reader *self, const char *sealed, AhadiOplogError code)
{
  g_auto (AhadiBody) body = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (
      ahadi_sealed_body_check (sealed, strlen (sealed), AHADI_KIND_ADDENDUM, NULL));
  g_assert_false (open_with (self->key, &self->entity, sealed, &body, &error));
  g_assert_error (error, AHADI_OPLOG_ERROR, (gint) code);
}

static void
test_a_reader_opens_what_was_sealed (void)
{
  g_auto (Reader) reader = { 0 };
  g_auto (AhadiBody) body = { 0 };
  g_autofree char *sealed = NULL;

  reader_init (&reader);
  body.fields = 1u << AHADI_ADDENDUM_TEXT;
  body.values[AHADI_ADDENDUM_TEXT] = g_strdup ("needle");
  sealed = seal_body (&reader, &body, 3);
  g_assert_true (ahadi_sealed_body_is_one (sealed, strlen (sealed)));
  g_assert_null (strstr (sealed, "needle"));
  assert_opens (&reader, sealed);
}

static void
test_whoever_is_left_out_opens_nothing (void)
{
  g_auto (Reader) reader = { 0 };
  g_auto (AhadiBody) body = { 0 };
  g_auto (AhadiBody) seen = { 0 };
  g_autoptr (AhadiAgeIdentity) other = ahadi_age_identity_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *sealed = NULL;

  reader_init (&reader);
  fill (&body, 10);
  sealed = seal_body (&reader, &body, 2);
  g_assert_false (open_with (other, &reader.entity, sealed, &seen, &error));
  g_assert_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_NO_MATCH);
  g_assert_cmpuint (seen.fields, ==, 0);
}

static void
test_a_plain_body_is_no_sealed_one (void)
{
  g_assert_false (ahadi_sealed_body_is_one (BODY, strlen (BODY)));
  g_assert_false (ahadi_sealed_body_is_one ("{}", 2));
  assert_refused (BODY, AHADI_KIND_ADDENDUM);
}

static void
test_x1_members (void)
{
  g_auto (Reader) reader = { 0 };
  g_autofree char *sealed = NULL;
  g_autofree char *longer = NULL;
  g_autofree char *cut = NULL;

  reader_init (&reader);
  sealed = seal_text (&reader, "{\"e\":\"" ENTITY "\",\"b\":" BODY "}");
  assert_opens (&reader, sealed);
  longer = g_strconcat (sealed, " ", NULL);
  assert_refused (longer, AHADI_KIND_ADDENDUM);
  cut = g_strndup (sealed, strlen (sealed) - 1);
  assert_refused (cut, AHADI_KIND_ADDENDUM);
  assert_refused (OPENING "\"}", AHADI_KIND_ADDENDUM);
}

static void
test_x2_salt (void)
{
  g_auto (Reader) reader = { 0 };
  g_autofree char *sealed = NULL;

  reader_init (&reader);
  sealed = seal_text (&reader, "{\"e\":\"" ENTITY "\",\"b\":" BODY "}");
  sealed[strlen ("{\"s\":\"") + 21] = 'A';
  assert_refused (sealed, AHADI_KIND_ADDENDUM);
}

static void
test_x3_kinds (void)
{
  g_auto (Reader) reader = { 0 };
  g_autofree char *sealed = NULL;

  reader_init (&reader);
  sealed = seal_text (&reader, "{}");
  for (AhadiKind kind = 1; kind <= AHADI_KIND_MAX; kind++)
    if (kind == AHADI_KIND_REPORT || kind == AHADI_KIND_ADDENDUM ||
        kind == AHADI_KIND_ATTACHMENT)
      g_assert_true (ahadi_sealed_body_check (sealed, strlen (sealed), kind, NULL));
    else
      assert_refused (sealed, kind);
}

static void
test_x4_age_in_base64 (void)
{
  g_auto (Reader) reader = { 0 };
  g_autofree char *sealed = NULL;

  reader_init (&reader);
  assert_refused (OPENING "bm8gYWdlIGZpbGU=\"}", AHADI_KIND_ADDENDUM);
  sealed = seal_text (&reader, "{}");
  sealed[strlen (OPENING) + 5] = '-';
  assert_refused (sealed, AHADI_KIND_ADDENDUM);
  sealed[strlen (OPENING) + 5] = '\n';
  assert_refused (sealed, AHADI_KIND_ADDENDUM);
}

static void
test_x5_buckets (void)
{
  static const guint8 plain[BUCKET + 1] = { 0 };
  g_auto (Reader) reader = { 0 };
  g_autofree char *shorter = NULL;
  g_autofree char *longer = NULL;

  reader_init (&reader);
  shorter = seal_raw (&reader, plain, BUCKET - 1);
  assert_refused (shorter, AHADI_KIND_ADDENDUM);
  longer = seal_raw (&reader, plain, BUCKET + 1);
  assert_refused (longer, AHADI_KIND_ADDENDUM);
}

static void
test_x5_length_says_little (void)
{
  static const guint sizes[] = { 1, 10, 1000, 3900 };
  g_auto (Reader) reader = { 0 };
  gsize first = 0;

  reader_init (&reader);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_auto (AhadiBody) body = { 0 };
      g_autofree char *sealed = NULL;

      fill (&body, sizes[i]);
      sealed = seal_body (&reader, &body, 2);
      if (i == 0)
        first = strlen (sealed);
      g_assert_cmpuint (strlen (sealed), ==, first);
    }
}

static void
test_x6_the_longest_fits (void)
{
  g_auto (Reader) reader = { 0 };
  g_auto (AhadiBody) body = { 0 };
  g_autofree char *sealed = NULL;
  g_autofree char *beyond = g_strnfill (AHADI_OPERATION_BODY_LIMIT + 1, 'A');

  reader_init (&reader);
  fill (&body, 20000);
  sealed = seal_body (&reader, &body, 64);
  g_assert_true (
      ahadi_sealed_body_check (sealed, strlen (sealed), AHADI_KIND_ADDENDUM, NULL));
  g_assert_cmpuint (64 * 1024 * 4 / 3 + ahadi_age_sealed_size (64, 0) * 4 / 3, <,
                    AHADI_OPERATION_BODY_LIMIT);
  memcpy (beyond, OPENING, strlen (OPENING));
  assert_refused (beyond, AHADI_KIND_ADDENDUM);
}

static void
test_x7_the_record_is_named_inside (void)
{
  g_auto (Reader) reader = { 0 };
  g_autofree char *sealed = NULL;
  g_autofree char *nameless = NULL;

  reader_init (&reader);
  sealed = seal_text (&reader, "{\"e\":\"" SALT "\",\"b\":" BODY "}");
  assert_stays_closed (&reader, sealed, AHADI_OPLOG_ERROR_MALFORMED);
  nameless = seal_text (&reader, BODY);
  assert_stays_closed (&reader, nameless, AHADI_OPLOG_ERROR_MALFORMED);
}

static void
test_x8_the_body_inside (void)
{
  g_auto (Reader) reader = { 0 };
  g_autofree char *other_salt = NULL;
  g_autofree char *newer = NULL;
  g_autofree char *nested = NULL;

  reader_init (&reader);
  other_salt = seal_text (&reader, "{\"e\":\"" ENTITY "\",\"b\":{\"s\":\"" ENTITY
                                   "\",\"f\":{\"text\":\"needle\"}}}");
  assert_stays_closed (&reader, other_salt, AHADI_OPLOG_ERROR_MALFORMED);
  newer = seal_text (&reader, "{\"e\":\"" ENTITY "\",\"b\":{\"s\":\"" SALT
                              "\",\"f\":{\"text_later\":\"needle\"}}}");
  assert_stays_closed (&reader, newer, AHADI_OPLOG_ERROR_NEWER);
  nested = seal_text (&reader, "{\"e\":\"" ENTITY "\",\"b\":" OPENING "AAAA\"}}");
  assert_stays_closed (&reader, nested, AHADI_OPLOG_ERROR_MALFORMED);
}

static void
test_x9_zeros_follow (void)
{
  static const char text[] = "{\"e\":\"" ENTITY "\",\"b\":" BODY "}";
  g_auto (Reader) reader = { 0 };
  g_autofree char *sealed = NULL;
  char plain[BUCKET] = { 0 };

  reader_init (&reader);
  memcpy (plain, text, strlen (text));
  plain[BUCKET - 1] = 'x';
  sealed = seal_raw (&reader, plain, sizeof plain);
  assert_stays_closed (&reader, sealed, AHADI_OPLOG_ERROR_MALFORMED);
}

static void
test_a_changed_bit_opens_nothing (void)
{
  g_auto (Reader) reader = { 0 };
  g_auto (AhadiBody) body = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *sealed = NULL;
  char *late;

  reader_init (&reader);
  sealed = seal_text (&reader, "{\"e\":\"" ENTITY "\",\"b\":" BODY "}");
  late = sealed + strlen (sealed) - 100;
  *late = *late == 'A' ? 'B' : 'A';
  g_assert_false (open_with (reader.key, &reader.entity, sealed, &body, &error));
  g_assert_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_CORRUPT);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_assert_true (ahadi_crypto_init (NULL));
  g_test_add_func ("/oplog/sealed-body/a-reader-opens-what-was-sealed",
                   test_a_reader_opens_what_was_sealed);
  g_test_add_func ("/oplog/sealed-body/whoever-is-left-out-opens-nothing",
                   test_whoever_is_left_out_opens_nothing);
  g_test_add_func ("/oplog/sealed-body/a-plain-body-is-no-sealed-one",
                   test_a_plain_body_is_no_sealed_one);
  g_test_add_func ("/oplog/sealed-body/x1-members", test_x1_members);
  g_test_add_func ("/oplog/sealed-body/x2-salt", test_x2_salt);
  g_test_add_func ("/oplog/sealed-body/x3-kinds", test_x3_kinds);
  g_test_add_func ("/oplog/sealed-body/x4-age-in-base64", test_x4_age_in_base64);
  g_test_add_func ("/oplog/sealed-body/x5-buckets", test_x5_buckets);
  g_test_add_func ("/oplog/sealed-body/x5-length-says-little",
                   test_x5_length_says_little);
  g_test_add_func ("/oplog/sealed-body/x6-the-longest-fits", test_x6_the_longest_fits);
  g_test_add_func ("/oplog/sealed-body/x7-the-record-is-named-inside",
                   test_x7_the_record_is_named_inside);
  g_test_add_func ("/oplog/sealed-body/x8-the-body-inside", test_x8_the_body_inside);
  g_test_add_func ("/oplog/sealed-body/x9-zeros-follow", test_x9_zeros_follow);
  g_test_add_func ("/oplog/sealed-body/a-changed-bit-opens-nothing",
                   test_a_changed_bit_opens_nothing);
  return g_test_run ();
}
