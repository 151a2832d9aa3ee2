/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-vault-private.h"

G_BEGIN_DECLS

/*
 * Private to store/: the blocking keys of members and how often each value occurs, in
 * indexed tables that may be behind the rows. As with the words of ahadi-text-index.h an
 * import only notes what it changed, for keys fall on pages all over their table; in one
 * go, in their order, they cost a fraction. Members are numbered as they come, so those
 * above `indexed` are the new ones; older ones that changed stand in twin_todo.
 */

/* Returns: %FALSE to stop. */
typedef gboolean (*AhadiTwinIndexTick) (gpointer data);

/* Notes that what member @doc is compared by changes. */
gboolean ahadi_twin_index_note (AhadiVault *vault,
                                gint64 doc,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* @source: (out) (transfer full): what the keys of member @doc were made of; NULL if
 * there are none */
gboolean ahadi_twin_index_get_source (AhadiVault *vault,
                                      gint64 doc,
                                      char **source,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Takes member @doc, who is about to go, out of all these tables. */
gboolean ahadi_twin_index_forget (AhadiVault *vault,
                                  gint64 doc,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Loads vault->twins. */
gboolean ahadi_twin_index_load (AhadiVault *vault,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Sets how far members have been compared. */
gboolean ahadi_twin_index_set_compared (AhadiVault *vault,
                                        gint64 compared,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Brings keys and counts up to the rows, piece by piece, each after @tick (nullable);
 * if that stops it: %G_IO_ERROR_CANCELLED, and what is done stays. */
gboolean ahadi_twin_index_catch_up (AhadiVault *vault,
                                    AhadiTwinIndexTick tick,
                                    gpointer data,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* How many entries of these tables are not what the rows of members give. */
gboolean ahadi_twin_index_check (AhadiVault *vault,
                                 guint64 *differing,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
