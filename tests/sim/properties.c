/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "properties.h"

#include <string.h>

#include "reviews.h"

/* --- What an office says of one stream ------------------------------------ */

static gboolean
holds (const Reader *reader, const Verdict *verdict, guint64 seq)
{
  for (guint i = 0; i < reader->held.tales->len; i++)
    {
      const Tale *tale = &g_array_index (reader->held.tales, Tale, i);

      if (ahadi_stream_id_equal (&tale->story->id, &verdict->id) && tale->from <= seq &&
          tale->to >= seq)
        return TRUE;
    }

  return FALSE;
}

/* What would not count is not missed. */
static char *
describe_missing (const Reader *reader, const Verdict *verdict)
{
  GString *text = g_string_new (NULL);
  guint64 last = verdict->last;

  if (verdict->cut)
    last = MIN (last, verdict->cut_after);
  if (verdict->forked != 0)
    last = MIN (last, verdict->forked - 1);
  for (guint64 seq = 1; seq <= last; seq++)
    if (!holds (reader, verdict, seq))
      g_string_append_printf (text, " %" G_GUINT64_FORMAT, seq);
  return g_string_free (text, FALSE);
}

static char *
describe_gaps (Reader *reader, const AhadiStreamInfo *info)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) gaps =
      ahadi_streams_list_gaps (reader->place.vault, info->number, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < gaps->len; i += 2)
    for (guint64 seq = g_array_index (gaps, guint64, i);
         seq <= g_array_index (gaps, guint64, i + 1); seq++)
      g_string_append_printf (text, " %" G_GUINT64_FORMAT, seq);
  return g_string_free (text, FALSE);
}

/* Of a stream of which a story was chosen, what leads to it may be missing too. */
static void
gaps_are_named_exactly (Reader *reader,
                        const Verdict *verdict,
                        const AhadiStreamInfo *info)
{
  g_autofree char *missing = NULL;
  g_autofree char *gaps = NULL;

  if (verdict->forked != 0 && verdict->named)
    return;

  missing = describe_missing (reader, verdict);
  gaps = describe_gaps (reader, info);
  if (strcmp (missing, gaps) != 0 ||
      (verdict->forked == 0 && info->last != verdict->last))
    reader_complain (reader,
                     "gaps_are_named_exactly: %s epoch %u:%s up to %lu, and not%s up "
                     "to %lu",
                     info->id.audience, info->id.epoch, gaps, info->last, missing,
                     verdict->last);
}

static void
forks_are_always_raised (Reader *reader,
                         const Verdict *verdict,
                         const AhadiStreamInfo *info)
{
  if (info->forked != verdict->forked)
    reader_complain (reader,
                     "forks_are_always_raised: %s epoch %u: from %lu, and not %lu",
                     info->id.audience, info->id.epoch, info->forked, verdict->forked);
}

/* Whether its body is sealed. Of a stream that nobody contradicts all say the same. */
static gboolean
is_sealed (const Reader *reader, const Verdict *verdict, guint64 seq)
{
  for (guint i = 0; i < reader->held.tales->len; i++)
    {
      const Tale *tale = &g_array_index (reader->held.tales, Tale, i);

      if (ahadi_stream_id_equal (&tale->story->id, &verdict->id) && tale->from <= seq &&
          tale->to >= seq)
        return story_get_entry (tale->story, seq)->sealed;
    }

  return FALSE;
}

/* How many are told of. Of what is sealed it depends: what was opened before it came not
 * to count, and what is held as a hash alone, is told of. */
typedef struct
{
  guint64 least;
  guint64 most;
} Told;

static void
tell (Told *told, const Reader *reader, const Verdict *verdict, guint64 seq)
{
  told->most++;
  told->least += is_sealed (reader, verdict, seq) ? 0 : 1;
}

