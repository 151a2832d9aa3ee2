/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-keeper-records.h"
#include "ahadi-questions.h"

G_BEGIN_DECLS

/*
 * What question pages of one record do: keep the draft with the page it stood on, save at
 * the end, say what is wrong and where. Owned by the widget that has the questions.
 */
#define AHADI_TYPE_RECORD_FLOW (ahadi_record_flow_get_type ())
G_DECLARE_FINAL_TYPE (AhadiRecordFlow, ahadi_record_flow, AHADI, RECORD_FLOW, GObject)

/*
 * @questions is borrowed, and with it all of its fields. @draft: its draft's name.
 *
 * Signals: "store" (json_t: add what is not in fields), "restore" (json_t), "loaded",
 * "changed", "complete" (record: set what was not asked before it is saved), "saved"
 * (record).
 */
AhadiRecordFlow *ahadi_record_flow_new (AhadiKeeper *keeper,
                                        AhadiQuestions *questions,
                                        AhadiKind kind,
                                        const char *draft);

/* After its signals were connected: restores the draft. */
void ahadi_record_flow_start (AhadiRecordFlow *self);

/* Something that is no field was changed. */
void ahadi_record_flow_touch (AhadiRecordFlow *self);

/* FALSE: it must not stay on this laptop, so there is no draft, and whoever closes it is
 * asked first. */
void ahadi_record_flow_set_kept (AhadiRecordFlow *self, gboolean kept);

/* The record as it stands now, "complete" included. (transfer full) */
AhadiRecord *ahadi_record_flow_read (AhadiRecordFlow *self);

G_END_DECLS
