/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-row.h"

#include <string.h>

void
ahadi_row_init (AhadiRow *self, AhadiKind kind, const AhadiId *entity)
{
  g_return_if_fail (ahadi_kind_get_info (kind) != NULL);

  memset (self, 0, sizeof *self);
  self->kind = kind;
  self->entity = *entity;
}

void
ahadi_row_clear (AhadiRow *self)
{
  if (self->texts == NULL)
    for (guint i = 0; i < AHADI_KIND_MAX_FIELDS; i++)
      g_free (self->values[i]);

  memset (self, 0, sizeof *self);
}

void
ahadi_row_set (AhadiRow *self, guint field, const char *value, const AhadiStamp *stamp)
{
  if (self->texts == NULL)
    {
      g_free (self->values[field]);
      self->values[field] = g_strdup (value);
    }
  else
    self->values[field] =
        value != NULL ? g_string_chunk_insert (self->texts, value) : NULL;
  self->stamps[field] = *stamp;
}

const AhadiStamp *
ahadi_row_get_newest (const AhadiRow *self)
{
  const guint n_fields = ahadi_kind_get_info (self->kind)->n_fields;
  const AhadiStamp *newest = &self->stamps[0];

  for (guint i = 1; i < n_fields; i++)
    if (ahadi_stamp_compare (&self->stamps[i], newest) > 0)
      newest = &self->stamps[i];

  return newest;
}

AhadiRecord *
ahadi_row_to_record (const AhadiRow *self)
{
  AhadiRecord *record = ahadi_record_new (self->kind, &self->entity);
  const AhadiKindInfo *info = ahadi_record_get_info (record);

  for (guint i = 0; i < info->n_fields; i++)
    if (self->values[i] != NULL)
      ahadi_record_set (record, i, self->values[i]);

  return record;
}
