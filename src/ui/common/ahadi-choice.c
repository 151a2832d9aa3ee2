/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-choice.h"

#include "ahadi-widgets.h"

struct _AhadiChoice
{
  AdwBin parent_instance;

  /* owned */
  char *field_name;
  GPtrArray
      *checks;     /* GtkCheckButton, borrowed from the list, in the order of the words */
  GPtrArray *rows; /* AdwActionRow, likewise */

  /* borrowed */
  const AhadiKindInfo *info;
  const AhadiField *field;

  /* template */
  GtkListBox *list;
  GtkBox *problem_box;
  GtkLabel *problem_label;

  guint index;
  gboolean loading;
};

G_DEFINE_FINAL_TYPE (AhadiChoice, ahadi_choice, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_FIELD,
  N_PROPS
};

enum
{
  CHANGED,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

static void
on_toggled (AhadiChoice *self, GtkCheckButton *check)
{
  /* Of two toggles of a group, the one that was switched on tells. */
  if (self->loading ||
      (self->field->type == AHADI_FIELD_CHOICE && !gtk_check_button_get_active (check)))
    return;
  ahadi_choice_set_problem (self, NULL);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
add_word (AhadiChoice *self, const char *word)
{
  const char *label = ahadi_words_choice (self->field, word);
  gboolean one = self->field->type == AHADI_FIELD_CHOICE;
  GtkWidget *check =
      g_object_new (GTK_TYPE_CHECK_BUTTON, "accessible-role",
                    one ? GTK_ACCESSIBLE_ROLE_RADIO : GTK_ACCESSIBLE_ROLE_CHECKBOX, NULL);
  GtkWidget *row = adw_action_row_new ();

  if (one && self->checks->len > 0)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (check), self->checks->pdata[0]);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  /* The check takes the focus; the row would be a second stop with nothing to do. */
  gtk_widget_set_focusable (row, FALSE);
  /* After the row, which names the check a second time. */
  ahadi_widget_set_name (check, label);
  ahadi_widget_set_name (row, label);
  gtk_list_box_append (self->list, row);
  g_ptr_array_add (self->checks, check);
  g_ptr_array_add (self->rows, row);
  g_signal_connect_swapped (check, "toggled", G_CALLBACK (on_toggled), self);
}

AhadiKind
ahadi_choice_get_kind (AhadiChoice *self)
{
  return self->info->kind;
}

guint
ahadi_choice_get_index (AhadiChoice *self)
{
  return self->index;
}

char *
ahadi_choice_get_text (AhadiChoice *self)
{
  g_autoptr (json_t) words = json_array ();

  for (guint i = 0; i < self->checks->len; i++)
    {
      if (!gtk_check_button_get_active (self->checks->pdata[i]))
        continue;
      if (self->field->type == AHADI_FIELD_CHOICE)
        return g_strdup (self->field->choices[i]);
      json_array_append_new (words, json_string (self->field->choices[i]));
    }
  return json_array_size (words) > 0 ? ahadi_json_print (words) : g_strdup ("");
}

static gboolean
array_has (json_t *words, const char *word)
{
  for (gsize i = 0; i < json_array_size (words); i++)
    if (g_strcmp0 (json_string_value (json_array_get (words, i)), word) == 0)
      return TRUE;
  return FALSE;
}

void
ahadi_choice_set_text (AhadiChoice *self, const char *text)
{
  g_autoptr (json_t) words = NULL;

  if (self->field->type == AHADI_FIELD_CHOICES && text != NULL)
    words = ahadi_json_parse (text, strlen (text), NULL);
  self->loading = TRUE;
  for (guint i = 0; i < self->checks->len; i++)
    {
      const char *word = self->field->choices[i];
      gboolean on = self->field->type == AHADI_FIELD_CHOICE ? g_strcmp0 (text, word) == 0
                                                            : array_has (words, word);
      gtk_check_button_set_active (self->checks->pdata[i], on);
    }
  self->loading = FALSE;
}

void
ahadi_choice_set_hint (AhadiChoice *self, const char *word, const char *hint)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (g_str_equal (self->field->choices[i], word))
      adw_action_row_set_subtitle (self->rows->pdata[i], hint);
}

