/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-cutoff.h"

#include <string.h>

#include "ahadi-field-table.h"

#define EPOCH_LIMIT 10 /* digits of a guint32 */
#define LAST_LIMIT 13  /* and of the highest number that an operation has */
#define HEAD_LIMIT (2 * AHADI_CUTOFF_HEAD_SIZE)
#define REASON_LIMIT 500
#define HIGHEST_SEQ ((G_GUINT64_CONSTANT (1) << 40) - 1)

static const AhadiField cutoff_fields[] = {
  [AHADI_CUTOFF_DEVICE] = { "device", ENTITY, FACT, REQUIRED },
  [AHADI_CUTOFF_EPOCH] = { "epoch", TEXT, FACT, REQUIRED, EPOCH_LIMIT },
  [AHADI_CUTOFF_LAST] = { "last", TEXT, FACT, REQUIRED, LAST_LIMIT },
  [AHADI_CUTOFF_DATE] = { "date", DATE, FACT, REQUIRED, EXACT_DAY },
  [AHADI_CUTOFF_HEAD] = { "head", TEXT, FACT, OPTIONAL, HEAD_LIMIT },
  [AHADI_CUTOFF_REASON] = { "reason", TEXT, FACT, OPTIONAL, REASON_LIMIT },
};

G_STATIC_ASSERT (G_N_ELEMENTS (cutoff_fields) == AHADI_CUTOFF_N_FIELDS);

const AhadiKindInfo ahadi_cutoff_info = {
  AHADI_KIND_CUTOFF, "cutoff", TRUE, cutoff_fields, AHADI_CUTOFF_N_FIELDS,
};

/* Digits in their one spelling: no sign, no zero in front. */
static gboolean
read_number (const char *text, guint64 max, guint64 *number)
{
  return text != NULL && g_ascii_string_to_unsigned (text, 10, 0, max, number, NULL) &&
         (text[0] != '0' || text[1] == '\0');
}

/* All of @text, in lower case. */
static gboolean
read_head (const char *text, guint8 head[AHADI_CUTOFF_HEAD_SIZE])
{
  return strlen (text) == HEAD_LIMIT &&
         ahadi_hex_decode (text, head, AHADI_CUTOFF_HEAD_SIZE);
}

gboolean
ahadi_cutoff_read (char *const *values, AhadiCutoff *self)
{
  guint64 epoch;

  if (values[AHADI_CUTOFF_DEVICE] == NULL ||
      !ahadi_id_parse (values[AHADI_CUTOFF_DEVICE], &self->device, NULL) ||
      !read_number (values[AHADI_CUTOFF_EPOCH], G_MAXUINT32, &epoch) ||
      !read_number (values[AHADI_CUTOFF_LAST], HIGHEST_SEQ, &self->last))
    return FALSE;

  self->has_head = values[AHADI_CUTOFF_HEAD] != NULL;
  if (self->has_head && !read_head (values[AHADI_CUTOFF_HEAD], self->head))
    return FALSE;

  self->epoch = (guint32) epoch;
  return TRUE;
}

AhadiRecord *
ahadi_cutoff_to_record (const AhadiCutoff *self, const char *reason)
{
  AhadiRecord *record = ahadi_record_new (AHADI_KIND_CUTOFF, NULL);
  AhadiDate today = ahadi_date_today ();
  g_autofree char *device = ahadi_id_to_string (&self->device);
  g_autofree char *epoch = g_strdup_printf ("%u", self->epoch);
  g_autofree char *last = g_strdup_printf ("%" G_GUINT64_FORMAT, self->last);
  g_autofree char *date = ahadi_date_to_string (&today);
  char head[HEAD_LIMIT + 1];

  ahadi_record_set (record, AHADI_CUTOFF_DEVICE, device);
  ahadi_record_set (record, AHADI_CUTOFF_EPOCH, epoch);
  ahadi_record_set (record, AHADI_CUTOFF_LAST, last);
  ahadi_record_set (record, AHADI_CUTOFF_DATE, date);
  ahadi_record_set (record, AHADI_CUTOFF_REASON, reason);
  if (self->has_head)
    {
      ahadi_hex_encode (self->head, sizeof self->head, head);
      ahadi_record_set (record, AHADI_CUTOFF_HEAD, head);
    }

  return record;
}

static void
validate_number (const AhadiRecord *record, guint field, guint64 max, GPtrArray *problems)
{
  const char *text = ahadi_record_get (record, field);
  guint64 number;

  if (text != NULL && !read_number (text, max, &number))
    ahadi_problem_list_add (problems, cutoff_fields[field].name,
                            AHADI_PROBLEM_OTHER_VALUE);
}

static void
validate_head (const AhadiRecord *record, GPtrArray *problems)
{
  const char *text = ahadi_record_get (record, AHADI_CUTOFF_HEAD);
  guint8 head[AHADI_CUTOFF_HEAD_SIZE];

  if (text != NULL && !read_head (text, head))
    ahadi_problem_list_add (problems, cutoff_fields[AHADI_CUTOFF_HEAD].name,
                            AHADI_PROBLEM_OTHER_VALUE);
}

void
ahadi_cutoff_validate (const AhadiRecord *record, GPtrArray *problems)
{
  validate_number (record, AHADI_CUTOFF_EPOCH, G_MAXUINT32, problems);
  validate_number (record, AHADI_CUTOFF_LAST, HIGHEST_SEQ, problems);
  validate_head (record, problems);
}
