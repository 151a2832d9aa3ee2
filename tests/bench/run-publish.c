/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Publishes a vault into the database whose address is the line of --list, as `ahadictl
 * publish` does, and compares the two afterwards. Time is taken from the end of unlock
 * until the last commit, connecting and sweeping included.
 */
#include "open-vault.h"
#include "parties.h"

static gboolean
publish_all (AhadiPublishing *publishing, json_t *report, GError **error)
{
  AhadiProgress progress = { .func = NULL };
  g_auto (AhadiPublishResult) result = { .missing = NULL };

  if (!ahadi_publishing_run (publishing, FALSE, &progress, &result, error))
    return FALSE;

  ahadi_json_set_int (report, "operations", (gint64) result.operations);
  ahadi_json_set_int (report, "records", (gint64) result.records);
  return TRUE;
}

static gboolean
check_all (AhadiPublishing *publishing, json_t *report, GError **error)
{
  AhadiProgress progress = { .func = NULL };
  AhadiPublishCheck check;

  if (!ahadi_publishing_check (publishing, &progress, &check, error))
    return FALSE;

  json_object_set_new (report, "fine",
                       json_boolean (ahadi_publish_check_is_fine (&check)));
  ahadi_json_set_int (report, "rows", (gint64) check.rows.same);
  return TRUE;
}

static gboolean
publish (const BenchInput *input, json_t *report, GError **error)
{
  g_auto (GStrv) addresses = bench_input_read_list (input, error);
  g_autoptr (AhadiSession) session = NULL;
  g_autoptr (AhadiPublishing) publishing = NULL;
  AhadiPublishTarget target = { .schema = AHADI_PUBLISH_SCHEMA };
  gint64 start;

  if (addresses != NULL)
    session = bench_input_unlock (input, error);
  if (session == NULL)
    return FALSE;

  target.address = addresses[0];
  start = g_get_monotonic_time ();
  publishing = ahadi_publishing_open (session, &target, error);
  if (publishing == NULL || !publish_all (publishing, report, error))
    return FALSE;

  ahadi_json_set_int (report, "microseconds", g_get_monotonic_time () - start);
  return check_all (publishing, report, error);
}

int
main (int argc, char *argv[])
{
  g_auto (BenchInput) input = { NULL };
  g_autoptr (GError) error = NULL;
  json_t *report = json_object ();

  if (bench_input_parse (&input, &argc, &argv, &error) &&
      publish (&input, report, &error))
    {
      bench_party_print (report);
      return 0;
    }
  json_decref (report);
  return bench_party_exit (error);
}
