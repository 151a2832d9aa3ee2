/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "oplog/ahadi-oplog.h"

#define N_MEMBER_FIELDS ((guint) AHADI_MEMBER_N_FIELDS)

#define SALT "000102030405060708090a0b0c0d0e0f"

/* @json: of it only the salt counts */
static gpointer
pack (const AhadiBody *body, const char *json, gsize *size)
{
  gpointer place;

  *size = ahadi_packed_body_measure (body);
  place = g_malloc (*size); /* exactly: a sanitizer sees one byte too many */
  ahadi_packed_body_write (body, json, place);
  g_assert_true (ahadi_packed_body_is_one (place, *size));
  return place;
}

static void
assert_comes_back (const AhadiBody *body)
{
  gsize size;
  g_autofree gpointer place = pack (body, "{\"s\":\"" SALT, &size);
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

typedef struct
{
  AhadiKind kind;
  const char *json;
} Case;

#define STAMP(n) "000000000000000" n "-" SALT "-0000000" n

static const Case cases[] = {
  { AHADI_KIND_MEMBER, "{\"s\":\"" SALT "\",\"f\":{\"name\":\"A\\\"B\",\"phone\":null,"
                       "\"consent\":true,\"note\":\"x\\ny\\t\\\\\"}}" },
  { AHADI_KIND_MEMBER,
    "{\"s\":\"" SALT "\",\"f\":{\"name\":\"Wanjikũ\",\"phone\":null,"
    "\"note\":\"x\"},\"base\":{\"" STAMP ("1") "\":[\"name\",\"note\"],\"" STAMP (
        "2") "\":[\"phone\"]}}" },
};

/* Byte for byte: its hash was signed. */
static void
test_bodies_that_were_read (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *json = cases[i].json;
      g_auto (AhadiBody) body = { 0 };
      g_autofree gpointer place = NULL;
      g_autofree char *printed = NULL;
      g_autoptr (GError) error = NULL;
      gsize size;

      g_assert_true (
          ahadi_body_parse (json, strlen (json), cases[i].kind, &body, &error));
      assert_comes_back (&body);
      place = pack (&body, json, &size);
      printed = ahadi_packed_body_print (place, size, cases[i].kind, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (printed, ==, json);
      g_assert_cmpuint (size, <, strlen (json));
      g_assert_false (ahadi_packed_body_is_one (json, strlen (json)));
    }
}

/* Cut short anywhere, too long, or with any bit turned: refused or read, and never beyond
 * its end. */
static void
test_damage (void)
{
  const Case *one = &cases[1];
  g_auto (AhadiBody) body = { 0 };
  g_autofree guint8 *place = NULL;
  gsize size;

  g_assert_true (
      ahadi_body_parse (one->json, strlen (one->json), one->kind, &body, NULL));
  place = pack (&body, one->json, &size);
  for (gsize cut = 0; cut < size; cut++)
    {
      g_autofree gpointer part = g_memdup2 (place, cut);
      g_autoptr (GError) error = NULL;

      g_assert_null (ahadi_packed_body_print (part, cut, one->kind, &error));
      g_assert_error (error, AHADI_OPLOG_ERROR, AHADI_OPLOG_ERROR_MALFORMED);
    }

  for (gsize bit = 0; bit < 8 * size; bit++)
    {
      g_autofree guint8 *turned = g_memdup2 (place, size);
      g_autofree char *printed = NULL;

      turned[bit / 8] ^= (guint8) (1 << bit % 8);
      printed = ahadi_packed_body_print (turned, size, one->kind, NULL);
      g_assert_cmpstr (printed, !=, one->json);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/oplog/packed-body/few-fields-come-back", test_few_fields);
  g_test_add_func ("/oplog/packed-body/every-field-comes-back", test_every_field);
  g_test_add_func ("/oplog/packed-body/bodies-that-were-read-come-back",
                   test_bodies_that_were_read);
  g_test_add_func ("/oplog/packed-body/damage", test_damage);

  return g_test_run ();
}
