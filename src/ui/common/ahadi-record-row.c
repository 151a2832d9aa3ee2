/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-record-row.h"

#include "ahadi-pill.h"
#include "ahadi-widgets.h"

struct _AhadiRecordRow
{
  AdwBin parent_instance;

  /* owned */
  AhadiListEntry *entry;

  /* template */
  GtkLabel *title_label;
  GtkLabel *subtitle_label;
  AhadiPill *pill;
};

G_DEFINE_FINAL_TYPE (AhadiRecordRow, ahadi_record_row, ADW_TYPE_BIN)

char *
ahadi_record_title (const AhadiRecord *record)
{
  switch (ahadi_record_get_kind (record))
    {
    case AHADI_KIND_MEMBER:
      return g_strdup (ahadi_member_get_display_name (record));
    case AHADI_KIND_CIRCLE:
      return g_strdup (ahadi_record_get (record, AHADI_CIRCLE_NAME));
    case AHADI_KIND_REPORT:
      return g_strdup (ahadi_record_get (record, AHADI_REPORT_REFERENCE));
    case AHADI_KIND_PLEDGE:
    case AHADI_KIND_WITHDRAWAL:
    case AHADI_KIND_ADDENDUM:
    case AHADI_KIND_ATTACHMENT:
    case AHADI_KIND_ERASURE:
    case AHADI_KIND_CUTOFF:
    case AHADI_KIND_SETTLEMENT:
    case AHADI_KIND_SAME_AS:
    case AHADI_KIND_BASELINE:
    default:
      return g_strdup (ahadi_words_kind (ahadi_record_get_kind (record)));
    }
}

/* Those of @parts that say something, with a middle dot between. */
static char *
join_parts (const char *const *parts, guint n_parts)
{
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; i < n_parts; i++)
    {
      if (parts[i] == NULL || *parts[i] == '\0')
        continue;
      if (line->len > 0)
        g_string_append (line, " · ");
      g_string_append (line, parts[i]);
    }
  return g_string_free (g_steal_pointer (&line), FALSE);
}

static const char *
choice_word (const AhadiRecord *record, guint field)
{
  const char *value = ahadi_record_get (record, field);

  return value != NULL
             ? ahadi_words_choice (&ahadi_record_get_info (record)->fields[field], value)
             : NULL;
}

static char *
member_subtitle (const AhadiRecord *record)
{
  const char *phone = ahadi_record_get (record, AHADI_MEMBER_PHONE);
  const char *place = ahadi_record_get (record, AHADI_MEMBER_PLACE);
  g_autofree char *printed = phone != NULL ? ahadi_phone_print (phone) : NULL;
  const char *status = ahadi_record_get (record, AHADI_MEMBER_STATUS);
  gboolean called_otherwise =
      ahadi_record_get (record, AHADI_MEMBER_PREFERRED_NAME) != NULL;
  const char *parts[] = {
    called_otherwise ? ahadi_record_get (record, AHADI_MEMBER_NAME) : NULL,
    g_strcmp0 (status, "active") == 0 ? NULL : choice_word (record, AHADI_MEMBER_STATUS),
    printed,
    place != NULL ? place : ahadi_record_get (record, AHADI_MEMBER_COUNTY),
    ahadi_record_get (record, AHADI_MEMBER_NUMBER),
  };

  return join_parts (parts, G_N_ELEMENTS (parts));
}

char *
ahadi_record_subtitle (const AhadiRecord *record)
{
  const char *filed = NULL;
  g_autofree char *date = NULL;

  switch (ahadi_record_get_kind (record))
    {
    case AHADI_KIND_MEMBER:
      return member_subtitle (record);
    case AHADI_KIND_CIRCLE:
      return join_parts (
          (const char *[]){
              choice_word (record, AHADI_CIRCLE_TYPE),
              ahadi_record_get (record, AHADI_CIRCLE_PLACE),
              ahadi_record_get (record, AHADI_CIRCLE_COUNTY),
          },
          3);
    case AHADI_KIND_REPORT:
      filed = ahadi_record_get (record, AHADI_REPORT_FILED);
      date = filed != NULL ? ahadi_words_date (filed) : NULL;
      return join_parts (
          (const char *[]){ date, choice_word (record, AHADI_REPORT_ROUTE) }, 2);
    case AHADI_KIND_PLEDGE:
    case AHADI_KIND_WITHDRAWAL:
    case AHADI_KIND_ADDENDUM:
    case AHADI_KIND_ATTACHMENT:
    case AHADI_KIND_ERASURE:
    case AHADI_KIND_CUTOFF:
    case AHADI_KIND_SETTLEMENT:
    case AHADI_KIND_SAME_AS:
    case AHADI_KIND_BASELINE:
    default:
      return g_strdup ("");
    }
}

/* The list item around us is what the screen reader stops at. */
static void
name_row (AhadiRecordRow *self)
{
  GtkWidget *around = gtk_widget_get_parent (GTK_WIDGET (self));
  const char *title = gtk_label_get_label (self->title_label);
  const char *subtitle = gtk_label_get_label (self->subtitle_label);
  const char *state = ahadi_pill_get_word (self->pill);
  g_autofree char *name = join_parts ((const char *[]){ title, subtitle, state }, 3);

  if (around != NULL)
    ahadi_widget_set_name (around, name);
}

static void
show_item (AhadiRecordRow *self)
{
  const AhadiItem *item =
      self->entry != NULL ? ahadi_list_entry_get_item (self->entry) : NULL;
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;

  if (item == NULL)
    {
      gtk_label_set_label (self->title_label, "…");
      gtk_label_set_label (self->subtitle_label, "");
      ahadi_pill_set (self->pill, NULL, NULL, AHADI_PILL_QUIET);
      return;
    }
  title = ahadi_record_title (item->record);
  subtitle = ahadi_record_subtitle (item->record);
  gtk_label_set_label (self->title_label, title != NULL ? title : "");
  gtk_label_set_label (self->subtitle_label, subtitle);
  ahadi_pill_set_delivery (self->pill, item->delivery);
  name_row (self);
}

void
ahadi_record_row_set_entry (AhadiRecordRow *self, AhadiListEntry *entry)
{
  if (self->entry != NULL)
    g_signal_handlers_disconnect_by_func (self->entry, show_item, self);
  g_set_object (&self->entry, entry);
  if (entry != NULL)
    g_signal_connect_object (entry, "notify::item", G_CALLBACK (show_item), self,
                             G_CONNECT_SWAPPED);
  show_item (self);
}

static void
ahadi_record_row_finalize (GObject *object)
{
  g_clear_object (&AHADI_RECORD_ROW (object)->entry);
  G_OBJECT_CLASS (ahadi_record_row_parent_class)->finalize (object);
}

static void
ahadi_record_row_class_init (AhadiRecordRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ahadi_record_row_finalize;
  g_type_ensure (AHADI_TYPE_PILL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/common/ahadi-record-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiRecordRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiRecordRow, subtitle_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiRecordRow, pill);
}

static void
ahadi_record_row_init (AhadiRecordRow *self)
{
  ahadi_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
ahadi_record_row_new (void)
{
  return g_object_new (AHADI_TYPE_RECORD_ROW, NULL);
}
