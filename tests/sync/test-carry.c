/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ahadi-carry.h"

#include <glib/gstdio.h>
#include <string.h>

#include "world.h"

#define CARRIER "00000000000000000000000000000001"

#define SIZE 10

/* As if it had come in: SIZE bytes, named by their hash, whose first half is @id.
 * Returns: (transfer full): the path */
static char *
put (AhadiVault *vault, guint number, guint8 id[AHADI_CARRY_ID_SIZE])
{
  g_autofree char *bytes = g_strdup_printf ("sealed%04u", number);
  g_autofree char *name = NULL;
  char digits[2 * AHADI_CARRY_ID_SIZE + 1];
  guint8 digest[AHADI_HASH_SIZE];
  g_autoptr (GError) error = NULL;
  AhadiSetAside entry = { .reason = (char *) AHADI_CARRY_WAITS, .time = 1 };
  char *path;

  ahadi_hash_bytes (bytes, SIZE, digest);
  memcpy (id, digest, AHADI_CARRY_ID_SIZE);
  ahadi_hex_encode (id, AHADI_CARRY_ID_SIZE, digits);
  entry.name = name = g_strconcat (digits, ".ahadi", NULL);
  path = g_build_filename (ahadi_vault_get_set_aside_folder (vault), name, NULL);
  assert_ok (g_file_set_contents (path, bytes, SIZE, &error));
  assert_ok (ahadi_set_aside_add (vault, &entry, &error));
  return path;
}

static void
test_no_more_is_kept_than_may_be (void)
{
  g_auto (World) world = { 0 };
  g_autoptr (GError) error = NULL;
  guint8 id[AHADI_CARRY_ID_SIZE];
  gboolean room;
  guint64 bytes;
  guint files;

  world_open (&world);
  for (guint i = 0; i < AHADI_CARRY_MAX_FILES; i++)
    {
      assert_ok (ahadi_carry_has_room (world.office, 1, &room, &error));
      g_assert_true (room);
      g_free (put (world.office, i, id));
    }
  assert_ok (ahadi_carry_has_room (world.office, 1, &room, &error));
  g_assert_false (room);
  assert_ok (ahadi_carry_count (world.office, &files, &bytes, &error));
  g_assert_cmpuint (files, ==, AHADI_CARRY_MAX_FILES);
  g_assert_cmpuint (bytes, ==, AHADI_CARRY_MAX_FILES * SIZE);
}

static void
test_a_large_one_has_no_room (void)
{
  g_auto (World) world = { 0 };
  g_autoptr (GError) error = NULL;
  gboolean room;

  world_open (&world);
  assert_ok (ahadi_carry_has_room (world.office, AHADI_CARRY_MAX_BYTES, &room, &error));
  g_assert_true (room);
  assert_ok (
      ahadi_carry_has_room (world.office, AHADI_CARRY_MAX_BYTES + 1, &room, &error));
  g_assert_false (room);
}

static void
test_what_is_written_is_what_came (void)
{
  g_auto (World) world = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GBytes) bytes = NULL;
  char digits[2 * AHADI_CARRY_ID_SIZE + 1];
  guint8 id[AHADI_CARRY_ID_SIZE];
  guint files;
  guint spoilt;

  world_open (&world);
  kept = put (world.office, 7, id);
  assert_ok (ahadi_carry_write (world.office, world.stick, &files, &spoilt, &error));
  g_assert_cmpuint (files, ==, 1);
  g_assert_cmpuint (spoilt, ==, 0);
  g_assert_cmpuint (world_count_files (world.stick), ==, 1);
  ahadi_hex_encode (id, AHADI_CARRY_ID_SIZE, digits);
  name = g_strdup_printf ("%.16s.ahadi", digits);
  path = g_build_filename (world.stick, name, NULL);
  bytes = world_read_file (path);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "sealed0007",
                   SIZE);
  g_assert_cmpuint (world_count_set_aside (world.office, AHADI_CARRY_WAITS), ==, 1);
}

