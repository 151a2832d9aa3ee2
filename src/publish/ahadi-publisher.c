/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-publisher.h"

#include "ahadi-publish-address.h"
#include "ahadi-publish-check.h"
#include "ahadi-publish-error.h"
#include "ahadi-publish-lists.h"
#include "ahadi-publish-roles.h"
#include "ahadi-publish-schema.h"
#include "ahadi-publish-stage.h"
#include "ahadi-publish-statements.h"
#include "ahadi-publish-streams.h"

#define BATCH 25000
#define LOCK_PATIENCE (60 * 1000) /* ms */
#define LOCK_PAUSE 250

struct _AhadiPublisher
{
  AhadiVault *vault;                /* borrowed */
  const AhadiPublishOffice *office; /* borrowed */
  char *schema;
  AhadiPublishServer *server;
  GHashTable *statements;
  gboolean exists;
};

gboolean
ahadi_publisher_is_built (void)
{
  return TRUE;
}

void
ahadi_publisher_close (AhadiPublisher *self)
{
  g_clear_pointer (&self->server, ahadi_publish_server_close);
  g_clear_pointer (&self->statements, g_hash_table_unref);
  g_free (self->schema);
  g_free (self);
}

AhadiPublisher *
ahadi_publisher_open (AhadiVault *vault,
                      const AhadiPublishOffice *office,
                      const AhadiPublishTarget *target,
                      GError **error)
{
  g_autoptr (AhadiPublisher) self = NULL;
  const char *mode;

  if (!ahadi_publish_address_check (target->address, target->unverified, &mode, error))
    return NULL;
  if (!ahadi_publish_schema_is_valid (target->schema))
    {
      g_set_error_literal (error, AHADI_PUBLISH_ERROR, AHADI_PUBLISH_ERROR_ADDRESS,
                           "cannot publish: no schema can have this name");
      return NULL;
    }

  self = g_new0 (AhadiPublisher, 1);
  self->vault = vault;
  self->office = office;
  self->schema = g_strdup (target->schema);
  self->statements = ahadi_publish_statements_load ();
  self->server = ahadi_publish_server_connect (target->address, target->password, mode,
                                               self->schema, error);
  return self->server != NULL &&
                 ahadi_publish_schema_look (self->server, self->schema, office->org,
                                            &self->exists, error)
             ? g_steal_pointer (&self)
             : NULL;
}

gboolean
ahadi_publisher_is_first (AhadiPublisher *self)
{
  return !self->exists;
}

/* --- One at a time -------------------------------------------------------- */

static gboolean
try_lock (AhadiPublisher *self, gboolean *locked, GError **error)
{
  const char *schema = self->schema;
  g_autoptr (PGresult) row = ahadi_publish_server_ask (
      self->server,
      "SELECT pg_try_advisory_lock (hashtext ('ahadictl publish'), hashtext ($1))",
      &schema, 1, error);

  *locked = row != NULL && g_str_equal (PQgetvalue (row, 0, 0), "t");
  return row != NULL;
}

/* Two publishers would come to the same state, but would wait for each other's rows. The
 * server lets go of the lock when the connection ends, however it does. */
static gboolean
lock (AhadiPublisher *self, const AhadiPublishWatch *watch, GError **error)
{
  gboolean locked = FALSE;

  for (int waited = 0; waited <= LOCK_PATIENCE; waited += LOCK_PAUSE)
    {
      if (!ahadi_publish_watch_tell (watch, 0, 0, error) ||
          !try_lock (self, &locked, error))
        return FALSE;
      if (locked)
        return TRUE;
      g_usleep (LOCK_PAUSE * 1000);
    }

  g_set_error_literal (error, AHADI_PUBLISH_ERROR, AHADI_PUBLISH_ERROR_BUSY,
                       "cannot publish: somebody else is doing so");
  return FALSE;
}

/* --- One run -------------------------------------------------------------- */

typedef struct
{
  AhadiPublisher *publisher;
  AhadiPublishServer *server; /* borrowed, as in @publisher */
  const AhadiPublishWatch *watch;
  AhadiPublishResult *result;
  AhadiPublishStage *stage;
  AhadiPublishStageCounts counts;
  const AhadiPublishStream *stream; /* that is read */
  gboolean rebuild;
  gboolean shrunk; /* in this transaction */
  guint64 done;
  guint64 total;
} Run;

static gboolean
run_named (Run *self, const char *name, guint64 *affected, GError **error)
{
  return ahadi_publish_server_run (
      self->server, ahadi_publish_statements_get (self->publisher->statements, name),
      affected, error);
}

static gboolean
tell (Run *self, GError **error)
{
  return ahadi_publish_watch_tell (self->watch, self->done, self->total, error);
}

static gboolean
begin (Run *self, GError **error)
{
  return ahadi_publish_server_run (self->server, "BEGIN", NULL, error);
}

static gboolean
merge (Run *self, GError **error)
{
  return ahadi_publish_stage_merge (self->stage, self->shrunk, &self->counts, error);
}

/* A rebuilding is one transaction, however long. */
static gboolean
merge_and_go_on (Run *self, GError **error)
{
  if (!merge (self, error))
    return FALSE;
  if (self->rebuild)
    return TRUE;

  self->shrunk = FALSE;
  return ahadi_publish_server_run (self->server, "COMMIT", NULL, error) &&
         begin (self, error);
}

/* --- Erasures ------------------------------------------------------------- */

