/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-link-counts.h"

#define ROWS 2
#define CELLS_MIN (1u << 12)
#define CELLS_MAX (1u << 22)
#define CELLS_PER_PERSON 8

struct _AhadiLinkCounts
{
  guint32 *cells[ROWS];
  guint32 mask;
  guint n_people;
};

AhadiLinkCounts *
ahadi_link_counts_new (guint n_people)
{
  AhadiLinkCounts *self = g_new0 (AhadiLinkCounts, 1);
  guint n_cells = CELLS_MIN;

  while (n_cells < CELLS_MAX && n_cells / CELLS_PER_PERSON < n_people)
    n_cells *= 2;
  self->mask = n_cells - 1;
  for (guint row = 0; row < ROWS; row++)
    self->cells[row] = g_new0 (guint32, n_cells);
  return self;
}

void
ahadi_link_counts_free (AhadiLinkCounts *self)
{
  for (guint row = 0; row < ROWS; row++)
    g_free (self->cells[row]);
  g_free (self);
}

static guint32 *
find_cell (const AhadiLinkCounts *self, guint row, guint64 value)
{
  return &self->cells[row][(guint32) (value >> 32 * row) & self->mask];
}

void
ahadi_link_counts_add (AhadiLinkCounts *self, const AhadiLinkPerson *person)
{
  guint64 values[AHADI_LINK_VALUES_MAX];
  guint n = ahadi_link_values_list (person, values);

  self->n_people++;
  for (guint i = 0; i < n; i++)
    for (guint row = 0; row < ROWS; row++)
      (*find_cell (self, row, values[i]))++;
}

guint
ahadi_link_counts_get (const AhadiLinkCounts *self, guint64 value)
{
  return MIN (*find_cell (self, 0, value), *find_cell (self, 1, value));
}

static guint
count (guint64 value, gpointer data)
{
  return ahadi_link_counts_get (data, value);
}

void
ahadi_link_counts_rate (AhadiLinkCounts *self, AhadiLinkPerson *person)
{
  ahadi_link_values_rate (person, self->n_people, count, self);
}
