/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-pledge-row.h"

#include "ahadi-pill.h"
#include "ahadi-widgets.h"

struct _AhadiPledgeRow
{
  AdwExpanderRow parent_instance;

  /* template */
  AhadiPill *pill;
  GtkListBoxRow *withdraw_row;
};

G_DEFINE_FINAL_TYPE (AhadiPledgeRow, ahadi_pledge_row, ADW_TYPE_EXPANDER_ROW)

enum
{
  WITHDRAW,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static char *
print_accepted (const AhadiRecord *pledge)
{
  int accepted = ahadi_pledge_count_accepted (pledge);

  if (accepted == AHADI_PLEDGE_N_PROMISES)
    return g_strdup (_ ("All nine promises accepted"));
  return g_strdup_printf (_ ("%d of %d promises accepted"), accepted,
                          AHADI_PLEDGE_N_PROMISES);
}

static void
add_fact (AhadiPledgeRow *self, const AhadiRecord *record, guint field)
{
  const AhadiKindInfo *info = ahadi_record_get_info (record);
  const char *value = ahadi_record_get (record, field);
  g_autofree char *text =
      value != NULL ? ahadi_words_value (&info->fields[field], value) : NULL;

  if (text != NULL && *text != '\0')
    adw_expander_row_add_row (
        ADW_EXPANDER_ROW (self),
        ahadi_fact_row_new (ahadi_words_field (info->kind, field), text));
}

/* The clause itself, so that nobody has to know what "Promise 5" was. */
static void
add_promise (AhadiPledgeRow *self, const AhadiRecord *pledge, guint index)
{
  guint field = ahadi_pledge_promise_field (index);
  int clause = ahadi_pledge_promise_clause (index);
  const char *answer = ahadi_record_get (pledge, field);
  g_autofree char *title = NULL;

  if (answer == NULL)
    return;
  title = g_strdup_printf ("%d. %s", clause,
                           ahadi_code_get_clause (ahadi_codes_get ("en"), clause));
  adw_expander_row_add_row (
      ADW_EXPANDER_ROW (self),
      ahadi_fact_row_new (title,
                          ahadi_words_choice (&ahadi_pledge_info.fields[field], answer)));
}

static void
show_withdrawal (AhadiPledgeRow *self, const AhadiItem *withdrawal)
{
  const char *reason = ahadi_record_get (withdrawal->record, AHADI_WITHDRAWAL_REASON);
  g_autofree char *date =
      ahadi_words_date (ahadi_record_get (withdrawal->record, AHADI_WITHDRAWAL_DATE));
  g_autofree char *title = g_strdup_printf (_ ("Withdrawn %s"), date);

  ahadi_pill_set (self->pill, "edit-undo-symbolic", _ ("Withdrawn"),
                  AHADI_PILL_ATTENTION);
  adw_expander_row_add_row (
      ADW_EXPANDER_ROW (self),
      ahadi_fact_row_new (title, reason != NULL ? reason : _ ("No reason given")));
}

static void
on_withdraw_clicked (AhadiPledgeRow *self)
{
  g_signal_emit (self, signals[WITHDRAW], 0);
}

static void
ahadi_pledge_row_class_init (AhadiPledgeRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (AHADI_TYPE_PILL);
  signals[WITHDRAW] =
      g_signal_new ("withdraw", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/members/ahadi-pledge-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiPledgeRow, pill);
  gtk_widget_class_bind_template_child (widget_class, AhadiPledgeRow, withdraw_row);
  gtk_widget_class_bind_template_callback (widget_class, on_withdraw_clicked);
}

static void
ahadi_pledge_row_init (AhadiPledgeRow *self)
{
  ahadi_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
ahadi_pledge_row_new (const AhadiPledgeState *state)
{
  AhadiPledgeRow *self = g_object_new (AHADI_TYPE_PLEDGE_ROW, NULL);
  const AhadiRecord *pledge = state->pledge->record;
  g_autofree char *date = ahadi_words_date (ahadi_record_get (pledge, AHADI_PLEDGE_DATE));
  g_autofree char *title = g_strdup_printf (_ ("Pledge, %s"), date);
  g_autofree char *accepted = print_accepted (pledge);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), accepted);
  ahadi_widget_set_name (GTK_WIDGET (self), title);
  if (state->withdrawal != NULL)
    show_withdrawal (self, state->withdrawal);
  else
    ahadi_pill_set_delivery (self->pill, state->pledge->delivery);
  for (guint i = 0; i < AHADI_PLEDGE_N_PROMISES; i++)
    add_promise (self, pledge, i);
  add_fact (self, pledge, AHADI_PLEDGE_LANGUAGE);
  add_fact (self, pledge, AHADI_PLEDGE_MADE);
  add_fact (self, pledge, AHADI_PLEDGE_PLACE);
  add_fact (self, pledge, AHADI_PLEDGE_WITNESS);
  add_fact (self, pledge, AHADI_PLEDGE_NOTE);
  /* The template put it first. */
  g_object_ref (self->withdraw_row);
  adw_expander_row_remove (ADW_EXPANDER_ROW (self), GTK_WIDGET (self->withdraw_row));
  if (state->withdrawal == NULL)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (self), GTK_WIDGET (self->withdraw_row));
  g_object_unref (self->withdraw_row);
  return GTK_WIDGET (self);
}