/* One lost, one damaged, one cut short: the fourth still goes. */
static void
test_what_is_damaged_is_not_written_and_can_be_dropped (void)
{
  g_auto (World) world = { 0 };
  g_autoptr (GError) error = NULL;
  char *kept[4];
  guint8 id[AHADI_CARRY_ID_SIZE];
  guint files;
  guint spoilt;

  world_open (&world);
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    kept[i] = put (world.office, i, id);
  g_assert_cmpint (g_unlink (kept[0]), ==, 0);
  g_assert_true (g_file_set_contents (kept[1], "Sealed0001", SIZE, NULL));
  g_assert_true (g_file_set_contents (kept[2], "sealed", -1, NULL));
  assert_ok (ahadi_carry_write (world.office, world.stick, &files, &spoilt, &error));
  g_assert_cmpuint (files, ==, 1);
  g_assert_cmpuint (spoilt, ==, 3);
  g_assert_cmpuint (world_count_files (world.stick), ==, 1);

  assert_ok (ahadi_carry_drop_spoilt (world.office, FALSE, &spoilt, &error));
  g_assert_cmpuint (spoilt, ==, 3);
  g_assert_cmpuint (world_count_set_aside (world.office, NULL), ==, 4);
  assert_ok (ahadi_carry_drop_spoilt (world.office, TRUE, &spoilt, &error));
  g_assert_cmpuint (spoilt, ==, 3);
  g_assert_cmpuint (world_count_set_aside (world.office, NULL), ==, 1);
  g_assert_cmpuint (world_count_files (ahadi_vault_get_set_aside_folder (world.office)),
                    ==, 1);

  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    g_free (kept[i]);
}

static void
test_what_was_brought_is_noted_once_and_bounded (void)
{
  g_auto (World) world = { 0 };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) few = NULL;
  g_auto (GStrv) many = NULL;

  world_open (&world);
  assert_ok (ahadi_carry_note (world.office, CARRIER, "b", &error));
  assert_ok (ahadi_carry_note (world.office, CARRIER, "a", &error));
  assert_ok (ahadi_carry_note (world.office, CARRIER, "b", &error));
  few = ahadi_carry_list_noted (world.office, CARRIER, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (few), ==, 2);
  g_assert_cmpstr (few[0], ==, "a");

  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *id = g_strdup_printf ("%04u", i);

      assert_ok (ahadi_carry_note (world.office, CARRIER, id, &error));
    }
  many = ahadi_carry_list_noted (world.office, CARRIER, &error);
  g_assert_cmpuint (g_strv_length (many), ==, 256);
  g_assert_cmpstr (many[255], ==, "0299");
}

static void
test_what_the_office_has_is_forgotten (void)
{
  g_auto (World) world = { 0 };
  g_autoptr (GError) error = NULL;
  guint8 id[AHADI_CARRY_ID_SIZE];

  world_open (&world);
  g_free (put (world.office, 8, id));
  g_free (put (world.office, 7, id));
  assert_ok (ahadi_carry_forget (world.office, id, &error));
  g_assert_cmpuint (world_count_set_aside (world.office, AHADI_CARRY_WAITS), ==, 1);
  g_assert_cmpuint (world_count_files (ahadi_vault_get_set_aside_folder (world.office)),
                    ==, 1);
}

int
main (int argc, char *argv[])
{
  world_init_tests (&argc, &argv);
  g_test_add_func ("/sync/carry/no-more-is-kept-than-may-be",
                   test_no_more_is_kept_than_may_be);
  g_test_add_func ("/sync/carry/a-large-one-has-no-room", test_a_large_one_has_no_room);
  g_test_add_func ("/sync/carry/what-is-written-is-what-came",
                   test_what_is_written_is_what_came);
  g_test_add_func ("/sync/carry/what-is-damaged-is-not-written-and-can-be-dropped",
                   test_what_is_damaged_is_not_written_and_can_be_dropped);
  g_test_add_func ("/sync/carry/what-was-brought-is-noted-once-and-bounded",
                   test_what_was_brought_is_noted_once_and_bounded);
  g_test_add_func ("/sync/carry/what-the-office-has-is-forgotten",
                   test_what_the_office_has_is_forgotten);
  return g_test_run ();
}
