/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-field-row.h"

#include "ahadi-widgets.h"

struct _AhadiFieldRow
{
  AdwPreferencesRow parent_instance;

  /* owned */
  char *field_name; /* "member.name" */
  char *hint;
  GStrv ids;    /* of an entity field; the first is "" */
  char *wanted; /* likewise: what it holds, also before the list is there */

  /* borrowed */
  const AhadiKindInfo *info;
  const AhadiField *field;
  GtkWidget *editor; /* GtkEntry, GtkTextView, GtkDropDown or GtkSwitch */

  /* template */
  GtkLabel *title_label;
  AdwBin *below;
  AdwBin *beside;
  GtkLabel *hint_label;
  GtkBox *problem_box;
  GtkLabel *problem_label;

  guint index;
  gboolean loading;
};

G_DEFINE_FINAL_TYPE (AhadiFieldRow, ahadi_field_row, ADW_TYPE_PREFERENCES_ROW)

enum
{
  PROP_0,
  PROP_FIELD,
  PROP_HINT,
  N_PROPS
};

enum
{
  CHANGED,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

char *
ahadi_date_from_typed (const char *text)
{
  int day = 0, month = 0, year = 0;
  char rest = '\0';

  if (sscanf (text, "%2d%*[./]%2d%*[./]%4d%c", &day, &month, &year, &rest) == 3)
    return g_strdup_printf ("%04d-%02d-%02d", year, month, day);
  if (sscanf (text, "%2d%*[./]%4d%c", &month, &year, &rest) == 2)
    return g_strdup_printf ("%04d-%02d", year, month);
  return g_strdup (text);
}

char *
ahadi_date_to_typed (const char *text)
{
  int year = 0, month = 0, day = 0;

  if (sscanf (text, "%4d-%2d-%2d", &year, &month, &day) == 3)
    return g_strdup_printf ("%d/%d/%04d", day, month, year);
  if (sscanf (text, "%4d-%2d", &year, &month) == 2)
    return g_strdup_printf ("%d/%04d", month, year);
  return g_strdup (text);
}

static void
emit_changed (AhadiFieldRow *self)
{
  if (self->loading)
    return;
  ahadi_field_row_set_problem (self, NULL);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* --- editors ------------------------------------------------------------------ */

static GtkWidget *
make_entry (AhadiFieldRow *self)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_has_frame (GTK_ENTRY (entry), FALSE);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  if (self->field->max_characters > 0)
    gtk_entry_set_max_length (GTK_ENTRY (entry), (int) self->field->max_characters);
  if (self->field->type == AHADI_FIELD_PHONE)
    gtk_entry_set_input_purpose (GTK_ENTRY (entry), GTK_INPUT_PURPOSE_PHONE);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (emit_changed), self);
  return entry;
}

static GtkWidget *
make_block (AhadiFieldRow *self)
{
  GtkWidget *view = gtk_text_view_new ();

  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (view), 6);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (view), 6);
  gtk_widget_set_size_request (view, -1, 96);
  g_signal_connect_swapped (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "changed",
                            G_CALLBACK (emit_changed), self);
  return view;
}

static GtkWidget *
make_drop_down (AhadiFieldRow *self)
{
  GtkStringList *words = gtk_string_list_new (NULL);
  GtkWidget *drop_down = NULL;

  gtk_string_list_append (words, _ ("Not said"));
  for (guint i = 0; self->field->choices != NULL && self->field->choices[i] != NULL; i++)
    gtk_string_list_append (words,
                            ahadi_words_choice (self->field, self->field->choices[i]));
  drop_down = gtk_drop_down_new (G_LIST_MODEL (words), NULL);
  gtk_widget_set_valign (drop_down, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (drop_down, "notify::selected", G_CALLBACK (emit_changed),
                            self);
  return drop_down;
}

static GtkWidget *
make_switch (AhadiFieldRow *self)
{
  GtkWidget *toggle = gtk_switch_new ();

  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (toggle, "notify::active", G_CALLBACK (emit_changed), self);
  return toggle;
}

static void
make_editor (AhadiFieldRow *self)
{
  gboolean is_beside = FALSE;

  switch (self->field->type)
    {
    case AHADI_FIELD_CHOICE:
    case AHADI_FIELD_ENTITY:
      self->editor = make_drop_down (self);
      is_beside = TRUE;
      break;
    case AHADI_FIELD_BOOL:
      self->editor = make_switch (self);
      is_beside = TRUE;
      break;
    case AHADI_FIELD_TEXT:
      self->editor =
          ahadi_field_has_lines (self->field) ? make_block (self) : make_entry (self);
      break;
    case AHADI_FIELD_DATE:
    case AHADI_FIELD_PHONE:
      self->editor = make_entry (self);
      break;
    case AHADI_FIELD_CHOICES:
    case AHADI_FIELD_PERSONS:
    default:
      g_assert_not_reached ();
    }
  adw_bin_set_child (is_beside ? self->beside : self->below, self->editor);
  gtk_widget_set_visible (GTK_WIDGET (self->below), !is_beside);
  if (!is_beside)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->title_label), "caption");
      gtk_widget_add_css_class (GTK_WIDGET (self->title_label), "dim-label");
    }
}

