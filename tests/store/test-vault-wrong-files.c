/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "place.h"
#include "store/ahadi-vault-private.h"
#include "support/tree.h"

/*
 * Files of a vault that are damaged, or another vault's. Whatever it is: the vault is
 * refused with its own word, nothing is written, and with the right file it opens again.
 */

typedef enum
{
  DAMAGED_STORE, /* the database is not one of ours, or not of this key */
  DAMAGED_SLOTS,
  PLAIN,
  A_LINK,
  STRANGE,
  FINE,
} Verdict;

/* A laptop's closed vault and another's with the same passphrase. */
typedef struct
{
  Place place;
  Place other;
} Fixture;

/* What every test gets a copy of. */
static Fixture originals;

typedef struct
{
  const char *name;
  const char *file; /* that is replaced */
  void (*replace) (Fixture *fixture, const char *path);
  Verdict verdict;
} Case;

static void
make_original (Place *place)
{
  g_autoptr (GError) error = NULL;

  place_open (place);
  assert_ok (ahadi_vault_begin (place->vault, &error));
  for (guint i = 0; i < 30; i++)
    place_add_member (place, "Njeri wa Kamau", "+254712345678");
  assert_ok (ahadi_vault_commit (place->vault, &error));
  g_clear_pointer (&place->vault, ahadi_vault_close);
}

static void
copy_original (const Place *original, Place *copy)
{
  copy->folder = g_strconcat (original->folder, ".copy", NULL);
  tree_copy (original->folder, copy->folder);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  copy_original (&originals.place, &fixture->place);
  copy_original (&originals.other, &fixture->other);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  place_close (&fixture->place);
  place_close (&fixture->other);
}

static void
write_bytes (const char *path, gconstpointer bytes, gsize size)
{
  g_assert_true (g_file_set_contents (path, bytes, (gssize) size, NULL));
}

static void
put_garbage (Fixture *fixture, const char *path)
{
  g_autofree guint8 *bytes = g_malloc (8192);

  ahadi_random_bytes (bytes, 8192);
  write_bytes (path, bytes, 8192);
}

static void
put_nothing (Fixture *fixture, const char *path)
{
  write_bytes (path, "", 0);
}

static void
put_few_bytes (Fixture *fixture, const char *path)
{
  write_bytes (path, "AHADIKS1 torn", 13);
}

static void
put_folder (Fixture *fixture, const char *path)
{
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
}

static void
put_link (Fixture *fixture, const char *path)
{
  g_autofree char *target = g_strconcat (path, ".real", NULL);

  g_assert_cmpint (g_rename (path, target), ==, 0);
  g_assert_cmpint (symlink (target, path), ==, 0);
}

static void
make_pipe (Fixture *fixture, const char *path)
{
  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
}

static void
put_pipe (Fixture *fixture, const char *path)
{
  g_assert_cmpint (g_unlink (path), ==, 0);
  make_pipe (fixture, path);
}

static void
make_link (Fixture *fixture, const char *path)
{
  g_assert_cmpint (symlink ("vault-1.db", path), ==, 0);
}

static void
put_others (Fixture *fixture, const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *source = g_build_filename (fixture->other.folder, name, NULL);
  g_autofree char *bytes = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (source, &bytes, &size, NULL));
  write_bytes (path, bytes, size);
}

/* What a library without encryption writes. */
static void
put_plain (Fixture *fixture, const char *path)
{
  sqlite3 *plain;

  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (sqlite3_open (path, &plain), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (plain, "CREATE TABLE state (id)", NULL, NULL, NULL), ==,
                   SQLITE_OK);
  g_assert_cmpint (sqlite3_close (plain), ==, SQLITE_OK);
}

static void
cut (const char *path, gsize keep)
{
  g_assert_cmpint (truncate (path, (off_t) keep), ==, 0);
}

static void
cut_inside_first_page (Fixture *fixture, const char *path)
{
  cut (path, 3000);
}

static void
cut_after_first_page (Fixture *fixture, const char *path)
{
  cut (path, 4096);
}

/* The log of a vault that was not closed, put beside another's database. */
static void
put_others_log (Fixture *fixture, const char *path)
{
  g_autofree char *source =
      g_build_filename (fixture->other.folder, "vault-1.db-wal", NULL);
  g_autofree char *bytes = NULL;
  gsize size;

  place_reopen (&fixture->other);
  place_add_member (&fixture->other, "Kamau", NULL);
  g_assert_true (g_file_get_contents (source, &bytes, &size, NULL));
  g_assert_cmpuint (size, >, 4096);
  write_bytes (path, bytes, size);
}

