/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-review.h"

/*
 * Everything is looked up in tables by stamp and by stream: whoever writes a great many
 * operations makes nobody wait longer than their number.
 */

/* A writing of the field, with what is known of it. Borrows its value. */
typedef struct
{
  AhadiStamp stamp;
  AhadiStamp base; /* zero: nothing, or none that can have been seen */
  const char *value;
  int older;        /* index of the one before in its stream, or -1 */
  int based_on;     /* index of the one that it was written over, or -1 */
  gboolean settled; /* counts for good */
  gboolean seen;    /* by another */
  gboolean set_aside;
} Node;

typedef struct
{
  guint field;
  GArray *nodes;                 /* Node, by stamp, then by value */
  GHashTable *by_stamp;          /* AhadiStamp of a node: 1 + its index */
  const AhadiDecision *decision; /* nullable: the latest that holds */
  gboolean decided;              /* by one that holds and takes none back */
} Field;

void
ahadi_review_free (AhadiReview *self)
{
  if (self == NULL)
    return;

  g_free (self->base.value);
  g_free (self->standing.value);
  g_free (self->before.value);
  g_array_unref (self->rivals);
  g_free (self);
}

static guint
hash_stamp (gconstpointer data)
{
  const AhadiStamp *stamp = data;
  guint64 mixed = stamp->hlc ^ ahadi_get_u64be (stamp->device.bytes) ^ stamp->epoch;

  return (guint) (mixed ^ (mixed >> 32));
}

static gboolean
equal_stamps (gconstpointer a, gconstpointer b)
{
  return ahadi_stamp_compare (a, b) == 0;
}

static guint
hash_stream (gconstpointer data)
{
  const AhadiStamp *stamp = data;

  return (guint) ahadi_get_u64be (stamp->device.bytes) ^ stamp->epoch;
}

static gboolean
equal_streams (gconstpointer a, gconstpointer b)
{
  const AhadiStamp *first = a;
  const AhadiStamp *second = b;

  return first->epoch == second->epoch &&
         ahadi_id_equal (&first->device, &second->device);
}

static int
compare_nodes (gconstpointer a, gconstpointer b)
{
  const Node *first = a;
  const Node *second = b;
  int stamps = ahadi_stamp_compare (&first->stamp, &second->stamp);

  return stamps != 0 ? stamps : g_strcmp0 (first->value, second->value);
}

static Node *
get (const Field *self, guint index)
{
  return &g_array_index (self->nodes, Node, index);
}

static void
field_clear (Field *self)
{
  g_clear_pointer (&self->nodes, g_array_unref);
  g_clear_pointer (&self->by_stamp, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Field, field_clear)

/* --- Who saw what --------------------------------------------------------- */

/* Whoever sees a stamp writes above it: a base that is not below is a lie, and seen as
 * nothing, so that nobody can make a ring of which none is an end. */
static AhadiStamp
read_base (const AhadiReviewEntry *entry, guint field)
{
  const AhadiStamp *base = &entry->body->bases[field];
  AhadiStamp nothing = { 0 };

  return ahadi_stamp_compare (base, &entry->stamp) < 0 ? *base : nothing;
}

/* Of those that count for good the last one alone matters: the others may be kept or not
 * (N6). */
static void
drop_past (GArray *nodes)
{
  gboolean later = FALSE;
  guint n = nodes->len;

  for (guint i = nodes->len; i > 0; i--)
    {
      Node node = g_array_index (nodes, Node, i - 1);

      if (!node.settled || !later)
        g_array_index (nodes, Node, --n) = node;
      later |= node.settled;
    }
  g_array_remove_range (nodes, 0, n);
}

static void
collect (Field *self, GArray *entries)
{
  self->nodes = g_array_new (FALSE, FALSE, sizeof (Node));
  for (guint i = 0; i < entries->len; i++)
    {
      const AhadiReviewEntry *entry = &g_array_index (entries, AhadiReviewEntry, i);
      Node node = {
        .stamp = entry->stamp, .settled = entry->settled, .older = -1, .based_on = -1
      };

      if ((entry->body->fields >> self->field & 1) == 0)
        continue;
      node.base = read_base (entry, self->field);
      node.value = entry->body->values[self->field];
      g_array_append_val (self->nodes, node);
    }

  g_array_sort (self->nodes, compare_nodes);
  drop_past (self->nodes);
}

/* NULL if there is none. */
static Node *
find (const Field *self, const AhadiStamp *stamp)
{
  guint index = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_stamp, stamp));

  return index > 0 ? get (self, index - 1) : NULL;
}

