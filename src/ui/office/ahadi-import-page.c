/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-import-page.h"

#include "ahadi-carried-box.h"
#include "ahadi-exchange-jobs.h"
#include "ahadi-facts.h"
#include "ahadi-header.h"
#include "ahadi-import-row.h"
#include "ahadi-progress-sheet.h"
#include "ahadi-traffic.h"
#include "ahadi-widgets.h"
#include "shell-compat.h"

struct _AhadiImportPage
{
  AdwBin parent_instance;

  /* owned */
  AhadiKeeper *keeper;
  GWeakRef sheet; /* AhadiProgressSheet while something runs */

  /* template */
  GtkWidget *nothing_page;
  GtkWidget *files_box;
  GtkListBox *list;
  GtkButton *merge_button;
  AhadiCarriedBox *carried;
  AhadiTraffic *traffic;

  gboolean merged; /* the list shows what was done, not what would be */
};

G_DEFINE_FINAL_TYPE (AhadiImportPage, ahadi_import_page, ADW_TYPE_BIN)

static AhadiImportRow *
find_row (AhadiImportPage *self, const char *path)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (g_str_equal (ahadi_import_row_get_path (AHADI_IMPORT_ROW (row)), path))
      return AHADI_IMPORT_ROW (row);
  return NULL;
}

static GPtrArray *
list_ready (AhadiImportPage *self)
{
  GPtrArray *paths = g_ptr_array_new ();

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (ahadi_import_row_is_ready (AHADI_IMPORT_ROW (row)))
      g_ptr_array_add (paths,
                       (gpointer) ahadi_import_row_get_path (AHADI_IMPORT_ROW (row)));
  return paths;
}

static void
update (AhadiImportPage *self)
{
  g_autoptr (GPtrArray) ready = list_ready (self);
  gboolean any = gtk_widget_get_first_child (GTK_WIDGET (self->list)) != NULL;
  g_autofree char *label =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "_Merge %u File", "_Merge %u Files",
                                    MAX (ready->len, 1)),
                       ready->len);

  gtk_widget_set_visible (self->nothing_page, !any);
  gtk_widget_set_visible (self->files_box, any);
  ahadi_button_set_label (self->merge_button, ready->len > 0 ? label : _ ("_Merge"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->merge_button), ready->len > 0);
}

/* --- preview ----------------------------------------------------------------------- */

static void
show_results (AhadiImportPage *self, const AhadiImports *imports, gboolean done)
{
  for (guint i = 0; i < imports->results->len; i++)
    {
      const AhadiImportResult *result = imports->results->pdata[i];
      AhadiImportRow *row = find_row (self, result->file);

      if (row != NULL)
        ahadi_import_row_show (row, result, imports->sentences->pdata[i], done);
    }
  update (self);
}

static void
on_previewed (gpointer owner, gpointer data, const GError *error)
{
  AhadiImportPage *self = owner;
  const AhadiImports *imports = data;

  if (imports == NULL)
    return;
  show_results (self, imports, FALSE);
  if (imports->error != NULL)
    ahadi_say_error (GTK_WIDGET (self), _ ("Not every file could be looked into"),
                     imports->error);
}

/* The row tells what became of it; it is not among those that are merged. */
static void
on_carried (gpointer owner, gpointer data, const GError *error)
{
  AhadiImportPage *self = owner;
  const AhadiImports *imports = data;

  show_results (self, imports, TRUE);
  if (imports->error != NULL)
    ahadi_say_error (owner, _ ("It could not be kept"), imports->error);
}

static void
on_carry (GtkWidget *row, AhadiImportPage *self)
{
  const char *path = ahadi_import_row_get_path (AHADI_IMPORT_ROW (row));

  ahadi_exchange_jobs_carry (self->keeper, (const char *[]){ path, NULL }, self,
                             on_carried);
}

static void
on_remove (GtkWidget *row, AhadiImportPage *self)
{
  gtk_list_box_remove (self->list, row);
  update (self);
}

