/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/*
 * Small things every widget does the same way.
 */

/* gtk_widget_init_template(), then names buttons for the screen reader without the
 * underscore of their mnemonic. */
void ahadi_widget_init_template (GtkWidget *self);

/* The name that a screen reader says. */
void ahadi_widget_set_name (GtkWidget *self, const char *name);

/* The label of a button with a mnemonic ("_Next"), and its name without. */
void ahadi_button_set_label (GtkButton *self, const char *label);

/* What Return presses in an entry of the same window, until the button leaves it. */
void ahadi_button_make_default (GtkButton *self);

/* "_Next" as "Next". Returns: (transfer full) */
char *ahadi_text_without_mnemonic (const char *text);

/* Removes every child of a GtkBox. */
void ahadi_box_clear (GtkBox *self);

/* A row of a boxed list: title above, text below, both plain text; text can be selected.
 */
GtkWidget *ahadi_fact_row_new (const char *title, const char *text);

/* The focus function of a GtkListBoxRow that hands the focus on to its editor: the row's
 * own would take it back at every Shift+Tab. */
gboolean ahadi_row_focus_inside (GtkWidget *row, GtkDirectionType direction);

/* A toast in the window of @from. */
void ahadi_say (GtkWidget *from, const char *text);

/* The same with a button that does ahadi_keeper_undo(). */
void ahadi_say_with_undo (GtkWidget *from, const char *text);

/* A dialog with @heading and the sentence for @error; says nothing of cancelled work. */
void ahadi_say_error (GtkWidget *from, const char *heading, const GError *error);

/* The same in the words of @sentence: (nullable): NULL is the sentence for @error. */
void ahadi_say_error_as (GtkWidget *from,
                         const char *heading,
                         const char *sentence,
                         const GError *error);

/* Moves the focus to the first thing in @self that takes it, unless it is inside already.
 */
void ahadi_widget_focus_first (GtkWidget *self);

/* The same once the widget has its size, which a page just shown has not. */
void ahadi_widget_focus_first_later (GtkWidget *self);

/* Tab leaves a GtkListView or GtkListBox without a stop at each row; the arrow keys move
 * along them. For rows that have nothing to press inside. */
void ahadi_list_make_one_stop (GtkWidget *self);

/* The detail beside a list was filled: goes there if only one of them has room. Where
 * both are seen the focus stays in the list, and arrow keys go on to the next row. */
void ahadi_leaflet_show_detail (AdwLeaflet *self);

/* Scrolls so that all of @self can be seen, once it has its size. */
void ahadi_widget_show_whole (GtkWidget *self);

/* @self can't be used while @frozen; the focus comes back to where it was in it, or keys
 * would reach nothing. */
void ahadi_widget_freeze (GtkWidget *self, gboolean frozen);

/* Gives the focus back to what had it. Of an entry nothing is selected by that: somebody
 * may be typing, and the next letter would take the place of all. */
void ahadi_widget_focus_again (GtkWidget *self);

G_END_DECLS
