/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desks.h"

static AhadiStory *
make_story (guint8 first, guint8 second)
{
  AhadiStory *story = g_new0 (AhadiStory, 1);

  story->head[0] = first;
  story->head[4] = second;
  story->records = g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_record_unref);
  return story;
}

static void
test_a_story_is_found_by_enough_digits (void)
{
  g_autoptr (GPtrArray) stories =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_story_free);

  g_ptr_array_add (stories, make_story (0xab, 1));
  g_ptr_array_add (stories, make_story (0xab, 2));
  g_ptr_array_add (stories, make_story (0xcd, 1));
  g_assert_true (ahadi_stories_find (stories, "cd000000") == stories->pdata[2]);
  g_assert_true (ahadi_stories_find (stories, "ab0000000"
                                              "2") == stories->pdata[1]);
  g_assert_null (ahadi_stories_find (stories, "ab000000"));
  g_assert_null (ahadi_stories_find (stories, "cd00000"));
  g_assert_null (ahadi_stories_find (stories, "ef000000"));
}

static void
test_a_laptop_that_was_not_copied_has_none (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (AhadiImportResult) merged = NULL;
  g_autofree char *bundle = NULL;
  g_autoptr (GPtrArray) devices = NULL;
  g_autoptr (GPtrArray) stories = NULL;
  g_autoptr (GError) error = NULL;
  const AhadiDevice *device;

  desks_open (&desks);
  desks_add_branch (&desks);
  desks_add_member (desks.branch, "Achieng Otieno");
  bundle = desks_export (&desks, desks.branch);
  merged = desks_import (desks.office, bundle);
  devices = ahadi_trust_list_devices (desks.office, &error);
  g_assert_no_error (error);
  device = devices->pdata[devices->len - 1];
  g_assert_cmpstr (device->branch, !=, NULL);
  stories = ahadi_stories_list (desks.office, &device->device, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (stories->len, ==, 0);
}

int
main (int argc, char *argv[])
{
  desks_init_tests (&argc, &argv);
  g_test_add_func ("/app/stories/a-story-is-found-by-enough-digits",
                   test_a_story_is_found_by_enough_digits);
  g_test_add_func ("/app/stories/a-laptop-that-was-not-copied-has-none",
                   test_a_laptop_that_was_not_copied_has_none);
  return g_test_run ();
}
