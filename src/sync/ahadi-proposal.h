/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-card.h"
#include "ahadi-directory-diff.h"

G_BEGIN_DECLS

/*
 * The next directory while its custodians sign it (`.ahadi-draft`, FORMAT.md section 7a),
 * so that root keys never come near a vault: a draft is carried to each custodian's own
 * machine, signed there with a minisign key file, and published by a membership office
 * when enough have signed: k of the custodians that are, and where others take their
 * place, k of those too (as TUF rotates its root, specification 1.0, section 6.1).
 */
typedef struct _AhadiProposal AhadiProposal;

#define AHADI_PROPOSAL_LIMIT (40 * 1024 * 1024)

/* A custodian and what is known of their signature. */
typedef struct
{
  char *key; /* minisign public key, 56 characters */
  gboolean is_old;
  gboolean is_new;
  gboolean has_signed; /* all that is theirs to sign */
} AhadiCustodian;

void ahadi_custodian_free (AhadiCustodian *self);

/* How many of the custodians that are, and of those that will be, have signed. */
typedef struct
{
  guint old_signed, old_threshold, old_keys;
  guint new_signed, new_threshold, new_keys;
} AhadiProposalCount;

/* Verifies what it begins from, and every signature that is there. FOREIGN, DAMAGED,
 * MALFORMED, BAD_SIGNATURE, NEWER. */
AhadiProposal *ahadi_proposal_parse (GBytes *file,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
GBytes *ahadi_proposal_print (AhadiProposal *self);
void ahadi_proposal_free (AhadiProposal *self);

guint32 ahadi_proposal_get_version (AhadiProposal *self); /* that it will be */
const char *ahadi_proposal_get_org_name (AhadiProposal *self);
/* Of the card it begins from: what a custodian compares with a card they trust. */
char *ahadi_proposal_make_fingerprint (AhadiProposal *self);
/* (transfer full) (element-type AhadiChange): against the directory it begins from, which
 * the custodians signed. */
GPtrArray *ahadi_proposal_list_changes (AhadiProposal *self);
/* (transfer full) (element-type AhadiCustodian) */
GPtrArray *ahadi_proposal_list_custodians (AhadiProposal *self);
AhadiProposalCount ahadi_proposal_count (AhadiProposal *self);
gboolean ahadi_proposal_is_complete (AhadiProposal *self);

/* NOT_READY if @key is no custodian's, neither of those that are nor of those that will
 * be. */
gboolean ahadi_proposal_sign (AhadiProposal *self,
                              AhadiSigningKey *key,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Takes the signatures of another copy. FORK if it is of another draft. */
gboolean ahadi_proposal_join (AhadiProposal *self,
                              AhadiProposal *other,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* (transfer full) (element-type AhadiChange): from this vault's directory to that of a
 * card or draft. NOT_READY without a card, else as ahadi_proposal_parse(). */
GPtrArray *ahadi_proposal_compare (AhadiVault *vault,
                                   GBytes *file,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The one that waits in this vault; NULL without an error if none does. */
AhadiProposal *ahadi_proposal_load (AhadiVault *vault, GError **error);
/* Keeps @self as the one that waits, in place of another, or forgets that with NULL. */
gboolean ahadi_proposal_keep (AhadiVault *vault,
                              AhadiProposal *self,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * ahadi_proposal_publish:
 *
 * At a holder of the membership office: makes @self the vault's directory, beside the
 * list of devices that the vault has, which is signed anew where whoever signed it no
 * longer counts. Forgets the waiting draft, and this vault's own root key once it is no
 * root any more. One transaction.
 *
 * Returns: %FALSE with %AHADI_SYNC_ERROR_BAD_SIGNATURE if too few have signed,
 * %AHADI_SYNC_ERROR_OLDER if another directory was published since,
 * %AHADI_SYNC_ERROR_OTHER_ORG, %AHADI_SYNC_ERROR_NOT_READY if the list has to be signed
 * anew and this vault may not, %AHADI_SYNC_ERROR_MALFORMED.
 */
gboolean ahadi_proposal_publish (AhadiVault *vault,
                                 AhadiProposal *self,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiCustodian, ahadi_custodian_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiProposal, ahadi_proposal_free)

G_END_DECLS
