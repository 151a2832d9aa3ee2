/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/ahadi-base.h"

typedef struct
{
  const char *text;
  const char *expected; /* NULL: refused */
} Case;

static void
check_cases (const Case *cases, gsize n_cases)
{
  for (gsize i = 0; i < n_cases; i++)
    {
      g_autofree char *normal = ahadi_phone_normalise (cases[i].text);
      g_autofree char *shown = g_strescape (cases[i].text ? cases[i].text : "NULL", NULL);

      g_test_message ("“%s”", shown);
      g_assert_cmpstr (normal, ==, cases[i].expected);
    }
}

static void
test_kenyan_numbers_are_one (void)
{
  static const Case cases[] = {
    { "0712 345 678", "+254712345678" },
    { "0712-345-678", "+254712345678" },
    { "+254712345678", "+254712345678" },
    { "+254 712 345 678", "+254712345678" },
    { "+254 (0)712 345678", "+254712345678" },
    { "254712345678", "+254712345678" },
    { "254-712-345-678", "+254712345678" },
    { "00254712345678", "+254712345678" },
    { "712345678", "+254712345678" },
    { " 0712.345.678 ", "+254712345678" },
    { "0110 123 456", "+254110123456" },
    { "020 271 2345", "+254202712345" },
    { "0712\302\240345\302\240678", "+254712345678" },
    { "0712\342\200\221345678", "+254712345678" },
  };

  check_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_other_countries_need_a_prefix (void)
{
  static const Case cases[] = {
    { "+256 772 123456", "+256772123456" },
    { "00256772123456", "+256772123456" },
    { "+44 1632 960983", "+441632960983" },
    { "+1 (202) 555-0143", "+12025550143" },
    { "256772123456", NULL },
    { "+2567721", "+2567721" },
    { "+123456", NULL },
    { "+123456789012345", "+123456789012345" },
    { "+1234567890123456", NULL },
    { "+0712345678", NULL },
  };

  check_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_refuses_what_is_no_number (void)
{
  static const Case cases[] = {
    { NULL, NULL },
    { "", NULL },
    { "+", NULL },
    { "0", NULL },
    { "00", NULL },
    { "0712 345 67", NULL },
    { "0712 345 6789", NULL },
    { "0012", NULL },
    { "0712x345678", NULL },
    { "call me", NULL },
    { "++254712345678", NULL },
    { "07+12345678", NULL },
    { "254712345", NULL },
    { "0012 345", NULL },
    { "\xff", NULL },
    { "99999999999999999999999999999999999", NULL },
    { "\331\240\331\241", NULL },
    { "+254 071 234 567", NULL },
  };

  check_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_prints_as_people_write (void)
{
  static const Case cases[] = {
    { "+254712345678", "0712 345 678" },
    { "+256772123456", "+256 772 123 456" },
    { "+12025550143", "+120 255 501 43" },
    { "", "" },
    { NULL, "" },
    { "unknown", "unknown" },
    { "+25471234567", "+254 712 345 67" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *printed = ahadi_phone_print (cases[i].text);

      g_assert_cmpstr (printed, ==, cases[i].expected);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/base/phone/kenyan-numbers-are-one", test_kenyan_numbers_are_one);
  g_test_add_func ("/base/phone/other-countries-need-a-prefix",
                   test_other_countries_need_a_prefix);
  g_test_add_func ("/base/phone/refuses-what-is-no-number",
                   test_refuses_what_is_no_number);
  g_test_add_func ("/base/phone/prints-as-people-write", test_prints_as_people_write);
  return g_test_run ();
}
