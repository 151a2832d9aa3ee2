/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/*
 * What is attached to the record of a page: a list, new files by choosing or dropping
 * them, copies. In a report names and pictures are covered until somebody asks for them.
 */
#define AHADI_TYPE_ATTACHMENTS_GROUP (ahadi_attachments_group_get_type ())
G_DECLARE_FINAL_TYPE (AhadiAttachmentsGroup,
                      ahadi_attachments_group,
                      AHADI,
                      ATTACHMENTS_GROUP,
                      AdwPreferencesGroup)

void ahadi_attachments_group_start (AhadiAttachmentsGroup *self, AhadiKeeper *keeper);

/* A report or a member; again after each change. */
void ahadi_attachments_group_show (AhadiAttachmentsGroup *self,
                                   AhadiKind kind,
                                   const AhadiId *id);

G_END_DECLS
