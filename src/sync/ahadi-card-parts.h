/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-directory-content.h"
#include "ahadi-roots.h"

G_BEGIN_DECLS

/* One signature of directory.json. */
typedef struct
{
  guint8 number[8]; /* of the key */
  GBytes *bytes;    /* the four lines */
} AhadiCardSignature;

/*
 * The members of a card or of a draft before anything of them is trusted, so that what
 * one person signed can be put beside what another signed (FORMAT.md section 7). Members
 * that are not there are NULL.
 */
typedef struct
{
  GBytes *directory;
  GPtrArray *signatures; /* AhadiCardSignature, numbers rising */
  GBytes *roots;
  GBytes *list;
  GBytes *list_signature;
  GPtrArray *text_names;
  GPtrArray *texts; /* GBytes, in the order of the directory's codes */
} AhadiCardParts;

AhadiCardParts *ahadi_card_parts_new (void);
/* Shares the bytes. */
AhadiCardParts *ahadi_card_parts_copy (const AhadiCardParts *self);
void ahadi_card_parts_free (AhadiCardParts *self);

/* Takes an archive apart; C1 and C2: FOREIGN, DAMAGED, MALFORMED. */
AhadiCardParts *ahadi_card_parts_read (GBytes *archive,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Puts it together. */
GBytes *ahadi_card_parts_write (const AhadiCardParts *self);

/* The document of @content, without signatures. */
void ahadi_card_parts_set_directory (AhadiCardParts *self,
                                     const AhadiDirectoryContent *content);
void ahadi_card_parts_set_roots (AhadiCardParts *self, const AhadiRoots *roots);
/* The document of @content, signed by @key. */
void ahadi_card_parts_set_list (AhadiCardParts *self,
                                const AhadiDirectoryContent *content,
                                AhadiSigningKey *key);
/* @texts: (element-type GBytes): in the order of @content's codes. */
void ahadi_card_parts_set_texts (AhadiCardParts *self,
                                 const AhadiDirectoryContent *content,
                                 GPtrArray *texts);

/* Adds @key's signature of @content, whose document is there, in place of an earlier one
 * of it. */
void ahadi_card_parts_sign (AhadiCardParts *self,
                            const AhadiDirectoryContent *content,
                            AhadiSigningKey *key);
void ahadi_card_parts_add_signature (AhadiCardParts *self,
                                     const AhadiCardSignature *signature);

/* What the trusted comments must say. */
char *ahadi_card_parts_make_comment (const AhadiDirectoryContent *content);
char *ahadi_card_parts_make_list_comment (const AhadiDirectoryContent *content);

/* C6: whether the texts are those that @content lists. */
gboolean ahadi_card_parts_check_texts (const AhadiCardParts *self,
                                       const AhadiDirectoryContent *content,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiCardParts, ahadi_card_parts_free)

G_END_DECLS
