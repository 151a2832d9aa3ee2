/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-part-check.h"

G_BEGIN_DECLS

/* Who may write what (FORMAT.md section 9); each returns FALSE with
 * AHADI_SYNC_ERROR_MALFORMED and the rule's number. */

/* W1, W2: a field bundle is a field device's, a reply an office holder's. */
gboolean ahadi_rights_check_bundle (const AhadiManifest *manifest,
                                    const AhadiDirectoryEntry *author,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* W3: whose branch or device a part may be about. @audience: whole name in the part's
 * first line */
gboolean ahadi_rights_check_part (const AhadiPartContext *context,
                                  const char *audience,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* W4, W5: whose segments may stand in the part, and in which audience. Gives their
 * author's entry. */
const AhadiDirectoryEntry *
ahadi_rights_find_writer (const AhadiPartContext *context,
                          const AhadiStreamId *stream,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* W6: which kinds belong into which audience. W8: @writer, the role of the operation's
 * author, erases only what his office reads. */
gboolean ahadi_rights_check_kind (AhadiAudienceClass audience,
                                  AhadiKind kind,
                                  AhadiRole writer,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* W7: an office acknowledges, and asks for, only the addressed device's streams, in an
 * office bundle those of the part's @audience, and only what it can open. */
gboolean ahadi_rights_check_ack (const AhadiPartContext *context,
                                 const char *audience,
                                 const AhadiId *addressed,
                                 const AhadiStreamId *stream,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* G3: an office tells of what was erased only where it can open. */
gboolean ahadi_rights_check_erased (const AhadiPartContext *context,
                                    const AhadiGone *erased,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whose stream is told to be forked in a part for @audience (its whole name; @addressed:
 * the device that it is for, if it is for one): W10. */
const AhadiDirectoryEntry *ahadi_rights_find_forked (const AhadiPartContext *context,
                                                     const char *audience,
                                                     const AhadiId *addressed,
                                                     const AhadiFork *fork,
                                                     GError **error);

G_END_DECLS
