/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-swap.h"

#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

/* A disk on a volume group on dm-crypt on … */
#define MAX_LAYERS 8

static char *
read_line (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) ? g_strdup (g_strchomp (text))
                                                       : NULL;
}

/* @device: its folder in sysfs. Sealed itself, or all it lies on is. */
static gboolean
is_sealed (const char *device, guint layers)
{
  g_autofree char *uuid = read_line (device, "dm/uuid");
  g_autofree char *slaves = g_build_filename (device, "slaves", NULL);
  g_autoptr (GDir) dir = NULL;
  gboolean sealed = FALSE;
  const char *name;

  if (uuid != NULL && g_str_has_prefix (uuid, "CRYPT-"))
    return TRUE;

  dir = layers > 0 ? g_dir_open (slaves, 0, NULL) : NULL;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *below = g_build_filename (slaves, name, NULL);

      sealed = is_sealed (below, layers - 1);
      if (!sealed)
        return FALSE;
    }

  return sealed;
}

/* Compressed memory, unless cold pages of it are written to a disk. */
static gboolean
is_memory (const char *device, const char *name)
{
  g_autofree char *behind = read_line (device, "backing_dev");

  return g_str_has_prefix (name, "zram") &&
         (behind == NULL || strcmp (behind, "none") == 0);
}

static AhadiSwap
judge_partition (const char *root, const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *device = g_build_filename (root, "sys/class/block", name, NULL);

  if (is_memory (device, name))
    return AHADI_SWAP_NONE;
  return is_sealed (device, MAX_LAYERS) ? AHADI_SWAP_SEALED : AHADI_SWAP_OPEN;
}

/* A file in a file system, which lies on a disk. */
static AhadiSwap
judge_file (const char *root, const char *path)
{
  g_autofree char *file = g_build_filename (root, path, NULL);
  g_autofree char *number = NULL;
  g_autofree char *device = NULL;
  struct stat info;

  if (stat (file, &info) != 0)
    return AHADI_SWAP_OPEN;

  number = g_strdup_printf ("%u:%u", major (info.st_dev), minor (info.st_dev));
  device = g_build_filename (root, "sys/dev/block", number, NULL);
  return is_sealed (device, MAX_LAYERS) ? AHADI_SWAP_SEALED : AHADI_SWAP_OPEN;
}

/* "/dev/dm-1    partition    8388604    0    -2" */
static AhadiSwap
judge_line (const char *root, const char *line)
{
  g_auto (GStrv) words = g_strsplit_set (line, " \t", -1);
  const char *type = NULL;

  for (gsize i = 1; words[0] != NULL && words[i] != NULL && type == NULL; i++)
    if (words[i][0] != '\0')
      type = words[i];

  if (g_strcmp0 (type, "partition") == 0)
    return judge_partition (root, words[0]);
  return type != NULL ? judge_file (root, words[0]) : AHADI_SWAP_NONE;
}

AhadiSwap
ahadi_swap_judge (const char *root)
{
  g_autofree char *path = g_build_filename (root, "proc/swaps", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  AhadiSwap worst = AHADI_SWAP_NONE;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return AHADI_SWAP_NONE;

  /* The first line names the columns. */
  lines = g_strsplit (text, "\n", -1);
  for (gsize i = 1; lines[0] != NULL && lines[i] != NULL; i++)
    worst = MAX (worst, judge_line (root, lines[i]));
  return worst;
}
