/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Makes the next bundles of an organisation that grows: laptops, one after the other,
 * each with --members new members, enrolled at the office in --to (founded by the first
 * call). Of each laptop's members some stand in `samples.jsonl` afterwards.
 */
#include <stdio.h>

#include "parties.h"
#include "people.h"

#define SAMPLES 20 /* of each laptop */

typedef struct
{
  char *folder;
  int first; /* number of the first laptop */
  int laptops;
  int members;
  int seed;
} Options;

static AhadiVault *
open_office (const Options *options, GError **error)
{
  g_autofree char *path = g_build_filename (options->folder, "office.ahadivault", NULL);
  g_autoptr (AhadiSecret) passphrase = bench_party_passphrase ();

  if (options->first > 0)
    return ahadi_vault_open (path, AHADI_SLOT_PASSPHRASE, passphrase, error);
  if (!bench_party_write_passphrase (options->folder, error))
    return NULL;

  return bench_party_found (path, error);
}

static gboolean
save_members (
    AhadiVault *vault, const Options *options, int number, GString *lines, GError **error)
{
  GRand *rand = g_rand_new_with_seed ((guint32) (options->seed * 1000 + number));
  gboolean ok = TRUE;

  for (int i = 0; ok && i < options->members; i++)
    {
      g_autoptr (AhadiRecord) member = bench_people_make_member (rand);

      ok = ahadi_vault_save (vault, "membership", member, NULL, error);
      if (ok && i < SAMPLES)
        bench_people_append_line (lines, member, (guint64) i);
    }
  g_rand_free (rand);
  return ok;
}

static gboolean
fill (AhadiVault *vault, const Options *options, int number, GError **error)
{
  g_autofree char *path = g_build_filename (options->folder, "samples.jsonl", NULL);
  g_autoptr (GString) lines = g_string_new (NULL);
  FILE *file;

  if (!ahadi_vault_begin (vault, error))
    return FALSE;
  if (!save_members (vault, options, number, lines, error))
    {
      ahadi_vault_rollback (vault);
      return FALSE;
    }
  if (!ahadi_vault_commit (vault, error))
    return FALSE;

  file = fopen (path, "a");
  g_assert_nonnull (file);
  fputs (lines->str, file);
  fclose (file);
  return TRUE;
}

/* Prints where its bundle lies. */
static gboolean
run_laptop (AhadiVault *office, const Options *options, int number, GError **error)
{
  g_autofree char *name = g_strdup_printf ("laptop-%04d", number);
  g_autofree char *folder = g_strdup_printf ("%s/%s.ahadivault", options->folder, name);
  g_autofree char *to = g_build_filename (options->folder, "bundles", NULL);
  g_autoptr (AhadiVault) vault =
      bench_party_join (folder, office, AHADI_ROLE_COORDINATOR, name, error);
  g_auto (AhadiExportResult) result = { NULL };

  if (vault == NULL || !fill (vault, options, number, error) ||
      !ahadi_export (vault, to, FALSE, NULL, &result, error))
    return FALSE;

  puts (result.path);
  return TRUE;
}

static gboolean
make (const Options *options, GError **error)
{
  g_autoptr (AhadiVault) office = open_office (options, error);

  if (office == NULL)
    return FALSE;
  for (int i = 0; i < options->laptops; i++)
    if (!run_laptop (office, options, options->first + i, error))
      return FALSE;
  return TRUE;
}

int
main (int argc, char *argv[])
{
  Options options = { NULL, 0, 1, 1000, 1 };
  const GOptionEntry entries[] = {
    { "to", 0, 0, G_OPTION_ARG_FILENAME, &options.folder, "where it grows", "DIR" },
    { "first", 0, 0, G_OPTION_ARG_INT, &options.first, "laptops that are there", "N" },
    { "laptops", 0, 0, G_OPTION_ARG_INT, &options.laptops, "how many more", "N" },
    { "members", 0, 0, G_OPTION_ARG_INT, &options.members, "of each", "N" },
    { "seed", 0, 0, G_OPTION_ARG_INT, &options.seed, "of the data", "N" },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  if (g_option_context_parse (context, &argc, &argv, &error) &&
      ahadi_crypto_init (&error))
    {
      g_assert_nonnull (options.folder);
      if (make (&options, &error))
        g_clear_error (&error);
    }

  g_free (options.folder);
  return bench_party_exit (error);
}
