/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Seals a text and damages the age file as the input says; the reader must notice, and
 * must have released nothing but the beginning of the text. The input is the size of the
 * text as 3 bytes, then damages of 5 bytes: what, where in 3 bytes, and a byte to do it
 * with.
 */
#include "fuzz.h"

#include <string.h>

#define SIZE_LIMIT (3 * 65536)
#define HEAD_SIZE 3
#define DAMAGE_SIZE 5
#define DAMAGES_LIMIT 8
#define STEP 10000
#define SEALED_CHUNK (65536 + 16)

static gsize
get_number (const guint8 *bytes)
{
  return (gsize) bytes[0] << 16 | (gsize) bytes[1] << 8 | bytes[2];
}

static GBytes *
make_plain (gsize size)
{
  guint8 *plain = g_malloc (size + 1);

  for (gsize i = 0; i < size; i++)
    plain[i] = (guint8) (i * 31 + i / 251);
  return g_bytes_new_take (plain, size);
}

static void
insert (GByteArray *file, gsize at, const guint8 *bytes, gsize size)
{
  g_autofree guint8 *copy = g_memdup2 (bytes, size);
  guint tail = file->len - (guint) at;

  g_byte_array_set_size (file, file->len + (guint) size);
  memmove (file->data + at + size, file->data + at, tail);
  memcpy (file->data + at, copy, size);
}

/* A copy of up to a whole chunk, put behind the original. */
static void
repeat (GByteArray *file, gsize at)
{
  gsize size = MIN (SEALED_CHUNK, file->len - at);

  insert (file, at, file->data + at, size);
}

static void
damage (GByteArray *file, const guint8 *how)
{
  gsize at = get_number (how + 1) % file->len;

  switch (how[0] % 5)
    {
    case 0:
      file->data[at] ^= how[4];
      break;
    case 1:
      g_byte_array_set_size (file, (guint) at + 1);
      break;
    case 2:
      g_byte_array_append (file, how + 4, 1);
      break;
    case 3:
      insert (file, at, how + 4, 1);
      break;
    default:
      repeat (file, at);
      break;
    }
}

/* Returns whether the end was reached; everything released is compared with @plain. */
static gboolean
read_and_compare (const GByteArray *file, GBytes *plain)
{
  AhadiAgeIdentity *identity = fuzz_get_identity ();
  g_autoptr (GInputStream) in =
      g_memory_input_stream_new_from_data (file->data, file->len, NULL);
  g_autofree guint8 *buffer = g_malloc (STEP);
  g_autoptr (GInputStream) reader = NULL;
  const guint8 *expected;
  gsize size;
  gsize done = 0;
  gssize n = -1;

  expected = g_bytes_get_data (plain, &size);
  reader = ahadi_age_reader_new (in, &identity, 1, NULL);
  while (reader != NULL &&
         (n = g_input_stream_read (reader, buffer, STEP, NULL, NULL)) > 0)
    {
      g_assert_cmpuint (done + (gsize) n, <=, size);
      g_assert_cmpmem (buffer, n, expected + done, n);
      done += (gsize) n;
    }
  return n == 0 && done == size;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) plain = NULL;
  g_autoptr (GBytes) sealed = NULL;
  g_autoptr (GByteArray) file = g_byte_array_new ();
  gboolean changed;

  fuzz_start ();
  if (size < HEAD_SIZE)
    return 0;
  plain = make_plain (get_number (data) % SIZE_LIMIT);
  sealed = fuzz_seal (g_bytes_get_data (plain, NULL), g_bytes_get_size (plain));
  g_byte_array_append (file, g_bytes_get_data (sealed, NULL),
                       (guint) g_bytes_get_size (sealed));

  for (gsize i = 0; i < DAMAGES_LIMIT && HEAD_SIZE + (i + 1) * DAMAGE_SIZE <= size; i++)
    damage (file, data + HEAD_SIZE + i * DAMAGE_SIZE);

  changed = file->len != g_bytes_get_size (sealed) ||
            memcmp (file->data, g_bytes_get_data (sealed, NULL), file->len) != 0;
  fuzz_accepted = read_and_compare (file, plain);
  g_assert_true (fuzz_accepted == !changed);
  return 0;
}
