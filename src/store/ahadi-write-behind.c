/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-write-behind.h"

#include <errno.h>
#include <string.h>

#define NAME "ahadi"
#define FORGET 0x41484144 /* a request to a file; SQLite's own are below 100 */
#define BATCH_SIZE (256 * 1024)
#define EXTENT_MAX                                                                       \
  (64 * 1024)       /* SQLite's own writes take less than 128 KiB at a time              \
                     */
#define N_BATCHES 6 /* of one file: being filled, waiting or being written */

/* Bytes that belong at one place of the file, one behind the other in their batch. */
typedef struct
{
  sqlite3_int64 offset;
  gsize size;
} Extent;

typedef struct
{
  GArray *extents; /* Extent */
  gsize used;
  char bytes[BATCH_SIZE];
} Batch;

/* The thread, once there was enough for it to do. */
typedef struct
{
  GThread *thread;
  GMutex lock;
  GCond changed;
  GQueue waiting; /* Batch */
  GQueue idle;
  guint n_batches; /* that were allocated */
  gboolean writing;
  gboolean ends;
  int code; /* of a write that failed: SQLITE_OK if it was told */
  int system_errno;
} Writer;

typedef struct
{
  sqlite3_file base; /* first: what SQLite sees */
  sqlite3_file *real;
  Batch *batch;      /* being filled, or NULL */
  sqlite3_int64 low; /* what may not be written yet lies from here */
  sqlite3_int64 high;
  Writer *writer;
} File;

static sqlite3_vfs *below;
static sqlite3_vfs shim;

/* --- writing ---------------------------------------------------------------- */

static int
write_batch (sqlite3_file *real, const Batch *batch)
{
  const char *at = batch->bytes;
  int code = SQLITE_OK;

  for (guint i = 0; i < batch->extents->len && code == SQLITE_OK; i++)
    {
      const Extent *extent = &g_array_index (batch->extents, Extent, i);

      code = real->pMethods->xWrite (real, at, (int) extent->size, extent->offset);
      at += extent->size;
    }

  return code;
}

static void
reset_batch (Batch *batch)
{
  g_array_set_size (batch->extents, 0);
  batch->used = 0;
}

static void
free_batch (gpointer data)
{
  Batch *batch = data;

  g_array_unref (batch->extents);
  g_free (batch);
}

/* Behind a write that failed nothing is written until somebody was told. */
static void
write_waiting (File *self, Writer *writer)
{
  Batch *batch = g_queue_pop_head (&writer->waiting);
  int code = writer->code;

  writer->writing = TRUE;
  g_mutex_unlock (&writer->lock);

  errno = 0;
  if (code == SQLITE_OK)
    code = write_batch (self->real, batch);
  reset_batch (batch);

  g_mutex_lock (&writer->lock);
  if (writer->code == SQLITE_OK && code != SQLITE_OK)
    {
      writer->code = code;
      writer->system_errno = errno;
    }
  writer->writing = FALSE;
  g_queue_push_tail (&writer->idle, batch);
  g_cond_broadcast (&writer->changed);
}

static gpointer
run_writer (gpointer data)
{
  File *self = data;
  Writer *writer = self->writer;

  g_mutex_lock (&writer->lock);
  while (!writer->ends || !g_queue_is_empty (&writer->waiting))
    if (g_queue_is_empty (&writer->waiting))
      g_cond_wait (&writer->changed, &writer->lock);
    else
      write_waiting (self, writer);
  g_mutex_unlock (&writer->lock);
  return NULL;
}

static void
free_writer (Writer *writer)
{
  g_queue_clear_full (&writer->idle, free_batch);
  g_mutex_clear (&writer->lock);
  g_cond_clear (&writer->changed);
  g_free (writer);
}

/* Leaves none where the machine has no thread to give. */
static void
start_writer (File *self)
{
  Writer *writer = g_new0 (Writer, 1);

  g_mutex_init (&writer->lock);
  g_cond_init (&writer->changed);
  g_queue_init (&writer->waiting);
  g_queue_init (&writer->idle);
  writer->n_batches = 1;
  self->writer = writer;
  writer->thread = g_thread_try_new ("write-behind", run_writer, self, NULL);
  if (writer->thread == NULL)
    g_clear_pointer (&self->writer, free_writer);
}

static void
end_writer (Writer *writer)
{
  g_mutex_lock (&writer->lock);
  writer->ends = TRUE;
  g_cond_broadcast (&writer->changed);
  g_mutex_unlock (&writer->lock);

  g_thread_join (writer->thread);
  free_writer (writer);
}

/* --- one file ----------------------------------------------------------------- */

static Batch *
new_batch (void)
{
  Batch *batch = g_malloc (sizeof *batch);

  batch->extents = g_array_new (FALSE, FALSE, sizeof (Extent));
  batch->used = 0;
  return batch;
}

