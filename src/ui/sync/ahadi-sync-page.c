/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-sync-page.h"

#include "ahadi-carried-box.h"
#include "ahadi-counts.h"
#include "ahadi-enrolment-box.h"
#include "ahadi-exchange-jobs.h"
#include "ahadi-header.h"
#include "ahadi-progress-sheet.h"
#include "ahadi-sync-column.h"
#include "ahadi-traffic.h"
#include "ahadi-widgets.h"
#include "shell-compat.h"

struct _AhadiSyncPage
{
  AdwBin parent_instance;

  /* owned */
  AhadiKeeper *keeper;
  GWeakRef sheet; /* AhadiProgressSheet while something runs */
  GStrv others; /* nullable: files for others, while it is asked whether to carry them */

  /* template */
  AhadiSyncColumn *here_column;
  AhadiSyncColumn *way_column;
  AhadiSyncColumn *office_column;
  GtkButton *export_button;
  GtkLabel *card_label;
  AdwPreferencesGroup *enrolment_group;
  AhadiEnrolmentBox *enrolment;
  AhadiCarriedBox *carried;
  AhadiTraffic *traffic;

  gboolean everything;
};

G_DEFINE_FINAL_TYPE (AhadiSyncPage, ahadi_sync_page, ADW_TYPE_BIN)

/* --- the picture -------------------------------------------------------------------- */

static void
show_column (AhadiSyncColumn *column,
             const AhadiDesk *desk,
             AhadiDelivery delivery,
             const char *when)
{
  g_autofree char *what = ahadi_counts_print_deliveries (&desk->deliveries, delivery);

  ahadi_sync_column_set (column, ahadi_counts_sum (&desk->deliveries, delivery), what,
                         when);
}

static void
show_card (AhadiSyncPage *self, const AhadiDesk *desk)
{
  g_autofree char *age = ahadi_words_age (desk->card_time);
  g_autofree char *list_age = ahadi_words_age (desk->list_time);
  /* Translators: “Card of Amnesty: directory 3, 120 days old, list 41, of today” */
  g_autofree char *text =
      desk->card_version > 0
          ? g_strdup_printf (_ ("Card of %s: directory %u, %s, list %u, %s"),
                             desk->org_name, desk->card_version, age, desk->list_version,
                             list_age)
          : g_strdup (_ ("No card yet: nothing can be sealed."));

  gtk_label_set_label (self->card_label, text);
}

static void
on_desk (AhadiSyncPage *self)
{
  const AhadiDesk *desk = ahadi_keeper_get_desk (self->keeper);
  g_autofree char *exported = ahadi_words_time (desk->last_export);
  g_autofree char *replied = ahadi_words_time (desk->last_reply);
  g_autofree char *way = g_strdup_printf (_ ("Last export: %s"), exported);
  g_autofree char *office = g_strdup_printf (_ ("Last reply: %s"), replied);
  g_autofree char *held = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%lu change waits for an office without a holder",
                   "%lu changes wait for an office without a holder",
                   (gulong) desk->held_back),
      (gulong) desk->held_back);

  show_column (self->here_column, desk, AHADI_DELIVERY_ONLY_HERE,
               desk->held_back > 0 ? held : _ ("Lost if the laptop is lost"));
  show_column (self->way_column, desk, AHADI_DELIVERY_EXPORTED, way);
  show_column (self->office_column, desk, AHADI_DELIVERY_RECEIVED, office);
  show_card (self, desk);
  gtk_widget_set_visible (GTK_WIDGET (self->enrolment_group),
                          !desk->enrolled && !desk->revoked);
}

/* --- export ------------------------------------------------------------------------ */

/* Returns: (transfer full): with a blank before each sentence. */
static char *
tell_of_others (const AhadiExportResult *result)
{
  g_autofree char *along = ahadi_sentence_carried_along (result->carried);
  g_autofree char *spoilt = ahadi_sentence_carry_spoilt (result->spoilt);

  return g_strconcat (along != NULL ? " " : "", along != NULL ? along : "",
                      spoilt != NULL ? " " : "", spoilt, NULL);
}