void
ahadi_choice_set_allowed (AhadiChoice *self, const char *word, gboolean allowed)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (g_str_equal (self->field->choices[i], word))
      {
        gtk_widget_set_sensitive (self->rows->pdata[i], allowed);
        if (!allowed)
          gtk_check_button_set_active (self->checks->pdata[i], FALSE);
      }
}

void
ahadi_choice_set_problem (AhadiChoice *self, const char *sentence)
{
  gtk_label_set_label (self->problem_label, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_box), sentence != NULL);
}

static void
ahadi_choice_constructed (GObject *object)
{
  AhadiChoice *self = AHADI_CHOICE (object);
  g_auto (GStrv) parts = g_strsplit (self->field_name, ".", 2);

  G_OBJECT_CLASS (ahadi_choice_parent_class)->constructed (object);
  self->info = ahadi_kind_find (parts[0]);
  g_assert (self->info != NULL && ahadi_kind_find_field (self->info, parts[1]) >= 0);
  self->index = (guint) ahadi_kind_find_field (self->info, parts[1]);
  self->field = &self->info->fields[self->index];
  for (guint i = 0; self->field->choices[i] != NULL; i++)
    add_word (self, self->field->choices[i]);
  ahadi_widget_set_name (GTK_WIDGET (self->list),
                         ahadi_words_field (self->info->kind, self->index));
}

static void
ahadi_choice_set_property (GObject *object,
                           guint id,
                           const GValue *value,
                           GParamSpec *pspec)
{
  AhadiChoice *self = AHADI_CHOICE (object);

  if (id == PROP_FIELD)
    self->field_name = g_value_dup_string (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ahadi_choice_finalize (GObject *object)
{
  AhadiChoice *self = AHADI_CHOICE (object);

  g_clear_pointer (&self->field_name, g_free);
  g_clear_pointer (&self->checks, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (ahadi_choice_parent_class)->finalize (object);
}

static gboolean
ahadi_choice_grab_focus (GtkWidget *widget)
{
  AhadiChoice *self = AHADI_CHOICE (widget);

  for (guint i = 0; i < self->checks->len; i++)
    if (gtk_check_button_get_active (self->checks->pdata[i]))
      return gtk_widget_grab_focus (self->checks->pdata[i]);
  return gtk_widget_grab_focus (self->checks->pdata[0]);
}

static void
move_to (AhadiChoice *self, int i)
{
  GtkWidget *check = NULL;

  if (i < 0 || i >= (int) self->checks->len)
    return;
  check = self->checks->pdata[i];
  if (self->field->type == AHADI_FIELD_CHOICE)
    gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  gtk_widget_grab_focus (check);
}

/* Before the list, which would move among its rows, where nothing can be done. */
static gboolean
on_key (AhadiChoice *self, guint key, guint code, GdkModifierType state)
{
  int step = key == GDK_KEY_Down || key == GDK_KEY_KP_Down ? 1
             : key == GDK_KEY_Up || key == GDK_KEY_KP_Up   ? -1
                                                           : 0;

  if (step == 0 || (state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;
  for (guint i = 0; i < self->checks->len; i++)
    if (gtk_widget_is_focus (self->checks->pdata[i]))
      {
        move_to (self, (int) i + step);
        return GDK_EVENT_STOP;
      }
  return GDK_EVENT_PROPAGATE;
}

static void
ahadi_choice_class_init (AhadiChoiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = ahadi_choice_constructed;
  object_class->finalize = ahadi_choice_finalize;
  object_class->set_property = ahadi_choice_set_property;
  widget_class->grab_focus = ahadi_choice_grab_focus;

  props[PROP_FIELD] = g_param_spec_string ("field", NULL, NULL, "report.danger",
                                           G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY |
                                               G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[CHANGED] =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/common/ahadi-choice.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiChoice, list);
  gtk_widget_class_bind_template_child (widget_class, AhadiChoice, problem_box);
  gtk_widget_class_bind_template_child (widget_class, AhadiChoice, problem_label);
  gtk_widget_class_bind_template_callback (widget_class, on_key);
}

static void
ahadi_choice_init (AhadiChoice *self)
{
  self->checks = g_ptr_array_new ();
  self->rows = g_ptr_array_new ();
  ahadi_widget_init_template (GTK_WIDGET (self));
}
