/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-shares-window.h"

#include "ahadi-custody-jobs.h"
#include "ahadi-questions.h"
#include "ahadi-share-check.h"
#include "ahadi-share-file.h"
#include "ahadi-text-row.h"
#include "ahadi-widgets.h"
#include "shell-compat.h"

struct _AhadiSharesWindow
{
  AdwWindow parent_instance;

  /* owned */
  AhadiKeeper *keeper;
  GWeakRef owner;
  AhadiShareSet *set; /* nullable: until they are drawn */
  char *made;         /* nullable: of those that these make void */

  /* borrowed */
  AhadiTextRow *names[AHADI_SHARES_LIMIT];
  AhadiQuestionPage *first_share;

  /* template */
  AhadiQuestions *questions;
  AhadiQuestionPage *numbers_page;
  GtkSpinButton *count_spin;
  GtkSpinButton *threshold_spin;
  GtkLabel *advice_label;
  GtkLabel *void_label;
  AhadiQuestionPage *names_page;
  GtkListBox *names_list;
  AhadiQuestionPage *hold_page;
  GtkLabel *hold_label;
};

G_DEFINE_FINAL_TYPE (AhadiSharesWindow, ahadi_shares_window, ADW_TYPE_WINDOW)

/* --- how many, and who ------------------------------------------------------------- */

static guint
get_number (GtkSpinButton *spin)
{
  return (guint) gtk_spin_button_get_value_as_int (spin);
}

static void
on_numbers_changed (AhadiSharesWindow *self)
{
  guint count = get_number (self->count_spin);

  gtk_spin_button_set_range (self->threshold_spin, 2, count);
  gtk_label_set_label (
      self->advice_label,
      get_number (self->threshold_spin) == count
          ? _ ("If one share is lost, the others open nothing. Have at least one more "
               "than are needed.")
          : _ ("A share that is lost locks nobody out, and a stolen one opens nothing."));
  for (guint i = 0; i < AHADI_SHARES_LIMIT; i++)
    gtk_widget_set_visible (GTK_WIDGET (self->names[i]), i < count);
}

static void
add_name_rows (AhadiSharesWindow *self)
{
  for (guint i = 0; i < AHADI_SHARES_LIMIT; i++)
    {
      g_autofree char *title = g_strdup_printf (_ ("Who gets share %u"), i + 1);

      self->names[i] =
          g_object_new (AHADI_TYPE_TEXT_ROW, "title", title, "max-length", 200, NULL);
      gtk_list_box_append (self->names_list, GTK_WIDGET (self->names[i]));
    }
}

static void
draw (AhadiSharesWindow *self, AhadiDone done)
{
  const char *names[AHADI_SHARES_LIMIT + 1] = { NULL };

  for (guint i = 0; i < get_number (self->count_spin); i++)
    names[i] = ahadi_text_row_get_text (self->names[i]);
  ahadi_questions_set_busy (self->questions, _ ("Drawing the shares…"));
  ahadi_custody_jobs_draw (self->keeper, get_number (self->threshold_spin), names, self,
                           done);
}

/* --- each share: its paper, then whether that is right ----------------------------- */

/* Returns: (transfer full): "Share 1 of 3 for Achieng" */
static char *
name_share (AhadiSharesWindow *self, guint index)
{
  const char *name = ahadi_share_set_get_name (self->set, index);
  guint count = ahadi_share_set_get_count (self->set);

  if (*name == '\0')
    return g_strdup_printf (_ ("Share %u of %u"), index + 1, count);
  /* Translators: “Share 1 of 3 for Achieng” */
  return g_strdup_printf (_ ("Share %u of %u for %s"), index + 1, count, name);
}

static AhadiQuestionPage *
add_page (AhadiSharesWindow *self,
          const char *kind,
          guint index,
          const char *title,
          const char *reason)
{
  g_autofree char *name = g_strdup_printf ("%s-%u", kind, index);
  GtkWidget *page = ahadi_question_page_new (name, title, reason);

  ahadi_questions_append (self->questions, AHADI_QUESTION_PAGE (page));
  return AHADI_QUESTION_PAGE (page);
}

/* What is sealed was opened again from its file: nothing is left to check. */
static void
on_sealed (AhadiQuestionPage *check_page)
{
  ahadi_question_page_set_needed (check_page, FALSE);
}

