/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-publish-lists.h"

/* Of two documents each has its own version: only what is older in neither wins. */
#define RAISE                                                                            \
  "UPDATE publication SET directory = $1, devices = $2\n"                                \
  "WHERE directory <= $1 AND devices <= $2 AND (directory, devices) <> ($1, $2)\n"       \
  "RETURNING one"

static gboolean
tell (AhadiPublishServer *server,
      const char *sql,
      const char *const *values,
      int n_values,
      GError **error)
{
  g_autoptr (PGresult) done =
      ahadi_publish_server_ask (server, sql, values, n_values, error);

  return done != NULL;
}

static gboolean
put_branch (AhadiPublishServer *server, const AhadiPublishBranch *branch, GError **error)
{
  char id[AHADI_ID_TEXT_SIZE];
  const char *const values[] = { ahadi_id_print (&branch->id, id), branch->name };

  return tell (server, "INSERT INTO branch (id, name) VALUES ($1, $2)", values,
               G_N_ELEMENTS (values), error);
}

static gboolean
put_device (AhadiPublishServer *server, const AhadiPublishDevice *device, GError **error)
{
  char id[AHADI_ID_TEXT_SIZE];
  char branch[AHADI_ID_TEXT_SIZE];
  const char *const values[] = { ahadi_id_print (&device->id, id), device->role,
                                 ahadi_id_is_zero (&device->branch)
                                     ? NULL
                                     : ahadi_id_print (&device->branch, branch),
                                 device->state };

  return tell (server,
               "INSERT INTO device (id, role, branch, state) VALUES ($1, $2, $3, $4)",
               values, G_N_ELEMENTS (values), error);
}

static gboolean
put_all (AhadiPublishServer *server, const AhadiPublishOffice *office, GError **error)
{
  if (!ahadi_publish_server_run (server, "DELETE FROM branch; DELETE FROM device", NULL,
                                 error))
    return FALSE;

  for (guint i = 0; i < office->branches->len; i++)
    if (!put_branch (server, &g_array_index (office->branches, AhadiPublishBranch, i),
                     error))
      return FALSE;

  for (guint i = 0; i < office->devices->len; i++)
    if (!put_device (server, &g_array_index (office->devices, AhadiPublishDevice, i),
                     error))
      return FALSE;

  return TRUE;
}

gboolean
ahadi_publish_lists_merge (AhadiPublishServer *server,
                           const AhadiPublishOffice *office,
                           GError **error)
{
  char versions[2][16];
  const char *const values[] = { versions[0], versions[1] };
  g_autoptr (PGresult) raised = NULL;

  g_snprintf (versions[0], sizeof versions[0], "%u", office->directory_version);
  g_snprintf (versions[1], sizeof versions[1], "%u", office->devices_version);
  raised = ahadi_publish_server_ask (server, RAISE, values, G_N_ELEMENTS (values), error);
  return raised != NULL && (PQntuples (raised) == 0 || put_all (server, office, error));
}