void
ahadi_import_page_add (AhadiImportPage *self, const char *const *paths)
{
  g_autoptr (GPtrArray) fresh = g_ptr_array_new ();

  if (self->merged)
    ahadi_facts_clear (self->list);
  self->merged = FALSE;
  for (guint i = 0; paths[i] != NULL; i++)
    {
      GtkWidget *row = NULL;

      if (find_row (self, paths[i]) != NULL)
        continue;
      row = ahadi_import_row_new (paths[i]);
      g_signal_connect_object (row, "carry", G_CALLBACK (on_carry), self, 0);
      g_signal_connect_object (row, "remove", G_CALLBACK (on_remove), self, 0);
      gtk_list_box_append (self->list, row);
      g_ptr_array_add (fresh, (gpointer) paths[i]);
    }
  update (self);
  if (fresh->len == 0)
    return;
  g_ptr_array_add (fresh, NULL);
  ahadi_exchange_jobs_import (self->keeper, (const char *const *) fresh->pdata, TRUE,
                              NULL, NULL, self, on_previewed);
}

static void
on_files_picked (gpointer owner, const char *const *paths)
{
  ahadi_import_page_add (owner, paths);
}

static void
on_choose_clicked (AhadiImportPage *self)
{
  ahadi_compat_pick (GTK_WIDGET (self),
                     &(AhadiPickOptions){
                         .pick = AHADI_PICK_OPEN_MANY,
                         .title = _ ("Import Bundles"),
                         .filter_name = _ ("Bundles, requests and cards"),
                         .pattern = "*.ahadi *.ahadi-request *.ahadi-card",
                     },
                     on_files_picked);
}

/* --- merging ----------------------------------------------------------------------- */

static char *
sum_up (const AhadiImports *imports)
{
  guint outcomes[4] = { 0 };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < imports->results->len; i++)
    outcomes[((AhadiImportResult *) imports->results->pdata[i])->outcome]++;
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    if (outcomes[i] > 0)
      g_string_append_printf (text, "%s%s: %u", text->len > 0 ? " · " : "",
                              ahadi_words_outcome (i), outcomes[i]);
  g_string_append_printf (text, ". %s",
                          _ ("The list says what each file brought. Next, answer the "
                             "branches with “Write Replies”."));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
on_merged (gpointer owner, gpointer data, const GError *error)
{
  AhadiImportPage *self = owner;
  const AhadiImports *imports = data;
  g_autoptr (AhadiProgressSheet) sheet = g_weak_ref_get (&self->sheet);
  g_autofree char *text = NULL;

  if (imports == NULL)
    return;
  self->merged = TRUE;
  show_results (self, imports, TRUE);
  if (sheet == NULL)
    return;
  if (imports->error != NULL)
    {
      ahadi_progress_sheet_fail (sheet, _ ("Not every file was merged"), imports->error);
      return;
    }
  text = sum_up (imports);
  ahadi_progress_sheet_finish (sheet, _ ("Merged"), text);
}

static void
on_merge_clicked (AhadiImportPage *self)
{
  static const AhadiStep steps[] = { AHADI_STEP_READ, AHADI_STEP_CHECK,
                                     AHADI_STEP_MERGE };
  g_autoptr (GPtrArray) paths = list_ready (self);
  AhadiProgressSheet *sheet = ahadi_progress_sheet_new (
      GTK_WIDGET (self), _ ("Merging"),
      _ ("If you stop now, files merged so far stay merged and the others stay as they "
         "are."),
      steps, G_N_ELEMENTS (steps));

  g_weak_ref_set (&self->sheet, sheet);
  g_ptr_array_add (paths, NULL);
  ahadi_exchange_jobs_import (self->keeper, (const char *const *) paths->pdata, FALSE,
                              ahadi_progress_sheet_get_meter (sheet),
                              ahadi_progress_sheet_get_cancellable (sheet), self,
                              on_merged);
}

