/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-bundle-reader.h"

#include <string.h>

#include "ahadi-blob-list.h"
#include "ahadi-card.h"
#include "ahadi-error-map.h"
#include "ahadi-hash-stream.h"
#include "ahadi-io.h"
#include "ahadi-ustar.h"

#define MANIFEST_NAME "manifest.json"
#define MINISIG_NAME "manifest.json.minisig"
#define CARD_NAME "card.ahadi-card"
#define MINISIG_LIMIT (16 * 1024)

static void
clear_part (gpointer data)
{
  AhadiStagedPart *part = data;

  g_free (part->file);
}

AhadiBundle *
ahadi_bundle_new (void)
{
  AhadiBundle *self = g_new0 (AhadiBundle, 1);

  self->parts = g_array_new (FALSE, TRUE, sizeof (AhadiStagedPart));
  g_array_set_clear_func (self->parts, clear_part);
  self->blobs = g_array_new (FALSE, TRUE, sizeof (AhadiStagedPart));
  g_array_set_clear_func (self->blobs, clear_part);
  self->carry = g_array_new (FALSE, TRUE, sizeof (AhadiStagedPart));
  g_array_set_clear_func (self->carry, clear_part);
  return self;
}

void
ahadi_bundle_free (AhadiBundle *self)
{
  g_clear_pointer (&self->manifest, g_bytes_unref);
  g_clear_pointer (&self->signature, g_bytes_unref);
  g_clear_pointer (&self->card, g_bytes_unref);
  g_array_unref (self->parts);
  g_array_unref (self->blobs);
  g_array_unref (self->carry);
  g_free (self);
}

static gboolean
refuse (GError **error, AhadiSyncError code, const char *why)
{
  g_set_error_literal (error, AHADI_SYNC_ERROR, code, why);
  return FALSE;
}

/* --- the copy --- */

static gboolean
copy_start (GInputStream *in, GOutputStream *out, GError **error)
{
  guint8 start[64];
  gsize n;

  if (!g_input_stream_read_all (in, start, sizeof start, &n, NULL, error))
    return FALSE;

  if (!ahadi_io_check_age (start, n, error))
    {
      ahadi_sync_error_blame (error, AHADI_SYNC_ERROR, "B1");
      return FALSE;
    }

  return g_output_stream_write_all (out, start, n, NULL, NULL, error);
}

static gboolean
copy_file (AhadiBundle *self,
           AhadiStaging *staging,
           const char *path,
           AhadiTicker *ticker,
           GError **error)
{
  g_autoptr (GInputStream) in = NULL;
  g_autoptr (GOutputStream) file = NULL;
  g_autoptr (AhadiHashStream) out = NULL;

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR) &&
      g_file_test (path, G_FILE_TEST_EXISTS))
    return refuse (error, AHADI_SYNC_ERROR_FOREIGN, "it is not a regular file");

  in = ahadi_io_open (path, error);
  if (in == NULL)
    return FALSE;
  file = ahadi_staging_create (staging, AHADI_BUNDLE_COPY, error);
  if (file == NULL)
    return FALSE;

  out = ahadi_hash_stream_new (file);
  if (!copy_start (in, G_OUTPUT_STREAM (out), error) ||
      !ahadi_io_copy (in, G_OUTPUT_STREAM (out), ticker, error) ||
      !g_output_stream_close (G_OUTPUT_STREAM (out), NULL, error))
    return FALSE;

  self->size = ahadi_hash_stream_get_size (out);
  ahadi_hash_stream_finish (out, self->digest);
  return ahadi_ticker_finish (ticker, error);
}

/* --- its members --- */

