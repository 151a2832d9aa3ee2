/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/ahadi-persons.h"

#include "model/ahadi-model.h"

#define ANONYMOUS "{\"role\":\"witness\",\"anonymous\":true}"
#define NAMED "{\"role\":\"survivor\",\"anonymous\":false,\"name\":\"Akinyi Ng’\"}"
#define NOTED "{\"role\":\"other\",\"anonymous\":true,\"note\":\"A neighbour.\"}"

static void
assert_accepted (const char *text)
{
  g_autoptr (GError) error = NULL;

  gboolean accepted = ahadi_persons_check (text, &error);

  g_assert_no_error (error);
  g_assert_true (accepted);
}

static void
assert_refused (const char *text)
{
  g_autoptr (GError) error = NULL;

  g_test_message ("%s", text);
  g_assert_false (ahadi_persons_check (text, &error));
  g_assert_error (error, AHADI_MODEL_ERROR, AHADI_MODEL_ERROR_VALUE);
}

static void
test_canonical_lists_are_accepted (void)
{
  assert_accepted ("[]");
  assert_accepted ("[" ANONYMOUS "]");
  assert_accepted ("[" NAMED "," ANONYMOUS "," NOTED "]");
}

static void
test_roles_are_five (void)
{
  static const char *const roles[] = {
    "survivor", "witness", "reporter", "respondent", "other",
  };

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      g_autofree char *text =
          g_strdup_printf ("[{\"role\":\"%s\",\"anonymous\":true}]", roles[i]);

      assert_accepted (text);
    }
  assert_refused ("[{\"role\":\"culprit\",\"anonymous\":true}]");
  assert_refused ("[{\"role\":5,\"anonymous\":true}]");
  assert_refused ("[{\"role\":null,\"anonymous\":true}]");
}

static void
test_a_name_stands_unless_anonymous (void)
{
  assert_refused ("[{\"role\":\"survivor\",\"anonymous\":true,\"name\":\"Akinyi\"}]");
  assert_refused ("[{\"role\":\"survivor\",\"anonymous\":false}]");
  assert_refused ("[{\"role\":\"survivor\",\"anonymous\":false,\"name\":\"\"}]");
  assert_refused ("[{\"role\":\"survivor\",\"anonymous\":false,\"name\":null}]");
  assert_refused ("[{\"role\":\"survivor\",\"anonymous\":false,\"name\":7}]");
  assert_refused ("[{\"role\":\"survivor\",\"anonymous\":\"true\"}]");
}

static void
test_members_are_known_and_in_order (void)
{
  assert_refused ("[{\"anonymous\":true,\"role\":\"witness\"}]");
  assert_refused ("[{\"role\":\"other\",\"note\":\"A.\",\"anonymous\":true}]");
  assert_refused ("[{\"role\":\"witness\",\"anonymous\":true,\"age\":40}]");
  assert_refused ("[{\"role\":\"witness\"}]");
  assert_refused ("[{\"anonymous\":true}]");
  assert_refused ("[{}]");
}

static void
test_only_one_spelling_is_accepted (void)
{
  assert_refused (" [" ANONYMOUS "]");
  assert_refused ("[ " ANONYMOUS "]");
  assert_refused ("[{\"role\": \"witness\",\"anonymous\":true}]");
  assert_refused ("[{\"role\":\"witness\",\"anonymous\":true}]\n");
  assert_refused ("[{\"role\":\"witn\\u0065ss\",\"anonymous\":true}]");
}

static void
test_other_json_is_refused (void)
{
  assert_refused ("");
  assert_refused ("null");
  assert_refused (ANONYMOUS);
  assert_refused ("[\"witness\"]");
  assert_refused ("[" ANONYMOUS);
  assert_refused ("[{\"role\":\"witness\",\"role\":\"witness\",\"anonymous\":true}]");
}

static void
assert_longest (const char *before, guint max)
{
  g_autofree char *fill = g_strnfill (max, 'a');
  g_autofree char *longest = g_strconcat (before, fill, "\"}]", NULL);
  g_autofree char *too_long = g_strconcat (before, "a", fill, "\"}]", NULL);

  assert_accepted (longest);
  assert_refused (too_long);
}

static void
test_name_and_note_have_their_lengths (void)
{
  assert_longest ("[{\"role\":\"other\",\"anonymous\":false,\"name\":\"", 200);
  assert_longest ("[{\"role\":\"other\",\"anonymous\":true,\"note\":\"", 1000);
}

static void
test_at_most_fifty (void)
{
  g_autoptr (GString) text = g_string_new ("[" ANONYMOUS);

  for (guint i = 1; i < 50; i++)
    g_string_append (text, "," ANONYMOUS);
  g_string_append_c (text, ']');
  assert_accepted (text->str);

  g_string_truncate (text, text->len - 1);
  g_string_append (text, "," ANONYMOUS "]");
  assert_refused (text->str);
}

static void
test_messages_hold_no_names (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (ahadi_persons_check (
      "[{\"role\":\"other\",\"anonymous\":true,\"name\":\"Akinyi\"}]", &error));
  g_assert_null (g_strstr_len (error->message, -1, "Akinyi"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/model/persons/canonical-lists-are-accepted",
                   test_canonical_lists_are_accepted);
  g_test_add_func ("/model/persons/roles-are-five", test_roles_are_five);
  g_test_add_func ("/model/persons/a-name-stands-unless-anonymous",
                   test_a_name_stands_unless_anonymous);
  g_test_add_func ("/model/persons/members-are-known-and-in-order",
                   test_members_are_known_and_in_order);
  g_test_add_func ("/model/persons/only-one-spelling-is-accepted",
                   test_only_one_spelling_is_accepted);
  g_test_add_func ("/model/persons/other-json-is-refused", test_other_json_is_refused);
  g_test_add_func ("/model/persons/name-and-note-have-their-lengths",
                   test_name_and_note_have_their_lengths);
  g_test_add_func ("/model/persons/at-most-fifty", test_at_most_fifty);
  g_test_add_func ("/model/persons/messages-hold-no-names", test_messages_hold_no_names);

  return g_test_run ();
}
