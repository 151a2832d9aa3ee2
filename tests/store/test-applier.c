/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-applier.h"

#include "place.h"

/* Twelve operations: members, changes of them, a pledge. */
static void
write_story (Place *place)
{
  AhadiId first = place_add_member (place, "Wanjiku Kamau", "+254712345678");
  AhadiId second = place_add_member (place, "Akinyi Odhiambo", NULL);

  place_change (place, AHADI_KIND_MEMBER, &first, AHADI_MEMBER_COUNTY, "Nairobi");
  place_add_pledge (place, &first);
  place_change (place, AHADI_KIND_MEMBER, &second, AHADI_MEMBER_PHONE, "+254733000111");
  place_change (place, AHADI_KIND_MEMBER, &second, AHADI_MEMBER_PHONE, NULL);
  place_add_member (place, "Kiprono", NULL);
  place_change (place, AHADI_KIND_MEMBER, &first, AHADI_MEMBER_NAME, "Wanjiku Mwangi");
  place_change (place, AHADI_KIND_MEMBER, &first, AHADI_MEMBER_COUNTY, "Nakuru");
  place_add_member (place, "Nafula", NULL);
  place_add_pledge (place, &second);
  place_change (place, AHADI_KIND_MEMBER, &second, AHADI_MEMBER_NOTE, "Simu mbovu");
}

#define STORY_LENGTH 12

typedef struct
{
  const char *name;
  guint8 deliveries[6][2]; /* from, to; 0 ends */
} Case;

static const Case cases[] = {
  { "/store/applier/one-segment-gives-the-author's-state", { { 1, 12 } } },
  { "/store/applier/pieces-give-the-same-state", { { 1, 4 }, { 5, 5 }, { 6, 12 } } },
  { "/store/applier/any-order-gives-the-same-state", { { 9, 12 }, { 4, 8 }, { 1, 3 } } },
  { "/store/applier/repeats-change-nothing", { { 1, 12 }, { 1, 12 }, { 3, 7 } } },
  { "/store/applier/overlaps-change-nothing", { { 5, 9 }, { 1, 6 }, { 8, 12 } } },
  { "/store/applier/overlaps-in-any-order-change-nothing",
    { { 8, 12 }, { 2, 9 }, { 1, 12 } } },
};

static void
assert_same_state (Place *a, Place *b)
{
  g_autofree char *first = place_digest (a);
  g_autofree char *second = place_digest (b);

  g_assert_cmpstr (first, ==, second);
}

static void
test_case (gconstpointer data)
{
  const Case *one = data;
  g_auto (Place) branch = { 0 };
  g_auto (Place) office = { 0 };
  AhadiStreamInfo told = { 0 };
  AhadiStreamInfo info;
  g_autoptr (GError) error = NULL;

  place_open (&branch);
  place_open (&office);
  write_story (&branch);

  for (guint i = 0; one->deliveries[i][0] != 0; i++)
    {
      assert_ok (place_deliver (&branch, &office, one->deliveries[i][0],
                                one->deliveries[i][1], NULL, &error));
      place_assert_sound (&office);
    }

  assert_same_state (&branch, &office);
  told = place_get_stream (&branch);
  g_assert_true (ahadi_streams_find (office.vault, &told.id, &info, &error));
  g_assert_cmpuint (info.frontier, ==, STORY_LENGTH);
  g_assert_cmpuint (info.last, ==, STORY_LENGTH);
  g_assert_cmpmem (info.frontier_head, 32, told.frontier_head, 32);
  place_reopen (&office);
  assert_same_state (&branch, &office);
}

