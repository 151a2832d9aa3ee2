/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-link-index.h"

#define BUCKETS_MIN (1u << 10)
#define BUCKETS_MAX (1u << 25)
/* About as many as a person has keys. */
#define BUCKETS_PER_PERSON 16

struct _AhadiLinkIndex
{
  guint32 *starts; /* of each bucket in @members, and one more */
  guint32 *members;
  guint64 mask;
};

/* Counting sort: sizes of buckets, where each ends, then each person into its places from
 * behind, the last one first. */
static void
count_keys (AhadiLinkIndex *self, AhadiLinkPerson *const *persons, guint n_persons)
{
  guint64 keys[AHADI_LINK_KEYS_MAX];

  for (guint i = 0; i < n_persons; i++)
    for (guint n = ahadi_link_keys_list (persons[i], keys); n > 0; n--)
      self->starts[keys[n - 1] & self->mask]++;
}

static void
place_keys (AhadiLinkIndex *self, AhadiLinkPerson *const *persons, guint n_persons)
{
  guint64 keys[AHADI_LINK_KEYS_MAX];

  for (guint i = n_persons; i > 0; i--)
    for (guint n = ahadi_link_keys_list (persons[i - 1], keys); n > 0; n--)
      self->members[--self->starts[keys[n - 1] & self->mask]] = i - 1;
}

AhadiLinkIndex *
ahadi_link_index_new (AhadiLinkPerson *const *persons, guint n_persons)
{
  AhadiLinkIndex *self = g_new0 (AhadiLinkIndex, 1);
  guint n_buckets = BUCKETS_MIN;

  while (n_buckets < BUCKETS_MAX && n_buckets / BUCKETS_PER_PERSON < n_persons)
    n_buckets *= 2;
  self->mask = n_buckets - 1;
  self->starts = g_new0 (guint32, n_buckets + 1);

  count_keys (self, persons, n_persons);
  for (guint i = 1; i <= n_buckets; i++)
    self->starts[i] += self->starts[i - 1];
  self->members = g_new (guint32, self->starts[n_buckets]);
  place_keys (self, persons, n_persons);
  return self;
}

void
ahadi_link_index_free (AhadiLinkIndex *self)
{
  g_free (self->starts);
  g_free (self->members);
  g_free (self);
}

void
ahadi_link_index_find (const AhadiLinkIndex *self,
                       const AhadiLinkPerson *person,
                       guint most,
                       guint32 *seen,
                       guint32 mark,
                       GArray *found)
{
  guint64 keys[AHADI_LINK_KEYS_MAX];
  guint n_keys = ahadi_link_keys_list (person, keys);

  g_array_set_size (found, 0);
  for (guint i = 0; i < n_keys; i++)
    {
      guint64 bucket = keys[i] & self->mask;
      guint32 begin = self->starts[bucket];
      guint32 end = self->starts[bucket + 1];

      if (end - begin > most)
        continue;
      for (guint32 at = begin; at < end; at++)
        {
          guint member = self->members[at];

          if (seen[member] == mark)
            continue;
          seen[member] = mark;
          g_array_append_val (found, member);
        }
    }
}
