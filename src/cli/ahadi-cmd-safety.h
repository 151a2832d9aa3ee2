/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-invocation.h"

G_BEGIN_DECLS

/* The commands of `vault` that make, try and put back backups; the table in
 * ahadi-cmd-vault.c names them. */
extern const AhadiOption ahadi_cmd_backup_options[];
extern const AhadiOption ahadi_cmd_restore_options[];
extern const AhadiOption ahadi_cmd_drill_options[];

int ahadi_cmd_backup (AhadiInvocation *invocation);
int ahadi_cmd_restore (AhadiInvocation *invocation);
int ahadi_cmd_drill (AhadiInvocation *invocation);

/* "sealed_backup", "backup_folder", "last_drill" … of `vault check`, into @object. */
void ahadi_cmd_safety_print (json_t *object, const AhadiSafety *safety);

G_END_DECLS
