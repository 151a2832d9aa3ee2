/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-session.h"

G_BEGIN_DECLS

/**
 * ahadi_records_save:
 * @record: a circle, member, pledge, withdrawal, report, addendum or attachment
 * @problems: (nullable) (element-type AhadiProblem): filled when it breaks rules
 * @changed: (out) (optional): %FALSE if nothing differs from what is kept
 *
 * Fills what the program knows and nobody wrote (consent, pledge, withdrawal, filing and
 * addition dates: today; the hash of the Code's text that a pledge shows; the member of a
 * withdrawn pledge; a report's reference), validates, checks that the records it newly
 * names are here, chooses the audience (membership; a report's by its route; an
 * addendum's that of its report; an attachment's that of what it belongs to) and its
 * readers (ahadi-routing.h), and saves one operation. @record then has its id. Of a
 * report that ahadi_conflict_lets_stay() denies, nothing can be read here any more:
 * @record is its last copy, and has its reference.
 *
 * Returns: %FALSE with %AHADI_MODEL_ERROR_ELSEWHERE at an office that does not read the
 *   audience itself, %AHADI_MODEL_ERROR_PROBLEMS and @problems filled,
 *   %AHADI_STORE_ERROR_NOT_FOUND for an id this vault does not hold, or the store's other
 *   errors; nothing was saved.
 */
gboolean ahadi_records_save (AhadiSession *session,
                             AhadiRecord *record,
                             GPtrArray *problems,
                             gboolean *changed,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* (element-type AhadiItem) */
GPtrArray *
ahadi_records_list (AhadiSession *session, const AhadiQuery *query, GError **error);
gboolean ahadi_records_count (AhadiSession *session,
                              const AhadiQuery *query,
                              guint64 *count,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
AhadiItem *ahadi_records_get (AhadiSession *session,
                              AhadiKind kind,
                              const AhadiId *id,
                              GError **error);

/* A pledge with what became of it. */
typedef struct
{
  AhadiItem *pledge;
  AhadiItem *withdrawal; /* nullable */
} AhadiPledgeState;

void ahadi_pledge_state_free (AhadiPledgeState *self);
/* (element-type AhadiPledgeState), newest first; @member NULL: all */
GPtrArray *
ahadi_records_list_pledges (AhadiSession *session, const AhadiId *member, GError **error);

/* One entry of a timeline, in words: "“Telephone” changed from “0712 …” to “0733 …”." */
typedef struct
{
  gint64 time; /* ms since the epoch */
  char *who;   /* "this laptop", "Kisumu", "Membership office": never a person's name */
  char *what;  /* one or more translated sentences */
} AhadiTimelineEntry;

void ahadi_timeline_entry_free (AhadiTimelineEntry *self);
/* (element-type AhadiTimelineEntry), newest first: the record's own history, what of it
 * was changed apart and what was decided of that; for a member also pledges and
 * withdrawals; for a report its addenda; and what is attached. */
GPtrArray *ahadi_records_timeline (AhadiSession *session,
                                   AhadiKind kind,
                                   const AhadiId *id,
                                   GError **error);

/* Digest of an audience, NULL for "membership". */
char *ahadi_records_digest (AhadiSession *session, const char *audience, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiPledgeState, ahadi_pledge_state_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiTimelineEntry, ahadi_timeline_entry_free)

G_END_DECLS
