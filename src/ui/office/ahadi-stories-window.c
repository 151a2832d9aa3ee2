/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-stories-window.h"

#include "ahadi-story-card.h"
#include "ahadi-text-row.h"
#include "ahadi-widgets.h"
#include "shell-compat.h"

struct _AhadiStoriesWindow
{
  AdwWindow parent_instance;

  /* owned */
  AhadiKeeper *keeper;
  GPtrArray *stories; /* (nullable): AhadiStory, once they are read */
  char *chosen; /* (nullable): hex digits of the head of the story that is asked about */
  AhadiTextRow *reason_row; /* (nullable): in that question */

  /* template */
  GtkLabel *name_label;
  GtkLabel *state_label;
  GtkBox *stories_box;
  AdwToastOverlay *toasts;

  AhadiId device;
};

G_DEFINE_FINAL_TYPE (AhadiStoriesWindow, ahadi_stories_window, ADW_TYPE_WINDOW)

/* What is read in one go. */
typedef struct
{
  GPtrArray *stories;
  gboolean trusted; /* the laptop, still */
} Told;

static void
told_free (gpointer data)
{
  Told *self = data;

  g_clear_pointer (&self->stories, g_ptr_array_unref);
  g_free (self);
}

/* --- choosing ----------------------------------------------------------------------- */

typedef struct
{
  AhadiId device;
  char *digits; /* of the story's head */
  char *reason;
} Choice;

static void
choice_free (gpointer data)
{
  Choice *self = data;

  g_free (self->digits);
  g_free (self->reason);
  g_free (self);
}

/* It is looked for again: what was shown may be older than what came in meanwhile. */
static gpointer
work_choose (AhadiSession *session,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  const Choice *choice = data;
  g_autoptr (GPtrArray) stories = ahadi_stories_list (session, &choice->device, error);
  const AhadiStory *story =
      stories != NULL ? ahadi_stories_find (stories, choice->digits) : NULL;

  if (stories == NULL)
    return NULL;
  if (story == NULL)
    {
      g_set_error_literal (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND,
                           "cannot choose the story: it goes on by now");
      return NULL;
    }

  return ahadi_stories_choose (session, story, choice->reason, error) ? AHADI_WORK_DONE
                                                                      : NULL;
}

static void
on_chosen (gpointer owner, gpointer result, const GError *error)
{
  AhadiStoriesWindow *self = owner;
  const char *sentence = error != NULL ? ahadi_stories_say_refusal (error) : NULL;

  if (error != NULL)
    ahadi_say_error_as (owner, _ ("Nothing was decided"), sentence, error);
  else
    adw_toast_overlay_add_toast (self->toasts,
                                 adw_toast_new (_ ("That story counts now")));
}

static void
on_choice_accepted (gpointer owner)
{
  AhadiStoriesWindow *self = owner;
  Choice *choice = g_new0 (Choice, 1);

  choice->device = self->device;
  choice->digits = g_strdup (self->chosen);
  choice->reason = g_strdup (ahadi_text_row_get_text (self->reason_row));
  ahadi_keeper_run (self->keeper,
                    &(AhadiJob){
                        .work = work_choose,
                        .data = choice,
                        .data_free = choice_free,
                        .changes = TRUE,
                    },
                    self, on_chosen);
}

static void
on_reason_changed (AhadiTextRow *row)
{
  ahadi_compat_allow (GTK_WIDGET (row), !ahadi_text_row_is_blank (row));
}

static GtkWidget *
make_reason (AhadiStoriesWindow *self)
{
  GtkWidget *list = gtk_list_box_new ();

  g_clear_object (&self->reason_row);
  self->reason_row = g_object_ref_sink (
      g_object_new (AHADI_TYPE_TEXT_ROW, "title", _ ("Why"), "hint",
                    _ ("In one line; it goes along to those who read it too"),
                    "max-length", 500, NULL));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (self->reason_row));
  return list;
}

static void
on_choose (AhadiStoryCard *card, AhadiStoriesWindow *self)
{
  g_autofree char *heading =
      g_strdup_printf (_ ("Let %s count?"), ahadi_story_card_get_title (card));
  const AhadiStory *story = ahadi_story_card_get_story (card);
  g_autofree char *what = ahadi_stories_say_choice (self->stories, story);
  char head[2 * sizeof story->head + 1];

  ahadi_hex_encode (story->head, sizeof story->head, head);
  g_free (self->chosen);
  self->chosen = g_strdup (head);
  ahadi_compat_ask_with (GTK_WIDGET (self), heading, what, make_reason (self),
                         _ ("Let It _Count"), on_choice_accepted);
  g_signal_connect (self->reason_row, "changed", G_CALLBACK (on_reason_changed), NULL);
  on_reason_changed (self->reason_row);
}

/* --- what is told --------------------------------------------------------------------
 */

static gboolean
is_read_here (AhadiStoriesWindow *self, const AhadiStory *story)
{
  AhadiAudienceClass audience;

  return ahadi_audience_parse (story->stream.audience, &audience, NULL) &&
         ahadi_role_reads (ahadi_keeper_get_desk (self->keeper)->role, audience);
}

