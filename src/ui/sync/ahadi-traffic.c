/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-traffic.h"

#include "ahadi-exchange-jobs.h"
#include "ahadi-facts.h"
#include "ahadi-widgets.h"

#define SHOWN 50

struct _AhadiTraffic
{
  AdwBin parent_instance;

  /* owned */
  AhadiKeeper *keeper;

  /* template */
  GtkListBox *list;
  GtkLabel *nothing_label;
};

G_DEFINE_FINAL_TYPE (AhadiTraffic, ahadi_traffic, ADW_TYPE_BIN)

static const struct
{
  const char *outcome;
  const char *icon;
  const char *words;
} outcomes[] = {
  { "exported", "document-send-symbolic", N_ ("Exported") },
  { "replied", "mail-reply-sender-symbolic", N_ ("Reply written") },
  { "carried", "document-send-symbolic", N_ ("Written for others") },
  { "merged", "object-select-symbolic", N_ ("Taken in") },
  { "duplicate", "emblem-default-symbolic", N_ ("Here already, nothing new") },
  { "set-aside", "folder-download-symbolic", N_ ("Set aside, kept whole") },
  { "refused", "dialog-warning-symbolic", N_ ("Refused, nothing was changed") },
};

/* The journal keeps a word; people get the sentence of that error. */
static char *
print_reason (const char *word)
{
  for (int code = AHADI_SYNC_ERROR_FOREIGN; code <= AHADI_SYNC_ERROR_FORK; code++)
    {
      g_autoptr (GError) error = NULL;

      if (!g_str_equal (ahadi_sync_error_to_word (code), word))
        continue;
      error = g_error_new_literal (AHADI_SYNC_ERROR, code, word);
      return ahadi_sentence_for_error (error);
    }
  return NULL;
}

static GtkWidget *
make_row (const AhadiJournalEntry *entry)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *time = ahadi_words_time (entry->time);
  g_autofree char *reason = print_reason (entry->reason);
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;
  g_autofree char *name = NULL;
  guint at = 0;

  while (at + 1 < G_N_ELEMENTS (outcomes) &&
         !g_str_equal (outcomes[at].outcome, entry->outcome))
    at++;
  title = g_strdup_printf ("%s · %s", _ (outcomes[at].words), time);
  subtitle = reason != NULL ? g_strdup_printf ("%s\n%s", entry->file, reason)
                            : g_strdup (entry->file);
  name = g_strdup_printf ("%s, %s", title, subtitle);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name (outcomes[at].icon));
  ahadi_widget_set_name (row, name);
  return row;
}

static void
on_journal (gpointer owner, gpointer result, const GError *error)
{
  AhadiTraffic *self = owner;
  GPtrArray *entries = result;

  if (entries == NULL)
    return;
  ahadi_facts_clear (self->list);
  for (guint i = 0; i < entries->len; i++)
    gtk_list_box_append (self->list, make_row (entries->pdata[i]));
  gtk_widget_set_visible (GTK_WIDGET (self->list), entries->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->nothing_label), entries->len == 0);
}

static void
reload (AhadiTraffic *self)
{
  ahadi_exchange_jobs_journal (self->keeper, SHOWN, self, on_journal);
}

void
ahadi_traffic_start (AhadiTraffic *self, AhadiKeeper *keeper)
{
  g_set_object (&self->keeper, keeper);
  g_signal_connect_object (keeper, "changed", G_CALLBACK (reload), self,
                           G_CONNECT_SWAPPED);
  reload (self);
}

static void
ahadi_traffic_finalize (GObject *object)
{
  g_clear_object (&AHADI_TRAFFIC (object)->keeper);
  G_OBJECT_CLASS (ahadi_traffic_parent_class)->finalize (object);
}

static void
ahadi_traffic_class_init (AhadiTrafficClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ahadi_traffic_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/sync/ahadi-traffic.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiTraffic, list);
  gtk_widget_class_bind_template_child (widget_class, AhadiTraffic, nothing_label);
}

static void
ahadi_traffic_init (AhadiTraffic *self)
{
  ahadi_widget_init_template (GTK_WIDGET (self));
  ahadi_list_make_one_stop (GTK_WIDGET (self->list));
}
