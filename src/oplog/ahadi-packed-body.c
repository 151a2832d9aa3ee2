/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-packed-body.h"

#include <string.h>

#include "ahadi-oplog-error.h"

#define VERSION 1
#define SALT_AT 1
#define HEAD_AT (SALT_AT + AHADI_SALT_SIZE)
#define HEAD_SIZE (HEAD_AT + 3 * 4)
#define STAMP_SIZE (8 + AHADI_ID_SIZE + 4)

/* Where a body's spelling has its salt. */
#define SALT_IN_JSON (sizeof "{\"s\":\"" - 1)

typedef struct
{
  guint32 fields;
  guint32 written; /* bit i: field i has a value */
  guint32 based;   /* bit i: field i has a base */
} Head;

static guint
take_lowest (guint32 *bits)
{
  guint field = (guint) g_bit_nth_lsf (*bits, -1);

  *bits &= *bits - 1;
  return field;
}

static Head
make_head (const AhadiBody *body)
{
  Head head = { .fields = body->fields };

  for (guint32 left = body->fields; left != 0;)
    {
      guint i = take_lowest (&left);

      head.written |= body->values[i] != NULL ? 1u << i : 0;
      head.based |= ahadi_stamp_is_zero (&body->bases[i]) ? 0 : 1u << i;
    }

  return head;
}

static Head
read_head (const guint8 *bytes)
{
  return (Head){ ahadi_get_u32be (bytes + HEAD_AT), ahadi_get_u32be (bytes + HEAD_AT + 4),
                 ahadi_get_u32be (bytes + HEAD_AT + 8) };
}

static gsize
measure_bases (const Head *head)
{
  gsize size = 0;

  for (guint32 left = head->based; left != 0; left &= left - 1)
    size += STAMP_SIZE;
  return size;
}

gsize
ahadi_packed_body_measure (const AhadiBody *body)
{
  Head head = make_head (body);
  gsize size = HEAD_SIZE + measure_bases (&head);

  for (guint32 left = head.written; left != 0;)
    size += strlen (body->values[take_lowest (&left)]) + 1;

  return size;
}

static void
write_stamp (const AhadiStamp *stamp, guint8 *to)
{
  ahadi_put_u64be (to, stamp->hlc);
  memcpy (to + 8, stamp->device.bytes, AHADI_ID_SIZE);
  ahadi_put_u32be (to + 8 + AHADI_ID_SIZE, stamp->epoch);
}

static void
read_stamp (const guint8 *at, AhadiStamp *stamp)
{
  stamp->hlc = ahadi_get_u64be (at);
  memcpy (stamp->device.bytes, at + 8, AHADI_ID_SIZE);
  stamp->epoch = ahadi_get_u32be (at + 8 + AHADI_ID_SIZE);
}

void
ahadi_packed_body_write (const AhadiBody *body, const char *json, gpointer place)
{
  Head head = make_head (body);
  guint8 *to = place;
  gboolean salted;
  char *text;

  *to = VERSION;
  salted = ahadi_hex_decode (json + SALT_IN_JSON, to + SALT_AT, AHADI_SALT_SIZE);
  g_assert (salted);
  ahadi_put_u32be (to + HEAD_AT, head.fields);
  ahadi_put_u32be (to + HEAD_AT + 4, head.written);
  ahadi_put_u32be (to + HEAD_AT + 8, head.based);
  to += HEAD_SIZE;
  for (guint32 left = head.based; left != 0; to += STAMP_SIZE)
    write_stamp (&body->bases[take_lowest (&left)], to);
  text = (char *) to;
  for (guint32 left = head.written; left != 0;)
    text = g_stpcpy (text, body->values[take_lowest (&left)]) + 1;
}

void
ahadi_packed_body_open (gpointer place, AhadiBody *body)
{
  guint8 *at = place;
  Head head = read_head (at);
  char *text;

  at += HEAD_SIZE;
  *body = (AhadiBody){ .fields = head.fields, .text = place };
  for (guint32 left = head.based; left != 0; at += STAMP_SIZE)
    read_stamp (at, &body->bases[take_lowest (&left)]);
  text = (char *) at;
  for (guint32 left = head.written; left != 0; text += strlen (text) + 1)
    body->values[take_lowest (&left)] = text;
}

/* --- read from a file ------------------------------------------------------------- */

gboolean
ahadi_packed_body_is_one (gconstpointer bytes, gsize size)
{
  return size > 0 && *(const guint8 *) bytes == VERSION;
}

/* Whether ahadi_packed_body_open() stays within @bytes and reads all of them. */
static gboolean
is_whole (const guint8 *bytes, gsize size)
{
  const guint8 *end = bytes + size;
  Head head;

  if (size < HEAD_SIZE || !ahadi_packed_body_is_one (bytes, size))
    return FALSE;

  head = read_head (bytes);
  if (((head.written | head.based) & ~head.fields) != 0 ||
      size - HEAD_SIZE < measure_bases (&head))
    return FALSE;

  bytes += HEAD_SIZE + measure_bases (&head);
  for (guint32 left = head.written; left != 0; left &= left - 1)
    {
      const guint8 *nul = memchr (bytes, '\0', (gsize) (end - bytes));

      if (nul == NULL)
        return FALSE;
      bytes = nul + 1;
    }

  return bytes == end;
}

char *
ahadi_packed_body_print (gconstpointer bytes, gsize size, AhadiKind kind, GError **error)
{
  AhadiBody body;

  if (!is_whole (bytes, size) || ahadi_kind_get_info (kind) == NULL)
    {
      g_set_error_literal (error, AHADI_OPLOG_ERROR, AHADI_OPLOG_ERROR_MALFORMED,
                           "cannot read a packed body: it is not as this program writes "
                           "it");
      return NULL;
    }

  ahadi_packed_body_open ((gpointer) bytes, &body);
  return ahadi_body_print (&body, kind, (const guint8 *) bytes + SALT_AT, error);
}