/* An author has seen what it wrote before. */
static void
link_streams (Field *self)
{
  g_autoptr (GHashTable) newest = g_hash_table_new (hash_stream, equal_streams);

  for (guint i = 0; i < self->nodes->len; i++)
    {
      Node *node = get (self, i);
      guint older = GPOINTER_TO_UINT (g_hash_table_lookup (newest, &node->stamp));

      if (older > 0)
        {
          node->older = older - 1;
          get (self, node->older)->seen = TRUE;
        }
      g_hash_table_replace (newest, &node->stamp, GUINT_TO_POINTER (i + 1));
    }
}

static void
link_bases (Field *self)
{
  self->by_stamp = g_hash_table_new (hash_stamp, equal_stamps);
  for (guint i = 0; i < self->nodes->len; i++)
    g_hash_table_replace (self->by_stamp, &get (self, i)->stamp,
                          GUINT_TO_POINTER (i + 1));

  for (guint i = 0; i < self->nodes->len; i++)
    {
      Node *base = find (self, &get (self, i)->base);

      if (base == NULL)
        continue;
      base->seen = TRUE;
      get (self, i)->based_on = base - get (self, 0);
    }
}

/* --- What was decided ----------------------------------------------------- */

static const AhadiStamp *
get_last_cite (const AhadiDecision *decision)
{
  return &decision->cites[decision->n_cites - 1];
}

/* A decision holds as long as what it lets stand counts. */
static gboolean
holds (const Field *self, AhadiFieldClass field_class, const AhadiDecision *decision)
{
  return decision->field == self->field && field_class == AHADI_FIELD_SENSITIVE &&
         find (self, get_last_cite (decision)) != NULL;
}

static int
compare_decisions (const AhadiDecision *a, const AhadiDecision *b)
{
  int stamps = ahadi_stamp_compare (&a->stamp, &b->stamp);

  return stamps != 0 ? stamps : ahadi_id_compare (&a->id, &b->id);
}

static int
compare_latest_first (gconstpointer a, gconstpointer b)
{
  return compare_decisions (*(const AhadiDecision *const *) b,
                            *(const AhadiDecision *const *) a);
}

/* Returns: (element-type AhadiDecision): those that hold, the latest first. */
static GPtrArray *
list_holding (const Field *self, AhadiFieldClass field_class, GArray *decisions)
{
  GPtrArray *holding = g_ptr_array_new ();

  for (guint i = 0; i < decisions->len; i++)
    {
      AhadiDecision *decision = &g_array_index (decisions, AhadiDecision, i);

      if (holds (self, field_class, decision))
        g_ptr_array_add (holding, decision);
    }

  g_ptr_array_sort (holding, compare_latest_first);
  return holding;
}

/* @undone: what those let stand that are taken back */
static void
take_decision (Field *self, const AhadiDecision *decision, GHashTable *undone)
{
  if (self->decision == NULL)
    self->decision = decision;
  self->decided |= !decision->undoes;
  for (guint n = 0; n + 1 < decision->n_cites; n++)
    {
      Node *node = find (self, &decision->cites[n]);

      if (decision->undoes)
        g_hash_table_add (undone, (gpointer) &decision->cites[n]);
      else if (node != NULL)
        node->set_aside = TRUE;
    }
}

/* From the latest on: one that takes another back is met before it, and after one by
 * which it was taken back itself. */
