/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-member-form.h"

#include "ahadi-consent-notice.h"
#include "ahadi-duplicate-jobs.h"
#include "ahadi-entities.h"
#include "ahadi-record-form.h"
#include "ahadi-twins-dialog.h"
#include "ahadi-widgets.h"

struct _AhadiMemberForm
{
  AdwBin parent_instance;

  /* owned */
  AhadiKeeper *keeper;
  AhadiRecordForm *form;
  GArray *others; /* AhadiId: of whom it was said that they are another person */

  /* template */
  AhadiFormFrame *frame;
  AhadiConsentNotice *notice;
  AhadiFieldRow *circle_row;
  AdwPreferencesGroup *status_group;
  AdwPreferencesGroup *guardian_group;
};

G_DEFINE_FINAL_TYPE (AhadiMemberForm, ahadi_member_form, ADW_TYPE_BIN)

/* The guardian is asked for as soon as the birth date is that of a child. */
static void
update (AhadiMemberForm *self)
{
  g_autoptr (AhadiRecord) record = ahadi_record_form_read (self->form);
  AhadiDate today = ahadi_date_today ();

  gtk_widget_set_visible (GTK_WIDGET (self->guardian_group),
                          ahadi_member_is_child (record, &today));
}

static void
on_complete (AhadiMemberForm *self, AhadiRecord *record)
{
  if (ahadi_record_get (record, AHADI_MEMBER_STATUS) == NULL)
    ahadi_record_set (record, AHADI_MEMBER_STATUS, "active");
}

/* --- is it somebody who is here? -----------------------------------------------------
 */

static void
on_open (AhadiMemberForm *self, const char *id)
{
  ahadi_record_form_go_on (self->form, FALSE);
  gtk_widget_activate_action (GTK_WIDGET (self), "shell.open", "(ss)", "member", id);
  ahadi_record_form_close (self->form);
}

static void
on_later (AhadiMemberForm *self)
{
  g_array_set_size (self->others, 0);
  ahadi_record_form_go_on (self->form, TRUE);
}

static void
on_other (AhadiMemberForm *self)
{
  ahadi_record_form_go_on (self->form, TRUE);
}

static void
on_back (AhadiMemberForm *self)
{
  ahadi_record_form_go_on (self->form, FALSE);
}

static void
ask (AhadiMemberForm *self, GPtrArray *candidates)
{
  AhadiTwinsDialog *dialog = ahadi_twins_dialog_show (GTK_WIDGET (self), candidates);

  for (guint i = 0; i < candidates->len; i++)
    {
      const AhadiDuplicate *one = candidates->pdata[i];

      g_array_append_vals (self->others, ahadi_record_get_id (one->b->record), 1);
    }
  g_signal_connect_object (dialog, "open", G_CALLBACK (on_open), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "other", G_CALLBACK (on_other), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "later", G_CALLBACK (on_later), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "back", G_CALLBACK (on_back), self, G_CONNECT_SWAPPED);
}

/* What can't be compared is saved all the same: the question is a help, no gate. */
static void
on_found (gpointer owner, gpointer result, const GError *error)
{
  AhadiMemberForm *self = owner;
  GPtrArray *candidates = result;

  g_array_set_size (self->others, 0);
  if (candidates != NULL && candidates->len > 0)
    ask (self, candidates);
  else
    ahadi_record_form_go_on (self->form, TRUE);
}

static gboolean
on_check (AhadiMemberForm *self, AhadiRecord *record)
{
  if (!ahadi_record_form_is_new (self->form))
    return FALSE;
  ahadi_duplicate_jobs_find (self->keeper, record, self, on_found);
  return TRUE;
}

/* --- saved ---------------------------------------------------------------------------
 */

/* The form is gone by the time it is said; the keeper stays. */
static void
on_told_apart (gpointer owner, gpointer result, const GError *error)
{
  if (error != NULL)
    g_warning ("cannot keep that they are two people: %s", error->message);
}

static void
on_saved (AhadiMemberForm *self, AhadiRecord *record, gboolean changed)
{
  g_autofree char *id = ahadi_id_to_string (ahadi_record_get_id (record));

  if (self->others->len > 0)
    ahadi_duplicate_jobs_decide (self->keeper, ahadi_record_get_id (record), self->others,
                                 AHADI_SAME_AS_DIFFERENT, self->keeper, on_told_apart);
  gtk_widget_activate_action (GTK_WIDGET (self), "shell.open", "(ss)", "member", id);
  if (ahadi_record_form_is_new (self->form))
    ahadi_say (GTK_WIDGET (self), _ ("Member added. The pledge is next."));
  else if (changed)
    ahadi_say_with_undo (GTK_WIDGET (self),
                         _ ("Corrected. The change is in the history."));
}

static void
ahadi_member_form_finalize (GObject *object)
{
  AhadiMemberForm *self = AHADI_MEMBER_FORM (object);

  g_clear_object (&self->form);
  g_array_unref (self->others);
  g_clear_object (&self->keeper);
  G_OBJECT_CLASS (ahadi_member_form_parent_class)->finalize (object);
}

static void
ahadi_member_form_class_init (AhadiMemberFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ahadi_member_form_finalize;
  g_type_ensure (AHADI_TYPE_CONSENT_NOTICE);
  g_type_ensure (AHADI_TYPE_FIELD_ROW);
  g_type_ensure (AHADI_TYPE_FORM_FRAME);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/members/ahadi-member-form.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiMemberForm, frame);
  gtk_widget_class_bind_template_child (widget_class, AhadiMemberForm, notice);
  gtk_widget_class_bind_template_child (widget_class, AhadiMemberForm, circle_row);
  gtk_widget_class_bind_template_child (widget_class, AhadiMemberForm, status_group);
  gtk_widget_class_bind_template_child (widget_class, AhadiMemberForm, guardian_group);
}

static void
ahadi_member_form_init (AhadiMemberForm *self)
{
  ahadi_widget_init_template (GTK_WIDGET (self));
  self->others = g_array_new (FALSE, FALSE, sizeof (AhadiId));
}

GtkWidget *
ahadi_member_form_new (AhadiKeeper *keeper, const AhadiId *id, const char *draft)
{
  AhadiMemberForm *self = g_object_new (AHADI_TYPE_MEMBER_FORM, NULL);
  const AhadiDesk *desk = ahadi_keeper_get_desk (keeper);

  self->keeper = g_object_ref (keeper);
  ahadi_form_frame_set_title (self->frame,
                              id == NULL ? _ ("Add a Member") : _ ("Correct a Member"));
  ahadi_consent_notice_set_controller (self->notice, desk->org_name);
  gtk_widget_set_visible (GTK_WIDGET (self->notice), id == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->status_group), id != NULL);
  ahadi_entities_fill (self->circle_row, keeper, AHADI_KIND_CIRCLE);
  self->form = ahadi_record_form_new (keeper, self->frame, AHADI_KIND_MEMBER, id, draft);
  g_signal_connect_object (self->form, "loaded", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->form, "changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->form, "complete", G_CALLBACK (on_complete), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->form, "check", G_CALLBACK (on_check), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->form, "saved", G_CALLBACK (on_saved), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
