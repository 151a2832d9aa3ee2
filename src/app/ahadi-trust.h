/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-session.h"

G_BEGIN_DECLS

/*
 * Who is trusted, as a person looks after it: the directory and its custodians, its
 * drafts, and the devices. Thin doors to sync/, whose errors and results they have; what
 * is shown comes as JSON, with sentences beside the words.
 */

/* Days from @time (ms) to now; 0 for a time to come. */
guint ahadi_trust_count_days (gint64 time);

/* After so many days without a newer directory or list it is said, in case newer ones
 * are kept from this laptop (a freeze, in the words of TUF). Nothing is locked by it. */
#define AHADI_TRUST_OLD_DAYS 180

/* Whether that is so, of the times (ms) of a directory and its list. */
gboolean ahadi_trust_is_old (gint64 time, gint64 list_time);

/* "org_name", "fingerprint", "version", "time", "days", "list_version", "list_time",
 * "list_days", "old", "threshold", "custodians" (keys), "offices"
 * ("device", "role", "state", "own": this one), "devices" (count),
 * "draft" (as ahadi_trust_describe(), or null). */
json_t *ahadi_trust_show (AhadiSession *session, GError **error);

/* Why the card in @path is not taken, with the versions and dates of both: somebody may
 * be trying to put this laptop back. NULL if either can't be read. */
char *ahadi_trust_say_older (AhadiSession *session, const char *path);

/* (element-type AhadiDevice) */
GPtrArray *ahadi_trust_list_devices (AhadiSession *session, GError **error);
/* @since: as of ahadi_trust_parse_since(). For one that was lost:
 * ahadi_lost_device_declare(). */
gboolean ahadi_trust_revoke (AhadiSession *session,
                             const AhadiId *device,
                             const char *reason,
                             gint64 since,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* @since: (out): when @day ("2026-11-28") begins here, ms, or, without one (NULL or
 * empty), %AHADI_DEVICE_CUT_LATER. %FALSE if it is no whole day. */
gboolean ahadi_trust_parse_since (const char *day, gint64 *since);

/* How far one counts that is revoked (ahadi-device-cut.h), also of what was set aside
 * until this was decided. @held: (out): how many of its changes do not count then */
gboolean ahadi_trust_cut (AhadiSession *session,
                          const AhadiId *device,
                          gint64 since,
                          guint64 *held,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether the directory names @device as trusted: not yet, where an approval waits for
 * the custodians. FALSE too if that can't be read. */
gboolean ahadi_trust_is_listed (AhadiSession *session, const AhadiId *device);

/* Whether the newest card here revokes this very laptop. FALSE too if that can't be read.
 */
gboolean ahadi_trust_is_revoked (AhadiSession *session);

/* The card that lists this very laptop no more, as AhadiDesk.dropped. */
guint32 ahadi_trust_get_dropped (AhadiSession *session);

/* A custodian's key: FILE, encrypted under @passphrase and written 0600, and FILE.pub.
 * Neither may be there: AHADI_BASE_ERROR_EXISTS. */
gboolean ahadi_trust_new_custodian (const char *path,
                                    const char *name,
                                    AhadiSecret *passphrase,
                                    gboolean minimum_cost,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The key in a custodian's public file, as a directory writes it. */
char *ahadi_trust_read_custodian (const char *path, GError **error);

/* Changes to the next directory (ahadi-proposal-edit.h). @keys: as read above; ends with
 * NULL. */
gboolean ahadi_trust_draft_roots (AhadiSession *session,
                                  guint threshold,
                                  const char *const *keys,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean ahadi_trust_draft_remove_holder (AhadiSession *session,
                                          const AhadiId *device,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean ahadi_trust_draft_setting (AhadiSession *session,
                                    const char *name,
                                    const char *value,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean ahadi_trust_draft_code (AhadiSession *session,
                                 const char *language,
                                 const char *path,
                                 gboolean official,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Puts the signatures of the copy in @path into the draft that waits.
 * AHADI_STORE_ERROR_NOT_FOUND if none does. */
gboolean ahadi_trust_draft_add_copy (AhadiSession *session,
                                     const char *path,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Forgets the draft that waits. */
gboolean ahadi_trust_draft_drop (AhadiSession *session,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The draft in @path, or, with NULL, the one that waits in the vault: NULL without an
 * error if none does. */
AhadiProposal *
ahadi_trust_read_draft (AhadiSession *session, const char *path, GError **error);
gboolean ahadi_trust_write_draft (AhadiProposal *draft,
                                  const char *path,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* "version", "org_name", "fingerprint", "complete", "changes" ("kind", "sentence", and
 * "role", "subject", "was", "is" where they apply), "custodians" ("key", "old", "new",
 * "signed"), "old" and "new" ("signed", "threshold", "keys"), and a sentence "warning"
 * where no custodian's key may be lost. */
json_t *ahadi_trust_describe (AhadiProposal *draft);

/* With the minisign key in @path. */
gboolean ahadi_trust_sign (AhadiProposal *draft,
                           const char *path,
                           AhadiSecret *passphrase,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean ahadi_trust_join (AhadiProposal *draft,
                           AhadiProposal *other,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean ahadi_trust_publish (AhadiSession *session,
                              AhadiProposal *draft,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What changes from this vault's directory to that of the card or draft in @path:
 * "changes" as in ahadi_trust_describe(), of a card with "branch" and what its list of
 * laptops changes; and of a card "newer", whether it would be taken in, and "sentence".
 */
json_t *ahadi_trust_diff (AhadiSession *session, const char *path, GError **error);

/**
 * ahadi_trust_rotate:
 * @asks: (out): whether the office has to be asked to list the new key, with a request
 *
 * A new age key for this device; a membership office puts it into the next directory at
 * once (or into the draft that waits).
 */
gboolean ahadi_trust_rotate (AhadiSession *session,
                             gboolean *asks,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
