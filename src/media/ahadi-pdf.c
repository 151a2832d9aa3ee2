/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * PDF (ISO 32000-1) is read by a program of its own, ahadi-pdf-clean: the file goes into
 * its standard input while its answer (ahadi-pdf-frame.h, rules D1 to D3) comes out of
 * its standard output, 64 KiB at a time. It is stopped when anything goes wrong here,
 * when the copy is not wanted any more, and after five minutes.
 */

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <glib-unix.h>

#include "ahadi-media-error.h"
#include "ahadi-media-filter.h"
#include "ahadi-media-text.h"
#include "ahadi-pdf-frame.h"
#include "base/ahadi-base.h"

#define LONGEST (5 * 60 * G_TIME_SPAN_SECOND)
#define MOMENT (5 * G_TIME_SPAN_SECOND)
#define PATIENCE 100 /* milliseconds until it is asked whether to go on */
#define STEP (64 * 1024)

typedef struct
{
  AhadiMediaFilter *filter;
  GPid pid;
  int to;   /* its standard input; -1 once all was written */
  int from; /* its standard output; -1 once it ended */
  gint64 until;
  guint8 frame[AHADI_PDF_FRAME_SIZE];
  gsize got; /* bytes of it */
} Cleaner;

static gboolean
fail (GError **error, const char *why)
{
  g_set_error (error, AHADI_MEDIA_ERROR, AHADI_MEDIA_ERROR_NO_CLEANER,
               "cannot clean the PDF: %s", why);
  return FALSE;
}

static void
close_end (int *end)
{
  if (*end != -1)
    close (*end);
  *end = -1;
}

/* --- starting and ending --------------------------------------------------------- */

/* Never looked for on a path of the system; where it was built is told to tests. */
static const char *
find_program (void)
{
  const char *told = g_getenv ("AHADI_PDF_CLEAN");

  return told != NULL && g_path_is_absolute (told) ? told : AHADI_PDF_PROGRAM;
}

