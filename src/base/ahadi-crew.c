/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-crew.h"

typedef struct
{
  gatomicrefcount references;
  AhadiCrewFunc func;
  gpointer data;
  guint n_pieces;
  int next; /* (atomic): the piece to be taken */

  GMutex mutex;
  GCond all_done;
  guint n_done;
} Crew;

static void
crew_unref (Crew *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->all_done);
  g_free (self);
}

/* Whoever comes when all pieces are taken finds nothing to do, and nobody waits for him:
 * @data may be gone by then. */
static void
work (Crew *self)
{
  guint piece;

  while ((piece = (guint) g_atomic_int_add (&self->next, 1)) < self->n_pieces)
    {
      self->func (piece, self->data);
      g_mutex_lock (&self->mutex);
      self->n_done++;
      if (self->n_done == self->n_pieces)
        g_cond_signal (&self->all_done);
      g_mutex_unlock (&self->mutex);
    }
}

static void
help (gpointer data, gpointer unused)
{
  work (data);
  crew_unref (data);
}

/* Returns: (nullable): %NULL where there is only one processor. */
static GThreadPool *
get_helpers (guint n_helpers)
{
  static gsize ready;
  static GThreadPool *pool;

  if (g_once_init_enter (&ready))
    {
      if (n_helpers > 0)
        pool = g_thread_pool_new (help, NULL, (int) n_helpers, FALSE, NULL);
      g_once_init_leave (&ready, 1);
    }
  return pool;
}

void
ahadi_crew_run (guint n_pieces, AhadiCrewFunc func, gpointer data)
{
  guint n_helpers = g_get_num_processors () - 1;
  GThreadPool *helpers = get_helpers (n_helpers);
  Crew *self = g_new0 (Crew, 1);

  g_atomic_ref_count_init (&self->references);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->all_done);
  self->func = func;
  self->data = data;
  self->n_pieces = n_pieces;

  for (guint i = 0; helpers != NULL && i < n_helpers && i + 1 < n_pieces; i++)
    {
      g_atomic_ref_count_inc (&self->references);
      if (!g_thread_pool_push (helpers, self, NULL))
        break; /* No thread could be had, but the work stays queued for others. */
    }

  work (self);
  g_mutex_lock (&self->mutex);
  while (self->n_done < self->n_pieces)
    g_cond_wait (&self->all_done, &self->mutex);
  g_mutex_unlock (&self->mutex);
  crew_unref (self);
}
