/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-review-card.h"

#include "ahadi-pill.h"
#include "ahadi-widgets.h"

/* As wide as a name, and no wider than what stands beside it. */
#define WIDTH_CHARS 20

static const AhadiReviewOther *
get_other (const AhadiReviewDetail *detail, guint other)
{
  return detail->others->pdata[other];
}

static const AhadiReviewChange *
get_change (const AhadiReviewDetail *detail, AhadiReviewRole role, guint other)
{
  switch (role)
    {
    case AHADI_REVIEW_CARD_BASE:
      return &detail->base;
    case AHADI_REVIEW_CARD_STANDS:
      return &detail->standing;
    case AHADI_REVIEW_CARD_OTHER:
    default:
      return &get_other (detail, other)->change;
    }
}

/* --- words -------------------------------------------------------------------------- */

static char *
say_value (const AhadiReviewDetail *detail, const AhadiReviewChange *change)
{
  const AhadiKindInfo *info = ahadi_record_get_info (detail->item->record);

  return change->value != NULL
             ? ahadi_words_value (&info->fields[detail->field], change->value)
             : g_strdup (_ ("Nothing: it was cleared"));
}

static gboolean
is_namesake (const AhadiReviewChange *a, const AhadiReviewChange *b)
{
  return g_strcmp0 (a->who, b->who) == 0 && !ahadi_id_equal (&a->device, &b->device);
}

/* Two laptops of one branch are told apart by the beginning of their ids. */
static gboolean
has_namesake (const AhadiReviewDetail *detail, const AhadiReviewChange *change)
{
  gboolean has = is_namesake (change, &detail->standing) ||
                 (detail->has_base && is_namesake (change, &detail->base));

  for (guint i = 0; !has && i < detail->others->len; i++)
    has = is_namesake (change, &get_other (detail, i)->change);
  return has;
}

static char *
say_who (const AhadiReviewDetail *detail, const AhadiReviewChange *change)
{
  g_autofree char *time = ahadi_words_time (change->time);
  char id[AHADI_ID_TEXT_SIZE];

  if (!has_namesake (detail, change))
    /* Translators: "Kisumu, today, 10:05" */
    return g_strdup_printf (_ ("%s, %s"), change->who, time);

  ahadi_id_print (&change->device, id);
  /* Translators: "Kisumu (laptop 0f3a9c21), today, 10:05" */
  return g_strdup_printf (_ ("%s (laptop %.8s), %s"), change->who, id, time);
}

/* --- parts -------------------------------------------------------------------------- */

static GtkWidget *
make_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), WIDTH_CHARS);
  gtk_widget_add_css_class (label, style);
  return label;
}

static GtkWidget *
make_pill (const AhadiReviewDetail *detail, AhadiReviewRole role, guint other)
{
  AhadiPill *pill = g_object_new (AHADI_TYPE_PILL, "halign", GTK_ALIGN_START, NULL);

  if (role == AHADI_REVIEW_CARD_BASE)
    ahadi_pill_set (pill, "document-open-recent-symbolic", _ ("Before"),
                    AHADI_PILL_QUIET);
  else if (role == AHADI_REVIEW_CARD_STANDS)
    ahadi_pill_set (pill, "object-select-symbolic", _ ("Stands now"), AHADI_PILL_GOOD);
  else if (get_other (detail, other)->state == AHADI_RIVAL_COMPETES)
    ahadi_pill_set (pill, "dialog-warning-symbolic", _ ("Written apart"),
                    AHADI_PILL_ATTENTION);
  else if (get_other (detail, other)->state == AHADI_RIVAL_SET_ASIDE)
    ahadi_pill_set (pill, "list-remove-symbolic", _ ("Set aside"), AHADI_PILL_QUIET);
  else
    ahadi_pill_set (pill, "view-dual-symbolic", _ ("In parallel"), AHADI_PILL_QUIET);
  return GTK_WIDGET (pill);
}

/* A tick says what is chosen, not its shade alone; a screen reader hears at the button
 * what it would take. */
static GtkToggleButton *
make_button (AhadiReviewRole role, guint number, const char *value, const char *who)
{
  gboolean stands = role == AHADI_REVIEW_CARD_STANDS;
  g_autofree char *label =
      g_strdup_printf (stands ? _ ("Keep (%u)") : _ ("Take (%u)"), number);
  g_autofree char *name = g_strdup_printf (
      stands ? _ ("Keep what stands: %s. %s") : _ ("Take the other: %s. %s"), value, who);
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *tick = gtk_image_new_from_icon_name ("object-select-symbolic");

  g_object_bind_property (button, "active", tick, "visible", G_BINDING_SYNC_CREATE);
  gtk_box_append (GTK_BOX (box), tick);
  gtk_box_append (GTK_BOX (box), gtk_label_new (label));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_set_valign (button, GTK_ALIGN_END);
  gtk_widget_set_vexpand (button, TRUE);
  ahadi_widget_set_name (button, name);
  return GTK_TOGGLE_BUTTON (button);
}

GtkWidget *
ahadi_review_card_new (const AhadiReviewDetail *detail,
                       AhadiReviewRole role,
                       guint other,
                       guint number,
                       GtkToggleButton **choose)
{
  const AhadiReviewChange *change = get_change (detail, role, other);
  g_autofree char *value = say_value (detail, change);
  g_autofree char *who = say_who (detail, change);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *card = gtk_flow_box_child_new ();
  gboolean asked = role == AHADI_REVIEW_CARD_STANDS ||
                   (role == AHADI_REVIEW_CARD_OTHER &&
                    get_other (detail, other)->state != AHADI_RIVAL_PARALLEL);

  gtk_widget_add_css_class (box, "card");
  gtk_widget_add_css_class (box, "padded");
  gtk_box_append (GTK_BOX (box), make_pill (detail, role, other));
  gtk_box_append (GTK_BOX (box), make_label (value, "heading"));
  gtk_box_append (GTK_BOX (box), make_label (who, "dim-label"));
  *choose = asked ? make_button (role, number, value, who) : NULL;
  if (asked)
    gtk_box_append (GTK_BOX (box), GTK_WIDGET (*choose));
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (card), box);
  gtk_widget_set_focusable (card, FALSE);
  return card;
}
