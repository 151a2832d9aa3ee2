/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-reviews-window.h"

#include "ahadi-facts.h"
#include "ahadi-record-row.h"
#include "ahadi-review-jobs.h"
#include "ahadi-review-page.h"
#include "ahadi-widgets.h"

struct _AhadiReviewsWindow
{
  AdwWindow parent_instance;

  /* owned */
  AhadiKeeper *keeper;
  GPtrArray *open; /* AhadiReviewLine, once they are read */
  GPtrArray *settled;
  AdwToast *toast; /* (nullable): the last one */

  /* template */
  GtkButton *close_button;
  GtkStack *stack;
  GtkWidget *list_page;
  GtkLabel *state_label;
  GtkWidget *open_box;
  GtkListBox *open_list;
  GtkWidget *settled_box;
  GtkListBox *settled_list;
  AhadiReviewPage *page;
  AdwToastOverlay *toasts;

  AhadiReviewPlace place;   /* what is shown */
  AhadiReviewPlace decided; /* what Undo is about */
  gboolean goes_on;         /* once the lists are read: to the next one */
  gboolean comes_back;      /* the same: to this one */
};

G_DEFINE_FINAL_TYPE (AhadiReviewsWindow, ahadi_reviews_window, ADW_TYPE_WINDOW)

static AhadiReviewPlace
get_place (const AhadiReviewLine *line)
{
  const AhadiRecord *record = line->item->record;

  return (AhadiReviewPlace){
    .kind = ahadi_record_get_kind (record),
    .id = *ahadi_record_get_id (record),
    .field = line->field,
  };
}

static gboolean
is_place (const AhadiReviewPlace *place, const AhadiReviewLine *line)
{
  AhadiReviewPlace other = get_place (line);

  return place->kind == other.kind && place->field == other.field &&
         ahadi_id_equal (&place->id, &other.id);
}

/* --- the lists ---------------------------------------------------------------------- */

static char *
say_line (const AhadiReviewLine *line)
{
  g_autofree char *time = ahadi_words_time (line->time);

  return line->state == AHADI_REVIEW_REOPENED
             ? g_strdup_printf (
                   _ ("Decided before, then changed by somebody who did not know it: %s"),
                   time)
             : g_strdup (time);
}

static void
add_line (GtkListBox *list, const AhadiReviewLine *line)
{
  AhadiReviewPlace place = get_place (line);
  g_autofree char *record = ahadi_record_title (line->item->record);
  g_autofree char *title =
      g_strdup_printf ("%s: %s", record, ahadi_words_field (place.kind, place.field));
  g_autofree char *subtitle = say_line (line);
  g_autofree char *name = g_strdup_printf ("%s. %s", title, subtitle);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  ahadi_widget_set_name (row, name);
  gtk_list_box_append (list, row);
}

static void
show_lines (GtkWidget *box, GtkListBox *list, GPtrArray *lines)
{
  ahadi_facts_clear (list);
  for (guint i = 0; i < lines->len; i++)
    add_line (list, lines->pdata[i]);
  gtk_widget_set_visible (box, lines->len > 0);
}

static void
show_lists (AhadiReviewsWindow *self)
{
  gtk_label_set_label (
      self->state_label,
      self->open->len > 0
          ? _ ("Several changed these without seeing each other. What stands now stays "
               "until you decide, and whatever you decide can be decided anew.")
          : _ ("Nothing waits for a decision. What somebody changes who had not seen "
               "another change is asked about here. Next: take in what branches sent, on "
               "the page Import."));
  show_lines (self->open_box, self->open_list, self->open);
  show_lines (self->settled_box, self->settled_list, self->settled);
}

static void
show_list_page (AhadiReviewsWindow *self)
{
  gtk_stack_set_visible_child (self->stack, self->list_page);
  gtk_widget_grab_focus (GTK_WIDGET (self->close_button));
  if (self->open != NULL)
    ahadi_widget_focus_first_later (self->open->len > 0 ? GTK_WIDGET (self->open_list)
                                                        : self->list_page);
}

/* --- one ---------------------------------------------------------------------------- */

/* Where what is shown stands among the open ones; their number if it is decided. */
static guint
find_shown (AhadiReviewsWindow *self)
{
  guint at = 0;

  while (at < self->open->len && !is_place (&self->place, self->open->pdata[at]))
    at++;
  return at;
}

static char *
say_title (AhadiReviewsWindow *self, const AhadiRecord *record)
{
  g_autofree char *name = ahadi_record_title (record);
  const char *field = ahadi_words_field (self->place.kind, self->place.field);
  guint at = find_shown (self);

  return at < self->open->len
             /* Translators: "2 of 7: Wanjeri Kamau, Name" */
             ? g_strdup_printf (_ ("%u of %u: %s, %s"), at + 1, self->open->len, name,
                                field)
             : g_strdup_printf (_ ("Decided: %s, %s"), name, field);
}

