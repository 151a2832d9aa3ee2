/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ahadi-carry.h"

#include <string.h>

#include "world.h"

#define CARRIER "00000000000000000000000000000001"

/* As if it had come in: @name of 32 digits, some bytes. */
static void
put (AhadiVault *vault, guint number)
{
  g_autofree char *name = g_strdup_printf ("%032x.ahadi", number);
  g_autofree char *path =
      g_build_filename (ahadi_vault_get_set_aside_folder (vault), name, NULL);
  g_autoptr (GError) error = NULL;
  AhadiSetAside entry = { .name = name, .reason = (char *) AHADI_CARRY_WAITS, .time = 1 };

  assert_ok (g_file_set_contents (path, "sealed", -1, &error));
  assert_ok (ahadi_set_aside_add (vault, &entry, &error));
}

static void
test_no_more_is_kept_than_may_be (void)
{
  g_auto (World) world = { 0 };
  g_autoptr (GError) error = NULL;
  gboolean room;
  guint64 bytes;
  guint files;

  world_open (&world);
  for (guint i = 0; i < AHADI_CARRY_MAX_FILES; i++)
    {
      assert_ok (ahadi_carry_has_room (world.office, 1, &room, &error));
      g_assert_true (room);
      put (world.office, i);
    }
  assert_ok (ahadi_carry_has_room (world.office, 1, &room, &error));
  g_assert_false (room);
  assert_ok (ahadi_carry_count (world.office, &files, &bytes, &error));
  g_assert_cmpuint (files, ==, AHADI_CARRY_MAX_FILES);
  g_assert_cmpuint (bytes, ==, AHADI_CARRY_MAX_FILES * strlen ("sealed"));
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
  g_autofree char *path = NULL;
  g_autoptr (GBytes) bytes = NULL;
  guint files;

  world_open (&world);
  put (world.office, 7);
  assert_ok (ahadi_carry_write (world.office, world.stick, &files, &error));
  g_assert_cmpuint (files, ==, 1);
  g_assert_cmpuint (world_count_files (world.stick), ==, 1);
  path = g_build_filename (world.stick, "0000000000000000.ahadi", NULL);
  bytes = world_read_file (path);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "sealed", 6);
  g_assert_cmpuint (world_count_set_aside (world.office, AHADI_CARRY_WAITS), ==, 1);
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
  static const guint8 id[AHADI_CARRY_ID_SIZE] = { [15] = 7 };
  g_auto (World) world = { 0 };
  g_autoptr (GError) error = NULL;

  world_open (&world);
  put (world.office, 7);
  put (world.office, 8);
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
  g_test_add_func ("/sync/carry/what-was-brought-is-noted-once-and-bounded",
                   test_what_was_brought_is_noted_once_and_bounded);
  g_test_add_func ("/sync/carry/what-the-office-has-is-forgotten",
                   test_what_the_office_has_is_forgotten);
  return g_test_run ();
}
