/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-carry.h"

#include <glib/gstdio.h>
#include <string.h>

#include "ahadi-import-job.h"
#include "ahadi-io.h"
#include "ahadi-sync-error.h"

#define SEALED_PARTS "sealed-parts"
#define NOTED_SETTING "carried/"
#define NOTED_LIMIT 256

/* A file's name for others: 16 digits, as every bundle has. */
#define FILE_DIGITS 16

static char *
get_path (AhadiVault *vault, const AhadiSetAside *entry)
{
  return g_build_filename (ahadi_vault_get_set_aside_folder (vault), entry->name, NULL);
}

guint64
ahadi_carry_measure (AhadiVault *vault, const AhadiSetAside *entry)
{
  g_autofree char *path = get_path (vault, entry);
  GStatBuf info;

  return g_stat (path, &info) == 0 ? (guint64) info.st_size : 0;
}

/* --- what waits --------------------------------------------------------------- */

static gboolean
add_up (
    AhadiVault *vault, const char *reason, guint *files, guint64 *bytes, GError **error)
{
  g_autoptr (GPtrArray) entries = ahadi_set_aside_list (vault, reason, error);

  if (entries == NULL)
    return FALSE;

  *files += entries->len;
  for (guint i = 0; i < entries->len; i++)
    *bytes += ahadi_carry_measure (vault, entries->pdata[i]);

  return TRUE;
}

gboolean
ahadi_carry_count (AhadiVault *vault, guint *files, guint64 *bytes, GError **error)
{
  *files = 0;
  *bytes = 0;
  return add_up (vault, AHADI_CARRY_WAITS, files, bytes, error) &&
         add_up (vault, SEALED_PARTS, files, bytes, error) &&
         add_up (vault, AHADI_IMPORT_UNDECIDED, files, bytes, error);
}

gboolean
ahadi_carry_has_room (AhadiVault *vault, guint64 size, gboolean *room, GError **error)
{
  guint files = 0;
  guint64 bytes = 0;

  if (!add_up (vault, AHADI_CARRY_WAITS, &files, &bytes, error))
    return FALSE;

  *room = files < AHADI_CARRY_MAX_FILES && bytes + size <= AHADI_CARRY_MAX_BYTES;
  return TRUE;
}

gboolean
ahadi_carry_add_to (AhadiVault *vault,
                    AhadiBundleWriter *writer,
                    guint *files,
                    guint *spoilt,
                    GError **error)
{
  g_autoptr (GPtrArray) entries = ahadi_set_aside_list (vault, AHADI_CARRY_WAITS, error);

  if (entries == NULL)
    return FALSE;

  *files = 0;
  *spoilt = 0;
  for (guint i = 0; i < entries->len; i++)
    {
      const AhadiSetAside *entry = entries->pdata[i];
      g_autofree char *path = get_path (vault, entry);

      if (!ahadi_set_aside_is_whole (vault, entry->name))
        {
          (*spoilt)++;
          continue;
        }
      if (!ahadi_bundle_writer_carry (writer, path, error))
        return FALSE;
      (*files)++;
    }

  return TRUE;
}

gboolean
ahadi_carry_forget (AhadiVault *vault,
                    const guint8 id[AHADI_CARRY_ID_SIZE],
                    GError **error)
{
  g_autoptr (GPtrArray) entries = ahadi_set_aside_list (vault, AHADI_CARRY_WAITS, error);
  char digits[2 * AHADI_CARRY_ID_SIZE + 1];

  if (entries == NULL)
    return FALSE;

  ahadi_hex_encode (id, AHADI_CARRY_ID_SIZE, digits);
  for (guint i = 0; i < entries->len; i++)
    {
      const AhadiSetAside *entry = entries->pdata[i];

      if (g_str_has_prefix (entry->name, digits) &&
          !ahadi_set_aside_remove (vault, entry->name, error))
        return FALSE;
    }

  return TRUE;
}

/* --- written as files of their own ---------------------------------------------- */

static gboolean
copy_out (const char *from, const char *temporary, GError **error)
{
  g_autoptr (GInputStream) in = ahadi_io_open (from, error);
  g_autoptr (GOutputStream) out = in == NULL ? NULL : ahadi_io_create (temporary, error);
  AhadiTicker ticker;

  ahadi_ticker_init (&ticker, NULL, AHADI_STEP_WRITE, 0);
  return out != NULL && ahadi_io_copy (in, out, &ticker, error) &&
         g_output_stream_close (out, NULL, error);
}

