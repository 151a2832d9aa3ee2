/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rows.h"

static void
free_row (gpointer data)
{
  ahadi_row_clear (data);
  g_free (data);
}

GPtrArray *
rows_new (void)
{
  return g_ptr_array_new_with_free_func (free_row);
}

AhadiRow *
rows_get (GPtrArray *self, const AhadiOperation *operation)
{
  AhadiRow *row;

  for (guint i = 0; i < self->len; i++)
    {
      row = self->pdata[i];
      if (row->kind == operation->kind &&
          ahadi_id_equal (&row->entity, &operation->entity))
        return row;
    }

  row = g_new0 (AhadiRow, 1);
  ahadi_row_init (row, operation->kind, &operation->entity);
  g_ptr_array_add (self, row);
  return row;
}
