/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stage.h"

#include <string.h>

#include "properties.h"

/* Histories that commit leave their records behind. */
#define MOST_DIRTY 25
#define FIVE_DAYS_MS (5 * 24 * 60 * 60 * G_GINT64_CONSTANT (1000))

static void
open_readers (Stage *self)
{
  for (guint i = 0; i < STEP_N_READERS; i++)
    reader_open (&self->readers[i], i != 1);
  reader_open (&self->relay, FALSE);
  self->dirty = 0;
}

static void
close_readers (Stage *self)
{
  for (guint i = 0; i < STEP_N_READERS; i++)
    reader_close (&self->readers[i]);
  reader_close (&self->relay);
}

void
stage_open (Stage *self)
{
  *self = (Stage){ .dirty = 0 };
  open_readers (self);
}

void
stage_close (Stage *self)
{
  close_readers (self);
  for (guint i = 0; i < STEP_N_AUDIENCES; i++)
    g_free (self->audiences[i]);
  place_set_clock (0);
}

/* --- Beginning and end ---------------------------------------------------- */

/* Whether it rolls back itself, or needs what is on the disk. */
static gboolean
must_commit (const History *history)
{
  for (guint i = 0; i < history->steps->len; i++)
    {
      StepVerb verb = g_array_index (history->steps, Step, i).verb;

      if (verb == STEP_LOOK || verb == STEP_TAKE_WITH_CARE || verb == STEP_OPEN_AGAIN)
        return TRUE;
    }

  return FALSE;
}

/* What is committed stays: then each history has audiences of its own. */
static void
name_audiences (Stage *self, gboolean commits)
{
  static guint number;

  for (guint i = 0; i < STEP_N_AUDIENCES; i++)
    g_free (self->audiences[i]);
  self->audiences[STEP_MEMBERS] = g_strdup ("membership");
  self->audiences[STEP_BRANCH] = g_strdup_printf ("branch/%032x", ++number);
  self->audiences[STEP_REPORTS] = g_strdup ("safeguarding");
  if (!commits)
    return;

  for (guint i = 0; i < STEP_N_AUDIENCES; i++)
    {
      g_free (self->audiences[i]);
      self->audiences[i] = g_strdup_printf ("branch/%032x", ++number);
    }
}

static void
begin (Stage *self, const History *history)
{
  const char *const *names = (const char *const *) self->audiences;
  gboolean commits = must_commit (history);

  if (self->dirty >= MOST_DIRTY)
    {
      close_readers (self);
      open_readers (self);
    }
  self->dirty += commits ? 1 : 0;
  name_audiences (self, commits);
  writers_init (&self->writers, history->seed, names);
  place_set_clock (self->writers.now_ms);
  for (guint i = 0; i < STEP_N_READERS; i++)
    reader_begin (&self->readers[i], names, commits);
  reader_begin (&self->relay, names, commits);
  self->random = g_rand_new_with_seed (history->seed);
}

/* Returns: (transfer full) (nullable): what the readers say. */
static char *
collect (Stage *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < STEP_N_READERS; i++)
    if (self->readers[i].said->len > 0)
      g_string_append_printf (text, "%u: %s", i + 1, self->readers[i].said->str);
  if (self->relay.said->len > 0)
    g_string_append_printf (text, "relay: %s", self->relay.said->str);
  return g_string_free (text, text->len == 0);
}

static char *
end (Stage *self)
{
  char *said = collect (self);

  for (guint i = 0; i < STEP_N_READERS; i++)
    reader_end (&self->readers[i]);
  reader_end (&self->relay);
  writers_clear (&self->writers);
  g_rand_free (self->random);
  if (said != NULL && self->readers[0].commits)
    self->dirty = MOST_DIRTY;
  return said;
}

/* --- What only some can open ---------------------------------------------- */

