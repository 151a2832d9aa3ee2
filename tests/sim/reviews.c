/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reviews.h"

#include <string.h>

/* --- Lines ---------------------------------------------------------------- */

static void
add_stamp (GString *line, const char *word, const AhadiStamp *stamp)
{
  char text[AHADI_STAMP_TEXT_SIZE];

  g_string_append_printf (line, " %s %s", word, ahadi_stamp_print (stamp, text));
}

static GString *
begin_line (const AhadiId *entity, const char *field, const char *state)
{
  GString *line = g_string_new (NULL);
  char id[AHADI_ID_TEXT_SIZE];

  g_string_append_printf (line, "%s %s %s", ahadi_id_print (entity, id), field, state);
  return line;
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* @lines: (transfer full) (element-type utf8) */
static char *
join (GPtrArray *lines)
{
  char *text;

  g_ptr_array_sort (lines, compare_lines);
  g_ptr_array_add (lines, NULL);
  text = g_strjoinv ("\n", (char **) lines->pdata);
  g_ptr_array_unref (lines);
  return text;
}

/* --- The naive way -------------------------------------------------------- */

/* One sensitive field of one record. */
typedef struct
{
  guint field;
  GPtrArray *all;       /* Entry: all writings of it, by stamps */
  GPtrArray *decisions; /* Entry */
  gboolean *saw;        /* saw[i * n + j]: i saw j */
} Matter;

static const Entry *
get (const Matter *self, guint index)
{
  return self->all->pdata[index];
}

static const char *
get_value (const Matter *self, guint index)
{
  return get (self, index)->body.values[self->field];
}

/* N1, but for what follows from others. */
static gboolean
saw_itself (const Matter *self, guint i, guint j)
{
  const AhadiStamp *mine = &get (self, i)->stamp;
  const AhadiStamp *other = &get (self, j)->stamp;

  if (ahadi_stamp_compare (other, mine) >= 0)
    return FALSE;

  return ahadi_stamp_compare (&get (self, i)->body.bases[self->field], other) == 0 ||
         (mine->epoch == other->epoch && ahadi_id_equal (&mine->device, &other->device));
}

static void
find_seen (Matter *self)
{
  const guint n = self->all->len;

  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < n; j++)
      self->saw[i * n + j] = saw_itself (self, i, j);
  for (guint k = 0; k < n; k++)
    for (guint i = 0; i < n; i++)
      for (guint j = 0; j < n; j++)
        self->saw[i * n + j] |= self->saw[i * n + k] && self->saw[k * n + j];
}

static gboolean
is_end (const Matter *self, guint index)
{
  for (guint i = 0; i < self->all->len; i++)
    if (self->saw[i * self->all->len + index])
      return FALSE;

  return TRUE;
}

/* -1: it does not count. */
static int
find_cited (const Matter *self, const char *stamp)
{
  for (guint i = 0; i < self->all->len; i++)
    {
      char text[AHADI_STAMP_TEXT_SIZE];

      if (strcmp (ahadi_stamp_print (&get (self, i)->stamp, text), stamp) == 0)
        return (int) i;
    }

  return -1;
}

static gboolean
undoes (const Entry *decision)
{
  return strcmp (decision->body.values[AHADI_SETTLEMENT_OUTCOME],
                 AHADI_SETTLEMENT_UNDO) == 0;
}

static gboolean says (const Matter *self, const Entry *decision);

/* Whether @later takes @decision back. No two settlements of a history have one stamp. */
static gboolean
takes_back (const Matter *self, const Entry *later, const Entry *decision)
{
  g_auto (GStrv) cites = g_strsplit (later->body.values[AHADI_SETTLEMENT_CITES], " ", -1);
  const char *last = strrchr (decision->body.values[AHADI_SETTLEMENT_CITES], ' ') + 1;

  if (!undoes (later) || ahadi_stamp_compare (&later->stamp, &decision->stamp) <= 0 ||
      !says (self, later))
    return FALSE;
  for (guint i = 0; cites[i + 1] != NULL; i++)
    if (strcmp (cites[i], last) == 0)
      return TRUE;

  return FALSE;
}

