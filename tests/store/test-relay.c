/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-relay.h"

#include "place.h"

/* An author of six members, and an office that heard of them in pieces. */
typedef struct
{
  Place author;
  Place office;
  AhadiStreamInfo stream; /* as the office numbers it */
} Fixture;

static void
hear (Fixture *self, guint64 from, guint64 to)
{
  AhadiStreamInfo info = place_get_stream (&self->author);
  g_autoptr (GError) error = NULL;

  assert_ok (place_deliver (&self->author, &self->office, from, to, NULL, &error));
  assert_ok (ahadi_streams_find (self->office.vault, &info.id, &self->stream, &error));
}

static void
set_up (Fixture *self, gconstpointer unused)
{
  place_open (&self->author);
  place_open (&self->office);
  for (guint i = 0; i < 6; i++)
    place_add_member (&self->author, "Achieng", NULL);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  place_close (&self->author);
  place_close (&self->office);
}

/* "1-2 4-5" */
static char *
list (Fixture *self, gboolean everything)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) segments = ahadi_relay_list (
      self->office.vault, &self->stream.id, self->stream.number, everything, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < segments->len; i++)
    {
      const AhadiSegment *one = &g_array_index (segments, AhadiRelayed, i).segment;

      g_assert_true (ahadi_segment_verify (
          one, ORG, ahadi_signing_key_get_verify_key (self->author.key), &error));
      g_string_append_printf (text, "%u-%u ", (guint) one->from, (guint) one->to);
    }
  return g_string_free (text, FALSE);
}

static void
assert_listed (Fixture *self, gboolean everything, const char *expected)
{
  g_autofree char *listed = list (self, everything);

  g_assert_cmpstr (listed, ==, expected);
}

static void
mark (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_vault_begin (self->office.vault, &error));
  assert_ok (ahadi_relay_mark (self->office.vault, self->stream.number, &error));
  assert_ok (ahadi_vault_commit (self->office.vault, &error));
}

static void
test_each_as_it_was_signed (Fixture *self, gconstpointer unused)
{
  hear (self, 4, 5);
  hear (self, 1, 2);
  assert_listed (self, FALSE, "1-2 4-5 ");
}

static void
test_one_inside_another_is_left_out (Fixture *self, gconstpointer unused)
{
  hear (self, 2, 3);
  hear (self, 1, 4);
  hear (self, 4, 6);
  assert_listed (self, FALSE, "1-4 4-6 ");
}

static void
test_what_was_handed_on_is_not_again (Fixture *self, gconstpointer unused)
{
  hear (self, 1, 2);
  mark (self);
  assert_listed (self, FALSE, "");
  hear (self, 3, 4);
  assert_listed (self, FALSE, "3-4 ");
  assert_listed (self, TRUE, "1-2 3-4 ");
}

/* The stories of a forked stream go on whole, each as it was signed: two of one length by
 * their heads. The piece that both share was signed by nobody. */
static void
test_both_stories_of_a_fork (Fixture *self, gconstpointer unused)
{
  Place twin = { 0 };

  place_copy (&self->author, &twin);
  place_add_member (&self->author, "Kiprono", NULL);
  place_add_member (&twin, "Zawadi", NULL);
  hear (self, 1, 7);
  place_deliver_all (&twin, &self->office);
  assert_listed (self, FALSE, "1-7 1-7 ");
  mark (self);
  assert_listed (self, FALSE, "");
  assert_listed (self, TRUE, "1-7 1-7 ");
  place_close (&twin);
}

/* Only what meets the range. */
static void
test_what_somebody_lacks_is_handed_on_again (Fixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  hear (self, 1, 2);
  hear (self, 3, 4);
  hear (self, 5, 6);
  mark (self);
  assert_ok (ahadi_vault_begin (self->office.vault, &error));
  assert_ok (
      ahadi_relay_send_again (self->office.vault, self->stream.number, 4, 5, &error));
  assert_ok (ahadi_vault_commit (self->office.vault, &error));
  assert_listed (self, FALSE, "3-4 5-6 ");
}

#define ADD(name, func)                                                                  \
  g_test_add ("/store/relay/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  ADD ("each-as-it-was-signed", test_each_as_it_was_signed);
  ADD ("one-inside-another-is-left-out", test_one_inside_another_is_left_out);
  ADD ("what-was-handed-on-is-not-again", test_what_was_handed_on_is_not_again);
  ADD ("what-somebody-lacks-is-handed-on-again",
       test_what_somebody_lacks_is_handed_on_again);
  ADD ("both-stories-of-a-fork", test_both_stories_of_a_fork);
  return g_test_run ();
}
