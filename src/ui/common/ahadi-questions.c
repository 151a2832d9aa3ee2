/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-questions.h"

#include "ahadi-widgets.h"

struct _AhadiQuestions
{
  AdwBin parent_instance;

  /* owned */
  GPtrArray *pages; /* AhadiQuestionPage, borrowed from the box */

  /* borrowed */
  AhadiQuestionPage *current;
  AhadiQuestionPage *return_to; /* nullable: where Edit was pressed */

  /* template */
  AdwWindowTitle *window_title;
  GtkButton *close_button;
  GtkProgressBar *progress;
  GtkScrolledWindow *scroller;
  GtkBox *box; /* all pages; one is visible. GtkStack 4.8 asks for the width of a page of
                  one line. */
  GtkButton *back_button;
  GtkBox *busy_box;
  GtkLabel *busy_label;
  GtkButton *next_button;

  gboolean busy;
  gboolean can_go_back;
};

static GtkBuildableIface *parent_buildable;

static void buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AhadiQuestions,
                               ahadi_questions,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_init))

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_CLOSE_LABEL,
  N_PROPS
};

enum
{
  PAGE,
  LEAVE,
  FINISH,
  CLOSE,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

/* The next needed page before or after the current one, or NULL. */
static AhadiQuestionPage *
neighbour (AhadiQuestions *self, int step)
{
  guint at = 0;

  if (!g_ptr_array_find (self->pages, self->current, &at))
    return NULL;
  for (int i = (int) at + step; i >= 0 && i < (int) self->pages->len; i += step)
    if (ahadi_question_page_get_needed (self->pages->pdata[i]))
      return self->pages->pdata[i];
  return NULL;
}

static void
show_progress (AhadiQuestions *self)
{
  guint done = 0, all = 0;
  gboolean passed = FALSE;

  for (guint i = 0; i < self->pages->len; i++)
    {
      if (!ahadi_question_page_get_needed (self->pages->pdata[i]))
        continue;
      all++;
      done += passed ? 0 : 1;
      passed |= self->pages->pdata[i] == self->current;
    }
  gtk_progress_bar_set_fraction (self->progress, all > 0 ? (double) done / all : 0);
}

static void
update (AhadiQuestions *self)
{
  const char *next = NULL;

  if (self->current == NULL)
    return;
  next = ahadi_question_page_get_next_label (self->current);
  if (next == NULL)
    next = self->return_to != NULL ? _ ("_Done") : _ ("_Next");
  ahadi_button_set_label (self->next_button, next);
  gtk_widget_set_sensitive (GTK_WIDGET (self->next_button),
                            !self->busy &&
                                ahadi_question_page_get_complete (self->current));
  gtk_widget_set_sensitive (GTK_WIDGET (self->back_button), !self->busy);
  gtk_widget_set_visible (GTK_WIDGET (self->back_button),
                          self->can_go_back && neighbour (self, -1) != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->busy_box), self->busy);
  show_progress (self);
}

static gboolean
focus_page (gpointer data)
{
  AhadiQuestions *self = data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (root != NULL && self->current != NULL)
    {
      ahadi_button_make_default (self->next_button);
      ahadi_question_page_focus (self->current);
    }
  return G_SOURCE_REMOVE;
}

static void
show_page (AhadiQuestions *self, AhadiQuestionPage *page)
{
  if (page == NULL)
    return;
  if (self->current != NULL)
    gtk_widget_set_visible (GTK_WIDGET (self->current), FALSE);
  self->current = page;
  gtk_widget_set_visible (GTK_WIDGET (page), TRUE);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  g_signal_emit (self, signals[PAGE], 0, page);
  update (self);
  /* The page can take the focus once it is mapped. */
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, focus_page, g_object_ref (self),
                   g_object_unref);
}

void
ahadi_questions_next (AhadiQuestions *self)
{
  gboolean stay = FALSE;
  AhadiQuestionPage *next = NULL;

  if (self->busy || self->current == NULL ||
      !ahadi_question_page_get_complete (self->current))
    return;
  g_signal_emit (self, signals[LEAVE], 0, self->current, &stay);
  if (stay)
    return;
  next = self->return_to != NULL ? self->return_to : neighbour (self, 1);
  self->return_to = NULL;
  if (next != NULL)
    show_page (self, next);
  else
    g_signal_emit (self, signals[FINISH], 0);
}

static void
go_back (AhadiQuestions *self)
{
  if (self->busy || !self->can_go_back)
    return;
  self->return_to = NULL;
  show_page (self, neighbour (self, -1));
}

static void
close_questions (AhadiQuestions *self)
{
  if (!self->busy && gtk_widget_get_visible (GTK_WIDGET (self->close_button)))
    g_signal_emit (self, signals[CLOSE], 0);
}

static void
go_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AhadiQuestions *self = AHADI_QUESTIONS (widget);
  AhadiQuestionPage *from = self->current;
  AhadiQuestionPage *page =
      ahadi_questions_get_page (self, g_variant_get_string (parameter, NULL));

  if (page == NULL)
    return;
  self->return_to = from;
  show_page (self, page);
}

static void
next_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ahadi_questions_next (AHADI_QUESTIONS (widget));
}

static void
back_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  go_back (AHADI_QUESTIONS (widget));
}