static gboolean
stage_member (AhadiUstarReader *reader,
              AhadiStaging *staging,
              AhadiStagedPart *part,
              AhadiTicker *ticker,
              GError **error)
{
  g_autoptr (GOutputStream) file = ahadi_staging_create (staging, part->file, error);
  g_autoptr (AhadiHashStream) out = NULL;
  g_autofree guint8 *buffer = g_malloc (AHADI_IO_CHUNK);
  gsize n;

  if (file == NULL)
    return FALSE;

  out = ahadi_hash_stream_new (file);
  do
    {
      if (!ahadi_ustar_reader_read (reader, buffer, AHADI_IO_CHUNK, &n, error) ||
          !g_output_stream_write_all (G_OUTPUT_STREAM (out), buffer, n, NULL, NULL,
                                      error) ||
          !ahadi_ticker_advance (ticker, 0, error))
        return FALSE;
    }
  while (n > 0);

  part->size = ahadi_hash_stream_get_size (out);
  ahadi_hash_stream_finish (out, part->digest);
  return g_output_stream_close (G_OUTPUT_STREAM (out), NULL, error);
}

/* B8 and B9, of parts or of containers. */
static gboolean
check_place (AhadiBundle *self,
             const GArray *staged,
             AhadiAudienceClass audience,
             GError **error)
{
  AhadiAudienceClass highest = 0;

  for (guint i = 0; i < staged->len; i++)
    {
      highest = g_array_index (staged, AhadiStagedPart, i).audience;
      if (highest == audience)
        return refuse (error, AHADI_SYNC_ERROR_DAMAGED,
                       "against rule B8: a part or container stands twice");
    }

  if (highest < audience && (staged == self->blobs || self->blobs->len == 0))
    return TRUE;

  return refuse (error, AHADI_SYNC_ERROR_DAMAGED,
                 "against rule B9: parts or containers are not in order");
}

/* Order and hashes are the manifest's to say; here only B5, and that the name is its own
 * hash's. */
static gboolean
read_carried (AhadiBundle *self,
              AhadiUstarReader *reader,
              AhadiStaging *staging,
              const char *name,
              AhadiTicker *ticker,
              GError **error)
{
  g_autofree char *found = g_strdup (name);
  g_autofree char *expected = NULL;
  AhadiStagedPart *member;

  if (self->parts->len == 0 || self->carry->len >= AHADI_MANIFEST_MAX_CARRY)
    return refuse (error, AHADI_SYNC_ERROR_DAMAGED,
                   "against rule B5: carried bundles are too many, or before the parts");

  g_array_set_size (self->carry, self->carry->len + 1);
  member = &g_array_index (self->carry, AhadiStagedPart, self->carry->len - 1);
  member->file = g_strdup_printf ("carry-%u.ahadi", self->carry->len);
  if (!stage_member (reader, staging, member, ticker, error))
    return FALSE;

  expected = ahadi_manifest_make_carry_name (member->digest);
  return strcmp (found, expected) == 0 ||
         refuse (error, AHADI_SYNC_ERROR_DAMAGED,
                 "against rule B4: a carried bundle is not named after its hash");
}

static gboolean
read_part (AhadiBundle *self,
           AhadiUstarReader *reader,
           AhadiStaging *staging,
           const char *name,
           AhadiTicker *ticker,
           GError **error)
{
  gboolean is_blobs = g_str_has_prefix (name, "blobs/");
  GArray *staged = is_blobs ? self->blobs : self->parts;
  AhadiStagedPart *part;
  AhadiAudienceClass audience;

  if (self->carry->len > 0)
    return refuse (error, AHADI_SYNC_ERROR_DAMAGED,
                   "against rule B5: something follows the carried bundles");
  if (!(is_blobs ? ahadi_blob_list_parse_name (name, &audience)
                 : ahadi_manifest_parse_part_name (name, &audience)))
    return refuse (error, AHADI_SYNC_ERROR_DAMAGED,
                   "against rule B3: a member is not known");
  if (!check_place (self, staged, audience, error))
    return FALSE;

  g_array_set_size (staged, staged->len + 1);
  part = &g_array_index (staged, AhadiStagedPart, staged->len - 1);
  part->audience = audience;
  part->file = g_strdup_printf ("%s%s.age", is_blobs ? "blobs-" : "",
                                ahadi_audience_class_to_string (audience));
  return stage_member (reader, staging, part, ticker, error);
}