static void
check_told (Reader *reader,
            const Verdict *verdict,
            const char *property,
            guint64 n,
            const Told *told)
{
  if (n < told->least || n > told->most)
    reader_complain (reader, "%s: %s epoch %u: %lu, and not %lu to %lu", property,
                     verdict->id.audience, verdict->id.epoch, n, told->least, told->most);
}

static Told
count_held_beyond (const Reader *reader, const Verdict *verdict)
{
  Told told = { 0 };

  for (guint64 seq = verdict->cut_after + 1; seq <= verdict->last; seq++)
    if (holds (reader, verdict, seq))
      tell (&told, reader, verdict, seq);
  return told;
}

static void
what_is_cut_off_never_applies (Reader *reader,
                               const Verdict *verdict,
                               const AhadiStreamInfo *info)
{
  guint64 beyond = verdict->cut ? verdict->cut_after + 1 : 0;
  g_autoptr (GError) error = NULL;
  guint64 held;
  Told told;

  if (info->beyond != beyond)
    reader_complain (reader,
                     "what_is_cut_off_never_applies: %s epoch %u: from %lu, and not %lu",
                     info->id.audience, info->id.epoch, info->beyond, beyond);
  if (!verdict->cut || verdict->forked != 0)
    return;

  assert_ok (ahadi_streams_count_revoked (reader->place.vault, info, &held, &error));
  told = count_held_beyond (reader, verdict);
  check_told (reader, verdict, "what_is_cut_off_never_applies", held, &told);
}

/* Of what is held of a stream that nobody contradicts: what does not count waits. */
static Told
count_waiting (const Reader *reader, const Verdict *verdict)
{
  Told told = { 0 };

  for (guint64 seq = 1; seq <= verdict->last; seq++)
    if (holds (reader, verdict, seq) && verdict->counting->pdata[seq] == NULL)
      tell (&told, reader, verdict, seq);
  return told;
}

static void
what_does_not_count_waits (Reader *reader,
                           const Verdict *verdict,
                           const AhadiStreamInfo *info)
{
  g_autoptr (GError) error = NULL;
  AhadiAhead ahead = { 0 };
  Told told;

  if (verdict->cut || verdict->forked != 0)
    return;

  assert_ok (
      ahadi_streams_find_ahead (reader->place.vault, info->number, &ahead, &error));
  told = count_waiting (reader, verdict);
  check_told (reader, verdict, "what_does_not_count_waits", ahead.operations, &told);
}

static void
check_stream (Reader *reader, const Verdict *verdict)
{
  g_autoptr (GError) error = NULL;
  AhadiStreamInfo info;

  if (!ahadi_streams_find (reader->place.vault, &verdict->id, &info, &error))
    {
      reader_complain (reader, "%s epoch %u is not known", verdict->id.audience,
                       verdict->id.epoch);
      return;
    }

  gaps_are_named_exactly (reader, verdict, &info);
  forks_are_always_raised (reader, verdict, &info);
  what_is_cut_off_never_applies (reader, verdict, &info);
  what_does_not_count_waits (reader, verdict, &info);
}

static void
state_is_what_the_oracle_says (Reader *reader, const Judgment *judgment)
{
  for (guint i = 0; i < STEP_N_AUDIENCES; i++)
    {
      g_free (reader->digests[i]);
      reader->digests[i] = reader_digest (reader, i);
      if (strcmp (reader->digests[i], judgment->digests[i]) != 0)
        reader_complain (reader, "state_is_what_the_oracle_says: not of %s",
                         reader->names[i]);
    }
}

static void
review_queue_is_a_pure_function (Reader *reader, const Judgment *judgment)
{
  for (guint i = 0; i < STEP_N_AUDIENCES; i++)
    {
      g_autofree char *expected =
          reviews_judge (judgment->writings[i], judgment->settled);
      g_autofree char *listed = reviews_ask (reader, i);

      if (strcmp (listed, expected) != 0)
        reader_complain (reader,
                         "review_queue_is_a_pure_function: in %s\n%s\nand not\n%s",
                         reader->names[i], listed, expected);
    }
}

