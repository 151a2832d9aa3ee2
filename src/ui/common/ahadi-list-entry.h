/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "app/ahadi-app.h"

G_BEGIN_DECLS

/*
 * One place of a list: its record once it was read; until then nothing. "notify::item"
 * tells.
 */
#define AHADI_TYPE_LIST_ENTRY (ahadi_list_entry_get_type ())
G_DECLARE_FINAL_TYPE (AhadiListEntry, ahadi_list_entry, AHADI, LIST_ENTRY, GObject)

AhadiListEntry *ahadi_list_entry_new (void);

/* Borrowed, NULL until it was read. */
const AhadiItem *ahadi_list_entry_get_item (AhadiListEntry *self);

/* @item is copied. */
void ahadi_list_entry_set_item (AhadiListEntry *self, const AhadiItem *item);

G_END_DECLS