static StepAudience
find_audience (const Stage *self, const AhadiGone *gone)
{
  for (guint i = 0; i < STEP_N_AUDIENCES; i++)
    if (strcmp (self->audiences[i], gone->scope) == 0)
      return i;

  return STEP_MEMBERS;
}

static gboolean
is_named (const Reader *reader, const AhadiGone *gone)
{
  g_autofree char *id = ahadi_id_to_string (&gone->entity);

  for (guint i = 0; i < reader->held.tales->len; i++)
    {
      const Tale *tale = &g_array_index (reader->held.tales, Tale, i);

      for (guint64 seq = tale->from; seq <= tale->to; seq++)
        {
          const Entry *entry = story_get_entry (tale->story, seq);

          if (entry->operation.kind == AHADI_KIND_ERASURE &&
              strcmp (entry->body.values[AHADI_ERASURE_OF], id) == 0)
            return TRUE;
        }
    }

  return FALSE;
}

/* F5: who opens what belongs to a record that is gone says so to those who can't. Office
 * X writes it for all of them: a reader writes nothing. Returns: whether there was any.
 */
static gboolean
tell_of_sealed (Stage *self, Reader *reader)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) untold = NULL;

  if (!reader->has_key || reader->bundle != NULL)
    return FALSE;

  untold = ahadi_gone_list_untold (reader->place.vault, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < untold->len; i++)
    {
      const AhadiGone *gone = untold->pdata[i];

      if (!is_named (reader, gone))
        {
          Tale tale =
              writers_erase (&self->writers, STEP_FIRST_OFFICE,
                             find_audience (self, gone), gone->kind, &gone->entity);

          reader_take (reader, &tale, READER_TAKES);
        }
      assert_ok (ahadi_untold_tell (reader->place.vault, gone, &error));
    }

  return untold->len > 0;
}

/* Until nobody has more to say: what was told may take more with it. */
static void
tell_all_of_sealed (Stage *self)
{
  gboolean told = TRUE;

  for (guint i = 0; i < STEP_N_READERS; i++)
    reader_release (&self->readers[i]);
  while (told)
    {
      told = FALSE;
      for (guint i = 0; i < STEP_N_READERS; i++)
        told |= tell_of_sealed (self, &self->readers[i]);
      for (guint i = 0; told && i < STEP_N_READERS; i++)
        stage_give_everything (self, &self->readers[i]);
    }
}

/* --- Steps of readers ----------------------------------------------------- */

static void
take (Stage *self, Reader *reader, const Step *step)
{
  ReaderMode mode = step->verb == STEP_LOOK             ? READER_LOOKS
                    : step->verb == STEP_TAKE_WITH_CARE ? READER_TAKES_WITH_CARE
                                                        : READER_TAKES;
  Tale tale;

  if (writers_find_tale (&self->writers, step, &tale))
    reader_take (reader, &tale, mode);
}

static void
tell (Stage *self, Reader *reader, const Step *step)
{
  GArray *confessions = self->writers.all[step->args[1]].confessions;

  for (guint i = 0; i < confessions->len; i++)
    {
      const Confession *one = &g_array_index (confessions, Confession, i);

      if (one->audience == step->args[2])
        reader_be_told (reader, one);
    }
}

static void
read_step (Stage *self, const Step *step)
{
  Reader *reader = &self->readers[step->args[0]];

  if (step->verb == STEP_TAKE_ALL)
    {
      reader_end_bundle (&self->readers[step->args[1]]);
      tell_of_sealed (self, &self->readers[step->args[1]]);
    }
  if (step->verb == STEP_BE_TOLD)
    tell (self, reader, step);
  else if (step->verb == STEP_TAKE_ALL)
    reader_take_all (reader, &self->readers[step->args[1]]);
  else if (step->verb == STEP_BEGIN_BUNDLE)
    reader_begin_bundle (reader);
  else if (step->verb == STEP_END_BUNDLE)
    reader_end_bundle (reader);
  else if (step->verb == STEP_OPEN_AGAIN)
    reader_open_again (reader);
  else if (step->verb == STEP_LET_GO)
    reader_let_go (reader);
  else if (step->verb == STEP_BE_ASKED)
    properties_check_reader (reader);
  else
    take (self, reader, step);
}

