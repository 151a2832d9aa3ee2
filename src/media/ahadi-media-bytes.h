/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Private to media/: numbers of four bytes, the lowest first. */
void ahadi_put_u32le (guint8 *bytes, guint32 value);
guint32 ahadi_get_u32le (const guint8 *bytes);

G_END_DECLS
