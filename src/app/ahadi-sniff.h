/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AhadiLook: what a file seems to be by its first bytes and its size, not by its name.
 * @AHADI_LOOK_CARD: a tar: only a secretariat card travels as one
 * @AHADI_LOOK_REQUEST: sealed, and smaller than any bundle can be
 * @AHADI_LOOK_OTHER: for ahadi_import_file() to judge, also if it could not be read
 */
typedef enum
{
  AHADI_LOOK_CARD,
  AHADI_LOOK_REQUEST,
  AHADI_LOOK_OTHER,
} AhadiLook;

/* The five parts of a bundle are padded to 64 KiB each. */
#define AHADI_SNIFF_REQUEST_LIMIT (64 * 1024)

AhadiLook ahadi_sniff_file (const char *path);

G_END_DECLS
