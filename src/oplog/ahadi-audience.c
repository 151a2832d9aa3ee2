/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-audience.h"

#include <string.h>

static const char *const class_names[] = {
  [AHADI_AUDIENCE_MEMBERSHIP] = "membership",
  [AHADI_AUDIENCE_EXECUTIVE_DIRECTOR] = "executive-director",
  [AHADI_AUDIENCE_BOARD_COMMITTEE] = "board-committee",
  [AHADI_AUDIENCE_SAFEGUARDING] = "safeguarding",
  [AHADI_AUDIENCE_BRANCH] = "branch",
  [AHADI_AUDIENCE_DEVICE] = "device",
};

G_STATIC_ASSERT (G_N_ELEMENTS (class_names) == AHADI_AUDIENCE_DEVICE + 1);
G_STATIC_ASSERT (AHADI_AUDIENCE_TEXT_SIZE == sizeof "device/" - 1 + AHADI_ID_TEXT_SIZE);

static gboolean
has_scope (AhadiAudienceClass audience_class)
{
  return audience_class == AHADI_AUDIENCE_BRANCH ||
         audience_class == AHADI_AUDIENCE_DEVICE;
}

const char *
ahadi_audience_class_to_string (AhadiAudienceClass audience_class)
{
  return (guint) audience_class < G_N_ELEMENTS (class_names) ? class_names[audience_class]
                                                             : NULL;
}

static gboolean
find_class (const char *name, gsize length, AhadiAudienceClass *audience_class)
{
  for (guint i = 1; i < G_N_ELEMENTS (class_names); i++)
    if (strlen (class_names[i]) == length && memcmp (class_names[i], name, length) == 0)
      {
        *audience_class = (AhadiAudienceClass) i;
        return TRUE;
      }

  return FALSE;
}

gboolean
ahadi_audience_class_parse (const char *text, AhadiAudienceClass *audience_class)
{
  return find_class (text, strlen (text), audience_class);
}

char *
ahadi_audience_make (AhadiAudienceClass audience_class, const AhadiId *scope)
{
  const char *name = ahadi_audience_class_to_string (audience_class);
  char id[AHADI_ID_TEXT_SIZE];

  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (has_scope (audience_class) == (scope != NULL), NULL);

  if (scope == NULL)
    return g_strdup (name);

  return g_strconcat (name, "/", ahadi_id_print (scope, id), NULL);
}

gboolean
ahadi_audience_parse (const char *text,
                      AhadiAudienceClass *audience_class,
                      AhadiId *scope)
{
  gsize length = strcspn (text, "/");
  AhadiAudienceClass found;
  AhadiId id = { 0 };

  if (!find_class (text, length, &found))
    return FALSE;
  if (has_scope (found) != (text[length] == '/'))
    return FALSE;
  if (has_scope (found) && !ahadi_id_parse (text + length + 1, &id, NULL))
    return FALSE;

  *audience_class = found;
  if (scope != NULL)
    *scope = id;
  return TRUE;
}
