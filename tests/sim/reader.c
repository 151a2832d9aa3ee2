/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reader.h"

void
reader_open (Reader *self, gboolean has_key)
{
  g_autoptr (GError) error = NULL;

  place_open (&self->place);
  self->has_key = has_key;
  if (has_key)
    assert_ok (ahadi_settings_set_secret (
        self->place.vault, "age-identity",
        ahadi_age_identity_get_secret (story_get_key ()), &error));
  self->said = g_string_new (NULL);
}

void
reader_close (Reader *self)
{
  place_close (&self->place);
  g_string_free (self->said, TRUE);
  for (guint i = 0; i < STEP_N_AUDIENCES; i++)
    g_clear_pointer (&self->digests[i], g_free);
}

void
reader_complain (Reader *self, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_string_append_vprintf (self->said, format, args);
  va_end (args);
  g_string_append_c (self->said, '\n');
}

/* @error: set if not @ok. Returns: @ok. */
static gboolean
expect (Reader *self, const char *what, gboolean ok, GError *const *error)
{
  if (!ok)
    reader_complain (self, "%s failed: %s", what, (*error)->message);
  return ok;
}

void
reader_begin (Reader *self, const char *const *names, gboolean commits)
{
  g_autoptr (GError) error = NULL;

  self->names = names;
  self->commits = commits;
  g_string_truncate (self->said, 0);
  held_init (&self->held, self->has_key);
  if (!commits)
    assert_ok (ahadi_vault_begin (self->place.vault, &error));
}

void
reader_end (Reader *self)
{
  if (self->bundle != NULL)
    ahadi_vault_rollback (self->place.vault);
  g_clear_pointer (&self->bundle, ahadi_applier_free);
  if (!self->commits)
    ahadi_vault_rollback (self->place.vault);
  held_clear (&self->held);
}

/* --- Transactions --------------------------------------------------------- */

void
reader_begin_bundle (Reader *self)
{
  g_autoptr (GError) error = NULL;

  if (self->bundle != NULL)
    return;

  reader_release (self);
  assert_ok (ahadi_vault_begin (self->place.vault, &error));
  self->bundle = ahadi_applier_new (self->place.vault, &error);
  g_assert_no_error (error);
  self->operations = 0;
  self->fresh = 0;
  self->plain = TRUE;
  self->blind = FALSE;
}

/* Every operation is new or known; none is lost between the two. */
static void
check_counts (Reader *self)
{
  const AhadiApplyCounts *counts = ahadi_applier_get_counts (self->bundle);

  if (self->blind)
    return;
  if (counts->operations != self->operations ||
      counts->fresh + counts->known != self->operations ||
      (self->plain && counts->fresh != self->fresh))
    reader_complain (
        self, "counted %lu operations, %lu new, %lu known; given %lu, %lu new",
        counts->operations, counts->fresh, counts->known, self->operations, self->fresh);
}

/* What failed has left the applier in the middle of something. */
static void
give_up (Reader *self)
{
  ahadi_vault_rollback (self->place.vault);
  g_clear_pointer (&self->bundle, ahadi_applier_free);
}

void
reader_end_bundle (Reader *self)
{
  g_autoptr (GError) error = NULL;

  if (self->bundle == NULL)
    return;

  if (expect (self, "finishing", ahadi_applier_finish (self->bundle, &error), &error))
    check_counts (self);
  if (!ahadi_vault_commit (self->place.vault, &error))
    reader_complain (self, "cannot commit: %s", error->message);
  g_clear_pointer (&self->bundle, ahadi_applier_free);
}

/* --- Taking --------------------------------------------------------------- */

static gboolean
apply (AhadiApplier *applier, const Tale *tale, GError **error)
{
  AhadiSegment segment = tale_cut (tale);

  if (!ahadi_applier_begin_segment (applier, &segment, error))
    return FALSE;

  for (guint64 seq = tale->from; seq <= tale->to; seq++)
    {
      const Entry *entry = story_get_entry (tale->story, seq);
      AhadiOperation operation = entry->operation;

      if (!tale_has_body (tale, entry))
        operation.body = NULL;
      if (!ahadi_applier_add (applier, &operation, error))
        return FALSE;
    }

  return ahadi_applier_end_segment (applier, error);
}

