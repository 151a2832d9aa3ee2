/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-publish-reach.h"

#include <string.h>

/* The lower of two numbers of operations, of which 0 is none. */
static guint64
lower (guint64 a, guint64 b)
{
  return a == 0 || (b != 0 && b < a) ? b : a;
}

void
ahadi_publish_reach_init (AhadiPublishReach *self, const AhadiFeedStream *stream)
{
  char id[AHADI_ID_TEXT_SIZE];

  *self = (AhadiPublishReach){ .forked = stream->info.forked,
                               .settled = stream->info.settled,
                               .beyond = stream->beyond,
                               .line = stream->info.line };
  if (stream->cut)
    g_snprintf (self->cut, sizeof self->cut, "%016" G_GINT64_MODIFIER "x%s",
                stream->cut_hlc, ahadi_id_print (&stream->cut_id, id));
}

/* What counts for good does so beyond a cutoff; beyond a fork no more than that. */
static void
keep_settled (AhadiPublishReach *self)
{
  gboolean split = self->forked != 0 && self->forked <= self->settled;

  if (split || self->beyond != 0)
    self->beyond = MAX (self->beyond, self->settled + 1);
}

gboolean
ahadi_publish_reach_equal (const AhadiPublishReach *a, const AhadiPublishReach *b)
{
  return a->forked == b->forked && strcmp (a->cut, b->cut) == 0 &&
         a->settled == b->settled && a->beyond == b->beyond && a->line == b->line;
}

void
ahadi_publish_reach_join (AhadiPublishReach *self,
                          const AhadiPublishReach *other,
                          guint64 *from)
{
  AhadiPublishReach before = *self;
  int order = strcmp (other->cut, self->cut);

  if (order > 0)
    {
      memcpy (self->cut, other->cut, sizeof self->cut);
      self->beyond = other->beyond;
      self->line = other->line;
    }
  else if (order == 0)
    {
      self->beyond = MAX (self->beyond, other->beyond);
      self->line = lower (self->line, other->line);
    }
  self->forked = lower (self->forked, other->forked);
  self->settled = MAX (self->settled, other->settled);
  keep_settled (self);

  *from = 0;
  if (self->beyond != before.beyond)
    *from = lower (self->beyond, before.beyond);
  if (self->forked != before.forked || self->beyond != before.beyond ||
      self->line != before.line || (self->forked != 0 && order > 0))
    *from = lower (*from, self->forked);
}

/* Of two stories nothing counts from where they part, but for the line that an office
 * chose. */
gboolean
ahadi_publish_reach_counts (const AhadiPublishReach *self, guint64 seq)
{
  if (self->beyond != 0 && seq >= self->beyond)
    return FALSE;

  return self->forked == 0 || seq < self->forked ||
         (self->line != 0 && seq >= self->line);
}

guint64
ahadi_publish_reach_get_shared (const AhadiPublishReach *self,
                                const AhadiPublishReach *own)
{
  if (self->forked == 0 || ahadi_publish_reach_equal (self, own))
    return AHADI_SEQ_MAX;

  return self->forked - 1;
}
