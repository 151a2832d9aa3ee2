/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-blob-sealer.h"

#include <string.h>

#include "ahadi-hash-stream.h"
#include "ahadi-io.h"
#include "ahadi-part-codec.h"
#include "ahadi-ustar.h"

#define END_SIZE ((guint64) 2 * AHADI_USTAR_BLOCK)

/* One piece that waits to be sent. */
typedef struct
{
  AhadiBlobInfo info;
  guint piece;
  AhadiAudienceClass audience;
  char whole_audience[AHADI_AUDIENCE_TEXT_SIZE];
} Waiting;

struct _AhadiBlobSealer
{
  AhadiVault *vault;
  AhadiDirectory *directory;
  AhadiAudienceClass last;
  guint64 budget;
  GArray *waiting; /* Waiting, in the order of attaching */
  guint first;     /* of those chosen last */
  guint end;       /* behind them */
};

/* --- what waits ----------------------------------------------------------------- */

static gboolean
has_reader (AhadiBlobSealer *self, const char *audience)
{
  g_autoptr (GArray) recipients =
      ahadi_directory_list_recipients (self->directory, audience);

  return recipients->len > 0;
}

static gboolean
add_item (AhadiBlobSealer *self,
          const AhadiItem *item,
          gboolean everything,
          GError **error)
{
  Waiting waiting = { 0 };
  AhadiBlobState state;

  if (item->delivery == AHADI_DELIVERY_NONE ||
      !ahadi_attachment_read_blob (item->record, &waiting.info) ||
      !ahadi_audience_parse (item->audience, &waiting.audience, NULL) ||
      waiting.audience > self->last || !has_reader (self, item->audience))
    return TRUE;
  if (!ahadi_blob_get_state (self->vault, item->record, &state, error))
    return FALSE;

  g_strlcpy (waiting.whole_audience, item->audience, sizeof waiting.whole_audience);
  for (guint i = 0; state.is_here && i < state.pieces; i++)
    {
      waiting.piece = i;
      if (everything || (state.sent & 1u << i) == 0)
        g_array_append_val (self->waiting, waiting);
    }
  return TRUE;
}

AhadiBlobSealer *
ahadi_blob_sealer_new (AhadiVault *vault,
                       AhadiDirectory *directory,
                       AhadiAudienceClass last,
                       gboolean everything,
                       guint64 budget,
                       GError **error)
{
  AhadiQuery query = { .kind = AHADI_KIND_ATTACHMENT };
  g_autoptr (GPtrArray) items = ahadi_query_list (vault, &query, error);
  g_autoptr (AhadiBlobSealer) self = NULL;

  if (items == NULL)
    return NULL;

  self = g_new0 (AhadiBlobSealer, 1);
  self->vault = vault;
  self->directory = directory;
  self->last = last;
  self->budget = budget;
  self->waiting = g_array_new (FALSE, FALSE, sizeof (Waiting));
  for (guint i = 0; i < items->len; i++)
    if (!add_item (self, items->pdata[i], everything, error))
      return NULL;

  return g_steal_pointer (&self);
}

void
ahadi_blob_sealer_free (AhadiBlobSealer *self)
{
  g_clear_pointer (&self->waiting, g_array_unref);
  g_free (self);
}

static const Waiting *
get (AhadiBlobSealer *self, guint i)
{
  return &g_array_index (self->waiting, Waiting, i);
}

static guint64
member_size (const Waiting *waiting)
{
  return ahadi_ustar_member_size (
      ahadi_blob_piece_size (waiting->info.ct_size, waiting->piece));
}

guint64
ahadi_blob_sealer_choose (AhadiBlobSealer *self)
{
  guint64 size = END_SIZE;

  self->first = self->end;
  while (self->end < self->waiting->len &&
         (self->end == self->first ||
          size + member_size (get (self, self->end)) <= self->budget))
    size += member_size (get (self, self->end++));

  return self->end > self->first ? size : 0;
}

guint
ahadi_blob_sealer_count (AhadiBlobSealer *self)
{
  return self->end;
}

gboolean
ahadi_blob_sealer_has_more (AhadiBlobSealer *self)
{
  return self->end < self->waiting->len;
}

/* --- one container --------------------------------------------------------------- */

char *
ahadi_blob_sealer_make_staged_name (AhadiAudienceClass audience)
{
  return g_strdup_printf ("blobs-%s.age", ahadi_audience_class_to_string (audience));
}

/* Z3: by id and number, whatever the order of attaching. */
static int
compare_pieces (gconstpointer a, gconstpointer b)
{
  const Waiting *left = a;
  const Waiting *right = b;
  int order = ahadi_id_compare (&left->info.id, &right->info.id);

  return order != 0 ? order : (int) left->piece - (int) right->piece;
}

static GArray *
list_chosen (AhadiBlobSealer *self, AhadiAudienceClass audience)
{
  GArray *chosen = g_array_new (FALSE, FALSE, sizeof (Waiting));

  for (guint i = self->first; i < self->end; i++)
    if (get (self, i)->audience == audience)
      g_array_append_val (chosen, *get (self, i));

  g_array_sort (chosen, compare_pieces);
  return chosen;
}

