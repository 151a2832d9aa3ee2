/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-device-cut.h"

#include <string.h>

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

/* What a decision is about. */
typedef struct
{
  AhadiVault *vault;
  AhadiRole office; /* that decides */
  AhadiId device;
  gboolean field;
  AhadiId branch; /* zero for an office's device */
  gint64 since;
  const char *reason; /* (nullable) */
} Cut;

/* --- whether it may be --- */

static gboolean
look_at_device (Cut *self, AhadiDirectory *directory, GError **error)
{
  const AhadiDirectoryEntry *entry =
      ahadi_directory_find_device (directory, &self->device);

  if (entry == NULL)
    {
      g_set_error_literal (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND,
                           "cannot cut the device off: it is not listed");
      return FALSE;
    }

  self->field = !ahadi_role_is_office (entry->role);
  self->branch = entry->branch;
  return entry->state != AHADI_DEVICE_ACTIVE ||
         not_ready (error, "it is trusted: revoke it first");
}

static gboolean
look (Cut *self, GError **error)
{
  GError *local = NULL;
  g_autoptr (AhadiIdentity) identity = ahadi_identity_load (self->vault, &local);
  g_autoptr (AhadiCard) card =
      local == NULL ? ahadi_card_load (self->vault, &local) : NULL;

  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  if (identity == NULL || card == NULL ||
      !ahadi_role_is_office (ahadi_identity_get_role (identity)))
    return not_ready (error, "this is no office");

  self->office = ahadi_identity_get_role (identity);
  return look_at_device (self, card->directory, error);
}

/* --- the decisions --- */

static gboolean
save (Cut *self, const char *audience, const AhadiCutoff *cutoff, GError **error)
{
  g_autoptr (AhadiRecord) record = ahadi_cutoff_to_record (cutoff, self->reason);

  return ahadi_vault_save (self->vault, audience, record, NULL, error);
}

/* What can count of @stream: of two stories the one that was chosen, or what they share.
 */
static guint64
find_limit (const AhadiStreamInfo *stream)
{
  if (stream->forked == 0)
    return stream->last;

  return MIN (stream->last, stream->line != 0 ? stream->beyond - 1 : stream->forked - 1);
}

static gboolean
find_last (Cut *self, const AhadiStreamInfo *stream, guint64 *last, GError **error)
{
  guint64 limit = find_limit (stream);

  *last = limit;
  if (self->since >= AHADI_DEVICE_CUT_LATER)
    return TRUE;
  if (!ahadi_streams_find_before (self->vault, stream->number, self->since, last, error))
    return FALSE;

  *last = MIN (*last, limit);
  return TRUE;
}

/* Nobody who has the device's keys can then make another entry of that number count. */
static gboolean
name_entry (Cut *self, const AhadiStreamInfo *stream, AhadiCutoff *cutoff, GError **error)
{
  return cutoff->last == 0 ||
         ahadi_streams_find_head (self->vault, stream->number, cutoff->last, cutoff->head,
                                  &cutoff->has_head, error);
}

static gboolean
cut_stream (Cut *self, const AhadiStreamInfo *stream, GError **error)
{
  AhadiCutoff cutoff = { .device = stream->id.device, .epoch = stream->id.epoch };

  if (self->since == AHADI_DEVICE_CUT_LATER && stream->beyond != 0)
    return TRUE;

  return find_last (self, stream, &cutoff.last, error) &&
         name_entry (self, stream, &cutoff, error) &&
         save (self, stream->id.audience, &cutoff, error);
}

static gboolean
cut_streams (Cut *self, GError **error)
{
  g_autoptr (GArray) streams = ahadi_streams_list (self->vault, FALSE, error);

  for (guint i = 0; streams != NULL && i < streams->len; i++)
    {
      const AhadiStreamInfo *stream = &g_array_index (streams, AhadiStreamInfo, i);
      AhadiAudienceClass audience;

      if (!ahadi_id_equal (&stream->id.device, &self->device))
        continue;
      if (ahadi_audience_parse (stream->id.audience, &audience, NULL) &&
          ahadi_role_reads (self->office, audience) && !cut_stream (self, stream, error))
        return FALSE;
    }

  return streams != NULL;
}

