/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-database.h"
#include "ahadi-stream-table.h"
#include "ahadi-vault.h"
#include "model/ahadi-model.h"

G_BEGIN_DECLS

/* Private to store/: what its files share of an open vault. */
#define AHADI_ORG_LIMIT 64

/* HKDF's info for the database key (FORMATS 7). */
#define AHADI_DATABASE_KEY_INFO "ahadi/sqlcipher/v1"

/* Pages of write-ahead log after which a commit folds it into the file: of 4 KiB each. */
#define AHADI_VAULT_CHECKPOINT 4000
#define AHADI_VAULT_BULK_CHECKPOINT 40000

/* Setting: content is gone that older backups may have still. */
#define AHADI_VAULT_FORGETS "forgets"

/* Where the full-text table of a kind stands; see ahadi-text-index.h. */
typedef struct _AhadiLists AhadiLists;

typedef struct
{
  gint64 next_doc; /* 0: to be asked for */
  gint64 indexed;
  gboolean indexed_known;
  gboolean current;
  gboolean current_known;
} AhadiVaultText;

/* Where the tables stand by which members are compared; see ahadi-twin-index.h. */
typedef struct
{
  gboolean known;
  gboolean outdated; /* made by other rules: to be made anew */
  gint64 indexed;
  gint64 compared;
} AhadiVaultTwins;

struct _AhadiVault
{
  char *folder;
  char *set_aside;
  char *database_path;
  int lock;
  AhadiFolderAccess access; /* as it was found when it was opened */
  AhadiSlots *slots;
  AhadiDatabase *database;

  guint depth;      /* of nested begins */
  gboolean grouped; /* ahadi_vault_begin_group() */
  gboolean doomed;
  gboolean records_changed; /* in this transaction */
  guint64 change_count;
  gboolean forgets; /* content went in this transaction, for good */
  gint64 total_at_begin;
  gboolean is_upkeep; /* nothing but upkeep so far: no reason for a backup */

  AhadiLists *lists;
  AhadiStreamTable *streams; /* NULL: to be loaded */
  GPtrArray *keys; /* AhadiAgeIdentity that open sealed bodies; NULL: to be loaded */
  AhadiHlc clock;
  gboolean has_author;
  char org[AHADI_ORG_LIMIT + 1];
  AhadiId device;
  gboolean has_epoch; /* FALSE: the next write draws one */
  guint32 epoch;
  AhadiVaultText texts[AHADI_KIND_MAX + 1];
  gint64 more_rows[AHADI_KIND_MAX + 1]; /* of each kind, than kind_rows says yet */
  AhadiVaultTwins twins;
};

/* Streams as of this transaction; NULL with the error of reading them. */
AhadiStreamTable *ahadi_vault_get_streams (AhadiVault *self,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Reads the one row of state: author and clock. */
gboolean ahadi_vault_load_state (AhadiVault *self,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Moves the clock up to @hlc, in memory and in the database. */
gboolean ahadi_vault_raise_clock (AhadiVault *self,
                                  AhadiHlc hlc,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* As ahadi_vault_begin(), but also on a disk that is nearly full: for what reading needs.
 */
gboolean ahadi_vault_begin_upkeep (AhadiVault *self,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Commits if @ok, else rolls back; returns whether all is well. Ends what one
 * ahadi_vault_begin() began. */
gboolean ahadi_vault_end (AhadiVault *self, gboolean ok, GError **error);

/* How many rows of @kind there are. */
gboolean ahadi_vault_count_rows (AhadiVault *self,
                                 AhadiKind kind,
                                 guint64 *rows,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Runs statement @name, whose only value (if @index is not 0) is a number. */
gboolean ahadi_vault_run_number (AhadiVault *self,
                                 const char *name,
                                 int index,
                                 gint64 value,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* How many there are of each thing: what a copy of a database must have too. */
#define AHADI_CENSUS_COLUMNS 13
gboolean ahadi_database_take_census (AhadiDatabase *database,
                                     gint64 census[AHADI_CENSUS_COLUMNS],
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether the newest backup is of the vault's own generation; and removes those of lower
 * ones, whose key is an old one. */
gboolean ahadi_backup_is_current (AhadiVault *vault);
void ahadi_backup_remove_older_keys (AhadiVault *vault);

/* SQLCipher's check of every page and SQLite's of every tree; CORRUPT with the first
 * complaint. */
gboolean ahadi_database_check (AhadiDatabase *database,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
