/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/ahadi-app.h"

G_BEGIN_DECLS

/*
 * Where a passphrase or recovery code is typed. GTK keeps the text of a GtkPasswordEntry
 * in locked memory; it is read from there straight into an AhadiSecret. The entry is
 * never cleared, because that would leave a copy in the heap: it is thrown away and a
 * fresh one put in its place.
 *
 * Properties: "label" (its name), "peek" (a button that shows what was typed). Signals:
 * "changed", "activate".
 */
#define AHADI_TYPE_SECRET_ENTRY (ahadi_secret_entry_get_type ())
G_DECLARE_FINAL_TYPE (AhadiSecretEntry, ahadi_secret_entry, AHADI, SECRET_ENTRY, AdwBin)

gboolean ahadi_secret_entry_is_empty (AhadiSecretEntry *self);

/* How strong a passphrase this is. */
AhadiStrength ahadi_secret_entry_judge (AhadiSecretEntry *self);

/* Whether both hold the same. */
gboolean ahadi_secret_entry_equal (AhadiSecretEntry *self, AhadiSecretEntry *other);

/* How many decimal digits were typed. */
guint ahadi_secret_entry_count_digits (AhadiSecretEntry *self);

/* Whether exactly these @length characters were typed. */
gboolean ahadi_secret_entry_is (AhadiSecretEntry *self, const char *text, gsize length);

/* Returns: (transfer full) (nullable): what was typed, which stays; NULL for nothing. */
AhadiSecret *ahadi_secret_entry_copy (AhadiSecretEntry *self);

/* Returns: (transfer full) (nullable): what was typed, NULL for nothing; the entry is a
 * fresh one then. */
AhadiSecret *ahadi_secret_entry_take (AhadiSecretEntry *self);

/* Throws away what was typed. */
void ahadi_secret_entry_reset (AhadiSecretEntry *self);

G_END_DECLS
