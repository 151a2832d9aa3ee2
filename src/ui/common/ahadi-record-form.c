/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-record-form.h"

#include "ahadi-form.h"
#include "ahadi-widgets.h"

struct _AhadiRecordForm
{
  GObject parent_instance;

  /* owned */
  AhadiKeeper *keeper;
  AhadiRecord *record; /* as it was when the form was opened */
  AhadiDraftSaver *saver;
  AhadiRecord *checked; /* (nullable): while somebody looks at it before it is saved */

  /* borrowed */
  AhadiFormFrame *frame;

  AhadiKind kind;
  gboolean is_new;
};

G_DEFINE_FINAL_TYPE (AhadiRecordForm, ahadi_record_form, G_TYPE_OBJECT)

enum
{
  LOADED,
  CHANGED,
  COMPLETE,
  CHECK,
  SAVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static json_t *
snapshot (gpointer form)
{
  json_t *values = json_object ();

  ahadi_form_store (form, values);
  return values;
}

static void
on_typed (AhadiRecordForm *self)
{
  ahadi_form_frame_set_problem (self->frame, NULL);
  ahadi_draft_saver_touch (self->saver);
  g_signal_emit (self, signals[CHANGED], 0);
}

AhadiRecord *
ahadi_record_form_read (AhadiRecordForm *self)
{
  g_autoptr (json_t) values = snapshot (self->frame);
  AhadiRecord *record = ahadi_record_copy (self->record);
  const AhadiKindInfo *info = ahadi_record_get_info (record);

  for (guint i = 0; i < info->n_fields; i++)
    {
      const char *text =
          json_string_value (json_object_get (values, info->fields[i].name));

      if (text != NULL && !ahadi_record_enter (record, i, text, NULL))
        g_debug ("%s cannot be read yet", info->fields[i].name);
    }
  return record;
}

gboolean
ahadi_record_form_is_new (AhadiRecordForm *self)
{
  return self->is_new;
}

/* --- saving --------------------------------------------------------------------- */

static void
close_flow (AhadiRecordForm *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self->frame), "shell.close-flow", NULL);
}

/* A problem of a field that this form does not show is said as a whole. */
static void
show_problems (AhadiRecordForm *self, GPtrArray *problems)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (ahadi_form_show_problems (GTK_WIDGET (self->frame), self->kind, problems, NULL))
    {
      ahadi_form_frame_set_problem (
          self->frame,
          _ ("Not saved yet: see the marked fields. What you typed is kept."));
      return;
    }
  for (guint i = 0; i < problems->len; i++)
    {
      g_autofree char *sentence =
          ahadi_sentence_for_problem (self->kind, problems->pdata[i]);

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", sentence);
    }
  ahadi_form_frame_set_problem (self->frame, text->str);
}

static void
on_saved (gpointer owner, gpointer result, const GError *error)
{
  AhadiRecordForm *self = owner;
  const AhadiSaved *saved = result;

  ahadi_form_frame_set_busy (self->frame, FALSE);
  if (error != NULL)
    {
      ahadi_say_error (GTK_WIDGET (self->frame), _ ("Not saved"), error);
      return;
    }
  if (saved->problems->len > 0)
    {
      show_problems (self, saved->problems);
      return;
    }
  ahadi_draft_saver_stop (self->saver);
  if (!self->is_new && saved->changed)
    ahadi_keeper_set_undo (self->keeper, self->record, NULL);
  g_signal_emit (self, signals[SAVED], 0, saved->record, saved->changed);
  close_flow (self);
}

static void
save (AhadiRecordForm *self, const AhadiRecord *record)
{
  ahadi_keeper_save (self->keeper, record, ahadi_draft_saver_get_name (self->saver), self,
                     on_saved);
}

void
ahadi_record_form_go_on (AhadiRecordForm *self, gboolean saves)
{
  g_autoptr (AhadiRecord) record = g_steal_pointer (&self->checked);

  if (record == NULL)
    return;
  if (saves)
    save (self, record);
  else
    ahadi_form_frame_set_busy (self->frame, FALSE);
}