/* No import takes hours. */
static void
end_bundles (Stage *self)
{
  for (guint i = 0; i < STEP_N_READERS; i++)
    reader_end_bundle (&self->readers[i]);
}

static void
play_step (Stage *self, const Step *step)
{
  gboolean written;

  if (step->verb == STEP_PASS)
    end_bundles (self);
  written = writers_do (&self->writers, step);
  place_set_clock (self->writers.now_ms);
  if (!written)
    read_step (self, step);
  for (guint i = 0; i < STEP_N_READERS; i++)
    tell_of_sealed (self, &self->readers[i]);
}

/* --- Everything to everybody ---------------------------------------------- */

static guint
draw (Stage *self, guint below)
{
  return (guint) g_rand_int_range (self->random, 0, (gint32) below);
}

/* Adds @story to @tales, cut anywhere, some of it twice, and some twice as hashes. */
static void
cut_story (Stage *self, Story *story, GArray *tales)
{
  Tale tale = { .story = story, .from = 1 };

  for (; tale.from <= story_get_length (story); tale.from = tale.to + 1)
    {
      guint chance = draw (self, 8);
      Tale again;

      tale.to =
          tale.from + draw (self, (guint) (story_get_length (story) - tale.from + 1));
      again = tale;
      again.hollow = chance == 0;
      g_array_append_val (tales, tale);
      if (chance < 2)
        g_array_append_val (tales, again);
    }
}

/* Returns: (element-type Tale): all that was ever signed. */
static GArray *
cut_everything (Stage *self)
{
  GArray *tales = g_array_new (FALSE, FALSE, sizeof (Tale));

  for (guint i = 0; i < STEP_N_WRITERS; i++)
    for (guint u = 0; u < STEP_N_AUDIENCES; u++)
      for (guint n = 0; n < self->writers.all[i].stories[u]->len; n++)
        cut_story (self, self->writers.all[i].stories[u]->pdata[n], tales);

  for (guint i = tales->len; i > 1; i--)
    {
      guint j = draw (self, i);
      Tale kept = g_array_index (tales, Tale, j);

      g_array_index (tales, Tale, j) = g_array_index (tales, Tale, i - 1);
      g_array_index (tales, Tale, i - 1) = kept;
    }
  return tales;
}

void
stage_give_everything (Stage *self, Reader *reader)
{
  g_autoptr (GArray) tales = cut_everything (self);

  for (guint i = 0; i < tales->len; i++)
    {
      if (draw (self, 2) == 0)
        reader_begin_bundle (reader);
      reader_take (reader, &g_array_index (tales, Tale, i), READER_TAKES);
      if (draw (self, 3) == 0)
        reader_end_bundle (reader);
    }
  reader_end_bundle (reader);
  for (guint i = 0; i < STEP_N_WRITERS; i++)
    {
      GArray *confessions = self->writers.all[i].confessions;

      for (guint n = 0; n < confessions->len; n++)
        reader_be_told (reader, &g_array_index (confessions, Confession, n));
    }
}

char *
stage_play (Stage *self, const History *history)
{
  begin (self, history);
  for (guint i = 0; i < history->steps->len; i++)
    play_step (self, &g_array_index (history->steps, Step, i));

  for (guint i = 0; i < STEP_N_READERS; i++)
    stage_give_everything (self, &self->readers[i]);
  tell_all_of_sealed (self);
  properties_check (self);
  self->writers.now_ms += FIVE_DAYS_MS;
  place_set_clock (self->writers.now_ms);
  tell_all_of_sealed (self);
  properties_check (self);
  properties_check_again (self);
  return end (self);
}
