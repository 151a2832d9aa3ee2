/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-database.h"
#include "ahadi-streams.h"

G_BEGIN_DECLS

/*
 * Private to store/: every stream and audience in memory, by number and by name. Entries
 * live as long as the table, which the vault drops when a transaction is rolled back.
 */
typedef struct
{
  AhadiStreamInfo info;
  gint64 audience; /* its number */
  gboolean has_root;
  guint8 root[32];          /* h(0) */
  guint8 prefix[8];         /* own: of the entity ids made here */
  guint64 counter;          /* own: of the last one made */
  gboolean has_family;      /* own: the prefix was drawn since the vault was opened */
  guint8 exported_head[32]; /* own: h(exported) */
  gint64 after;             /* number of the stream that it goes on from: see
                               ahadi-lineage.h; 0: not known */
  guint64 after_seq;        /* its operation that came last */
  guint64 parked;           /* first seq that is held and not applied; 0 if none is */
} AhadiStreamEntry;

typedef struct _AhadiStreamTable AhadiStreamTable;

AhadiStreamTable *ahadi_stream_table_load (AhadiDatabase *database, GError **error);
void ahadi_stream_table_free (AhadiStreamTable *self);

guint ahadi_stream_table_get_length (AhadiStreamTable *self);
/* @index: from 0, by number */
AhadiStreamEntry *ahadi_stream_table_get (AhadiStreamTable *self, guint index);
/* NULL for a number that is not there. */
AhadiStreamEntry *ahadi_stream_table_by_number (AhadiStreamTable *self, gint64 number);
AhadiStreamEntry *ahadi_stream_table_find (AhadiStreamTable *self,
                                           const AhadiStreamId *id);
/* The stream of a stamp in an audience. */
AhadiStreamEntry *ahadi_stream_table_find_writer (AhadiStreamTable *self,
                                                  gint64 audience,
                                                  const AhadiStamp *stamp);

/* Adds a stream (its audience too, if that is new) with a fresh prefix for entity ids. */
AhadiStreamEntry *ahadi_stream_table_add (AhadiStreamTable *self,
                                          const AhadiStreamId *id,
                                          gboolean own,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether its first operation that is held waits for its time, and not for ever. */
gboolean ahadi_stream_entry_waits (const AhadiStreamEntry *entry);

/* Writes what changed in @entry. */
gboolean ahadi_stream_table_update (AhadiStreamTable *self,
                                    const AhadiStreamEntry *entry,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Number of an audience; 0 if it is not known. */
gint64 ahadi_stream_table_find_audience (AhadiStreamTable *self, const char *name);
/* NULL for a number that is not there. Borrowed. */
const char *ahadi_stream_table_get_audience (AhadiStreamTable *self, gint64 number);
/* Audiences are numbered from 1 to this. */
gint64 ahadi_stream_table_count_audiences (AhadiStreamTable *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiStreamTable, ahadi_stream_table_free)

G_END_DECLS
