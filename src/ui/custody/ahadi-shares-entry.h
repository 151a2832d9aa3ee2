/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/*
 * Custodians' shares as they are given one after another, each looked at before the next:
 * typed from paper, or out of a file that its custodian's passphrase opens. With the last
 * one that is needed the vault opens. They lie in locked memory until the widget is
 * cleared or goes.
 *
 * Signals, each with a text or NULL: "busy" (what is going on), "problem" (what is wrong
 * with a share), "opened" (what was wrong with a share that was left out).
 */
#define AHADI_TYPE_SHARES_ENTRY (ahadi_shares_entry_get_type ())
G_DECLARE_FINAL_TYPE (AhadiSharesEntry, ahadi_shares_entry, AHADI, SHARES_ENTRY, AdwBin)

void ahadi_shares_entry_start (AhadiSharesEntry *self, AhadiKeeper *keeper);

/* Takes what was typed as the next share. It stays to be mended if it is wrong. */
void ahadi_shares_entry_next (AhadiSharesEntry *self);

/* Forgets every share. */
void ahadi_shares_entry_clear (AhadiSharesEntry *self);

G_END_DECLS
