/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-directory-content.h"

G_BEGIN_DECLS

/**
 * ahadi_list_join:
 * @self: whose list is replaced
 * @other: a list of the same organisation
 *
 * Joins two lists of devices of which neither signer knew the other (FORMAT.md, C11):
 * what either lists is listed, what either revokes is revoked. A device or branch that
 * they list differently is as the higher version has it, then as the lower text. The
 * version is one above both, the time the later one. Which of the two is @self makes no
 * difference. That the result keeps the rules of the whole is for the caller to check:
 * two lists of 30 devices of a branch do, and their join does not.
 */
void ahadi_list_join (AhadiDirectoryContent *self, const AhadiDirectoryContent *other);

G_END_DECLS
