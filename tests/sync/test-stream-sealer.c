/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ahadi-stream-sealer.h"

#include <string.h>

#include "sync/ahadi-part-reader.h"
#include "world.h"

/* A laptop of which only the part for the membership office is sealed. */
typedef struct
{
  World world;
  AhadiVault *laptop;
  AhadiIdentity *identity;
  AhadiDirectory *directory;
  AhadiStreamSealer *sealer;
} Bench;

static void
bench_open (Bench *self)
{
  world_open (&self->world);
  self->laptop = world_add_laptop (&self->world, "Kisumu");
  self->identity = world_get_identity (self->laptop);
  self->directory = world_get_directory (self->laptop);
}

static void
bench_close (Bench *self)
{
  g_clear_pointer (&self->sealer, ahadi_stream_sealer_free);
  g_clear_pointer (&self->directory, ahadi_directory_unref);
  g_clear_pointer (&self->identity, ahadi_identity_unref);
  world_close (&self->world);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Bench, bench_close)

static void
start (Bench *self, gboolean everything, const AhadiProgress *progress)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->sealer, ahadi_stream_sealer_free);
  self->sealer = ahadi_stream_sealer_new (self->laptop, self->identity, self->directory,
                                          FALSE, everything, progress, &error);
  g_assert_no_error (error);
  g_assert_nonnull (self->sealer);
}

/* --- reading what was sealed --- */

typedef struct
{
  GArray *segments;   /* AhadiSegment */
  GArray *operations; /* guint: of each segment */
} Sealed;

static void
sealed_clear (Sealed *self)
{
  g_clear_pointer (&self->segments, g_array_unref);
  g_clear_pointer (&self->operations, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sealed, sealed_clear)

static void
add_line (Sealed *self, const char *line, gsize size)
{
  g_autoptr (GError) error = NULL;
  AhadiSegment segment;
  guint none = 0;

  if (ahadi_segment_is_line (line, size))
    {
      assert_ok (ahadi_segment_parse (line, size, &segment, &error));
      g_array_append_val (self->segments, segment);
      g_array_append_val (self->operations, none);
      return;
    }

  g_assert_cmpuint (self->operations->len, >, 0);
  g_array_index (self->operations, guint, self->operations->len - 1)++;
}

static void
read_sealed (Bench *self, AhadiStaging *staging, Sealed *sealed)
{
  g_autoptr (AhadiIdentity) office = world_get_identity (self->world.office);
  GPtrArray *keys = ahadi_identity_get_age_identities (office);
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) in = ahadi_staging_read (staging, "membership.age", &error);
  g_autoptr (AhadiPartReader) reader = ahadi_part_reader_new (in, keys, &error);
  const char *line;
  gsize size;

  g_assert_no_error (error);
  sealed->segments = g_array_new (FALSE, FALSE, sizeof (AhadiSegment));
  sealed->operations = g_array_new (FALSE, FALSE, sizeof (guint));
  assert_ok (ahadi_part_reader_next (reader, &line, &size, &error));
  while (TRUE)
    {
      assert_ok (ahadi_part_reader_next (reader, &line, &size, &error));
      if (line == NULL)
        return;
      add_line (sealed, line, size);
    }
}

static gboolean
seal (Bench *self, Sealed *sealed, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (AhadiStaging) staging = ahadi_staging_open (self->laptop, &local);
  g_autoptr (AhadiBundleWriter) writer = NULL;
  g_autoptr (AhadiPartWriter) part = NULL;
  gboolean ended;

  g_assert_no_error (local);
  writer = ahadi_bundle_writer_new (staging, self->identity, self->directory, NULL);
  part = ahadi_bundle_writer_begin_part (writer, "membership", NULL, &local);
  g_assert_no_error (local);
  if (!ahadi_stream_sealer_seal (self->sealer, "membership", part, error))
    return FALSE;

  ended = ahadi_bundle_writer_end_part (writer, part, &local);
  g_assert_no_error (local);
  g_assert_true (ended);
  read_sealed (self, staging, sealed);
  return TRUE;
}

static void
assert_segment (const Sealed *sealed, guint i, guint64 from, guint64 to)
{
  const AhadiSegment *segment = &g_array_index (sealed->segments, AhadiSegment, i);

  g_assert_cmpuint (segment->from, ==, from);
  g_assert_cmpuint (segment->to, ==, to);
  g_assert_cmpuint (g_array_index (sealed->operations, guint, i), ==, to - from + 1);
}

