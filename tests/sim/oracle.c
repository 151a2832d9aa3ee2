/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "oracle.h"

#include <string.h>

#include "rows.h"

typedef struct
{
  const Held *held;
  gint64 now_ms;
  Judgment *judgment;
  GArray *gone; /* Gone */
} Oracle;

/* F5: a record, and the audiences in which it is gone. */
typedef struct
{
  AhadiId id;
  guint scope;
} Gone;

/* F3 */
static gboolean
waits (const Oracle *self, const Entry *entry)
{
  return ahadi_hlc_is_ahead (entry->stamp.hlc, self->now_ms);
}

/* Whether its body is held: some give no more than the hash. */
static gboolean
is_told (const Oracle *self, const Entry *entry)
{
  for (guint i = 0; i < self->held->tales->len; i++)
    {
      const Tale *tale = &g_array_index (self->held->tales, Tale, i);

      if (tale->from <= entry->operation.seq && tale->to >= entry->operation.seq &&
          story_get_entry (tale->story, entry->operation.seq) == entry &&
          tale_has_body (tale, entry))
        return TRUE;
    }

  return FALSE;
}

/* --- Streams -------------------------------------------------------------- */

static Verdict *
find_verdict (const Oracle *self, const AhadiStreamId *id)
{
  GArray *verdicts = self->judgment->verdicts;

  for (guint i = 0; i < verdicts->len; i++)
    if (ahadi_stream_id_equal (&g_array_index (verdicts, Verdict, i).id, id))
      return &g_array_index (verdicts, Verdict, i);

  return NULL;
}

static Verdict *
get_verdict (Oracle *self, const AhadiStreamId *id, StepAudience audience)
{
  Verdict *found = find_verdict (self, id);
  Verdict made = { .audience = audience, .id = *id };

  if (found != NULL)
    return found;

  made.counting = g_ptr_array_new ();
  g_array_append_val (self->judgment->verdicts, made);
  return find_verdict (self, id);
}

static void
find_streams (Oracle *self)
{
  for (guint i = 0; i < self->held->tales->len; i++)
    {
      const Tale *tale = &g_array_index (self->held->tales, Tale, i);
      Verdict *verdict = get_verdict (self, &tale->story->id, tale->story->audience);

      verdict->last = MAX (verdict->last, tale->to);
    }
  for (guint i = 0; i < self->held->told->len; i++)
    {
      const Confession *told = &g_array_index (self->held->told, Confession, i);

      get_verdict (self, &told->stream, told->audience);
    }
}

/* The tales of @verdict whose chain is known at @position: is it one and the same? */
static gboolean
agree_at (const Oracle *self, const Verdict *verdict, guint64 position)
{
  const Head *first = NULL;

  for (guint i = 0; i < self->held->tales->len; i++)
    {
      const Tale *tale = &g_array_index (self->held->tales, Tale, i);

      if (!ahadi_stream_id_equal (&tale->story->id, &verdict->id) ||
          tale->from > position + 1 || tale->to < position)
        continue;
      if (first == NULL)
        first = story_get_head (tale->story, position);
      if (memcmp (first, story_get_head (tale->story, position), sizeof *first) != 0)
        return FALSE;
    }

  return TRUE;
}

/* Y4, and what its author says of itself (Y6). */
static void
find_fork (const Oracle *self, Verdict *verdict)
{
  guint64 position = 0;

  while (position <= verdict->last && agree_at (self, verdict, position))
    position++;
  if (position <= verdict->last)
    verdict->forked = MAX (position, 1);

  for (guint i = 0; i < self->held->told->len; i++)
    {
      const Confession *told = &g_array_index (self->held->told, Confession, i);

      if (ahadi_stream_id_equal (&told->stream, &verdict->id) &&
          (verdict->forked == 0 || told->from < verdict->forked))
        verdict->forked = told->from;
    }
}

/* --- Cutoffs -------------------------------------------------------------- */

