/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "writers.h"

#include <string.h>

#define HOUR_MS (60 * 60 * G_GINT64_CONSTANT (1000))
#define START_MS G_GINT64_CONSTANT (1800000000000)

/* --- Ids ------------------------------------------------------------------ */

/* How ids of one history compare depends on its seed alone; two runs have others. */
static AhadiId
make_id (const Writers *self, guint family, guint number)
{
  guint32 mixed = self->seed * 2654435761u + family * 40503u + number * 2246822519u;
  AhadiId id = { { 0 } };

  ahadi_put_u32be (id.bytes, mixed ^ mixed >> 15);
  ahadi_put_u32be (id.bytes + 4, family);
  ahadi_put_u32be (id.bytes + 8, number);
  ahadi_put_u32be (id.bytes + 12, self->run);
  return id;
}

static AhadiId
make_record_id (const Writers *self, AhadiKind kind, guint number)
{
  return make_id (self, kind, number);
}

static AhadiId
make_device_id (const Writers *self, guint writer)
{
  return make_id (self, AHADI_KIND_MAX + 1, writer);
}

void
writers_init (Writers *self, guint32 seed, const char *const audiences[STEP_N_AUDIENCES])
{
  static guint32 runs;

  *self = (Writers){ .seed = seed, .run = runs++, .now_ms = START_MS };
  memcpy (self->audiences, audiences, sizeof self->audiences);
  for (guint i = 0; i < STEP_N_WRITERS; i++)
    {
      Writer *writer = &self->all[i];

      writer->device = make_device_id (self, i);
      writer->epoch = ++self->last_epoch;
      writer->seen = g_ptr_array_new_with_free_func ((GDestroyNotify) entry_unref);
      writer->confessions = g_array_new (FALSE, FALSE, sizeof (Confession));
      for (guint u = 0; u < STEP_N_AUDIENCES; u++)
        writer->stories[u] =
            g_ptr_array_new_with_free_func ((GDestroyNotify) story_unref);
    }
}

void
writers_clear (Writers *self)
{
  for (guint i = 0; i < STEP_N_WRITERS; i++)
    {
      Writer *writer = &self->all[i];

      g_ptr_array_unref (writer->seen);
      g_array_unref (writer->confessions);
      for (guint u = 0; u < STEP_N_AUDIENCES; u++)
        g_ptr_array_unref (writer->stories[u]);
    }
}

/* --- Writing -------------------------------------------------------------- */

/* Returns: (nullable): what it writes on in now. */
static Story *
find_present (const Writer *self, StepAudience audience)
{
  GPtrArray *stories = self->stories[audience];
  Story *last = stories->len > 0 ? stories->pdata[stories->len - 1] : NULL;

  return last != NULL && last->id.epoch == self->epoch &&
                 ahadi_id_equal (&last->id.device, &self->device)
             ? last
             : NULL;
}

/* An epoch goes on from the last head of the one before. */
static const Head *
find_previous (const Writer *self, StepAudience audience)
{
  GPtrArray *stories = self->stories[audience];

  for (guint i = stories->len; i > 0; i--)
    {
      const Story *story = stories->pdata[i - 1];

      if (ahadi_id_equal (&story->id.device, &self->device) &&
          story_get_length (story) > 0)
        return story_get_head (story, story_get_length (story));
    }

  return NULL;
}

static Story *
get_present (Writers *writers, Writer *self, StepAudience audience)
{
  Story *story = find_present (self, audience);
  AhadiStreamId id;

  if (story != NULL)
    return story;

  ahadi_stream_id_init (&id, &self->device, self->epoch, writers->audiences[audience]);
  story = story_new (audience, &id, find_previous (self, audience));
  g_ptr_array_add (self->stories[audience], story);
  return story;
}

/* What @self overwrites: the highest writing of the field that it has seen. */
static void
set_bases (const Writer *self, const AhadiId *entity, AhadiBody *body)
{
  for (guint n = 0; n < self->seen->len; n++)
    {
      const Entry *entry = self->seen->pdata[n];

      if (!ahadi_id_equal (&entry->operation.entity, entity))
        continue;
      for (guint i = 0; i < AHADI_KIND_MAX_FIELDS; i++)
        if ((body->fields >> i & entry->body.fields >> i & 1) != 0 &&
            ahadi_stamp_compare (&body->bases[i], &entry->stamp) < 0)
          body->bases[i] = entry->stamp;
    }
}