static const Case cases[] = {
  { "database-of-garbage", "vault-1.db", put_garbage, DAMAGED_STORE },
  { "empty-database", "vault-1.db", put_nothing, DAMAGED_STORE },
  { "plain-database", "vault-1.db", put_plain, PLAIN },
  { "database-of-another-vault", "vault-1.db", put_others, DAMAGED_STORE },
  { "database-cut-inside-its-first-page", "vault-1.db", cut_inside_first_page,
    DAMAGED_STORE },
  { "database-cut-after-its-first-page", "vault-1.db", cut_after_first_page,
    DAMAGED_STORE },
  { "database-that-is-a-link", "vault-1.db", put_link, A_LINK },
  { "log-of-garbage", "vault-1.db-wal", put_garbage, FINE },
  { "empty-log", "vault-1.db-wal", put_nothing, FINE },
  { "log-of-another-vault", "vault-1.db-wal", put_others_log, DAMAGED_STORE },
  { "slots-of-another-vault", "slots", put_others, DAMAGED_STORE },
  { "slots-of-garbage", "slots", put_garbage, DAMAGED_SLOTS },
  { "empty-slots", "slots", put_nothing, DAMAGED_SLOTS },
  { "torn-slots", "slots", put_few_bytes, DAMAGED_SLOTS },
  { "folder-for-slots", "slots", put_folder, STRANGE },
  { "slots-that-are-a-link", "slots", put_link, A_LINK },
  { "slots-that-are-a-pipe", "slots", put_pipe, STRANGE },
  { "database-that-is-a-pipe", "vault-1.db", put_pipe, STRANGE },
  { "log-that-is-a-link", "vault-1.db-wal", make_link, A_LINK },
  { "log-that-is-a-pipe", "vault-1.db-wal", make_pipe, STRANGE },
  { "journal-that-is-a-link", "vault-1.db-journal", make_link, A_LINK },
  { "lock-that-is-a-pipe", "lock", put_pipe, STRANGE },
  { "old-slots-that-are-a-pipe", "slots.bak", make_pipe, STRANGE },
  { "pipe-for-a-folder", "staging", make_pipe, STRANGE },
};

static void
assert_verdict (Verdict verdict, AhadiVault *vault, const GError *error)
{
  if (verdict == FINE)
    {
      g_assert_no_error (error);
      g_assert_nonnull (vault);
      return;
    }

  g_assert_null (vault);
  switch (verdict)
    {
    case DAMAGED_STORE:
      g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_CORRUPT);
      break;
    case DAMAGED_SLOTS:
      g_assert_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_CORRUPT);
      break;
    case PLAIN:
      g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_LIBRARY);
      break;
    case A_LINK:
      g_assert_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_LINK);
      break;
    case STRANGE:
      g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_STRANGE);
      break;
    case FINE:
    default:
      g_assert_not_reached ();
    }
}

static void
test_case (Fixture *fixture, gconstpointer data)
{
  const Case *one = data;
  g_autoptr (AhadiSecret) passphrase = place_passphrase ();
  g_autofree char *path = g_build_filename (fixture->place.folder, one->file, NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  one->replace (fixture, path);
  before = place_describe_files (&fixture->place);
  fixture->place.vault =
      ahadi_vault_open (fixture->place.folder, AHADI_SLOT_PASSPHRASE, passphrase, &error);
  assert_verdict (one->verdict, fixture->place.vault, error);
  if (one->verdict != FINE)
    {
      after = place_describe_files (&fixture->place);
      g_assert_cmpstr (before, ==, after);
      tree_remove (fixture->place.folder);
      tree_copy (originals.place.folder, fixture->place.folder);
      place_reopen (&fixture->place);
    }

  g_assert_cmpuint (place_count_found (&fixture->place, "njeri"), ==, 30);
  place_assert_sound (&fixture->place);
}

int
main (int argc, char *argv[])
{
  int failures;

  place_init_tests (&argc, &argv);
  make_original (&originals.place);
  make_original (&originals.other);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path =
          g_strconcat ("/store/vault-wrong-files/", cases[i].name, NULL);

      g_test_add (path, Fixture, &cases[i], set_up, test_case, tear_down);
    }

  failures = g_test_run ();
  place_close (&originals.place);
  place_close (&originals.other);
  return failures;
}
