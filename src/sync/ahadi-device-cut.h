/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ahadi-store.h"

G_BEGIN_DECLS

/* What counts here goes on counting; nothing that comes later does. */
#define AHADI_DEVICE_CUT_LATER (G_MAXINT64 - 1)
/* All that this vault holds of the device counts, also what did not until now; nothing
 * that comes later does. */
#define AHADI_DEVICE_CUT_NOTHING G_MAXINT64

/**
 * ahadi_device_cut:
 * @device: one that is revoked
 * @since: ms since 1970: of what is here, nothing counts that @device wrote from then on,
 *   by its own clock. Or one of the above
 * @held: (out) (nullable): how many operations are held then that do not count
 *
 * At an office: decides how far @device counts in each audience that the office reads
 * (FORMAT.md, F6), in records that travel as others do. A field device is cut off in all
 * of them, also where nothing came of it yet: what comes is taken in, held, and counts
 * nowhere until somebody decides anew (I9).
 *
 * Returns: %FALSE with %AHADI_STORE_ERROR_NOT_FOUND if it is not listed, or
 *   %AHADI_SYNC_ERROR_NOT_READY if it is not revoked or this vault is no office's.
 * Nothing is changed then.
 */
gboolean ahadi_device_cut (AhadiVault *vault,
                           const AhadiId *device,
                           gint64 since,
                           guint64 *held,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * ahadi_device_choose:
 * @story: one of a stream of @device, as ahadi_story_list() has it
 * @reason: one line of at most 500 characters; it goes along with the decision
 *
 * At an office that reads that stream: of the stories that @device signed this one
 * counts, up to its end, and no other (FORMAT.md, F7). What counts of the other streams
 * of
 * @device goes on counting. A later decision may choose another one.
 *
 * Returns: %FALSE as ahadi_device_cut(), and with %AHADI_SYNC_ERROR_NOT_READY where this
 *   office does not read it, or %AHADI_MODEL_ERROR_VALUE for @reason. Nothing is changed
 *   then.
 */
gboolean ahadi_device_choose (AhadiVault *vault,
                              const AhadiStory *story,
                              const char *reason,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* @streams: (element-type AhadiStreamInfo): all that this vault holds
 * @held: (out): how many operations of @device are held and do not count */
gboolean ahadi_device_cut_count (AhadiVault *vault,
                                 const GArray *streams,
                                 const AhadiId *device,
                                 guint64 *held,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