static gboolean
is_forked (Reader *self, const AhadiStreamId *id)
{
  g_autoptr (GError) error = NULL;
  AhadiStreamInfo info;

  return ahadi_streams_find (self->place.vault, id, &info, &error) && info.forked != 0;
}

gboolean
reader_holds_sealed (const Reader *self, const AhadiStreamId *id)
{
  for (guint i = 0; i < self->held.tales->len; i++)
    {
      const Tale *tale = &g_array_index (self->held.tales, Tale, i);

      for (guint64 seq = tale->from; seq <= tale->to; seq++)
        if (ahadi_stream_id_equal (&tale->story->id, id) &&
            story_get_entry (tale->story, seq)->sealed)
          return TRUE;
    }

  return FALSE;
}

static void
hold (Reader *self, const Tale *tale)
{
  for (guint64 seq = tale->from; seq <= tale->to; seq++)
    self->fresh += held_has (&self->held, tale->story, seq) ? 0 : 1;
  self->operations += tale->to - tale->from + 1;
  held_add (&self->held, tale);
  self->plain &= !is_forked (self, &tale->story->id);
  self->blind |= !self->has_key && reader_holds_sealed (self, &tale->story->id);
}

/* Takes it back again. */
static void
look (Reader *self, const Tale *tale)
{
  AhadiVault *vault = self->place.vault;
  g_autoptr (AhadiApplier) applier = NULL;
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_vault_begin (vault, &error));
  applier = ahadi_applier_new (vault, &error);
  if (expect (self, "looking", apply (applier, tale, &error), &error))
    expect (self, "looking", ahadi_applier_finish (applier, &error), &error);
  ahadi_vault_rollback (vault);
}

/* Refused or not: what of that stream counted up to its cutoff goes on counting. */
static void
check_care (Reader *self, const Judgment *before)
{
  g_autoptr (Judgment) after =
      oracle_judge (&self->held, self->names, ahadi_wall_clock_ms ());

  for (guint i = 0; i < before->verdicts->len; i++)
    {
      const Verdict *verdict = &g_array_index (before->verdicts, Verdict, i);

      for (guint64 seq = 1; verdict->cut && seq <= verdict->last; seq++)
        if (verdict->counting->pdata[seq] != NULL &&
            !judgment_counts (after, verdict->counting->pdata[seq]))
          reader_complain (self, "operation %lu no longer counts", seq);
    }
}

static void
take_with_care (Reader *self, const Tale *tale)
{
  AhadiVault *vault = self->place.vault;
  g_autoptr (Judgment) before =
      oracle_judge (&self->held, self->names, ahadi_wall_clock_ms ());
  g_autoptr (AhadiApplier) applier = NULL;
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_vault_begin (vault, &error));
  applier = ahadi_applier_new (vault, &error);
  ahadi_applier_guard (applier);
  if (apply (applier, tale, &error) && ahadi_applier_finish (applier, &error))
    {
      assert_ok (ahadi_vault_commit (vault, &error));
      held_add (&self->held, tale);
      check_care (self, before);
      return;
    }

  ahadi_vault_rollback (vault);
  if (!g_error_matches (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_FORK))
    reader_complain (self, "refused for another reason: %s", error->message);
}

void
reader_take (Reader *self, const Tale *tale, ReaderMode mode)
{
  gboolean alone = self->bundle == NULL || mode != READER_TAKES;
  g_autoptr (GError) error = NULL;

  if (alone)
    reader_end_bundle (self);
  if (mode == READER_LOOKS)
    look (self, tale);
  else if (mode == READER_TAKES_WITH_CARE)
    take_with_care (self, tale);
  else
    {
      reader_begin_bundle (self);
      if (expect (self, "taking", apply (self->bundle, tale, &error), &error))
        hold (self, tale);
      else
        give_up (self);
    }
  if (alone)
    reader_end_bundle (self);
}