/* N4: what it cites last counts, and nobody took it back. */
static gboolean
says (const Matter *self, const Entry *decision)
{
  if (find_cited (self,
                  strrchr (decision->body.values[AHADI_SETTLEMENT_CITES], ' ') + 1) < 0)
    return FALSE;

  for (guint i = 0; i < self->decisions->len; i++)
    if (takes_back (self, self->decisions->pdata[i], decision))
      return FALSE;

  return TRUE;
}

/* N4. Returns: whether @decision says what stands, and cites @index and not last. -1:
 * whether it says that */
static gboolean
sets_aside (const Matter *self, const Entry *decision, int index)
{
  g_auto (GStrv) cites =
      g_strsplit (decision->body.values[AHADI_SETTLEMENT_CITES], " ", -1);
  guint n = g_strv_length (cites);

  if (undoes (decision) || !says (self, decision))
    return FALSE;
  for (guint i = 0; i + 1 < n; i++)
    if (index < 0 || find_cited (self, cites[i]) == index)
      return TRUE;

  return FALSE;
}

static gboolean
is_set_aside (const Matter *self, int index)
{
  for (guint i = 0; i < self->decisions->len; i++)
    if (sets_aside (self, self->decisions->pdata[i], index))
      return TRUE;

  return FALSE;
}

/* N2 */
static gboolean
competes (const Matter *self, guint index)
{
  const guint last = self->all->len - 1;

  return index != last && is_end (self, index) && !is_set_aside (self, index) &&
         g_strcmp0 (get_value (self, index), get_value (self, last)) != 0;
}

/* N5: the highest that what stands and all that compete saw; -1: none. */
static int
find_base (const Matter *self)
{
  const guint n = self->all->len;

  for (guint base = n; base > 0; base--)
    {
      gboolean all = self->saw[(n - 1) * n + base - 1];

      for (guint i = 0; i < n; i++)
        all &= !competes (self, i) || self->saw[i * n + base - 1];
      if (all)
        return (int) base - 1;
    }

  return -1;
}

static char *
describe_conflict (const Matter *self, const AhadiId *entity, const char *name)
{
  GString *line =
      begin_line (entity, name, is_set_aside (self, -1) ? "reopened" : "open");
  int base = find_base (self);

  add_stamp (line, "stands", &get (self, self->all->len - 1)->stamp);
  if (base >= 0)
    add_stamp (line, "base", &get (self, base)->stamp);
  for (guint i = self->all->len; i > 0; i--)
    if (competes (self, i - 1))
      add_stamp (line, "competes", &get (self, i - 1)->stamp);
  return g_string_free (line, FALSE);
}

/* NULL: nobody is asked, or was. */
static char *
describe (const Matter *self, const AhadiId *entity, const char *name)
{
  gboolean settled = FALSE;
  GString *line;

  for (guint i = 0; i < self->all->len; i++)
    if (competes (self, i))
      return describe_conflict (self, entity, name);

  for (guint i = 0; i < self->all->len; i++)
    settled |= is_set_aside (self, i);
  if (!settled)
    return NULL;

  line = begin_line (entity, name, "settled");
  add_stamp (line, "stands", &get (self, self->all->len - 1)->stamp);
  return g_string_free (line, FALSE);
}

static gboolean
is_about (const Entry *entry, const AhadiId *entity, const char *name)
{
  g_autofree char *id = ahadi_id_to_string (entity);

  return entry->operation.kind == AHADI_KIND_SETTLEMENT &&
         strcmp (entry->body.values[AHADI_SETTLEMENT_OF_ENTITY], id) == 0 &&
         strcmp (entry->body.values[AHADI_SETTLEMENT_OF_FIELD], name) == 0;
}

/* N6 */
static void
drop_past (GPtrArray *all, GHashTable *settled)
{
  gboolean later = FALSE;

  for (guint i = all->len; i > 0; i--)
    if (g_hash_table_contains (settled, all->pdata[i - 1]))
      {
        if (later)
          g_ptr_array_remove_index (all, i - 1);
        later = TRUE;
      }
}

