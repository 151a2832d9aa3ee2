/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-vault-private.h"
#include "merge/ahadi-merge.h"

G_BEGIN_DECLS

/*
 * Private to store/: operations whose body is sealed to some readers of their audience.
 * One that no key of this vault opens is *closed*: it is held, checked, passed on and
 * acknowledged like any other, and shows nowhere: no row, no count, no name, no time. The
 * operations of a second story (ahadi-stories.h) are not listed: they count nowhere. The
 * keys are the settings "age-identity" and "age-identity/…" (those that were replaced).
 */

/**
 * ahadi_sealed_ops_read:
 * @body: (out): cleared by the caller afterwards; empty if @closed
 * @closed: (out): its body is sealed, and no key of this vault opens it, or what it holds
 *   breaks the rules or is newer than this program
 *
 * The body of an operation, sealed or not. One that was erased is an empty body.
 */
gboolean ahadi_sealed_ops_read (AhadiVault *vault,
                                const AhadiOperation *operation,
                                AhadiBody *body,
                                gboolean *closed,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether the body is a sealed one. */
gboolean ahadi_sealed_ops_has_seal (const AhadiOperation *operation);

/* Lists the operation at @place, which was just logged, if its body is sealed. */
gboolean ahadi_sealed_ops_note (AhadiVault *vault,
                                gint64 place,
                                const AhadiOperation *operation,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* It was folded into its row; it stays marked if it is held afterwards. */
gboolean ahadi_sealed_ops_mark (AhadiVault *vault,
                                gint64 place,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same of the operation at @place, if its body is sealed. */
gboolean ahadi_sealed_ops_mark_read (AhadiVault *vault,
                                     gint64 place,
                                     const AhadiOperation *operation,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether @operation is sealed to others: then it is not counted either. */
gboolean ahadi_sealed_ops_is_closed (AhadiVault *vault,
                                     const AhadiOperation *operation,
                                     gboolean *closed,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* How it is listed; @listed (out): whether it is. */
gboolean ahadi_sealed_ops_is_marked (AhadiVault *vault,
                                     gint64 place,
                                     gboolean *listed,
                                     gboolean *opened,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Closed operations from @first to @last, places both. */
gboolean ahadi_sealed_ops_count_closed (AhadiVault *vault,
                                        gint64 first,
                                        gint64 last,
                                        guint64 *count,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Returns: (element-type gint64): places of the closed ones that are not parked. */
GArray *ahadi_sealed_ops_list_closed (AhadiVault *vault, GError **error);

/* Returns: (element-type gint64): places of those from @first to @last, opened or not,
 * that are not parked. */
GArray *ahadi_sealed_ops_list_range (AhadiVault *vault,
                                     gint64 first,
                                     gint64 last,
                                     GError **error);

/* A sealed operation, opened or not: what everybody who holds it can tell of it. */
typedef struct
{
  AhadiKind kind;
  AhadiId entity;
  AhadiStamp stamp;
  guint8 hash[AHADI_HASH_SIZE]; /* of the body */
} AhadiSealedOp;

/* Returns: (element-type AhadiSealedOp): those of an audience that are not parked, by
 * kind, entity, stamp and hash. */
GArray *ahadi_sealed_ops_list (AhadiVault *vault, gint64 audience, GError **error);

/* Forgets the keys, which are read again when they are needed. */
void ahadi_sealed_ops_forget_keys (AhadiVault *vault);

G_END_DECLS