static void
on_exported (gpointer owner, gpointer data, const GError *error)
{
  AhadiSyncPage *self = owner;
  const AhadiExportResult *result = data;
  g_autoptr (AhadiProgressSheet) sheet = g_weak_ref_get (&self->sheet);
  g_autofree char *file = NULL;
  g_autofree char *size = NULL;
  g_autofree char *held = NULL;
  g_autofree char *others = NULL;
  g_autofree char *text = NULL;

  if (sheet == NULL)
    return;
  if (error != NULL)
    {
      ahadi_progress_sheet_fail (sheet, _ ("Nothing was exported"), error);
      return;
    }
  file = g_path_get_basename (result->path);
  size = ahadi_words_size (result->size);
  if (result->held_back > 0)
    held = g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE,
                     " %lu change stays here: the office it is for has no holder yet.",
                     " %lu changes stay here: the office they are for has no holder yet.",
                     (gulong) result->held_back),
        (gulong) result->held_back);
  others = tell_of_others (result);
  text = g_strdup_printf (
      result->operations > 0
          ? _ ("%s (%s) was written and read back whole. A stick can be taken out safely "
               "now. Hand it to the secretariat and bring its reply back.%s%s")
          : _ ("%s (%s) was written. There was nothing new to send of your own, and it "
               "tells just that.%s%s"),
      file, size, held != NULL ? held : "", others);
  ahadi_progress_sheet_finish (sheet, _ ("Sealed and written"), text);
}

static void
on_folder_picked (gpointer owner, const char *const *paths)
{
  static const AhadiStep steps[] = { AHADI_STEP_SEAL, AHADI_STEP_WRITE,
                                     AHADI_STEP_VERIFY };
  AhadiSyncPage *self = owner;
  AhadiProgressSheet *sheet = ahadi_progress_sheet_new (
      GTK_WIDGET (self), _ ("Exporting"),
      _ ("If you stop now no half file stays, and everything is sent the next time."),
      steps, G_N_ELEMENTS (steps));

  g_weak_ref_set (&self->sheet, sheet);
  ahadi_exchange_jobs_export (
      self->keeper, paths[0], self->everything, ahadi_progress_sheet_get_meter (sheet),
      ahadi_progress_sheet_get_cancellable (sheet), self, on_exported);
}

static void
choose_folder (AhadiSyncPage *self, gboolean everything)
{
  self->everything = everything;
  ahadi_compat_pick (GTK_WIDGET (self),
                     &(AhadiPickOptions){
                         .pick = AHADI_PICK_FOLDER,
                         .title = _ ("Export to This Folder or Stick"),
                     },
                     on_folder_picked);
}

static void
on_export_clicked (AhadiSyncPage *self)
{
  choose_folder (self, FALSE);
}

static void
on_everything_clicked (AhadiSyncPage *self)
{
  choose_folder (self, TRUE);
}

/* --- import ------------------------------------------------------------------------ */

/* Returns: (nullable): why the first file that was refused was. */
static const GError *
find_refusal (const AhadiImports *imports)
{
  for (guint i = 0; i < imports->results->len; i++)
    {
      const AhadiImportResult *result = imports->results->pdata[i];

      if (result->outcome == AHADI_OUTCOME_REFUSED && result->reason != NULL)
        return result->reason;
    }
  return imports->error;
}

static void
on_carried (gpointer owner, gpointer data, const GError *error)
{
  AhadiSyncPage *self = owner;
  const AhadiImports *imports = data;
  const GError *refusal = find_refusal (imports);

  g_clear_pointer (&self->others, g_strfreev);
  if (refusal != NULL)
    ahadi_say_error_as (owner, _ ("Not all of it can be carried on"),
                        imports->sentences->len > 0 ? imports->sentences->pdata[0] : NULL,
                        refusal);
  else
    ahadi_say (owner, _ ("Kept sealed. It goes along with your next export."));
}

static void
carry (gpointer owner)
{
  AhadiSyncPage *self = owner;

  ahadi_exchange_jobs_carry (self->keeper, (const char *const *) self->others, self,
                             on_carried);
}

/* Returns: whether there was anything for others. */
static gboolean
ask_to_carry (AhadiSyncPage *self, const AhadiImports *imports)
{
  g_autoptr (GPtrArray) others = ahadi_imports_list_for_others (imports);
  guint count = others->len - 1;

  if (count == 0)
    return FALSE;

  g_strfreev (self->others);
  self->others = g_strdupv ((GStrv) others->pdata);
  ahadi_compat_ask (
      GTK_WIDGET (self),
      g_dngettext (GETTEXT_PACKAGE, "This bundle is for others",
                   "Some of these bundles are for others", count),
      g_dngettext (GETTEXT_PACKAGE,
                   "This laptop has no key for it, and nothing of it was taken in. You "
                   "can carry it on for them: it stays sealed, and goes along with your "
                   "next export.",
                   "This laptop has no key for them, and nothing of them was taken in. "
                   "You can carry them on: they stay sealed, and go along with your next "
                   "export.",
                   count),
      _ ("C_arry It"), FALSE, carry);
  return TRUE;
}

