/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Who is there twice in a vault, for bench-duplicates.py: an office's vault in --to gets
 * --known made-up Kenyans, all compared with each other, and then --new ones, a tenth of
 * all rows being somebody who is there. Prints {"first_seconds":…,"seconds":…,
 * "mib":…,"true":…,"found":…,"right":…}: of comparing the first ones, and of the new
 * ones; by how much resident memory rose; and how many pairs are true, were found, and
 * both.
 */
#include <stdio.h>

#include "parties.h"
#include "support/kenyans.h"

#define BATCH 10000

static char *folder;
static int n_known = 100000;
static int n_new = 10000;
static int seed = 1;

static const GOptionEntry entries[] = {
  { "to", 0, 0, G_OPTION_ARG_FILENAME, &folder, "an empty folder", "DIR" },
  { "known", 0, 0, G_OPTION_ARG_INT, &n_known, "members that are there", "N" },
  { "new", 0, 0, G_OPTION_ARG_INT, &n_new, "members who come", "N" },
  { "seed", 0, 0, G_OPTION_ARG_INT, &seed, "of the data", "N" },
  { NULL },
};

typedef struct
{
  AhadiVault *vault;
  const GPtrArray *rows;
  GHashTable *persons; /* AhadiId of a member to the number of the person, plus 1 */
} Bench;

/* As an import would write it: 1987 for "c. 1987". */
static void
set_birth (AhadiRecord *member, const char *text)
{
  AhadiLinkBirth birth;
  char date[32];

  if (!ahadi_link_birth_parse (text, &birth))
    return;
  g_snprintf (date, sizeof date, "%04u-%02u-%02u", birth.year, birth.month, birth.day);
  if (birth.day == 0 || !ahadi_record_enter (member, AHADI_MEMBER_BIRTH, date, NULL))
    {
      date[4] = '\0';
      ahadi_record_set (member, AHADI_MEMBER_BIRTH, date);
    }
}

static gboolean
add_member (Bench *self, const Kenyan *row, GError **error)
{
  g_autoptr (AhadiRecord) member = ahadi_record_new (AHADI_KIND_MEMBER, NULL);
  g_autofree char *phone = ahadi_phone_normalise (row->phone);
  const AhadiId *id = ahadi_record_get_id (member);

  ahadi_record_set (member, AHADI_MEMBER_NAME, row->name);
  ahadi_record_set (member, AHADI_MEMBER_PHONE, phone);
  ahadi_record_set (member, AHADI_MEMBER_PLACE, *row->place == '\0' ? NULL : row->place);
  ahadi_record_set (member, AHADI_MEMBER_COUNTY,
                    *row->county == '\0' ? NULL : row->county);
  set_birth (member, row->birth);
  if (!ahadi_vault_save (self->vault, "membership", member, NULL, error))
    return FALSE;

  g_hash_table_insert (self->persons, g_memdup2 (id, sizeof *id),
                       GUINT_TO_POINTER (row->person + 1));
  return TRUE;
}

static gboolean
add_members (Bench *self, guint from, guint to, GError **error)
{
  for (guint first = from; first < to; first += BATCH)
    {
      gboolean ok = ahadi_vault_begin (self->vault, error);

      for (guint i = first; ok && i < MIN (first + BATCH, to); i++)
        ok = add_member (self, self->rows->pdata[i], error);
      if (!ok || !ahadi_vault_commit (self->vault, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
time_catch_up (Bench *self, double *seconds, GError **error)
{
  gint64 start = g_get_monotonic_time ();
  gboolean ok = ahadi_twins_catch_up (self->vault, NULL, NULL, error);

  *seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  return ok;
}

static guint64
count_true (const Bench *self)
{
  g_autoptr (GHashTable) rows = g_hash_table_new (NULL, NULL);
  guint64 pairs = 0;

  for (guint i = 0; i < self->rows->len; i++)
    {
      gpointer person =
          GUINT_TO_POINTER (((const Kenyan *) self->rows->pdata[i])->person + 1);
      guint before = GPOINTER_TO_UINT (g_hash_table_lookup (rows, person));

      pairs += before;
      g_hash_table_insert (rows, person, GUINT_TO_POINTER (before + 1));
    }
  return pairs;
}

static guint64
count_right (const Bench *self, const GArray *pairs)
{
  guint64 right = 0;

  for (guint i = 0; i < pairs->len; i++)
    {
      const AhadiTwinPair *pair = &g_array_index (pairs, AhadiTwinPair, i);

      right += g_hash_table_lookup (self->persons, &pair->a) ==
               g_hash_table_lookup (self->persons, &pair->b);
    }
  return right;
}

/* Highest resident memory, as the kernel counts it. */
static guint64
get_peak_mib (void)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    return 0;
  line = g_strstr_len (status, -1, "VmHWM:");
  return line == NULL ? 0 : g_ascii_strtoull (line + 6, NULL, 10) / 1024;
}

/* The made-up people themselves are not what is measured. */
static void
reset_peak (void)
{
  FILE *file = fopen ("/proc/self/clear_refs", "w");

  if (file != NULL)
    {
      fputs ("5", file);
      fclose (file);
    }
}

static gboolean
run (Bench *self, GError **error)
{
  guint known = MIN ((guint) n_known, self->rows->len);
  double first_seconds, seconds;
  g_autoptr (GArray) pairs = NULL;
  guint64 before;

  if (!add_members (self, 0, known, error))
    return FALSE;
  reset_peak ();
  before = get_peak_mib ();
  if (!time_catch_up (self, &first_seconds, error) ||
      !add_members (self, known, self->rows->len, error) ||
      !time_catch_up (self, &seconds, error))
    return FALSE;

  pairs = ahadi_twins_list (self->vault, AHADI_LINK_SURELY, error);
  if (pairs == NULL)
    return FALSE;
  bench_party_print (json_pack (
      "{sf sf sI sI sI sI}", "first_seconds", first_seconds, "seconds", seconds, "mib",
      (json_int_t) (get_peak_mib () - before), "true", (json_int_t) count_true (self),
      "found", (json_int_t) pairs->len, "right", (json_int_t) count_right (self, pairs)));
  return TRUE;
}

int
main (int argc, char *argv[])
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GHashTable) persons =
      g_hash_table_new_full (ahadi_id_hash, ahadi_id_hash_equal, g_free, NULL);
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (AhadiVault) vault = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  Bench bench = { .persons = persons };

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || folder == NULL ||
      !ahadi_crypto_init (&error))
    return bench_party_exit (error);

  bench.rows = rows = kenyans_make ((guint32) seed, (guint) (n_known + n_new), 0.1);
  path = g_build_filename (folder, "office.ahadivault", NULL);
  bench.vault = vault = bench_party_found (path, &error);
  if (vault != NULL && run (&bench, &error))
    return 0;
  return bench_party_exit (error);
}
