/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ahadi-list-entry.h"

G_BEGIN_DECLS

/*
 * A row of a list of records: its name, what matters now, one state pill.
 */
#define AHADI_TYPE_RECORD_ROW (ahadi_record_row_get_type ())
G_DECLARE_FINAL_TYPE (AhadiRecordRow, ahadi_record_row, AHADI, RECORD_ROW, AdwBin)

GtkWidget *ahadi_record_row_new (void);

/* @entry NULL: shows nothing. Follows the entry until another is set. */
void ahadi_record_row_set_entry (AhadiRecordRow *self, AhadiListEntry *entry);

/* How a record is called and its second line, in lists and for the screen reader.
 * (transfer full) */
char *ahadi_record_title (const AhadiRecord *record);
char *ahadi_record_subtitle (const AhadiRecord *record);

G_END_DECLS