static const char *
get_title (AhadiFieldRow *self)
{
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self));

  return title != NULL && *title != '\0'
             ? title
             : ahadi_words_field (self->info->kind, self->index);
}

/* What takes the focus is a button inside, which GTK 4.8 leaves without a name. */
static void
name_drop_down (AhadiFieldRow *self)
{
  GtkWidget *button = gtk_widget_get_first_child (self->editor);
  gpointer chosen = gtk_drop_down_get_selected_item (GTK_DROP_DOWN (self->editor));
  g_autofree char *name = NULL;

  if (button == NULL || chosen == NULL)
    return;
  name =
      g_strdup_printf ("%s: %s", get_title (self), gtk_string_object_get_string (chosen));
  ahadi_widget_set_name (button, name);
}

static void
show_words (AhadiFieldRow *self)
{
  const char *title = get_title (self);
  g_autofree char *shown = NULL;

  shown = self->field->required ? g_strdup_printf ("%s *", title) : g_strdup (title);
  gtk_label_set_label (self->title_label, shown);
  ahadi_widget_set_name (self->editor, title);
  ahadi_widget_set_name (GTK_WIDGET (self), title);
  if (GTK_IS_DROP_DOWN (self->editor))
    name_drop_down (self);

  if (self->hint == NULL && self->field->type == AHADI_FIELD_DATE)
    self->hint = g_strdup (_ ("A year, a month or a day: 1987, 5/1987 or 14/5/1987"));
  gtk_label_set_label (self->hint_label, self->hint != NULL ? self->hint : "");
  gtk_widget_set_visible (GTK_WIDGET (self->hint_label), self->hint != NULL);
}

/* --- values ------------------------------------------------------------------- */

AhadiKind
ahadi_field_row_get_kind (AhadiFieldRow *self)
{
  return self->info->kind;
}

guint
ahadi_field_row_get_index (AhadiFieldRow *self)
{
  return self->index;
}

static const char *
get_chosen (AhadiFieldRow *self)
{
  guint at = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->editor));

  if (self->field->type == AHADI_FIELD_ENTITY && self->ids == NULL)
    return self->wanted != NULL ? self->wanted : "";
  if (at == GTK_INVALID_LIST_POSITION || at == 0)
    return "";
  return self->field->type == AHADI_FIELD_CHOICE ? self->field->choices[at - 1]
                                                 : self->ids[at];
}

char *
ahadi_field_row_get_text (AhadiFieldRow *self)
{
  if (GTK_IS_DROP_DOWN (self->editor))
    return g_strdup (get_chosen (self));
  if (GTK_IS_SWITCH (self->editor))
    return g_strdup (gtk_switch_get_active (GTK_SWITCH (self->editor)) ? "true"
                                                                       : "false");
  if (GTK_IS_TEXT_VIEW (self->editor))
    {
      GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->editor));
      char *text = NULL;

      g_object_get (buffer, "text", &text, NULL);
      return text;
    }
  if (self->field->type == AHADI_FIELD_DATE)
    return ahadi_date_from_typed (gtk_editable_get_text (GTK_EDITABLE (self->editor)));
  return g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->editor)));
}

static void
choose (AhadiFieldRow *self, const char *text)
{
  const char *const *words = self->field->type == AHADI_FIELD_CHOICE
                                 ? self->field->choices
                                 : (const char *const *) self->ids;
  guint shift = self->field->type == AHADI_FIELD_CHOICE ? 1 : 0;
  guint at = 0;

  if (text != self->wanted)
    {
      g_free (self->wanted);
      self->wanted = g_strdup (text);
    }
  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    if (g_str_equal (words[i], text))
      at = i + shift;
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->editor), at);
}

static void
show_text (AhadiFieldRow *self, const char *text)
{
  g_autofree char *printed = NULL;

  if (GTK_IS_DROP_DOWN (self->editor))
    choose (self, text);
  else if (GTK_IS_SWITCH (self->editor))
    gtk_switch_set_active (GTK_SWITCH (self->editor), g_str_equal (text, "true"));
  else if (GTK_IS_TEXT_VIEW (self->editor))
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->editor)),
                              text, -1);
  else
    {
      if (self->field->type == AHADI_FIELD_PHONE && *text == '+')
        printed = ahadi_phone_print (text);
      else if (self->field->type == AHADI_FIELD_DATE)
        printed = ahadi_date_to_typed (text);
      gtk_editable_set_text (GTK_EDITABLE (self->editor),
                             printed != NULL ? printed : text);
    }
}

void
ahadi_field_row_set_text (AhadiFieldRow *self, const char *text)
{
  self->loading = TRUE;
  show_text (self, text != NULL ? text : "");
  self->loading = FALSE;
}

