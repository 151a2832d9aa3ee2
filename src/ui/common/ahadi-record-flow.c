/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-record-flow.h"

#include "ahadi-draft-saver.h"
#include "ahadi-form.h"
#include "ahadi-widgets.h"
#include "shell-compat.h"

struct _AhadiRecordFlow
{
  GObject parent_instance;

  /* owned */
  AhadiKeeper *keeper;
  AhadiDraftSaver *saver;

  /* borrowed */
  AhadiQuestions *questions;

  AhadiKind kind;
  gboolean kept; /* as a draft */
};

G_DEFINE_FINAL_TYPE (AhadiRecordFlow, ahadi_record_flow, G_TYPE_OBJECT)

enum
{
  STORE,
  RESTORE,
  LOADED,
  CHANGED,
  COMPLETE,
  SAVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static json_t *
snapshot (gpointer data)
{
  AhadiRecordFlow *self = data;
  AhadiQuestionPage *page = ahadi_questions_get_current (self->questions);
  json_t *values = json_object ();

  if (page != NULL)
    ahadi_json_set_text (values, "page", gtk_widget_get_name (GTK_WIDGET (page)));
  ahadi_form_store (GTK_WIDGET (self->questions), values);
  g_signal_emit (self, signals[STORE], 0, values);
  return values;
}

void
ahadi_record_flow_touch (AhadiRecordFlow *self)
{
  ahadi_draft_saver_touch (self->saver);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
ahadi_record_flow_set_kept (AhadiRecordFlow *self, gboolean kept)
{
  self->kept = kept;
  ahadi_draft_saver_set_kept (self->saver, kept);
}

AhadiRecord *
ahadi_record_flow_read (AhadiRecordFlow *self)
{
  AhadiRecord *record = ahadi_record_new (self->kind, NULL);

  if (!ahadi_form_enter (GTK_WIDGET (self->questions), record))
    g_debug ("a field cannot be read yet");
  g_signal_emit (self, signals[COMPLETE], 0, record);
  return record;
}

static void
close_flow (AhadiRecordFlow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self->questions), "shell.close-flow", NULL);
}

/* --- saving --------------------------------------------------------------------- */

/* To the page that holds the first field with a problem. */
static void
show_problem (AhadiRecordFlow *self, GPtrArray *problems)
{
  GtkWidget *first = NULL;
  GtkWidget *page = NULL;

  ahadi_form_show_problems (GTK_WIDGET (self->questions), self->kind, problems, &first);
  if (first != NULL)
    page = gtk_widget_get_ancestor (first, AHADI_TYPE_QUESTION_PAGE);
  if (page != NULL)
    ahadi_questions_show (self->questions, gtk_widget_get_name (page));
}

static void
tell_problems (AhadiRecordFlow *self, GPtrArray *problems)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self->questions));
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < problems->len; i++)
    {
      g_autofree char *sentence =
          ahadi_sentence_for_problem (self->kind, problems->pdata[i]);

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", sentence);
    }
  ahadi_compat_tell (GTK_WINDOW (root), _ ("Not saved yet; what you wrote is kept"),
                     text->str);
  show_problem (self, problems);
}

static void
on_saved (gpointer owner, gpointer result, const GError *error)
{
  AhadiRecordFlow *self = owner;
  const AhadiSaved *saved = result;

  ahadi_questions_set_busy (self->questions, NULL);
  if (error != NULL)
    {
      ahadi_say_error (GTK_WIDGET (self->questions),
                       _ ("Not saved; what you wrote is kept"), error);
      return;
    }
  if (saved->problems->len > 0)
    {
      tell_problems (self, saved->problems);
      return;
    }
  ahadi_draft_saver_stop (self->saver);
  g_signal_emit (self, signals[SAVED], 0, saved->record);
}

static void
on_finish (AhadiRecordFlow *self)
{
  g_autoptr (AhadiRecord) record = ahadi_record_flow_read (self);

  ahadi_questions_set_busy (self->questions, _ ("Sealing…"));
  ahadi_keeper_save (self->keeper, record, ahadi_draft_saver_get_name (self->saver), self,
                     on_saved);
}

