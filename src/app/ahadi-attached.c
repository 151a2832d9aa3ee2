/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-attached.h"

#include <glib/gi18n-lib.h>

#include "ahadi-attachments.h"
#include "ahadi-records.h"
#include "ahadi-words.h"

static void
place_free (gpointer data)
{
  AhadiAttachPlace *self = data;

  g_free (self->date);
  g_free (self);
}

static void
file_free (gpointer data)
{
  AhadiAttachedFile *self = data;

  g_clear_pointer (&self->item, ahadi_item_free);
  g_free (self);
}

void
ahadi_attached_free (AhadiAttached *self)
{
  g_ptr_array_unref (self->places);
  g_ptr_array_unref (self->files);
  g_free (self);
}

static void
add_place (AhadiAttached *self, AhadiKind kind, const AhadiId *id, const char *date)
{
  AhadiAttachPlace *place = g_new0 (AhadiAttachPlace, 1);

  place->kind = kind;
  place->id = *id;
  place->date = g_strdup (date);
  g_ptr_array_add (self->places, place);
}

/* The additions of a report, the pledges of a member. */
static gboolean
add_places_of (AhadiAttached *self,
               AhadiSession *session,
               AhadiKind kind,
               const AhadiId *of,
               guint date,
               GError **error)
{
  AhadiQuery query = { .kind = kind, .of = of, .sort = AHADI_SORT_NEWEST };
  g_autoptr (GPtrArray) items = ahadi_records_list (session, &query, error);

  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      const AhadiRecord *record = ((AhadiItem *) items->pdata[i])->record;

      add_place (self, kind, ahadi_record_get_id (record),
                 ahadi_record_get (record, date));
    }

  return items != NULL;
}

static gboolean
add_file (AhadiAttached *self,
          AhadiSession *session,
          const AhadiItem *item,
          GError **error)
{
  AhadiAttachedFile *file = g_new0 (AhadiAttachedFile, 1);

  file->item = ahadi_item_copy (item);
  g_ptr_array_add (self->files, file);
  return ahadi_attachments_get_state (session, item->record, &file->state, error);
}

static gboolean
add_files_of (AhadiAttached *self,
              AhadiSession *session,
              const AhadiAttachPlace *place,
              GError **error)
{
  AhadiQuery query = {
    .kind = AHADI_KIND_ATTACHMENT,
    .of = &place->id,
    .sort = AHADI_SORT_NEWEST,
  };
  g_autoptr (GPtrArray) items = ahadi_records_list (session, &query, error);

  for (guint i = 0; items != NULL && i < items->len; i++)
    if (!add_file (self, session, items->pdata[i], error))
      return FALSE;

  return items != NULL;
}

AhadiAttached *
ahadi_attached_load (AhadiSession *session,
                     AhadiKind kind,
                     const AhadiId *id,
                     GError **error)
{
  g_autoptr (AhadiAttached) self = g_new0 (AhadiAttached, 1);

  self->places = g_ptr_array_new_with_free_func (place_free);
  self->files = g_ptr_array_new_with_free_func (file_free);
  add_place (self, kind, id, NULL);
  if (kind == AHADI_KIND_REPORT &&
      !add_places_of (self, session, AHADI_KIND_ADDENDUM, id, AHADI_ADDENDUM_DATE, error))
    return NULL;
  if (kind == AHADI_KIND_MEMBER &&
      !add_places_of (self, session, AHADI_KIND_PLEDGE, id, AHADI_PLEDGE_DATE, error))
    return NULL;

  for (guint i = 0; i < self->places->len; i++)
    if (!add_files_of (self, session, self->places->pdata[i], error))
      return NULL;

  return g_steal_pointer (&self);
}

gboolean
ahadi_attached_is_covered (const AhadiItem *attachment)
{
  return !g_str_equal (attachment->audience, "membership");
}

char *
ahadi_attached_describe (const AhadiItem *attachment)
{
  const AhadiRecord *record = attachment->record;
  const char *size = ahadi_record_get (record, AHADI_ATTACHMENT_SIZE);
  g_autofree char *bytes =
      ahadi_words_size (size != NULL ? g_ascii_strtoull (size, NULL, 10) : 0);
  g_autofree char *date =
      ahadi_words_date (ahadi_record_get (record, AHADI_ATTACHMENT_DATE));

  /* Translators: kind of file, size, date: "Picture, 1.2 MB, yesterday" */
  return g_strdup_printf (
      _ ("%s, %s, %s"),
      ahadi_words_media (ahadi_record_get (record, AHADI_ATTACHMENT_TYPE)), bytes, date);
}