static gboolean
copy_bytes (
    GInputStream *in, GOutputStream *out, gsize left, AhadiTicker *ticker, GError **error)
{
  g_autofree guint8 *buffer = g_malloc (AHADI_IO_CHUNK);

  while (left > 0)
    {
      gsize n;

      if (!g_input_stream_read_all (in, buffer, MIN (left, AHADI_IO_CHUNK), &n, NULL,
                                    error))
        return FALSE;
      if (n == 0)
        {
          g_set_error_literal (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_IO,
                               "cannot seal an attachment: its file is cut short");
          return FALSE;
        }
      if (!g_output_stream_write_all (out, buffer, n, NULL, NULL, error) ||
          !ahadi_ticker_advance (ticker, 0, error))
        return FALSE;
      left -= n;
    }
  return TRUE;
}

static gboolean
write_piece (AhadiBlobSealer *self,
             const Waiting *waiting,
             GOutputStream *out,
             AhadiTicker *ticker,
             GError **error)
{
  g_autofree char *path = ahadi_blob_get_path (self->vault, &waiting->info.id);
  g_autofree char *name =
      ahadi_blob_list_make_piece_name (&waiting->info.id, waiting->piece);
  gsize size = ahadi_blob_piece_size (waiting->info.ct_size, waiting->piece);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) in = g_file_read (file, NULL, error);

  return in != NULL &&
         g_seekable_seek (G_SEEKABLE (in), (goffset) waiting->piece * AHADI_BLOB_PIECE,
                          G_SEEK_SET, NULL, error) &&
         ahadi_ustar_write_header (out, name, size, error) &&
         copy_bytes (G_INPUT_STREAM (in), out, size, ticker, error) &&
         ahadi_ustar_write_padding (out, size, error);
}

static gboolean
write_zeros (GOutputStream *out, guint64 left, GError **error)
{
  g_autofree guint8 *zeros = g_malloc0 (AHADI_IO_CHUNK);

  while (left > 0)
    {
      gsize n = MIN (left, AHADI_IO_CHUNK);

      if (!g_output_stream_write_all (out, zeros, n, NULL, NULL, error))
        return FALSE;
      left -= n;
    }
  return TRUE;
}

/* Z5: the archive, and zeros up to its bucket. */
static gboolean
write_archive (AhadiBlobSealer *self,
               const GArray *chosen,
               GOutputStream *out,
               const AhadiProgress *progress,
               GError **error)
{
  guint64 size = END_SIZE;
  AhadiTicker ticker;

  ahadi_ticker_init (&ticker, progress, AHADI_STEP_SEAL, 0);
  for (guint i = 0; i < chosen->len; i++)
    {
      const Waiting *waiting = &g_array_index (chosen, Waiting, i);

      size += member_size (waiting);
      if (!write_piece (self, waiting, out, &ticker, error))
        return FALSE;
    }

  return ahadi_ustar_write_end (out, error) &&
         write_zeros (out, ahadi_part_bucket (size) - size, error);
}

static gboolean
seal_archive (AhadiBlobSealer *self,
              const GArray *chosen,
              AhadiStaging *staging,
              AhadiManifestBlobs *one,
              const AhadiProgress *progress,
              GError **error)
{
  const char *audience = g_array_index (chosen, Waiting, 0).whole_audience;
  g_autofree char *name = ahadi_blob_sealer_make_staged_name (one->audience);
  g_autoptr (GArray) recipients =
      ahadi_directory_list_recipients (self->directory, audience);
  g_autoptr (GOutputStream) file = ahadi_staging_create (staging, name, error);
  g_autoptr (AhadiHashStream) hash = NULL;
  g_autoptr (GOutputStream) sealed = NULL;

  if (file == NULL)
    return FALSE;

  hash = ahadi_hash_stream_new (file);
  sealed = ahadi_age_writer_new (G_OUTPUT_STREAM (hash),
                                 (const AhadiAgeRecipient *) recipients->data,
                                 recipients->len, error);
  if (sealed == NULL || !write_archive (self, chosen, sealed, progress, error) ||
      !g_output_stream_close (sealed, NULL, error))
    return FALSE;

  one->size = ahadi_hash_stream_get_size (hash);
  ahadi_hash_stream_finish (hash, one->digest);
  return TRUE;
}

gboolean
ahadi_blob_sealer_seal (AhadiBlobSealer *self,
                        AhadiAudienceClass audience,
                        AhadiStaging *staging,
                        GArray *blobs,
                        const AhadiProgress *progress,
                        GError **error)
{
  g_autoptr (GArray) chosen = list_chosen (self, audience);
  AhadiManifestBlobs one = { .audience = audience };

  if (chosen->len == 0)
    return TRUE;
  if (!seal_archive (self, chosen, staging, &one, progress, error))
    return FALSE;

  g_array_append_val (blobs, one);
  return TRUE;
}

gboolean
ahadi_blob_sealer_mark (AhadiBlobSealer *self, GError **error)
{
  for (guint i = self->first; i < self->end; i++)
    {
      const Waiting *waiting = get (self, i);

      if (!ahadi_blob_add_sent (self->vault, &waiting->info.id, 1u << waiting->piece,
                                error))
        return FALSE;
    }
  return TRUE;
}
