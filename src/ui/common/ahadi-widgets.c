/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-widgets.h"

#include "app/ahadi-app.h"
#include "shell-compat.h"

#define SEEN_AROUND 12 /* pixels */
/* GTK glides to the focused part of a row, for 200 ms, and is content with that. */
#define SETTLED_MS 250
/* About as long as a frame. */
#define FRAME_MS 10

char *
ahadi_text_without_mnemonic (const char *text)
{
  g_autoptr (GString) plain = g_string_new (NULL);

  for (const char *at = text; at != NULL && *at != '\0'; at++)
    {
      if (*at == '_' && at[1] != '\0')
        at++;
      g_string_append_c (plain, *at);
    }
  return g_string_free (g_steal_pointer (&plain), FALSE);
}

void
ahadi_widget_set_name (GtkWidget *self, const char *name)
{
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (self),
                                 GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

/* GTK 4.8 says "_Next Next" of such a button: its raw label, then its child's. */
static void
name_button (GtkButton *button)
{
  g_autofree char *plain = NULL;

  if (!gtk_button_get_use_underline (button) || gtk_button_get_label (button) == NULL)
    return;
  plain = ahadi_text_without_mnemonic (gtk_button_get_label (button));
  ahadi_widget_set_name (GTK_WIDGET (button), plain);
}

/* GTK 4.8 shows the screen reader every page of a stack, also those that are not on top.
 */
static void
hide_other_pages (GtkStack *stack)
{
  GtkWidget *shown = gtk_stack_get_visible_child (stack);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (stack)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_accessible_update_state (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_STATE_HIDDEN,
                                 child != shown, -1);
}

static void
watch_stack (GtkStack *stack)
{
  g_autoptr (GtkSelectionModel) pages = gtk_stack_get_pages (stack);

  g_signal_connect (stack, "notify::visible-child", G_CALLBACK (hide_other_pages), NULL);
  g_signal_connect_object (pages, "items-changed", G_CALLBACK (hide_other_pages), stack,
                           G_CONNECT_SWAPPED);
  hide_other_pages (stack);
}

/* Large words need not make the window wider than the screen. */
static void
let_wrap (GtkButton *button)
{
  GtkWidget *label = gtk_button_get_child (button);

  if (!GTK_IS_LABEL (label) || !gtk_widget_has_css_class (GTK_WIDGET (button), "pill"))
    return;
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
}

static void
prepare (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget))
    {
      name_button (GTK_BUTTON (widget));
      let_wrap (GTK_BUTTON (widget));
    }
  else if (GTK_IS_STACK (widget))
    watch_stack (GTK_STACK (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    prepare (child);
}

void
ahadi_widget_init_template (GtkWidget *self)
{
  gtk_widget_init_template (self);
  prepare (self);
}

void
ahadi_button_set_label (GtkButton *self, const char *label)
{
  g_autofree char *plain = ahadi_text_without_mnemonic (label);

  gtk_button_set_use_underline (self, TRUE);
  gtk_button_set_label (self, label);
  ahadi_widget_set_name (GTK_WIDGET (self), plain);
}

/* GTK 4.8 keeps the pointer of a default widget that is gone. */
static void
on_default_unrealize (GtkWidget *button)
{
  GtkRoot *root = gtk_widget_get_root (button);

  if (GTK_IS_WINDOW (root) && gtk_window_get_default_widget (GTK_WINDOW (root)) == button)
    gtk_window_set_default_widget (GTK_WINDOW (root), NULL);
}

void
ahadi_button_make_default (GtkButton *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (!GTK_IS_WINDOW (root))
    return;
  g_signal_handlers_disconnect_by_func (self, on_default_unrealize, NULL);
  g_signal_connect (self, "unrealize", G_CALLBACK (on_default_unrealize), NULL);
  gtk_window_set_default_widget (GTK_WINDOW (root), GTK_WIDGET (self));
}

void
ahadi_box_clear (GtkBox *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_box_remove (self, child);
}

GtkWidget *
ahadi_fact_row_new (const char *title, const char *text)
{
  g_autofree char *name = g_strdup_printf ("%s: %s", title, text);
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *above = gtk_label_new (title);
  GtkWidget *below = gtk_label_new (text);

  gtk_widget_add_css_class (box, "fact");
  gtk_widget_add_css_class (above, "caption");
  gtk_widget_add_css_class (above, "dim-label");
  gtk_label_set_xalign (GTK_LABEL (above), 0);
  gtk_label_set_xalign (GTK_LABEL (below), 0);
  gtk_label_set_wrap (GTK_LABEL (above), TRUE);
  gtk_label_set_wrap (GTK_LABEL (below), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (below), PANGO_WRAP_WORD_CHAR);
  gtk_box_append (GTK_BOX (box), above);
  gtk_box_append (GTK_BOX (box), below);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  ahadi_widget_set_name (row, name);
  return row;
}

gboolean
ahadi_row_focus_inside (GtkWidget *row, GtkDirectionType direction)
{
  GtkWidget *child = gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row));

  return gtk_widget_child_focus (child, direction);
}

void
ahadi_say (GtkWidget *from, const char *text)
{
  gtk_widget_activate_action (from, "win.say", "s", text);
}

