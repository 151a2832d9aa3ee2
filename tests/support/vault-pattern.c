/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vault-pattern.h"

#include <stdlib.h>
#include <unistd.h>

#include "tree.h"

static char *folder_of_patterns;
static guint n_patterns;
static pid_t maker; /* not a child that a test forks */

static void
remove_patterns (void)
{
  if (getpid () == maker)
    tree_remove (folder_of_patterns);
  g_free (folder_of_patterns);
}

static void
make_folder (void)
{
  g_autoptr (GError) error = NULL;

  folder_of_patterns = g_dir_make_tmp ("ahadi-patterns-XXXXXX", &error);
  g_assert_no_error (error);
  maker = getpid ();
  atexit (remove_patterns);
}

static char *
make_path (guint number)
{
  return g_strdup_printf ("%s/%u", folder_of_patterns, number);
}

static void
add_pattern (AhadiSecret *passphrase)
{
  g_autofree char *path = make_path (n_patterns++);
  g_autoptr (GError) error = NULL;
  AhadiVault *vault =
      ahadi_vault_create (path, passphrase, NULL, ahadi_slot_cost_minimum (), &error);

  g_assert_no_error (error);
  ahadi_vault_close (vault);
}

AhadiVault *
vault_pattern_open (guint number, AhadiSecret *passphrase, const char *folder)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  AhadiVault *vault;

  if (folder_of_patterns == NULL)
    make_folder ();
  while (n_patterns <= number)
    add_pattern (passphrase);

  path = make_path (number);
  tree_copy (path, folder);
  vault = ahadi_vault_open (folder, AHADI_SLOT_PASSPHRASE, passphrase, &error);
  g_assert_no_error (error);
  return vault;
}
