/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* What a run of a publisher did. */
typedef struct
{
  guint64 operations;   /* published now */
  guint64 records;      /* rows written or taken out */
  guint64 erased;       /* records whose content went */
  guint64 withdrawn;    /* operations that were there and may count no longer */
  guint64 contradicted; /* operations of which the database has another one */
  GPtrArray *missing;   /* utf8: roles that an administrator has to make */
} AhadiPublishResult;

void ahadi_publish_result_clear (AhadiPublishResult *self);

/* Of operations that count in the vault, and of rows that they give: those that the
 * database lacks, those that are others there, and those that it has beside (of another
 * office, or of one that knows more). */
typedef struct
{
  guint64 same;
  guint64 missing;
  guint64 different;
  guint64 more;
} AhadiPublishDifference;

typedef struct
{
  AhadiPublishDifference operations;
  AhadiPublishDifference rows;
} AhadiPublishCheck;

/* Whether the vault has nothing that is not there, or there otherwise. */
gboolean ahadi_publish_check_is_fine (const AhadiPublishCheck *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AhadiPublishResult, ahadi_publish_result_clear)

G_END_DECLS
