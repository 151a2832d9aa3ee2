/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-blob-writer.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixinputstream.h>
#include <gio/gunixoutputstream.h>
#include <glib/gstdio.h>

#include "ahadi-blob.h"
#include "ahadi-vault-private.h"

#define STEP (64 * 1024)

struct _AhadiBlobWriter
{
  AhadiId id;
  AhadiAgeIdentity *identity;
  GOutputStream *sealed;
  char *path;
  char *temporary;
  guint64 size; /* of what was sealed so far */
};

static gboolean
note_begun (AhadiVault *vault, const AhadiId *id, GError **error)
{
  g_autoptr (AhadiStatement) add =
      ahadi_database_prepare (vault->database, "blob-begun-add", error);
  char text[AHADI_ID_TEXT_SIZE];

  if (add == NULL || !ahadi_vault_begin_upkeep (vault, error))
    return FALSE;

  ahadi_statement_bind_text (add, 1, ahadi_id_print (id, text));
  return ahadi_vault_end (vault, ahadi_statement_run (add, error), error);
}

static gboolean
open_sealed (AhadiBlobWriter *self, GError **error)
{
  AhadiAgeRecipient recipient = ahadi_age_identity_get_recipient (self->identity);
  g_autoptr (GOutputStream) file = NULL;
  int fd =
      open (self->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (fd < 0)
    {
      ahadi_base_error_set_errno (error, errno, "create", self->temporary);
      return FALSE;
    }

  file = g_unix_output_stream_new (fd, TRUE);
  self->sealed = ahadi_age_writer_new (file, &recipient, 1, error);
  return self->sealed != NULL;
}

AhadiBlobWriter *
ahadi_blob_writer_new (AhadiVault *vault, GError **error)
{
  g_autoptr (AhadiBlobWriter) self = g_new0 (AhadiBlobWriter, 1);
  g_autofree char *folder = g_build_filename (vault->folder, "blobs", NULL);

  ahadi_random_bytes (self->id.bytes, AHADI_ID_SIZE);
  self->identity = ahadi_age_identity_new ();
  self->path = ahadi_blob_get_path (vault, &self->id);
  if (!ahadi_folder_make_own (folder, error) || !note_begun (vault, &self->id, error))
    return NULL;

  self->temporary = g_strconcat (self->path, AHADI_BLOB_BEGUN_SUFFIX, NULL);
  return open_sealed (self, error) ? g_steal_pointer (&self) : NULL;
}

/* Closing the seal would make a short file look whole: what lies below goes first. */
void
ahadi_blob_writer_free (AhadiBlobWriter *self)
{
  if (self->temporary != NULL)
    g_unlink (self->temporary);
  g_clear_object (&self->sealed);
  ahadi_age_identity_unref (self->identity);
  g_free (self->temporary);
  g_free (self->path);
  g_free (self);
}

static gboolean
check_size (guint64 size, GError **error)
{
  if (size > 0 && size <= AHADI_ATTACHMENT_LIMIT)
    return TRUE;

  g_set_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_LIMIT,
               "cannot attach a file of %" G_GUINT64_FORMAT " bytes", size);
  return FALSE;
}

gboolean
ahadi_blob_writer_add (AhadiBlobWriter *self,
                       const void *bytes,
                       gsize size,
                       GError **error)
{
  self->size += size;
  return size == 0 ||
         (check_size (self->size, error) &&
          g_output_stream_write_all (self->sealed, bytes, size, NULL, NULL, error));
}

static void
set_number (AhadiRecord *record, guint field, guint64 number)
{
  g_autofree char *text = g_strdup_printf ("%" G_GUINT64_FORMAT, number);

  ahadi_record_set (record, field, text);
}

static void
describe (AhadiBlobWriter *self,
          guint64 ct_size,
          const guint8 digest[AHADI_ATTACHMENT_HASH_SIZE],
          AhadiRecord *attachment)
{
  g_autoptr (AhadiSecret) key = ahadi_age_identity_print (self->identity);
  char hash[2 * AHADI_ATTACHMENT_HASH_SIZE + 1];
  char id[AHADI_ID_TEXT_SIZE];

  ahadi_hex_encode (digest, AHADI_ATTACHMENT_HASH_SIZE, hash);
  ahadi_record_set (attachment, AHADI_ATTACHMENT_BLOB, ahadi_id_print (&self->id, id));
  ahadi_record_set (attachment, AHADI_ATTACHMENT_KEY,
                    (const char *) ahadi_secret_get_bytes (key));
  ahadi_record_set (attachment, AHADI_ATTACHMENT_CT_BLAKE2B, hash);
  set_number (attachment, AHADI_ATTACHMENT_SIZE, self->size);
  set_number (attachment, AHADI_ATTACHMENT_CT_SIZE, ct_size);
}

gboolean
ahadi_blob_writer_finish (AhadiBlobWriter *self, AhadiRecord *attachment, GError **error)
{
  guint8 digest[AHADI_ATTACHMENT_HASH_SIZE];
  guint64 ct_size;

  if (!check_size (self->size, error) ||
      !g_output_stream_close (self->sealed, NULL, error) ||
      !ahadi_blob_hash_file (self->temporary, &ct_size, digest, error) ||
      !ahadi_file_commit (self->temporary, self->path, error))
    return FALSE;

  g_clear_pointer (&self->temporary, g_free);
  describe (self, ct_size, digest, attachment);
  return TRUE;
}

gboolean
ahadi_blob_hash_file (const char *path,
                      guint64 *size,
                      guint8 digest[AHADI_ATTACHMENT_HASH_SIZE],
                      GError **error)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  g_autoptr (GInputStream) in = NULL;
  g_autoptr (AhadiHash) hash = ahadi_hash_new (AHADI_ATTACHMENT_HASH_SIZE);
  g_autofree guint8 *buffer = g_malloc (STEP);
  gsize n = STEP;

  *size = 0;
  if (fd < 0)
    {
      ahadi_base_error_set_errno (error, errno, "open", path);
      return FALSE;
    }

  in = g_unix_input_stream_new (fd, TRUE);
  while (n == STEP)
    {
      if (!g_input_stream_read_all (in, buffer, STEP, &n, NULL, error))
        return FALSE;
      ahadi_hash_update (hash, buffer, n);
      *size += n;
    }

  ahadi_hash_finish (hash, digest);
  return TRUE;
}
