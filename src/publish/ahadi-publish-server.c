/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-publish-server.h"

#include <string.h>

#include "ahadi-publish-error.h"

#define OLDEST_SERVER 150000 /* views that read with the rights of who asks */

struct _AhadiPublishServer
{
  PGconn *connection;
};

/* --- Errors --------------------------------------------------------------- */

/* By the first letters of SQLSTATE (PostgreSQL, appendix A). */
static AhadiPublishError
classify (const char *state)
{
  static const struct
  {
    const char *start;
    AhadiPublishError code;
  } classes[] = {
    { "25006", AHADI_PUBLISH_ERROR_READ_ONLY }, { "28", AHADI_PUBLISH_ERROR_DENIED },
    { "42501", AHADI_PUBLISH_ERROR_DENIED },    { "53100", AHADI_PUBLISH_ERROR_NO_SPACE },
    { "55P03", AHADI_PUBLISH_ERROR_BUSY },      { "57P", AHADI_PUBLISH_ERROR_LOST },
    { "08", AHADI_PUBLISH_ERROR_LOST },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (classes); i++)
    if (g_str_has_prefix (state, classes[i].start))
      return classes[i].code;

  return AHADI_PUBLISH_ERROR_FAILED;
}

/* What the server says of bad values and broken rules (classes 22, 23) repeats them. */
static gboolean
tells_values (const char *state)
{
  return g_str_has_prefix (state, "22") || g_str_has_prefix (state, "23");
}

static gboolean
fail_result (AhadiPublishServer *self, const PGresult *result, GError **error)
{
  const char *state = PQresultErrorField (result, PG_DIAG_SQLSTATE);
  const char *primary = PQresultErrorField (result, PG_DIAG_MESSAGE_PRIMARY);

  if (state == NULL || PQstatus (self->connection) != CONNECTION_OK)
    {
      g_set_error_literal (error, AHADI_PUBLISH_ERROR, AHADI_PUBLISH_ERROR_LOST,
                           "cannot publish: the connection to the server is lost");
      return FALSE;
    }

  g_set_error (
      error, AHADI_PUBLISH_ERROR, (int) classify (state),
      "cannot publish: the server says %s (%s)",
      primary == NULL || tells_values (state) ? "that a value is wrong" : primary, state);
  return FALSE;
}

static gboolean
is_fine (const PGresult *result)
{
  switch (PQresultStatus (result))
    {
    case PGRES_COMMAND_OK:
    case PGRES_TUPLES_OK:
    case PGRES_SINGLE_TUPLE:
    case PGRES_COPY_IN:
      return TRUE;
    default:
      return FALSE;
    }
}

/* --- Connecting ----------------------------------------------------------- */

static void
be_silent (void *data, const char *message)
{
}

static gboolean
check_server (AhadiPublishServer *self, GError **error)
{
  const char *encoding = PQparameterStatus (self->connection, "server_encoding");
  const char *standby = PQparameterStatus (self->connection, "in_hot_standby");
  const char *read_only =
      PQparameterStatus (self->connection, "default_transaction_read_only");

  if (PQserverVersion (self->connection) < OLDEST_SERVER ||
      g_strcmp0 (encoding, "UTF8") != 0)
    {
      g_set_error (error, AHADI_PUBLISH_ERROR, AHADI_PUBLISH_ERROR_OLD,
                   "cannot publish: the server has version %d and a database of %s",
                   PQserverVersion (self->connection), encoding);
      return FALSE;
    }
  if (g_strcmp0 (standby, "on") == 0 || g_strcmp0 (read_only, "on") == 0)
    {
      g_set_error_literal (error, AHADI_PUBLISH_ERROR, AHADI_PUBLISH_ERROR_READ_ONLY,
                           "cannot publish: the server only reads");
      return FALSE;
    }

  return TRUE;
}

/* libpq has no codes here. Its words name host and user, but no secret. */
static gboolean
fail_connection (AhadiPublishServer *self, GError **error)
{
  g_autofree char *words = g_strdup (PQerrorMessage (self->connection));
  gboolean asked = PQconnectionNeedsPassword (self->connection) ||
                   PQconnectionUsedPassword (self->connection) ||
                   strstr (words, "FATAL") != NULL;

  g_strdelimit (g_strstrip (words), "\n", ' ');
  g_set_error (error, AHADI_PUBLISH_ERROR,
               asked ? AHADI_PUBLISH_ERROR_DENIED : AHADI_PUBLISH_ERROR_UNREACHABLE,
               "cannot publish: %s", words);
  return FALSE;
}

static PGconn *
connect_to (const char *address, const char *password, const char *mode)
{
  /* What stands behind dbname wins over it, what stands before does not. */
  const char *const keywords[] = {
    "connect_timeout",
    "fallback_application_name",
    "dbname",
    "client_encoding",
    password != NULL ? "password" : "client_encoding",
    mode != NULL ? "sslmode" : "client_encoding",
    /* A Kerberos channel would stand in the place of the certificate. */
    mode != NULL ? "gssencmode" : "client_encoding",
    NULL,
  };
  const char *const values[] = {
    "30",
    "ahadictl publish",
    address,
    "UTF8",
    password != NULL ? password : "UTF8",
    mode != NULL ? mode : "UTF8",
    mode != NULL ? "disable" : "UTF8",
    NULL,
  };

  return PQconnectdbParams (keywords, values, 1);
}

