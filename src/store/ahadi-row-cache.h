/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-rows.h"

G_BEGIN_DECLS

/*
 * Private to store/: rows that one import works on, so that a record is read and written
 * once however many operations it has. Written in the order of their keys when it is
 * full: at most %AHADI_ROW_CACHE_LIMIT rows of some 1.5 KiB, and of about
 * %AHADI_ROW_CACHE_TEXTS bytes of what came for them.
 */
#define AHADI_ROW_CACHE_LIMIT 4096
#define AHADI_ROW_CACHE_TEXTS ((gsize) 16 * 1024 * 1024)

typedef struct _AhadiRowCache AhadiRowCache;

typedef enum
{
  AHADI_TOUCH_NONE,    /* nothing of it shows */
  AHADI_TOUCH_AGAIN,   /* counted before */
  AHADI_TOUCH_CREATED, /* the record is new here */
  AHADI_TOUCH_CHANGED,
} AhadiTouch;

AhadiRowCache *ahadi_row_cache_new (AhadiVault *vault);
void ahadi_row_cache_free (AhadiRowCache *self);

/**
 * ahadi_row_cache_fold:
 * @entry: the stream of @operation
 * @touch: (out): what became of the record
 *
 * Folds @operation, whose @body has been parsed, into its row.
 */
gboolean ahadi_row_cache_fold (AhadiRowCache *self,
                               const AhadiStreamEntry *entry,
                               const AhadiOperation *operation,
                               const AhadiBody *body,
                               AhadiFoldOutcome *outcome,
                               AhadiTouch *touch,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Writes what was changed and empties the cache. */
gboolean ahadi_row_cache_flush (AhadiRowCache *self,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiRowCache, ahadi_row_cache_free)

G_END_DECLS
