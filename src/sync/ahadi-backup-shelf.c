/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-backup-shelf.h"

#include <glib/gstdio.h>
#include <string.h>

#include "ahadi-backup-reader.h"
#include "ahadi-backup-writer.h"

/* "20261128T184500Z" */
#define STAMP_SIZE 16
#define LABEL_LIMIT 40
#define FALLBACK_LABEL "ahadi"

/* What every file system takes, and every shell. */
static char *
clean_label (const char *label)
{
  g_autofree char *folded = ahadi_text_fold (label);
  GString *clean = g_string_new (NULL);

  for (const char *at = folded; *at != '\0' && clean->len < LABEL_LIMIT; at++)
    {
      if (g_ascii_isalnum (*at))
        g_string_append_c (clean, *at);
      else if (clean->len > 0 && clean->str[clean->len - 1] != '-')
        g_string_append_c (clean, '-');
    }
  while (clean->len > 0 && clean->str[clean->len - 1] == '-')
    g_string_truncate (clean, clean->len - 1);

  return g_string_free (clean->len > 0 ? clean : g_string_assign (clean, FALLBACK_LABEL),
                        FALSE);
}

static char *
name_file (const char *folder, const char *label, gint64 time)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (time / 1000);
  g_autofree char *stamp = g_date_time_format (date, "%Y%m%dT%H%M%SZ");
  g_autofree char *name = g_strconcat (label, "-", stamp, AHADI_BACKUP_SUFFIX, NULL);

  return g_build_filename (folder, name, NULL);
}

/* The time in a name, as text that sorts; NULL if it is none of ours. */
static const char *
find_stamp (const char *path)
{
  gsize size = strlen (path);
  gsize end = strlen (AHADI_BACKUP_SUFFIX);
  const char *stamp;

  if (!g_str_has_suffix (path, AHADI_BACKUP_SUFFIX) || size < end + STAMP_SIZE + 1)
    return NULL;

  stamp = path + size - end - STAMP_SIZE;
  return stamp[-1] == '-' && strspn (stamp, "0123456789") == 8 && stamp[8] == 'T' &&
                 strspn (stamp + 9, "0123456789") == 6 && stamp[15] == 'Z'
             ? stamp
             : NULL;
}

static gboolean
is_of_vault (const char *path, const guint8 uuid[16])
{
  g_autoptr (AhadiBackupReader) reader = ahadi_backup_reader_new (path, NULL);

  return reader != NULL &&
         memcmp (ahadi_slots_get_uuid (ahadi_backup_reader_get_slots (reader)), uuid,
                 16) == 0;
}

static int
compare_stamps (gconstpointer a, gconstpointer b)
{
  return strcmp (find_stamp (*(const char *const *) b),
                 find_stamp (*(const char *const *) a));
}

GPtrArray *
ahadi_backup_shelf_list (const char *folder, const guint8 uuid[16])
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (find_stamp (path) != NULL && is_of_vault (path, uuid))
        g_ptr_array_add (paths, g_steal_pointer (&path));
    }

  g_ptr_array_sort (paths, compare_stamps);
  return paths;
}

/* 0 where there is none. */
static gint64
find_newest_time (const char *folder, const guint8 uuid[16])
{
  g_autoptr (GPtrArray) paths = ahadi_backup_shelf_list (folder, uuid);
  g_autofree char *stamp =
      paths->len > 0 ? g_strndup (find_stamp (paths->pdata[0]), STAMP_SIZE) : NULL;
  g_autoptr (GDateTime) date =
      stamp != NULL ? g_date_time_new_from_iso8601 (stamp, NULL) : NULL;

  return date != NULL ? g_date_time_to_unix (date) * 1000 : 0;
}

char *
ahadi_backup_shelf_choose (const char *folder,
                           const guint8 uuid[16],
                           const char *label,
                           gint64 time)
{
  g_autofree char *clean = clean_label (label);
  gint64 at = MAX (time, find_newest_time (folder, uuid) + 1000);
  char *path = name_file (folder, clean, at);

  while (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_free (path);
      at += 1000;
      path = name_file (folder, clean, at);
    }
  return path;
}

void
ahadi_backup_shelf_prune (const char *folder, const guint8 uuid[16], guint keep)
{
  g_autoptr (GPtrArray) paths = ahadi_backup_shelf_list (folder, uuid);

  for (guint i = keep; i < paths->len; i++)
    if (g_unlink (paths->pdata[i]) != 0)
      g_info ("cannot remove an old backup");
}
