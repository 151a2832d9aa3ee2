/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-stream-end.h"

#include <string.h>

#define HIGHEST_SEQ ((G_GUINT64_CONSTANT (1) << 40) - 1)

/* Digits in their one spelling: no sign, no zero in front. */
static gboolean
read_number (const char *text, guint64 max, guint64 *number)
{
  return text != NULL && g_ascii_string_to_unsigned (text, 10, 0, max, number, NULL) &&
         (text[0] != '0' || text[1] == '\0');
}

/* All of @text, in lower case. */
static gboolean
read_head (const char *text, guint8 head[AHADI_STREAM_END_HEAD_SIZE])
{
  return strlen (text) == AHADI_STREAM_END_HEAD_LIMIT &&
         ahadi_hex_decode (text, head, AHADI_STREAM_END_HEAD_SIZE);
}

gboolean
ahadi_stream_end_read (char *const *values, AhadiStreamEnd *self)
{
  guint64 epoch;

  if (values[AHADI_STREAM_END_DEVICE] == NULL ||
      !ahadi_id_parse (values[AHADI_STREAM_END_DEVICE], &self->device, NULL) ||
      !read_number (values[AHADI_STREAM_END_EPOCH], G_MAXUINT32, &epoch) ||
      !read_number (values[AHADI_STREAM_END_LAST], HIGHEST_SEQ, &self->last))
    return FALSE;

  self->has_head = values[AHADI_STREAM_END_HEAD] != NULL;
  if (self->has_head && !read_head (values[AHADI_STREAM_END_HEAD], self->head))
    return FALSE;

  self->epoch = (guint32) epoch;
  return TRUE;
}

AhadiRecord *
ahadi_stream_end_to_record (const AhadiStreamEnd *self, AhadiKind kind)
{
  AhadiRecord *record = ahadi_record_new (kind, NULL);
  AhadiDate today = ahadi_date_today ();
  g_autofree char *device = ahadi_id_to_string (&self->device);
  g_autofree char *epoch = g_strdup_printf ("%u", self->epoch);
  g_autofree char *last = g_strdup_printf ("%" G_GUINT64_FORMAT, self->last);
  g_autofree char *date = ahadi_date_to_string (&today);
  char head[AHADI_STREAM_END_HEAD_LIMIT + 1];

  ahadi_record_set (record, AHADI_STREAM_END_DEVICE, device);
  ahadi_record_set (record, AHADI_STREAM_END_EPOCH, epoch);
  ahadi_record_set (record, AHADI_STREAM_END_LAST, last);
  ahadi_record_set (record, AHADI_STREAM_END_DATE, date);
  if (self->has_head)
    {
      ahadi_hex_encode (self->head, sizeof self->head, head);
      ahadi_record_set (record, AHADI_STREAM_END_HEAD, head);
    }

  return record;
}

static void
add_problem (const AhadiRecord *record, guint field, GPtrArray *problems)
{
  ahadi_problem_list_add (problems, ahadi_record_get_info (record)->fields[field].name,
                          AHADI_PROBLEM_OTHER_VALUE);
}

static void
validate_number (const AhadiRecord *record, guint field, guint64 max, GPtrArray *problems)
{
  const char *text = ahadi_record_get (record, field);
  guint64 number;

  if (text != NULL && !read_number (text, max, &number))
    add_problem (record, field, problems);
}

static void
validate_head (const AhadiRecord *record, GPtrArray *problems)
{
  const char *text = ahadi_record_get (record, AHADI_STREAM_END_HEAD);
  guint8 head[AHADI_STREAM_END_HEAD_SIZE];

  if (text != NULL && !read_head (text, head))
    add_problem (record, AHADI_STREAM_END_HEAD, problems);
}

void
ahadi_stream_end_validate (const AhadiRecord *record, GPtrArray *problems)
{
  validate_number (record, AHADI_STREAM_END_EPOCH, G_MAXUINT32, problems);
  validate_number (record, AHADI_STREAM_END_LAST, HIGHEST_SEQ, problems);
  validate_head (record, problems);
}
