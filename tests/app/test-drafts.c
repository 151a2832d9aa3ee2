/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desks.h"

static void
put (AhadiSession *session, const char *name, const char *text)
{
  g_autoptr (json_t) values = json_object ();
  g_autoptr (GError) error = NULL;

  json_object_set_new (values, "name", json_string (text));
  json_object_set_new (values, "page", json_integer (3));
  assert_ok (ahadi_drafts_put (session, name, AHADI_KIND_MEMBER, values, &error));
}

static const char *
get_name (const AhadiDraft *draft)
{
  return json_string_value (json_object_get (draft->values, "name"));
}

static void
test_draft_outlives_a_lock (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (AhadiDraft) draft = NULL;
  g_autoptr (GError) error = NULL;

  desks_open (&desks);
  put (desks.office, "member/new-1", "Achieng");
  assert_ok (ahadi_session_lock (desks.office, &error));
  assert_ok (ahadi_session_unlock (desks.office, AHADI_SLOT_PASSPHRASE, desks.passphrase,
                                   &error));

  draft = ahadi_drafts_get (desks.office, "member/new-1", &error);
  g_assert_no_error (error);
  g_assert_cmpint (draft->kind, ==, AHADI_KIND_MEMBER);
  g_assert_cmpstr (get_name (draft), ==, "Achieng");
  g_assert_cmpint (draft->time, >, 0);
}

/* Keyboards write "e" and an accent apart; our JSON does not. */
static void
test_decomposed_text_is_kept (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (AhadiDraft) draft = NULL;
  g_autoptr (GError) error = NULL;

  desks_open (&desks);
  put (desks.office, "member/new-1", "Rene\xcc\x81");
  draft = ahadi_drafts_get (desks.office, "member/new-1", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (get_name (draft), ==, "Ren\xc3\xa9");
}

static void
test_a_removed_draft_leaves_no_log (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) folder = NULL;
  const char *name;

  desks_open (&desks);
  put (desks.office, "member/new-1", "Achieng");
  assert_ok (ahadi_drafts_remove (desks.office, "member/new-1", &error));

  folder = g_dir_open (ahadi_session_get_folder (desks.office), 0, &error);
  g_assert_no_error (error);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path =
          g_build_filename (ahadi_session_get_folder (desks.office), name, NULL);
      g_autofree char *bytes = NULL;
      gsize size = 0;

      if (!g_str_has_suffix (name, "-wal"))
        continue;
      assert_ok (g_file_get_contents (path, &bytes, &size, &error));
      g_assert_cmpuint (size, ==, 0);
    }
}

static void
test_newest_comes_first (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (GPtrArray) drafts = NULL;
  g_autoptr (GError) error = NULL;

  desks_open (&desks);
  g_setenv ("AHADI_CLOCK_MS", "1800000000000", TRUE);
  put (desks.office, "member/new-1", "older");
  g_setenv ("AHADI_CLOCK_MS", "1800000001000", TRUE);
  put (desks.office, "member/new-2", "newer");
  g_unsetenv ("AHADI_CLOCK_MS");

  drafts = ahadi_drafts_list (desks.office, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (drafts->len, ==, 2);
  g_assert_cmpstr (get_name (drafts->pdata[0]), ==, "newer");
  g_assert_cmpstr (((AhadiDraft *) drafts->pdata[1])->name, ==, "member/new-1");
}

static void
test_removed_draft_is_gone (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (GError) error = NULL;

  desks_open (&desks);
  put (desks.office, "member/new-1", "Achieng");
  assert_ok (ahadi_drafts_remove (desks.office, "member/new-1", &error));
  g_assert_null (ahadi_drafts_get (desks.office, "member/new-1", &error));
  g_assert_no_error (error);
}

static void
test_draft_of_a_newer_program_hides_no_other (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (GPtrArray) drafts = NULL;
  g_autoptr (GError) error = NULL;

  desks_open (&desks);
  put (desks.office, "member/new-1", "Achieng");
  assert_ok (ahadi_settings_set_text (
      ahadi_session_get_vault (desks.office, NULL), "draft/hearing/new-1",
      "{\"kind\":\"hearing\",\"time\":1,\"values\":{}}", &error));
  drafts = ahadi_drafts_list (desks.office, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (drafts->len, ==, 1);
}

int
main (int argc, char **argv)
{
  desks_init_tests (&argc, &argv);
  g_test_add_func ("/app/drafts/draft-outlives-a-lock", test_draft_outlives_a_lock);
  g_test_add_func ("/app/drafts/decomposed-text-is-kept", test_decomposed_text_is_kept);
  g_test_add_func ("/app/drafts/newest-comes-first", test_newest_comes_first);
  g_test_add_func ("/app/drafts/removed-draft-is-gone", test_removed_draft_is_gone);
  g_test_add_func ("/app/drafts/draft-of-a-newer-program-hides-no-other",
                   test_draft_of_a_newer_program_hides_no_other);
  g_test_add_func ("/app/drafts/a-removed-draft-leaves-no-log",
                   test_a_removed_draft_leaves_no_log);
  return g_test_run ();
}