/* Of no stream: whoever holds one has more to say of it, and is not contradicted. */
static gboolean
cut_audience (Cut *self, AhadiAudienceClass audience, GError **error)
{
  const AhadiCutoff cutoff = { .device = self->device, .epoch = G_MAXUINT32, .last = 0 };
  g_autofree char *name = ahadi_audience_make (
      audience, audience == AHADI_AUDIENCE_BRANCH ? &self->branch : NULL);
  gboolean decided;

  return ahadi_streams_is_decided (self->vault, name, &self->device, &decided, error) &&
         (decided || save (self, name, &cutoff, error));
}

/* What a field device may have written to and nothing came of yet. */
static gboolean
cut_audiences (Cut *self, GError **error)
{
  for (guint i = 1; self->field && i <= AHADI_AUDIENCE_N_FIELD; i++)
    if (ahadi_role_reads (self->office, i) && !cut_audience (self, i, error))
      return FALSE;

  return TRUE;
}

/* --- what is held --- */

gboolean
ahadi_device_cut_count (AhadiVault *vault,
                        const GArray *streams,
                        const AhadiId *device,
                        guint64 *held,
                        GError **error)
{
  *held = 0;
  for (guint i = 0; i < streams->len; i++)
    {
      const AhadiStreamInfo *stream = &g_array_index (streams, AhadiStreamInfo, i);
      guint64 count = 0;

      if (ahadi_id_equal (&stream->id.device, device) &&
          !ahadi_streams_count_revoked (vault, stream, &count, error))
        return FALSE;
      *held += count;
    }

  return TRUE;
}

static gboolean
count (Cut *self, guint64 *held, GError **error)
{
  g_autoptr (GArray) streams = ahadi_streams_list (self->vault, FALSE, error);

  return streams != NULL &&
         ahadi_device_cut_count (self->vault, streams, &self->device, held, error);
}

gboolean
ahadi_device_cut (
    AhadiVault *vault, const AhadiId *device, gint64 since, guint64 *held, GError **error)
{
  Cut self = { .vault = vault, .device = *device, .since = since };
  guint64 counted;

  if (!look (&self, error) || !ahadi_vault_begin (vault, error))
    return FALSE;
  if (!cut_streams (&self, error) || !cut_audiences (&self, error) ||
      !count (&self, &counted, error))
    {
      ahadi_vault_rollback (vault);
      return FALSE;
    }
  if (!ahadi_vault_commit (vault, error))
    return FALSE;

  if (held != NULL)
    *held = counted;
  return TRUE;
}

/* --- one of two stories --- */

static gboolean
reads (const Cut *self, const char *name)
{
  AhadiAudienceClass audience;

  return ahadi_audience_parse (name, &audience, NULL) &&
         ahadi_role_reads (self->office, audience);
}

/* The time of what is saved last is the highest, so that it holds. */
static gboolean
choose (Cut *self, const AhadiStory *story, const char *reason, GError **error)
{
  AhadiCutoff cutoff = { .device = story->stream.device,
                         .epoch = story->stream.epoch,
                         .last = story->to,
                         .has_head = TRUE };

  memcpy (cutoff.head, story->head, sizeof cutoff.head);
  if (!cut_streams (self, error) || !cut_audiences (self, error))
    return FALSE;

  self->reason = reason;
  return save (self, story->stream.audience, &cutoff, error);
}

gboolean
ahadi_device_choose (AhadiVault *vault,
                     const AhadiStory *story,
                     const char *reason,
                     GError **error)
{
  Cut self = { .vault = vault,
               .device = story->stream.device,
               .since = AHADI_DEVICE_CUT_LATER };

  if (!look (&self, error) ||
      !ahadi_field_check (&ahadi_cutoff_info.fields[AHADI_CUTOFF_REASON], reason, error))
    return FALSE;
  if (!reads (&self, story->stream.audience))
    return not_ready (error, "this office does not read what is told in two ways");
  if (!ahadi_vault_begin (vault, error))
    return FALSE;
  if (!choose (&self, story, reason, error))
    {
      ahadi_vault_rollback (vault);
      return FALSE;
    }

  return ahadi_vault_commit (vault, error);
}
