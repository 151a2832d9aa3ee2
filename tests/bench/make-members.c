/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Makes an office's vault with many members, and `members.jsonl` with the same ones for
 * the peer. */
#include <stdio.h>

#include "parties.h"
#include "people.h"

#define BATCH 20000

typedef struct
{
  AhadiVault *vault;
  GRand *rand;
  FILE *lines;
} Maker;

static gboolean
add_members (Maker *self, int from, int to, GError **error)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  for (int i = from; i < to; i++)
    {
      g_autoptr (AhadiRecord) member = bench_people_make_member (self->rand);

      if (!ahadi_vault_save (self->vault, "membership", member, NULL, error))
        return FALSE;
      bench_people_append_line (lines, member, (guint64) i);
    }
  g_assert_cmpuint (fwrite (lines->str, 1, lines->len, self->lines), ==, lines->len);
  return TRUE;
}

static gboolean
add_batch (Maker *self, int from, int to, GError **error)
{
  if (!ahadi_vault_begin (self->vault, error))
    return FALSE;
  if (!add_members (self, from, to, error))
    {
      ahadi_vault_rollback (self->vault);
      return FALSE;
    }
  return ahadi_vault_commit (self->vault, error);
}

static gboolean
make (const char *folder, int members, int seed, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "office.ahadivault", NULL);
  g_autofree char *lines = g_build_filename (folder, "members.jsonl", NULL);
  g_autoptr (AhadiVault) vault = bench_party_found (path, error);
  Maker maker = { .vault = vault };
  gboolean ok = TRUE;

  if (vault == NULL || !bench_party_write_passphrase (folder, error))
    return FALSE;

  maker.lines = fopen (lines, "w");
  g_assert_nonnull (maker.lines);
  maker.rand = g_rand_new_with_seed ((guint32) seed);
  for (int i = 0; ok && i < members; i += BATCH)
    ok = add_batch (&maker, i, MIN (i + BATCH, members), error);
  g_rand_free (maker.rand);
  fclose (maker.lines);

  if (ok)
    bench_party_print (json_pack ("{ss}", "office", path));
  return ok;
}

int
main (int argc, char *argv[])
{
  g_autofree char *folder = NULL;
  int members = 100000;
  int seed = 1;
  const GOptionEntry entries[] = {
    { "to", 0, 0, G_OPTION_ARG_FILENAME, &folder, "an empty folder", "DIR" },
    { "members", 0, 0, G_OPTION_ARG_INT, &members, "how many", "N" },
    { "seed", 0, 0, G_OPTION_ARG_INT, &seed, "of the data", "N" },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) ||
      !ahadi_crypto_init (&error))
    return bench_party_exit (error);
  g_assert_nonnull (folder);

  if (make (folder, members, seed, &error))
    return 0;
  return bench_party_exit (error);
}
