/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-session.h"

G_BEGIN_DECLS

/* What is not to be kept any longer: erased everywhere by an office, or dropped from this
 * laptop once an office has it. Neither can be undone. */

/**
 * ahadi_erasing_erase:
 * @reason: one of ahadi_erasure_reasons
 * @note: (nullable): without names
 * @sealed: (out) (optional): bundles set aside here, which may still hold it sealed
 *
 * Saves the erasure, with which the content goes here at once and elsewhere as it
 * travels: to the other offices with the next office bundle, to the laptops with their
 * next reply. Then a new backup replaces those in the vault's folder; should that fail,
 * the next one does.
 *
 * Returns: %FALSE with %AHADI_MODEL_ERROR_ELSEWHERE on a laptop and at an office that
 *   does not read the record's audience, %AHADI_STORE_ERROR_NOT_FOUND if there is no such
 *   record, or %AHADI_MODEL_ERROR_VALUE for another reason or note; nothing changed.
 */
gboolean ahadi_erasing_erase (AhadiSession *session,
                              AhadiKind kind,
                              const AhadiId *id,
                              const char *reason,
                              const char *note,
                              guint *sealed,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * ahadi_erasing_count:
 * @counts: (out): by kind, what ahadi_erasing_erase() would take away here: the record
 *   itself and all that belongs to it
 *
 * Changes nothing. Errors: the store's.
 */
gboolean ahadi_erasing_count (AhadiSession *session,
                              AhadiKind kind,
                              const AhadiId *id,
                              guint64 counts[AHADI_KIND_MAX + 1],
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* (element-type AhadiGone), the newest first: what is left of all that is gone. */
GPtrArray *ahadi_erasing_list (AhadiSession *session, GError **error);

/* Whether it is a report that was dropped here, with its reference and route. */
gboolean ahadi_gone_is_stub (const AhadiGone *gone);

/* (transfer full): "Member, first recorded November 2025: erased today. The person asked
 * for it." Nothing of it is personal. */
char *ahadi_sentence_for_gone (const AhadiGone *gone);

/* ahadi_gone_drop_report(), with the backups as above. */
gboolean ahadi_erasing_drop (AhadiSession *session,
                             const AhadiId *report,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same for every report that an office has received whole. */
gboolean ahadi_erasing_drop_received (AhadiSession *session,
                                      guint *dropped,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * ahadi_erasing_take_back:
 *
 * ahadi_gone_take_back(), with the sealed file and the backups as above. Where this is an
 * office, replies carry what is written for a branch, and it is no longer known to be
 * here only.
 *
 * Returns: %FALSE with %AHADI_STORE_ERROR_NOT_FOUND if there is none, or if a copy may
 *   have left; nothing changed.
 */
gboolean ahadi_erasing_take_back (AhadiSession *session,
                                  const AhadiId *attachment,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* (transfer full): why it was not taken back, and what to do instead. */
char *ahadi_sentence_for_taking_back (void);

/* Whether each import does that by itself. At first it does not. */
gboolean ahadi_erasing_get_drops (AhadiSession *session,
                                  gboolean *drops,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean ahadi_erasing_set_drops (AhadiSession *session,
                                  gboolean drops,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What follows an import: reports are dropped if that is wanted, and backups that hold
 * what went are replaced. What came in has come in, so a failure is no failure of the
 * import. */
void ahadi_erasing_follow_import (AhadiSession *session, const AhadiImportResult *result);

G_END_DECLS
