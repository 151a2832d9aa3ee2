/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-attachments.h"

#include <glib/gstdio.h>
#include <string.h>

#include "ahadi-records.h"

#define STEP (64 * 1024)

/* In characters: of a name, as the record takes it, and of an ending that is kept. */
#define NAME_LIMIT 200
#define ENDING_LIMIT 20

void
ahadi_attachment_look_clear (AhadiAttachmentLook *self)
{
  g_clear_pointer (&self->name, g_free);
}

/* --- Before it is taken ------------------------------------------------------ */

/* What keeps the program that opens it: ".jpg", or nothing. */
static const char *
find_ending (const char *name)
{
  const char *dot = strrchr (name, '.');

  return dot != NULL && ahadi_text_length (dot) <= ENDING_LIMIT ? dot : "";
}

/* Without what makes one line look like another, and as long as a name may be. */
static char *
shorten (const char *name)
{
  g_autoptr (GString) line = g_string_new (NULL);
  g_autofree char *start = NULL;
  const char *ending;

  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    {
      char character[7] = { 0 };

      g_unichar_to_utf8 (g_utf8_get_char (p), character);
      if (!ahadi_text_breaks_line (character))
        g_string_append (line, character);
    }
  if (ahadi_text_length (line->str) <= NAME_LIMIT)
    return g_strdup (line->str);

  ending = find_ending (line->str);
  start =
      g_utf8_substring (line->str, 0, (glong) (NAME_LIMIT - ahadi_text_length (ending)));
  return g_strconcat (start, ending, NULL);
}

/* Folders, and whatever a name may not hold, stay behind. */
static char *
make_name (const char *path)
{
  g_autoptr (AhadiRecord) record = ahadi_record_new (AHADI_KIND_ATTACHMENT, NULL);
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *valid = g_utf8_make_valid (base, -1);
  g_autofree char *name = shorten (valid);

  if (ahadi_record_enter (record, AHADI_ATTACHMENT_NAME, name, NULL) &&
      ahadi_record_get (record, AHADI_ATTACHMENT_NAME) != NULL)
    return g_strdup (ahadi_record_get (record, AHADI_ATTACHMENT_NAME));
  return g_strdup ("file");
}

static GInputStream *
open_file (const char *path, guint64 *size, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) in = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info (
      file, G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
      G_FILE_QUERY_INFO_NONE, NULL, error);

  if (info == NULL)
    return NULL;
  if (g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY)
    {
      g_set_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_IS_FOLDER,
                   "cannot attach “%s”: it is a folder", path);
      return NULL;
    }
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    {
      g_set_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_NOT_FILE,
                   "cannot attach “%s”: not a regular file", path);
      return NULL;
    }

  *size = (guint64) g_file_info_get_size (info);
  if (*size == 0 || *size > AHADI_ATTACHMENT_LIMIT)
    {
      g_set_error (error, AHADI_MEDIA_ERROR, AHADI_MEDIA_ERROR_SIZE,
                   "cannot attach “%s”: it has %" G_GUINT64_FORMAT " bytes", path, *size);
      return NULL;
    }

  in = g_file_read (file, NULL, error);
  return (GInputStream *) g_steal_pointer (&in);
}

static gboolean
sniff (GInputStream *in, AhadiMediaType *type, GError **error)
{
  guint8 start[AHADI_MEDIA_SNIFF_SIZE];
  gsize n;

  if (!g_input_stream_read_all (in, start, sizeof start, &n, NULL, error))
    return FALSE;

  *type = ahadi_media_sniff (start, n);
  return g_seekable_seek (G_SEEKABLE (in), 0, G_SEEK_SET, NULL, error);
}

static gboolean
look_at (GInputStream *in, AhadiAttachmentLook *look, GError **error)
{
  GError *local = NULL;

  if (!sniff (in, &look->type, error))
    return FALSE;
  if (!ahadi_media_can_strip (look->type) ||
      ahadi_media_read (look->type, in, &look->facts, &local))
    return TRUE;

  look->is_damaged = local->domain == AHADI_MEDIA_ERROR;
  if (look->is_damaged)
    look->why = (AhadiMediaError) local->code;
  else
    g_propagate_error (error, g_steal_pointer (&local));
  g_clear_error (&local);
  return look->is_damaged;
}

