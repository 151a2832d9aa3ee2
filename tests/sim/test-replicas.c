/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <unistd.h>

#include "log.h"

/*
 * Laptops and offices, each with a real vault, write about the same records with clocks
 * that are wrong, hear of each other in pieces, in any order, several times over and with
 * previews in between, and now and then begin a new epoch. In the end all have one
 * digest, and it is the oracle's. Each round has an audience of its own, so that the
 * vaults can be used again.
 *
 * A failure prints its seed: AHADI_SEED=<seed> runs that one round again,
 * AHADI_ROUNDS=<n> runs so many.
 */
#define N_WRITERS 3
#define N_REPLICAS 5 /* the writers first */
#define N_STEPS 150
#define N_ROUNDS 6

#define DAY_MS (24 * 60 * 60 * G_GINT64_CONSTANT (1000))
#define START_MS G_GINT64_CONSTANT (1800000000000)

typedef struct
{
  Place replicas[N_REPLICAS];
  GPtrArray *held[N_REPLICAS]; /* per stream of the log, a byte for each seq */
  guint64 fresh[N_REPLICAS];
  gint64 skew_ms[N_WRITERS];
  gint64 now_ms;
  GArray *records; /* Named */
  GRand *random;
  Log *log;
} World;

typedef struct
{
  AhadiKind kind;
  AhadiId id;
} Named;

typedef struct
{
  guint stream;
  guint64 from;
  guint64 to;
} Piece;

static guint
draw (World *self, guint below)
{
  return (guint) g_rand_int_range (self->random, 0, (gint32) below);
}

/* --- What was delivered, the naive way ------------------------------------ */

static GByteArray *
get_held (World *self, guint replica, guint stream)
{
  GPtrArray *all = self->held[replica];
  guint64 length = log_get_length (log_get_stream (self->log, stream));
  GByteArray *held;
  guint before;

  while (all->len <= stream)
    g_ptr_array_add (all, g_byte_array_new ());
  held = all->pdata[stream];
  before = held->len;
  if (before <= length)
    g_byte_array_set_size (held, (guint) length + 1);
  for (guint i = before; i < held->len; i++)
    held->data[i] = 0;
  return held;
}

/* Returns: how many of @piece were new. */
static guint
note_held (World *self, guint replica, const Piece *piece)
{
  GByteArray *held = get_held (self, replica, piece->stream);
  guint fresh = 0;

  for (guint64 seq = piece->from; seq <= piece->to; seq++)
    {
      fresh += held->data[seq] == 0 ? 1 : 0;
      held->data[seq] = 1;
    }
  return fresh;
}

/* The last seq with none missing below, and none that is too far ahead. */
static guint64
find_frontier (World *self, guint replica, guint stream)
{
  const LogStream *one = log_get_stream (self->log, stream);
  GByteArray *held = get_held (self, replica, stream);
  guint64 seq = 0;

  while (seq < log_get_length (one) && held->data[seq + 1] != 0 &&
         !ahadi_hlc_is_ahead (log_get_operation (one, seq + 1)->hlc, self->now_ms))
    seq++;
  return seq;
}

static char *
describe_gaps (World *self, guint replica, guint stream, guint64 last)
{
  GByteArray *held = get_held (self, replica, stream);
  GString *text = g_string_new (NULL);

  for (guint64 seq = 1; seq <= last; seq++)
    if (held->data[seq] == 0)
      g_string_append_printf (text, "%" G_GUINT64_FORMAT " ", seq);
  return g_string_free (text, FALSE);
}

static char *
list_gaps (Place *place, gint64 number)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) gaps = ahadi_streams_list_gaps (place->vault, number, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < gaps->len; i += 2)
    for (guint64 seq = g_array_index (gaps, guint64, i);
         seq <= g_array_index (gaps, guint64, i + 1); seq++)
      g_string_append_printf (text, "%" G_GUINT64_FORMAT " ", seq);
  return g_string_free (text, FALSE);
}

/* Frontier and gaps of every stream are named exactly. */
static void
check_streams (World *self, guint replica)
{
  for (guint stream = 0; stream < self->log->streams->len; stream++)
    {
      Place *place = &self->replicas[replica];
      g_autofree char *expected = NULL;
      g_autofree char *gaps = NULL;
      g_autoptr (GError) error = NULL;
      AhadiStreamInfo info;

      if (!ahadi_streams_find (place->vault, &log_get_stream (self->log, stream)->id,
                               &info, &error))
        continue;
      expected = describe_gaps (self, replica, stream, info.last);
      gaps = list_gaps (place, info.number);
      g_assert_cmpstr (gaps, ==, expected);
      if (!info.own)
        g_assert_cmpuint (info.frontier, ==, find_frontier (self, replica, stream));
    }
}

