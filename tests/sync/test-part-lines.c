/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ahadi-part-lines.h"

#include <string.h>

#include "world.h"

#define MANY 3000

static AhadiOperation
make_operation (guint64 seq, char *body)
{
  AhadiOperation operation = { .seq = seq, .hlc = seq, .kind = AHADI_KIND_MEMBER };

  g_snprintf (body, 200, "{\"n\":%" G_GUINT64_FORMAT ",\"filler\":\"%0150d\"}", seq, 7);
  operation.body = body;
  operation.body_size = strlen (body);
  return operation;
}

static void
add_many (AhadiPartLines *lines)
{
  char body[200];

  for (guint64 seq = 1; seq <= MANY; seq++)
    {
      AhadiSegment segment = { .from = seq, .to = seq + 2 };
      AhadiOperation operation = make_operation (seq, body);

      if (seq % 3 == 1)
        ahadi_part_lines_add_segment (lines, &segment);
      ahadi_part_lines_add_operation (lines, &operation, NULL);
    }
}

static void
test_kept (void)
{
  g_autoptr (AhadiPartLines) lines = ahadi_part_lines_new (8 * 1024 * 1024);
  char body[200];
  guint64 seq = 0;

  add_many (lines);
  g_assert_true (ahadi_part_lines_is_whole (lines));
  g_assert_cmpuint (ahadi_part_lines_count (lines), ==, MANY / 3);
  for (guint i = 0; i < ahadi_part_lines_count (lines); i++)
    {
      const AhadiOperation *operations;
      guint n;
      const AhadiSegment *segment = ahadi_part_lines_get (lines, i, &operations, &n);

      g_assert_cmpuint (segment->from, ==, seq + 1);
      g_assert_cmpuint (n, ==, 3);
      for (guint o = 0; o < n; o++)
        {
          AhadiOperation expected = make_operation (++seq, body);

          g_assert_cmpuint (operations[o].seq, ==, seq);
          g_assert_cmpmem (operations[o].body, operations[o].body_size, body,
                           expected.body_size);
        }
    }
}

static void
test_erased (void)
{
  g_autoptr (AhadiPartLines) lines = ahadi_part_lines_new (1024);
  AhadiSegment segment = { .from = 1, .to = 1 };
  AhadiOperation erased = { .seq = 1 };
  const AhadiOperation *operations;
  guint n;

  ahadi_part_lines_add_segment (lines, &segment);
  ahadi_part_lines_add_operation (lines, &erased, NULL);
  ahadi_part_lines_get (lines, 0, &operations, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_null (operations[0].body);
  g_assert_null (operations[0].packed);
}

static void
test_read_bodies (void)
{
  g_autoptr (AhadiPartLines) lines = ahadi_part_lines_new (64 * 1024);
  AhadiSegment segment = { .from = 1, .to = 2 };
  static const char json[] =
      "{\"s\":\"000102030405060708090a0b0c0d0e0f\",\"f\":{\"name\":\"Achieng\"}}";
  AhadiBody body = { .fields = 1u << AHADI_MEMBER_NAME };
  AhadiOperation operation = { .body = json, .body_size = sizeof json - 1 };
  const AhadiOperation *operations;
  guint n;

  body.values[AHADI_MEMBER_NAME] = (char *) "Achieng";
  ahadi_part_lines_add_segment (lines, &segment);
  for (guint i = 0; i < 2; i++)
    ahadi_part_lines_add_operation (lines, &operation, &body);

  ahadi_part_lines_get (lines, 0, &operations, &n);
  g_assert_cmpuint (n, ==, 2);
  for (guint i = 0; i < n; i++)
    {
      AhadiBody opened;

      g_assert_cmpuint (operations[i].packed_size, ==, ahadi_packed_body_measure (&body));
      ahadi_packed_body_open (operations[i].packed, &opened);
      g_assert_cmpstr (opened.values[AHADI_MEMBER_NAME], ==, "Achieng");
    }
}

static void
test_limit (void)
{
  g_autoptr (AhadiPartLines) lines = ahadi_part_lines_new (64 * 1024);

  add_many (lines);
  g_assert_false (ahadi_part_lines_is_whole (lines));
  g_assert_cmpuint (ahadi_part_lines_count (lines), ==, 0);
}

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);

  g_test_add_func ("/sync/part-lines/all-is-there-in-its-order", test_kept);
  g_test_add_func ("/sync/part-lines/an-erased-operation-has-no-body", test_erased);
  g_test_add_func ("/sync/part-lines/bodies-that-were-read-stay-read", test_read_bodies);
  g_test_add_func ("/sync/part-lines/too-much-is-not-kept", test_limit);

  return g_test_run ();
}
