/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <unistd.h>

#include "fault.h"
#include "world.h"

/*
 * The two properties of DESIGN 7 that need files: an import that is killed and run again
 * comes to the same digest, and a flipped bit applies nothing. Two laptops write and
 * export at random; one office takes each bundle in only after a damaged copy of it was
 * refused and an import of it was killed at any of its calls to the disk, a second one
 * takes all of them in another order, a third hears of them through the first alone.
 *
 * A failure prints its seed: AHADI_SEED=<seed> runs that round again, AHADI_ROUNDS=<n> so
 * many.
 */
#define N_ROUNDS 2
#define N_LAPTOPS 2
#define N_BUNDLES 5
#define MOST_CALLS 60

typedef struct
{
  World world;
  AhadiVault *laptops[N_LAPTOPS];
  AhadiVault *second;
  AhadiVault *third;
  GPtrArray *bundles; /* paths */
  GRand *random;
} Round;

static guint
draw (Round *self, guint below)
{
  return (guint) g_rand_int_range (self->random, 0, (gint32) below);
}

/* --- Writing -------------------------------------------------------------- */

static void
write_some (Round *self, AhadiVault *laptop)
{
  AhadiId last = world_add_member (laptop, "Achieng Otieno");

  for (guint i = draw (self, 5); i > 0; i--)
    {
      g_autofree char *name = g_strdup_printf ("Wanjiku %u", draw (self, 1000));

      if (draw (self, 2) == 0)
        last = world_add_member (laptop, name);
      else
        world_rename_member (laptop, &last, name);
    }
  if (draw (self, 3) == 0)
    world_add_report (laptop, "executive-director", "Told in confidence");
}

static void
begin_round (Round *self, guint32 seed)
{
  *self = (Round){ .random = g_rand_new_with_seed (seed) };
  world_open (&self->world);
  self->second = world_add_office (&self->world, AHADI_ROLE_MEMBERSHIP);
  self->third = world_add_office (&self->world, AHADI_ROLE_MEMBERSHIP);
  self->laptops[0] = world_add_laptop (&self->world, "Kisumu");
  self->laptops[1] = world_add_laptop (&self->world, "Nakuru");
  world_give_card (&self->world, self->second);
  world_give_card (&self->world, self->third);

  self->bundles = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < N_BUNDLES; i++)
    {
      AhadiVault *laptop = self->laptops[draw (self, N_LAPTOPS)];

      write_some (self, laptop);
      g_ptr_array_add (self->bundles, world_export (&self->world, laptop));
    }
}

static void
end_round (Round *self)
{
  g_ptr_array_unref (self->bundles);
  g_rand_free (self->random);
  world_close (&self->world);
}

static void
shuffle (Round *self)
{
  for (guint i = self->bundles->len; i > 1; i--)
    {
      guint j = draw (self, i);
      gpointer kept = self->bundles->pdata[j];

      self->bundles->pdata[j] = self->bundles->pdata[i - 1];
      self->bundles->pdata[i - 1] = kept;
    }
}

/* --- A flipped bit -------------------------------------------------------- */

static void
a_flipped_bit_applies_nothing (Round *self, AhadiVault *office, const char *path)
{
  g_autofree char *before = world_snapshot (office);
  g_autoptr (GBytes) bundle = world_read_file (path);
  gsize size = g_bytes_get_size (bundle);
  guint8 *copy = g_memdup2 (g_bytes_get_data (bundle, NULL), size);
  g_autoptr (GBytes) damaged = NULL;
  g_autofree char *damaged_path = NULL;
  g_autofree char *after = NULL;
  g_autoptr (AhadiImportResult) result = NULL;

  copy[draw (self, (guint) size)] ^= (guint8) (1u << draw (self, 8));
  damaged = g_bytes_new_take (copy, size);
  damaged_path = world_write_file (&self->world, "damaged.ahadi", damaged);
  result = world_import (office, damaged_path);
  after = world_snapshot (office);
  g_assert_cmpint (result->outcome, ==, AHADI_OUTCOME_REFUSED);
  g_assert_cmpstr (after, ==, before);
}

/* --- Killed --------------------------------------------------------------- */

typedef struct
{
  Round *round;
  const char *folder;
  const char *path;
} Import;

/* In the child. */
static int
import (gpointer data)
{
  Import *self = data;
  AhadiVault *office = world_open_vault (&self->round->world, self->folder);

  fault_arm ();
  ahadi_import_result_free (world_import (office, self->path));
  return 0;
}

/* Closes the office, for the child to open it. */
static AhadiVault *
import_and_kill (Round *self, AhadiVault *office, const char *path)
{
  g_autofree char *folder = g_strdup (ahadi_vault_get_folder (office));
  Import work = { self, folder, path };
  int status;

  g_assert_true (g_ptr_array_remove (self->world.vaults, office));
  fault_run (FAULT_KILL, draw (self, MOST_CALLS), import, &work, NULL, &status);
  return world_open_vault (&self->world, folder);
}

/* --- A round -------------------------------------------------------------- */

static void
take_all (Round *self, AhadiVault *office)
{
  shuffle (self);
  for (guint i = 0; i < self->bundles->len; i++)
    ahadi_import_result_free (world_import (office, self->bundles->pdata[i]));
}

/* What the first one holds, as it hands it on. */
static void
pass_on (Round *self)
{
  g_autofree char *path = world_export (&self->world, self->world.office);

  ahadi_import_result_free (world_merge (self->third, path));
}

static void
run_round (guint32 seed)
{
  Round round;
  gboolean kills = fault_is_possible (FAULT_KILL);

  g_test_message ("AHADI_SEED=%" G_GUINT32_FORMAT, seed);
  begin_round (&round, seed);
  for (guint i = 0; i < round.bundles->len; i++)
    {
      const char *path = round.bundles->pdata[i];

      a_flipped_bit_applies_nothing (&round, round.world.office, path);
      if (kills)
        round.world.office = import_and_kill (&round, round.world.office, path);
      ahadi_import_result_free (world_import (round.world.office, path));
      world_assert_sound (round.world.office);
    }
  take_all (&round, round.second);
  pass_on (&round);

  world_assert_same_digest (round.world.office, round.second, "membership");
  world_assert_same_digest (round.world.office, round.third, "membership");
  end_round (&round);
}

static void
test_killed_or_damaged_all_offices_come_to_one_digest (void)
{
  const char *fixed = g_getenv ("AHADI_SEED");
  const char *wanted = g_getenv ("AHADI_ROUNDS");
  guint rounds = wanted != NULL ? (guint) g_ascii_strtoull (wanted, NULL, 10) : N_ROUNDS;

  if (fixed != NULL)
    run_round ((guint32) g_ascii_strtoull (fixed, NULL, 10));
  else
    for (guint i = 0; i < rounds; i++)
      run_round (g_test_rand_int ());
}

int
main (int argc, char *argv[])
{
  if (access ("/dev/shm", W_OK) == 0)
    g_setenv ("TMPDIR", "/dev/shm", FALSE);
  world_init_tests (&argc, &argv);
  g_test_add_func ("/sim/bundles/killed-or-damaged-all-offices-come-to-one-digest",
                   test_killed_or_damaged_all_offices_come_to_one_digest);
  return g_test_run ();
}
