#include <glib.h>

gboolean
ahadi_a (const char *name, guint64 seq, GError **error)
{
  if (seq != 1)
    {
      g_free (NULL);
      return FALSE;
    }

  return TRUE;
}
