/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-devices-page.h"

#include "ahadi-facts.h"
#include "ahadi-header.h"
#include "ahadi-lost-dialog.h"
#include "ahadi-pill.h"
#include "ahadi-request-row.h"
#include "ahadi-revoke-dialog.h"
#include "ahadi-stories-window.h"
#include "ahadi-text-row.h"
#include "ahadi-widgets.h"
#include "shell-compat.h"

struct _AhadiDevicesPage
{
  AdwBin parent_instance;

  /* owned */
  AhadiKeeper *keeper;
  AhadiTextRow *day_row; /* (nullable): in the question that was asked last */

  /* template */
  AdwPreferencesGroup *requests_group;
  GtkListBox *requests_list;
  GtkLabel *no_requests_label;
  GtkListBox *devices_list;
  GtkLabel *org_label;
  GtkLabel *fingerprint_label;

  gboolean trusts; /* the membership office alone says who is trusted */
  AhadiId asked;   /* the device a dialog is about */
};

G_DEFINE_FINAL_TYPE (AhadiDevicesPage, ahadi_devices_page, ADW_TYPE_BIN)

static void
run (AhadiDevicesPage *self,
     AhadiWork work,
     gpointer data,
     GDestroyNotify result_free,
     gboolean changes,
     AhadiDone done)
{
  ahadi_keeper_run (self->keeper,
                    &(AhadiJob){
                        .work = work,
                        .data = data,
                        .data_free = g_free,
                        .result_free = result_free,
                        .changes = changes,
                    },
                    self, done);
}

/* --- requests ---------------------------------------------------------------------- */

typedef struct
{
  AhadiId device;
  char *digits;
} Approval;

static void
approval_free (gpointer data)
{
  Approval *self = data;

  g_free (self->digits);
  g_free (self);
}

/* What came of it. */
typedef struct
{
  guint merged;   /* bundles that were kept for it */
  gboolean waits; /* for the custodians */
} Approved;

static gpointer
work_approve (AhadiSession *session,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  Approval *approval = data;
  g_autoptr (GPtrArray) merged = NULL;
  Approved *approved;

  merged =
      ahadi_exchange_approve (session, &approval->device, approval->digits, NULL, error);
  if (merged == NULL)
    return NULL;

  approved = g_new0 (Approved, 1);
  approved->merged = merged->len;
  approved->waits = !ahadi_trust_is_listed (session, &approval->device);
  return approved;
}

static char *
say_approved (const Approved *approved)
{
  if (approved->waits)
    return g_strdup (_ ("Approved here. The custodians have to sign it too, before it is "
                        "listed."));
  if (approved->merged == 0)
    return g_strdup (_ ("Listed. Its next reply brings it the new card."));

  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "Listed. %u bundle kept for it was merged.",
                   "Listed. %u bundles kept for it were merged.", approved->merged),
      approved->merged);
}

static void
on_approved (gpointer owner, gpointer result, const GError *error)
{
  g_autofree char *text = NULL;

  if (error != NULL)
    {
      ahadi_say_error (owner, _ ("The laptop was not listed"), error);
      return;
    }
  text = say_approved (result);
  ahadi_say (owner, text);
}

static gpointer
work_refuse (AhadiSession *session,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  return ahadi_exchange_refuse (session, data, error) ? AHADI_WORK_DONE : NULL;
}

static void
on_refused (gpointer owner, gpointer result, const GError *error)
{
  if (error != NULL)
    ahadi_say_error (owner, _ ("The request is still there"), error);
  else
    ahadi_say (owner, _ ("Request refused"));
}

static void
on_approve (AhadiRequestRow *row, AhadiDevicesPage *self)
{
  Approval *approval = g_new0 (Approval, 1);

  approval->device = *ahadi_request_row_get_device (row);
  approval->digits = g_strdup (ahadi_request_row_get_digits (row));
  gtk_widget_set_sensitive (GTK_WIDGET (row), FALSE);
  ahadi_keeper_run (self->keeper,
                    &(AhadiJob){
                        .work = work_approve,
                        .data = approval,
                        .data_free = approval_free,
                        .result_free = g_free,
                        .changes = TRUE,
                    },
                    self, on_approved);
}

static void
on_refuse_accepted (gpointer owner)
{
  AhadiDevicesPage *self = owner;

  run (self, work_refuse, g_memdup2 (&self->asked, sizeof self->asked), NULL, TRUE,
       on_refused);
}

