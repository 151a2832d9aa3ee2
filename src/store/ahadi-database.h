/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlcipher/sqlite3.h>

#include "base/ahadi-base.h"
#include "crypto/ahadi-crypto.h"

G_BEGIN_DECLS

/*
 * Private to store/: one keyed connection and its named statements. A connection holds
 * the file alone (locking_mode EXCLUSIVE), so that no -shm file is ever made.
 */
typedef struct _AhadiDatabase AhadiDatabase;

typedef enum
{
  AHADI_DATABASE_CREATE,  /* must not be there yet */
  AHADI_DATABASE_OPEN,    /* to read and write */
  AHADI_DATABASE_INSPECT, /* to read; leaves every file as it is, also a write-ahead log
                           */
} AhadiDatabaseMode;

/* A statement taken out of the pool; g_autoptr gives it back. Bind from 1, read @stmt
 * with sqlite3_column_*(). */
typedef struct _AhadiStatement AhadiStatement;
struct _AhadiStatement
{
  sqlite3_stmt *stmt;
  AhadiDatabase *database;
  AhadiStatement **home;
  AhadiStatement *next;
};

/**
 * ahadi_database_open:
 * @key: 32 bytes
 *
 * The three checks of FORMATS 8: the library is SQLCipher, its version is the one
 * compiled against, the file is not plain SQLite.
 *
 * Returns: (transfer full): %NULL with %AHADI_STORE_ERROR_LIBRARY, CORRUPT (no database,
 * or not of this key), BUSY, NO_SPACE.
 */
AhadiDatabase *ahadi_database_open (const char *path,
                                    AhadiSecret *key,
                                    AhadiDatabaseMode mode,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Folds the write-ahead log into the file and removes it, unless opened to inspect. */
void ahadi_database_close (AhadiDatabase *self);

/* AHADI_STORE_ERROR_LIBRARY if the file starts as a plain SQLite one. */
gboolean ahadi_database_check_sealed (const char *path,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

sqlite3 *ahadi_database_get_handle (AhadiDatabase *self);

/* Runs a script of statements that need no values. @action starts the error message:
 * "cannot save". */
gboolean ahadi_database_exec (AhadiDatabase *self,
                              const char *sql,
                              const char *action,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* @name: as in the .sql resources; a name that is not there is our mistake. */
AhadiStatement *ahadi_database_prepare (AhadiDatabase *self,
                                        const char *name,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether the resources have @name. */
gboolean ahadi_database_has_statement (AhadiDatabase *self, const char *name);

/* Like ahadi_database_prepare() for the statement "<kind>-<name>". */
AhadiStatement *ahadi_database_prepare_for (AhadiDatabase *self,
                                            const char *kind,
                                            const char *name,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Values are borrowed until the statement is released or run again. NULL text and bytes
 * are SQL NULL. */
void ahadi_statement_bind_int (AhadiStatement *self, int index, gint64 value);
void ahadi_statement_bind_text (AhadiStatement *self, int index, const char *text);
void ahadi_statement_bind_bytes (AhadiStatement *self,
                                 int index,
                                 gconstpointer bytes,
                                 gsize size);

/* Steps once; @row says whether there is one to read. */
gboolean ahadi_statement_next (AhadiStatement *self,
                               gboolean *row,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Runs a statement that gives no row, and makes it ready to be bound and run again. */
gboolean ahadi_statement_run (AhadiStatement *self,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* First column of the first row as a number; 0 if there is none. */
gboolean ahadi_statement_get_number (AhadiStatement *self,
                                     gint64 *value,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

void ahadi_statement_reset (AhadiStatement *self);
void ahadi_statement_release (AhadiStatement *self);

/* @size bytes of a blob column into @out; FALSE if the column is not that long. */
gboolean
ahadi_statement_read_bytes (AhadiStatement *self, int column, gpointer out, gsize size);

/* Returns: (transfer full) (nullable): a text column. */
char *ahadi_statement_dup_text (AhadiStatement *self, int column);

/* FALSE with the store error that SQLite's state stands for. */
gboolean
ahadi_database_fail (AhadiDatabase *self, int code, const char *action, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiDatabase, ahadi_database_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiStatement, ahadi_statement_release)

G_END_DECLS