/* --- Delivering ----------------------------------------------------------- */

static gboolean
draw_piece (World *self, Piece *piece)
{
  guint64 length;

  if (self->log->streams->len == 0)
    return FALSE;

  piece->stream = draw (self, self->log->streams->len);
  length = log_get_length (log_get_stream (self->log, piece->stream));
  if (length == 0)
    return FALSE;
  piece->from = 1 + draw (self, (guint) length);
  piece->to = piece->from + draw (self, (guint) MIN (length - piece->from + 1, 12));
  return TRUE;
}

static void
apply_piece (World *self, AhadiApplier *applier, const Piece *piece)
{
  const LogStream *stream = log_get_stream (self->log, piece->stream);
  AhadiSegment segment = log_cut (stream, piece->from, piece->to);
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_applier_begin_segment (applier, &segment, &error));
  for (guint64 seq = piece->from; seq <= piece->to; seq++)
    assert_ok (ahadi_applier_add (applier, log_get_operation (stream, seq), &error));
  assert_ok (ahadi_applier_end_segment (applier, &error));
}

/* One transaction. @preview: it is taken back. */
static void
deliver (
    World *self, guint replica, const Piece *pieces, guint n_pieces, gboolean preview)
{
  AhadiVault *vault = self->replicas[replica].vault;
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiApplier) applier = NULL;
  guint64 operations = 0;
  guint64 fresh = 0;

  assert_ok (ahadi_vault_begin (vault, &error));
  applier = ahadi_applier_new (vault, &error);
  for (guint i = 0; i < n_pieces; i++)
    apply_piece (self, applier, &pieces[i]);
  assert_ok (ahadi_applier_finish (applier, &error));
  if (preview)
    {
      ahadi_vault_rollback (vault);
      return;
    }

  assert_ok (ahadi_vault_commit (vault, &error));
  for (guint i = 0; i < n_pieces; i++)
    {
      operations += pieces[i].to - pieces[i].from + 1;
      fresh += note_held (self, replica, &pieces[i]);
    }
  g_assert_cmpuint (ahadi_applier_get_counts (applier)->operations, ==, operations);
  g_assert_cmpuint (ahadi_applier_get_counts (applier)->fresh, ==, fresh);
  g_assert_cmpuint (ahadi_applier_get_counts (applier)->known, ==, operations - fresh);
  self->fresh[replica] += fresh;
}

/* As is done at each unlock and before each import. */
static void
release_parked (World *self, guint replica)
{
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_applier_release_parked (self->replicas[replica].vault, NULL, &error));
}

static void
hear_something (World *self, guint replica)
{
  Piece pieces[3];
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    n += draw_piece (self, &pieces[n]) ? 1 : 0;
  if (n == 0)
    return;

  n = 1 + draw (self, n);
  release_parked (self, replica);
  if (draw (self, 5) == 0)
    deliver (self, replica, pieces, n, TRUE);
  deliver (self, replica, pieces, n, FALSE);
  if (draw (self, 4) == 0)
    check_streams (self, replica);
}

/* --- Writing -------------------------------------------------------------- */

static AhadiRecord *
draw_new_record (World *self)
{
  guint kind = draw (self, 4);
  g_autofree char *id = NULL;
  AhadiRecord *record;

  if (kind > 0 || self->records->len == 0)
    {
      record = ahadi_record_new (AHADI_KIND_MEMBER, NULL);
      ahadi_record_set (record, AHADI_MEMBER_NAME, "Wanjiku");
      return record;
    }

  id = ahadi_id_to_string (&g_array_index (self->records, Named, 0).id);
  record = ahadi_record_new (AHADI_KIND_PLEDGE, NULL);
  ahadi_record_set (record, AHADI_PLEDGE_MEMBER, id);
  ahadi_record_set (record, AHADI_PLEDGE_LANGUAGE, "sw");
  return record;
}