static gboolean
put_gone (Run *self, GPtrArray *gone, GError **error)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint i = 0; i < gone->len; i++)
    {
      const AhadiGone *one = gone->pdata[i];
      char id[AHADI_ID_TEXT_SIZE];

      if (!g_str_equal (one->reason, AHADI_GONE_RECEIVED))
        g_string_append_printf (lines, "%s\t%s\n", ahadi_id_print (&one->entity, id),
                                one->scope);
    }

  return ahadi_publish_server_begin_copy (
             self->server,
             ahadi_publish_statements_get (self->publisher->statements, "copy-gone"),
             error) &&
         (lines->len == 0 ||
          ahadi_publish_server_put (self->server, lines->str, lines->len, error)) &&
         ahadi_publish_server_end_copy (self->server, error);
}

/* What was only dropped on this laptop is not gone: it has been received elsewhere. */
static gboolean
erase (Run *self, GError **error)
{
  g_autoptr (GPtrArray) gone = ahadi_gone_list (self->publisher->vault, error);

  if (gone == NULL || !put_gone (self, gone, error) ||
      !run_named (self, "merge-gone", NULL, error) ||
      !run_named (self, "erase", &self->result->erased, error))
    return FALSE;
  if (self->result->erased == 0)
    return TRUE;

  self->shrunk = TRUE;
  return ahadi_publish_schema_note_unswept (self->server, error);
}

/* --- The log -------------------------------------------------------------- */

static gboolean
publish_one (const AhadiOperation *operation, gpointer data, GError **error)
{
  Run *self = data;

  self->done++;
  if (self->done % AHADI_PUBLISH_WATCH_EVERY == 0 && !tell (self, error))
    return FALSE;
  if (!ahadi_publish_stream_wants (self->stream, operation))
    return TRUE;
  if (!ahadi_publish_stage_put (self->stage, self->stream->there, operation, error))
    return FALSE;

  return ahadi_publish_stage_get_length (self->stage) < BATCH ||
         merge_and_go_on (self, error);
}

static guint64
count_stream (const AhadiPublishStream *stream)
{
  guint64 start = ahadi_publish_stream_get_start (stream);

  return start > stream->last ? 0 : stream->last - start + 1;
}

static gboolean
publish_streams (Run *self, GPtrArray *streams, GError **error)
{
  for (guint i = 0; i < streams->len; i++)
    self->total += count_stream (streams->pdata[i]);

  for (guint i = 0; i < streams->len; i++)
    {
      self->stream = streams->pdata[i];
      if (count_stream (self->stream) > 0 &&
          !ahadi_feed_read (self->publisher->vault, self->stream->number,
                            ahadi_publish_stream_get_start (self->stream),
                            self->stream->last, publish_one, self, error))
        return FALSE;
    }

  return tell (self, error);
}

static gboolean
publish_log (Run *self, GError **error)
{
  AhadiPublisher *publisher = self->publisher;
  g_autoptr (GPtrArray) streams =
      ahadi_publish_streams_join (self->server, publisher->statements, publisher->vault,
                                  &self->result->withdrawn, error);

  if (streams == NULL)
    return FALSE;

  self->shrunk |= self->result->withdrawn > 0;
  return publish_streams (self, streams, error) && merge (self, error);
}

/* --- All of it ------------------------------------------------------------ */

/* Another order of fields, or a new one: the rows are made again. */
static gboolean
prepare (Run *self, GError **error)
{
  AhadiPublisher *publisher = self->publisher;
  gboolean changed = FALSE;

  return ahadi_publish_schema_prepare (self->server, publisher->schema,
                                       publisher->office->org, publisher->exists,
                                       &changed, error) &&
         ahadi_publish_roles_apply (self->server, publisher->schema, changed,
                                    self->result->missing, error) &&
         (!self->rebuild || ahadi_publish_schema_clear (self->server, error)) &&
         (!changed || run_named (self, "touch-all", NULL, error));
}

static gboolean
finish (Run *self, GError **error)
{
  char id[AHADI_ID_TEXT_SIZE];
  const char *device = ahadi_id_print (&self->publisher->office->device, id);
  g_autoptr (PGresult) done = ahadi_publish_server_ask (
      self->server, ahadi_publish_statements_get (self->publisher->statements, "finish"),
      &device, 1, error);

  return done != NULL && ahadi_publish_server_run (self->server, "COMMIT", NULL, error);
}

static gboolean
run (Run *self, GError **error)
{
  return lock (self->publisher, self->watch, error) &&
         run_named (self, "session", NULL, error) && begin (self, error) &&
         prepare (self, error) &&
         ahadi_publish_lists_merge (self->server, self->publisher->office, error) &&
         erase (self, error) && publish_log (self, error) && finish (self, error) &&
         ahadi_publish_schema_sweep (self->server, error);
}

gboolean
ahadi_publisher_run (AhadiPublisher *self,
                     gboolean rebuild,
                     const AhadiPublishWatch *watch,
                     AhadiPublishResult *result,
                     GError **error)
{
  g_autoptr (AhadiPublishStage) stage =
      ahadi_publish_stage_new (self->server, self->statements);
  Run job = { .publisher = self,
              .server = self->server,
              .watch = watch,
              .result = result,
              .stage = stage,
              .rebuild = rebuild };

  *result = (AhadiPublishResult){ .missing = g_ptr_array_new_with_free_func (g_free) };
  if (!run (&job, error))
    return FALSE;

  result->operations = job.counts.operations;
  result->records = job.counts.records;
  result->contradicted = job.counts.contradicted;
  self->exists = TRUE;
  return TRUE;
}

gboolean
ahadi_publisher_check (AhadiPublisher *self,
                       const AhadiPublishWatch *watch,
                       AhadiPublishCheck *check,
                       GError **error)
{
  if (self->exists)
    return ahadi_publish_check (self->server, self->statements, self->vault, watch, check,
                                error);

  g_set_error_literal (error, AHADI_PUBLISH_ERROR, AHADI_PUBLISH_ERROR_EMPTY,
                       "cannot compare: nothing was published there");
  return FALSE;
}