static GtkWidget *
make_card (AhadiStoriesWindow *self,
           const AhadiStory *story,
           guint number,
           gboolean trusted)
{
  GtkWidget *card = ahadi_story_card_new (self->stories, story, number,
                                          !trusted && is_read_here (self, story));

  g_signal_connect_object (card, "choose", G_CALLBACK (on_choose), self, 0);
  return card;
}

/* Two beside each other where there is room, else below. */
static GtkFlowBox *
add_pair (AhadiStoriesWindow *self)
{
  GtkWidget *pair = gtk_flow_box_new ();

  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (pair), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (pair), 2);
  gtk_flow_box_set_homogeneous (GTK_FLOW_BOX (pair), TRUE);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (pair), 12);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (pair), 12);
  gtk_box_append (self->stories_box, pair);
  return GTK_FLOW_BOX (pair);
}

static void
add_card (GtkFlowBox *pair, GtkWidget *card)
{
  GtkWidget *child = gtk_flow_box_child_new ();
  const char *title = ahadi_story_card_get_title (AHADI_STORY_CARD (card));

  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), card);
  ahadi_widget_set_name (child, title);
  gtk_flow_box_append (pair, child);
}

/* The stories of one readership stand together. */
static void
show_cards (AhadiStoriesWindow *self, gboolean trusted)
{
  const AhadiStory *before = NULL;
  GtkFlowBox *pair = NULL;

  ahadi_box_clear (self->stories_box);
  for (guint i = 0; i < self->stories->len; i++)
    {
      const AhadiStory *story = self->stories->pdata[i];

      if (before == NULL || !ahadi_stream_id_equal (&before->stream, &story->stream))
        pair = add_pair (self);
      add_card (pair, make_card (self, story, i + 1, trusted));
      before = story;
    }
}

static void
on_told (gpointer owner, gpointer result, const GError *error)
{
  AhadiStoriesWindow *self = owner;
  Told *told = result;

  if (told == NULL)
    {
      ahadi_say_error (owner, _ ("What it told can’t be read"), error);
      return;
    }

  g_clear_pointer (&self->stories, g_ptr_array_unref);
  self->stories = g_steal_pointer (&told->stories);
  gtk_label_set_label (self->state_label,
                       ahadi_stories_advise (self->stories, told->trusted));
  show_cards (self, told->trusted);
}

static gboolean
is_trusted (GPtrArray *devices, const AhadiId *device)
{
  for (guint i = 0; i < devices->len; i++)
    {
      const AhadiDevice *one = devices->pdata[i];

      if (ahadi_id_equal (&one->device, device))
        return one->state == AHADI_DEVICE_ACTIVE;
    }

  return FALSE;
}

static gpointer
work_tell (AhadiSession *session,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (GPtrArray) stories = ahadi_stories_list (session, data, error);
  g_autoptr (GPtrArray) devices =
      stories != NULL ? ahadi_trust_list_devices (session, error) : NULL;
  Told *told;

  if (devices == NULL)
    return NULL;

  told = g_new0 (Told, 1);
  told->stories = g_steal_pointer (&stories);
  told->trusted = is_trusted (devices, data);
  return told;
}

static void
reload (AhadiStoriesWindow *self)
{
  ahadi_keeper_run (self->keeper,
                    &(AhadiJob){
                        .work = work_tell,
                        .data = g_memdup2 (&self->device, sizeof self->device),
                        .data_free = g_free,
                        .result_free = told_free,
                    },
                    self, on_told);
}

/* --- object ------------------------------------------------------------------------ */

static void
on_close_clicked (AhadiStoriesWindow *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

static void
ahadi_stories_window_finalize (GObject *object)
{
  AhadiStoriesWindow *self = AHADI_STORIES_WINDOW (object);

  g_clear_object (&self->reason_row);
  g_free (self->chosen);
  g_clear_pointer (&self->stories, g_ptr_array_unref);
  g_clear_object (&self->keeper);
  G_OBJECT_CLASS (ahadi_stories_window_parent_class)->finalize (object);
}

static void
ahadi_stories_window_class_init (AhadiStoriesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ahadi_stories_window_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/office/ahadi-stories-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiStoriesWindow, name_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiStoriesWindow, state_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiStoriesWindow, stories_box);
  gtk_widget_class_bind_template_child (widget_class, AhadiStoriesWindow, toasts);
  gtk_widget_class_bind_template_callback (widget_class, on_close_clicked);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static void
ahadi_stories_window_init (AhadiStoriesWindow *self)
{
  ahadi_widget_init_template (GTK_WIDGET (self));
}

void
ahadi_stories_window_show (GtkWidget *owner,
                           AhadiKeeper *keeper,
                           const AhadiId *device,
                           const char *title)
{
  AhadiStoriesWindow *self =
      g_object_new (AHADI_TYPE_STORIES_WINDOW, "transient-for",
                    gtk_widget_get_root (owner), "modal", TRUE, NULL);

  self->keeper = g_object_ref (keeper);
  self->device = *device;
  gtk_label_set_label (self->name_label, title);
  g_signal_connect_object (keeper, "changed", G_CALLBACK (reload), self,
                           G_CONNECT_SWAPPED);
  reload (self);
  gtk_window_present (GTK_WINDOW (self));
}
