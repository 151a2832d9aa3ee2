/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Imports the files of --list, one after another, as `ahadictl import FILE…` does: open,
 * verify, log, index, merge, commit. Time and the highest resident memory are taken from
 * the end of unlock until the list and a search show all that came. The digest, taken
 * afterwards, is the same for every order.
 */
#include <sys/resource.h>

#include "open-vault.h"
#include "parties.h"

static gint64
processor_time (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * G_USEC_PER_SEC +
         usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
}

typedef struct
{
  AhadiApplyCounts counts;
  gint64 outcomes[4]; /* by AhadiOutcome */
} Sum;

static gboolean
import (AhadiIntake *intake, Sum *sum, GError **error)
{
  const char *path = ahadi_intake_peek (intake);
  g_autoptr (AhadiImportResult) result = ahadi_intake_next (intake, NULL, error);

  if (result == NULL)
    return FALSE;
  if (result->outcome == AHADI_OUTCOME_REFUSED)
    {
      g_propagate_prefixed_error (error, g_error_copy (result->reason), "%s: ", path);
      return FALSE;
    }
  sum->outcomes[result->outcome]++;
  sum->counts.operations += result->counts.operations;
  sum->counts.fresh += result->counts.fresh;
  sum->counts.known += result->counts.known;
  sum->counts.parked += result->counts.parked;
  return TRUE;
}

/* What an import leaves to the first list or search is part of its work: the search
 * index. */
static gboolean
look (AhadiSession *session, const char *search, GError **error)
{
  const AhadiQuery query = {
    .kind = AHADI_KIND_MEMBER, .search = search, .sort = AHADI_SORT_NAME, .limit = 50
  };
  g_autoptr (GPtrArray) page = ahadi_records_list (session, &query, error);

  return page != NULL;
}

static gboolean
merge_all (AhadiSession *session, GStrv files, Sum *sum, json_t *report, GError **error)
{
  gint64 start = g_get_monotonic_time ();
  gint64 busy = processor_time ();
  g_autoptr (AhadiIntake) intake =
      ahadi_intake_new (session, (const char *const *) files, FALSE);
  gint64 merged;

  while (ahadi_intake_peek (intake) != NULL)
    if (!import (intake, sum, error))
      return FALSE;
  merged = g_get_monotonic_time ();
  if (!look (session, NULL, error) || !look (session, "otieno", error))
    return FALSE;

  ahadi_json_set_int (report, "microseconds", g_get_monotonic_time () - start);
  ahadi_json_set_int (report, "index_microseconds", g_get_monotonic_time () - merged);
  ahadi_json_set_int (report, "processor_microseconds", processor_time () - busy);
  return TRUE;
}

static gboolean
merge (const BenchInput *input, json_t *report, GError **error)
{
  g_auto (GStrv) files = bench_input_read_list (input, error);
  g_autoptr (AhadiSession) session = NULL;
  g_autofree char *digest = NULL;
  Sum sum = { { 0 } };

  if (files != NULL)
    session = bench_input_unlock (input, error);
  if (session == NULL)
    return FALSE;

  ahadi_json_set_int (report, "peak_is_exact", bench_memory_forget_peak ());
  ahadi_json_set_int (report, "rss_before_kib", bench_memory_read ("VmRSS:"));
  if (!merge_all (session, files, &sum, report, error))
    return FALSE;
  ahadi_json_set_int (report, "rss_peak_kib", bench_memory_read ("VmHWM:"));

  ahadi_json_set_int (report, "operations", (gint64) sum.counts.operations);
  ahadi_json_set_int (report, "fresh", (gint64) sum.counts.fresh);
  ahadi_json_set_int (report, "known", (gint64) sum.counts.known);
  ahadi_json_set_int (report, "parked", (gint64) sum.counts.parked);
  ahadi_json_set_int (report, "merged", sum.outcomes[AHADI_OUTCOME_MERGED]);
  ahadi_json_set_int (report, "duplicate", sum.outcomes[AHADI_OUTCOME_DUPLICATE]);
  ahadi_json_set_int (report, "set_aside", sum.outcomes[AHADI_OUTCOME_SET_ASIDE]);
  digest = ahadi_records_digest (session, NULL, error);
  if (digest == NULL)
    return FALSE;
  ahadi_json_set_text (report, "digest", digest);
  return TRUE;
}

int
main (int argc, char *argv[])
{
  g_auto (BenchInput) input = { NULL };
  g_autoptr (GError) error = NULL;
  json_t *report = json_object ();

  if (bench_input_parse (&input, &argc, &argv, &error) && merge (&input, report, &error))
    {
      bench_party_print (report);
      return 0;
    }
  json_decref (report);
  return bench_party_exit (error);
}
