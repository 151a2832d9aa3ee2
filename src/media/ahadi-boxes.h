/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Private to media/: a way through boxes in memory (ISO/IEC 14496-12, 4.2), integers
 * big-endian: size 4, type 4, and if the size is 1 the real one 8; then the bytes. 0: to
 * the end. What it points to is the caller's and may be written to. */
typedef struct
{
  guint8 *at;
  guint8 *end;
  gboolean failed; /* it ended too early; all numbers are 0 from then on */
} AhadiBoxes;

typedef struct
{
  char type[5];
  guint8 *name; /* where the type stands */
  AhadiBoxes inside;
} AhadiBox;

gsize ahadi_boxes_left (const AhadiBoxes *self);

/* The next @n bytes; %NULL if there are fewer, or if it has failed before. */
guint8 *ahadi_boxes_skip (AhadiBoxes *self, gsize n);

/* @n: 0 to 8 bytes */
guint64 ahadi_boxes_take (AhadiBoxes *self, gsize n);

/* The next box as a whole. Returns: %FALSE if it is longer than what is left, and @self
 * has failed then. */
gboolean ahadi_boxes_next (AhadiBoxes *self, AhadiBox *box);

/* The first of @type. Returns: whether there is one. */
gboolean ahadi_boxes_find (AhadiBoxes self, const char *type, AhadiBox *box);

/* Whether @type is one of @types, which ends with %NULL. */
gboolean ahadi_box_is_one_of (const char *type, const char *const *types);

G_END_DECLS
