/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-secret.h"
#include "ahadi-slot-cost.h"

G_BEGIN_DECLS

/*
 * What one custodian holds: a part of the key that opens a vault. Any @threshold shares
 * of a set open it; fewer tell nothing. As a file it is sealed under the custodian's own
 * passphrase; on paper it is digits, and open to whoever reads them. The codec file opens
 * with both layouts and the numbered rules.
 */
typedef struct _AhadiShare AhadiShare;

#define AHADI_SHARE_SIZE 135 /* bytes of a file */
#define AHADI_SHARE_GROUPS 19
#define AHADI_SHARE_GROUP_DIGITS 6
#define AHADI_SHARE_VALUE_SIZE 32
#define AHADI_SHARES_LIMIT 16
#define AHADI_SHARE_SET_SIZE 4

typedef struct
{
  guint8 threshold;                 /* how many are needed: 2 to 16 */
  guint8 count;                     /* of how many: threshold to 16 */
  guint8 index;                     /* which: 1 to count */
  guint8 set[AHADI_SHARE_SET_SIZE]; /* first bytes of the id of the set's key slot */
  guint8 vault[16];                 /* its db_uuid; all zero if read from paper */
} AhadiShareInfo;

/* @value: %AHADI_SHARE_VALUE_SIZE bytes; a reference is taken. */
AhadiShare *ahadi_share_new (const AhadiShareInfo *info, AhadiSecret *value);
void ahadi_share_free (AhadiShare *self);

const AhadiShareInfo *ahadi_share_get_info (const AhadiShare *self);
AhadiSecret *ahadi_share_get_value (const AhadiShare *self); /* borrowed */

/* What stands on the outside of a file. MALFORMED, NEWER or CORRUPT (costs that no
 * share is made with). */
gboolean ahadi_share_read_info (gconstpointer bytes,
                                gsize size,
                                AhadiShareInfo *info,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Returns: (transfer full): those errors, or WRONG_SECRET. */
AhadiShare *ahadi_share_open (gconstpointer bytes,
                              gsize size,
                              AhadiSecret *passphrase,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Returns: (transfer full): the file; RESOURCE if @cost is not to be written. */
GBytes *ahadi_share_seal (const AhadiShare *self,
                          AhadiSecret *passphrase,
                          AhadiSlotCost cost,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Returns: (transfer full): 19 groups of six digits, parted by blanks, and a NUL. */
AhadiSecret *ahadi_share_print_digits (const AhadiShare *self);

/**
 * ahadi_share_parse_digits:
 * @text: as typed: blanks, hyphens and dots between digits are ignored
 * @bad_group: (out) (optional): 1 to 19, the first group that is mistyped; 0 otherwise
 *
 * Returns: (transfer full): %NULL with MALFORMED or NEWER.
 */
AhadiShare *ahadi_share_parse_digits (const char *text,
                                      gsize length,
                                      int *bad_group,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiShare, ahadi_share_free)

G_END_DECLS
