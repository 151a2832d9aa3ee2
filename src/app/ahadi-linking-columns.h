/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "link/ahadi-link.h"

G_BEGIN_DECLS

/**
 * ahadi_linking_column_find:
 * @name: of a column, as it stands in a table: "Date of birth", " given_name"
 *
 * Returns: what the column holds; %AHADI_LINK_N_FIELDS if its name is not known
 */
AhadiLinkField ahadi_linking_column_find (const char *name);

G_END_DECLS
