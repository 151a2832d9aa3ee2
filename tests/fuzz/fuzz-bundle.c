/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A whole bundle, as a laptop of the day exports it, with some of its bytes changed,
 * taken in as a preview: age, archive, signature, manifest, parts and the store all see
 * it. The first byte of the input says which bytes are meant, and so who could have
 * changed them:
 *
 *   s  those of the file: anybody
 *   a  those of the archive in it, sealed again: a courier
 *   m  those of the manifest, signed again: the author
 *   p  those of the membership part before it is sealed, signed again: the author
 *   l  those of its lines, compressed, sealed and signed again: the author
 *
 * Each change is a place (three bytes, big-endian, counted round) and the bits that turn
 * over there. As keys are of the day, the seeds are changes too.
 */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "sync/forge.h"

#define CHANGE_SIZE 4
#define CHANGES_MAX 64

static World world;
static AhadiVault *laptop;
static char *bundle;

static void
close_world (void)
{
  g_clear_pointer (&bundle, g_free);
  world_close (&world);
}

/* Kept for all runs: a preview changes nothing. */
static void
open_world (void)
{
  if (world.folder != NULL)
    return;

  world_open (&world);
  atexit (close_world);
  laptop = world_add_laptop (&world, "Kisumu");
  world_add_member (laptop, "Achieng Otieno");
  bundle = world_export (&world, laptop);
}

static GBytes *
change (GBytes *bytes, const guint8 *changes, gsize size)
{
  gsize length = g_bytes_get_size (bytes);
  guint8 *copy = g_memdup2 (g_bytes_get_data (bytes, NULL), length);
  gsize n = MIN (size / CHANGE_SIZE, CHANGES_MAX);

  for (const guint8 *at = changes; n > 0; n--, at += CHANGE_SIZE)
    copy[((gsize) at[0] << 16 | (gsize) at[1] << 8 | at[2]) % length] ^= at[3];
  return g_bytes_new_take (copy, length);
}

/* Whatever the manifest says then, its author signs it. */
static void
change_manifest (Forge *forge, const guint8 *changes, gsize size)
{
  const char *id = json_string_value (json_object_get (forge->manifest, "bundle_id"));
  g_autofree char *comment = g_strconcat ("ahadi-bundle-v1 ", id, NULL);
  g_autoptr (GBytes) changed =
      change (forge_find (forge, "manifest.json")->bytes, changes, size);

  forge_set (forge, "manifest.json", changed);
  forge_sign_member (forge, "manifest.json", laptop, comment);
}

static void
change_part (Forge *forge, const guint8 *changes, gsize size)
{
  g_autoptr (GBytes) plain =
      forge_open_part (forge, AHADI_AUDIENCE_MEMBERSHIP, world.office);
  g_autoptr (GBytes) changed = change (plain, changes, size);

  forge_seal_part (forge, AHADI_AUDIENCE_MEMBERSHIP, changed);
  forge_sign (forge, laptop);
}

static void
change_lines (Forge *forge, const guint8 *changes, gsize size)
{
  g_autofree char *lines =
      forge_read_part (forge, AHADI_AUDIENCE_MEMBERSHIP, world.office);
  g_autoptr (GBytes) bytes = g_bytes_new (lines, strlen (lines));
  g_autoptr (GBytes) changed = change (bytes, changes, size);
  gsize length;
  const char *text = g_bytes_get_data (changed, &length);
  g_autofree char *ended = g_strndup (text, length);

  forge_write_part (forge, AHADI_AUDIENCE_MEMBERSHIP, ended);
  forge_sign (forge, laptop);
}

static GBytes *
make_file (char mode, const guint8 *changes, gsize size)
{
  g_autoptr (GBytes) file = world_read_file (bundle);
  g_autoptr (Forge) forge = NULL;
  g_autoptr (GBytes) archive = NULL;
  g_autoptr (GBytes) changed = NULL;

  if (mode == 's')
    return change (file, changes, size);

  forge = forge_open (bundle, world.office);
  if (mode == 'm')
    change_manifest (forge, changes, size);
  else if (mode == 'p')
    change_part (forge, changes, size);
  else if (mode == 'l')
    change_lines (forge, changes, size);

  archive = forge_to_archive (forge);
  changed = mode == 'a' ? change (archive, changes, size) : g_bytes_ref (archive);
  return forge_seal_to (changed, world.office);
}

static gboolean
take (GBytes *file)
{
  g_autofree char *path = world_write_file (&world, "changed.ahadi", file);
  g_autoptr (AhadiImportResult) result = NULL;
  g_autoptr (GError) error = NULL;

  result = ahadi_import_file (world.office, path, TRUE, NULL, &error);
  g_assert_no_error (error);
  if (result->outcome == AHADI_OUTCOME_REFUSED)
    g_assert_true (result->reason->domain == AHADI_SYNC_ERROR);
  if (result->outcome != AHADI_OUTCOME_MERGED)
    return FALSE;

  for (guint i = 0; i < result->parts->len; i++)
    if (g_array_index (result->parts, AhadiPartResult, i).refused != NULL)
      return FALSE;
  return TRUE;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) file = NULL;

  fuzz_start ();
  open_world ();
  if (size == 0)
    return 0;

  file = make_file ((char) data[0], data + 1, size - 1);
  fuzz_accepted = take (file);
  return 0;
}