static void
apply_cutoff (Verdict *verdict, const AhadiCutoff *cutoff, const Entry *entry)
{
  AhadiStamp by = { entry->stamp.hlc, entry->operation.entity, 0 };

  verdict->cut = TRUE;
  if (verdict->id.epoch != cutoff->epoch ||
      ahadi_stamp_compare (&by, &verdict->cut_by) < 0)
    return;

  verdict->cut_by = by;
  verdict->cut_after = cutoff->last;
  verdict->named = cutoff->has_head;
  memcpy (verdict->head.bytes, cutoff->head, sizeof verdict->head);
}

static void
apply_baseline (Verdict *verdict, const AhadiStreamEnd *end, const Entry *entry)
{
  AhadiStamp by = { entry->stamp.hlc, entry->operation.entity, 0 };

  if (verdict->id.epoch != end->epoch || !end->has_head || end->last < verdict->base ||
      (end->last == verdict->base && ahadi_stamp_compare (&by, &verdict->base_by) < 0))
    return;

  verdict->base_by = by;
  verdict->base = end->last;
  memcpy (verdict->base_head.bytes, end->head, sizeof verdict->base_head);
}

/* F6, F9: in whatever stream it stands, unless it waits. */
static void
take_cutoff (Oracle *self, StepAudience audience, const Entry *entry)
{
  GArray *verdicts = self->judgment->verdicts;
  gboolean cuts = entry->operation.kind == AHADI_KIND_CUTOFF;
  AhadiStreamEnd end;

  if (!(cuts || entry->operation.kind == AHADI_KIND_BASELINE) || waits (self, entry) ||
      !ahadi_stream_end_read (entry->body.values, &end))
    return;

  for (guint i = 0; i < verdicts->len; i++)
    {
      Verdict *verdict = &g_array_index (verdicts, Verdict, i);

      if (verdict->audience == audience &&
          ahadi_id_equal (&verdict->id.device, &end.device))
        (cuts ? apply_cutoff : apply_baseline) (verdict, &end, entry);
    }
}

static void
take_cutoffs (Oracle *self)
{
  for (guint i = 0; i < self->held->tales->len; i++)
    {
      const Tale *tale = &g_array_index (self->held->tales, Tale, i);

      for (guint64 seq = tale->from; seq <= tale->to; seq++)
        take_cutoff (self, tale->story->audience, story_get_entry (tale->story, seq));
    }
}

/* --- What counts ---------------------------------------------------------- */

static void
count_range (Verdict *verdict, const Tale *tale, guint64 from, guint64 to)
{
  for (guint64 seq = MAX (from, tale->from); seq <= MIN (to, tale->to); seq++)
    verdict->counting->pdata[seq] = (gpointer) story_get_entry (tale->story, seq);
}

/* The story among those held of which @position is after @head, and its tale: NULL if
 * there is none. */
static const Tale *
find_leading (const Oracle *self,
              const Verdict *verdict,
              guint64 position,
              const Head *head)
{
  for (guint i = 0; i < self->held->tales->len; i++)
    {
      const Tale *tale = &g_array_index (self->held->tales, Tale, i);

      if (ahadi_stream_id_equal (&tale->story->id, &verdict->id) &&
          tale->from <= position && tale->to >= position &&
          memcmp (story_get_head (tale->story, position), head, sizeof *head) == 0)
        return tale;
    }

  return NULL;
}

/* Whether what is held leads from the base to the end that a cutoff names. */
static gboolean
leads_through_base (const Oracle *self, const Verdict *verdict)
{
  guint64 position = verdict->cut_after;
  Head head = verdict->head;

  while (position > verdict->base)
    {
      const Tale *tale = find_leading (self, verdict, position, &head);

      if (tale == NULL)
        return FALSE;
      position = MAX (tale->from - 1, verdict->base);
      head = *story_get_head (tale->story, position);
    }

  return memcmp (&head, &verdict->base_head, sizeof head) == 0 &&
         find_leading (self, verdict, position, &head) != NULL;
}

