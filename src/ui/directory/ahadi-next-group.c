/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-next-group.h"

#include "ahadi-custodians-window.h"
#include "ahadi-directory-jobs.h"
#include "ahadi-draft-box.h"
#include "ahadi-text-row.h"
#include "ahadi-widgets.h"
#include "shell-compat.h"

struct _AhadiNextGroup
{
  AdwPreferencesGroup parent_instance;

  /* owned */
  AhadiKeeper *keeper;
  json_t *shown;
  GtkWidget *first_row; /* of the dialog that asks for a setting or a text */
  GtkWidget *second_row;
  char *language;

  /* template */
  GtkLabel *state_label;
  GtkWidget *draft_card;
  AhadiDraftBox *draft_box;
  GtkButton *publish_button;
  GtkWidget *confirm_row;

  AhadiId removed;
  gboolean official;
};

G_DEFINE_FINAL_TYPE (AhadiNextGroup, ahadi_next_group, ADW_TYPE_PREFERENCES_GROUP)

static json_t *
get_draft (json_t *shown)
{
  json_t *draft = json_object_get (shown, "draft");

  return json_is_object (draft) ? draft : NULL;
}

void
ahadi_next_group_show (AhadiNextGroup *self, json_t *shown)
{
  json_t *draft = get_draft (shown);
  gboolean complete = json_is_true (json_object_get (draft, "complete"));

  json_incref (shown);
  json_decref (self->shown);
  self->shown = shown;
  gtk_widget_set_visible (self->draft_card, draft != NULL);
  gtk_label_set_label (
      self->state_label,
      draft != NULL
          ? _ ("This draft waits for its custodians. Save it to a stick for each of "
               "them, and add the copies they have signed.")
          : _ ("Nothing waits. A change is published at once where this laptop holds "
               "the custodian’s key; else it waits here as a draft until enough of the "
               "custodians have signed it."));
  if (draft != NULL)
    ahadi_draft_box_show (self->draft_box, draft);
  gtk_widget_set_sensitive (GTK_WIDGET (self->publish_button), complete);
  gtk_widget_set_visible (self->confirm_row,
                          json_is_true (json_object_get (shown, "old")));
}

/* --- what came of a change ------------------------------------------------------- */

/* @result: ahadi_trust_show() of after */
static void
on_drafted (gpointer owner, gpointer result, const GError *error)
{
  AhadiNextGroup *self = owner;

  if (error != NULL)
    {
      ahadi_say_error (owner, _ ("Nothing was changed"), error);
      return;
    }
  ahadi_say (owner, get_draft (result) != NULL
                        ? _ ("Drafted. It waits for its custodians.")
                        : _ ("Published. Send the new card, or replies, to everybody."));
  ahadi_next_group_show (self, result);
  if (get_draft (result) != NULL)
    ahadi_widget_show_whole (GTK_WIDGET (self->state_label));
}

/* --- changes --------------------------------------------------------------------- */

static void
on_custodians_clicked (AhadiNextGroup *self)
{
  if (self->shown == NULL)
    return;
  ahadi_custodians_window_show (
      GTK_WIDGET (self), self->keeper,
      (guint) json_integer_value (json_object_get (self->shown, "threshold")),
      json_object_get (self->shown, "custodians"), on_drafted);
}

static void
remove_holder (gpointer owner)
{
  AhadiNextGroup *self = owner;

  ahadi_directory_jobs_remove_holder (self->keeper, &self->removed, self, on_drafted);
}

void
ahadi_next_group_remove_holder (AhadiNextGroup *self, const AhadiId *device)
{
  self->removed = *device;
  ahadi_compat_ask (
      GTK_WIDGET (self), _ ("Remove this holder of an office?"),
      _ ("The next directory no longer names it. Nothing more is sealed to it, and what "
         "it signs no longer counts; what it wrote before stays. If the laptop is lost, "
         "revoke it at Devices too: that needs no custodian and holds at once."),
      _ ("_Draft It"), TRUE, remove_holder);
}

/* Two rows for a dialog; they outlive it until the next one. */
static GtkWidget *
make_rows (AhadiNextGroup *self, GtkWidget *first, GtkWidget *second)
{
  GtkWidget *list = gtk_list_box_new ();

  g_clear_object (&self->first_row);
  g_clear_object (&self->second_row);
  self->first_row = g_object_ref_sink (first);
  self->second_row = g_object_ref_sink (second);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), first);
  gtk_list_box_append (GTK_LIST_BOX (list), second);
  return list;
}

