/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-vault.h"

G_BEGIN_DECLS

/*
 * What people have decided of who is one person (FORMAT.md, F8), all of it, in memory: of
 * each pair the word that counts, and the people that follow from them.
 */
typedef struct _AhadiVerdicts AhadiVerdicts;

typedef enum
{
  AHADI_VERDICT_NONE,
  AHADI_VERDICT_SAME,      /* by a chain of pairs that are */
  AHADI_VERDICT_DIFFERENT, /* it was said of two members who are these two people */
} AhadiVerdict;

AhadiVerdicts *ahadi_verdicts_load (AhadiVault *vault,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ahadi_verdicts_free (AhadiVerdicts *self);

/* What is known of two members, said of them or following from what was said. */
AhadiVerdict ahadi_verdicts_get (AhadiVerdicts *self, const AhadiId *a, const AhadiId *b);

/* (nullable): the word that counts on this very pair, of ahadi-same-as.h */
const char *
ahadi_verdicts_get_word (AhadiVerdicts *self, const AhadiId *a, const AhadiId *b);

/* What counts of what was said of two members, @a below @b. */
typedef struct
{
  AhadiId a;
  AhadiId b;
  const char *word; /* of ahadi-same-as.h */
} AhadiVerdictPair;

/* (transfer full) (element-type AhadiVerdictPair): every pair, by rising ids. */
GArray *ahadi_verdicts_list (AhadiVerdicts *self);

/* (transfer full) (element-type AhadiId): the other records of the person whom @member is
 * one of, by rising id. */
GArray *ahadi_verdicts_list_others (AhadiVerdicts *self, const AhadiId *member);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiVerdicts, ahadi_verdicts_free)

G_END_DECLS