static void
on_refuse (AhadiRequestRow *row, AhadiDevicesPage *self)
{
  self->asked = *ahadi_request_row_get_device (row);
  ahadi_compat_ask (
      GTK_WIDGET (self), _ ("Refuse this laptop?"),
      _ ("Its request is forgotten. Bundles it sent stay set aside, whole, and "
         "are not merged. It can ask again."),
      _ ("_Refuse"), TRUE, on_refuse_accepted);
}

static gpointer
work_requests (AhadiSession *session,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  return ahadi_exchange_list_requests (session, error);
}

static void
on_requests (gpointer owner, gpointer result, const GError *error)
{
  AhadiDevicesPage *self = owner;
  GPtrArray *requests = result;

  if (requests == NULL)
    return;
  ahadi_facts_clear (self->requests_list);
  for (guint i = 0; i < requests->len; i++)
    {
      GtkWidget *row = ahadi_request_row_new (requests->pdata[i]);

      g_signal_connect_object (row, "approve", G_CALLBACK (on_approve), self, 0);
      g_signal_connect_object (row, "refuse", G_CALLBACK (on_refuse), self, 0);
      gtk_list_box_append (self->requests_list, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->requests_list), requests->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->no_requests_label), requests->len == 0);
}

/* --- devices and card -------------------------------------------------------------- */

static gpointer
work_card (AhadiSession *session,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  return ahadi_exchange_card_show (session, NULL, error);
}

static void
on_card (gpointer owner, gpointer result, const GError *error)
{
  AhadiDevicesPage *self = owner;
  const char *fingerprint = json_string_value (json_object_get (result, "fingerprint"));
  const char *org = json_string_value (json_object_get (result, "org_name"));
  g_autofree char *version = NULL;
  g_autofree char *name = NULL;

  if (result == NULL)
    return;
  version =
      g_strdup_printf (_ ("%s, directory %u"), org != NULL ? org : "",
                       (guint) json_integer_value (json_object_get (result, "version")));
  name = g_strdup_printf (_ ("Digits to compare: %s"), fingerprint);
  gtk_label_set_label (self->org_label, version);
  gtk_label_set_label (self->fingerprint_label, fingerprint);
  ahadi_widget_set_name (GTK_WIDGET (self->fingerprint_label), name);
}

static void
on_revoke_clicked (GtkButton *button, AhadiDevicesPage *self)
{
  ahadi_revoke_dialog_show (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                            self->keeper, g_object_get_data (G_OBJECT (button), "device"),
                            g_object_get_data (G_OBJECT (button), "title"));
}

static GtkWidget *
make_revoke_button (AhadiDevicesPage *self, const AhadiDevice *device, const char *title)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("Re_voke…"));
  g_autofree char *name = g_strdup_printf (_ ("Revoke %s"), title);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), "device",
                          g_memdup2 (&device->device, sizeof device->device), g_free);
  g_object_set_data_full (G_OBJECT (button), "title", g_strdup (title), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_revoke_clicked), self, 0);
  ahadi_widget_set_name (button, name);
  return button;
}

static void
on_lost_clicked (GtkButton *button, AhadiDevicesPage *self)
{
  ahadi_lost_dialog_show (GTK_WIDGET (self), self->keeper,
                          g_object_get_data (G_OBJECT (button), "device"),
                          g_object_get_data (G_OBJECT (button), "name"));
}

/* Also for one that was lost: its clock and its letters are there. */
static GtkWidget *
make_lost_button (AhadiDevicesPage *self, const AhadiDevice *device, const char *title)
{
  GtkWidget *button =
      gtk_button_new_with_mnemonic (device->lost ? _ ("Le_tters…") : _ ("_Lost…"));
  g_autofree char *name = g_strdup_printf (
      device->lost ? _ ("Lost: %s, what is to be done") : _ ("%s was lost"), title);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), "device",
                          g_memdup2 (&device->device, sizeof device->device), g_free);
  g_object_set_data_full (G_OBJECT (button), "name", g_strdup (title), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_lost_clicked), self, 0);
  ahadi_widget_set_name (button, name);
  return button;
}

/* --- how far one counts that is not trusted ---------------------------------------- */

static gpointer
work_count (AhadiSession *session,
            gpointer data,
            GCancellable *cancellable,
            GError **error)
{
  return ahadi_trust_cut (session, data, AHADI_DEVICE_CUT_NOTHING, NULL, error)
             ? AHADI_WORK_DONE
             : NULL;
}

