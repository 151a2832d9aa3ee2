/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "assemble.h"
#include "sync/ahadi-card-meet.h"
#include "sync/ahadi-sync-error.h"

static void
check_card (const AhadiCard *card, GBytes *archive)
{
  const AhadiDirectoryContent *content = ahadi_directory_get_content (card->directory);
  g_autoptr (AhadiCard) again = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiCard) next = NULL;

  g_assert_true (g_bytes_equal (card->bytes, archive));
  g_assert_cmpuint (card->texts->len, ==, content->codes->len);
  g_assert_true (ahadi_id_equal (&content->org, ahadi_roots_get_org (card->roots)));

  again = ahadi_card_parse (archive, &error);
  g_assert_no_error (error);
  g_assert_true (ahadi_card_meet (card, again, NULL, &next, &error));
  g_assert_null (next);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) archive = NULL;
  g_autoptr (AhadiCard) card = NULL;
  g_autoptr (GError) error = NULL;

  fuzz_start ();
  archive = assemble (data, size);
  card = ahadi_card_parse (archive, &error);
  fuzz_accepted = card != NULL;
  if (card != NULL)
    check_card (card, archive);
  else
    g_assert_true (error->domain == AHADI_SYNC_ERROR);
  return 0;
}