static void
test_counts_add_up (void)
{
  g_auto (Place) branch = { 0 };
  g_auto (Place) office = { 0 };
  g_autoptr (GError) error = NULL;
  AhadiApplyCounts counts;

  place_open (&branch);
  place_open (&office);
  write_story (&branch);

  assert_ok (place_deliver (&branch, &office, 1, 6, &counts, &error));
  g_assert_cmpuint (counts.operations, ==, 6);
  g_assert_cmpuint (counts.fresh, ==, 6);
  g_assert_cmpuint (counts.known, ==, 0);
  g_assert_cmpuint (counts.created[AHADI_KIND_MEMBER], ==, 2);
  g_assert_cmpuint (counts.changed[AHADI_KIND_MEMBER], ==, 0);
  g_assert_cmpuint (counts.created[AHADI_KIND_PLEDGE], ==, 1);

  assert_ok (place_deliver (&branch, &office, 4, 12, &counts, &error));
  g_assert_cmpuint (counts.operations, ==, 9);
  g_assert_cmpuint (counts.fresh, ==, 6);
  g_assert_cmpuint (counts.known, ==, 3);
  g_assert_cmpuint (counts.created[AHADI_KIND_MEMBER], ==, 2);
  g_assert_cmpuint (counts.changed[AHADI_KIND_MEMBER], ==, 2);
  g_assert_cmpuint (counts.created[AHADI_KIND_PLEDGE], ==, 1);

  assert_ok (place_deliver (&branch, &office, 1, 12, &counts, &error));
  g_assert_cmpuint (counts.known, ==, 12);
  g_assert_cmpuint (counts.fresh, ==, 0);
  g_assert_cmpuint (counts.changed[AHADI_KIND_MEMBER], ==, 0);
}

static void
test_a_gap_stops_the_frontier_and_is_named (void)
{
  g_auto (Place) branch = { 0 };
  g_auto (Place) office = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) gaps = NULL;
  AhadiStreamInfo told = { 0 };
  AhadiStreamInfo info;

  place_open (&branch);
  place_open (&office);
  write_story (&branch);
  assert_ok (place_deliver (&branch, &office, 1, 2, NULL, &error));
  assert_ok (place_deliver (&branch, &office, 5, 6, NULL, &error));
  assert_ok (place_deliver (&branch, &office, 10, 12, NULL, &error));

  told = place_get_stream (&branch);
  g_assert_true (ahadi_streams_find (office.vault, &told.id, &info, &error));
  g_assert_cmpuint (info.frontier, ==, 2);
  g_assert_cmpuint (info.last, ==, 12);
  gaps = ahadi_streams_list_gaps (office.vault, info.number, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (gaps->len, ==, 4);
  g_assert_cmpuint (g_array_index (gaps, guint64, 0), ==, 3);
  g_assert_cmpuint (g_array_index (gaps, guint64, 1), ==, 4);
  g_assert_cmpuint (g_array_index (gaps, guint64, 2), ==, 7);
  g_assert_cmpuint (g_array_index (gaps, guint64, 3), ==, 9);
  place_assert_sound (&office);
}

static void
test_a_preview_changes_nothing (void)
{
  g_auto (Place) branch = { 0 };
  g_auto (Place) office = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  place_open (&branch);
  place_open (&office);
  write_story (&branch);
  before = place_digest (&office);

  assert_ok (ahadi_vault_begin (office.vault, &error));
  assert_ok (place_deliver (&branch, &office, 1, STORY_LENGTH, NULL, &error));
  ahadi_vault_rollback (office.vault);

  after = place_digest (&office);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpuint (ahadi_streams_get_clock (office.vault), ==, 0);
  place_deliver_all (&branch, &office);
  place_assert_sound (&office);
  assert_same_state (&branch, &office);
}

typedef struct
{
  const char *name;
  guint64 first[2];
  guint64 second[2];
} ForkCase;

/* Pieces of the two stories; both go on differently after 2. */
static const ForkCase fork_cases[] = {
  { "/store/applier/a-fork-freezes", { 1, 4 }, { 1, 4 } },
  { "/store/applier/a-fork-after-the-frontier-freezes", { 1, 3 }, { 4, 4 } },
  { "/store/applier/a-fork-over-a-gap-freezes", { 4, 4 }, { 1, 3 } },
  { "/store/applier/a-fork-in-an-overlap-freezes", { 3, 4 }, { 1, 3 } },
  { "/store/applier/a-fork-inside-a-longer-segment-freezes", { 3, 3 }, { 1, 4 } },
};

