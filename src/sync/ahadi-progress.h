/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  AHADI_STEP_READ,    /* bytes of the file */
  AHADI_STEP_CHECK,   /* operations checked */
  AHADI_STEP_MERGE,   /* operations applied */
  AHADI_STEP_SEAL,    /* operations sealed */
  AHADI_STEP_WRITE,   /* bytes written */
  AHADI_STEP_VERIFY,  /* bytes read back */
  AHADI_STEP_PUBLISH, /* operations published */
  AHADI_STEP_COMPARE, /* people compared */
  AHADI_STEP_COMPACT, /* operations of older history looked at */
} AhadiStep;

/* Called on the worker thread, at most some 20 times a second. @total is 0 while not
 * known. */
typedef void (*AhadiProgressFunc) (AhadiStep step,
                                   guint64 done,
                                   guint64 total,
                                   gpointer data);

typedef struct
{
  AhadiProgressFunc func; /* (nullable) */
  gpointer data;
  GCancellable *cancellable; /* (nullable) */
} AhadiProgress;

/* Reports, and returns FALSE with G_IO_ERROR_CANCELLED once cancelled. @self may be NULL.
 */
gboolean ahadi_progress_step (const AhadiProgress *self,
                              AhadiStep step,
                              guint64 done,
                              guint64 total,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
