/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-question-page.h"

#include "ahadi-widgets.h"

struct _AhadiQuestionPage
{
  AdwBin parent_instance;

  /* owned */
  char *next_label;

  /* template */
  GtkLabel *reason_label;
  GtkLabel *title_label;
  GtkBox *content;

  gboolean complete;
  gboolean needed;
};

static GtkBuildableIface *parent_buildable;

static void buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AhadiQuestionPage,
                               ahadi_question_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_init))

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_REASON,
  PROP_NEXT_LABEL,
  PROP_COMPLETE,
  PROP_NEEDED,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

/* Before the template is there children are its own. */
static void
ahadi_question_page_add_child (GtkBuildable *buildable,
                               GtkBuilder *builder,
                               GObject *child,
                               const char *type)
{
  AhadiQuestionPage *self = AHADI_QUESTION_PAGE (buildable);

  if (self->content != NULL)
    gtk_box_append (self->content, GTK_WIDGET (child));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = ahadi_question_page_add_child;
}

void
ahadi_question_page_append (AhadiQuestionPage *self, GtkWidget *child)
{
  gtk_box_append (self->content, child);
}

const char *
ahadi_question_page_get_title (AhadiQuestionPage *self)
{
  return gtk_label_get_label (self->title_label);
}

void
ahadi_question_page_set_title (AhadiQuestionPage *self, const char *title)
{
  gtk_label_set_label (self->title_label, title != NULL ? title : "");
  ahadi_widget_set_name (GTK_WIDGET (self), title != NULL ? title : "");
}

void
ahadi_question_page_set_reason (AhadiQuestionPage *self, const char *reason)
{
  gtk_label_set_label (self->reason_label, reason != NULL ? reason : "");
  gtk_widget_set_visible (GTK_WIDGET (self->reason_label), reason != NULL);
}

const char *
ahadi_question_page_get_next_label (AhadiQuestionPage *self)
{
  return self->next_label;
}

gboolean
ahadi_question_page_get_complete (AhadiQuestionPage *self)
{
  return self->complete;
}

void
ahadi_question_page_set_complete (AhadiQuestionPage *self, gboolean complete)
{
  if (self->complete == complete)
    return;
  self->complete = complete;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_COMPLETE]);
}

gboolean
ahadi_question_page_get_needed (AhadiQuestionPage *self)
{
  return self->needed;
}

void
ahadi_question_page_set_needed (AhadiQuestionPage *self, gboolean needed)
{
  if (self->needed == needed)
    return;
  self->needed = needed;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_NEEDED]);
}

void
ahadi_question_page_focus (AhadiQuestionPage *self)
{
  ahadi_widget_focus_first (GTK_WIDGET (self->content));
}

static void
ahadi_question_page_get_property (GObject *object,
                                  guint id,
                                  GValue *value,
                                  GParamSpec *pspec)
{
  AhadiQuestionPage *self = AHADI_QUESTION_PAGE (object);

  switch (id)
    {
    case PROP_TITLE:
      g_value_set_string (value, ahadi_question_page_get_title (self));
      break;
    case PROP_COMPLETE:
      g_value_set_boolean (value, self->complete);
      break;
    case PROP_NEEDED:
      g_value_set_boolean (value, self->needed);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ahadi_question_page_set_property (GObject *object,
                                  guint id,
                                  const GValue *value,
                                  GParamSpec *pspec)
{
  AhadiQuestionPage *self = AHADI_QUESTION_PAGE (object);

  switch (id)
    {
    case PROP_TITLE:
      ahadi_question_page_set_title (self, g_value_get_string (value));
      break;
    case PROP_REASON:
      ahadi_question_page_set_reason (self, g_value_get_string (value));
      break;
    case PROP_NEXT_LABEL:
      g_free (self->next_label);
      self->next_label = g_value_dup_string (value);
      break;
    case PROP_COMPLETE:
      ahadi_question_page_set_complete (self, g_value_get_boolean (value));
      break;
    case PROP_NEEDED:
      ahadi_question_page_set_needed (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ahadi_question_page_finalize (GObject *object)
{
  g_clear_pointer (&AHADI_QUESTION_PAGE (object)->next_label, g_free);
  G_OBJECT_CLASS (ahadi_question_page_parent_class)->finalize (object);
}

static void
ahadi_question_page_class_init (AhadiQuestionPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags write = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;
  GParamFlags both = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = ahadi_question_page_finalize;
  object_class->get_property = ahadi_question_page_get_property;
  object_class->set_property = ahadi_question_page_set_property;

  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, both);
  props[PROP_REASON] = g_param_spec_string ("reason", NULL, NULL, NULL, write);
  props[PROP_NEXT_LABEL] = g_param_spec_string ("next-label", NULL, NULL, NULL, write);
  props[PROP_COMPLETE] = g_param_spec_boolean ("complete", NULL, NULL, TRUE, both);
  props[PROP_NEEDED] = g_param_spec_boolean ("needed", NULL, NULL, TRUE, both);
  g_object_class_install_properties (object_class, N_PROPS, props);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/common/ahadi-question-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiQuestionPage, reason_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiQuestionPage, title_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiQuestionPage, content);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
ahadi_question_page_init (AhadiQuestionPage *self)
{
  self->complete = TRUE;
  self->needed = TRUE;
  ahadi_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
ahadi_question_page_new (const char *name, const char *title, const char *reason)
{
  return g_object_new (AHADI_TYPE_QUESTION_PAGE, "name", name, "title", title, "reason",
                       reason, NULL);
}
