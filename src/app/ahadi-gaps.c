/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-gaps.h"

#include <glib/gi18n-lib.h>

#include "ahadi-words.h"

void
ahadi_gap_free (AhadiGap *self)
{
  g_free (self->whose);
  g_free (self);
}

const char *
ahadi_gap_state_to_word (AhadiGapState state)
{
  static const char *const words[] = { "missing", "frozen", "asked", "copied", "ahead" };

  return words[state];
}

/* What a list is made from. */
typedef struct
{
  AhadiVault *vault;
  AhadiDirectory *directory; /* nullable */
  gboolean office;           /* this vault is one's: it replies */
  AhadiId own;
  GArray *streams; /* AhadiStreamInfo */
  GPtrArray *gaps; /* AhadiGap */
} Lister;

static const AhadiDirectoryEntry *
find_entry (const Lister *self, const AhadiId *device)
{
  return self->directory == NULL ? NULL
                                 : ahadi_directory_find_device (self->directory, device);
}

static char *
name_author (const Lister *self, const AhadiId *device)
{
  const AhadiDirectoryEntry *entry = find_entry (self, device);
  const AhadiBranch *branch;

  if (entry == NULL)
    return g_strdup (_ ("A laptop that is not listed"));
  if (ahadi_role_is_office (entry->role))
    return g_strdup (ahadi_words_role (entry->role));

  branch = ahadi_directory_find_branch (self->directory, &entry->branch);
  return g_strdup_printf (_ ("Branch %s"), branch != NULL ? branch->name : "?");
}

/* Whether replies reach it. */
static gboolean
is_answered (const Lister *self, const AhadiId *device)
{
  const AhadiDirectoryEntry *entry = find_entry (self, device);

  return self->office && entry != NULL && entry->state == AHADI_DEVICE_ACTIVE &&
         !ahadi_role_is_office (entry->role);
}

static gboolean
is_read_by_another (const Lister *self, AhadiAudienceClass audience)
{
  GPtrArray *entries = self->office && self->directory != NULL
                           ? ahadi_directory_get_entries (self->directory)
                           : NULL;

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      const AhadiDirectoryEntry *entry = entries->pdata[i];

      if (entry->state == AHADI_DEVICE_ACTIVE &&
          ahadi_role_reads (entry->role, audience) &&
          !ahadi_id_equal (&entry->device, &self->own))
        return TRUE;
    }

  return FALSE;
}

/* Whether it will write nothing more that counts. */
static gboolean
is_gone (const Lister *self, const AhadiId *device)
{
  const AhadiDirectoryEntry *entry = find_entry (self, device);

  return self->office && entry != NULL && entry->state != AHADI_DEVICE_ACTIVE;
}

/* Borrowed from the list. */
static AhadiGap *
add_of_device (Lister *self, AhadiGapState state, const AhadiId *device)
{
  AhadiGap *gap = g_new0 (AhadiGap, 1);

  gap->state = state;
  gap->whose = name_author (self, device);
  gap->device = *device;
  gap->audience = "";
  gap->answered = is_answered (self, device);
  gap->gone = is_gone (self, device);
  g_ptr_array_add (self->gaps, gap);
  return gap;
}

static AhadiGap *
add_gap (Lister *self,
         AhadiGapState state,
         const AhadiStreamId *stream,
         guint64 from,
         guint64 to,
         guint64 count)
{
  AhadiGap *gap = add_of_device (self, state, &stream->device);
  AhadiAudienceClass audience;

  if (ahadi_audience_parse (stream->audience, &audience, NULL))
    {
      gap->audience = ahadi_audience_class_to_string (audience);
      gap->between =
          audience <= AHADI_AUDIENCE_N_OFFICE && is_read_by_another (self, audience);
    }
  gap->from = from;
  gap->to = to;
  gap->count = count;
  return gap;
}

/* Of its stories an office has named one, beyond what they share. */
static gboolean
is_chosen (const AhadiStreamInfo *stream)
{
  return stream->line != 0 && stream->beyond > stream->forked;
}

