/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-story-card.h"

#include "ahadi-facts.h"
#include "ahadi-pill.h"
#include "ahadi-widgets.h"

struct _AhadiStoryCard
{
  AdwBin parent_instance;

  /* owned */
  GPtrArray *stories;

  /* borrowed from them */
  const AhadiStory *story;

  /* template */
  GtkLabel *title_label;
  AhadiPill *pill;
  GtkLabel *what_label;
  GtkLabel *missing_label;
  GtkListBox *records_list;
  GtkButton *choose_button;
};

G_DEFINE_FINAL_TYPE (AhadiStoryCard, ahadi_story_card, ADW_TYPE_BIN)

enum
{
  CHOOSE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

const AhadiStory *
ahadi_story_card_get_story (AhadiStoryCard *self)
{
  return self->story;
}

const char *
ahadi_story_card_get_title (AhadiStoryCard *self)
{
  return gtk_label_get_label (self->title_label);
}

static void
on_choose_clicked (AhadiStoryCard *self)
{
  g_signal_emit (self, signals[CHOOSE], 0);
}

/* --- what it tells ----------------------------------------------------------------- */

static void
add_record (AhadiStoryCard *self, const AhadiRecord *record)
{
  g_autofree char *name = ahadi_stories_name_record (record);
  g_autofree char *difference =
      ahadi_stories_tell_difference (self->stories, self->story, record);

  ahadi_facts_add_text (self->records_list, name, difference);
}

static void
show_records (AhadiStoryCard *self)
{
  GPtrArray *records = self->story->records;

  for (guint i = 0; i < records->len; i++)
    add_record (self, records->pdata[i]);
  gtk_widget_set_visible (GTK_WIDGET (self->records_list), records->len > 0);
}

static void
show_state (AhadiStoryCard *self, gboolean choosable)
{
  gboolean counts = self->story->counts;
  const char *title = ahadi_story_card_get_title (self);
  g_autofree char *name = g_strdup_printf (_ ("Let %s count"), title);

  if (counts)
    ahadi_pill_set (self->pill, "object-select-symbolic", _ ("Counts"), AHADI_PILL_GOOD);
  else
    ahadi_pill_set (self->pill, "media-playback-pause-symbolic", _ ("Kept, not counted"),
                    AHADI_PILL_QUIET);
  gtk_widget_set_visible (GTK_WIDGET (self->choose_button), choosable && !counts);
  ahadi_widget_set_name (GTK_WIDGET (self->choose_button), name);
}

/* --- object ------------------------------------------------------------------------ */

static void
ahadi_story_card_finalize (GObject *object)
{
  g_clear_pointer (&AHADI_STORY_CARD (object)->stories, g_ptr_array_unref);
  G_OBJECT_CLASS (ahadi_story_card_parent_class)->finalize (object);
}

static void
ahadi_story_card_class_init (AhadiStoryCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ahadi_story_card_finalize;
  signals[CHOOSE] = g_signal_new ("choose", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (AHADI_TYPE_PILL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/office/ahadi-story-card.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiStoryCard, title_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiStoryCard, pill);
  gtk_widget_class_bind_template_child (widget_class, AhadiStoryCard, what_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiStoryCard, missing_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiStoryCard, records_list);
  gtk_widget_class_bind_template_child (widget_class, AhadiStoryCard, choose_button);
  gtk_widget_class_bind_template_callback (widget_class, on_choose_clicked);
}

static void
ahadi_story_card_init (AhadiStoryCard *self)
{
  ahadi_widget_init_template (GTK_WIDGET (self));
  ahadi_list_make_one_stop (GTK_WIDGET (self->records_list));
}

GtkWidget *
ahadi_story_card_new (GPtrArray *stories,
                      const AhadiStory *story,
                      guint number,
                      gboolean choosable)
{
  AhadiStoryCard *self = g_object_new (AHADI_TYPE_STORY_CARD, NULL);
  g_autofree char *title = g_strdup_printf (_ ("Story %u"), number);
  g_autofree char *what = ahadi_stories_describe (story);

  self->stories = g_ptr_array_ref (stories);
  self->story = story;
  gtk_label_set_label (self->title_label, title);
  gtk_label_set_label (self->what_label, what);
  gtk_widget_set_visible (GTK_WIDGET (self->missing_label), !story->whole);
  show_records (self);
  show_state (self, choosable);
  return GTK_WIDGET (self);
}