static AhadiSecret *
terminate (AhadiSecret *password)
{
  gsize size = ahadi_secret_get_size (password);
  AhadiSecret *text = ahadi_secret_new (size + 1);

  memcpy (ahadi_secret_get_bytes (text), ahadi_secret_get_bytes (password), size);
  return text;
}

static gboolean
prepare_session (AhadiPublishServer *self, const char *schema, GError **error)
{
  g_autofree char *sql = g_strdup_printf (
      "SET client_min_messages = error; SET search_path = \"%s\"; "
      "SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0; "
      "SET lock_timeout = '60s'; SET TimeZone = 'UTC'; SET jit = off; "
      /* A batch is small beside the log, of which it needs a few pages here and there. */
      "SET random_page_cost = 1.1; SET work_mem = '64MB'",
      schema);

  return ahadi_publish_server_run (self, sql, NULL, error);
}

AhadiPublishServer *
ahadi_publish_server_connect (const char *address,
                              AhadiSecret *password,
                              const char *mode,
                              const char *schema,
                              GError **error)
{
  g_autoptr (AhadiPublishServer) self = g_new0 (AhadiPublishServer, 1);
  g_autoptr (AhadiSecret) text = password != NULL ? terminate (password) : NULL;

  self->connection = connect_to (
      address, text != NULL ? (const char *) ahadi_secret_get_bytes (text) : NULL, mode);
  PQsetNoticeProcessor (self->connection, be_silent, NULL);
  if (PQstatus (self->connection) != CONNECTION_OK)
    {
      fail_connection (self, error);
      return NULL;
    }

  return check_server (self, error) && prepare_session (self, schema, error)
             ? g_steal_pointer (&self)
             : NULL;
}

void
ahadi_publish_server_close (AhadiPublishServer *self)
{
  PQfinish (self->connection);
  g_free (self);
}

/* --- Statements ----------------------------------------------------------- */

gboolean
ahadi_publish_server_run (AhadiPublishServer *self,
                          const char *sql,
                          guint64 *affected,
                          GError **error)
{
  g_autoptr (PGresult) result = PQexec (self->connection, sql);

  if (!is_fine (result))
    return fail_result (self, result, error);
  if (affected != NULL)
    *affected = g_ascii_strtoull (PQcmdTuples (result), NULL, 10);
  return TRUE;
}

PGresult *
ahadi_publish_server_ask (AhadiPublishServer *self,
                          const char *sql,
                          const char *const *values,
                          int n_values,
                          GError **error)
{
  g_autoptr (PGresult) result =
      PQexecParams (self->connection, sql, n_values, NULL, values, NULL, NULL, 0);

  if (is_fine (result))
    return g_steal_pointer (&result);

  fail_result (self, result, error);
  return NULL;
}

gboolean
ahadi_publish_server_count (AhadiPublishServer *self,
                            const char *sql,
                            gint64 *number,
                            GError **error)
{
  g_autoptr (PGresult) result = ahadi_publish_server_ask (self, sql, NULL, 0, error);

  if (result == NULL)
    return FALSE;

  *number =
      PQntuples (result) > 0 ? g_ascii_strtoll (PQgetvalue (result, 0, 0), NULL, 10) : 0;
  return TRUE;
}

gboolean
ahadi_publish_server_begin (AhadiPublishServer *self,
                            const char *sql,
                            const char *const *values,
                            int n_values,
                            GError **error)
{
  if (PQsendQueryParams (self->connection, sql, n_values, NULL, values, NULL, NULL, 0) ==
          1 &&
      PQsetSingleRowMode (self->connection) == 1)
    return TRUE;

  return fail_result (self, NULL, error);
}

gboolean
ahadi_publish_server_next (AhadiPublishServer *self, PGresult **row, GError **error)
{
  g_autoptr (PGresult) result = PQgetResult (self->connection);

  *row = NULL;
  if (!is_fine (result))
    return fail_result (self, result, error);
  if (PQresultStatus (result) == PGRES_SINGLE_TUPLE)
    {
      *row = g_steal_pointer (&result);
      return TRUE;
    }

  /* The end is told with a result without rows, then with none. */
  g_clear_pointer (&result, PQclear);
  result = PQgetResult (self->connection);
  return result == NULL || fail_result (self, result, error);
}

/* --- COPY ----------------------------------------------------------------- */

gboolean
ahadi_publish_server_begin_copy (AhadiPublishServer *self,
                                 const char *sql,
                                 GError **error)
{
  return ahadi_publish_server_run (self, sql, NULL, error);
}

gboolean
ahadi_publish_server_put (AhadiPublishServer *self,
                          const char *lines,
                          gsize size,
                          GError **error)
{
  return PQputCopyData (self->connection, lines, (int) size) == 1 ||
         fail_result (self, NULL, error);
}

gboolean
ahadi_publish_server_end_copy (AhadiPublishServer *self, GError **error)
{
  g_autoptr (PGresult) result = NULL;
  g_autoptr (PGresult) end = NULL;

  if (PQputCopyEnd (self->connection, NULL) != 1)
    return fail_result (self, NULL, error);

  result = PQgetResult (self->connection);
  if (!is_fine (result))
    return fail_result (self, result, error);

  end = PQgetResult (self->connection);
  return end == NULL || fail_result (self, end, error);
}
