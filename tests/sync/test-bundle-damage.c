/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A real bundle with one bit flipped, or cut short: at each byte of the age header,
 * around the ends of the chunks and at random places in them (a chunk's bytes are all
 * alike to its tag). With AHADI_THOROUGH=1 at every byte there is, which takes hours;
 * with AHADI_THOROUGH=50 at every fiftieth.
 */
#include <string.h>

#include "world.h"

#define CHUNK (64 * 1024 + 16)
#define N_RANDOM 200

typedef struct
{
  World world;
  GBytes *bundle;
  char *before;   /* the office's vault */
  GArray *places; /* gsize, below the bundle's size */
} Fixture;

static gsize
find_payload (GBytes *bundle)
{
  gsize size;
  const char *bytes = g_bytes_get_data (bundle, &size);
  const char *mac = g_strstr_len (bytes, (gssize) size, "\n---");

  g_assert_nonnull (mac);
  return (gsize) (strchr (mac + 1, '\n') + 1 - bytes) + 16;
}

static void
add_around (Fixture *fixture, gsize place, gsize size)
{
  for (gsize at = place < 2 ? 0 : place - 2; at < MIN (place + 2, size); at++)
    g_array_append_val (fixture->places, at);
}

static void
choose_places (Fixture *fixture)
{
  gsize size = g_bytes_get_size (fixture->bundle);
  gsize payload = find_payload (fixture->bundle);
  const char *asked = g_getenv ("AHADI_THOROUGH");
  gboolean every = asked != NULL;
  gsize step = every ? MAX ((gsize) g_ascii_strtoull (asked, NULL, 10), 1) : 1;

  for (gsize at = 0; at < (every ? size : payload); at += step)
    g_array_append_val (fixture->places, at);
  for (gsize at = payload + CHUNK; !every && at < size; at += CHUNK)
    add_around (fixture, at, size);
  for (guint i = 0; !every && i < N_RANDOM; i++)
    {
      gsize at = (gsize) g_test_rand_int_range ((gint32) payload, (gint32) size);

      g_array_append_val (fixture->places, at);
    }
  if (!every)
    add_around (fixture, size, size);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  AhadiVault *laptop;
  g_autofree char *path = NULL;

  world_open (&fixture->world);
  laptop = world_add_laptop (&fixture->world, "Kisumu");
  world_add_member (laptop, "Achieng Otieno");
  world_add_report (laptop, "executive-director", "Told in confidence");
  path = world_export (&fixture->world, laptop);
  fixture->bundle = world_read_file (path);
  fixture->before = world_snapshot (fixture->world.office);
  fixture->places = g_array_new (FALSE, FALSE, sizeof (gsize));
  choose_places (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_bytes_unref (fixture->bundle);
  g_array_unref (fixture->places);
  g_free (fixture->before);
  world_close (&fixture->world);
}

static void
assert_refused_as (Fixture *fixture, GBytes *damaged)
{
  g_autofree char *path = world_write_file (&fixture->world, "damaged.ahadi", damaged);
  g_autoptr (AhadiImportResult) result = world_import (fixture->world.office, path);
  g_autoptr (GBytes) after = world_read_file (path);

  g_assert_cmpint (result->outcome, ==, AHADI_OUTCOME_REFUSED);
  g_assert_error (result->reason, AHADI_SYNC_ERROR, result->reason->code);
  g_assert_true (g_bytes_equal (after, damaged));
}

/* All that was refused left nothing behind, and the bundle itself still comes in. */
static void
assert_unharmed (Fixture *fixture)
{
  g_autofree char *after = world_snapshot (fixture->world.office);
  g_autofree char *path = NULL;
  g_autoptr (AhadiImportResult) whole = NULL;

  g_assert_cmpstr (after, ==, fixture->before);
  world_assert_sound (fixture->world.office);
  path = world_write_file (&fixture->world, "whole.ahadi", fixture->bundle);
  whole = world_merge (fixture->world.office, path);
  g_assert_cmpuint (whole->counts.fresh, ==, 1);
}

static void
test_flipped_bit_is_refused (Fixture *fixture, gconstpointer unused)
{
  g_test_message ("%u places", fixture->places->len);
  for (guint i = 0; i < fixture->places->len; i++)
    {
      gsize size;
      const guint8 *bytes = g_bytes_get_data (fixture->bundle, &size);
      guint8 *copy = g_memdup2 (bytes, size);
      g_autoptr (GBytes) damaged = NULL;

      copy[g_array_index (fixture->places, gsize, i)] ^=
          (guint8) (1 << g_test_rand_int_range (0, 8));
      damaged = g_bytes_new_take (copy, size);
      assert_refused_as (fixture, damaged);
    }
  assert_unharmed (fixture);
}

static void
test_cut_is_refused (Fixture *fixture, gconstpointer unused)
{
  for (guint i = 0; i < fixture->places->len; i++)
    {
      g_autoptr (GBytes) damaged = g_bytes_new_from_bytes (
          fixture->bundle, 0, g_array_index (fixture->places, gsize, i));

      assert_refused_as (fixture, damaged);
    }
  assert_unharmed (fixture);
}

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);
  g_test_add ("/sync/bundle-damage/flipped-bit-is-refused", Fixture, NULL, set_up,
              test_flipped_bit_is_refused, tear_down);
  g_test_add ("/sync/bundle-damage/cut-is-refused", Fixture, NULL, set_up,
              test_cut_is_refused, tear_down);
  return g_test_run ();
}
