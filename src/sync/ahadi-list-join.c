/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-list-join.h"

#include <string.h>

#include "ahadi-entry-codec.h"

static char *
print_entry (const AhadiDirectoryEntry *entry)
{
  g_autoptr (json_t) object = ahadi_entry_to_json (entry);

  return ahadi_json_print (object);
}

/* Whether what @other says, as @theirs, goes before what @self says. */
static gboolean
goes_before (const AhadiDirectoryContent *other,
             const char *theirs,
             const AhadiDirectoryContent *self,
             const char *ours)
{
  if (other->list_version != self->list_version)
    return other->list_version > self->list_version;

  return strcmp (theirs, ours) < 0;
}

static void
join_device (AhadiDirectoryContent *self,
             const AhadiDirectoryContent *other,
             const AhadiDirectoryEntry *theirs)
{
  AhadiDirectoryEntry *ours = ahadi_directory_content_find (self, &theirs->device);
  g_autofree char *their_text = NULL;
  g_autofree char *our_text = NULL;
  gboolean revoked;

  if (ours == NULL)
    {
      ahadi_directory_content_add_entry (self, theirs);
      return;
    }

  revoked = ours->state == AHADI_DEVICE_REVOKED || theirs->state == AHADI_DEVICE_REVOKED;
  their_text = print_entry (theirs);
  our_text = print_entry (ours);
  if (!ahadi_role_is_office (ours->role) &&
      goes_before (other, their_text, self, our_text))
    *ours = *theirs;
  if (revoked)
    ours->state = AHADI_DEVICE_REVOKED;
}

static AhadiBranch *
find_branch (const AhadiDirectoryContent *content, const AhadiId *id)
{
  for (guint i = 0; i < content->branches->len; i++)
    {
      AhadiBranch *branch = content->branches->pdata[i];

      if (ahadi_id_equal (&branch->id, id))
        return branch;
    }

  return NULL;
}

static void
join_branch (AhadiDirectoryContent *self,
             const AhadiDirectoryContent *other,
             const AhadiBranch *theirs)
{
  AhadiBranch *ours = find_branch (self, &theirs->id);

  if (ours == NULL)
    ahadi_directory_content_add_branch (self, &theirs->id, theirs->name);
  else if (goes_before (other, theirs->name, self, ours->name))
    {
      g_free (ours->name);
      ours->name = g_strdup (theirs->name);
    }
}

void
ahadi_list_join (AhadiDirectoryContent *self, const AhadiDirectoryContent *other)
{
  for (guint i = 0; i < other->branches->len; i++)
    join_branch (self, other, other->branches->pdata[i]);
  for (guint i = 0; i < other->entries->len; i++)
    {
      const AhadiDirectoryEntry *entry = other->entries->pdata[i];

      if (!ahadi_role_is_office (entry->role))
        join_device (self, other, entry);
    }
  for (guint i = 0; i < other->revoked->len; i++)
    ahadi_directory_content_add_revoked (self, other->revoked->pdata[i]);

  self->list_version = MAX (self->list_version, other->list_version) + 1;
  self->list_time = MAX (self->list_time, other->list_time);
}
