/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AhadiSwap: where the system puts memory that it has no room for.
 * @AHADI_SWAP_NONE: nowhere, or only into memory itself (zram without a disk behind it)
 * @AHADI_SWAP_SEALED: onto disks that dm-crypt encrypts
 * @AHADI_SWAP_OPEN: onto a disk of which that can't be told; what is shown of a vault may
 * be read there later
 */
typedef enum
{
  AHADI_SWAP_NONE,
  AHADI_SWAP_SEALED,
  AHADI_SWAP_OPEN,
} AhadiSwap;

/* @root: "/", or a folder that holds a `proc` and a `sys`. Needs no rights. */
AhadiSwap ahadi_swap_judge (const char *root);

G_END_DECLS
