/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/*
 * Saves what is typed into one form as a draft in the vault: half a second after the last
 * ahadi_draft_saver_touch(), and at once before the vault is locked.
 */
#define AHADI_TYPE_DRAFT_SAVER (ahadi_draft_saver_get_type ())
G_DECLARE_FINAL_TYPE (AhadiDraftSaver, ahadi_draft_saver, AHADI, DRAFT_SAVER, GObject)

/* Returns: (transfer full): the form's values now. */
typedef json_t *(*AhadiSnapshot) (gpointer form);

/* @form is borrowed: it owns the saver. */
AhadiDraftSaver *ahadi_draft_saver_new (AhadiKeeper *keeper,
                                        const char *name,
                                        AhadiKind kind,
                                        AhadiSnapshot snapshot,
                                        gpointer form);

const char *ahadi_draft_saver_get_name (AhadiDraftSaver *self);

void ahadi_draft_saver_touch (AhadiDraftSaver *self);

/* Another page is shown: worth keeping only once something was typed. */
void ahadi_draft_saver_move (AhadiDraftSaver *self);

/* It was restored from a draft. */
void ahadi_draft_saver_set_begun (AhadiDraftSaver *self);

/* Hands over what is not saved yet. */
void ahadi_draft_saver_flush (AhadiDraftSaver *self);

/* What must not stay on this laptop is no draft either: what was saved is forgotten, and
 * nothing more is until it may be @kept again. */
void ahadi_draft_saver_set_kept (AhadiDraftSaver *self, gboolean kept);

/* The record was saved: nothing more is written. */
void ahadi_draft_saver_stop (AhadiDraftSaver *self);

/* The person does not want it: forgets the draft. */
void ahadi_draft_saver_discard (AhadiDraftSaver *self);

G_END_DECLS
