/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "blobs.h"

#include <string.h>

char *
blobs_make_content (gsize size)
{
  char *content = g_malloc (size + 1);

  for (gsize i = 0; i < size; i++)
    content[i] = BLOBS_LINE[i % strlen (BLOBS_LINE)];
  content[size] = '\0';
  return content;
}

void
blobs_assert_content (const char *content, gsize size)
{
  g_autofree char *expected = blobs_make_content (size);

  g_assert_cmpmem (content, strlen (content), expected, size);
}

AhadiRecord *
blobs_write (Place *place, gsize size)
{
  g_autofree char *content = blobs_make_content (size);
  AhadiRecord *record = ahadi_record_new (AHADI_KIND_ATTACHMENT, NULL);
  g_autoptr (AhadiBlobWriter) writer = NULL;
  g_autoptr (GError) error = NULL;

  writer = ahadi_blob_writer_new (place->vault, &error);
  g_assert_no_error (error);
  assert_ok (ahadi_blob_writer_add (writer, content, size, &error));
  assert_ok (ahadi_blob_writer_finish (writer, record, &error));
  return record;
}

AhadiRecord *
blobs_attach (Place *place, gsize size)
{
  AhadiRecord *record = blobs_write (place, size);
  g_autoptr (GError) error = NULL;

  ahadi_record_set (record, AHADI_ATTACHMENT_OF, "0123456789abcdef0123456789abcdef");
  ahadi_record_set (record, AHADI_ATTACHMENT_NAME, "photo.jpg");
  ahadi_record_set (record, AHADI_ATTACHMENT_TYPE, "image/jpeg");
  ahadi_record_set (record, AHADI_ATTACHMENT_DATE, "2026-11-23");
  assert_ok (ahadi_vault_save (place->vault, AUDIENCE, record, NULL, &error));
  return record;
}

char *
blobs_read (Place *place, const AhadiRecord *attachment)
{
  g_autoptr (GInputStream) in = ahadi_blob_open (place->vault, attachment, NULL);
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();

  if (in == NULL ||
      g_output_stream_splice (out, in, G_OUTPUT_STREAM_SPLICE_NONE, NULL, NULL) < 0 ||
      !g_output_stream_write_all (out, "", 1, NULL, NULL, NULL) ||
      !g_output_stream_close (out, NULL, NULL))
    return NULL;

  return g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (out));
}

void
blobs_assert_readable (Place *place, const AhadiRecord *attachment, gsize size)
{
  g_autofree char *content = blobs_read (place, attachment);

  g_assert_nonnull (content);
  blobs_assert_content (content, size);
}

guint
blobs_count_files (Place *place)
{
  g_autofree char *folder =
      g_build_filename (ahadi_vault_get_folder (place->vault), "blobs", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}