static void
on_abandoned (gpointer owner)
{
  gtk_widget_activate_action (owner, "shell.close-flow", NULL);
}

static void
ask_to_abandon (AhadiRecordFlow *self)
{
  ahadi_compat_ask (GTK_WIDGET (self->questions), _ ("Give up what was written?"),
                    _ ("Nothing of it may be kept on this laptop, so there is no draft "
                       "to go on with later."),
                    _ ("_Give Up"), TRUE, on_abandoned);
}

static void
on_close (AhadiRecordFlow *self)
{
  if (!self->kept)
    {
      ask_to_abandon (self);
      return;
    }
  ahadi_draft_saver_flush (self->saver);
  close_flow (self);
}

/* --- drafts --------------------------------------------------------------------- */

static void
restore (AhadiRecordFlow *self, json_t *values)
{
  const char *page = json_string_value (json_object_get (values, "page"));

  ahadi_form_restore (GTK_WIDGET (self->questions), values);
  g_signal_emit (self, signals[RESTORE], 0, values);
  g_signal_emit (self, signals[LOADED], 0);
  if (page != NULL)
    ahadi_questions_show (self->questions, page);
}

/* Where one stands is part of the draft, once anything was typed. */
static void
on_page (AhadiRecordFlow *self)
{
  ahadi_draft_saver_move (self->saver);
}

static void
on_draft (gpointer owner, gpointer result, const GError *error)
{
  AhadiRecordFlow *self = owner;
  AhadiFoundDraft *found = result;

  ahadi_questions_set_busy (self->questions, NULL);
  if (found != NULL && found->draft != NULL)
    {
      restore (self, found->draft->values);
      ahadi_draft_saver_set_begun (self->saver);
    }
  else
    g_signal_emit (self, signals[LOADED], 0);
  ahadi_form_watch (GTK_WIDGET (self->questions), G_CALLBACK (ahadi_record_flow_touch),
                    self);
  g_signal_connect_object (self->questions, "page", G_CALLBACK (on_page), self,
                           G_CONNECT_SWAPPED);
}

void
ahadi_record_flow_start (AhadiRecordFlow *self)
{
  ahadi_keeper_get_draft (self->keeper, ahadi_draft_saver_get_name (self->saver), self,
                          on_draft);
}

/* --- object --------------------------------------------------------------------- */

static void
ahadi_record_flow_finalize (GObject *object)
{
  AhadiRecordFlow *self = AHADI_RECORD_FLOW (object);

  g_clear_object (&self->saver);
  g_clear_object (&self->keeper);
  G_OBJECT_CLASS (ahadi_record_flow_parent_class)->finalize (object);
}

static guint
add_signal (GType type, const char *name)
{
  return g_signal_new (name, type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                       0);
}

static guint
add_signal_with_pointer (GType type, const char *name)
{
  return g_signal_new (name, type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                       G_TYPE_POINTER);
}

static void
ahadi_record_flow_class_init (AhadiRecordFlowClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ahadi_record_flow_finalize;
  signals[STORE] = add_signal_with_pointer (type, "store");
  signals[RESTORE] = add_signal_with_pointer (type, "restore");
  signals[LOADED] = add_signal (type, "loaded");
  signals[CHANGED] = add_signal (type, "changed");
  signals[COMPLETE] = add_signal_with_pointer (type, "complete");
  signals[SAVED] = add_signal_with_pointer (type, "saved");
}

static void
ahadi_record_flow_init (AhadiRecordFlow *self)
{
  self->kept = TRUE;
}

AhadiRecordFlow *
ahadi_record_flow_new (AhadiKeeper *keeper,
                       AhadiQuestions *questions,
                       AhadiKind kind,
                       const char *draft)
{
  AhadiRecordFlow *self = g_object_new (AHADI_TYPE_RECORD_FLOW, NULL);

  self->keeper = g_object_ref (keeper);
  self->questions = questions;
  self->kind = kind;
  self->saver = ahadi_draft_saver_new (keeper, draft, kind, snapshot, self);
  g_signal_connect_object (questions, "finish", G_CALLBACK (on_finish), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (questions, "close", G_CALLBACK (on_close), self,
                           G_CONNECT_SWAPPED);
  return self;
}
