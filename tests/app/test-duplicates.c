/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desks.h"

#define PHONE "+254712345678"

static AhadiId
add_member (AhadiSession *session, const char *name)
{
  g_autoptr (AhadiRecord) member = desks_make_member (name);
  g_autoptr (GError) error = NULL;

  ahadi_record_set (member, AHADI_MEMBER_PHONE, PHONE);
  assert_ok (ahadi_records_save (session, member, NULL, NULL, &error));
  return *ahadi_record_get_id (member);
}

static void
look (AhadiSession *session)
{
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_duplicates_look (session, NULL, &error));
}

static GPtrArray *
list (AhadiSession *session, AhadiDuplicatesFilter filter)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *found = ahadi_duplicates_list (session, filter, 0, 0, &error);

  g_assert_no_error (error);
  return found;
}

static guint
count (AhadiSession *session, AhadiDuplicatesFilter filter)
{
  g_autoptr (GPtrArray) found = list (session, filter);

  return found->len;
}

static AhadiDuplicateCounts
count_all (AhadiSession *session)
{
  g_autoptr (GError) error = NULL;
  AhadiDuplicateCounts counts;

  assert_ok (ahadi_duplicates_count (session, &counts, &error));
  return counts;
}

static gboolean
decide (AhadiSession *session, const AhadiId *a, const AhadiId *b, const char *verdict)
{
  g_autoptr (GError) error = NULL;
  gboolean changed;

  assert_ok (
      ahadi_duplicates_decide (session, a, b, verdict, "They said", &changed, &error));
  return changed;
}

static void
test_a_pair_is_open_until_it_is_decided (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (GPtrArray) open = NULL;
  const AhadiDuplicate *one;
  AhadiId a, b;

  desks_open (&desks);
  a = add_member (desks.office, "Achieng Otieno");
  b = add_member (desks.office, "Otieno Achieng");
  g_assert_cmpuint (count_all (desks.office).behind, ==, 2);
  look (desks.office);
  g_assert_cmpuint (count_all (desks.office).behind, ==, 0);
  g_assert_cmpuint (count_all (desks.office).sure, ==, 1);
  open = list (desks.office, AHADI_DUPLICATES_SURE);
  g_assert_cmpuint (open->len, ==, 1);
  one = open->pdata[0];
  g_assert_true (
      g_ptr_array_find_with_equal_func (one->reasons, "same phone", g_str_equal, NULL));
  g_assert_null (one->word);

  g_assert_true (decide (desks.office, &a, &b, AHADI_SAME_AS_SAME));
  g_assert_false (decide (desks.office, &b, &a, AHADI_SAME_AS_SAME));
  g_assert_cmpuint (count_all (desks.office).sure, ==, 0);
  g_assert_cmpuint (count (desks.office, AHADI_DUPLICATES_ALL), ==, 0);
  g_assert_cmpuint (count (desks.office, AHADI_DUPLICATES_DECIDED), ==, 1);

  g_assert_true (decide (desks.office, &a, &b, AHADI_SAME_AS_UNDECIDED));
  g_assert_cmpuint (count (desks.office, AHADI_DUPLICATES_SURE), ==, 1);
  g_assert_cmpuint (count (desks.office, AHADI_DUPLICATES_DECIDED), ==, 0);
}

/* Nothing to take back is no operation. */
static void
test_nothing_said_is_nothing_to_take_back (void)
{
  g_auto (Desks) desks = { NULL };
  AhadiId a, b;

  desks_open (&desks);
  a = add_member (desks.office, "Achieng Otieno");
  b = add_member (desks.office, "Otieno Achieng");
  g_assert_false (decide (desks.office, &a, &b, AHADI_SAME_AS_UNDECIDED));
}

static void
test_who_is_registered_is_looked_for (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (AhadiRecord) member = desks_make_member ("Otieno Achieng");
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (GError) error = NULL;
  const AhadiDuplicate *one;
  AhadiId a;

  desks_open (&desks);
  a = add_member (desks.office, "Achieng Otieno");
  ahadi_record_set (member, AHADI_MEMBER_PHONE, PHONE);
  found = ahadi_duplicates_find (desks.office, member, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 1);
  one = found->pdata[0];
  g_assert_null (one->a);
  g_assert_true (ahadi_id_equal (ahadi_record_get_id (one->b->record), &a));
  g_assert_true (one->sure);

  /* Once it is saved and told apart, its correction asks nothing. */
  assert_ok (ahadi_records_save (desks.office, member, NULL, NULL, &error));
  decide (desks.office, &a, ahadi_record_get_id (member), AHADI_SAME_AS_DIFFERENT);
  again = ahadi_duplicates_find (desks.office, member, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->len, ==, 0);
}

static void
test_records_of_one_person_are_shown_together (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (GPtrArray) others = NULL;
  g_autoptr (GError) error = NULL;
  AhadiId ids[3];

  desks_open (&desks);
  for (guint i = 0; i < 3; i++)
    ids[i] = add_member (desks.office, "Achieng Otieno");
  decide (desks.office, &ids[0], &ids[1], AHADI_SAME_AS_SAME);
  decide (desks.office, &ids[1], &ids[2], AHADI_SAME_AS_SAME);
  others = ahadi_duplicates_list_others (desks.office, &ids[0], &error);
  g_assert_no_error (error);
  g_assert_cmpuint (others->len, ==, 2);
  g_assert_cmpuint (count (desks.office, AHADI_DUPLICATES_ALL), ==, 0);
}

static void
test_a_look_can_be_cancelled (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  const AhadiProgress progress = { .cancellable = cancellable };
  g_autoptr (GError) error = NULL;

  desks_open (&desks);
  add_member (desks.office, "Achieng Otieno");
  g_cancellable_cancel (cancellable);
  assert_fails (ahadi_duplicates_look (desks.office, &progress, &error), G_IO_ERROR,
                G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (count_all (desks.office).behind, ==, 1);
}

static void
test_who_is_not_here_is_in_no_pair (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (AhadiDuplicate) one = NULL;
  g_autoptr (GError) error = NULL;
  AhadiId nobody = { { 7 } };
  AhadiId a;

  desks_open (&desks);
  a = add_member (desks.office, "Achieng Otieno");
  one = ahadi_duplicates_get (desks.office, &a, &nobody, &error);
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND);
  g_assert_null (one);
  g_clear_error (&error);
  assert_fails (ahadi_duplicates_decide (desks.office, &a, &nobody, AHADI_SAME_AS_SAME,
                                         NULL, NULL, &error),
                AHADI_MODEL_ERROR, AHADI_MODEL_ERROR_PROBLEMS);
}

static void
add (const char *name, GTestFunc test)
{
  g_autofree char *path = g_strconcat ("/app/duplicates/", name, NULL);

  g_test_add_func (path, test);
}

int
main (int argc, char *argv[])
{
  desks_init_tests (&argc, &argv);
  add ("a-pair-is-open-until-it-is-decided", test_a_pair_is_open_until_it_is_decided);
  add ("nothing-said-is-nothing-to-take-back", test_nothing_said_is_nothing_to_take_back);
  add ("who-is-registered-is-looked-for", test_who_is_registered_is_looked_for);
  add ("records-of-one-person-are-shown-together",
       test_records_of_one_person_are_shown_together);
  add ("a-look-can-be-cancelled", test_a_look_can_be_cancelled);
  add ("who-is-not-here-is-in-no-pair", test_who_is_not_here_is_in_no_pair);
  return g_test_run ();
}