/* @body: (transfer full) */
static void
add (Writers *writers,
     guint writer,
     StepAudience audience,
     AhadiKind kind,
     const AhadiId *entity,
     AhadiBody *body,
     gboolean sealed)
{
  Writer *self = &writers->all[writer];
  Entry *entry;

  if (!ahadi_kind_get_info (kind)->add_only)
    set_bases (self, entity, body);
  self->clock = ahadi_hlc_next (self->clock, writers->now_ms + self->skew_ms);
  entry = story_add (get_present (writers, self, audience), self->clock, kind, entity,
                     body, sealed);
  g_ptr_array_add (self->seen, entry_ref (entry));
}

static char *
make_choices (const AhadiField *field, guint value)
{
  guint n = g_strv_length ((char **) field->choices);

  return g_strdup_printf ("[\"%s\"]", field->choices[value % n]);
}

/* Returns: (nullable): one of a few values of @field; of an ordinary one also cleared. */
static char *
make_value (const AhadiField *field, guint value)
{
  guint choices = field->choices != NULL ? g_strv_length ((char **) field->choices) : 1;

  if (value % 5 == 4 && field->field_class != AHADI_FIELD_FACT)
    return NULL;
  switch (field->type)
    {
    case AHADI_FIELD_CHOICE:
      return g_strdup (field->choices[value % choices]);
    case AHADI_FIELD_CHOICES:
      return make_choices (field, value);
    case AHADI_FIELD_BOOL:
      return g_strdup (value % 2 == 0 ? "true" : "false");
    case AHADI_FIELD_DATE:
      return g_strdup_printf ("2026-01-%02u", value % 28 + 1);
    case AHADI_FIELD_PHONE:
      return g_strdup_printf ("+2547000000%02u", value % 100);
    case AHADI_FIELD_ENTITY:
      return g_strdup_printf ("%032x", value);
    case AHADI_FIELD_PERSONS:
      return g_strdup ("[]");
    case AHADI_FIELD_TEXT:
    default:
      return g_strdup_printf ("%u", value);
    }
}

static void
set_value (AhadiBody *body, guint field, char *value)
{
  g_free (body->values[field]);
  body->values[field] = value;
  body->fields |= 1u << field;
}

static void
set_record (AhadiBody *body, guint field, const AhadiId *id)
{
  set_value (body, field, ahadi_id_to_string (id));
}

/* Record @number of a kind belongs to the same others in whatever is written of it. */
static void
set_owners (const Writers *self, AhadiKind kind, guint number, AhadiBody *body)
{
  const AhadiId member = make_record_id (self, AHADI_KIND_MEMBER, number % 3);
  const AhadiId another = make_record_id (self, AHADI_KIND_MEMBER, (number + 1) % 3);
  const AhadiId pledge = make_record_id (self, AHADI_KIND_PLEDGE, number % 3);
  const AhadiId report = make_record_id (self, AHADI_KIND_REPORT, number % 3);
  const AhadiId addendum = make_record_id (self, AHADI_KIND_ADDENDUM, number % 3);
  const AhadiId *const of[] = { &member, &pledge, &report, &addendum };

  if (kind == AHADI_KIND_PLEDGE)
    set_record (body, AHADI_PLEDGE_MEMBER, &member);
  else if (kind == AHADI_KIND_WITHDRAWAL)
    {
      set_record (body, AHADI_WITHDRAWAL_PLEDGE, &pledge);
      set_record (body, AHADI_WITHDRAWAL_MEMBER, &member);
    }
  else if (kind == AHADI_KIND_ADDENDUM)
    set_record (body, AHADI_ADDENDUM_REPORT, &report);
  else if (kind == AHADI_KIND_ATTACHMENT)
    set_record (body, AHADI_ATTACHMENT_OF, of[number % 4]);
  else if (kind == AHADI_KIND_SAME_AS)
    {
      set_record (body, AHADI_SAME_AS_ONE, &member);
      set_record (body, AHADI_SAME_AS_OTHER, &another);
    }
}

