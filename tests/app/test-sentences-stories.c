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
  g_autofree char *brief = ahadi_stories_describe (story);
  g_autofree char *said = NULL;
  g_autofree char *nothing = NULL;

  g_assert_nonnull (g_strstr_len (brief, -1, "2 changes, "));
  g_assert_null (g_strstr_len (brief, -1, "from"));
  story->last += G_GINT64_CONSTANT (3600) * 1000;
  said = ahadi_stories_describe (story);
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

static AhadiRecord *
add_record (AhadiStory *story, AhadiKind kind, guint8 id)
{
  const AhadiId entity = { { id } };
  AhadiRecord *record = ahadi_record_new (kind, &entity);

  g_ptr_array_add (story->records, record);
  return record;
}

static void
assert_tells (GPtrArray *stories, guint story, guint record, const char *difference)
{
  const AhadiStory *told = stories->pdata[story];
  g_autofree char *said =
      ahadi_stories_tell_difference (stories, told, told->records->pdata[record]);

  g_assert_cmpstr (said, ==, difference);
}

static void
test_what_differs_is_told_field_by_field (void)
{
  g_autoptr (GPtrArray) stories =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_story_free);
  AhadiRecord *record;

  for (guint i = 0; i < 2; i++)
    {
      g_ptr_array_add (stories, make_story ("membership", 2));
      record = add_record (stories->pdata[i], AHADI_KIND_MEMBER, 1);
      ahadi_record_set (record, AHADI_MEMBER_NAME, i == 0 ? "Achieng" : "Akinyi");
      add_record (stories->pdata[i], AHADI_KIND_CIRCLE, 2);
    }
  ahadi_record_set (record, AHADI_MEMBER_PREFERRED_NAME, "Aki");
  add_record (stories->pdata[0], AHADI_KIND_MEMBER, 3);

  assert_tells (stories, 0, 0, "Name: Achieng\nPreferred name: empty");
  assert_tells (stories, 1, 0, "Name: Akinyi\nPreferred name: Aki");
  assert_tells (stories, 0, 1, "The same in each");
  assert_tells (stories, 0, 2, "Only this story tells of it");
}

/* What another office is told says nothing of what this one is. */
static void
test_only_stories_of_one_readership_are_compared (void)
{
  g_autoptr (GPtrArray) stories =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_story_free);

  g_ptr_array_add (stories, make_story ("membership", 1));
  g_ptr_array_add (stories, make_story ("safeguarding", 1));
  add_record (stories->pdata[0], AHADI_KIND_MEMBER, 1);
  add_record (stories->pdata[1], AHADI_KIND_MEMBER, 1);
  assert_tells (stories, 0, 0, "Only this story tells of it");
}

static void
test_of_a_report_what_differs_is_named_and_not_told (void)
{
  g_autoptr (GPtrArray) stories =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_story_free);

  for (guint i = 0; i < 2; i++)
    {
      g_ptr_array_add (stories, make_story ("safeguarding", 1));
      ahadi_record_set (add_record (stories->pdata[i], AHADI_KIND_REPORT, 1),
                        AHADI_REPORT_STATEMENT, i == 0 ? "It was him" : "It was her");
    }
  assert_tells (stories, 0, 0,
                ahadi_words_field (AHADI_KIND_REPORT, AHADI_REPORT_STATEMENT));
}

static void
assert_advises (GPtrArray *stories, gboolean trusted, const char *part)
{
  g_assert_nonnull (strstr (ahadi_stories_advise (stories, trusted), part));
}

static void
test_the_advice_is_of_how_things_stand (void)
{
  g_autoptr (GPtrArray) stories =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_story_free);

  assert_advises (stories, FALSE, "one story only");
  g_ptr_array_add (stories, make_story ("membership", 1));
  g_ptr_array_add (stories, make_story ("membership", 1));
  assert_advises (stories, TRUE, "reply to it");
  assert_advises (stories, FALSE, "none counts until you choose one");
  ((AhadiStory *) stories->pdata[1])->counts = TRUE;
  assert_advises (stories, FALSE, "you can choose anew");
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
  g_test_add_func ("/app/sentences-stories/what-differs-is-told-field-by-field",
                   test_what_differs_is_told_field_by_field);
  g_test_add_func ("/app/sentences-stories/only-stories-of-one-readership-are-compared",
                   test_only_stories_of_one_readership_are_compared);
  g_test_add_func (
      "/app/sentences-stories/of-a-report-what-differs-is-named-and-not-told",
      test_of_a_report_what_differs_is_named_and_not_told);
  g_test_add_func ("/app/sentences-stories/the-advice-is-of-how-things-stand",
                   test_the_advice_is_of_how_things_stand);
  return g_test_run ();
}