static gpointer
work_cut (AhadiSession *session, gpointer data, GCancellable *cancellable, GError **error)
{
  return ahadi_trust_cut (session, data, AHADI_DEVICE_CUT_LATER, NULL, error)
             ? AHADI_WORK_DONE
             : NULL;
}

static void
on_decided (gpointer owner, gpointer result, const GError *error)
{
  if (error != NULL)
    ahadi_say_error (owner, _ ("Nothing was decided"), error);
  else
    ahadi_say (owner, _ ("Decided. It travels with your next bundles."));
}

static void
decide (AhadiDevicesPage *self, AhadiWork work)
{
  run (self, work, g_memdup2 (&self->asked, sizeof self->asked), NULL, TRUE, on_decided);
}

static void
on_count_accepted (gpointer owner)
{
  decide (owner, work_count);
}

static void
on_cut_accepted (gpointer owner)
{
  decide (owner, work_cut);
}

static void
on_count_clicked (GtkButton *button, AhadiDevicesPage *self)
{
  self->asked = *(AhadiId *) g_object_get_data (G_OBJECT (button), "device");
  ahadi_compat_ask (
      GTK_WIDGET (self), _ ("Count what came later?"),
      _ ("Do this only if you know that the laptop’s own people wrote it: speak with the "
         "branch first. Whoever has the laptop and its passphrase could have written it "
         "too. You can cut it off again."),
      _ ("Count _Them"), TRUE, on_count_accepted);
}

static void
on_decide_clicked (GtkButton *button, AhadiDevicesPage *self)
{
  self->asked = *(AhadiId *) g_object_get_data (G_OBJECT (button), "device");
  ahadi_compat_ask (
      GTK_WIDGET (self), _ ("Count what is here, and nothing later?"),
      _ ("What this office has of that laptop goes on counting. What is in the bundles "
         "that wait is taken in and kept, and does not count until you say so here."),
      _ ("_Decide So"), FALSE, on_cut_accepted);
}

typedef struct
{
  AhadiId device;
  gint64 since; /* ms */
} Cut;

static gpointer
work_cut_since (AhadiSession *session,
                gpointer data,
                GCancellable *cancellable,
                GError **error)
{
  const Cut *cut = data;

  return ahadi_trust_cut (session, &cut->device, cut->since, NULL, error)
             ? AHADI_WORK_DONE
             : NULL;
}

static gboolean
read_day (AhadiDevicesPage *self, gint64 *since)
{
  return !ahadi_text_row_is_blank (self->day_row) &&
         ahadi_trust_parse_since (ahadi_text_row_get_text (self->day_row), since);
}

static void
on_day_accepted (gpointer owner)
{
  AhadiDevicesPage *self = owner;
  Cut cut = { .device = self->asked };

  if (read_day (self, &cut.since))
    run (self, work_cut_since, g_memdup2 (&cut, sizeof cut), NULL, TRUE, on_decided);
}

static void
on_day_changed (AhadiTextRow *row, AhadiDevicesPage *self)
{
  gint64 since;

  ahadi_compat_allow (GTK_WIDGET (row), read_day (self, &since));
}

static GtkWidget *
make_day (AhadiDevicesPage *self)
{
  GtkWidget *list = gtk_list_box_new ();

  g_clear_object (&self->day_row);
  self->day_row = g_object_ref_sink (g_object_new (
      AHADI_TYPE_TEXT_ROW, "title", _ ("Count nothing written since"), "hint",
      _ ("A day as 2026-11-28, by that laptop’s own clock"), "max-length", 10, NULL));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (self->day_row));
  return list;
}

static void
on_day_clicked (GtkButton *button, AhadiDevicesPage *self)
{
  self->asked = *(AhadiId *) g_object_get_data (G_OBJECT (button), "device");
  ahadi_compat_ask_with (
      GTK_WIDGET (self), _ ("How far does it count?"),
      _ ("What that laptop wrote on that day or later is kept here and does not count. "
         "Who "
         "reads it too comes to the same with your next bundles. You can let it count "
         "again on this page."),
      make_day (self), _ ("_Decide So"), on_day_accepted);
  g_signal_connect_object (self->day_row, "changed", G_CALLBACK (on_day_changed), self,
                           0);
  on_day_changed (self->day_row, self);
}

static void
on_stories_clicked (GtkButton *button, AhadiDevicesPage *self)
{
  ahadi_stories_window_show (GTK_WIDGET (self), self->keeper,
                             g_object_get_data (G_OBJECT (button), "device"),
                             g_object_get_data (G_OBJECT (button), "title"));
}