static void
mark (Bench *self)
{
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_stream_sealer_mark (self->sealer, &error));
}

/* --- O1 --- */

static void
test_only_new (void)
{
  g_auto (Bench) bench = { 0 };
  g_auto (Sealed) first = { 0 };
  g_auto (Sealed) second = { 0 };
  g_autoptr (GError) error = NULL;

  bench_open (&bench);
  world_add_member (bench.laptop, "Achieng Otieno");
  world_add_member (bench.laptop, "Wanjiku Kamau");
  start (&bench, FALSE, NULL);
  g_assert_cmpuint (ahadi_stream_sealer_count (bench.sealer), ==, 2);
  g_assert_cmpuint (ahadi_stream_sealer_count_held_back (bench.sealer), ==, 0);
  assert_ok (seal (&bench, &first, &error));
  g_assert_cmpuint (first.segments->len, ==, 1);
  assert_segment (&first, 0, 1, 2);
  g_assert_cmpuint (ahadi_stream_sealer_get_sealed (bench.sealer), ==, 2);
  mark (&bench);

  world_add_member (bench.laptop, "Hamisi Juma");
  start (&bench, FALSE, NULL);
  g_assert_cmpuint (ahadi_stream_sealer_count (bench.sealer), ==, 1);
  assert_ok (seal (&bench, &second, &error));
  g_assert_cmpuint (second.segments->len, ==, 1);
  assert_segment (&second, 0, 3, 3);
}

/* Without anything new, and without a segment that would say nothing. */
/* Asked for in its middle, and lacked as a whole by somebody: all of it goes. */
static void
test_asked_and_lacked (void)
{
  g_auto (Bench) bench = { 0 };
  g_auto (Sealed) sealed = { 0 };
  g_autoptr (GArray) streams = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  gint64 number;

  bench_open (&bench);
  for (guint i = 0; i < 8; i++)
    world_add_member (bench.laptop, "Achieng Otieno");
  path = world_export (&bench.world, bench.laptop);
  streams = ahadi_streams_list (bench.laptop, TRUE, &error);
  g_assert_no_error (error);
  number = g_array_index (streams, AhadiStreamInfo, 0).number;
  assert_ok (ahadi_wants_add (bench.laptop, number, 3, 5, &error));
  assert_ok (ahadi_streams_send_again (bench.laptop, number, 0, NULL, &error));

  start (&bench, FALSE, NULL);
  assert_ok (seal (&bench, &sealed, &error));
  g_assert_cmpuint (sealed.segments->len, ==, 1);
  assert_segment (&sealed, 0, 1, 8);
}

static void
test_nothing_new (void)
{
  g_auto (Bench) bench = { 0 };
  g_auto (Sealed) first = { 0 };
  g_auto (Sealed) second = { 0 };
  g_autoptr (GError) error = NULL;

  bench_open (&bench);
  world_add_member (bench.laptop, "Achieng Otieno");
  start (&bench, FALSE, NULL);
  assert_ok (seal (&bench, &first, &error));
  mark (&bench);

  start (&bench, FALSE, NULL);
  assert_ok (seal (&bench, &second, &error));
  g_assert_cmpuint (second.segments->len, ==, 0);
  g_assert_cmpuint (ahadi_stream_sealer_get_sealed (bench.sealer), ==, 0);
}

/* A bundle that was never written whole changes nothing: not marked is not sent. */
static void
test_not_marked (void)
{
  g_auto (Bench) bench = { 0 };
  g_auto (Sealed) first = { 0 };
  g_auto (Sealed) again = { 0 };
  g_autoptr (GError) error = NULL;

  bench_open (&bench);
  world_add_member (bench.laptop, "Achieng Otieno");
  start (&bench, FALSE, NULL);
  assert_ok (seal (&bench, &first, &error));
  start (&bench, FALSE, NULL);
  assert_ok (seal (&bench, &again, &error));
  assert_segment (&again, 0, 1, 1);
}

