/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include <string.h>

#include "crypto/ahadi-bech32.h"

#define RECIPIENT_PREFIX "age"
#define CHANGES_LIMIT 4

/* What is called usable, one can seal to, and nothing else. */
static void
check_sealing (const AhadiAgeRecipient *recipient)
{
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) writer = NULL;

  writer = ahadi_age_writer_new (memory, recipient, 1, NULL);
  g_assert_true ((writer != NULL) == ahadi_age_recipient_is_usable (recipient));
}

static void
check_recipient (const guint8 *data, gsize size)
{
  g_autofree char *text = fuzz_to_text (data, size);
  g_autofree char *again = NULL;
  AhadiAgeRecipient recipient;

  if (!ahadi_age_recipient_parse (text, &recipient, NULL))
    return;

  again = ahadi_age_recipient_to_string (&recipient);
  g_assert_cmpstr (again, ==, text);
  check_sealing (&recipient);
  fuzz_accepted = TRUE;
}

static void
check_identity (const guint8 *data, gsize size)
{
  g_autoptr (AhadiAgeIdentity) identity = NULL;
  g_autoptr (AhadiSecret) again = NULL;

  identity = ahadi_age_identity_parse ((const char *) data, size, NULL);
  if (identity == NULL)
    return;

  again = ahadi_age_identity_print (identity);
  fuzz_assert_same ((const char *) ahadi_secret_get_bytes (again), data, size);
  fuzz_accepted = TRUE;
}

/*
 * Any 32 bytes are printed and read again. Bech32 notices up to four wrong characters in
 * 89 (BIP 173): the bytes behind the first 32 say where and which.
 */
static void
check_changes (const guint8 *data, gsize size)
{
  static const char characters[] = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
  char text[AHADI_BECH32_LENGTH (sizeof RECIPIENT_PREFIX - 1) + 1];
  gsize length = sizeof text - 1;
  char changed[sizeof text];
  guint8 bytes[AHADI_BECH32_SIZE];

  ahadi_bech32_encode (RECIPIENT_PREFIX, FALSE, data, text);
  g_assert_cmpuint (strlen (text), ==, length);
  g_assert_true (ahadi_bech32_decode (RECIPIENT_PREFIX, FALSE, text, length, bytes));
  g_assert_cmpmem (bytes, sizeof bytes, data, AHADI_BECH32_SIZE);

  memcpy (changed, text, sizeof text);
  data += AHADI_BECH32_SIZE;
  size -= AHADI_BECH32_SIZE;
  for (gsize i = 0; i < CHANGES_LIMIT && 2 * i + 1 < size; i++)
    changed[sizeof RECIPIENT_PREFIX + data[2 * i] % (length - sizeof RECIPIENT_PREFIX)] =
        characters[data[2 * i + 1] % 32];
  g_assert_true (ahadi_bech32_decode (RECIPIENT_PREFIX, FALSE, changed, length, bytes) ==
                 (strcmp (changed, text) == 0));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  fuzz_start ();
  check_recipient (data, size);
  check_identity (data, size);
  if (size >= AHADI_BECH32_SIZE)
    check_changes (data, size);
  return 0;
}
