/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-backup-reader.h"

#include <string.h>

#include "ahadi-io.h"
#include "ahadi-member-stream.h"
#include "ahadi-sync-error.h"
#include "ahadi-ticker.h"

#define SLOTS_NAME "slots"
#define SLOTS_LIMIT (16 * 1024)
#define SEALED_NAME "backup.age"
#define ACTION "cannot read the backup"

/* Streams from the outside in: file, archive, its second member, unsealed, archive. */
struct _AhadiBackupReader
{
  GInputStream *file;
  AhadiUstarReader *outer;
  GBytes *slots_file;
  AhadiSlots *slots;
  GInputStream *sealed;
  GInputStream *plain;
  AhadiUstarReader *inner;
  AhadiBackupContent *content; /* NULL until open */
};

static gboolean
refuse (GError **error, AhadiSyncError code, const char *rule, const char *why)
{
  g_set_error (error, AHADI_SYNC_ERROR, code, ACTION ": against rule %s: %s", rule, why);
  return FALSE;
}

static gboolean
damaged (GError **error, const char *rule, const char *why)
{
  return refuse (error, AHADI_SYNC_ERROR_DAMAGED, rule, why);
}

/* What is not sealed as it was can only have been changed since: K2, K3. */
static void
map_crypto (GError **error, const char *rule)
{
  if (error == NULL || *error == NULL || (*error)->domain != AHADI_CRYPTO_ERROR ||
      (*error)->code == AHADI_CRYPTO_ERROR_WRONG_SECRET)
    return;

  (*error)->code = (*error)->code == AHADI_CRYPTO_ERROR_NEWER ? AHADI_SYNC_ERROR_NEWER
                                                              : AHADI_SYNC_ERROR_DAMAGED;
  (*error)->domain = AHADI_SYNC_ERROR;
  g_prefix_error (error, ACTION ": against rule %s: ", rule);
}

/* --- The outer archive --- */

static gboolean
read_slots (AhadiBackupReader *self, GError **error)
{
  const char *name;
  guint64 size;

  if (!ahadi_ustar_reader_next (self->outer, &name, &size, error))
    return FALSE;
  if (g_strcmp0 (name, SLOTS_NAME) != 0)
    return refuse (error, AHADI_SYNC_ERROR_FOREIGN, "K1", "it does not begin with slots");

  self->slots_file = ahadi_ustar_reader_read_all (self->outer, SLOTS_LIMIT, error);
  if (self->slots_file == NULL)
    return FALSE;

  self->slots = ahadi_slots_parse (g_bytes_get_data (self->slots_file, NULL),
                                   g_bytes_get_size (self->slots_file), error);
  map_crypto (error, "K2");
  return self->slots != NULL;
}

static gboolean
find_sealed (AhadiBackupReader *self, GError **error)
{
  const char *name;
  guint64 size;

  if (!ahadi_ustar_reader_next (self->outer, &name, &size, error))
    return FALSE;
  if (g_strcmp0 (name, SEALED_NAME) != 0)
    return damaged (error, "K1", "nothing sealed follows the slots");

  self->sealed = ahadi_member_stream_new (self->outer);
  return TRUE;
}

/* K11 */
static AhadiUstarReader *
read_archive (GInputStream *in)
{
  AhadiUstarReader *archive = ahadi_ustar_reader_new (in);

  ahadi_ustar_reader_allow_large (archive);
  return archive;
}

AhadiBackupReader *
ahadi_backup_reader_new (const char *path, GError **error)
{
  g_autoptr (AhadiBackupReader) self = g_new0 (AhadiBackupReader, 1);

  self->file = ahadi_io_open (path, error);
  if (self->file == NULL)
    return NULL;

  ahadi_io_drop_cache (self->file);
  self->outer = read_archive (self->file);
  return read_slots (self, error) ? g_steal_pointer (&self) : NULL;
}