/* F9: what counts for good does so whatever else is said. */
static void
keep_base (const Oracle *self, Verdict *verdict)
{
  gboolean split = verdict->forked != 0 && verdict->forked <= verdict->base;
  gboolean goes_on = verdict->cut && verdict->cut_after > verdict->base &&
                     (!split || (verdict->named && leads_through_base (self, verdict)));

  if (verdict->base == 0 || goes_on || !(verdict->cut || split))
    return;

  verdict->cut = TRUE;
  verdict->cut_after = verdict->base;
  verdict->named = TRUE;
  verdict->head = verdict->base_head;
}

/* F7: the operation after which the chain is as named, and every one that leads to it
 * without a gap. */
static void
count_line (const Oracle *self, Verdict *verdict)
{
  guint64 position = verdict->cut_after;
  Head head = verdict->head;

  while (position > 0)
    {
      const Tale *tale = find_leading (self, verdict, position, &head);

      if (tale == NULL)
        break;
      count_range (verdict, tale, 1, position);
      position = tale->from - 1;
      head = *story_get_head (tale->story, position);
    }
}

static void
count_stream (const Oracle *self, Verdict *verdict)
{
  GPtrArray *counting = verdict->counting;

  g_ptr_array_set_size (counting, (gint) verdict->last + 1);
  for (guint i = 0; i < self->held->tales->len; i++)
    {
      const Tale *tale = &g_array_index (self->held->tales, Tale, i);

      if (ahadi_stream_id_equal (&tale->story->id, &verdict->id))
        count_range (verdict, tale, 1,
                     verdict->forked == 0 ? verdict->last : verdict->forked - 1);
    }
  if (verdict->named)
    count_line (self, verdict);

  for (guint64 seq = 1; seq < counting->len; seq++)
    if (counting->pdata[seq] != NULL && ((verdict->cut && seq > verdict->cut_after) ||
                                         waits (self, counting->pdata[seq])))
      counting->pdata[seq] = NULL;
}

/* --- Erasures ------------------------------------------------------------- */

/* One in the members' or a branch's audience counts in all of these. */
static guint
get_scope (const Verdict *verdict)
{
  return g_str_has_prefix (verdict->id.audience, "branch/") ||
                 strcmp (verdict->id.audience, "membership") == 0
             ? STEP_N_AUDIENCES
             : verdict->audience;
}

static gboolean
is_gone (const Oracle *self, const AhadiId *id, guint scope)
{
  for (guint i = 0; i < self->gone->len; i++)
    {
      const Gone *gone = &g_array_index (self->gone, Gone, i);

      if (gone->scope == scope && ahadi_id_equal (&gone->id, id))
        return TRUE;
    }

  return FALSE;
}

/* Returns: whether it was not gone before. */
static gboolean
make_gone (Oracle *self, const AhadiId *id, guint scope)
{
  const Gone gone = { *id, scope };

  if (is_gone (self, id, scope))
    return FALSE;

  g_array_append_val (self->gone, gone);
  return TRUE;
}

/* One that counts, or that stands beyond a fork. */
static void
take_erasure (Oracle *self, const Verdict *verdict, const Entry *entry)
{
  guint64 seq = entry->operation.seq;
  gboolean beyond = verdict->forked != 0 && seq >= verdict->forked &&
                    !(verdict->cut && seq > verdict->cut_after);
  AhadiId of;

  if (entry->operation.kind != AHADI_KIND_ERASURE || waits (self, entry) ||
      !(beyond || verdict->counting->pdata[seq] == entry))
    return;

  if (ahadi_id_parse (entry->body.values[AHADI_ERASURE_OF], &of, NULL))
    make_gone (self, &of, get_scope (verdict));
}

/* What belongs to a record that is gone, as anything that is held tells to whom it opens.
 * Returns: whether it went by this. */
