/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-devices-page.h"

#include "ahadi-facts.h"
#include "ahadi-header.h"
#include "ahadi-pill.h"
#include "ahadi-request-row.h"
#include "ahadi-widgets.h"
#include "shell-compat.h"

struct _AhadiDevicesPage
{
  AdwBin parent_instance;

  /* owned */
  AhadiKeeper *keeper;

  /* template */
  AdwPreferencesGroup *requests_group;
  GtkListBox *requests_list;
  GtkLabel *no_requests_label;
  GtkListBox *devices_list;
  GtkLabel *org_label;
  GtkLabel *fingerprint_label;

  AhadiId refused; /* the request a dialog is about */
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

/* --- requests --------------------------------------------------------------------------
 */

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

static gpointer
work_approve (AhadiSession *session,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  Approval *approval = data;

  return ahadi_exchange_approve (session, &approval->device, approval->digits, NULL,
                                 error);
}

static void
on_approved (gpointer owner, gpointer result, const GError *error)
{
  GPtrArray *merged = result;
  g_autofree char *text = NULL;

  if (error != NULL)
    {
      ahadi_say_error (owner, _ ("The laptop was not listed"), error);
      return;
    }
  text =
      merged->len > 0
          ? g_strdup_printf (
                g_dngettext (GETTEXT_PACKAGE, "Listed. %u bundle kept for it was merged.",
                             "Listed. %u bundles kept for it were merged.", merged->len),
                merged->len)
          : g_strdup (_ ("Listed. Its next reply brings it the new card."));
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
                        .result_free = (GDestroyNotify) g_ptr_array_unref,
                        .changes = TRUE,
                    },
                    self, on_approved);
}

static void
on_refuse_accepted (gpointer owner)
{
  AhadiDevicesPage *self = owner;

  run (self, work_refuse, g_memdup2 (&self->refused, sizeof self->refused), NULL, TRUE,
       on_refused);
}

static void
on_refuse (AhadiRequestRow *row, AhadiDevicesPage *self)
{
  self->refused = *ahadi_request_row_get_device (row);
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

/* --- devices and card
 * ------------------------------------------------------------------- */

static gpointer
work_card (AhadiSession *session,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  return ahadi_exchange_card_show (session, NULL, error);
}

static void
add_device (AhadiDevicesPage *self, json_t *device)
{
  const char *role_text = json_string_value (json_object_get (device, "role"));
  const char *branch = json_string_value (json_object_get (device, "branch"));
  const char *id = json_string_value (json_object_get (device, "device"));
  gboolean active =
      g_strcmp0 (json_string_value (json_object_get (device, "state")), "active") == 0;
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *pill = ahadi_pill_new ();
  AhadiRole role = AHADI_ROLE_COORDINATOR;
  g_autofree char *title = NULL;
  g_autofree char *short_id = g_strndup (id != NULL ? id : "", 8);
  g_autofree char *subtitle = g_strdup_printf (_ ("Device %s…"), short_id);

  if (role_text != NULL && !ahadi_role_parse (role_text, &role))
    g_debug ("a role this program does not know");
  title = branch != NULL ? g_strdup_printf ("%s · %s", branch, ahadi_words_role (role))
                         : g_strdup (ahadi_words_role (role));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  ahadi_pill_set (AHADI_PILL (pill),
                  active ? "object-select-symbolic" : "action-unavailable-symbolic",
                  active ? _ ("Listed") : _ ("Revoked"),
                  active ? AHADI_PILL_GOOD : AHADI_PILL_ATTENTION);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), pill);
  ahadi_widget_set_name (row, title);
  gtk_list_box_append (self->devices_list, row);
}

static void
on_card (gpointer owner, gpointer result, const GError *error)
{
  AhadiDevicesPage *self = owner;
  const char *groups[] = { "offices", "devices" };
  const char *fingerprint = json_string_value (json_object_get (result, "fingerprint"));
  const char *org = json_string_value (json_object_get (result, "org_name"));
  g_autofree char *version = NULL;
  g_autofree char *name = NULL;

  if (result == NULL)
    return;
  version =
      g_strdup_printf (_ ("%s, version %u"), org != NULL ? org : "",
                       (guint) json_integer_value (json_object_get (result, "version")));
  name = g_strdup_printf (_ ("Digits to compare: %s"), fingerprint);
  gtk_label_set_label (self->org_label, version);
  gtk_label_set_label (self->fingerprint_label, fingerprint);
  ahadi_widget_set_name (GTK_WIDGET (self->fingerprint_label), name);
  ahadi_facts_clear (self->devices_list);
  for (guint g = 0; g < G_N_ELEMENTS (groups); g++)
    {
      json_t *devices = json_object_get (result, groups[g]);

      for (gsize i = 0; i < json_array_size (devices); i++)
        add_device (self, json_array_get (devices, i));
    }
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

/* --- object ----------------------------------------------------------------------------
 */

static void
json_free (gpointer data)
{
  json_decref (data);
}

static void
reload (AhadiDevicesPage *self)
{
  run (self, work_requests, NULL, (GDestroyNotify) g_ptr_array_unref, FALSE, on_requests);
  run (self, work_card, NULL, json_free, FALSE, on_card);
}

static void
ahadi_devices_page_finalize (GObject *object)
{
  g_clear_object (&AHADI_DEVICES_PAGE (object)->keeper);
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
  g_signal_connect_object (keeper, "changed", G_CALLBACK (reload), self,
                           G_CONNECT_SWAPPED);
  reload (self);
  return GTK_WIDGET (self);
}
