/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-keeper-records.h"

/* What a job was asked, with copies of its own. */
typedef struct
{
  AhadiQuery query;
  AhadiId of;
  char *search;
  guint serial;
  AhadiKind kind;
  AhadiId id;
  gboolean has_id;
  char *name;
  AhadiRecord *record;
  json_t *values;
} Asked;

static void
asked_free (gpointer data)
{
  Asked *self = data;

  g_free (self->search);
  g_free (self->name);
  g_clear_pointer (&self->record, ahadi_record_unref);
  g_clear_pointer (&self->values, json_decref);
  g_free (self);
}

static void
run (AhadiKeeper *self,
     AhadiWork work,
     Asked *asked,
     GDestroyNotify result_free,
     gpointer owner,
     AhadiDone done)
{
  ahadi_keeper_run (self,
                    &(AhadiJob){
                        .work = work,
                        .data = asked,
                        .data_free = asked_free,
                        .result_free = result_free,
                    },
                    owner, done);
}

static Asked *
asked_about (AhadiKind kind, const AhadiId *id)
{
  Asked *asked = g_new0 (Asked, 1);

  asked->kind = kind;
  asked->has_id = id != NULL;
  if (id != NULL)
    asked->id = *id;
  return asked;
}

/* --- saving ----------------------------------------------------------------- */

static void
saved_free (gpointer data)
{
  AhadiSaved *self = data;

  g_clear_pointer (&self->record, ahadi_record_unref);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_free (self);
}

