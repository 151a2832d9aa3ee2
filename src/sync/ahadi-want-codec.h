/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "oplog/ahadi-oplog.h"

G_BEGIN_DECLS

/* In one part, at most (rule Q3). */
#define AHADI_WANT_LIMIT 1000

/* "Of this stream the operations from @from to @to have not arrived here, and later ones
 * have." (FORMAT.md section 4.) A plain value. */
typedef struct
{
  AhadiStreamId stream;
  guint64 from; /* ≥ 1 */
  guint64 to;   /* ≥ from */
} AhadiWant;

/* Whether @next may follow @self in a part: rule Q2. */
gboolean ahadi_want_precedes (const AhadiWant *self, const AhadiWant *next);

/* Whether a line is one (starts with {"want"). */
gboolean ahadi_want_is_line (const char *line, gsize size);
/* Appends the line, newline included. */
void ahadi_want_print (const AhadiWant *self, GString *line);
/* AHADI_SYNC_ERROR_MALFORMED (rule Q1). */
gboolean ahadi_want_parse (const char *line, gsize size, AhadiWant *self, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
