/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-rows.h"

G_BEGIN_DECLS

/*
 * Private to store/: what search and lists by name are read from (words, tokens,
 * names), which may be behind the rows. An import only notes what it changed: words and
 * names fall on pages all over these tables, so that keeping them up would cost more than
 * all its other work. Done in one go afterwards, in order, it costs half.
 */

/* The number of a new row. */
gboolean ahadi_text_index_take_doc (AhadiVault *vault,
                                    AhadiKind kind,
                                    gint64 *doc,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Notes that what row @doc is found by has changed. */
gboolean ahadi_text_index_note (AhadiVault *vault,
                                AhadiKind kind,
                                gint64 doc,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Takes row @doc, which is about to go, out of the index. */
gboolean ahadi_text_index_forget (AhadiVault *vault,
                                  AhadiKind kind,
                                  gint64 doc,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether the index of @kind has everything. */
gboolean ahadi_text_index_is_current (AhadiVault *vault,
                                      AhadiKind kind,
                                      gboolean *current,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Brings the index of @kind up to the rows, in a transaction of its own if none is open.
 */
gboolean ahadi_text_index_catch_up (AhadiVault *vault,
                                    AhadiKind kind,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
