/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-device-cut.h"

#include "ahadi-card-codec.h"
#include "ahadi-identity.h"
#include "ahadi-sync-error.h"

static gboolean
not_ready (GError **error, const char *why)
{
  g_set_error (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_NOT_READY,
               "cannot cut the device off: %s", why);
  return FALSE;
}

/* --- whether it may be --- */

static gboolean
check_device (AhadiDirectory *directory, const AhadiId *device, GError **error)
{
  const AhadiDirectoryEntry *entry = ahadi_directory_find_device (directory, device);

  if (entry == NULL)
    {
      g_set_error_literal (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND,
                           "cannot cut the device off: it is not listed");
      return FALSE;
    }

  return entry->state != AHADI_DEVICE_ACTIVE ||
         not_ready (error, "it is trusted: revoke it first");
}

/* @role: (out): of this vault, an office's */
static gboolean
check (AhadiVault *vault, const AhadiId *device, AhadiRole *role, GError **error)
{
  GError *local = NULL;
  g_autoptr (AhadiIdentity) identity = ahadi_identity_load (vault, &local);
  g_autoptr (AhadiCard) card = local == NULL ? ahadi_card_load (vault, &local) : NULL;

  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  if (identity == NULL || card == NULL ||
      !ahadi_role_is_office (ahadi_identity_get_role (identity)))
    return not_ready (error, "this is no office");

  *role = ahadi_identity_get_role (identity);
  return check_device (card->directory, device, error);
}

/* --- the decisions --- */

static gboolean
cut_stream (AhadiVault *vault,
            const AhadiStreamInfo *stream,
            gint64 since,
            guint64 *held,
            GError **error)
{
  AhadiCutoff cutoff = { .device = stream->id.device,
                         .epoch = stream->id.epoch,
                         .last = stream->last };
  g_autoptr (AhadiRecord) record = NULL;

  if (since != AHADI_DEVICE_CUT_NOTHING &&
      !ahadi_streams_find_before (vault, stream->number, since, &cutoff.last, error))
    return FALSE;

  *held += stream->last - cutoff.last;
  record = ahadi_cutoff_to_record (&cutoff);
  return ahadi_vault_save (vault, stream->id.audience, record, NULL, error);
}

static gboolean
cut_all (AhadiVault *vault,
         AhadiRole role,
         const AhadiId *device,
         gint64 since,
         guint64 *held,
         GError **error)
{
  g_autoptr (GArray) streams = ahadi_streams_list (vault, FALSE, error);

  if (streams == NULL)
    return FALSE;

  *held = 0;
  for (guint i = 0; i < streams->len; i++)
    {
      const AhadiStreamInfo *stream = &g_array_index (streams, AhadiStreamInfo, i);
      AhadiAudienceClass audience;

      if (!ahadi_id_equal (&stream->id.device, device))
        continue;
      if (ahadi_audience_parse (stream->id.audience, &audience, NULL) &&
          ahadi_role_reads (role, audience) &&
          !cut_stream (vault, stream, since, held, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
ahadi_device_cut (
    AhadiVault *vault, const AhadiId *device, gint64 since, guint64 *held, GError **error)
{
  guint64 count;
  AhadiRole role;

  if (!check (vault, device, &role, error) || !ahadi_vault_begin (vault, error))
    return FALSE;
  if (!cut_all (vault, role, device, since, &count, error))
    {
      ahadi_vault_rollback (vault);
      return FALSE;
    }
  if (!ahadi_vault_commit (vault, error))
    return FALSE;

  if (held != NULL)
    *held = count;
  return TRUE;
}
