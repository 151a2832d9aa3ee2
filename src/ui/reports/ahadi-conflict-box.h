/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/*
 * Asks whether a report is about somebody who must not read it, and, for members of the
 * Committee, about which seats. Signal "changed": other seats were chosen.
 */
#define AHADI_TYPE_CONFLICT_BOX (ahadi_conflict_box_get_type ())
G_DECLARE_FINAL_TYPE (AhadiConflictBox, ahadi_conflict_box, AHADI, CONFLICT_BOX, AdwBin)

/* Reads the seats of the Committee. */
void ahadi_conflict_box_start (AhadiConflictBox *self, AhadiKeeper *keeper);

AhadiAbout ahadi_conflict_box_get_about (AhadiConflictBox *self);

/* Whether all is answered. */
gboolean ahadi_conflict_box_is_complete (AhadiConflictBox *self);

/* A value of AHADI_REPORT_RECUSED: (transfer full) (nullable). */
char *ahadi_conflict_box_get_recused (AhadiConflictBox *self);
void ahadi_conflict_box_set_recused (AhadiConflictBox *self, const char *recused);

/* Shows what follows from the answers. */
void ahadi_conflict_box_update (AhadiConflictBox *self);

G_END_DECLS
