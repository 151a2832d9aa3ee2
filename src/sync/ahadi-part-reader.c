/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-part-reader.h"

#include <string.h>
#include <zlib.h>

#include "ahadi-codec.h"
#include "ahadi-error-map.h"
#include "ahadi-io.h"

#define GZIP_WINDOW (15 + 16)
#define GZIP_START_SIZE 8

/*
 * Text of random salts and hashes shrinks to a third; zlib's own limit is 1032 times.
 * Anything beyond 256 times, after a first MiB, is there to fill our memory or our time
 * (rule P3).
 */
#define INFLATION_FACTOR 256
#define INFLATION_ALLOWANCE (1024 * 1024)

/* Longest line, its newline, and what one call may add. */
#define TEXT_SIZE (AHADI_PART_LINE_LIMIT + 1 + AHADI_IO_CHUNK)

/* RFC 1952: magic, deflate, no flags (so no name, comment or extra), no time. */
static const guint8 gzip_start[GZIP_START_SIZE] = { 0x1f, 0x8b, 8, 0, 0, 0, 0, 0 };

struct _AhadiPartReader
{
  GInputStream *plain; /* what age gives: gzip, then zeros */
  z_stream inflate;
  gboolean member_ended;
  gboolean ended;
  guint64 taken;    /* bytes of @plain read */
  guint64 gzip;     /* bytes of the member */
  guint64 inflated; /* bytes it gave */
  gsize start;      /* text not yet handed out begins here */
  gsize end;        /* and ends here */
  guint8 input[AHADI_IO_CHUNK];
  char text[TEXT_SIZE];
};

AhadiPartReader *
ahadi_part_reader_new (GInputStream *sealed, GPtrArray *identities, GError **error)
{
  g_autoptr (AhadiPartReader) self = NULL;
  g_autoptr (GInputStream) plain = ahadi_age_reader_new (
      sealed, (AhadiAgeIdentity *const *) identities->pdata, identities->len, error);

  if (plain == NULL)
    {
      ahadi_sync_error_blame (error, AHADI_CRYPTO_ERROR, "P12");
      ahadi_error_map_input (error, "cannot open a part");
      return NULL;
    }

  self = g_new0 (AhadiPartReader, 1);
  self->plain = g_steal_pointer (&plain);
  if (inflateInit2 (&self->inflate, GZIP_WINDOW) != Z_OK)
    g_error ("out of memory for decompression");

  return g_steal_pointer (&self);
}

void
ahadi_part_reader_free (AhadiPartReader *self)
{
  inflateEnd (&self->inflate);
  g_clear_object (&self->plain);
  g_free (self);
}

static gboolean
refuse_damaged (GError **error, const char *why)
{
  g_set_error (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_DAMAGED,
               "cannot read a part, against rule P12: %s", why);
  return FALSE;
}

static gboolean
fill_input (AhadiPartReader *self, gsize *n, GError **error)
{
  if (!g_input_stream_read_all (self->plain, self->input, sizeof self->input, n, NULL,
                                error))
    {
      ahadi_sync_error_blame (error, AHADI_CRYPTO_ERROR, "P12");
      ahadi_error_map_input (error, "cannot read a part");
      return FALSE;
    }

  self->taken += *n;
  return TRUE;
}

static gboolean
check_gzip_start (AhadiPartReader *self, gsize n, GError **error)
{
  if (self->taken != n)
    return TRUE;

  return (n >= GZIP_START_SIZE &&
          memcmp (self->input, gzip_start, GZIP_START_SIZE) == 0) ||
         ahadi_codec_refuse (error, "P1",
                             "a part does not start as one plain gzip member");
}

static gboolean
check_inflation (AhadiPartReader *self, GError **error)
{
  return self->inflated <= self->gzip * INFLATION_FACTOR + INFLATION_ALLOWANCE ||
         ahadi_codec_refuse (error, "P3", "a part inflates beyond its limit");
}

/* Makes room and inflates some more text behind what is waiting. */
static gboolean
inflate_some (AhadiPartReader *self, GError **error)
{
  gsize room;
  gsize before;
  int status;

  if (self->inflate.avail_in == 0)
    {
      gsize n;

      if (!fill_input (self, &n, error) || !check_gzip_start (self, n, error))
        return FALSE;
      if (n == 0)
        return refuse_damaged (error, "its compressed text has no end");
      self->inflate.next_in = self->input;
      self->inflate.avail_in = n;
    }

  memmove (self->text, self->text + self->start, self->end - self->start);
  self->end -= self->start;
  self->start = 0;

  room = sizeof self->text - self->end;
  before = self->inflate.avail_in;
  self->inflate.next_out = (Bytef *) self->text + self->end;
  self->inflate.avail_out = room;
  status = inflate (&self->inflate, Z_NO_FLUSH);
  if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR)
    return refuse_damaged (error, "its compressed text is not right");

  self->gzip += before - self->inflate.avail_in;
  self->inflated += room - self->inflate.avail_out;
  self->end += room - self->inflate.avail_out;
  self->member_ended = status == Z_STREAM_END;
  return check_inflation (self, error);
}

static gboolean
all_zeros (const guint8 *bytes, gsize size)
{
  return size == 0 || (bytes[0] == 0 && memcmp (bytes, bytes + 1, size - 1) == 0);
}

/* Behind the gzip member: zeros to the bucket, then the end that age vouches for. */
static gboolean
read_padding (AhadiPartReader *self, GError **error)
{
  const guint8 *rest = self->inflate.next_in;
  gsize n = self->inflate.avail_in;

  do
    {
      if (!all_zeros (rest, n))
        return ahadi_codec_refuse (error, "P2",
                                   "other than zeros follow the gzip member");
      if (!fill_input (self, &n, error))
        return FALSE;
      rest = self->input;
    }
  while (n > 0);

  if (self->taken != ahadi_part_bucket (self->gzip))
    return ahadi_codec_refuse (error, "P2", "a part is not padded to its bucket");

  self->ended = TRUE;
  return TRUE;
}

static gboolean
hand_out_end (AhadiPartReader *self, const char **line, gsize *size, GError **error)
{
  if (self->end > self->start)
    return ahadi_codec_refuse (error, "P4", "the last line of a part has no newline");

  *line = NULL;
  *size = 0;
  return self->ended || read_padding (self, error);
}

gboolean
ahadi_part_reader_next (AhadiPartReader *self,
                        const char **line,
                        gsize *size,
                        GError **error)
{
  gsize searched = 0;

  while (TRUE)
    {
      gsize waiting = self->end - self->start;
      const char *from = self->text + self->start;
      const char *newline = memchr (from + searched, '\n', waiting - searched);

      if (newline != NULL && newline - from <= AHADI_PART_LINE_LIMIT)
        {
          *line = from;
          *size = newline - from;
          self->start += *size + 1;
          return TRUE;
        }
      if (waiting > AHADI_PART_LINE_LIMIT)
        return ahadi_codec_refuse (error, "P5", "a line of a part is too long");
      if (self->member_ended)
        return hand_out_end (self, line, size, error);

      searched = waiting;
      if (!inflate_some (self, error))
        return FALSE;
    }
}
