/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-blob-arrival.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ahadi-blob-gone.h"
#include "ahadi-blob-writer.h"
#include "ahadi-blob.h"
#include "ahadi-vault-private.h"

#define STEP (64 * 1024)

/* Pieces that are all here, of a file that a record names. */
typedef struct
{
  AhadiBlobInfo info;
  char device[AHADI_ID_TEXT_SIZE];
} Arrival;

/* --- one piece -------------------------------------------------------------- */

static gboolean
write_at (int fd, const guint8 *bytes, gsize size, guint64 at)
{
  while (size > 0)
    {
      gssize n = pwrite (fd, bytes, size, (off_t) at);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      bytes += n;
      at += (guint64) n;
      size -= (gsize) n;
    }
  return TRUE;
}

static gboolean
copy_piece (int fd,
            const char *path,
            guint64 at,
            AhadiBlobReadFunc read_func,
            gpointer in,
            GError **error)
{
  g_autofree guint8 *buffer = g_malloc (STEP);
  gsize n;

  while (read_func (in, buffer, STEP, &n, error))
    {
      if (n == 0)
        {
          if (fsync (fd) == 0)
            return TRUE;
          ahadi_base_error_set_errno (error, errno, "write", path);
          return FALSE;
        }
      if (!write_at (fd, buffer, n, at))
        {
          ahadi_base_error_set_errno (error, errno, "write", path);
          return FALSE;
        }
      at += n;
    }
  return FALSE;
}

static gboolean
note_piece (
    AhadiVault *vault, const AhadiId *id, const char *device, guint i, GError **error)
{
  g_autoptr (AhadiStatement) add =
      ahadi_database_prepare (vault->database, "blob-arrival-add", error);
  char text[AHADI_ID_TEXT_SIZE];

  if (add == NULL || !ahadi_vault_begin (vault, error))
    return FALSE;

  ahadi_statement_bind_text (add, 1, ahadi_id_print (id, text));
  ahadi_statement_bind_text (add, 2, device);
  ahadi_statement_bind_int (add, 3, G_GINT64_CONSTANT (1) << i);
  return ahadi_vault_end (vault, ahadi_statement_run (add, error), error);
}

static gboolean
pass_over (AhadiBlobReadFunc read_func, gpointer in, GError **error)
{
  g_autofree guint8 *buffer = g_malloc (STEP);
  gsize n = 1;

  while (n > 0)
    if (!read_func (in, buffer, STEP, &n, error))
      return FALSE;

  return TRUE;
}

static gboolean
keep_piece (AhadiVault *vault,
            const AhadiId *id,
            const AhadiId *device,
            guint i,
            AhadiBlobReadFunc read_func,
            gpointer in,
            GError **error)
{
  char from[AHADI_ID_TEXT_SIZE];
  g_autofree char *path =
      ahadi_blob_get_part_path (vault, id, ahadi_id_print (device, from));
  g_autofree char *folder = g_path_get_dirname (path);
  gboolean written;
  int fd;

  if (!ahadi_folder_make_own (folder, error))
    return FALSE;
  fd = open (path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0)
    {
      ahadi_base_error_set_errno (error, errno, "create", path);
      return FALSE;
    }

  written = copy_piece (fd, path, (guint64) i * AHADI_BLOB_PIECE, read_func, in, error);
  close (fd);
  return written && note_piece (vault, id, from, i, error);
}

gboolean
ahadi_blob_arrival_put (AhadiVault *vault,
                        const AhadiId *id,
                        const AhadiId *device,
                        guint i,
                        AhadiBlobReadFunc read_func,
                        gpointer in,
                        GError **error)
{
  gboolean gone;

  g_return_val_if_fail (i < AHADI_BLOB_MAX_PIECES, FALSE);

  return ahadi_blob_gone_has (vault, id, &gone, error) &&
         (gone ? pass_over (read_func, in, error)
               : keep_piece (vault, id, device, i, read_func, in, error));
}

/* --- the whole ---------------------------------------------------------------- */

/* FALSE for a row that no rule of the model allows. */
static gboolean
read_info (AhadiStatement *list, AhadiBlobInfo *info)
{
  g_autoptr (AhadiRecord) record = ahadi_record_new (AHADI_KIND_ATTACHMENT, NULL);
  static const guint fields[] = { AHADI_ATTACHMENT_SIZE, AHADI_ATTACHMENT_CT_SIZE,
                                  AHADI_ATTACHMENT_CT_BLAKE2B };

  ahadi_record_set (record, AHADI_ATTACHMENT_BLOB,
                    (const char *) sqlite3_column_text (list->stmt, 0));
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    ahadi_record_set (record, fields[i],
                      (const char *) sqlite3_column_text (list->stmt, 3 + (int) i));
  return ahadi_attachment_read_blob (record, info);
}

static GArray *
list_complete (AhadiVault *vault, guint *partial, GError **error)
{
  g_autoptr (GArray) arrivals = g_array_new (FALSE, FALSE, sizeof (Arrival));
  g_autoptr (AhadiStatement) list =
      ahadi_database_prepare (vault->database, "blob-arrival-named", error);
  gboolean row;

  if (list == NULL)
    return NULL;

  while (ahadi_statement_next (list, &row, error))
    {
      Arrival arrival;
      guint32 all;

      if (!row)
        return g_steal_pointer (&arrivals);
      if (!read_info (list, &arrival.info))
        continue;
      all = ahadi_blob_all_pieces (arrival.info.ct_size);
      if ((sqlite3_column_int64 (list->stmt, 2) & all) != all)
        {
          (*partial)++;
          continue;
        }
      g_strlcpy (arrival.device, (const char *) sqlite3_column_text (list->stmt, 1),
                 sizeof arrival.device);
      g_array_append_val (arrivals, arrival);
    }
  return NULL;
}

