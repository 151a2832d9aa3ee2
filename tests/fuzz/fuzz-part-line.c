/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "sync/ahadi-erased-codec.h"
#include "sync/ahadi-part-codec.h"
#include "sync/ahadi-sync-error.h"
#include "sync/ahadi-want-codec.h"

static void
assert_line (const GString *line, const guint8 *data, gsize size)
{
  g_assert_cmpmem (line->str, line->len - 1, data, size);
  g_assert_cmpint (line->str[line->len - 1], ==, '\n');
}

static void
check_header (const guint8 *data, gsize size)
{
  g_autoptr (GString) again = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  AhadiPartHeader header;

  if (!ahadi_part_header_parse ((const char *) data, size, &header, &error))
    {
      g_assert_true (error->domain == AHADI_SYNC_ERROR);
      return;
    }

  fuzz_accepted = TRUE;
  ahadi_part_header_print (&header, again);
  assert_line (again, data, size);
}

static void
check_ack (const guint8 *data, gsize size)
{
  g_autoptr (GString) again = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  AhadiAck ack;

  if (!ahadi_ack_parse ((const char *) data, size, &ack, &error))
    {
      g_assert_true (error->domain == AHADI_SYNC_ERROR);
      return;
    }

  fuzz_accepted = TRUE;
  g_assert_cmpuint (ack.seq, >=, 1);
  ahadi_ack_print (&ack, again);
  assert_line (again, data, size);
}

static void
check_erased (const guint8 *data, gsize size)
{
  g_autoptr (GString) again = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiGone) gone = ahadi_erased_parse ((const char *) data, size, &error);

  if (gone == NULL)
    {
      g_assert_true (error->domain == AHADI_SYNC_ERROR);
      return;
    }

  fuzz_accepted = TRUE;
  ahadi_erased_print (gone, again);
  assert_line (again, data, size);
}

static void
check_want (const guint8 *data, gsize size)
{
  g_autoptr (GString) again = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  AhadiWant want;

  if (!ahadi_want_parse ((const char *) data, size, &want, &error))
    {
      g_assert_true (error->domain == AHADI_SYNC_ERROR);
      return;
    }

  fuzz_accepted = TRUE;
  g_assert_cmpuint (want.from, >=, 1);
  g_assert_cmpuint (want.to, >=, want.from);
  ahadi_want_print (&want, again);
  assert_line (again, data, size);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  fuzz_start ();
  check_header (data, size);
  check_ack (data, size);
  check_erased (data, size);
  check_want (data, size);
  return 0;
}
