/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "merge/ahadi-merge.h"

/* Computed apart from this program, by Python's hashlib from the bytes in ahadi-digest.c.
 */
#define OF_NOTHING "165e3985a649006385a6df9e7214d633869a69be7cea342de174a2031a0be527"
#define OF_ONE_ROW "ce2b58441cea857cf93bd613e1c67d3515876c9f52b3aac148cede3bafacfbaf"

static const AhadiId first = { { 0x10 } };
static const AhadiId second = { { 0x20 } };

static void
make_row (AhadiRow *row, const AhadiId *entity)
{
  ahadi_row_init (row, AHADI_KIND_CIRCLE, entity);
  row->values[AHADI_CIRCLE_NAME] = g_strdup ("Kisumu");
  row->stamps[AHADI_CIRCLE_NAME] = (AhadiStamp){ 0x0190000000000001, { { 0xaa } }, 7 };
  row->stamps[AHADI_CIRCLE_NOTE] = (AhadiStamp){ 0x0190000000000002, { { 0xbb } }, 8 };
}

static char *
digest_of (const AhadiRow *row)
{
  g_autoptr (AhadiDigest) digest = ahadi_digest_new ("membership");

  ahadi_digest_add (digest, row);
  return ahadi_digest_finish (digest);
}

static void
test_of_nothing_is_as_documented (void)
{
  g_autoptr (AhadiDigest) digest = ahadi_digest_new ("membership");
  g_autofree char *text = ahadi_digest_finish (digest);

  g_assert_cmpstr (text, ==, OF_NOTHING);
}

static void
test_of_a_row_is_as_documented (void)
{
  g_auto (AhadiRow) row = { 0 };
  g_autofree char *text = NULL;

  make_row (&row, &first);
  text = digest_of (&row);
  g_assert_cmpstr (text, ==, OF_ONE_ROW);
}

static void
test_an_unwritten_row_is_no_row (void)
{
  g_auto (AhadiRow) row = { 0 };
  g_autofree char *text = NULL;

  ahadi_row_init (&row, AHADI_KIND_CIRCLE, &first);
  text = digest_of (&row);
  g_assert_cmpstr (text, ==, OF_NOTHING);
}

static void
assert_differs (const AhadiRow *row)
{
  g_autofree char *text = digest_of (row);

  g_assert_cmpstr (text, !=, OF_ONE_ROW);
}

static void
test_every_value_and_stamp_shows (void)
{
  g_auto (AhadiRow) row = { 0 };

  make_row (&row, &first);
  row.values[AHADI_CIRCLE_NAME][0] = 'k';
  assert_differs (&row);
  row.values[AHADI_CIRCLE_NAME][0] = 'K';
  row.stamps[AHADI_CIRCLE_NAME].hlc ^= 1;
  assert_differs (&row);
  row.stamps[AHADI_CIRCLE_NAME].hlc ^= 1;
  row.stamps[AHADI_CIRCLE_NAME].device.bytes[15] ^= 1;
  assert_differs (&row);
  row.stamps[AHADI_CIRCLE_NAME].device.bytes[15] ^= 1;
  row.stamps[AHADI_CIRCLE_NAME].epoch ^= 1;
  assert_differs (&row);
  row.stamps[AHADI_CIRCLE_NAME].epoch ^= 1;
  row.values[AHADI_CIRCLE_NOTE] = g_strdup ("");
  assert_differs (&row);
  g_clear_pointer (&row.values[AHADI_CIRCLE_NOTE], g_free);
  row.entity = second;
  assert_differs (&row);
}

static void
test_which_field_was_cleared_shows (void)
{
  g_auto (AhadiRow) row = { 0 };

  make_row (&row, &first);
  row.stamps[AHADI_CIRCLE_PLACE] = row.stamps[AHADI_CIRCLE_NOTE];
  row.stamps[AHADI_CIRCLE_NOTE] = (AhadiStamp){ 0 };
  assert_differs (&row);
}

static void
test_audiences_do_not_share_digests (void)
{
  g_autoptr (AhadiDigest) digest = ahadi_digest_new ("safeguarding");
  g_autofree char *text = ahadi_digest_finish (digest);

  g_assert_cmpstr (text, !=, OF_NOTHING);
}

static void
test_a_second_row_shows (void)
{
  g_autoptr (AhadiDigest) digest = ahadi_digest_new ("membership");
  g_auto (AhadiRow) row = { 0 };
  g_auto (AhadiRow) next = { 0 };
  g_autofree char *text = NULL;

  make_row (&row, &first);
  make_row (&next, &second);
  ahadi_digest_add (digest, &row);
  ahadi_digest_add (digest, &next);
  text = ahadi_digest_finish (digest);
  g_assert_cmpstr (text, !=, OF_ONE_ROW);
}

/* Rising by kind, then by id: a member may have a lower id than the circle before it. */
static void
test_kinds_come_before_ids (void)
{
  g_autoptr (AhadiDigest) digest = ahadi_digest_new ("membership");
  g_auto (AhadiRow) circle = { 0 };
  g_auto (AhadiRow) member = { 0 };
  g_autofree char *text = NULL;

  make_row (&circle, &second);
  ahadi_row_init (&member, AHADI_KIND_MEMBER, &first);
  ahadi_digest_add (digest, &circle);
  ahadi_digest_add (digest, &member);
  text = ahadi_digest_finish (digest);
  g_assert_cmpuint (strlen (text), ==, 64);
}

static void
test_rows_out_of_order_are_our_mistake (void)
{
  g_auto (AhadiRow) row = { 0 };

  if (g_test_subprocess ())
    {
      g_autoptr (AhadiDigest) digest = ahadi_digest_new ("membership");

      make_row (&row, &first);
      ahadi_digest_add (digest, &row);
      ahadi_digest_add (digest, &row);
      return;
    }

  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/merge/digest/of-nothing-is-as-documented",
                   test_of_nothing_is_as_documented);
  g_test_add_func ("/merge/digest/of-a-row-is-as-documented",
                   test_of_a_row_is_as_documented);
  g_test_add_func ("/merge/digest/an-unwritten-row-is-no-row",
                   test_an_unwritten_row_is_no_row);
  g_test_add_func ("/merge/digest/every-value-and-stamp-shows",
                   test_every_value_and_stamp_shows);
  g_test_add_func ("/merge/digest/which-field-was-cleared-shows",
                   test_which_field_was_cleared_shows);
  g_test_add_func ("/merge/digest/audiences-do-not-share-digests",
                   test_audiences_do_not_share_digests);
  g_test_add_func ("/merge/digest/a-second-row-shows", test_a_second_row_shows);
  g_test_add_func ("/merge/digest/kinds-come-before-ids", test_kinds_come_before_ids);
  g_test_add_func ("/merge/digest/rows-out-of-order-are-our-mistake",
                   test_rows_out_of_order_are_our_mistake);

  return g_test_run ();
}