void
ahadi_backup_reader_free (AhadiBackupReader *self)
{
  if (self == NULL)
    return;

  ahadi_backup_content_free (self->content);
  g_clear_pointer (&self->inner, ahadi_ustar_reader_free);
  g_clear_object (&self->plain);
  g_clear_object (&self->sealed);
  g_clear_pointer (&self->slots, ahadi_slots_free);
  g_clear_pointer (&self->slots_file, g_bytes_unref);
  g_clear_pointer (&self->outer, ahadi_ustar_reader_free);
  g_clear_object (&self->file);
  g_free (self);
}

AhadiSlots *
ahadi_backup_reader_get_slots (AhadiBackupReader *self)
{
  return self->slots;
}

GBytes *
ahadi_backup_reader_get_slots_file (AhadiBackupReader *self)
{
  return self->slots_file;
}

/* --- Opening --- */

AhadiAgeIdentity *
ahadi_backup_identity_new (AhadiSecret *key)
{
  g_autoptr (GError) error = NULL;
  AhadiAgeIdentity *identity = ahadi_age_identity_new_from_secret (key, &error);

  if (identity == NULL)
    g_error ("cannot make the key of a backup: %s", error->message);
  return identity;
}

static gboolean
read_content (AhadiBackupReader *self, GError **error)
{
  g_autoptr (GBytes) document = NULL;
  const char *name;
  guint64 size;

  if (!ahadi_ustar_reader_next (self->inner, &name, &size, error))
    return FALSE;
  if (g_strcmp0 (name, AHADI_BACKUP_DOCUMENT) != 0)
    return damaged (error, "K4", "its list does not come first");

  document =
      ahadi_ustar_reader_read_all (self->inner, AHADI_BACKUP_DOCUMENT_LIMIT, error);
  if (document == NULL)
    return FALSE;
  self->content = ahadi_backup_content_parse (document, error);
  return self->content != NULL;
}

static gboolean
check_owner (AhadiBackupReader *self, GError **error)
{
  if (memcmp (self->content->vault.bytes, ahadi_slots_get_uuid (self->slots),
              AHADI_ID_SIZE) == 0 &&
      self->content->generation == ahadi_slots_get_generation (self->slots))
    return TRUE;

  return damaged (error, "K5", "slots and list are not of one vault and generation");
}

gboolean
ahadi_backup_reader_open_as (AhadiBackupReader *self,
                             AhadiAgeIdentity *identity,
                             GError **error)
{
  g_return_val_if_fail (self->content == NULL, FALSE);

  if (!find_sealed (self, error))
    return FALSE;

  self->plain = ahadi_age_reader_new (self->sealed, &identity, 1, error);
  if (self->plain != NULL)
    self->inner = read_archive (self->plain);
  if (self->plain != NULL && read_content (self, error))
    return check_owner (self, error);

  map_crypto (error, "K3");
  return FALSE;
}

gboolean
ahadi_backup_reader_open (AhadiBackupReader *self,
                          AhadiSlotType type,
                          AhadiSecret *secret,
                          GError **error)
{
  g_autoptr (AhadiSecret) key = NULL;
  g_autoptr (AhadiAgeIdentity) identity = NULL;

  if (!ahadi_slots_open (self->slots, type, secret, error))
    {
      map_crypto (error, "K2");
      return FALSE;
    }

  key = ahadi_slots_derive (self->slots, AHADI_BACKUP_KEY_INFO);
  identity = ahadi_backup_identity_new (key);
  return ahadi_backup_reader_open_as (self, identity, error);
}

const AhadiBackupContent *
ahadi_backup_reader_get_content (AhadiBackupReader *self)
{
  return self->content;
}

/* --- Unpacking --- */

