/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-linking.h"
#include "ahadi-session.h"

G_BEGIN_DECLS

/*
 * Members who may be there twice, and what people decide of them. Nothing is merged and
 * nothing decided by itself: two records of one person stay two, and are shown together.
 */

/**
 * AhadiDuplicate:
 * @a: (nullable): a member; %NULL for one who is not saved yet
 * @b: another
 * @score: bits: log2 of the odds that both are one person
 * @sure: surely worth asking about; else perhaps
 * @reasons: (element-type utf8): for ahadi_linking_say_reason()
 * @word: (nullable): what counts of what was said of these two, of ahadi-same-as.h
 */
typedef struct
{
  AhadiItem *a;
  AhadiItem *b;
  double score;
  gboolean sure;
  GPtrArray *reasons;
  const char *word;
} AhadiDuplicate;

void ahadi_duplicate_free (AhadiDuplicate *self);

typedef struct
{
  guint64 sure;    /* pairs that are surely worth asking about, and undecided */
  guint64 perhaps; /* other undecided pairs */
  guint64 behind;  /* members who were not compared with all others yet */
} AhadiDuplicateCounts;

gboolean ahadi_duplicates_count (AhadiSession *session,
                                 AhadiDuplicateCounts *counts,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * ahadi_duplicates_look:
 * @progress: (nullable): %AHADI_STEP_COMPARE, in members
 *
 * Compares whoever is new or has changed with all others. The first time, and after a
 * large import, it takes a while.
 *
 * Returns: %FALSE with %G_IO_ERROR_CANCELLED, and what is done is kept
 */
gboolean ahadi_duplicates_look (AhadiSession *session,
                                const AhadiProgress *progress,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

typedef enum
{
  AHADI_DUPLICATES_SURE,    /* undecided, and surely worth asking about */
  AHADI_DUPLICATES_ALL,     /* undecided */
  AHADI_DUPLICATES_DECIDED, /* the same, or different, by what was said of them */
} AhadiDuplicatesFilter;

/* (transfer full) (element-type AhadiDuplicate): the likest first; of what the last look
 * found. @limit 0: all */
GPtrArray *ahadi_duplicates_list (AhadiSession *session,
                                  AhadiDuplicatesFilter filter,
                                  guint offset,
                                  guint limit,
                                  GError **error);

/* Two members who are here, whatever was found. %AHADI_STORE_ERROR_NOT_FOUND */
AhadiDuplicate *ahadi_duplicates_get (AhadiSession *session,
                                      const AhadiId *a,
                                      const AhadiId *b,
                                      GError **error);

/* (transfer full) (element-type AhadiDuplicate): members who surely are worth asking
 * about before @member, saved or not, is saved; without those of whom it was decided. */
GPtrArray *
ahadi_duplicates_find (AhadiSession *session, const AhadiRecord *member, GError **error);

/**
 * ahadi_duplicates_decide:
 * @verdict: of ahadi-same-as.h
 * @reason: (nullable)
 * @changed: (out) (optional): %FALSE if the same was said last
 *
 * Says it of two members who are here; the next bundle carries it.
 */
gboolean ahadi_duplicates_decide (AhadiSession *session,
                                  const AhadiId *a,
                                  const AhadiId *b,
                                  const char *verdict,
                                  const char *reason,
                                  gboolean *changed,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* (transfer full) (element-type AhadiItem): the other records, which are here, of the
 * person who is @member. */
GPtrArray *ahadi_duplicates_list_others (AhadiSession *session,
                                         const AhadiId *member,
                                         GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiDuplicate, ahadi_duplicate_free)

G_END_DECLS