static AhadiCodeSheet *
add_sheet_page (AhadiSharesWindow *self, guint index, GtkWidget **file)
{
  g_autofree char *title = name_share (self, index);
  g_autoptr (AhadiSecret) digits = ahadi_share_set_print (self->set, index);
  AhadiSheet sheet = { .code = digits,
                       .share = ahadi_share_set_get_info (self->set, index) };
  AhadiCodeSheet *code = g_object_new (AHADI_TYPE_CODE_SHEET, NULL);
  AhadiQuestionPage *page = add_page (
      self, "share", index, title,
      _ ("Print it, let its custodian write it down, or seal it in a file. Only "
         "they should see it, and you; it is never shown again."));

  ahadi_code_sheet_show (code, self->keeper, &sheet);
  ahadi_question_page_append (page, GTK_WIDGET (code));
  *file = ahadi_share_file_new (self->keeper, self->set, index);
  ahadi_question_page_append (page, *file);
  if (index == 0)
    self->first_share = page;
  return code;
}

static void
on_checked (AhadiQuestionPage *page, AhadiShareCheck *check)
{
  ahadi_question_page_set_complete (page, ahadi_share_check_is_right (check));
}

static void
add_pages (AhadiSharesWindow *self, guint index)
{
  GtkWidget *file;
  AhadiCodeSheet *code = add_sheet_page (self, index, &file);
  g_autofree char *title =
      g_strdup_printf (_ ("Type share %u from its paper"), index + 1);
  GtkWidget *check = ahadi_share_check_new (self->set, index);
  AhadiQuestionPage *page =
      add_page (self, "check", index, title,
                _ ("Only a share that was written down right can help later. One group "
                   "is enough of a sheet that was printed."));

  ahadi_question_page_append (page, check);
  ahadi_question_page_set_complete (page, FALSE);
  g_object_set_data (G_OBJECT (page), "check", check);
  g_object_set_data (G_OBJECT (page), "sheet", code);
  g_signal_connect_object (check, "changed", G_CALLBACK (on_checked), page,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (file, "sealed", G_CALLBACK (on_sealed), page,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (check, "activate", G_CALLBACK (ahadi_questions_next),
                           self->questions, G_CONNECT_SWAPPED);
}

static void
show_hold_text (AhadiSharesWindow *self)
{
  guint threshold = ahadi_share_set_get_info (self->set, 0)->threshold;
  g_autofree char *holds = g_strdup_printf (
      _ ("From then on any %u of the %u open the records together. Give each custodian "
         "theirs, in a closed envelope, and keep none here. If you saved PDFs, delete "
         "them."),
      threshold, ahadi_share_set_get_count (self->set));
  g_autofree char *ends =
      self->made != NULL
          ? g_strdup_printf (_ ("The shares made before (%s) are void from then on: ask "
                                "for them back, and destroy them."),
                             self->made)
          : NULL;
  g_autofree char *text =
      ends != NULL ? g_strdup_printf ("%s\n\n%s", holds, ends) : g_strdup (holds);

  gtk_label_set_label (self->hold_label, text);
}

static void
on_drawn (gpointer owner, gpointer result, const GError *error)
{
  AhadiSharesWindow *self = owner;

  ahadi_questions_set_busy (self->questions, NULL);
  if (error != NULL)
    {
      ahadi_say_error (owner, _ ("No shares were made"), error);
      return;
    }

  self->set = ahadi_share_set_ref (result);
  for (guint i = 0; i < ahadi_share_set_get_count (self->set); i++)
    add_pages (self, i);
  ahadi_questions_move_last (self->questions, self->hold_page);
  show_hold_text (self);
  ahadi_questions_show (self->questions, "share-0");
}

/* --- holding ----------------------------------------------------------------------- */

static void
on_held (gpointer owner, gpointer result, const GError *error)
{
  AhadiSharesWindow *self = owner;
  g_autoptr (GtkWidget) group = g_weak_ref_get (&self->owner);

  ahadi_questions_set_busy (self->questions, NULL);
  if (error != NULL)
    {
      ahadi_say_error (owner, _ ("Nothing was changed"), error);
      return;
    }
  if (group != NULL)
    ahadi_say (group, _ ("The new shares hold from now on"));
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
on_finish (AhadiSharesWindow *self)
{
  ahadi_questions_set_busy (self->questions, _ ("Letting them hold…"));
  ahadi_custody_jobs_hold (self->keeper, self->set, self, on_held);
}

static void
stop (gpointer owner)
{
  gtk_window_destroy (owner);
}

static void
on_close (AhadiSharesWindow *self)
{
  if (self->set == NULL)
    stop (self);
  else
    ahadi_compat_ask (GTK_WIDGET (self), _ ("Stop here?"),
                      _ ("The shares drawn just now never hold: destroy the papers. "
                         "Nothing else changes, and shares made before still open the "
                         "records."),
                      _ ("_Stop"), TRUE, stop);
}

/* The window's own cross is Cancel: it does nothing while something is going on. */
static gboolean
ahadi_shares_window_close_request (GtkWindow *window)
{
  AhadiSharesWindow *self = AHADI_SHARES_WINDOW (window);

  gtk_widget_activate_action (GTK_WIDGET (self->questions), "questions.close", NULL);
  return TRUE;
}

/* --- the pages --------------------------------------------------------------------- */

static void
on_page (AhadiSharesWindow *self, AhadiQuestionPage *page)
{
  AhadiShareCheck *check = g_object_get_data (G_OBJECT (page), "check");
  AhadiCodeSheet *sheet = g_object_get_data (G_OBJECT (page), "sheet");

  if (check != NULL)
    ahadi_share_check_ask (check, ahadi_code_sheet_is_printed (sheet));
  /* Other numbers would be other shares. */
  ahadi_questions_set_can_go_back (self->questions,
                                   self->set == NULL || page != self->first_share);
}

static gboolean
on_leave (AhadiSharesWindow *self, AhadiQuestionPage *page)
{
  AhadiShareCheck *check = g_object_get_data (G_OBJECT (page), "check");

  if (check != NULL)
    ahadi_share_check_clear (check);
  if (page != self->names_page)
    return FALSE;
  draw (self, on_drawn);
  return TRUE;
}

/* --- object ------------------------------------------------------------------------ */

static void
ahadi_shares_window_finalize (GObject *object)
{
  AhadiSharesWindow *self = AHADI_SHARES_WINDOW (object);

  g_clear_pointer (&self->set, ahadi_share_set_unref);
  g_clear_pointer (&self->made, g_free);
  g_clear_object (&self->keeper);
  g_weak_ref_clear (&self->owner);
  G_OBJECT_CLASS (ahadi_shares_window_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, AhadiSharesWindow, questions);
  gtk_widget_class_bind_template_child (widget_class, AhadiSharesWindow, numbers_page);
  gtk_widget_class_bind_template_child (widget_class, AhadiSharesWindow, count_spin);
  gtk_widget_class_bind_template_child (widget_class, AhadiSharesWindow, threshold_spin);
  gtk_widget_class_bind_template_child (widget_class, AhadiSharesWindow, advice_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiSharesWindow, void_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiSharesWindow, names_page);
  gtk_widget_class_bind_template_child (widget_class, AhadiSharesWindow, names_list);
  gtk_widget_class_bind_template_child (widget_class, AhadiSharesWindow, hold_page);
  gtk_widget_class_bind_template_child (widget_class, AhadiSharesWindow, hold_label);
}

static void
ahadi_shares_window_class_init (AhadiSharesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ahadi_shares_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = ahadi_shares_window_close_request;
  g_type_ensure (AHADI_TYPE_QUESTIONS);
  g_type_ensure (AHADI_TYPE_QUESTION_PAGE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/custody/ahadi-shares-window.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_numbers_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_page);
  gtk_widget_class_bind_template_callback (widget_class, on_leave);
  gtk_widget_class_bind_template_callback (widget_class, on_finish);
  gtk_widget_class_bind_template_callback (widget_class, on_close);
}

static void
ahadi_shares_window_init (AhadiSharesWindow *self)
{
  g_weak_ref_init (&self->owner, NULL);
  ahadi_widget_init_template (GTK_WIDGET (self));
  add_name_rows (self);
  on_numbers_changed (self);
}

void
ahadi_shares_window_show (GtkWidget *owner, AhadiKeeper *keeper, const char *made)
{
  AhadiSharesWindow *self =
      g_object_new (AHADI_TYPE_SHARES_WINDOW, "transient-for",
                    gtk_widget_get_root (owner), "modal", TRUE, NULL);
  g_autofree char *text =
      g_strdup_printf (_ ("The shares made before (%s) open the records until the new "
                          "ones hold, and never again after that."),
                       made);

  self->keeper = g_object_ref (keeper);
  self->made = g_strdup (made);
  g_weak_ref_set (&self->owner, owner);
  gtk_label_set_label (self->void_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->void_label), made != NULL);
  gtk_window_present (GTK_WINDOW (self));
}
