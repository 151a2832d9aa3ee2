/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-directory.h"

G_BEGIN_DECLS

/*
 * The secretariat card (`.ahadi-card`): a ustar of directory.json, its signatures, the
 * line of roots, the signed list of devices, and the texts of the Code. Public. The vault
 * keeps the newest one whole.
 */
#define AHADI_CARD_LIMIT (16 * 1024 * 1024)

/**
 * ahadi_card_read:
 *
 * Parses and verifies a card by itself: signatures by k of its own roots, through the
 * whole line. Whether those roots are OURS is for ahadi_card_import(), or for a person
 * comparing the fingerprint.
 *
 * Returns: (transfer full): FOREIGN, DAMAGED, MALFORMED, BAD_SIGNATURE, NEWER.
 */
AhadiDirectory *ahadi_card_read (GBytes *card, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * ahadi_card_import:
 * @updated: (out) (optional): whether it is newer than what the vault had
 *
 * Takes the card into the vault if the vault has none, or what of it is newer: directory
 * and list have versions of their own, and a membership office joins two lists of which
 * neither signer knew the other (ahadi_card_meet()). Sets the vault's author (org,
 * device) when there is an identity. OTHER_ORG, OLDER, FORK for another directory or list
 * of the same version (the very same one is no error and no update), REVOKED for a list
 * by a holder who no longer counts, and those of ahadi_card_read().
 */
gboolean ahadi_card_import (AhadiVault *vault,
                            GBytes *card,
                            gboolean *updated,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether ahadi_card_import() would take anything of it, or its errors; changes nothing.
 */
gboolean ahadi_card_look (AhadiVault *vault,
                          GBytes *card,
                          gboolean *newer,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* @version: (out): of the directory that lists this vault's device no more, though a card
 * before it did; 0: of none */
gboolean ahadi_card_get_dropped (AhadiVault *vault,
                                 guint32 *version,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The card as stored, to write to a file. NOT_READY if there is none. */
GBytes *ahadi_card_export (AhadiVault *vault, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
