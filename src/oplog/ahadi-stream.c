/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-stream.h"

#include <string.h>

gboolean
ahadi_org_is_valid (const char *org)
{
  gsize size = strlen (org);

  return size > 0 && size <= AHADI_ORG_LIMIT && g_utf8_validate (org, -1, NULL);
}

void
ahadi_stream_id_init (AhadiStreamId *self,
                      const AhadiId *device,
                      guint32 epoch,
                      const char *audience)
{
  g_return_if_fail (strlen (audience) < sizeof self->audience);

  memset (self, 0, sizeof *self);
  self->device = *device;
  self->epoch = epoch;
  g_strlcpy (self->audience, audience, sizeof self->audience);
}

gboolean
ahadi_stream_id_equal (const AhadiStreamId *a, const AhadiStreamId *b)
{
  return a->epoch == b->epoch && ahadi_id_equal (&a->device, &b->device) &&
         g_str_equal (a->audience, b->audience);
}

int
ahadi_stream_id_compare (const AhadiStreamId *a, const AhadiStreamId *b)
{
  int order = ahadi_id_compare (&a->device, &b->device);

  if (order != 0)
    return order;
  if (a->epoch != b->epoch)
    return a->epoch < b->epoch ? -1 : 1;

  return strcmp (a->audience, b->audience);
}

guint
ahadi_stream_id_hash (gconstpointer stream_id)
{
  const AhadiStreamId *self = stream_id;

  return ahadi_id_hash (&self->device) ^ (self->epoch * 2654435761u) ^
         g_str_hash (self->audience);
}

gboolean
ahadi_stream_id_hash_equal (gconstpointer a, gconstpointer b)
{
  return ahadi_stream_id_equal (a, b);
}

static void
append_text (GByteArray *bytes, const char *text)
{
  guint8 length = (guint8) strlen (text);

  g_byte_array_append (bytes, &length, 1);
  g_byte_array_append (bytes, (const guint8 *) text, length);
}

void
ahadi_stream_id_append (const AhadiStreamId *self, const char *org, GByteArray *bytes)
{
  guint8 epoch[4];

  g_assert (strlen (org) <= AHADI_ORG_LIMIT);

  ahadi_put_u32be (epoch, self->epoch);
  append_text (bytes, org);
  g_byte_array_append (bytes, self->device.bytes, AHADI_ID_SIZE);
  g_byte_array_append (bytes, epoch, sizeof epoch);
  append_text (bytes, self->audience);
}
