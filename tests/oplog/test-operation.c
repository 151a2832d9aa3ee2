/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "crypto/ahadi-crypto.h"
#include "oplog/ahadi-oplog.h"

#define HLC "0190000000000001"
#define ENTITY "f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff"
#define BODY "{\"s\":\"000102030405060708090a0b0c0d0e0f\",\"f\":{\"name\":\"Wanjiku\"}}"
#define BODY_HASH "83b6b3379335554eab12f1528b36a7ba29a840a374b5bcfdce71eb53328c82e9"

#define HEAD(seq, hlc, kind, entity)                                                     \
  "{\"q\":" seq ",\"t\":\"" hlc "\",\"k\":\"" kind "\",\"e\":\"" entity "\","
#define GOOD_HEAD HEAD ("42", HLC, "member", ENTITY)
#define LINE GOOD_HEAD "\"b\":" BODY "}"
#define ERASED_LINE GOOD_HEAD "\"bh\":\"" BODY_HASH "\"}"

/* Reads a copy that ends where the line does, so that a sanitizer sees one byte too many.
 */
static gboolean
parse (const char *line, AhadiOperation *operation, GError **error)
{
  gsize length = strlen (line);
  g_autofree char *copy = g_memdup2 (line, length);
  gboolean parsed = ahadi_operation_parse (copy, length, operation, error);

  /* The body is borrowed: lend the caller's instead. */
  if (parsed && operation->body != NULL)
    operation->body = line + (operation->body - copy);
  return parsed;
}

static void
assert_refused (const char *line, AhadiOplogError code)
{
  g_autoptr (GError) error = NULL;
  AhadiOperation operation;

  g_test_message ("%.200s", line);
  g_assert_false (parse (line, &operation, &error));
  g_assert_error (error, AHADI_OPLOG_ERROR, (gint) code);
}

static void
assert_malformed (const char *line)
{
  assert_refused (line, AHADI_OPLOG_ERROR_MALFORMED);
}

static void
assert_accepted (const char *line)
{
  g_autoptr (GString) printed = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  AhadiOperation operation;
  gboolean accepted = parse (line, &operation, &error);

  g_assert_no_error (error);
  g_assert_true (accepted);

  /* One spelling: what is read is what would be written. */
  ahadi_operation_print (&operation, printed);
  g_assert_cmpuint (printed->len, ==, strlen (line) + 1);
  g_assert_true (g_str_has_prefix (printed->str, line));
  g_assert_cmpint (printed->str[printed->len - 1], ==, '\n');
}

static void
test_a_line_is_read_into_its_parts (void)
{
  AhadiOperation operation;
  char entity[AHADI_ID_TEXT_SIZE];
  char hash[2 * AHADI_HASH_SIZE + 1];

  g_assert_true (parse (LINE, &operation, NULL));
  ahadi_hex_encode (operation.body_hash, AHADI_HASH_SIZE, hash);
  g_assert_cmpuint (operation.seq, ==, 42);
  g_assert_cmpuint (operation.hlc, ==, 0x0190000000000001);
  g_assert_cmpint (operation.kind, ==, AHADI_KIND_MEMBER);
  g_assert_cmpstr (ahadi_id_print (&operation.entity, entity), ==, ENTITY);
  g_assert_cmpmem (operation.body, operation.body_size, BODY, strlen (BODY));
  g_assert_cmpstr (hash, ==, BODY_HASH);
  assert_accepted (LINE);
}

static void
test_an_erased_line_has_a_hash_and_no_body (void)
{
  AhadiOperation operation;
  char hash[2 * AHADI_HASH_SIZE + 1];

  g_assert_true (parse (ERASED_LINE, &operation, NULL));
  ahadi_hex_encode (operation.body_hash, AHADI_HASH_SIZE, hash);
  g_assert_null (operation.body);
  g_assert_cmpuint (operation.body_size, ==, 0);
  g_assert_cmpstr (hash, ==, BODY_HASH);
  assert_accepted (ERASED_LINE);
}