static char *
judge_field (GPtrArray *writings, GHashTable *settled, const AhadiId *entity, guint field)
{
  const char *name = ahadi_member_info.fields[field].name;
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  g_autoptr (GPtrArray) decisions = g_ptr_array_new ();
  g_autofree gboolean *saw = NULL;
  Matter matter = { .field = field, .all = all, .decisions = decisions };

  for (guint i = 0; i < writings->len; i++)
    {
      Entry *entry = writings->pdata[i];

      if (is_about (entry, entity, name))
        g_ptr_array_add (decisions, entry);
      else if (entry->operation.kind == AHADI_KIND_MEMBER &&
               ahadi_id_equal (&entry->operation.entity, entity) &&
               (entry->body.fields >> field & 1) != 0)
        g_ptr_array_add (all, entry);
    }
  drop_past (all, settled);
  if (all->len == 0)
    return NULL;

  saw = g_new0 (gboolean, all->len * all->len);
  matter.saw = saw;
  find_seen (&matter);
  return describe (&matter, entity, name);
}

static gboolean
comes_first (GPtrArray *writings, guint index)
{
  const Entry *entry = writings->pdata[index];

  for (guint i = 0; i < index; i++)
    {
      const Entry *other = writings->pdata[i];

      if (other->operation.kind == AHADI_KIND_MEMBER &&
          ahadi_id_equal (&other->operation.entity, &entry->operation.entity))
        return FALSE;
    }

  return entry->operation.kind == AHADI_KIND_MEMBER;
}

char *
reviews_judge (GPtrArray *writings, GHashTable *settled)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < writings->len; i++)
    for (guint field = 0; field < AHADI_MEMBER_N_FIELDS; field++)
      {
        char *line = NULL;

        if (ahadi_member_info.fields[field].field_class == AHADI_FIELD_SENSITIVE &&
            comes_first (writings, i))
          line = judge_field (writings, settled,
                              &((const Entry *) writings->pdata[i])->operation.entity,
                              field);
        if (line != NULL)
          g_ptr_array_add (lines, line);
      }

  return join (lines);
}

/* --- An office ------------------------------------------------------------ */

static char *
describe_review (const AhadiReviewItem *item, const AhadiReview *review)
{
  static const char *const words[] = { "open", "reopened", "settled", "parallel" };
  const char *field = ahadi_member_info.fields[item->field].name;
  GString *line = begin_line (&item->entity, field, words[item->state]);

  if (item->state != review->state || item->hlc != review->standing.stamp.hlc)
    g_string_append (line, " (the list says otherwise)");
  add_stamp (line, "stands", &review->standing.stamp);
  if (review->state == AHADI_REVIEW_SETTLED)
    return g_string_free (line, FALSE);

  if (review->has_base)
    add_stamp (line, "base", &review->base.stamp);
  for (guint i = 0; i < review->n_competing; i++)
    add_stamp (line, "competes",
               &g_array_index (review->rivals, AhadiRival, i).writing.stamp);
  return g_string_free (line, FALSE);
}

static char *
ask_item (Reader *reader, const AhadiReviewItem *item)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) reviews = ahadi_review_items_of (
      reader->place.vault, item->audience, item->kind, &item->entity, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < reviews->len; i++)
    if (((AhadiReview *) reviews->pdata[i])->field == item->field)
      return describe_review (item, reviews->pdata[i]);

  return g_strdup ("listed, and not there");
}

char *
reviews_ask (Reader *reader, StepAudience audience)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);

  for (int settled = 0; settled < 2; settled++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) items =
          ahadi_review_items_list (reader->place.vault, settled, 0, 0, &error);

      g_assert_no_error (error);
      for (guint i = 0; i < items->len; i++)
        {
          const AhadiReviewItem *item = items->pdata[i];

          if (strcmp (item->audience, reader->names[audience]) == 0)
            g_ptr_array_add (lines, ask_item (reader, item));
        }
    }

  return join (lines);
}