/* Returns: (nullable): one that @writer has heard of, with a few fields changed. */
static AhadiRecord *
draw_changed_record (World *self, guint writer)
{
  static const guint fields[] = { AHADI_MEMBER_NAME, AHADI_MEMBER_PREFERRED_NAME,
                                  AHADI_MEMBER_PLACE, AHADI_MEMBER_NOTE,
                                  AHADI_MEMBER_GENDER };
  const Named *named =
      &g_array_index (self->records, Named, draw (self, self->records->len));
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiItem) item = NULL;
  AhadiRecord *record;

  if (named->kind != AHADI_KIND_MEMBER)
    return NULL;

  item = ahadi_query_get (self->replicas[writer].vault, named->kind, &named->id, &error);
  if (item == NULL)
    {
      g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND);
      return NULL;
    }

  record = ahadi_record_copy (item->record);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *value = g_strdup_printf ("value %u", draw (self, 5));

      if (draw (self, 3) == 0)
        ahadi_record_set (record, fields[i], draw (self, 6) == 0 ? NULL : value);
    }
  return record;
}

static void
end_epoch (World *self, guint writer)
{
  g_autoptr (GError) error = NULL;
  AhadiStreamInfo info = place_get_stream (&self->replicas[writer]);

  assert_ok (ahadi_vault_end_epoch (self->replicas[writer].vault, &info.id, &error));
}

/* @writer's own streams are held by it, and were not delivered to it. */
static void
note_written (World *self, guint writer)
{
  for (guint i = 0; i < self->log->streams->len; i++)
    {
      const LogStream *stream = log_get_stream (self->log, i);
      const Piece piece = { i, 1, log_get_length (stream) };

      if (ahadi_id_equal (&stream->id.device, &self->replicas[writer].device))
        self->fresh[writer] += note_held (self, writer, &piece);
    }
}

static void
write_something (World *self, guint writer)
{
  gboolean is_new = self->records->len == 0 || draw (self, 3) == 0;
  g_autoptr (AhadiRecord) record =
      is_new ? draw_new_record (self) : draw_changed_record (self, writer);
  g_autoptr (GError) error = NULL;
  Named named;

  if (record == NULL)
    return;

  place_set_clock (self->now_ms + self->skew_ms[writer]);
  assert_ok (ahadi_vault_save (self->replicas[writer].vault, self->log->audience, record,
                               NULL, &error));
  place_set_clock (self->now_ms);
  named.kind = ahadi_record_get_kind (record);
  named.id = *ahadi_record_get_id (record);
  if (is_new)
    g_array_append_val (self->records, named);

  log_catch_up (self->log, &self->replicas[writer]);
  note_written (self, writer);
  if (draw (self, 15) == 0)
    end_epoch (self, writer);
}

/* --- A round -------------------------------------------------------------- */

static char *
get_digest (World *self, guint replica)
{
  g_autoptr (GError) error = NULL;
  char *digest =
      ahadi_query_digest (self->replicas[replica].vault, self->log->audience, &error);

  g_assert_no_error (error);
  return digest;
}

/* All of every stream, cut anywhere, in any order, some of it twice. */
static GArray *
draw_pieces_of_all (World *self)
{
  GArray *pieces = g_array_new (FALSE, FALSE, sizeof (Piece));

  for (guint i = 0; i < self->log->streams->len; i++)
    {
      guint64 length = log_get_length (log_get_stream (self->log, i));
      Piece piece = { i, 1, 0 };

      for (; piece.from <= length; piece.from = piece.to + 1)
        {
          piece.to = piece.from +
                     draw (self, (guint) MIN (length - piece.from + 1, length / 2 + 1));
          g_array_append_val (pieces, piece);
          if (draw (self, 4) == 0)
            g_array_append_val (pieces, piece);
        }
    }

  for (guint i = pieces->len; i > 1; i--)
    {
      guint j = draw (self, i);
      Piece kept = g_array_index (pieces, Piece, j);

      g_array_index (pieces, Piece, j) = g_array_index (pieces, Piece, i - 1);
      g_array_index (pieces, Piece, i - 1) = kept;
    }
  return pieces;
}

static void
deliver_all (World *self, guint replica)
{
  g_autoptr (GArray) pieces = draw_pieces_of_all (self);
  guint n;

  for (guint at = 0; at < pieces->len; at += n)
    {
      n = 1 + draw (self, MIN (pieces->len - at, 4));
      deliver (self, replica, &g_array_index (pieces, Piece, at), n, FALSE);
      check_streams (self, replica);
    }
}