static void
decide (Field *self, AhadiFieldClass field_class, GArray *decisions)
{
  g_autoptr (GPtrArray) holding = list_holding (self, field_class, decisions);
  g_autoptr (GHashTable) undone = g_hash_table_new (hash_stamp, equal_stamps);

  for (guint i = 0; i < holding->len; i++)
    if (!g_hash_table_contains (undone, get_last_cite (holding->pdata[i])))
      take_decision (self, holding->pdata[i], undone);
}

/* --- The item ------------------------------------------------------------- */

static AhadiRivalState
judge (const Node *node, const Node *standing, AhadiFieldClass field_class)
{
  if (node->set_aside)
    return AHADI_RIVAL_SET_ASIDE;

  return field_class == AHADI_FIELD_SENSITIVE &&
                 g_strcmp0 (node->value, standing->value) != 0
             ? AHADI_RIVAL_COMPETES
             : AHADI_RIVAL_PARALLEL;
}

static int
compare_rivals (gconstpointer a, gconstpointer b)
{
  const AhadiRival *first = a;
  const AhadiRival *second = b;

  if (first->state != second->state)
    return first->state < second->state ? -1 : 1;

  return ahadi_stamp_compare (&second->writing.stamp, &first->writing.stamp);
}

static void
clear_rival (gpointer data)
{
  g_free (((AhadiRival *) data)->writing.value);
}

static AhadiWriting
copy (const Node *node)
{
  return (AhadiWriting){ node->stamp, node->base, g_strdup (node->value) };
}

/* All the other ends, and what was decided upon. */
static void
add_rivals (const Field *self, AhadiFieldClass field_class, AhadiReview *review)
{
  const guint last = self->nodes->len - 1;

  for (guint i = 0; i < last; i++)
    {
      const Node *node = get (self, i);
      AhadiRival rival = { .is_end = !node->seen };

      if (node->seen && !node->set_aside)
        continue;
      rival.writing = copy (node);
      rival.state = judge (node, get (self, last), field_class);
      review->n_competing += rival.state == AHADI_RIVAL_COMPETES ? 1 : 0;
      g_array_append_val (review->rivals, rival);
    }

  g_array_sort (review->rivals, compare_rivals);
  if (review->rivals->len > AHADI_REVIEW_LIMIT)
    g_array_set_size (review->rivals, AHADI_REVIEW_LIMIT);
}

/* What was set aside comes before what was written in parallel: of those that are listed
 * one is there if there is any. */
static AhadiReviewState
find_state (const Field *self, const AhadiReview *review)
{
  if (review->n_competing > 0)
    return self->decided ? AHADI_REVIEW_REOPENED : AHADI_REVIEW_OPEN;

  for (guint i = 0; i < review->rivals->len; i++)
    if (g_array_index (review->rivals, AhadiRival, i).state == AHADI_RIVAL_SET_ASIDE)
      return AHADI_REVIEW_SETTLED;

  return AHADI_REVIEW_PARALLEL;
}

/* --- The base ------------------------------------------------------------- */

/* The ends that are asked what they saw: what stands, and those who compete; if nobody
 * competes, all of them. */
static GArray *
list_asked (const Field *self, AhadiFieldClass field_class, gboolean contested)
{
  GArray *asked = g_array_new (FALSE, FALSE, sizeof (guint));
  const guint last = self->nodes->len - 1;

  for (guint i = 0; i <= last; i++)
    {
      const Node *node = get (self, i);

      if (i == last ||
          (!node->seen && (!contested || judge (node, get (self, last), field_class) ==
                                             AHADI_RIVAL_COMPETES)))
        g_array_append_val (asked, i);
    }

  return asked;
}

static void
pass_on (guint64 *seen_by, int index, guint64 bits)
{
  if (index >= 0)
    seen_by[index] |= bits;
}

