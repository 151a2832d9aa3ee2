/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "oplog/ahadi-oplog.h"

#define SCOPE "00112233445566778899aabbccddeeff"

static const struct
{
  AhadiAudienceClass audience_class;
  const char *name;
  gboolean scoped;
} classes[] = {
  { AHADI_AUDIENCE_MEMBERSHIP, "membership", FALSE },
  { AHADI_AUDIENCE_EXECUTIVE_DIRECTOR, "executive-director", FALSE },
  { AHADI_AUDIENCE_BOARD_COMMITTEE, "board-committee", FALSE },
  { AHADI_AUDIENCE_SAFEGUARDING, "safeguarding", FALSE },
  { AHADI_AUDIENCE_BRANCH, "branch", TRUE },
  { AHADI_AUDIENCE_DEVICE, "device", TRUE },
};

static void
test_classes_have_their_names (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    {
      AhadiAudienceClass parsed;

      g_assert_cmpstr (ahadi_audience_class_to_string (classes[i].audience_class), ==,
                       classes[i].name);
      g_assert_true (ahadi_audience_class_parse (classes[i].name, &parsed));
      g_assert_cmpint (parsed, ==, classes[i].audience_class);
    }
}

static void
test_a_field_bundle_has_the_first_five (void)
{
  g_assert_cmpint (AHADI_AUDIENCE_N_FIELD, ==, 5);
  g_assert_cmpstr (
      ahadi_audience_class_to_string ((AhadiAudienceClass) AHADI_AUDIENCE_N_FIELD), ==,
      "branch");
}

static void
test_unknown_classes_are_refused (void)
{
  AhadiAudienceClass parsed;

  g_assert_null (ahadi_audience_class_to_string ((AhadiAudienceClass) 0));
  g_assert_null (ahadi_audience_class_to_string ((AhadiAudienceClass) 7));
  g_assert_null (ahadi_audience_class_to_string ((AhadiAudienceClass) -1));
  g_assert_false (ahadi_audience_class_parse ("", &parsed));
  g_assert_false (ahadi_audience_class_parse ("member", &parsed));
  g_assert_false (ahadi_audience_class_parse ("memberships", &parsed));
  g_assert_false (ahadi_audience_class_parse ("branch/" SCOPE, &parsed));
}

static void
test_names_go_there_and_back (void)
{
  AhadiId scope;

  g_assert_true (ahadi_id_parse (SCOPE, &scope, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    {
      g_autofree char *name = ahadi_audience_make (classes[i].audience_class,
                                                   classes[i].scoped ? &scope : NULL);
      g_autofree char *expected =
          g_strconcat (classes[i].name, classes[i].scoped ? "/" SCOPE : NULL, NULL);
      AhadiAudienceClass parsed;
      AhadiId parsed_scope;

      g_assert_cmpstr (name, ==, expected);
      g_assert_true (ahadi_audience_parse (name, &parsed, &parsed_scope));
      g_assert_cmpint (parsed, ==, classes[i].audience_class);
      if (classes[i].scoped)
        g_assert_true (ahadi_id_equal (&parsed_scope, &scope));
      else
        g_assert_true (ahadi_id_is_zero (&parsed_scope));
      g_assert_true (ahadi_audience_parse (name, &parsed, NULL));
    }
}

static void
test_other_names_are_refused (void)
{
  static const char *const wrong[] = {
    "",
    "/",
    "branch",
    "branch/",
    "device",
    "membership/",
    "membership/" SCOPE,
    "branch/" SCOPE "0",
    "branch/0011",
    "branch/00112233445566778899AABBCCDDEEFF",
    "Branch/" SCOPE,
    "branch/" SCOPE "/",
    "branch//" SCOPE,
    "other",
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      AhadiAudienceClass parsed;
      AhadiId scope;

      g_test_message ("%s", wrong[i]);
      g_assert_false (ahadi_audience_parse (wrong[i], &parsed, &scope));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/oplog/audience/classes-have-their-names",
                   test_classes_have_their_names);
  g_test_add_func ("/oplog/audience/a-field-bundle-has-the-first-five",
                   test_a_field_bundle_has_the_first_five);
  g_test_add_func ("/oplog/audience/unknown-classes-are-refused",
                   test_unknown_classes_are_refused);
  g_test_add_func ("/oplog/audience/names-go-there-and-back",
                   test_names_go_there_and_back);
  g_test_add_func ("/oplog/audience/other-names-are-refused",
                   test_other_names_are_refused);

  return g_test_run ();
}
