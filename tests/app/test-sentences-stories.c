/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desks.h"

static AhadiStory *
make_story (const char *audience, guint64 changes)
{
  const AhadiId device = { { 1 } };
  AhadiStory *story = g_new0 (AhadiStory, 1);

  ahadi_stream_id_init (&story->stream, &device, 1, audience);
  story->changes = changes;
  story->first = story->last = 1764400000000;
  story->whole = TRUE;
  story->records = g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_record_unref);
  return story;
}

static void
test_what_a_choice_changes_is_of_one_readership (void)
{
  g_autoptr (GPtrArray) stories =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_story_free);
  g_autofree char *said = NULL;

  g_ptr_array_add (stories, make_story ("membership", 1));
  g_ptr_array_add (stories, make_story ("membership", 3));
  g_ptr_array_add (stories, make_story ("safeguarding", 9));
  said = ahadi_stories_say_choice (stories, stories->pdata[0]);
  g_assert_true (g_str_has_prefix (
      said, "Its 1 change counts then; 3 changes of the other stories do not."));
}

static void
test_a_story_says_for_whom_and_how_many (void)
{
  g_autoptr (AhadiStory) story = make_story ("membership", 2);
  g_autofree char *said = ahadi_stories_describe (story);
  g_autofree char *nothing = NULL;

  g_assert_nonnull (g_strstr_len (said, -1, "2 changes, from "));
  story->changes = 0;
  nothing = ahadi_stories_describe (story);
  g_assert_nonnull (g_strstr_len (nothing, -1, "nothing"));
}

/* A report by its reference, never by what it says. */
static void
test_records_are_named (void)
{
  g_autoptr (AhadiRecord) member = ahadi_record_new (AHADI_KIND_MEMBER, NULL);
  g_autoptr (AhadiRecord) report = ahadi_record_new (AHADI_KIND_REPORT, NULL);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  ahadi_record_set (member, AHADI_MEMBER_NAME, "Achieng Otieno");
  ahadi_record_set (report, AHADI_REPORT_STATEMENT, "It was him");
  first = ahadi_stories_name_record (member);
  second = ahadi_stories_name_record (report);
  g_assert_cmpstr (first, ==, "Member: Achieng Otieno");
  g_assert_null (g_strstr_len (second, -1, "him"));
}

int
main (int argc, char *argv[])
{
  desks_init_tests (&argc, &argv);
  g_test_add_func ("/app/sentences-stories/what-a-choice-changes-is-of-one-readership",
                   test_what_a_choice_changes_is_of_one_readership);
  g_test_add_func ("/app/sentences-stories/a-story-says-for-whom-and-how-many",
                   test_a_story_says_for_whom_and_how_many);
  g_test_add_func ("/app/sentences-stories/records-are-named", test_records_are_named);
  return g_test_run ();
}
