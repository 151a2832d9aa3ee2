/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-text-maker.h"

#include <string.h>

#include "store/ahadi-tokenizer.h"

static void
add (AhadiTextMaker *maker, gint64 doc, const char *name)
{
  const char *values[AHADI_KIND_MAX_FIELDS] = { NULL };

  values[AHADI_MEMBER_NAME] = name;
  values[AHADI_MEMBER_NOTE] = "not looked for";
  ahadi_text_maker_add (maker, doc, values);
}

/* Takes what is under way; @next: (inout): the row that is expected */
static gboolean
take (AhadiTextMaker *maker, gint64 *next)
{
  guint n = 0;
  const AhadiMadeText *made = ahadi_text_maker_take (maker, &n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *sort = g_strdup_printf ("wanjiku %" G_GINT64_FORMAT, *next);
      g_autofree char *folded = g_strdup_printf ("  wanjiku  %" G_GINT64_FORMAT, *next);

      g_assert_cmpint (made[i].doc, ==, *next);
      g_assert_cmpstr (made[i].sort, ==, sort);
      g_assert_cmpstr (made[i].folded, ==, folded);
      (*next)++;
    }

  return made != NULL;
}

static void
run (guint rows)
{
  g_autoptr (AhadiTextMaker) maker = ahadi_text_maker_new (AHADI_KIND_MEMBER);
  const AhadiPostingList *list;
  gint64 next = 1;

  for (guint doc = 1; doc <= rows; doc++)
    {
      g_autofree char *name = g_strdup_printf ("Wanjikũ %u", doc);

      if (!ahadi_text_maker_has_room (maker))
        g_assert_true (take (maker, &next));
      add (maker, doc, name);
    }
  while (take (maker, &next))
    ;

  g_assert_cmpint (next, ==, rows + 1);
  g_assert_cmpuint (ahadi_text_maker_get_size (maker), >, 0);
  list = ahadi_postings_find (ahadi_text_maker_get_postings (maker),
                              ahadi_tokenizer_make_key ("jik", 3));
  g_assert_cmpuint (list != NULL ? list->count : 0, ==, rows);
  ahadi_text_maker_reset (maker);
  g_assert_null (ahadi_postings_find (ahadi_text_maker_get_postings (maker),
                                      ahadi_tokenizer_make_key ("jik", 3)));
}

static void
test_nothing (void)
{
  run (0);
}

static void
test_few_rows (void)
{
  run (3);
}

/* A thread makes them; the last ones fill no batch. */
static void
test_many_rows (void)
{
  run (20001);
}

/* What was written already does not count while more is under way. */
static void
test_the_size_starts_anew (void)
{
  g_autoptr (AhadiTextMaker) maker = ahadi_text_maker_new (AHADI_KIND_MEMBER);
  gsize before;
  gint64 doc = 1;
  guint n;

  for (; ahadi_text_maker_has_room (maker); doc++)
    {
      g_autofree char *name = g_strdup_printf ("Wanjiku %" G_GINT64_FORMAT, doc * 7919);

      add (maker, doc, name);
    }
  while (ahadi_text_maker_take (maker, &n) != NULL)
    ;
  before = ahadi_text_maker_get_size (maker);
  ahadi_text_maker_reset (maker);
  for (gint64 last = doc + 256; doc < last; doc++)
    {
      g_assert_cmpuint (ahadi_text_maker_get_size (maker), <, before);
      add (maker, doc, "Wanjiku");
    }
  g_assert_cmpuint (ahadi_text_maker_get_size (maker), <, before);
}

/* An error on the caller's side. */
static void
test_rows_that_nobody_takes (void)
{
  g_autoptr (AhadiTextMaker) maker = ahadi_text_maker_new (AHADI_KIND_MEMBER);

  for (gint64 doc = 1; ahadi_text_maker_has_room (maker); doc++)
    add (maker, doc, "Wanjiku");
}

static void
test_a_kind_without_names (void)
{
  g_autoptr (AhadiTextMaker) maker = ahadi_text_maker_new (AHADI_KIND_REPORT);
  const char *values[AHADI_KIND_MAX_FIELDS] = { NULL };
  const AhadiMadeText *made;
  guint n;

  values[AHADI_REPORT_STATEMENT] = "Heard";
  ahadi_text_maker_add (maker, 7, values);
  made = ahadi_text_maker_take (maker, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_null (made->sort);
  g_assert_cmpstr (made->folded, ==, "  heard");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/text-maker/nothing", test_nothing);
  g_test_add_func ("/store/text-maker/few-rows", test_few_rows);
  g_test_add_func ("/store/text-maker/many-rows", test_many_rows);
  g_test_add_func ("/store/text-maker/the-size-starts-anew", test_the_size_starts_anew);
  g_test_add_func ("/store/text-maker/rows-that-nobody-takes",
                   test_rows_that_nobody_takes);
  g_test_add_func ("/store/text-maker/a-kind-without-names", test_a_kind_without_names);
  return g_test_run ();
}
