/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "publish/ahadi-publish-line.h"

#include <string.h>

#define SALT "{\"s\":\"00000000000000000000000000000000\","

/* Returns: (transfer full): the line of an operation with @body, which may be %NULL. */
static char *
print (AhadiKind kind, const char *body)
{
  g_autoptr (GError) error = NULL;
  GString *lines = g_string_new (NULL);
  AhadiOperation operation = { .seq = 7,
                               .hlc = 65536,
                               .kind = kind,
                               .body = body,
                               .body_size = body != NULL ? strlen (body) : 0 };

  memset (operation.entity.bytes, 0xab, sizeof operation.entity);
  memset (operation.body_hash, 0xcd, sizeof operation.body_hash);
  g_assert_true (ahadi_publish_line_append (lines, 3, &operation, &error));
  g_assert_no_error (error);
  return g_string_free (lines, FALSE);
}

/* Returns: (transfer full): the values of a line. */
static GStrv
split (AhadiKind kind, const char *body)
{
  g_autofree char *line = print (kind, body);
  GStrv values = g_strsplit (line, "\t", -1);

  g_assert_cmpuint (g_strv_length (values), ==, 8);
  g_assert_true (g_str_has_suffix (line, "\n"));
  return values;
}

static void
test_values (void)
{
  g_auto (GStrv) values = split (AHADI_KIND_MEMBER, SALT "\"f\":{\"name\":\"A\"}}");

  g_assert_cmpstr (values[0], ==, "3");
  g_assert_cmpstr (values[1], ==, "7");
  g_assert_cmpstr (values[2], ==, "65536");
  g_assert_cmpstr (values[3], ==, "member");
  g_assert_cmpstr (values[4], ==, "abababababababababababababababab");
  g_assert_cmpstr (values[5], ==, SALT "\"f\":{\"name\":\"A\"}}");
  g_assert_cmpstr (values[6], ==, "\\N");
  g_assert_true (g_str_has_prefix (values[7], "\\\\xcdcd"));
}

static void
test_escapes (void)
{
  g_auto (GStrv) values = split (AHADI_KIND_MEMBER, "a\\b\tc\nd\re\\");

  g_assert_cmpstr (values[5], ==, "a\\\\b\\tc\\nd\\re\\\\");
}

static void
test_erased (void)
{
  g_auto (GStrv) values = split (AHADI_KIND_MEMBER, NULL);

  g_assert_cmpstr (values[5], ==, "\\N");
  g_assert_cmpstr (values[6], ==, "\\N");
}

static void
test_sealed (void)
{
  g_auto (GStrv) values = split (AHADI_KIND_REPORT, SALT "\"age\":\"YWdl\"}");

  g_assert_cmpstr (values[5], ==, "\\N");
  g_assert_true (g_str_has_prefix (values[6], "\\\\x7b2273223a22"));
}

static void
test_secret (void)
{
  g_auto (GStrv) values =
      split (AHADI_KIND_ATTACHMENT,
             SALT "\"f\":{\"name\":\"a.jpg\",\"key\":\"AGE-SECRET-KEY-1\"}}");

  g_assert_cmpstr (values[5], ==, SALT "\"f\":{\"name\":\"a.jpg\"}}");
}

static void
test_no_json (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) lines = g_string_new (NULL);
  AhadiOperation operation = {
    .seq = 1, .kind = AHADI_KIND_ATTACHMENT, .body = "{", .body_size = 1
  };

  g_assert_false (ahadi_publish_line_append (lines, 1, &operation, &error));
  g_assert_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_SYNTAX);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/publish/line/values", test_values);
  g_test_add_func ("/publish/line/escapes", test_escapes);
  g_test_add_func ("/publish/line/erased-is-a-hash-alone", test_erased);
  g_test_add_func ("/publish/line/sealed-stays-sealed", test_sealed);
  g_test_add_func ("/publish/line/keys-stay-here", test_secret);
  g_test_add_func ("/publish/line/refuses-what-it-cannot-clean", test_no_json);
  return g_test_run ();
}
