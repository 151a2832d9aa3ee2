/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-card-meet.h"

#include <string.h>

#include "ahadi-list-join.h"
#include "ahadi-sync-error.h"

typedef struct
{
  const AhadiCard *known;
  const AhadiCard *other;
  AhadiIdentity *identity;
  gboolean their_directory; /* is taken */
  gboolean older;           /* something of theirs is below ours */
} Meeting;

static gboolean
refuse (GError **error, AhadiSyncError code, const char *why)
{
  g_set_error (error, AHADI_SYNC_ERROR, code, "cannot take the card: %s", why);
  return FALSE;
}

static const AhadiDirectoryContent *
content_of (const AhadiCard *card)
{
  return ahadi_directory_get_content (card->directory);
}

static char *
describe (const AhadiCard *card)
{
  const AhadiDirectoryContent *content = content_of (card);
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (content->time / 1000);
  g_autoptr (GDateTime) list = g_date_time_new_from_unix_utc (content->list_time / 1000);
  g_autofree char *day = g_date_time_format (time, "%Y-%m-%d");
  g_autofree char *list_day = g_date_time_format (list, "%Y-%m-%d");

  return g_strdup_printf ("directory %u of %s and list %u of %s", content->version, day,
                          content->list_version, list_day);
}

static gboolean
refuse_older (const Meeting *self, GError **error)
{
  g_autofree char *ours = describe (self->known);
  g_autofree char *theirs = describe (self->other);

  g_set_error (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_OLDER,
               "cannot take the card: ours is newer: %s, and it has %s", ours, theirs);
  return FALSE;
}

/* --- the directory: C8 --- */

static gboolean
same_directory (const AhadiCard *a, const AhadiCard *b)
{
  return g_bytes_equal (a->parts->directory, b->parts->directory);
}

static gboolean
choose_directory (Meeting *self, GError **error)
{
  const AhadiCard *known = self->known;
  const AhadiCard *other = self->other;
  guint32 ours = content_of (known)->version;
  guint32 theirs = content_of (other)->version;
  gboolean continues = ahadi_roots_continue (other->roots, known->roots);

  if (!continues && !ahadi_roots_continue (known->roots, other->roots))
    return refuse (error, AHADI_SYNC_ERROR_OTHER_ORG, "its roots are not ours");

  self->older = theirs < ours || !continues;
  self->their_directory = theirs > ours && continues;
  return self->older || self->their_directory || same_directory (known, other) ||
         refuse (error, AHADI_SYNC_ERROR_FORK,
                 "another directory of the same version is ours");
}

/* --- the list: C9 to C13 --- */

static const AhadiCard *
get_base (const Meeting *self)
{
  return self->their_directory ? self->other : self->known;
}

/* C12: named by the newest directory, and not revoked by a list of ours that counts. */
static gboolean
their_list_counts (const Meeting *self, gboolean our_list_counts)
{
  return ahadi_card_names_office (content_of (get_base (self)),
                                  &self->other->list_signer) &&
         !(our_list_counts && ahadi_directory_content_is_revoked (
                                  content_of (self->known), &self->other->list_signer));
}

/* Whether this vault may sign a list that stands beside the directory that is taken. */
static gboolean
may_sign (const Meeting *self)
{
  const AhadiId *device;

  if (self->identity == NULL)
    return FALSE;

  device = ahadi_identity_get_device (self->identity);
  return ahadi_card_names_office (content_of (get_base (self)), device) &&
         !ahadi_directory_content_is_revoked (content_of (self->known), device) &&
         !ahadi_directory_content_is_revoked (content_of (self->other), device);
}

/* The base with the list of @from. */
static AhadiCard *
take_list (const Meeting *self, const AhadiCard *from, GError **error)
{
  g_autoptr (AhadiCardParts) parts = ahadi_card_parts_copy (get_base (self)->parts);

  g_bytes_unref (parts->list);
  g_bytes_unref (parts->list_signature);
  parts->list = g_bytes_ref (from->parts->list);
  parts->list_signature = g_bytes_ref (from->parts->list_signature);
  return ahadi_card_assemble (parts, error);
}

/* C11. */
static AhadiCard *
join_lists (const Meeting *self, GError **error)
{
  const AhadiDirectoryContent *ours = content_of (self->known);
  const AhadiDirectoryContent *theirs = content_of (self->other);
  g_autoptr (AhadiDirectoryContent) joined = ahadi_directory_content_copy (ours);
  g_autoptr (AhadiCardParts) parts = NULL;

  ahadi_list_join (joined, theirs);
  if (ahadi_directory_content_same_list (joined, theirs) &&
      theirs->list_version > ours->list_version)
    return take_list (self, self->other, error);
  if (ahadi_directory_content_same_list (joined, ours) &&
      theirs->list_version < ours->list_version)
    return take_list (self, self->known, error);

  parts = ahadi_card_parts_copy (get_base (self)->parts);
  ahadi_card_parts_set_list (parts, joined,
                             ahadi_identity_get_signing_key (self->identity));
  return ahadi_card_assemble (parts, error);
}

/* Of two lists that count. */
static AhadiCard *
choose_newer (Meeting *self, GError **error)
{
  const AhadiDirectoryContent *ours = content_of (self->known);
  const AhadiDirectoryContent *theirs = content_of (self->other);

  if (ahadi_directory_content_same_list (ours, theirs))
    return take_list (
        self, theirs->list_version > ours->list_version ? self->other : self->known,
        error);
  if (may_sign (self))
    return join_lists (self, error);
  if (theirs->list_version > ours->list_version)
    return take_list (self, self->other, error);
  if (theirs->list_version == ours->list_version && !self->their_directory)
    {
      refuse (error, AHADI_SYNC_ERROR_FORK, "another list of the same version is ours");
      return NULL;
    }

  return take_list (self, self->known, error);
}

static AhadiCard *
choose_list (Meeting *self, GError **error)
{
  guint32 ours = content_of (self->known)->list_version;
  guint32 theirs = content_of (self->other)->list_version;
  gboolean our_list_counts =
      ahadi_card_names_office (content_of (get_base (self)), &self->known->list_signer);

  /* C13: whoever signed ours was removed, and could have given it any number. */
  if (!our_list_counts)
    return take_list (self, self->other, error);
  if (their_list_counts (self, our_list_counts))
    {
      self->older |= theirs < ours;
      return choose_newer (self, error);
    }
  if (theirs > ours && !self->their_directory)
    {
      refuse (error, AHADI_SYNC_ERROR_REVOKED,
              "its list is signed by a holder who no longer counts");
      return NULL;
    }

  self->older |= theirs < ours;
  return take_list (self, self->known, error);
}

static gboolean
is_same (const AhadiCard *a, const AhadiCard *b)
{
  return same_directory (a, b) && g_bytes_equal (a->parts->list, b->parts->list);
}

gboolean
ahadi_card_meet (const AhadiCard *known,
                 const AhadiCard *other,
                 AhadiIdentity *identity,
                 AhadiCard **next,
                 GError **error)
{
  Meeting self = { .known = known, .other = other, .identity = identity };
  g_autoptr (AhadiCard) chosen = NULL;

  *next = NULL;
  if (g_bytes_equal (known->bytes, other->bytes))
    return TRUE;
  if (!choose_directory (&self, error))
    return FALSE;

  chosen = choose_list (&self, error);
  if (chosen == NULL)
    return FALSE;
  if (!is_same (chosen, known))
    *next = g_steal_pointer (&chosen);

  return *next != NULL || !self.older || refuse_older (&self, error);
}
