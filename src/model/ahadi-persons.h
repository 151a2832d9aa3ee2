/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Private to model/: the array of AHADI_REPORT_PERSONS, whose grammar stands in
 * ahadi-report.h. */
#define AHADI_PERSONS_LIMIT 50

/**
 * ahadi_persons_check:
 * @text: canonical compact JSON
 *
 * An empty array is allowed here: that a report needs a person is for
 * ahadi_report_validate().
 *
 * Returns: %FALSE with %AHADI_MODEL_ERROR_VALUE if @text is not such an array, or is one
 * in another spelling.
 */
gboolean ahadi_persons_check (const char *text, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