/* Every n-th field in which @fields has a bit, at least the first. */
static void
do_write (Writers *self, const Step *step)
{
  const AhadiKindInfo *info = ahadi_kind_get_info (step->args[1]);
  AhadiId entity = make_record_id (self, info->kind, step->args[2]);
  AhadiBody body = { 0 };

  if (info->kind >= AHADI_KIND_ERASURE ||
      (step->verb == STEP_SEAL && info->kind < AHADI_KIND_REPORT))
    return;

  for (guint i = 0; i < info->n_fields; i++)
    if (i == 0 || (step->args[4] >> i % 16 & 1) != 0)
      set_value (&body, i, make_value (&info->fields[i], step->args[3] + i));
  set_owners (self, info->kind, step->args[2], &body);
  add (self, step->args[0], step->args[5], info->kind, &entity, &body,
       step->verb == STEP_SEAL);
}

/* --- What offices decide -------------------------------------------------- */

static AhadiId
make_decision_id (Writers *self, AhadiKind kind)
{
  return make_record_id (self, kind, ++self->decisions);
}

Tale
writers_erase (
    Writers *self, guint writer, StepAudience audience, AhadiKind kind, const AhadiId *of)
{
  const AhadiId id = make_decision_id (self, AHADI_KIND_ERASURE);
  AhadiBody body = { 0 };
  Tale tale = { 0 };

  set_record (&body, AHADI_ERASURE_OF, of);
  set_value (&body, AHADI_ERASURE_OF_KIND, g_strdup (ahadi_kind_get_info (kind)->name));
  set_value (&body, AHADI_ERASURE_REASON, g_strdup ("request"));
  set_value (&body, AHADI_ERASURE_DATE, g_strdup ("2026-11-29"));
  add (self, writer, audience, AHADI_KIND_ERASURE, &id, &body, FALSE);
  tale.story = find_present (&self->all[writer], audience);
  tale.from = tale.to = story_get_length (tale.story);
  return tale;
}

static void
do_erase (Writers *self, const Step *step)
{
  const AhadiId of = make_record_id (self, step->args[1], step->args[2]);

  if (step->args[1] < AHADI_KIND_ERASURE)
    writers_erase (self, step->args[0], step->args[3], step->args[1], &of);
}

/* @head: (nullable): named */
static void
cut (Writers *self, guint writer, const Story *story, guint64 last, const Head *head)
{
  const AhadiId id = make_decision_id (self, AHADI_KIND_CUTOFF);
  AhadiCutoff cutoff = { .device = story->id.device,
                         .epoch = story->id.epoch,
                         .last = last,
                         .has_head = head != NULL };
  g_autoptr (AhadiRecord) record = NULL;
  AhadiBody body = { 0 };

  if (head != NULL)
    memcpy (cutoff.head, head, sizeof cutoff.head);
  record = ahadi_cutoff_to_record (&cutoff, NULL);
  for (guint i = 0; i < AHADI_CUTOFF_N_FIELDS; i++)
    if (ahadi_record_get (record, i) != NULL)
      set_value (&body, i, g_strdup (ahadi_record_get (record, i)));
  add (self, writer, story->audience, AHADI_KIND_CUTOFF, &id, &body, FALSE);
}

static void
do_cut (Writers *self, const Step *step)
{
  const Story *story = find_present (&self->all[step->args[1]], step->args[3]);

  if (story != NULL)
    cut (self, step->args[0], story, step->args[2], NULL);
}

static void
do_name (Writers *self, const Step *step)
{
  const Story *story = find_present (&self->all[step->args[2]], step->args[3]);
  guint64 last;

  if (story == NULL || story_get_length (story) == 0)
    return;

  last = CLAMP (step->args[1], 1, story_get_length (story));
  cut (self, step->args[0], story, last, story_get_head (story, last));
}

