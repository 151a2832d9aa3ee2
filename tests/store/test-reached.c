/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-reached.h"

#include "place.h"

static void
set (Place *at, const AhadiStreamId *stream, guint64 seq)
{
  g_autoptr (GArray) reached = g_array_new (FALSE, FALSE, sizeof (AhadiReached));
  AhadiReached one = { .stream = *stream, .seq = seq, .head = { (guint8) seq } };
  g_autoptr (GError) error = NULL;

  if (seq > 0)
    g_array_append_val (reached, one);
  assert_ok (ahadi_reached_set (at->vault, &at->device, AUDIENCE, reached, &error));
}

static void
assert_reached (Place *at,
                const AhadiId *holder,
                const AhadiStreamId *stream,
                guint64 seq)
{
  g_autoptr (GError) error = NULL;
  AhadiReached found;

  assert_ok (ahadi_reached_get (at->vault, holder, stream, &found, &error));
  g_assert_cmpuint (found.seq, ==, seq);
  g_assert_cmpuint (found.head[0], ==, seq);
}

/* Who was put back to an older day has less than it told before. */
static void
test_what_was_told_last_holds (void)
{
  g_auto (Place) place = { 0 };
  const AhadiId nobody = { { 1 } };
  AhadiStreamId stream;

  place_open (&place);
  place_add_member (&place, "Achieng", NULL);
  stream = place_get_stream (&place).id;
  assert_reached (&place, &place.device, &stream, 0);
  set (&place, &stream, 7);
  assert_reached (&place, &place.device, &stream, 7);
  assert_reached (&place, &nobody, &stream, 0);
  set (&place, &stream, 5);
  assert_reached (&place, &place.device, &stream, 5);
  set (&place, &stream, 0);
  assert_reached (&place, &place.device, &stream, 0);
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  g_test_add_func ("/store/reached/what-was-told-last-holds",
                   test_what_was_told_last_holds);
  return g_test_run ();
}