static void
close_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  close_questions (AHADI_QUESTIONS (widget));
}

AhadiQuestionPage *
ahadi_questions_get_page (AhadiQuestions *self, const char *name)
{
  for (guint i = 0; i < self->pages->len; i++)
    if (g_strcmp0 (gtk_widget_get_name (self->pages->pdata[i]), name) == 0)
      return self->pages->pdata[i];
  return NULL;
}

AhadiQuestionPage *
ahadi_questions_get_current (AhadiQuestions *self)
{
  return self->current;
}

void
ahadi_questions_show (AhadiQuestions *self, const char *name)
{
  show_page (self, ahadi_questions_get_page (self, name));
}

void
ahadi_questions_append (AhadiQuestions *self, AhadiQuestionPage *page)
{
  gtk_widget_set_visible (GTK_WIDGET (page), FALSE);
  gtk_box_append (self->box, GTK_WIDGET (page));
  g_ptr_array_add (self->pages, page);
  g_signal_connect_object (page, "notify::complete", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "notify::needed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  if (self->current == NULL)
    show_page (self, page);
  else
    update (self);
}

void
ahadi_questions_move_last (AhadiQuestions *self, AhadiQuestionPage *page)
{
  if (g_ptr_array_remove (self->pages, page))
    g_ptr_array_add (self->pages, page);
  update (self);
}

void
ahadi_questions_set_busy (AhadiQuestions *self, const char *what)
{
  self->busy = what != NULL;
  ahadi_widget_freeze (GTK_WIDGET (self->box), self->busy);
  gtk_label_set_label (self->busy_label, what != NULL ? what : "");
  update (self);
}

void
ahadi_questions_set_can_go_back (AhadiQuestions *self, gboolean can_go_back)
{
  self->can_go_back = can_go_back;
  update (self);
}

void
ahadi_questions_set_can_close (AhadiQuestions *self, gboolean can_close)
{
  gtk_widget_set_visible (GTK_WIDGET (self->close_button), can_close);
}

/* --- object ------------------------------------------------------------------- */

static void
ahadi_questions_add_child (GtkBuildable *buildable,
                           GtkBuilder *builder,
                           GObject *child,
                           const char *type)
{
  if (AHADI_IS_QUESTION_PAGE (child))
    ahadi_questions_append (AHADI_QUESTIONS (buildable), AHADI_QUESTION_PAGE (child));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = ahadi_questions_add_child;
}

static void
ahadi_questions_set_property (GObject *object,
                              guint id,
                              const GValue *value,
                              GParamSpec *pspec)
{
  AhadiQuestions *self = AHADI_QUESTIONS (object);

  switch (id)
    {
    case PROP_TITLE:
      adw_window_title_set_title (self->window_title, g_value_get_string (value));
      break;
    case PROP_CLOSE_LABEL:
      ahadi_button_set_label (self->close_button, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ahadi_questions_finalize (GObject *object)
{
  g_clear_pointer (&AHADI_QUESTIONS (object)->pages, g_ptr_array_unref);
  G_OBJECT_CLASS (ahadi_questions_parent_class)->finalize (object);
}

static void
install_signals (AhadiQuestionsClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  signals[PAGE] = g_signal_new ("page", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, AHADI_TYPE_QUESTION_PAGE);
  signals[LEAVE] = g_signal_new ("leave", type, G_SIGNAL_RUN_LAST, 0,
                                 g_signal_accumulator_true_handled, NULL, NULL,
                                 G_TYPE_BOOLEAN, 1, AHADI_TYPE_QUESTION_PAGE);
  signals[FINISH] = g_signal_new ("finish", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
  signals[CLOSE] = g_signal_new ("close", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
ahadi_questions_class_init (AhadiQuestionsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags write = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = ahadi_questions_finalize;
  object_class->set_property = ahadi_questions_set_property;

  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, write);
  props[PROP_CLOSE_LABEL] = g_param_spec_string ("close-label", NULL, NULL, NULL, write);
  g_object_class_install_properties (object_class, N_PROPS, props);
  install_signals (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/common/ahadi-questions.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiQuestions, window_title);
  gtk_widget_class_bind_template_child (widget_class, AhadiQuestions, close_button);
  gtk_widget_class_bind_template_child (widget_class, AhadiQuestions, progress);
  gtk_widget_class_bind_template_child (widget_class, AhadiQuestions, scroller);
  gtk_widget_class_bind_template_child (widget_class, AhadiQuestions, box);
  gtk_widget_class_bind_template_child (widget_class, AhadiQuestions, back_button);
  gtk_widget_class_bind_template_child (widget_class, AhadiQuestions, busy_box);
  gtk_widget_class_bind_template_child (widget_class, AhadiQuestions, busy_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiQuestions, next_button);

  gtk_widget_class_install_action (widget_class, "questions.go", "s", go_action);
  gtk_widget_class_install_action (widget_class, "questions.next", NULL, next_action);
  gtk_widget_class_install_action (widget_class, "questions.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "questions.close", NULL, close_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK,
                                       "questions.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "questions.close",
                                       NULL);
}

static void
ahadi_questions_init (AhadiQuestions *self)
{
  self->pages = g_ptr_array_new ();
  self->can_go_back = TRUE;
  ahadi_widget_init_template (GTK_WIDGET (self));
}
