/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-part-writer.h"
#include "store/ahadi-store.h"

G_BEGIN_DECLS

/*
 * What an office tells of what it holds and misses (FORMAT.md section 4): a laptop in its
 * replies, the other holders in its office bundles. Errors are those of the vault and of
 * the disk.
 */

/* The order of #AhadiStreamInfo in a part, for g_array_sort(). */
int ahadi_receipts_compare_streams (gconstpointer a, gconstpointer b);

/* Returns: (transfer full) (element-type AhadiStreamInfo): all of @audience, in order. */
GArray *
ahadi_receipts_list_streams (AhadiVault *vault, const char *audience, GError **error);

/* For other holders: how far each of @streams is held, but for what
 * ahadi_receipts_write_wants() names (O6). */
gboolean ahadi_receipts_write_held (AhadiVault *vault,
                                    const GArray *streams,
                                    AhadiPartWriter *part,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What is missing of @streams; what finds no room (Q3) a later part asks for. */
gboolean ahadi_receipts_write_wants (AhadiVault *vault,
                                     const GArray *streams,
                                     AhadiPartWriter *part,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether the part tells of the file of @item, an attachment. */
typedef gboolean (*AhadiReceiptsFilter) (const AhadiItem *item,
                                         AhadiAudienceClass audience,
                                         gpointer data);

/* Of each file that @filter chooses: which of its pieces are here. */
gboolean ahadi_receipts_write_blobs (AhadiVault *vault,
                                     AhadiReceiptsFilter filter,
                                     gpointer data,
                                     AhadiPartWriter *part,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
