/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/ahadi-app.h"

G_BEGIN_DECLS

/*
 * A draft of the next directory: what changes, in sentences, and who of its custodians
 * has signed.
 */
#define AHADI_TYPE_DRAFT_BOX (ahadi_draft_box_get_type ())
G_DECLARE_FINAL_TYPE (AhadiDraftBox, ahadi_draft_box, AHADI, DRAFT_BOX, AdwBin)

/* @described: as ahadi_trust_describe() gives it; borrowed. */
void ahadi_draft_box_show (AhadiDraftBox *self, json_t *described);

G_END_DECLS
