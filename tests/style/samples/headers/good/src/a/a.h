/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#define AHADI_TRY(x) \
  if (!(x)) { return; }

typedef struct { int a; } A;

void a (int b) G_GNUC_WARN_UNUSED_RESULT;

static inline int
b (int c)
{
  if (c > 0)
    {
      return c;
    }
  return 1;
}
