/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-command.h"

G_BEGIN_DECLS

/* What the other files of `vault` put into its table. */

extern const AhadiOption ahadi_cmd_vault_passwd_options[];
extern const AhadiOption ahadi_cmd_vault_recovery_options[];
int ahadi_cmd_vault_passwd (AhadiInvocation *invocation);
int ahadi_cmd_vault_recovery (AhadiInvocation *invocation);

extern const AhadiOption ahadi_cmd_vault_handover_options[];
int ahadi_cmd_vault_rekey (AhadiInvocation *invocation);
int ahadi_cmd_vault_handover (AhadiInvocation *invocation);

extern const AhadiOption ahadi_cmd_vault_people_options[];
int ahadi_cmd_vault_people_list (AhadiInvocation *invocation);
int ahadi_cmd_vault_people_add (AhadiInvocation *invocation);
int ahadi_cmd_vault_people_remove (AhadiInvocation *invocation);

extern const AhadiOption ahadi_cmd_vault_shares_options[];
int ahadi_cmd_vault_shares_create (AhadiInvocation *invocation);
int ahadi_cmd_vault_shares_list (AhadiInvocation *invocation);
int ahadi_cmd_vault_shares_show (AhadiInvocation *invocation);
int ahadi_cmd_vault_shares_check (AhadiInvocation *invocation);
int ahadi_cmd_vault_shares_print (AhadiInvocation *invocation);

extern const AhadiOption ahadi_cmd_vault_compact_options[];
int ahadi_cmd_vault_compact (AhadiInvocation *invocation);

extern const AhadiOption ahadi_cmd_vault_wipe_options[];
int ahadi_cmd_vault_wipe (AhadiInvocation *invocation);

G_END_DECLS
