/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-member-stream.h"

struct _AhadiMemberStream
{
  GInputStream parent_instance;

  AhadiUstarReader *reader; /* borrowed */
};

G_DEFINE_FINAL_TYPE (AhadiMemberStream, ahadi_member_stream, G_TYPE_INPUT_STREAM)

static gssize
ahadi_member_stream_read (GInputStream *stream,
                          void *buffer,
                          gsize count,
                          GCancellable *cancellable,
                          GError **error)
{
  AhadiMemberStream *self = AHADI_MEMBER_STREAM (stream);
  gsize n;

  return ahadi_ustar_reader_read (self->reader, buffer, count, &n, error) ? (gssize) n
                                                                          : -1;
}

static void
ahadi_member_stream_class_init (AhadiMemberStreamClass *klass)
{
  G_INPUT_STREAM_CLASS (klass)->read_fn = ahadi_member_stream_read;
}

static void
ahadi_member_stream_init (AhadiMemberStream *self)
{
}

GInputStream *
ahadi_member_stream_new (AhadiUstarReader *reader)
{
  AhadiMemberStream *self = g_object_new (AHADI_TYPE_MEMBER_STREAM, NULL);

  self->reader = reader;
  return G_INPUT_STREAM (self);
}