static void
on_got (gpointer owner, gpointer result, const GError *error)
{
  AhadiReviewsWindow *self = owner;
  const AhadiReviewDetail *shown = NULL;
  GPtrArray *details = result;

  if (error != NULL)
    {
      ahadi_say_error (owner, _ ("It can’t be shown now"), error);
      return;
    }
  for (guint i = 0; i < details->len; i++)
    if (((AhadiReviewDetail *) details->pdata[i])->field == self->place.field)
      shown = details->pdata[i];
  if (shown == NULL) /* it is gone meanwhile */
    show_list_page (self);
  else
    {
      g_autofree char *title = say_title (self, shown->item->record);

      gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->page));
      ahadi_review_page_show (self->page, self->keeper, details, self->place.field,
                              title);
    }
}

static void
show_place (AhadiReviewsWindow *self)
{
  ahadi_review_jobs_get (self->keeper, &self->place, self, on_got);
}

static void
open_line (AhadiReviewsWindow *self, const AhadiReviewLine *line)
{
  self->place = get_place (line);
  show_place (self);
}

static void
on_open_activated (AhadiReviewsWindow *self, GtkListBoxRow *row)
{
  open_line (self, self->open->pdata[gtk_list_box_row_get_index (row)]);
}

static void
on_settled_activated (AhadiReviewsWindow *self, GtkListBoxRow *row)
{
  open_line (self, self->settled->pdata[gtk_list_box_row_get_index (row)]);
}

/* Behind the last one the first one comes again. */
static void
show_next (AhadiReviewsWindow *self)
{
  guint at = find_shown (self);

  if (self->open->len == 0)
    show_list_page (self);
  else
    open_line (self,
               self->open->pdata[at < self->open->len ? (at + 1) % self->open->len : 0]);
}

static void
on_listed (gpointer owner, gpointer result, const GError *error)
{
  AhadiReviewsWindow *self = owner;
  const AhadiReviewLists *lists = result;
  gboolean first = self->open == NULL;

  if (error != NULL)
    {
      ahadi_say_error (owner, _ ("What was changed apart can’t be shown now"), error);
      return;
    }
  g_clear_pointer (&self->open, g_ptr_array_unref);
  g_clear_pointer (&self->settled, g_ptr_array_unref);
  self->open = g_ptr_array_ref (lists->open);
  self->settled = g_ptr_array_ref (lists->settled);
  show_lists (self);
  if (self->comes_back)
    show_place (self);
  else if (self->goes_on)
    show_next (self);
  else if (first)
    show_list_page (self);
  self->goes_on = FALSE;
  self->comes_back = FALSE;
}

static void
reload (AhadiReviewsWindow *self)
{
  ahadi_review_jobs_list (self->keeper, self, on_listed);
}

/* --- deciding ----------------------------------------------------------------------- */

/* In place of the one before, whose Undo would not be about what it told. */
static void
say (AhadiReviewsWindow *self, const char *text, gboolean undo)
{
  if (self->toast != NULL)
    adw_toast_dismiss (self->toast);
  g_clear_object (&self->toast);
  self->toast = g_object_ref (adw_toast_new (text));
  if (undo)
    {
      adw_toast_set_button_label (self->toast, _ ("_Undo"));
      adw_toast_set_action_name (self->toast, "reviews.undo");
    }
  adw_toast_overlay_add_toast (self->toasts, self->toast);
}

static void
on_decided (gpointer owner, gpointer result, const GError *error)
{
  AhadiReviewsWindow *self = owner;

  ahadi_review_page_set_busy (self->page, FALSE);
  if (error != NULL)
    {
      ahadi_say_error (owner, _ ("Nothing was decided"), error);
      return;
    }
  ahadi_review_page_forget (self->page);
  self->decided = self->place;
  self->goes_on = TRUE;
  say (self, _ ("Decided: whoever wrote it hears of it"), TRUE);
}

static void
on_decide (AhadiReviewsWindow *self)
{
  AhadiReviewAnswer answer;

  if (!ahadi_review_page_read (self->page, &answer))
    return;
  self->decided = (AhadiReviewPlace){ 0 };
  ahadi_review_page_set_busy (self->page, TRUE);
  if (answer.change != NULL)
    ahadi_review_jobs_take (self->keeper, &self->place, answer.change, answer.reason,
                            self, on_decided);
  else
    ahadi_review_jobs_write (self->keeper, &self->place, answer.value, answer.reason,
                             self, on_decided);
  g_free (answer.value);
}

