/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include <string.h>

#define AGE_SECRET_SIZE 32
#define SIGNING_SECRET_SIZE 40

gboolean fuzz_accepted;

void
fuzz_start (void)
{
  static gboolean started = FALSE;
  g_autoptr (GError) error = NULL;

  fuzz_accepted = FALSE;
  if (started)
    return;

  started = ahadi_crypto_init (&error);
  g_assert_no_error (error);
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);
}

static AhadiSecret *
make_secret (gsize size)
{
  AhadiSecret *secret = ahadi_secret_new (size);

  memset (ahadi_secret_get_bytes (secret), 'f', size);
  return secret;
}

AhadiAgeIdentity *
fuzz_get_identity (void)
{
  static AhadiAgeIdentity *identity;
  g_autoptr (AhadiSecret) secret = NULL;
  g_autoptr (GError) error = NULL;

  if (identity == NULL)
    {
      secret = make_secret (AGE_SECRET_SIZE);
      identity = ahadi_age_identity_new_from_secret (secret, &error);
      g_assert_no_error (error);
    }
  return identity;
}

AhadiSigningKey *
fuzz_get_signing_key (void)
{
  static AhadiSigningKey *key;
  g_autoptr (AhadiSecret) secret = NULL;
  g_autoptr (GError) error = NULL;

  if (key == NULL)
    {
      secret = make_secret (SIGNING_SECRET_SIZE);
      key = ahadi_signing_key_new_from_secret (secret, &error);
      g_assert_no_error (error);
    }
  return key;
}

GBytes *
fuzz_seal (const void *plain, gsize size)
{
  AhadiAgeRecipient recipient = ahadi_age_identity_get_recipient (fuzz_get_identity ());
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) writer = NULL;
  g_autoptr (GError) error = NULL;

  writer = ahadi_age_writer_new (memory, &recipient, 1, &error);
  g_assert_no_error (error);
  g_output_stream_write_all (writer, plain, size, NULL, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_close (writer, NULL, &error);
  g_assert_no_error (error);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

char *
fuzz_to_text (const guint8 *data, gsize size)
{
  char *text = g_malloc (size + 1);

  if (size > 0)
    memcpy (text, data, size);
  text[size] = '\0';
  return text;
}

void
fuzz_assert_same (const char *text, const guint8 *data, gsize size)
{
  g_assert_cmpmem (text, strlen (text), data, size);
}
