/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-session.h"

G_BEGIN_DECLS

/* Hours from becoming aware of a breach to telling the Data Commissioner (Data Protection
 * Act 2019, section 43). The vault's setting "breach-hours" may say otherwise. */
#define AHADI_LOST_HOURS 72

/**
 * AhadiLostDevice:
 * @aware: when the office became aware that it is lost, ms since the epoch
 * @deadline: until when the Commissioner is to be told
 * @last_bundle: when its newest bundle came in here; 0 if none did
 * @last_change: when it last wrote something that came here, by its own clock; 0 if never
 *
 * What this office knows of a lost laptop. What it wrote and never sent, what it sent
 * sealed for other offices, and what backups there are, nobody can see here.
 */
typedef struct
{
  AhadiId device;
  char *branch; /* name; "" for an office's */
  gint64 aware;
  gint64 deadline;
  gint64 last_bundle;
  gint64 last_change;
  AhadiHoldings holdings;
} AhadiLostDevice;

void ahadi_lost_device_free (AhadiLostDevice *self);

/**
 * ahadi_lost_device_declare:
 * @aware: ms since the epoch
 * @reason: how it was lost, as for ahadi_trust_revoke(); perhaps empty
 * @folder: (nullable): where two drafts go, made with missing parents: to the Data
 *   Commissioner and to the people concerned, plain text without any name of a person
 *
 * Revokes @device, unless that was done before, then notes that it is lost. A second time
 * the first @aware stands, so that the clock is not set back.
 *
 * Returns: (transfer full): %NULL with %AHADI_MODEL_ERROR_ELSEWHERE anywhere but at the
 *   membership office, %AHADI_STORE_ERROR_NOT_FOUND for a device that is not listed,
 *   %AHADI_SYNC_ERROR_NOT_READY for this vault's own and %AHADI_MODEL_ERROR_VALUE for
 *   @reason: nothing changed; or the system's errors of writing a file: what was noted
 *   stays noted, and it stays revoked.
 */
AhadiLostDevice *ahadi_lost_device_declare (AhadiSession *session,
                                            const AhadiId *device,
                                            gint64 aware,
                                            const char *reason,
                                            const char *folder,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* (element-type AhadiLostDevice): all that are noted as lost. */
GPtrArray *ahadi_lost_device_list (AhadiSession *session, GError **error);

/* (transfer full): how many hours are left at @now (ms) to tell the Commissioner, or that
 * it is late. */
char *ahadi_sentence_for_lost_clock (const AhadiLostDevice *self, gint64 now);

/* (transfer full): "12 pledges and 3 members": what it wrote that came here. */
char *ahadi_sentence_for_lost_records (const AhadiLostDevice *self);

/* The two drafts, in the person's language. (transfer full) */
char *ahadi_lost_device_print_notice (const AhadiLostDevice *self);
char *ahadi_lost_device_print_letter (const AhadiLostDevice *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiLostDevice, ahadi_lost_device_free)

G_END_DECLS