/* What failed since it was told last; @forget: it is told now. */
static int
take_failure (File *self, gboolean forget)
{
  Writer *writer = self->writer;
  int system_errno;
  int code;

  if (writer == NULL)
    return SQLITE_OK;

  g_mutex_lock (&writer->lock);
  code = writer->code;
  system_errno = writer->system_errno;
  if (forget)
    writer->code = SQLITE_OK;
  g_mutex_unlock (&writer->lock);

  if (code != SQLITE_OK)
    errno = system_errno; /* where SQLite looks for it */
  return code;
}

static void
wait_for_writer (Writer *writer)
{
  if (writer == NULL)
    return;

  g_mutex_lock (&writer->lock);
  while (writer->writing || !g_queue_is_empty (&writer->waiting))
    g_cond_wait (&writer->changed, &writer->lock);
  g_mutex_unlock (&writer->lock);
}

/* All that was gathered is written when it returns, or has failed. @forget: as above */
static int
settle (File *self, gboolean forget)
{
  int code;

  if (self->low == self->high)
    return SQLITE_OK;

  wait_for_writer (self->writer);
  code = take_failure (self, forget);
  if (code == SQLITE_OK && self->batch != NULL)
    code = write_batch (self->real, self->batch);
  if (code != SQLITE_OK && !forget)
    return code;

  if (self->batch != NULL)
    reset_batch (self->batch);
  self->low = self->high = 0;
  return code;
}

/* The batch that is full waits for the thread; the next one may have to be waited for.
 * Without a thread it is written here. */
static int
hand_over (File *self)
{
  Writer *writer;

  if (self->writer == NULL)
    start_writer (self); /* of the one batch there is */
  writer = self->writer;
  if (writer == NULL)
    return settle (self, TRUE);

  g_mutex_lock (&writer->lock);
  g_queue_push_tail (&writer->waiting, g_steal_pointer (&self->batch));
  g_cond_broadcast (&writer->changed);
  while (writer->n_batches == N_BATCHES && g_queue_is_empty (&writer->idle))
    g_cond_wait (&writer->changed, &writer->lock);
  self->batch = g_queue_pop_head (&writer->idle);
  if (self->batch == NULL)
    {
      self->batch = new_batch ();
      writer->n_batches++;
    }
  g_mutex_unlock (&writer->lock);
  return SQLITE_OK;
}

static void
add_extent (Batch *batch, sqlite3_int64 offset, gsize size)
{
  Extent next = { offset, size };

  if (batch->extents->len > 0)
    {
      Extent *last = &g_array_index (batch->extents, Extent, batch->extents->len - 1);

      if (last->offset + (sqlite3_int64) last->size == offset &&
          last->size + size <= EXTENT_MAX)
        {
          last->size += size;
          return;
        }
    }
  g_array_append_val (batch->extents, next);
}

static int
gather (File *self, const char *bytes, gsize size, sqlite3_int64 offset)
{
  int code = self->batch != NULL && self->batch->used + size > BATCH_SIZE
                 ? hand_over (self)
                 : SQLITE_OK;

  if (code != SQLITE_OK)
    return code;
  if (self->batch == NULL)
    self->batch = new_batch ();

  add_extent (self->batch, offset, size);
  memcpy (self->batch->bytes + self->batch->used, bytes, size);
  self->batch->used += size;
  self->low = self->low == self->high ? offset : MIN (self->low, offset);
  self->high = MAX (self->high, offset + (sqlite3_int64) size);
  return SQLITE_OK;
}

/* --- what SQLite calls -------------------------------------------------------- */

static sqlite3_file *
get_real (sqlite3_file *file)
{
  return ((File *) file)->real;
}

static int
on_close (sqlite3_file *file)
{
  File *self = (File *) file;

  settle (self, TRUE);
  g_clear_pointer (&self->writer, end_writer);
  g_clear_pointer (&self->batch, free_batch);
  return self->real->pMethods->xClose (self->real);
}

static int
on_read (sqlite3_file *file, void *bytes, int size, sqlite3_int64 offset)
{
  File *self = (File *) file;
  int code = SQLITE_OK;

  if (offset < self->high && offset + size > self->low)
    code = settle (self, FALSE);

  return code != SQLITE_OK
             ? code
             : self->real->pMethods->xRead (self->real, bytes, size, offset);
}

static int
on_write (sqlite3_file *file, const void *bytes, int size, sqlite3_int64 offset)
{
  File *self = (File *) file;
  int code = take_failure (self, FALSE);

  if (code != SQLITE_OK)
    return settle (self, TRUE);
  if (size <= EXTENT_MAX)
    return gather (self, bytes, (gsize) size, offset);

  code = settle (self, TRUE);
  return code != SQLITE_OK
             ? code
             : self->real->pMethods->xWrite (self->real, bytes, size, offset);
}

