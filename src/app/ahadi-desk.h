/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-duplicates.h"
#include "ahadi-gaps.h"
#include "ahadi-reviews.h"
#include "ahadi-safety.h"

G_BEGIN_DECLS

/* Who this vault is and where it stands: what Home, Sync and `vault check` show. */
typedef struct
{
  AhadiRole role;
  char *label;
  char *branch_name;    /* nullable */
  char *org_name;       /* nullable: no card yet */
  guint32 card_version; /* 0: no card */
  gint64 card_time;     /* ms: of the directory */
  guint32 list_version; /* of the list of devices; 0: no card */
  gint64 list_time;     /* ms */
  gboolean enrolled;    /* listed in the newest directory we have */
  gboolean revoked;     /* it revokes this laptop, for good */
  guint32 dropped;      /* the card that lists this laptop no more, as one before it did;
                           0: none */
  gboolean founder;     /* holds the root key */
  AhadiDeliveryCounts deliveries;
  guint64 sendable;  /* operations that an export would carry now; field */
  guint64 held_back; /* and those for an office that has no holder yet */
  guint64 members, pledges, circles, reports;
  gint64 last_export;     /* ms, 0 never */
  gint64 last_reply;      /* ms of the last reply taken in; 0 never */
  gint64 last_import;     /* ms; offices */
  gint64 last_backup;     /* ms */
  AhadiSafety *safety;    /* sealed backups and drills */
  guint pending_requests; /* membership office */
  guint set_aside;        /* bundles kept for devices not known yet */
  guint undecided;        /* and for one that was revoked, until it is decided how far it
                             counts; offices */
  AhadiReviewCounts reviews; /* fields that several changed apart; offices */
  guint carried;             /* sealed bundles kept here for others */
  guint64 carried_bytes;
  GPtrArray *gaps; /* (element-type AhadiGap) */
  guint64 missing; /* changes in those of them that have not arrived */
  AhadiDuplicateCounts duplicates;
  guint drafts;
  AhadiClockState clock;
  gboolean clock_was_ahead; /* the clock may be right, but something here is of later */
  AhadiFolderAccess access; /* how the vault's folder was found */
  guint64 disk_free;        /* bytes on the vault's disk */
  gboolean disk_low;        /* less than the store's floor */
} AhadiDesk;

AhadiDesk *ahadi_desk_load (AhadiSession *session, GError **error);
void ahadi_desk_free (AhadiDesk *self);

/**
 * ahadi_desk_put_clock_right:
 * @records: (out): how many were written again
 *
 * Somebody looked: this laptop's clock is right now. What was written here with a later
 * time is written again, as of now; the next export sends it.
 *
 * Returns: %FALSE with %AHADI_STORE_ERROR_FAILED, and nothing changed, if it can't be
 *   right, for what others wrote or signed is of more than a day later.
 */
gboolean ahadi_desk_put_clock_right (AhadiSession *session,
                                     guint64 *records,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* (element-type AhadiJournalEntry), newest first. */
GPtrArray *ahadi_desk_journal (AhadiSession *session, guint limit, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiDesk, ahadi_desk_free)

G_END_DECLS