void
ahadi_say_with_undo (GtkWidget *from, const char *text)
{
  gtk_widget_activate_action (from, "win.say-undo", "s", text);
}

void
ahadi_say_error_as (GtkWidget *from,
                    const char *heading,
                    const char *sentence,
                    const GError *error)
{
  g_autofree char *general = NULL;
  GtkRoot *root = gtk_widget_get_root (from);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (sentence == NULL)
    sentence = general = ahadi_sentence_for_error (error);
  ahadi_compat_tell (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, heading, sentence);
}

void
ahadi_say_error (GtkWidget *from, const char *heading, const GError *error)
{
  ahadi_say_error_as (from, heading, NULL, error);
}

void
ahadi_widget_focus_first (GtkWidget *self)
{
  GtkRoot *root = gtk_widget_get_root (self);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *at = self;

  if (focus != NULL && gtk_widget_is_ancestor (focus, self))
    return;

  /* Else GTK would go on behind where it was the last time. */
  while (at != NULL)
    {
      GtkWidget *next = gtk_widget_get_focus_child (at);

      gtk_widget_set_focus_child (at, NULL);
      at = next;
    }
  gtk_widget_child_focus (self, GTK_DIR_TAB_FORWARD);
}

/* What is inside has no order until it has its place. */
static gboolean
focus_first (gpointer data)
{
  if (gtk_widget_get_mapped (data) && gtk_widget_get_width (data) == 0)
    return G_SOURCE_CONTINUE;
  if (gtk_widget_get_mapped (data))
    ahadi_widget_focus_first (data);
  return G_SOURCE_REMOVE;
}

void
ahadi_widget_focus_first_later (GtkWidget *self)
{
  g_timeout_add_full (G_PRIORITY_DEFAULT_IDLE, FRAME_MS, focus_first, g_object_ref (self),
                      g_object_unref);
}

static gboolean
on_list_key (GtkEventController *controller, guint key, guint code, GdkModifierType state)
{
  GtkWidget *list = gtk_event_controller_get_widget (controller);
  gboolean back = key == GDK_KEY_ISO_Left_Tab || (state & GDK_SHIFT_MASK) != 0;

  if ((key != GDK_KEY_Tab && key != GDK_KEY_KP_Tab && key != GDK_KEY_ISO_Left_Tab) ||
      (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  /* While the focus looks for its next place the list is none. */
  gtk_widget_set_can_focus (list, FALSE);
  g_signal_emit_by_name (gtk_widget_get_root (list), "move-focus",
                         back ? GTK_DIR_TAB_BACKWARD : GTK_DIR_TAB_FORWARD);
  gtk_widget_set_can_focus (list, TRUE);
  return GDK_EVENT_STOP;
}

void
ahadi_list_make_one_stop (GtkWidget *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_list_key), NULL);
  gtk_widget_add_controller (self, keys);
}

void
ahadi_leaflet_show_detail (AdwLeaflet *self)
{
  if (adw_leaflet_get_folded (self))
    adw_leaflet_navigate (self, ADW_NAVIGATION_DIRECTION_FORWARD);
}

static gboolean
show_whole (gpointer data)
{
  GtkWidget *viewport = gtk_widget_get_ancestor (data, GTK_TYPE_VIEWPORT);
  graphene_rect_t bounds;

  if (viewport != NULL && gtk_widget_get_mapped (data) &&
      gtk_widget_compute_bounds (data, gtk_viewport_get_child (GTK_VIEWPORT (viewport)),
                                 &bounds))
    gtk_adjustment_clamp_page (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (viewport)),
                               bounds.origin.y - SEEN_AROUND,
                               bounds.origin.y + bounds.size.height + SEEN_AROUND);
  return G_SOURCE_REMOVE;
}

void
ahadi_widget_show_whole (GtkWidget *self)
{
  g_timeout_add_full (G_PRIORITY_DEFAULT, SETTLED_MS, show_whole, g_object_ref (self),
                      g_object_unref);
}

void
ahadi_widget_focus_again (GtkWidget *self)
{
  if (GTK_IS_TEXT (self))
    gtk_text_grab_focus_without_selecting (GTK_TEXT (self));
  else
    gtk_widget_grab_focus (self);
}

#define FROZEN_FOCUS "ahadi-frozen-focus"

void
ahadi_widget_freeze (GtkWidget *self, gboolean frozen)
{
  GtkRoot *root = gtk_widget_get_root (self);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  g_autoptr (GtkWidget) kept = NULL;

  /* An entry made insensitive under the cursor would go on blinking. */
  if (frozen && focus != NULL && (focus == self || gtk_widget_is_ancestor (focus, self)))
    {
      g_object_set_data_full (G_OBJECT (self), FROZEN_FOCUS, g_object_ref (focus),
                              g_object_unref);
      gtk_root_set_focus (root, NULL);
    }
  gtk_widget_set_sensitive (self, !frozen);
  if (!frozen)
    kept = g_object_steal_data (G_OBJECT (self), FROZEN_FOCUS);
  if (kept != NULL && gtk_widget_get_root (kept) == root && root != NULL)
    ahadi_widget_focus_again (kept);
}
