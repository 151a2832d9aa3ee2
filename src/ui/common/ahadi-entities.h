/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-field-row.h"
#include "ahadi-keeper.h"

G_BEGIN_DECLS

/* Fills an entity field with the records of @kind, by name; at most some hundreds. */
void ahadi_entities_fill (AhadiFieldRow *row, AhadiKeeper *keeper, AhadiKind kind);

G_END_DECLS
