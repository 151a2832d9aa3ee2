/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/*
 * The window while the vault is open: the sidebar by role, the page chosen there, and
 * over them at most one flow (a form, a pledge, a report).
 *
 * Actions of everything inside: "shell.go" (s: page), "shell.open" (ss: kind, id),
 * "shell.start" (ss: flow, id or ""), "shell.resume" (s: draft), "shell.discard" (s:
 * draft), "shell.undo", "shell.close-flow", "shell.import" (as: paths).
 */
#define AHADI_TYPE_SHELL (ahadi_shell_get_type ())
G_DECLARE_FINAL_TYPE (AhadiShell, ahadi_shell, AHADI, SHELL, AdwBin)

GtkWidget *ahadi_shell_new (AhadiKeeper *keeper);

/* Where the person is: borrowed page name; (nullable): the draft of the open flow. */
const char *ahadi_shell_get_page (AhadiShell *self);
const char *ahadi_shell_get_draft (AhadiShell *self);

void ahadi_shell_go (AhadiShell *self, const char *page);
void ahadi_shell_resume (AhadiShell *self, const char *draft);
void ahadi_shell_import (AhadiShell *self, const char *const *paths);

G_END_DECLS