static void
on_undone (gpointer owner, gpointer result, const GError *error)
{
  AhadiReviewsWindow *self = owner;

  if (error != NULL)
    {
      ahadi_say_error (owner, _ ("Nothing was taken back"), error);
      return;
    }
  say (self, _ ("Taken back: it is as it was before"), FALSE);
  self->place = self->decided;
  self->decided = (AhadiReviewPlace){ 0 };
  self->comes_back = TRUE;
}

/* And it is shown, to be decided otherwise. */
static void
undo_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AhadiReviewsWindow *self = AHADI_REVIEWS_WINDOW (widget);

  if (!ahadi_id_is_zero (&self->decided.id))
    ahadi_review_jobs_undo (self->keeper, &self->decided, _ ("Taken back at once"), self,
                            on_undone);
}

static gboolean
shows_one (AhadiReviewsWindow *self)
{
  return gtk_stack_get_visible_child (self->stack) == GTK_WIDGET (self->page);
}

static void
choose_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AhadiReviewsWindow *self = AHADI_REVIEWS_WINDOW (widget);

  if (shows_one (self))
    ahadi_review_page_choose (self->page, g_variant_get_uint32 (parameter));
}

static void
later_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AhadiReviewsWindow *self = AHADI_REVIEWS_WINDOW (widget);

  if (shows_one (self))
    show_next (self);
}

/* Escape leads from one to the list, and from there away. */
static void
back_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AhadiReviewsWindow *self = AHADI_REVIEWS_WINDOW (widget);

  if (shows_one (self))
    show_list_page (self);
  else
    gtk_window_close (GTK_WINDOW (self));
}

/* --- object ------------------------------------------------------------------------- */

static void
on_close_clicked (AhadiReviewsWindow *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

static void
ahadi_reviews_window_finalize (GObject *object)
{
  AhadiReviewsWindow *self = AHADI_REVIEWS_WINDOW (object);

  g_clear_pointer (&self->open, g_ptr_array_unref);
  g_clear_pointer (&self->settled, g_ptr_array_unref);
  g_clear_object (&self->toast);
  g_clear_object (&self->keeper);
  G_OBJECT_CLASS (ahadi_reviews_window_parent_class)->finalize (object);
}

static void
add_keys (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "reviews.choose", "u", choose_action);
  gtk_widget_class_install_action (widget_class, "reviews.later", NULL, later_action);
  gtk_widget_class_install_action (widget_class, "reviews.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "reviews.undo", NULL, undo_action);
  for (guint i = 0; i <= 9; i++)
    gtk_widget_class_add_binding_action (widget_class, GDK_KEY_0 + i, 0, "reviews.choose",
                                         "u", i);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_l, 0, "reviews.later", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK,
                                       "reviews.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "reviews.back",
                                       NULL);
}

static void
ahadi_reviews_window_class_init (AhadiReviewsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ahadi_reviews_window_finalize;
  g_type_ensure (AHADI_TYPE_REVIEW_PAGE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/reviews/ahadi-reviews-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiReviewsWindow, close_button);
  gtk_widget_class_bind_template_child (widget_class, AhadiReviewsWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, AhadiReviewsWindow, list_page);
  gtk_widget_class_bind_template_child (widget_class, AhadiReviewsWindow, state_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiReviewsWindow, open_box);
  gtk_widget_class_bind_template_child (widget_class, AhadiReviewsWindow, open_list);
  gtk_widget_class_bind_template_child (widget_class, AhadiReviewsWindow, settled_box);
  gtk_widget_class_bind_template_child (widget_class, AhadiReviewsWindow, settled_list);
  gtk_widget_class_bind_template_child (widget_class, AhadiReviewsWindow, page);
  gtk_widget_class_bind_template_child (widget_class, AhadiReviewsWindow, toasts);
  gtk_widget_class_bind_template_callback (widget_class, on_close_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_open_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_settled_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_decide);
  gtk_widget_class_bind_template_callback (widget_class, show_next);
  gtk_widget_class_bind_template_callback (widget_class, show_list_page);
  add_keys (widget_class);
}

static void
ahadi_reviews_window_init (AhadiReviewsWindow *self)
{
  ahadi_widget_init_template (GTK_WIDGET (self));
  ahadi_list_make_one_stop (GTK_WIDGET (self->open_list));
  ahadi_list_make_one_stop (GTK_WIDGET (self->settled_list));
}

void
ahadi_reviews_window_show (GtkWidget *owner, AhadiKeeper *keeper)
{
  AhadiReviewsWindow *self =
      g_object_new (AHADI_TYPE_REVIEWS_WINDOW, "transient-for",
                    gtk_widget_get_root (owner), "modal", TRUE, NULL);

  self->keeper = g_object_ref (keeper);
  g_signal_connect_object (keeper, "changed", G_CALLBACK (reload), self,
                           G_CONNECT_SWAPPED);
  reload (self);
  gtk_window_present (GTK_WINDOW (self));
}
