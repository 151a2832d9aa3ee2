/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "oplog/ahadi-oplog.h"

#define DEVICE "000102030405060708090a0b0c0d0e0f"
#define HASH_1 "1111111111111111111111111111111111111111111111111111111111111111"
#define HASH_2 "2222222222222222222222222222222222222222222222222222222222222222"
#define SIGNATURE HASH_1 HASH_2

#define STREAM(device, epoch, audience)                                                  \
  "{\"device\":\"" device "\",\"epoch\":" epoch ",\"audience\":\"" audience "\""
#define RUN(from, to) ",\"from\":" from ",\"to\":" to
#define HASHES(prev, head, signature)                                                    \
  ",\"prev\":\"" prev "\",\"head\":\"" head "\",\"head_sig\":\"" signature "\"}"

#define GOOD_STREAM STREAM (DEVICE, "3735928559", "membership")
#define GOOD_RUN RUN ("41", "57")
#define GOOD_HASHES HASHES (HASH_1, HASH_2, SIGNATURE)
#define LINE GOOD_STREAM GOOD_RUN GOOD_HASHES

#define ORG "org"

/* Reads a copy that ends where the line does, so that a sanitizer sees one byte too many.
 */
static gboolean
parse (const char *line, AhadiSegment *segment, GError **error)
{
  gsize length = strlen (line);
  g_autofree char *copy = g_memdup2 (line, length);

  return ahadi_segment_parse (copy, length, segment, error);
}

static void
assert_malformed (const char *line)
{
  g_autoptr (GError) error = NULL;
  AhadiSegment segment;

  g_test_message ("%s", line);
  g_assert_false (parse (line, &segment, &error));
  g_assert_error (error, AHADI_OPLOG_ERROR, AHADI_OPLOG_ERROR_MALFORMED);
}

static void
assert_accepted (const char *line)
{
  g_autoptr (GString) printed = g_string_new (NULL);
  g_autofree char *expected = g_strconcat (line, "\n", NULL);
  g_autoptr (GError) error = NULL;
  AhadiSegment segment;
  gboolean accepted = parse (line, &segment, &error);

  g_assert_no_error (error);
  g_assert_true (accepted);
  ahadi_segment_print (&segment, printed);
  g_assert_cmpstr (printed->str, ==, expected);
}

static void
test_a_line_is_read_into_its_parts (void)
{
  AhadiSegment segment;
  char device[AHADI_ID_TEXT_SIZE];

  g_assert_true (parse (LINE, &segment, NULL));
  g_assert_cmpstr (ahadi_id_print (&segment.stream.device, device), ==, DEVICE);
  g_assert_cmpuint (segment.stream.epoch, ==, 0xdeadbeef);
  g_assert_cmpstr (segment.stream.audience, ==, "membership");
  g_assert_cmpuint (segment.from, ==, 41);
  g_assert_cmpuint (segment.to, ==, 57);
  g_assert_cmpint (segment.prev[31], ==, 0x11);
  g_assert_cmpint (segment.head[0], ==, 0x22);
  g_assert_cmpint (segment.head_signature[0], ==, 0x11);
  g_assert_cmpint (segment.head_signature[63], ==, 0x22);
  assert_accepted (LINE);
}

static void
test_its_line_is_known_by_its_start (void)
{
  static const char operation[] = "{\"q\":1,\"t\":\"0190000000000001\"";

  g_assert_true (ahadi_segment_is_line (LINE, strlen (LINE)));
  g_assert_true (ahadi_segment_is_line ("{\"device\"", 9));
  g_assert_false (ahadi_segment_is_line ("{\"device\"", 8));
  g_assert_false (ahadi_segment_is_line (operation, strlen (operation)));
  g_assert_false (ahadi_segment_is_line ("", 0));
}

static void
test_s1_device (void)
{
  assert_malformed (STREAM ("00000000000000000000000000000000", "1", "membership")
                        GOOD_RUN GOOD_HASHES);
  assert_malformed (STREAM ("000102030405060708090A0B0C0D0E0F", "1", "membership")
                        GOOD_RUN GOOD_HASHES);
  assert_malformed (STREAM ("00", "1", "membership") GOOD_RUN GOOD_HASHES);
}

