/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ahadi-erased-codec.h"

#include <string.h>

#include "world.h"

#define ENTITY "00112233445566778899aabbccddeeff"
#define LINE                                                                             \
  "{\"erased\":{\"audience\":\"safeguarding\",\"entity\":\"" ENTITY                      \
  "\",\"kind\":\"report\",\"reason\":\"court\",\"date\":\"2026-11-28\"}}"

static void
test_round_trip (void)
{
  g_autoptr (GString) again = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiGone) gone = ahadi_erased_parse (LINE, strlen (LINE), &error);

  g_assert_no_error (error);
  g_assert_cmpint (gone->kind, ==, AHADI_KIND_REPORT);
  g_assert_cmpstr (gone->scope, ==, "safeguarding");
  g_assert_cmpstr (gone->reason, ==, "court");
  ahadi_erased_print (gone, again);
  g_assert_cmpstr (again->str, ==, LINE "\n");
  g_assert_true (ahadi_erased_is_line (LINE, strlen (LINE)));
}

/* Each with one thing in it that must not stand there. */
static void
test_other_values_are_refused (void)
{
  static const char *const changes[][2] = {
    { "safeguarding", "branch/" ENTITY },
    { "safeguarding", "everybody" },
    { ENTITY, "00112233445566778899AABBCCDDEEFF" },
    { "\"report\"", "\"erasure\"" },
    { "\"report\"", "\"planet\"" },
    { "court", "received" },
    { "2026-11-28", "2026-11" },
    { "2026-11-28", "2026-13-28" },
    { ",\"date\"", ", \"date\"" },
    { "\"reason\"", "\"why\"" },
    { "}}", ",\"more\":1}}" },
    { "}}", "},\"more\":1}" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_auto (GStrv) parts = g_strsplit (LINE, changes[i][0], 2);
      g_autofree char *line = g_strjoinv (changes[i][1], parts);
      g_autoptr (GError) error = NULL;

      g_assert_cmpuint (g_strv_length (parts), ==, 2);
      g_assert_null (ahadi_erased_parse (line, strlen (line), &error));
      g_assert_error (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_MALFORMED);
    }
}

static void
test_order_is_by_audience_then_entity (void)
{
  AhadiGone a = { .scope = "membership" };
  AhadiGone b = { .scope = "membership", .entity = { { 1 } } };
  AhadiGone c = { .scope = "safeguarding" };

  g_assert_cmpint (ahadi_erased_compare (&a, &b), <, 0);
  g_assert_cmpint (ahadi_erased_compare (&b, &c), <, 0);
  g_assert_cmpint (ahadi_erased_compare (&a, &a), ==, 0);
}

int
main (int argc, char *argv[])
{
  world_init_tests (&argc, &argv);
  g_test_add_func ("/sync/erased-codec/G1-round-trip", test_round_trip);
  g_test_add_func ("/sync/erased-codec/G1-other-values-are-refused",
                   test_other_values_are_refused);
  g_test_add_func ("/sync/erased-codec/G2-order-is-by-audience-then-entity",
                   test_order_is_by_audience_then_entity);
  return g_test_run ();
}
