/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AhadiModelError:
 * @AHADI_MODEL_ERROR_UNKNOWN: a kind or field this program does not know: made by a newer
 * one
 * @AHADI_MODEL_ERROR_VALUE: a value that its field's type does not allow
 * @AHADI_MODEL_ERROR_PROBLEMS: the record breaks rules of its kind; see the list of
 * #AhadiProblem
 * @AHADI_MODEL_ERROR_ELSEWHERE: nobody who reads such a record would get it from here
 */
typedef enum
{
  AHADI_MODEL_ERROR_UNKNOWN,
  AHADI_MODEL_ERROR_VALUE,
  AHADI_MODEL_ERROR_PROBLEMS,
  AHADI_MODEL_ERROR_ELSEWHERE,
} AhadiModelError;

#define AHADI_MODEL_ERROR (ahadi_model_error_quark ())
GQuark ahadi_model_error_quark (void);

G_END_DECLS
