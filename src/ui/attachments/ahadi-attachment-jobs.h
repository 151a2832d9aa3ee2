/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-keeper.h"
#include "ahadi-meter.h"

G_BEGIN_DECLS

/* The use cases of app/ahadi-attachments.h as jobs of the keeper. */

/* @done: AhadiAttached */
void ahadi_attachment_jobs_load (AhadiKeeper *keeper,
                                 AhadiKind kind,
                                 const AhadiId *id,
                                 gpointer owner,
                                 AhadiDone done);

/* @done: AhadiAttachmentLook */
void ahadi_attachment_jobs_look (AhadiKeeper *keeper,
                                 const char *path,
                                 gpointer owner,
                                 AhadiDone done);

/* @attachment: (transfer full) */
void ahadi_attachment_jobs_add (AhadiKeeper *keeper,
                                AhadiRecord *attachment,
                                const char *path,
                                AhadiMeter *meter,
                                GCancellable *cancellable,
                                gpointer owner,
                                AhadiDone done);

void ahadi_attachment_jobs_save (AhadiKeeper *keeper,
                                 AhadiRecord *attachment,
                                 const char *path,
                                 AhadiMeter *meter,
                                 GCancellable *cancellable,
                                 gpointer owner,
                                 AhadiDone done);

/* Takes it out again, if nothing of it was sent (ahadi_erasing_take_back()). */
void ahadi_attachment_jobs_take_back (AhadiKeeper *keeper,
                                      const AhadiId *attachment,
                                      gpointer owner,
                                      AhadiDone done);

/* @done: GBytes of a PNG, empty if there is none to be made. */
void ahadi_attachment_jobs_draw (AhadiKeeper *keeper,
                                 AhadiRecord *attachment,
                                 gpointer owner,
                                 AhadiDone done);

G_END_DECLS