gboolean
ahadi_attachments_look (const char *path, AhadiAttachmentLook *look, GError **error)
{
  g_autoptr (GInputStream) in = NULL;

  *look = (AhadiAttachmentLook){ 0 };
  in = open_file (path, &look->size, error);
  if (in == NULL || !look_at (in, look, error))
    return FALSE;

  look->name = make_name (path);
  return TRUE;
}

gboolean
ahadi_attachment_look_needs_reason (const AhadiAttachmentLook *self)
{
  return self->is_damaged;
}

gboolean
ahadi_attachment_look_changes (const AhadiAttachmentLook *self)
{
  gboolean is_rewritten =
      self->type == AHADI_MEDIA_PDF && ahadi_media_can_strip (AHADI_MEDIA_PDF);

  return !self->is_damaged && (self->facts.removed > 0 || is_rewritten);
}

/* --- Taking it ---------------------------------------------------------------- */

/* One file on its way into the vault. */
typedef struct
{
  AhadiBlobWriter *writer;
  const AhadiProgress *progress;
  guint64 done;
  guint64 total;
} Intake;

static gboolean
take_bytes (gpointer data, const void *bytes, gsize size, GError **error)
{
  Intake *self = data;

  self->done += size;
  return ahadi_blob_writer_add (self->writer, bytes, size, error) &&
         ahadi_progress_step (self->progress, AHADI_STEP_WRITE, self->done, self->total,
                              error);
}

static gboolean
take_as_it_is (Intake *self, GInputStream *in, GError **error)
{
  g_autofree guint8 *buffer = g_malloc (STEP);
  gsize n;

  do
    {
      if (!g_input_stream_read_all (in, buffer, STEP, &n, NULL, error) ||
          !take_bytes (self, buffer, n, error))
        return FALSE;
    }
  while (n == STEP);

  return TRUE;
}

static gboolean
seal_file (AhadiVault *vault,
           const char *path,
           const AhadiAttachmentLook *look,
           AhadiRecord *attachment,
           const AhadiProgress *progress,
           GError **error)
{
  gboolean strips = ahadi_media_can_strip (look->type) &&
                    ahadi_record_get (attachment, AHADI_ATTACHMENT_KEPT) == NULL;
  g_autoptr (AhadiBlobWriter) writer = ahadi_blob_writer_new (vault, error);
  Intake intake = { writer, progress, 0, look->size };
  g_autoptr (GInputStream) in = NULL;
  guint64 size;

  if (writer == NULL)
    return FALSE;
  in = open_file (path, &size, error);
  if (in == NULL)
    return FALSE;
  if (strips
          ? !ahadi_media_clean (look->type, in, &look->facts, take_bytes, &intake, error)
          : !take_as_it_is (&intake, in, error))
    return FALSE;

  return ahadi_blob_writer_finish (writer, attachment, error);
}

static gboolean
check_look (const AhadiAttachmentLook *look,
            const AhadiRecord *attachment,
            GError **error)
{
  if (!ahadi_attachment_look_needs_reason (look) ||
      ahadi_record_get (attachment, AHADI_ATTACHMENT_KEPT) != NULL)
    return TRUE;

  g_set_error_literal (
      error, AHADI_MEDIA_ERROR,
      look->why == AHADI_MEDIA_ERROR_DAMAGED ? AHADI_MEDIA_ERROR_NEEDS_REASON : look->why,
      "cannot attach the file: what it tells can't be taken out");
  return FALSE;
}

static gboolean
add (AhadiSession *session,
     AhadiVault *vault,
     AhadiRecord *attachment,
     const char *path,
     GPtrArray *problems,
     const AhadiProgress *progress,
     GError **error)
{
  g_auto (AhadiAttachmentLook) look = { 0 };

  if (!ahadi_attachments_look (path, &look, error) ||
      !check_look (&look, attachment, error) ||
      !ahadi_disk_require (ahadi_vault_get_folder (vault),
                           look.size + AHADI_VAULT_SPACE_FLOOR, error) ||
      !seal_file (vault, path, &look, attachment, progress, error))
    return FALSE;

  ahadi_record_set (attachment, AHADI_ATTACHMENT_NAME, look.name);
  ahadi_record_set (attachment, AHADI_ATTACHMENT_TYPE,
                    ahadi_media_type_to_mime (look.type));
  return ahadi_records_save (session, attachment, problems, NULL, error);
}