static int
on_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  int code = settle ((File *) file, TRUE);

  return code != SQLITE_OK ? code
                           : get_real (file)->pMethods->xTruncate (get_real (file), size);
}

static int
on_sync (sqlite3_file *file, int flags)
{
  int code = settle ((File *) file, TRUE);

  return code != SQLITE_OK ? code
                           : get_real (file)->pMethods->xSync (get_real (file), flags);
}

static int
on_file_size (sqlite3_file *file, sqlite3_int64 *size)
{
  int code = settle ((File *) file, FALSE);

  return code != SQLITE_OK ? code
                           : get_real (file)->pMethods->xFileSize (get_real (file), size);
}

static int
on_file_control (sqlite3_file *file, int op, void *argument)
{
  int code;

  if (op == FORGET)
    {
      settle ((File *) file, TRUE);
      return SQLITE_OK;
    }

  code = settle ((File *) file, FALSE);
  return code != SQLITE_OK
             ? code
             : get_real (file)->pMethods->xFileControl (get_real (file), op, argument);
}

static int
on_lock (sqlite3_file *file, int lock)
{
  return get_real (file)->pMethods->xLock (get_real (file), lock);
}

static int
on_unlock (sqlite3_file *file, int lock)
{
  return get_real (file)->pMethods->xUnlock (get_real (file), lock);
}

static int
on_check_reserved_lock (sqlite3_file *file, int *result)
{
  return get_real (file)->pMethods->xCheckReservedLock (get_real (file), result);
}

static int
on_sector_size (sqlite3_file *file)
{
  return get_real (file)->pMethods->xSectorSize (get_real (file));
}

static int
on_device_characteristics (sqlite3_file *file)
{
  return get_real (file)->pMethods->xDeviceCharacteristics (get_real (file));
}

static int
on_shm_map (sqlite3_file *file, int page, int size, int extend, void volatile **result)
{
  return get_real (file)->pMethods->xShmMap (get_real (file), page, size, extend, result);
}

static int
on_shm_lock (sqlite3_file *file, int offset, int n, int flags)
{
  return get_real (file)->pMethods->xShmLock (get_real (file), offset, n, flags);
}

static void
on_shm_barrier (sqlite3_file *file)
{
  get_real (file)->pMethods->xShmBarrier (get_real (file));
}

static int
on_shm_unmap (sqlite3_file *file, int remove)
{
  return get_real (file)->pMethods->xShmUnmap (get_real (file), remove);
}

/* Version 2: without xFetch, so that no file is mapped into memory. */
static const sqlite3_io_methods methods = {
  .iVersion = 2,
  .xClose = on_close,
  .xRead = on_read,
  .xWrite = on_write,
  .xTruncate = on_truncate,
  .xSync = on_sync,
  .xFileSize = on_file_size,
  .xLock = on_lock,
  .xUnlock = on_unlock,
  .xCheckReservedLock = on_check_reserved_lock,
  .xFileControl = on_file_control,
  .xSectorSize = on_sector_size,
  .xDeviceCharacteristics = on_device_characteristics,
  .xShmMap = on_shm_map,
  .xShmLock = on_shm_lock,
  .xShmBarrier = on_shm_barrier,
  .xShmUnmap = on_shm_unmap,
};

/* Journals and temporary files stay SQLite's own affair. */
static int
on_open (
    sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out_flags)
{
  File *self = (File *) file;
  int code;

  if ((flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL)) == 0)
    return below->xOpen (below, name, file, flags, out_flags);

  memset (self, 0, sizeof *self);
  self->real = (sqlite3_file *) (self + 1);
  code = below->xOpen (below, name, self->real, flags, out_flags);
  if (self->real->pMethods != NULL)
    self->base.pMethods = &methods;
  return code;
}

const char *
ahadi_write_behind_get_name (void)
{
  static gsize registered;

  if (g_once_init_enter (&registered))
    {
      gboolean fine;

      below = sqlite3_vfs_find (NULL);
      shim = *below;
      shim.zName = NAME;
      shim.pNext = NULL;
      shim.szOsFile = (int) sizeof (File) + below->szOsFile;
      shim.xOpen = on_open;
      fine = sqlite3_vfs_register (&shim, FALSE) == SQLITE_OK;
      g_once_init_leave (&registered, fine ? 1 : 2);
    }

  return registered == 1 ? NAME : NULL;
}

void
ahadi_write_behind_forget (sqlite3 *database)
{
  sqlite3_file *log = NULL;

  if (sqlite3_file_control (database, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log) ==
          SQLITE_OK &&
      log != NULL && log->pMethods == &methods)
    log->pMethods->xFileControl (log, FORGET, NULL);
}
