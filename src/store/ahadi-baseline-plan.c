/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-baseline-plan.h"

#include <string.h>

#include "ahadi-cutoffs.h"
#include "ahadi-log.h"
#include "ahadi-reached.h"
#include "ahadi-review-items.h"
#include "ahadi-vault-private.h"

/* How far one stream may count for good, as far as it is known by now. */
typedef struct
{
  AhadiStreamInfo info;
  guint64 last;
  AhadiHlc hlc;  /* of that operation */
  guint64 whole; /* what it was before others were asked */
} Reach;

/* What an operation was written in sight of, in another stream. */
typedef struct
{
  guint stream; /* index of a Reach */
  guint64 seq;
  guint seen; /* the same; G_MAXUINT: of no stream that is held here */
  AhadiHlc hlc;
} Sight;

typedef struct
{
  AhadiVault *vault;
  const char *audience;
  AhadiStreamTable *streams;
  gint64 number;       /* of the audience */
  GArray *reaches;     /* Reach */
  GHashTable *numbers; /* number of a stream: 1 + index of its Reach */
  GArray *sights;      /* Sight */
  guint reading;       /* index of the Reach whose operations are read */
  AhadiBaselinePlan *plan;
} Planning;

static void
planning_clear (Planning *self)
{
  g_clear_pointer (&self->reaches, g_array_unref);
  g_clear_pointer (&self->numbers, g_hash_table_unref);
  g_clear_pointer (&self->sights, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Planning, planning_clear)

void
ahadi_baseline_plan_free (AhadiBaselinePlan *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->steps);
  g_free (self);
}

static Reach *
get (Planning *self, guint index)
{
  return &g_array_index (self->reaches, Reach, index);
}

/* What counts for good already does. */
static gboolean
lower (Planning *self, Reach *reach, guint64 last, GError **error)
{
  if (last >= reach->last)
    return TRUE;

  reach->last = MAX (last, reach->info.settled);
  return ahadi_log_get_hlc (self->vault, reach->info.number,
                            MIN (reach->last, reach->info.frontier), &reach->hlc, error);
}

/* --- What is held ---------------------------------------------------------- */

static gboolean
lower_to_held (Planning *self, Reach *reach, GError **error)
{
  const AhadiStreamInfo *info = &reach->info;
  const AhadiStreamEntry *entry =
      ahadi_stream_table_by_number (self->streams, info->number);
  guint64 beyond;
  guint64 held;

  /* What this vault wrote itself counts for itself, and perhaps not for others. */
  if (!ahadi_log_find_held (self->vault, info->number, &held, error) ||
      !ahadi_cutoffs_find_beyond (self->vault, entry, &beyond, error))
    return FALSE;

  reach->last = G_MAXUINT64;
  return lower (self, reach, info->frontier, error) &&
         (info->forked == 0 || lower (self, reach, info->forked - 1, error)) &&
         (beyond == 0 || lower (self, reach, beyond - 1, error)) &&
         (held == 0 || lower (self, reach, held - 1, error));
}

static gboolean
lower_to_time (Planning *self, Reach *reach, gint64 before, GError **error)
{
  guint64 seq;

  return ahadi_streams_find_before (self->vault, reach->info.number, before, &seq,
                                    error) &&
         lower (self, reach, seq, error);
}

/* Of one that holds more than this vault nothing tells yet whether it is the same. */
static gboolean
find_agreed (Planning *self,
             const AhadiStreamInfo *info,
             const AhadiReached *reached,
             guint64 *agreed,
             GError **error)
{
  guint8 head[AHADI_CHAIN_HASH_SIZE];
  gboolean found = FALSE;

  *agreed = reached->seq <= info->last ? reached->seq : 0;
  if (*agreed == 0)
    return TRUE;
  if (!ahadi_streams_find_head (self->vault, info->number, reached->seq, head, &found,
                                error))
    return FALSE;

  if (!found || memcmp (head, reached->head, sizeof head) != 0)
    *agreed = 0;
  return TRUE;
}

/* @silent: set if @holder keeps something from counting for good */
static gboolean
lower_to_holder (
    Planning *self, Reach *reach, const AhadiId *holder, gboolean *silent, GError **error)
{
  AhadiReached reached;
  guint64 agreed;

  if (!ahadi_reached_get (self->vault, holder, &reach->info.id, &reached, error) ||
      !find_agreed (self, &reach->info, &reached, &agreed, error))
    return FALSE;

  *silent |= agreed < reach->whole;
  return lower (self, reach, agreed, error);
}

