/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-keeper.h"
#include "ahadi-list-entry.h"

G_BEGIN_DECLS

/*
 * The records of one kind that match a search, as a GListModel of #AhadiListEntry: the
 * count is known, the entries come in pages of a hundred as they are looked at, and pages
 * not looked at for long are forgotten. A million rows cost what a few hundred do.
 *
 * Signal "loaded": count and first page are here.
 */
#define AHADI_TYPE_ITEM_MODEL (ahadi_item_model_get_type ())
G_DECLARE_FINAL_TYPE (AhadiItemModel, ahadi_item_model, AHADI, ITEM_MODEL, GObject)

AhadiItemModel *
ahadi_item_model_new (AhadiKeeper *keeper, AhadiKind kind, AhadiSort sort);

/* Another search, or another set; what was shown stays until the new first page is here.
 */
void ahadi_item_model_set_search (AhadiItemModel *self, const char *search);
void ahadi_item_model_set_only_here (AhadiItemModel *self, gboolean only_here);

/* After records changed. Positions stay where the count did not change. */
void ahadi_item_model_reload (AhadiItemModel *self);

/* Among the entries that are here; GTK_INVALID_LIST_POSITION's value (G_MAXUINT) if none.
 */
guint ahadi_item_model_find (AhadiItemModel *self, const AhadiId *id);

G_END_DECLS
