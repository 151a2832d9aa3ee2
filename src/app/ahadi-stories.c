/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-stories.h"

#include <string.h>

static gboolean
add_stories (AhadiVault *vault, gint64 stream, GPtrArray *stories, GError **error)
{
  g_autoptr (GPtrArray) told = ahadi_story_list (vault, stream, error);

  if (told == NULL)
    return FALSE;

  g_ptr_array_extend_and_steal (stories, g_steal_pointer (&told));
  return TRUE;
}

GPtrArray *
ahadi_stories_list (AhadiSession *session, const AhadiId *device, GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);
  g_autoptr (GArray) streams =
      vault != NULL ? ahadi_streams_list (vault, FALSE, error) : NULL;
  g_autoptr (GPtrArray) stories =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_story_free);

  if (streams == NULL)
    return NULL;

  for (guint i = 0; i < streams->len; i++)
    {
      const AhadiStreamInfo *stream = &g_array_index (streams, AhadiStreamInfo, i);

      if (!stream->own && ahadi_id_equal (&stream->id.device, device) &&
          !add_stories (vault, stream->number, stories, error))
        return NULL;
    }

  return g_steal_pointer (&stories);
}

static gboolean
begins_with (const AhadiStory *story, const char *digits)
{
  char head[2 * sizeof story->head + 1];

  ahadi_hex_encode (story->head, sizeof story->head, head);
  return g_str_has_prefix (head, digits);
}

const AhadiStory *
ahadi_stories_find (GPtrArray *stories, const char *digits)
{
  const AhadiStory *found = NULL;

  if (strlen (digits) < AHADI_STORIES_DIGITS)
    return NULL;

  for (guint i = 0; i < stories->len; i++)
    if (begins_with (stories->pdata[i], digits))
      {
        if (found != NULL)
          return NULL;
        found = stories->pdata[i];
      }

  return found;
}

gboolean
ahadi_stories_choose (AhadiSession *session,
                      const AhadiStory *story,
                      const char *reason,
                      GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);

  return vault != NULL && ahadi_device_choose (vault, story, reason, error);
}
