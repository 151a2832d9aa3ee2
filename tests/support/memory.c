/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/memory.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define MASK 0xa5
#define STEP (1024 * 1024)

/* One reading of the whole memory, through a window that is not looked at itself. */
typedef struct
{
  int memory;
  guint8 *window;
  const guint8 *masked;
  gsize size;
  guint found;
} Search;

GBytes *
memory_mask (gconstpointer bytes, gsize size)
{
  guint8 *masked = g_malloc (size);

  for (gsize i = 0; i < size; i++)
    masked[i] = ((const guint8 *) bytes)[i] ^ MASK;
  return g_bytes_new_take (masked, size);
}

static gboolean
is_here (const Search *self, const guint8 *at)
{
  for (gsize i = 0; i < self->size; i++)
    if ((at[i] ^ MASK) != self->masked[i])
      return FALSE;

  return TRUE;
}

static void
search_window (Search *self, gsize length)
{
  const guint8 *at = self->window;
  const guint8 *end = self->window + length;

  while (at + self->size <= end &&
         (at = memchr (at, self->masked[0] ^ MASK, (gsize) (end - at))) != NULL)
    {
      if (at + self->size <= end && is_here (self, at))
        self->found++;
      at++;
    }
}

static void
search_range (Search *self, guint64 from, guint64 to)
{
  while (from + self->size <= to)
    {
      gsize length = MIN (STEP, to - from);
      gssize n = pread (self->memory, self->window, length, (off_t) from);

      /* What can't be read (a guard, a device) holds nothing. */
      if (n < (gssize) self->size)
        return;
      search_window (self, (gsize) n);
      from += (guint64) n - (self->size - 1);
    }
}

static gboolean
is_window (const Search *self, guint64 from, guint64 to)
{
  guint64 window = GPOINTER_TO_SIZE (self->window);

  return from <= window && window < to;
}

guint
memory_count (GBytes *masked)
{
  Search search = { 0 };
  FILE *maps = fopen ("/proc/self/maps", "re");
  char line[1024];

  search.memory = open ("/proc/self/mem", O_RDONLY | O_CLOEXEC);
  search.masked = g_bytes_get_data (masked, &search.size);
  search.window =
      mmap (NULL, STEP, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  g_assert_true (maps != NULL && search.memory >= 0 && search.window != MAP_FAILED);

  while (fgets (line, sizeof line, maps) != NULL)
    {
      guint64 from;
      guint64 to;
      char mode;

      if (sscanf (line, "%" G_GINT64_MODIFIER "x-%" G_GINT64_MODIFIER "x %c", &from, &to,
                  &mode) == 3 &&
          mode == 'r' && !is_window (&search, from, to))
        search_range (&search, from, to);
    }

  munmap (search.window, STEP);
  close (search.memory);
  fclose (maps);
  return search.found;
}
