/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Copies a folder with all that is in it to @to, which must not be there. */
void tree_copy (const char *from, const char *to);

/* Removes a folder, or a file, as far as that can be done. */
void tree_remove (const char *path);

G_END_DECLS
