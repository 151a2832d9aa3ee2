/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The window's own free(): what is given back is wiped first.
 *
 * GTK, Pango, the accessibility bus and SQLite copy what is shown and typed all over the
 * heap, and libc leaves it readable once freed. No library can be told to wipe its
 * copies; free() is the one door all of them go through. The linker puts these two before
 * libc's (glibc manual, "Replacing malloc"), for every library of the process; they pass
 * on to libc's own. Sanitizers have an allocator of their own and are left alone.
 */
#include <glib.h>
#include <malloc.h>
#include <string.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#endif

#ifndef SANITIZED

#define EXPORTED __attribute__ ((visibility ("default")))

extern void __libc_free (void *block);
extern void *__libc_malloc (size_t size);

EXPORTED void
free (void *block)
{
  if (block == NULL)
    return;
  explicit_bzero (block, malloc_usable_size (block));
  __libc_free (block);
}

/* libc's may move a block and leave the old bytes behind. */
EXPORTED void *
realloc (void *block, size_t size)
{
  size_t room;
  void *moved;

  if (block == NULL)
    return __libc_malloc (size);

  room = malloc_usable_size (block);
  if (size > 0 && size <= room && size >= room / 2)
    return block;

  moved = size > 0 ? __libc_malloc (size) : NULL;
  if (moved != NULL)
    memcpy (moved, block, MIN (room, size));
  if (moved != NULL || size == 0)
    free (block);
  return moved;
}

/* GLib 2.74 still keeps small blocks itself, and wipes them on this word only. */
__attribute__ ((constructor)) static void
wipe_slices (void)
{
  g_mem_gc_friendly = TRUE;
}

#endif
