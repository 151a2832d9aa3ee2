/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "sync/ahadi-directory-content.h"
#include "sync/ahadi-recipients.h"
#include "sync/ahadi-sync-error.h"

static void
check_spelling (const AhadiDirectoryContent *content, const guint8 *data, gsize size)
{
  g_autoptr (AhadiDirectoryContent) copy = ahadi_directory_content_copy (content);
  g_autofree char *again = ahadi_directory_content_print (content);
  g_autofree char *of_copy = ahadi_directory_content_print (copy);

  fuzz_assert_same (again, data, size);
  fuzz_assert_same (of_copy, data, size);
}

static void
check_recipients (AhadiDirectory *directory, const char *audience)
{
  g_autoptr (GArray) recipients = ahadi_directory_list_recipients (directory, audience);

  g_assert_cmpuint (recipients->len, <=, AHADI_RECIPIENTS_LIMIT);
}

static void
check_entry (AhadiDirectory *directory, const AhadiDirectoryEntry *entry)
{
  g_autoptr (GPtrArray) signers =
      ahadi_directory_find_signers (directory, entry->signer.number);
  g_autofree char *device = ahadi_audience_make (AHADI_AUDIENCE_DEVICE, &entry->device);
  g_autofree char *branch = ahadi_audience_make (AHADI_AUDIENCE_BRANCH, &entry->branch);

  g_assert_true (ahadi_directory_find_device (directory, &entry->device) == entry);
  g_assert_true (g_ptr_array_find (signers, entry, NULL));
  check_recipients (directory, device);
  check_recipients (directory, branch);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (AhadiDirectoryContent) content = NULL;
  g_autoptr (AhadiDirectory) directory = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *entries;

  fuzz_start ();
  content = ahadi_directory_content_parse (bytes, &error);
  if (content == NULL)
    {
      g_assert_true (error->domain == AHADI_SYNC_ERROR);
      return 0;
    }

  fuzz_accepted = TRUE;
  check_spelling (content, data, size);
  directory = ahadi_directory_new (g_steal_pointer (&content));
  entries = ahadi_directory_get_entries (directory);
  for (guint i = 0; i < entries->len; i++)
    check_entry (directory, entries->pdata[i]);
  for (int i = AHADI_AUDIENCE_MEMBERSHIP; i <= AHADI_AUDIENCE_SAFEGUARDING; i++)
    check_recipients (directory, ahadi_audience_class_to_string (i));
  return 0;
}
