/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-database.h"
#include "model/ahadi-model.h"

G_BEGIN_DECLS

/*
 * Private to store/: the names of one kind in their order, as they stand in the database,
 * so that the page at any offset is found without walking there and without holding
 * anything of each row in memory. The names are cut into runs, and a run knows where it
 * begins and how many names it has: it takes the reading of a thousandth of the names,
 * and of one run, to get to an offset.
 */
#define AHADI_NAME_RUN 1024 /* names; twice as many are cut up */

/* Enters a name, or takes it out again. @sort: folded */
gboolean ahadi_name_order_add (AhadiDatabase *database,
                               const AhadiKindInfo *info,
                               const char *sort,
                               gint64 doc,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean ahadi_name_order_remove (AhadiDatabase *database,
                                  const AhadiKindInfo *info,
                                  const char *sort,
                                  gint64 doc,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Enters all that the table of words has of the rows numbered above @after and up to
 * @last. */
gboolean ahadi_name_order_add_range (AhadiDatabase *database,
                                     const AhadiKindInfo *info,
                                     gint64 after,
                                     gint64 last,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A place in the order: the first name that is not before it. */
typedef struct
{
  char *sort;
  gint64 doc;
} AhadiNamePlace;

void ahadi_name_place_clear (AhadiNamePlace *self);

/* @place: (out): where the run of the name at @offset begins, @skip names before it */
gboolean ahadi_name_order_seek (AhadiDatabase *database,
                                const AhadiKindInfo *info,
                                guint64 offset,
                                AhadiNamePlace *place,
                                guint64 *skip,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Returns: (transfer full): of each row from @place on, its sort text and its number, in
 * order. */
AhadiStatement *ahadi_name_order_walk (AhadiDatabase *database,
                                       const AhadiKindInfo *info,
                                       const AhadiNamePlace *place,
                                       GError **error);

/* Whether each run begins with a name that is there, and has as many as it says: what a
 * check of the vault asks. */
gboolean ahadi_name_order_check (AhadiDatabase *database,
                                 const AhadiKindInfo *info,
                                 gboolean *sound,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AhadiNamePlace, ahadi_name_place_clear)

G_END_DECLS