/* What no record names goes now, or when the vault is next unlocked. */
static void
sweep (AhadiVault *vault)
{
  g_autoptr (GError) error = NULL;

  if (!ahadi_blob_sweep (vault, &error))
    g_info ("cannot sweep sealed files: %s", error->message);
}

gboolean
ahadi_attachments_add (AhadiSession *session,
                       AhadiRecord *attachment,
                       const char *path,
                       GPtrArray *problems,
                       const AhadiProgress *progress,
                       GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);
  gboolean added;

  if (vault == NULL)
    return FALSE;

  added = add (session, vault, attachment, path, problems, progress, error);
  sweep (vault);
  return added;
}

/* --- Afterwards ----------------------------------------------------------------- */

gboolean
ahadi_attachments_get_state (AhadiSession *session,
                             const AhadiRecord *attachment,
                             AhadiBlobState *state,
                             GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);

  return vault != NULL && ahadi_blob_get_state (vault, attachment, state, error);
}

static gboolean
copy (GInputStream *in,
      GOutputStream *out,
      guint64 total,
      const AhadiProgress *progress,
      GError **error)
{
  g_autofree guint8 *buffer = g_malloc (STEP);
  guint64 done = 0;
  gsize n;

  do
    {
      if (!g_input_stream_read_all (in, buffer, STEP, &n, NULL, error) ||
          !g_output_stream_write_all (out, buffer, n, NULL, NULL, error))
        return FALSE;
      done += n;
      if (!ahadi_progress_step (progress, AHADI_STEP_WRITE, done, total, error))
        return FALSE;
    }
  while (n == STEP);

  return g_output_stream_close (out, NULL, error);
}

static gboolean
write_copy (GInputStream *in,
            const char *path,
            guint64 size,
            const AhadiProgress *progress,
            GError **error)
{
  g_autofree char *temporary = g_strconcat (path, ".part", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (temporary);
  g_autoptr (GFileOutputStream) out = NULL;

  out = g_file_create (file, G_FILE_CREATE_PRIVATE, NULL, error);
  if (out == NULL)
    return FALSE;
  if (copy (in, G_OUTPUT_STREAM (out), size, progress, error) &&
      ahadi_file_commit (temporary, path, error))
    return TRUE;

  g_unlink (temporary);
  return FALSE;
}

gboolean
ahadi_attachments_save (AhadiSession *session,
                        const AhadiRecord *attachment,
                        const char *path,
                        const AhadiProgress *progress,
                        GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);
  g_autoptr (GInputStream) in = NULL;
  AhadiBlobInfo info = { 0 };

  if (vault == NULL)
    return FALSE;
  in = ahadi_blob_open (vault, attachment, error);
  if (in == NULL || !ahadi_attachment_read_blob (attachment, &info))
    return FALSE;

  return ahadi_disk_require (path, info.size, error) &&
         write_copy (in, path, info.size, progress, error);
}

/* --- Small pictures --------------------------------------------------------------- */

/* NULL without an error for what can't be drawn. */
static GBytes *
draw (AhadiVault *vault, AhadiMediaType type, const AhadiRecord *attachment)
{
  g_autoptr (GInputStream) first = ahadi_blob_open (vault, attachment, NULL);
  g_autoptr (GInputStream) second = ahadi_blob_open (vault, attachment, NULL);
  AhadiMediaFacts facts;

  if (first == NULL || second == NULL || !ahadi_media_read (type, first, &facts, NULL))
    return NULL;

  return ahadi_thumbnail_make (type, second, &facts, NULL);
}

GBytes *
ahadi_attachments_get_thumbnail (AhadiSession *session,
                                 const AhadiRecord *attachment,
                                 GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);
  AhadiMediaType type =
      ahadi_media_type_from_mime (ahadi_record_get (attachment, AHADI_ATTACHMENT_TYPE));
  g_autoptr (GBytes) png = NULL;
  GError *local = NULL;
  AhadiBlobInfo info;

  if (vault == NULL || !ahadi_media_is_picture (type) ||
      !ahadi_attachment_read_blob (attachment, &info))
    return NULL;

  png = ahadi_thumbnails_get (vault, &info.id, &local);
  if (png != NULL || local != NULL)
    {
      if (local != NULL)
        g_propagate_error (error, local);
      return g_steal_pointer (&png);
    }

  png = draw (vault, type, attachment);
  if (png != NULL && !ahadi_thumbnails_put (vault, &info.id, png, error))
    return NULL;
  return g_steal_pointer (&png);
}
