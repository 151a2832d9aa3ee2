/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-applier-private.h"
#include "ahadi-heads.h"
#include "ahadi-log.h"
#include "ahadi-sealed-ops.h"

/* --- Parked operations ---------------------------------------------------- */

typedef struct
{
  AhadiApplier *applier;
  AhadiStreamEntry *entry;
  gint64 now;
  guint64 released; /* with those that are closed */
  guint64 shown;
  guint64 still; /* first seq whose time has not come; 0 if none */
} Release;

static gboolean
release_one (const AhadiOperation *operation, gpointer data, GError **error)
{
  Release *release = data;
  gboolean closed;

  if (release->still == 0 && ahadi_hlc_is_ahead (operation->hlc, release->now))
    release->still = operation->seq;
  if (release->still != 0)
    return TRUE;

  if (!ahadi_applier_fold (release->applier, release->entry, operation, &closed, error))
    return FALSE;

  release->released++;
  release->shown += closed ? 0 : 1;
  return TRUE;
}

static gboolean
release_stream (AhadiVault *vault,
                AhadiApplier *applier,
                AhadiStreamTable *streams,
                AhadiStreamEntry *entry,
                guint64 *released,
                GError **error)
{
  Release release = { .applier = applier,
                      .entry = entry,
                      .now = ahadi_applier_get_now (applier) };

  if (!ahadi_log_read_parked (vault, entry->info.number, release_one, &release, error))
    return FALSE;
  if (release.released == 0)
    return TRUE;

  *released += release.shown;
  return ahadi_log_release (vault, entry->info.number,
                            release.still != 0 ? release.still : G_MAXINT64, error) &&
         ahadi_log_find_held (vault, entry->info.number, &entry->parked, error) &&
         ahadi_heads_advance (vault, entry, error) &&
         ahadi_stream_table_update (streams, entry, error);
}

static gboolean
release_all (AhadiVault *vault, guint64 *released, GError **error)
{
  g_autoptr (AhadiApplier) applier = ahadi_applier_new (vault, error);
  AhadiStreamTable *streams = ahadi_vault_get_streams (vault, error);

  if (applier == NULL || streams == NULL)
    return FALSE;

  for (guint i = 0; i < ahadi_stream_table_get_length (streams); i++)
    {
      AhadiStreamEntry *entry = ahadi_stream_table_get (streams, i);

      if (ahadi_stream_entry_waits (entry) &&
          !release_stream (vault, applier, streams, entry, released, error))
        return FALSE;
    }

  return ahadi_applier_finish (applier, error);
}

static gboolean
has_waiting (AhadiStreamTable *streams)
{
  for (guint i = 0; i < ahadi_stream_table_get_length (streams); i++)
    if (ahadi_stream_entry_waits (ahadi_stream_table_get (streams, i)))
      return TRUE;

  return FALSE;
}

gboolean
ahadi_applier_release_parked (AhadiVault *vault, guint64 *released, GError **error)
{
  AhadiStreamTable *streams = ahadi_vault_get_streams (vault, error);
  guint64 count = 0;

  if (streams == NULL)
    return FALSE;

  if (has_waiting (streams) &&
      (!ahadi_vault_begin (vault, error) ||
       !ahadi_vault_end (vault, release_all (vault, &count, error), error)))
    return FALSE;

  if (released != NULL)
    *released = count;
  return TRUE;
}

/* --- Sealed operations ---------------------------------------------------- */

typedef struct
{
  AhadiApplier *applier;
  AhadiStreamEntry *entry;
  guint64 opened;
} Opening;

static gboolean
open_one (const AhadiOperation *operation, gpointer data, GError **error)
{
  Opening *opening = data;
  gboolean closed;

  if (!ahadi_applier_fold (opening->applier, opening->entry, operation, &closed, error))
    return FALSE;

  opening->opened += closed ? 0 : 1;
  return TRUE;
}

static gboolean
open_place (AhadiVault *vault,
            AhadiApplier *applier,
            gint64 place,
            guint64 *opened,
            GError **error)
{
  AhadiStreamTable *streams = ahadi_vault_get_streams (vault, error);
  gint64 stream = ahadi_log_get_stream (place);
  guint64 seq = ahadi_log_get_seq (place);
  Opening opening = { .applier = applier };

  if (streams == NULL)
    return FALSE;

  opening.entry = ahadi_stream_table_by_number (streams, stream);
  if (opening.entry == NULL)
    return TRUE;
  if (!ahadi_log_read (vault, stream, seq, seq, open_one, &opening, error))
    return FALSE;

  *opened += opening.opened;
  return TRUE;
}

static gboolean
open_all (AhadiVault *vault, GArray *places, guint64 *opened, GError **error)
{
  g_autoptr (AhadiApplier) applier = ahadi_applier_new (vault, error);

  if (applier == NULL)
    return FALSE;

  for (guint i = 0; i < places->len; i++)
    if (!open_place (vault, applier, g_array_index (places, gint64, i), opened, error))
      return FALSE;

  return ahadi_applier_finish (applier, error);
}

gboolean
ahadi_applier_open_sealed (AhadiVault *vault, guint64 *opened, GError **error)
{
  g_autoptr (GArray) places = NULL;
  guint64 count = 0;

  ahadi_sealed_ops_forget_keys (vault);
  places = ahadi_sealed_ops_list_closed (vault, error);
  if (places == NULL)
    return FALSE;

  if (places->len > 0 &&
      (!ahadi_vault_begin (vault, error) ||
       !ahadi_vault_end (vault, open_all (vault, places, &count, error), error)))
    return FALSE;

  if (opened != NULL)
    *opened = count;
  return TRUE;
}