static void
set_setting (gpointer owner)
{
  AhadiNextGroup *self = owner;
  AhadiTextRow *value = AHADI_TEXT_ROW (self->second_row);

  ahadi_directory_jobs_set (
      self->keeper, ahadi_text_row_get_text (AHADI_TEXT_ROW (self->first_row)),
      ahadi_text_row_is_blank (value) ? NULL : ahadi_text_row_get_text (value), self,
      on_drafted);
}

static void
on_setting_clicked (AhadiNextGroup *self)
{
  GtkWidget *name = g_object_new (AHADI_TYPE_TEXT_ROW, "title", _ ("Name"), "hint",
                                  _ ("Small letters, digits and hyphens"), NULL);
  GtkWidget *value = g_object_new (AHADI_TYPE_TEXT_ROW, "title", _ ("Value"), "hint",
                                   _ ("Empty takes the setting out"), NULL);

  ahadi_compat_ask_with (GTK_WIDGET (self), _ ("A Setting for Everybody"),
                         _ ("It stands in the directory and comes to every laptop."),
                         make_rows (self, name, value), _ ("_Draft It"), set_setting);
}

static void
on_confirm_clicked (AhadiNextGroup *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *today = g_date_time_format (now, "%Y-%m-%d");

  ahadi_directory_jobs_set (self->keeper, "confirmed", today, self, on_drafted);
}

static void
on_text_picked (gpointer owner, const char *const *paths)
{
  AhadiNextGroup *self = owner;

  ahadi_directory_jobs_set_code (self->keeper, self->language, paths[0], self->official,
                                 self, on_drafted);
}

static void
pick_text (gpointer owner)
{
  AhadiNextGroup *self = owner;

  g_free (self->language);
  self->language = g_strdup (ahadi_text_row_get_text (AHADI_TEXT_ROW (self->first_row)));
  self->official = gtk_check_button_get_active (
      g_object_get_data (G_OBJECT (self->second_row), "check"));
  ahadi_compat_pick (GTK_WIDGET (self),
                     &(AhadiPickOptions){
                         .pick = AHADI_PICK_OPEN,
                         .title = _ ("Text of the Code of Conduct"),
                         .filter_name = _ ("Plain text"),
                         .pattern = "*.txt",
                     },
                     on_text_picked);
}

static void
on_code_clicked (AhadiNextGroup *self)
{
  GtkWidget *language =
      g_object_new (AHADI_TYPE_TEXT_ROW, "title", _ ("Language"), "hint",
                    _ ("Two letters: en, sw"), "max-length", 2, NULL);
  GtkWidget *check =
      gtk_check_button_new_with_label (_ ("This text is the official one"));
  GtkWidget *row = adw_preferences_row_new ();

  gtk_widget_set_margin_start (check, 12);
  gtk_widget_set_margin_top (check, 9);
  gtk_widget_set_margin_bottom (check, 9);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), check);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  g_object_set_data (G_OBJECT (row), "check", check);
  ahadi_compat_ask_with (
      GTK_WIDGET (self), _ ("A Text of the Code of Conduct"),
      _ ("It takes the place of the text in that language. Pledges made so far stay "
         "pledges to the text that was read out."),
      make_rows (self, language, row), _ ("Choose a _File…"), pick_text);
}

/* --- the draft that waits -------------------------------------------------------- */

static void
on_saved (gpointer owner, gpointer result, const GError *error)
{
  if (error != NULL)
    ahadi_say_error (owner, _ ("The draft was not saved"), error);
  else
    ahadi_say (owner, _ ("Saved. Carry it to a custodian to be signed."));
}

static void
on_save_picked (gpointer owner, const char *const *paths)
{
  AhadiNextGroup *self = owner;

  ahadi_directory_jobs_save (self->keeper, paths[0], self, on_saved);
}

static void
on_save_clicked (AhadiNextGroup *self)
{
  ahadi_compat_pick (GTK_WIDGET (self),
                     &(AhadiPickOptions){
                         .pick = AHADI_PICK_SAVE,
                         .title = _ ("Save the Draft to a Stick"),
                         .name = _ ("directory.ahadi-draft"),
                     },
                     on_save_picked);
}

