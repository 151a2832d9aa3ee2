/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "place.h"
#include "store/ahadi-search-text.h"

/*
 * Names in every script, and what people and mischief type into a search box. A failure
 * prints its seed with the name; --seed runs it again.
 */
#define N_NAMES 60
#define N_SEARCHES 8

/* Ranges that random names are drawn from. */
static const struct
{
  gunichar from;
  gunichar to;
} ranges[] = {
  { 'a', 'z' },         { 'A', 'Z' },         { 0x21, 0x2f },  /* signs, wildcards and
                                                                  quotes */
  { 0x3a, 0x40 },       { 0x5b, 0x60 },       { 0xa1, 0x17f }, /* Latin with marks,
                                                                  dotless i */
  { 0x300, 0x36f },                                            /* combining marks */
  { 0x370, 0x3ff },                       /* Greek, with a final sigma */
  { 0x5d0, 0x5ea },     { 0x610, 0x66f }, /* right to left */
  { 0x900, 0x97f },     { 0x1100, 0x11ff },   { 0x1200, 0x137f }, /* Ethiopic */
  { 0x1e00, 0x1fff },   { 0x200b, 0x200f },                       /* invisible */
  { 0x202f, 0x2030 },   { 0x2160, 0x217f },   { 0xac00, 0xd7a3 },     { 0xf900, 0xfaff },
  { 0xfb00, 0xfb4f },   { 0xfe00, 0xfeff },   { 0xff01, 0xff5e },     { 0xfff9, 0xfffd },
  { 0x1f300, 0x1f6ff }, { 0x2f800, 0x2fa1f }, { 0x10fff0, 0x10ffff },
};

static gunichar
draw_character (void)
{
  guint range = (guint) g_test_rand_int_range (0, G_N_ELEMENTS (ranges));
  gunichar c =
      ranges[range].from + (gunichar) g_test_rand_int_range (
                               0, (gint32) (ranges[range].to - ranges[range].from + 1));

  return g_unichar_validate (c) && !g_unichar_iscntrl (c) ? c : 'x';
}

/* As it would be kept: NFC, no control characters, no outer blanks. */
static char *
draw_name (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gint length = g_test_rand_int_range (1, 40);

  for (gint i = 0; i < length; i++)
    g_string_append_unichar (text,
                             g_test_rand_int_range (0, 6) == 0 ? ' ' : draw_character ());
  g_string_append_c (text, 'z');
  return ahadi_text_clean (text->str);
}

/* Some characters that stand together in @name. */
static char *
draw_part (const char *name)
{
  gint32 length = (gint32) g_utf8_strlen (name, -1);
  gint32 from = g_test_rand_int_range (0, length);

  return g_utf8_substring (name, from, g_test_rand_int_range (from, length) + 1);
}

/* The naive way: each word of @search stands in a word of @name, a short one at its
 * start. */
static gboolean
is_expected (const char *name, const char *search)
{
  g_autofree char *folded = ahadi_text_fold (name);
  g_autofree char *wanted = ahadi_text_fold (search);
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);
  g_auto (GStrv) parts = g_strsplit (wanted, " ", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      gboolean is_short = g_utf8_strlen (parts[i], -1) < 3;
      gboolean found = FALSE;

      for (guint j = 0; words[j] != NULL && !found; j++)
        found = is_short ? g_str_has_prefix (words[j], parts[i])
                         : strstr (words[j], parts[i]) != NULL;
      if (!found)
        return FALSE;
    }

  return TRUE;
}

/* Searches of more words are not looked at word by word. */
static gboolean
is_exact (const char *search)
{
  g_autofree char *folded = ahadi_text_fold (search);
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);

  return g_strv_length (words) <= AHADI_SEARCH_MAX_WORDS;
}

static GHashTable *
search_for (Place *place, const char *search)
{
  AhadiQuery query = { .kind = AHADI_KIND_MEMBER, .search = search };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = ahadi_query_list (place->vault, &query, &error);
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint64 count = 0;

  g_assert_no_error (error);
  assert_ok (ahadi_query_count (place->vault, &query, &count, &error));
  g_assert_cmpuint (items->len, ==, count);
  for (guint i = 0; i < items->len; i++)
    {
      const AhadiItem *item = items->pdata[i];

      g_hash_table_add (names,
                        g_strdup (ahadi_record_get (item->record, AHADI_MEMBER_NAME)));
    }

  return names;
}

static void
check_search (Place *place, char *const *names, const char *search)
{
  g_autoptr (GHashTable) found = search_for (place, search);

  for (guint i = 0; i < N_NAMES; i++)
    {
      gboolean expected = is_expected (names[i], search);
      g_autofree char *name = g_strescape (names[i], NULL);
      g_autofree char *text = g_strescape (search, NULL);

      if (g_hash_table_contains (found, names[i]) == expected ||
          (!expected && !is_exact (search)))
        continue;
      g_test_message ("<%s> searched for: <%s> %s", text, name,
                      expected ? "is not found" : "is found");
      g_test_fail ();
    }
}

static void
test_every_name_is_found_by_its_parts (void)
{
  g_auto (Place) place = { 0 };
  char *names[N_NAMES];
  g_autoptr (GError) error = NULL;

  place_open (&place);
  assert_ok (ahadi_vault_begin (place.vault, &error));
  for (guint i = 0; i < N_NAMES; i++)
    {
      names[i] = draw_name ();
      place_add_member (&place, names[i], NULL);
    }
  assert_ok (ahadi_vault_commit (place.vault, &error));

  for (guint i = 0; i < N_NAMES; i++)
    {
      check_search (&place, names, names[i]);
      for (guint j = 0; j < N_SEARCHES; j++)
        {
          g_autofree char *part = draw_part (names[i]);

          check_search (&place, names, part);
        }
    }
  for (guint i = 0; i < N_NAMES; i++)
    g_free (names[i]);
  place_assert_sound (&place);
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  g_test_add_func ("/store/query-names/every-name-is-found-by-its-parts",
                   test_every_name_is_found_by_its_parts);
  return g_test_run ();
}
