/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-gaps.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ahadi-words.h"

void
ahadi_gap_free (AhadiGap *self)
{
  g_free (self->whose);
  g_free (self);
}

/* What a list is made from. */
typedef struct
{
  AhadiVault *vault;
  AhadiDirectory *directory; /* nullable */
  GArray *streams;           /* AhadiStreamInfo */
  GPtrArray *gaps;           /* AhadiGap */
} Lister;

static char *
name_author (const Lister *self, const AhadiId *device)
{
  const AhadiDirectoryEntry *entry =
      self->directory == NULL ? NULL
                              : ahadi_directory_find_device (self->directory, device);
  const AhadiBranch *branch;

  if (entry == NULL)
    return g_strdup (_ ("A laptop that is not listed"));
  if (ahadi_role_is_office (entry->role))
    return g_strdup (ahadi_words_role (entry->role));

  branch = ahadi_directory_find_branch (self->directory, &entry->branch);
  return g_strdup_printf (_ ("Branch %s"), branch != NULL ? branch->name : "?");
}

static void
add_gap (Lister *self,
         const AhadiStreamInfo *stream,
         guint64 from,
         guint64 to,
         gboolean frozen)
{
  AhadiAudienceClass audience;
  AhadiGap *gap;

  if (!ahadi_audience_parse (stream->id.audience, &audience, NULL))
    return;

  gap = g_new0 (AhadiGap, 1);
  gap->whose = name_author (self, &stream->id.device);
  gap->audience = ahadi_audience_class_to_string (audience);
  gap->from = from;
  gap->to = to;
  gap->frozen = frozen;
  g_ptr_array_add (self->gaps, gap);
}

/* Streams are numbered as they are heard of. */
static gboolean
was_sent_again (const Lister *self, const AhadiStreamInfo *stream)
{
  for (guint i = 0; i < self->streams->len; i++)
    {
      const AhadiStreamInfo *other = &g_array_index (self->streams, AhadiStreamInfo, i);

      if (other->number > stream->number && other->forked == 0 && other->last > 0 &&
          ahadi_id_equal (&other->id.device, &stream->id.device) &&
          strcmp (other->id.audience, stream->id.audience) == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
add_missing (Lister *self, const AhadiStreamInfo *stream, GError **error)
{
  g_autoptr (GArray) ranges =
      ahadi_streams_list_gaps (self->vault, stream->number, error);

  if (ranges == NULL)
    return FALSE;

  for (guint i = 0; i + 1 < ranges->len; i += 2)
    add_gap (self, stream, g_array_index (ranges, guint64, i),
             g_array_index (ranges, guint64, i + 1), FALSE);
  return TRUE;
}

static gboolean
add_stream (Lister *self, const AhadiStreamInfo *stream, GError **error)
{
  if (stream->own || stream->frontier == stream->last)
    return TRUE;
  if (!add_missing (self, stream, error))
    return FALSE;

  if (stream->forked != 0 && stream->forked <= stream->last &&
      !was_sent_again (self, stream))
    add_gap (self, stream, stream->forked, stream->last, TRUE);
  return TRUE;
}

static gboolean
add_all (Lister *self, GError **error)
{
  for (guint i = 0; i < self->streams->len; i++)
    if (!add_stream (self, &g_array_index (self->streams, AhadiStreamInfo, i), error))
      return FALSE;

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
  return streams != NULL && add_all (&lister, error) ? g_steal_pointer (&gaps) : NULL;
}

static const char *
name_reader (const AhadiGap *self)
{
  AhadiAudienceClass audience = AHADI_AUDIENCE_MEMBERSHIP;

  return ahadi_audience_class_parse (self->audience, &audience)
             ? ahadi_words_audience (audience)
             : self->audience;
}

char *
ahadi_gap_name (const AhadiGap *self)
{
  const char *audience = name_reader (self);

  if (self->frozen)
    return g_strdup_printf (_ ("%s, for %s: from change %lu on nothing counts"),
                            self->whose, audience, (gulong) self->from);
  if (self->from == self->to)
    return g_strdup_printf (_ ("%s, for %s: change %lu has not arrived"), self->whose,
                            audience, (gulong) self->from);

  return g_strdup_printf (_ ("%s, for %s: changes %lu–%lu have not arrived"), self->whose,
                          audience, (gulong) self->from, (gulong) self->to);
}

const char *
ahadi_gap_advise (const AhadiGap *self)
{
  return self->frozen
             ? _ ("That laptop was copied, or put back to an older day, and tells two "
                  "stories; both are kept here. Reply to it: it then sends its own "
                  "again, and nothing is lost.")
             : _ ("What came afterwards counts already. Ask for an export of "
                  "everything.");
}

char *
ahadi_gap_describe (const AhadiGap *self)
{
  g_autofree char *name = ahadi_gap_name (self);

  return g_strconcat (name, ". ", ahadi_gap_advise (self), NULL);
}