static void
do_close (Writers *self, const Step *step)
{
  const Story *story = find_present (&self->all[step->args[2]], step->args[3]);
  const AhadiId id = make_decision_id (self, AHADI_KIND_BASELINE);
  g_autoptr (AhadiRecord) record = NULL;
  AhadiStreamEnd end = { .has_head = TRUE };
  AhadiBody body = { 0 };

  if (story == NULL || story_get_length (story) == 0)
    return;

  end.device = story->id.device;
  end.epoch = story->id.epoch;
  end.last = CLAMP (step->args[1], 1, story_get_length (story));
  memcpy (end.head, story_get_head (story, end.last), sizeof end.head);
  record = ahadi_stream_end_to_record (&end, AHADI_KIND_BASELINE);
  for (guint i = 0; i < AHADI_BASELINE_N_FIELDS; i++)
    set_value (&body, i, g_strdup (ahadi_record_get (record, i)));
  add (self, step->args[0], story->audience, AHADI_KIND_BASELINE, &id, &body, FALSE);
}

/* Whether @entry is a writing of @field of the member @id. */
static gboolean
writes (const Entry *entry, const AhadiId *id, guint field)
{
  return entry->operation.kind == AHADI_KIND_MEMBER &&
         (entry->body.fields >> field & 1) != 0 &&
         ahadi_id_equal (&entry->operation.entity, id);
}

static gint
compare_stamps (gconstpointer a, gconstpointer b)
{
  return ahadi_stamp_compare (a, b);
}

/* All writings of the field that it has seen, its last one too. */
static char *
make_cites (const Writer *self, const AhadiId *id, guint field)
{
  g_autoptr (GArray) stamps = g_array_new (FALSE, FALSE, sizeof (AhadiStamp));
  GString *cites = g_string_new (NULL);

  for (guint i = 0; i < self->seen->len; i++)
    if (writes (self->seen->pdata[i], id, field))
      g_array_append_val (stamps, ((const Entry *) self->seen->pdata[i])->stamp);
  g_array_sort (stamps, compare_stamps);
  for (guint i = 0; i < stamps->len; i++)
    {
      const AhadiStamp *stamp = &g_array_index (stamps, AhadiStamp, i);
      char text[AHADI_STAMP_TEXT_SIZE];

      if (i == 0 || ahadi_stamp_compare (stamp, stamp - 1) != 0)
        g_string_append_printf (cites, "%s%s", i > 0 ? " " : "",
                                ahadi_stamp_print (stamp, text));
    }
  return g_string_free (cites, FALSE);
}

/* Returns: the number of the n-th sensitive field of a member. */
static guint
find_sensitive (guint n)
{
  guint field = AHADI_MEMBER_N_FIELDS - 1;

  for (guint left = n % AHADI_MEMBER_N_FIELDS + 1; left > 0;)
    {
      field = (field + 1) % AHADI_MEMBER_N_FIELDS;
      if (ahadi_member_info.fields[field].field_class == AHADI_FIELD_SENSITIVE)
        left--;
    }

  return field;
}

#define VALUE_OF_UNDO 7

/* Returns: (transfer full) (nullable): what undoes the last decision that it has seen,
 * its own last writing too. */
static char *
make_undo (const Writer *self, const AhadiId *id, guint field, const char *cites)
{
  g_autofree char *of = ahadi_id_to_string (id);
  const char *undone = NULL;
  const char *last;

  for (guint i = 0; i < self->seen->len; i++)
    {
      const Entry *entry = self->seen->pdata[i];

      if (entry->operation.kind == AHADI_KIND_SETTLEMENT &&
          strcmp (entry->body.values[AHADI_SETTLEMENT_OF_ENTITY], of) == 0 &&
          strcmp (entry->body.values[AHADI_SETTLEMENT_OF_FIELD],
                  ahadi_member_info.fields[field].name) == 0)
        undone = strrchr (entry->body.values[AHADI_SETTLEMENT_CITES], ' ') + 1;
    }

  last = strrchr (cites, ' ') + 1;
  return undone != NULL && strcmp (undone, last) < 0
             ? g_strconcat (undone, " ", last, NULL)
             : NULL;
}

/* The value first, then the decision, which cites it (FORMAT.md N4). One value takes the
 * last decision back. */