static void
test_s2_epoch (void)
{
  assert_accepted (STREAM (DEVICE, "0", "membership") GOOD_RUN GOOD_HASHES);
  assert_accepted (STREAM (DEVICE, "4294967295", "membership") GOOD_RUN GOOD_HASHES);
  assert_malformed (STREAM (DEVICE, "4294967296", "membership") GOOD_RUN GOOD_HASHES);
  assert_malformed (STREAM (DEVICE, "01", "membership") GOOD_RUN GOOD_HASHES);
  assert_malformed (STREAM (DEVICE, "-1", "membership") GOOD_RUN GOOD_HASHES);
  assert_malformed (STREAM (DEVICE, "\"1\"", "membership") GOOD_RUN GOOD_HASHES);
}

static void
test_s3_audience (void)
{
  assert_accepted (STREAM (DEVICE, "1", "device/" DEVICE) GOOD_RUN GOOD_HASHES);
  assert_malformed (STREAM (DEVICE, "1", "device") GOOD_RUN GOOD_HASHES);
  assert_malformed (STREAM (DEVICE, "1", "branch/1") GOOD_RUN GOOD_HASHES);
  assert_malformed (STREAM (DEVICE, "1", "everybody") GOOD_RUN GOOD_HASHES);
  assert_malformed (STREAM (DEVICE, "1", "") GOOD_RUN GOOD_HASHES);
  assert_malformed (STREAM (DEVICE, "1", "device/" DEVICE "00") GOOD_RUN GOOD_HASHES);
}

static void
test_s4_from_and_to (void)
{
  assert_accepted (GOOD_STREAM RUN ("1", "1") GOOD_HASHES);
  assert_accepted (GOOD_STREAM RUN ("1", "1099511627775") GOOD_HASHES);
  assert_malformed (GOOD_STREAM RUN ("0", "1") GOOD_HASHES);
  assert_malformed (GOOD_STREAM RUN ("2", "1") GOOD_HASHES);
  assert_malformed (GOOD_STREAM RUN ("1", "1099511627776") GOOD_HASHES);
  assert_malformed (GOOD_STREAM RUN ("01", "1") GOOD_HASHES);
  assert_malformed (GOOD_STREAM RUN ("1", "01") GOOD_HASHES);
}

static void
test_s5_hashes (void)
{
  assert_malformed (GOOD_STREAM GOOD_RUN HASHES ("11", HASH_2, SIGNATURE));
  assert_malformed (GOOD_STREAM GOOD_RUN HASHES (HASH_1, "22", SIGNATURE));
  assert_malformed (GOOD_STREAM GOOD_RUN HASHES (HASH_1, HASH_2, HASH_1));
  assert_malformed (GOOD_STREAM GOOD_RUN HASHES (HASH_1, HASH_2, SIGNATURE "00"));
  assert_malformed (GOOD_STREAM GOOD_RUN HASHES (HASH_1 "11", HASH_2, SIGNATURE));
}

static void
test_s6_nothing_else (void)
{
  assert_malformed ("");
  assert_malformed (" " LINE);
  assert_malformed (LINE " ");
  assert_malformed (LINE "\n");
  assert_malformed (LINE LINE);
  assert_malformed (GOOD_STREAM ",\"x\":1" GOOD_RUN GOOD_HASHES);
  assert_malformed (GOOD_STREAM GOOD_HASHES);
  assert_malformed (GOOD_STREAM ", \"from\":1,\"to\":1" GOOD_HASHES);
}

static void
test_every_truncation_is_malformed (void)
{
  for (gsize length = 0; length < strlen (LINE); length++)
    {
      g_autofree char *cut = g_strndup (LINE, length);

      assert_malformed (cut);
    }
}

static AhadiSegment
sign_one (AhadiSigningKey *key)
{
  AhadiSegment segment;

  g_assert_true (parse (LINE, &segment, NULL));
  ahadi_segment_sign (&segment, ORG, key);
  return segment;
}

static void
test_s7_the_signed_bytes_are_as_documented (void)
{
  static const guint8 signed_bytes[] =
      "\003org"
      "\x00\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f"
      "\xde\xad\xbe\xef"
      "\012membership"
      "\x00\x00\x00\x00\x00\x00\x00\x39"
      "\x22\x22\x22\x22\x22\x22\x22\x22\x22\x22\x22\x22\x22\x22\x22\x22"
      "\x22\x22\x22\x22\x22\x22\x22\x22\x22\x22\x22\x22\x22\x22\x22\x22";
  g_autoptr (AhadiSigningKey) key = ahadi_signing_key_new ();
  AhadiSegment segment = sign_one (key);

  g_assert_true (ahadi_verify_key_check (
      ahadi_signing_key_get_verify_key (key), "ahadi-head-v1", signed_bytes,
      sizeof signed_bytes - 1, segment.head_signature));
}

