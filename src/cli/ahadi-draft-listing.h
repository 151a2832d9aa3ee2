/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-invocation.h"

G_BEGIN_DECLS

/* A draft of the directory on the terminal; @described is of ahadi_trust_describe(). */
void ahadi_draft_listing_say (const AhadiInvocation *invocation, json_t *described);
/* Its "changes" alone. */
void ahadi_draft_listing_say_changes (const AhadiInvocation *invocation, json_t *changes);
/* How many have signed, and whether that is enough. */
void ahadi_draft_listing_say_signed (const AhadiInvocation *invocation,
                                     json_t *described);

/* `directory draft …`, in ahadi-cmd-directory-draft.c. */
extern const AhadiOption ahadi_draft_options[];
extern const AhadiOption ahadi_draft_roots_options[];
extern const AhadiOption ahadi_draft_code_options[];
int ahadi_draft_run_roots (AhadiInvocation *invocation);
int ahadi_draft_run_holder_remove (AhadiInvocation *invocation);
int ahadi_draft_run_settings (AhadiInvocation *invocation);
int ahadi_draft_run_code (AhadiInvocation *invocation);
int ahadi_draft_run_take (AhadiInvocation *invocation);
int ahadi_draft_run_add (AhadiInvocation *invocation);
int ahadi_draft_run_drop (AhadiInvocation *invocation);

G_END_DECLS
