/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-sniff.h"

#include <gio/gio.h>
#include <string.h>

#define HEAD_SIZE 512
/* POSIX.1-1988: the magic stands at byte 257 of a ustar header. */
#define USTAR_MAGIC_OFFSET 257

static const char ustar_magic[] = "ustar";
static const char age_magic[] = "age-encryption.org/v1\n";

static gboolean
has_bytes (const char *head, gsize size, gsize offset, const char *magic)
{
  return size >= offset + strlen (magic) &&
         memcmp (head + offset, magic, strlen (magic)) == 0;
}

AhadiLook
ahadi_sniff_file (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info = NULL;
  g_autoptr (GFileInputStream) in = NULL;
  char head[HEAD_SIZE];
  gsize size = 0;

  info = g_file_query_info (
      file, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
      G_FILE_QUERY_INFO_NONE, NULL, NULL);
  if (info == NULL || g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    return AHADI_LOOK_OTHER;

  in = g_file_read (file, NULL, NULL);
  if (in == NULL || !g_input_stream_read_all (G_INPUT_STREAM (in), head, sizeof head,
                                              &size, NULL, NULL))
    return AHADI_LOOK_OTHER;

  if (has_bytes (head, size, USTAR_MAGIC_OFFSET, ustar_magic))
    return AHADI_LOOK_CARD;
  if (has_bytes (head, size, 0, age_magic) &&
      g_file_info_get_size (info) <= AHADI_SNIFF_REQUEST_LIMIT)
    return AHADI_LOOK_REQUEST;
  return AHADI_LOOK_OTHER;
}
