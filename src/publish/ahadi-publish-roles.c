/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-publish-roles.h"

#include "model/ahadi-model.h"

/* Cluster-wide, as PostgreSQL has them: databases of one server share these names. */
const char *const ahadi_publish_roles[] = { "ahadi_membership",
                                            "ahadi_executive_director",
                                            "ahadi_board_committee", "ahadi_safeguarding",
                                            NULL };

/* Of the same order: which rows. The membership office reads those of branches too. */
static const char *const conditions[] = {
  "audience = 'membership' OR audience LIKE 'branch/%'",
  "audience = 'executive-director'",
  "audience = 'board-committee'",
  "audience = 'safeguarding'",
};

G_STATIC_ASSERT (G_N_ELEMENTS (ahadi_publish_roles) == G_N_ELEMENTS (conditions) + 1);

/* Numbers and lists without a name in them: all may read these. */
static const char *const shared[] = {
  "branch",
  "device",
  "publisher",
  "pledges_by_branch_and_month",
  "members_by_status_and_branch",
  "reports_by_route_and_month",
};

static const char *
find_condition (const char *role)
{
  for (gsize i = 0; i < G_N_ELEMENTS (conditions); i++)
    if (g_str_equal (ahadi_publish_roles[i], role))
      return conditions[i];

  g_return_val_if_reached ("false");
}

char *
ahadi_publish_roles_print_grants (const char *schema, const char *role)
{
  GString *sql = g_string_new (NULL);

  g_string_append_printf (sql, "GRANT USAGE ON SCHEMA \"%s\" TO \"%s\";\n", schema, role);
  for (gsize i = 0; i < G_N_ELEMENTS (shared); i++)
    g_string_append_printf (sql, "GRANT SELECT ON \"%s\" TO \"%s\";\n", shared[i], role);
  for (int kind = 1; kind <= AHADI_KIND_MAX; kind++)
    {
      const char *table = ahadi_kind_get_info (kind)->name;

      g_string_append_printf (sql,
                              "GRANT SELECT ON \"%s\" TO \"%s\";\n"
                              "DROP POLICY IF EXISTS \"%s\" ON \"%s\";\n"
                              "CREATE POLICY \"%s\" ON \"%s\" FOR SELECT TO \"%s\" USING "
                              "(%s);\n",
                              table, role, role, table, role, table, role,
                              find_condition (role));
    }

  return g_string_free (sql, FALSE);
}

/* --- Making them ---------------------------------------------------------- */

/* One row: whether @role is there, whether this user may make it, and how many tables
 * have a rule for it. */
static PGresult *
look_at (AhadiPublishServer *server, const char *schema, const char *role, GError **error)
{
  const char *const values[] = { role, schema };

  return ahadi_publish_server_ask (
      server,
      "SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1),\n"
      "  (SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user),\n"
      "  (SELECT count(*) FROM pg_policies WHERE policyname = $1 AND schemaname = $2)",
      values, G_N_ELEMENTS (values), error);
}

static gboolean
is_true (const PGresult *row, int column)
{
  return g_str_equal (PQgetvalue (row, 0, column), "t");
}

static gboolean
apply_one (AhadiPublishServer *server,
           const char *schema,
           const char *role,
           gboolean again,
           GPtrArray *missing,
           GError **error)
{
  g_autoptr (PGresult) row = look_at (server, schema, role, error);
  g_autofree char *make = g_strdup_printf ("CREATE ROLE \"%s\" NOLOGIN", role);
  g_autofree char *grants = ahadi_publish_roles_print_grants (schema, role);

  if (row == NULL)
    return FALSE;
  if (!is_true (row, 0) && !is_true (row, 1))
    {
      g_ptr_array_add (missing, g_strdup (role));
      return TRUE;
    }
  if (!is_true (row, 0) && !ahadi_publish_server_run (server, make, NULL, error))
    return FALSE;
  if (!again && g_ascii_strtoll (PQgetvalue (row, 0, 2), NULL, 10) == AHADI_KIND_MAX)
    return TRUE;

  return ahadi_publish_server_run (server, grants, NULL, error);
}

gboolean
ahadi_publish_roles_apply (AhadiPublishServer *server,
                           const char *schema,
                           gboolean again,
                           GPtrArray *missing,
                           GError **error)
{
  for (gsize i = 0; ahadi_publish_roles[i] != NULL; i++)
    if (!apply_one (server, schema, ahadi_publish_roles[i], again, missing, error))
      return FALSE;

  return TRUE;
}
