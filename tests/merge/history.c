/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history.h"

#include <string.h>

typedef struct
{
  AhadiRow *rows;
  AhadiHlc last;
  gint64 clock_error_ms;
  gboolean seen[HISTORY_N_OPERATIONS];
} Device;

static void
free_operation (gpointer data)
{
  HistoryOperation *operation = data;

  ahadi_body_clear (&operation->body);
  g_free (operation);
}

const HistoryOperation *
history_get (const History *self, guint operation)
{
  return g_ptr_array_index (self->operations, operation);
}

void
history_free (History *self)
{
  g_ptr_array_unref (self->operations);
  g_free (self);
}

AhadiRow *
history_make_rows (void)
{
  AhadiRow *rows = g_new0 (AhadiRow, HISTORY_N_ROWS);

  for (guint i = 0; i < HISTORY_N_ROWS; i++)
    {
      const AhadiKind kind = i < 5 ? AHADI_KIND_MEMBER : AHADI_KIND_ADDENDUM;
      const AhadiId entity = { { (guint8) (i + 1) } };

      ahadi_row_init (&rows[i], kind, &entity);
    }

  return rows;
}

void
history_free_rows (AhadiRow *rows)
{
  for (guint i = 0; i < HISTORY_N_ROWS; i++)
    ahadi_row_clear (&rows[i]);
  g_free (rows);
}

char *
history_digest (const AhadiRow *rows)
{
  g_autoptr (AhadiDigest) digest = ahadi_digest_new ("membership");

  for (guint i = 0; i < HISTORY_N_ROWS; i++)
    ahadi_digest_add (digest, &rows[i]);

  return ahadi_digest_finish (digest);
}

/* Few fields and few values, so that writers meet. */
static AhadiRecord *
imagine_record (const AhadiRow *row, GRand *random)
{
  AhadiRecord *record = ahadi_row_to_record (row);
  const gboolean is_fact = row->kind == AHADI_KIND_ADDENDUM;
  const guint n_fields = is_fact ? AHADI_ADDENDUM_N_FIELDS : 5;

  for (guint i = 0; i < n_fields; i++)
    {
      g_autofree char *value =
          g_strdup_printf ("value %d", g_rand_int_range (random, 0, 6));

      if (g_rand_int_range (random, 0, 3) > 0)
        continue;
      ahadi_record_set (record, i,
                        !is_fact && g_rand_int_range (random, 0, 6) == 0 ? NULL : value);
    }

  return record;
}

static AhadiStamp
make_stamp (guint device, AhadiHlc hlc)
{
  AhadiStamp stamp = { .hlc = hlc, .epoch = device };

  /* Two devices share an id and differ by epoch: one is the other's backup, restored. */
  stamp.device.bytes[0] = (guint8) (device / 2);
  return stamp;
}

static void
hear (Device *device, const HistoryOperation *operation, guint number)
{
  if (device->seen[number])
    return;

  device->seen[number] = TRUE;
  device->last = MAX (device->last, operation->stamp.hlc);
  ahadi_fold (&device->rows[operation->row], &operation->stamp, &operation->body);
}

/* Returns: (nullable): what @device writes about a record it changes at random. */
static HistoryOperation *
write_something (Device *device, guint number, GRand *random, gint64 now_ms)
{
  HistoryOperation *operation = g_new0 (HistoryOperation, 1);
  g_autoptr (AhadiRecord) record = NULL;

  operation->row = (guint) g_rand_int_range (random, 0, HISTORY_N_ROWS);
  operation->device = number;
  record = imagine_record (&device->rows[operation->row], random);
  if (!ahadi_fold_difference (&device->rows[operation->row], record, &operation->body))
    {
      free_operation (operation);
      return NULL;
    }

  device->last = ahadi_hlc_next (device->last, now_ms + device->clock_error_ms);
  operation->stamp = make_stamp (number, device->last);
  memcpy (operation->seen, device->seen, sizeof operation->seen);
  return operation;
}

static void
fill (History *self, Device *devices, GRand *random, gboolean copies)
{
  gint64 now_ms = 1000000;

  while (self->operations->len < HISTORY_N_OPERATIONS)
    {
      guint number = (guint) g_rand_int_range (random, 0, HISTORY_N_DEVICES);
      HistoryOperation *operation;

      now_ms += g_rand_int_range (random, 0, 3);
      if (self->operations->len > 0 && g_rand_boolean (random))
        {
          guint heard =
              (guint) g_rand_int_range (random, 0, (gint32) self->operations->len);

          hear (&devices[number], history_get (self, heard), heard);
          continue;
        }

      operation = write_something (&devices[number], number, random, now_ms);
      if (operation == NULL)
        continue;
      if (copies && self->operations->len > 0 && g_rand_int_range (random, 0, 8) == 0)
        operation->stamp = history_get (self, self->operations->len - 1)->stamp;
      g_ptr_array_add (self->operations, operation);
      hear (&devices[number], operation, self->operations->len - 1);
    }
}

History *
history_new (GRand *random, gboolean copies)
{
  History *self = g_new0 (History, 1);
  Device *devices = g_new0 (Device, HISTORY_N_DEVICES);

  self->operations = g_ptr_array_new_with_free_func (free_operation);
  for (guint i = 0; i < HISTORY_N_DEVICES; i++)
    {
      devices[i].rows = history_make_rows ();
      devices[i].clock_error_ms = g_rand_int_range (random, -40, 40);
    }

  fill (self, devices, random, copies);

  for (guint i = 0; i < HISTORY_N_DEVICES; i++)
    history_free_rows (devices[i].rows);
  g_free (devices);
  return self;
}

/* One value written to one field. */
typedef struct
{
  const AhadiStamp *stamp;
  const char *value;
} Writing;

static gint
compare_writings (gconstpointer a, gconstpointer b)
{
  const Writing *left = a;
  const Writing *right = b;
  int stamps = ahadi_stamp_compare (left->stamp, right->stamp);

  return stamps != 0 ? stamps : g_strcmp0 (left->value, right->value);
}

static void
judge_field (const History *self, guint row, guint field, AhadiRow *judged)
{
  g_autoptr (GArray) writings = g_array_new (FALSE, FALSE, sizeof (Writing));
  gboolean is_fact = judged->kind == AHADI_KIND_ADDENDUM;
  const Writing *winner;

  for (guint i = 0; i < self->operations->len; i++)
    {
      const HistoryOperation *operation = history_get (self, i);
      Writing writing = { &operation->stamp, operation->body.values[field] };

      if (operation->row == row && (operation->body.fields & 1u << field) != 0)
        g_array_append_val (writings, writing);
    }
  if (writings->len == 0)
    return;

  g_array_sort (writings, compare_writings);
  winner = &g_array_index (writings, Writing, is_fact ? 0 : writings->len - 1);
  judged->values[field] = g_strdup (winner->value);
  judged->stamps[field] = *winner->stamp;
}

AhadiRow *
history_judge (const History *self)
{
  AhadiRow *rows = history_make_rows ();

  for (guint row = 0; row < HISTORY_N_ROWS; row++)
    for (guint field = 0; field < AHADI_KIND_MAX_FIELDS; field++)
      judge_field (self, row, field, &rows[row]);

  return rows;
}
