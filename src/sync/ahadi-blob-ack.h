/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ahadi-store.h"

G_BEGIN_DECLS

/* "Of this sealed file these pieces are held here", in a reply (FORMAT.md section 4). A
 * plain value. */
typedef struct
{
  AhadiId id;
  guint32 have; /* the first piece is the lowest bit */
} AhadiBlobAck;

/* Appends the line, newline included. */
void ahadi_blob_ack_print (const AhadiBlobAck *self, GString *line);

/* Whether a line of a device's part is one of these, and no acknowledgement of a stream.
 */
gboolean ahadi_blob_ack_is_line (const char *line, gsize size);

/* AHADI_SYNC_ERROR_MALFORMED against rule A5. */
gboolean ahadi_blob_ack_parse (const char *line,
                               gsize size,
                               AhadiBlobAck *self,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

int ahadi_blob_ack_compare (gconstpointer a, gconstpointer b);

G_END_DECLS
