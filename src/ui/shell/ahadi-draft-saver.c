/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-draft-saver.h"

#include "ahadi-keeper-records.h"

#define PAUSE_MS 500

struct _AhadiDraftSaver
{
  GObject parent_instance;

  /* owned */
  AhadiKeeper *keeper;
  char *name;

  /* borrowed */
  gpointer form;

  AhadiKind kind;
  AhadiSnapshot snapshot;
  guint timer;
  gboolean begun; /* there is something worth keeping */
  gboolean stopped;
};

G_DEFINE_FINAL_TYPE (AhadiDraftSaver, ahadi_draft_saver, G_TYPE_OBJECT)

const char *
ahadi_draft_saver_get_name (AhadiDraftSaver *self)
{
  return self->name;
}

void
ahadi_draft_saver_flush (AhadiDraftSaver *self)
{
  if (self->timer == 0 || self->stopped)
    return;
  g_clear_handle_id (&self->timer, g_source_remove);
  ahadi_keeper_put_draft (self->keeper, self->name, self->kind,
                          self->snapshot (self->form));
}

static gboolean
on_pause (gpointer data)
{
  AhadiDraftSaver *self = data;

  ahadi_draft_saver_flush (self);
  return G_SOURCE_REMOVE;
}

void
ahadi_draft_saver_touch (AhadiDraftSaver *self)
{
  if (self->stopped)
    return;
  self->begun = TRUE;
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add (PAUSE_MS, on_pause, self);
}

void
ahadi_draft_saver_move (AhadiDraftSaver *self)
{
  if (self->begun)
    ahadi_draft_saver_touch (self);
}

void
ahadi_draft_saver_set_begun (AhadiDraftSaver *self)
{
  self->begun = TRUE;
}

void
ahadi_draft_saver_set_kept (AhadiDraftSaver *self, gboolean kept)
{
  if (self->stopped == !kept)
    return;

  if (!kept)
    ahadi_draft_saver_discard (self);
  self->stopped = !kept;
}

void
ahadi_draft_saver_stop (AhadiDraftSaver *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->stopped = TRUE;
}

void
ahadi_draft_saver_discard (AhadiDraftSaver *self)
{
  ahadi_draft_saver_stop (self);
  ahadi_keeper_remove_draft (self->keeper, self->name);
}

static void
ahadi_draft_saver_finalize (GObject *object)
{
  AhadiDraftSaver *self = AHADI_DRAFT_SAVER (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->keeper);
  g_clear_pointer (&self->name, g_free);
  G_OBJECT_CLASS (ahadi_draft_saver_parent_class)->finalize (object);
}

static void
ahadi_draft_saver_class_init (AhadiDraftSaverClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ahadi_draft_saver_finalize;
}

static void
ahadi_draft_saver_init (AhadiDraftSaver *self)
{
}

AhadiDraftSaver *
ahadi_draft_saver_new (AhadiKeeper *keeper,
                       const char *name,
                       AhadiKind kind,
                       AhadiSnapshot snapshot,
                       gpointer form)
{
  AhadiDraftSaver *self = g_object_new (AHADI_TYPE_DRAFT_SAVER, NULL);

  self->keeper = g_object_ref (keeper);
  self->name = g_strdup (name);
  self->kind = kind;
  self->snapshot = snapshot;
  self->form = form;
  g_signal_connect_object (keeper, "flush", G_CALLBACK (ahadi_draft_saver_flush), self,
                           G_CONNECT_SWAPPED);
  return self;
}
