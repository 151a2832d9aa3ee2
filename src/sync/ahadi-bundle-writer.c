/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-bundle-writer.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "ahadi-hash-stream.h"
#include "ahadi-io.h"
#include "ahadi-ustar.h"

#define UNTRUSTED_COMMENT "signature of an Ahadi bundle's manifest"
#define NAME_SIZE 8

/* Seconds: no export takes longer between two writes. */
#define LEFTOVER_AGE 3600

struct _AhadiBundleWriter
{
  AhadiStaging *staging;
  AhadiIdentity *identity;
  AhadiDirectory *directory;
  const AhadiProgress *progress;
  AhadiManifest *manifest;
  AhadiAudienceClass begun; /* audience of the part that is being written */
  GStrv recipients;         /* and whom it is sealed to */
  GHashTable *carried;      /* name of the member -> path */
};

/* What goes into the archive before the parts. */
typedef struct
{
  GBytes *manifest;
  GBytes *signature;
  GBytes *card; /* (nullable) */
} Front;

static void
front_clear (Front *self)
{
  g_clear_pointer (&self->manifest, g_bytes_unref);
  g_clear_pointer (&self->signature, g_bytes_unref);
  g_clear_pointer (&self->card, g_bytes_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Front, front_clear)

AhadiBundleWriter *
ahadi_bundle_writer_new (AhadiStaging *staging,
                         AhadiIdentity *identity,
                         AhadiDirectory *directory,
                         const AhadiProgress *progress)
{
  AhadiBundleWriter *self = g_new0 (AhadiBundleWriter, 1);
  AhadiSigningKey *key = ahadi_identity_get_signing_key (identity);

  self->staging = staging;
  self->identity = identity;
  self->directory = directory;
  self->progress = progress;
  self->manifest = ahadi_manifest_new ();
  self->manifest->org = ahadi_directory_get_content (directory)->org;
  self->manifest->device = *ahadi_identity_get_device (identity);
  self->manifest->signer = *ahadi_signing_key_get_verify_key (key);
  self->manifest->directory_version = ahadi_directory_get_version (directory);
  self->manifest->devices_version = ahadi_directory_get_list_version (directory);
  ahadi_random_bytes (self->manifest->bundle.bytes, AHADI_ID_SIZE);
  self->carried = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
ahadi_bundle_writer_free (AhadiBundleWriter *self)
{
  ahadi_manifest_free (self->manifest);
  g_strfreev (self->recipients);
  g_hash_table_unref (self->carried);
  g_free (self);
}

const AhadiId *
ahadi_bundle_writer_get_bundle (AhadiBundleWriter *self)
{
  return &self->manifest->bundle;
}

/* --- parts --- */

static char *
make_staged_name (AhadiAudienceClass audience)
{
  return g_strdup_printf ("%s.age", ahadi_audience_class_to_string (audience));
}

AhadiPartWriter *
ahadi_bundle_writer_begin_part (AhadiBundleWriter *self,
                                const char *audience,
                                guint *readers,
                                GError **error)
{
  g_autoptr (GArray) recipients =
      ahadi_directory_list_recipients (self->directory, audience);
  gboolean known = ahadi_audience_parse (audience, &self->begun, NULL);
  g_autofree char *name = NULL;
  AhadiPartHeader header = { 0 };

  g_return_val_if_fail (known, NULL);

  if (readers != NULL)
    *readers = recipients->len;
  if (recipients->len == 0)
    {
      g_autoptr (AhadiAgeIdentity) thrown_away = ahadi_age_identity_new ();
      AhadiAgeRecipient nobody = ahadi_age_identity_get_recipient (thrown_away);

      g_array_append_val (recipients, nobody);
    }

  g_strfreev (self->recipients);
  self->recipients = ahadi_recipients_print (recipients);
  header.bundle = self->manifest->bundle;
  header.signer = self->manifest->signer;
  g_strlcpy (header.audience, audience, sizeof header.audience);
  ahadi_recipients_hash ((const char *const *) self->recipients, header.recipients_hash);

  name = make_staged_name (self->begun);
  return ahadi_part_writer_new (self->staging, name, &header, recipients, error);
}

gboolean
ahadi_bundle_writer_end_part (AhadiBundleWriter *self,
                              AhadiPartWriter *part,
                              GError **error)
{
  guint8 digest[AHADI_HASH_SIZE];
  guint64 size;

  if (!ahadi_part_writer_finish (part, &size, digest, error))
    return FALSE;

  ahadi_manifest_add_part (self->manifest, self->begun,
                           g_steal_pointer (&self->recipients), size, digest);
  return TRUE;
}

gboolean
ahadi_bundle_writer_add_blobs (AhadiBundleWriter *self,
                               AhadiBlobSealer *sealer,
                               GError **error)
{
  for (int i = AHADI_AUDIENCE_MEMBERSHIP; i <= AHADI_AUDIENCE_N_FIELD; i++)
    if (!ahadi_blob_sealer_seal (sealer, i, self->staging, self->manifest->blobs,
                                 self->progress, error))
      return FALSE;

  return TRUE;
}

/* --- carried bundles --- */

gboolean
ahadi_bundle_writer_carry (AhadiBundleWriter *self, const char *path, GError **error)
{
  guint8 digest[AHADI_HASH_SIZE];
  AhadiTicker ticker;
  GStatBuf info;

  ahadi_ticker_init (&ticker, self->progress, AHADI_STEP_READ, 0);
  if (!ahadi_io_hash (path, &ticker, digest, error))
    return FALSE;
  if (g_stat (path, &info) != 0)
    {
      ahadi_base_error_set_errno (error, errno, "read", path);
      return FALSE;
    }

  ahadi_manifest_add_carry (self->manifest, (guint64) info.st_size, digest);
  g_hash_table_insert (self->carried, ahadi_manifest_make_carry_name (digest),
                       g_strdup (path));
  return TRUE;
}

/* --- the whole --- */

static void
make_front (AhadiBundleWriter *self, GBytes *card, Front *front)
{
  char *manifest = ahadi_manifest_print (self->manifest);
  g_autofree char *comment = ahadi_manifest_make_comment (self->manifest);
  char *signature =
      ahadi_minisign_sign (ahadi_identity_get_signing_key (self->identity), manifest,
                           strlen (manifest), UNTRUSTED_COMMENT, comment);

  front->manifest = g_bytes_new_take (manifest, strlen (manifest));
  front->signature = g_bytes_new_take (signature, strlen (signature));
  front->card = card != NULL ? g_bytes_ref (card) : NULL;
}

static guint64
count_bytes (AhadiBundleWriter *self, const Front *front)
{
  guint64 plain = 2 * AHADI_USTAR_BLOCK;

  plain += ahadi_ustar_member_size (g_bytes_get_size (front->manifest));
  plain += ahadi_ustar_member_size (g_bytes_get_size (front->signature));
  if (front->card != NULL)
    plain += ahadi_ustar_member_size (g_bytes_get_size (front->card));

  for (guint i = 0; i < self->manifest->parts->len; i++)
    {
      const AhadiManifestPart *part =
          &g_array_index (self->manifest->parts, AhadiManifestPart, i);

      plain += ahadi_ustar_member_size (part->size);
    }
  for (guint i = 0; i < self->manifest->carry->len; i++)
    plain += ahadi_ustar_member_size (
        g_array_index (self->manifest->carry, AhadiManifestCarry, i).size);

  for (guint i = 0; i < self->manifest->blobs->len; i++)
    plain += ahadi_ustar_member_size (
        g_array_index (self->manifest->blobs, AhadiManifestBlobs, i).size);

  return ahadi_age_sealed_size (g_strv_length (self->manifest->outer_recipients), plain);
}

static gboolean
check_digest (const guint8 found[AHADI_HASH_SIZE],
              const guint8 written[AHADI_HASH_SIZE],
              const char *path,
              GError **error)
{
  if (memcmp (found, written, AHADI_HASH_SIZE) == 0)
    return TRUE;

  g_set_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_IO,
               "cannot write %s: the disk gives back other bytes than were written",
               path);
  return FALSE;
}

/* Stays open below, when the hash is closed. */
static AhadiHashStream *
hash_onto (GOutputStream *out)
{
  AhadiHashStream *hash = ahadi_hash_stream_new (out);

  g_filter_output_stream_set_close_base_stream (G_FILTER_OUTPUT_STREAM (hash), FALSE);
  return hash;
}

/* What was staged must still be what the manifest was signed for: otherwise every reader
 * would refuse the bundle, and we would take it for sent. */
static gboolean
copy_member (GOutputStream *out,
             const char *path,
             const guint8 digest[AHADI_HASH_SIZE],
             AhadiTicker *ticker,
             GError **error)
{
  g_autoptr (GInputStream) in = ahadi_io_open (path, error);
  g_autoptr (AhadiHashStream) hash = hash_onto (out);
  guint8 found[AHADI_HASH_SIZE];

  if (in == NULL || !ahadi_io_copy (in, G_OUTPUT_STREAM (hash), ticker, error))
    return FALSE;

  ahadi_hash_stream_finish (hash, found);
  return check_digest (found, digest, path, error);
}

static gboolean
write_part (AhadiBundleWriter *self,
            GOutputStream *out,
            const AhadiManifestPart *part,
            AhadiTicker *ticker,
            GError **error)
{
  g_autofree char *name = ahadi_manifest_make_part_name (part->audience);
  g_autofree char *staged = make_staged_name (part->audience);
  g_autofree char *path = ahadi_staging_get_path (self->staging, staged);

  return ahadi_ustar_write_header (out, name, part->size, error) &&
         copy_member (out, path, part->digest, ticker, error) &&
         ahadi_ustar_write_padding (out, part->size, error);
}

static gboolean
write_blobs (AhadiBundleWriter *self,
             GOutputStream *out,
             const AhadiManifestBlobs *blobs,
             AhadiTicker *ticker,
             GError **error)
{
  g_autofree char *name = ahadi_blob_list_make_name (blobs->audience);
  g_autofree char *staged = ahadi_blob_sealer_make_staged_name (blobs->audience);
  g_autofree char *path = ahadi_staging_get_path (self->staging, staged);

  return ahadi_ustar_write_header (out, name, blobs->size, error) &&
         copy_member (out, path, blobs->digest, ticker, error) &&
         ahadi_ustar_write_padding (out, blobs->size, error);
}

static gboolean
write_carried (AhadiBundleWriter *self,
               GOutputStream *out,
               AhadiTicker *ticker,
               GError **error)
{
  for (guint i = 0; i < self->manifest->carry->len; i++)
    {
      const AhadiManifestCarry *carry =
          &g_array_index (self->manifest->carry, AhadiManifestCarry, i);
      g_autofree char *name = ahadi_manifest_make_carry_name (carry->digest);
      const char *path = g_hash_table_lookup (self->carried, name);

      if (!ahadi_ustar_write_header (out, name, carry->size, error) ||
          !copy_member (out, path, carry->digest, ticker, error) ||
          !ahadi_ustar_write_padding (out, carry->size, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
write_members (AhadiBundleWriter *self,
               GOutputStream *out,
               const Front *front,
               AhadiTicker *ticker,
               GError **error)
{
  if (!ahadi_ustar_write_bytes (out, "manifest.json", front->manifest, error) ||
      !ahadi_ustar_write_bytes (out, "manifest.json.minisig", front->signature, error))
    return FALSE;
  if (front->card != NULL &&
      !ahadi_ustar_write_bytes (out, "card.ahadi-card", front->card, error))
    return FALSE;

  for (guint i = 0; i < self->manifest->parts->len; i++)
    {
      if (!write_part (self, out,
                       &g_array_index (self->manifest->parts, AhadiManifestPart, i),
                       ticker, error))
        return FALSE;
    }

  for (guint i = 0; i < self->manifest->blobs->len; i++)
    {
      if (!write_blobs (self, out,
                        &g_array_index (self->manifest->blobs, AhadiManifestBlobs, i),
                        ticker, error))
        return FALSE;
    }

  return write_carried (self, out, ticker, error) && ahadi_ustar_write_end (out, error);
}

/* The bundle under its temporary name, closed and synced. @digest: of what was written */
static gboolean
write_temporary (AhadiBundleWriter *self,
                 const char *path,
                 const GArray *outer,
                 const Front *front,
                 guint8 digest[AHADI_HASH_SIZE],
                 GError **error)
{
  g_autoptr (GOutputStream) file = ahadi_io_create (path, error);
  g_autoptr (AhadiHashStream) hash = NULL;
  g_autoptr (GOutputStream) sealed = NULL;
  AhadiTicker ticker;

  if (file == NULL)
    return FALSE;

  /* The file stays open below the others until it is synced. */
  hash = hash_onto (file);
  sealed = ahadi_age_writer_new (
      G_OUTPUT_STREAM (hash), (const AhadiAgeRecipient *) outer->data, outer->len, error);
  ahadi_ticker_init (&ticker, self->progress, AHADI_STEP_WRITE,
                     count_bytes (self, front));
  if (sealed == NULL || !write_members (self, sealed, front, &ticker, error) ||
      !g_output_stream_close (sealed, NULL, error) || !ahadi_io_sync (file, error) ||
      !g_output_stream_close (file, NULL, error))
    return FALSE;

  ahadi_hash_stream_finish (hash, digest);
  return ahadi_ticker_finish (&ticker, error);
}

static gboolean
read_back (AhadiBundleWriter *self,
           const char *path,
           guint64 size,
           const guint8 digest[AHADI_HASH_SIZE],
           GError **error)
{
  guint8 found[AHADI_HASH_SIZE];
  AhadiTicker ticker;

  ahadi_ticker_init (&ticker, self->progress, AHADI_STEP_VERIFY, size);
  return ahadi_io_hash (path, &ticker, found, error) &&
         ahadi_ticker_finish (&ticker, error) &&
         check_digest (found, digest, path, error);
}

static gboolean
write_and_rename (AhadiBundleWriter *self,
                  const char *temporary,
                  const char *path,
                  const GArray *outer,
                  const Front *front,
                  GError **error)
{
  guint8 digest[AHADI_HASH_SIZE];

  if (write_temporary (self, temporary, outer, front, digest, error) &&
      read_back (self, temporary, count_bytes (self, front), digest, error) &&
      ahadi_file_commit (temporary, path, error))
    return TRUE;

  /* The name is ours alone; it stands there only if the folder could not be synced. */
  g_unlink (temporary);
  g_unlink (path);
  return FALSE;
}

static gboolean
is_leftover (const char *name)
{
  return g_regex_match_simple ("^\\.[0-9a-f]{16}\\.ahadi\\.part$", name, 0, 0);
}

/* What an export left that was killed, or whose stick was pulled. A younger one may be at
 * work still, of another vault. */
static void
remove_leftovers (const char *folder)
{
  g_autoptr (GPtrArray) names = ahadi_folder_list (folder);

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (folder, names->pdata[i], NULL);
      struct stat info;

      if (is_leftover (names->pdata[i]) && lstat (path, &info) == 0 &&
          S_ISREG (info.st_mode) &&
          ahadi_wall_clock_ms () / 1000 - info.st_mtime >= LEFTOVER_AGE)
        g_unlink (path);
    }
}

static gboolean
prepare_folder (AhadiBundleWriter *self, const char *folder, guint64 size, GError **error)
{
  if (!ahadi_folder_make (folder, error))
    return FALSE;

  remove_leftovers (folder);
  if (!ahadi_disk_require (folder, size, error))
    return FALSE;
  if (!ahadi_staging_is_at (self->staging, folder))
    return TRUE;

  g_set_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_IO,
               "cannot write into %s: what lies there is removed when the work ends",
               folder);
  return FALSE;
}

char *
ahadi_bundle_writer_write (AhadiBundleWriter *self,
                           const char *folder,
                           const GArray *outer,
                           GBytes *card,
                           guint64 *size,
                           GError **error)
{
  g_auto (Front) front = { 0 };
  g_autofree char *name = NULL;
  g_autofree char *hidden = NULL;
  g_autofree char *path = NULL;
  g_autofree char *temporary = NULL;
  char text[2 * NAME_SIZE + 1];
  guint8 random[NAME_SIZE];

  g_strfreev (self->manifest->outer_recipients);
  self->manifest->outer_recipients = ahadi_recipients_print (outer);
  make_front (self, card, &front);
  *size = count_bytes (self, &front);
  if (!prepare_folder (self, folder, *size, error))
    return NULL;

  ahadi_random_bytes (random, sizeof random);
  ahadi_hex_encode (random, sizeof random, text);
  name = g_strconcat (text, ".ahadi", NULL);
  hidden = g_strconcat (".", name, ".part", NULL);
  path = g_build_filename (folder, name, NULL);
  temporary = g_build_filename (folder, hidden, NULL);
  if (!write_and_rename (self, temporary, path, outer, &front, error))
    return NULL;

  return g_steal_pointer (&path);
}