static void
deliver (Place *from, Place *to, guint64 first, guint64 last)
{
  g_autoptr (GError) error = NULL;

  assert_ok (place_deliver (from, to, first, last, NULL, &error));
  place_assert_sound (to);
}

static void
assert_frozen_at (Place *author, Place *office, guint64 forked)
{
  AhadiStreamInfo told = place_get_stream (author);
  g_autoptr (GError) error = NULL;
  AhadiStreamInfo info;

  g_assert_true (ahadi_streams_find (office->vault, &told.id, &info, &error));
  g_assert_cmpuint (info.forked, ==, forked);
  g_assert_cmpuint (info.frontier, ==, forked - 1);
}

static void
test_fork (gconstpointer data)
{
  const ForkCase *one = data;
  g_auto (Place) place = { 0 };
  g_auto (Place) twin = { 0 };
  g_auto (Place) office = { 0 };
  g_auto (Place) other = { 0 };
  g_autofree char *digest = NULL;
  g_autofree char *again = NULL;

  place_make_fork (&place, &twin);
  place_open (&office);
  deliver (&place, &office, one->first[0], one->first[1]);
  deliver (&twin, &office, one->second[0], one->second[1]);
  deliver (&place, &office, 1, 4);
  deliver (&twin, &office, 1, 4);
  assert_frozen_at (&place, &office, 3);
  g_assert_cmpuint (place_count_found (&office, "zawadi"), ==, 1);
  g_assert_cmpuint (place_count_found (&office, "muthoni"), ==, 0);
  g_assert_cmpuint (place_count_found (&office, "wekesa"), ==, 0);
  digest = place_digest (&office);

  /* Whichever story came first. */
  place_open (&other);
  deliver (&twin, &other, one->second[0], one->second[1]);
  deliver (&place, &other, one->first[0], one->first[1]);
  deliver (&twin, &other, 1, 4);
  deliver (&place, &other, 1, 4);
  assert_frozen_at (&place, &other, 3);
  again = place_digest (&other);
  g_assert_cmpstr (again, ==, digest);
}

static void
test_what_both_stories_share_is_taken_from_either (void)
{
  g_auto (Place) place = { 0 };
  g_auto (Place) twin = { 0 };
  g_auto (Place) office = { 0 };

  place_make_fork (&place, &twin);
  place_open (&office);
  deliver (&place, &office, 4, 4);
  deliver (&twin, &office, 1, 4);
  deliver (&place, &office, 3, 3);
  assert_frozen_at (&place, &office, 3);
  g_assert_cmpuint (place_count_found (&office, "zawadi"), ==, 1);
}

static void
test_a_frozen_stream_is_counted (void)
{
  g_auto (Place) place = { 0 };
  g_auto (Place) twin = { 0 };
  g_auto (Place) office = { 0 };
  g_autoptr (GError) error = NULL;
  AhadiApplyCounts counts;

  place_make_fork (&place, &twin);
  place_open (&office);
  deliver (&place, &office, 1, 4);
  assert_ok (place_deliver (&twin, &office, 1, 4, &counts, &error));
  g_assert_cmpuint (counts.operations, ==, 4);
  g_assert_cmpuint (counts.known, ==, 2);
  g_assert_cmpuint (counts.fresh, ==, 2);
  g_assert_cmpuint (counts.forked, ==, 2);
  g_assert_cmpuint (counts.forks, ==, 1);

  assert_ok (place_deliver (&twin, &office, 1, 4, &counts, &error));
  g_assert_cmpuint (counts.known, ==, 4);
  g_assert_cmpuint (counts.fresh, ==, 0);
  g_assert_cmpuint (counts.forks, ==, 0);
}

static void
test_what_twins_share_is_no_fork (void)
{
  g_auto (Place) place = { 0 };
  g_auto (Place) twin = { 0 };
  g_auto (Place) office = { 0 };
  g_autoptr (GError) error = NULL;

  place_make_fork (&place, &twin);
  place_open (&office);
  assert_ok (place_deliver (&place, &office, 1, 4, NULL, &error));
  assert_ok (place_deliver (&twin, &office, 1, 2, NULL, &error));
}

