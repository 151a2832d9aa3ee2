/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-vault.h"
#include "merge/ahadi-merge.h"

G_BEGIN_DECLS

/* Where a record made here stands; a record from elsewhere has none. */
typedef enum
{
  AHADI_DELIVERY_NONE,
  AHADI_DELIVERY_ONLY_HERE,
  AHADI_DELIVERY_EXPORTED,
  AHADI_DELIVERY_RECEIVED,
} AhadiDelivery;

/* One row of a list or one record opened. Boxed-like plain struct, owned by the caller.
 */
typedef struct
{
  AhadiRecord *record;
  char audience[AHADI_AUDIENCE_TEXT_SIZE];
  AhadiStamp newest; /* last change that shows */
  AhadiDelivery delivery;
} AhadiItem;

AhadiItem *ahadi_item_copy (const AhadiItem *self);
void ahadi_item_free (AhadiItem *self);

typedef enum
{
  AHADI_SORT_NAME,   /* folded name (circle, member), then as they came to be here */
  AHADI_SORT_NEWEST, /* last change first */
} AhadiSort;

typedef struct
{
  AhadiKind kind;
  const char
      *search; /* (nullable): any part of name, phone, number, e-mail, place (member);
                  name, place (circle); reference, statement (report). Folded here. */
  const AhadiId *of; /* (nullable): pledges or withdrawals of this member; addenda of this
                        report; members of this circle; attachments of any record */
  gboolean only_here; /* only records with AHADI_DELIVERY_ONLY_HERE */
  AhadiSort sort;
  guint offset;
  guint limit; /* 0: all */
} AhadiQuery;

/* Returns: (transfer full) (element-type AhadiItem). */
GPtrArray *ahadi_query_list (AhadiVault *vault, const AhadiQuery *query, GError **error);
gboolean ahadi_query_count (AhadiVault *vault,
                            const AhadiQuery *query,
                            guint64 *count,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* NOT_FOUND if there is none. @id in whichever audience holds it. */
AhadiItem *
ahadi_query_get (AhadiVault *vault, AhadiKind kind, const AhadiId *id, GError **error);

/* One entry of a record's history, oldest first. */
typedef struct
{
  AhadiStamp stamp;
  AhadiBody body; /* fields set, values, and the stamps they overwrote; no fields: what it
                     said is no longer kept */
} AhadiHistoryEntry;

/* (element-type AhadiHistoryEntry) */
GPtrArray *ahadi_query_history (AhadiVault *vault,
                                AhadiKind kind,
                                const AhadiId *id,
                                GError **error);

/* How many records of each kind are in each delivery state (this device's own). */
typedef struct
{
  guint64 counts[AHADI_KIND_MAX + 1][4]; /* [kind][AhadiDelivery] */
} AhadiDeliveryCounts;

gboolean ahadi_query_deliveries (AhadiVault *vault,
                                 AhadiDeliveryCounts *counts,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Digest of one audience's rows (merge/ahadi-digest.h). */
char *ahadi_query_digest (AhadiVault *vault, const char *audience, GError **error);

/* Whole audience names that have any row. */
GStrv ahadi_query_list_audiences (AhadiVault *vault, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiItem, ahadi_item_free)

G_END_DECLS
