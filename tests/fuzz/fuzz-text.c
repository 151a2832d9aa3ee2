/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include <string.h>

#include "base/ahadi-base.h"

/* Done twice, cleaning and folding are as if done once. */
static void
check_clean (const char *text)
{
  g_autofree char *clean = ahadi_text_clean (text);
  g_autofree char *again = NULL;

  g_assert_true ((clean != NULL) == g_utf8_validate (text, -1, NULL));
  if (clean == NULL)
    return;

  again = ahadi_text_clean (clean);
  g_assert_true (ahadi_text_is_nfc (clean, -1));
  g_assert_cmpstr (again, ==, clean);
  g_assert_cmpuint (ahadi_text_length (clean), <=, strlen (clean));
}

/* g_utf8_casefold() of GLib 2.74 turns Cherokee capitals small and small ones capital. */
static gboolean
has_cherokee (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_get_script (g_utf8_get_char (p)) == G_UNICODE_SCRIPT_CHEROKEE)
      return TRUE;
  return FALSE;
}

static void
check_fold (const char *text)
{
  g_autofree char *folded = ahadi_text_fold (text);
  g_autofree char *again = ahadi_text_fold (folded);

  g_assert_true (g_utf8_validate (folded, -1, NULL));
  if (!has_cherokee (folded))
    g_assert_cmpstr (again, ==, folded);
  g_assert_false (g_str_has_prefix (folded, " "));
  g_assert_false (g_str_has_suffix (folded, " "));
  g_assert_null (strstr (folded, "  "));
}

/* A letter that the short cut for ASCII can't fold changes nothing of what stands before
 * it. */
static void
check_fold_beside_others (const char *text)
{
  g_autofree char *longer = g_strconcat (text, " \303\251", NULL);
  g_autofree char *folded = ahadi_text_fold (text);
  g_autofree char *longer_folded = ahadi_text_fold (longer);
  g_autofree char *expected = g_strconcat (folded, *folded != '\0' ? " e" : "e", NULL);

  g_assert_cmpstr (longer_folded, ==, expected);
}

/* The short cuts for plain text say what the library says. */
static void
check_nfc (const char *text, gsize size)
{
  g_autofree char *composed = g_utf8_validate (text, -1, NULL)
                                  ? g_utf8_normalize (text, -1, G_NORMALIZE_NFC)
                                  : NULL;

  g_assert_true (ahadi_text_is_nfc (text, -1) == (g_strcmp0 (composed, text) == 0));
  g_assert_true (ahadi_text_is_nfc (text, (gssize) size) ==
                 (strlen (text) == size && g_strcmp0 (composed, text) == 0));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = fuzz_to_text (data, size);

  fuzz_start ();
  fuzz_accepted = ahadi_text_is_nfc (text, (gssize) size);
  check_nfc (text, size);
  check_clean (text);
  check_fold (text);
  check_fold_beside_others (text);
  return 0;
}
