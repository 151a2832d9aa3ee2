/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/*
 * What the Data Protection Act 2019 (section 29) asks to be said before anything is
 * written down: who keeps it and why, what, who sees it, the rights, what refusing means.
 */
#define AHADI_TYPE_CONSENT_NOTICE (ahadi_consent_notice_get_type ())
G_DECLARE_FINAL_TYPE (
    AhadiConsentNotice, ahadi_consent_notice, AHADI, CONSENT_NOTICE, AdwBin)

/* Who keeps it: the organisation's name as the card has it. */
void ahadi_consent_notice_set_controller (AhadiConsentNotice *self, const char *org_name);

G_END_DECLS
