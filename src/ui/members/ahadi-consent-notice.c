/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-consent-notice.h"

#include "ahadi-widgets.h"

struct _AhadiConsentNotice
{
  AdwBin parent_instance;

  /* template */
  GtkLabel *controller_label;
};

G_DEFINE_FINAL_TYPE (AhadiConsentNotice, ahadi_consent_notice, ADW_TYPE_BIN)

void
ahadi_consent_notice_set_controller (AhadiConsentNotice *self, const char *org_name)
{
  gtk_label_set_label (self->controller_label,
                       org_name != NULL ? org_name : "Amnesty International Kenya");
}

static void
ahadi_consent_notice_class_init (AhadiConsentNoticeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/members/ahadi-consent-notice.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiConsentNotice,
                                        controller_label);
}

static void
ahadi_consent_notice_init (AhadiConsentNotice *self)
{
  ahadi_widget_init_template (GTK_WIDGET (self));
}