static void
on_save (AhadiRecordForm *self)
{
  g_autoptr (AhadiRecord) record = ahadi_record_copy (self->record);
  gboolean is_checked = FALSE;

  if (!ahadi_form_enter (GTK_WIDGET (self->frame), record))
    {
      ahadi_form_frame_set_problem (
          self->frame,
          _ ("Not saved yet: see the marked fields. What you typed is kept."));
      return;
    }
  g_signal_emit (self, signals[COMPLETE], 0, record);
  ahadi_form_frame_set_busy (self->frame, TRUE);
  g_clear_pointer (&self->checked, ahadi_record_unref);
  self->checked = ahadi_record_ref (record);
  g_signal_emit (self, signals[CHECK], 0, record, &is_checked);
  if (!is_checked)
    ahadi_record_form_go_on (self, TRUE);
}

void
ahadi_record_form_close (AhadiRecordForm *self)
{
  ahadi_draft_saver_flush (self->saver);
  close_flow (self);
}

/* --- loading -------------------------------------------------------------------- */

static void
on_draft (gpointer owner, gpointer result, const GError *error)
{
  AhadiRecordForm *self = owner;
  AhadiFoundDraft *found = result;

  if (found != NULL && found->draft != NULL)
    ahadi_form_restore (GTK_WIDGET (self->frame), found->draft->values);
  ahadi_form_frame_set_busy (self->frame, FALSE);
  ahadi_form_watch (GTK_WIDGET (self->frame), G_CALLBACK (on_typed), self);
  g_signal_emit (self, signals[LOADED], 0);
}

static void
load_draft (AhadiRecordForm *self)
{
  ahadi_keeper_get_draft (self->keeper, ahadi_draft_saver_get_name (self->saver), self,
                          on_draft);
}

static void
on_record (gpointer owner, gpointer result, const GError *error)
{
  AhadiRecordForm *self = owner;
  const AhadiItem *item = result;

  if (error != NULL)
    {
      ahadi_say_error (GTK_WIDGET (self->frame), _ ("It cannot be corrected now"), error);
      close_flow (self);
      return;
    }
  ahadi_record_unref (self->record);
  self->record = ahadi_record_copy (item->record);
  ahadi_form_load (GTK_WIDGET (self->frame), self->record);
  load_draft (self);
}

/* --- object --------------------------------------------------------------------- */

static void
ahadi_record_form_finalize (GObject *object)
{
  AhadiRecordForm *self = AHADI_RECORD_FORM (object);

  g_clear_object (&self->saver);
  g_clear_object (&self->keeper);
  g_clear_pointer (&self->record, ahadi_record_unref);
  g_clear_pointer (&self->checked, ahadi_record_unref);
  G_OBJECT_CLASS (ahadi_record_form_parent_class)->finalize (object);
}

static void
ahadi_record_form_class_init (AhadiRecordFormClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ahadi_record_form_finalize;
  signals[LOADED] = g_signal_new ("loaded", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[COMPLETE] = g_signal_new ("complete", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[CHECK] = g_signal_new ("check", type, G_SIGNAL_RUN_LAST, 0,
                                 g_signal_accumulator_true_handled, NULL, NULL,
                                 G_TYPE_BOOLEAN, 1, G_TYPE_POINTER);
  signals[SAVED] = g_signal_new ("saved", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_BOOLEAN);
}

static void
ahadi_record_form_init (AhadiRecordForm *self)
{
}

AhadiRecordForm *
ahadi_record_form_new (AhadiKeeper *keeper,
                       AhadiFormFrame *frame,
                       AhadiKind kind,
                       const AhadiId *id,
                       const char *draft)
{
  AhadiRecordForm *self = g_object_new (AHADI_TYPE_RECORD_FORM, NULL);

  self->keeper = g_object_ref (keeper);
  self->frame = frame;
  self->kind = kind;
  self->is_new = id == NULL;
  self->record = ahadi_record_new (kind, NULL);
  self->saver = ahadi_draft_saver_new (keeper, draft, kind, snapshot, frame);
  g_signal_connect_object (frame, "save", G_CALLBACK (on_save), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (frame, "close", G_CALLBACK (ahadi_record_form_close), self,
                           G_CONNECT_SWAPPED);
  if (id != NULL)
    {
      ahadi_form_frame_set_busy (frame, TRUE);
      ahadi_keeper_get (keeper, kind, id, self, on_record);
    }
  else
    load_draft (self);
  return self;
}
