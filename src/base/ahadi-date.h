/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * A calendar date that may be approximate: "1987", "1987-05" or "1987-05-14" (ISO 8601
 * reduced precision). As text everywhere; these functions read it.
 */
typedef struct
{
  int year;  /* 1800…2200 */
  int month; /* 0 = not known */
  int day;   /* 0 = not known */
} AhadiDate;

gboolean ahadi_date_parse (const char *text,
                           AhadiDate *date,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Today in the local time zone. */
AhadiDate ahadi_date_today (void);
char *ahadi_date_to_string (const AhadiDate *date);

/* Whether @date cannot be before or on @limit, whatever its unknown parts are. */
gboolean ahadi_date_is_after (const AhadiDate *date, const AhadiDate *limit);

/**
 * ahadi_date_youngest_age:
 * @birth: a birth date
 * @on: a full date
 *
 * Returns: the lowest age in years the person can have on @on; unknown month or day are
 * taken as the latest possible, so that someone who may be a child is treated as one.
 */
int ahadi_date_youngest_age (const AhadiDate *birth, const AhadiDate *on);

G_END_DECLS