static gboolean
read_whole (AhadiUstarReader *reader,
            guint64 limit,
            const char *rule,
            GBytes **bytes,
            GError **error)
{
  *bytes = ahadi_ustar_reader_read_all (reader, limit, error);
  if (*bytes == NULL)
    ahadi_sync_error_blame (error, AHADI_SYNC_ERROR, rule);

  return *bytes != NULL;
}

/* Of the members before the parts. */
static gboolean
is_there (AhadiBundle *self, const char *name)
{
  return strcmp (name, MANIFEST_NAME) == 0 ||
         (self->signature != NULL && strcmp (name, MINISIG_NAME) == 0) ||
         (self->card != NULL && strcmp (name, CARD_NAME) == 0);
}

static gboolean
read_member (AhadiBundle *self,
             AhadiUstarReader *reader,
             AhadiStaging *staging,
             const char *name,
             AhadiTicker *ticker,
             GError **error)
{
  if (self->manifest == NULL)
    {
      if (strcmp (name, MANIFEST_NAME) != 0)
        return refuse (error, AHADI_SYNC_ERROR_FOREIGN,
                       "against rule B2: its first member is not a manifest");
      return read_whole (reader, AHADI_MANIFEST_LIMIT, "B2", &self->manifest, error);
    }
  if (is_there (self, name))
    return refuse (error, AHADI_SYNC_ERROR_DAMAGED,
                   "against rule B8: a member stands twice");
  if (self->signature == NULL)
    {
      if (strcmp (name, MINISIG_NAME) != 0)
        return refuse (error, AHADI_SYNC_ERROR_DAMAGED,
                       "against rule B3: no signature follows");
      return read_whole (reader, MINISIG_LIMIT, "B3", &self->signature, error);
    }
  if (strcmp (name, CARD_NAME) == 0)
    return self->parts->len > 0
               ? refuse (error, AHADI_SYNC_ERROR_DAMAGED,
                         "against rule B9: the card is behind a part")
               : read_whole (reader, AHADI_CARD_LIMIT, "B3", &self->card, error);

  if (g_str_has_prefix (name, "carry/"))
    return read_carried (self, reader, staging, name, ticker, error);

  return read_part (self, reader, staging, name, ticker, error);
}

static gboolean
read_members (AhadiBundle *self,
              AhadiStaging *staging,
              GPtrArray *identities,
              AhadiTicker *ticker,
              GError **error)
{
  g_autoptr (GInputStream) in = ahadi_staging_read (staging, AHADI_BUNDLE_COPY, error);
  g_autoptr (GInputStream) plain = NULL;
  g_autoptr (AhadiUstarReader) reader = NULL;
  const char *name;
  guint64 size;

  if (in == NULL)
    return FALSE;
  plain = ahadi_age_reader_new (in, (AhadiAgeIdentity *const *) identities->pdata,
                                identities->len, error);
  if (plain == NULL)
    return FALSE;

  reader = ahadi_ustar_reader_new (plain);
  while (TRUE)
    {
      if (!ahadi_ustar_reader_next (reader, &name, &size, error))
        return FALSE;
      if (name == NULL)
        break;
      if (!read_member (self, reader, staging, name, ticker, error))
        return FALSE;
    }

  return self->parts->len > 0 ||
         refuse (error, AHADI_SYNC_ERROR_DAMAGED, "against rule B3: it has no parts");
}

AhadiBundle *
ahadi_bundle_read (AhadiStaging *staging,
                   const char *path,
                   GPtrArray *identities,
                   const AhadiProgress *progress,
                   GError **error)
{
  g_autoptr (AhadiBundle) self = ahadi_bundle_new ();
  AhadiTicker ticker;

  ahadi_ticker_init (&ticker, progress, AHADI_STEP_READ, 0);
  if (copy_file (self, staging, path, &ticker, error) &&
      read_members (self, staging, identities, &ticker, error))
    return g_steal_pointer (&self);

  ahadi_sync_error_blame (error, AHADI_CRYPTO_ERROR, "B1");
  ahadi_error_map_input (error, "cannot read the bundle");
  return NULL;
}
