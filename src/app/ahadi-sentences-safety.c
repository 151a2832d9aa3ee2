/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-sentences-safety.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  gboolean is_sync;
  int code;
  const char *sentence;
} Sentence;

/* Where a backup is meant, the words for bundles would send people to the wrong place. */
static const Sentence sentences[] = {
  { TRUE, AHADI_SYNC_ERROR_FOREIGN,
    N_ ("This is not a backup of Ahadi; a vault’s own folder is none either. It was left "
        "as it is, and nothing here was changed. Look for a file whose name ends in "
        ".ahadi-backup, or for a folder inside the vault’s “backups”.") },
  { TRUE, AHADI_SYNC_ERROR_NOT_READY,
    N_ ("That place is inside the vault’s own folder: a backup there is lost with it. No "
        "backup was made. Choose a stick, or another folder outside the vault.") },
  { TRUE, AHADI_SYNC_ERROR_DAMAGED,
    N_ ("This backup was cut short or changed since it was made, so it can’t be relied "
        "on. Nothing here was changed. Take an older one, and make a new backup today, "
        "on another stick if you can.") },
  { TRUE, AHADI_SYNC_ERROR_MALFORMED,
    N_ ("This backup is not made as it must be, so it can’t be relied on. Nothing here "
        "was changed. Take another one, and make a new backup today.") },
  { TRUE, AHADI_SYNC_ERROR_NEWER,
    N_ ("This backup was made by a newer Ahadi than this one. It was left as it is. "
        "Update Ahadi, then try again.") },
  { TRUE, AHADI_SYNC_ERROR_OTHER_ORG,
    N_ ("This backup is of another vault. It was left as it is. Choose one of this "
        "vault.") },
  { FALSE, AHADI_STORE_ERROR_CORRUPT,
    N_ ("What this backup holds does not fit together, so it can’t be relied on. Nothing "
        "here was changed. Take another one, and make a new backup today.") },
  { FALSE, AHADI_STORE_ERROR_FILES,
    N_ ("The records in this backup are whole, but attached files or kept bundles in it "
        "are damaged or missing. Nothing here was changed. Keep every older backup: one "
        "of them may have those files whole.") },
  { FALSE, AHADI_STORE_ERROR_OLD_COPY,
    N_ ("The keys and the records in this backup are from different days. Nothing here "
        "was changed. Take another one, and make a new backup today.") },
  { FALSE, AHADI_STORE_ERROR_NOT_FOUND,
    N_ ("There is no backup yet. Nothing was changed. Make one first, on a stick that "
        "you keep elsewhere.") },
};

char *
ahadi_sentence_for_backup_error (const GError *error)
{
  if (g_error_matches (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_WRONG_SECRET))
    return g_strdup (_ ("That passphrase or recovery code does not open this backup. "
                        "Nothing was changed. A backup opens with what was valid on its "
                        "day: try the one you had then."));

  for (gsize i = 0; i < G_N_ELEMENTS (sentences); i++)
    if (error->domain == (sentences[i].is_sync ? AHADI_SYNC_ERROR : AHADI_STORE_ERROR) &&
        error->code == sentences[i].code)
      return g_strdup (_ (sentences[i].sentence));

  return ahadi_sentence_for_error (error);
}

char *
ahadi_sentence_for_drill (const AhadiDrillResult *result)
{
  g_autofree char *time = ahadi_words_time (result->time);
  g_autofree char *whole =
      g_strdup_printf (_ ("The backup of %s opens and is whole: every page, every record "
                          "and every file in "
                          "it was read."),
                       time);
  g_autofree char *since = NULL;

  if (result->since == 0)
    return g_strjoin (" ", whole, _ ("It holds all that this vault does."), NULL);

  since = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%lu change was made since; the next backup has it.",
                   "%lu changes were made since; the next backup has them.",
                   (gulong) result->since),
      (gulong) result->since);
  return g_strjoin (" ", whole, since, NULL);
}

