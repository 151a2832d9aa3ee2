/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include "base/ahadi-swap.h"

#define HEADER "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n"

/* A folder that stands for "/". */
typedef struct
{
  char *root;
} Machine;

static void
machine_set_up (Machine *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->root = g_dir_make_tmp ("ahadi-swap-XXXXXX", &error);
  g_assert_no_error (error);
}

static void
machine_tear_down (Machine *self, gconstpointer data)
{
  g_free (self->root);
}

static void
put (Machine *self, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (self->root, name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static void
test_nothing (Machine *self, gconstpointer data)
{
  g_assert_cmpint (ahadi_swap_judge (self->root), ==, AHADI_SWAP_NONE);
  put (self, "proc/swaps", HEADER);
  g_assert_cmpint (ahadi_swap_judge (self->root), ==, AHADI_SWAP_NONE);
}

static void
test_plain_partition (Machine *self, gconstpointer data)
{
  put (self, "proc/swaps", HEADER "/dev/sda2 partition\t8388604\t0\t-2\n");
  put (self, "sys/class/block/sda2/size", "1\n");
  g_assert_cmpint (ahadi_swap_judge (self->root), ==, AHADI_SWAP_OPEN);
}

static void
test_crypt (Machine *self, gconstpointer data)
{
  put (self, "proc/swaps",
       HEADER "/dev/dm-1                               partition\t1\t0\t-2\n");
  put (self, "sys/class/block/dm-1/dm/uuid", "CRYPT-PLAIN-swap\n");
  g_assert_cmpint (ahadi_swap_judge (self->root), ==, AHADI_SWAP_SEALED);
}

static void
test_volume_on_crypt (Machine *self, gconstpointer data)
{
  put (self, "proc/swaps", HEADER "/dev/dm-2 partition\t1\t0\t-2\n");
  put (self, "sys/class/block/dm-2/dm/uuid", "LVM-abc\n");
  put (self, "sys/class/block/dm-2/slaves/dm-0/dm/uuid", "CRYPT-LUKS2-abc\n");
  g_assert_cmpint (ahadi_swap_judge (self->root), ==, AHADI_SWAP_SEALED);
  put (self, "sys/class/block/dm-2/slaves/sdb1/size", "1\n");
  g_assert_cmpint (ahadi_swap_judge (self->root), ==, AHADI_SWAP_OPEN);
}

static void
test_compressed_memory (Machine *self, gconstpointer data)
{
  put (self, "proc/swaps", HEADER "/dev/zram0 partition\t1\t0\t100\n");
  put (self, "sys/class/block/zram0/backing_dev", "none\n");
  g_assert_cmpint (ahadi_swap_judge (self->root), ==, AHADI_SWAP_NONE);
  put (self, "sys/class/block/zram0/backing_dev", "/dev/sda3\n");
  g_assert_cmpint (ahadi_swap_judge (self->root), ==, AHADI_SWAP_OPEN);
}

static void
test_file (Machine *self, gconstpointer data)
{
  g_autofree char *uuid = NULL;
  g_autofree char *path = NULL;
  struct stat info;

  put (self, "proc/swaps",
       HEADER "/swapfile                               file\t1\t0\t-2\n");
  put (self, "swapfile", "");
  g_assert_cmpint (ahadi_swap_judge (self->root), ==, AHADI_SWAP_OPEN);

  path = g_build_filename (self->root, "swapfile", NULL);
  g_assert_cmpint (stat (path, &info), ==, 0);
  uuid = g_strdup_printf ("sys/dev/block/%u:%u/dm/uuid", major (info.st_dev),
                          minor (info.st_dev));
  put (self, uuid, "CRYPT-LUKS2-abc\n");
  g_assert_cmpint (ahadi_swap_judge (self->root), ==, AHADI_SWAP_SEALED);
}

static void
test_the_worst_counts (Machine *self, gconstpointer data)
{
  put (self, "proc/swaps",
       HEADER "/dev/sda2 partition\t1\t0\t-2\n/dev/zram0 partition\t1\t0\t100\n");
  g_assert_cmpint (ahadi_swap_judge (self->root), ==, AHADI_SWAP_OPEN);
}

#define ADD(name, test)                                                                  \
  g_test_add ("/base/swap/" name, Machine, NULL, machine_set_up, test, machine_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("none-is-none", test_nothing);
  ADD ("a-plain-partition-is-open", test_plain_partition);
  ADD ("dm-crypt-is-sealed", test_crypt);
  ADD ("a-volume-is-sealed-if-all-below-is", test_volume_on_crypt);
  ADD ("compressed-memory-is-none-unless-written-out", test_compressed_memory);
  ADD ("a-file-is-as-its-disk", test_file);
  ADD ("the-worst-counts", test_the_worst_counts);
  return g_test_run ();
}
