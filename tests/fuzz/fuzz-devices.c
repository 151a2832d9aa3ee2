/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include <string.h>

#include "sync/ahadi-directory-content.h"
#include "sync/ahadi-list-join.h"
#include "sync/ahadi-sync-error.h"

/* A list joined with itself says what it said. */
static void
check_join (const AhadiDirectoryContent *content)
{
  g_autoptr (AhadiDirectoryContent) joined = ahadi_directory_content_copy (content);

  ahadi_list_join (joined, content);
  g_assert_true (ahadi_directory_content_same_list (joined, content));
  g_assert_cmpuint (joined->list_version, ==, content->list_version + 1);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (AhadiDirectoryContent) content = ahadi_directory_content_new ();
  g_autofree char *again = NULL;
  g_autoptr (GError) error = NULL;

  fuzz_start ();
  memset (content->org.bytes, 6, AHADI_ID_SIZE); /* as in corpus/devices/ */
  content->roots = ahadi_root_set_new (1);
  if (!ahadi_directory_content_parse_list (content, bytes, &error))
    {
      g_assert_true (error->domain == AHADI_SYNC_ERROR);
      return 0;
    }

  fuzz_accepted = TRUE;
  again = ahadi_directory_content_print_list (content);
  fuzz_assert_same (again, data, size);
  check_join (content);
  return 0;
}
