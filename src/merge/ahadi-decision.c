/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-decision.h"

/* Stamps in their one spelling, rising, with one blank between. */
static gboolean
read_cites (const char *text, AhadiDecision *self)
{
  g_auto (GStrv) words = g_strsplit (text, " ", AHADI_DECISION_MAX_CITES + 1);
  guint n = g_strv_length (words);

  if (n < 2 || n > AHADI_DECISION_MAX_CITES)
    return FALSE;

  for (guint i = 0; i < n; i++)
    if (!ahadi_stamp_parse (words[i], &self->cites[i]) ||
        (i > 0 && ahadi_stamp_compare (&self->cites[i - 1], &self->cites[i]) >= 0))
      return FALSE;

  self->n_cites = n;
  return TRUE;
}

gboolean
ahadi_decision_read (char *const *values, AhadiDecision *self)
{
  const char *kind = values[AHADI_SETTLEMENT_OF_KIND];
  const char *field = values[AHADI_SETTLEMENT_OF_FIELD];
  const AhadiKindInfo *info = kind != NULL ? ahadi_kind_find (kind) : NULL;
  int index = info != NULL && field != NULL ? ahadi_kind_find_field (info, field) : -1;

  if (index < 0 || info->fields[index].field_class != AHADI_FIELD_SENSITIVE ||
      values[AHADI_SETTLEMENT_OF_ENTITY] == NULL ||
      values[AHADI_SETTLEMENT_CITES] == NULL ||
      !ahadi_id_parse (values[AHADI_SETTLEMENT_OF_ENTITY], &self->entity, NULL))
    return FALSE;

  self->kind = info->kind;
  self->field = index;
  self->undoes = g_strcmp0 (values[AHADI_SETTLEMENT_OUTCOME], AHADI_SETTLEMENT_UNDO) == 0;
  return read_cites (values[AHADI_SETTLEMENT_CITES], self);
}

char *
ahadi_decision_print_cites (const AhadiStamp *cites, guint n_cites)
{
  GString *text = g_string_new (NULL);
  char stamp[AHADI_STAMP_TEXT_SIZE];

  for (guint i = 0; i < n_cites; i++)
    {
      if (i > 0)
        g_string_append_c (text, ' ');
      g_string_append (text, ahadi_stamp_print (&cites[i], stamp));
    }

  return g_string_free (text, FALSE);
}
