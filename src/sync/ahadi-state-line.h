/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-part-check.h"
#include "ahadi-part-writer.h"
#include "ahadi-state.h"

G_BEGIN_DECLS

/*
 * The state that everything which an office has of an audience gives (FORMAT.md, A8):
 * whoever starts from there, and holds the same, must come to it too.
 */

/* Of @vault, in the part for @audience. Errors: the vault's and the disk's. */
gboolean ahadi_state_line_write (AhadiVault *vault,
                                 const char *audience,
                                 AhadiPartWriter *part,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * ahadi_state_line_judge:
 * @summary: of the part of @audience, merged by now
 * @verdict: (out): what this vault came to
 */
gboolean ahadi_state_line_judge (AhadiVault *vault,
                                 const char *audience,
                                 const AhadiPartSummary *summary,
                                 AhadiStateVerdict *verdict,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