/* What waits for an office without a holder is not marked with the rest. */
static void
test_marks_what_was_sealed (void)
{
  g_auto (Bench) bench = { 0 };
  g_auto (Sealed) sealed = { 0 };
  g_autoptr (GError) error = NULL;

  bench_open (&bench);
  world_add_member (bench.laptop, "Achieng Otieno");
  world_add_report (bench.laptop, "executive-director", "Told in confidence");
  start (&bench, FALSE, NULL);
  assert_ok (seal (&bench, &sealed, &error));
  g_assert_cmpuint (ahadi_stream_sealer_get_sealed (bench.sealer), ==, 1);
  mark (&bench);

  start (&bench, FALSE, NULL);
  g_assert_cmpuint (ahadi_stream_sealer_count (bench.sealer), ==, 0);
  g_assert_cmpuint (ahadi_stream_sealer_count_held_back (bench.sealer), ==, 1);
}

static void
test_everything (void)
{
  g_auto (Bench) bench = { 0 };
  g_auto (Sealed) first = { 0 };
  g_auto (Sealed) all = { 0 };
  g_autoptr (GError) error = NULL;

  bench_open (&bench);
  world_add_member (bench.laptop, "Achieng Otieno");
  start (&bench, FALSE, NULL);
  assert_ok (seal (&bench, &first, &error));
  mark (&bench);
  world_add_member (bench.laptop, "Wanjiku Kamau");

  start (&bench, TRUE, NULL);
  g_assert_cmpuint (ahadi_stream_sealer_count (bench.sealer), ==, 2);
  assert_ok (seal (&bench, &all, &error));
  g_assert_cmpuint (all.segments->len, ==, 1);
  assert_segment (&all, 0, 1, 2);
}

/* Puts the laptop into a new epoch: an office has more of its stream than it knows of. */
static void
begin_epoch (Bench *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) streams = ahadi_streams_list (self->laptop, TRUE, &error);
  const AhadiStreamInfo *last;
  const guint8 head[32] = { 7 };

  g_assert_no_error (error);
  last = &g_array_index (streams, AhadiStreamInfo, streams->len - 1);
  assert_ok (
      ahadi_streams_set_acked (self->laptop, last->number, last->last + 1, head, &error));
}

/* Older epochs too, each in a segment of its own, rising as rule S3 wants them. */
static void
test_epochs (void)
{
  g_auto (Bench) bench = { 0 };
  g_auto (Sealed) sealed = { 0 };
  g_autoptr (GError) error = NULL;
  guint64 operations = 0;
  guint32 before = 0;

  bench_open (&bench);
  for (guint i = 0; i < 5; i++)
    {
      for (guint n = 0; n <= i; n++)
        world_add_member (bench.laptop, "Achieng Otieno");
      begin_epoch (&bench);
    }

  start (&bench, FALSE, NULL);
  assert_ok (seal (&bench, &sealed, &error));
  g_assert_cmpuint (sealed.segments->len, ==, 5);
  for (guint i = 0; i < sealed.segments->len; i++)
    {
      const AhadiSegment *segment = &g_array_index (sealed.segments, AhadiSegment, i);

      if (i > 0)
        g_assert_cmpuint (segment->stream.epoch, >, before);
      before = segment->stream.epoch;
      assert_segment (&sealed, i, 1, segment->to);
      operations += segment->to;
    }
  g_assert_cmpuint (operations, ==, 1 + 2 + 3 + 4 + 5);
}

/* --- segments --- */

static void
test_signed (void)
{
  g_auto (Bench) bench = { 0 };
  g_auto (Sealed) sealed = { 0 };
  g_autoptr (GError) error = NULL;
  const AhadiSegment *segment;
  AhadiSigningKey *key;

  bench_open (&bench);
  world_add_member (bench.laptop, "Achieng Otieno");
  start (&bench, FALSE, NULL);
  assert_ok (seal (&bench, &sealed, &error));
  segment = &g_array_index (sealed.segments, AhadiSegment, 0);
  key = ahadi_identity_get_signing_key (bench.identity);
  assert_ok (ahadi_segment_verify (segment, ahadi_directory_get_org (bench.directory),
                                   ahadi_signing_key_get_verify_key (key), &error));
  g_assert_true (ahadi_id_equal (&segment->stream.device,
                                 ahadi_identity_get_device (bench.identity)));
}

/* What was taken in from others is theirs to send. */
static void
test_own_streams (void)
{
  g_auto (Bench) bench = { 0 };
  AhadiVault *neighbour;
  g_autofree char *branch = NULL;
  g_autofree char *path = NULL;
  g_autoptr (AhadiImportResult) result = NULL;

  bench_open (&bench);
  neighbour = world_add_to_branch (&bench.world, bench.laptop);
  world_give_card (&bench.world, bench.laptop);
  branch = ahadi_audience_make (AHADI_AUDIENCE_BRANCH,
                                ahadi_identity_get_branch (bench.identity));
  world_add_member_to (neighbour, branch, "Kiprono");
  path = world_export (&bench.world, neighbour);
  result = world_merge (bench.laptop, path);
  g_assert_cmpuint (result->counts.fresh, ==, 1);

  start (&bench, TRUE, NULL);
  g_assert_cmpuint (ahadi_stream_sealer_count (bench.sealer), ==, 0);
}

