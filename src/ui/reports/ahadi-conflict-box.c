/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "ahadi-conflict-box.h"

#include "ahadi-choice.h"
#include "ahadi-widgets.h"

struct _AhadiConflictBox
{
  AdwBin parent_instance;

  /* owned */
  GPtrArray *seats;  /* AhadiSeat; NULL until they are read */
  GPtrArray *checks; /* GtkCheckButton, borrowed from their rows, one per seat */
  char *recused;     /* (nullable): to be chosen once the seats are read */

  /* template */
  AhadiChoice *choice;
  GtkWidget *seats_group;
  GtkListBox *seats_list;
  GtkWidget *gone_box;
};

G_DEFINE_FINAL_TYPE (AhadiConflictBox, ahadi_conflict_box, ADW_TYPE_BIN)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

AhadiAbout
ahadi_conflict_box_get_about (AhadiConflictBox *self)
{
  g_autofree char *text = ahadi_choice_get_text (self->choice);

  return ahadi_about_parse (text);
}

/* --- seats ------------------------------------------------------------------------ */

char *
ahadi_conflict_box_get_recused (AhadiConflictBox *self)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (AhadiId));

  if ((ahadi_conflict_box_get_about (self) & AHADI_ABOUT_MEMBER) == 0)
    return NULL;

  /* Seats come in the order of their devices, as the record wants them. */
  for (guint i = 0; i < self->checks->len; i++)
    if (gtk_check_button_get_active (self->checks->pdata[i]))
      g_array_append_val (ids, ((AhadiSeat *) self->seats->pdata[i])->device);
  return ahadi_recused_print (ids);
}

static void
choose_recused (AhadiConflictBox *self)
{
  for (guint i = 0; i < self->checks->len; i++)
    {
      char id[AHADI_ID_TEXT_SIZE];

      ahadi_id_print (&((AhadiSeat *) self->seats->pdata[i])->device, id);
      gtk_check_button_set_active (self->checks->pdata[i],
                                   self->recused != NULL &&
                                       strstr (self->recused, id) != NULL);
    }
}

void
ahadi_conflict_box_set_recused (AhadiConflictBox *self, const char *recused)
{
  g_free (self->recused);
  self->recused = g_strdup (recused);
  choose_recused (self);
}

static void
on_toggled (AhadiConflictBox *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
add_seat (AhadiConflictBox *self, const AhadiSeat *seat)
{
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *row = adw_action_row_new ();

  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), seat->title);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  gtk_widget_set_focusable (row, FALSE);
  ahadi_widget_set_name (check, seat->title);
  ahadi_widget_set_name (row, seat->title);
  gtk_list_box_append (self->seats_list, row);
  g_ptr_array_add (self->checks, check);
  g_signal_connect_swapped (check, "toggled", G_CALLBACK (on_toggled), self);
}

static void
on_seats (gpointer owner, gpointer result, const GError *error)
{
  AhadiConflictBox *self = owner;

  if (error != NULL)
    {
      ahadi_say_error (GTK_WIDGET (self), _ ("The seats of the Committee are not known"),
                       error);
      return;
    }

  self->seats = g_ptr_array_ref (result);
  for (guint i = 0; i < self->seats->len; i++)
    add_seat (self, self->seats->pdata[i]);
  choose_recused (self);
}

static gpointer
work_list_seats (AhadiSession *session,
                 gpointer data,
                 GCancellable *cancellable,
                 GError **error)
{
  return ahadi_routing_list_seats (session, error);
}

void
ahadi_conflict_box_start (AhadiConflictBox *self, AhadiKeeper *keeper)
{
  ahadi_keeper_run (keeper,
                    &(AhadiJob){
                        .work = work_list_seats,
                        .result_free = (GDestroyNotify) g_ptr_array_unref,
                    },
                    self, on_seats);
}

/* --- what follows ------------------------------------------------------------------- */

/* About whom of the Committee is asked again where a route to it is chosen: the Executive
 * Director alone needs no seat. */
gboolean
ahadi_conflict_box_is_complete (AhadiConflictBox *self)
{
  g_autofree char *text = ahadi_choice_get_text (self->choice);

  return *text != '\0' && (ahadi_conflict_box_get_about (self) == AHADI_ABOUT_NOBODY ||
                           strstr (text, "\"nobody-here\"") == NULL);
}

void
ahadi_conflict_box_update (AhadiConflictBox *self)
{
  AhadiAbout about = ahadi_conflict_box_get_about (self);

  gtk_widget_set_visible (self->seats_group, (about & AHADI_ABOUT_MEMBER) != 0);
  gtk_widget_set_visible (self->gone_box, !ahadi_conflict_stays (about));
}

static void
ahadi_conflict_box_finalize (GObject *object)
{
  AhadiConflictBox *self = AHADI_CONFLICT_BOX (object);

  g_clear_pointer (&self->seats, g_ptr_array_unref);
  g_clear_pointer (&self->checks, g_ptr_array_unref);
  g_clear_pointer (&self->recused, g_free);
  G_OBJECT_CLASS (ahadi_conflict_box_parent_class)->finalize (object);
}

static void
ahadi_conflict_box_class_init (AhadiConflictBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ahadi_conflict_box_finalize;
  signals[CHANGED] =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (AHADI_TYPE_CHOICE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/reports/ahadi-conflict-box.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiConflictBox, choice);
  gtk_widget_class_bind_template_child (widget_class, AhadiConflictBox, seats_group);
  gtk_widget_class_bind_template_child (widget_class, AhadiConflictBox, seats_list);
  gtk_widget_class_bind_template_child (widget_class, AhadiConflictBox, gone_box);
}

static void
ahadi_conflict_box_init (AhadiConflictBox *self)
{
  self->checks = g_ptr_array_new ();
  ahadi_widget_init_template (GTK_WIDGET (self));
  ahadi_choice_set_hint (self->choice, "this-coordinator",
                         _ ("Whoever keeps this laptop and its passphrase."));
  ahadi_choice_set_hint (self->choice, "executive-director",
                         _ ("Then it goes to the Committee alone."));
  ahadi_choice_set_hint (self->choice, "committee-member",
                         _ ("Then it goes to the Executive Director alone, or to the "
                            "rest of the Committee."));
}
