/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-pill.h"

#include "ahadi-widgets.h"

struct _AhadiPill
{
  AdwBin parent_instance;

  /* template */
  GtkImage *image;
  GtkLabel *label;
};

G_DEFINE_FINAL_TYPE (AhadiPill, ahadi_pill, ADW_TYPE_BIN)

static const char *const tone_classes[] = { "quiet", "good", "waiting", "attention" };

void
ahadi_pill_set (AhadiPill *self, const char *icon, const char *word, AhadiPillTone tone)
{
  gtk_widget_set_visible (GTK_WIDGET (self), word != NULL);
  if (word == NULL)
    return;
  gtk_image_set_from_icon_name (self->image, icon);
  gtk_label_set_label (self->label, word);
  for (guint i = 0; i < G_N_ELEMENTS (tone_classes); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self), tone_classes[i]);
  gtk_widget_add_css_class (GTK_WIDGET (self), tone_classes[tone]);
}

void
ahadi_pill_set_delivery (AhadiPill *self, AhadiDelivery delivery)
{
  static const struct
  {
    const char *icon;
    AhadiPillTone tone;
  } looks[] = {
    [AHADI_DELIVERY_NONE] = { NULL, AHADI_PILL_QUIET },
    [AHADI_DELIVERY_ONLY_HERE] = { "computer-symbolic", AHADI_PILL_WAITING },
    [AHADI_DELIVERY_EXPORTED] = { "document-send-symbolic", AHADI_PILL_QUIET },
    [AHADI_DELIVERY_RECEIVED] = { "object-select-symbolic", AHADI_PILL_GOOD },
  };

  ahadi_pill_set (self, looks[delivery].icon,
                  delivery == AHADI_DELIVERY_NONE ? NULL
                                                  : ahadi_words_delivery (delivery),
                  looks[delivery].tone);
}

const char *
ahadi_pill_get_word (AhadiPill *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self)) ? gtk_label_get_label (self->label)
                                                    : "";
}

static void
ahadi_pill_class_init (AhadiPillClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/common/ahadi-pill.ui");
  gtk_widget_class_set_css_name (widget_class, "pill");
  gtk_widget_class_bind_template_child (widget_class, AhadiPill, image);
  gtk_widget_class_bind_template_child (widget_class, AhadiPill, label);
}

static void
ahadi_pill_init (AhadiPill *self)
{
  ahadi_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
ahadi_pill_new (void)
{
  return g_object_new (AHADI_TYPE_PILL, NULL);
}
