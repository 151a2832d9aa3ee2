/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "link/ahadi-link.h"

G_BEGIN_DECLS

/* Pairs of a field and its text, ended by %AHADI_LINK_N_FIELDS; rated as if one person in
 * a thousand had each value. */
AhadiLinkPerson *people_make (AhadiLinkField field, ...);

/* Somebody of whom only the names are known. */
AhadiLinkPerson *people_named (const char *name);

/* Compares two whom only these names tell apart. */
AhadiLinkVector people_compare_names (const char *a, const char *b);

G_END_DECLS