static void
assert_not_verified (const AhadiSegment *segment,
                     const char *org,
                     const AhadiVerifyKey *author)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (ahadi_segment_verify (segment, org, author, &error));
  g_assert_error (error, AHADI_OPLOG_ERROR, AHADI_OPLOG_ERROR_BAD_SIGNATURE);
}

static void
test_s7_only_the_author_signs (void)
{
  g_autoptr (AhadiSigningKey) key = ahadi_signing_key_new ();
  g_autoptr (AhadiSigningKey) other_key = ahadi_signing_key_new ();
  AhadiSegment segment = sign_one (key);
  g_autoptr (GError) error = NULL;

  g_assert_true (ahadi_segment_verify (&segment, ORG,
                                       ahadi_signing_key_get_verify_key (key), &error));
  g_assert_no_error (error);
  assert_not_verified (&segment, ORG, ahadi_signing_key_get_verify_key (other_key));
  assert_not_verified (&segment, "or", ahadi_signing_key_get_verify_key (key));
}

static void
test_s7_no_signed_part_can_be_changed (void)
{
  g_autoptr (AhadiSigningKey) key = ahadi_signing_key_new ();
  const AhadiVerifyKey *author = ahadi_signing_key_get_verify_key (key);
  const AhadiSegment segment = sign_one (key);
  AhadiSegment changed[6] = { segment, segment, segment, segment, segment, segment };

  changed[0].stream.device.bytes[0] ^= 1;
  changed[1].stream.epoch ^= 1;
  g_strlcpy (changed[2].stream.audience, "safeguarding",
             sizeof changed[2].stream.audience);
  changed[3].to ^= 1;
  changed[4].head[31] ^= 1;
  changed[5].head_signature[0] ^= 1;
  for (guint i = 0; i < G_N_ELEMENTS (changed); i++)
    assert_not_verified (&changed[i], ORG, author);
}

static void
test_a_relay_may_cut_a_stream_elsewhere (void)
{
  g_autoptr (AhadiSigningKey) key = ahadi_signing_key_new ();
  AhadiSegment segment = sign_one (key);
  g_autoptr (GError) error = NULL;

  segment.from = 1;
  segment.prev[0] ^= 1;
  g_assert_true (ahadi_segment_verify (&segment, ORG,
                                       ahadi_signing_key_get_verify_key (key), &error));
  g_assert_no_error (error);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_assert_true (ahadi_crypto_init (NULL));

  g_test_add_func ("/oplog/segment/a-line-is-read-into-its-parts",
                   test_a_line_is_read_into_its_parts);
  g_test_add_func ("/oplog/segment/its-line-is-known-by-its-start",
                   test_its_line_is_known_by_its_start);
  g_test_add_func ("/oplog/segment/s1-device", test_s1_device);
  g_test_add_func ("/oplog/segment/s2-epoch", test_s2_epoch);
  g_test_add_func ("/oplog/segment/s3-audience", test_s3_audience);
  g_test_add_func ("/oplog/segment/s4-from-and-to", test_s4_from_and_to);
  g_test_add_func ("/oplog/segment/s5-hashes", test_s5_hashes);
  g_test_add_func ("/oplog/segment/s6-nothing-else", test_s6_nothing_else);
  g_test_add_func ("/oplog/segment/every-truncation-is-malformed",
                   test_every_truncation_is_malformed);
  g_test_add_func ("/oplog/segment/s7-the-signed-bytes-are-as-documented",
                   test_s7_the_signed_bytes_are_as_documented);
  g_test_add_func ("/oplog/segment/s7-only-the-author-signs",
                   test_s7_only_the_author_signs);
  g_test_add_func ("/oplog/segment/s7-no-signed-part-can-be-changed",
                   test_s7_no_signed_part_can_be_changed);
  g_test_add_func ("/oplog/segment/a-relay-may-cut-a-stream-elsewhere",
                   test_a_relay_may_cut_a_stream_elsewhere);

  return g_test_run ();
}
