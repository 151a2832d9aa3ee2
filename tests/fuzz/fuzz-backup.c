/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The list inside a sealed backup; what is around it has targets of its own: ustar, age,
 * slots. */
#include "fuzz.h"

#include "sync/ahadi-backup-codec.h"
#include "sync/ahadi-sync-error.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) document = g_bytes_new (data, size);
  g_autoptr (AhadiBackupContent) content = NULL;
  g_autoptr (GBytes) again = NULL;
  g_autoptr (GError) error = NULL;

  fuzz_start ();
  content = ahadi_backup_content_parse (document, &error);
  fuzz_accepted = content != NULL;
  if (content == NULL)
    {
      g_assert_true (error->domain == AHADI_SYNC_ERROR);
      return 0;
    }

  again = ahadi_backup_content_print (content);
  g_assert_true (g_bytes_equal (again, document));
  for (guint i = 0; i < content->members->len; i++)
    {
      const AhadiBackupMember *member = content->members->pdata[i];

      g_assert_true (ahadi_backup_is_member_name (member->name));
    }
  return 0;
}