/* The bytes are those of the record; only they come to stand under the file's name. */
static gboolean
is_the_file (const AhadiBlobInfo *info, const char *path, gboolean *same, GError **error)
{
  guint8 digest[AHADI_ATTACHMENT_HASH_SIZE];
  guint64 size;

  *same = FALSE;
  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return TRUE;
  if (!ahadi_blob_hash_file (path, &size, digest, error))
    return FALSE;

  *same = size == info->ct_size && memcmp (digest, info->ct_blake2b, sizeof digest) == 0;
  return TRUE;
}

/* Whether the file at @path has the bytes of any record that names it: only one that is
 * damaged gives way, whatever another record says of it. */
static gboolean
is_whole (AhadiVault *vault,
          const AhadiId *id,
          const char *path,
          gboolean *whole,
          GError **error)
{
  g_autoptr (AhadiStatement) ask =
      ahadi_database_prepare (vault->database, "blob-is-named", error);
  guint8 digest[AHADI_ATTACHMENT_HASH_SIZE];
  char hex[2 * AHADI_ATTACHMENT_HASH_SIZE + 1];
  char text[AHADI_ID_TEXT_SIZE];
  guint64 size;
  gint64 named;

  *whole = FALSE;
  if (ask == NULL)
    return FALSE;
  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return TRUE;
  if (!ahadi_blob_hash_file (path, &size, digest, error))
    return FALSE;

  ahadi_hex_encode (digest, sizeof digest, hex);
  ahadi_statement_bind_text (ask, 1, ahadi_id_print (id, text));
  ahadi_statement_bind_text (ask, 2, hex);
  if (!ahadi_statement_get_number (ask, &named, error))
    return FALSE;

  *whole = named != 0;
  return TRUE;
}

static gboolean
forget (AhadiVault *vault, const Arrival *arrival, GError **error)
{
  g_autoptr (AhadiStatement) remove =
      ahadi_database_prepare (vault->database, "blob-arrival-remove", error);
  char id[AHADI_ID_TEXT_SIZE];

  if (remove == NULL || !ahadi_vault_begin (vault, error))
    return FALSE;

  ahadi_statement_bind_text (remove, 1, ahadi_id_print (&arrival->info.id, id));
  ahadi_statement_bind_text (remove, 2, arrival->device);
  return ahadi_vault_end (vault, ahadi_statement_run (remove, error), error);
}

static gboolean
settle_one (AhadiVault *vault,
            const Arrival *arrival,
            AhadiBlobArrivals *arrivals,
            GError **error)
{
  g_autofree char *path = ahadi_blob_get_path (vault, &arrival->info.id);
  g_autofree char *part =
      ahadi_blob_get_part_path (vault, &arrival->info.id, arrival->device);
  gboolean here;
  gboolean same = FALSE;

  if (!is_whole (vault, &arrival->info.id, path, &here, error) ||
      (!here && !is_the_file (&arrival->info, part, &same, error)))
    return FALSE;
  if (same && !ahadi_file_commit (part, path, error))
    return FALSE;

  arrivals->whole += same;
  arrivals->spoilt += !here && !same;
  g_unlink (part);
  return forget (vault, arrival, error);
}

gboolean
ahadi_blob_arrival_settle (AhadiVault *vault, AhadiBlobArrivals *arrivals, GError **error)
{
  g_autoptr (GArray) complete = NULL;

  *arrivals = (AhadiBlobArrivals){ 0 };
  complete = list_complete (vault, &arrivals->partial, error);
  for (guint i = 0; complete != NULL && i < complete->len; i++)
    if (!settle_one (vault, &g_array_index (complete, Arrival, i), arrivals, error))
      return FALSE;

  return complete != NULL;
}

/* --- what nobody names ---------------------------------------------------------- */

/* The last piece was written then. A file that is gone is old. */
static gboolean
is_old (const char *path)
{
  struct stat info;
  gint64 days = AHADI_BLOB_ARRIVAL_DAYS;

  return lstat (path, &info) != 0 ||
         ahadi_wall_clock_ms () / 1000 - info.st_mtime >= days * 24 * 60 * 60;
}

static gboolean
list_unnamed (AhadiVault *vault, GArray *arrivals, GError **error)
{
  g_autoptr (AhadiStatement) list =
      ahadi_database_prepare (vault->database, "blob-arrival-unnamed", error);
  gboolean row;

  if (list == NULL)
    return FALSE;

  while (ahadi_statement_next (list, &row, error))
    {
      Arrival arrival = { 0 };

      if (!row)
        return TRUE;
      if (!ahadi_id_parse ((const char *) sqlite3_column_text (list->stmt, 0),
                           &arrival.info.id, NULL))
        continue;
      g_strlcpy (arrival.device, (const char *) sqlite3_column_text (list->stmt, 1),
                 sizeof arrival.device);
      g_array_append_val (arrivals, arrival);
    }

  return FALSE;
}

gboolean
ahadi_blob_arrival_sweep (AhadiVault *vault, GError **error)
{
  g_autoptr (GArray) arrivals = g_array_new (FALSE, FALSE, sizeof (Arrival));

  if (!list_unnamed (vault, arrivals, error))
    return FALSE;

  for (guint i = 0; i < arrivals->len; i++)
    {
      const Arrival *arrival = &g_array_index (arrivals, Arrival, i);
      g_autofree char *part =
          ahadi_blob_get_part_path (vault, &arrival->info.id, arrival->device);

      if (!is_old (part))
        continue;
      g_unlink (part);
      if (!forget (vault, arrival, error))
        return FALSE;
    }

  return TRUE;
}
