/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-vault.h"
#include "merge/ahadi-merge.h"

G_BEGIN_DECLS

/**
 * ahadi_vault_set_author:
 * @org: the organisation's id (from the directory)
 * @device: this device
 *
 * Who signs what is saved from now on; kept in the vault. A fresh random epoch is drawn
 * when none is stored. Call once after the identity was made.
 */
gboolean ahadi_vault_set_author (AhadiVault *self,
                                 const char *org,
                                 const AhadiId *device,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * ahadi_vault_end_epoch:
 * @stream: one of which someone else holds more than this vault
 *
 * This vault was put back to an older state: if @stream is of its present epoch, its next
 * write begins a new one (FORMATS 6). Streams of other epochs change nothing.
 */
gboolean ahadi_vault_end_epoch (AhadiVault *self,
                                const AhadiStreamId *stream,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * ahadi_vault_save:
 * @audience: whole audience name
 * @record: validated by the caller; an all-zero id is replaced by a fresh one (the record
 * is changed so)
 * @changed: (out) (optional): %FALSE if nothing differs and so nothing was written
 *
 * One operation on this device's stream for @audience: difference to the row, body with
 * bases, chain, row, search index, in one transaction.
 *
 * Returns: %FALSE with %AHADI_STORE_ERROR_NO_SPACE and the like, or
 * %AHADI_STORE_ERROR_EXISTS for an add-only record that is there already. Nothing is
 * changed then.
 */
gboolean ahadi_vault_save (AhadiVault *self,
                           const char *audience,
                           AhadiRecord *record,
                           gboolean *changed,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * ahadi_vault_save_sealed:
 * @readers: (nullable) (element-type AhadiAgeRecipient): 1 to 64 readers of @audience
 * that the body is sealed to; %NULL: all of them, as ahadi_vault_save() does
 *
 * As ahadi_vault_save(). If no key of this vault is among @readers, nothing that can be
 * read of @record is kept: no row, no words to search, no count; the operation waits,
 * sealed, for the next bundle.
 */
gboolean ahadi_vault_save_sealed (AhadiVault *self,
                                  const char *audience,
                                  AhadiRecord *record,
                                  const GArray *readers,
                                  gboolean *changed,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * ahadi_saver_repeat:
 * @operation: of this device, sealed or not; its body is not looked into
 *
 * Private to store/. Writes the same body once more, as a new operation of this device's
 * present stream for @audience. No row is touched: see ahadi_refold().
 */
gboolean ahadi_saver_repeat (AhadiVault *self,
                             const char *audience,
                             const AhadiOperation *operation,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * ahadi_saver_rewrite:
 * @record: one that is there, with what @field is to be
 * @stamp: (out): of what was written
 *
 * Private to store/. Writes @field over what stands in it, also where both say the same.
 * The caller holds a transaction.
 */
gboolean ahadi_saver_rewrite (AhadiVault *self,
                              const char *audience,
                              const AhadiRecord *record,
                              guint field,
                              AhadiStamp *stamp,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