static gboolean
take_belonging (Oracle *self, const Verdict *verdict, const Entry *entry)
{
  guint scope = get_scope (verdict);

  if (entry->operation.kind == AHADI_KIND_ERASURE || !is_told (self, entry) ||
      (entry->sealed && !self->held->has_key))
    return FALSE;

  for (guint i = 0; i < self->gone->len; i++)
    {
      const Gone *gone = &g_array_index (self->gone, Gone, i);

      if (gone->scope == scope && entry_is_of (entry, &gone->id))
        return make_gone (self, &entry->operation.entity, scope);
    }

  return FALSE;
}

static gboolean
take_all_belonging (Oracle *self)
{
  gboolean any = FALSE;

  for (guint i = 0; i < self->held->tales->len; i++)
    {
      const Tale *tale = &g_array_index (self->held->tales, Tale, i);
      const Verdict *verdict = find_verdict (self, &tale->story->id);

      for (guint64 seq = tale->from; seq <= tale->to; seq++)
        any |= take_belonging (self, verdict, story_get_entry (tale->story, seq));
    }

  return any;
}

static void
find_gone (Oracle *self)
{
  for (guint i = 0; i < self->held->tales->len; i++)
    {
      const Tale *tale = &g_array_index (self->held->tales, Tale, i);
      const Verdict *verdict = find_verdict (self, &tale->story->id);

      for (guint64 seq = tale->from; seq <= tale->to; seq++)
        take_erasure (self, verdict, story_get_entry (tale->story, seq));
    }
  while (self->gone->len > 0 && take_all_belonging (self))
    ;
}

/* --- Folding -------------------------------------------------------------- */

static gint
compare_entries (gconstpointer a, gconstpointer b)
{
  return ahadi_stamp_compare (&(*(const Entry *const *) a)->stamp,
                              &(*(const Entry *const *) b)->stamp);
}

/* Returns: (element-type Entry): what gives a writing in @audience, by stamps. */
static GPtrArray *
list_writings (const Oracle *self, StepAudience audience)
{
  GPtrArray *writings = g_ptr_array_new ();
  GArray *verdicts = self->judgment->verdicts;

  for (guint i = 0; i < verdicts->len; i++)
    {
      const Verdict *verdict = &g_array_index (verdicts, Verdict, i);
      guint scope = get_scope (verdict);

      for (guint64 seq = 1; verdict->audience == audience && seq <= verdict->last; seq++)
        {
          Entry *entry = verdict->counting->pdata[seq];

          if (entry != NULL && is_told (self, entry) &&
              (entry->operation.kind == AHADI_KIND_ERASURE ||
               !is_gone (self, &entry->operation.entity, scope)))
            {
              g_ptr_array_add (writings, entry);
              if (seq <= verdict->base)
                g_hash_table_add (self->judgment->settled, entry);
            }
        }
    }

  g_ptr_array_sort (writings, compare_entries);
  return writings;
}

/* F1. A stream's times rise and only one of its stories counts, so that no two stamps are
 * equal (F2). */
static void
write_fields (AhadiRow *row, const Entry *entry)
{
  const AhadiKindInfo *info = ahadi_kind_get_info (row->kind);

  for (guint i = 0; i < info->n_fields; i++)
    {
      gboolean first = ahadi_stamp_is_zero (&row->stamps[i]);

      if ((entry->body.fields >> i & 1) == 0 ||
          (!first && info->fields[i].field_class == AHADI_FIELD_FACT))
        continue;
      g_free (row->values[i]);
      row->values[i] = g_strdup (entry->body.values[i]);
      row->stamps[i] = entry->stamp;
    }
}

static gint
compare_rows (gconstpointer a, gconstpointer b)
{
  const AhadiRow *left = *(AhadiRow *const *) a;
  const AhadiRow *right = *(AhadiRow *const *) b;

  if (left->kind != right->kind)
    return left->kind < right->kind ? -1 : 1;
  return ahadi_id_compare (&left->entity, &right->entity);
}

