/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-blob-taker.h"

#include "ahadi-blob-list.h"
#include "ahadi-codec.h"
#include "ahadi-error-map.h"
#include "ahadi-io.h"
#include "ahadi-part-codec.h"
#include "ahadi-ustar.h"

/* One piece under way through a container. */
typedef struct
{
  AhadiUstarReader *reader;
  AhadiTicker *ticker;
  AhadiId id;
  guint piece;
} Piece;

/* Called for each piece; reads it whole. */
typedef gboolean (*PieceFunc) (Piece *piece, gpointer data, GError **error);

static gboolean
read_some (gpointer in, void *buffer, gsize count, gsize *n, GError **error)
{
  Piece *piece = in;

  return ahadi_ustar_reader_read (piece->reader, buffer, count, n, error) &&
         ahadi_ticker_advance (piece->ticker, 0, error);
}

/* Z3, Z4. @before: the piece before, or one without a reader */
static gboolean
check_member (
    const char *name, guint64 size, const Piece *before, Piece *piece, GError **error)
{
  int order;

  if (!ahadi_blob_list_parse_piece_name (name, &piece->id, &piece->piece))
    return ahadi_codec_refuse (error, "Z3", "a member is not named as a piece");
  if (size == 0 || size > AHADI_BLOB_PIECE)
    return ahadi_codec_refuse (error, "Z4", "a piece is empty or too large");
  if (before->reader == NULL)
    return TRUE;

  order = ahadi_id_compare (&before->id, &piece->id);
  return order < 0 || (order == 0 && before->piece < piece->piece) ||
         ahadi_codec_refuse (error, "Z3", "pieces are not in order");
}

static gboolean
walk (GInputStream *plain,
      PieceFunc func,
      gpointer data,
      AhadiTicker *ticker,
      GError **error)
{
  g_autoptr (AhadiUstarReader) reader = ahadi_ustar_reader_new (plain);
  Piece before = { 0 };

  while (TRUE)
    {
      Piece piece = { .reader = reader, .ticker = ticker };
      const char *name;
      guint64 size;

      if (!ahadi_ustar_reader_next (reader, &name, &size, error))
        return FALSE;
      if (name == NULL)
        return TRUE;
      if (!check_member (name, size, &before, &piece, error) ||
          !func (&piece, data, error))
        return FALSE;
      before = piece;
    }
}

/* --- first pass ------------------------------------------------------------------ */

static gboolean
pass_over (Piece *piece, gpointer data, GError **error)
{
  g_autofree guint8 *buffer = g_malloc (AHADI_IO_CHUNK);
  guint *pieces = data;
  gsize n;

  do
    {
      if (!read_some (piece, buffer, AHADI_IO_CHUNK, &n, error))
        return FALSE;
    }
  while (n > 0);

  ++*pieces;
  return TRUE;
}

/* Z1, Z5: from the outside. */
static gboolean
check_seal (AhadiStaging *staging,
            const AhadiStagedPart *container,
            const AhadiManifestPart *expected,
            GError **error)
{
  g_autoptr (GInputStream) in = ahadi_staging_read (staging, container->file, error);
  guint n_recipients = g_strv_length (expected->recipients);
  guint64 bucket = ahadi_part_bucket (1);
  int n;

  if (in == NULL)
    return FALSE;
  n = ahadi_age_count_stanzas (in, error);
  if (n < 0)
    return FALSE;
  if (n != (int) n_recipients)
    return ahadi_codec_refuse (error, "Z1",
                               "a container is sealed to more or fewer than its part");

  while (ahadi_age_sealed_size (n_recipients, bucket) < container->size)
    bucket *= 2;
  return ahadi_age_sealed_size (n_recipients, bucket) == container->size ||
         ahadi_codec_refuse (error, "Z5", "a container does not fill its bucket");
}

/* Z6 */
static gboolean
check_closed (AhadiAgeIdentity *key, const AhadiManifestPart *expected, GError **error)
{
  AhadiAgeRecipient recipient = ahadi_age_identity_get_recipient (key);
  g_autofree char *own = ahadi_age_recipient_to_string (&recipient);

  return !g_strv_contains ((const char *const *) expected->recipients, own) ||
         ahadi_codec_refuse (error, "Z6", "a container for us is sealed to others");
}

/* NULL without an error if our key does not open it. */
static GInputStream *
open_container (AhadiStaging *staging,
                const AhadiStagedPart *container,
                AhadiAgeIdentity *key,
                GError **error)
{
  g_autoptr (GInputStream) in = ahadi_staging_read (staging, container->file, error);
  GError *local = NULL;
  GInputStream *plain;

  if (in == NULL)
    return NULL;

  plain = ahadi_age_reader_new (in, &key, 1, &local);
  if (g_error_matches (local, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_NO_MATCH))
    g_error_free (local);
  else if (local != NULL)
    g_propagate_error (error, local);
  return plain;
}

static gboolean
check (AhadiStaging *staging,
       const AhadiStagedPart *container,
       const AhadiManifestPart *expected,
       AhadiAgeIdentity *key,
       gboolean *opened,
       guint *pieces,
       AhadiTicker *ticker,
       GError **error)
{
  g_autoptr (GInputStream) plain = NULL;
  GError *local = NULL;

  if (!check_seal (staging, container, expected, error))
    return FALSE;

  plain = open_container (staging, container, key, &local);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }

  *opened = plain != NULL;
  return *opened ? walk (plain, pass_over, pieces, ticker, error)
                 : check_closed (key, expected, error);
}

gboolean
ahadi_blob_taker_check (AhadiStaging *staging,
                        const AhadiStagedPart *container,
                        const AhadiManifestPart *expected,
                        AhadiAgeIdentity *key,
                        gboolean *opened,
                        guint *pieces,
                        AhadiTicker *ticker,
                        GError **error)
{
  *opened = FALSE;
  *pieces = 0;
  if (check (staging, container, expected, key, opened, pieces, ticker, error))
    return TRUE;

  ahadi_sync_error_blame (error, AHADI_CRYPTO_ERROR, "Z2");
  ahadi_error_map_input (error, "cannot take a container of files");
  return FALSE;
}

/* --- second pass ------------------------------------------------------------------ */

typedef struct
{
  AhadiVault *vault;
  const AhadiId *device;
} Arrivals;

static gboolean
put (Piece *piece, gpointer data, GError **error)
{
  Arrivals *arrivals = data;

  return ahadi_blob_arrival_put (arrivals->vault, &piece->id, arrivals->device,
                                 piece->piece, read_some, piece, error);
}

gboolean
ahadi_blob_taker_take (AhadiVault *vault,
                       AhadiStaging *staging,
                       const AhadiStagedPart *container,
                       AhadiAgeIdentity *key,
                       const AhadiId *device,
                       AhadiTicker *ticker,
                       GError **error)
{
  Arrivals arrivals = { vault, device };
  g_autoptr (GInputStream) plain = open_container (staging, container, key, error);

  return plain != NULL && walk (plain, put, &arrivals, ticker, error);
}