static void
do_settle (Writers *self, const Step *step)
{
  const AhadiId of = make_record_id (self, AHADI_KIND_MEMBER, step->args[2]);
  const guint field = find_sensitive (step->args[1]);
  const AhadiField *info = &ahadi_member_info.fields[field];
  AhadiBody value = { 0 };
  AhadiBody body = { 0 };
  g_autofree char *cites = NULL;
  g_autofree char *undo = NULL;
  AhadiId id;

  set_value (&value, field, make_value (info, step->args[3]));
  add (self, step->args[0], step->args[4], AHADI_KIND_MEMBER, &of, &value, FALSE);
  cites = make_cites (&self->all[step->args[0]], &of, field);
  if (strchr (cites, ' ') == NULL)
    return;
  if (step->args[3] == VALUE_OF_UNDO)
    undo = make_undo (&self->all[step->args[0]], &of, field, cites);

  id = make_decision_id (self, AHADI_KIND_SETTLEMENT);
  set_value (&body, AHADI_SETTLEMENT_OF_KIND, g_strdup ("member"));
  set_record (&body, AHADI_SETTLEMENT_OF_ENTITY, &of);
  set_value (&body, AHADI_SETTLEMENT_OF_FIELD, g_strdup (info->name));
  set_value (&body, AHADI_SETTLEMENT_OUTCOME,
             g_strdup (undo != NULL ? AHADI_SETTLEMENT_UNDO : "other"));
  set_value (&body, AHADI_SETTLEMENT_CITES, g_strdup (undo != NULL ? undo : cites));
  set_value (&body, AHADI_SETTLEMENT_REASON, g_strdup ("seen"));
  set_value (&body, AHADI_SETTLEMENT_DATE, g_strdup ("2026-11-29"));
  add (self, step->args[0], step->args[4], AHADI_KIND_SETTLEMENT, &id, &body, FALSE);
}

/* --- What happens to a laptop --------------------------------------------- */

static void
see_all (Writer *self, GPtrArray *entries, guint n)
{
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (self->seen, entry_ref (entries->pdata[i]));
}

static void
do_copy (Writers *self, const Step *step)
{
  const Writer *from = &self->all[step->args[0]];
  Writer *to = &self->all[step->args[1]];

  if (to == from)
    return;

  to->device = from->device;
  to->epoch = from->epoch;
  to->clock = from->clock;
  to->skew_ms = from->skew_ms;
  to->saved.there = FALSE;
  g_ptr_array_set_size (to->seen, 0);
  see_all (to, from->seen, from->seen->len);
  for (guint u = 0; u < STEP_N_AUDIENCES; u++)
    {
      const Story *story = find_present (from, u);

      if (story != NULL)
        g_ptr_array_add (to->stories[u], story_copy (story, story_get_length (story)));
    }
}

static void
do_save (Writers *self, const Step *step)
{
  Writer *writer = &self->all[step->args[0]];
  Saved *saved = &writer->saved;

  *saved = (Saved){ .there = TRUE,
                    .epoch = writer->epoch,
                    .clock = writer->clock,
                    .seen = writer->seen->len };
  for (guint u = 0; u < STEP_N_AUDIENCES; u++)
    {
      const Story *story = find_present (writer, u);

      saved->story[u] = story != NULL ? (gint) writer->stories[u]->len - 1 : -1;
      saved->length[u] = story != NULL ? story_get_length (story) : 0;
    }
}

static void
do_put_back (Writers *self, const Step *step)
{
  Writer *writer = &self->all[step->args[0]];
  const Saved *saved = &writer->saved;

  if (!saved->there)
    return;

  writer->epoch = saved->epoch;
  writer->clock = saved->clock;
  g_ptr_array_set_size (writer->seen, (gint) saved->seen);
  for (guint u = 0; u < STEP_N_AUDIENCES; u++)
    {
      GPtrArray *stories = writer->stories[u];

      if (saved->story[u] >= 0)
        g_ptr_array_add (stories,
                         story_copy (stories->pdata[saved->story[u]], saved->length[u]));
      else if (find_present (writer, u) != NULL)
        g_ptr_array_add (stories, story_copy (find_present (writer, u), 0));
    }
}

static void
begin_anew (Writers *self, Writer *writer)
{
  writer->epoch = ++self->last_epoch;
}

static void
confess (Writer *self, const Story *story, guint64 from)
{
  const Confession confession = { story->audience, story->id, from };

  g_array_append_val (self->confessions, confession);
}