void
ahadi_field_row_set_entities (AhadiFieldRow *self,
                              const char *const *ids,
                              const char *const *names)
{
  g_autofree char *chosen = ahadi_field_row_get_text (self);
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  GtkStringList *words = gtk_string_list_new (NULL);

  g_ptr_array_add (all, g_strdup (""));
  gtk_string_list_append (words, _ ("Not said"));
  /* What is not in the list, because it is too long or not here, is kept all the same. */
  if (*chosen != '\0' && !g_strv_contains (ids, chosen))
    {
      g_ptr_array_add (all, g_strdup (chosen));
      gtk_string_list_append (words, _ ("As it was"));
    }
  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_ptr_array_add (all, g_strdup (ids[i]));
      gtk_string_list_append (words, names[i]);
    }
  g_ptr_array_add (all, NULL);
  g_strfreev (self->ids);
  self->ids = (GStrv) g_ptr_array_free (g_steal_pointer (&all), FALSE);

  self->loading = TRUE;
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->editor), G_LIST_MODEL (words));
  choose (self, chosen);
  self->loading = FALSE;
  g_object_unref (words);
}

void
ahadi_field_row_set_problem (AhadiFieldRow *self, const char *sentence)
{
  gtk_label_set_label (self->problem_label, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_box), sentence != NULL);
  if (sentence != NULL && gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL)
    ahadi_widget_show_whole (GTK_WIDGET (self));
  if (sentence != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "problem");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "problem");
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (self->editor), GTK_ACCESSIBLE_STATE_INVALID,
      sentence != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

/* --- object ------------------------------------------------------------------- */

/* A field named in a template that the model does not have is our mistake. */
static void
find_field (AhadiFieldRow *self)
{
  g_auto (GStrv) parts = g_strsplit (self->field_name, ".", 2);
  int index = -1;

  self->info = ahadi_kind_find (parts[0]);
  g_assert (self->info != NULL && parts[1] != NULL);
  index = ahadi_kind_find_field (self->info, parts[1]);
  g_assert (index >= 0);
  self->index = (guint) index;
  self->field = &self->info->fields[index];
}

static void
ahadi_field_row_constructed (GObject *object)
{
  AhadiFieldRow *self = AHADI_FIELD_ROW (object);

  G_OBJECT_CLASS (ahadi_field_row_parent_class)->constructed (object);
  find_field (self);
  make_editor (self);
  show_words (self);
  if (GTK_IS_DROP_DOWN (self->editor))
    g_signal_connect_swapped (self->editor, "notify::selected-item",
                              G_CALLBACK (name_drop_down), self);
  g_signal_connect (self, "notify::title", G_CALLBACK (show_words), NULL);
  g_signal_connect (self, "notify::hint", G_CALLBACK (show_words), NULL);
}

static void
ahadi_field_row_set_property (GObject *object,
                              guint id,
                              const GValue *value,
                              GParamSpec *pspec)
{
  AhadiFieldRow *self = AHADI_FIELD_ROW (object);

  switch (id)
    {
    case PROP_FIELD:
      self->field_name = g_value_dup_string (value);
      break;
    case PROP_HINT:
      g_free (self->hint);
      self->hint = g_value_dup_string (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ahadi_field_row_finalize (GObject *object)
{
  AhadiFieldRow *self = AHADI_FIELD_ROW (object);

  g_clear_pointer (&self->field_name, g_free);
  g_clear_pointer (&self->hint, g_free);
  g_clear_pointer (&self->ids, g_strfreev);
  g_clear_pointer (&self->wanted, g_free);
  G_OBJECT_CLASS (ahadi_field_row_parent_class)->finalize (object);
}

static gboolean
ahadi_field_row_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (AHADI_FIELD_ROW (widget)->editor);
}

static void
ahadi_field_row_class_init (AhadiFieldRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = ahadi_field_row_constructed;
  object_class->finalize = ahadi_field_row_finalize;
  object_class->set_property = ahadi_field_row_set_property;
  widget_class->focus = ahadi_row_focus_inside;
  widget_class->grab_focus = ahadi_field_row_grab_focus;

  props[PROP_FIELD] = g_param_spec_string ("field", NULL, NULL, "member.name",
                                           G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY |
                                               G_PARAM_STATIC_STRINGS);
  props[PROP_HINT] = g_param_spec_string ("hint", NULL, NULL, NULL,
                                          G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[CHANGED] =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/common/ahadi-field-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiFieldRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiFieldRow, below);
  gtk_widget_class_bind_template_child (widget_class, AhadiFieldRow, beside);
  gtk_widget_class_bind_template_child (widget_class, AhadiFieldRow, hint_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiFieldRow, problem_box);
  gtk_widget_class_bind_template_child (widget_class, AhadiFieldRow, problem_label);
  gtk_widget_class_bind_template_callback (widget_class, ahadi_widget_show_whole);
}

static void
ahadi_field_row_init (AhadiFieldRow *self)
{
  ahadi_widget_init_template (GTK_WIDGET (self));
}
