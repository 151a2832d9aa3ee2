/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-session.h"

G_BEGIN_DECLS

/**
 * AhadiGap:
 * @whose: "Branch Kisumu", or an office
 * @audience: whom they are for, as parts of bundles are named: "membership"
 * @from: the first change; @to: the last one
 * @frozen: they are here, but their author signed two stories from @from on, so that none
 *   of them counts; else they have not arrived
 *
 * Changes of somebody else that do not count here.
 */
typedef struct
{
  char *whose;
  const char *audience;
  guint64 from;
  guint64 to;
  gboolean frozen;
} AhadiGap;

void ahadi_gap_free (AhadiGap *self);

/* Returns: (transfer full) (element-type AhadiGap): in the order in which their authors
 * were heard of. What was frozen is no longer told once its author writes in a new epoch:
 * with that it has sent its own again. */
GPtrArray *ahadi_gaps_list (AhadiSession *session, GError **error);

/* What it is, in half a sentence; what to do; both. */
char *ahadi_gap_name (const AhadiGap *self);
const char *ahadi_gap_advise (const AhadiGap *self);
char *ahadi_gap_describe (const AhadiGap *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiGap, ahadi_gap_free)

G_END_DECLS
