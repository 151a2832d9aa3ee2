/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-vault-private.h"
#include "merge/ahadi-merge.h"

G_BEGIN_DECLS

/* Private to store/: the one place where a record's row is read and written, for saves
 * and imports alike. */
typedef struct
{
  AhadiRow row;
  gint64 audience;   /* its number */
  gboolean exists;   /* in the table */
  gint64 own_stream; /* the last operation of this device in it; 0 if none */
  guint64 own_seq;
  gint64 doc;          /* its number in the table; 0 if it is not there yet */
  gboolean text_stale; /* what is searched and sorted by has changed */
  gboolean twin_stale; /* what it is compared by has changed */
} AhadiStoredRow;

void ahadi_stored_row_clear (AhadiStoredRow *self);

/* Folds as ahadi_fold() does, and notes whether that touches the texts of the row. */
AhadiFoldOutcome ahadi_stored_row_fold (AhadiStoredRow *self,
                                        const AhadiStamp *stamp,
                                        const AhadiBody *body);

/* Notes an operation of a stream of this device's. */
void ahadi_stored_row_note_own (AhadiStoredRow *self, gint64 stream, guint64 seq);

/* Makes @stored (out) the row as it stands, or an empty one with exists FALSE. To be
 * cleared in either case. */
gboolean ahadi_rows_load (AhadiVault *vault,
                          gint64 audience,
                          AhadiKind kind,
                          const AhadiId *id,
                          AhadiStoredRow *stored,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Makes @stored, which was started and is empty, the row as it stands, if there is one.
 */
gboolean ahadi_rows_read (AhadiVault *vault,
                          AhadiStoredRow *stored,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Makes @stored (out) the empty row of a record that is known not to be there. */
void ahadi_stored_row_start (AhadiStoredRow *stored,
                             gint64 audience,
                             AhadiKind kind,
                             const AhadiId *id);

/* The lowest id of a kind in @audience that is not below @id and starts as it does (its
 * first 8 bytes); @found says whether there is one. */
gboolean ahadi_rows_find_next (AhadiVault *vault,
                               gint64 audience,
                               AhadiKind kind,
                               const AhadiId *id,
                               AhadiId *next,
                               gboolean *found,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Inserts or updates the row. The caller holds a
 * transaction. */
gboolean ahadi_rows_put (AhadiVault *vault,
                         AhadiStoredRow *stored,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Takes the row, which exists, out of its table and the search index. The caller holds a
 * transaction. */
gboolean ahadi_rows_remove (AhadiVault *vault,
                            AhadiStoredRow *stored,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

typedef gboolean (*AhadiRowFunc) (AhadiStoredRow *stored, gpointer data, GError **error);

/* Each row of a kind in an audience, by rising id. */
gboolean ahadi_rows_scan (AhadiVault *vault,
                          gint64 audience,
                          AhadiKind kind,
                          AhadiRowFunc func,
                          gpointer data,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The first audience that holds the record; 0 if none does. */
gboolean ahadi_rows_find (AhadiVault *vault,
                          AhadiKind kind,
                          const AhadiId *id,
                          gint64 *audience,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AhadiStoredRow, ahadi_stored_row_clear)

G_END_DECLS
