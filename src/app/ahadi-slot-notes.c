/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-slot-notes.h"

#include <string.h>

char *
ahadi_slot_notes_name (const char *prefix, const AhadiId *slot)
{
  g_autofree char *id = ahadi_id_to_string (slot);

  return g_strconcat (prefix, id, NULL);
}

static gboolean
has_slot (AhadiSlots *slots, const char *prefix, const char *note)
{
  for (guint i = 0; i < ahadi_slots_count (slots); i++)
    {
      g_autofree char *name = NULL;
      AhadiId slot;

      ahadi_slots_get (slots, i, &slot);
      name = ahadi_slot_notes_name (prefix, &slot);
      if (strcmp (name, note) == 0)
        return TRUE;
    }
  return FALSE;
}

gboolean
ahadi_slot_notes_tidy (AhadiVault *vault, const char *prefix, GError **error)
{
  g_auto (GStrv) notes = ahadi_settings_list (vault, prefix, error);

  if (notes == NULL)
    return FALSE;

  for (gsize i = 0; notes[i] != NULL; i++)
    if (!has_slot (ahadi_vault_get_slots (vault), prefix, notes[i]) &&
        !ahadi_settings_set_text (vault, notes[i], NULL, error))
      return FALSE;
  return TRUE;
}
