/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-session.h"

G_BEGIN_DECLS

/* Thin doors to sync/ for a session, so that cli/ and ui/ need no other folder. Errors
 * and results are those of sync/. */
gboolean ahadi_exchange_export (AhadiSession *session,
                                const char *folder,
                                gboolean everything,
                                const AhadiProgress *progress,
                                AhadiExportResult *result,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same with at most @mebibytes of attached files in one bundle: see
 * ahadi_export_within(). */
gboolean ahadi_exchange_export_within (AhadiSession *session,
                                       const char *folder,
                                       gboolean everything,
                                       guint mebibytes,
                                       const AhadiProgress *progress,
                                       AhadiExportResult *result,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

GPtrArray *ahadi_exchange_reply (AhadiSession *session,
                                 const char *folder,
                                 const AhadiProgress *progress,
                                 GError **error);

/* Keeps a bundle that is not for this vault, to be carried on. As
 * ahadi_import_carry_file(). */
AhadiImportResult *
ahadi_exchange_carry (AhadiSession *session, const char *path, GError **error);

/* What is kept here for others, at an office also for the other offices: files and their
 * bytes. */
gboolean ahadi_exchange_count_carried (AhadiSession *session,
                                       guint *files,
                                       guint64 *bytes,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Writes them as files of their own into @folder, as they came; @spoilt of them not, for
 * they are lost or damaged here. */
gboolean ahadi_exchange_write_carried (AhadiSession *session,
                                       const char *folder,
                                       guint *files,
                                       guint *spoilt,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Counts what is kept here and is lost or damaged since; @drop: and forgets it. */
gboolean ahadi_exchange_drop_spoilt (AhadiSession *session,
                                     gboolean drop,
                                     guint *files,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* @vault is tried only if the session is open. */
json_t *ahadi_exchange_inspect (AhadiSession *session, const char *path, GError **error);

gboolean ahadi_exchange_card_export (AhadiSession *session,
                                     const char *path,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean ahadi_exchange_card_import (AhadiSession *session,
                                     const char *path,
                                     gboolean *updated,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Of a file, or of the vault's own card when @path is NULL. "org", "org_name", "version",
 * "fingerprint", "offices", "branches", "devices". */
json_t *
ahadi_exchange_card_show (AhadiSession *session, const char *path, GError **error);

/* Writes the request; @fingerprint to read aloud. */
gboolean ahadi_exchange_request (AhadiSession *session,
                                 const char *path,
                                 char **fingerprint,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* (element-type AhadiEnrolment) */
GPtrArray *ahadi_exchange_list_requests (AhadiSession *session, GError **error);
/* Approves the request with these digits, which people compared, then merges what was set
 * aside of that device: (element-type AhadiImportResult). */
GPtrArray *ahadi_exchange_approve (AhadiSession *session,
                                   const AhadiId *device,
                                   const char *digits,
                                   const AhadiProgress *progress,
                                   GError **error);
gboolean ahadi_exchange_refuse (AhadiSession *session,
                                const AhadiId *device,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* An office's age identity as text for the archive (written 0600), and this device's
 * minisign .pub. */
gboolean ahadi_exchange_identity_export (AhadiSession *session,
                                         const char *path,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean ahadi_exchange_signer_export (AhadiSession *session,
                                       const char *path,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ahadi_sentence_for_import(), with more of why a card is refused. Reads the vault.
 * (transfer full) */
char *ahadi_exchange_say_import (AhadiSession *session, const AhadiImportResult *result);

G_END_DECLS