static gboolean
lower_to_holders (Planning *self, const GArray *holders, GError **error)
{
  for (guint h = 0; h < holders->len; h++)
    {
      gboolean silent = FALSE;

      for (guint i = 0; i < self->reaches->len; i++)
        if (!lower_to_holder (self, get (self, i), &g_array_index (holders, AhadiId, h),
                              &silent, error))
          return FALSE;
      self->plan->silent += silent ? 1 : 0;
    }

  return TRUE;
}

/* --- What is asked --------------------------------------------------------- */

/* G_MAXUINT if it is of no stream that is held here. */
static guint
find_reach (Planning *self, const AhadiStamp *stamp)
{
  const AhadiStreamEntry *entry =
      ahadi_stream_table_find_writer (self->streams, self->number, stamp);

  return entry != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (
                             self->numbers, GINT_TO_POINTER (entry->info.number))) -
                             1
                       : G_MAXUINT;
}

/* Below the operation that wrote at @stamp. */
static gboolean
lower_below (Planning *self, const AhadiStamp *stamp, GError **error)
{
  guint index = find_reach (self, stamp);
  Reach *reach;
  guint64 seq;

  if (index == G_MAXUINT)
    return TRUE;

  reach = get (self, index);
  return ahadi_log_find_below (self->vault, reach->info.number, stamp->hlc, &seq,
                               error) &&
         lower (self, reach, seq, error);
}

static gboolean
lower_below_review (Planning *self, const AhadiReview *review, GError **error)
{
  if (review->n_competing == 0)
    return TRUE;

  for (guint i = 0; i < review->rivals->len; i++)
    {
      const AhadiRival *rival = &g_array_index (review->rivals, AhadiRival, i);

      if (rival->state == AHADI_RIVAL_COMPETES &&
          !lower_below (self, &rival->writing.stamp, error))
        return FALSE;
    }

  /* More than are listed: whoever wrote them, nothing is closed until that is decided. */
  for (guint i = 0; review->n_competing > review->rivals->len && i < self->reaches->len;
       i++)
    if (!lower (self, get (self, i), 0, error))
      return FALSE;

  return TRUE;
}

static gboolean
lower_below_item (Planning *self, const AhadiReviewItem *item, GError **error)
{
  g_autoptr (GPtrArray) reviews = ahadi_review_items_of (
      self->vault, item->audience, item->kind, &item->entity, error);

  for (guint i = 0; reviews != NULL && i < reviews->len; i++)
    if (!lower_below_review (self, reviews->pdata[i], error))
      return FALSE;

  return reviews != NULL;
}

static gboolean
lower_below_questions (Planning *self, GError **error)
{
  g_autoptr (GPtrArray) items = ahadi_review_items_list (self->vault, FALSE, 0, 0, error);

  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      const AhadiReviewItem *item = items->pdata[i];

      if (strcmp (item->audience, self->audience) != 0)
        continue;
      self->plan->questions++;
      if (!lower_below_item (self, item, error))
        return FALSE;
    }

  return items != NULL;
}

/* --- What was seen --------------------------------------------------------- */

/* One that was written in sight of what does not count for good does not either. What is
 * not below it it has not seen. */
static void
add_sight (
    Planning *self, guint stream, guint64 seq, AhadiHlc hlc, const AhadiStamp *stamp)
{
  Sight sight = { .stream = stream, .seq = seq, .hlc = stamp->hlc };
  const Sight *last = self->sights->len > 0
                          ? &g_array_index (self->sights, Sight, self->sights->len - 1)
                          : NULL;

  if (stamp->hlc == 0 || stamp->hlc > hlc)
    return;

  sight.seen = find_reach (self, stamp);
  if (sight.seen != stream &&
      (last == NULL || last->stream != sight.stream || last->seq != sight.seq ||
       last->seen != sight.seen || last->hlc != sight.hlc))
    g_array_append_val (self->sights, sight);
}

/* It holds as long as the last writing that it cites: neither goes before what both are
 * about. */
static gboolean
add_decision (Planning *self,
              const AhadiOperation *operation,
              const AhadiBody *body,
              GError **error)
{
  const AhadiStamp *last;
  AhadiDecision decision;
  guint stream;
  guint64 seq = 0;

  if (!ahadi_decision_read (body->values, &decision))
    return TRUE;

  last = &decision.cites[decision.n_cites - 1];
  stream = find_reach (self, last);
  if (stream != G_MAXUINT &&
      !ahadi_log_find_below (self->vault, get (self, stream)->info.number, last->hlc + 1,
                             &seq, error))
    return FALSE;

  for (guint i = 0; i < decision.n_cites; i++)
    {
      add_sight (self, self->reading, operation->seq, operation->hlc, &decision.cites[i]);
      if (seq > 0)
        add_sight (self, stream, seq, last->hlc, &decision.cites[i]);
    }
  return TRUE;
}

