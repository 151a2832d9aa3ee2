/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-directory.h"

G_BEGIN_DECLS

/* A device's request to be listed (`.ahadi-request`): age{membership
 * office}(ustar(request.json, request.json.minisig)). */
typedef struct
{
  AhadiId device;
  AhadiVerifyKey signer;
  AhadiAgeRecipient recipient;
  AhadiRole role;
  AhadiId branch;
  char *branch_name; /* (nullable): as the directory has it, if it lists the branch */
  char *label;
  char *fingerprint; /* 25 digits, the same on both sides */
  gint64 time;
  gboolean is_listed; /* of ahadi_enrolment_receive(): approved before */
} AhadiEnrolment;

void ahadi_enrolment_free (AhadiEnrolment *self);

/* This vault's own request. NOT_READY without identity or card, REVOKED if the card
 * revokes this device: no office could approve it. @file: (out): the sealed
 * file; @fingerprint: (out) (optional). */
GBytes *ahadi_enrolment_make (AhadiVault *vault,
                              char **fingerprint,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether this vault's device is in its newest directory and active. */
gboolean ahadi_enrolment_is_complete (AhadiVault *vault,
                                      gboolean *complete,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether its newest card revokes this vault's device, which is for good. */
gboolean ahadi_enrolment_is_revoked (AhadiVault *vault,
                                     gboolean *revoked,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* At the membership office (else NOT_READY): opens, checks the request's own signature,
 * keeps it as pending in place of an earlier one of the device, unless the device is
 * listed as it asks to be. FOREIGN, DAMAGED, NOT_FOR_US, MALFORMED, NEWER, BAD_SIGNATURE,
 * OTHER_ORG. */
AhadiEnrolment *ahadi_enrolment_receive (AhadiVault *vault,
                                         GBytes *file,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* (element-type AhadiEnrolment): pending ones. */
GPtrArray *ahadi_enrolment_list (AhadiVault *vault, GError **error);

/*
 * A field device is listed, or its new recipient is, in the next list, which this office
 * signs. A holder of an office is the roots' to name: that is published at once where
 * this vault holds enough root keys, else it goes into the draft that waits for the
 * custodians (ahadi-proposal.h). The caller then merges what was set aside:
 * ahadi_import_set_aside().
 * @digits: the fingerprint that people compared; another request of the device may have
 * come in since. NOT_READY where this is no membership holder that counts,
 * AHADI_STORE_ERROR_NOT_FOUND without a request of these digits, REVOKED, MALFORMED if a
 * rule would be broken (too many devices, a recipient that another has).
 */
gboolean ahadi_enrolment_approve (AhadiVault *vault,
                                  const AhadiId *device,
                                  const char *digits,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Forgets the request; bundles of the device stay set aside, whole. */
gboolean ahadi_enrolment_refuse (AhadiVault *vault,
                                 const AhadiId *device,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiEnrolment, ahadi_enrolment_free)

G_END_DECLS
