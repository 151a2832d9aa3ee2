/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "oplog/ahadi-oplog.h"

#define N_MEMBER_FIELDS ((guint) AHADI_MEMBER_N_FIELDS)

static gpointer
pack (const AhadiBody *body)
{
  gsize size = ahadi_packed_body_measure (body);
  gpointer place = g_malloc (size); /* exactly: a sanitizer sees one byte too many */

  g_assert_cmpuint (size % 8, ==, 0);
  ahadi_packed_body_write (body, place);
  return place;
}

static void
assert_comes_back (const AhadiBody *body)
{
  g_autofree gpointer place = pack (body);
  AhadiBody opened;

  ahadi_packed_body_open (place, &opened);
  g_assert_cmphex (opened.fields, ==, body->fields);
  for (guint i = 0; i < AHADI_KIND_MAX_FIELDS; i++)
    {
      gboolean set = (body->fields & (1u << i)) != 0;

      g_assert_cmpstr (opened.values[i], ==, set ? body->values[i] : NULL);
      g_assert_cmpint (ahadi_stamp_compare (&opened.bases[i], &body->bases[i]), ==, 0);
    }

  ahadi_body_clear (&opened); /* frees nothing */
  g_assert_cmphex (opened.fields, ==, 0);
}

static void
set (AhadiBody *body, guint field, const char *value, guint64 base)
{
  body->fields |= 1u << field;
  body->values[field] = (char *) value;
  body->bases[field].hlc = base;
  body->bases[field].epoch = (guint32) base;
}

static void
test_few_fields (void)
{
  AhadiBody body = { 0 };

  set (&body, AHADI_MEMBER_PHONE, NULL, 7);
  assert_comes_back (&body);
  set (&body, AHADI_MEMBER_NAME, "Wanjikũ", 0);
  set (&body, N_MEMBER_FIELDS - 1, "", 1);
  assert_comes_back (&body);
}

static void
test_every_field (void)
{
  AhadiBody body = { 0 };

  for (guint i = 0; i < AHADI_KIND_MAX_FIELDS; i++)
    set (&body, i, i % 5 == 4 ? NULL : "a value", i % 3);
  assert_comes_back (&body);
}

static void
test_a_body_that_was_read (void)
{
  static const char bytes[] = "{\"s\":\"000102030405060708090a0b0c0d0e0f\",\"f\":{"
                              "\"name\":\"A\\\"B\",\"phone\":null,\"consent\":true}}";
  g_auto (AhadiBody) body = { 0 };

  g_assert_true (
      ahadi_body_parse (bytes, sizeof bytes - 1, AHADI_KIND_MEMBER, &body, NULL));
  assert_comes_back (&body);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/oplog/packed-body/few-fields-come-back", test_few_fields);
  g_test_add_func ("/oplog/packed-body/every-field-comes-back", test_every_field);
  g_test_add_func ("/oplog/packed-body/one-that-was-read-comes-back",
                   test_a_body_that_was_read);

  return g_test_run ();
}
