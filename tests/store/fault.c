/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fault.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

/* PTRACE_O_TRACESYSGOOD marks the stops at a call with it. */
#define CALL_STOP (SIGTRAP | 0x80)

typedef struct
{
  pid_t child;
  FaultKind kind;
  guint at;
  guint seen;
  gboolean struck;
  gboolean refusing; /* the call that is under way will have failed */
} Trace;

void
fault_arm (void)
{
  raise (SIGSTOP);
}

/* Whether a call changes a disk, and whether it takes room there. (A name alone takes
 * none.) */
static gboolean
changes_disk (guint64 number, const guint64 *arguments, gboolean *takes_room)
{
  *takes_room = FALSE;
  switch (number)
    {
    case SYS_openat:
      return (arguments[2] & O_CREAT) != 0;
    case SYS_write:
      /* What is said on the terminal needs no disk. */
      *takes_room = arguments[0] > STDERR_FILENO;
      return *takes_room;
    case SYS_pwrite64:
    case SYS_mkdirat:
#ifdef SYS_mkdir
    case SYS_mkdir:
#endif
      *takes_room = TRUE;
      return TRUE;
    case SYS_fsync:
    case SYS_fdatasync:
    case SYS_ftruncate:
    case SYS_renameat2:
    case SYS_unlinkat:
#ifdef SYS_rename
    case SYS_rename:
    case SYS_unlink:
    case SYS_rmdir:
#endif
      return TRUE;
    default:
      return FALSE;
    }
}

#ifdef __x86_64__
static void
set_register (pid_t child, gsize offset, gint64 value)
{
  g_assert_cmpint (ptrace (PTRACE_POKEUSER, child, offset, value), ==, 0);
}

static void
refuse_call (pid_t child)
{
  set_register (child, offsetof (struct user_regs_struct, orig_rax), -1);
}

static void
say_full (pid_t child)
{
  set_register (child, offsetof (struct user_regs_struct, rax), -ENOSPC);
}
#else
static void
refuse_call (pid_t child)
{
}

static void
say_full (pid_t child)
{
}
#endif

static void
enter_call (Trace *self, const struct __ptrace_syscall_info *call)
{
  guint64 arguments[6];
  gboolean takes_room;

  for (guint i = 0; i < G_N_ELEMENTS (arguments); i++)
    arguments[i] = call->entry.args[i];
  if (!changes_disk (call->entry.nr, arguments, &takes_room))
    return;

  self->struck |= self->seen++ == self->at;
  if (!self->struck)
    return;

  if (self->kind == FAULT_KILL)
    kill (self->child, SIGKILL);
  else if (takes_room)
    {
      self->refusing = TRUE;
      refuse_call (self->child);
    }
}

static void
look_at_call (Trace *self)
{
  struct __ptrace_syscall_info call;

  if (ptrace (PTRACE_GET_SYSCALL_INFO, self->child, sizeof call, &call) < 0)
    return;

  if (call.op == PTRACE_SYSCALL_INFO_ENTRY)
    enter_call (self, &call);
  else if (call.op == PTRACE_SYSCALL_INFO_EXIT && self->refusing)
    {
      self->refusing = FALSE;
      say_full (self->child);
    }
}

/* Runs the child on to where it says that it is armed; FALSE if it may not be traced. */
static gboolean
start (Trace *self, int *status)
{
  for (guint stops = 0; stops < 2; stops++)
    {
      if (stops > 0 && ptrace (PTRACE_CONT, self->child, 0, 0) != 0)
        return FALSE;
      if (waitpid (self->child, status, 0) != self->child || !WIFSTOPPED (*status) ||
          WSTOPSIG (*status) != SIGSTOP)
        return FALSE;
    }

  return ptrace (PTRACE_SETOPTIONS, self->child, 0,
                 PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL) == 0;
}

/* Whether a thread of this process is doing something. */
static gboolean
is_busy (const char *task)
{
  g_autofree char *path = g_strdup_printf ("/proc/self/task/%s/stat", task);
  g_autofree char *stat = NULL;
  const char *state;

  if (strtol (task, NULL, 10) == getpid () ||
      !g_file_get_contents (path, &stat, NULL, NULL))
    return FALSE;

  state = strrchr (stat, ')');
  return state != NULL && state[2] != 'S';
}

static gboolean
is_any_busy (void)
{
  g_autoptr (GDir) tasks = g_dir_open ("/proc/self/task", 0, NULL);
  const char *task;

  g_assert_nonnull (tasks);
  while ((task = g_dir_read_name (tasks)) != NULL)
    if (is_busy (task))
      return TRUE;

  return FALSE;
}

/* Whoever is forked while a thread holds a lock of the allocator, which it does as it
 * begins, waits for it for ever. */
static void
wait_for_calm (void)
{
  for (guint calm = 0; calm < 3; calm++)
    {
      g_usleep (1000);
      if (is_any_busy ())
        calm = 0;
    }
}

static pid_t
start_child (FaultWork work, gpointer data)
{
  pid_t child;

  wait_for_calm ();
  child = fork ();

  if (child != 0)
    return child;

  if (ptrace (PTRACE_TRACEME, 0, 0, 0) != 0)
    _exit (126);
  raise (SIGSTOP);
  _exit (work (data));
}

gboolean
fault_run (
    FaultKind kind, guint at, FaultWork work, gpointer data, guint *calls, int *status)
{
  Trace trace = { .kind = kind, .at = at };
  int signal = 0;
  int how;

  trace.child = start_child (work, data);
  g_assert_cmpint (trace.child, >, 0);
  g_assert_true (start (&trace, &how));

  while (WIFSTOPPED (how))
    {
      /* It may have been killed while it stood still. */
      if (ptrace (PTRACE_SYSCALL, trace.child, 0, signal) != 0)
        g_assert_cmpint (errno, ==, ESRCH);
      g_assert_cmpint (waitpid (trace.child, &how, __WALL), ==, trace.child);
      signal = 0;
      if (WIFSTOPPED (how) && WSTOPSIG (how) == CALL_STOP)
        look_at_call (&trace);
      else if (WIFSTOPPED (how))
        signal = WSTOPSIG (how);
    }

  if (calls != NULL)
    *calls = trace.seen;
  *status = WIFEXITED (how) ? WEXITSTATUS (how) : -1;
  return trace.struck;
}

static int
do_nothing (gpointer data)
{
  fault_arm ();
  return 0;
}

gboolean
fault_is_possible (FaultKind kind)
{
  Trace trace = { .kind = kind };
  gboolean possible;
  int status;

#ifndef __x86_64__
  if (kind == FAULT_FULL)
    {
      g_test_skip ("no call can be made to fail on this kind of processor");
      return FALSE;
    }
#endif

  trace.child = start_child (do_nothing, NULL);
  g_assert_cmpint (trace.child, >, 0);
  possible = start (&trace, &status);
  if (WIFSTOPPED (status))
    {
      kill (trace.child, SIGKILL);
      waitpid (trace.child, &status, 0);
    }

  if (!possible)
    g_test_skip ("no child can be traced here");
  return possible;
}
