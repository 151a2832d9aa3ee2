/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Ogg (RFC 3533, 6), integers little-endian: pages of
 *
 *   0  4  "OggS"       5  1  2: the first of its stream     22  4  checksum
 *   4  1  0           14  4  number of the stream           26  1  number of sizes; those
 *
 * A packet is as long as its sizes together, the last of which is less than 255. In each
 * stream the first tells what it is, the second the comments (ahadi-vorbis-notes.h).
 *
 *   O1 Pages follow each other to the end, and their checksums are right.
 *   O2 Each stream begins with a page of its own; there are at most 16 at a time.
 *   O3 A stream is Opus, Vorbis, Speex or Theora, which its first packet says.
 *   O4 Its second packet is the comments. All behind its name becomes zeros, which is no
 *      vendor, no comment and padding; of Vorbis, one bit 1 behind them. The packet stays
 *      as long as it was, and its pages get new checksums.
 *   F1 Nothing is cut short.
 */

#include <string.h>

#include "ahadi-media-bytes.h"
#include "ahadi-media-error.h"
#include "ahadi-media-filter.h"
#include "ahadi-vorbis-notes.h"

#define HEAD_SIZE 27
#define MOST_SIZES 255
#define PAGE_LIMIT (HEAD_SIZE + MOST_SIZES + MOST_SIZES * 255)
#define AT_FLAGS 5
#define AT_STREAM 14
#define AT_CHECKSUM 22
#define IS_FIRST 2
#define MOST_STREAMS 16
#define NOTES_LIMIT (1024 * 1024)
#define EMPTY_SIZE 8 /* no vendor, no comment */

typedef struct
{
  const char *start;    /* of the first packet */
  const char *comments; /* of the second */
  gboolean has_end;     /* a bit behind the comments */
} Codec;

static const Codec codecs[] = {
  { "OpusHead", "OpusTags", FALSE },
  { "\1vorbis", "\3vorbis", TRUE },
  { "Speex   ", "", FALSE },
  { "\x80theora", "\x81theora", FALSE },
};

typedef struct
{
  guint32 number;
  const Codec *codec;
  guint packets;     /* that have ended */
  gsize at;          /* bytes of the next one that were seen */
  GByteArray *notes; /* (owned): of the second packet, behind its name */
} Stream;

typedef struct
{
  AhadiMediaFilter *filter;
  Stream streams[MOST_STREAMS];
  guint n_streams;
  guint8 *page; /* of PAGE_LIMIT bytes */
} Ogg;

/* Four bits at a time, most significant first. */
static guint32
checksum (const guint8 *bytes, gsize size)
{
  static const guint32 table[16] = { 0x00000000, 0x04c11db7, 0x09823b6e, 0x0d4326d9,
                                     0x130476dc, 0x17c56b6b, 0x1a864db2, 0x1e475005,
                                     0x2608edb8, 0x22c9f00f, 0x2f8ad6d6, 0x2b4bcb61,
                                     0x350c9b64, 0x31cd86d3, 0x3c8ea00a, 0x384fbdbd };
  guint32 sum = 0;

  for (gsize i = 0; i < size; i++)
    {
      sum = sum << 4 ^ table[sum >> 28 ^ bytes[i] >> 4];
      sum = sum << 4 ^ table[sum >> 28 ^ (bytes[i] & 15)];
    }
  return sum;
}

/* --- streams ------------------------------------------------------------------- */

static Stream *
find_stream (Ogg *self, guint32 number)
{
  for (guint i = 0; i < self->n_streams; i++)
    if (self->streams[i].number == number)
      return &self->streams[i];

  return NULL;
}

/* O3 */
static const Codec *
find_codec (const guint8 *bytes, gsize size)
{
  for (guint i = 0; i < G_N_ELEMENTS (codecs); i++)
    {
      gsize n = strlen (codecs[i].start);

      if (size >= n && memcmp (bytes, codecs[i].start, n) == 0)
        return &codecs[i];
    }

  return NULL;
}

/* Of those that follow each other the same place is used. */
static Stream *
begin_stream (Ogg *self, guint32 number, const guint8 *bytes, gsize size, GError **error)
{
  const Codec *codec = find_codec (bytes, size);
  Stream *stream = find_stream (self, number);

  if (codec == NULL)
    {
      ahadi_media_refuse (error, "O3", "a stream in it is not known");
      return NULL;
    }
  if (stream == NULL && self->n_streams == MOST_STREAMS)
    {
      ahadi_media_refuse (error, "O2", "it has too many streams");
      return NULL;
    }

  if (stream == NULL)
    stream = &self->streams[self->n_streams++];
  g_clear_pointer (&stream->notes, g_byte_array_unref);
  *stream = (Stream){ number, codec, 0, 0, g_byte_array_new () };
  return stream;
}

