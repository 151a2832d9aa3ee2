/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Starts a program and tells when its window first showed something: first-frame
 * SETTLE_MS THEN COMMAND ARGS…
 *
 * The X server reports each damage to the window; the frame is the first one after which
 * the window is not of one colour. Nothing polls. The resident memory is read SETTLE_MS
 * milliseconds later; if THEN is not "", that command is run (it types something, say)
 * and the memory is read once more, SETTLE_MS after it. Then the program is ended.
 */
#include <X11/Xutil.h>
#include <X11/extensions/Xdamage.h>
#include <errno.h>
#include <glib.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>

#define DEADLINE_US (30 * G_USEC_PER_SEC)
#define MIN_SIDE 100

typedef struct
{
  Display *display;
  int damage_event;
  gint64 start;
  gint64 map_us;
  gint64 frame_us;
} Watch;

/* A window may be gone before we ask about it. */
static int
ignore_error (Display *display, XErrorEvent *event)
{
  return 0;
}

static gboolean
has_picture (Watch *self, Window window)
{
  XWindowAttributes place;
  XImage *image;
  unsigned long first;
  gboolean differs = FALSE;

  if (!XGetWindowAttributes (self->display, window, &place))
    return FALSE;
  image = XGetImage (self->display, window, 0, 0, (unsigned) place.width,
                     (unsigned) place.height, AllPlanes, ZPixmap);
  if (image == NULL)
    return FALSE;

  first = XGetPixel (image, image->width / 2, image->height / 2);
  for (int y = 0; y < image->height && !differs; y += 2)
    for (int x = 0; x < image->width && !differs; x += 2)
      differs = XGetPixel (image, x, y) != first;
  XDestroyImage (image);
  return differs;
}

static void
on_map (Watch *self, const XMapEvent *event)
{
  XWindowAttributes place;

  if (event->override_redirect ||
      !XGetWindowAttributes (self->display, event->window, &place) ||
      place.width < MIN_SIDE || place.height < MIN_SIDE)
    return;

  if (self->map_us == 0)
    self->map_us = g_get_monotonic_time () - self->start;
  /* Reports what was painted before it, too: the whole window counts as damaged at first.
   */
  XDamageCreate (self->display, event->window, XDamageReportNonEmpty);
}

static void
on_damage (Watch *self, const XDamageNotifyEvent *event)
{
  gint64 now = g_get_monotonic_time () - self->start;

  XDamageSubtract (self->display, event->damage, None, None);
  if (self->frame_us == 0 && has_picture (self, event->drawable))
    self->frame_us = now;
}

static void
handle_events (Watch *self)
{
  while (XPending (self->display) > 0)
    {
      XEvent event;

      XNextEvent (self->display, &event);
      if (event.type == MapNotify)
        on_map (self, &event.xmap);
      else if (event.type == self->damage_event + XDamageNotify)
        on_damage (self, (const XDamageNotifyEvent *) &event);
    }
}

/* FALSE if the program ended or showed nothing in time. */
static gboolean
wait_for_frame (Watch *self, GPid child)
{
  while (self->frame_us == 0)
    {
      struct pollfd fd = { ConnectionNumber (self->display), POLLIN, 0 };

      if (g_get_monotonic_time () - self->start > DEADLINE_US ||
          waitpid (child, NULL, WNOHANG) == child)
        return FALSE;
      XFlush (self->display);
      if (poll (&fd, 1, 200) >= 0 || errno == EINTR)
        handle_events (self);
    }
  return TRUE;
}

static gint64
read_resident_kib (GPid child)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/status", (int) child);
  g_autofree char *text = NULL;
  const char *at;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return 0;
  at = g_strstr_len (text, -1, "VmRSS:");
  return at == NULL ? 0 : g_ascii_strtoll (at + 6, NULL, 10);
}

static void
end_program (GPid child)
{
  kill (child, SIGTERM);
  for (int i = 0; i < 40; i++)
    {
      if (waitpid (child, NULL, WNOHANG) == child)
        return;
      g_usleep (50000);
    }
  kill (child, SIGKILL);
  waitpid (child, NULL, 0);
}

static gboolean
open_display (Watch *self)
{
  int error_base;

  self->display = XOpenDisplay (NULL);
  if (self->display == NULL ||
      !XDamageQueryExtension (self->display, &self->damage_event, &error_base))
    {
      fprintf (stderr, "first-frame: no X display with the DAMAGE extension\n");
      return FALSE;
    }
  XSetErrorHandler (ignore_error);
  XSelectInput (self->display, DefaultRootWindow (self->display), SubstructureNotifyMask);
  XSync (self->display, False);
  return TRUE;
}

static gboolean
start_program (Watch *self, char **command, GPid *child)
{
  g_autoptr (GError) error = NULL;

  self->start = g_get_monotonic_time ();
  if (g_spawn_async (NULL, command, NULL,
                     G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD |
                         G_SPAWN_STDERR_TO_DEV_NULL | G_SPAWN_STDOUT_TO_DEV_NULL,
                     NULL, NULL, child, &error))
    return TRUE;

  fprintf (stderr, "first-frame: %s\n", error->message);
  return FALSE;
}

static void
report (const Watch *self, GPid child, gulong settle_us, const char *then)
{
  gint64 later = 0;
  gint64 resident;

  g_usleep (settle_us);
  resident = read_resident_kib (child);
  if (*then != '\0' && g_spawn_command_line_sync (then, NULL, NULL, NULL, NULL))
    {
      g_usleep (settle_us);
      later = read_resident_kib (child);
    }

  printf ("{\"map_us\":%" G_GINT64_FORMAT ",\"frame_us\":%" G_GINT64_FORMAT
          ",\"rss_kib\":%" G_GINT64_FORMAT ",\"then_rss_kib\":%" G_GINT64_FORMAT "}\n",
          self->map_us, self->frame_us, resident, later);
}

int
main (int argc, char *argv[])
{
  Watch watch = { NULL };
  GPid child;
  gboolean seen;

  if (argc < 4)
    {
      fprintf (stderr, "usage: first-frame SETTLE_MS THEN COMMAND ARGS…\n");
      return 2;
    }
  if (!open_display (&watch) || !start_program (&watch, argv + 3, &child))
    return 1;

  seen = wait_for_frame (&watch, child);
  if (seen)
    report (&watch, child, g_ascii_strtoull (argv[1], NULL, 10) * 1000, argv[2]);
  else
    fprintf (stderr, "first-frame: %s showed no window\n", argv[3]);
  end_program (child);
  XCloseDisplay (watch.display);
  return seen ? 0 : 1;
}
