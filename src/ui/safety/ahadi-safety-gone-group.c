/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-safety-gone-group.h"

#include "ahadi-facts.h"
#include "ahadi-keeper-records.h"
#include "ahadi-keeping-group.h"
#include "ahadi-widgets.h"
#include "shell-compat.h"

/* Older ones are counted only. */
#define ROWS 100

struct _AhadiSafetyGoneGroup
{
  AdwPreferencesGroup parent_instance;

  /* owned */
  AhadiKeeper *keeper;

  /* template */
  GtkListBox *drops_list;
  GtkSwitch *drops_switch;
  GtkListBox *list;
  GtkLabel *more_label;

  gboolean showing; /* what is set is being shown, not chosen */
};

G_DEFINE_FINAL_TYPE (AhadiSafetyGoneGroup,
                     ahadi_safety_gone_group,
                     ADW_TYPE_PREFERENCES_GROUP)

static void
run (AhadiSafetyGoneGroup *self,
     AhadiWork work,
     gpointer data,
     gboolean changes,
     AhadiDone done)
{
  ahadi_keeper_run (self->keeper,
                    &(AhadiJob){ .work = work, .data = data, .changes = changes }, self,
                    done);
}

/* --- what is gone ------------------------------------------------------------------ */

static void
show_more (AhadiSafetyGoneGroup *self, guint n)
{
  g_autofree char *text = NULL;

  if (n == 0)
    text = g_strdup (_ ("Nothing was erased or dropped."));
  else if (n > ROWS)
    text = g_strdup_printf (_ ("The newest %u of %'u."), ROWS, n);
  gtk_label_set_label (self->more_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->more_label), text != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->list), n > 0);
}

static void
on_gone (gpointer owner, gpointer result, const GError *error)
{
  AhadiSafetyGoneGroup *self = owner;
  GPtrArray *all = result;

  if (all == NULL)
    return;
  ahadi_facts_clear (self->list);
  for (guint i = 0; i < MIN (all->len, ROWS); i++)
    {
      const AhadiGone *gone = all->pdata[i];
      g_autofree char *sentence = ahadi_sentence_for_gone (gone);

      ahadi_facts_add_text (self->list,
                            gone->reference != NULL ? gone->reference
                                                    : ahadi_words_kind (gone->kind),
                            sentence);
    }
  show_more (self, all->len);
}

/* --- dropping by itself ------------------------------------------------------------ */

static gpointer
work_get_drops (AhadiSession *session,
                gpointer data,
                GCancellable *cancellable,
                GError **error)
{
  gboolean drops = FALSE;

  return ahadi_erasing_get_drops (session, &drops, error)
             ? GINT_TO_POINTER (drops ? 2 : 1)
             : NULL;
}

static void
on_drops (gpointer owner, gpointer result, const GError *error)
{
  AhadiSafetyGoneGroup *self = owner;

  if (result == NULL)
    return;
  self->showing = TRUE;
  gtk_switch_set_active (self->drops_switch, GPOINTER_TO_INT (result) == 2);
  self->showing = FALSE;
}

static void
reload (AhadiSafetyGoneGroup *self)
{
  ahadi_keeper_list_gone (self->keeper, self, on_gone);
  run (self, work_get_drops, NULL, FALSE, on_drops);
}

static gpointer
work_set_drops (AhadiSession *session,
                gpointer data,
                GCancellable *cancellable,
                GError **error)
{
  return ahadi_erasing_set_drops (session, GPOINTER_TO_INT (data), error)
             ? AHADI_WORK_DONE
             : NULL;
}

static void
on_drops_set (gpointer owner, gpointer result, const GError *error)
{
  if (error != NULL)
    ahadi_say_error (owner, _ ("It stays as it was"), error);
  reload (owner);
}

static void
on_drops_turned (AhadiSafetyGoneGroup *self)
{
  if (!self->showing)
    run (self, work_set_drops,
         GINT_TO_POINTER (gtk_switch_get_active (self->drops_switch)), FALSE,
         on_drops_set);
}

/* --- dropping now ------------------------------------------------------------------ */

static gpointer
work_drop (AhadiSession *session,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  guint dropped = 0;

  /* One more than the count: zero is no result. */
  return ahadi_erasing_drop_received (session, &dropped, error)
             ? GUINT_TO_POINTER (dropped + 1)
             : NULL;
}

static void
on_dropped (gpointer owner, gpointer result, const GError *error)
{
  guint n = GPOINTER_TO_UINT (result) - 1;
  g_autofree char *text = NULL;

  if (error != NULL)
    {
      ahadi_say_error (owner, _ ("Not every report was dropped"), error);
      return;
    }
  text = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u report was dropped; its reference stays.",
                   "%u reports were dropped; their references stay.", n),
      n);
  ahadi_say (owner, text);
}

static void
drop (gpointer owner)
{
  run (owner, work_drop, NULL, TRUE, on_dropped);
}

static void
on_drop_clicked (AhadiSafetyGoneGroup *self)
{
  ahadi_compat_ask (
      GTK_WIDGET (self), _ ("Drop all reports that the office has?"),
      _ ("Here their words, names and attached files go, also from the backups in the "
         "vault’s folder; their references stay. They can’t be brought back here. What "
         "is not received whole stays as it is."),
      _ ("_Drop"), TRUE, drop);
}

/* --- object ------------------------------------------------------------------------ */

static void
ahadi_safety_gone_group_finalize (GObject *object)
{
  g_clear_object (&AHADI_SAFETY_GONE_GROUP (object)->keeper);
  G_OBJECT_CLASS (ahadi_safety_gone_group_parent_class)->finalize (object);
}

static void
ahadi_safety_gone_group_class_init (AhadiSafetyGoneGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ahadi_safety_gone_group_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/safety/ahadi-safety-gone-group.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiSafetyGoneGroup, drops_list);
  gtk_widget_class_bind_template_child (widget_class, AhadiSafetyGoneGroup, drops_switch);
  gtk_widget_class_bind_template_child (widget_class, AhadiSafetyGoneGroup, list);
  gtk_widget_class_bind_template_child (widget_class, AhadiSafetyGoneGroup, more_label);
  gtk_widget_class_bind_template_callback (widget_class, on_drops_turned);
  gtk_widget_class_bind_template_callback (widget_class, on_drop_clicked);
}

static void
ahadi_safety_gone_group_init (AhadiSafetyGoneGroup *self)
{
  ahadi_widget_init_template (GTK_WIDGET (self));
  ahadi_list_make_one_stop (GTK_WIDGET (self->list));
}

GtkWidget *
ahadi_safety_gone_group_new (AhadiKeeper *keeper)
{
  AhadiSafetyGoneGroup *self = g_object_new (AHADI_TYPE_SAFETY_GONE_GROUP, NULL);

  self->keeper = g_object_ref (keeper);
  gtk_widget_set_visible (GTK_WIDGET (self->drops_list),
                          !ahadi_keeper_can_erase (keeper));
  g_signal_connect_object (keeper, "changed", G_CALLBACK (reload), self,
                           G_CONNECT_SWAPPED);
  reload (self);
  return GTK_WIDGET (self);
}