void
reader_be_told (Reader *self, const Confession *confession)
{
  gboolean alone = self->bundle == NULL;
  g_autoptr (GError) error = NULL;

  reader_begin_bundle (self);
  if (expect (self, "hearing of a fork",
              ahadi_applier_declare_fork (self->bundle, &confession->stream,
                                          confession->from, &error),
              &error))
    held_be_told (&self->held, confession);
  else
    give_up (self);
  self->plain = FALSE;
  if (alone)
    reader_end_bundle (self);
}

/* --- Handing on ----------------------------------------------------------- */

typedef struct
{
  AhadiApplier *applier;
  guint64 operations;
} Passing;

static gboolean
pass_on (const AhadiOperation *operation, gpointer data, GError **error)
{
  Passing *passing = data;

  passing->operations++;
  return ahadi_applier_add (passing->applier, operation, error);
}

static gboolean
pass_segment (Reader *self, Reader *other, const AhadiRelayed *relayed, GError **error)
{
  const AhadiSegment *segment = &relayed->segment;
  Passing passing = { self->bundle, 0 };
  gboolean ok = ahadi_applier_begin_segment (self->bundle, segment, error) &&
                ahadi_streams_read (other->place.vault, relayed->log, segment->from,
                                    segment->to, pass_on, &passing, error) &&
                ahadi_applier_end_segment (self->bundle, error);

  self->operations += passing.operations;
  return ok;
}

static void
pass_stream (Reader *self, Reader *other, const AhadiStreamInfo *info)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) segments =
      ahadi_relay_list (other->place.vault, &info->id, info->number, TRUE, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < segments->len; i++)
    if (!expect (self, "handing on",
                 pass_segment (self, other, &g_array_index (segments, AhadiRelayed, i),
                               &error),
                 &error))
      {
        give_up (self);
        return;
      }
}

static gboolean
is_of_now (const Reader *self, const AhadiStreamInfo *info)
{
  for (guint i = 0; i < STEP_N_AUDIENCES; i++)
    if (g_strcmp0 (info->id.audience, self->names[i]) == 0)
      return TRUE;

  return FALSE;
}

void
reader_take_all (Reader *self, Reader *other)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) streams = NULL;

  if (self == other)
    return;

  reader_end_bundle (self);
  reader_end_bundle (other);
  streams = ahadi_streams_list (other->place.vault, FALSE, &error);
  g_assert_no_error (error);
  reader_begin_bundle (self);
  for (guint i = 0; self->bundle != NULL && i < streams->len; i++)
    if (is_of_now (other, &g_array_index (streams, AhadiStreamInfo, i)))
      pass_stream (self, other, &g_array_index (streams, AhadiStreamInfo, i));
  self->blind = TRUE;
  held_add_all (&self->held, &other->held);
  reader_end_bundle (self);
}

/* --- Asking --------------------------------------------------------------- */

void
reader_open_again (Reader *self)
{
  reader_end_bundle (self);
  if (self->commits)
    place_reopen (&self->place);
}

/* Lets go all that is past (N6), also what came back since it was let go; what it was
 * given it counts as held all the same. */
void
reader_let_go (Reader *self)
{
  AhadiCompacted compacted;
  g_autoptr (GError) error = NULL;

  reader_end_bundle (self);
  expect (self, "letting go",
          ahadi_compactor_run (self->place.vault, NULL, NULL, &compacted, &error),
          &error);
}

void
reader_release (Reader *self)
{
  g_autoptr (GError) error = NULL;

  expect (self, "releasing",
          ahadi_applier_release_parked (self->place.vault, NULL, &error), &error);
}

char *
reader_digest (Reader *self, StepAudience audience)
{
  g_autoptr (GError) error = NULL;
  char *digest = ahadi_query_digest (self->place.vault, self->names[audience], &error);

  g_assert_no_error (error);
  return digest;
}
