/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The container of a part: gzip and padding, inside age. The first byte of the input says
 * what the rest is:
 *
 *   r  all that age gives
 *   g  the gzip member, to be padded to its bucket
 *   t  the text, to be compressed and padded
 *   b  the text, to be repeated 2,000 times, compressed and padded
 */
#include "fuzz.h"

#include <string.h>

#include "sync/ahadi-part-reader.h"
#include "sync/ahadi-sync-error.h"
#include "sync/forge.h"

#define REPEATS 2000
#define REPEATED_LIMIT 4096

static GBytes *
pad (GBytes *gzip)
{
  return forge_pad (gzip, ahadi_part_bucket (g_bytes_get_size (gzip)));
}

static GBytes *
compress (const char *text, gsize size)
{
  g_autoptr (GBytes) gzip = forge_gzip (text, size);

  return pad (gzip);
}

static GBytes *
compress_repeated (const char *text, gsize size)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < REPEATS; i++)
    g_string_append_len (all, text, (gssize) MIN (size, REPEATED_LIMIT));
  return compress (all->str, all->len);
}

static GBytes *
make_plain (char mode, const guint8 *data, gsize size)
{
  g_autoptr (GBytes) rest = g_bytes_new_static (data, size);

  switch (mode)
    {
    case 't':
      return compress ((const char *) data, size);
    case 'b':
      return compress_repeated ((const char *) data, size);
    case 'g':
      return pad (rest);
    default:
      return g_bytes_ref (rest);
    }
}

/* Reads @plain to its end; @text: all lines with their newlines. */
static gboolean
read_lines (GBytes *plain, GString *text, GError **error)
{
  g_autoptr (GBytes) sealed =
      fuzz_seal (g_bytes_get_data (plain, NULL), g_bytes_get_size (plain));
  g_autoptr (GInputStream) in = g_memory_input_stream_new_from_bytes (sealed);
  g_autoptr (GPtrArray) ring = world_make_ring (fuzz_get_identity ());
  g_autoptr (AhadiPartReader) reader = NULL;
  const char *line;
  gsize size;

  reader = ahadi_part_reader_new (in, ring, error);
  g_assert_nonnull (reader);
  while (ahadi_part_reader_next (reader, &line, &size, error))
    {
      if (line == NULL)
        return TRUE;

      g_assert_cmpuint (size, <=, AHADI_PART_LINE_LIMIT);
      g_assert_null (memchr (line, '\n', size));
      g_string_append_len (text, line, (gssize) size);
      g_string_append_c (text, '\n');
    }
  return FALSE;
}

/* Whether P4 and P5 allow @text. */
static gboolean
has_good_lines (const char *text, gsize size)
{
  const char *end = text + size;

  while (text < end)
    {
      const char *newline = memchr (text, '\n', (gsize) (end - text));

      if (newline == NULL || newline - text > AHADI_PART_LINE_LIMIT)
        return FALSE;
      text = newline + 1;
    }
  return TRUE;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GBytes) plain = NULL;
  g_autoptr (GError) error = NULL;

  fuzz_start ();
  if (size == 0)
    return 0;
  plain = make_plain ((char) data[0], data + 1, size - 1);
  fuzz_accepted = read_lines (plain, text, &error);

  if (!fuzz_accepted)
    g_assert_true (error->domain == AHADI_SYNC_ERROR);
  else
    g_assert_true (has_good_lines (text->str, text->len));
  if (data[0] == 't')
    {
      g_assert_true (fuzz_accepted == has_good_lines ((const char *) data + 1, size - 1));
      if (fuzz_accepted)
        g_assert_cmpmem (text->str, text->len, data + 1, size - 1);
    }
  return 0;
}
