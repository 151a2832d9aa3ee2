/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* @done of @total operations; @total is 0 while that is not known. */
typedef void (*AhadiPublishFunc) (guint64 done, guint64 total, gpointer data);

typedef struct
{
  AhadiPublishFunc func;
  gpointer data;
  GCancellable *cancellable; /* (nullable); @func may cancel it */
} AhadiPublishWatch;

/* Between two calls of ahadi_publish_watch_tell(), at most. */
#define AHADI_PUBLISH_WATCH_EVERY 256

/* Tells, and returns FALSE with %G_IO_ERROR_CANCELLED once cancelled. */
gboolean ahadi_publish_watch_tell (const AhadiPublishWatch *self,
                                   guint64 done,
                                   guint64 total,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