/* --- progress --- */

typedef struct
{
  guint calls;
  AhadiStep step;
  guint64 done;
  guint64 total;
  GCancellable *cancellable; /* (nullable): cancelled at once */
} Reports;

static void
take (AhadiStep step, guint64 done, guint64 total, gpointer data)
{
  Reports *self = data;

  *self = (Reports){ self->calls + 1, step, done, total, self->cancellable };
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

static void
test_reports (void)
{
  g_auto (Bench) bench = { 0 };
  g_auto (Sealed) sealed = { 0 };
  Reports reports = { 0 };
  AhadiProgress progress = { take, &reports, NULL };
  g_autoptr (GError) error = NULL;

  bench_open (&bench);
  world_add_member (bench.laptop, "Achieng Otieno");
  world_add_member (bench.laptop, "Wanjiku Kamau");
  start (&bench, FALSE, &progress);
  assert_ok (seal (&bench, &sealed, &error));
  g_assert_cmpint (reports.step, ==, AHADI_STEP_SEAL);
  g_assert_cmpuint (reports.done, ==, 2);
  g_assert_cmpuint (reports.total, ==, 2);
}

/* The count is that of what can go: it must end full. */
static void
test_reports_only_what_can_go (void)
{
  g_auto (Bench) bench = { 0 };
  g_auto (Sealed) sealed = { 0 };
  Reports reports = { 0 };
  AhadiProgress progress = { take, &reports, NULL };
  g_autoptr (GError) error = NULL;

  bench_open (&bench);
  world_add_member (bench.laptop, "Achieng Otieno");
  world_add_report (bench.laptop, "executive-director", "Told in confidence");
  start (&bench, FALSE, &progress);
  assert_ok (seal (&bench, &sealed, &error));
  g_assert_cmpuint (reports.done, ==, 1);
  g_assert_cmpuint (reports.total, ==, 1);
}

static void
test_cancelled (void)
{
  g_auto (Bench) bench = { 0 };
  g_auto (Sealed) sealed = { 0 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Reports reports = { .cancellable = cancellable };
  AhadiProgress progress = { take, &reports, cancellable };
  g_autoptr (GError) error = NULL;

  bench_open (&bench);
  for (guint i = 0; i < 3; i++)
    world_add_member (bench.laptop, "Achieng Otieno");
  start (&bench, FALSE, &progress);
  g_assert_false (seal (&bench, &sealed, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (reports.done, <, 3);

  /* Nothing of it counts as sealed. */
  mark (&bench);
  start (&bench, FALSE, NULL);
  g_assert_cmpuint (ahadi_stream_sealer_count (bench.sealer), ==, 3);
}

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);

  g_test_add_func ("/sync/stream-sealer/O1-what-was-not-exported", test_only_new);
  g_test_add_func ("/sync/stream-sealer/O1-asked-for-and-lacked", test_asked_and_lacked);
  g_test_add_func ("/sync/stream-sealer/O1-nothing-new", test_nothing_new);
  g_test_add_func ("/sync/stream-sealer/O1-older-epochs-too", test_epochs);
  g_test_add_func ("/sync/stream-sealer/O3-not-marked-is-not-sent", test_not_marked);
  g_test_add_func ("/sync/stream-sealer/O3-marks-only-what-was-sealed",
                   test_marks_what_was_sealed);
  g_test_add_func ("/sync/stream-sealer/everything-from-the-first-on", test_everything);
  g_test_add_func ("/sync/stream-sealer/signs-each-segment", test_signed);
  g_test_add_func ("/sync/stream-sealer/own-streams-only", test_own_streams);
  g_test_add_func ("/sync/stream-sealer/reports-operations", test_reports);
  g_test_add_func ("/sync/stream-sealer/reports-only-what-can-go",
                   test_reports_only_what_can_go);
  g_test_add_func ("/sync/stream-sealer/cancelled-marks-nothing", test_cancelled);

  return g_test_run ();
}