static gpointer
work_save (AhadiSession *session,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  Asked *asked = data;
  AhadiSaved *saved = g_new0 (AhadiSaved, 1);
  g_autoptr (GError) local = NULL;

  saved->problems = ahadi_problem_list_new ();
  saved->record = ahadi_record_ref (asked->record);
  if (!ahadi_records_save (session, saved->record, saved->problems, &saved->changed,
                           &local) &&
      saved->problems->len == 0)
    {
      saved_free (saved);
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  /* What was typed is in the record now. A draft that stays is no loss. */
  if (saved->problems->len == 0 && asked->name != NULL &&
      !ahadi_drafts_remove (session, asked->name, &local))
    g_debug ("%s", local->message);
  return saved;
}

void
ahadi_keeper_save (AhadiKeeper *self,
                   const AhadiRecord *record,
                   const char *draft,
                   gpointer owner,
                   AhadiDone done)
{
  Asked *asked = g_new0 (Asked, 1);

  asked->record = ahadi_record_copy (record);
  asked->name = g_strdup (draft);
  ahadi_keeper_run (self,
                    &(AhadiJob){
                        .work = work_save,
                        .data = asked,
                        .data_free = asked_free,
                        .result_free = saved_free,
                        .changes = TRUE,
                    },
                    owner, done);
}

/* --- reading ---------------------------------------------------------------- */

static gpointer
work_get (AhadiSession *session, gpointer data, GCancellable *cancellable, GError **error)
{
  Asked *asked = data;

  return ahadi_records_get (session, asked->kind, &asked->id, error);
}

void
ahadi_keeper_get (
    AhadiKeeper *self, AhadiKind kind, const AhadiId *id, gpointer owner, AhadiDone done)
{
  run (self, work_get, asked_about (kind, id), (GDestroyNotify) ahadi_item_free, owner,
       done);
}

static Asked *
asked_query (const AhadiQuery *query)
{
  Asked *asked = g_new0 (Asked, 1);

  asked->query = *query;
  asked->search = g_strdup (query->search);
  asked->query.search = asked->search;
  if (query->of != NULL)
    {
      asked->of = *query->of;
      asked->query.of = &asked->of;
    }
  return asked;
}

static gpointer
work_list (AhadiSession *session,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  Asked *asked = data;

  return ahadi_records_list (session, &asked->query, error);
}

void
ahadi_keeper_list (AhadiKeeper *self,
                   const AhadiQuery *query,
                   gpointer owner,
                   AhadiDone done)
{
  run (self, work_list, asked_query (query), (GDestroyNotify) g_ptr_array_unref, owner,
       done);
}

static void
list_page_free (gpointer data)
{
  AhadiListPage *self = data;

  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_free (self);
}

static gpointer
work_list_page (AhadiSession *session,
                gpointer data,
                GCancellable *cancellable,
                GError **error)
{
  Asked *asked = data;
  AhadiListPage *page = g_new0 (AhadiListPage, 1);

  page->serial = asked->serial;
  page->offset = asked->query.offset;
  if (!ahadi_records_count (session, &asked->query, &page->count, error) ||
      (page->items = ahadi_records_list (session, &asked->query, error)) == NULL)
    {
      list_page_free (page);
      return NULL;
    }
  return page;
}

void
ahadi_keeper_list_page (AhadiKeeper *self,
                        const AhadiQuery *query,
                        guint serial,
                        gpointer owner,
                        AhadiDone done)
{
  Asked *asked = asked_query (query);

  asked->serial = serial;
  run (self, work_list_page, asked, list_page_free, owner, done);
}

static gpointer
work_timeline (AhadiSession *session,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  Asked *asked = data;

  return ahadi_records_timeline (session, asked->kind, &asked->id, error);
}

void
ahadi_keeper_timeline (
    AhadiKeeper *self, AhadiKind kind, const AhadiId *id, gpointer owner, AhadiDone done)
{
  run (self, work_timeline, asked_about (kind, id), (GDestroyNotify) g_ptr_array_unref,
       owner, done);
}

static gpointer
work_list_pledges (AhadiSession *session,
                   gpointer data,
                   GCancellable *cancellable,
                   GError **error)
{
  Asked *asked = data;

  return ahadi_records_list_pledges (session, asked->has_id ? &asked->id : NULL, error);
}

void
ahadi_keeper_list_pledges (AhadiKeeper *self,
                           const AhadiId *member,
                           gpointer owner,
                           AhadiDone done)
{
  run (self, work_list_pledges, asked_about (AHADI_KIND_PLEDGE, member),
       (GDestroyNotify) g_ptr_array_unref, owner, done);
}

static gpointer
work_list_gone (AhadiSession *session,
                gpointer data,
                GCancellable *cancellable,
                GError **error)
{
  return ahadi_erasing_list (session, error);
}

void
ahadi_keeper_list_gone (AhadiKeeper *self, gpointer owner, AhadiDone done)
{
  run (self, work_list_gone, g_new0 (Asked, 1), (GDestroyNotify) g_ptr_array_unref, owner,
       done);
}

/* --- drafts ----------------------------------------------------------------- */

static gpointer
work_put_draft (AhadiSession *session,
                gpointer data,
                GCancellable *cancellable,
                GError **error)
{
  Asked *asked = data;

  return ahadi_drafts_put (session, asked->name, asked->kind, asked->values, error)
             ? AHADI_WORK_DONE
             : NULL;
}

static Asked *
asked_draft (const char *name)
{
  Asked *asked = g_new0 (Asked, 1);

  asked->name = g_strdup (name);
  return asked;
}

void
ahadi_keeper_put_draft (AhadiKeeper *self,
                        const char *name,
                        AhadiKind kind,
                        json_t *values)
{
  Asked *asked = asked_draft (name);

  asked->kind = kind;
  asked->values = values;
  run (self, work_put_draft, asked, NULL, self, NULL);
}

static gpointer
work_remove_draft (AhadiSession *session,
                   gpointer data,
                   GCancellable *cancellable,
                   GError **error)
{
  Asked *asked = data;

  return ahadi_drafts_remove (session, asked->name, error) ? AHADI_WORK_DONE : NULL;
}

void
ahadi_keeper_remove_draft (AhadiKeeper *self, const char *name)
{
  ahadi_keeper_run (self,
                    &(AhadiJob){
                        .work = work_remove_draft,
                        .data = asked_draft (name),
                        .data_free = asked_free,
                        .changes = TRUE,
                    },
                    self, NULL);
}

static void
found_draft_free (gpointer data)
{
  AhadiFoundDraft *self = data;

  g_clear_pointer (&self->draft, ahadi_draft_free);
  g_free (self);
}

static gpointer
work_get_draft (AhadiSession *session,
                gpointer data,
                GCancellable *cancellable,
                GError **error)
{
  Asked *asked = data;
  g_autoptr (GError) local = NULL;
  AhadiFoundDraft *found = g_new0 (AhadiFoundDraft, 1);

  found->draft = ahadi_drafts_get (session, asked->name, &local);
  if (local != NULL)
    {
      found_draft_free (found);
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  return found;
}

void
ahadi_keeper_get_draft (AhadiKeeper *self,
                        const char *name,
                        gpointer owner,
                        AhadiDone done)
{
  run (self, work_get_draft, asked_draft (name), found_draft_free, owner, done);
}

static gpointer
work_list_drafts (AhadiSession *session,
                  gpointer data,
                  GCancellable *cancellable,
                  GError **error)
{
  return ahadi_drafts_list (session, error);
}

void
ahadi_keeper_list_drafts (AhadiKeeper *self, gpointer owner, AhadiDone done)
{
  run (self, work_list_drafts, asked_draft (NULL), (GDestroyNotify) g_ptr_array_unref,
       owner, done);
}

/* --- undo ------------------------------------------------------------------- */

#define UNDO "ahadi-undo"

void
ahadi_keeper_set_undo (AhadiKeeper *self,
                       const AhadiRecord *record,
                       const AhadiDraft *draft)
{
  Asked *kept = g_new0 (Asked, 1);

  if (record != NULL)
    kept->record = ahadi_record_copy (record);
  if (draft != NULL)
    {
      kept->name = g_strdup (draft->name);
      kept->kind = draft->kind;
      kept->values = json_incref (draft->values);
    }
  g_object_set_data_full (G_OBJECT (self), UNDO, kept, asked_free);
}

void
ahadi_keeper_undo (AhadiKeeper *self, gpointer owner, AhadiDone done)
{
  Asked *kept = g_object_steal_data (G_OBJECT (self), UNDO);

  if (kept == NULL)
    return;
  if (kept->record != NULL)
    ahadi_keeper_save (self, kept->record, NULL, owner, done);
  if (kept->values != NULL)
    {
      ahadi_keeper_put_draft (self, kept->name, kept->kind,
                              g_steal_pointer (&kept->values));
      ahadi_keeper_touch (self);
    }
  asked_free (kept);
}