/* A socket, since writing to a pipe that nobody reads would end us. */
static gboolean
start (Cleaner *self, GError **error)
{
  const char *const command[] = { find_program (), NULL };
  const char *const nothing[] = { NULL };
  g_autoptr (GError) local = NULL;
  int ends[2];
  gboolean started;

  if (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
    return fail (error, g_strerror (errno));

  started = g_spawn_async_with_pipes_and_fds (
      NULL, command, nothing,
      G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDERR_TO_DEV_NULL | G_SPAWN_CLOEXEC_PIPES,
      NULL, NULL, ends[1], -1, -1, NULL, NULL, 0, &self->pid, NULL, &self->from, NULL,
      &local);
  close (ends[1]);
  self->to = ends[0];
  return started ? g_unix_set_fd_nonblocking (self->from, TRUE, error) &&
                       g_unix_set_fd_nonblocking (self->to, TRUE, error)
                 : fail (error, local->message);
}

/* Returns: whether it had ended well. One that said all has a moment to end. */
static gboolean
stop (Cleaner *self, gboolean in_time)
{
  gint64 until = g_get_monotonic_time () + (in_time ? MOMENT : 0);
  int status = -1;

  close_end (&self->to);
  close_end (&self->from);
  if (self->pid == 0)
    return FALSE;

  while (waitpid (self->pid, &status, WNOHANG) == 0)
    {
      if (g_get_monotonic_time () >= until)
        kill (self->pid, SIGKILL);
      g_usleep (1000);
    }
  g_spawn_close_pid (self->pid);
  return WIFEXITED (status) && WEXITSTATUS (status) == 0;
}

/* --- in and out ------------------------------------------------------------------ */

static gboolean
is_later (int n)
{
  return n < 0 && (errno == EAGAIN || errno == EINTR);
}

static gboolean
write_some (Cleaner *self, GError **error)
{
  const guint8 *bytes;
  gsize size;
  gssize n;

  if (!ahadi_media_filter_peek (self->filter, &bytes, &size, error))
    return FALSE;
  if (size == 0)
    {
      close_end (&self->to);
      return TRUE;
    }

  n = send (self->to, bytes, size, MSG_NOSIGNAL);
  if (n >= 0)
    self->filter->start += (gsize) n;
  else if (!is_later ((int) n))
    close_end (&self->to); /* it wants no more; what it answers tells why */
  return TRUE;
}

/* What it answers: first the frame, then the copy. */
static gboolean
take (Cleaner *self, const guint8 *bytes, gsize size, GError **error)
{
  gsize n = MIN (size, sizeof self->frame - self->got);

  memcpy (self->frame + self->got, bytes, n);
  self->got += n;
  return size == n || ahadi_media_filter_keep (self->filter, bytes + n, size - n, error);
}

static gboolean
read_some (Cleaner *self, GError **error)
{
  guint8 bytes[STEP];
  gssize n = read (self->from, bytes, sizeof bytes);

  if (is_later ((int) n))
    return TRUE;
  if (n < 0)
    return fail (error, g_strerror (errno));
  if (n == 0)
    close_end (&self->from);
  return n == 0 || take (self, bytes, (gsize) n, error);
}

static gboolean
exchange (Cleaner *self, GError **error)
{
  while (self->from != -1)
    {
      struct pollfd ends[] = { { self->from, POLLIN, 0 }, { self->to, POLLOUT, 0 } };

      if (g_get_monotonic_time () > self->until)
        return fail (error, "it took too long");
      if (poll (ends, self->to != -1 ? 2 : 1, PATIENCE) < 0 && errno != EINTR)
        return fail (error, g_strerror (errno));
      if (ends[0].revents != 0 && !read_some (self, error))
        return FALSE;
      if (self->to != -1 && ends[1].revents != 0 && !write_some (self, error))
        return FALSE;
      if (!ahadi_media_filter_keep (self->filter, (const guint8 *) "", 0, error))
        return FALSE;
    }

  return TRUE;
}

/* --- the answer ------------------------------------------------------------------ */

static gboolean
refuse (guint32 result, GError **error)
{
  static const AhadiMediaError codes[] = {
    [AHADI_PDF_DAMAGED] = AHADI_MEDIA_ERROR_DAMAGED,
    [AHADI_PDF_LOCKED] = AHADI_MEDIA_ERROR_LOCKED,
    [AHADI_PDF_SIGNED] = AHADI_MEDIA_ERROR_SIGNED,
    [AHADI_PDF_HOLDS_FILES] = AHADI_MEDIA_ERROR_HOLDS_FILES,
  };

  if (result >= G_N_ELEMENTS (codes))
    return fail (error, "against rule D1: its answer is not known");

  g_set_error_literal (error, AHADI_MEDIA_ERROR, codes[result],
                       "cannot clean the PDF: it is damaged, locked, signed, or holds "
                       "files");
  return FALSE;
}

static gboolean
check_answer (Cleaner *self, gboolean ended_well, GError **error)
{
  AhadiMediaFacts *facts = &self->filter->facts;
  const guint8 *frame = self->frame;
  guint32 result = ahadi_get_u32be (frame + AHADI_PDF_AT_RESULT);

  if (self->got < sizeof self->frame ||
      memcmp (frame, AHADI_PDF_MAGIC, AHADI_PDF_AT_RESULT) != 0)
    return fail (error, "against rule D1: it gave no answer");
  if (!ended_well)
    return fail (error, "against rule D3: it stopped");
  if (result != AHADI_PDF_CLEAN)
    return refuse (result, error);
  if (facts->clean_size == 0 ||
      facts->clean_size != ahadi_get_u64be (frame + AHADI_PDF_AT_SIZE))
    return fail (error, "against rule D2: its answer is cut short");

  ahadi_media_text_note (facts->author, sizeof facts->author, frame + AHADI_PDF_AT_AUTHOR,
                         64, NULL);
  ahadi_media_text_note (facts->exif.camera, sizeof facts->exif.camera,
                         frame + AHADI_PDF_AT_PROGRAM, 64, NULL);
  ahadi_media_text_note (facts->exif.taken, sizeof facts->exif.taken,
                         frame + AHADI_PDF_AT_TIME, 20, NULL);
  facts->removed = ahadi_get_u32be (frame + AHADI_PDF_AT_THINGS);
  facts->tells_more = facts->removed > 0;
  return TRUE;
}

gboolean
ahadi_pdf_filter (AhadiMediaFilter *self, GError **error)
{
  Cleaner cleaner = { .filter = self, .to = -1, .from = -1 };
  gboolean exchanged;
  gboolean ended_well;

  cleaner.until = g_get_monotonic_time () + LONGEST;
  exchanged = start (&cleaner, error) && exchange (&cleaner, error);
  ended_well = stop (&cleaner, exchanged);
  return exchanged && check_answer (&cleaner, ended_well, error);
}