/* Returns: (transfer none): its button */
static GtkWidget *
add_decision (AhadiDevicesPage *self,
              const AhadiDevice *device,
              const char *sentence,
              const char *label,
              const char *name,
              GCallback clicked)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), sentence);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), "device",
                          g_memdup2 (&device->device, sizeof device->device), g_free);
  g_signal_connect_object (button, "clicked", clicked, self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  ahadi_widget_set_name (button, name);
  ahadi_widget_set_name (row, sentence);
  gtk_list_box_append (self->devices_list, row);
  return button;
}

static void
add_stories (AhadiDevicesPage *self, const AhadiDevice *device, const char *title)
{
  g_autofree char *name = g_strdup_printf (_ ("What %s told"), title);
  GtkWidget *button =
      add_decision (self, device, _ ("It was copied or put back, and told two stories"),
                    _ ("_Stories…"), name, G_CALLBACK (on_stories_clicked));

  g_object_set_data_full (G_OBJECT (button), "title", g_strdup (title), g_free);
}

/* Below the row of its device. */
static void
add_decisions (AhadiDevicesPage *self, const AhadiDevice *device, const char *title)
{
  g_autofree char *count = g_strdup_printf (_ ("Count what came later of %s"), title);
  g_autofree char *decide_on = g_strdup_printf (_ ("Decide how far %s counts"), title);
  g_autofree char *until = g_strdup_printf (_ ("Count %s until a day"), title);
  g_autofree char *held = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%lu change came later: kept, not counted",
                   "%lu changes came later: kept, not counted", (gulong) device->held),
      (gulong) device->held);
  g_autofree char *waiting = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u bundle waits until you decide how far it counts",
                   "%u bundles wait until you decide how far it counts", device->waiting),
      device->waiting);

  if (device->stories)
    add_stories (self, device, title);
  if (device->state != AHADI_DEVICE_ACTIVE)
    add_decision (self, device, _ ("It counts as far as was decided"),
                  _ ("Until a Da_y…"), until, G_CALLBACK (on_day_clicked));
  if (device->waiting > 0)
    add_decision (self, device, waiting, _ ("_Decide…"), decide_on,
                  G_CALLBACK (on_decide_clicked));
  if (device->held > 0)
    add_decision (self, device, held, _ ("_Count Them…"), count,
                  G_CALLBACK (on_count_clicked));
}

/* --- the list ---------------------------------------------------------------------- */

static char *
say_seen (const AhadiDevice *device)
{
  g_autofree char *seen = ahadi_words_time (device->last_seen);
  char id[AHADI_ID_TEXT_SIZE];

  ahadi_id_print (&device->device, id);
  return g_strdup_printf (_ ("%s%sdevice %.8s…, last bundle: %s"),
                          device->label != NULL ? device->label : "",
                          device->label != NULL ? " · " : "", id, seen);
}

static void
show_state (AhadiPill *pill, const AhadiDevice *device)
{
  if (device->state != AHADI_DEVICE_ACTIVE)
    ahadi_pill_set (pill, "action-unavailable-symbolic",
                    device->lost ? _ ("Lost") : _ ("Revoked"), AHADI_PILL_ATTENTION);
  else if (device->copied)
    ahadi_pill_set (pill, "dialog-warning-symbolic", _ ("Copied"), AHADI_PILL_ATTENTION);
  else
    ahadi_pill_set (pill, "object-select-symbolic", _ ("Listed"), AHADI_PILL_GOOD);
}

static void
add_device (AhadiDevicesPage *self, const AhadiDevice *device)
{
  gboolean active = device->state == AHADI_DEVICE_ACTIVE;
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *pill = ahadi_pill_new ();
  g_autofree char *subtitle = say_seen (device);
  g_autofree char *title = NULL;

  title = device->branch != NULL ? g_strdup_printf ("%s · %s", device->branch,
                                                    ahadi_words_role (device->role))
                                 : g_strdup (ahadi_words_role (device->role));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  show_state (AHADI_PILL (pill), device);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), pill);
  if (self->trusts && (active || device->lost))
    adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                               make_lost_button (self, device, title));
  if (self->trusts && active)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                               make_revoke_button (self, device, title));
  ahadi_widget_set_name (row, title);
  gtk_list_box_append (self->devices_list, row);
  add_decisions (self, device, title);
}

