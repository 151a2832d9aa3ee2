/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * {"threshold":2,"count":3,"made":1764381600000,"names":["Achieng","Otieno",""]}
 */
#include "ahadi-custodians.h"

#include "ahadi-slot-notes.h"

#define PREFIX "custodians/"
#define LATEST (G_GINT64_CONSTANT (1) << 48)

void
ahadi_custodians_free (AhadiCustodians *self)
{
  if (self == NULL)
    return;

  g_free (self->set);
  g_strfreev (self->names);
  g_free (self);
}

char *
ahadi_custodians_name_set (const guint8 set[AHADI_SHARE_SET_SIZE])
{
  char *name = g_malloc (2 * AHADI_SHARE_SET_SIZE + 1);

  ahadi_hex_encode (set, AHADI_SHARE_SET_SIZE, name);
  return name;
}

gboolean
ahadi_custodians_find (AhadiSlots *slots, AhadiId *id)
{
  for (guint i = 0; i < ahadi_slots_count (slots); i++)
    if (ahadi_slots_get (slots, i, id) == AHADI_SLOT_CUSTODIANS)
      return TRUE;

  return FALSE;
}

/* Returns: (transfer full): as many as @count, whatever @list holds. */
static GStrv
read_names (json_t *list, guint count)
{
  GStrv names = g_new0 (char *, count + 1);

  for (guint i = 0; i < count; i++)
    {
      const char *name = json_string_value (json_array_get (list, i));

      names[i] = g_strdup (name != NULL ? name : "");
    }
  return names;
}

static gboolean
read_note (AhadiCustodians *self, const char *text, GError **error)
{
  g_autoptr (json_t) note = ahadi_json_parse (text, strlen (text), error);
  gint64 threshold;
  gint64 count;

  if (note == NULL ||
      !ahadi_json_get_int (note, "count", 2, AHADI_SHARES_LIMIT, &count, error) ||
      !ahadi_json_get_int (note, "threshold", 2, count, &threshold, error) ||
      !ahadi_json_get_int (note, "made", 0, LATEST, &self->made, error))
    return FALSE;

  self->threshold = (guint) threshold;
  self->count = (guint) count;
  self->names = read_names (json_object_get (note, "names"), self->count);
  return TRUE;
}

AhadiCustodians *
ahadi_custodians_load (AhadiSession *session, GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);
  g_autoptr (AhadiCustodians) self = g_new0 (AhadiCustodians, 1);
  g_autoptr (GError) why = NULL;
  g_autofree char *setting = NULL;
  g_autofree char *text = NULL;
  AhadiId slot;

  if (vault == NULL)
    return NULL;
  if (!ahadi_custodians_find (ahadi_vault_get_slots (vault), &slot))
    return g_steal_pointer (&self);

  self->set = ahadi_custodians_name_set (slot.bytes);
  setting = ahadi_slot_notes_name (PREFIX, &slot);
  text = ahadi_settings_get_text (vault, setting, &why);
  if (why != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&why));
      return NULL;
    }
  if (text != NULL && !read_note (self, text, error))
    return NULL;
  return g_steal_pointer (&self);
}

gboolean
ahadi_custodians_save (const AhadiCustodians *self,
                       AhadiVault *vault,
                       const AhadiId *slot,
                       GError **error)
{
  g_autofree char *setting = ahadi_slot_notes_name (PREFIX, slot);
  g_autoptr (json_t) note = json_object ();
  g_autofree char *text = NULL;
  json_t *names = json_array ();

  for (guint i = 0; i < self->count; i++)
    json_array_append_new (names, json_string (self->names[i]));
  ahadi_json_set_int (note, "threshold", self->threshold);
  ahadi_json_set_int (note, "count", self->count);
  ahadi_json_set_int (note, "made", self->made);
  json_object_set_new (note, "names", names);
  text = ahadi_json_print (note);
  return ahadi_settings_set_text (vault, setting, text, error);
}

gboolean
ahadi_custodians_tidy (AhadiVault *vault, GError **error)
{
  return ahadi_slot_notes_tidy (vault, PREFIX, error);
}
