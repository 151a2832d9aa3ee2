/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/ahadi-app.h"

G_BEGIN_DECLS

/*
 * One file before it is attached: what it is, what it tells and that this is taken out,
 * unless it is kept with a reason; what it belongs to; a note.
 */
#define AHADI_TYPE_ATTACH_DIALOG (ahadi_attach_dialog_get_type ())
G_DECLARE_FINAL_TYPE (
    AhadiAttachDialog, ahadi_attach_dialog, AHADI, ATTACH_DIALOG, AdwWindow)

/* @attachment: (transfer full) (nullable): NULL if it is not to be attached */
typedef void (*AhadiAttachAnswered) (gpointer owner, AhadiRecord *attachment);

/* @places: (element-type AhadiAttachPlace), the first is proposed; @at and @n: the file's
 * place among several. @answered is not called once @owner is gone. */
void ahadi_attach_dialog_ask (GtkWidget *owner,
                              const AhadiAttachmentLook *look,
                              GPtrArray *places,
                              guint at,
                              guint n,
                              AhadiAttachAnswered answered);

G_END_DECLS
