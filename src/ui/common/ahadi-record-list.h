/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/*
 * The list of "list beside detail": search on top, a filter under it, rows, how many
 * there are. Children of type "empty" are shown when there is no record at all.
 *
 * Signal "chosen" (item, open): a row was selected, or NULL when none is; not to be
 * opened yet when the arrow keys only walk over it.
 */
#define AHADI_TYPE_RECORD_LIST (ahadi_record_list_get_type ())
G_DECLARE_FINAL_TYPE (AhadiRecordList, ahadi_record_list, AHADI, RECORD_LIST, AdwBin)

/* Once, after it was made. */
void ahadi_record_list_start (AhadiRecordList *self,
                              AhadiKeeper *keeper,
                              AhadiKind kind,
                              AhadiSort sort);

/* Selects the record when it is among those read, now or after the next reload. */
void ahadi_record_list_select (AhadiRecordList *self, const AhadiId *id);

void ahadi_record_list_focus_search (AhadiRecordList *self);

G_END_DECLS
