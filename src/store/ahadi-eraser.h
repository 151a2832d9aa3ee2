/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-rows.h"

G_BEGIN_DECLS

/*
 * Private to store/: makes records go. Their bodies in the log become NULL (the hashes
 * stay, and with them the chain), their rows, words and drafts are removed, and what
 * belongs to them goes too. The caller holds a transaction; once it is committed, the
 * write-ahead log is emptied, and the next backup replaces all older ones.
 *
 * An erasure in `membership` or a branch's audience counts in all of these: one office
 * reads them. Any other counts in its own.
 */

/* Why, and since when. Borrowed texts. */
typedef struct
{
  const char *kind; /* of the record */
  const char *reason;
  const char *date;
  const char *reference; /* (nullable): what the stub of a dropped report keeps */
  const char *route;     /* (nullable) */
} AhadiEraserWhy;

/* Whether anything is gone from this vault. */
gboolean ahadi_eraser_is_needed (AhadiVault *vault,
                                 gboolean *needed,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether @entity is gone from @audience (a number). */
gboolean ahadi_eraser_has (AhadiVault *vault,
                           gint64 audience,
                           const AhadiId *entity,
                           gboolean *gone,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Erases @entity from @audience (a number) and those read with it. Done twice it changes
 * nothing the second time. */
gboolean ahadi_eraser_erase (AhadiVault *vault,
                             gint64 audience,
                             const AhadiId *entity,
                             const AhadiEraserWhy *why,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same as @erasure says, a row of that kind. */
gboolean ahadi_eraser_take (AhadiVault *vault,
                            const AhadiStoredRow *erasure,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* An erasure that was folded, or a record that came and belongs to one that is gone: its
 * audience's number, and its own kind and id. */
typedef struct
{
  gint64 audience;
  AhadiKind kind;
  AhadiId id;
} AhadiErasureMark;

/* The same as the rows of @erasures (AhadiErasureMark) say. What belongs to a record that
 * is gone goes with all that belongs to it. */
gboolean ahadi_eraser_take_all (AhadiVault *vault,
                                const GArray *erasures,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same as those erasures say that are held beyond a fork: what one story of an
 * office's laptop erased is gone, whichever story came first. */
gboolean ahadi_eraser_take_held (AhadiVault *vault,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The sealed file that @operation, of a record that is gone, names goes too. */
gboolean ahadi_eraser_leave_blob (AhadiVault *vault,
                                  const AhadiOperation *operation,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * ahadi_eraser_take_belonging:
 * @place: of an operation in the log, whose parsed body is @body
 * @gone: (out): whether it belongs to a record that is gone, and so went too
 */
gboolean ahadi_eraser_take_belonging (AhadiVault *vault,
                                      gint64 audience,
                                      gint64 place,
                                      const AhadiOperation *operation,
                                      const AhadiBody *body,
                                      gboolean *gone,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
