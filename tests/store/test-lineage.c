/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-lineage.h"

#include "place.h"

static void
end_epoch (Place *place)
{
  AhadiStreamInfo info = place_get_stream (place);
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_vault_end_epoch (place->vault, &info.id, &error));
}

/* @index: of the stream, as the office heard of them */
static void
assert_after (Place *office, guint index, gint64 after, guint64 after_seq)
{
  const AhadiStreamEntry *entry =
      ahadi_stream_table_get (ahadi_vault_get_streams (office->vault, NULL), index);

  g_assert_cmpint (entry->after, ==, after);
  g_assert_cmpuint (entry->after_seq, ==, after_seq);
}

static void
test_an_epoch_is_traced_to_the_last_operation_before_it (void)
{
  g_auto (Place) branch = { 0 };
  g_auto (Place) office = { 0 };

  place_open (&branch);
  place_open (&office);
  place_add_member (&branch, "Juma", NULL);
  place_add_member (&branch, "Zawadi", NULL);
  place_deliver_all (&branch, &office);
  assert_after (&office, 0, AHADI_LINEAGE_NONE, 0);

  end_epoch (&branch);
  place_add_member (&branch, "Muthoni", NULL);
  place_deliver_all (&branch, &office);
  place_reopen (&office);
  assert_after (&office, 1, 1, 2);
}

/* The laptop goes on in the old epoch, its copy begins a new one in the middle of it. */
static void
test_an_epoch_is_traced_into_the_middle_of_another (void)
{
  g_auto (Place) branch = { 0 };
  g_auto (Place) copy = { 0 };
  g_auto (Place) office = { 0 };

  place_open (&branch);
  place_open (&office);
  place_add_member (&branch, "Juma", NULL);
  place_copy (&branch, &copy);
  place_add_member (&branch, "Zawadi", NULL);
  end_epoch (&copy);
  place_add_member (&copy, "Muthoni", NULL);
  place_deliver_all (&branch, &office);
  place_deliver_all (&copy, &office);
  assert_after (&office, 1, 1, 1);
}

/* What it goes on from may come later: it is found with the next operations. */
static void
test_what_is_not_here_yet_is_found_later (void)
{
  g_auto (Place) branch = { 0 };
  g_auto (Place) office = { 0 };
  g_auto (Place) before = { 0 };

  place_open (&branch);
  place_open (&office);
  place_add_member (&branch, "Juma", NULL);
  place_copy (&branch, &before);
  end_epoch (&branch);
  place_add_member (&branch, "Zawadi", NULL);
  place_deliver_all (&branch, &office);
  assert_after (&office, 0, 0, 0);
  place_deliver_all (&before, &office);
  place_add_member (&branch, "Muthoni", NULL);
  place_deliver_all (&branch, &office);
  assert_after (&office, 0, 2, 1);
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  g_test_add_func ("/store/lineage/an-epoch-is-traced-to-the-last-operation-before-it",
                   test_an_epoch_is_traced_to_the_last_operation_before_it);
  g_test_add_func ("/store/lineage/an-epoch-is-traced-into-the-middle-of-another",
                   test_an_epoch_is_traced_into_the_middle_of_another);
  g_test_add_func ("/store/lineage/what-is-not-here-yet-is-found-later",
                   test_what_is_not_here_yet_is_found_later);
  return g_test_run ();
}