static gboolean
add_operation (const AhadiOperation *operation, gpointer data, GError **error)
{
  Planning *self = data;
  g_auto (AhadiBody) body = { 0 };

  if (operation->body == NULL ||
      (operation->kind != AHADI_KIND_CIRCLE && operation->kind != AHADI_KIND_MEMBER &&
       operation->kind != AHADI_KIND_SETTLEMENT))
    return TRUE;
  if (!ahadi_body_parse (operation->body, operation->body_size, operation->kind, &body,
                         error))
    return FALSE;
  if (operation->kind == AHADI_KIND_SETTLEMENT)
    return add_decision (self, operation, &body, error);

  for (guint32 left = body.fields; left != 0; left &= left - 1)
    add_sight (self, self->reading, operation->seq, operation->hlc,
               &body.bases[__builtin_ctz (left)]);

  return TRUE;
}

static gboolean
read_sights (Planning *self, GError **error)
{
  for (self->reading = 0; self->reading < self->reaches->len; self->reading++)
    {
      const Reach *reach = get (self, self->reading);

      if (reach->last > reach->info.settled &&
          !ahadi_log_read_applied (self->vault, reach->info.number,
                                   reach->info.settled + 1, reach->last, add_operation,
                                   self, error))
        return FALSE;
    }

  return TRUE;
}

/* Lowering one may lower another: until nothing changes. */
static gboolean
lower_to_seen (Planning *self, GError **error)
{
  gboolean changed = TRUE;

  while (changed)
    {
      changed = FALSE;
      for (guint i = 0; i < self->sights->len; i++)
        {
          const Sight *sight = &g_array_index (self->sights, Sight, i);
          Reach *reach = get (self, sight->stream);

          if (sight->seq > reach->last ||
              (sight->seen != G_MAXUINT && sight->hlc <= get (self, sight->seen)->hlc))
            continue;
          changed = TRUE;
          if (!lower (self, reach, sight->seq - 1, error))
            return FALSE;
        }
    }

  return TRUE;
}

/* --- All ------------------------------------------------------------------- */

static gboolean
start (Planning *self, gint64 before, GError **error)
{
  g_autoptr (GArray) streams = ahadi_streams_list (self->vault, FALSE, error);

  for (guint i = 0; streams != NULL && i < streams->len; i++)
    {
      Reach reach = { .info = g_array_index (streams, AhadiStreamInfo, i) };

      if (strcmp (reach.info.id.audience, self->audience) != 0)
        continue;
      if (!lower_to_held (self, &reach, error) ||
          !lower_to_time (self, &reach, before, error))
        return FALSE;
      reach.whole = reach.last;
      g_array_append_val (self->reaches, reach);
      g_hash_table_insert (self->numbers, GINT_TO_POINTER (reach.info.number),
                           GUINT_TO_POINTER (self->reaches->len));
    }

  return streams != NULL;
}

static gboolean
finish (Planning *self, GError **error)
{
  for (guint i = 0; i < self->reaches->len; i++)
    {
      const Reach *reach = get (self, i);
      AhadiBaselineStep step = { .info = reach->info, .last = reach->last };
      gboolean found;

      if (reach->last <= reach->info.settled)
        continue;
      if (!ahadi_streams_find_head (self->vault, reach->info.number, reach->last,
                                    step.head, &found, error))
        return FALSE;
      if (!found)
        continue;
      self->plan->operations += reach->last - reach->info.settled;
      g_array_append_val (self->plan->steps, step);
    }

  return TRUE;
}

AhadiBaselinePlan *
ahadi_baseline_plan_new (AhadiVault *vault,
                         const char *audience,
                         const GArray *holders,
                         gint64 before,
                         GError **error)
{
  g_autoptr (AhadiBaselinePlan) plan = g_new0 (AhadiBaselinePlan, 1);
  g_auto (Planning) self = { .vault = vault, .audience = audience, .plan = plan };

  self.streams = ahadi_vault_get_streams (vault, error);
  if (self.streams != NULL)
    self.number = ahadi_stream_table_find_audience (self.streams, audience);
  plan->steps = g_array_new (FALSE, FALSE, sizeof (AhadiBaselineStep));
  self.reaches = g_array_new (FALSE, FALSE, sizeof (Reach));
  self.numbers = g_hash_table_new (NULL, NULL);
  self.sights = g_array_new (FALSE, FALSE, sizeof (Sight));
  if (self.streams == NULL || !start (&self, before, error) ||
      !lower_to_holders (&self, holders, error) ||
      !lower_below_questions (&self, error) || !read_sights (&self, error) ||
      !lower_to_seen (&self, error) || !finish (&self, error))
    return NULL;

  return g_steal_pointer (&plan);
}