static void
test_two_authors_converge (void)
{
  g_auto (Place) a = { 0 };
  g_auto (Place) b = { 0 };
  g_autoptr (GError) error = NULL;
  AhadiApplyCounts counts;
  AhadiId id;

  place_open (&a);
  place_open (&b);
  id = place_add_member (&a, "Wanjiru", NULL);
  place_deliver_all (&a, &b);
  place_change (&a, AHADI_KIND_MEMBER, &id, AHADI_MEMBER_NAME, "Wanjiru A.");
  place_change (&b, AHADI_KIND_MEMBER, &id, AHADI_MEMBER_NAME, "Wanjiru B.");
  place_change (&b, AHADI_KIND_MEMBER, &id, AHADI_MEMBER_PLACE, "Kitale");

  assert_ok (place_deliver (&a, &b, 2, 2, &counts, &error));
  g_assert_cmpuint (counts.conflicts, ==, 1);
  assert_ok (place_deliver (&b, &a, 1, 2, &counts, &error));
  g_assert_cmpuint (counts.conflicts, ==, 1);
  assert_same_state (&a, &b);
  place_assert_sound (&a);
  place_assert_sound (&b);
}

/* Operations with clocks as given, signed as one segment. */
static gboolean
apply_clocks (Place *author,
              Place *office,
              guint64 from,
              const AhadiHlc *hlcs,
              guint n,
              GError **error)
{
  static const char body[] =
      "{\"s\":\"00000000000000000000000000000000\",\"f\":{\"name\":"
      "\"X\",\"type\":\"school\"}}";
  AhadiSegment segment = { .from = from, .to = from + n - 1 };
  g_autoptr (AhadiApplier) applier = NULL;
  g_autoptr (GError) local_error = NULL;
  gboolean ok;

  ahadi_stream_id_init (&segment.stream, &author->device, 1, AUDIENCE);
  segment.head[0] = (guint8) segment.to;
  segment.prev[0] = (guint8) (segment.from - 1);
  g_assert_true (ahadi_vault_begin (office->vault, &local_error));
  applier = ahadi_applier_new (office->vault, &local_error);
  ok = ahadi_applier_begin_segment (applier, &segment, error);
  for (guint i = 0; ok && i < n; i++)
    {
      AhadiOperation operation = { .seq = from + i, .hlc = hlcs[i] };

      operation.kind = AHADI_KIND_CIRCLE;
      operation.entity.bytes[15] = (guint8) (from + i);
      operation.body = body;
      operation.body_size = sizeof body - 1;
      ok = ahadi_applier_add (applier, &operation, error);
    }
  ok = ok && ahadi_applier_end_segment (applier, error) &&
       ahadi_applier_finish (applier, error) && ahadi_vault_commit (office->vault, error);
  if (!ok)
    ahadi_vault_rollback (office->vault);
  return ok;
}

static void
test_clocks_of_a_stream_must_rise (void)
{
  g_auto (Place) author = { 0 };
  g_auto (Place) office = { 0 };
  g_autoptr (GError) error = NULL;
  const AhadiHlc same[] = { 10, 10 };
  const AhadiHlc rising[] = { 20, 30 };
  const AhadiHlc below[] = { 19 };
  const AhadiHlc above[] = { 31 };
  const AhadiHlc late[] = { 25 };

  place_open (&author);
  place_open (&office);
  g_assert_false (apply_clocks (&author, &office, 5, same, 2, &error));
  g_assert_error (error, AHADI_OPLOG_ERROR, AHADI_OPLOG_ERROR_MALFORMED);
  g_clear_error (&error);

  assert_ok (apply_clocks (&author, &office, 5, rising, 2, &error));
  g_assert_false (apply_clocks (&author, &office, 4, late, 1, &error));
  g_assert_error (error, AHADI_OPLOG_ERROR, AHADI_OPLOG_ERROR_MALFORMED);
  g_clear_error (&error);
  g_assert_false (apply_clocks (&author, &office, 7, late, 1, &error));
  g_assert_error (error, AHADI_OPLOG_ERROR, AHADI_OPLOG_ERROR_MALFORMED);
  g_clear_error (&error);
  assert_ok (apply_clocks (&author, &office, 4, below, 1, &error));
  assert_ok (apply_clocks (&author, &office, 7, above, 1, &error));
}