/* So that the check at the end sees whether the tables for it were kept up by whatever
 * was taken in, taken back or erased since. */
static void
compare_members (Reader *reader)
{
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_twins_catch_up (reader->place.vault, NULL, NULL, &error));
}

void
properties_check_reader (Reader *reader)
{
  g_autoptr (Judgment) judgment = NULL;

  reader_end_bundle (reader);
  reader_release (reader);
  judgment = oracle_judge (&reader->held, reader->names, ahadi_wall_clock_ms ());
  for (guint i = 0; i < judgment->verdicts->len; i++)
    check_stream (reader, &g_array_index (judgment->verdicts, Verdict, i));
  state_is_what_the_oracle_says (reader, judgment);
  review_queue_is_a_pure_function (reader, judgment);
  compare_members (reader);
}

/* --- What offices say that hold the same ---------------------------------- */

static void
replay_equals_state (Reader *reader)
{
  g_autoptr (GError) error = NULL;
  AhadiVaultCheck check;

  assert_ok (ahadi_vault_check (reader->place.vault, &check, &error));
  if (check.differing_rows != 0 || check.broken_chains != 0)
    reader_complain (reader, "replay_equals_state: %lu rows and %lu chains differ",
                     check.differing_rows, check.broken_chains);
}

/* As they said when they were asked last. */
static void
say_the_same (Reader *one, Reader *other, const char *property)
{
  for (guint i = 0; i < STEP_N_AUDIENCES; i++)
    if (strcmp (one->digests[i], other->digests[i]) != 0)
      reader_complain (other, "%s: not of %s", property, one->names[i]);
}

static void
any_order_gives_one_digest (Stage *stage)
{
  for (guint i = 1; i < STEP_N_READERS; i++)
    say_the_same (&stage->readers[0], &stage->readers[i], "any_order_gives_one_digest");
}

/* A snapshot and what comes later equal the whole: who starts from what the first one has
 * not let go, and hears the rest, knows what all know. All that the first one holds
 * reaches the last one through it alone; what authors say of themselves they say to
 * everybody. */
static void
a_relay_changes_nothing (Stage *stage)
{
  const Held *held = &stage->readers[0].held;

  reader_let_go (&stage->readers[0]);
  properties_check_reader (&stage->readers[0]);
  say_the_same (&stage->readers[1], &stage->readers[0], "letting_go_changes_nothing");
  reader_take_all (&stage->relay, &stage->readers[0]);
  for (guint i = 0; i < held->told->len; i++)
    reader_be_told (&stage->relay, &g_array_index (held->told, Confession, i));
  properties_check_reader (&stage->relay);
  say_the_same (&stage->readers[0], &stage->relay, "a_relay_changes_nothing");
}

void
properties_check (Stage *stage)
{
  for (guint i = 0; i < STEP_N_READERS; i++)
    properties_check_reader (&stage->readers[i]);
  any_order_gives_one_digest (stage);
}

static void
import_again_changes_nothing (Stage *stage, Reader *reader)
{
  stage_give_everything (stage, reader);
  for (guint i = 0; i < STEP_N_AUDIENCES; i++)
    {
      g_autofree char *digest = reader_digest (reader, i);

      if (strcmp (digest, reader->digests[i]) != 0)
        reader_complain (reader, "import_again_changes_nothing: not of %s",
                         reader->names[i]);
    }
}

/* In some histories: reading a vault through takes as long as all else. */
#define REPLAYS_ONE_IN 3

void
properties_check_again (Stage *stage)
{
  Reader *reader = &stage->readers[g_rand_int_range (stage->random, 0, STEP_N_READERS)];

  a_relay_changes_nothing (stage);
  import_again_changes_nothing (stage, reader);
  if (g_rand_int_range (stage->random, 0, REPLAYS_ONE_IN) == 0)
    replay_equals_state (reader);
}
