/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-session.h"

G_BEGIN_DECLS

/*
 * What a laptop that was copied, or put back to an older day, told in two ways, for a
 * person at an office: which stories there are, and which of them counts.
 */

/* Of a story at least so many digits of its head name it. */
#define AHADI_STORIES_DIGITS 8

/* Returns: (transfer full) (element-type AhadiStory): those that @device told and this
 * office reads, the stories of one readership together; empty if there is one only. */
GPtrArray *
ahadi_stories_list (AhadiSession *session, const AhadiId *device, GError **error);

/* Returns: (nullable): of @stories the one whose head begins with these hex digits; NULL
 * if none does, or more than one. */
const AhadiStory *ahadi_stories_find (GPtrArray *stories, const char *digits);

/* As ahadi_device_choose(). */
gboolean ahadi_stories_choose (AhadiSession *session,
                               const AhadiStory *story,
                               const char *reason,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* --- In words: ahadi-sentences-stories.c --- */

/* For whom it is, its changes, and from when to when, by that laptop's clock. */
char *ahadi_stories_describe (const AhadiStory *story);

/* What a record is: its kind, and its name where it has one. */
char *ahadi_stories_name_record (const AhadiRecord *record);

/* What @record of @story says that the other stories of the same readership do not. Of a
 * report only what it is about, never what it says. */
char *ahadi_stories_tell_difference (GPtrArray *stories,
                                     const AhadiStory *story,
                                     const AhadiRecord *record);

/* How things stand with the stories of one laptop, and what to do. @trusted: it is, still
 */
const char *ahadi_stories_advise (GPtrArray *stories, gboolean trusted);

/* What choosing @story of @stories changes, before it is done. */
char *ahadi_stories_say_choice (GPtrArray *stories, const AhadiStory *story);

/* Why none was chosen; (nullable): NULL is the sentence for @error. */
const char *ahadi_stories_say_refusal (const GError *error);

G_END_DECLS