/* Leaves in @common those that each of the @n at @asked saw, at most 64. Whoever saw
 * another stands behind it, so that one walk from the end tells all. Returns: whether any
 * are left. */
static gboolean
keep_seen (const Field *self, const guint *asked, guint n, gboolean *common)
{
  g_autofree guint64 *seen_by = g_new0 (guint64, self->nodes->len);
  guint64 all = G_MAXUINT64 >> (64 - n);
  guint next = n;
  gboolean any = FALSE;

  for (guint i = self->nodes->len; i > 0; i--)
    {
      const Node *node = get (self, i - 1);
      guint64 bits = seen_by[i - 1];

      common[i - 1] &= bits == all;
      any |= common[i - 1];
      if (next > 0 && asked[next - 1] == i - 1)
        bits |= G_GUINT64_CONSTANT (1) << --next;
      pass_on (seen_by, node->older, bits);
      pass_on (seen_by, node->based_on, bits);
    }

  return any;
}

/* The last writing that all of them saw, whether they are listed or not. */
static void
find_base (const Field *self, AhadiFieldClass field_class, AhadiReview *review)
{
  g_autoptr (GArray) asked = list_asked (self, field_class, review->n_competing > 0);
  g_autofree gboolean *common = g_new (gboolean, self->nodes->len);
  gboolean any = TRUE;

  for (guint i = 0; i < self->nodes->len; i++)
    common[i] = TRUE;
  for (guint i = 0; any && i < asked->len; i += 64)
    any = keep_seen (self, &g_array_index (asked, guint, i), MIN (asked->len - i, 64),
                     common);

  for (guint i = self->nodes->len; i > 0 && !review->has_base; i--)
    if (common[i - 1])
      {
        review->base = copy (get (self, i - 1));
        review->has_base = TRUE;
      }
}

/* What stood when it was made is the highest that it cites but its own writing. Once
 * somebody has gone on from that, it is too late to bring the former back. */
static void
tell_decision (const Field *self, AhadiReview *review)
{
  const AhadiDecision *decision = self->decision;
  const Node *before;

  if (decision == NULL)
    return;

  review->has_decision = TRUE;
  review->decision = decision->id;
  review->decided = *get_last_cite (decision);
  before = decision->undoes ? NULL : find (self, &decision->cites[decision->n_cites - 2]);
  review->has_before =
      before != NULL &&
      ahadi_stamp_compare (&review->decided, &review->standing.stamp) == 0;
  if (review->has_before)
    review->before = copy (before);
}

/* NULL if no two of its writings were made apart. */
static AhadiReview *
review_field (Field *self, AhadiFieldClass field_class, GArray *decisions)
{
  AhadiReview *review;

  link_streams (self);
  link_bases (self);
  decide (self, field_class, decisions);

  review = g_new0 (AhadiReview, 1);
  review->field = self->field;
  review->standing = copy (get (self, self->nodes->len - 1));
  review->rivals = g_array_new (FALSE, FALSE, sizeof (AhadiRival));
  g_array_set_clear_func (review->rivals, clear_rival);
  add_rivals (self, field_class, review);
  if (review->rivals->len == 0)
    {
      ahadi_review_free (review);
      return NULL;
    }

  tell_decision (self, review);
  review->state = find_state (self, review);
  find_base (self, field_class, review);
  return review;
}

GPtrArray *
ahadi_review_record (AhadiKind kind, GArray *entries, GArray *decisions)
{
  const AhadiKindInfo *info = ahadi_kind_get_info (kind);
  GPtrArray *reviews =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_review_free);

  for (guint i = 0; i < info->n_fields; i++)
    {
      g_auto (Field) field = { .field = i };
      AhadiReview *review = NULL;

      if (info->fields[i].field_class == AHADI_FIELD_FACT)
        continue;
      collect (&field, entries);
      if (field.nodes->len > 1)
        review = review_field (&field, info->fields[i].field_class, decisions);
      if (review != NULL)
        g_ptr_array_add (reviews, review);
    }

  return reviews;
}