static void
do_own_up (Writers *self, const Step *step)
{
  Writer *writer = &self->all[step->args[0]];
  const Story *story = find_present (writer, step->args[2]);

  if (story == NULL || story_get_length (story) == 0)
    return;

  confess (writer, story, CLAMP (step->args[1], 1, story_get_length (story)));
  begin_anew (self, writer);
}

/* FORMAT.md, below Y7: of what it wrote at a later time than now nothing counts. */
static void
do_put_right (Writers *self, const Step *step)
{
  Writer *writer = &self->all[step->args[0]];

  writer->skew_ms = 0;
  writer->clock = 0;
  for (guint u = 0; u < STEP_N_AUDIENCES; u++)
    {
      const Story *story = find_present (writer, u);
      guint64 last = story != NULL ? story_get_length (story) : 0;

      while (last > 0 &&
             ahadi_hlc_to_ms (story_get_entry (story, last)->stamp.hlc) > self->now_ms)
        last--;
      if (last > 0)
        writer->clock = MAX (writer->clock, story_get_entry (story, last)->stamp.hlc);
      if (story != NULL && last < story_get_length (story))
        confess (writer, story, last + 1);
    }
  begin_anew (self, writer);
}

/* What its clock says is too far ahead is not seen. */
static void
do_hear (Writers *self, const Step *step)
{
  Writer *writer = &self->all[step->args[0]];
  const Writer *from = &self->all[step->args[1]];

  for (guint i = 0; from != writer && i < from->seen->len; i++)
    {
      Entry *entry = from->seen->pdata[i];

      if (ahadi_hlc_is_ahead (entry->stamp.hlc, self->now_ms + writer->skew_ms))
        continue;
      g_ptr_array_add (writer->seen, entry_ref (entry));
      writer->clock = MAX (writer->clock, entry->stamp.hlc);
    }
}

/* --- Steps ---------------------------------------------------------------- */

static void
do_clock (Writers *self, const Step *step)
{
  gint64 ms = (step->verb == STEP_PASS ? step->args[0] : step->args[1]) * HOUR_MS;

  if (step->verb == STEP_PASS)
    self->now_ms += ms;
  else
    self->all[step->args[0]].skew_ms = step->verb == STEP_BE_AHEAD ? ms : -ms;
}

gboolean
writers_do (Writers *self, const Step *step)
{
  static void (*const doing[STEP_N_VERBS]) (Writers * self, const Step *step) = {
    [STEP_WRITE] = do_write,         [STEP_SEAL] = do_write,
    [STEP_ERASE] = do_erase,         [STEP_CUT] = do_cut,
    [STEP_NAME] = do_name,           [STEP_SETTLE] = do_settle,
    [STEP_COPY] = do_copy,           [STEP_SAVE] = do_save,
    [STEP_PUT_BACK] = do_put_back,   [STEP_OWN_UP] = do_own_up,
    [STEP_BE_AHEAD] = do_clock,      [STEP_BE_BEHIND] = do_clock,
    [STEP_PUT_RIGHT] = do_put_right, [STEP_HEAR] = do_hear,
    [STEP_PASS] = do_clock,          [STEP_CLOSE] = do_close,
  };

  /* Nobody writes twice in one millisecond. */
  self->now_ms++;
  if (step->verb == STEP_BEGIN_ANEW)
    begin_anew (self, &self->all[step->args[0]]);
  else if (doing[step->verb] != NULL)
    doing[step->verb](self, step);
  else
    return FALSE;

  return TRUE;
}

gboolean
writers_find_tale (const Writers *self, const Step *step, Tale *tale)
{
  GPtrArray *stories = self->all[step->args[1]].stories[step->args[5]];
  guint64 length;

  if (stories->len == 0)
    return FALSE;

  tale->story = stories->pdata[stories->len - 1 - step->args[2] % stories->len];
  length = story_get_length (tale->story);
  tale->from = CLAMP (step->args[3], 1, length);
  tale->to = CLAMP (step->args[4], tale->from, length);
  tale->hollow = step->verb == STEP_TAKE_HOLLOW;
  return length > 0;
}
