/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "merge/ahadi-merge.h"

G_BEGIN_DECLS

/* Records as somebody who sorts and folds has them: (element-type AhadiRow), in the order
 * they came up. */
GPtrArray *rows_new (void);

/* The row of @operation's record, begun if it is not there. Borrowed. */
AhadiRow *rows_get (GPtrArray *self, const AhadiOperation *operation);

G_END_DECLS
