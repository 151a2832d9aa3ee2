/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tree.h"

#include <glib/gstdio.h>

void
tree_copy (const char *from, const char *to)
{
  g_autoptr (GDir) dir = g_dir_open (from, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  g_assert_cmpint (g_mkdir (to, 0700), ==, 0);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *source = g_build_filename (from, name, NULL);
      g_autofree char *target = g_build_filename (to, name, NULL);
      g_autofree char *bytes = NULL;
      gsize size;

      if (g_file_test (source, G_FILE_TEST_IS_DIR))
        tree_copy (source, target);
      else
        g_assert_true (g_file_get_contents (source, &bytes, &size, NULL) &&
                       g_file_set_contents_full (target, bytes, (gssize) size,
                                                 G_FILE_SET_CONTENTS_NONE, 0600, NULL));
    }
}

void
tree_remove (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, name, NULL);

      tree_remove (inner);
    }
  g_remove (path);
}