/* @out: NULL where it is only checked. */
static gboolean
read_member (AhadiBackupReader *self,
             const AhadiBackupMember *member,
             GOutputStream *out,
             AhadiTicker *ticker,
             GError **error)
{
  g_autoptr (AhadiHash) hash = ahadi_hash_new (AHADI_HASH_SIZE);
  g_autofree guint8 *buffer = g_malloc (AHADI_IO_CHUNK);
  guint8 digest[AHADI_HASH_SIZE];
  gsize n;

  do
    {
      if (!ahadi_ustar_reader_read (self->inner, buffer, AHADI_IO_CHUNK, &n, error) ||
          (out != NULL &&
           !g_output_stream_write_all (out, buffer, n, NULL, NULL, error)) ||
          !ahadi_ticker_advance (ticker, n, error))
        return FALSE;
      ahadi_hash_update (hash, buffer, n);
    }
  while (n > 0);

  ahadi_hash_finish (hash, digest);
  return memcmp (digest, member->digest, sizeof digest) == 0 ||
         damaged (error, "K8", "a member is not the one that was listed");
}

static gboolean
write_member (AhadiBackupReader *self,
              const AhadiBackupMember *member,
              const char *path,
              AhadiTicker *ticker,
              GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GOutputStream) file = NULL;

  if (!ahadi_folder_make (folder, error))
    return FALSE;

  file = ahadi_io_create (path, error);
  return file != NULL && read_member (self, member, file, ticker, error) &&
         ahadi_io_sync (file, error) && g_output_stream_close (file, NULL, error);
}

static gboolean
check_header (AhadiBackupReader *self, const AhadiBackupMember *member, GError **error)
{
  const char *name;
  guint64 size;

  if (!ahadi_ustar_reader_next (self->inner, &name, &size, error))
    return FALSE;

  return (g_strcmp0 (name, member->name) == 0 && size == member->size) ||
         damaged (error, "K7", "a member is missing, or not of the size that was listed");
}

static gboolean
expect_end (AhadiUstarReader *archive, const char *rule, GError **error)
{
  const char *name;
  guint64 size;

  return ahadi_ustar_reader_next (archive, &name, &size, error) &&
         (name == NULL || damaged (error, rule, "something follows its last member"));
}

/* The name was looked at when the list was read (K6): it leads nowhere else. */
static char *
place_member (const AhadiBackupMember *member, const char *database, const char *folder)
{
  if (strcmp (member->name, AHADI_BACKUP_DATABASE) == 0)
    return g_strdup (database);
  return folder != NULL ? g_build_filename (folder, member->name, NULL) : NULL;
}

static gboolean
unpack_member (AhadiBackupReader *self,
               const AhadiBackupMember *member,
               const char *path,
               AhadiTicker *ticker,
               GError **error)
{
  if (!check_header (self, member, error))
    return FALSE;

  return path != NULL ? write_member (self, member, path, ticker, error)
                      : read_member (self, member, NULL, ticker, error);
}

static guint64
count_bytes (const AhadiBackupContent *content)
{
  guint64 sum = 0;

  for (guint i = 0; i < content->members->len; i++)
    sum += ((const AhadiBackupMember *) content->members->pdata[i])->size;
  return sum;
}

static gboolean
unpack (AhadiBackupReader *self,
        const char *database,
        const char *folder,
        AhadiTicker *ticker,
        GError **error)
{
  GPtrArray *members = self->content->members;

  for (guint i = 0; i < members->len; i++)
    {
      g_autofree char *path = place_member (members->pdata[i], database, folder);

      if (!unpack_member (self, members->pdata[i], path, ticker, error))
        return FALSE;
    }

  return expect_end (self->inner, "K7", error) && expect_end (self->outer, "K1", error) &&
         ahadi_ticker_finish (ticker, error);
}

gboolean
ahadi_backup_reader_unpack (AhadiBackupReader *self,
                            const char *database,
                            const char *folder,
                            AhadiStep step,
                            const AhadiProgress *progress,
                            GError **error)
{
  AhadiTicker ticker;

  g_return_val_if_fail (self->content != NULL, FALSE);

  ahadi_ticker_init (&ticker, progress, step, count_bytes (self->content));
  if (unpack (self, database, folder, &ticker, error))
    return TRUE;

  map_crypto (error, "K3");
  return FALSE;
}
