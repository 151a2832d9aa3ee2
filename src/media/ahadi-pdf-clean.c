/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A program of its own: a PDF from standard input, what ahadi-pdf-frame.h says to
 * standard output. qpdf takes hostile files apart in C++ and frees memory without wiping
 * it, so it does that where nothing else is: no file can be opened, nothing be started or
 * reached, no core be left behind, and all of it goes when the program ends.
 */

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "ahadi-pdf-cleaner.h"
#include "base/ahadi-base.h"

#define STEP (64 * 1024)
#define MOST_MEMORY ((rlim_t) 1536 * 1024 * 1024)
#define MOST_SECONDS 120

static gboolean
limit (int resource, rlim_t most)
{
  struct rlimit limits = { most, most };

  return setrlimit (resource, &limits) == 0;
}

static gboolean
lock_in (void)
{
#ifndef AHADI_SANITIZED /* which take more memory than they use, and ask more */
  if (!limit (RLIMIT_AS, MOST_MEMORY))
    return FALSE;
#endif
  return limit (RLIMIT_CORE, 0) && limit (RLIMIT_CPU, MOST_SECONDS) &&
         limit (RLIMIT_FSIZE, 0) && limit (RLIMIT_NOFILE, 3) &&
         prctl (PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 &&
         prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
}

/* Memory, the two pipes, the clock and the end: nothing else is asked of the system. What
 * is not allowed fails; on other machines than these the limits above must do. */
#if (defined(__x86_64__) || defined(__aarch64__)) && !defined(AHADI_SANITIZED)
#ifdef __x86_64__
#define MACHINE AUDIT_ARCH_X86_64
#else
#define MACHINE AUDIT_ARCH_AARCH64
#endif
#define ALLOW(call)                                                                      \
  BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, __NR_##call, 0, 1),                               \
      BPF_STMT (BPF_RET | BPF_K, SECCOMP_RET_ALLOW)

static gboolean
shut_system (void)
{
  struct sock_filter rules[] = {
    BPF_STMT (BPF_LD | BPF_W | BPF_ABS, offsetof (struct seccomp_data, arch)),
    BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, MACHINE, 1, 0),
    BPF_STMT (BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
    BPF_STMT (BPF_LD | BPF_W | BPF_ABS, offsetof (struct seccomp_data, nr)),
    ALLOW (read),
    ALLOW (write),
    ALLOW (brk),
    ALLOW (mmap),
    ALLOW (mremap),
    ALLOW (munmap),
    ALLOW (mprotect),
    ALLOW (madvise),
    ALLOW (futex),
    ALLOW (clock_gettime),
    ALLOW (rt_sigreturn),
    ALLOW (exit_group),
    BPF_STMT (BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
  };
  struct sock_fprog program = { G_N_ELEMENTS (rules), rules };

  return prctl (PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0;
}
#else
static gboolean
shut_system (void)
{
  return TRUE;
}
#endif

static GByteArray *
read_input (void)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  gssize n;

  do
    {
      guint start = bytes->len;

      g_byte_array_set_size (bytes, start + STEP);
      n = read (STDIN_FILENO, bytes->data + start, STEP);
      if (n < 0 && errno != EINTR)
        return NULL;
      g_byte_array_set_size (bytes, start + (guint) MAX (n, 0));
    }
  while (n != 0 && bytes->len <= AHADI_PDF_LIMIT);

  return bytes->len <= AHADI_PDF_LIMIT ? g_steal_pointer (&bytes) : NULL;
}

static gboolean
write_all (const guint8 *bytes, gsize size)
{
  while (size > 0)
    {
      gssize n = write (STDOUT_FILENO, bytes, size);

      if (n < 0 && errno != EINTR)
        return FALSE;
      bytes += MAX (n, 0);
      size -= (gsize) MAX (n, 0);
    }

  return TRUE;
}

static gboolean
answer (AhadiPdfResult result, const AhadiPdfCleaned *cleaned)
{
  guint8 frame[AHADI_PDF_FRAME_SIZE] = AHADI_PDF_MAGIC;
  gsize size = 0;
  const guint8 *bytes =
      cleaned->clean != NULL ? g_bytes_get_data (cleaned->clean, &size) : NULL;

  ahadi_put_u32be (frame + AHADI_PDF_AT_RESULT, result);
  ahadi_put_u32be (frame + AHADI_PDF_AT_THINGS, cleaned->things);
  memcpy (frame + AHADI_PDF_AT_AUTHOR, cleaned->author, strlen (cleaned->author));
  memcpy (frame + AHADI_PDF_AT_PROGRAM, cleaned->program, strlen (cleaned->program));
  memcpy (frame + AHADI_PDF_AT_TIME, cleaned->time, strlen (cleaned->time));
  ahadi_put_u64be (frame + AHADI_PDF_AT_SIZE, size);
  return write_all (frame, sizeof frame) && write_all (bytes, size);
}

int
main (void)
{
  g_autoptr (GByteArray) bytes = NULL;
  g_auto (AhadiPdfCleaned) cleaned = { 0 };
  AhadiPdfResult result;

  if (!lock_in () || !shut_system ())
    return 1;
  bytes = read_input ();
  if (bytes == NULL)
    return 1;

  result = ahadi_pdf_clean (bytes->data, bytes->len, &cleaned);
  return answer (result, &cleaned) ? 0 : 1;
}