static void
on_imported (gpointer owner, gpointer data, const GError *error)
{
  AhadiSyncPage *self = owner;
  const AhadiImports *imports = data;
  g_autoptr (AhadiProgressSheet) sheet = g_weak_ref_get (&self->sheet);
  const GError *refusal = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  if (sheet == NULL || imports == NULL)
    return;
  if (imports->error != NULL && imports->results->len == 0)
    {
      ahadi_progress_sheet_fail (sheet, _ ("Nothing was taken in"), imports->error);
      return;
    }
  for (guint i = 0; i < imports->sentences->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n\n" : "",
                            (const char *) imports->sentences->pdata[i]);

  refusal = find_refusal (imports);
  if (ask_to_carry (self, imports) && imports->results->len == 1)
    gtk_window_destroy (GTK_WINDOW (sheet)); /* the question says it all */
  else if (refusal != NULL)
    ahadi_progress_sheet_fail_as (sheet,
                                  imports->results->len == 1
                                      ? _ ("Nothing was taken in")
                                      : _ ("Not everything was taken in"),
                                  refusal, text->str);
  else
    ahadi_progress_sheet_finish (sheet, _ ("Taken in"), text->str);
}

void
ahadi_sync_page_import (AhadiSyncPage *self, const char *const *paths)
{
  static const AhadiStep steps[] = { AHADI_STEP_READ, AHADI_STEP_CHECK,
                                     AHADI_STEP_MERGE };
  AhadiProgressSheet *sheet = ahadi_progress_sheet_new (
      GTK_WIDGET (self), _ ("Taking it in"),
      _ ("If you stop now nothing of the file is taken in. It stays where it is."), steps,
      G_N_ELEMENTS (steps));

  g_weak_ref_set (&self->sheet, sheet);
  ahadi_exchange_jobs_import (
      self->keeper, paths, FALSE, ahadi_progress_sheet_get_meter (sheet),
      ahadi_progress_sheet_get_cancellable (sheet), self, on_imported);
}

static void
on_file_picked (gpointer owner, const char *const *paths)
{
  ahadi_sync_page_import (owner, paths);
}

static void
on_import_clicked (AhadiSyncPage *self)
{
  ahadi_compat_pick (GTK_WIDGET (self),
                     &(AhadiPickOptions){
                         .pick = AHADI_PICK_OPEN_MANY,
                         .title = _ ("Import a Reply or Card"),
                         .filter_name = _ ("Replies and cards"),
                         .pattern = "*.ahadi *.ahadi-card",
                     },
                     on_file_picked);
}

/* --- object ------------------------------------------------------------------------ */

static void
ahadi_sync_page_finalize (GObject *object)
{
  AhadiSyncPage *self = AHADI_SYNC_PAGE (object);

  g_weak_ref_clear (&self->sheet);
  g_clear_pointer (&self->others, g_strfreev);
  g_clear_object (&self->keeper);
  G_OBJECT_CLASS (ahadi_sync_page_parent_class)->finalize (object);
}

static void
ahadi_sync_page_class_init (AhadiSyncPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ahadi_sync_page_finalize;
  g_type_ensure (AHADI_TYPE_CARRIED_BOX);
  g_type_ensure (AHADI_TYPE_ENROLMENT_BOX);
  g_type_ensure (AHADI_TYPE_HEADER);
  g_type_ensure (AHADI_TYPE_SYNC_COLUMN);
  g_type_ensure (AHADI_TYPE_TRAFFIC);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/sync/ahadi-sync-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiSyncPage, here_column);
  gtk_widget_class_bind_template_child (widget_class, AhadiSyncPage, way_column);
  gtk_widget_class_bind_template_child (widget_class, AhadiSyncPage, office_column);
  gtk_widget_class_bind_template_child (widget_class, AhadiSyncPage, export_button);
  gtk_widget_class_bind_template_child (widget_class, AhadiSyncPage, card_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiSyncPage, enrolment_group);
  gtk_widget_class_bind_template_child (widget_class, AhadiSyncPage, enrolment);
  gtk_widget_class_bind_template_child (widget_class, AhadiSyncPage, carried);
  gtk_widget_class_bind_template_child (widget_class, AhadiSyncPage, traffic);
  gtk_widget_class_bind_template_callback (widget_class, on_export_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_everything_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_import_clicked);
}

static void
ahadi_sync_page_init (AhadiSyncPage *self)
{
  g_weak_ref_init (&self->sheet, NULL);
  ahadi_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
ahadi_sync_page_new (AhadiKeeper *keeper)
{
  AhadiSyncPage *self = g_object_new (AHADI_TYPE_SYNC_PAGE, NULL);

  self->keeper = g_object_ref (keeper);
  ahadi_enrolment_box_start (self->enrolment, keeper);
  ahadi_carried_box_start (self->carried, keeper);
  ahadi_traffic_start (self->traffic, keeper);
  on_desk (self);
  g_signal_connect_object (keeper, "desk", G_CALLBACK (on_desk), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