/* O4. The next @n bytes of the comments. */
static gboolean
clear_comments (Ogg *self, Stream *stream, guint8 *bytes, gsize n, GError **error)
{
  const char *name = stream->codec->comments;
  gsize length = strlen (name);
  guint8 *at = bytes;

  for (gsize i = 0; i < n; i++, at++)
    {
      gsize place = stream->at + i;
      guint8 blank = stream->codec->has_end && place == length + EMPTY_SIZE ? 1 : 0;

      if (place < length && *at != (guint8) name[place])
        return ahadi_media_refuse (error, "O4", "its comments are none");
      if (place < length)
        continue;
      if (stream->notes->len < NOTES_LIMIT)
        g_byte_array_append (stream->notes, at, 1);
      if (*at != blank)
        {
          self->filter->facts.removed++;
          self->filter->facts.tells_more = TRUE;
        }
      *at = blank;
    }

  return TRUE;
}

static gboolean
end_comments (Ogg *self, Stream *stream, GError **error)
{
  if (stream->notes->len < EMPTY_SIZE + (stream->codec->has_end ? 1 : 0))
    return ahadi_media_refuse (error, "O4", "its comments are too short");

  ahadi_vorbis_notes_read (&self->filter->facts, stream->notes->data, stream->notes->len);
  g_byte_array_set_size (stream->notes, 0);
  return TRUE;
}

/* One size of a page: a packet, or a part of one. */
static gboolean
read_part (Ogg *self, Stream *stream, guint8 *bytes, gsize n, GError **error)
{
  gboolean is_comments = stream->packets == 1;

  if (is_comments && !clear_comments (self, stream, bytes, n, error))
    return FALSE;

  stream->at += n;
  if (n == 255)
    return TRUE;
  if (is_comments && !end_comments (self, stream, error))
    return FALSE;

  stream->packets = MIN (stream->packets + 1, 2);
  stream->at = 0;
  return TRUE;
}

/* --- pages ---------------------------------------------------------------------- */

static gboolean
take_page (Ogg *self, gsize *size, GError **error)
{
  guint8 *page = self->page;
  guint32 told;

  if (!ahadi_media_filter_take (self->filter, page, HEAD_SIZE, error))
    return FALSE;
  if (memcmp (page, "OggS", 5) != 0)
    return ahadi_media_refuse (error, "O1", "a page is none");
  if (!ahadi_media_filter_take (self->filter, page + HEAD_SIZE, page[HEAD_SIZE - 1],
                                error))
    return FALSE;

  *size = HEAD_SIZE + page[HEAD_SIZE - 1];
  for (guint i = 0; i < page[HEAD_SIZE - 1]; i++)
    *size += page[HEAD_SIZE + i];
  if (!ahadi_media_filter_take (self->filter, page + HEAD_SIZE + page[HEAD_SIZE - 1],
                                *size - HEAD_SIZE - page[HEAD_SIZE - 1], error))
    return FALSE;

  told = ahadi_get_u32le (page + AT_CHECKSUM);
  ahadi_put_u32le (page + AT_CHECKSUM, 0);
  return checksum (page, *size) == told ||
         ahadi_media_refuse (error, "O1", "a checksum is wrong");
}

static gboolean
filter_page (Ogg *self, GError **error)
{
  guint8 *page = self->page;
  guint8 *at;
  Stream *stream;
  guint32 number;
  gsize size = 0;

  if (!take_page (self, &size, error))
    return FALSE;

  at = page + HEAD_SIZE + page[HEAD_SIZE - 1];
  number = ahadi_get_u32le (page + AT_STREAM);
  if ((page[AT_FLAGS] & IS_FIRST) != 0)
    stream = begin_stream (self, number, at, (gsize) (page + size - at), error);
  else if ((stream = find_stream (self, number)) == NULL)
    ahadi_media_refuse (error, "O2", "a stream has no beginning");
  if (stream == NULL)
    return FALSE;

  for (guint i = 0; i < page[HEAD_SIZE - 1]; at += page[HEAD_SIZE + i], i++)
    if (!read_part (self, stream, at, page[HEAD_SIZE + i], error))
      return FALSE;

  ahadi_put_u32le (page + AT_CHECKSUM, checksum (page, size));
  return ahadi_media_filter_keep (self->filter, page, size, error);
}

static gboolean
filter_all (Ogg *self, GError **error)
{
  const guint8 *bytes;
  gsize n;

  do
    if (!filter_page (self, error) ||
        !ahadi_media_filter_peek (self->filter, &bytes, &n, error))
      return FALSE;
  while (n > 0);

  return TRUE;
}

gboolean
ahadi_ogg_filter (AhadiMediaFilter *self, GError **error)
{
  g_autofree guint8 *page = g_malloc (PAGE_LIMIT);
  Ogg ogg = { .filter = self, .page = page };
  gboolean done = filter_all (&ogg, error);

  for (guint i = 0; i < ogg.n_streams; i++)
    g_byte_array_unref (ogg.streams[i].notes);
  return done;
}
