/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Makes what `bench-merge.py` delivers: an office, laptops enrolled there, and one sealed
 * bundle of each; for some laptops a second one that sends everything again. Beside each
 * bundle the same records as lines of JSON, for the peer. What an office of another
 * audience alone can open (reports) is in the bundles and not in the lines.
 */
#include <string.h>

#include "parties.h"
#include "people.h"

typedef struct
{
  char *folder;
  int laptops;
  int operations;
  int again;
  int seed;
} Options;

typedef struct
{
  const Options *options;
  GRand *rand;
  AhadiVault *office;
  GArray *elsewhere; /* AhadiId: members of the laptops before this one */
  guint64 order;
  guint64 sealed; /* operations that the membership office can't open */
  json_t *bundles;
} Maker;

/* One laptop while it is at work. */
typedef struct
{
  Maker *maker;
  AhadiVault *vault;
  GPtrArray *members;
  GString *lines;
  guint64 open; /* operations for the membership office */
} Laptop;

static gboolean
save (Laptop *self, AhadiRecord *record, GError **error)
{
  gboolean changed = FALSE;

  if (!ahadi_vault_save (self->vault, "membership", record, &changed, error))
    return FALSE;
  g_assert_true (changed);
  self->open++;
  return TRUE;
}

static gboolean
add_member (Laptop *self, GError **error)
{
  g_autoptr (AhadiRecord) member = bench_people_make_member (self->maker->rand);

  if (!save (self, member, error))
    return FALSE;
  bench_people_append_line (self->lines, member, self->maker->order++);
  g_ptr_array_add (self->members, g_steal_pointer (&member));
  return TRUE;
}

static AhadiRecord *
pick_member (Laptop *self)
{
  gint32 n = (gint32) self->members->len;

  return self->members->pdata[g_rand_int_range (self->maker->rand, 0, n)];
}

static gboolean
add_pledge (Laptop *self, GError **error)
{
  const AhadiId *member = ahadi_record_get_id (pick_member (self));
  g_autoptr (AhadiRecord) pledge = bench_people_make_pledge (self->maker->rand, member);

  if (!save (self, pledge, error))
    return FALSE;
  bench_people_append_line (self->lines, pledge, self->maker->order++);
  return TRUE;
}

/* The line has the fields that changed only, as the operation does. */
static void
append_change (Laptop *self, const AhadiRecord *before, const AhadiRecord *after)
{
  g_autoptr (AhadiRecord) change =
      ahadi_record_new (AHADI_KIND_MEMBER, ahadi_record_get_id (after));

  for (guint i = 0; i < AHADI_MEMBER_N_FIELDS; i++)
    {
      const char *value = ahadi_record_get (after, i);

      if (g_strcmp0 (value, ahadi_record_get (before, i)) != 0)
        ahadi_record_set (change, i, value);
    }
  bench_people_append_line (self->lines, change, self->maker->order++);
}

static gboolean
change_own (Laptop *self, GError **error)
{
  AhadiRecord *member = pick_member (self);
  g_autoptr (AhadiRecord) before = ahadi_record_copy (member);

  bench_people_change_member (self->maker->rand, member);
  if (!save (self, member, error))
    return FALSE;
  append_change (self, before, member);
  return TRUE;
}

/* Somebody known here by a card or a list only: no value of the record is here but the
 * new ones. */
static gboolean
change_elsewhere (Laptop *self, GError **error)
{
  GArray *ids = self->maker->elsewhere;
  gint32 at = g_rand_int_range (self->maker->rand, 0, (gint32) ids->len);
  const AhadiId *id = &g_array_index (ids, AhadiId, at);
  g_autoptr (AhadiRecord) before = ahadi_record_new (AHADI_KIND_MEMBER, id);
  g_autoptr (AhadiRecord) member = ahadi_record_new (AHADI_KIND_MEMBER, id);

  bench_people_change_member (self->maker->rand, member);
  if (!save (self, member, error))
    return FALSE;
  append_change (self, before, member);
  return TRUE;
}

static gboolean
add_report (Laptop *self, GError **error)
{
  g_autoptr (AhadiRecord) report = bench_people_make_report (self->maker->rand);
  const char *route = ahadi_record_get (report, AHADI_REPORT_ROUTE);

  self->maker->sealed++;
  return ahadi_vault_save (self->vault, ahadi_report_route_to_audience (route), report,
                           NULL, error);
}

/* Of 21 operations 10 are members, 6 pledges, 5 changes (half of them of other laptops'
 * members); one in 210 is a report. */
static gboolean
work (Laptop *self, guint count, GError **error)
{
  Maker *maker = self->maker;

  for (guint i = 0; i < count; i++)
    {
      gint32 draw = g_rand_int_range (maker->rand, 0, 210);
      gboolean ok;

      if (i == 0 || draw < 100)
        ok = add_member (self, error);
      else if (draw < 159)
        ok = add_pledge (self, error);
      else if (draw == 159)
        ok = add_report (self, error);
      else if (draw < 185 && maker->elsewhere->len > 0)
        ok = change_elsewhere (self, error);
      else
        ok = change_own (self, error);
      if (!ok)
        return FALSE;
    }
  return TRUE;
}

static gboolean
work_in_one_transaction (Laptop *self, guint count, GError **error)
{
  if (!ahadi_vault_begin (self->vault, error))
    return FALSE;
  if (!work (self, count, error))
    {
      ahadi_vault_rollback (self->vault);
      return FALSE;
    }
  return ahadi_vault_commit (self->vault, error);
}

