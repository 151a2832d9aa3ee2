/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/ahadi-card-codec.h"

#include "world.h"

G_BEGIN_DECLS

/*
 * An organisation on paper: three custodians, any two of whom may sign, a directory of
 * version 12 with a list of version 41 that list nobody yet, and the Code in two
 * languages. No vault; a test changes what it likes and prints the card.
 */
#define ORG_KEYS 3

typedef struct
{
  AhadiSigningKey *keys[ORG_KEYS];
  AhadiSigningKey *office;    /* of the membership holder who signs the list */
  AhadiDirectoryEntry holder; /* that is; on every printed card */
  AhadiDirectoryContent *content;
  AhadiRoots *roots;
  GPtrArray *texts; /* GBytes, in the order of the content's codes */
} Org;

void org_open (Org *self);
void org_close (Org *self);

/* The card, signed by the first @n_keys custodians, with the holder who signs its list.
 */
GBytes *org_print_card (const Org *self, guint n_keys);

/* Both documents parsed as a card's are: the directory, then the list. */
AhadiDirectoryContent *
org_parse (const char *directory, const char *list, GError **error);

AhadiId org_add_branch (Org *self, const char *name);
/* A holder or device with keys of its own. @branch: (nullable): for the two field roles.
 * Returns: borrowed from the content. */
AhadiDirectoryEntry *org_add_device (Org *self, AhadiRole role, const AhadiId *branch);
/* The next set of the line of roots, signed by the custodians: one of the same keys is
 * enough from now on. */
void org_change_roots (Org *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Org, org_close)

/* An entry with keys of its own that nobody has listed. */
AhadiDirectoryEntry org_make_entry (AhadiRole role, const AhadiId *branch);

G_END_DECLS