static void
on_added (gpointer owner, gpointer result, const GError *error)
{
  AhadiNextGroup *self = owner;
  g_autofree char *sentence = error != NULL ? ahadi_sentence_for_joining (error) : NULL;

  if (error != NULL)
    {
      ahadi_say_error_as (owner, _ ("Not added"), sentence, error);
      /* The copies before it were. */
      ahadi_keeper_touch (self->keeper);
      return;
    }
  ahadi_next_group_show (self, result);
}

static void
on_copies_picked (gpointer owner, const char *const *paths)
{
  AhadiNextGroup *self = owner;

  ahadi_directory_jobs_add_copies (self->keeper, paths, self, on_added);
}

static void
on_add_clicked (AhadiNextGroup *self)
{
  ahadi_compat_pick (GTK_WIDGET (self),
                     &(AhadiPickOptions){
                         .pick = AHADI_PICK_OPEN_MANY,
                         .title = _ ("Signed Copies of This Draft"),
                         .filter_name = _ ("Drafts"),
                         .pattern = "*.ahadi-draft",
                     },
                     on_copies_picked);
}

static void
on_published (gpointer owner, gpointer result, const GError *error)
{
  g_autofree char *sentence =
      error != NULL ? ahadi_sentence_for_publishing (error) : NULL;

  if (error != NULL)
    {
      ahadi_say_error_as (owner, _ ("Not published"), sentence, error);
      return;
    }
  ahadi_say (owner, _ ("Published. Send the new card, or replies, to everybody."));
  ahadi_next_group_show (owner, result);
}

static void
on_publish_clicked (AhadiNextGroup *self)
{
  ahadi_directory_jobs_publish (self->keeper, NULL, self, on_published);
}

static void
on_forgotten (gpointer owner, gpointer result, const GError *error)
{
  if (error != NULL)
    {
      ahadi_say_error (owner, _ ("The draft is still here"), error);
      return;
    }
  ahadi_say (owner, _ ("Draft forgotten. The directory stays as it is."));
  ahadi_next_group_show (owner, result);
}

static void
forget (gpointer owner)
{
  AhadiNextGroup *self = owner;

  ahadi_directory_jobs_forget_draft (self->keeper, self, on_forgotten);
}

static void
on_forget_clicked (AhadiNextGroup *self)
{
  ahadi_compat_ask (GTK_WIDGET (self), _ ("Forget this draft?"),
                    _ ("The changes in it are gone from this laptop, and signatures "
                       "given so far with them. The directory stays as it is. Copies on "
                       "sticks stay what they are."),
                    _ ("_Forget"), TRUE, forget);
}

/* --- object ---------------------------------------------------------------------- */

static void
ahadi_next_group_finalize (GObject *object)
{
  AhadiNextGroup *self = AHADI_NEXT_GROUP (object);

  g_clear_object (&self->keeper);
  g_clear_pointer (&self->shown, json_decref);
  g_clear_object (&self->first_row);
  g_clear_object (&self->second_row);
  g_clear_pointer (&self->language, g_free);
  G_OBJECT_CLASS (ahadi_next_group_parent_class)->finalize (object);
}

static void
ahadi_next_group_class_init (AhadiNextGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ahadi_next_group_finalize;
  g_type_ensure (AHADI_TYPE_DRAFT_BOX);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/directory/ahadi-next-group.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiNextGroup, state_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiNextGroup, draft_card);
  gtk_widget_class_bind_template_child (widget_class, AhadiNextGroup, draft_box);
  gtk_widget_class_bind_template_child (widget_class, AhadiNextGroup, publish_button);
  gtk_widget_class_bind_template_child (widget_class, AhadiNextGroup, confirm_row);
  gtk_widget_class_bind_template_callback (widget_class, on_custodians_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_code_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_setting_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_confirm_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_add_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_publish_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_forget_clicked);
}

static void
ahadi_next_group_init (AhadiNextGroup *self)
{
  ahadi_widget_init_template (GTK_WIDGET (self));
}

void
ahadi_next_group_start (AhadiNextGroup *self, AhadiKeeper *keeper)
{
  g_set_object (&self->keeper, keeper);
}