/* Returns: (transfer full): NULL if all of them are as the records say. */
static char *
say_files (const AhadiFilesCheck *files)
{
  gulong n = (gulong) (files->damaged + files->missing);

  if (n == 0)
    return NULL;

  return g_strdup_printf (
      g_dngettext (
          GETTEXT_PACKAGE,
          "But %lu attached file or kept bundle is damaged or missing. Keep "
          "every older backup: one of them may have it whole. A kept bundle is "
          "whole again when the same file is imported here once more, "
          "an attached file of another laptop when that one exports everything "
          "again.",
          "But %lu attached files or kept bundles are damaged or missing. Keep "
          "every older backup: one of them may have them whole. A kept bundle is "
          "whole again when the same file is imported here once more, "
          "an attached file of another laptop when that one exports everything "
          "again.",
          n),
      n);
}

char *
ahadi_sentence_for_backup (const AhadiBackupResult *result)
{
  return say_files (&result->files);
}

char *
ahadi_sentence_for_check (const AhadiVaultCheck *check)
{
  g_autofree char *files = say_files (&check->files);

  if (check->differing_rows != 0 || check->broken_chains != 0)
    return g_strdup (
        _ ("The vault is not as its history says. Copy the whole folder to a "
           "safe place, and tell whoever looks after Ahadi."));
  return g_strjoin (" ",
                    _ ("The vault is whole: its history gives exactly what it shows."),
                    files, NULL);
}

const char *
ahadi_sentence_for_access (AhadiFolderAccess access)
{
  switch (access)
    {
    case AHADI_FOLDER_MENDED:
      return _ ("The vault’s folder was open to other users of this laptop, who could "
                "have taken files out of it or put older ones back. What is in it is "
                "sealed. It is closed to them now; if it was not you who opened it to "
                "them, find out who did.");
    case AHADI_FOLDER_OF_OTHERS:
      return _ ("The vault’s folder belongs to another user of this laptop, who can take "
                "files out of it or put older ones back. What is in it is sealed. Copy "
                "the vault to a folder of your own, or ask whoever set up the laptop to "
                "make this one yours.");
    case AHADI_FOLDER_OWN:
    default:
      return NULL;
    }
}

char *
ahadi_sentence_for_restore (const AhadiRestoreResult *result)
{
  g_autofree char *time = ahadi_words_time (result->time);
  g_autofree char *back =
      result->time > 0
          ? g_strdup_printf (_ ("The vault is back as it was at this time: %s."), time)
          : g_strdup (_ ("The vault is back as it was."));
  g_autofree char *files = say_files (&result->files);
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_auto (GStrv) told = NULL;
  g_autofree char *name = NULL;
  g_autofree char *aside = NULL;

  if (result->aside != NULL)
    {
      name = g_filename_display_basename (result->aside);
      aside = g_strdup_printf (
          _ ("The vault that was here is kept, whole, beside it as “%s”."), name);
    }

  g_strv_builder_add_many (
      parts, back,
      _ ("What was written after that backup and not exported is not in it."),
      result->knows_erased
          ? _ ("What was erased since then stays erased.")
          : _ ("What was erased since then is back until you take in the newest reply or "
               "bundle: do that first."),
      NULL);
  if (files != NULL)
    g_strv_builder_add (parts, files);
  if (aside != NULL)
    g_strv_builder_add (parts, aside);
  told = g_strv_builder_end (parts);
  return g_strjoinv (" ", told);
}

char *
ahadi_sentence_last_backup (const AhadiSafety *safety)
{
  g_autofree char *time = ahadi_words_time (safety->last_backup);

  if (safety->last_backup == 0)
    return g_strdup (_ ("There is no backup outside this laptop yet."));
  return g_strdup_printf (_ ("Last backup to one sealed file: %s"), time);
}

char *
ahadi_sentence_last_drill (const AhadiSafety *safety)
{
  g_autofree char *time = ahadi_words_time (
      safety->failed_drill > 0 ? safety->failed_drill : safety->last_drill);

  if (safety->failed_drill > 0)
    return g_strdup_printf (
        _ ("The backup was tried and did not hold: %s. Make a new one and try that."),
        time);
  if (safety->last_drill == 0)
    return g_strdup (_ ("No backup was ever tried."));
  return g_strdup_printf (safety->drill_secret == AHADI_SLOT_RECOVERY_CODE
                              ? _ ("The backup was last tried with the recovery code: %s")
                              : _ ("The backup was last tried with the passphrase: %s"),
                          time);
}
