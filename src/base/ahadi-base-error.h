/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AhadiBaseError:
 * @AHADI_BASE_ERROR_SYNTAX: the text or bytes do not follow their grammar
 * @AHADI_BASE_ERROR_LIMIT: well formed so far, but above a stated size or depth
 * @AHADI_BASE_ERROR_NO_SPACE: the disk is full or nearly so; nothing was replaced
 * @AHADI_BASE_ERROR_IO: the operating system refused; the message says what
 */
typedef enum
{
  AHADI_BASE_ERROR_SYNTAX,
  AHADI_BASE_ERROR_LIMIT,
  AHADI_BASE_ERROR_NO_SPACE,
  AHADI_BASE_ERROR_IO,
} AhadiBaseError;

#define AHADI_BASE_ERROR (ahadi_base_error_quark ())
GQuark ahadi_base_error_quark (void);

G_END_DECLS
