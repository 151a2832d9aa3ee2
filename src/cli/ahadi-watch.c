/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-watch.h"

#include <glib/gi18n-lib.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

struct _AhadiWatch
{
  AhadiProgress progress;
  gboolean shows;
  struct sigaction before;
};

/* Set by the signal, read by the work itself: nothing else is safe in a handler. */
static volatile sig_atomic_t interrupted;

static void
on_interrupt (int signal_number)
{
  interrupted = 1;
}

static const char *
name_step (AhadiStep step)
{
  switch (step)
    {
    case AHADI_STEP_READ:
      return _ ("Reading");
    case AHADI_STEP_CHECK:
      return _ ("Checking");
    case AHADI_STEP_MERGE:
      return _ ("Merging");
    case AHADI_STEP_SEAL:
      return _ ("Sealing");
    case AHADI_STEP_WRITE:
      return _ ("Writing");
    case AHADI_STEP_VERIFY:
      return _ ("Reading back");
    case AHADI_STEP_PUBLISH:
      return _ ("Publishing");
    case AHADI_STEP_COMPARE:
      return _ ("Comparing");
    case AHADI_STEP_COMPACT:
      return _ ("Closing");
    default:
      return "";
    }
}

static void
on_progress (AhadiStep step, guint64 done, guint64 total, gpointer data)
{
  AhadiWatch *self = data;

  if (interrupted != 0)
    g_cancellable_cancel (self->progress.cancellable);
  if (!self->shows)
    return;

  fprintf (stderr, "\r\033[K%s: %" G_GUINT64_FORMAT, name_step (step), done);
  if (total > 0)
    fprintf (stderr, " / %" G_GUINT64_FORMAT, total);
  fflush (stderr);
}

AhadiWatch *
ahadi_watch_new (gboolean quiet)
{
  AhadiWatch *self = g_new0 (AhadiWatch, 1);
  struct sigaction action = { .sa_handler = on_interrupt,
                              .sa_flags = (int) SA_RESETHAND };

  self->shows = !quiet && isatty (STDERR_FILENO);
  self->progress.func = on_progress;
  self->progress.data = self;
  self->progress.cancellable = g_cancellable_new ();

  interrupted = 0;
  sigemptyset (&action.sa_mask);
  sigaction (SIGINT, &action, &self->before);
  return self;
}

void
ahadi_watch_free (AhadiWatch *self)
{
  if (self == NULL)
    return;
  ahadi_watch_clear (self);
  sigaction (SIGINT, &self->before, NULL);
  g_object_unref (self->progress.cancellable);
  g_free (self);
}

const AhadiProgress *
ahadi_watch_get_progress (AhadiWatch *self)
{
  return &self->progress;
}

void
ahadi_watch_clear (AhadiWatch *self)
{
  if (!self->shows)
    return;
  fputs ("\r\033[K", stderr);
  fflush (stderr);
}
