/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-holdings.h"

#include "place.h"

static void
test_records_of_one_device_are_counted (void)
{
  g_auto (Place) author = { 0 };
  g_auto (Place) office = { 0 };
  g_autoptr (GError) error = NULL;
  AhadiHoldings holdings;
  AhadiId member;

  place_open (&author);
  place_open (&office);
  place_add_member (&office, "Makena", NULL);
  member = place_add_member (&author, "Achieng", NULL);
  place_change (&author, AHADI_KIND_MEMBER, &member, AHADI_MEMBER_PLACE, "Kisumu");
  place_add_pledge (&author, &member);
  place_deliver_all (&author, &office);

  assert_ok (ahadi_holdings_of_device (office.vault, &author.device, &holdings, &error));
  g_assert_cmpuint (holdings.records[AHADI_KIND_MEMBER], ==, 1);
  g_assert_cmpuint (holdings.records[AHADI_KIND_PLEDGE], ==, 1);
  g_assert_cmpuint (holdings.operations, ==, 3);
  g_assert_cmpuint (holdings.newest, ==, ahadi_streams_get_clock (author.vault));
}

static void
test_of_a_stranger_there_is_nothing (void)
{
  g_auto (Place) office = { 0 };
  g_autoptr (GError) error = NULL;
  AhadiId stranger = { { 1 } };
  AhadiHoldings holdings;

  place_open (&office);
  place_add_member (&office, "Makena", NULL);
  assert_ok (ahadi_holdings_of_device (office.vault, &stranger, &holdings, &error));
  g_assert_cmpuint (holdings.operations, ==, 0);
  g_assert_cmpuint (holdings.newest, ==, 0);
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  g_test_add_func ("/store/holdings/records-of-one-device-are-counted",
                   test_records_of_one_device_are_counted);
  g_test_add_func ("/store/holdings/of-a-stranger-there-is-nothing",
                   test_of_a_stranger_there_is_nothing);
  return g_test_run ();
}