static void
test_o1_seq (void)
{
#define WITH_SEQ(seq) HEAD (seq, HLC, "member", ENTITY) "\"b\":{}}"
  assert_accepted (WITH_SEQ ("1"));
  assert_accepted (WITH_SEQ ("1099511627775"));
  assert_malformed (WITH_SEQ ("0"));
  assert_malformed (WITH_SEQ ("01"));
  assert_malformed (WITH_SEQ ("1099511627776"));
  assert_malformed (WITH_SEQ ("-1"));
  assert_malformed (WITH_SEQ ("1.0"));
  assert_malformed (WITH_SEQ ("\"1\""));
  assert_malformed (WITH_SEQ (""));
}

static void
test_o2_hlc (void)
{
#define WITH_HLC(hlc) HEAD ("1", hlc, "member", ENTITY) "\"b\":{}}"
  assert_accepted (WITH_HLC ("0000000000000001"));
  assert_accepted (WITH_HLC ("ffffffffffffffff"));
  assert_malformed (WITH_HLC ("0000000000000000"));
  assert_malformed (WITH_HLC ("000000000000000A"));
  assert_malformed (WITH_HLC ("00000000000000a"));
  assert_malformed (WITH_HLC ("00000000000000aaa"));
}

static void
test_o3_kind (void)
{
#define WITH_KIND(kind) HEAD ("1", HLC, kind, ENTITY) "\"b\":{}}"
  for (guint i = 1; i <= AHADI_KIND_MAX; i++)
    {
      g_autofree char *line =
          g_strdup_printf (WITH_KIND ("%s"), ahadi_kind_get_info ((AhadiKind) i)->name);

      assert_accepted (line);
    }

  assert_refused (WITH_KIND ("claim"), AHADI_OPLOG_ERROR_NEWER);
  assert_refused (WITH_KIND ("abcdefghijklmnopqrstuvwxyz01234"), AHADI_OPLOG_ERROR_NEWER);
  assert_malformed (WITH_KIND ("abcdefghijklmnopqrstuvwxyz012345"));
  assert_malformed (WITH_KIND (""));
  assert_malformed (WITH_KIND ("Member"));
  assert_malformed (WITH_KIND ("member "));
}

static void
test_o4_entity (void)
{
#define WITH_ENTITY(entity) HEAD ("1", HLC, "member", entity) "\"b\":{}}"
  assert_accepted (WITH_ENTITY ("00000000000000000000000000000001"));
  assert_malformed (WITH_ENTITY ("00000000000000000000000000000000"));
  assert_malformed (WITH_ENTITY ("F0F1F2F3F4F5F6F7F8F9FAFBFCFDFEFF"));
  assert_malformed (WITH_ENTITY ("f0f1f2f3f4f5f6f7f8f9fafbfcfdfef"));
}

static void
test_o5_body (void)
{
  g_autofree char *longest_fill = g_strnfill (AHADI_OPERATION_BODY_LIMIT - 2, ' ');
  g_autofree char *longest = g_strconcat (GOOD_HEAD "\"b\":{", longest_fill, "}}", NULL);
  g_autofree char *too_long =
      g_strconcat (GOOD_HEAD "\"b\":{ ", longest_fill, "}}", NULL);

  assert_accepted (longest);
  assert_malformed (too_long);
  assert_accepted (GOOD_HEAD "\"b\":{}}");
  assert_malformed (GOOD_HEAD "\"b\":}");
  assert_malformed (GOOD_HEAD "\"b\":{}");
  assert_malformed (GOOD_HEAD "\"b\":[]}");
  assert_malformed (GOOD_HEAD "\"b\":\"{}}\"}");
  assert_malformed (GOOD_HEAD "\"b\":{} }");
  assert_malformed (GOOD_HEAD "\"b\": {}}");
  assert_malformed (GOOD_HEAD "\"b\":null}");
}

