/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-bundle-writer.h"

G_BEGIN_DECLS

/*
 * Other people's bundles, which this vault carries on without opening them (FORMAT.md,
 * section 15). They lie whole in the set-aside folder, named by their hash. How many may
 * wait, and how many bytes; more are not kept, and that is said.
 */
#define AHADI_CARRY_MAX_FILES 64
#define AHADI_CARRY_MAX_BYTES (G_GUINT64_CONSTANT (256) * 1024 * 1024)

/* Their reasons in the set-aside folder. */
#define AHADI_CARRY_WAITS "carry"     /* for the next bundle that is written here */
#define AHADI_CARRY_ARRIVED "carried" /* came inside another bundle, to be taken in */

/* Half of the file's hash: what a bundle that was carried is confirmed by. */
#define AHADI_CARRY_ID_SIZE 16

/* What is kept here for others, at an office also for the other offices: files and their
 * bytes. */
gboolean ahadi_carry_count (AhadiVault *vault,
                            guint *files,
                            guint64 *bytes,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether one more file of @size bytes may be kept. */
gboolean ahadi_carry_has_room (AhadiVault *vault,
                               guint64 size,
                               gboolean *room,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Puts all that waits into the bundle that @writer writes, but for those that are lost or
 * damaged here: @spoilt of them. */
gboolean ahadi_carry_add_to (AhadiVault *vault,
                             AhadiBundleWriter *writer,
                             guint *files,
                             guint *spoilt,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * ahadi_carry_write:
 * @folder: made with missing parents
 * @files: (out): how many were written
 * @spoilt: (out): how many were not, for they are lost or damaged here
 *
 * Writes what waits here, and at an office also what it keeps for the other offices, as
 * files of their own: the very bytes that came in. The journal tells. On failure those
 * written so far stay: each is whole.
 */
gboolean ahadi_carry_write (AhadiVault *vault,
                            const char *folder,
                            guint *files,
                            guint *spoilt,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Counts what was set aside here, for whatever reason, and is lost or damaged since;
 * @drop: and forgets it, with what is left of the files. */
gboolean ahadi_carry_drop_spoilt (AhadiVault *vault,
                                  gboolean drop,
                                  guint *files,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* An office: @carrier brought the bundle called @id, and it is safe here now. */
gboolean ahadi_carry_note (AhadiVault *vault,
                           const char *carrier,
                           const char *id,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* (transfer full) (nullable): ids that @carrier brought, rising, 32 hex digits each; the
 * last 256 of them. NULL with @error only. */
GStrv ahadi_carry_list_noted (AhadiVault *vault, const char *carrier, GError **error);

/* An office has it: nothing more is to be carried of @id. */
gboolean ahadi_carry_forget (AhadiVault *vault,
                             const guint8 id[AHADI_CARRY_ID_SIZE],
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