static void
test_a_segment_must_bring_what_it_announced (void)
{
  g_auto (Place) branch = { 0 };
  g_auto (Place) office = { 0 };
  g_autoptr (AhadiApplier) applier = NULL;
  g_autoptr (GError) error = NULL;
  AhadiOperation wrong = { .seq = 2 };
  AhadiSegment segment;

  place_open (&branch);
  place_open (&office);
  write_story (&branch);
  segment = place_get_segment (&branch, 1, 3);
  assert_ok (ahadi_vault_begin (office.vault, &error));
  applier = ahadi_applier_new (office.vault, &error);
  assert_ok (ahadi_applier_begin_segment (applier, &segment, &error));
  g_assert_false (ahadi_applier_add (applier, &wrong, &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_false (ahadi_applier_end_segment (applier, &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_FAILED);
  ahadi_vault_rollback (office.vault);
}

static void
test_own_operations_come_back_as_delivered (void)
{
  g_auto (Place) branch = { 0 };
  g_auto (Place) office = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiItem) item = NULL;
  AhadiStreamInfo stream;
  AhadiId id;

  place_open (&branch);
  place_open (&office);
  id = place_add_member (&branch, "Njeri", NULL);
  place_deliver_all (&branch, &office);

  /* An empty laptop with the same identity. */
  stream = place_get_stream (&branch);
  {
    AhadiSegment segment = place_get_segment (&branch, 1, 1);
    g_auto (Place) again = { 0 };

    place_open (&again);
    assert_ok (ahadi_vault_set_author (again.vault, ORG, &branch.device, &error));
    assert_ok (place_deliver (&branch, &again, segment.from, segment.to, NULL, &error));
    item = ahadi_query_get (again.vault, AHADI_KIND_MEMBER, &id, &error);
    g_assert_no_error (error);
    g_assert_cmpint (item->delivery, ==, AHADI_DELIVERY_EXPORTED);
    place_add_member (&again, "Kamau", NULL);
    g_assert_cmpuint (place_get_stream (&again).id.epoch, !=, stream.id.epoch);
    place_assert_sound (&again);
  }
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add_data_func (cases[i].name, &cases[i], test_case);
  for (guint i = 0; i < G_N_ELEMENTS (fork_cases); i++)
    g_test_add_data_func (fork_cases[i].name, &fork_cases[i], test_fork);
  g_test_add_func ("/store/applier/counts-add-up", test_counts_add_up);
  g_test_add_func ("/store/applier/a-gap-stops-the-frontier-and-is-named",
                   test_a_gap_stops_the_frontier_and_is_named);
  g_test_add_func ("/store/applier/a-preview-changes-nothing",
                   test_a_preview_changes_nothing);
  g_test_add_func ("/store/applier/what-both-stories-share-is-taken-from-either",
                   test_what_both_stories_share_is_taken_from_either);
  g_test_add_func ("/store/applier/a-frozen-stream-is-counted",
                   test_a_frozen_stream_is_counted);
  g_test_add_func ("/store/applier/what-twins-share-is-no-fork",
                   test_what_twins_share_is_no_fork);
  g_test_add_func ("/store/applier/two-authors-converge", test_two_authors_converge);
  g_test_add_func ("/store/applier/clocks-of-a-stream-must-rise",
                   test_clocks_of_a_stream_must_rise);
  g_test_add_func ("/store/applier/a-segment-must-bring-what-it-announced",
                   test_a_segment_must_bring_what_it_announced);
  g_test_add_func ("/store/applier/own-operations-come-back-as-delivered",
                   test_own_operations_come_back_as_delivered);
  return g_test_run ();
}
