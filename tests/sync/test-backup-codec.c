/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ahadi-backup-codec.h"

#include <string.h>

#include "world.h"

#define HASH "0101010101010101010101010101010101010101010101010101010101010101"
#define ID "00112233445566778899aabbccddeeff"
#define HEAD                                                                             \
  "{\"fmt\":\"ahadi-backup-v1\",\"time\":5,\"vault\":\"" ID "\",\"generation\":1,"
#define SIZED(name, size)                                                                \
  "{\"name\":\"" name "\",\"size\":" size ",\"blake2b\":\"" HASH "\"}"
#define MEMBER(name) SIZED (name, "7")
#define DATABASE MEMBER ("vault.db")
#define LIST(members) HEAD "\"members\":[" members "]}"

static AhadiBackupContent *
parse (const char *text, GError **error)
{
  g_autoptr (GBytes) document = g_bytes_new (text, strlen (text));

  return ahadi_backup_content_parse (document, error);
}

static void
test_what_is_printed_is_read (void)
{
  static const char text[] = LIST (DATABASE "," SIZED (
      "blobs/" ID, "9663676416") "," MEMBER ("set-aside/" ID ".ahadi"));
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiBackupContent) content = parse (text, &error);
  const AhadiBackupMember *large;
  const AhadiBackupMember *last;
  g_autoptr (GBytes) again = NULL;

  g_assert_no_error (error);
  again = ahadi_backup_content_print (content);
  g_assert_cmpmem (g_bytes_get_data (again, NULL), g_bytes_get_size (again), text,
                   strlen (text));
  g_assert_cmpint (content->time, ==, 5);
  g_assert_cmpuint (content->generation, ==, 1);
  g_assert_cmpuint (content->members->len, ==, 3);
  large = content->members->pdata[1];
  g_assert_cmpuint (large->size, ==, G_GUINT64_CONSTANT (9) << 30);
  last = content->members->pdata[2];
  g_assert_cmpstr (last->name, ==, "set-aside/" ID ".ahadi");
  g_assert_cmpuint (last->size, ==, 7);
  g_assert_cmphex (last->digest[31], ==, 1);
}

typedef struct
{
  const char *what;
  const char *text;
  const char *said;
  int code;
} Case;

static const Case cases[] = {
  { "K4-foreign-format", "{\"fmt\":\"ahadi-card-v1\"}", "format",
    AHADI_SYNC_ERROR_MALFORMED },
  { "K4-newer", "{\"fmt\":\"ahadi-backup-v2\"}", "ahadi-backup-v",
    AHADI_SYNC_ERROR_NEWER },
  { "K4-blank", HEAD " \"members\":[" DATABASE "]}", "K4", AHADI_SYNC_ERROR_MALFORMED },
  { "K4-unknown-member", HEAD "\"more\":1,\"members\":[" DATABASE "]}", "more",
    AHADI_SYNC_ERROR_MALFORMED },
  { "K5-generation",
    "{\"fmt\":\"ahadi-backup-v1\",\"time\":5,\"vault\":\"" ID
    "\",\"generation\":0,\"members\":[" DATABASE "]}",
    "generation", AHADI_SYNC_ERROR_MALFORMED },
  { "K5-time",
    "{\"fmt\":\"ahadi-backup-v1\",\"time\":-1,\"vault\":\"" ID
    "\",\"generation\":1,\"members\":[" DATABASE "]}",
    "time", AHADI_SYNC_ERROR_MALFORMED },
  { "K5-time-beyond",
    "{\"fmt\":\"ahadi-backup-v1\",\"time\":281474976710657,\"vault\":\"" ID
    "\",\"generation\":1,\"members\":[" DATABASE "]}",
    "time", AHADI_SYNC_ERROR_MALFORMED },
  { "K6-none", LIST (""), "K6", AHADI_SYNC_ERROR_MALFORMED },
  { "K6-no-object", LIST ("7"), "K6", AHADI_SYNC_ERROR_MALFORMED },
  { "K6-database-not-first", LIST (MEMBER ("blobs/" ID) "," DATABASE), "K6",
    AHADI_SYNC_ERROR_MALFORMED },
  { "K6-two-databases", LIST (DATABASE "," DATABASE), "K6", AHADI_SYNC_ERROR_MALFORMED },
  { "K6-twice", LIST (DATABASE "," MEMBER ("blobs/" ID) "," MEMBER ("blobs/" ID)), "K6",
    AHADI_SYNC_ERROR_MALFORMED },
  { "K6-not-rising",
    LIST (DATABASE "," MEMBER ("set-aside/" ID ".ahadi") "," MEMBER ("blobs/" ID)), "K6",
    AHADI_SYNC_ERROR_MALFORMED },
  { "K6-leads-out", LIST (DATABASE "," MEMBER ("blobs/../../evil")), "K6",
    AHADI_SYNC_ERROR_MALFORMED },
  { "K6-other-folder", LIST (DATABASE "," MEMBER ("backups/" ID)), "K6",
    AHADI_SYNC_ERROR_MALFORMED },
  { "K6-longer-name", LIST (DATABASE "," MEMBER ("blobs/" ID "0")), "K6",
    AHADI_SYNC_ERROR_MALFORMED },
  { "K6-capital-digits",
    LIST (DATABASE "," MEMBER ("blobs/00112233445566778899AABBCCDDEEFF")), "K6",
    AHADI_SYNC_ERROR_MALFORMED },
};

static void
test_case (gconstpointer data)
{
  const Case *one = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiBackupContent) content = parse (one->text, &error);

  g_assert_null (content);
  world_assert_reason (error, one->code, one->said);
}

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);
  g_test_add_func ("/sync/backup-codec/what-is-printed-is-read",
                   test_what_is_printed_is_read);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/sync/backup-codec/", cases[i].what, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  return g_test_run ();
}