static void
check_replica (World *self, guint replica, const char *judged)
{
  g_autofree char *digest = NULL;
  g_autofree char *again = NULL;
  guint64 all = 0;

  release_parked (self, replica);
  digest = get_digest (self, replica);
  g_assert_cmpstr (digest, ==, judged);
  check_streams (self, replica);
  for (guint i = 0; i < self->log->streams->len; i++)
    all += log_get_length (log_get_stream (self->log, i));
  g_assert_cmpuint (self->fresh[replica], ==, all);

  /* Once more changes nothing. */
  deliver_all (self, replica);
  again = get_digest (self, replica);
  g_assert_cmpstr (again, ==, judged);
  g_assert_cmpuint (self->fresh[replica], ==, all);
  place_assert_sound (&self->replicas[replica]);
}

static void
draw_clocks (World *self)
{
  for (guint i = 0; i < N_WRITERS; i++)
    self->skew_ms[i] = g_rand_int_range (self->random, -40, 40);
  if (draw (self, 2) == 0)
    self->skew_ms[draw (self, N_WRITERS)] = -365 * DAY_MS;

  /* Too far ahead to be taken at once. */
  if (draw (self, 2) == 0)
    self->skew_ms[draw (self, N_WRITERS)] = 3 * DAY_MS;
}

static void
begin_round (World *self, guint32 seed)
{
  g_autofree char *audience = NULL;

  self->random = g_rand_new_with_seed (seed);
  audience = g_strdup_printf ("branch/%08x%08x%08x%08x", g_rand_int (self->random),
                              g_random_int (), g_random_int (), g_random_int ());
  self->log = log_new (audience);
  self->records = g_array_new (FALSE, FALSE, sizeof (Named));
  for (guint i = 0; i < N_REPLICAS; i++)
    {
      self->held[i] =
          g_ptr_array_new_with_free_func ((GDestroyNotify) g_byte_array_unref);
      self->fresh[i] = 0;
    }
  draw_clocks (self);
}

static void
end_round (World *self)
{
  for (guint i = 0; i < N_REPLICAS; i++)
    g_clear_pointer (&self->held[i], g_ptr_array_unref);
  g_array_unref (self->records);
  log_free (self->log);
  g_rand_free (self->random);
}

static void
run_round (World *self, guint32 seed)
{
  g_autofree char *judged = NULL;

  g_test_message ("AHADI_SEED=%" G_GUINT32_FORMAT, seed);
  begin_round (self, seed);
  place_set_clock (self->now_ms);
  for (guint step = 0; step < N_STEPS; step++)
    {
      self->now_ms += draw (self, 40) == 0 ? DAY_MS : draw (self, 3);
      place_set_clock (self->now_ms);
      if (draw (self, 3) > 0)
        write_something (self, draw (self, N_WRITERS));
      else
        hear_something (self, draw (self, N_REPLICAS));
    }

  for (guint i = 0; i < N_REPLICAS; i++)
    {
      release_parked (self, i);
      deliver_all (self, i);
    }
  place_reopen (&self->replicas[draw (self, N_REPLICAS)]);

  self->now_ms += 5 * DAY_MS;
  place_set_clock (self->now_ms);
  judged = log_judge (self->log);
  for (guint i = 0; i < N_REPLICAS; i++)
    check_replica (self, i, judged);
  end_round (self);
}

static void
test_all_replicas_come_to_what_the_oracle_says (void)
{
  const char *fixed = g_getenv ("AHADI_SEED");
  const char *wanted = g_getenv ("AHADI_ROUNDS");
  guint rounds = wanted != NULL ? (guint) strtoul (wanted, NULL, 10) : N_ROUNDS;
  World world = { .now_ms = START_MS };

  place_set_clock (world.now_ms);
  for (guint i = 0; i < N_REPLICAS; i++)
    place_open (&world.replicas[i]);

  if (fixed != NULL)
    run_round (&world, (guint32) strtoul (fixed, NULL, 10));
  else
    for (guint i = 0; i < rounds; i++)
      run_round (&world, g_test_rand_int ());

  for (guint i = 0; i < N_REPLICAS; i++)
    place_close (&world.replicas[i]);
  place_set_clock (0);
}

int
main (int argc, char *argv[])
{
  /* Memory serves as the disk where that is possible: thousands of transactions. */
  if (access ("/dev/shm", W_OK) == 0)
    g_setenv ("TMPDIR", "/dev/shm", FALSE);
  place_init_tests (&argc, &argv);
  g_test_add_func ("/sim/replicas/all-come-to-what-the-oracle-says",
                   test_all_replicas_come_to_what_the_oracle_says);
  return g_test_run ();
}
