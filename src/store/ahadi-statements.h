/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Private to store/: the SQL resources of this library. */
#define AHADI_STATEMENTS_FOLDER "/org/amnestykenya/Ahadi/store/sql"
#define AHADI_MIGRATIONS_FOLDER "/org/amnestykenya/Ahadi/store/migrations"

/**
 * ahadi_statements_load:
 *
 * Reads every file of %AHADI_STATEMENTS_FOLDER: a line "-- name: x" starts statement x,
 * which ends before the next such line.
 *
 * Returns: (transfer full) (element-type utf8 utf8): name to SQL.
 */
GHashTable *ahadi_statements_load (void);

/* Adds the statements of one file's text; a name given twice is our mistake. */
void ahadi_statements_add (GHashTable *statements, const char *text);

/* Names of the migrations in order: "0001-vault.sql", … */
GStrv ahadi_statements_list_migrations (void);

/* Returns: (transfer full): the text of one migration. */
char *ahadi_statements_read_migration (const char *name);

G_END_DECLS
