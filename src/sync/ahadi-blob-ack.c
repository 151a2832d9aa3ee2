/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One line, ended by a newline: {"blob":{"id":"<32 hex>","have":N}} */

#include "ahadi-blob-ack.h"

#include <string.h>

#include "ahadi-codec.h"
#include "ahadi-error-map.h"

#define START "{\"blob\":"

static const char *const line_members[] = { "blob", NULL };
static const char *const ack_members[] = { "id", "have", NULL };

void
ahadi_blob_ack_print (const AhadiBlobAck *self, GString *line)
{
  char id[AHADI_ID_TEXT_SIZE];

  g_string_append_printf (line, START "{\"id\":\"%s\",\"have\":%u}}\n",
                          ahadi_id_print (&self->id, id), self->have);
}

gboolean
ahadi_blob_ack_is_line (const char *line, gsize size)
{
  return size >= strlen (START) && memcmp (line, START, strlen (START)) == 0;
}

static gboolean
parse (json_t *document, AhadiBlobAck *self, GError **error)
{
  json_t *ack = json_object_get (document, "blob");
  gint64 have;

  if (!json_is_object (ack))
    return ahadi_codec_refuse (error, "A5", "a file's acknowledgement is not an object");
  if (!ahadi_json_check_members (document, line_members, NULL, error) ||
      !ahadi_json_check_members (ack, ack_members, NULL, error) ||
      !ahadi_json_get_id (ack, "id", &self->id, error) ||
      !ahadi_json_get_int (ack, "have", 0, (1 << AHADI_BLOB_MAX_PIECES) - 1, &have,
                           error))
    return FALSE;

  self->have = (guint32) have;
  return TRUE;
}

gboolean
ahadi_blob_ack_parse (const char *line, gsize size, AhadiBlobAck *self, GError **error)
{
  g_autoptr (json_t) document = ahadi_json_parse (line, size, error);
  g_autoptr (GString) spelling = g_string_new (NULL);

  if (document == NULL || !parse (document, self, error))
    {
      ahadi_sync_error_blame (error, AHADI_BASE_ERROR, "A5");
      ahadi_error_map_input (error, "cannot read a file's acknowledgement");
      return FALSE;
    }

  ahadi_blob_ack_print (self, spelling);
  return (spelling->len == size + 1 && memcmp (spelling->str, line, size) == 0) ||
         ahadi_codec_refuse (error, "A5", "it is not in its one spelling");
}

int
ahadi_blob_ack_compare (gconstpointer a, gconstpointer b)
{
  const AhadiBlobAck *left = a;
  const AhadiBlobAck *right = b;

  return ahadi_id_compare (&left->id, &right->id);
}