/* --- replies ----------------------------------------------------------------------- */

static void
on_replied (gpointer owner, gpointer data, const GError *error)
{
  AhadiImportPage *self = owner;
  GPtrArray *paths = data;
  g_autoptr (AhadiProgressSheet) sheet = g_weak_ref_get (&self->sheet);
  g_autofree char *text = NULL;

  if (sheet == NULL)
    return;
  if (error != NULL)
    {
      ahadi_progress_sheet_fail (sheet, _ ("No replies were written"), error);
      return;
    }
  text = g_strdup_printf (
      g_dngettext (
          GETTEXT_PACKAGE,
          "%u reply was written. Give it to its branch: it says what was received.",
          "%u replies were written. Give each to its branch: it says what was "
          "received.",
          paths->len),
      paths->len);
  ahadi_progress_sheet_finish (sheet, _ ("Replies"), text);
}

static void
on_folder_picked (gpointer owner, const char *const *paths)
{
  static const AhadiStep steps[] = { AHADI_STEP_SEAL, AHADI_STEP_WRITE,
                                     AHADI_STEP_VERIFY };
  AhadiImportPage *self = owner;
  AhadiProgressSheet *sheet =
      ahadi_progress_sheet_new (GTK_WIDGET (self), _ ("Writing Replies"),
                                _ ("If you stop now, replies written so far are whole."),
                                steps, G_N_ELEMENTS (steps));

  g_weak_ref_set (&self->sheet, sheet);
  ahadi_exchange_jobs_reply (
      self->keeper, paths[0], ahadi_progress_sheet_get_meter (sheet),
      ahadi_progress_sheet_get_cancellable (sheet), self, on_replied);
}

static void
on_reply_clicked (AhadiImportPage *self)
{
  ahadi_compat_pick (GTK_WIDGET (self),
                     &(AhadiPickOptions){
                         .pick = AHADI_PICK_FOLDER,
                         .title = _ ("Write Replies to This Folder or Stick"),
                     },
                     on_folder_picked);
}

/* --- object ------------------------------------------------------------------------ */

static void
ahadi_import_page_finalize (GObject *object)
{
  AhadiImportPage *self = AHADI_IMPORT_PAGE (object);

  g_weak_ref_clear (&self->sheet);
  g_clear_object (&self->keeper);
  G_OBJECT_CLASS (ahadi_import_page_parent_class)->finalize (object);
}

static void
ahadi_import_page_class_init (AhadiImportPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ahadi_import_page_finalize;
  g_type_ensure (AHADI_TYPE_CARRIED_BOX);
  g_type_ensure (AHADI_TYPE_HEADER);
  g_type_ensure (AHADI_TYPE_TRAFFIC);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/office/ahadi-import-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiImportPage, nothing_page);
  gtk_widget_class_bind_template_child (widget_class, AhadiImportPage, files_box);
  gtk_widget_class_bind_template_child (widget_class, AhadiImportPage, list);
  gtk_widget_class_bind_template_child (widget_class, AhadiImportPage, merge_button);
  gtk_widget_class_bind_template_child (widget_class, AhadiImportPage, carried);
  gtk_widget_class_bind_template_child (widget_class, AhadiImportPage, traffic);
  gtk_widget_class_bind_template_callback (widget_class, on_choose_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_merge_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_reply_clicked);
}

static void
ahadi_import_page_init (AhadiImportPage *self)
{
  g_weak_ref_init (&self->sheet, NULL);
  ahadi_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
ahadi_import_page_new (AhadiKeeper *keeper)
{
  AhadiImportPage *self = g_object_new (AHADI_TYPE_IMPORT_PAGE, NULL);

  self->keeper = g_object_ref (keeper);
  ahadi_carried_box_start (self->carried, keeper);
  ahadi_traffic_start (self->traffic, keeper);
  update (self);
  return GTK_WIDGET (self);
}
