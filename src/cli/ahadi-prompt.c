/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-prompt.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "ahadi-arguments.h"

#define SECRET_LIMIT 1024
#define WORD_LIMIT 1024

static const int held_signals[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP };

/* How they were before. */
typedef struct
{
  struct sigaction actions[G_N_ELEMENTS (held_signals)];
  sigset_t mask;
} Held;

/* The signal that came in the middle of the last question, or 0. */
static volatile sig_atomic_t caught;

static void
on_signal (int signal_number)
{
  caught = signal_number;
}

static int
open_terminal (void)
{
  return open ("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
}

gboolean
ahadi_prompt_has_terminal (void)
{
  int terminal = open_terminal ();

  if (terminal < 0)
    return FALSE;
  close (terminal);
  return TRUE;
}

static void
write_text (int terminal, const char *text)
{
  gsize size = strlen (text);

  while (size > 0)
    {
      gssize n = write (terminal, text, size);

      if (n < 0 && errno != EINTR)
        return;
      text += MAX (n, 0);
      size -= MAX (n, 0);
    }
}

/* Held signals get through here alone, so that none can come just before the wait and
 * be forgotten in it. @mask: (nullable). Returns: %FALSE if one came. */
static gboolean
wait_for_input (int terminal, const sigset_t *mask)
{
  struct pollfd input = { .fd = terminal, .events = POLLIN };

  while (ppoll (&input, 1, NULL, mask) < 0)
    if (errno != EINTR || caught != 0)
      return FALSE;
  return TRUE;
}

/* Reads up to a newline, which is not counted; byte by byte, to leave nothing behind. */
static gsize
read_line (int terminal, const sigset_t *mask, guint8 *line, gsize limit)
{
  gsize size = 0;

  while (size < limit && wait_for_input (terminal, mask))
    {
      gssize n = read (terminal, line + size, 1);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0 || line[size] == '\n')
        break;
      size++;
    }
  line[size < limit ? size : limit - 1] = 0;
  return size;
}

/* A terminal must not stay silent when the program is stopped at a question: what would
 * end or suspend it waits until the terminal is as it was. */
static void
hold_signals (Held *held)
{
  struct sigaction action = { .sa_handler = on_signal };
  sigset_t blocked;

  caught = 0;
  sigemptyset (&action.sa_mask);
  sigemptyset (&blocked);
  for (gsize i = 0; i < G_N_ELEMENTS (held_signals); i++)
    sigaddset (&blocked, held_signals[i]);

  sigprocmask (SIG_BLOCK, &blocked, &held->mask);
  for (gsize i = 0; i < G_N_ELEMENTS (held_signals); i++)
    sigaction (held_signals[i], &action, &held->actions[i]);
}

/* What came meanwhile happens now, as if it came only now. */
static void
release_signals (const Held *held)
{
  for (gsize i = 0; i < G_N_ELEMENTS (held_signals); i++)
    sigaction (held_signals[i], &held->actions[i], NULL);
  if (caught != 0)
    raise (caught);
  sigprocmask (SIG_SETMASK, &held->mask, NULL);
}

/* The question is written when all is ready for the answer: what is typed as soon as it
 * shows is neither shown nor thrown away, and a signal finds its handler. */
static gsize
ask_hidden (int terminal, const char *prompt, AhadiSecret *line)
{
  struct termios shown;
  struct termios hidden;
  gboolean is_terminal = tcgetattr (terminal, &shown) == 0;
  Held held;
  gsize size;

  hold_signals (&held);
  if (is_terminal)
    {
      hidden = shown;
      hidden.c_lflag &= ~(tcflag_t) ECHO;
      hidden.c_lflag |= ICANON | ISIG;
      tcsetattr (terminal, TCSAFLUSH, &hidden);
    }
  write_text (terminal, prompt);
  size = read_line (terminal, &held.mask, ahadi_secret_get_bytes (line),
                    ahadi_secret_get_size (line));
  if (is_terminal)
    tcsetattr (terminal, TCSAFLUSH, &shown);
  write_text (terminal, "\n");
  release_signals (&held);
  return size;
}

static AhadiSecret *
refuse (GError **error, const char *sentence)
{
  ahadi_usage_error_refuse (error, sentence);
  return NULL;
}

AhadiSecret *
ahadi_prompt_secret (const char *question, const char *option, GError **error)
{
  g_autofree char *prompt = g_strdup_printf ("%s: ", question);
  g_autoptr (AhadiSecret) line = NULL;
  int terminal = open_terminal ();
  gsize size;

  if (terminal < 0)
    {
      g_autofree char *sentence =
          option != NULL ? g_strdup_printf (_ ("There is no terminal to ask: “%s”. "
                                               "Nothing was changed. Write it into a "
                                               "file and name that with --%s."),
                                            question, option)
                         : g_strdup_printf (_ ("There is no terminal to ask: “%s”. "
                                               "Nothing was changed. Run this where it "
                                               "can be typed."),
                                            question);

      return refuse (error, sentence);
    }

  line = ahadi_secret_new (SECRET_LIMIT);
  /* Again for who comes back from a suspension. */
  do
    size = ask_hidden (terminal, prompt, line);
  while (caught != 0);
  close (terminal);
  if (size == 0)
    return refuse (error, _ ("Nothing was typed."));
  return ahadi_secret_new_from (ahadi_secret_get_bytes (line), size);
}

AhadiSecret *
ahadi_prompt_new_secret (const char *question, const char *option, GError **error)
{
  g_autoptr (AhadiSecret) first = ahadi_prompt_secret (question, option, error);
  g_autoptr (AhadiSecret) second = NULL;
  gsize size;

  if (first == NULL ||
      (second = ahadi_prompt_secret (_ ("Once more"), option, error)) == NULL)
    return NULL;

  size = ahadi_secret_get_size (first);
  if (size != ahadi_secret_get_size (second) ||
      memcmp (ahadi_secret_get_bytes (first), ahadi_secret_get_bytes (second), size) != 0)
    return refuse (error, _ ("The two are not the same. Nothing was changed."));
  return g_steal_pointer (&first);
}

char *
ahadi_prompt_line (const char *question)
{
  g_autofree char *prompt = g_strdup_printf ("%s ", question);
  guint8 line[WORD_LIMIT];
  int terminal = open_terminal ();

  if (terminal < 0)
    return NULL;
  write_text (terminal, prompt);
  read_line (terminal, NULL, line, sizeof line);
  close (terminal);
  return g_strdup (g_strstrip ((char *) line));
}

gboolean
ahadi_prompt_confirm (const char *question, const char *word)
{
  g_autofree char *line = ahadi_prompt_line (question);

  return g_strcmp0 (line, word) == 0;
}
