/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-device-cut.h"
#include "ahadi-directory.h"

G_BEGIN_DECLS

/* The vault's setting of this and an id says when the office became aware that the device
 * is lost: ms since 1970, decimal. */
#define AHADI_DEVICE_LOST_PREFIX "lost/"

/* A listed device, with what this vault alone knows of it. */
typedef struct
{
  AhadiId device;
  AhadiRole role;
  char *branch; /* (nullable): its name */
  char *label;  /* (nullable): what its request called it, if that came in here */
  AhadiDeviceState state;
  gboolean lost;    /* said here to be lost */
  char *reason;     /* (nullable): why it was revoked, if that was done here */
  gboolean copied;  /* two laptops write as this one: see ahadi_copies_list() */
  gboolean stories; /* what it wrote parts into more than one story: ahadi_story_list() */
  gint64 last_seen; /* ms of its last bundle taken in here; 0 never */
  guint64 held;     /* its operations that came after it was cut off, and do not count */
  guint
      waiting; /* its bundles that are set aside until it is decided how far it counts */
} AhadiDevice;

void ahadi_device_free (AhadiDevice *self);

/* (element-type AhadiDevice): offices, then branches, as the directory has them.
 * NOT_READY without a card. */
GPtrArray *ahadi_device_list (AhadiVault *vault, GError **error);

/**
 * ahadi_device_revoke:
 * @reason: one line of at most 200 characters, perhaps empty; kept in this vault only
 * @aware: ms since 1970: when this office became aware that it was lost or stolen; 0 if
 * it was not
 * @since: as for ahadi_device_cut()
 *
 * At a holder of the membership office: the next list revokes @device, for good. A holder
 * of an office too, at once, though only the custodians can take the name out of the
 * directory (FORMAT.md, L3). What the device sent before stays. Field devices that have
 * the new list refuse what comes from now on; offices hold it, and of what this one reads
 * nothing counts that it does not hold yet, or that was written @since. Bundles that are
 * set aside may be tried again then (ahadi_import_set_aside()).
 *
 * Returns: %FALSE with %AHADI_STORE_ERROR_NOT_FOUND if it is not listed,
 * %AHADI_SYNC_ERROR_REVOKED if it was revoked before, %AHADI_SYNC_ERROR_NOT_READY where
 * this is no holder of the membership office or @device is this vault's own,
 * %AHADI_MODEL_ERROR_VALUE for @reason. Nothing is changed then.
 */
gboolean ahadi_device_revoke (AhadiVault *vault,
                              const AhadiId *device,
                              const char *reason,
                              gint64 aware,
                              gint64 since,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Notes that @device is lost. @aware: (inout): as above; what was noted first stands */
gboolean ahadi_device_note_lost (AhadiVault *vault,
                                 const AhadiId *device,
                                 gint64 *aware,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What the request of @device called it, for ahadi_device_list(). */
gboolean ahadi_device_set_label (AhadiVault *vault,
                                 const AhadiId *device,
                                 const char *label,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiDevice, ahadi_device_free)

G_END_DECLS