static void
test_o6_body_hash (void)
{
  assert_malformed (GOOD_HEAD "\"bh\":\"\"}");
  assert_malformed (GOOD_HEAD "\"bh\":\"83b6b3379335554eab12f1528b36a7ba\"}");
  assert_malformed (
      GOOD_HEAD
      "\"bh\":\"83B6b3379335554eab12f1528b36a7ba29a840a374b5bcfdce71eb53328c82e9\"}");
  assert_malformed (GOOD_HEAD "\"bh\":\"" BODY_HASH "00\"}");
}

static void
test_o7_nothing_else (void)
{
  assert_malformed ("");
  assert_malformed ("{}");
  assert_malformed (" " LINE);
  assert_malformed (LINE " ");
  assert_malformed (LINE "\n");
  assert_malformed (LINE "\r");
  assert_malformed (ERASED_LINE "\n");
  assert_malformed (ERASED_LINE "}");
  assert_malformed (GOOD_HEAD "\"x\":1,\"b\":{}}");
  assert_malformed (GOOD_HEAD "\"bh\":\"" BODY_HASH "\",\"b\":{}}");
  assert_malformed ("{\"t\":\"" HLC "\",\"q\":1,\"k\":\"member\",\"e\":\"" ENTITY
                    "\",\"b\":{}}");
  assert_malformed ("{\"q\": 1,\"t\":\"" HLC "\",\"k\":\"member\",\"e\":\"" ENTITY
                    "\",\"b\":{}}");
}

static void
test_every_truncation_is_refused (void)
{
  static const char *const lines[] = { LINE, ERASED_LINE };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    for (gsize length = 0; length < strlen (lines[i]); length++)
      {
        g_autofree char *cut = g_strndup (lines[i], length);
        g_autoptr (GError) error = NULL;
        AhadiOperation operation;

        /* Without its own brace a line whose body ends in two still looks whole. */
        if (g_str_has_suffix (cut, "}}"))
          continue;
        g_assert_false (parse (cut, &operation, &error));
        g_assert_error (error, AHADI_OPLOG_ERROR, AHADI_OPLOG_ERROR_MALFORMED);
      }
}

static void
assert_refused_or_printed_alike (const char *line)
{
  g_autoptr (GString) printed = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  AhadiOperation operation;

  if (!parse (line, &operation, &error))
    {
      g_assert_true (error->domain == AHADI_OPLOG_ERROR);
      return;
    }

  ahadi_operation_print (&operation, printed);
  g_string_truncate (printed, printed->len - 1);
  g_assert_cmpstr (printed->str, ==, line);
}

static void
test_a_changed_byte_is_refused_or_means_something_else (void)
{
  g_autofree char *line = g_strdup (LINE);

  for (gsize i = 0; i < strlen (LINE); i++)
    for (int byte = 1; byte < 256; byte++)
      {
        line[i] = (char) byte;
        assert_refused_or_printed_alike (line);
        line[i] = LINE[i];
      }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_assert_true (ahadi_crypto_init (NULL));

  g_test_add_func ("/oplog/operation/a-line-is-read-into-its-parts",
                   test_a_line_is_read_into_its_parts);
  g_test_add_func ("/oplog/operation/an-erased-line-has-a-hash-and-no-body",
                   test_an_erased_line_has_a_hash_and_no_body);
  g_test_add_func ("/oplog/operation/o1-seq", test_o1_seq);
  g_test_add_func ("/oplog/operation/o2-hlc", test_o2_hlc);
  g_test_add_func ("/oplog/operation/o3-kind", test_o3_kind);
  g_test_add_func ("/oplog/operation/o4-entity", test_o4_entity);
  g_test_add_func ("/oplog/operation/o5-body", test_o5_body);
  g_test_add_func ("/oplog/operation/o6-body-hash", test_o6_body_hash);
  g_test_add_func ("/oplog/operation/o7-nothing-else", test_o7_nothing_else);
  g_test_add_func ("/oplog/operation/every-truncation-is-refused",
                   test_every_truncation_is_refused);
  g_test_add_func ("/oplog/operation/a-changed-byte-is-refused-or-means-something-else",
                   test_a_changed_byte_is_refused_or_means_something_else);

  return g_test_run ();
}