static gpointer
work_devices (AhadiSession *session,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  return ahadi_trust_list_devices (session, error);
}

static void
on_devices (gpointer owner, gpointer result, const GError *error)
{
  AhadiDevicesPage *self = owner;
  GPtrArray *devices = result;

  if (devices == NULL)
    return;
  ahadi_facts_clear (self->devices_list);
  for (guint i = 0; i < devices->len; i++)
    add_device (self, devices->pdata[i]);
}

static gpointer
work_export_card (AhadiSession *session,
                  gpointer data,
                  GCancellable *cancellable,
                  GError **error)
{
  return ahadi_exchange_card_export (session, data, error) ? AHADI_WORK_DONE : NULL;
}

static void
on_card_exported (gpointer owner, gpointer result, const GError *error)
{
  if (error != NULL)
    ahadi_say_error (owner, _ ("The card was not saved"), error);
  else
    ahadi_say (owner, _ ("Card saved. Give it to laptops that start, and read its digits "
                         "aloud."));
}

static void
on_card_picked (gpointer owner, const char *const *paths)
{
  run (owner, work_export_card, g_strdup (paths[0]), NULL, FALSE, on_card_exported);
}

static void
on_export_card_clicked (AhadiDevicesPage *self)
{
  ahadi_compat_pick (GTK_WIDGET (self),
                     &(AhadiPickOptions){
                         .pick = AHADI_PICK_SAVE,
                         .title = _ ("Export the Card"),
                         .name = _ ("secretariat.ahadi-card"),
                     },
                     on_card_picked);
}

static void
on_request_file_picked (gpointer owner, const char *const *paths)
{
  gtk_widget_activate_action (owner, "shell.import", "@as",
                              g_variant_new_strv (paths, -1));
}

static void
on_add_request_clicked (AhadiDevicesPage *self)
{
  ahadi_compat_pick (GTK_WIDGET (self),
                     &(AhadiPickOptions){
                         .pick = AHADI_PICK_OPEN_MANY,
                         .title = _ ("Requests to Be Listed"),
                         .filter_name = _ ("Requests"),
                         .pattern = "*.ahadi-request",
                     },
                     on_request_file_picked);
}

/* --- object ------------------------------------------------------------------------ */

static void
json_free (gpointer data)
{
  json_decref (data);
}

static void
reload (AhadiDevicesPage *self)
{
  if (self->trusts)
    run (self, work_requests, NULL, (GDestroyNotify) g_ptr_array_unref, FALSE,
         on_requests);
  run (self, work_card, NULL, json_free, FALSE, on_card);
  run (self, work_devices, NULL, (GDestroyNotify) g_ptr_array_unref, FALSE, on_devices);
}

static void
ahadi_devices_page_finalize (GObject *object)
{
  AhadiDevicesPage *self = AHADI_DEVICES_PAGE (object);

  g_clear_object (&self->day_row);
  g_clear_object (&self->keeper);
  G_OBJECT_CLASS (ahadi_devices_page_parent_class)->finalize (object);
}

static void
ahadi_devices_page_class_init (AhadiDevicesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ahadi_devices_page_finalize;
  g_type_ensure (AHADI_TYPE_HEADER);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/office/ahadi-devices-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiDevicesPage, requests_group);
  gtk_widget_class_bind_template_child (widget_class, AhadiDevicesPage, requests_list);
  gtk_widget_class_bind_template_child (widget_class, AhadiDevicesPage,
                                        no_requests_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiDevicesPage, devices_list);
  gtk_widget_class_bind_template_child (widget_class, AhadiDevicesPage, org_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiDevicesPage,
                                        fingerprint_label);
  gtk_widget_class_bind_template_callback (widget_class, on_export_card_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_add_request_clicked);
}

static void
ahadi_devices_page_init (AhadiDevicesPage *self)
{
  ahadi_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
ahadi_devices_page_new (AhadiKeeper *keeper)
{
  AhadiDevicesPage *self = g_object_new (AHADI_TYPE_DEVICES_PAGE, NULL);

  self->keeper = g_object_ref (keeper);
  self->trusts = ahadi_keeper_get_desk (keeper)->role == AHADI_ROLE_MEMBERSHIP;
  gtk_widget_set_visible (GTK_WIDGET (self->requests_group), self->trusts);
  g_signal_connect_object (keeper, "changed", G_CALLBACK (reload), self,
                           G_CONNECT_SWAPPED);
  reload (self);
  return GTK_WIDGET (self);
}
