/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-draft-saver.h"
#include "ahadi-form-frame.h"
#include "ahadi-keeper-records.h"

G_BEGIN_DECLS

/*
 * What every form of one page does: load the record or the draft, keep the draft, save,
 * say what is wrong, close. Owned by the widget that has the form.
 */
#define AHADI_TYPE_RECORD_FORM (ahadi_record_form_get_type ())
G_DECLARE_FINAL_TYPE (AhadiRecordForm, ahadi_record_form, AHADI, RECORD_FORM, GObject)

/*
 * @id: (nullable): the record to correct; NULL for a new one. @draft: its draft's name.
 * @frame is borrowed, and with it all of its fields.
 *
 * Signals: "loaded" (the fields hold the record or draft), "changed" (somebody typed),
 * "complete" (record: set what the form does not ask before it is saved), "check"
 * (record: whoever returns %TRUE looks at it and then says ahadi_record_form_go_on()),
 * "saved" (record, changed).
 */
AhadiRecordForm *ahadi_record_form_new (AhadiKeeper *keeper,
                                        AhadiFormFrame *frame,
                                        AhadiKind kind,
                                        const AhadiId *id,
                                        const char *draft);

/* The record as it stands in the form now; what can't be read is as before. (transfer
 * full) */
AhadiRecord *ahadi_record_form_read (AhadiRecordForm *self);

gboolean ahadi_record_form_is_new (AhadiRecordForm *self);

/* Ends a "check": the record is saved, or the form goes on as it was. */
void ahadi_record_form_go_on (AhadiRecordForm *self, gboolean save);

/* Closes the form; what was typed stays as its draft. */
void ahadi_record_form_close (AhadiRecordForm *self);

G_END_DECLS