static char *
export_bundle (Laptop *self, const char *folder, gboolean everything, GError **error)
{
  g_auto (AhadiExportResult) result = { NULL };
  g_autofree char *to = g_build_filename (self->maker->options->folder, folder, NULL);

  if (!ahadi_export (self->vault, to, everything, NULL, &result, error))
    return NULL;
  g_assert_cmpuint (result.held_back, ==, 0);
  return g_strdup (result.path);
}

static gboolean
hand_over (Laptop *self, int number, GError **error)
{
  const Options *options = self->maker->options;
  g_autofree char *name = g_strdup_printf ("lines-%03d.jsonl", number);
  g_autofree char *lines = g_build_filename (options->folder, name, NULL);
  g_autofree char *bundle = export_bundle (self, "bundles", FALSE, error);
  g_autofree char *again = NULL;
  json_t *entry;

  if (bundle == NULL ||
      !g_file_set_contents (lines, self->lines->str, (gssize) self->lines->len, error))
    return FALSE;
  if (number < options->again)
    {
      again = export_bundle (self, "again", TRUE, error);
      if (again == NULL)
        return FALSE;
    }

  entry = json_pack ("{ss ss sI}", "bundle", bundle, "lines", lines, "operations",
                     (json_int_t) self->open);
  ahadi_json_set_text (entry, "again", again == NULL ? "" : again);
  json_array_append_new (self->maker->bundles, entry);
  return TRUE;
}

static AhadiVault *
join (Maker *self, AhadiRole role, const char *name, GError **error)
{
  g_autofree char *folder =
      g_strdup_printf ("%s/%s.ahadivault", self->options->folder, name);

  return bench_party_join (folder, self->office, role, name, error);
}

static gboolean
run_laptop (Maker *self, int number, GError **error)
{
  const Options *options = self->options;
  g_autofree char *name = g_strdup_printf ("branch-%03d", number);
  g_autoptr (AhadiVault) vault = join (self, AHADI_ROLE_COORDINATOR, name, error);
  g_autoptr (GPtrArray) members =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_record_unref);
  g_autoptr (GString) lines = g_string_new (NULL);
  Laptop laptop = { self, vault, members, lines, 0 };
  int count = options->operations / options->laptops;

  if (number < options->operations % options->laptops)
    count++;
  if (vault == NULL || !work_in_one_transaction (&laptop, (guint) count, error) ||
      !hand_over (&laptop, number, error))
    return FALSE;

  for (guint i = 0; i < members->len; i++)
    g_array_append_vals (self->elsewhere, ahadi_record_get_id (members->pdata[i]), 1);
  return TRUE;
}

/* The offices of the other audiences, so that what is for them is really sealed and sent.
 */
static gboolean
open_offices (Maker *self, GError **error)
{
  g_autoptr (AhadiVault) director =
      join (self, AHADI_ROLE_EXECUTIVE_DIRECTOR, "director", error);
  g_autoptr (AhadiVault) committee = NULL;

  if (director == NULL)
    return FALSE;
  committee = join (self, AHADI_ROLE_BOARD_COMMITTEE, "committee", error);
  return committee != NULL;
}

static gboolean
make (Maker *self, GError **error)
{
  const char *folder = self->options->folder;
  g_autofree char *office = g_build_filename (folder, "office.ahadivault", NULL);

  self->office = bench_party_found (office, error);
  if (self->office == NULL || !open_offices (self, error))
    return FALSE;
  for (int i = 0; i < self->options->laptops; i++)
    if (!run_laptop (self, i, error))
      return FALSE;

  bench_party_print (json_pack ("{ss sI sO}", "office", office, "sealed",
                                (json_int_t) self->sealed, "bundles", self->bundles));
  return bench_party_write_passphrase (folder, error);
}

int
main (int argc, char *argv[])
{
  Options options = { NULL, 10, 21000, 2, 1 };
  const GOptionEntry entries[] = {
    { "to", 0, 0, G_OPTION_ARG_FILENAME, &options.folder, "an empty folder", "DIR" },
    { "laptops", 0, 0, G_OPTION_ARG_INT, &options.laptops, "how many", "N" },
    { "operations", 0, 0, G_OPTION_ARG_INT, &options.operations, "of all together", "N" },
    { "again", 0, 0, G_OPTION_ARG_INT, &options.again, "who send all again", "N" },
    { "seed", 0, 0, G_OPTION_ARG_INT, &options.seed, "of the data", "N" },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  Maker maker = { .options = &options };

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) ||
      !ahadi_crypto_init (&error))
    return bench_party_exit (error);
  g_assert_nonnull (options.folder);
  g_assert_cmpint (options.laptops, >, 0);
  g_assert_cmpint (options.operations, >=, options.laptops);

  maker.rand = g_rand_new_with_seed ((guint32) options.seed);
  maker.elsewhere = g_array_new (FALSE, FALSE, sizeof (AhadiId));
  maker.bundles = json_array ();
  if (make (&maker, &error))
    g_clear_error (&error);

  g_clear_pointer (&maker.office, ahadi_vault_close);
  json_decref (maker.bundles);
  g_array_unref (maker.elsewhere);
  g_rand_free (maker.rand);
  g_free (options.folder);
  return bench_party_exit (error);
}