/* Whether a writing of the record of @row was sealed: it shows in no digest then. */
static gboolean
is_sealed (const AhadiRow *row, GPtrArray *writings)
{
  for (guint i = 0; i < writings->len; i++)
    {
      const Entry *entry = writings->pdata[i];

      if (entry->sealed && entry->operation.kind == row->kind &&
          ahadi_id_equal (&entry->operation.entity, &row->entity))
        return TRUE;
    }

  return FALSE;
}

/* By kind and record; by stamps they are already. */
static void
add_sealed (AhadiDigest *digest, const AhadiRow *row, GPtrArray *writings)
{
  for (guint i = 0; i < writings->len; i++)
    {
      const Entry *entry = writings->pdata[i];

      if (entry->sealed && entry->operation.kind == row->kind &&
          ahadi_id_equal (&entry->operation.entity, &row->entity))
        ahadi_digest_add_sealed (digest, row->kind, &row->entity, &entry->stamp,
                                 entry->operation.body_hash);
    }
}

static char *
fold (GPtrArray *writings, const char *name)
{
  g_autoptr (GPtrArray) rows = rows_new ();
  g_autoptr (AhadiDigest) digest = ahadi_digest_new (name);

  for (guint i = 0; i < writings->len; i++)
    write_fields (rows_get (rows, &((const Entry *) writings->pdata[i])->operation),
                  writings->pdata[i]);

  g_ptr_array_sort (rows, compare_rows);
  for (guint i = 0; i < rows->len; i++)
    if (!is_sealed (rows->pdata[i], writings))
      ahadi_digest_add (digest, rows->pdata[i]);
  for (guint i = 0; i < rows->len; i++)
    add_sealed (digest, rows->pdata[i], writings);
  return ahadi_digest_finish (digest);
}

/* --- Judging -------------------------------------------------------------- */

static void
clear_verdict (gpointer data)
{
  g_ptr_array_unref (((Verdict *) data)->counting);
}

Judgment *
oracle_judge (const Held *held, const char *const names[STEP_N_AUDIENCES], gint64 now_ms)
{
  Judgment *judgment = g_new0 (Judgment, 1);
  g_autoptr (GArray) gone = g_array_new (FALSE, FALSE, sizeof (Gone));
  Oracle self = { held, now_ms, judgment, gone };

  judgment->verdicts = g_array_new (FALSE, FALSE, sizeof (Verdict));
  g_array_set_clear_func (judgment->verdicts, clear_verdict);
  judgment->settled = g_hash_table_new (NULL, NULL);
  find_streams (&self);
  take_cutoffs (&self);
  for (guint i = 0; i < judgment->verdicts->len; i++)
    {
      find_fork (&self, &g_array_index (judgment->verdicts, Verdict, i));
      keep_base (&self, &g_array_index (judgment->verdicts, Verdict, i));
      count_stream (&self, &g_array_index (judgment->verdicts, Verdict, i));
    }

  find_gone (&self);
  for (guint i = 0; i < STEP_N_AUDIENCES; i++)
    {
      judgment->writings[i] = list_writings (&self, i);
      judgment->digests[i] = fold (judgment->writings[i], names[i]);
    }
  return judgment;
}

void
judgment_free (Judgment *self)
{
  g_array_unref (self->verdicts);
  g_hash_table_unref (self->settled);
  for (guint i = 0; i < STEP_N_AUDIENCES; i++)
    {
      g_free (self->digests[i]);
      g_ptr_array_unref (self->writings[i]);
    }
  g_free (self);
}

gboolean
judgment_counts (const Judgment *self, const Entry *entry)
{
  for (guint i = 0; i < self->verdicts->len; i++)
    {
      const Verdict *verdict = &g_array_index (self->verdicts, Verdict, i);
      guint64 seq = entry->operation.seq;

      if (seq < verdict->counting->len && verdict->counting->pdata[seq] == entry)
        return TRUE;
    }

  return FALSE;
}
