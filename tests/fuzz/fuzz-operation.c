/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include <string.h>

#include "oplog/ahadi-oplog.h"

static void
check_spelling (const AhadiOperation *operation, const guint8 *data, gsize size)
{
  g_autoptr (GString) again = g_string_new (NULL);

  ahadi_operation_print (operation, again);
  g_assert_cmpmem (again->str, again->len - 1, data, size);
  g_assert_cmpint (again->str[again->len - 1], ==, '\n');
}

/* What was read can be linked: also one whose body was erased. */
static void
check_link (const AhadiOperation *operation)
{
  const AhadiId device = { { 1 } };
  guint8 head[AHADI_CHAIN_HASH_SIZE] = { 0 };
  g_autoptr (GError) error = NULL;
  AhadiStreamId stream;
  AhadiChain chain;

  ahadi_stream_id_init (&stream, &device, 1, "membership");
  ahadi_chain_resume (&chain, &stream, operation->seq - 1, head);
  g_assert_true (ahadi_chain_link (&chain, operation, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (chain.seq, ==, operation->seq);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GError) error = NULL;
  AhadiOperation operation;

  fuzz_start ();
  fuzz_accepted = ahadi_operation_parse ((const char *) data, size, &operation, &error);
  if (!fuzz_accepted)
    {
      if (!g_error_matches (error, AHADI_OPLOG_ERROR, AHADI_OPLOG_ERROR_NEWER))
        g_assert_error (error, AHADI_OPLOG_ERROR, AHADI_OPLOG_ERROR_MALFORMED);
      return 0;
    }

  check_spelling (&operation, data, size);
  check_link (&operation);
  if (operation.body != NULL)
    {
      g_assert_true (operation.body > (const char *) data);
      g_assert_true (operation.body + operation.body_size + 1 ==
                     (const char *) data + size);
    }
  return 0;
}