static gboolean
write_one (AhadiVault *vault,
           const AhadiSetAside *entry,
           const char *folder,
           GError **error)
{
  g_autofree char *name = g_strdup_printf ("%.*s.ahadi", FILE_DIGITS, entry->name);
  g_autofree char *hidden = g_strconcat (".", name, ".part", NULL);
  g_autofree char *from = get_path (vault, entry);
  g_autofree char *temporary = g_build_filename (folder, hidden, NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  AhadiJournalEntry line = {
    .time = ahadi_wall_clock_ms (),
    .direction = (char *) "out",
    .file = name,
    .outcome = (char *) "carried",
  };

  if (copy_out (from, temporary, error) && ahadi_file_commit (temporary, path, error))
    return ahadi_journal_add (vault, &line, error);

  g_unlink (temporary);
  return FALSE;
}

static gboolean
write_all (AhadiVault *vault,
           const char *reason,
           const char *folder,
           guint *files,
           guint *spoilt,
           GError **error)
{
  g_autoptr (GPtrArray) entries = ahadi_set_aside_list (vault, reason, error);

  if (entries == NULL)
    return FALSE;

  for (guint i = 0; i < entries->len; i++)
    {
      const AhadiSetAside *entry = entries->pdata[i];
      gboolean whole = ahadi_set_aside_is_whole (vault, entry->name);

      if (whole && !write_one (vault, entry, folder, error))
        return FALSE;
      *(whole ? files : spoilt) += 1;
    }

  return TRUE;
}

gboolean
ahadi_carry_write (
    AhadiVault *vault, const char *folder, guint *files, guint *spoilt, GError **error)
{
  *files = 0;
  *spoilt = 0;
  return ahadi_folder_make (folder, error) &&
         write_all (vault, AHADI_CARRY_WAITS, folder, files, spoilt, error) &&
         write_all (vault, SEALED_PARTS, folder, files, spoilt, error) &&
         write_all (vault, AHADI_IMPORT_UNDECIDED, folder, files, spoilt, error);
}

/* --- what is beyond help ---------------------------------------------------------- */

gboolean
ahadi_carry_drop_spoilt (AhadiVault *vault, gboolean drop, guint *files, GError **error)
{
  g_autoptr (GPtrArray) entries = ahadi_set_aside_list (vault, NULL, error);

  *files = 0;
  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      const AhadiSetAside *entry = entries->pdata[i];

      if (ahadi_set_aside_is_whole (vault, entry->name))
        continue;
      if (drop && !ahadi_set_aside_remove (vault, entry->name, error))
        return FALSE;
      (*files)++;
    }

  return entries != NULL;
}

/* --- what is confirmed ------------------------------------------------------------ */

/* Returns: (transfer full): in the order in which they came. */
static GPtrArray *
load_noted (AhadiVault *vault, const char *carrier, GError **error)
{
  g_autofree char *setting = g_strconcat (NOTED_SETTING, carrier, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  GPtrArray *ids;
  GError *local = NULL;

  text = ahadi_settings_get_text (vault, setting, &local);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return NULL;
    }

  ids = g_ptr_array_new_with_free_func (g_free);
  lines = g_strsplit (text != NULL ? text : "", "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0')
      g_ptr_array_add (ids, g_strdup (lines[i]));

  return ids;
}

static void
add_once (GPtrArray *ids, const char *id)
{
  for (guint i = 0; i < ids->len; i++)
    if (g_str_equal (ids->pdata[i], id))
      {
        g_ptr_array_remove_index (ids, i);
        break;
      }

  g_ptr_array_add (ids, g_strdup (id));
  if (ids->len > NOTED_LIMIT)
    g_ptr_array_remove_index (ids, 0);
}

gboolean
ahadi_carry_note (AhadiVault *vault, const char *carrier, const char *id, GError **error)
{
  g_autofree char *setting = g_strconcat (NOTED_SETTING, carrier, NULL);
  g_autoptr (GPtrArray) ids = load_noted (vault, carrier, error);
  g_autofree char *text = NULL;

  if (ids == NULL)
    return FALSE;

  add_once (ids, id);
  g_ptr_array_add (ids, NULL);
  text = g_strjoinv ("\n", (char **) ids->pdata);
  return ahadi_settings_set_text (vault, setting, text, error);
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

GStrv
ahadi_carry_list_noted (AhadiVault *vault, const char *carrier, GError **error)
{
  GPtrArray *ids = load_noted (vault, carrier, error);

  if (ids == NULL)
    return NULL;

  g_ptr_array_sort (ids, compare_texts);
  g_ptr_array_add (ids, NULL);
  return (GStrv) g_ptr_array_free (ids, FALSE);
}