static gboolean
add_frozen (Lister *self, const AhadiStreamInfo *stream, GError **error)
{
  gboolean again;

  if (stream->forked == 0 || stream->forked > stream->last || is_chosen (stream))
    return TRUE;
  if (!ahadi_copies_was_continued (self->vault, stream, &again, error))
    return FALSE;

  if (!again)
    add_gap (self, AHADI_GAP_FROZEN, &stream->id, stream->forked, stream->last,
             stream->last - stream->forked + 1);
  return TRUE;
}

static gboolean
add_ahead (Lister *self, const AhadiStreamInfo *stream, GError **error)
{
  AhadiAhead ahead;

  if (!ahadi_streams_find_ahead (self->vault, stream->number, &ahead, error))
    return FALSE;
  if (ahead.operations == 0)
    return TRUE;

  add_gap (self, AHADI_GAP_AHEAD, &stream->id, ahead.first, stream->last,
           ahead.operations)
      ->time = ahead.time;
  return TRUE;
}

static gboolean
add_missing (Lister *self, const AhadiStreamInfo *stream, GError **error)
{
  g_autoptr (GArray) ranges =
      ahadi_streams_list_gaps (self->vault, stream->number, error);

  if (ranges == NULL)
    return FALSE;

  for (guint i = 0; i + 1 < ranges->len; i += 2)
    {
      guint64 from = g_array_index (ranges, guint64, i);
      guint64 to = g_array_index (ranges, guint64, i + 1);

      add_gap (self, AHADI_GAP_MISSING, &stream->id, from, to, to - from + 1);
    }

  return TRUE;
}

static gboolean
add_stream (Lister *self, const AhadiStreamInfo *stream, GError **error)
{
  if (stream->own || stream->frontier == stream->last)
    return TRUE;

  return add_missing (self, stream, error) && add_frozen (self, stream, error) &&
         add_ahead (self, stream, error);
}

static gboolean
add_copied (Lister *self, GError **error)
{
  g_autoptr (GArray) devices = ahadi_copies_list (self->vault, error);

  for (guint i = 0; devices != NULL && i < devices->len; i++)
    {
      const AhadiId *device = &g_array_index (devices, AhadiId, i);
      const AhadiDirectoryEntry *entry = find_entry (self, device);

      if (entry != NULL && entry->state == AHADI_DEVICE_ACTIVE)
        add_of_device (self, AHADI_GAP_COPIED, device);
    }

  return devices != NULL;
}

/* Of this laptop's own. */
static gboolean
add_asked (Lister *self, GError **error)
{
  g_autoptr (GArray) wanted = ahadi_wants_list_shown (self->vault, error);

  for (guint i = 0; wanted != NULL && i < wanted->len; i++)
    {
      const AhadiWanted *one = &g_array_index (wanted, AhadiWanted, i);

      add_gap (self, AHADI_GAP_ASKED, &one->stream, one->from, one->to, one->operations);
    }

  return wanted != NULL;
}

static gboolean
add_all (Lister *self, GError **error)
{
  if (!add_copied (self, error))
    return FALSE;

  for (guint i = 0; i < self->streams->len; i++)
    if (!add_stream (self, &g_array_index (self->streams, AhadiStreamInfo, i), error))
      return FALSE;

  return add_asked (self, error);
}

static gboolean
load_office (Lister *self, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (AhadiIdentity) identity = ahadi_identity_load (self->vault, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  self->office =
      identity != NULL && ahadi_role_is_office (ahadi_identity_get_role (identity));
  if (identity != NULL)
    self->own = *ahadi_identity_get_device (identity);
  return TRUE;
}

GPtrArray *
ahadi_gaps_list (AhadiSession *session, GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);
  g_autoptr (AhadiDirectory) directory = NULL;
  g_autoptr (GArray) streams = NULL;
  g_autoptr (GPtrArray) gaps =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_gap_free);
  g_autoptr (GError) local = NULL;
  Lister lister = { .vault = vault, .gaps = gaps };

  if (vault == NULL)
    return NULL;

  directory = ahadi_directory_load (vault, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }

  streams = ahadi_streams_list (vault, FALSE, error);
  lister.directory = directory;
  lister.streams = streams;
  return streams != NULL && load_office (&lister, error) && add_all (&lister, error)
             ? g_steal_pointer (&gaps)
             : NULL;
}
