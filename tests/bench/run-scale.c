/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What must not grow with the number of members: the time of a page of their list
 * wherever it is, of their number, of what Home asks for, and the memory of it all;
 * beside it the digest, which reads every row.
 */
#include "open-vault.h"
#include "parties.h"

#define PAGE 50
#define ROUNDS 20

typedef struct
{
  AhadiSession *session;
  json_t *report;
} Run;

static gboolean
read_page (Run *self, guint offset, gint64 *microseconds, GError **error)
{
  const AhadiQuery query = {
    .kind = AHADI_KIND_MEMBER, .sort = AHADI_SORT_NAME, .offset = offset, .limit = PAGE
  };
  gint64 start = g_get_monotonic_time ();
  g_autoptr (GPtrArray) page = ahadi_records_list (self->session, &query, error);

  *microseconds = g_get_monotonic_time () - start;
  return page != NULL;
}

/* The slowest of some pages that lie close together: as somebody scrolls. */
static gboolean
scroll (Run *self, const char *name, guint offset, GError **error)
{
  gint64 slowest = 0;

  for (guint i = 0; i < ROUNDS; i++)
    {
      gint64 microseconds;

      if (!read_page (self, offset + i * PAGE, &microseconds, error))
        return FALSE;
      slowest = MAX (slowest, microseconds);
    }
  ahadi_json_set_int (self->report, name, slowest);
  return TRUE;
}

static gboolean
count (Run *self, guint64 *members, GError **error)
{
  const AhadiQuery query = { .kind = AHADI_KIND_MEMBER };
  gint64 start = g_get_monotonic_time ();

  if (!ahadi_records_count (self->session, &query, members, error))
    return FALSE;
  ahadi_json_set_int (self->report, "count", g_get_monotonic_time () - start);
  ahadi_json_set_int (self->report, "members", (gint64) *members);
  return TRUE;
}

static gboolean
look_at_home (Run *self, GError **error)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr (AhadiDesk) desk = ahadi_desk_load (self->session, error);

  if (desk == NULL)
    return FALSE;
  ahadi_json_set_int (self->report, "home", g_get_monotonic_time () - start);
  return TRUE;
}

static gboolean
add_up (Run *self, GError **error)
{
  gint64 start = g_get_monotonic_time ();
  g_autofree char *digest = ahadi_records_digest (self->session, NULL, error);

  if (digest == NULL)
    return FALSE;
  ahadi_json_set_int (self->report, "digest", g_get_monotonic_time () - start);
  return TRUE;
}

static gboolean
measure (Run *self, GError **error)
{
  guint64 members = 0;

  bench_memory_forget_peak ();
  if (!look_at_home (self, error) || !count (self, &members, error) ||
      !scroll (self, "first_pages", 0, error) ||
      !scroll (self, "middle_pages", (guint) (members / 2), error) ||
      !scroll (self, "last_pages", (guint) (members - MIN (members, ROUNDS * PAGE)),
               error))
    return FALSE;

  ahadi_json_set_int (self->report, "rss_kib", bench_memory_read ("VmHWM:"));
  return add_up (self, error);
}

int
main (int argc, char *argv[])
{
  g_auto (BenchInput) input = { NULL };
  g_autoptr (GError) error = NULL;
  Run run = { .report = json_object () };

  if (bench_input_parse (&input, &argc, &argv, &error))
    run.session = bench_input_unlock (&input, &error);
  if (run.session != NULL && measure (&run, &error))
    bench_party_print (json_incref (run.report));

  json_decref (run.report);
  g_clear_pointer (&run.session, ahadi_session_unref);
  return bench_party_exit (error);
}
