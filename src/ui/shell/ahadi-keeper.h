/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "app/ahadi-app.h"

G_BEGIN_DECLS

/*
 * The window's hold on the session: every use of the vault goes through
 * ahadi_keeper_run(), onto the session's worker thread. It knows when the vault was
 * locked, so that no answer from before comes to a page made after.
 *
 * Signals: "changed" after something was saved or merged; "flush" when drafts must be
 * handed over now, because the vault will be locked; "locked" when it is closed
 * (argument: the error of the backup, or NULL); "desk" when the desk was read anew.
 */
#define AHADI_TYPE_KEEPER (ahadi_keeper_get_type ())
G_DECLARE_FINAL_TYPE (AhadiKeeper, ahadi_keeper, AHADI, KEEPER, GObject)

AhadiKeeper *ahadi_keeper_new (AhadiSession *session);

AhadiSession *ahadi_keeper_get_session (AhadiKeeper *self);

/* Not yet locked, and not being locked. */
gboolean ahadi_keeper_is_open (AhadiKeeper *self);

/* The role and label last read from the vault; valid while open. */
const AhadiDesk *ahadi_keeper_get_desk (AhadiKeeper *self);

typedef struct
{
  AhadiWork work;
  gpointer data; /* for @work */
  GDestroyNotify data_free;
  GDestroyNotify result_free; /* after @done was called with the result */
  GCancellable *cancellable;  /* (nullable): cancelled too when the vault is locked */
  gboolean changes;           /* "changed" is emitted after it succeeded */
} AhadiJob;

/*
 * @owner is the object whose business this is, borrowed weakly: when it is gone, or the
 * vault was locked meanwhile, @done is not called. @result is NULL exactly if @error is
 * set; both are borrowed.
 */
typedef void (*AhadiDone) (gpointer owner, gpointer result, const GError *error);

void
ahadi_keeper_run (AhadiKeeper *self, const AhadiJob *job, gpointer owner, AhadiDone done);

/* For works that return a gboolean: TRUE and FALSE as an AhadiWork gives them. */
#define AHADI_WORK_DONE (GINT_TO_POINTER (1))

/* A job that opens the vault (its work, data and data_free alone are looked at); the desk
 * is read behind it. @done: the desk, or the error of either. */
void ahadi_keeper_open (AhadiKeeper *self,
                        const AhadiJob *job,
                        gpointer owner,
                        AhadiDone done);

/* @secret is taken. @done: the desk, or an error such as AHADI_CRYPTO_ERROR_WRONG_SECRET.
 */
void ahadi_keeper_unlock (AhadiKeeper *self,
                          AhadiSlotType type,
                          AhadiSecret *secret,
                          gpointer owner,
                          AhadiDone done);

/* Flushes drafts, cancels long work, backs up, closes. Returns at once; "locked" tells
 * when it is done. */
void ahadi_keeper_lock (AhadiKeeper *self);

/* Something was saved: emits "changed". */
void ahadi_keeper_touch (AhadiKeeper *self);

/* Reads the desk anew, also after ahadi_setup_run() left the session open. @done gets an
 * AhadiDesk, which stays here. */
void ahadi_keeper_load_desk (AhadiKeeper *self, gpointer owner, AhadiDone done);

G_END_DECLS
