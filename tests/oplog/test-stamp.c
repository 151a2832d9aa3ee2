/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "oplog/ahadi-oplog.h"

#define TEXT "0190000000000001-000102030405060708090a0b0c0d0e0f-deadbeef"

static const AhadiStamp stamp = {
  0x0190000000000001,
  { { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 } },
  0xdeadbeef,
};

static void
test_it_prints_and_parses (void)
{
  char buffer[AHADI_STAMP_TEXT_SIZE];
  AhadiStamp parsed;

  g_assert_cmpstr (ahadi_stamp_print (&stamp, buffer), ==, TEXT);
  g_assert_true (ahadi_stamp_parse (TEXT, &parsed));
  g_assert_cmpint (ahadi_stamp_compare (&stamp, &parsed), ==, 0);
}

static void
test_other_spellings_are_refused (void)
{
  static const char *const wrong[] = {
    "",
    "0190000000000001-000102030405060708090a0b0c0d0e0f-deadbee",
    "0190000000000001-000102030405060708090a0b0c0d0e0f-deadbeef0",
    "0190000000000001-000102030405060708090A0B0C0D0E0F-deadbeef",
    "0190000000000001-000102030405060708090a0b0c0d0e0f-DEADBEEF",
    "019000000000000g-000102030405060708090a0b0c0d0e0f-deadbeef",
    "0190000000000001 000102030405060708090a0b0c0d0e0f-deadbeef",
    "0190000000000001-000102030405060708090a0b0c0d0e0f_deadbeef",
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      AhadiStamp parsed = stamp;

      g_assert_false (ahadi_stamp_parse (wrong[i], &parsed));
      g_assert_cmpint (ahadi_stamp_compare (&stamp, &parsed), ==, 0);
    }
}

static void
test_order_is_by_time_then_device_then_epoch (void)
{
  static const AhadiStamp rising[] = {
    { 1, { { 0 } }, 9 },    { 1, { { 0 } }, 10 },          { 1, { { 0, 1 } }, 0 },
    { 1, { { 0xff } }, 0 }, { 2, { { 0 } }, 0 },           { 2, { { 0 } }, G_MAXUINT32 },
    { 256, { { 0 } }, 0 },  { G_MAXUINT64, { { 0 } }, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rising); i++)
    for (guint j = 0; j < G_N_ELEMENTS (rising); j++)
      {
        int order = ahadi_stamp_compare (&rising[i], &rising[j]);

        g_assert_cmpint ((order > 0) - (order < 0), ==, (i > j) - (i < j));
      }
}

static void
test_zero_is_nothing_else (void)
{
  const AhadiStamp zero = { 0 };
  const AhadiStamp time = { 1, { { 0 } }, 0 };
  const AhadiStamp device = { 0, { { 1 } }, 0 };
  const AhadiStamp epoch = { 0, { { 0 } }, 1 };

  g_assert_true (ahadi_stamp_is_zero (&zero));
  g_assert_false (ahadi_stamp_is_zero (&time));
  g_assert_false (ahadi_stamp_is_zero (&device));
  g_assert_false (ahadi_stamp_is_zero (&epoch));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/oplog/stamp/it-prints-and-parses", test_it_prints_and_parses);
  g_test_add_func ("/oplog/stamp/other-spellings-are-refused",
                   test_other_spellings_are_refused);
  g_test_add_func ("/oplog/stamp/order-is-by-time-then-device-then-epoch",
                   test_order_is_by_time_then_device_then_epoch);
  g_test_add_func ("/oplog/stamp/zero-is-nothing-else", test_zero_is_nothing_else);

  return g_test_run ();
}
