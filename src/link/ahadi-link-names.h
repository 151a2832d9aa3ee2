/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-link-vector.h"

G_BEGIN_DECLS

/* The part of ahadi_link_compare() that is about names: adds to @vector. */
void ahadi_link_names_compare (const AhadiLinkPerson *a,
                               const AhadiLinkPerson *b,
                               AhadiLinkVector *vector);

G_END_DECLS
