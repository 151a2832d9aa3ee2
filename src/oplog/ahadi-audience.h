/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/ahadi-base.h"

G_BEGIN_DECLS

/* Who may read (FORMATS 3). The class names a bundle's part; the whole name (with the
 * branch or device) names the stream. */
typedef enum
{
  AHADI_AUDIENCE_MEMBERSHIP = 1,
  AHADI_AUDIENCE_EXECUTIVE_DIRECTOR = 2,
  AHADI_AUDIENCE_BOARD_COMMITTEE = 3,
  AHADI_AUDIENCE_SAFEGUARDING = 4,
  AHADI_AUDIENCE_BRANCH = 5,
  AHADI_AUDIENCE_DEVICE = 6,
} AhadiAudienceClass;

#define AHADI_AUDIENCE_N_FIELD 5 /* the classes of a field bundle: 1 to 5 */

/* The longest: "device/" and 32 hex digits, and NUL. */
#define AHADI_AUDIENCE_TEXT_SIZE 40

/* "membership" and so on: the part's name in a bundle. NULL if unknown. */
const char *ahadi_audience_class_to_string (AhadiAudienceClass audience_class);
gboolean ahadi_audience_class_parse (const char *text, AhadiAudienceClass *audience_class)
    G_GNUC_WARN_UNUSED_RESULT;

/**
 * ahadi_audience_make:
 * @audience_class: a class
 * @scope: (nullable): branch id for BRANCH, device id for DEVICE, else NULL
 *
 * Returns: (transfer full): "membership", "branch/<32 hex>", "device/<32 hex>".
 */
char *ahadi_audience_make (AhadiAudienceClass audience_class, const AhadiId *scope);

/* Strict reading of a whole name. @scope (out, nullable) is zero where there is none. */
gboolean ahadi_audience_parse (const char *text,
                               AhadiAudienceClass *audience_class,
                               AhadiId *scope) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
