/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/ahadi-manifest.h"

#include "world.h"

G_BEGIN_DECLS

/*
 * Takes bundles and other archives apart, so that a test can change something and put the
 * whole together again as its author, or whoever holds its keys, would.
 */
typedef struct
{
  char *name;
  GBytes *bytes;
} ForgeMember;

typedef struct
{
  GPtrArray *members; /* ForgeMember */
  json_t *manifest; /* (nullable): of a bundle; forge_sign() puts it among the members */
} Forge;

/* A sealed bundle, opened with the key of @reader. */
Forge *forge_open (const char *path, AhadiVault *reader);
/* Without members. */
Forge *forge_new (void);
/* An archive as it is. */
Forge *forge_open_archive (GBytes *archive);
void forge_free (Forge *self);

/* The member called @name, or whose name starts so. */
ForgeMember *forge_find (Forge *self, const char *name);
void forge_set (Forge *self, const char *name, GBytes *bytes);
void forge_set_text (Forge *self, const char *name, const char *text);
/* Behind the member called @after, or first. */
void forge_insert (Forge *self, const char *after, const char *name, GBytes *bytes);
void forge_remove (Forge *self, const char *name);

/* The manifest as it now is, signed by the device of @author. */
void forge_sign (Forge *self, AhadiVault *author);
/* A minisig by @author over any member @name, with any comment. */
void forge_sign_member (Forge *self,
                        const char *name,
                        AhadiVault *author,
                        const char *comment);

GBytes *forge_to_archive (Forge *self);
/* Seals the archive to @reader and writes it to the stick. Returns: (transfer full): the
 * path. */
char *forge_save (Forge *self, World *world, AhadiVault *reader);

/* The plain bytes of a part: gzip and padding. */
GBytes *forge_open_part (Forge *self, AhadiAudienceClass audience, AhadiVault *reader);
/* Its lines. */
char *forge_read_part (Forge *self, AhadiAudienceClass audience, AhadiVault *reader);
/* Seals plain bytes to the recipients of the manifest and puts length and hash there.
 * forge_sign() afterwards. */
void forge_seal_part (Forge *self, AhadiAudienceClass audience, GBytes *plain);
/* The same for lines. */
void forge_write_part (Forge *self, AhadiAudienceClass audience, const char *lines);
json_t *forge_get_part (Forge *self, AhadiAudienceClass audience);
void forge_set_part_recipients (Forge *self,
                                AhadiAudienceClass audience,
                                const char *const *recipients);

GBytes *forge_seal (GBytes *plain, const char *const *recipients);
GBytes *forge_seal_to (GBytes *plain, AhadiVault *reader);
GBytes *forge_unseal (GBytes *sealed, AhadiVault *reader);
GBytes *forge_gzip (const char *text, gsize size);
GBytes *forge_pad (GBytes *gzip, gsize size);
char *forge_get_recipient (AhadiVault *vault);

/* Chains and signs every segment of @lines anew: "to" is where its operations end.
 * Returns: (transfer full). */
char *forge_rechain (const char *lines, AhadiVault *author);

/* @text with the first @old replaced, which must be there. */
char *forge_replace (const char *text, const char *old, const char *by);
/* Lines from @first (0 is the header) to before @end of @text. */
char *forge_take_lines (const char *text, guint first, guint end);
guint forge_count_lines (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Forge, forge_free)

G_END_DECLS
