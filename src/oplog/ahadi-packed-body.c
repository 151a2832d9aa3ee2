/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-packed-body.h"

#include <string.h>

/* Behind it, by rising field: the bases that are not zero, then the values that are not
 * cleared, each with its NUL. */
typedef struct
{
  guint32 fields;
  guint32 written; /* bit i: field i has a value */
  guint32 based;   /* bit i: field i has a base */
} Head;

G_STATIC_ASSERT (G_ALIGNOF (AhadiStamp) <= 8);

static gsize
round_up (gsize size)
{
  return (size + 7) & ~(gsize) 7;
}

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

gsize
ahadi_packed_body_measure (const AhadiBody *body)
{
  Head head = make_head (body);
  gsize size = round_up (sizeof head);

  for (guint32 left = head.based; left != 0; left &= left - 1)
    size += sizeof (AhadiStamp);
  for (guint32 left = head.written; left != 0;)
    size += strlen (body->values[take_lowest (&left)]) + 1;

  return round_up (size);
}

void
ahadi_packed_body_write (const AhadiBody *body, gpointer place)
{
  Head head = make_head (body);
  char *to = place;

  memcpy (to, &head, sizeof head);
  to += round_up (sizeof head);
  for (guint32 left = head.based; left != 0; to += sizeof (AhadiStamp))
    memcpy (to, &body->bases[take_lowest (&left)], sizeof (AhadiStamp));
  for (guint32 left = head.written; left != 0;)
    to = g_stpcpy (to, body->values[take_lowest (&left)]) + 1;
}

void
ahadi_packed_body_open (gpointer place, AhadiBody *body)
{
  char *at = place;
  Head head;

  memcpy (&head, at, sizeof head);
  at += round_up (sizeof head);
  *body = (AhadiBody){ .fields = head.fields, .text = place };
  for (guint32 left = head.based; left != 0; at += sizeof (AhadiStamp))
    memcpy (&body->bases[take_lowest (&left)], at, sizeof (AhadiStamp));
  for (guint32 left = head.written; left != 0; at += strlen (at) + 1)
    body->values[take_lowest (&left)] = at;
}
