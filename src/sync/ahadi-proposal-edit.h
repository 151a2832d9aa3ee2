/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-proposal.h"

G_BEGIN_DECLS

/*
 * Changes to the next directory, at a holder of the membership office. Each takes up the
 * draft that waits in the vault, if it still follows the vault's card, and drops the
 * signatures under it: they were of another text. Where this vault itself holds enough
 * root keys, the whole is signed and published in one step; else it waits.
 *
 * All fail with AHADI_SYNC_ERROR_NOT_READY where there is no card or this is no holder of
 * the membership office, AHADI_SYNC_ERROR_MALFORMED if a rule of the directory would be
 * broken, and change nothing then.
 */

/* The custodians from now on: @threshold of the @n_keys keys. */
gboolean ahadi_proposal_edit_roots (AhadiVault *vault,
                                    guint threshold,
                                    const AhadiVerifyKey *keys,
                                    gsize n_keys,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* AHADI_STORE_ERROR_NOT_FOUND if @device is no active holder;
 * AHADI_SYNC_ERROR_LAST_HOLDER if it is the last one of its office that counts: name
 * another first, in the same draft or before. One that the list revokes already can
 * always be removed. */
gboolean ahadi_proposal_edit_remove_holder (AhadiVault *vault,
                                            const AhadiId *device,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The new age recipient of this vault's own device, if it is a holder's. */
gboolean ahadi_proposal_edit_own_recipient (AhadiVault *vault,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* @value: (nullable): text; digits alone are a number; NULL removes. */
gboolean ahadi_proposal_edit_setting (AhadiVault *vault,
                                      const char *name,
                                      const char *value,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A text of the Code in place of the one in @language. */
gboolean ahadi_proposal_edit_code (AhadiVault *vault,
                                   const char *language,
                                   GBytes *text,
                                   gboolean official,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
